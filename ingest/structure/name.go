package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// personName is a name at the start of a string.
type personName struct {
	length int  // bytes
	words  int  // parts that are not particles
	known  bool // has a given name or surname of the Swedish lists
}

// scanName reads the capitalised words at the start of s as a name: at most
// five, with particles and initials between. Words that head organisations
// ("Region", "Kommun") are never part of one.
func scanName(s string) personName {
	var name personName
	at := 0
	for name.words < 5 {
		word := nameWord(s[at:])
		if word == "" {
			break
		}
		switch {
		case name.words == 0 && (word == "von" || word == "af" || word == "van" || word == "de"):
			if !startsUpper(nameWord(strings.TrimLeft(s[len(word):], " "))) {
				return name
			}
		case name.words > 0 && swedish.NameParticle(word) && startsLower(word):
			if !startsUpper(nameWord(strings.TrimLeft(s[at+len(word):], " "))) {
				return name
			}
		case !startsUpper(word) || isInstitution(word):
			return name
		default:
			name.words++
			name.length = at + len(word)
			name.known = name.known || swedish.GivenName(titleCase(word)) || swedish.Surname(titleCase(word))
		}
		at += len(word)
		if at >= len(s) || s[at] != ' ' {
			break
		}
		at++
	}
	return name
}

// nameWord returns the word at the start of s that could be part of a name.
func nameWord(s string) string {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		inner := r == '-' || r == '\'' || r == '’' || r == '´' || r == ':' && strings.HasPrefix(s[n:], ":son")
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && (!inner || n <= 0) {
			break
		}
		n += size
	}
	word := strings.TrimRight(s[:n], "-'’´")
	if n < len(s) && s[n] == '.' && runes(word) <= 2 && startsUpper(word) {
		return s[:n+1] // an initial
	}
	return word
}

// titleCase brings a word in capitals to the case of the name lists.
func titleCase(word string) string {
	if isCapitals(word) {
		return swedish.TitleCaseName(word)
	}
	return word
}

// isInstitution reports whether a capitalised word begins or is the name of an
// organisation rather than of a person.
func isInstitution(word string) bool {
	switch word {
	case "Region", "Regionen", "Kommun", "Kommunen", "Landsting", "Landstinget", "Länsstyrelsen", "Universitetet", "Högskolan", "Institutet",
		"Svenska", "Sveriges", "Nationella", "Stiftelsen", "Föreningen", "Förbundet", "Riksförbundet", "Centrum", "Samtliga", "Alla", "Övriga",
		"Inga", "Ingen", "Se", "Enligt", "För", "Från", "Till", "Med", "Den", "Det", "De", "Vi", "Samt", "Representanter", "Representant",
		"AB", "Kl", "Kl.", "Paragraf", "Punkt", "Bilaga", "Sal", "Plats", "Tid", "Datum":
		return true
	}
	lower := strings.ToLower(word)
	for _, ending := range [...]string{"verket", "myndigheten", "styrelsen", "nämnden", "departementet", "kansliet", "kontoret", "förvaltningen", "universitet", "högskola", "förbundet", "institutet", "fonden", "gruppen", "utskottet", "kommittén", "rådet", "enheten", "avdelningen"} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// isPerson reports whether a name is that of a person as far as its words
// tell: known parts, and more than one word.
func (n personName) isPerson() bool { return n.words >= 2 && n.known }
