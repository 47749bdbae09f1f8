package graphtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/samband/samband/graph"
)

var _ graph.Contributor = (*Reference)(nil)

// Contribution returns what a document contributes, see graph.Contributor.
func (r *Reference) Contribution(ctx context.Context, document string) (graph.Batch, error) {
	if err := r.usable(ctx); err != nil {
		return graph.Batch{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	batch, found := r.documents[document]
	if !found {
		return graph.Batch{}, fmt.Errorf("document %q: %w", document, graph.ErrNotFound)
	}
	batch.Reassign, batch.Curate = nil, nil // what was done is in the claims and the log
	return batch, nil
}

// copies checks that all a store holds can be copied: what comes out is what
// the reference has, and writing it once more changes nothing.
func copies(t *testing.T, store graph.Store, want *Reference) {
	t.Helper()
	from, ok := store.(graph.Contributor)
	if !ok {
		t.Fatalf("%T is no graph.Contributor", store)
	}
	if _, err := from.Contribution(t.Context(), "unknown"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("contribution of an unknown document: %v, want ErrNotFound", err)
	}
	copied := NewReference()
	if err := graph.Copy(t.Context(), from, copied, nil); err != nil {
		t.Fatal(err)
	}
	Same(t, copied, want)
	if err := graph.Copy(t.Context(), from, store, nil); err != nil {
		t.Fatal(err)
	}
	Same(t, store, want)
}
