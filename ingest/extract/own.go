package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
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
	if span.Empty() || !span.Valid(a.text) || a.opinion() {
		return none
	}
	for i := range a.cited {
		if !a.cited[i].Cited && a.cited[i].Method != "reference-anaphora" && a.cited[i].Overlaps(span) {
			a.own = a.cited[i].mention
			return a.own
		}
	}
	e := a.tokensIn(span)
	if a.untitled(e) {
		return none
	}
	a.own = len(a.mentions)
	a.mentions = append(a.mentions, Mention{
		Kind: graph.Report, Span: span, Name: collapse(s.Title), Method: "title", Confidence: .9, Refers: none,
		Attributes: a.ownAttributes(),
	})
	a.extent = append(a.extent, extent{e.from, e.from})
	return a.own
}

// untitled reports whether a title names no report: it is the name of a body, a
// numbered chapter, or says that the document is the notes of a meeting.
func (a *analysis) untitled(e extent) bool {
	if e.from >= e.to {
		return false
	}
	if org, ok := a.mentionAt(e.from, graph.Organisation); ok && a.extent[org] == e {
		return true
	}
	switch a.lower(e.from) {
	case "minnesanteckningar", "protokoll", "sammanträdesprotokoll", "dagordning", "kallelse", "föredragningslista":
		return true
	}
	return a.tokens[e.from].kind == swedish.Number && e.to-e.from > 1 && len(a.tokens[e.from].word.text) <= len("10.2.3")-2
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
