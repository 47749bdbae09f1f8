package neo4j_test

import (
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

func open(tb testing.TB, config neo4j.Config) *neo4j.Store {
	tb.Helper()
	store, err := neo4j.Open(tb.Context(), config)
	if err != nil {
		tb.Fatal(err)
	}
	return store
}

// TestStore gives every test of the suite the whole database, wiped when the
// suite names a directory for the first time.
func TestStore(t *testing.T) {
	config := neo4jtest.Config(t)
	known := map[string]bool{}
	graphtest.Run(t, func(t *testing.T, dir string) graph.Store {
		t.Helper()
		if !known[dir] {
			neo4jtest.Wipe(t, config)
			known[dir] = true
		}
		return open(t, config)
	})
}
