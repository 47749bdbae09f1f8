package extract

import (
	"context"
	"fmt"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// tagged is a name that the tagger has found, in tokens of the document.
type tagged struct {
	extent
	kind  graph.Kind
	score float64
}

// tag asks the tagger about the sentences where capitals are left that no rule
// or list explains, and claims the names of several words that it is sure of.
// Names of one word wait in a.single until the document's own full names have
// been tried on them.
func (a *analysis) tag(ctx context.Context, names func() (tagger.Tagger, error)) error {
	a.single = a.single[:0]
	if names == nil {
		return nil
	}
	sentences, starts := a.doubtful()
	if len(sentences) == 0 {
		return nil
	}
	model, err := names()
	if err != nil {
		return fmt.Errorf("tag names: %w", err)
	}
	spans, err := model.Tag(ctx, tagger.Universal, sentences)
	if err != nil {
		return fmt.Errorf("tag names: %w", err)
	}
	for i := range spans {
		for _, s := range spans[i] {
			a.takeTagged(tagged{extent{starts[i] + s.From, starts[i] + s.To}, s.Kind, s.Score})
		}
	}
	return nil
}

// doubtful returns the words of the sentences that need the tagger, and the
// token each begins with.
func (a *analysis) doubtful() (sentences [][]string, starts []int) {
	for from := 0; from < len(a.tokens); {
		to, doubt := from, false
		for to < len(a.tokens) && (to == from || a.follows(to)) {
			doubt = doubt || a.unexplained(to)
			to++
		}
		if doubt {
			words := make([]string, 0, to-from)
			for i := from; i < to; i++ {
				words = append(words, a.tokens[i].word.text)
			}
			sentences, starts = append(sentences, words), append(starts, from)
		}
		from = to
	}
	return sentences, starts
}

// unexplained reports whether a token may be part of a name that nothing has
// claimed: its capital is not explained by its place in the sentence, or it is
// no common word.
func (a *analysis) unexplained(i int) bool {
	t := &a.tokens[i]
	if a.owner[i] != none || t.kind != swedish.Word || !t.word.is(capital) || t.word.is(stop|initial) {
		return false
	}
	return !t.first || !t.word.is(common)
}

// leastScore is how sure the tagger must be of a name that no rule supports.
func leastScore(kind graph.Kind) float64 {
	if kind == graph.Organisation {
		return .6
	}
	return .5
}

// takeTagged claims a name whose tokens are free.
func (a *analysis) takeTagged(name tagged) {
	name.from = a.skipTitles(name)
	if name.score < leastScore(name.kind) || name.from >= name.to || !a.free(name.from, name.to) || !a.is(name.from, capital) {
		return
	}
	if name.to-name.from == 1 {
		a.single = append(a.single, name)
		return
	}
	a.claimTagged(name)
}

// skipTitles moves the start of a person's name behind titles.
func (a *analysis) skipTitles(name tagged) int {
	from := name.from
	for name.kind == graph.Person && from < name.to && a.tokens[from].word.is(role) && !a.tokens[from].word.is(given) {
		from++
	}
	return from
}

// tagSingle claims the names of one word that nothing else has explained.
func (a *analysis) tagSingle() {
	for _, name := range a.single {
		if a.free(name.from, name.to) {
			a.claimTagged(name)
		}
	}
}

// claimTagged makes a mention of what the tagger found.
func (a *analysis) claimTagged(name tagged) {
	n := named{name.from, name.to, a.tokens[name.to-1].word.base != "", "tagger", name.score}
	switch name.kind {
	case graph.Person:
		if !a.maybePerson(n) {
			return
		}
		n.genitive = a.nameGenitive(n.to)
		a.claimPerson(n)
	case graph.Organisation:
		n.genitive = a.runGenitive(n.to)
		a.claimBody(n)
	case graph.Place:
		text := a.nameOf(n.from, n.to)
		if n.genitive {
			text = a.nominative(n.from, n.to)
		}
		a.claim(n.from, n.to, Mention{Kind: graph.Place, Name: text, Method: n.method, Confidence: n.confidence, Refers: none})
	}
}
