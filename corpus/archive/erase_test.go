package archive

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus"
)

func TestCompactLeavesNothingOfWhatWasDropped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	document, text := laidOut("a-1", strings.Repeat("Hemligt om någon. ", 2000))
	commitLayout(t, a, document, text)
	kept, other := laidOut("a-1", "Något annat.")
	commitLayout(t, a, kept, other)
	packed := a.encoder.EncodeAll([]byte(text.Canonical), nil)
	if !bytes.Contains(files(t, path), packed) {
		t.Fatal("the text is not in the files before either")
	}
	err := a.DropRevisions(t.Context(), Revision{Document: "a-1", Revision: document.Revision, TextHash: document.TextHash})
	if err == nil {
		err = a.Compact(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	all := files(t, path)
	if bytes.Contains(all, packed) || bytes.Contains(all, []byte(document.Revision)) || bytes.Contains(all, []byte(document.TextHash)) {
		t.Error("what was dropped is still in the files")
	}
	if got, err := a.Text(t.Context(), kept.TextHash); err != nil || got != other.Canonical {
		t.Errorf("the kept text is %q, %v", got, err)
	}
}

// files is all that the archive and its journal hold.
func files(t *testing.T, path string) []byte {
	t.Helper()
	var all []byte
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return all
}

func TestExpungeWritesNothingDown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	document, text := laidOut("nagon-1", "Ett")
	commitLayout(t, a, document, text)
	if err := a.Expunge(t.Context(), "nagon-1", "okand"); err != nil {
		t.Fatal(err)
	}
	if err := a.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(files(t, path), []byte("nagon-1")) {
		t.Error("the id is still in the files")
	}
	if _, err := a.Layout(t.Context(), "nagon-1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Layout: %v, want ErrNotFound", err)
	}
}

func TestErasuresAreRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	for range 2 {
		if err := a.MarkErased(t.Context(), "x:1", "x:2"); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	done, err := open(t, path).Erasures(t.Context())
	if diff := cmp.Diff(map[string]bool{"x:1": true, "x:2": true}, done); err != nil || diff != "" {
		t.Errorf("Erasures: %v\n%s", err, diff)
	}
}

func TestRevisionsLayoutsAndEntriesOfAReplacedSource(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	document, text := laidOut("a-1", "Ett")
	commitLayout(t, a, document, text)
	old := Entry{Source: "nagon.txt", File: "nagon.txt", Document: "a-1", Revision: document.Revision}
	orphan := NewBlob([]byte("föräldralös"))
	if err := a.Commit(t.Context(), Commit{Entries: []Entry{old}, Blobs: []Blob{orphan}}); err != nil {
		t.Fatal(err)
	}
	var revisions []Revision
	for revision, err := range a.Revisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		revisions = append(revisions, revision)
	}
	want := []Revision{{Document: "a-1", Revision: document.Revision, TextHash: document.TextHash}}
	if diff := cmp.Diff(want, revisions); diff != "" {
		t.Errorf("Revisions:\n%s", diff)
	}
	layout, err := a.Layout(t.Context(), "a-1")
	if diff := cmp.Diff(text, layout.Text, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("Layout: %v\n%s", err, diff)
	}
	fresh := old
	fresh.Source, fresh.File = "b.txt", "b.txt"
	if err := a.ReplaceEntry(t.Context(), old, fresh); err != nil {
		t.Fatal(err)
	}
	entries, err := a.Entries(t.Context())
	if diff := cmp.Diff([]Entry{fresh}, entries); err != nil || diff != "" {
		t.Errorf("Entries: %v\n%s", err, diff)
	}
	if n, err := a.Collect(t.Context()); err != nil || n != 1 {
		t.Errorf("Collect = %d, %v; want the one without revision", n, err)
	}
	if _, err := a.Get(t.Context(), corpus.Hash([]byte("Ett"))); err != nil {
		t.Errorf("a text in use is gone: %v", err)
	}
}
