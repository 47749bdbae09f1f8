package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// readmeCommands returns the commands of the README's console blocks in order.
func readmeCommands(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		for line := range strings.Lines(block[1]) {
			if command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ "); ok {
				commands = append(commands, command)
			}
		}
	}
	return commands
}

// TestReadmeShowsRealOutput holds what the README says the demo prints against
// what it prints.
func TestReadmeShowsRealOutput(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := command(t, t.TempDir(), "demo", "--no-serve").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "samband demo\n"+string(out)) {
		t.Errorf("the README does not show what the demo prints:\n%s", out)
	}
}

// TestReadmeCommands runs what the README tells a newcomer to run, in the
// order in which it stands there. This test is itself part of "make test".
func TestReadmeCommands(t *testing.T) {
	dir := t.TempDir()
	minutes := "Protokoll\n\nNärvarande: Anna Lindqvist, ordförande\n\n§ 1 Skyfall\nAnna Lindqvist berättar om skyfall.\n"
	if err := os.Mkdir(filepath.Join(dir, "protokoll"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "protokoll", "a.txt"), []byte(minutes), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := command(t, dir, "demo", "--no-serve").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	tried := 0
	for _, line := range readmeCommands(t) {
		tried++
		t.Run(line, func(t *testing.T) { runReadmeCommand(t, dir, line) })
	}
	if tried < 10 {
		t.Errorf("only %d commands found in the README", tried)
	}
}

func runReadmeCommand(t *testing.T, dir, line string) {
	t.Helper()
	switch {
	case line == "make test":
		return // runs this
	case strings.Contains(line, "docker "), strings.HasPrefix(line, "export "):
		return // prepares the server that tests have anyhow
	case strings.Contains(line, "neo4j://"):
		config := neo4jtest.Config(t)
		t.Setenv("SAMBAND_NEO4J_PASSWORD", config.Password)
		line = strings.Replace(line, "neo4j://neo4j@127.0.0.1", neo4jAddress(config), 1)
	case strings.HasPrefix(line, "curl "):
		address := startDemo(t)
		path := regexp.MustCompile(`http://127\.0\.0\.1:8080([^']*)`).FindStringSubmatch(line)[1]
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("status %s", answer.Status)
		}
		return
	case strings.HasPrefix(line, "go build "):
		build := exec.CommandContext(t.Context(), "sh", "-c", strings.Replace(line, "bin/samband", filepath.Join(dir, "bin", "samband"), 1))
		build.Dir = filepath.Join("..", "..")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return
	case strings.HasSuffix(line, " demo") || strings.Contains(line, " serve"):
		startDemo(t) // the same, on a free port
		return
	}
	// The binary under test stands for "go run ./cmd/samband".
	shell := strings.NewReplacer("go run ./cmd/samband", `"$SAMBAND"`, "bin/samband", `"$SAMBAND"`).Replace(line)
	link := filepath.Join(t.TempDir(), "samband")
	if err := os.Symlink(executable(t), link); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", shell)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "SAMBAND="+link, "SAMBAND_LANG=sv")
	if out, err := cmd.CombinedOutput(); err != nil || len(out) == 0 && !strings.Contains(line, "-o ") {
		t.Fatalf("%v: %s", err, out)
	}
}
