package swedish

import (
	"strings"
	"unicode/utf8"
)

// partCounts is how productive the parts of compounds are: the number of
// distinct partners of each first part, with its linking letters, and of the
// base form of each last part.
type partCounts struct{ first, last map[string]int32 }

// The least frequency of words that compounds are learnt from.
const (
	leastWhole = 3  // of a compound
	leastPart  = 20 // of its parts
	leastLong  = 10 // of parts that are too long to be a chance
)

// longPart is the bytes of a part that is long.
const longPart = 9

// learnParts counts parts in the lexicon, once; it takes some 150 ms.
func (a *Analyzer) learnParts() {
	a.learn.Do(func() {
		a.parts = partCounts{make(map[string]int32), make(map[string]int32)}
		heads := make(map[string]string) // what headBase returned, "" where it is no part
		for line := range strings.Lines(a.words.lines) {
			form, rest, _ := strings.Cut(line, "\t")
			if len(form) < 7 || rest[0] <= '0'+leastWhole && rest[1] == '\t' {
				continue
			}
			a.countParts(form, heads)
		}
	})
}

// countParts counts the parts of every division of a word into two words.
func (a *Analyzer) countParts(form string, heads map[string]string) {
	for at := 3; at <= len(form)-3; at++ {
		if !startsLetter(form, at) {
			continue
		}
		head, known := heads[form[at:]]
		if !known {
			head, _ = a.headBase(form[at:])
			heads[form[at:]] = head
		}
		if head != "" && a.isModifier(form[:at]) {
			a.parts.first[form[:at]]++
			a.parts.last[head]++
		}
	}
}

// isModifier tells whether a compound may begin with the part.
func (a *Analyzer) isModifier(first string) bool {
	base, _ := a.modifier(first)
	return base != ""
}

// modifier returns the word that is a compound's first part and the bytes of
// its linking letters; the word is "" where the part is none.
func (a *Analyzer) modifier(first string) (base string, link int) {
	if utf8.RuneCountInString(first) < 3 || notFirst(first) || len(first) > 4 && strings.HasSuffix(first, "för") {
		return "", 0
	}
	if first == "riks" {
		return "rike", 1
	}
	if a.content(first) {
		return first, 0
	}
	stem := first[:len(first)-1]
	switch first[len(first)-1] {
	case 's':
		for _, end := range []string{"", "e", "a"} {
			if len(stem) >= 3 && !notFirst(stem) && a.content(stem+end) {
				return stem + end, 1
			}
		}
	case 'o', 'u':
		if a.content(stem + "a") {
			return stem + "a", 0
		}
	case 'e', 'a':
		if len(stem) >= 4 && a.content(stem) {
			return stem, 1
		}
	}
	for _, end := range []string{"a", "e"} {
		if len(first) >= 4 && a.content(first+end) {
			return first + end, 0
		}
	}
	return "", 0
}

// content tells whether a form is a content word frequent enough to be a part.
func (a *Analyzer) content(form string) bool {
	c := a.words.lookup(form)
	least := leastPart
	if len(form) >= longPart {
		least = leastLong
	}
	return c.lower >= least && c.lower > c.capital && !IsStopword(form)
}

// headBase returns the base form of a compound's last part.
func (a *Analyzer) headBase(last string) (string, bool) {
	if base, ok := a.irregular.heads[last]; ok {
		return base, true
	}
	if utf8.RuneCountInString(last) < 3 || notLast(last) || !a.content(last) {
		return "", false
	}
	base := a.Lemma(last)
	if utf8.RuneCountInString(base) < 3 || notLast(base) {
		return "", false
	}
	return base, true
}

// notFirst tells whether a string begins words as a prefix or a particle, or
// as a syllable of loanwords, and so tells nothing as a first part.
func notFirst(s string) bool {
	switch s {
	case "samm", "platt", "tills", "förd", "säker", "unter", "ange", "erfar", "samman", "när", "til", "kvar", "upprätt", "ning", "nings", "het", "hets", "skaps", "tions", "ions", "entre", "vänt", "dags", "ann", "ans", "anti", "ant", "arm", "art", "ass", "bast", "bis", "bort", "dis", "eft", "efter", "ens", "ent",
		"ert", "ett", "fram", "från", "för", "före", "förs", "genom", "hop", "ihop", "ill", "inne", "inter", "isär", "igen",
		"kom", "komp", "kon", "kons", "kont", "kor", "mar", "med", "mis", "miss", "mot", "ned", "ner", "ocks", "oms", "per",
		"por", "pre", "pro", "rad", "rar", "rea", "reg", "rep", "res", "sam", "ser", "sin", "sär", "till", "tra", "trans",
		"tru", "und", "under", "upp", "upps", "uts", "van", "ver", "vid", "vidare", "väl", "åter", "över", "kan", "fort",
		"ute", "utan", "mest", "man", "min", "all", "alla", "god", "fast", "par", "led", "kap", "pol", "mer",
		"sats", "ord", "fri", "stor", "ren", "hel", "nat", "lik", "gen", "vis", "kol", "mod",
		"fat", "fal", "mun", "bör", "bar", "var", "tag", "drag", "slag", "pri", "ställ", "anst":
		return true
	}
	return false
}

// notLast tells whether a string ends words as a suffix, and so tells nothing
// as a last part.
func notLast(s string) bool {
	switch s {
	case "lades", "las", "lade", "lad", "prise", "het", "heter", "heten", "heterna", "ning", "ningar", "ningen", "ande", "ende", "skap", "skapet", "skaper",
		"lig", "ligt", "liga", "ligen", "bar", "bart", "bara", "sam", "samt", "samma", "are", "aren", "arna", "erna", "isk", "iskt",
		"iska", "ist", "ister", "ism", "ion", "ioner", "tion", "else", "elser", "dom", "domar", "domen", "art", "arter", "rad",
		"sel", "ell", "ella", "ant", "anta", "era", "erad", "eras", "ering", "ring", "ling", "ingen", "inga", "inget", "all", "alla",
		"ens", "ena", "ett", "en", "ets", "de", "des", "ad", "ade", "ader", "te", "ter", "tes", "as", "ska", "vis", "via",
		"sen", "ser", "per", "iva", "lös", "löst", "lösa", "full", "fullt", "fulla", "rik", "rikt", "rika", "mässig", "om",
		"mässigt", "mässiga", "aktig", "aktigt", "aktiga", "rar", "rer", "nas", "vara", "ger", "ges", "na", "sta",
		"ligare", "ligaste", "sion", "ren", "rena", "mat", "mater", "tet", "ras", "san", "tera", "tik", "tor", "ton",
		"men", "iga", "ana", "ort", "orter", "or", "and", "ander", "ned", "upp", "fram", "till", "emot":
		return true
	}
	return false
}
