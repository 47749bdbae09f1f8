package embedded

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/samband/samband/graph"
)

// Scrub rewrites the log of decisions, all of it or nothing: each event for
// which rewrite returns true is replaced by what it returns, whose id may be
// another. It is for the erasure of a person alone; nothing else changes what
// was decided. It also forgets which nodes were changed when, for their ids
// are names.
func (s *Store) Scrub(ctx context.Context, rewrite func(graph.Curation) (graph.Curation, bool)) error {
	var events []graph.Curation
	for event, err := range s.Curations(ctx) {
		if err != nil {
			return err
		}
		events = append(events, event)
	}
	return s.alone(ctx, "scrub decisions", func(ctx context.Context) error {
		tx, err := s.write.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() //nolint:errcheck // does nothing after Commit
		for _, event := range events {
			fresh, changed := rewrite(event)
			if !changed {
				continue
			}
			content, err := json.Marshal(&fresh)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM curation WHERE id = ?", event.ID); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO curation (id, at, event) VALUES (?, ?, ?)",
				fresh.ID, fresh.At.UnixNano(), content); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE change SET nodes = NULL"); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// Compact writes the file anew without what was deleted from it, so that not a
// byte of that is left, in the journal neither.
func (s *Store) Compact(ctx context.Context) error {
	return s.alone(ctx, "compact graph", func(ctx context.Context) error {
		for _, statement := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
			if _, err := s.write.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// alone does something while nothing else writes.
func (s *Store) alone(ctx context.Context, what string, do func(context.Context) error) error {
	if s.write == nil {
		return fmt.Errorf("%s: %w", what, errReadOnly)
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := do(ctx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
