package embedded

import (
	"context"
	"errors"
	"fmt"

	"github.com/samband/samband/graph"
)

// errReadOnly reports a write to a store that was opened for reading.
var errReadOnly = errors.New("the graph is open for reading only")

// Apply writes the batches in one transaction, see graph.Store.
func (s *Store) Apply(ctx context.Context, batches ...graph.Batch) error {
	for i := range batches {
		if err := batches[i].Validate(); err != nil {
			return err
		}
	}
	return s.alone(ctx, "write graph", func(ctx context.Context) error { return s.apply(ctx, batches) })
}

func (s *Store) apply(ctx context.Context, batches []graph.Batch) error {
	// A statement with a context that can end costs a goroutine; there are
	// thousands in a transaction, so ctx is looked at between batches instead.
	running := context.WithoutCancel(ctx)
	tx, err := s.write.BeginTx(running, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // does nothing after Commit
	w := newWriting(running, tx, &s.changes)
	if err := w.expect(batches); err != nil {
		return err
	}
	for i := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.batch(&batches[i]); err != nil {
			return fmt.Errorf("document %s: %w", batches[i].Document.ID, err)
		}
	}
	if err := w.finish(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return tx.Commit()
}
