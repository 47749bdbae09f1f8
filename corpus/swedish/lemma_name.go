package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameBase returns the base form of a folded proper name: without the ending
// of the genitive, else as it is.
func (a *Analyzer) nameBase(form string) (string, bool) {
	base, genitive := a.Genitive(titled(form))
	if base = fold(base); genitive && a.properName(base) {
		return base, true
	}
	return form, a.properName(form)
}

// titled writes a folded word with a capital.
func titled(form string) string {
	first, size := utf8.DecodeRuneInString(form)
	if first == utf8.RuneError {
		return form
	}
	return string(unicode.ToTitle(first)) + form[size:]
}

// properName tells whether a form is written with a capital within sentences
// far more often than without, or is a name of the lists and no common word:
// names have no inflection but the genitive.
func (a *Analyzer) properName(form string) bool {
	c := a.words.lookup(form)
	if c.lower+c.capital >= 4 {
		return c.capital > 3*c.lower && !definite(form)
	}
	return c.lower == 0 && a.isName(titled(form))
}

// definite tells whether a form ends as definite nouns do, which names of
// authorities are (Regeringskansliet) and inflect like.
func definite(form string) bool {
	for _, ending := range []string{"sen", "eten", "tet", "ket", "iet", "det", "ngen", "ionen", "erna", "arna"} {
		if strings.HasSuffix(form, ending) && len(form) >= len(ending)+5 {
			return true
		}
	}
	return false
}
