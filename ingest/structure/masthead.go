package structure

import (
	"strings"
	"unicode"
)

// isMasthead reports whether line i names a periodical rather than a text in it:
// the next line numbers the issue, "Nr 3, mars 2025".
func (p *parser) isMasthead(i int) bool {
	next := p.next(i)
	return next < len(p.lines) && next-i <= 2 && isIssue(strings.ToLower(p.plainLine(next))) || isIssue(strings.ToLower(p.plainLine(i)))
}

// isIssue reports whether a line (lower case) is the number of an issue and its
// date, and nothing else: "nr 3, mars 2025", "nummer 4 2023", "årgång 12, nr 1".
func isIssue(line string) bool {
	rest, ok := cutAnyPrefix(line, "nr ", "nr. ", "nummer ", "årgång ", "vol. ", "volym ", "utgåva ")
	if !ok || runes(line) > 40 {
		return false
	}
	numbers := 0
	for word := range strings.FieldsSeq(rest) {
		word = strings.Trim(word, ",.·|()–-:")
		switch {
		case word == "", monthOf(word) > 0, word == "nr", word == "nummer", word == "årgång":
		case strings.ContainsFunc(word, unicode.IsLetter):
			return false
		default:
			numbers++
		}
	}
	return numbers > 1 // "Nr 5" may be the title of an episode
}

// isRegistered reports whether a line (lower case) is the registration number of
// a company or foundation.
func isRegistered(line string) bool {
	return hasAnyPrefix(line, "org.nr", "org nr", "orgnr", "org. nr", "organisationsnummer", "organisationsnr", "issn ", "isbn ", "bankgiro", "momsreg")
}

// isAddress reports whether a line is the address of a site and nothing else:
// "kommunen.se".
func isAddress(line string) bool {
	name, domain, found := cutLast(strings.ToLower(line), ".")
	return found && name != "" && len(domain) >= 2 && len(domain) <= 7 && !strings.ContainsAny(line, " ()") &&
		!strings.ContainsFunc(domain, func(r rune) bool { return r < 'a' || r > 'z' })
}

// cutLast parts a string at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	at := strings.LastIndex(s, sep)
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+len(sep):], true
}

// isMenu reports whether a line is the menu or the path of a page: short words
// between bars, "Start / Om oss / Press", "Posten » Norrvik".
func isMenu(line string) bool {
	if strings.ContainsAny(line, "☰") {
		return true
	}
	for _, bar := range [...]string{" » ", " › ", " > ", " | ", " / "} {
		if n := strings.Count(line, bar); n >= 2 || n == 1 && (bar == " » " || bar == " › ") {
			return !endsSentence(line)
		}
	}
	return false
}
