package query_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// both writes to a store what it writes to the reference too.
type both struct {
	graph.Store
	reference graph.Store
}

func (b both) Apply(ctx context.Context, batches ...graph.Batch) error {
	if err := b.Store.Apply(ctx, batches...); err != nil {
		return err
	}
	return b.reference.Apply(ctx, batches...)
}

// ingested takes files into an embedded and a reference store.
func ingested(t *testing.T, files iter.Seq2[source.File, error]) (*ingesttest.Library, graph.Store) {
	t.Helper()
	l := ingesttest.Open(t, t.TempDir(), 2)
	extractor, err := extract.New(extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	reference := graphtest.NewReference()
	pipeline, err := ingest.New(ingest.Config{
		Store: both{l.Store, reference}, Index: l.Index, Archive: l.Archive, Extractor: extractor, Erasures: l.Erasures, Reader: new(read.Reader), Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Run(t.Context(), ingest.Job{Files: files}); err != nil {
		t.Fatal(err)
	}
	return l, reference
}

func TestStoresAnswerAlike(t *testing.T) {
	l, reference := ingested(t, ingesttest.Sample(t.Context()))
	questions := graphtest.Questions(t, reference, 5)
	if len(questions) < 150 {
		t.Fatalf("only %d questions", len(questions))
	}
	graphtest.SameAnswers(t, l.Store, reference, questions)
}

// TestStoresAnswerAlikeOnHandmadeGraphs has what real documents seldom have:
// nodes without names, undated documents, self relations.
func TestStoresAnswerAlikeOnHandmadeGraphs(t *testing.T) {
	papers := []*paper{
		newPaper("a", "").says("person:a", graph.HasRole, "organisation:o").says("organisation:o", graph.PartOf, "organisation:o").passage("person:a", "c å ö", "concept:c"),
		newPaper("b", "2023").says("person:a", graph.HasRole, "b", "title", "Örnvakt").says("b", graph.Cites, "report:r").says("person:b", graph.Attended, "b"),
		newPaper("c", "2023-05").collection("k").says("person:a", graph.Attended, "b").says("c", graph.Cites, "report:r").says("c", graph.Cites, "report:s"),
	}
	store, err := embedded.Open(t.Context(), embedded.Config{Path: filepath.Join(t.TempDir(), "graph.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	for _, p := range papers {
		if err := store.Apply(t.Context(), p.batch); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.SameAnswers(t, store, library(t, papers...), graphtest.Questions(t, store, 5))
}

// TestEveryEdgeIsProven walks all answers about the sample: every relation has
// evidence, and every quote stands where it is said to.
func TestEveryEdgeIsProven(t *testing.T) {
	l, _ := ingested(t, ingesttest.Sample(t.Context()))
	texts := map[string]string{}
	for document, err := range l.Store.Documents(t.Context(), graph.DocumentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if texts[document.ID], err = l.Archive.Text(t.Context(), document.TextHash); err != nil {
			t.Fatal(err)
		}
	}
	edges := 0
	for _, q := range graphtest.Questions(t, l.Store, 6) {
		answer, err := q.Ask(t.Context(), l.Store)
		if err != nil {
			t.Fatalf("%s: %v", q.Name, err)
		}
		encoded, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(encoded), "null") {
			t.Errorf("%s: a list is null in %.200s", q.Name, encoded)
		}
		var decoded any
		if err := json.Unmarshal(encoded, &decoded); err != nil {
			t.Fatal(err)
		}
		edges += proven(t, q.Name, decoded, texts)
	}
	if edges < 1000 {
		t.Errorf("only %d edges in all answers", edges)
	}
}

// proven counts the relations in an answer, all of which have proof.
func proven(t *testing.T, question string, value any, texts map[string]string) (edges int) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			edges += proven(t, question, element, texts)
		}
	case map[string]any:
		if evidence, is := value["evidence"].([]any); is && value["relation"] != nil {
			edges++
			if len(evidence) == 0 || value["count"] != float64(len(evidence)) {
				t.Errorf("%s: %v has no proof", question, value)
			}
		}
		if quote, is := value["quote"].(string); is {
			document, _ := value["document"].(string)
			start, _ := value["start"].(float64)
			end, _ := value["end"].(float64)
			if got := (corpus.Span{Start: int(start), End: int(end)}).Of(texts[document]); got != quote {
				t.Errorf("%s: %q stands at %v of %s, not %q", question, got, start, document, quote)
			}
		}
		for _, element := range value {
			edges += proven(t, question, element, texts)
		}
	}
	return edges
}

// TestAnswersFollowFromTheDocuments asks about 2,000 real documents, which are
// not part of the repository, in two libraries that took them in otherwise.
func TestAnswersFollowFromTheDocuments(t *testing.T) {
	folder := os.Getenv("SAMBAND_SHARED")
	if folder == "" {
		t.Skip("no real documents: set SAMBAND_SHARED to the folder that holds data/retrieval")
	}
	lines := firstLines(t, filepath.Join(folder, "data", "retrieval", "interpellations.jsonl.gz"), 2000)
	file := filepath.Join(t.TempDir(), "documents.jsonl")
	var stores []graph.Store
	for workers := range 2 {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		l := ingesttest.Open(t, t.TempDir(), workers+1)
		l.Run(t, ingest.Job{Files: source.New(source.Config{}).Files(t.Context(), file)})
		stores = append(stores, l.Store)
		slices.Reverse(lines)
	}
	graphtest.SameAnswers(t, stores[1], stores[0], graphtest.Questions(t, stores[0], 10))
}

// firstLines returns the first lines of a packed file.
func firstLines(t *testing.T, packed string, count int) []string {
	t.Helper()
	in, err := os.Open(packed)
	if err != nil {
		t.Skipf("no real documents: %v", err)
	}
	defer func() { _ = in.Close() }()
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	scanner := bufio.NewScanner(unpacked)
	scanner.Buffer(nil, 16<<20)
	for len(lines) < count && scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
