package ingest_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/ingesttest"
)

func refine(t *testing.T, l *ingesttest.Library, job ingest.Refinement) ingest.Refined {
	t.Helper()
	refined, err := l.Pipeline.Refine(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	refined.Elapsed = 0
	return refined
}

func extractor(t *testing.T, config extract.Config) *extract.Extractor {
	t.Helper()
	e, err := extract.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestRefiningIsIngestingAnew has one extractor undo what another did: what
// remains must be, byte for byte, what the ingest itself made.
func TestRefiningIsIngestingAnew(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	_, summary := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	want := export(t, l)

	rules := ingest.Refinement{Extractor: extractor(t, extract.Config{Untagged: true}), Model: "rules"}
	if got := refine(t, l, rules); got.Documents != summary.Added || got.Failed+got.Remaining > 0 {
		t.Errorf("refined %+v of %d documents", got, summary.Added)
	}
	if export(t, l) == want {
		t.Error("without its tagger the extractor finds the same: nothing is tested here")
	}
	verify(t, l)
	if got := refine(t, l, rules); got != (ingest.Refined{}) {
		t.Errorf("refined %+v the second time", got)
	}

	refine(t, l, ingest.Refinement{Extractor: extractor(t, extract.Config{}), Model: "tagger"})
	if diff := cmp.Diff(want, export(t, l)); diff != "" {
		t.Errorf("refined differs from ingested (-want +got):\n%s", diff)
	}
	verify(t, l)
}

func TestRefinementStopsAndGoesOn(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 1)
	_, summary := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	job := ingest.Refinement{Extractor: extractor(t, extract.Config{}), Model: "tagger"}

	late := job
	late.Deadline = time.Now().Add(-time.Second)
	if got := refine(t, l, late); got.Documents != 0 || got.Remaining != summary.Added {
		t.Errorf("past its deadline it refined %+v", got)
	}
	stopped := job
	stop := make(chan struct{})
	close(stop)
	stopped.Stop = stop
	if got := refine(t, l, stopped); got.Documents != 0 || got.Remaining != summary.Added {
		t.Errorf("stopped it refined %+v", got)
	}

	unchanged, _ := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	if _, err := l.Pipeline.Delete(t.Context(), unchanged[0].Document); err != nil {
		t.Fatal(err)
	}
	if got := refine(t, l, job); got.Documents != summary.Added-1 || got.Remaining != 0 {
		t.Errorf("after a deletion it refined %+v of %d", got, summary.Added-1)
	}
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	if got := refine(t, l, job); got.Documents != 1 {
		t.Errorf("after one document came back it refined %+v", got)
	}
}

// faulty is a real extractor that panics on one text.
type faulty struct {
	*extract.Extractor
	on string
}

func (f faulty) Extract(ctx context.Context, in extract.Input) (extract.Result, error) {
	if in.Text.Canonical == f.on {
		panic("faulty")
	}
	return f.Extractor.Extract(ctx, in)
}

// TestRefinementPassesOverWhatItCannotAnalyse has one document at fault and
// one that a crash left in the archive alone.
func TestRefinementPassesOverWhatItCannotAnalyse(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	events, _ := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	layouts, err := l.Archive.Unrefined(t.Context(), "tagger", len(events))
	if err != nil || len(layouts) != len(events) {
		t.Fatalf("%d layouts of %d documents, %v", len(layouts), len(events), err)
	}
	if _, err := l.Pipeline.Delete(t.Context(), layouts[1].Document); err != nil {
		t.Fatal(err)
	}
	gone := archive.Commit{Blobs: []archive.Blob{archive.NewBlob([]byte(layouts[1].Text.Canonical))}, Layouts: layouts[1:2]}
	if err := l.Archive.Commit(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	want := export(t, l)
	job := ingest.Refinement{Extractor: faulty{extractor(t, extract.Config{}), layouts[0].Text.Canonical}, Model: "tagger"}
	if diff := cmp.Diff(ingest.Refined{Documents: len(events) - 2, Failed: 1}, refine(t, l, job)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, export(t, l)); diff != "" {
		t.Errorf("a document at fault did not stay as it was:\n%s", diff)
	}
}
