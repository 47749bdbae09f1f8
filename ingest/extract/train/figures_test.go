package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/samband/samband/ingest/extract/tagger"
)

const embedded = "../tagger/data"

// recorded reads the record beside the embedded model.
func recorded(t *testing.T) record {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(embedded, "model.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r record
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// shared returns the folder with training data: SAMBAND_SHARED, or a folder
// shared beside the repository. It skips the test where there is none.
func shared(t *testing.T) *folder {
	t.Helper()
	root := os.Getenv("SAMBAND_SHARED")
	if root == "" {
		root = "../../../../shared"
	}
	if _, err := os.Stat(filepath.Join(root, talbankenTest)); err != nil {
		t.Skip("no training data: set SAMBAND_SHARED to a folder that holds data/ner and models/ner")
	}
	return openFolder(root)
}

func TestRecordIsOfTheEmbeddedFiles(t *testing.T) {
	r := recorded(t)
	for name, want := range map[string]written{"lexicon.bin.gz": r.Lexicon, "model.bin.gz": r.Model} {
		text, err := os.ReadFile(filepath.Join(embedded, name))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if got := hex.EncodeToString(sum[:]); got != want.SHA256 || len(text) != want.Bytes {
			t.Errorf("%s is %d bytes with SHA-256 %s, the record says %d and %s", name, len(text), got, want.Bytes, want.SHA256)
		}
	}
}

// TestFigures holds the embedded model against the figures of its record: half
// a point may be lost, to other words from the tokeniser say, and not more.
func TestFigures(t *testing.T) {
	f, r := shared(t), recorded(t)
	c, err := tagger.NewCRF()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]f1{}
	if err := (&command{stdout: t.Output()}).test(t.Context(), f, c, got); err != nil {
		t.Fatal(err)
	}
	for name, want := range r.F1 {
		if got[name].All < want.All-.005 {
			t.Errorf("F1 on %s fell to %.4f, the record says %.4f", name, got[name].All, want.All)
		}
	}
	if len(r.F1) != 2 {
		t.Errorf("the record has figures of %d test sets, want 2", len(r.F1))
	}
}
