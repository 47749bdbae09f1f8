// Package yardstick measures Samband's index beside raw bleve. It is a module of
// its own, since raw bleve needs much that Samband does not.
package yardstick

import (
	"bufio"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveSearch "github.com/blevesearch/bleve/v2/search"
	bleveQuery "github.com/blevesearch/bleve/v2/search/query"
	"golang.org/x/sys/unix"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
)

// TestYardstick measures the index beside raw bleve with its Swedish analyser,
// on the same passages, in batches of the same size, in one run.
// SAMBAND_YARDSTICK names a file of JSON Lines with id, year and text.
func TestYardstick(t *testing.T) {
	path := os.Getenv("SAMBAND_YARDSTICK")
	if path == "" {
		t.Skip("SAMBAND_YARDSTICK names no file of documents")
	}
	runtime.LockOSThread() // for threadTime
	defer runtime.UnlockOSThread()
	texts := read(t, path)
	t.Logf("%d documents, %d passages, %.1f MB of text", len(texts.updates), len(texts.passages), float64(texts.bytes)/1e6)
	ours := fillOurs(t, texts)
	compareAnalyzers(t, ours, texts)
	raw := fillRaw(t, texts)
	engine, err := search.New(search.Config{Index: ours, Texts: texts})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range comparisons() {
		compare(t, c, ours, engine, raw)
	}
}

// library is what is indexed, and a search.Sources over it.
type library struct {
	updates   []search.Update
	documents map[string]*search.Update
	passages  map[string]corpus.Passage
	bytes     int
}

