package graph_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain adds -update, which rewrites the golden files.
func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the golden files")
	os.Exit(m.Run())
}
