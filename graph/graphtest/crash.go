package graphtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/samband/samband/graph"
)

// crashPlace in the environment makes a test binary write to the store there
// until it is killed; see Main.
const crashPlace = "GRAPHTEST_CRASH_PLACE"

// Main is for the TestMain of a package that uses RunKilled: it runs the tests
// or, in a process that RunKilled started, writes to the store that open opens
// at a place. It returns the code to exit with.
func Main(run func() int, open func(ctx context.Context, place string) (graph.Store, error)) int {
	place := os.Getenv(crashPlace)
	if place == "" {
		return run()
	}
	fmt.Fprintln(os.Stderr, writeForEver(context.Background(), place, open, os.Stdout))
	return 1
}

// crashWrite is the n-th write: twenty documents, of which half replace those
// of the write before, and a decision.
func crashWrite(n int) []graph.Batch {
	batches := []graph.Batch{decide(event(n%60, graph.Note, strconv.Itoa(n), "person:anna-ek"))}
	batches[0].Curate[0].ID = fmt.Sprintf("c:crash-%d", n)
	for i := range 20 {
		batches = append(batches, minutes(fmt.Sprintf("d%04d", 10*n+i), strconv.Itoa(n)))
	}
	return batches
}

// writeForEver reports the number of each write on a line once it is durable.
// It goes on after the writes that are there.
func writeForEver(ctx context.Context, place string, open func(context.Context, string) (graph.Store, error), out io.Writer) error {
	store, err := open(ctx, place)
	if err != nil {
		return err
	}
	counted, err := store.Stats(ctx)
	if err != nil {
		return err
	}
	for n := int(counted.Generation); ; n++ { //nolint:gosec // a few writes
		if err := store.Apply(ctx, crashWrite(n)...); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, n); err != nil {
			return err
		}
	}
}

// RunKilled kills a writing process at many moments. What it reported is there,
// all that is there is whole writes, and the next writer goes on from them. The
// package's TestMain must call Main.
func RunKilled(t *testing.T, place string, open func(t *testing.T) graph.Store) {
	t.Helper()
	want := NewReference()
	for round, had := 0, 0; round < 8; round++ {
		reported := writeAndKill(t, place, time.Duration(20*round)*time.Millisecond)
		store := open(t)
		writes := int(stats(t, store).Generation) //nolint:gosec // a few writes
		if writes < reported+1 || writes > reported+2 {
			t.Errorf("round %d: %d writes are there; number %d was reported last", round, writes, reported)
		}
		for ; had < writes; had++ {
			apply(t, want, crashWrite(had)...)
		}
		Same(t, store, want)
		equal(t, "decisions", len(list(t, store.Curations(t.Context()))), writes)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// writeAndKill returns the number of the last write that was reported by a
// process that is killed some time after its first.
func writeAndKill(t *testing.T, place string, after time.Duration) (reported int) {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), executable) //nolint:gosec // this very binary
	child.Env = append(os.Environ(), crashPlace+"="+place)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	reported = -1
	for n := 0; ; reported = n {
		if reported >= 0 && after >= 0 { // the first write is done: the others may be cut
			time.AfterFunc(after, func() { _ = child.Process.Kill() })
			after = -1
		}
		if _, err := fmt.Fscanln(out, &n); err != nil {
			break
		}
	}
	if err := child.Wait(); err == nil || reported < 0 {
		t.Fatalf("the child wrote up to number %d and ended: %v", reported, err)
	}
	return reported
}
