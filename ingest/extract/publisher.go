package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// publisherStated ties a work to the organisation that the words around it make
// its publisher, where the reference itself does not know it: "I juni kom
// Boverket med rapporten …", "rapporten … från Boverket", the last name of an
// entry of a list.
func (a *analysis) publisherStated(c *cited) {
	e := a.extent[c.mention]
	if e.from >= e.to || !c.Cited || c.Publisher != "" {
		return
	}
	for _, find := range [...]func(*cited) (int, bool){a.publisherAtEnd, a.publisherBehind, a.publisherSubject} {
		org, ok := find(c)
		if !ok || a.mentions[org].Method == "party" {
			continue
		}
		span := corpus.Span{Start: min(c.Start, a.mentions[org].Start), End: max(c.End, a.mentions[org].End)}
		a.fact(graph.Published, mentioned(org), mentioned(c.mention), nil, Evidence{span, "publisher-clause", .7})
		return
	}
}

// publisherAtEnd returns the organisation that closes an entry of a list,
// behind a full stop or behind a town and a colon: "Titel. Umeå: Umeå
// universitet."
func (a *analysis) publisherAtEnd(c *cited) (int, bool) {
	entry := c.Evidence
	if c.Authors.Empty() && c.Method != "reference-list" || entry.Empty() || !entry.Valid(a.text) {
		return 0, false
	}
	within := a.tokensIn(entry)
	for i := within.to - 1; i >= a.extent[c.mention].to && i >= within.from; i-- {
		org, ok := a.mentionAt(i, graph.Organisation)
		if !ok {
			continue
		}
		switch a.lower(a.extent[org].from - 1) {
		case ".", ":", ",", ")":
			return org, a.tokens[a.extent[org].to-1].end+2 >= entry.End || a.lower(a.extent[org].to) == "." || a.lower(a.extent[org].to) == ","
		}
	}
	return 0, false
}

// publisherBehind returns the organisation behind a title: "Titel från
// Boverket", "Titel, en rapport av Boverket", "Titel (Boverket, 2021)".
func (a *analysis) publisherBehind(c *cited) (int, bool) {
	at := a.extent[c.mention].to
	for at < len(a.tokens) && (a.lower(at) == "”" || a.lower(at) == "\"" || a.lower(at) == "*") {
		at++
	}
	if a.lower(at) == "(" && a.tokens[at].gap != blank {
		org, ok := a.mentionAt(at+1, graph.Organisation)
		if !ok || a.extent[org].from != at+1 {
			return 0, false
		}
		next := a.extent[org].to
		if a.lower(next) == "," {
			next++
		}
		return org, isYear(a.lower(next)) || a.lower(next) == ")" && !a.is(at+1, initial)
	}
	if a.lower(at) == "(" {
		return 0, false
	}
	if a.lower(at) == "," {
		at++
	}
	for steps := 0; steps < 3 && (a.lower(at) == "en" || a.lower(at) == "ny" || a.lower(at) == "rapport" || a.lower(at) == "studie"); steps++ {
		at++
	}
	if l := a.lower(at); l != "från" && l != "av" || !a.follows(at) || !a.follows(at+1) {
		return 0, false
	}
	org, ok := a.mentionAt(at+1, graph.Organisation)
	return org, ok && a.extent[org].from == at+1
}

// publisherSubject returns the organisation that is the subject of the clause
// before a title: "I juni kom Boverket med rapporten Titel", "Boverket har i
// rapporten Titel pekat på".
func (a *analysis) publisherSubject(c *cited) (int, bool) {
	const reach = 10 // tokens
	at := a.workWords(a.extent[c.mention].from)
	if link := a.lower(at); at < 1 || link != "i" && link != "med" || !a.sameSentence(at, a.extent[c.mention].from) {
		return 0, false
	}
	for i := at - 1; i >= 0 && at-i < reach && a.sameSentence(i, at); i-- {
		if _, ok := a.mentionAt(i, graph.Person); ok {
			return 0, false
		}
		org, ok := a.mentionAt(i, graph.Organisation)
		if !ok {
			if a.lower(at) == "med" && (a.lower(i) == "tillsammans" || a.tokens[i].kind == swedish.Punct) {
				return 0, false
			}
			continue
		}
		return org, !a.genitive(org) && a.subjectPlace(org) && (a.lower(at) == "i" || a.comesOut(org))
	}
	return 0, false
}

// workWords steps left over the marks, report word and attributes that stand
// between a title and the preposition before it, and returns that token.
func (a *analysis) workWords(from int) int {
	at := from - 1
	for steps := 0; at > 0 && steps < 6; at, steps = at-1, steps+1 {
		l := a.lower(at)
		if l == "”" || l == "\"" || l == "*" || l == "den" || l == "sin" || l == "en" || l == "nya" || l == "ny" || l == "egen" || l == "senaste" || workNoun(l) {
			continue
		}
		break
	}
	return at
}

// workNoun tells the nouns that a title follows.
func workNoun(lower string) bool {
	switch lower {
	case "rapporten", "rapport", "studien", "studie", "utredningen", "utredning", "promemorian", "granskningen", "kartläggningen", "kartläggning", "boken", "skriften",
		"vägledningen", "handboken", "delrapporten", "slutrapporten", "årsrapporten", "artikeln", "undersökningen", "analysen", "avhandlingen", "översikten", "utvärderingen", "utvärdering":
		return true
	}
	return false
}

// subjectPlace reports whether nothing before an organisation's name governs
// it.
func (a *analysis) subjectPlace(org int) bool {
	from := a.extent[org].from
	if !a.follows(from) {
		return true
	}
	switch a.lower(from - 1) {
	case "av", "från", "på", "till", "hos", "med", "vid", "om", "för", "mot", "i", "inom", "åt", "över", "under", "genom", "bland", "enligt", "och", "samt", "mellan":
		return false
	}
	return true
}

// comesOut reports whether a verb of coming stands beside an organisation: "kom
// Boverket med", "Boverket kommer i dag med".
func (a *analysis) comesOut(org int) bool {
	for _, at := range [...]int{a.extent[org].from - 1, a.extent[org].to} {
		switch a.lower(at) {
		case "kom", "kommer", "kommit", "har", "inleder", "avslutar":
			return true
		}
	}
	return false
}
