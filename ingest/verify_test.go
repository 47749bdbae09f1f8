package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/search"
)

// damage changes a byte of every compressed blob in a file.
func damage(t *testing.T, name string) {
	t.Helper()
	const magic, inside = "\x28\xb5\x2f\xfd", 12 // of a zstd frame; bytes from its beginning
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damaged := 0
	for at := bytes.Index(data, []byte(magic)); at >= 0 && at+inside < len(data); damaged++ {
		data[at+inside] ^= 0x55
		next := bytes.Index(data[at+inside:], []byte(magic))
		if next < 0 {
			break
		}
		at += inside + next
	}
	if damaged == 0 {
		t.Fatalf("%s holds no blobs", name)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyNamesDamage(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	verify(t, l)
	l.Close(t)
	damage(t, filepath.Join(dir, "corpus.db"))
	l = ingesttest.Open(t, dir, 2)
	differs(t, l, "archive")
}

// TestVerifyNamesWhatTheIndexLacks takes a document out of the index behind the
// graph's back. An index with a damaged file does not even open.
func TestVerifyNamesWhatTheIndexLacks(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	generation, revisions, err := l.Index.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id := range revisions {
		gone := search.Update{Document: corpus.Document{ID: id}, Delete: true}
		if err := l.Index.Apply(t.Context(), generation, gone); err != nil {
			t.Fatal(err)
		}
		break
	}
	differs(t, l, "index")
}

// differs checks that verification finds fault with a part of the library.
func differs(t *testing.T, l *ingesttest.Library, part string) {
	t.Helper()
	found := map[string]int{}
	checked, err := ingest.Verify(t.Context(), l.Store, l.Archive, l.Index, func(d ingest.Difference) { found[d.What]++ })
	if err != nil || checked.Differences == 0 || found[part]+found["document"] == 0 {
		t.Errorf("Verify = %+v, %v, found %v", checked, err, found)
	}
}
