package main

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/resolve"
	"github.com/samband/samband/ingest/source"
)

// writeWait is how long a request waits for the write before it.
const writeWait = 30 * time.Second

// curator proposes decisions over a store. What it suggests it remembers until
// the graph changes.
type curator struct {
	store graph.Store

	mu         sync.Mutex
	generation uint64
	suggested  []api.Suggested // nil for none worked out
}

var _ api.Curator = (*curator)(nil)

// Propose implements api.Curator.
func (c *curator) Propose(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error) {
	return ingest.Propose(ctx, c.store, proposal, check)
}

// Suggest implements api.Curator.
func (c *curator) Suggest(ctx context.Context) ([]api.Suggested, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	stats, err := c.store.Stats(ctx)
	if err != nil {
		return nil, err
	}
	if c.suggested != nil && c.generation == stats.Generation {
		return c.suggested, nil
	}
	found, err := resolve.New(resolve.Config{}).Suggest(ctx, c.store)
	if err != nil {
		return nil, err
	}
	list := make([]api.Suggested, len(found))
	for i := range found {
		list[i] = suggested(found[i])
	}
	c.suggested, c.generation = list, stats.Generation
	return list, nil
}

// suggested renders a suggestion.
func suggested(s resolve.Suggestion) api.Suggested {
	rendered := api.Suggested{ID: s.ID, A: s.A, B: s.B, Reasons: []api.Reason{}}
	for _, reason := range s.Reasons {
		rendered.Reasons = append(rendered.Reasons, api.Reason{Feature: string(reason.Feature), Values: append([]string{}, reason.Values...)})
	}
	return rendered
}

// writer makes what a server is asked to write, one after the other, by the
// pipeline that the commands use.
type writer struct {
	pipeline *ingest.Pipeline
	turn     chan struct{} // holds one while something is written
	failed   bool          // whether the index may be behind the graph; its owner has the turn
}

var (
	_ api.Writer   = (*writer)(nil)
	_ api.Ingester = (*writer)(nil)
)

func newWriter(pipeline *ingest.Pipeline) *writer {
	return &writer{pipeline: pipeline, turn: make(chan struct{}, 1)}
}

// Decide implements api.Writer.
func (w *writer) Decide(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (outcome graph.Outcome, err error) {
	err = w.write(ctx, func(ctx context.Context) (err error) {
		outcome, err = w.pipeline.Decide(ctx, proposal, check)
		return err
	})
	return outcome, err
}

// Delete implements api.Writer.
func (w *writer) Delete(ctx context.Context, documents ...string) (removed int, err error) {
	err = w.write(ctx, func(ctx context.Context) (err error) {
		removed, err = w.pipeline.Delete(ctx, documents...)
		return err
	})
	return removed, err
}

// Ingest implements api.Ingester.
func (w *writer) Ingest(ctx context.Context, upload api.Upload) (done []api.Ingested, err error) {
	lister, argument := source.New(source.Config{UserAgent: userAgent(), Stdin: bytes.NewReader(upload.Content), StdinName: upload.Source}), "-"
	if upload.URL != "" {
		argument = upload.URL
	}
	err = w.write(ctx, func(ctx context.Context) error {
		_, err := w.pipeline.Run(ctx, ingest.Job{
			Files: lister.Files(ctx, argument), Collection: upload.Collection,
			Report: func(event ingest.Event) {
				line := wireEvent(event)
				done = append(done, api.Ingested{Source: line.Source, Document: line.Document, Status: string(line.Status), Error: line.Error})
			},
		})
		return err
	})
	return done, err
}

// write waits for its turn and runs change, which is not broken off when the
// client goes. After a failure the index is made to agree with the graph first.
func (w *writer) write(ctx context.Context, change func(context.Context) error) error {
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-time.After(writeWait):
		return fmt.Errorf("waited %v: %w", writeWait, api.ErrBusy)
	case <-ctx.Done():
		return ctx.Err()
	}
	ctx = context.WithoutCancel(ctx)
	if w.failed {
		if _, err := w.pipeline.Repair(ctx); err != nil {
			return fmt.Errorf("repair after a failed write: %w", err)
		}
	}
	err := change(ctx)
	w.failed = err != nil
	return err
}
