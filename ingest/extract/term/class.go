package term

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

func classify(form string, w word) class {
	if stem, ok := strings.CutSuffix(form, "as"); ok && count(stem+"ats")+count(stem+"ades")+count(stem+"ar") > 0 && count(stem+"an") == 0 {
		return other // a passive verb
	}
	form = strings.TrimSuffix(form, "s")
	end := form
	if w.compound && w.head != "" {
		if i := strings.LastIndexByte(form, '-'); i > 0 {
			end = form[i+1:]
		}
	}
	switch {
	case comparative(end):
		return other
	case strings.HasSuffix(end, "ande") || strings.HasSuffix(end, "ende"):
		if gerund(last(w, end)) {
			return noun
		}
		return adjective
	case end == "data" || nominal(end) || abstract(w):
		return noun
	case adverbial(end):
		return other
	case strings.HasSuffix(end, "iv") && active(end):
		return noun
	case participle(end) || adjectival(end) || strong(w):
		return adjective
	}
	n, v, a := evidence(end, w)
	switch {
	case v > n && v > a:
		return other
	case a > n:
		return adjective
	case n > 0 || w.compound:
		return noun
	case w.background < 150 && (inflected(end) || knownTail(end)):
		return noun
	case w.background == 0 || w.background < 150 && !shaped(end):
		return rare
	}
	return other
}

// conjugated reports whether a form is of a verb in -a: nouns in -a have -or in
// the plural, never -er or -ar.
func conjugated(form, lemma string) bool {
	stem, ok := strings.CutSuffix(lemma, "a")
	if !ok || strings.HasSuffix(lemma, "data") {
		return false
	}
	if form == lemma {
		verb := max(count(stem+"er"), count(stem+"ar"), count(stem+"ade"), count(stem+"te"))
		return verb > 0 && count(stem+"an")+count(stem+"or") == 0
	}
	switch strings.TrimSuffix(strings.TrimPrefix(form, stem), "s") {
	case "er", "ar", "it", "ade", "te", "de", "t", "a", "":
		return true
	case "at": // "hjärtat" is of a noun
		return count(stem+"ade")+count(stem+"ar") > 0
	}
	return false
}

// comparative reports whether a word in -are is of an adjective: "svalare" has
// no definite form, "läkare" has.
func comparative(form string) bool {
	stem, ok := strings.CutSuffix(form, "are")
	return ok && count(form+"n") == 0 && count(stem+"arna") == 0 && count(stem+"a") > 0
}

// gerund reports whether a word in -ande is, or ends in, a noun, which is often
// met in its definite form: "åtagande".
func gerund(word string) bool {
	for cut := range word {
		if end := word[cut:]; len(end) >= 8 && count(end) > 0 {
			return count(end+"t")*3 > count(end)
		}
	}
	return false
}

// active reports whether a word in -iv is, or ends in, a noun: "arkiv" has
// definite forms where "aktiv" has "aktiva".
func active(word string) bool {
	for cut := range word {
		if end := word[cut:]; len(end) >= 5 && definiteForms(end) > max(5, count(end+"a")) {
			return true
		}
	}
	return false
}

// abstract reports whether a word is a noun in -ens or -ans rather than a
// genitive: "intelligens" is, "regeringens" is not.
func abstract(w word) bool {
	stem, ok := strings.CutSuffix(w.lemma, "s")
	return ok && (strings.HasSuffix(stem, "en") || strings.HasSuffix(stem, "an")) && w.background > 0 && count(stem)*2 < count(w.lemma)
}

// knownTail reports whether a long word that is hardly known ends in a form of
// a noun that everybody knows: "litiumjonbatterier".
func knownTail(form string) bool {
	if utf8.RuneCountInString(form) < 9 {
		return false
	}
	for cut := range form {
		if end := form[cut:]; cut > 3 && len(end) >= 6 && count(end) > 60 && definiteForms(swedish.Lemma(end)) > 30 {
			return true
		}
	}
	return false
}

// last is the last part of a compound, else the word itself.
func last(w word, form string) string {
	if w.compound && w.head != "" {
		return w.head
	}
	return form
}

