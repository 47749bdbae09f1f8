package samband_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search/bleveindex"
)

// block matches a query of docs/cypher.md with the heading above it.
var block = regexp.MustCompile("(?s)\n### ([^\n]+)\n[^#]*?\n```cypher\n(.*?)```")

// TestCypherGuide asks every question of the guide of the sample documents.
func TestCypherGuide(t *testing.T) {
	questions := block.FindAllStringSubmatch(readFile(t, filepath.Join("docs", "cypher.md")), -1)
	if len(questions) < 15 {
		t.Fatalf("found %d questions", len(questions))
	}
	config := neo4jtest.Config(t)
	ingestSample(t, config)
	for _, question := range questions {
		t.Run(question[1], func(t *testing.T) {
			if answers := neo4jtest.Ask(t, config, question[2], nil); len(answers) == 0 {
				t.Errorf("no answer to\n%s", strings.TrimSpace(question[2]))
			}
		})
	}
}

// ingestSample ingests the sample documents into a Neo4j database.
func ingestSample(t *testing.T, config neo4j.Config) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	originals, err := archive.Open(t.Context(), filepath.Join(dir, "corpus.db"))
	must(err)
	defer originals.Close()
	store, err := neo4j.Open(t.Context(), config)
	must(err)
	defer store.Close()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: filepath.Join(dir, "index")})
	must(err)
	defer index.Close()
	extractor, err := extract.New(extract.Config{})
	must(err)
	reader := new(read.Reader)
	defer reader.Close()
	pipeline, err := ingest.New(ingest.Config{Store: store, Index: index, Archive: originals, Extractor: extractor, Reader: reader})
	must(err)
	summary, err := pipeline.Run(t.Context(), ingest.Job{Files: source.New(source.Config{}).FS(t.Context(), sample.Documents(), "sample/")})
	must(err)
	if summary.Failed > 0 {
		t.Fatalf("%+v", summary)
	}
	must(store.Relate(t.Context()))
}
