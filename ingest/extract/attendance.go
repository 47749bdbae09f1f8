package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// listedPeople claims the people that the structure names: attendees, authors
// and speakers' labels. Nothing else may read their names differently.
func (a *analysis) listedPeople() {
	s := a.in.Structure
	for i := range s.Attendees {
		a.personIn(s.Attendees[i].Name, "attendance-list", .97)
	}
	for i := range s.Authors {
		a.personIn(s.Authors[i].Span, "byline", .9)
	}
	for i := range s.Turns {
		if personLabel(s.Turns[i].Speaker) {
			a.personIn(s.Turns[i].Label, "turn-label", .9)
		}
	}
}

// personIn claims the tokens of a span as a person, unless something has them.
func (a *analysis) personIn(span corpus.Span, method string, confidence float64) (int, bool) {
	e := a.tokensIn(span)
	for e.from < e.to && a.tokens[e.to-1].kind == swedish.Punct && a.tokens[e.to-1].word.text != "." {
		e.to--
	}
	if e.from >= e.to {
		return none, false
	}
	if index, ok := a.mentionAt(e.from, graph.Person); ok {
		return index, true
	}
	if !a.free(e.from, e.to) || !a.is(e.from, capital) {
		return none, false
	}
	return a.claimPerson(named{e.from, e.to, false, method, confidence}), true
}

// personLabel reports whether a speaker's label is a name rather than a part
// such as PRESENTATÖR or RÖST.
func personLabel(label string) bool {
	if label == "" {
		return false
	}
	if isUpperName(label) {
		label = swedish.TitleCaseName(label)
	}
	for i, word := range splitWords(label) {
		if swedish.GivenName(word) {
			return true
		}
		if i > 0 && swedish.Surname(word) {
			return true
		}
	}
	return false
}

// splitWords returns the words of a short text.
func splitWords(text string) []string {
	var out []string
	for _, t := range swedish.Tokenize(text) {
		if t.Kind == swedish.Word {
			out = append(out, text[t.Start:t.End])
		}
	}
	return out
}
