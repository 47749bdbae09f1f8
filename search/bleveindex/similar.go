package bleveindex

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/samband/samband/search"
)

var _ search.Resembler = (*Index)(nil)

const (
	similarWords = 12   // of a passage, those that tell most, that others are found by
	frequentWord = 0.05 // share of passages that a word may be in to be looked for
)

// Similar implements search.Resembler.
func (x *Index) Similar(ctx context.Context, passage string, limit int) (search.Matches, error) {
	var found search.Matches
	err := x.evaluate(ctx, func(e *evaluation) error {
		found = search.Matches{Postings: []search.Posting{}, Generation: e.snapshot.generation, Mark: e.marker}
		number, err := e.snapshot.reader.InternalID(passage)
		if err != nil || number == nil {
			return err
		}
		words, err := e.tellingWords(number.Value())
		if err != nil {
			return err
		}
		similar := newSet(e.size)
		for _, f := range words {
			e.spell(f)
			e.marker.stems[f.stem] = true
			if err := e.scored(similar, fieldWords, f.stem, weightWord); err != nil {
				return err
			}
		}
		similar.remove(number.Value())
		if err := e.refine(similar, nil); err != nil {
			return err
		}
		found.Total = similar.count()
		found.Postings, err = e.best(similar, search.Page{Limit: limit})
		return err
	})
	if err != nil {
		return search.Matches{}, err
	}
	return found, nil
}

// tellingWords returns the words of a passage that tell it most from others:
// those of the greatest frequency times inverse document frequency.
func (e *evaluation) tellingWords(number uint64) ([]*form, error) {
	counts := make(map[string]int)
	forms := make(map[string]*form)
	err := readOrder(e.snapshot.reader, number, func(order []byte) {
		for word := range bytes.SplitSeq(bytes.Trim(order, string(wordEnd)), []byte{wordEnd}) {
			if f := e.index.analyzer.form(string(word)); !f.stop {
				forms[f.stem] = f
				counts[f.stem]++
			}
		}
	})
	if err != nil {
		return nil, err
	}
	type telling struct {
		*form
		weight float64
	}
	var words []telling
	for stem, f := range forms {
		passages, err := e.frequency(fieldWords, stem)
		if err != nil {
			return nil, err
		}
		if passages > 1 && float64(passages) <= max(10, frequentWord*float64(e.snapshot.totals.Passages)) {
			words = append(words, telling{f, float64(counts[stem]) * e.idf(int(passages))}) //nolint:gosec // a count of passages
		}
	}
	slices.SortFunc(words, func(a, b telling) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.stem, b.stem))
	})
	kept := make([]*form, 0, similarWords)
	for _, w := range words[:min(similarWords, len(words))] {
		kept = append(kept, w.form)
	}
	return kept, nil
}
