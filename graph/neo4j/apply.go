package neo4j

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
)

// Apply writes the batches in one transaction, see graph.Store.
//
// A server that goes away meanwhile is waited for as long as Config.Patience
// says. Each call carries a token that its transaction leaves on the state
// node, so that a commit whose answer was lost is recognised, and never
// repeated.
//
// The server holds a transaction in its heap. With 512 MB of it, of which 346
// MiB are for transactions, one call wrote a thousand documents with 25,000
// relations and was refused two thousand with 50,000: Apply then returns
// ErrTooLarge, and nothing is written.
func (s *Store) Apply(ctx context.Context, batches ...graph.Batch) error {
	for i := range batches {
		if err := batches[i].Validate(); err != nil {
			return err
		}
	}
	if s.config.ReadOnly {
		return fmt.Errorf("write graph: %w", ErrReadOnly)
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := s.apply(ctx, batches); err != nil {
		return fmt.Errorf("write graph: %w", err)
	}
	return nil
}

func (s *Store) apply(ctx context.Context, batches []graph.Batch) error {
	// Cancelling ends the work, never a commit that has begun: its outcome would
	// be unknown.
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	unhook := context.AfterFunc(ctx, stop)
	defer unhook()

	token, announced := uuid.NewString(), false
	err := s.transact(working, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
		w := &writing{ctx: working, tx: tx, token: token}
		done, err := w.begin(s.generation)
		if err != nil || done {
			return err
		}
		if err := w.apply(batches); err != nil {
			return err
		}
		if !w.changed() {
			return ctx.Err()
		}
		if err := w.flush(); err != nil {
			return err
		}
		if announced = true; !unhook() && ctx.Err() != nil {
			return ctx.Err()
		}
		return s.announce(working, s.generation+1)
	})
	if ctx.Err() != nil && err != nil {
		err = ctx.Err()
	}
	if !announced {
		return err
	}
	ending := context.WithoutCancel(ctx)
	if err != nil {
		_ = s.withdraw(ending, s.generation+1) // err is what the caller must know
		return err
	}
	s.generation++
	s.wrote = true
	return s.complete(ending, s.generation)
}
