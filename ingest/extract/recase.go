package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// What makes a text one without capitals, as automatic transcripts are: so
// many words, and at most one in so many capitalised inside a sentence.
const (
	leastUncased  = 20
	uncasedShare  = 200
	properOverLow = 10 // a name is capitalised so many times as often as not
)

// isUncased reports whether the document writes names without capitals: it has
// none or those of sentences alone.
func (a *analysis) isUncased() bool {
	words, inner := 0, 0
	for i := range a.tokens {
		t := &a.tokens[i]
		if t.kind != swedish.Word {
			continue
		}
		words++
		if !t.first && t.word.is(capital) {
			inner++
		}
	}
	return words >= leastUncased && inner*uncasedShare < words
}

// recase gives the words of a text without capitals the capitals that the
// lists and the background frequencies speak for, so that all other rules can
// read it: "jag heter åsa lindström" names Åsa Lindström. A word that is both a
// name and a common one needs a name beside it.
func (a *analysis) recase() {
	if a.uncased = a.isUncased(); !a.uncased {
		return
	}
	for i := range a.tokens {
		if t := &a.tokens[i]; t.kind == swedish.Word && !t.word.is(capital) {
			if t.word.usual == "" {
				t.word.usual = usualCase(t.word.text)
			}
			a.setCase(i, t.word.usual)
		}
	}
	known := map[string]bool{} // given names of the people found, in lower case
	for i := range a.tokens {
		if a.tokens[i].kind != swedish.Word {
			continue
		}
		if a.recaseName(i) {
			known[a.lower(i)] = true
		}
		a.recaseListed(i)
	}
	for i := range a.tokens {
		if t := &a.tokens[i]; known[t.word.lower] && !t.word.is(capital) && (a.addresses(i-1) || a.addresses(i+1)) {
			a.setCase(i, swedish.TitleCaseName(t.word.text))
		}
	}
}

// addresses reports whether the word at the token stands beside the name of
// somebody who is spoken to or of.
func (a *analysis) addresses(i int) bool {
	switch a.lower(i) {
	case "hej", "tack", "välkommen", "du", "säger", "berättar", "sa", "menar", "frågar", "undrar", "vad":
		return true
	}
	return false
}

// setCase makes the token another word that differs in capitals alone.
func (a *analysis) setCase(i int, text string) {
	if t := &a.tokens[i]; text != t.word.text && len(text) == len(t.word.text) {
		t.word, t.first = a.words.of(text), false
	}
}

// usualCase is a lower-case word as it is most often written.
func usualCase(text string) string {
	lower, proper, _, upper := swedish.Frequency(text)
	title := swedish.TitleCaseName(text)
	switch {
	case lower == 0 && proper == 0 && upper == 0:
		if swedish.GivenName(title) && !swedish.IsStopword(text) {
			return title
		}
		return text
	case proper+upper < 3 || proper+upper <= properOverLow*lower:
		return text
	case lower > 0 && proper < 5*properOverLow*lower && swedish.GivenName(title):
		return text // stig, sten
	case upper > proper:
		return strings.ToUpper(text)
	}
	return title
}

// recaseName makes a name of a given name at token i and the surname behind it,
// and reports whether there was one.
func (a *analysis) recaseName(i int) bool {
	next := i + 1
	if !a.titled(i).is(given) || !a.joinsUncased(next) {
		return false
	}
	first := a.titled(i).text
	common, _, _, _ := swedish.Frequency(a.tokens[i].word.text)
	sure := a.is(i, given) || common == 0
	for sure && a.joinsUncased(next) && (a.is(next, given) && !a.is(next, surname) || a.is(next, particle) && !a.is(next, capital)) {
		next++ // anna karin, von
	}
	if !a.joinsUncased(next) {
		return false
	}
	w := a.tokens[next].word
	last := a.titled(next).text
	lower, proper, _, _ := swedish.Frequency(w.text)
	heter := a.lower(i-1) == "heter" && sure && lower == 0
	if sure && a.unheardSurname(i, next) {
		a.setCase(i, first)
		a.setCase(next, last)
		a.recaseSecond(i, next+1)
		return true
	}
	if w.is(stop|saying|role) || !heter && !a.words.of(last).is(surname) && !a.is(next-1, particle) {
		return false
	}
	if lower > 0 && (!sure || lower > 3*proper+5) && (!introduces(a.lower(i-1)) || !swedish.Surname(last)) {
		return false
	}
	a.setCase(i, first)
	a.setCase(next, last)
	if sure {
		a.recaseSecond(i, next+1)
	}
	return true
}

