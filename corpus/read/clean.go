package read

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// clean brings decoded text into canonical form: lines end with "\n" ("\r\n",
// "\r", form feeds, vertical tabs and U+2028/2029 become it), control
// characters, byte order marks, soft hyphens and zero-width spaces are
// dropped, C1 controls are read as the Windows-1252 characters they were meant
// as, and the result is NFC. No-break spaces stay, so that UTF-8 text with
// Unix line ends is kept byte for byte.
func clean(src source) source {
	if at := irregular(src.text, 0); at < len(src.text) {
		src = regularise(&src)
	}
	return compat(src)
}

// irregular returns the offset of the first byte at or after from that clean
// has to change for reasons other than normalisation, len(text) without one.
func irregular(text string, from int) int {
	for i := from; i < len(text); i++ {
		b := text[i]
		switch {
		case b >= 0x20 && b < 0x7F || b == '\n' || b == '\t':
		case b < 0x80:
			return i
		case b != 0xC2 && b != 0xE2 && b != 0xEF:
		default:
			r, _ := utf8.DecodeRuneInString(text[i:])
			if special(r) {
				return i
			}
		}
	}
	return len(text)
}

// special reports whether a non-ASCII character is one that clean changes.
func special(r rune) bool {
	switch {
	case r >= 0x80 && r <= 0x9F:
		return true
	case r == 0xAD, r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x2028, r == 0x2029:
		return true
	}
	return false
}

// regularise does all of clean but normalisation.
func regularise(src *source) source {
	c := compose(src)
	c.buf = make([]byte, 0, len(src.text))
	if strings.IndexByte(strings.TrimRight(src.text, "\f\r\n \t"), '\f') >= 0 {
		c.page = 1
	}
	c.copyClean(0, len(src.text))
	return c.source()
}

// copyClean copies a stretch of the source and brings it into canonical form
// but for normalisation.
func (c *composer) copyClean(from, to int) {
	text := c.src.text[:to]
	for from < to {
		at := irregular(text, from)
		c.copy(from, at)
		if at == to {
			return
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		c.insertExact(replacement(text, at, r), at)
		if r == '\f' && c.page > 0 {
			c.page++
		}
		from = at + size
	}
}

// replacement returns what stands in the canonical text for the irregular
// character at an offset.
func replacement(text string, at int, r rune) string {
	switch r {
	case '\r':
		if at+1 < len(text) && text[at+1] == '\n' {
			return ""
		}
		return "\n"
	case '\f', '\v', 0x2028, 0x2029:
		return "\n"
	}
	if r >= 0x80 && r <= 0x9F {
		if meant := charmap.Windows1252.DecodeByte(byte(r)); meant > 0x9F {
			return string(meant)
		}
	}
	return ""
}

// insertExact inserts the replacement of a character. One byte for one byte
// keeps running in step with the original.
func (c *composer) insertExact(text string, at int) {
	if text == "\n" && c.src.text[at] < 0x80 {
		c.copy(at, at+1)
		c.buf[len(c.buf)-1] = '\n'
		return
	}
	c.insert(text, at)
}

// compat returns src in normalisation form C.
func compat(src source) source {
	if composed(src.text) || norm.NFC.IsNormalString(src.text) {
		return src
	}
	c := compose(&src)
	c.buf = make([]byte, 0, len(src.text))
	text := src.text
	for i := 0; i < len(text); {
		n := norm.NFC.QuickSpanString(text[i:])
		c.copy(i, i+n)
		i += n
		if i == len(text) {
			break
		}
		end := i + max(norm.NFC.NextBoundaryInString(text[i:], true), 1)
		if segment := norm.NFC.String(text[i:end]); segment == text[i:end] {
			c.copy(i, end)
		} else {
			c.insert(segment, i)
		}
		i = end
	}
	return c.source()
}

// composed reports, without a table look-up, whether text is certainly NFC:
// all characters below U+0300 are, and so is general punctuation from U+2010
// to U+203F.
func composed(text string) bool {
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b < 0xCC:
		case b == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90:
			i += 2
		default:
			return false
		}
	}
	return true
}
