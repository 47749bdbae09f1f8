package neo4j

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Relate derives the relationships RELATED between concepts: each concept to
// the ten that it is most associated with, as graph.Associations has them, with
// npmi and documents. They are for people who explore and go stale with the
// next write, until Close derives them again; nothing of graph.Store reads them. It works through the concepts
// a hundred a transaction, and does nothing where nothing was written since
// the last time.
func (s *Store) Relate(ctx context.Context) error {
	if s.config.ReadOnly {
		return fmt.Errorf("relate concepts: %w", ErrReadOnly)
	}
	return s.relate(ctx, s.transact)
}

// transacting is Store.transact, or Store.attempt where there is no patience.
type transacting func(ctx context.Context, mode neo4j.AccessMode, work func(neo4j.ManagedTransaction) error) error

func (s *Store) relate(ctx context.Context, run transacting) error {
	var all, generation int
	var done bool
	err := run(ctx, neo4j.AccessModeRead, func(tx neo4j.ManagedTransaction) error {
		return query(ctx, tx, `MATCH (s:Samband {id: 'state'}) CALL { MATCH (d:Document) RETURN count(d) AS documents }
			RETURN documents, s.generation, coalesce(s.related = s.generation, false)`, nil, func(values []any) error {
			all, generation, done = number(values[0]), number(values[1]), truth(values[2])
			return nil
		})
	})
	if err != nil || done {
		return err
	}
	if err := s.autocommit(ctx, relating, map[string]any{"all": all}); err != nil {
		return fmt.Errorf("relate concepts: %w", explain(err))
	}
	return run(ctx, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
		return exec(ctx, tx, `MATCH (s:Samband {id: 'state'}) SET s.related = $generation`, map[string]any{"generation": generation})
	})
}

// relating computes what graph.NPMI does. It leaves out concepts of one
// document, which share none twice.
const relating = `MATCH (a:Concept) CALL (a) {
	OPTIONAL MATCH (a)-[old:RELATED]->() DELETE old
	WITH DISTINCT a WHERE a.documents > 1
	MATCH (a)-[:MENTIONED_IN]->(:Document)<-[:MENTIONED_IN]-(b:Concept) WHERE b <> a
	WITH a, b, toFloat(count(*)) AS together WHERE together >= 2 AND together < $all
	WITH a, b, together, log(together * $all / (a.documents * b.documents)) / -log(together / $all) AS npmi
	WHERE npmi > 0
	ORDER BY npmi DESC, together DESC, b.id LIMIT 10
	CREATE (a)-[:RELATED {npmi: npmi, documents: toInteger(together)}]->(b)
} IN TRANSACTIONS OF 100 ROWS`

// autocommit runs a statement that makes its own transactions.
func (s *Store) autocommit(ctx context.Context, statement string, parameters map[string]any) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx)) //nolint:errcheck // what counts is the result
	result, err := session.Run(ctx, statement, parameters)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}
