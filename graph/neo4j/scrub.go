package neo4j

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
)

// Scrub replaces decisions in the log by what rewrite makes of them, all or
// none.
func (s *Store) Scrub(ctx context.Context, rewrite func(graph.Curation) (graph.Curation, bool)) error {
	var rows []any
	for event, err := range s.Curations(ctx) {
		if err != nil {
			return err
		}
		fresh, changed := rewrite(event)
		if !changed {
			continue
		}
		row, err := eventRow(&fresh)
		if err != nil {
			return fmt.Errorf("scrub decision %s: %w", event.ID, err)
		}
		rows = append(rows, map[string]any{"old": event.ID, "id": fresh.ID, "row": row})
	}
	if len(rows) == 0 {
		return nil
	}
	return s.exclusively(ctx, "scrub decisions", func(ctx context.Context) error {
		return s.transact(ctx, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
			return exec(ctx, tx, `UNWIND $rows AS row OPTIONAL MATCH (old:Curation {id: row.old}) DELETE old
				WITH row MERGE (c:Curation {id: row.id}) SET c = row.row`, map[string]any{"rows": rows})
		})
	})
}

// Compact tells the log what is left to do: no client can make a server of the
// Community edition write its files anew. What was deleted leaves them as the
// space is used again, and its transaction logs and backups as its own settings
// say (db.tx_log.rotation.retention_policy).
func (s *Store) Compact(ctx context.Context) error {
	if s.config.ReadOnly {
		return fmt.Errorf("compact graph: %w", ErrReadOnly)
	}
	s.logger.WarnContext(ctx, "Neo4j keeps deleted bytes in its files and transaction logs until it reuses the space: dump and load the database to be rid of them",
		"address", s.config.URL)
	return ctx.Err()
}

// exclusively does something while this store writes nothing else.
func (s *Store) exclusively(ctx context.Context, what string, do func(context.Context) error) error {
	if s.config.ReadOnly {
		return fmt.Errorf("%s: %w", what, ErrReadOnly)
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
