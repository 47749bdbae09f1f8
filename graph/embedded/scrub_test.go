package embedded

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

func TestScrubReplacesDecisionsAndCompactLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	store, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	var events []graph.Curation
	for i, value := range []string{"hemligt", "öppet"} {
		event, err := graph.NewCuration(graph.Curation{
			Kind: graph.Note, Subjects: []graph.Subject{{Entity: "person:nagon"}}, Value: value, At: time.Unix(int64(i+1), 0),
		})
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, event)
	}
	claim := graph.Claim{Kind: graph.Person, Name: "Nagon", Entity: "person:nagon", Keys: []string{"person:nagon"}}
	err = store.Apply(t.Context(), graph.Batch{Document: corpus.Document{ID: "d"}, Claims: []graph.Claim{claim}, Curate: events})
	if err == nil {
		err = store.Apply(t.Context(), graph.Batch{Document: corpus.Document{ID: "d"}, Delete: true})
	}
	if err == nil {
		err = store.Scrub(t.Context(), func(event graph.Curation) (graph.Curation, bool) {
			if event.ID != events[0].ID {
				return event, false
			}
			event.ID, event.Value = "c:annan", "-"
			event.Subjects = []graph.Subject{{Entity: "person:x"}}
			return event, true
		})
	}
	if err == nil {
		err = store.Compact(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for event, err := range store.Curations(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, event.ID)
	}
	if len(ids) != 2 || ids[0] != "c:annan" || ids[1] != events[1].ID {
		t.Errorf("the log holds %v", ids)
	}
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("hemligt")) || bytes.Contains(data, []byte("Nagon")) {
			t.Errorf("the name is still in %q", path+suffix)
		}
	}
}

func TestReadersDoNotScrub(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	store, err := Open(t.Context(), Config{Path: path})
	if err == nil {
		err = store.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if store, err = Open(t.Context(), Config{Path: path, ReadOnly: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := store.Compact(t.Context()); !errors.Is(err, errReadOnly) {
		t.Errorf("Compact: %v", err)
	}
}
