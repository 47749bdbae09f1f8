package graphtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/samband/samband/graph"
)

// writers lets several write at once, each documents of its own about entities
// that all share, and compares with one who writes it all.
func writers(t *testing.T, store graph.Store) {
	const count, writes = 4, 6
	batches := func(writer, n int) []graph.Batch {
		return []graph.Batch{
			minutes(fmt.Sprintf("w%d-%d", writer, n), "1"),
			minutes(fmt.Sprintf("w%d", writer), strconv.Itoa(n)), // replaced each time
		}
	}
	var group sync.WaitGroup
	for writer := range count {
		group.Go(func() {
			for n := range writes {
				if err := store.Apply(t.Context(), batches(writer, n)...); err != nil {
					t.Errorf("writer %d, write %d: %v", writer, n, err)
				}
			}
		})
	}
	group.Wait()
	want := NewReference()
	for writer := range count {
		for n := range writes {
			apply(t, want, batches(writer, n)...)
		}
	}
	Same(t, store, want)
	equal(t, "generation", stats(t, store).Generation, count*writes)
}

// cancelledHalfway ends contexts at many moments of a write: all of it is
// there or nothing, what Apply said is true, and the store goes on working.
func cancelledHalfway(t *testing.T, store graph.Store) {
	const documents = 20
	kept := 0
	for n := range 12 {
		var batches []graph.Batch
		for i := range documents {
			batches = append(batches, minutes(fmt.Sprintf("d%02d-%02d", n, i), "1"))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n*n)*time.Millisecond)
		err := store.Apply(ctx, batches...)
		cancel()
		there := stats(t, store).Documents - kept
		switch {
		case err == nil && there != documents:
			t.Errorf("write %d succeeded with %d of %d documents", n, there, documents)
		case err != nil && !errors.Is(err, context.DeadlineExceeded):
			t.Errorf("write %d: %v, want the context's error", n, err)
		case err != nil && there != 0 && there != documents:
			t.Errorf("write %d was cut off with %d of %d documents", n, there, documents)
		}
		kept += there
	}
	apply(t, store, minutes("e", "1"))
	equal(t, "documents after one more", stats(t, store).Documents, kept+1)
}

// cancelledReading ends the context of a sequence after its first value.
func cancelledReading(t *testing.T, store graph.Store) {
	var batches []graph.Batch
	for i := range 300 {
		batches = append(batches, minutes(fmt.Sprintf("d%03d", i), "1"))
	}
	apply(t, store, batches...)
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	var last error
	for _, err := range store.Mentions(ctx, graph.MentionFilter{}) {
		if last = err; err == nil {
			seen++
			cancel()
		}
	}
	cancel()
	if !errors.Is(last, context.Canceled) || seen > 200 {
		t.Errorf("a cancelled sequence went on for %d mentions and ended with %v", seen, last)
	}
}

// byteOrder writes ids whose order in UTF-16 differs from that of their bytes.
func byteOrder(t *testing.T, store graph.Store) {
	names := []string{"z", "å", "\uff5e", "🩺", "Z", "~", "a\u030a", "é", "\ue000"}
	want := NewReference()
	for _, name := range names {
		b := document(name, "1")
		place := b.claim("place:"+name, name)
		b.fact(graph.PartOf, place, b.claim("place:z", "z"), map[string]string{"ö": name})
		apply(t, store, b.done())
		apply(t, want, b.done())
	}
	Same(t, store, want)
	for _, after := range names {
		for limit := range 4 {
			documents := graph.DocumentFilter{After: after, Limit: limit}
			equal(t, fmt.Sprintf("documents of %+v", documents),
				list(t, store.Documents(t.Context(), documents)), list(t, want.Documents(t.Context(), documents)))
			entities := graph.EntityFilter{After: "place:" + after, Limit: limit}
			equal(t, fmt.Sprintf("entities of %+v", entities),
				list(t, store.Entities(t.Context(), entities)), list(t, want.Entities(t.Context(), entities)))
			relations := graph.RelationFilter{Limit: limit, Types: []graph.RelationType{graph.PartOf}}
			equal(t, fmt.Sprintf("relations of %+v", relations),
				list(t, store.Relations(t.Context(), relations)), list(t, want.Relations(t.Context(), relations)))
		}
	}
}
