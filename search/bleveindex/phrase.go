package bleveindex

import (
	"context"
	"errors"

	index "github.com/blevesearch/bleve_index_api"
)

// phrase evaluates an exact phrase: its words as written, one after the other.
func (e *evaluation) phrase(text string) (result, error) {
	b := &builder{analyzer: e.index.analyzer}
	b.tokens = b.analyzer.tokens(nil, text, &b.scratch)
	if len(b.tokens) == 0 {
		return nil, nil
	}
	words := make([]string, len(b.tokens))
	for i, t := range b.tokens {
		words[i] = t.exact
	}
	e.mark(func(m *marker) { m.phrases = append(m.phrases, words) })
	if len(words) == 1 {
		found := newSet(e.size)
		return found, e.scored(found, fieldExact, words[0], weightWord)
	}
	candidates, err := e.whole(fieldExact, words[0])
	if err != nil {
		return nil, err
	}
	for _, word := range words[1:] {
		found, err := e.whole(fieldExact, word)
		if err != nil {
			return nil, err
		}
		candidates.intersect(found)
	}
	return e.adjacent(candidates, words)
}

// adjacent keeps the candidates in which the words follow each other, and
// scores the phrase as a word of its own.
func (e *evaluation) adjacent(candidates set, words []string) (found set, err error) {
	found = newSet(e.size)
	readers := make([]*positionReader, len(words))
	defer func() {
		for _, r := range readers {
			if r != nil {
				err = errors.Join(err, r.postings.Close())
			}
		}
	}()
	for i, word := range words {
		postings, err := e.snapshot.reader.TermFieldReader(e.ctx, []byte(word), fieldExact, true, true, true)
		if err != nil {
			return nil, err
		}
		readers[i] = &positionReader{postings: postings}
	}
	counts, err := countPhrase(e.ctx, candidates, readers)
	if err != nil {
		return nil, err
	}
	scale := weightWord * e.idf(len(counts))
	for n, count := range counts {
		found.add(n)
		if e.scoring {
			e.scores[n] += float32(scale * saturation(count, 0, 1))
		}
	}
	return found, nil
}

// countPhrase returns how often the words that the readers stand for follow
// each other in each candidate; candidates without are left out.
func countPhrase(ctx context.Context, candidates set, readers []*positionReader) (map[uint64]uint64, error) {
	counts := make(map[uint64]uint64)
	var err error
	seen := 0
	candidates.each(func(n uint64) bool {
		if seen++; seen%(checkEvery/16) == 0 && ctx.Err() != nil {
			err = ctx.Err()
			return false
		}
		var starts map[uint64]bool
		for i, r := range readers {
			if err = r.seek(n); err != nil {
				return false
			}
			if starts = r.follow(starts, uint64(i)); len(starts) == 0 { //nolint:gosec // an index
				return true
			}
		}
		counts[n] = uint64(len(starts))
		return true
	})
	return counts, err
}

// positionReader reads where a word stands in ascending passages.
type positionReader struct {
	postings index.TermFieldReader
	posting  index.TermFieldDoc
}

// seek moves to a passage that has the word.
func (r *positionReader) seek(n uint64) error {
	_, err := r.postings.Advance(index.NewIndexInternalID(nil, n), &r.posting)
	return err
}

// follow returns those of the phrase's starts that the word, standing offset
// words behind, goes on from. For the first word, starts is nil.
func (r *positionReader) follow(starts map[uint64]bool, offset uint64) map[uint64]bool {
	kept := make(map[uint64]bool, len(r.posting.Vectors))
	for _, place := range r.posting.Vectors {
		if place.Pos > offset && (starts == nil || starts[place.Pos-offset]) {
			kept[place.Pos-offset] = true
		}
	}
	return kept
}
