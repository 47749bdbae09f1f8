package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/samband/samband/ingest"
)

// kills is how often the process is killed.
const kills = 25

// command runs this test binary as samband.
func command(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	return &exec.Cmd{Path: executable(t), Args: append([]string{"samband"}, args...), Dir: dir, Env: append(os.Environ(), "SAMBAND_LANG=sv")}
}

func executable(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return self
}

// writeCorpus writes n short minutes that share people and organisations.
func writeCorpus(t *testing.T, dir string, n int) {
	t.Helper()
	given := []string{"Anna", "Bo", "Cecilia", "David", "Eva", "Fredrik"}
	family := []string{"Lindqvist", "Hedlund", "Nyberg", "Sandell"}
	bodies := []string{"Boverket", "Trafikverket", "Lantmäteriet", "Naturvårdsverket"}
	for i := range n {
		chair := given[i%6] + " " + family[i%4]
		text := fmt.Sprintf("Protokoll från arbetsgruppen för dagvatten den %d mars 2023\n\nNärvarande\n\n1. %s, ordförande\n2. %s %s, %s\n\n"+
			"§ 1 Skyfall\n\n%s berättar om skyfallskarteringen. Gruppen beslutar att ge %s i uppdrag att utreda dagvattnet, ärende %d.\n",
			1+i%28, chair, given[(i+1)%6], family[(i+2)%4], bodies[i%4], chair, bodies[i%4], i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("protokoll-%04d.txt", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilledIngestLosesNothing kills an ingest at random moments and finds
// every document that was reported in a library that verifies.
func TestKilledIngestLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute; run without -short")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o750); err != nil {
		t.Fatal(err)
	}
	writeCorpus(t, filepath.Join(dir, "in"), 600)
	whole := timeIngest(t, dir)
	random := rand.New(rand.NewPCG(1, 2))
	interrupted := 0
	data, reported := "data-0", map[string]bool{}
	for round := range kills {
		finished := killIngest(t, dir, data, time.Duration(random.Int64N(int64(whole))), reported)
		checkReported(t, dir, data, reported)
		if !finished {
			interrupted++
			continue
		}
		data, reported = fmt.Sprintf("data-%d", round+1), map[string]bool{} // all is in: begin anew
	}
	if interrupted < kills/2 {
		t.Errorf("only %d of %d runs were killed on the way", interrupted, kills)
	}
}

func timeIngest(t *testing.T, dir string) time.Duration {
	t.Helper()
	began := time.Now()
	if out, err := command(t, dir, "ingest", "in", "--data", "timing").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return time.Since(began)
}

// killIngest starts an ingest, kills it after the delay and notes what it had
// reported; true where it had finished before.
func killIngest(t *testing.T, dir, data string, after time.Duration, reported map[string]bool) bool {
	t.Helper()
	cmd := command(t, dir, "ingest", "in", "--json", "--data", data)
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
	err := cmd.Wait()
	timer.Stop()
	lines := bufio.NewScanner(&out)
	for lines.Scan() {
		var event eventLine
		if json.Unmarshal(lines.Bytes(), &event) == nil && event.Document != "" {
			if event.Status == ingest.Failed {
				t.Errorf("%s failed: %s", event.Source, event.Error)
			}
			reported[event.Document] = true
		}
	}
	return err == nil
}

func checkReported(t *testing.T, dir, data string, reported map[string]bool) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, data, markerName)); err != nil {
		if len(reported) > 0 {
			t.Fatalf("no data directory, but %d documents were reported", len(reported))
		}
		return // killed before anything was there
	}
	exported, err := command(t, dir, "export", "--data", data).Output()
	if err != nil {
		t.Fatalf("export after a kill: %v", err)
	}
	for document := range reported {
		if !strings.Contains(string(exported), `{"type":"document","id":"`+document+`"`) {
			t.Errorf("%s was reported and is not there", document)
		}
	}
	if out, err := command(t, dir, "verify", "--data", data).CombinedOutput(); err != nil {
		t.Fatalf("verify after a kill: %v: %s", err, out)
	}
}
