package swedish

import (
	_ "embed" // the irregular forms
	"slices"
	"strings"
)

//go:embed data/irregular.txt
var irregularForms string

// irregular holds the words whose inflection no paradigm derives.
type irregular struct {
	bases map[string]string   // form → base, of all words
	verbs map[string][]string // form → bases, of verbs, for those with a prefix
	nouns map[string]string   // form → base, of nouns and adjectives, for compounds
	heads map[string]string   // form → base, of short words that end compounds
}

// newIrregular reads the list of irregular words: a class, a base form and the
// forms that belong to it. A form that is a base itself stays so; else the
// first base that claims it has it.
func newIrregular(list string) *irregular {
	ir := &irregular{make(map[string]string), make(map[string][]string), make(map[string]string), make(map[string]string)}
	var entries [][]string
	for line := range strings.Lines(list) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] != "#" {
			if fields[0] == "c" {
				ir.compoundHeads(fields[1:])
				continue
			}
			entries = append(entries, fields)
			ir.bases[fields[1]] = fields[1]
		}
	}
	for _, fields := range entries {
		for _, form := range fields[1:] {
			ir.add(wordClass(fields[0][0]), fields[1], form)
		}
	}
	for _, fields := range entries {
		for _, form := range derivedForms(wordClass(fields[0][0]), fields[1:]) {
			ir.add(wordClass(fields[0][0]), fields[1], form)
		}
		if wordClass(fields[0][0]) == verb {
			ir.participles(fields[1:])
		}
	}
	return ir
}

// compoundHeads enters a word that ends compounds, in preference to a more
// frequent word of the same form.
func (ir *irregular) compoundHeads(forms []string) {
	for _, form := range forms {
		ir.heads[form] = forms[0]
		ir.nouns[form] = forms[0]
	}
}

// add enters a form of a base.
func (ir *irregular) add(class wordClass, base, form string) {
	if _, taken := ir.bases[form]; !taken {
		ir.bases[form] = base
	}
	switch class {
	case verb:
		if !slices.Contains(ir.verbs[form], base) {
			ir.verbs[form] = append(ir.verbs[form], base)
		}
	case noun, adjective:
		if _, taken := ir.nouns[form]; !taken || form == base {
			ir.nouns[form] = base
		}
	}
}

// participles enters the past participles of a strong verb, which follow from
// its supine. They are apart from the other forms because nouns look like them
// (striden, dragen).
func (ir *irregular) participles(forms []string) {
	for _, form := range forms[1:] {
		stem, ok := strings.CutSuffix(form, "it")
		if !ok {
			continue
		}
		for _, ending := range []string{"en", "et", "na", "ne"} {
			if !slices.Contains(ir.verbs[stem+ending], forms[0]) {
				ir.verbs[stem+ending] = append(ir.verbs[stem+ending], forms[0])
			}
		}
	}
}

// derivedForms returns the forms that always follow from a word's others: the
// genitives of nouns, the passives of verbs.
func derivedForms(class wordClass, forms []string) []string {
	var derived []string
	for _, form := range forms {
		if !strings.HasSuffix(form, "s") && (class == verb || class == noun) {
			derived = append(derived, form+"s")
		}
		if class != verb {
			continue
		}
		if stem, ok := strings.CutSuffix(form, "er"); ok {
			derived = append(derived, stem+"s", stem+"es")
		} else if stem, ok := strings.CutSuffix(form, "r"); ok {
			derived = append(derived, stem+"s")
		}
	}
	return derived
}

// enough is the evidence that makes a paradigm likely, plenty what makes it
// likelier than what a productive suffix tells.
const (
	enough = 10
	plenty = 30
)

// certain is the frequency of a form that has no paradigm, yet is no mistake:
// it is its own base form.
const certain = 50

// longestWord is the longest form, in bytes, that is taken for a word; longer
// ones are addresses or data.
const longestWord = 64

// lemma returns the base form of a folded word: from the irregular words and
// names, from the paradigm the lexicon attests, from a productive suffix, from
// the last part of a compound, or by suffix alone.
func (a *Analyzer) lemma(form string) string {
	if base, ok := a.irregular.bases[form]; ok {
		return base
	}
	if head, tail, ok := cutColon(form); ok {
		return colonBase(head, tail)
	}
	if len(form) > longestWord {
		return form
	}
	if base, ok := a.nameBase(form); ok {
		return base
	}
	if base, ok := a.prefixedVerb(form); ok {
		return base
	}
	if base, ok := manCompound(form); ok {
		return base
	}
	return a.regular(form)
}

// regular returns the base form of a word that no list holds.
func (a *Analyzer) regular(form string) string {
	top := a.bestWithGenitive(form)
	if top.score >= plenty {
		return top.base
	}
	if base, ok := a.productive(form); ok {
		return base
	}
	if top.score >= enough {
		return top.base
	}
	if verbs := a.irregular.verbs[form]; len(verbs) > 0 {
		return verbs[0]
	}
	if base, ok := a.compoundBase(form); ok {
		return base
	}
	if bare, ok := strings.CutSuffix(form, "s"); ok {
		if base, ok := a.productive(bare); ok {
			return base
		}
	}
	if a.words.lookup(form).common() >= certain {
		return form
	}
	return guess(form)
}

// cutColon cuts a word at the colon before its ending.
func cutColon(form string) (head, tail string, ok bool) {
	head, tail, ok = strings.Cut(form, ":")
	return head, tail, ok && head != "" && !asciiDigit(head[len(head)-1])
}

