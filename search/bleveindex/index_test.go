package bleveindex_test

import (
	"errors"
	"testing"
	"time"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/searchtest"
)

func TestConformance(t *testing.T) {
	searchtest.Run(t, func(t *testing.T, dir string) searchtest.Backend {
		t.Helper()
		index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		return index
	})
}

func TestOpenTwice(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	started := time.Now()
	_, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if !errors.Is(err, search.ErrLocked) {
		t.Errorf("second opener gets %v", err)
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("second opener waits %v", took)
	}
}

func TestOpenWithoutDirectory(t *testing.T) {
	if _, err := bleveindex.Open(t.Context(), bleveindex.Config{}); err == nil {
		t.Error("opened without a directory")
	}
}

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	config := bleveindex.Config{Dir: dir + "/index", ReadOnly: true}
	if _, err := bleveindex.Open(t.Context(), config); !errors.Is(err, search.ErrRebuild) {
		t.Fatalf("a missing index opened: %v", err)
	}
	writer, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: config.Dir})
	if err != nil {
		t.Fatal(err)
	}
	update := searchtest.Update("a", "Hälsodata delas mellan regioner.")
	if err := writer.Apply(t.Context(), 1, update); err != nil {
		t.Fatal(err)
	}
	if _, err := bleveindex.Open(t.Context(), config); !errors.Is(err, search.ErrLocked) {
		t.Errorf("opened beside a writer: %v", err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // readers share it
		reader, err := bleveindex.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = reader.Close() }()
		if generation, revisions, err := reader.State(t.Context()); err != nil || generation != 1 || len(revisions) != 1 {
			t.Errorf("State = %d, %v, %v", generation, revisions, err)
		}
		if ids, err := reader.Passages(t.Context(), "a"); err != nil || len(ids) != len(update.Passages) || ids[0] != update.Passages[0].ID {
			t.Errorf("Passages = %v, %v", ids, err)
		}
		if err := reader.Apply(t.Context(), 2, update); !errors.Is(err, search.ErrReadOnly) {
			t.Errorf("Apply = %v", err)
		}
	}
}
