package swedish

import (
	_ "embed" // the name lists
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/given.txt.gz
var givenNames []byte

//go:embed data/surnames.txt.gz
var surnameList []byte

// newNameSet reads a gzipped list of names, one a line.
func newNameSet(packed []byte) (map[string]struct{}, error) {
	text, err := unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("name list: %w", err)
	}
	set := make(map[string]struct{}, strings.Count(text, "\n"))
	for name := range strings.Lines(text) {
		set[strings.TrimSuffix(name, "\n")] = struct{}{}
	}
	return set, nil
}

// GivenName tells whether a capitalised word is a given name in use in Sweden.
// A double name (Ann-Sofi) is one when both its parts are. Names that are far
// more frequent as common words (Den, Mot, Andra) are not in the list;
// [Frequency] tells more about those that are (Björn, Dag).
func GivenName(name string) bool { return shared().GivenName(name) }

// GivenName is the method behind the package function [GivenName].
func (a *Analyzer) GivenName(name string) bool {
	name = norm.NFC.String(name)
	for part := range strings.SplitSeq(name, "-") {
		if _, ok := a.given[part]; !ok {
			return false
		}
	}
	return true
}

// Surname tells whether a capitalised word is a surname: one of the list, or
// one of typical Swedish shape (-sson, -berg, -ström, -qvist). A double name
// (Wahlström-Andersson) is one when both its parts are.
func Surname(name string) bool { return shared().Surname(name) }

// Surname is the method behind the package function [Surname].
func (a *Analyzer) Surname(name string) bool {
	name = norm.NFC.String(name)
	for part := range strings.SplitSeq(name, "-") {
		if _, ok := a.surnames[part]; !ok && !a.surnameShape(part) {
			return false
		}
	}
	return true
}

// surnameShape tells whether a word looks like a Swedish surname and is not
// known as a common word.
func (a *Analyzer) surnameShape(name string) bool {
	first, size := utf8.DecodeRuneInString(name)
	if !unicode.IsUpper(first) || len(name) < 6 || name[size:] != strings.ToLower(name[size:]) {
		return false
	}
	form := strings.ToLower(name)
	if c := a.words.lookup(form); c.lower > c.capital || a.GivenName(name) || placeName(form) {
		return false
	}
	for _, ending := range surnameEndings() {
		if strings.HasSuffix(form, ending) && len(form) >= len(ending)+2 {
			return true
		}
	}
	return false
}

// surnameEndings are the second parts of made-up Swedish surnames that few
// other capitalised words end in.
func surnameEndings() []string {
	return []string{
		"sson", "sdotter", "ström", "qvist", "kvist", "quist", "gren", "lund", "löf", "löv", "mark",
		"sten", "stedt", "hjelm", "crantz", "krantz", "stierna", "stjerna", "sköld", "skiöld", "holm",
		"blad", "dahl", "felt", "feldt", "berg", "bergh", "blom", "ander", "enius", "elius", "man",
	}
}

// placeName tells whether a word shaped like a surname names a place: towns of
// more than a thousand people that few people are named after, Nordic
// countries, and endings of coasts and newspapers.
func placeName(form string) bool {
	for _, ending := range []string{"posten", "kusten", "bladet", "blad"} {
		if strings.HasSuffix(form, ending) && len(form) > len(ending)+4 {
			return true
		}
	}
	switch form {
	case "stockholm", "storstockholm", "danmark", "denmark", "forsmark", "grönlund", "bornholm", "kronoberg", "heidelberg",
		"vaxholm", "varberg", "vålberg", "tidaholm", "sundbyberg", "storuman", "skinnskatteberg", "rydaholm", "rosersberg",
		"oskarström", "olofström", "marieholm", "mariannelund", "ljungbyholm", "lindesberg", "laholm", "kopparberg",
		"katrineholm", "hässleholm", "hallsberg", "gustavsberg", "grängesberg", "furulund", "eriksberg", "djursholm",
		"charlottenberg", "boxholm", "borgholm", "borensberg", "bjurholm", "billesholm", "hoverberg", "åtvidaberg",
		"ängelholm", "gårdsten", "eslöv", "burlöv", "svalöv", "nöbbelöv", "flemingsberg", "garpenberg", "hägersten",
		"nürnberg", "württemberg", "luxemburg", "luxemberg", "königsberg", "johannesburg", "huvudman", "ombudsman":
		return true
	}
	return strings.HasSuffix(form, "ombudsman") || strings.HasSuffix(form, "tjänsteman")
}

