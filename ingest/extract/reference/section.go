package reference

import (
	"regexp"
	"strings"
)

// partOf matches the part of a work that stands before it: "kapitel 4 i
// betänkandet ", "avsnitt 5.2 i ".
var partOf = regexp.MustCompile(`(?i)\b(kapitel|kap\.|avsnitt|sidan|sid\.|s\.|bilaga|del|tabell|figur) ([0-9][0-9.–-]*) (?:i|av|ur) (?:[\p{L}-]+ )?[”"“(]?$`)

// sectionBefore returns the part of the work that is cited right before an
// offset, "" where none is.
func (f *finder) sectionBefore(offset int) string {
	const reach = 64 // bytes
	start := max(0, offset-reach)
	m := partOf.FindStringSubmatch(strings.ToValidUTF8(f.text[start:offset], ""))
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1]) + " " + strings.TrimRight(m[2], ".–-")
}