// read makes documents with passages of three sentences.
func read(t *testing.T, path string) *library {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l := &library{documents: map[string]*search.Update{}, passages: map[string]corpus.Passage{}}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var line struct{ ID, Year, Text string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		u := search.Update{Text: line.Text, Document: corpus.Document{
			ID: line.ID, Revision: line.ID, Kind: corpus.KindOther, Date: line.Year[:min(4, len(line.Year))],
		}}
		sentences := swedish.Sentences(line.Text)
		for at := 0; at < len(sentences); at += 3 {
			last := min(at+3, len(sentences)) - 1
			u.Passages = append(u.Passages, corpus.Passage{
				ID: corpus.PassageID(line.ID, len(u.Passages)), Document: line.ID, Ordinal: len(u.Passages),
				Span: corpus.Span{Start: sentences[at].Start, End: sentences[last].End},
			})
		}
		l.updates = append(l.updates, u)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for i := range l.updates {
		u := &l.updates[i]
		l.documents[u.Document.ID] = u
		for _, p := range u.Passages {
			l.passages[p.ID] = p
			l.bytes += p.Len()
		}
	}
	return l
}

// Passages implements search.Sources.
func (l *library) Passages(_ context.Context, ids []string) ([]search.Source, error) {
	var sources []search.Source
	for _, id := range ids {
		p := l.passages[id]
		u := l.documents[p.Document]
		sources = append(sources, search.Source{Document: u.Document, Passage: p, Text: p.Of(u.Text)})
	}
	return sources, nil
}

// batchDocuments is the number of documents applied at a time, to both.
const batchDocuments = 500

func fillOurs(t *testing.T, texts *library) *bleveindex.Index {
	t.Helper()
	dir := t.TempDir()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	started, used := time.Now(), processorTime(t)
	for i, batch := range slices.Collect(slices.Chunk(texts.updates, batchDocuments)) {
		if err := index.Apply(t.Context(), uint64(i+1), batch...); err != nil {
			t.Fatal(err)
		}
	}
	took, used := time.Since(started), processorTime(t)-used
	if err := index.Close(); err != nil { // merges stop, and what they replaced is removed by the next Open
		t.Fatal(err)
	}
	started = time.Now()
	if index, err = bleveindex.Open(t.Context(), bleveindex.Config{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	t.Logf("opening samband %v", time.Since(started).Round(time.Millisecond))
	report(t, "samband", dir, texts, took, used)
	return index
}

func fillRaw(t *testing.T, texts *library) bleve.Index {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "raw")
	index, err := bleve.New(dir, rawMapping())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	started, used := time.Now(), processorTime(t)
	for batchUpdates := range slices.Chunk(texts.updates, batchDocuments) {
		batch := index.NewBatch()
		for _, u := range batchUpdates {
			for _, p := range u.Passages {
				if err := batch.Index(p.ID, map[string]any{
					"text": p.Of(u.Text), "kind": string(u.Document.Kind), "year": u.Document.Date, "document": u.Document.ID,
				}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := index.Batch(batch); err != nil {
			t.Fatal(err)
		}
	}
	report(t, "raw bleve", dir, texts, time.Since(started), processorTime(t)-used)
	return index
}

// rawMapping is static: no field besides those that are asked for.
func rawMapping() mapping.IndexMapping {
	text := bleve.NewTextFieldMapping()
	text.Analyzer, text.IncludeInAll, text.DocValues = sv.AnalyzerName, false, false
	whole := bleve.NewTextFieldMapping()
	whole.Analyzer, whole.IncludeInAll, whole.Store, whole.IncludeTermVectors = keyword.Name, false, false, false
	document := bleve.NewDocumentStaticMapping()
	document.AddFieldMappingsAt("text", text)
	for _, name := range []string{"kind", "year", "document"} {
		document.AddFieldMappingsAt(name, whole)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = document
	return m
}

func report(t *testing.T, name, dir string, texts *library, took, used time.Duration) {
	t.Helper()
	mb := float64(texts.bytes) / 1e6
	t.Logf("indexing %-10s %6.2f MB/s, %6.2f MB/s of processor, %.2f times the text", name, mb/took.Seconds(), mb/used.Seconds(), float64(folderSize(t, dir))/1e6/mb)
}

// compareAnalyzers runs both analysers over the text on one processor, ours as
// it marks a word that no text has.
func compareAnalyzers(t *testing.T, index *bleveindex.Index, texts *library) {
	t.Helper()
	analyzer := rawMapping().AnalyzerNamed(sv.AnalyzerName)
	q, _ := query.Parse(`"xyzzy plugh"`)
	found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, pass := range []string{"of words not met before", "of words met before"} {
		var raw, ours time.Duration
		size := 0
		for _, u := range texts.updates[:min(3000, len(texts.updates))] {
			size += len(u.Text)
			started := threadTime(t)
			analyzer.Analyze([]byte(u.Text))
			raw += threadTime(t) - started
			started = threadTime(t)
			found.Mark.Mark(u.Text)
			ours += threadTime(t) - started
		}
		mb := float64(size) / 1e6
		t.Logf("analysis %s: samband %.1f MB/s, bleve's sv %.1f MB/s: %.2f times", pass, mb/ours.Seconds(), mb/raw.Seconds(), raw.Seconds()/ours.Seconds())
	}
}

// threadTime is the processor time of the calling thread: both answer a question
// on the thread that asks, and other work on the machine does not count.
func threadTime(t *testing.T) time.Duration {
	t.Helper()
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &now); err != nil {
		t.Fatal(err)
	}
	return time.Duration(now.Nano())
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

func folderSize(t *testing.T, dir string) int64 {
	t.Helper()
	var size int64
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return nil // a file that a merge has just replaced
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}

// comparison is a question to both.
type comparison struct {
	name  string
	query string // ours
	raw   bleveQuery.Query
	mark  bool
	facet bool
	date  bool
}

func comparisons() []comparison {
	term := func(word string) bleveQuery.Query {
		q := bleve.NewMatchQuery(word)
		q.SetField("text")
		return q
	}
	phrase := bleve.NewMatchPhraseQuery("det svenska samhället")
	phrase.SetField("text")
	prefix := bleve.NewPrefixQuery("läkem")
	prefix.SetField("text")
	short := bleve.NewPrefixQuery("kom")
	short.SetField("text")
	frequent := term("regeringen")
	return []comparison{
		{name: "term, rare", query: "vårdköer", raw: term("vårdköer")},
		{name: "term", query: "skolan", raw: term("skolan")},
		{name: "term, frequent", query: "regeringen", raw: frequent},
		{name: "OR of three", query: "vård ELLER skola ELLER polis", raw: bleve.NewDisjunctionQuery(term("vård"), term("skola"), term("polis"))},
		{name: "phrase", query: `"det svenska samhället"`, raw: phrase},
		{name: "prefix", query: "läkem*", raw: prefix},
		{name: "prefix, short", query: "kom*", raw: short},
		{name: "highlighted", query: "skolan", raw: term("skolan"), mark: true},
		{name: "facets", query: "regeringen", raw: frequent, facet: true},
		{name: "by date", query: "regeringen", raw: frequent, date: true},
	}
}

const askedTimes = 60

func compare(t *testing.T, c comparison, ours *bleveindex.Index, engine *search.Engine, raw bleve.Index) {
	t.Helper()
	q, _ := query.Parse(c.query)
	ask := func(ctx context.Context) error {
		var err error
		switch {
		case c.mark:
			_, err = engine.Search(ctx, search.Request{Query: c.query, Mode: search.ModeText})
		case c.facet:
			_, err = ours.Count(ctx, q, search.Filter{}, search.Counting{Facets: []search.Facet{search.FacetKind, search.FacetYear}})
		case c.date:
			_, err = ours.Match(ctx, q, search.Filter{}, search.Page{Limit: 10, Sort: search.SortDate})
		default:
			_, err = ours.Match(ctx, q, search.Filter{}, search.Page{Limit: 10})
		}
		return err
	}
	request := func() *bleve.SearchRequest {
		r := bleve.NewSearchRequest(c.raw)
		if c.mark {
			r.Highlight = bleve.NewHighlight()
		}
		if c.facet {
			r.Size = 0
			r.AddFacet("kind", bleve.NewFacetRequest("kind", 20))
			r.AddFacet("year", bleve.NewFacetRequest("year", 20))
		}
		if c.date {
			r.SortByCustom(bleveSearch.SortOrder{&bleveSearch.SortField{Field: "year", Desc: true}})
		}
		return r
	}
	our := times(t, ask)
	their := times(t, func(ctx context.Context) error {
		_, err := raw.SearchInContext(ctx, request())
		return err
	})
	half, most := askedTimes/2, askedTimes*95/100
	t.Logf("%-15s samband p50 %8v p95 %8v; raw bleve p50 %8v p95 %8v; %.2f times as fast", c.name, our[half], our[most], their[half], their[most],
		their[half].Seconds()/our[half].Seconds())
}

func times(t *testing.T, ask func(context.Context) error) []time.Duration {
	t.Helper()
	took := make([]time.Duration, askedTimes)
	for i := range took {
		started := threadTime(t)
		if err := ask(t.Context()); err != nil {
			t.Fatal(err)
		}
		took[i] = (threadTime(t) - started).Round(time.Microsecond)
	}
	slices.Sort(took)
	return took
}