// NameParticle tells whether a word is a particle within surnames: von, af,
// de, la, van, der.
func NameParticle(word string) bool {
	switch strings.ToLower(word) {
	case "von", "van", "af", "de", "del", "della", "der", "du", "la", "le",
		"di", "da", "dos", "das", "do", "zu", "zur", "ter", "ten", "al", "el", "bin", "ibn", "ben":
		return true
	}
	return false
}

// Genitive takes the genitive ending off a name: Vinnovas → Vinnova, Region
// Skånes → Region Skåne, Anders' → Anders, EU:s → EU. It reports false, with
// the name as it is, where the final s belongs to the name (Lars, Jonas,
// Paris) or there is none. Whether an s belongs to the name is told by the
// name lists, by how often the form without s occurs as a name, and by
// endings that names without s do not have.
func Genitive(name string) (base string, ok bool) { return shared().Genitive(name) }

// Genitive is the method behind the package function [Genitive].
func (a *Analyzer) Genitive(name string) (base string, ok bool) {
	for _, mark := range []string{":s", "'s", "’s", "'", "’", "´s"} {
		if base, ok := strings.CutSuffix(name, mark); ok && base != "" && endsInLetter(base) {
			return base, true
		}
	}
	base, ok = strings.CutSuffix(name, "s")
	if !ok || len(base) < 2 || !endsInLetter(base) {
		return name, false
	}
	last := name[strings.LastIndexAny(name, " -")+1:]
	if a.keepsS(norm.NFC.String(last)) {
		return name, false
	}
	return base, true
}

// endsInLetter tells whether a string ends in a letter, digit or mark.
func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return wordRune(r)
}

// keepsS tells whether the final s of a name belongs to it.
func (a *Analyzer) keepsS(name string) bool {
	base := strings.TrimSuffix(name, "s")
	last, _ := utf8.DecodeLastRuneInString(base)
	if strings.ContainsRune("sxzSXZ", last) || base == "" || unicode.IsUpper(last) && len(base) > 1 {
		return strings.ContainsRune("sxz", last)
	}
	if known, whole := a.isName(base), a.isName(name); known != whole {
		return whole
	}
	with, without := a.words.lookup(fold(name)), a.words.lookup(fold(base))
	asName, asBase := with.capital+with.lower, without.capital+without.lower
	if a.isName(name) {
		return asName > asBase
	}
	if with.lower > 0 && without.lower > with.lower/50 {
		return false // a common noun in the genitive: rådets
	}
	if asBase > 0 || asName > 0 {
		return asName > 4*asBase
	}
	return foreignS(base)
}

// isName tells whether a word is in the lists of names.
func (a *Analyzer) isName(word string) bool {
	_, given := a.given[word]
	_, surname := a.surnames[word]
	return given || surname
}

// foreignS tells whether a base that nothing is known of ends as names do that
// keep their s: -us and -is after a consonant (Marius, Paris), -näs, -fors.
func foreignS(base string) bool {
	if strings.HasSuffix(base, "nä") || strings.HasSuffix(base, "for") {
		return true
	}
	last, size := utf8.DecodeLastRuneInString(base)
	before, _ := utf8.DecodeLastRuneInString(base[:len(base)-size])
	return (last == 'u' || last == 'i') && !vowel(unicode.ToLower(before))
}
