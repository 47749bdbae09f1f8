package bleveindex_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

// crashDir tells the test binary to be the process that is killed.
const crashDir = "SAMBAND_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		applyForever(dir)
	}
	os.Exit(m.Run())
}

// generationOf makes the updates of a generation: most are small, every third
// needs several batches.
func generationOf(generation uint64) []search.Update {
	lines := 40
	if generation%3 == 0 {
		lines = 5000
	}
	var updates []search.Update
	for i := range 3 {
		text := strings.TrimSpace(strings.Repeat(fmt.Sprintf("vård nummer%d\n", generation), lines+i))
		updates = append(updates, searchtest.Update(fmt.Sprintf("d%d", i), text))
	}
	return updates
}

// applyForever applies one generation after another and prints the number of
// each that Apply has reported durable.
func applyForever(dir string) {
	ctx := context.Background()
	index, err := bleveindex.Open(ctx, bleveindex.Config{Dir: dir})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	generation, _, err := index.State(ctx)
	for err == nil {
		generation++
		if err = index.Apply(ctx, generation, generationOf(generation)...); err == nil {
			fmt.Println(generation)
		}
	}
	fmt.Println(err)
	os.Exit(1)
}

// TestKill kills a process that applies, and checks that what it had reported
// is there, whole, and nothing else.
func TestKill(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	dir := t.TempDir()
	for round := range rounds {
		reported := applyAndKill(t, dir)
		index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		checkAfterKill(t, index, reported)
		if err := index.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// applyAndKill returns the last generation that was reported, 0 for none.
func applyAndKill(t *testing.T, dir string) uint64 {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), crashDir+"="+dir)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(time.Duration(200+rand.IntN(600))*time.Millisecond, func() { _ = command.Process.Kill() })
	var last uint64
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if _, err := fmt.Sscan(lines.Text(), &last); err != nil {
			t.Fatalf("child: %s", lines.Text())
		}
	}
	if err := command.Wait(); err == nil {
		t.Fatal("child ended by itself")
	}
	return last
}

func checkAfterKill(t *testing.T, index *bleveindex.Index, reported uint64) {
	t.Helper()
	generation, revisions, err := index.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if generation < reported {
		t.Fatalf("generation %d, but %d was reported durable", generation, reported)
	}
	found, err := index.Match(t.Context(), query.Query{}, search.Filter{}, search.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	wanted := 0
	for _, u := range generationOf(generation) {
		if generation == 0 {
			break
		}
		switch revisions[u.Document.ID] {
		case u.Document.Revision:
			wanted += len(u.Passages)
		case "": // an interrupted Apply had begun to replace it
		default:
			t.Errorf("document %s has a revision that was never durable", u.Document.ID)
		}
	}
	t.Logf("generation %d (%d reported), %d documents, %d passages", generation, reported, len(revisions), found.Total)
	if found.Total != wanted {
		t.Errorf("%d passages are found, the documents held have %d", found.Total, wanted)
	}
}

// TestBitFlip damages a segment and expects Verify to say so.
func TestBitFlip(t *testing.T) {
	dir := t.TempDir()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := index.Apply(t.Context(), 1, searchtest.Update("a", "vård\nkust")); err != nil {
		t.Fatal(err)
	}
	if err := index.Verify(t.Context()); err != nil {
		t.Fatalf("a whole index: %v", err)
	}
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	flipBit(t, dir)
	index, err = bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if err == nil {
		err = index.Verify(t.Context())
		_ = index.Close()
	}
	if err == nil {
		t.Error("a flipped bit went unnoticed")
	}
}

// flipBit changes one bit in the middle of each segment file.
func flipBit(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no segment files: %v", err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		content[len(content)/2] ^= 4
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
