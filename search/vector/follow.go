package vector

import (
	"context"

	"github.com/samband/samband/search"
)

// Follow returns an index that keeps a store in step with it: before it applies
// an update, it removes vectors that are of other texts than the update's. So no
// search meets vectors of what a passage once said, whatever crashes between.
func Follow(index search.Index, store *Store) search.Index { return following{index, store} }

type following struct {
	search.Index
	store *Store
}

// Apply implements search.Index.
func (f following) Apply(ctx context.Context, generation uint64, updates ...search.Update) error {
	var stale []string
	for _, u := range updates {
		if f.store.Holds(u.Document.ID) && (u.Delete || !f.store.Current(u.Document.ID, printOf(u))) {
			stale = append(stale, u.Document.ID)
		}
	}
	if err := f.store.Delete(ctx, stale...); err != nil {
		return err
	}
	return f.Index.Apply(ctx, generation, updates...)
}
