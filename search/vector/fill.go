package vector

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/embed"
)

// groupDocuments is how many documents a worker embeds between two writes: each
// write waits for the disk.
const groupDocuments = 8

// Filling asks for the vectors that a store lacks.
type Filling struct {
	Embedder  embed.Embedder
	Documents iter.Seq2[search.Update, error] // those to look at, the most wanted first
	Over      func() bool                     // once true, no new documents are begun; nil is never
	Report    func(documents int)             // called after each group with how many were looked at; may be nil
	Worker    func(work func() error) error   // runs the work of a worker, on a thread of its own or not; nil just does it
	Workers   int                             // 0 is one per processor
	Logger    *slog.Logger                    // nil logs nothing
}

// Filled is what became of a filling.
type Filled struct {
	Documents int  // that got vectors
	Failed    int  // that the embedder would not take
	Complete  bool // whether all documents were looked at
}

// Fill makes the vectors of documents that have none of their present texts. It
// may be stopped at any time and run again; what it has put stays. A document
// that the embedder does not take is passed over, a whole group ends the filling.
func Fill(ctx context.Context, store *Store, filling Filling) (Filled, error) {
	if filling.Workers <= 0 {
		filling.Workers = runtime.GOMAXPROCS(0)
	}
	if filling.Worker == nil {
		filling.Worker = func(work func() error) error { return work() }
	}
	if filling.Logger == nil {
		filling.Logger = slog.New(slog.DiscardHandler)
	}
	f := filler{Filling: filling, store: store}
	for update, err := range filling.Documents {
		if err != nil {
			return f.filled, fmt.Errorf("fill vectors: %w", err)
		}
		if filling.Over != nil && filling.Over() {
			return f.filled, f.flush(ctx)
		}
		f.seen++
		if len(update.Passages) == 0 || store.Current(update.Document.ID, printOf(update)) {
			continue
		}
		if f.lacking = append(f.lacking, update); len(f.lacking) == groupDocuments*filling.Workers {
			if err := f.flush(ctx); err != nil {
				return f.filled, err
			}
		}
	}
	err := f.flush(ctx)
	f.filled.Complete = err == nil
	return f.filled, err
}

// filler is one Fill in progress.
type filler struct {
	Filling
	store   *Store
	lacking []search.Update // the group that is collected
	seen    int
	filled  Filled
}

// flush embeds and writes a group.
func (f *filler) flush(ctx context.Context) error {
	if len(f.lacking) == 0 {
		return nil
	}
	documents := make([]Document, len(f.lacking))
	failures := make([]error, len(f.lacking))
	workers := new(errgroup.Group)
	next := make(chan int)
	for range min(f.Workers, len(f.lacking)) {
		workers.Go(func() error {
			return f.Worker(func() error {
				for i := range next {
					documents[i], failures[i] = f.embed(ctx, f.lacking[i])
				}
				return nil
			})
		})
	}
	for i := range f.lacking {
		next <- i
	}
	close(next)
	if err := workers.Wait(); err != nil {
		return fmt.Errorf("fill vectors: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.put(ctx, documents, failures)
}

// put writes the documents of a group that were embedded.
func (f *filler) put(ctx context.Context, documents []Document, failures []error) error {
	var group []Document
	for i, err := range failures {
		if err == nil {
			group = append(group, documents[i])
		}
	}
	if len(group) == 0 {
		return fmt.Errorf("fill vectors: %w", failures[0])
	}
	for i, err := range failures {
		if err != nil {
			f.filled.Failed++
			f.Logger.WarnContext(ctx, "document got no vectors", "document", f.lacking[i].Document.ID, "error", err)
		}
	}
	f.lacking = f.lacking[:0]
	if err := f.store.Put(ctx, group...); err != nil {
		return fmt.Errorf("fill vectors: %w", err)
	}
	f.filled.Documents += len(group)
	if f.Report != nil {
		f.Report(f.seen)
	}
	return nil
}

// embed makes the vectors of a document.
func (f *filler) embed(ctx context.Context, u search.Update) (Document, error) {
	passages, texts := windows(u)
	vectors, err := f.Embedder.Passages(ctx, texts)
	if err != nil {
		return Document{}, fmt.Errorf("document %s: %w", u.Document.ID, err)
	}
	d := Document{ID: u.Document.ID, Print: Print(texts), Passages: passages}
	for _, vector := range vectors {
		d.Vectors = Quantize(d.Vectors, vector)
	}
	return d, nil
}
