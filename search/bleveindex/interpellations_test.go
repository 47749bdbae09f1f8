package bleveindex_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/eval"
)

// TestInterpellations measures indexing and retrieval on 15,174 parliamentary
// interpellations and 500 judged queries. It runs where SAMBAND_MEASURE is
// set and the shared data is there.
func TestInterpellations(t *testing.T) {
	if os.Getenv("SAMBAND_MEASURE") == "" {
		t.Skip("SAMBAND_MEASURE is not set: indexing 34 MB takes half a minute")
	}
	folder := sharedData(t)
	updates := readInterpellations(t, filepath.Join(folder, "retrieval", "interpellations.jsonl.gz"))
	dir := t.TempDir()
	index := open(t, dir)
	store := newStore(updates)

	started, usedBefore := time.Now(), processorTime(t)
	var largest uint64
	for at := 0; at < len(updates); at += 500 {
		if err := index.Apply(t.Context(), uint64(at+1), updates[at:min(at+500, len(updates))]...); err != nil {
			t.Fatal(err)
		}
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		largest = max(largest, memory.HeapInuse)
	}
	took := time.Since(started)
	used := processorTime(t) - usedBefore
	t.Logf("indexed %d documents, %d passages, %.1f MB in %v (%.2f MB/s), %v of processor (%.2f MB/s a core); heap %d MB",
		len(updates), len(store.passages), float64(store.bytes)/1e6, took.Round(time.Millisecond),
		float64(store.bytes)/1e6/took.Seconds(), used.Round(time.Millisecond), float64(store.bytes)/1e6/used.Seconds(), largest>>20)
	if err := index.Close(); err != nil { // merges stop, and what they replaced is removed by the next Open
		t.Fatal(err)
	}
	started = time.Now()
	index = open(t, dir)
	t.Logf("opened in %v", time.Since(started))
	size := folderSize(t, dir)
	t.Logf("index %.1f MB, %.2f times the text", float64(size)/1e6, float64(size)/float64(store.bytes))

	engine, err := search.New(search.Config{Index: index, Texts: store})
	if err != nil {
		t.Fatal(err)
	}
	report := measure(t, engine, filepath.Join(folder, "retrieval", "interpellation_queries_dev.tsv"))
	if report.Mean.NDCG < 0.45 {
		t.Errorf("nDCG@10 is %.3f, words alone should reach .45", report.Mean.NDCG)
	}
	for _, text := range []string{"", "vårdköer", "skolan", "regeringen", "arbete", "vård ELLER skola ELLER polis", `"statens järnvägar"`, "läkemed*", "sjukvrd~", "typ:annat från:2001-05 till:2010"} {
		latency(t, engine, text)
	}
}

// processorTime is what the process has used in user mode, on all cores.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano())
}

func measure(t *testing.T, engine search.Searcher, path string) eval.Report {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	queries, err := eval.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	report, err := eval.Run(t.Context(), engine, queries, 10)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d queries: nDCG@10 %.3f [%.3f, %.3f], recall@10 %.3f, MRR %.3f; p50 %v, p95 %v", len(queries),
		report.Mean.NDCG, report.Low.NDCG, report.High.NDCG, report.Mean.Recall, report.Mean.MRR,
		report.Percentile(.5), report.Percentile(.95))
	return report
}

func latency(t *testing.T, engine search.Searcher, text string) {
	t.Helper()
	var report eval.Report
	var total int
	for range 50 {
		result, err := engine.Search(context.WithoutCancel(t.Context()), search.Request{Query: text})
		if err != nil {
			t.Fatal(err)
		}
		report.Latency = append(report.Latency, result.Took)
		total = result.Total.Value
	}
	t.Logf("%-40q %6d hits, p50 %v, p95 %v", text, total, report.Percentile(.5), report.Percentile(.95))
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

func readInterpellations(t *testing.T, path string) []search.Update {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Skipf("no interpellations: %v", err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var updates []search.Update
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct{ ID, Year, Text string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		updates = append(updates, search.Update{
			Document: corpus.Document{ID: line.ID, Revision: corpus.Hash([]byte(line.Text)), Kind: corpus.KindOther, Date: line.Year[:4]},
			Text:     line.Text, Passages: split(line.ID, line.Text),
		})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return updates
}

// split makes passages of three sentences, a paragraph's length.
func split(document, text string) []corpus.Passage {
	var passages []corpus.Passage
	sentences := swedish.Sentences(text)
	for at := 0; at < len(sentences); at += 3 {
		last := min(at+3, len(sentences)) - 1
		passages = append(passages, corpus.Passage{
			ID: corpus.PassageID(document, len(passages)), Document: document, Ordinal: len(passages),
			Span: corpus.Span{Start: sentences[at].Start, End: sentences[last].End}, Kind: corpus.PassageParagraph,
		})
	}
	return passages
}

// store is a search.Sources in memory.
type store struct {
	documents map[string]search.Update
	passages  map[string]corpus.Passage
	bytes     int
}

func newStore(updates []search.Update) *store {
	s := &store{documents: make(map[string]search.Update), passages: make(map[string]corpus.Passage)}
	for _, u := range updates {
		s.documents[u.Document.ID] = u
		for _, p := range u.Passages {
			s.passages[p.ID] = p
			s.bytes += p.Len()
		}
	}
	return s
}

func (s *store) Passages(_ context.Context, ids []string) ([]search.Source, error) {
	var sources []search.Source
	for _, id := range ids {
		if p, ok := s.passages[id]; ok {
			u := s.documents[p.Document]
			sources = append(sources, search.Source{Document: u.Document, Passage: p, Text: p.Of(u.Text)})
		}
	}
	return sources, nil
}

func open(t *testing.T, dir string) *bleveindex.Index {
	t.Helper()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	return index
}

func folderSize(t *testing.T, dir string) int64 {
	t.Helper()
	var size int64
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		size += info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}
