package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// ownReport returns the mention of the document itself as a report: the
// reference that its title is, or its title. It returns none for a document
// that is no report.
func (a *analysis) ownReport() int {
	s := a.in.Structure
	if s.Kind != corpus.KindReport || s.Title == "" {
		return none
	}
	if a.own != none {
		return a.own
	}
	span := s.TitleSpan
	if span.Empty() || !span.Valid(a.text) {
		return none
	}
	for i := range a.cited {
		if !a.cited[i].Cited && a.cited[i].Method != "reference-anaphora" && a.cited[i].Overlaps(span) {
			a.own = a.cited[i].mention
			return a.own
		}
	}
	a.own = len(a.mentions)
	e := a.tokensIn(span)
	a.mentions = append(a.mentions, Mention{
		Kind: graph.Report, Span: span, Name: collapse(s.Title), Method: "title", Confidence: .9, Refers: none,
		Attributes: a.ownAttributes(),
	})
	a.extent = append(a.extent, extent{e.from, e.from})
	return a.own
}

// ownAttributes are year, number and publisher of a report as it states them
// about itself.
func (a *analysis) ownAttributes() map[string]string {
	attributes := map[string]string{}
	if len(a.date) >= 4 {
		attributes["year"] = a.date[:4]
	}
	if a.in.Structure.Publisher != "" {
		attributes["publisher"] = collapse(a.in.Structure.Publisher)
	}
	for i := range a.cited {
		if !a.cited[i].Cited && a.cited[i].Number != "" {
			attributes["number"] = a.cited[i].Number
			break
		}
	}
	return attributes
}

// authored states who wrote the document, and who published it when it is a
// report.
func (a *analysis) authored() {
	own := a.ownReport()
	to := document()
	if own != none {
		to = mentioned(own)
	}
	for i, p := range a.authors {
		if p >= 0 {
			a.fact(graph.Authored, mentioned(p), to, nil, Evidence{a.in.Structure.Authors[i].Span, "byline", .9})
		}
	}
	if own == none {
		return
	}
	e := a.tokensOver(a.in.Structure.PublisherSpan)
	for i := e.from; i < e.to; i++ {
		if org, ok := a.mentionAt(i, graph.Organisation); ok {
			a.fact(graph.Published, mentioned(org), to, nil, Evidence{a.in.Structure.PublisherSpan, "imprint", .85})
			return
		}
	}
}

// successions reads which body came before which: "IRB (tidigare Centrum för
// byggnadsklimat)", "X bytte namn till Y", "X ersatte Y".
func (a *analysis) successions() {
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation {
			continue
		}
		at := a.extent[m].to
		if l := a.lower(at); (l == "(" || l == ",") && a.formerly(at+1) {
			next := at + 2
			if a.lower(at+1) == "före" {
				next++
			}
			a.succeeds(m, next, false)
			continue
		}
		switch a.lower(at) {
		case "bildades", "inrättades", "skapades":
			a.founded(m, at)
		case "bytte", "byter":
			if a.lower(at+1) == "namn" && a.lower(at+2) == "till" {
				a.succeeds(m, at+3, true)
			}
		case "ombildades", "ombildas":
			if a.lower(at+1) == "till" {
				a.succeeds(m, at+2, true)
			}
		case "ersatte", "ersätter", "efterträdde", "efterträder":
			a.succeeds(m, at+1, false)
		case "ersattes", "efterträddes":
			if a.lower(at+1) == "av" {
				a.succeeds(m, at+2, true)
			}
		}
	}
}

// founded reads "A bildades 2022, när B bytte namn", "A bildades ur B": what
// the sentence names behind it came before.
func (a *analysis) founded(m, at int) {
	cue := false
	for i := at + 1; i < len(a.tokens) && i-at < 14 && a.sameSentence(at, i); i++ {
		switch a.lower(i) {
		case "när", "då", "ur", "genom":
			cue = true
		}
		if org, ok := a.mentionAt(i, graph.Organisation); ok && cue {
			a.succeeds(m, a.extent[org].from, false)
			return
		}
	}
}

// formerly reports whether the token says that an older name follows.
func (a *analysis) formerly(i int) bool {
	switch a.lower(i) {
	case "tidigare", "f.d.", "f.d", "fd", "förut":
		return true
	case "före":
		return a.lower(i+1) == "detta"
	}
	return false
}

// succeeds states the succession between a mention and the organisation at
// token at; later tells that the one at the token is the newer.
func (a *analysis) succeeds(m, at int, later bool) {
	other, ok := a.mentionAt(at, graph.Organisation)
	if !ok || a.extent[other].from != at || a.mentions[other].Name == a.mentions[m].Name {
		return
	}
	evidence := Evidence{a.span(a.extent[m].from, a.extent[other].to), "succession", .8}
	if later {
		m, other = other, m
	}
	a.fact(graph.Succeeds, mentioned(m), mentioned(other), nil, evidence)
}
