package reference

import (
	"strings"
	"unicode"
)

// cutTitle parts a title from what follows its colon or dash; a name with a
// year in front of it is rather what the work is about.
func cutTitle(title string) (main, rest string, found bool) {
	for _, mark := range []string{": ", " – ", " - "} {
		if main, rest, found = strings.Cut(title, mark); found && strings.Contains(main, " ") && !strings.ContainsAny(main, "0123456789") {
			return main, rest, true
		}
	}
	return title, "", false
}

// canonicalTitle is the identity of a work by its title. The title of a
// nation-wide strategy is what the strategy is called in any other form:
// "Nationell strategi för hälsa" is "den nationella strategin för hälsa".
func canonicalTitle(r Reference) string {
	folded := foldTitle(r.Name)
	first, rest, _ := strings.Cut(folded, " ")
	if first != "nationell" && first != "sveriges" && first != "regeringens" || r.Publisher != "" && !national(r.Publisher) {
		return folded
	}
	head, _, _ := strings.Cut(rest, " ")
	switch head {
	case "strategi", "handlingsplan", "färdplan":
		return rest
	}
	return folded
}

// foldTitle brings a title into the form in which titles are compared.
func foldTitle(title string) string {
	var b strings.Builder
	space := false
	for _, r := range title {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		} else if r != '\u00ad' && r != '’' && r != '\'' {
			space = true
		}
	}
	return b.String()
}

// collapse makes one space of every run of white space, and words broken at the
// ends of lines whole, and drops soft hyphens.
func collapse(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(Unbroken(s), "\u00ad", "")), " ")
}
