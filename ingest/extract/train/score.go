package main

import (
	"context"
	"fmt"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// figures counts names: found, of them right, and in the gold.
type figures struct{ found, right, gold int }

// f1 is the harmonic mean of precision and recall.
func (f figures) f1() float64 {
	if f.found+f.gold == 0 {
		return 0
	}
	return 2 * float64(f.right) / float64(f.found+f.gold)
}

func (f figures) String() string {
	return fmt.Sprintf("%.4f (P %.3f R %.3f, %d)", f.f1(),
		float64(f.right)/float64(max(1, f.found)), float64(f.right)/float64(max(1, f.gold)), f.gold)
}

// scores holds figures by kind, and those of all kinds together under "".
type scores map[graph.Kind]figures

// plus adds two.
func (s scores) plus(other scores) scores {
	sum := scores{}
	for kind := range other {
		a, b := s[kind], other[kind]
		sum[kind] = figures{a.found + b.found, a.right + b.right, a.gold + b.gold}
	}
	return sum
}

func (s scores) String() string {
	return fmt.Sprintf("%s; person %.3f place %.3f organisation %.3f",
		s[""], s[graph.Person].f1(), s[graph.Place].f1(), s[graph.Organisation].f1())
}

// span is a name without a score.
type span struct {
	from, to int
	kind     graph.Kind
}

// spans returns the names of a sentence. Other kinds are left out.
func (a annotated) spans() []span {
	var found []span
	for i := 0; i < len(a.labels); i++ {
		begin := a.labels[i]
		if begin%2 == 0 {
			continue
		}
		to := i + 1
		for to < len(a.labels) && a.labels[to] == begin+1 {
			to++
		}
		if kind := kindOf(begin); kind != "" {
			found = append(found, span{i, to, kind})
		}
		i = to - 1
	}
	return found
}

func kindOf(begin tagger.Label) graph.Kind {
	switch begin {
	case tagger.BeginPerson:
		return graph.Person
	case tagger.BeginPlace:
		return graph.Place
	case tagger.BeginOrganisation:
		return graph.Organisation
	default:
		return ""
	}
}

// score compares a tagger with gold: strictly, both borders and the kind.
func score(ctx context.Context, t tagger.Tagger, c tagger.Convention, gold []annotated) (scores, error) {
	sentences := make([][]string, len(gold))
	for i := range gold {
		sentences[i] = gold[i].words
	}
	found, err := t.Tag(ctx, c, sentences)
	if err != nil {
		return nil, fmt.Errorf("score the model: %w", err)
	}
	counts := scores{}
	count := func(kind graph.Kind, f figures) {
		for _, key := range []graph.Kind{"", kind} {
			sum := counts[key]
			counts[key] = figures{sum.found + f.found, sum.right + f.right, sum.gold + f.gold}
		}
	}
	for i := range gold {
		known := map[span]bool{}
		for _, s := range gold[i].spans() {
			known[s] = true
			count(s.kind, figures{gold: 1})
		}
		for _, s := range found[i] {
			right := 0
			if known[span{s.From, s.To, s.Kind}] {
				right = 1
			}
			count(s.Kind, figures{found: 1, right: right})
		}
	}
	return counts, nil
}
