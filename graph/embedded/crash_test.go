package embedded_test

import (
	"context"
	"os"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
)

func TestMain(m *testing.M) {
	os.Exit(graphtest.Main(m.Run, func(ctx context.Context, place string) (graph.Store, error) {
		return embedded.Open(ctx, embedded.Config{Path: place})
	}))
}

func TestKilledWriter(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	graphtest.RunKilled(t, dir+"/graph.db", func(t *testing.T) graph.Store {
		t.Helper()
		return open(t, dir)
	})
}
