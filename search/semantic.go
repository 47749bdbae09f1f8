package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search/query"
)

// Nearer finds passages by their meaning.
type Nearer interface {
	// Near compares a text with the passages within, or with all where that is
	// nil, and returns the limit nearest. It stops soon after ctx is done.
	Near(ctx context.Context, text string, within []string, limit int) (Neighbours, error)
	// Passages is how many passages can be compared.
	Passages() int
}

// Neighbours is what a Nearer finds.
type Neighbours struct {
	Postings  []Posting // the nearest, ordered by falling score and then by passage id
	Total     int       // passages compared
	Mean      float64   // of the scores of all of them
	Deviation float64   // standard deviation of them

	// Score says how near a passage is, false where that is not known.
	Score func(passage string) (float64, bool)
	// Sentence returns the sentence of a passage's text that is nearest: bytes
	// in the text, empty where it has no sentence.
	Sentence func(ctx context.Context, text string) (corpus.Span, error)
}

// nearestCandidates is how many passages are taken from the nearest for a
// hybrid search, and at least as many from those that have the words.
const nearestCandidates = 200

// explained is how many hits of an answer get their nearest sentence marked:
// each costs about half a millisecond.
const explained = 20

// plan says how a query is answered with vectors.
type plan struct {
	text   string      // to compare with
	rest   query.Query // what else is asked for
	weight float64     // of the vectors beside the words, from 0
	least  float64     // how near a passage without the words must be
}

// planFor divides a query into words and what else it asks for. It returns
// false where the query insists on words: a phrase, an operator, the beginning
// of a word. Such queries are answered with what has those.
func planFor(q query.Query) (p plan, vague bool) {
	nodes := []query.Node{q.Root}
	if and, ok := q.Root.(query.And); ok {
		if and.Strict {
			return plan{}, false
		}
		nodes = and.Nodes
	}
	var words []string
	var rest []query.Node
	for _, n := range nodes {
		switch n := n.(type) {
		case query.Word:
			if n.Match != query.Inflected {
				return plan{}, false
			}
			words = append(words, n.Text)
		case query.Field, query.Not:
			rest = append(rest, n)
		default:
			return plan{}, false
		}
	}
	if len(rest) == 1 {
		p.rest.Root = rest[0]
	} else if len(rest) > 1 {
		p.rest.Root = query.And{Nodes: rest, Strict: true}
	}
	p.rest.Fold = q.Fold
	p.text, p.weight, p.least = strings.Join(words, " "), weightOf(words), leastNear
	if len(words) <= shortQuery {
		p.least = leastNearShort
	}
	return p, len(words) > 0
}

// meaningWeight is the weight of vectors beside the words of a question. On the
// dev parts of SweFAQ and interpellations, each half judged by what was chosen on
// the other, nDCG@10 hardly changes from 1 to 3; SweFAQ's is highest at 1.5.
const meaningWeight = 1.5

// A passage that has none of the words is found by meaning only if it is at
// least so near. Of the answers of SweFAQ that were among the nearest, 2 % were
// farther than the first bound; the second is that of the nearest passage to a
// word that means nothing.
const (
	leastNear      = 0.2
	leastNearShort = 0.3 // for a query of one or two words
	shortQuery     = 2   // words
)

// weightOf is the weight of vectors beside the words of a query. One name or
// number is looked for as it is written.
func weightOf(words []string) float64 {
	if len(words) == 1 && strings.ContainsFunc(words[0], func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }) {
		return 0
	}
	return meaningWeight
}

// restricts reports whether a filter selects anything but all.
func (f Filter) restricts() bool {
	for _, facet := range Facets() {
		if len(f.Chosen(facet)) > 0 {
			return true
		}
	}
	return len(f.Documents) > 0 || f.From != "" || f.To != ""
}

// answer is what a query finds, before texts are read.
type answer struct {
	Matches
	sentence func(ctx context.Context, text string) (corpus.Span, error) // nil where only words were looked for
	also     []string                                                    // passages that are among the nearest and have none of the words
	loose    bool                                                        // whether passages with any of the words were looked for
	atLeast  bool                                                        // whether Total is a lower bound
	always   bool                                                        // whether the sentence is marked where words are, too
}

// errMeaning reports that a query could not be compared with passages: an
// endpoint that makes its vector may be down.
var errMeaning = errors.New("compare by meaning")

