package vector_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/embed"
	"github.com/samband/samband/search/eval"
	"github.com/samband/samband/search/vector"
)

// interpellationPool is how many interpellations the measured pool has, those
// that answer a query first.
const interpellationPool = 3000

// TestRetrieval measures words, meaning and both on the dev parts of SweFAQ (110
// questions, their answers as pool) and of interpellations. It runs where
// SAMBAND_MEASURE is set and the shared data is there.
func TestRetrieval(t *testing.T) {
	if os.Getenv("SAMBAND_MEASURE") == "" {
		t.Skip("SAMBAND_MEASURE is not set: making the vectors takes minutes")
	}
	folder := filepath.Join(sharedData(t), "retrieval")
	pools := map[string]func(*testing.T, string) ([]search.Update, []eval.Query){"swefaq": readFAQ, "interpellations": readInterpellations}
	for name, read := range pools {
		t.Run(name, func(t *testing.T) {
			updates, queries := read(t, folder)
			measure(t, build(t, updates), queries)
		})
	}
}

// build returns an engine over documents with vectors of all their passages.
func build(t *testing.T, updates []search.Update) *search.Engine {
	t.Helper()
	builtIn, err := embed.New(embed.BuiltIn, "")
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := vector.Open(t.Context(), vector.Config{
		Path: filepath.Join(t.TempDir(), "vectors"), Model: vector.ModelName(builtIn), Size: builtIn.Size(),
	})
	if err != nil {
		t.Fatal(err)
	}
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = vectors.Close(), index.Close() })
	if err := index.Apply(t.Context(), 1, updates...); err != nil {
		t.Fatal(err)
	}
	if _, err := vector.Fill(t.Context(), vectors, vector.Filling{Embedder: builtIn, Documents: stored(updates...)}); err != nil {
		t.Fatal(err)
	}
	finder, err := vector.NewFinder(vectors, builtIn)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := search.New(search.Config{Index: index, Texts: sources(updates), Nearer: finder})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d documents, %d passages", len(updates), vectors.Len())
	return engine
}

// inMode asks an engine in one mode.
type inMode struct {
	*search.Engine
	mode  search.Mode
	limit int // 0 leaves it
}

func (m inMode) Search(ctx context.Context, r search.Request) (search.Result, error) {
	r.Mode = m.mode
	if m.limit > 0 {
		r.Limit = m.limit
	}
	return m.Engine.Search(ctx, r)
}

func measure(t *testing.T, engine *search.Engine, queries []eval.Query) {
	t.Helper()
	means := map[search.Mode]eval.Report{}
	for _, mode := range []search.Mode{search.ModeText, search.ModeSemantic, search.ModeHybrid} {
		report, err := eval.Run(t.Context(), inMode{engine, mode, 0}, queries, 10)
		if err != nil {
			t.Fatal(err)
		}
		means[mode] = report
		against, err := eval.Compare(means[search.ModeText], report)
		if err != nil {
			t.Fatal(err)
		}
		quick, err := eval.Run(t.Context(), inMode{engine, mode, search.DefaultLimit}, queries, 10)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-8s nDCG@10 %.3f [%.3f, %.3f], recall@10 %.3f, MRR %.3f; nDCG against text %+.3f [%+.3f, %+.3f]; ten hits p50 %v, p95 %v",
			mode, report.Mean.NDCG, report.Low.NDCG, report.High.NDCG, report.Mean.Recall, report.Mean.MRR,
			against.Difference.NDCG, against.Low.NDCG, against.High.NDCG, quick.Percentile(.5), quick.Percentile(.95))
	}
	if text, hybrid := means[search.ModeText].Mean.NDCG, means[search.ModeHybrid].Mean.NDCG; hybrid < text+.02 {
		t.Errorf("hybrid %.3f is not better than text %.3f", hybrid, text)
	}
}

// sources is a search.Sources over updates, whose ids begin with the document's.
func sources(updates []search.Update) search.Sources {
	s := store{}
	for _, u := range updates {
		s[u.Document.ID] = u
	}
	return s
}

