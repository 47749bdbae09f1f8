package neo4j

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
)

var _ graph.Contributor = (*Store)(nil)

// Contribution returns what a document contributes, see graph.Contributor.
func (s *Store) Contribution(ctx context.Context, document string) (graph.Batch, error) {
	var batch graph.Batch
	err := s.read(ctx, func(tx neo4j.ManagedTransaction) (err error) {
		batch, err = contributed(ctx, tx, document)
		return err
	})
	if err != nil {
		return graph.Batch{}, fmt.Errorf("read contribution of %s: %w", document, err)
	}
	return batch, nil
}

func contributed(ctx context.Context, tx neo4j.ManagedTransaction, document string) (graph.Batch, error) {
	var batch graph.Batch
	found := false
	id := map[string]any{"id": document}
	err := query(ctx, tx, `MATCH (c:Contribution {id: $id}) RETURN `+contributionColumns, id, func(values []any) error {
		c, err := unpackContribution(values)
		if err == nil {
			found = true
			batch.Claims, batch.Facts, batch.Speakers = c.claims, c.facts, c.speakers
		}
		return err
	})
	if err != nil {
		return batch, err
	}
	if !found {
		return batch, graph.ErrNotFound
	}
	err = query(ctx, tx, `MATCH (d:Document {id: $id}) RETURN `+documentColumns, id, func(values []any) error {
		batch.Document = unpackDocument(values)
		return nil
	})
	if err == nil {
		batch.Passages, err = readPassages(ctx, tx, document)
	}
	return batch, err
}
