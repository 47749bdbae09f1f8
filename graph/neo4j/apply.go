package neo4j

import (
	"context"

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
	return s.exclusively(ctx, "write graph", func(ctx context.Context) error { return s.apply(ctx, batches) })
}

func (s *Store) apply(ctx context.Context, batches []graph.Batch) error {
	w := &writing{token: uuid.NewString()}
	err := s.persist(ctx, func() error { return s.write(ctx, w, batches) })
	if !w.announced {
		return err
	}
	if err != nil {
		// Whether it was committed may be unknown; the next write finds out.
		s.left = left{w.generation, w.token}
		s.withdraw(context.WithoutCancel(ctx), w.generation+1)
		return err
	}
	s.left, s.wrote = left{generation: w.generation + 1}, true
	s.complete(ctx, w.generation+1)
	return nil
}

// left is what a store knows of the database as it left it.
type left struct {
	generation uint64
	doubtful   string // token of a write after that which may have been committed
}

// write is one attempt. Cancelling ends its work, never a commit that has
// begun: nobody would know the outcome.
func (s *Store) write(ctx context.Context, w *writing, batches []graph.Batch) error {
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	unhook := context.AfterFunc(ctx, stop)
	defer func() { unhook() }()
	return s.attempt(working, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
		unhook() // of an attempt that the driver repeats
		unhook = context.AfterFunc(ctx, stop)
		w.ctx, w.tx = working, tx
		done, err := w.begin(s.left)
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
		if !unhook() {
			return ctx.Err()
		}
		w.announced = true
		return s.announce(working, w.generation+1)
	})
}