type store map[string]search.Update

func (s store) Passages(_ context.Context, ids []string) ([]search.Source, error) {
	found := make([]search.Source, 0, len(ids))
	for _, id := range ids {
		document, ordinal, _ := strings.Cut(id, ":")
		u := s[document]
		if n, err := strconv.Atoi(ordinal); err == nil && n < len(u.Passages) {
			found = append(found, search.Source{Document: u.Document, Passage: u.Passages[n], Text: u.Passages[n].Of(u.Text)})
		}
	}
	return found, nil
}

// update makes a document with passages of three sentences.
func update(id, text string) search.Update {
	u := search.Update{Document: corpus.Document{ID: id, Revision: id, Kind: corpus.KindOther}, Text: text}
	sentences := swedish.Sentences(text)
	for at := 0; at < len(sentences); at += 3 {
		last := min(at+3, len(sentences)) - 1
		u.Passages = append(u.Passages, corpus.Passage{
			ID: corpus.PassageID(id, len(u.Passages)), Document: id, Ordinal: len(u.Passages),
			Span: corpus.Span{Start: sentences[at].Start, End: sentences[last].End}, Kind: corpus.PassageParagraph,
		})
	}
	return u
}

func readFAQ(t *testing.T, folder string) (updates []search.Update, queries []eval.Query) {
	t.Helper()
	file, err := os.Open(filepath.Join(folder, "swefaq_dev.jsonl"))
	if err != nil {
		t.Skipf("no SweFAQ: %v", err)
	}
	defer file.Close()
	ids := map[string]string{}
	eachLine(t, file, func(line []byte) {
		var faq struct {
			Question string   `json:"question"`
			Answers  []string `json:"candidate_answers"`
			Label    int      `json:"label"`
		}
		if err := json.Unmarshal(line, &faq); err != nil {
			t.Fatal(err)
		}
		answer := faq.Answers[faq.Label]
		if ids[answer] == "" {
			ids[answer] = "answer-" + strconv.Itoa(len(ids))
			updates = append(updates, update(ids[answer], answer))
		}
		queries = append(queries, eval.Query{Text: faq.Question, Grades: map[string]float64{ids[answer]: 1}})
	})
	return updates, queries
}

func readInterpellations(t *testing.T, folder string) (updates []search.Update, queries []eval.Query) {
	t.Helper()
	judged, err := os.Open(filepath.Join(folder, "interpellation_queries_dev.tsv"))
	if err != nil {
		t.Skipf("no queries: %v", err)
	}
	defer judged.Close()
	if queries, err = eval.Read(judged); err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for _, q := range queries {
		for id := range q.Grades {
			wanted[id] = true
		}
	}
	file, err := os.Open(filepath.Join(folder, "interpellations.jsonl.gz"))
	if err != nil {
		t.Skipf("no interpellations: %v", err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	room := interpellationPool - len(wanted)
	number := 0
	eachLine(t, unpacked, func(line []byte) {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		if number++; !wanted[d.ID] && (room == 0 || number%5 != 0) {
			return // one in five of the others, of all years
		} else if !wanted[d.ID] {
			room--
		}
		updates = append(updates, update(d.ID, d.Text))
	})
	return updates, queries
}

func eachLine(t *testing.T, r io.Reader, use func([]byte)) {
	t.Helper()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		use(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// sharedData returns the folder of shared data: "data" in SAMBAND_SHARED, or in
// a folder "shared" above.
func sharedData(t *testing.T) string {
	t.Helper()
	if folder := os.Getenv("SAMBAND_SHARED"); folder != "" {
		return filepath.Join(folder, "data")
	}
	folder, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for ; folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		data := filepath.Join(folder, "shared", "data")
		if _, err := os.Stat(data); err == nil {
			return data
		}
	}
	t.Skip("no shared data: SAMBAND_SHARED is not set and no folder above has shared/data")
	return ""
}
