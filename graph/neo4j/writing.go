package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
)

// writing is one attempt at an Apply. The batches are applied in memory, so
// that later ones see earlier ones; the difference is written at the end.
type writing struct {
	ctx   context.Context //nolint:containedctx // lives as long as the transaction
	tx    neo4j.ManagedTransaction
	token string

	generation uint64 // before the write
	announced  bool   // its commit may have begun

	before map[string]*contribution // by document, nil where there was none
	after  map[string]*contribution // as before, or as the batches left it
	events []graph.Curation         // new in the log

	documents []string // that change, in order
}

func (w *writing) query(statement string, parameters map[string]any, each func(values []any) error) error {
	return query(w.ctx, w.tx, statement, parameters, each)
}

// begin takes the lock that serialises writers. It reports whether an earlier
// attempt was committed after all, and graph.ErrLocked where another process
// wrote since the store left the database.
func (w *writing) begin(since left) (done bool, err error) {
	found, token := false, ""
	err = w.query(`MATCH (s:Samband {id: 'state'}) SET s.writer = $token RETURN s.generation, s.token`,
		map[string]any{"token": w.token}, func(values []any) error {
			w.generation, token, found = uint64(number(values[0])), text(values[1]), true //nolint:gosec // counts calls
			return nil
		})
	switch {
	case err != nil:
		return false, err
	case !found:
		return false, fmt.Errorf("%w: its state is gone", ErrForeign)
	case token == w.token:
		w.generation-- // as it was before
		return true, nil
	case w.generation == since.generation || w.generation == since.generation+1 && token == since.doubtful:
		return false, nil
	}
	return false, fmt.Errorf("%w: it wrote generation %d since this one's %d", graph.ErrLocked, w.generation, since.generation)
}

// apply leaves in after what the batches make of the documents.
func (w *writing) apply(batches []graph.Batch) error {
	if err := w.load(batches); err != nil {
		return err
	}
	w.events = nil
	for i := range batches {
		batch := &batches[i]
		switch {
		case batch.Document.ID == "": // brings decisions only
		case batch.Delete:
			w.after[batch.Document.ID] = nil
		default:
			c, err := contribute(batch)
			if err != nil {
				return fmt.Errorf("document %s: %w", batch.Document.ID, err)
			}
			w.after[batch.Document.ID] = c
		}
		for _, move := range batch.Reassign {
			c := w.after[move.Claim.Document]
			if c != nil && move.Claim.Index >= 0 && move.Claim.Index < len(c.claims) {
				w.after[move.Claim.Document] = c.move(move.Claim.Index, move.Entity, move.Called)
			}
		}
		w.events = append(w.events, batch.Curate...)
	}
	for document, c := range w.after {
		if w.before[document].same(c) {
			delete(w.after, document)
		}
	}
	w.documents = slices.Sorted(maps.Keys(w.after))
	return w.newEvents()
}

// load reads the contributions that the batches can change.
func (w *writing) load(batches []graph.Batch) error {
	documents := map[string]bool{}
	for i := range batches {
		if id := batches[i].Document.ID; id != "" {
			documents[id] = true
		}
		for _, move := range batches[i].Reassign {
			documents[move.Claim.Document] = true
		}
	}
	w.before, w.after = map[string]*contribution{}, map[string]*contribution{}
	ids := slices.Sorted(maps.Keys(documents))
	err := w.query(`UNWIND $ids AS id MATCH (c:Contribution {id: id}) RETURN `+contributionColumns,
		map[string]any{"ids": ids}, func(values []any) error {
			c, err := unpackContribution(values)
			if err == nil {
				w.before[c.document.ID], w.after[c.document.ID] = c, c
			}
			return err
		})
	if err != nil {
		return fmt.Errorf("read what is there: %w", err)
	}
	return nil
}

// newEvents leaves of the events each once, and none that the log has.
func (w *writing) newEvents() error {
	seen := map[string]bool{}
	w.events = slices.DeleteFunc(w.events, func(event graph.Curation) bool {
		known := seen[event.ID]
		seen[event.ID] = true
		return known
	})
	if len(w.events) == 0 {
		return nil
	}
	known := map[string]bool{}
	err := w.query(`UNWIND $ids AS id MATCH (c:Curation {id: id}) RETURN c.id`,
		map[string]any{"ids": slices.Collect(maps.Keys(seen))}, func(values []any) error {
			known[text(values[0])] = true
			return nil
		})
	w.events = slices.DeleteFunc(w.events, func(event graph.Curation) bool { return known[event.ID] })
	return err
}

func (w *writing) changed() bool { return len(w.after) > 0 || len(w.events) > 0 }
