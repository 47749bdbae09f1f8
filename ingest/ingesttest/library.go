// Package ingesttest opens libraries in temporary directories for tests: the
// real archive, store, index and extractor, nothing in their stead.
package ingesttest

import (
	"context"
	"iter"
	"path/filepath"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search/bleveindex"
)

// Library is an opened data directory.
type Library struct {
	Archive  *archive.Archive
	Store    *embedded.Store
	Index    *bleveindex.Index
	Pipeline *ingest.Pipeline
	Erasures *erasure.Ledger
	reader   *read.Reader
}

// Open opens the library in dir, which is created where it is missing, and
// closes it at the end of the test.
func Open(tb testing.TB, dir string, workers int) *Library {
	tb.Helper()
	return OpenWith(tb, dir, workers, nil)
}

// OpenWith is Open with a fetcher of the transcripts that feeds point to.
func OpenWith(tb testing.TB, dir string, workers int, fetcher *source.Fetcher) *Library {
	tb.Helper()
	l := open(tb, dir, workers, fetcher)
	tb.Cleanup(func() { _, _, _, _ = l.Index.Close(), l.Store.Close(), l.Archive.Close(), l.reader.Close() })
	return l
}

func open(tb testing.TB, dir string, workers int, fetcher *source.Fetcher) *Library {
	tb.Helper()
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	l := &Library{reader: new(read.Reader)}
	var err error
	l.Archive, err = archive.Open(tb.Context(), filepath.Join(dir, "corpus.db"))
	must(err)
	l.Store, err = embedded.Open(tb.Context(), embedded.Config{Path: filepath.Join(dir, "graph.db")})
	must(err)
	l.Index, err = bleveindex.Open(tb.Context(), bleveindex.Config{Dir: filepath.Join(dir, "index")})
	must(err)
	extractor, err := extract.New(extract.Config{})
	must(err)
	l.Erasures, err = erasure.Open(dir)
	must(err)
	l.Pipeline, err = ingest.New(ingest.Config{
		Store: l.Store, Index: l.Index, Archive: l.Archive, Extractor: extractor, Erasures: l.Erasures, Reader: l.reader, Workers: workers, Fetcher: fetcher,
	})
	must(err)
	return l
}

// Close closes the library before the end of the test.
func (l *Library) Close(tb testing.TB) {
	tb.Helper()
	for _, part := range []func() error{l.Index.Close, l.Store.Close, l.Archive.Close, l.reader.Close} {
		if err := part(); err != nil {
			tb.Fatal(err)
		}
	}
}

// Run runs a job over files and returns its events and summary.
func (l *Library) Run(tb testing.TB, job ingest.Job) ([]ingest.Event, ingest.Summary) {
	tb.Helper()
	var events []ingest.Event
	job.Report = func(event ingest.Event) { events = append(events, event) }
	summary, err := l.Pipeline.Run(tb.Context(), job)
	if err != nil {
		tb.Fatal(err)
	}
	return events, summary
}

// Text is the texts argument of graph.Export.
func (l *Library) Text(ctx context.Context) func(corpus.Document) (string, error) {
	return func(document corpus.Document) (string, error) { return l.Archive.Text(ctx, document.TextHash) }
}

// Sample yields the sample documents.
func Sample(ctx context.Context) iter.Seq2[source.File, error] {
	return source.New(source.Config{}).FS(ctx, sample.Documents(), "sample/")
}
