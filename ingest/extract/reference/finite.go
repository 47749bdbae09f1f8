package reference

import "strings"

// finite reports whether a word that "och" adds to a phrase is a verb in the
// present tense, as in "och upphäver", rather than a noun in the plural: its
// infinitive and its past tense are in use.
func finite(word string) bool {
	if stem, ok := strings.CutSuffix(word, "er"); ok && len(stem) > 2 {
		return uses(stem+"a") > 0 && (uses(stem+"de") > 0 || uses(stem+"te") > 0)
	}
	if stem, ok := strings.CutSuffix(word, "ar"); ok && len(stem) > 2 {
		return uses(stem+"a") > 0 && uses(stem+"ade") > 0
	}
	return false
}

// directional tells the attributes with a capital that open the name of a
// part of a town: "Norra hamnen".
func directional(word string) bool {
	switch word {
	case "Norra", "Södra", "Östra", "Västra", "Nya", "Gamla", "Stora", "Lilla", "Övre", "Nedre", "Inre", "Yttre", "Mellersta":
		return true
	}
	return false
}

// opensAnother reports whether a token behind "och" or a preposition begins
// something else than the phrase: another statute, what belongs to a body, the
// number of a work.
func (f *finder) opensAnother(k int, lower string) bool {
	prev := f.word(k - 1)
	if _, numbered := seriesOf(f.word(k)); numbered && f.word(k) != lower && links(prev, true) {
		return true
	}
	if prev != "och" && prev != "samt" {
		return false
	}
	base, genitive := strings.CutSuffix(lower, "s")
	return plainStatute(lower) || genitive && bodyWord(base)
}
