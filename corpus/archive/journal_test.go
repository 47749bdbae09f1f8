package archive

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// clock makes the archive note one second after another.
func clock(a *Archive) {
	at := time.Unix(0, 0).UTC()
	a.now = func() time.Time {
		at = at.Add(time.Second)
		return at
	}
}

func revise(t *testing.T, a *Archive, document, text string) Revision {
	t.Helper()
	blob := NewBlob([]byte(text))
	revision := Revision{Document: document, Revision: blob.Hash, TextHash: blob.Hash}
	err := a.Commit(t.Context(), Commit{
		Blobs: []Blob{blob}, Revisions: []Revision{revision}, Entries: []Entry{{Source: document, Document: document, Revision: blob.Hash}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func second(n int64) time.Time { return time.Unix(n, 0).UTC() }

func TestChangesAreWrittenDown(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "corpus.db"))
	clock(a)
	first := revise(t, a, "a", "ett")
	other := revise(t, a, "b", "annat")
	revise(t, a, "a", "ett") // again: nothing happens
	next := revise(t, a, "a", "två")
	back := revise(t, a, "a", "ett")
	if err := a.Drop(t.Context(), "b", "unknown"); err != nil {
		t.Fatal(err)
	}
	again := revise(t, a, "b", "annat")
	want := []corpus.Change{
		{At: second(1), Kind: corpus.ChangeAdded, Document: "a", Revision: first.Revision, TextHash: first.TextHash},
		{At: second(3), Kind: corpus.ChangeRevised, Document: "a", Revision: next.Revision, TextHash: next.TextHash, Before: first.Revision},
		{At: second(4), Kind: corpus.ChangeRevised, Document: "a", Revision: back.Revision, TextHash: back.TextHash, Before: next.Revision},
		{At: second(5), Kind: corpus.ChangeRemoved, Document: "b"},
		{At: second(6), Kind: corpus.ChangeAdded, Document: "b", Revision: again.Revision, TextHash: other.TextHash},
	}
	cases := []struct {
		name         string
		since, until time.Time
		want         []corpus.Change
	}{
		{"all", time.Time{}, time.Time{}, want},
		{"since", second(4), time.Time{}, want[2:]},
		{"until", time.Time{}, second(4), want[:2]},
		{"between", second(3), second(4), want[1:2]},
		{"later", second(7), time.Time{}, nil},
	}
	for _, c := range cases {
		got, err := a.Changes(t.Context(), c.since, c.until)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", c.name, err, diff)
		}
	}
	got, err := a.History(t.Context(), "a")
	if diff := cmp.Diff(want[:3], got); err != nil || diff != "" {
		t.Errorf("History: %v\n%s", err, diff)
	}
	if got, err := a.History(t.Context(), "unknown"); err != nil || got != nil {
		t.Errorf("History of the unknown: %v, %v", got, err)
	}
}

// TestEarlierArchivesHaveHistoriesWithoutTime opens an archive that wrote no
// changes down.
func TestEarlierArchivesHaveHistoriesWithoutTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	a := open(t, path)
	first := revise(t, a, "a", "ett")
	for _, statement := range []string{"DROP TABLE changes", "PRAGMA user_version = 3"} {
		if _, err := a.write.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, path)
	clock(a)
	arrival := corpus.Change{Kind: corpus.ChangeAdded, Document: "a", Revision: first.Revision, TextHash: first.TextHash}
	got, err := a.History(t.Context(), "a")
	if diff := cmp.Diff([]corpus.Change{arrival}, got); err != nil || diff != "" {
		t.Errorf("before a revision: %v\n%s", err, diff)
	}
	next := revise(t, a, "a", "två")
	revised := corpus.Change{At: second(1), Kind: corpus.ChangeRevised, Document: "a", Revision: next.Revision, TextHash: next.TextHash, Before: first.Revision}
	got, err = a.History(t.Context(), "a")
	if diff := cmp.Diff([]corpus.Change{arrival, revised}, got); err != nil || diff != "" {
		t.Errorf("after a revision: %v\n%s", err, diff)
	}
}
