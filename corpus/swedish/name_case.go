package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TitleCaseName brings a name in capitals to the usual case: JENNI NORDBORG →
// Jenni Nordborg, ANN-SOFI AF UGGLAS → Ann-Sofi af Ugglas, MCGREGOR →
// McGregor, O'NEILL → O'Neill. Particles begin in lower case, but not as the
// first word. White space and punctuation are kept, initials stay capitals.
func TitleCaseName(upper string) string {
	var b strings.Builder
	b.Grow(len(upper))
	first := true
	for rest := upper; rest != ""; {
		end := strings.IndexFunc(rest, unicode.IsSpace)
		if end < 0 {
			end = len(rest)
		}
		if end > 0 {
			b.WriteString(titleWord(rest[:end], first))
			first = false
		}
		_, size := utf8.DecodeRuneInString(rest[end:])
		b.WriteString(rest[end : end+size])
		rest = rest[end+size:]
	}
	return b.String()
}

// titleWord brings one word of a name to the usual case.
func titleWord(word string, first bool) string {
	if !first && (NameParticle(word) || strings.EqualFold(word, "den")) {
		return strings.ToLower(word)
	}
	var b strings.Builder
	start := true
	for _, r := range word {
		if start {
			b.WriteRune(unicode.ToTitle(r))
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r) && !unicode.IsMark(r)
	}
	return innerCapital(b.String())
}

// innerCapital writes the capital within McGregor. The names in Mc are told
// from others by their length.
func innerCapital(word string) string {
	if rest, ok := strings.CutPrefix(word, "Mc"); ok && len(rest) > 2 {
		r, size := utf8.DecodeRuneInString(rest)
		return "Mc" + string(unicode.ToTitle(r)) + rest[size:]
	}
	return word
}
