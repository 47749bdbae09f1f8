package extract

import (
	"os"
	"path/filepath"
	"testing"
)

// shared returns a path in the development data, and skips the test where
// there is none.
func shared(tb testing.TB, path string) string {
	tb.Helper()
	roots := []string{os.Getenv("SAMBAND_SHARED"), "../../../shared", "../../../../shared"}
	for _, root := range roots {
		if full := filepath.Join(root, path); root != "" {
			if _, err := os.Stat(full); err == nil {
				return full
			}
		}
	}
	tb.Skipf("development data not here: set SAMBAND_SHARED to the folder that holds %s", path)
	return ""
}
