package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
)

// damage changes one byte in the middle of every file that matches.
func damage(t *testing.T, pattern string) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %v", pattern, names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 0x55
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestVerifyNamesDamage(t *testing.T) {
	for _, tt := range []struct{ name, files, want string }{
		{"index", "index/*.zap", "index"},
		{"archive", "corpus.db", "archive"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			l := ingesttest.Open(t, dir, 2)
			l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
			verify(t, l)
			l.Close(t)
			damage(t, filepath.Join(dir, tt.files))
			l = ingesttest.Open(t, dir, 2)
			found := map[string]int{}
			checked, err := ingest.Verify(t.Context(), l.Store, l.Archive, l.Index, func(d ingest.Difference) { found[d.What]++ })
			if err != nil || checked.Differences == 0 || found[tt.want]+found["document"] == 0 {
				t.Errorf("Verify = %+v, %v, found %v", checked, err, found)
			}
		})
	}
}
