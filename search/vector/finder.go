package vector

import (
	"context"
	"errors"
	"fmt"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/embed"
)

// Finder finds the passages of a store by meaning.
type Finder struct {
	store    *Store
	embedder embed.Embedder
	glance   *embed.Glance
}

var _ search.Nearer = (*Finder)(nil)

// NewFinder returns a finder over a store whose vectors the embedder made.
func NewFinder(store *Store, embedder embed.Embedder) (*Finder, error) {
	if ModelName(embedder) != store.config.Model {
		return nil, errors.New("vectors and embedder are not of the same model")
	}
	return &Finder{store, embedder, embed.NewGlance(embedder)}, nil
}

// Passages implements search.Nearer.
func (f *Finder) Passages() int { return f.store.Len() }

// Near implements search.Nearer.
func (f *Finder) Near(ctx context.Context, text string, within []string, limit int) (search.Neighbours, error) {
	vector, err := f.embedder.Query(ctx, text)
	if err != nil {
		return search.Neighbours{}, err
	}
	query := Quantize(nil, vector)
	compared, err := f.store.Compare(ctx, query, within, limit)
	if err != nil {
		return search.Neighbours{}, fmt.Errorf("compare vectors: %w", err)
	}
	return search.Neighbours{
		Postings: compared.Nearest, Total: compared.Passages, Mean: compared.Mean, Deviation: compared.Deviation,
		Score:    func(passage string) (float64, bool) { return f.store.Score(query, passage) },
		Sentence: func(_ context.Context, passage string) (corpus.Span, error) { return f.glance.Nearest(text, passage) },
	}, nil
}
