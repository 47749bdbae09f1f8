package ingest_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// TestStopInsideAFileGoesOnWithTheRest stops while a file of many records is
// read. Its size and time have not changed when the next run comes, and yet
// that must read the rest.
func TestStopInsideAFileGoesOnWithTheRest(t *testing.T) {
	const records = 1500
	f := folder{t, t.TempDir()}
	var lines strings.Builder
	for i := range records {
		fmt.Fprintf(&lines, "{\"id\":\"nr-%d\",\"text\":\"Ärende %d om dagvatten.\"}\n", i, i)
	}
	f.write("d.jsonl", lines.String())
	l := ingesttest.Open(t, t.TempDir(), 2)
	stop, stopped := make(chan struct{}), false
	job := ingest.Job{Files: source.New(source.Config{}).Files(t.Context(), f.root), Stop: stop, Report: func(ingest.Event) {
		if !stopped {
			stopped = true
			close(stop)
		}
	}}
	first, err := l.Pipeline.Run(t.Context(), job)
	if err != nil || first.Added == 0 || first.Added == records {
		t.Fatalf("first run %+v, %v", first, err)
	}
	if failed, err := l.Archive.Failed(t.Context()); err != nil || len(failed) != 1 {
		t.Errorf("after the first run the ledger says %+v, %v", failed, err)
	}
	_, second := l.Run(t, ingest.Job{Files: source.New(source.Config{}).Files(t.Context(), f.root)})
	if first.Added+second.Added != records || second.Unchanged != first.Added {
		t.Errorf("first %+v, second %+v: not all of %d records", first, second, records)
	}
	if failed, err := l.Archive.Failed(t.Context()); err != nil || len(failed) != 0 {
		t.Errorf("after the second run the ledger says %+v, %v", failed, err)
	}
}

func TestFileNamedTwiceIsReadOnce(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("a.txt", "Anna Lindqvist arbetar på Boverket.")
	l := ingesttest.Open(t, t.TempDir(), 2)
	files := source.New(source.Config{}).Files(t.Context(), f.root, filepath.Join(f.root, "a.txt"))
	if events, summary := l.Run(t, ingest.Job{Files: files}); summary.Added != 1 || summary.Failed != 0 {
		t.Errorf("%+v, %v", summary, events)
	}
}

func TestPruneSparesWhatWasNotLookedAt(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("a.txt", "Anna Lindqvist arbetar på Boverket.")
	f.write("tom.txt", "")
	f.write("z.zip", string(zipped(t, "b.txt", "Bo Hedlund arbetar på Lantmäteriet.")))
	l := ingesttest.Open(t, t.TempDir(), 2)
	f.run(l, ingest.Job{})

	want := map[string]ingest.Status{"tom.txt": ingest.Failed}
	if diff := cmp.Diff(want, f.run(l, ingest.Job{OnlyFailed: true, Prune: []string{f.root}})); diff != "" {
		t.Errorf("with only what failed: %s", diff)
	}
	f.write("z.zip", "PK\x03\x04 skadad")
	want = map[string]ingest.Status{"a.txt": ingest.Unchanged, "tom.txt": ingest.Failed, "z.zip": ingest.Failed}
	if diff := cmp.Diff(want, f.run(l, ingest.Job{Prune: []string{f.root}})); diff != "" {
		t.Errorf("with a damaged archive: %s", diff)
	}
	if err := os.Rename(f.root, f.root+"-borta"); err != nil {
		t.Fatal(err)
	}
	want = map[string]ingest.Status{filepath.Base(f.root): ingest.Failed}
	if diff := cmp.Diff(want, f.run(l, ingest.Job{Prune: []string{f.root}})); diff != "" {
		t.Errorf("with a folder that is not there: %s", diff)
	}
}

func TestSlipsAreNotRecorded(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 1)
	files := source.New(source.Config{}).Files(t.Context(), "saknas.txt", "*.saknas", "http://127.0.0.1:9/x")
	if _, summary := l.Run(t, ingest.Job{Files: files}); summary.Failed != 3 {
		t.Errorf("summary %+v", summary)
	}
	if failed, err := l.Archive.Failed(t.Context()); err != nil || len(failed) != 0 {
		t.Errorf("Failed = %+v, %v", failed, err)
	}
}

func zipped(t *testing.T, name, content string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	member, err := archive.Create(name)
	if err == nil {
		_, err = member.Write([]byte(content))
	}
	if err = errors.Join(err, archive.Close()); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}
