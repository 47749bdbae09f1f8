package term

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// paradigm is how a declension of nouns ends: indefinite and definite
// singular, indefinite and definite plural.
type paradigm [4]string

// paradigms returns the declensions of Swedish nouns with their variants. A
// common ending comes before a rarer one that fits the same forms.
func paradigms() []paradigm {
	return []paradigm{
		{"", "en", "er", "erna"},
		{"", "en", "ar", "arna"},
		{"", "et", "", "en"},
		{"a", "an", "or", "orna"},
		{"e", "en", "ar", "arna"},
		{"e", "en", "er", "erna"},
		{"are", "aren", "are", "arna"},
		{"e", "et", "en", "ena"},
		{"", "n", "r", "rna"},
		{"", "n", "er", "erna"},
		{"", "t", "er", "erna"},
		{"", "t", "n", "na"},
		{"", "n", "ar", "arna"},
		{"el", "eln", "lar", "larna"},
		{"el", "eln", "ler", "lerna"},
		{"er", "ern", "rar", "rarna"},
		{"en", "nen", "nar", "narna"},
		{"el", "let", "el", "len"},
		{"er", "ret", "er", "ren"},
		{"en", "net", "en", "nen"},
		{"m", "mmen", "mmar", "mmarna"},
		{"m", "mmet", "m", "mmen"},
		{"n", "nnen", "nnar", "nnarna"},
		{"um", "et", "er", "erna"},
		{"", "en", "", "en"},
		{"ande", "andet", "anden", "andena"},
	}
}

// fits reports whether a stem can take a paradigm whose definite form only
// adds -n or -t: it ends in a vowel, or as "doktor" does.
func (p paradigm) fits(stem string) bool {
	if p[0] != "" || p[1] != "n" && p[1] != "t" || stem == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(stem)
	return strings.ContainsRune("aeiouyåäöé", last) || p[1] == "n" && p[2] == "er" && strings.HasSuffix(stem, "or")
}

// nounLemma returns the indefinite singular of a noun's form: the one of the
// paradigm whose forms the background knows best. It is "" where the
// background knows no other form.
func (t *tagger) nounLemma(form string) string {
	if base, ok := strings.CutSuffix(form, "s"); ok && count(form) < 3*count(base) {
		form = base
	}
	best, top := "", 0.
	for _, p := range t.paradigms {
		for slot, ending := range p {
			stem, ok := strings.CutSuffix(form, ending)
			if !ok || utf8.RuneCountInString(stem) < 2 || slot > 0 && ending == p[0] {
				continue
			}
			if score := t.attested(stem, p); score > top {
				best, top = stem+p[0], score
			}
		}
	}
	if strings.HasSuffix(best, "i") && best+"er" == form && count(best) == 0 {
		return form // "karelier"
	}
	return best
}

// itself reports whether the background knows a form as an indefinite
// singular.
func (t *tagger) itself(form string) bool {
	for _, p := range t.paradigms {
		if stem, ok := strings.CutSuffix(form, p[0]); ok && p[1] != p[3] && t.attested(stem, p) > 0 {
			return true
		}
	}
	return false
}

// attested weighs how well the background knows the forms of a stem: at least
// two must be nouns.
func (t *tagger) attested(stem string, p paradigm) float64 {
	if !p.fits(stem) {
		return 0
	}
	score, seen := 0., 0
	for slot, ending := range p {
		if slices.Contains(p[:slot], ending) {
			continue // one form is no two
		}
		n := count(stem + ending)
		if n == 0 {
			continue
		}
		if c, _ := t.classes.of(stem+ending, true); c != noun {
			continue
		}
		score += math.Log(1 + float64(n))
		seen++
	}
	if count(stem+p[0]) > 0 {
		score++ // of two paradigms with the same forms the one whose lemma is used
	}
	if seen < 2 || p[0] == "" && strings.HasSuffix(stem, "els") || p[0] == "um" && count(stem+"um") == 0 {
		return 0
	}
	return score
}
