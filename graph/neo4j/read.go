package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
)

// sequence yields what collect finds in one state of the graph, at most limit
// values; 0 is no limit.
func sequence[T any](ctx context.Context, s *Store, limit int, collect func(neo4j.ManagedTransaction) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		var values []T
		err := s.read(ctx, func(tx neo4j.ManagedTransaction) (err error) {
			values, err = collect(tx)
			return err
		})
		if err != nil {
			yield(none, fmt.Errorf("read graph: %w", err))
			return
		}
		if limit > 0 {
			values = values[:min(limit, len(values))]
		}
		for _, value := range values {
			if err := ctx.Err(); err != nil {
				yield(none, fmt.Errorf("read graph: %w", err))
				return
			}
			if !yield(value, nil) {
				return
			}
		}
	}
}

// limitOf is a limit as Cypher wants it.
func limitOf(limit int) int64 {
	if limit <= 0 {
		return math.MaxInt64
	}
	return int64(limit)
}

// distinct returns the values in order, each once.
func distinct(values []string) []string {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// keysAtOnce is how many keys one full-text query names; Lucene takes 1,024.
const keysAtOnce = 500

// Claims returns the claims with one of the keys, see graph.Store.
func (s *Store) Claims(ctx context.Context, keys ...string) ([]graph.StoredClaim, error) {
	var claims []graph.StoredClaim
	err := s.read(ctx, func(tx neo4j.ManagedTransaction) (err error) {
		claims, err = readClaims(ctx, tx, distinct(keys))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	return claims, nil
}

func readClaims(ctx context.Context, tx neo4j.ManagedTransaction, keys []string) ([]graph.StoredClaim, error) {
	wanted := make(map[string]bool, len(keys))
	for _, key := range keys {
		wanted[key] = true
	}
	found := map[graph.ClaimID]graph.StoredClaim{}
	for chunk := range slices.Chunk(keys, keysAtOnce) {
		terms := make([]string, len(chunk))
		for i, key := range chunk {
			terms[i] = hashKey(key)
		}
		err := query(ctx, tx, `CALL db.index.fulltext.queryNodes('samband_keys', $terms) YIELD node AS c
			RETURN c.id, c.entities, c.called, c.claims`, map[string]any{"terms": strings.Join(terms, " OR ")}, func(values []any) error {
			return unpackClaims(values, wanted, found)
		})
		if err != nil {
			return nil, err
		}
	}
	claims := make([]graph.StoredClaim, 0, len(found))
	for _, claim := range found {
		claims = append(claims, claim)
	}
	slices.SortFunc(claims, func(a, b graph.StoredClaim) int {
		return compareClaimIDs(a.ID, b.ID)
	})
	return claims, nil
}

func compareClaimIDs(a, b graph.ClaimID) int {
	if c := strings.Compare(a.Document, b.Document); c != 0 {
		return c
	}
	return a.Index - b.Index
}

// unpackClaims adds to found the claims of a document with a wanted key.
func unpackClaims(values []any, wanted map[string]bool, found map[graph.ClaimID]graph.StoredClaim) error {
	var claims []graph.Claim
	if err := unpack(values[3], &claims); err != nil {
		return err
	}
	document, entities, called := text(values[0]), texts(values[1]), texts(values[2])
	if len(entities) != len(claims) {
		return fmt.Errorf("%w: %d entities for %d claims of %s", errDamaged, len(entities), len(claims), document)
	}
	for i, claim := range claims {
		if !slices.ContainsFunc(claim.Keys, func(key string) bool { return wanted[key] }) {
			continue
		}
		claim.Entity = entities[i]
		if len(called) == len(entities) {
			claim.Called = called[i]
		}
		id := graph.ClaimID{Document: document, Index: i}
		found[id] = graph.StoredClaim{ID: id, Claim: claim}
	}
	return nil
}

// Curations yields the log of decisions in order, see graph.Store.
func (s *Store) Curations(ctx context.Context) iter.Seq2[graph.Curation, error] {
	return sequence(ctx, s, 0, func(tx neo4j.ManagedTransaction) ([]graph.Curation, error) {
		var events []graph.Curation
		err := query(ctx, tx, `MATCH (c:Curation) RETURN c.event`, nil, func(values []any) error {
			var event graph.Curation
			if err := json.Unmarshal([]byte(text(values[0])), &event); err != nil {
				return errors.Join(errDamaged, err)
			}
			events = append(events, event)
			return nil
		})
		slices.SortFunc(events, func(a, b graph.Curation) int { return graph.CompareCurations(&a, &b) })
		return events, err
	})
}

// Stats counts what is stored, see graph.Store. Nodes of a label are counted
// by the database as it goes.
func (s *Store) Stats(ctx context.Context) (graph.Stats, error) {
	var stats graph.Stats
	err := s.read(ctx, func(tx neo4j.ManagedTransaction) error {
		stats = graph.Stats{Entities: map[graph.Kind]int{}}
		err := query(ctx, tx, `MATCH (s:Samband {id: 'state'}) RETURN s.generation, s.mentions, s.facts`, nil, func(v []any) error {
			stats.Generation = uint64(number(v[0])) //nolint:gosec // counts calls
			stats.Mentions, stats.Facts = number(v[1]), number(v[2])
			return nil
		})
		if err != nil {
			return err
		}
		return query(ctx, tx, `CALL { MATCH (n:Document) RETURN count(n) AS documents } CALL { MATCH (n:Passage) RETURN count(n) AS passages }
			CALL { MATCH (n:Person) RETURN count(n) AS people } CALL { MATCH (n:Organisation) RETURN count(n) AS organisations }
			CALL { MATCH (n:Report) RETURN count(n) AS reports } CALL { MATCH (n:Concept) RETURN count(n) AS concepts }
			CALL { MATCH (n:Place) RETURN count(n) AS places }
			RETURN documents, passages, people, organisations, reports, concepts, places`, nil, func(v []any) error {
			stats.Documents, stats.Passages = number(v[0]), number(v[1])
			for i, kind := range graph.Kinds() {
				if count := number(v[2+i]); count > 0 {
					stats.Entities[kind] = count
				}
			}
			return nil
		})
	})
	if err != nil {
		return stats, fmt.Errorf("read graph: %w", err)
	}
	return stats, nil
}