// strong reports whether a word is, or ends in, the participle of a strong
// verb: "datadriven", beside "drivet" and "drivna".
func strong(w word) bool {
	base := w.lemma
	if w.compound {
		base = w.head
	}
	stem, ok := strings.CutSuffix(base, "en")
	if ok && len(stem) > 2 {
		return count(stem+"na") > 0 && count(stem+"et") > 0
	}
	return strings.HasSuffix(base, "dd") && count(base+"a") > 0 && count(base+"et")+count(base+"en") == 0
}

// nominal reports whether a word ends as only nouns do.
func nominal(form string) bool {
	for _, end := range []string{
		"ing", "ingen", "ingar", "ingarna", "andet", "endet", "het", "heten", "heter", "heterna", "tion", "tionen", "tioner", "tionerna", "sion", "sionen", "sioner",
		"skap", "skapet", "skapen", "itet", "iteten", "iteter", "logi", "login", "logier", "ism", "ismen", "ologi", "grafi", "metri", "vård", "vården", "data", "datan",
		"sjukdom", "sjukdomar", "sjukdomen", "stöd", "ment", "matik", "teknik", "tekniken", "arna", "erna", "orna",
	} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > utf8.RuneCountInString(end)+2 {
			return true
		}
	}
	return false
}

func adverbial(form string) bool {
	for _, end := range []string{"vis", "ledes", "ligen", "städes", "lunda", "aste", "igast"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

// participle reports whether a word is shaped as a participle that stands
// before nouns: "standardiserad", "prioriterade", "styrande".
func participle(form string) bool {
	for _, end := range []string{"erad", "erat", "erade"} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > 6 {
			return true
		}
	}
	return false
}

func adjectival(form string) bool {
	for _, end := range []string{"isk", "iskt", "iska", "lig", "ligt", "liga", "ell", "ellt", "ella", "bar", "bart", "bara", "iv", "ivt", "iva", "sam", "samt", "samma", "aktig", "aktiga", "mässig", "mässiga", "mässigt", "ös", "ösa", "öst"} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > utf8.RuneCountInString(end)+2 {
			return true
		}
	}
	return false
}

// evidence weighs the paradigms that the background shows for a form: definite
// forms speak for a noun, tenses for a verb, agreement for an adjective.
func evidence(form string, w word) (n, v, a int) {
	base := w.lemma
	if w.compound && w.head != "" {
		base = w.head
	}
	stem := strings.TrimSuffix(base, "a")
	n = count(base+"en") + count(base+"et") + count(stem+"an") + count(stem+"orna") + count(base+"erna") + count(stem+"arna") + count(base+"n")
	if syncope, ok := strings.CutSuffix(base, "el"); ok {
		n += count(syncope+"let") + count(syncope+"eln") + count(syncope+"len")
	}
	v = count(stem+"ade") + count(stem+"ar")*btoi(count(stem+"ade") > 0) + count(base+"r")*btoi(strings.HasSuffix(base, "a")) + count(stem+"te") + count(stem+"as")
	if strings.HasSuffix(base, "d") || strings.HasSuffix(base, "t") {
		v = v * 2 / 3
	}
	a = min(count(base+"a"), count(base+"t")+count(strings.TrimSuffix(base, "d")+"tt")) * btoi(!strings.HasSuffix(base, "a"))
	if strings.HasSuffix(form, "en") || strings.HasSuffix(form, "et") || strings.HasSuffix(form, "erna") {
		n += count(form)
	}
	if strings.HasSuffix(form, "er") || strings.HasSuffix(form, "ar") || strings.HasSuffix(form, "or") {
		n += count(form + "na")
	}
	if w.lemma != form && form == w.lemma+"a" {
		a += count(form) / 2
	}
	return n, v, a
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inflected reports whether a long word that is hardly known ends as the plural
// or the definite form of a noun: "värmeböljor".
func inflected(form string) bool {
	if utf8.RuneCountInString(form) < 9 {
		return false
	}
	for _, end := range []string{"or", "orna", "arna", "erna", "ningar", "ngen", "nten", "heter"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return strings.ContainsAny(form, "åäö") && (strings.HasSuffix(form, "en") || strings.HasSuffix(form, "et") || strings.HasSuffix(form, "an") || strings.HasSuffix(form, "er"))
}

// shaped reports whether a rare word still looks Swedish.
func shaped(form string) bool {
	return strings.ContainsAny(form, "åäö") || strings.HasSuffix(form, "en") || strings.HasSuffix(form, "ar") || strings.HasSuffix(form, "er")
}
