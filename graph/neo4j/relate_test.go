package neo4j_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// TestRelate compares what is derived in the database with what the package
// graph derives from it.
func TestRelate(t *testing.T) {
	config := neo4jtest.Config(t)
	store := open(t, config)
	defer store.Close()
	var batches []graph.Batch
	for d := range 30 {
		b := graph.Batch{Document: corpus.Document{ID: fmt.Sprintf("d%02d", d), Revision: "1"}}
		for c := range 8 {
			if d%(c+2) != 0 && (d+c)%5 != 0 {
				continue
			}
			name := fmt.Sprintf("begrepp %d", c)
			b.Claims = append(b.Claims, graph.Claim{
				Kind: graph.Concept, Name: name, Entity: fmt.Sprintf("concept:c%d", c),
				Mentions: []graph.ClaimMention{{Span: corpus.Span{Start: 10 * c, End: 10*c + 9}, Text: name, Method: "term", Confidence: 1}},
			})
		}
		batches = append(batches, b)
	}
	if err := store.Apply(t.Context(), batches...); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time there is nothing to do
		if err := store.Relate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	compared := 0
	for entity, err := range store.Entities(t.Context(), graph.EntityFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		want, err := graph.Associations(t.Context(), store, entity.ID, 10)
		if err != nil {
			t.Fatal(err)
		}
		got := neo4jtest.Ask(t, config, `MATCH (a:Concept {id: $id})-[r:RELATED]->(b) RETURN b.id, r.npmi, r.documents
			ORDER BY r.npmi DESC, r.documents DESC, b.id`, map[string]any{"id": entity.ID})
		if len(got) != len(want) {
			t.Fatalf("%s is related to %d concepts, want %d", entity.ID, len(got), len(want))
		}
		for i, association := range want {
			if got[i][0] != association.Concept.ID || math.Abs(got[i][1].(float64)-association.NPMI) > 1e-9 || got[i][2] != int64(association.Documents) {
				t.Errorf("%s: %v, want %+v", entity.ID, got[i], association)
			}
			compared++
		}
	}
	if compared < 10 {
		t.Errorf("only %d associations were compared", compared)
	}
	for relation, err := range store.Relations(t.Context(), graph.RelationFilter{}) {
		if err != nil || relation.Type == graph.Related {
			t.Errorf("association is told as a relation: %+v, %v", relation, err)
		}
	}
}
