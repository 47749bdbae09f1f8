package eval

import (
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// quotes scores SAID for direct quotations. A quotation is right when a
// direct SAID of its speaker lies over its first words; the attribution
// accuracy tells how many of the quotations seen at all have the right
// speaker.
func (r relationScorer) quotes() {
	if !r.gold.judges(string(graph.Said)) {
		return
	}
	given := r.saidSpans()
	claimed := make([]bool, len(given))
	for i, quote := range r.gold.Quotes {
		span := r.found.quotes[i]
		seen, right, got := false, false, ""
		for k, g := range given {
			if !g.span.Overlaps(span) {
				continue
			}
			seen = true
			if g.key == quote.Speaker || quote.Optional {
				right, claimed[k] = true, true
			} else {
				got = g.key
			}
		}
		r.countQuote(quote, span, seen, right, got)
	}
	for k, g := range given {
		if !claimed[k] && !g.neutral {
			r.tally.wrong(GroupRelation, string(graph.Said), Fault{
				Document: r.gold.Document, Got: g.key + ": " + g.span.Of(r.view.text), Context: r.view.context(g.span),
			})
		}
	}
}

func (r relationScorer) countQuote(quote Quote, span corpus.Span, seen, right bool, got string) {
	if quote.Optional {
		return
	}
	fault := Fault{Document: r.gold.Document, Want: quote.Speaker + ": " + quote.Text, Got: got, Context: r.view.context(span)}
	if seen {
		r.tally.judge("quote/speaker", right, fault)
	}
	if right {
		r.tally.right(GroupRelation, string(graph.Said))
		return
	}
	r.tally.missed(GroupRelation, string(graph.Said), fault)
}

// saidSpans returns every direct quotation that the product gives somebody in
// this document, one fact for each evidence, each place and person once.
func (r relationScorer) saidSpans() []fact {
	var all []fact
	for _, relation := range r.view.of(graph.Said) {
		if relation.Attributes["mode"] != "direct" {
			continue
		}
		for _, e := range relation.Evidence {
			if e.Document != r.view.document.ID || !e.Valid(r.view.text) {
				continue
			}
			given := fact{key: r.goldID(relation.From), span: e.Span, neutral: r.accepted(relation.From)}
			if !slices.ContainsFunc(all, func(f fact) bool { return f.key == given.key && f.span == given.span }) {
				all = append(all, given)
			}
		}
	}
	return all
}
