package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// neo4jAddress is the address of the tests' server as --graph takes it.
func neo4jAddress(config neo4j.Config) string {
	return strings.Replace(config.URL, "://", "://neo4j@", 1)
}

// TestBothStoresTellTheSame ingests the same documents into the embedded store
// and into Neo4j: they export the same bytes and answer every question alike.
func TestBothStoresTellTheSame(t *testing.T) {
	cases := []struct {
		name  string
		limit int // interpellations; 0 is the sample
		size  int // entities of each kind to ask about
	}{
		{"the sample corpus", 0, 6},
		{"two thousand interpellations", 2000, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			config := neo4jtest.Config(t)
			t.Setenv("SAMBAND_NEO4J_PASSWORD", config.Password)
			dir := t.TempDir()
			documents := "../../corpus/sample/documents"
			if c.limit > 0 {
				documents = filepath.Join(dir, "documents.jsonl")
				copyInterpellations(t, documents, c.limit)
			} else {
				documents = absolute(t, documents)
			}
			run := shell(t, dir)
			run("ingest", documents, "--data", "embedded", "--refine", "off", "--embed", "off")
			run("ingest", documents, "--data", "neo4j", "--refine", "off", "--embed", "off", "--graph", neo4jAddress(config))
			if run("export", "--data", "embedded") != run("export", "--data", "neo4j") {
				t.Error("the exports differ")
			}
			compareAnswers(t, filepath.Join(dir, "embedded", graphName), config, c.size)
		})
	}
}

// compareAnswers asks both stores the same questions.
func compareAnswers(t *testing.T, path string, config neo4j.Config, size int) {
	t.Helper()
	local, err := embedded.Open(t.Context(), embedded.Config{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer local.Close()
	config.ReadOnly = true
	remote, err := neo4j.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer remote.Close()
	graphtest.SameAnswers(t, remote, local, graphtest.Questions(t, local, size))
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	full, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

// copyInterpellations writes the first documents of the development data's
// collection of interpellations, and skips the test where that is not here.
func copyInterpellations(t *testing.T, path string, limit int) {
	t.Helper()
	packed, err := os.Open(shared(t, "data/retrieval/interpellations.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	content, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(content)
	for range limit {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(file, line); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestMigrate moves a graph to Neo4j and back; nothing is lost, and commands go
// on with the store it was moved to.
func TestMigrate(t *testing.T) {
	config := neo4jtest.Config(t)
	t.Setenv("SAMBAND_NEO4J_PASSWORD", config.Password)
	dir := t.TempDir()
	run := shell(t, dir)
	run("ingest", absolute(t, "../../corpus/sample/documents"), "--refine", "off", "--embed", "off")
	run("merge", "Greta Nylander", "Ylva Stenhammar", "--why", "prov")
	before := run("export")
	for _, to := range []string{neo4jAddress(config), embeddedGraph, neo4jAddress(config)} {
		var moved migrated
		if err := json.Unmarshal([]byte(run("migrate", "--to", to, "--json")), &moved); err != nil {
			t.Fatal(err)
		}
		if moved.To != to || moved.Stats.Documents == 0 || len(moved.Checksum) != 64 {
			t.Errorf("migrated to %s: %+v", to, moved)
		}
		if diff := cmp.Diff(before, run("export")); diff != "" {
			t.Fatalf("export after moving to %s:\n%s", to, diff)
		}
		run("verify")
	}
	run("rename", "Sofia Dahlbeck", "Sofia Dahl")
	if run("export") == before {
		t.Error("a decision made after the move changes nothing")
	}
	if out, err := command(t, dir, "search", "skyfall", "--graph", embeddedGraph).CombinedOutput(); err == nil || !strings.Contains(string(out), "migrate") {
		t.Errorf("another graph than the library's: %v %s", err, out)
	}
}
