package term

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
)

// base corrects a lemma that took a noun for a form of a verb: "väljarna" is of
// "väljare", "anmälan" and "förmån" are their own base.
func base(form, lemma string) string {
	for _, end := range []string{"are", "arna", "arnas", "aren", "arens", "ares"} {
		stem, ok := strings.CutSuffix(form, end)
		if ok && lemma == stem+"a" && count(stem+"are") > 0 {
			return stem + "are"
		}
	}
	if fixed := neuter(form, stemmed(form, lemma)); fixed != lemma {
		return fixed
	}
	stem, ok := strings.CutSuffix(form, "n")
	if !ok || lemma != stem {
		return lemma
	}
	if noun, a := strings.CutSuffix(stem, "a"); a {
		if count(noun+"or") == 0 && count(noun+"de")+count(noun+"te")+count(stem+"de") > 0 {
			return form
		}
		return lemma
	}
	if count(form+"er")+count(form+"erna") > 0 {
		return form
	}
	return lemma
}

// genitive corrects a lemma that kept a genitive ending, or lost an -s that
// belongs to the word: "digitaliseringens", "informationsbas".
func genitive(form, lemma string, parts []swedish.Part) string {
	stem, ok := strings.CutSuffix(form, "s")
	if !ok {
		return lemma
	}
	if lemma == form && (strings.HasSuffix(stem, "ingen") || strings.HasSuffix(stem, "heten") || strings.HasSuffix(stem, "ionen")) {
		return swedish.Lemma(stem)
	}
	if lemma == stem && count(lemma) == 0 && strings.ContainsAny(stem[len(stem)-1:], "eiouy") && (count(form) > 0 || strings.ContainsAny(stem[len(stem)-1:], "ouy")) {
		return form // "symbios", "karies"
	}
	if lemma != stem || len(parts) < 2 || parts[len(parts)-1].Start >= len(stem) {
		return lemma
	}
	if end := form[parts[len(parts)-1].Start:]; count(end) > 5*count(strings.TrimSuffix(end, "s")) {
		return form
	}
	return lemma
}

// stemmed gives a lemma back what was cut off with an ending: the -e of
// "milstolpe" and "njure", the -ng of "solnedgång", the -are of
// "husbyggare"; "fullmäktige" has no other form.
func stemmed(form, lemma string) string {
	if strings.HasSuffix(lemma, "mäktig") {
		return lemma + "e"
	}
	if strings.HasPrefix(form, lemma+"ng") && (strings.HasSuffix(lemma, "gå") || strings.HasSuffix(lemma, "få")) {
		return lemma + "ng"
	}
	for _, noun := range []string{"anmäl", "ansök"} {
		if stem, ok := strings.CutSuffix(lemma, "ning"); ok && strings.HasSuffix(stem, noun) {
			return stem + "an" // "orosanmälningar" is the plural of "orosanmälan"
		}
	}
	end, plural := strings.CutPrefix(form, lemma)
	if !plural || count(lemma) > 0 || strings.HasSuffix(lemma, "ing") {
		return lemma
	}
	if end == "t" && strings.HasSuffix(lemma, "a") && count(lemma+"r") == 0 && count(form) > 0 {
		return form // "skolmat" is of no verb
	}
	switch strings.TrimSuffix(end, "s") {
	case "arna":
		if ends(lemma + "are") {
			return lemma + "are"
		}
		fallthrough
	case "ar":
		if ends(lemma + "e") {
			return lemma + "e"
		}
	}
	return lemma
}

// ends reports whether a word is, or ends in, a noun in -e that the background
// knows better than the same word without its -e.
func ends(word string) bool {
	for cut := range word {
		end := word[cut:]
		if len(end) < 4 {
			return false
		}
		with, without := count(end), count(strings.TrimSuffix(end, "e"))
		if with > 1 || without > 3 {
			return with > without
		}
	}
	return false
}

// neuter corrects the lemma of a definite form in -et that was taken for one of
// a verb, or for one in -e: "underhållet" is of "underhåll", "inlandet" of
// "inland".
func neuter(form, lemma string) string {
	stem, ok := strings.CutSuffix(strings.TrimSuffix(form, "s"), "et")
	if !ok || len(stem) < 4 || lemma != stem+"a" && lemma != stem+"e" || strings.HasSuffix(stem, "and") || strings.HasSuffix(stem, "end") {
		return lemma
	}
	if count(stem) > count(lemma) || count(lemma) == 0 && !ends(stem+"e") {
		return stem
	}
	return lemma
}

// loaned corrects the lemma of a definite form of a loan word: "webbinariet"
// is of "webbinarium", "reportaget" of "reportage", "vårdcentralen" of
// "vårdcentral"; and of one that lost its -e-: "kraftfodret".
func loaned(form, lemma string) string {
	bare := strings.TrimSuffix(form, "s")
	for _, end := range []string{"ariet", "arier", "arierna", "oriet", "orier", "orierna"} {
		if stem, ok := strings.CutSuffix(bare, end); ok && len(stem) > 2 && count(lemma) == 0 {
			return stem + end[:3] + "um"
		}
	}
	if stem, ok := strings.CutSuffix(lemma, "e"); ok && strings.HasSuffix(stem, "al") && bare == lemma+"n" && count(lemma) == 0 {
		return stem
	}
	if bare != lemma+"et" || count(lemma) > 0 {
		return lemma
	}
	if count(lemma+"e") > 0 {
		return lemma + "e"
	}
	if stem, ok := strings.CutSuffix(lemma, "dr"); ok {
		return stem + "der"
	}
	return lemma
}

// hyphened returns what a word that nobody has seen means with a hyphen behind
// its first letters, so that "ehälsan" is the concept "e-hälsa"; false where
// the background does not know that either.
func (t *tagger) hyphened(form string) (word, bool) {
	for _, prefix := range []string{"e", "it"} {
		rest, ok := strings.CutPrefix(form, prefix)
		if !ok || len(rest) < 5 || rest[0] == '-' || count(form) > 0 {
			continue
		}
		if c, listed := t.classes.of(rest, true); c != noun || listed != rest {
			continue
		}
		if w := t.lookup(prefix + "-" + rest); w.class == noun && count(w.lemma) > 0 {
			return w, true
		}
	}
	return word{}, false
}
