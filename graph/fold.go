package graph

import (
	"strings"
	"unicode"
)

// Fold brings a name into the form in which names are compared: lower case,
// dashes, dots and runs of white space as one space, apostrophes removed. The
// letters å, ä, ö stay what they are; other accents too.
func Fold(name string) string {
	var folded strings.Builder
	folded.Grow(len(name))
	space := false
	for _, r := range name {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Dash, r) || r == '.' || r == '_':
			space = folded.Len() > 0
		case r == '\'' || r == '’' || r == '\u00ad':
		default:
			if space {
				folded.WriteByte(' ')
				space = false
			}
			folded.WriteRune(unicode.ToLower(r))
		}
	}
	return folded.String()
}
