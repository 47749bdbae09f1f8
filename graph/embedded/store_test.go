package embedded_test

import (
	"path/filepath"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
)

func open(t *testing.T, dir string) graph.Store {
	t.Helper()
	store, err := embedded.Open(t.Context(), embedded.Config{Path: filepath.Join(dir, "graph.db")})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestStore(t *testing.T) { graphtest.Run(t, open) }
