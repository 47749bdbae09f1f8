package read

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/samband/samband/corpus"
)

// charset is a character set a text can be decoded from.
type charset struct {
	name  string
	bom   int              // bytes of byte order mark to skip
	table *charmap.Charmap // of single-byte sets
	wide  bool             // UTF-16
	big   bool             // UTF-16 big endian
}

// decode turns bytes into UTF-8. declared is the character set that the
// document or the server names, "" where none does; it is believed when the
// bytes do not contradict it.
func decode(b []byte, declared string) source {
	cs := detectCharset(b, declared)
	switch {
	case cs.wide:
		return decodeWide(b, cs)
	case cs.table != nil:
		return decodeTable(b, cs.table)
	}
	text := string(b[cs.bom:])
	if utf8.ValidString(text) {
		return identity(text, int64(cs.bom))
	}
	return repair(text, int64(cs.bom))
}

// detectCharset decides by byte order mark, then by validity as UTF-8, then by
// the declaration, then by which single-byte set makes plausible Swedish.
func detectCharset(b []byte, declared string) charset {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return charset{name: "utf-8", bom: 3}
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return charset{name: "utf-16le", bom: 2, wide: true}
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return charset{name: "utf-16be", bom: 2, wide: true, big: true}
	}
	if wide, big := looksWide(b); wide {
		return charset{name: "utf-16", wide: true, big: big}
	}
	if mostlyUTF8(b) {
		return charset{name: "utf-8"}
	}
	if table := named(declared); table != nil {
		return charset{name: declared, table: table}
	}
	table := guessTable(b)
	return charset{name: table.String(), table: table}
}

// named returns the single-byte character set of that name, nil where the name
// means something else.
func named(name string) *charmap.Charmap {
	if strings.EqualFold(strings.TrimSpace(name), "macintosh") {
		return charmap.Macintosh
	}
	enc, err := htmlindex.Get(strings.TrimSpace(name))
	if err != nil {
		return nil
	}
	table, _ := enc.(*charmap.Charmap)
	return table
}

// looksWide recognises UTF-16 without a byte order mark by the zero bytes that
// every other byte of Western text is.
func looksWide(b []byte) (wide, big bool) {
	n := min(len(b), 4096) &^ 1
	if n < 4 {
		return false, false
	}
	var zeros [2]int
	for i := range n {
		if b[i] == 0 {
			zeros[i&1]++
		}
	}
	most := n / 2 * 7 / 10
	switch {
	case zeros[1] > most && zeros[0] <= zeros[1]/10:
		return true, false
	case zeros[0] > most && zeros[1] <= zeros[0]/10:
		return true, true
	}
	return false, false
}

// mostlyUTF8 reports whether b is UTF-8, or UTF-8 with a few broken
// characters among many whole ones.
func mostlyUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	whole, broken := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case size > 1:
			whole++
		case r == utf8.RuneError:
			broken++
		}
		b = b[size:]
	}
	return whole >= 4*broken
}

// repair replaces the bytes of a text that are not UTF-8 by the characters
// they are in Windows-1252, the usual cause of such a mixture.
func repair(text string, original int64) source {
	raw := identity(text, original)
	c := compose(&raw)
	start := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			c.copy(start, i)
			c.insert(string(charmap.Windows1252.DecodeByte(text[i])), i)
			start = i + 1
		}
		i += size
	}
	c.copy(start, len(text))
	return c.source()
}

// decodeTable decodes a single-byte character set. ASCII runs are exact.
func decodeTable(b []byte, table *charmap.Charmap) source {
	text := make([]byte, 0, len(b)+len(b)/8)
	var origin []corpus.Anchor
	exact := false
	for i, octet := range b {
		if octet < utf8.RuneSelf {
			if !exact {
				origin = append(origin, corpus.Anchor{Canonical: len(text), Original: int64(i), Exact: true})
				exact = true
			}
			text = append(text, octet)
			continue
		}
		origin = append(origin, corpus.Anchor{Canonical: len(text), Original: int64(i)})
		exact = false
		text = utf8.AppendRune(text, table.DecodeByte(octet))
	}
	return source{text: string(text), origin: origin}
}

// decodeWide decodes UTF-16. As characters and bytes never run in step, it
// sets an anchor at each word.
func decodeWide(b []byte, cs charset) source {
	text := make([]byte, 0, len(b)/2+len(b)/16)
	var origin []corpus.Anchor
	space := true
	for i := cs.bom; i+1 < len(b); {
		r, size := wideRune(b[i:], cs.big)
		if now := unicode.IsSpace(r); now != space || len(origin) == 0 {
			origin = append(origin, corpus.Anchor{Canonical: len(text), Original: int64(i)})
			space = now
		}
		text = utf8.AppendRune(text, r)
		i += size
	}
	return source{text: string(text), origin: origin}
}

// wideRune decodes the first character of UTF-16 bytes, two at least.
func wideRune(b []byte, big bool) (r rune, size int) {
	unit := func(i int) rune {
		if big {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i+1])<<8 | rune(b[i])
	}
	high := unit(0)
	if high < 0xD800 || high > 0xDFFF {
		return high, 2
	}
	if high < 0xDC00 && len(b) >= 4 {
		if low := unit(2); low >= 0xDC00 && low <= 0xDFFF {
			return (high-0xD800)<<10 | (low - 0xDC00) + 0x10000, 4
		}
	}
	return utf8.RuneError, 2
}

// guessTable returns the single-byte character set in which the bytes make the
// most plausible Swedish; Windows-1252 when nothing tells them apart.
func guessTable(b []byte) *charmap.Charmap {
	sample := b[:min(len(b), 64<<10)]
	best, bestScore := charmap.Windows1252, plausibility(sample, charmap.Windows1252)
	for _, table := range []*charmap.Charmap{charmap.Macintosh, charmap.CodePage850} {
		if score := plausibility(sample, table); score > bestScore {
			best, bestScore = table, score
		}
	}
	return best
}

// plausibility scores a decoding: Swedish letters beside letters speak for it,
// foreign letters and symbols inside words against it.
func plausibility(b []byte, table *charmap.Charmap) int {
	score := 0
	for i, octet := range b {
		if octet < utf8.RuneSelf {
			continue
		}
		before, after := ' ', ' '
		if i > 0 {
			before = table.DecodeByte(b[i-1])
		}
		if i+1 < len(b) {
			after = table.DecodeByte(b[i+1])
		}
		score += fit(table.DecodeByte(octet), before, after)
	}
	return score
}

// fit scores one character between its neighbours.
func fit(r, before, after rune) int {
	inside := unicode.IsLetter(before) && unicode.IsLetter(after)
	beside := unicode.IsLetter(before) || unicode.IsLetter(after)
	switch {
	case strings.ContainsRune("åäöéÅÄÖÉ", r):
		if unicode.IsUpper(r) && unicode.IsLower(before) || unicode.IsLower(r) && unicode.IsUpper(after) {
			return -2
		}
		if beside {
			return 3
		}
		return 1
	case strings.ContainsRune("–—”“’‘…•»«§°½\u00a0´", r):
		if inside && r != '’' && r != '–' {
			return -2
		}
		return 1
	case unicode.IsLetter(r):
		if strings.ContainsRune("üøæèáàÜØÆçñ", r) && beside {
			return 0
		}
		return -2
	case r < 0xA0 || inside:
		return -3
	}
	return -1
}
