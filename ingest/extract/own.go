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
