package read

import (
	"os"
	"path/filepath"
	"testing"
)

// shared returns the folder of real documents, which are not part of the
// repository, and skips the test where it is absent.
func shared(tb testing.TB) string {
	tb.Helper()
	folder := os.Getenv("SAMBAND_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(folder, "data")); err != nil {
		tb.Skipf("no real documents: set SAMBAND_SHARED to the folder that holds data/ (%v)", err)
	}
	return folder
}

func TestRealDocuments(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "data", "documents", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			item := readOne(t, Input{Name: file, Bytes: b})
			if len(item.Text.Blocks) < 5 {
				t.Errorf("only %d paragraphs", len(item.Text.Blocks))
			}
			t.Logf("%s %d of %d bytes, %d blocks %d links %d emphasis %d anchors", item.Text.Format, len(item.Text.Canonical), len(b), len(item.Text.Blocks), len(item.Text.Links), len(item.Text.Emphasis), len(item.Text.Origin))
		})
	}
}
