package extract

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/term"
)

// shownEvidence is how many places a fact that only counts keeps as evidence.
const shownEvidence = 3

// concepts claims the terms outside all names, and states which is broader
// than which.
func (a *analysis) concepts(finder *term.Finder) {
	taken, titles := claimed(a.mentions, a.text)
	first, broader := map[string]int{}, map[string]string{}
	for _, t := range finder.Find(a.in.Text, a.in.Structure, taken, titles) {
		if t.Empty() || !t.Valid(a.text) || t.Name == "" {
			continue
		}
		m := Mention{Kind: graph.Concept, Span: t.Span, Name: t.Name, Method: t.Method, Confidence: t.Confidence, Refers: none}
		if t.Acronym != "" {
			m.Attributes = map[string]string{"acronym": t.Acronym}
		}
		if _, known := first[t.Name]; !known {
			first[t.Name] = len(a.mentions)
		}
		if t.Broader != "" {
			broader[t.Name] = t.Broader
		}
		a.terms = append(a.terms, len(a.mentions))
		a.mentions = append(a.mentions, m)
		a.extent = append(a.extent, extent{})
	}
	for _, i := range a.terms {
		m := &a.mentions[i]
		above, known := first[broader[m.Name]]
		if first[m.Name] != i || broader[m.Name] == "" || !known {
			continue
		}
		a.fact(graph.Broader, mentioned(i), mentioned(above), nil, Evidence{m.Span, m.Method, m.Confidence * .8})
	}
}

// claimed returns the spans of a document that names take, in text order, and
// those of names that tell what it is about.
func claimed(mentions []Mention, text string) (taken, titles []corpus.Span) {
	taken = make([]corpus.Span, 0, len(mentions))
	for i := range mentions {
		m := &mentions[i]
		if m.Kind == graph.Concept || m.Method == "voice" {
			continue
		}
		subject := telling(m, text)
		if !subject.Empty() {
			titles = append(titles, subject)
		}
		if name := (corpus.Span{Start: m.Start, End: m.End - subject.Len()}); !name.Empty() {
			taken = append(taken, name)
		}
	}
	slices.SortFunc(taken, func(x, y corpus.Span) int {
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return x.End - y.End
	})
	return taken, titles
}

// telling returns the end of a name that tells what the document is about: the
// whole name of a document, if it has words enough, and what an organisation
// is for, as "vårdhygien" in "Svensk förening för vårdhygien".
func telling(m *Mention, text string) corpus.Span {
	name := m.Of(text)
	switch {
	case m.Kind == graph.Report && !strings.HasSuffix(m.Method, "anaphora") && strings.IndexByte(name, ' ') > 0:
		return m.Span
	case m.Kind == graph.Organisation:
		if i := strings.Index(name, " för "); i > 0 {
			return corpus.Span{Start: m.Start + i + len(" för "), End: m.End}
		}
	}
	return corpus.Span{}
}

// discussed is what ties a person to a concept in this document.
type discussed struct {
	person, concept int // mentions
	count           int
	evidence        []Evidence
}

// discusses counts the concepts in what each person says.
func (a *analysis) discusses() {
	type pair struct{ person, concept string }
	found, order := map[pair]*discussed{}, []pair(nil)
	seen := map[[2]int]bool{} // person's root and concept mention
	slices.SortStableFunc(a.said, func(x, y utterance) int { return x.Start - y.Start })
	for _, u := range a.said {
		root := a.root(u.person)
		for _, c := range a.termsIn(u.Span) {
			if seen[[2]int{root, c}] {
				continue
			}
			seen[[2]int{root, c}] = true
			key := pair{a.mentions[root].Name, a.mentions[c].Name}
			d := found[key]
			if d == nil {
				d = &discussed{person: u.person, concept: c}
				found[key] = d
				order = append(order, key)
			}
			d.count++
			if len(d.evidence) < shownEvidence {
				d.evidence = append(d.evidence, Evidence{a.around(c, u.Span), "said", a.mentions[c].Confidence})
			}
		}
	}
	for _, key := range order {
		d := found[key]
		a.fact(graph.Discusses, mentioned(d.person), mentioned(d.concept), map[string]string{"count": strconv.Itoa(d.count)}, d.evidence...)
	}
}

// termsIn returns the concept mentions inside a span; terms are in text order.
func (a *analysis) termsIn(span corpus.Span) []int {
	from, _ := slices.BinarySearchFunc(a.terms, span.Start, func(m, start int) int { return a.mentions[m].Start - start })
	to := from
	for to < len(a.terms) && a.mentions[a.terms[to]].End <= span.End {
		to++
	}
	return a.terms[from:to]
}

// around is the sentence around a concept, within what was said.
func (a *analysis) around(concept int, said corpus.Span) corpus.Span {
	m := a.mentions[concept].Span
	at := a.tokenAt(m.Start)
	if at >= len(a.tokens) {
		return m
	}
	e := a.sentenceOf(at)
	span := a.span(e.from, e.to)
	span.Start, span.End = min(max(span.Start, said.Start), m.Start), max(min(span.End, said.End), m.End)
	return span
}
