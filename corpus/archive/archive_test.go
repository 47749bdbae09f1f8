package archive

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

func open(t *testing.T, path string) *Archive {
	t.Helper()
	a, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func TestCommitSurvivesReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "arkiv å?.db")
	a := open(t, path)
	original, text := NewBlob([]byte("<p>Hälsodata</p>")), NewBlob([]byte("Hälsodata"))
	entry := Entry{
		Source: "a.html", File: "a.html", Document: "a-1", Revision: original.Hash, Size: 16,
		Modified: time.Unix(1, 5).UTC(), ETag: `"x"`,
	}
	err := a.Commit(t.Context(), Commit{
		Blobs:     []Blob{original, text, text},
		Revisions: []Revision{{Document: "a-1", Revision: original.Hash, TextHash: text.Hash}},
		Entries:   []Entry{entry, {Source: "b.txt", File: "b.txt", Error: "no text"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}

	a = open(t, path)
	if got, err := a.Text(t.Context(), text.Hash); err != nil || got != "Hälsodata" {
		t.Errorf("Text = %q, %v", got, err)
	}
	got, err := a.File(t.Context(), "", "a.html")
	if diff := cmp.Diff([]Entry{entry}, got); err != nil || diff != "" {
		t.Errorf("File: %v\n%s", err, diff)
	}
	failed, err := a.Failed(t.Context())
	if err != nil || len(failed) != 1 || failed[0].Source != "b.txt" {
		t.Errorf("Failed = %v, %v", failed, err)
	}
}

func TestGetReportsMissingAndDamagedBlobs(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	if _, err := a.Get(t.Context(), corpus.Hash(nil)); !errors.Is(err, ErrNotFound) {
		t.Errorf("missing blob: %v", err)
	}
	blob := NewBlob([]byte("en text"))
	if err := a.Commit(t.Context(), Commit{Blobs: []Blob{blob}}); err != nil {
		t.Fatal(err)
	}
	wrong := a.encoder.EncodeAll([]byte("en annan"), nil)
	if _, err := a.write.ExecContext(t.Context(), "UPDATE blobs SET data = ?", wrong); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Get(t.Context(), blob.Hash); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged blob: %v", err)
	}
}

func TestDropKeepsSharedBlobs(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	shared, own := NewBlob([]byte("delad")), NewBlob([]byte("egen"))
	err := a.Commit(t.Context(), Commit{
		Blobs: []Blob{shared, own},
		Revisions: []Revision{
			{Document: "a", Revision: own.Hash, TextHash: shared.Hash},
			{Document: "b", Revision: shared.Hash, TextHash: shared.Hash},
		},
		Entries: []Entry{{Source: "a", Document: "a"}, {Source: "b", Document: "b"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Drop(t.Context(), "a", "unknown"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Get(t.Context(), own.Hash); !errors.Is(err, ErrNotFound) {
		t.Errorf("own blob is still there: %v", err)
	}
	if _, err := a.Get(t.Context(), shared.Hash); err != nil {
		t.Errorf("shared blob: %v", err)
	}
	if entries, err := a.Sources(t.Context(), ""); err != nil || len(entries) != 1 {
		t.Errorf("Sources = %v, %v", entries, err)
	}
}

func TestCommitStopsWithItsContext(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	blob := NewBlob([]byte("text"))
	if err := a.Commit(ctx, Commit{Blobs: []Blob{blob}}); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit = %v, want context.Canceled", err)
	}
	if _, err := a.Get(t.Context(), blob.Hash); !errors.Is(err, ErrNotFound) {
		t.Errorf("a cancelled commit left a blob: %v", err)
	}
}

func TestOpenRefusesNewerFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	if _, err := a.write.ExecContext(t.Context(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); !errors.Is(err, ErrNewer) {
		t.Errorf("Open = %v, want ErrNewer", err)
	}
}
