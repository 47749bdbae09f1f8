package embedded_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
)

// childPath in the environment makes the test binary write to the store there
// until it is killed.
const childPath = "EMBEDDED_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		fmt.Fprintln(os.Stderr, writeForEver(context.Background(), path, os.Stdout))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// group is the n-th write: always together, always replacing the one before.
func group(n int) []graph.Batch {
	var batches []graph.Batch
	for i := range 40 {
		b := batch(fmt.Sprintf("d%02d", i))
		b.Document.Title = strconv.Itoa(n)
		b.Document.Revision = strings.Repeat("x", n%50)
		batches = append(batches, b)
	}
	return batches
}

// writeForEver reports the number of each write on a line once it is durable.
func writeForEver(ctx context.Context, path string, out io.Writer) error {
	store, err := embedded.Open(ctx, embedded.Config{Path: path})
	if err != nil {
		return err
	}
	first := 1
	for document, err := range store.Documents(ctx, graph.DocumentFilter{Limit: 1}) {
		if err != nil {
			return err
		}
		if first, err = strconv.Atoi(document.Title); err != nil {
			return err
		}
	}
	for n := first + 1; ; n++ {
		if err := store.Apply(ctx, group(n)...); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, n); err != nil {
			return err
		}
	}
}

// TestKilledWriter kills a writing process at random moments. What it reported
// must be there, and never part of a write.
func TestKilledWriter(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	for round := range 10 {
		reported := writeAndKill(t, path)
		store := openAt(t, path)
		titles := map[string]int{}
		for document, err := range store.Documents(t.Context(), graph.DocumentFilter{}) {
			if err != nil {
				t.Fatal(err)
			}
			titles[document.Title]++
		}
		for title, count := range titles {
			n, err := strconv.Atoi(title)
			if err != nil || count != 40 || n < reported || n > reported+1 {
				t.Errorf("round %d: write %s has %d documents; %d was reported", round, title, count, reported)
			}
		}
		if len(titles) > 1 {
			t.Errorf("round %d: parts of %d writes", round, len(titles))
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// writeAndKill returns the number of the last write that was reported.
func writeAndKill(t *testing.T, path string) (reported int) {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), executable)
	child.Env = append(os.Environ(), childPath+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	wait := time.Duration(rand.IntN(60)) * time.Millisecond
	var timer *time.Timer
	for lines.Scan() {
		if timer == nil { // the first write is done: the others may be cut
			timer = time.AfterFunc(wait, func() { _ = child.Process.Kill() })
		}
		if reported, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	if reported == 0 {
		t.Fatal("the child wrote nothing")
	}
	return reported
}
