package ingest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
