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
	a.attendees = make([]int, len(s.Attendees))
	for i := range s.Attendees {
		if p, ok := a.surnameFirst(s.Attendees[i].Name); ok {
			a.attendees[i] = p
			continue
		}
		a.attendees[i] = a.personIn(s.Attendees[i].Name, "attendance-list", .97)
	}
	a.authors = make([]int, len(s.Authors))
	for i := range s.Authors {
		a.authors[i] = none
		if personLabel(s.Authors[i].Text) {
			a.authors[i] = a.personIn(s.Authors[i].Span, "byline", .9)
		}
	}
	a.labels = make([]int, len(s.Turns))
	for i := range s.Turns {
		a.labels[i] = none
		if a.nameLabel(s.Turns[i].Speaker) {
			a.labels[i] = a.personIn(s.Turns[i].Label, "turn-label", .9)
		}
	}
}

// surnameFirst claims the name of an attendee whose surname stands first: "Ek,
// Anna" and "de Vries, Anna" name Anna Ek and Anna de Vries.
func (a *analysis) surnameFirst(span corpus.Span) (int, bool) {
	e := a.tokensIn(span)
	comma := e.from
	for comma < e.to && a.tokens[comma].word.text != "," {
		comma++
	}
	if comma == e.from || comma+1 >= e.to || !a.free(e.from, e.to) {
		return none, false
	}
	name := a.nameOf(comma+1, e.to) + " " + a.nameOf(e.from, comma)
	if isUpperName(name) {
		name = swedish.TitleCaseName(name)
	}
	return a.claim(e.from, e.to, Mention{
		Kind: graph.Person, Name: name, Method: "attendance-list", Confidence: .97, Refers: none,
	}), true
}

// personIn claims the tokens of a span as a person, unless something has them.
func (a *analysis) personIn(span corpus.Span, method string, confidence float64) int {
	e := a.tokensIn(span)
	for i := e.from + 1; i < e.to; i++ { // "Anna Ek, Vinnova:", "Anna Ek (KI)"
		if mark := a.tokens[i].word.text; mark == "," || mark == "(" || mark == "/" || mark == "–" {
			e.to = i
		}
	}
	for e.from < e.to && a.tokens[e.to-1].kind == swedish.Punct && a.tokens[e.to-1].word.text != "." {
		e.to--
	}
	if e.from >= e.to {
		return none
	}
	if index, ok := a.mentionAt(e.from, graph.Person); ok {
		return index
	}
	if !a.free(e.from, e.to) || !a.is(e.from, capital) {
		return none
	}
	for from := max(0, e.from-3); from <= e.from; from++ {
		// a list entry that names an organisation alone, or is a part of one
		if m, ok := a.listedAt(from); ok && m.to >= e.to && m.alias.Entry.Entity == graph.Organisation {
			return none
		}
	}
	return a.claimPerson(named{e.from, e.to, false, method, confidence})
}

// nameLabel reports whether a speaker's label is a name rather than a part
// such as PRESENTATÖR or RÖST 1.
func (a *analysis) nameLabel(label string) bool {
	if personLabel(label) {
		return true
	}
	words := splitWords(label)
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	for _, w := range words {
		known := a.words.of(w)
		if !known.is(capital) || known.is(role|stop|bodyWord|bodyHead) || known.common > known.proper || genericLabel(known.lower) {
			return false
		}
	}
	return true
}

// genericLabel tells labels that name a part nobody's name is.
func genericLabel(lower string) bool {
	switch lower {
	case "röst", "speaker", "publik", "publiken", "fråga", "svar", "alla", "jingle", "musik", "intervjuare", "intro", "talare", "deltagare", "kvinna", "man", "host", "guest", "gäst":
		return true
	}
	return false
}

// personLabel reports whether a name holds a known given name, or a known
// surname behind another word.
func personLabel(label string) bool {
	if isUpperName(label) {
		label = swedish.TitleCaseName(label)
	}
	for i, word := range splitWords(label) {
		if swedish.GivenName(word) || i > 0 && swedish.Surname(word) {
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

// attendance states who attended, and the roles and organisations that the
// list gives them.
func (a *analysis) attendance() {
	for i, p := range a.attendees {
		if p < 0 {
			continue
		}
		entry := a.in.Structure.Attendees[i]
		if entry.As == corpus.AttendedAdjusting && a.chairs(p) {
			continue // who chairs signs, too
		}
		attributes := map[string]string{"as": string(entry.As)}
		if entry.Items != "" {
			attributes["items"] = entry.Items
		}
		if entry.As == corpus.AttendedAbsent {
			attributes["absent"] = "true"
		}
		evidence := entry.Entry
		if evidence.Empty() {
			evidence = entry.Name
		}
		if a.in.Structure.Kind != corpus.KindPodcast || len(a.in.Structure.Turns) == 0 { // see speech
			a.fact(graph.Attended, mentioned(p), document(), attributes, Evidence{evidence, "attendance-list", .97})
		}
		if e := a.tokensIn(entry.Detail); e.to > e.from {
			a.detail(p, e.from, e.to, "attendance-list")
		}
	}
}

// chairs reports whether a list of the document names the person as chair.
func (a *analysis) chairs(p int) bool {
	name := a.mentions[a.root(p)].Name
	for i, other := range a.attendees {
		if other >= 0 && a.in.Structure.Attendees[i].As == corpus.AttendedChair && a.mentions[a.root(other)].Name == name {
			return true
		}
	}
	return false
}
