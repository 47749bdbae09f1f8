package term

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// classify returns the class of a form: what the background's list says of it,
// of its last part or of its end, else what its ending says.
func (t *tagger) classify(form string, w word, parts []swedish.Part) class {
	c, tail := t.classes.of(form, w.background > 3)
	if n := len(parts); n > 1 && tail != form {
		if of, last := t.classes.of(form[parts[n-1].Start:], true); last != "" {
			c, tail = of, last
		}
	}
	if bare, ok := strings.CutSuffix(form, "s"); ok && tail != form {
		if of, end := t.classes.of(bare, count(bare) > 3); of == noun && len(end)+1 > len(tail) {
			return noun
		}
	}
	switch {
	case tail == form || tail == "":
	case c == other && t.pluralOnly(form):
		return noun
	case w.background < 4 && c != noun && nominal(form):
		return noun
	case c == noun && passive(form) && t.classes.verb(form[:len(form)-1]):
		return other // a passive verb
	case c == other && w.background == 0 && len(tail) < 8:
		tail = "" // too little to know it by
	case c == noun && strings.HasSuffix(form, "a") && !strings.HasSuffix(form, "na") && (count(tail) < 3 || len(tail) < 6 && strings.HasSuffix(form, "era")):
		return other // a verb ends in what is no word
	}
	if tail != "" && (c != other || !t.adjectival(form)) {
		return c
	}
	return t.shape(strings.TrimSuffix(form, "s"), w)
}

// pluralOnly reports whether a compound that ends as a verb does is a noun by
// its plural: "kolsänka" by "kolsänkor".
func (t *tagger) pluralOnly(form string) bool {
	stem, ok := strings.CutSuffix(strings.TrimSuffix(form, "n"), "a")
	if !ok || len(stem) < 5 || count(stem+"or") == 0 || count(stem+"ade")+count(stem+"ar")+count(stem+"er") > 0 {
		return false
	}
	c, listed := t.classes.of(stem+"or", true)
	return c == noun && listed != ""
}

// passive reports whether a form ends as passive verbs do in the past:
// "räddades", "tillkännagivits".
func passive(form string) bool {
	return strings.HasSuffix(form, "its") || strings.HasSuffix(form, "ats") || strings.HasSuffix(form, "ades")
}

// shape returns the class that the ending of a form suggests.
func (t *tagger) shape(form string, w word) class {
	switch {
	case form == "data" || nominal(form):
		return noun
	case adverbial(form):
		return other
	case t.adjectival(form):
		return adjective
	case w.compound || inflected(form):
		return noun
	case w.background < 150:
		return rare
	}
	return other
}

// adjectival reports whether a form that mostly serves as an adverb or a verb
// can stand before a noun: "digitalt", "baserad".
func (t *tagger) adjectival(form string) bool {
	if adverbial(form) {
		return false
	}
	if participle(form) || adjectival(form) {
		return true
	}
	if stem, ok := strings.CutSuffix(form, "t"); ok {
		for _, base := range []string{stem, strings.TrimSuffix(stem, "t"), stem + "d", strings.TrimSuffix(stem, "t") + "d"} {
			if c, listed := t.classes.of(base, true); c == adjective && listed != "" && count(base) > 0 {
				return true
			}
		}
	}
	return false
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
