package neo4j_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// TestScrubRewritesTheLog checks that decisions are replaced under their new
// ids, and that the others stay.
func TestScrubRewritesTheLog(t *testing.T) {
	config := neo4jtest.Config(t)
	store, err := neo4j.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	at := time.Date(2024, 5, 3, 10, 0, 0, 0, time.UTC)
	note := func(id, why string) graph.Curation {
		return graph.Curation{ID: id, At: at, Kind: graph.Note, Value: why, By: "rut", Why: why, Subjects: []graph.Subject{{Entity: "person:rut-ek", Name: "Rut Ek"}}}
	}
	if err := store.Apply(t.Context(), graph.Batch{Curate: []graph.Curation{note("c:1", "om Rut Ek"), note("c:2", "om annat")}}); err != nil {
		t.Fatal(err)
	}
	err = store.Scrub(t.Context(), func(c graph.Curation) (graph.Curation, bool) {
		if !strings.Contains(c.Why, "Rut") {
			return c, false
		}
		c.ID, c.Why = "c:3", "om [borttagen]"
		return c, true
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for event, err := range store.Curations(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, event.ID+" "+event.Why)
	}
	if want := "c:2 om annat|c:3 om [borttagen]"; strings.Join(got, "|") != want {
		t.Errorf("log %v, want %s", got, want)
	}
	if err := store.Compact(t.Context()); err != nil {
		t.Errorf("compact: %v", err)
	}
}