// colonBase takes the ending off EU:s and tv:n; S:t and s:a stay as they are.
func colonBase(head, tail string) string {
	if !caseEnding(tail) || len(head) < 2 {
		return head + ":" + tail
	}
	return head
}

// prefixedVerb finds the base of a form like framgick, whose verb is irregular
// and follows a prefix: the most frequent of those attested.
func (a *Analyzer) prefixedVerb(form string) (string, bool) {
	best, most := "", 0
	for size := 2; size <= min(len(form)-2, longestPrefix); size++ {
		if !verbPrefix(form[:size]) {
			continue
		}
		for _, base := range a.irregular.verbs[form[size:]] {
			base = form[:size] + base
			if n := a.words.lookup(base).lower + a.words.lookup(base+"r").lower; n > most {
				best, most = base, n
			}
		}
	}
	return best, best != ""
}

// longestPrefix is the bytes of the longest prefix that verbPrefix knows.
const longestPrefix = 10

// manCompound finds the base of tjänstemän and tjänstemännen, which look like
// neuters.
func manCompound(form string) (string, bool) {
	for _, ending := range [...]string{"männens", "männen", "mäns", "män", "mannens", "mannen"} {
		if first, ok := strings.CutSuffix(form, ending); ok && len(first) >= 3 {
			return first + "man", true
		}
	}
	return "", false
}

// verbPrefix tells whether a string is a prefix or particle of verbs.
func verbPrefix(s string) bool {
	switch s {
	case "an", "av", "be", "bi", "bort", "efter", "emot", "ent", "er", "fast", "fram", "fri", "från", "för", "före",
		"förut", "genom", "hem", "her", "in", "inne", "isär", "med", "miss", "mot", "ned", "ner", "om", "på", "sam",
		"sär", "till", "und", "under", "upp", "ur", "ut", "vid", "vidare", "å", "åter", "över", "van", "kring", "stor",
		"hop", "ihop", "del", "bibe", "kvar", "samman", "tillgodo", "tillmötes", "sönder", "undan", "tillbaka", "försig", "uppe", "fort", "väl", "full", "god", "klar", "rätt", "fel", "iakt", "igen":
		return true
	}
	return false
}

// bestWithGenitive is best, and where the form ends in s, also the noun whose
// genitive it may be.
func (a *Analyzer) bestWithGenitive(form string) candidate {
	top := a.best(form)
	bare, ok := strings.CutSuffix(form, "s")
	if !ok || len(bare) < 3 || strings.HasSuffix(bare, "s") {
		return top
	}
	if base, ok := a.irregular.nouns[bare]; ok && top.score < enough {
		return candidate{base, noun, enough}
	}
	genitive := a.best(bare)
	if genitive.class == verb || genitive.score <= top.score {
		return top
	}
	return genitive
}

// compoundBase finds the base of a compound by its last part: the longest
// attested one behind an attested first part, or else behind any.
func (a *Analyzer) compoundBase(form string) (string, bool) {
	fallback := ""
	for cut := 3; cut <= len(form)-3; cut++ {
		if !startsLetter(form, cut) {
			continue
		}
		known := a.firstPart(form[:cut])
		if !known && (fallback != "" || len(form)-cut < 6) {
			continue
		}
		base, ok := a.lastPart(form[cut:])
		if ok && known {
			return form[:cut] + base, true
		}
		if ok {
			fallback = form[:cut] + base
		}
	}
	return fallback, fallback != ""
}

// lastPart returns the base of a compound's last part, where it is an
// irregular noun or adjective or well attested.
func (a *Analyzer) lastPart(last string) (string, bool) {
	if base, ok := a.irregular.nouns[last]; ok && len(base) >= 2 {
		return base, true
	}
	if len(last) >= 5 && a.content(last) {
		return a.lemma(last), true
	}
	if len(last) < 5 {
		return "", false
	}
	if top := a.bestWithGenitive(last); top.score >= 3*enough {
		return top.base, true
	}
	return "", false
}

// startsLetter tells whether a code point begins at the offset.
func startsLetter(s string, at int) bool { return s[at]&0xc0 != 0x80 }

// firstPart tells whether a string may be the first part of a compound: an
// attested word, alone or before a linking letter or hyphen.
func (a *Analyzer) firstPart(s string) bool {
	if strings.HasSuffix(s, "-") || a.words.lookup(s).lower >= 5 {
		return true
	}
	stem := s[:len(s)-1]
	switch s[len(s)-1] {
	case 's':
		return len(stem) >= 3 && a.words.lookup(stem).lower >= 5
	case 'o', 'u', 'e':
		return len(stem) >= 3 && a.words.lookup(stem+"a").lower >= 20
	}
	return a.words.lookup(s+"a").lower >= 20 || a.words.lookup(s+"e").lower >= 20
}

// guess takes off the ending of a word that the lexicon knows nothing of.
func guess(form string) string {
	if bare, ok := strings.CutSuffix(form, "s"); ok && len(bare) > 5 && !strings.HasSuffix(bare, "s") {
		return guess(bare)
	}
	for _, rule := range guesses() {
		stem, ok := strings.CutSuffix(form, rule[0])
		if ok && len(stem)+len(rule[0]) >= 6 && len(stem) >= 3 {
			return stem + rule[1]
		}
	}
	return form
}

// guesses are endings and what the base form has in their place, the longer
// before the shorter.
func guesses() [][2]string {
	return [][2]string{
		{"arna", ""}, {"erna", ""}, {"orna", "a"}, {"ade", "a"}, {"at", "a"}, {"an", "a"}, {"ar", ""}, {"or", "a"}, {"en", ""}, {"et", ""}, {"er", ""},
	}
}
