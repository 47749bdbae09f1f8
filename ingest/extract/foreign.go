package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/english"
)

// english finds names in the English passages that the Swedish rules have
// left. The tagger is loaded with the first such passage.
func (a *analysis) english(tagger func() (*english.Tagger, error)) error {
	for i := range a.in.Structure.Passages {
		p := &a.in.Structure.Passages[i]
		if p.Language != "en" || !p.Valid(a.text) {
			continue
		}
		t, err := tagger()
		if err != nil {
			return err
		}
		for _, e := range t.Entities(p.Of(a.text)) {
			a.claimEnglish(e, corpus.Span{Start: p.Start + e.Start, End: p.Start + e.End})
		}
	}
	return nil
}

// claimEnglish makes a mention of a name whose tokens are free.
func (a *analysis) claimEnglish(e english.Entity, span corpus.Span) {
	tokens := a.tokensIn(span)
	if span.Empty() || !span.Valid(a.text) || tokens.from >= tokens.to || !a.free(tokens.from, tokens.to) || !a.is(tokens.from, capital) {
		return
	}
	m := Mention{Kind: e.Kind, Name: e.Name, Method: english.Method, Confidence: e.Confidence, Refers: none}
	if e.Kind == graph.Organisation {
		m.Canonical = a.canonical(e.Name)
	}
	a.claim(tokens.from, tokens.to, m)
}