// match answers a query in its mode.
func (e *Engine) match(ctx context.Context, q query.Query, r Request) (answer, error) {
	ranker, ranks := e.config.Index.(Ranker)
	p, vague := planFor(q)
	var note string
	failed := false
	switch {
	case r.Mode == ModeText || r.Sort == SortDate:
	case e.config.Nearer == nil || !ranks || e.config.Nearer.Passages() == 0:
		note = "vektorer är inte byggda; frågan är besvarad med ordsökning"
	case !vague:
		note = "frågan gäller ordens lydelse och är besvarad med ordsökning"
	case r.Mode == ModeSemantic || p.weight > 0:
		found, err := e.near(ctx, ranker, q, p, r)
		if !errors.Is(err, errMeaning) || ctx.Err() != nil {
			return found, err
		}
		e.config.Logger.WarnContext(ctx, "query could not be compared by meaning", "error", err)
		note, failed = "innebörden kunde inte jämföras just nu; frågan är besvarad med ordsökning", true
	}
	matches, err := e.config.Index.Match(ctx, q, r.Filter, r.page())
	if err == nil && (failed || r.Mode == ModeSemantic) {
		matches.Notes = append([]string{note}, matches.Notes...)
	}
	return answer{Matches: matches}, err
}

// near answers a query with vectors, alone or beside words.
func (e *Engine) near(ctx context.Context, ranker Ranker, q query.Query, p plan, r Request) (answer, error) {
	var within []string
	if r.Filter.restricts() || p.rest.Root != nil {
		var err error
		if within, err = ranker.Select(ctx, p.rest, r.Filter); err != nil {
			return answer{}, err
		}
	}
	end := r.seen() + r.Limit
	fromVectors, fromWords := nearestCandidates, max(nearestCandidates, end)
	if r.Group {
		fromWords = max(fromWords, MaxLimit) // several of a document make one hit
	}
	if r.Mode == ModeSemantic {
		fromVectors, fromWords = end, 0
	}
	near, err := e.config.Nearer.Near(ctx, p.text, within, fromVectors)
	if err != nil {
		return answer{}, fmt.Errorf("%w: %w", errMeaning, err)
	}
	ids := make([]string, len(near.Postings))
	for i, posting := range near.Postings {
		ids[i] = posting.Passage
	}
	words, err := ranker.Rank(ctx, q, r.Filter, fromWords, ids)
	if err != nil {
		return answer{}, err
	}
	a := answer{Matches: words.Matches, sentence: near.Sentence, always: r.Mode == ModeSemantic}
	if r.Mode == ModeSemantic {
		a.Postings, a.Total = known(near.Postings, words.Scores), near.Total
	} else {
		a.Postings, a.also = fuse(words, near, p)
		a.Total += len(a.also)
		a.loose = true
	}
	if r.Group {
		a.atLeast = a.Total > len(a.Postings)
		a.Postings = grouped(a.Postings)
		a.Total = len(a.Postings)
	}
	a.Postings = r.cut(a.Postings)
	return a, nil
}

// known leaves out passages that the index does not hold.
func known(postings []Posting, scores map[string]float64) []Posting {
	kept := make([]Posting, 0, len(postings))
	for _, p := range postings {
		if _, ok := scores[p.Passage]; ok {
			kept = append(kept, p)
		}
	}
	return kept
}

// fuse adds how well passages answer in words and in meaning, each as standard
// scores in the pool of all passages. A passage without vector counts as one of
// average nearness. It returns all candidates, and those among the nearest that
// have no words of the query.
func fuse(words Ranking, near Neighbours, plan plan) (fused []Posting, also []string) {
	seen := make(map[string]bool, len(words.Postings)+len(near.Postings))
	fused = make([]Posting, 0, len(words.Postings)+len(near.Postings))
	add := func(passage string, inWords, inMeaning float64) {
		if !seen[passage] {
			seen[passage] = true
			score := standard(inWords, words.Mean, words.Deviation) + plan.weight*standard(inMeaning, near.Mean, near.Deviation)
			fused = append(fused, Posting{Passage: passage, Score: score})
		}
	}
	for _, p := range words.Postings {
		meaning, compared := near.Score(p.Passage)
		if !compared {
			meaning = near.Mean
		}
		add(p.Passage, p.Score, meaning)
	}
	for _, p := range known(near.Postings, words.Scores) {
		if words.Scores[p.Passage] == 0 {
			if p.Score < plan.least {
				continue
			}
			also = append(also, p.Passage)
		}
		add(p.Passage, words.Scores[p.Passage], p.Score)
	}
	slices.SortFunc(fused, func(a, b Posting) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage, b.Passage))
	})
	return fused, also
}

// standard is how many standard deviations a score lies above the mean.
func standard(score, mean, deviation float64) float64 {
	if deviation == 0 {
		return 0
	}
	return (score - mean) / deviation
}

// explain marks the sentence for which a hit is there, of hits that have none of
// the words or were found by meaning alone.
func (a *answer) explain(ctx context.Context, hits []Hit) error {
	if a.sentence == nil {
		return nil
	}
	left := explained
	for i := range hits {
		hit := &hits[i]
		if left == 0 || len(hit.Highlights) > 0 && !a.always {
			continue
		}
		left--
		span, err := a.sentence(ctx, hit.Text)
		if err != nil {
			return err
		}
		if !span.Empty() {
			hit.Highlights = []corpus.Span{{Start: hit.Start + span.Start, End: hit.Start + span.End}}
		}
	}
	return nil
}
