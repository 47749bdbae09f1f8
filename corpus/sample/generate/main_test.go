package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestDocumentsAreGenerated checks that the committed files are what the
// generator writes, byte for byte.
func TestDocumentsAreGenerated(t *testing.T) {
	dir := t.TempDir()
	if err := generate(dir); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("generated %d files (%v), want 2", len(entries), err)
	}
	for _, entry := range entries {
		got, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join("..", "documents", entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s differs from what is committed: run go generate ./corpus/sample", entry.Name())
		}
	}
}
