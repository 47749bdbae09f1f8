package graph

import (
	"context"
	"fmt"
)

// Contributor is what a Store offers whose contents can be copied to another.
type Contributor interface {
	Store
	// Contribution returns the batch that writes what a document contributes
	// once more, its claims with the entities they belong to now. It returns
	// ErrNotFound, wrapped, for an unknown document.
	Contribution(ctx context.Context, document string) (Batch, error)
}

// How much Copy writes at once: so many documents, or their mentions and facts.
const (
	copiedDocuments = 256
	copiedItems     = 20_000
)

// Copy writes all that a store holds to another: its documents in order of id,
// then the decisions of people. What the other held of other documents stays.
// report, which may be nil, is called after each write with the number of
// documents written so far. A copy that was stopped can be made again.
func Copy(ctx context.Context, from Contributor, to Store, report func(documents int)) error {
	var batches []Batch
	written, items := 0, 0
	flush := func() error {
		if err := to.Apply(ctx, batches...); err != nil {
			return fmt.Errorf("copy graph: %w", err)
		}
		if written += len(batches); report != nil {
			report(written)
		}
		batches, items = batches[:0], 0
		return nil
	}
	for document, err := range from.Documents(ctx, DocumentFilter{}) {
		if err != nil {
			return fmt.Errorf("copy graph: %w", err)
		}
		batch, err := from.Contribution(ctx, document.ID)
		if err != nil {
			return fmt.Errorf("copy graph: %w", err)
		}
		batches = append(batches, batch)
		items += weight(&batch)
		if len(batches) < copiedDocuments && items < copiedItems {
			continue
		}
		if err := flush(); err != nil {
			return err
		}
	}
	if len(batches) > 0 {
		if err := flush(); err != nil {
			return err
		}
	}
	return copyCurations(ctx, from, to)
}

// weight counts the mentions and facts of a batch.
func weight(batch *Batch) int {
	items := len(batch.Facts)
	for i := range batch.Claims {
		items += len(batch.Claims[i].Mentions)
	}
	return items
}

func copyCurations(ctx context.Context, from, to Store) error {
	decisions, err := collect(from.Curations(ctx))
	if err == nil && len(decisions) > 0 {
		err = to.Apply(ctx, Batch{Curate: decisions})
	}
	if err != nil {
		return fmt.Errorf("copy decisions: %w", err)
	}
	return nil
}
