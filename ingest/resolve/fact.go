package resolve

import (
	"slices"
	"sort"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
)

// facts turns the extractor's facts into facts between claims, each once, with
// all the evidence for it.
func (d *clusters) facts(claimOf []int) []graph.Fact {
	at := map[string]int{}
	var facts []graph.Fact
	for _, found := range d.found.Facts {
		fact := graph.Fact{Type: found.Type, From: d.end(found.From, claimOf), To: d.end(found.To, claimOf), Attributes: found.Attributes}
		if fact.From == fact.To {
			continue
		}
		for _, e := range found.Evidence {
			if evidence, ok := d.evidence(e); ok {
				fact.Evidence = append(fact.Evidence, evidence)
			}
		}
		if len(fact.Evidence) == 0 {
			continue
		}
		key := factKey(fact)
		if i, ok := at[key]; ok {
			facts[i].Evidence = append(facts[i].Evidence, fact.Evidence...)
			continue
		}
		at[key] = len(facts)
		facts = append(facts, fact)
	}
	for i := range facts {
		facts[i].Evidence = distinct(facts[i].Evidence)
	}
	return facts
}

func (d *clusters) end(ref extract.Ref, claimOf []int) graph.End {
	switch {
	case ref.Mention >= 0 && ref.Mention < len(claimOf):
		return graph.End{Claim: claimOf[ref.Mention]}
	case ref.Passage >= 0 && ref.Passage < len(d.in.Structure.Passages):
		p := d.in.Structure.Passages[ref.Passage]
		return graph.End{Node: corpus.PassageID(d.document.ID, p.Ordinal)}
	}
	return graph.End{Node: d.document.ID}
}

// evidence completes the words a fact rests on with where they stand. Words
// outside the text prove nothing.
func (d *clusters) evidence(e extract.Evidence) (corpus.Evidence, bool) {
	text := d.in.Text.Canonical
	if e.Empty() || !e.Valid(text) {
		return corpus.Evidence{}, false
	}
	evidence := corpus.Evidence{
		Document: d.document.ID, Revision: d.document.Revision, Span: e.Span, Quote: e.Of(text),
		Method: e.Method, Confidence: e.Confidence,
	}
	if anchor, ok := d.in.Text.At(e.Start); ok {
		evidence.Page, evidence.Time, evidence.Timed = anchor.Page, anchor.Time, anchor.Timed
	}
	return evidence, true
}

func factKey(f graph.Fact) string {
	var b strings.Builder
	b.WriteString(string(f.Type))
	for _, end := range []graph.End{f.From, f.To} {
		b.WriteByte(0)
		b.WriteString(end.Node)
		b.WriteRune(rune(end.Claim + 1)) //nolint:gosec // far fewer claims than runes
	}
	names := make([]string, 0, len(f.Attributes))
	for name := range f.Attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.WriteByte(0)
		b.WriteString(name)
		b.WriteByte(0)
		b.WriteString(f.Attributes[name])
	}
	return b.String()
}

// distinct orders evidence by place and keeps of equal spans the surest.
func distinct(all []corpus.Evidence) []corpus.Evidence {
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		if a.End != b.End {
			return a.End < b.End
		}
		return a.Confidence > b.Confidence
	})
	return slices.CompactFunc(all, func(a, b corpus.Evidence) bool { return a.Span == b.Span })
}

// speakers returns for each passage the claim that speaks it.
func (d *clusters) speakers(claimOf []int) []int {
	passages := d.in.Structure.Passages
	speakers := make([]int, len(passages))
	anyone := false
	for i, p := range passages {
		speakers[i] = -1
		if p.Turn < 0 || p.Turn >= len(d.found.Speakers) {
			continue
		}
		if mention := d.found.Speakers[p.Turn]; mention >= 0 && mention < len(claimOf) {
			speakers[i], anyone = claimOf[mention], true
		}
	}
	if !anyone {
		return nil
	}
	return speakers
}
