package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/resolve"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search"
)

// Extractor finds mentions and facts in a document. It is used by several
// workers at once.
type Extractor interface {
	Extract(ctx context.Context, input extract.Input) (extract.Result, error)
}

// Config is what a pipeline works with.
type Config struct {
	Store     graph.Store
	Index     search.Index
	Archive   *archive.Archive
	Extractor Extractor
	Reader    *read.Reader    // keeps between documents what is costly to start; its owner closes it
	Erasures  *erasure.Ledger // people who are to stay forgotten; nil is nobody
	Fetcher   *source.Fetcher // fetches transcripts that feeds point to; nil leaves them out
	Limits    read.Limits
	Workers   int // 0 is one per processor
	Logger    *slog.Logger
}

// Pipeline ingests documents. One Run, Delete or Repair is in progress at a
// time; the caller sees to that.
type Pipeline struct {
	config   Config
	identity *resolve.Identity
	logger   *slog.Logger
}

// New returns a pipeline.
func New(config Config) (*Pipeline, error) {
	if config.Store == nil || config.Index == nil || config.Archive == nil || config.Extractor == nil || config.Reader == nil {
		return nil, errors.New("ingest: store, index, archive, extractor and reader are required")
	}
	if config.Workers <= 0 {
		config.Workers = runtime.GOMAXPROCS(0)
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	config.Limits = config.Limits.OrDefault()
	return &Pipeline{config: config, identity: resolve.New(resolve.Config{}), logger: config.Logger}, nil
}

// Job is one run over a work list.
type Job struct {
	Files      iter.Seq2[source.File, error]
	Collection string
	Kind       corpus.DocumentKind // of every document; "" lets the structure decide
	As         corpus.Format       // of every file; "" detects it
	Force      bool                // ingest again what is unchanged
	OnlyFailed bool                // only sources that failed the last time
	DryRun     bool                // read and extract, write nothing
	Prune      []string            // after a complete listing, remove documents of files below these paths that were not listed
	Stop       <-chan struct{}     // once closed, running documents are finished and no new ones begun
	Report     func(Event)         // called for each document in turn from one goroutine; may be nil
}

// Status says what became of a source.
type Status string

// What can become of a source.
const (
	Added     Status = "added"
	Updated   Status = "updated"
	Unchanged Status = "unchanged"
	Failed    Status = "failed"
	Removed   Status = "removed"
)

// Event tells what became of one source. It is sent when that is durable.
type Event struct {
	Source   string
	Document string // id; "" where the source became no document
	Status   Status
	Err      error // why it failed
	Original int   // bytes of the original
	Bytes    int   // bytes of canonical text
	Passages int
	Entities int // distinct entities it speaks of
}

// Summary adds up a run.
type Summary struct {
	Added     int                      `json:"added"`
	Updated   int                      `json:"updated"`
	Unchanged int                      `json:"unchanged"`
	Failed    int                      `json:"failed"`
	Removed   int                      `json:"removed"`
	Passages  int                      `json:"passages"`
	Bytes     int                      `json:"bytes"` // of canonical text written
	Elapsed   time.Duration            `json:"-"`
	Stages    map[string]time.Duration `json:"-"` // time spent per stage, added over workers
	Stopped   bool                     `json:"stopped"`
}

// Documents is the number of sources that are in the graph after the run.
func (s Summary) Documents() int { return s.Added + s.Updated + s.Unchanged }

func (s *Summary) count(event Event) {
	switch event.Status {
	case Added:
		s.Added++
	case Updated:
		s.Updated++
	case Unchanged:
		s.Unchanged++
	case Failed:
		s.Failed++
	case Removed:
		s.Removed++
	}
	if event.Status == Added || event.Status == Updated {
		s.Passages += event.Passages
		s.Bytes += event.Bytes
	}
}

// Run works through the job and returns what became of it. Its error is about
// the run as a whole: a store that cannot be written, a context that is done.
// Everything reported before the error is stored.
func (p *Pipeline) Run(ctx context.Context, job Job) (Summary, error) {
	began := time.Now()
	run, err := p.start(ctx, job)
	if err != nil {
		return Summary{}, err
	}
	group, running := errgroup.WithContext(ctx)
	group.Go(func() error { return run.feed(running) })
	readers, workers := new(errgroup.Group), new(errgroup.Group)
	for range p.config.Workers {
		readers.Go(func() error { return run.read(running) })
		workers.Go(func() error { return run.work(running) })
	}
	group.Go(func() error { defer close(run.records); return readers.Wait() })
	group.Go(func() error { defer close(run.prepared); return workers.Wait() })
	group.Go(func() error { return run.commit(running) })
	group.Go(func() error { return run.index(running) })
	err = group.Wait()
	if err == nil && !run.summary.Stopped && len(job.Prune) > 0 && !job.DryRun {
		err = run.prune(ctx)
	}
	run.summary.Elapsed = time.Since(began)
	run.summary.Stages = run.clock.stages()
	if err != nil {
		return run.summary, fmt.Errorf("ingest: %w", err)
	}
	return run.summary, nil
}

// Delete removes documents and all they contributed from graph, index and
// archive. Unknown ids are passed over. It returns how many were there.
func (p *Pipeline) Delete(ctx context.Context, documents ...string) (int, error) {
	if len(documents) == 0 {
		return 0, nil // to the store, no ids means every document
	}
	var batches []graph.Batch
	for document, err := range p.config.Store.Documents(ctx, graph.DocumentFilter{IDs: documents}) {
		if err != nil {
			return 0, fmt.Errorf("delete: %w", err)
		}
		batches = append(batches, graph.Batch{Document: document, Delete: true})
	}
	if len(batches) > 0 {
		if err := p.write(ctx, batches, nil); err != nil {
			return 0, fmt.Errorf("delete: %w", err)
		}
	}
	// Also what the graph no longer has: a crash may have come between the two.
	if err := p.config.Archive.Drop(ctx, documents...); err != nil {
		return 0, fmt.Errorf("delete: %w", err)
	}
	return len(batches), nil
}
