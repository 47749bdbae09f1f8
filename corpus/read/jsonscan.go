package read

import (
	"bytes"
	"encoding/json"
	"iter"
	"unicode/utf16"
	"unicode/utf8"
)

// extent is a range of bytes of a JSON text.
type extent struct{ from, to int }

// members yields keys and the extents of their values of a valid JSON object.
// encoding/json tells no offsets, and evidence needs them.
func members(b []byte) iter.Seq2[string, extent] {
	return func(yield func(string, extent) bool) {
		for at := blank(b, 1); at < len(b) && b[at] == '"'; {
			end := value(b, at)
			var key string
			if json.Unmarshal(b[at:end], &key) != nil {
				return
			}
			from := blank(b, blank(b, end)+1) // after the colon
			to := value(b, from)
			if !yield(key, extent{from, to}) {
				return
			}
			at = blank(b, blank(b, to)+1) // after the comma
		}
	}
}

// elements yields the extents of the elements of a valid JSON array.
func elements(b []byte) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for at := blank(b, 1); at < len(b) && b[at] != ']'; {
			to := value(b, at)
			if !yield(at, to) {
				return
			}
			at = blank(b, blank(b, to)+1)
		}
	}
}

// blank returns the offset of the first byte at or after at that is no white
// space.
func blank(b []byte, at int) int {
	for at < len(b) && (b[at] == ' ' || b[at] == '\t' || b[at] == '\n' || b[at] == '\r') {
		at++
	}
	return at
}

// value returns the end of the valid JSON value that starts at at.
func value(b []byte, at int) int {
	depth := 0
	for at < len(b) {
		switch b[at] {
		case '"':
			at = literal(b, at)
		case '{', '[':
			depth++
			at++
			continue
		case '}', ']':
			depth--
			at++
		case ',', ':', ' ', '\t', '\n', '\r':
			at++
			continue
		default:
			for at < len(b) && !bytes.ContainsRune([]byte(",:]} \t\r\n"), rune(b[at])) {
				at++
			}
		}
		if depth <= 0 {
			return at
		}
	}
	return at
}

// literal returns the end of the JSON string that starts at at.
func literal(b []byte, at int) int {
	for at++; at < len(b); at++ {
		switch b[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return at
}

// unquote returns the value of the JSON string at an extent of b, with the way
// back to its bytes.
func unquote(b []byte, m extent) source {
	inner := b[m.from+1 : m.to-1]
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return identity(string(inner), int64(m.from+1))
	}
	raw := decode(inner, "utf-8")
	for i := range raw.origin {
		raw.origin[i].Original += int64(m.from + 1)
	}
	c := compose(&raw)
	c.buf = make([]byte, 0, len(raw.text))
	start := 0
	for i := 0; i < len(raw.text); i++ {
		if raw.text[i] != '\\' || i+1 >= len(raw.text) {
			continue
		}
		c.copy(start, i)
		text, size := unescape(raw.text[i:])
		c.insert(text, i)
		i += size - 1
		start = i + 1
	}
	c.copy(start, len(raw.text))
	return c.source()
}

// unescape decodes the JSON escape at the beginning of s.
func unescape(s string) (text string, size int) {
	switch s[1] {
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'r':
		return "\r", 2
	case 'b':
		return "\b", 2
	case 'f':
		return "\f", 2
	case 'u':
		r := hex(s)
		if utf16.IsSurrogate(r) {
			if pair := utf16.DecodeRune(r, hex(s[min(6, len(s)):])); pair != utf8.RuneError {
				return string(pair), 12
			}
			return string(utf8.RuneError), min(6, len(s))
		}
		return string(r), min(6, len(s))
	}
	return s[1:2], 2
}

// hex decodes \uXXXX at the beginning of s, -1 where there is none.
func hex(s string) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return -1
	}
	var r rune
	for _, d := range []byte(s[2:6]) {
		switch {
		case d >= '0' && d <= '9':
			r = r<<4 | rune(d-'0')
		case d|0x20 >= 'a' && d|0x20 <= 'f':
			r = r<<4 | rune(d|0x20-'a'+10)
		default:
			return -1
		}
	}
	return r
}
