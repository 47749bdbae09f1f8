package ingest_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
)

// update rewrites the golden export.
var update = flag.Bool("update", false, "rewrite testdata/sample.jsonl") //nolint:gochecknoglobals // the way of package flag

// TestSampleExport holds all that is found in the sample against what was
// found before, so that no change of it goes unnoticed in a review.
func TestSampleExport(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	got := export(t, l)
	golden := filepath.Join("testdata", "sample.jsonl")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("export differs; look at it, then run with -update:\n%s", diff)
	}
}