// recaseSecond gives a second surname its capital.
func (a *analysis) recaseSecond(i, at int) {
	if a.joinsUncased(at) && !a.titled(at).is(given) && a.unheardSurname(i, at) {
		a.setCase(at, a.titled(at).text)
	}
}

// unheardSurname reports whether the word at a token is a surname that no list
// has, or a common word as one: what follows tells who somebody is, and a
// common word stands in the name of somebody who is presented.
func (a *analysis) unheardSurname(i, at int) bool {
	w := a.tokens[at].word
	if w.is(stop|saying|role|verb|bodyWord|bodyHead|bodyDefinite|status) || w.listed || utf8.RuneCountInString(w.text) < 3 || !a.joinsUncased(at+1) || a.adverbial(at) {
		return false
	}
	switch a.lower(at + 1) {
	case "på", "från", "vid", "hos", "som":
	default:
		if !a.is(at+1, role) {
			return false
		}
	}
	lower, _, _, _ := swedish.Frequency(w.text)
	if lower == 0 && !definiteNoun(w.lower) && !compound(w.lower) {
		return true
	}
	switch a.lower(i - 1) {
	case "är", "var", "med", "av", "heter", "vi":
		return lower < 500 && swedish.Lemma(w.lower) == w.lower
	}
	return false
}

// compound reports whether a word ends in one that is attested alone.
func compound(lower string) bool {
	for at := 3; at <= len(lower)-leastHead; at++ {
		if frequency, _, _, _ := swedish.Frequency(lower[at:]); frequency >= attestedHead {
			return true
		}
	}
	return false
}

// titled returns the word at the token as names are written.
func (a *analysis) titled(i int) *word {
	w := a.tokens[i].word
	if w.titled == nil {
		w.titled = a.words.of(swedish.TitleCaseName(w.text))
	}
	return w.titled
}

// joinsUncased reports whether a word stands at the token, in one line of
// thought with the one before it.
func (a *analysis) joinsUncased(i int) bool {
	return i < len(a.tokens) && a.follows(i) && a.tokens[i].gap != glued && a.tokens[i].kind == swedish.Word
}

// recaseListed gives a listed organisation that begins at token i its capital.
func (a *analysis) recaseListed(i int) {
	node, ok := a.tokens[i].word.node, a.tokens[i].word.node != 0
	for at := i; ok; {
		at++
		for _, alias := range a.lists.Ends(node) {
			if alias.Entry.Entity != graph.Organisation {
				continue
			}
			lower, _, _, _ := swedish.Frequency(a.tokens[i].word.text)
			switch {
			case alias.Mode == gazetteer.Fold && at-i > 1:
				a.setCase(i, upperFirst(a.tokens[i].word.text))
			case alias.Mode == gazetteer.Exact && at-i == 1 && lower == 0 && len(alias.Text) > 2:
				a.setCase(i, alias.Text)
			}
		}
		if at >= len(a.tokens) || a.tokens[at].gap == blank {
			return
		}
		node, ok = a.lists.Step(node, a.tokens[at].word.lower)
	}
}

// introduces tells the words that stand before the name of somebody who is
// introduced.
func introduces(lower string) bool {
	switch lower {
	case "heter", "hette", "med", "vi", "välkommen", "enligt", "av", "säger":
		return true
	}
	return false
}
