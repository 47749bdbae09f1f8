package swedish

import (
	_ "embed" // the function words
	"strings"
	"unicode/utf8"
)

//go:embed data/function_words.txt
var functionWords string

// languageCount is the number of languages that Language tells apart.
const languageCount = 6

// languageNames are the BCP 47 tags in the order of evidence.
func languageNames() [languageCount]string {
	return [languageCount]string{"sv", "en", "no", "da", "de", "fi"}
}

// languageEvidence is what speaks for each language, in the order of languageNames.
type languageEvidence [languageCount]int

// newFunctionWords reads the lists of function words, one language a line. A
// word weighs the more, the fewer languages share it.
func newFunctionWords(list string) map[string]languageEvidence {
	table := make(map[string]languageEvidence)
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		for i, name := range languageNames() {
			if len(fields) > 0 && fields[0] == name {
				addWords(table, i, fields[1:])
			}
		}
	}
	for word, e := range table {
		shared := 0
		for _, n := range e {
			shared += n
		}
		for i := range e {
			e[i] *= []int{0, 4, 3, 2, 1, 1, 1}[shared]
		}
		table[word] = e
	}
	return table
}

// addWords marks words as those of a language.
func addWords(table map[string]languageEvidence, language int, words []string) {
	for _, word := range words {
		e := table[word]
		e[language] = 1
		table[word] = e
	}
}

// sample is how much of a text Language looks at, in bytes.
const sample = 4000

// Language returns the language of a passage: "sv", "en", "no", "da", "de" or
// "fi", and "und" where nothing tells. It goes by function words, letters and
// what the Swedish lexicon knows, looks at the first 4,000 bytes, and says
// "sv" when unsure: a short Swedish passage never becomes Norwegian.
func Language(text string) string { return shared().Language(text) }

// Language is the method behind the package function [Language].
func (a *Analyzer) Language(text string) string {
	if len(text) > sample {
		text = text[:sample]
		for !utf8.ValidString(text[len(text)-1:]) && len(text) > sample-utf8.UTFMax {
			text = text[:len(text)-1]
		}
	}
	var total languageEvidence
	words := 0
	for _, t := range Tokenize(text) {
		if t.Kind != Word {
			continue
		}
		words++
		a.addWord(&total, fold(text[t.Start:t.End]))
	}
	return decide(total, words)
}

// addWord adds the evidence of a folded word.
func (a *Analyzer) addWord(total *languageEvidence, form string) {
	known := a.functionWords[form]
	for i, n := range known {
		total[i] += n
	}
	for _, r := range form {
		addLetter(total, r)
	}
	if known == (languageEvidence{}) {
		addShape(total, form)
		if len(form) > 3 && a.words.lookup(form).lower >= 20 {
			total[0]++
		}
	}
}

// addLetter adds the evidence of a letter beyond a to z.
func addLetter(e *languageEvidence, r rune) {
	switch r {
	case 'å':
		e.add(2, 0, 1, 1, -1, -1)
	case 'ä':
		e.add(2, 0, -3, -3, 1, 1)
	case 'ö':
		e.add(2, 0, -3, -3, 1, 1)
	case 'æ', 'ø':
		e.add(-4, 0, 3, 3, -2, -2)
	case 'ü', 'ß':
		e.add(-1, 0, -1, -1, 3, -1)
	}
}

// add adds to each language's evidence.
func (e *languageEvidence) add(n ...int) {
	for i := range n {
		e[i] += n[i]
	}
}

// addShape adds the evidence of endings and letter groups that are common in
// one language and rare in the others.
func addShape(e *languageEvidence, form string) {
	switch {
	case strings.Contains(form, "th"), strings.Contains(form, "wh"), strings.HasSuffix(form, "ly"),
		strings.HasSuffix(form, "ity"), strings.HasSuffix(form, "ies"), strings.HasSuffix(form, "ous"),
		strings.HasSuffix(form, "tions"), strings.HasSuffix(form, "ed"), strings.Contains(form, "ough"):
		e.add(0, 1, 0, 0, 0, 0)
	case strings.Contains(form, "sch"), strings.HasSuffix(form, "ung"), strings.HasSuffix(form, "ungen"),
		strings.HasSuffix(form, "keit"), strings.HasSuffix(form, "lich"):
		e.add(0, 0, 0, 0, 1, 0)
	case strings.Contains(form, "aa"), strings.Contains(form, "uu"), strings.Contains(form, "ii"),
		strings.HasSuffix(form, "ssa"), strings.HasSuffix(form, "sta"), strings.HasSuffix(form, "lla"):
		e.add(0, 0, 0, 0, 0, 1)
	case strings.HasSuffix(form, "ck"), strings.Contains(form, "kt"), strings.HasSuffix(form, "orna"),
		strings.HasSuffix(form, "arna"), strings.HasSuffix(form, "erna"), strings.HasSuffix(form, "het"):
		e.add(1, 0, 0, 0, 0, 0)
	}
}

// decide returns the language that the evidence of so many words speaks for:
// another than Swedish only where it is clearly ahead.
func decide(e languageEvidence, words int) string {
	best := 0
	for i := range e {
		if e[i] > e[best] {
			best = i
		}
	}
	margin := 3
	if best > 1 {
		margin = 4
	}
	if e[best] < 2 {
		return undetermined(e, words)
	}
	if best != 0 && (e[best] < e[0]+margin || 3*e[best] < words) {
		best = 0
		if e[0] <= 0 {
			return undetermined(e, words)
		}
	}
	return languageNames()[best]
}

// undetermined is "sv" for words where nothing speaks for another language,
// else "und".
func undetermined(e languageEvidence, words int) string {
	for _, n := range e[1:] {
		if n > e[0] {
			return "und"
		}
	}
	if words == 0 {
		return "und"
	}
	return "sv"
}
