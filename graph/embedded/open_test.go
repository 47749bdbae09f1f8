package embedded_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
)

func openAt(t *testing.T, path string) *embedded.Store {
	t.Helper()
	store, err := embedded.Open(t.Context(), embedded.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func batch(id string) graph.Batch {
	return graph.Batch{
		Document: corpus.Document{ID: id, Source: id},
		Claims:   []graph.Claim{{Kind: graph.Place, Name: "Lund", Entity: "place:lund"}},
	}
}

func documents(t *testing.T, store graph.Store) []string {
	t.Helper()
	var ids []string
	for document, err := range store.Documents(t.Context(), graph.DocumentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, document.ID)
	}
	return ids
}

func TestSecondWriterIsLockedOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	first := openAt(t, path)
	if _, err := embedded.Open(t.Context(), embedded.Config{Path: path}); !errors.Is(err, graph.ErrLocked) {
		t.Fatalf("second writer: got %v, want ErrLocked", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	openAt(t, path)
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	if _, err := embedded.Open(t.Context(), embedded.Config{Path: path, ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: got %v, want ErrNotExist", err)
	}
	writer := openAt(t, path)
	if err := writer.Apply(t.Context(), batch("a")); err != nil {
		t.Fatal(err)
	}
	reader, err := embedded.Open(t.Context(), embedded.Config{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := reader.Apply(t.Context(), batch("b")); err == nil {
		t.Error("a read-only store took a write")
	}
	if err := writer.Apply(t.Context(), batch("c")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "c"}, documents(t, reader)); diff != "" {
		t.Errorf("what a reader beside the writer sees:\n%s", diff)
	}
}

func TestNewerFormatIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	if err := openAt(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		_, err := embedded.Open(t.Context(), embedded.Config{Path: path, ReadOnly: readOnly})
		if !errors.Is(err, embedded.ErrNewerFormat) {
			t.Errorf("read-only %v: got %v, want ErrNewerFormat", readOnly, err)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, name := range []string{"mapp med mellanslag", "å ä ö", "a?b#c%20d", "x&_pragma=query_only(1)", "mapp/i/mapp"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), filepath.FromSlash(name), "graf.db")
			store := openAt(t, path)
			if err := store.Apply(t.Context(), batch("a")); err != nil {
				t.Fatal(err)
			}
			if info, err := os.Stat(path); err != nil || info.Size() == 0 {
				t.Errorf("the file is not where it should be: %v", err)
			}
		})
	}
	if _, err := embedded.Open(t.Context(), embedded.Config{}); err == nil {
		t.Error("an empty path was accepted")
	}
}

func TestNotAGraph(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	if err := os.WriteFile(path, []byte("detta är ingen databas, bara text som någon lade här"), 0o600); err != nil {
		t.Fatal(err)
	}
	if store, err := embedded.Open(t.Context(), embedded.Config{Path: path}); err == nil {
		t.Errorf("a text file was opened as a graph: %v", store.Close())
	}
	// The refusal must leave no lock behind.
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	openAt(t, path)
}

func TestSameAgainChangesNothing(t *testing.T) {
	store := openAt(t, filepath.Join(t.TempDir(), "graph.db"))
	for range 3 {
		if err := store.Apply(t.Context(), batch("a"), batch("b")); err != nil {
			t.Fatal(err)
		}
	}
	stats, err := store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if stats.Generation != 1 {
		t.Errorf("generation %d after the same batches three times, want 1", stats.Generation)
	}
}

// TestManyDocuments crosses every boundary of rows that are written and read
// many at a time.
func TestManyDocuments(t *testing.T) {
	store := openAt(t, filepath.Join(t.TempDir(), "graph.db"))
	for _, count := range []int{1, 127, 128, 129, 300} {
		var batches []graph.Batch
		for i := range count {
			b := batch(fmt.Sprintf("%03d-%03d", count, i))
			b.Claims[0].Entity = fmt.Sprintf("place:lund-%d", i)
			batches = append(batches, b)
		}
		if err := store.Apply(t.Context(), batches...); err != nil {
			t.Fatal(err)
		}
	}
	stats, err := store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if stats.Documents != 685 || stats.Entities[graph.Place] != 300 {
		t.Errorf("%d documents and %d places, want 685 and 300", stats.Documents, stats.Entities[graph.Place])
	}
}

// TestOlderFormat opens a file that was written before there were logs of
// decisions and changes.
func TestOlderFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	store := openAt(t, path)
	if err := store.Apply(t.Context(), batch("a")); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "DROP TABLE curation; DROP TABLE change; PRAGMA user_version = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := embedded.Open(t.Context(), embedded.Config{Path: path, ReadOnly: true}); !errors.Is(err, embedded.ErrOlderFormat) {
		t.Errorf("read-only: got %v, want ErrOlderFormat", err)
	}
	again := openAt(t, path)
	for event, err := range again.Curations(t.Context()) {
		t.Errorf("event %v, error %v, want none", event, err)
	}
	if diff := cmp.Diff([]string{"a"}, documents(t, again)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}
