package archive

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus"
)

// laidOut is a document with all that a reader can say of its layout.
func laidOut(id, text string) (corpus.Document, corpus.Text) {
	document := corpus.Document{ID: id, Revision: corpus.Hash([]byte("original " + text)), TextHash: corpus.Hash([]byte(text))}
	return document, corpus.Text{
		Canonical: text, Format: corpus.FormatVTT, Title: "Åtta år", Authors: []string{"Örjan Å"}, Meta: map[string]string{"k": "v"},
		Blocks: []corpus.Block{{Span: corpus.Span{End: 4}, Kind: corpus.BlockCue, Speaker: "Ö", From: time.Second, To: 2 * time.Second}},
		Links:  []corpus.Link{{Span: corpus.Span{End: 2}, Target: "https://example.se/?å"}},
		Origin: []corpus.Anchor{{Original: -1, Time: time.Second, Timed: true}}, Duration: time.Minute,
	}
}

func commitLayout(t *testing.T, a *Archive, document corpus.Document, text corpus.Text) {
	t.Helper()
	err := a.Commit(t.Context(), Commit{
		Blobs:     []Blob{NewBlob([]byte(text.Canonical))},
		Revisions: []Revision{{Document: document.ID, Revision: document.Revision, TextHash: document.TextHash}},
		Layouts:   []Layout{NewLayout(document, &text)},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unrefined returns the ids of the documents the model has not refined.
func unrefined(t *testing.T, a *Archive, model string) []string {
	t.Helper()
	layouts, err := a.Unrefined(t.Context(), model, 10)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for i := range layouts {
		ids = append(ids, layouts[i].Document)
	}
	if count, err := a.CountUnrefined(t.Context(), model); err != nil || count != len(ids) {
		t.Errorf("CountUnrefined(%s) = %d, %v; %v are unrefined", model, count, err, ids)
	}
	return ids
}

func TestLayoutComesBackWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	document, text := laidOut("a-1", "Hör upp!")
	commitLayout(t, a, document, text)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	layouts, err := open(t, path).Unrefined(t.Context(), "m", 10)
	want := []Layout{{Document: "a-1", Revision: document.Revision, TextHash: document.TextHash, Text: text}}
	if diff := cmp.Diff(want, layouts, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("Unrefined: %v\n%s", err, diff)
	}
}

func TestEachModelRefinesEachRevisionOnce(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	first, text := laidOut("a-1", "Ett")
	commitLayout(t, a, first, text)
	second, other := laidOut("b-2", "Två")
	commitLayout(t, a, second, other)
	if diff := cmp.Diff([]string{"b-2", "a-1"}, unrefined(t, a, "m")); diff != "" {
		t.Errorf("the last written comes first:\n%s", diff)
	}
	stale := NewLayout(first, &text)

	revised, again := laidOut("a-1", "Ett till")
	commitLayout(t, a, revised, again)
	if err := a.MarkRefined(t.Context(), "m", stale, NewLayout(second, &other)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a-1"}, unrefined(t, a, "m")); diff != "" {
		t.Errorf("a mark of an old revision counts:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a-1", "b-2"}, unrefined(t, a, "better")); diff != "" {
		t.Errorf("another model refines all:\n%s", diff)
	}
	if err := a.Drop(t.Context(), "a-1"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{}, unrefined(t, a, "m")); diff != "" {
		t.Errorf("a dropped document is refined:\n%s", diff)
	}
}

func TestDamagedLayoutIsNamed(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	document, text := laidOut("a-1", "Ett")
	commitLayout(t, a, document, text)
	if _, err := a.write.ExecContext(t.Context(), "UPDATE layouts SET data = x'00ff'"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Unrefined(t.Context(), "m", 1); !errors.Is(err, ErrDamaged) {
		t.Errorf("Unrefined: %v, want ErrDamaged", err)
	}
}

// TestFormatOneIsRaised opens an archive of the format that had no layouts.
func TestFormatOneIsRaised(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	for _, statement := range []string{"DROP TABLE layouts", "PRAGMA user_version = 1"} {
		if _, err := a.write.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, path)
	document, text := laidOut("a-1", "Ett")
	commitLayout(t, a, document, text)
	if got := unrefined(t, a, "m"); len(got) != 1 {
		t.Errorf("after raising the format %v are unrefined", got)
	}
}
