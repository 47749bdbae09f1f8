package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/source"
)

// Bounds of a group commit: it closes when it has so many documents or so much
// text, or when its first document has waited so long.
const (
	groupDocuments = 512
	groupBytes     = 4 << 20
	groupWait      = 500 * time.Millisecond
)

// waitingDocuments is how many prepared documents may wait while a group is
// written: enough to keep the workers busy, few enough to keep memory low.
const waitingDocuments = 320

// run is one Run in progress.
type run struct {
	*Pipeline
	job      Job
	files    chan source.File
	records  chan record
	prepared chan prepared
	stored   chan stored
	known    map[string]string // revision in the graph by document id; read only while workers run
	clock    clock
	summary  Summary // owned by index, but for Stopped, which commit sets

	open map[string]*openFile // by name; owned by commit

	mu       sync.Mutex
	seen     map[string]string // file by document id, to catch two records that claim one id
	listed   map[string]bool   // files listed
	unread   map[string]bool   // files that were not read, or not wholly
	unlisted []string          // paths below which not everything could be listed
}

// record is one document as read.
type record struct {
	item   read.Item
	source string
	entry  archive.Entry // what the ledger will say of it
}

// prepared is a document ready to be written, or what became of it instead.
type prepared struct {
	event  Event
	entry  archive.Entry
	record bool // whether entry goes into the ledger
	blobs  []archive.Blob
	layout archive.Layout
	batch  *graph.Batch
	text   string

	mark *fileMark // begin or end of a file; then the rest is empty
}

func (p *Pipeline) start(ctx context.Context, job Job) (*run, error) {
	r := &run{
		Pipeline: p, job: job,
		files:    make(chan source.File),
		records:  make(chan record, 2*p.config.Workers),
		prepared: make(chan prepared, waitingDocuments),
		stored:   make(chan stored),
		known:    map[string]string{},
		seen:     map[string]string{},
		listed:   map[string]bool{},
		unread:   map[string]bool{},
		open:     map[string]*openFile{},
	}
	for document, err := range p.config.Store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("ingest: read what is stored: %w", err)
		}
		r.known[document.ID] = document.Revision
	}
	return r, nil
}

// stopped reports whether no new documents are to be begun.
func (r *run) stopped() bool {
	select {
	case <-r.job.Stop:
		return true
	default:
		return false
	}
}

// feed hands the work list to the readers.
func (r *run) feed(ctx context.Context) error {
	defer close(r.files)
	for file, err := range r.job.Files {
		if r.stopped() {
			return nil
		}
		if err != nil {
			if sendErr := r.failListing(ctx, err); sendErr != nil {
				return sendErr
			}
			continue
		}
		file.Source = r.config.Erasures.Source(file.Source)
		if !r.list(file) {
			continue
		}
		select {
		case r.files <- file:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// list notes a file. It returns false for one that another argument has named
// already.
func (r *run) list(file source.File) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	again := r.listed[file.Source]
	r.listed[file.Source] = true
	return !again
}

// failListing reports what could not be listed. What an earlier run stored of
// it is spared from pruning: it need not be gone.
func (r *run) failListing(ctx context.Context, err error) error {
	if problem, ok := errors.AsType[*read.Error](err); ok {
		r.mu.Lock()
		r.unlisted = append(r.unlisted, problem.Source)
		r.mu.Unlock()
	}
	return r.fail(ctx, archive.Entry{}, err)
}

// fail sends a failure on to be recorded and reported. What does not exist or
// may not be fetched is a slip of the user's and not recorded.
func (r *run) fail(ctx context.Context, entry archive.Entry, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
		return err
	}
	var problem *read.Error
	if entry.Source == "" && errors.As(err, &problem) {
		entry.Source = problem.Source
		entry.File = problem.Source
	}
	entry.Collection = r.job.Collection
	entry.Error = err.Error()
	return r.send(ctx, prepared{
		event: Event{Source: entry.Source, Document: entry.Document, Status: Failed, Err: err}, entry: entry,
		record: !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, source.ErrRefused),
	})
}

func (r *run) send(ctx context.Context, p prepared) error {
	select {
	case r.prepared <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// claim reports whether the document id is new in this run; if not, it names
// the file that has it.
func (r *run) claim(id, file string) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if other, taken := r.seen[id]; taken {
		return other, false
	}
	r.seen[id] = file
	return "", true
}

// clock adds up the time spent per stage.
type clock struct {
	read, structure, extract, resolve, archive, identify, store, index atomic.Int64
}

// time returns a function that adds the time since the call to the stage.
func (*clock) time(stage *atomic.Int64) func() {
	began := time.Now()
	return func() { stage.Add(int64(time.Since(began))) }
}

func (c *clock) stages() map[string]time.Duration {
	return map[string]time.Duration{
		"read": time.Duration(c.read.Load()), "structure": time.Duration(c.structure.Load()),
		"extract": time.Duration(c.extract.Load()), "resolve": time.Duration(c.resolve.Load()),
		"archive": time.Duration(c.archive.Load()), "identify": time.Duration(c.identify.Load()),
		"store": time.Duration(c.store.Load()), "index": time.Duration(c.index.Load()),
	}
}

func newDocument(collection, name string, item read.Item) corpus.Document {
	text := &item.Text
	return corpus.Document{
		ID: corpus.NewID(collection, name), Revision: corpus.Hash(item.Original), TextHash: corpus.Hash([]byte(text.Canonical)),
		Collection: collection, Source: name, URL: text.URL, Format: text.Format, Pages: text.Pages, Duration: text.Duration,
	}
}
