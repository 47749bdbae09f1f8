package bleveindex_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

// countdown is a context that is done once it has been asked a number of times.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestInterruptedApply stops an Apply of several batches at every point where
// it looks: searches must see the state before, State must lack what was not
// finished, a new Open must find whole documents only, and applying again must
// make everything right.
func TestInterruptedApply(t *testing.T) {
	old := []search.Update{searchtest.Update("a", "vård\nkust"), searchtest.Update("b", "vård")}
	fresh := searchtest.Update("a", strings.TrimSpace(strings.Repeat("skog\n", 9000)))
	interrupted := 0
	for after := int64(0); ; after++ {
		dir := t.TempDir()
		index := reopen(t, dir)
		if err := index.Apply(t.Context(), 1, old...); err != nil {
			t.Fatal(err)
		}
		ctx := &countdown{Context: t.Context()}
		ctx.left.Store(after)
		err := index.Apply(ctx, 2, fresh)
		if err == nil {
			total(t, index, "skog", 9000)
			closeIndex(t, index)
			break
		}
		interrupted++
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d looks: %v", after, err)
		}
		total(t, index, "vård", 2)
		total(t, index, "skog", 0)
		checkWhole(t, index, old[0].Document.Revision)
		closeIndex(t, index)

		index = reopen(t, dir)
		total(t, index, "skog", 0)
		checkWhole(t, index, old[0].Document.Revision)
		if err := index.Apply(t.Context(), 2, fresh); err != nil {
			t.Fatal(err)
		}
		total(t, index, "", 9001)
		closeIndex(t, index)
	}
	if interrupted < 3 {
		t.Errorf("interrupted only %d times", interrupted)
	}
}

// checkWhole checks that the index holds b, and a in the revision given or not
// at all.
func checkWhole(t *testing.T, index *bleveindex.Index, revision string) {
	t.Helper()
	generation, revisions, err := index.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, held := revisions["a"]; held && got != revision || revisions["b"] == "" || generation != 1 {
		t.Errorf("generation %d, revisions %v", generation, revisions)
	}
}

func total(t *testing.T, index *bleveindex.Index, text string, want int) {
	t.Helper()
	q, _ := query.Parse(text)
	found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if found.Total != want {
		t.Errorf("%q finds %d, want %d", text, found.Total, want)
	}
}

func reopen(t *testing.T, dir string) *bleveindex.Index {
	t.Helper()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func closeIndex(t *testing.T, index *bleveindex.Index) {
	t.Helper()
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
}
