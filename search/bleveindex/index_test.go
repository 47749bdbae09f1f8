package bleveindex_test

import (
	"errors"
	"testing"
	"time"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/searchtest"
)

func TestConformance(t *testing.T) {
	searchtest.Run(t, func(t *testing.T, dir string) searchtest.Backend {
		t.Helper()
		index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		return index
	})
}

func TestOpenTwice(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	started := time.Now()
	_, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if !errors.Is(err, search.ErrLocked) {
		t.Errorf("second opener gets %v", err)
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("second opener waits %v", took)
	}
}

func TestOpenWithoutDirectory(t *testing.T) {
	if _, err := bleveindex.Open(t.Context(), bleveindex.Config{}); err == nil {
		t.Error("opened without a directory")
	}
}
