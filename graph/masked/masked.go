// Package masked shows a graph.Store with the personal identity numbers in its
// texts masked: what leaves Samband is read through it, what is computed and
// verified is not. Spans stay right, for masking keeps the number of bytes.
// Ids and sources are names of things and stay as they are.
package masked

import (
	"context"
	"iter"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
)

// Store returns the store with masked texts. It offers what the store offers
// besides (graph.LinkSource and graph.ChangeSource), where that is both.
func Store(store graph.Store) graph.Store {
	plain := shown{store}
	links, hasLinks := store.(graph.LinkSource)
	changes, hasChanges := store.(graph.ChangeSource)
	if hasLinks && hasChanges {
		return &sources{plain, links, changes}
	}
	return &plain
}

// sources is a masked store that offers more than graph.Store asks for.
type sources struct {
	shown
	graph.LinkSource // ids only
	changes          graph.ChangeSource
}

// masking marks the versions of masked stores: what was derived from one must
// not be taken for what was derived from the store as it is.
const masking = 1 << 63

// Version implements graph.ChangeSource.
func (s *sources) Version(ctx context.Context) (graph.Version, error) {
	version, err := s.changes.Version(ctx)
	version.Mark ^= masking
	return version, err
}

// Changes implements graph.ChangeSource.
func (s *sources) Changes(ctx context.Context, since graph.Version) (*graph.Changes, error) {
	since.Mark ^= masking
	changes, err := s.changes.Changes(ctx, since)
	if changes == nil || err != nil {
		return nil, err
	}
	changes.Version.Mark ^= masking
	for i := range changes.Entities {
		changes.Entities[i].Name = privacy.Mask(changes.Entities[i].Name)
	}
	for i := range changes.Documents {
		changes.Documents[i].Title = privacy.Mask(changes.Documents[i].Title)
	}
	return changes, nil
}

// shown masks what the methods of a store yield that hold text.
type shown struct{ graph.Store }

// Documents implements graph.Store.
func (s *shown) Documents(ctx context.Context, filter graph.DocumentFilter) iter.Seq2[corpus.Document, error] {
	return each(s.Store.Documents(ctx, filter), func(d *corpus.Document) { d.Title = privacy.Mask(d.Title) })
}

// Passages implements graph.Store.
func (s *shown) Passages(ctx context.Context, document string) iter.Seq2[corpus.Passage, error] {
	return each(s.Store.Passages(ctx, document), func(p *corpus.Passage) { p.Heading = privacy.Mask(p.Heading) })
}

// Entities implements graph.Store.
func (s *shown) Entities(ctx context.Context, filter graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return each(s.Store.Entities(ctx, filter), func(e *graph.Entity) {
		e.Name = privacy.Mask(e.Name)
		for i := range e.Aliases {
			e.Aliases[i] = privacy.Mask(e.Aliases[i])
		}
		maskValues(e.Attributes)
	})
}

// Mentions implements graph.Store.
func (s *shown) Mentions(ctx context.Context, filter graph.MentionFilter) iter.Seq2[graph.Mention, error] {
	return each(s.Store.Mentions(ctx, filter), func(m *graph.Mention) { m.Text = privacy.Mask(m.Text) })
}

// Relations implements graph.Store.
func (s *shown) Relations(ctx context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error] {
	return each(s.Store.Relations(ctx, filter), func(r *graph.Relation) {
		maskValues(r.Attributes)
		for i := range r.Evidence {
			r.Evidence[i].Quote = privacy.Mask(r.Evidence[i].Quote)
		}
	})
}

// Curations implements graph.Store.
func (s *shown) Curations(ctx context.Context) iter.Seq2[graph.Curation, error] {
	return each(s.Store.Curations(ctx), func(c *graph.Curation) {
		c.Why = privacy.Mask(c.Why)
		if c.Kind == graph.Note {
			c.Value = privacy.Mask(c.Value)
		}
	})
}

func maskValues(attributes map[string]string) {
	for key, value := range attributes {
		attributes[key] = privacy.Mask(value)
	}
}

// each changes every value of a sequence; a store gives its callers values of
// their own.
func each[T any](sequence iter.Seq2[T, error], change func(*T)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for value, err := range sequence {
			if err == nil {
				change(&value)
			}
			if !yield(value, err) {
				return
			}
		}
	}
}
