package bleveindex_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/samband/samband/search/searchtest"
)

// TestFullDisk fills the disk under an index: Apply must fail, searches must go
// on answering from the state before, and once there is room again, applying
// must work.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("mounting a small disk needs rights that this process lacks: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	dir := filepath.Join(disk, "index")
	index := reopen(t, dir)
	first := searchtest.Update("a", "vård\nkust")
	if err := index.Apply(t.Context(), 1, first); err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(disk, "ballast")
	for size := 8 << 20; size >= 4096; size /= 2 {
		file, err := os.OpenFile(ballast, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = file.Write(bytes.Repeat([]byte{1}, size)) // until it is full
		_ = file.Close()
	}
	big := searchtest.Update("b", strings.TrimSpace(strings.Repeat("vård i skogen\n", 3000)))
	if err := index.Apply(t.Context(), 2, big); err == nil {
		t.Error("applied on a full disk without error")
	}
	for range 3 {
		total(t, index, "vård", 1)
		total(t, index, "skog", 0)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := index.Apply(t.Context(), 3, big); err != nil {
		closeIndex(t, index)
		index = reopen(t, dir)
		if err := index.Apply(t.Context(), 3, big); err != nil {
			t.Fatalf("after there is room again: %v", err)
		}
	}
	total(t, index, "vård", 3001)
	closeIndex(t, index)
}
