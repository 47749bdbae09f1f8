package bleveindex_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

// TestEveryFlippedBitIsFound damages a segment at many places: opening the
// index must say that it has to be built anew, for writing and for reading.
func TestEveryFlippedBitIsFound(t *testing.T) {
	dir := t.TempDir()
	index := reopen(t, dir)
	if err := index.Apply(t.Context(), 1, searchtest.Update("a", "vård\nkust\nskog och berg")); err != nil {
		t.Fatal(err)
	}
	closeIndex(t, index)
	files, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no segments: %v", err)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(whole); at += max(1, len(whole)/40) {
		damaged := append([]byte(nil), whole...)
		damaged[at] ^= 1 << (at % 8)
		if err := os.WriteFile(files[0], damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{true, false} {
			index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir, ReadOnly: readOnly})
			if !errors.Is(err, search.ErrRebuild) {
				t.Errorf("bit flipped in byte %d of %d, read-only %v: %v", at, len(whole), readOnly, err)
			}
			if err == nil {
				closeIndex(t, index)
			}
		}
	}
}

// TestOversizePassage checks that a huge passage neither fails nor makes the
// next small one take gigabytes.
func TestOversizePassage(t *testing.T) {
	index := open(t, t.TempDir())
	huge := searchtest.Update("a", "vård "+strings.Repeat("utredningsåtgärd ", 1<<20))
	if err := index.Apply(t.Context(), 1, huge); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := index.Apply(t.Context(), 2, searchtest.Update("b", "vård")); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 256<<20 {
		t.Errorf("a passage of one word after a huge one allocates %d MB", taken>>20)
	}
	total(t, index, "vård", 2)
}

// TestClauseBombs asks what stands for as many words as can be: each question
// is answered with a note or stopped by its deadline.
func TestClauseBombs(t *testing.T) {
	var text strings.Builder
	for _, a := range "abcdefghijklmnopqrstuvwxyzåäö" {
		for _, b := range "abcdefghijklmnopqrstuvwxyzåäö" {
			for c := range 4 {
				text.WriteString("ord" + string(a) + string(b) + strings.Repeat("x", c) + " ")
			}
		}
	}
	index := open(t, t.TempDir())
	if err := index.Apply(t.Context(), 1, searchtest.Update("a", text.String())); err != nil {
		t.Fatal(err)
	}
	for name, bomb := range map[string]string{
		"prefix":     "ord*",
		"prefixes":   strings.Repeat("ord* ELLER ", 300) + "ord*",
		"fuzzy":      strings.Repeat("ordabxxx~ ", 300),
		"brackets":   strings.Repeat("(ordab ELLER ", 200) + "x" + strings.Repeat(")", 200),
		"near":       strings.Repeat("nära(ordab, ordac, 100) ", 200),
		"negations":  strings.Repeat("-ord* ", 300),
		"long":       strings.Repeat("ordab", 5000),
		"long fuzzy": strings.Repeat("o", 500) + "~",
	} {
		t.Run(name, func(t *testing.T) {
			q, notes := query.Parse(bomb)
			found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			if bounded := len(notes)+len(found.Notes) > 0 || name == "long fuzzy"; !bounded {
				t.Error("nothing says that the question was cut")
			}
			ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
			defer cancel()
			if _, err := index.Match(ctx, q, search.Filter{}, search.Page{Limit: 10}); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("past its deadline: %v", err)
			}
		})
	}
}

// TestRebuild rebuilds an index under searches, which must see all of the old
// state or all of the new one.
func TestRebuild(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	index := open(t, dir)
	if err := index.Apply(t.Context(), 1, searchtest.Update("a", "vård"), searchtest.Update("b", "vård")); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var searching sync.WaitGroup
	for range 2 {
		searching.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				q, _ := query.Parse("vård")
				found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 10})
				if err != nil || found.Total != map[uint64]int{1: 2, 7: 3}[found.Generation] {
					t.Errorf("during the rebuild: %d of generation %d, %v", found.Total, found.Generation, err)
					return
				}
			}
		})
	}
	failure := errors.New("no more documents")
	if err := index.Rebuild(t.Context(), func(ctx context.Context, fresh search.Index) error {
		return errors.Join(fresh.Apply(ctx, 3, searchtest.Update("x", "hav")), failure)
	}); !errors.Is(err, failure) {
		t.Errorf("a failed rebuild: %v", err)
	}
	total(t, index, "hav", 0)
	if err := index.Rebuild(t.Context(), func(ctx context.Context, fresh search.Index) error {
		total(t, index, "vård", 2) //nolint:contextcheck // searches go on while it is filled
		return fresh.Apply(ctx, 7, searchtest.Update("a", "vård\nvård"), searchtest.Update("c", "vård"))
	}); err != nil {
		t.Fatal(err)
	}
	close(stop)
	searching.Wait()
	total(t, index, "vård", 3)
	if err := index.Apply(t.Context(), 8, searchtest.Update("d", "vård")); err != nil {
		t.Fatal(err)
	}
	total(t, index, "vård", 4)
	closeIndex(t, index)
	total(t, open(t, dir), "vård", 4)
	if left, err := filepath.Glob(dir + ".*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestOpenAfterInterruptedRebuild opens what a crash between the two renames of
// a rebuild leaves, and what one while it was filled leaves.
func TestOpenAfterInterruptedRebuild(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	index := reopen(t, dir)
	if err := index.Apply(t.Context(), 1, searchtest.Update("a", "vård")); err != nil {
		t.Fatal(err)
	}
	closeIndex(t, index)
	if err := os.Rename(dir, dir+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir+".new", 0o700); err != nil {
		t.Fatal(err)
	}
	total(t, open(t, dir), "vård", 1)
	if left, err := filepath.Glob(dir + ".*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
