package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// mergeKills is how often a merge is killed.
const mergeKills = 10

// writeTalks writes transcripts in which two people say 5,000 turns each.
func writeTalks(t *testing.T, dir string) {
	t.Helper()
	for i := range 20 {
		var text strings.Builder
		fmt.Fprintf(&text, "Samhällspodden avsnitt %d\n\n", i+1)
		for turn := range 250 {
			fmt.Fprintf(&text, "Cecilia Nyberg: Fråga %d om dagvattnet.\n\nDavid Sandell: Svar %d om skyfallet.\n\n", turn, turn)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("avsnitt-%02d.txt", i)), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilledMergeIsWholeOrNothing kills a merge of two people with 10,000
// relations at random moments: the graph is as before or as after, to the
// byte, and verifies.
func TestKilledMergeIsWholeOrNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes; run without -short")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o750); err != nil {
		t.Fatal(err)
	}
	writeTalks(t, filepath.Join(dir, "in"))
	run := func(args ...string) string {
		t.Helper()
		out, err := command(t, dir, args...).Output()
		if err != nil {
			t.Fatalf("samband %s: %v", args, err)
		}
		return string(out)
	}
	merge := []string{"merge", "person:david-sandell", "person:cecilia-nyberg"}
	run("ingest", "in")
	before := run("export")
	if n := strings.Count(before, `"relation":"SAID"`); n < 10_000 {
		t.Fatalf("%d relations, want 10,000", n)
	}
	began := time.Now()
	event, _, _ := strings.Cut(run(merge...), " ")
	whole := time.Since(began)
	after := run("export")
	if after == before {
		t.Fatal("the merge changed nothing")
	}
	run("undo", event)
	random := rand.New(rand.NewPCG(3, 4))
	killed := 0
	for range mergeKills {
		cmd := command(t, dir, merge...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(random.Int64N(int64(whole))), func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
		if cmd.Wait() != nil {
			killed++
		}
		timer.Stop()
		switch got := run("export"); got {
		case before:
		case after:
			log := strings.Split(strings.TrimSpace(run("curations")), "\n")
			event, _, _ := strings.Cut(log[len(log)-1], " ")
			run("undo", event)
			if run("export") != before {
				t.Fatal("the undo does not give back what was")
			}
		default:
			t.Fatalf("half a merge: %d lines, want %d or %d", strings.Count(got, "\n"), strings.Count(before, "\n"), strings.Count(after, "\n"))
		}
		run("verify")
	}
	if killed < mergeKills/2 {
		t.Errorf("only %d of %d merges were killed on the way", killed, mergeKills)
	}
}
