package vector

import (
	"context"
	"fmt"
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/embed"
)

// Filling asks for the vectors that a store lacks.
type Filling struct {
	Embedder  embed.Embedder
	Documents iter.Seq2[search.Update, error] // those to look at, the most wanted first
	Over      func() bool                     // once true, no new documents are begun; nil is never
	Report    func(documents int)             // called after each group with how many were filled; may be nil
	Workers   int                             // 0 is one per processor
}

// Filled is what became of a filling.
type Filled struct {
	Documents int  // that got vectors
	Complete  bool // whether all documents were looked at
}

// Fill makes the vectors of documents that have none of their present texts. It
// may be stopped at any time and run again; what it has put stays.
func Fill(ctx context.Context, store *Store, filling Filling) (Filled, error) {
	if filling.Workers <= 0 {
		filling.Workers = runtime.GOMAXPROCS(0)
	}
	var filled Filled
	var group []Document
	var lacking []search.Update
	flush := func() (err error) {
		if group, err = encode(ctx, &filling, lacking); err == nil {
			err = store.Put(ctx, group...)
		}
		if err != nil {
			return fmt.Errorf("fill vectors: %w", err)
		}
		filled.Documents += len(group)
		if filling.Report != nil && len(group) > 0 {
			filling.Report(filled.Documents)
		}
		lacking = lacking[:0]
		return nil
	}
	for update, err := range filling.Documents {
		if err != nil {
			return filled, fmt.Errorf("fill vectors: %w", err)
		}
		if filling.Over != nil && filling.Over() {
			return filled, flush()
		}
		if len(update.Passages) == 0 || store.Current(update.Document.ID, Print(texts(update))) {
			continue
		}
		if lacking = append(lacking, update); len(lacking) == 2*filling.Workers {
			if err := flush(); err != nil {
				return filled, err
			}
		}
	}
	filled.Complete = true
	return filled, flush()
}

// encode makes the vectors of documents, several at a time.
func encode(ctx context.Context, filling *Filling, updates []search.Update) ([]Document, error) {
	documents := make([]Document, len(updates))
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(filling.Workers)
	for i, u := range updates {
		workers.Go(func() error {
			passages := texts(u)
			vectors, err := filling.Embedder.Passages(ctx, passages)
			if err != nil {
				return fmt.Errorf("document %s: %w", u.Document.ID, err)
			}
			documents[i] = Document{ID: u.Document.ID, Print: Print(passages)}
			for j, vector := range vectors {
				documents[i].Passages = append(documents[i].Passages, u.Passages[j].ID)
				documents[i].Vectors = Quantize(documents[i].Vectors, vector)
			}
			return nil
		})
	}
	return documents, workers.Wait()
}
