package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/graph"
)

// refineDocuments is how many documents are refined and written together:
// few enough that stopping between them is prompt.
const refineDocuments = 32

// Refinement asks for stored documents to be analysed again by an extractor
// that is better and slower than the one that ingests.
type Refinement struct {
	Extractor Extractor
	Model     string                // names the extractor's models; a document is refined once by each
	Deadline  time.Time             // no new documents are begun after it; zero is none
	Stop      <-chan struct{}       // once closed, no new documents are begun
	Report    func(done, total int) // called after each group; may be nil
}

// Refined is what became of a refinement.
type Refined struct {
	Documents int           `json:"documents"` // refined
	Failed    int           `json:"failed"`    // left as they were, because the extractor failed on them
	Remaining int           `json:"remaining"` // not refined yet
	Elapsed   time.Duration `json:"-"`
}

// Refine analyses the documents again that the model has not seen, the last
// ingested first, and replaces what they contribute. It may be stopped at any
// time and goes on where it was; documents it has not come to stay as they
// are. Refining a document twice changes nothing.
func (p *Pipeline) Refine(ctx context.Context, job Refinement) (Refined, error) {
	began := time.Now()
	var result Refined
	seen := 0
	total, err := p.config.Archive.CountUnrefined(ctx, job.Model)
	for err == nil && !job.over() {
		var layouts []archive.Layout
		layouts, err = p.config.Archive.Unrefined(ctx, job.Model, refineDocuments)
		if err != nil || len(layouts) == 0 {
			break
		}
		var group Refined
		group, err = p.refine(ctx, job, layouts)
		if err != nil {
			break
		}
		seen += len(layouts)
		result.Documents += group.Documents
		result.Failed += group.Failed
		if job.Report != nil {
			job.Report(seen, total)
		}
	}
	result.Remaining = total - seen
	result.Elapsed = time.Since(began)
	if err != nil {
		return result, fmt.Errorf("refine: %w", err)
	}
	return result, nil
}

// over reports whether no new documents are to be begun.
func (r *Refinement) over() bool {
	select {
	case <-r.Stop:
		return true
	default:
		return !r.Deadline.IsZero() && time.Now().After(r.Deadline)
	}
}

// refine analyses a group of documents and writes it. Those that could not be
// analysed count as seen, for they would fail again; so do those that are gone.
func (p *Pipeline) refine(ctx context.Context, job Refinement, layouts []archive.Layout) (Refined, error) {
	documents, err := p.documents(ctx, layouts)
	if err != nil {
		return Refined{}, err
	}
	there := 0
	analysed := make([]*graph.Batch, len(layouts))
	workers, working := errgroup.WithContext(ctx)
	workers.SetLimit(p.config.Workers)
	for i := range layouts {
		document, stored := documents[layouts[i].Document]
		if !stored || document.Revision != layouts[i].Revision {
			continue // a crash came between archive and graph
		}
		there++
		workers.Go(func() (err error) {
			analysed[i], err = p.analyseAgain(working, job.Extractor, document, &layouts[i].Text)
			return err
		})
	}
	if err := workers.Wait(); err != nil {
		return Refined{}, err
	}
	var batches []graph.Batch
	texts := map[string]string{}
	for i, batch := range analysed {
		if batch == nil {
			continue
		}
		batches = append(batches, *batch)
		texts[batch.Document.ID] = layouts[i].Text.Canonical
	}
	if err := p.write(ctx, batches, texts); err != nil {
		return Refined{}, err
	}
	group := Refined{Documents: len(batches), Failed: there - len(batches)}
	return group, p.config.Archive.MarkRefined(ctx, job.Model, layouts...)
}

// documents reads the stored documents of layouts by id.
func (p *Pipeline) documents(ctx context.Context, layouts []archive.Layout) (map[string]corpus.Document, error) {
	ids := make([]string, len(layouts))
	for i := range layouts {
		ids[i] = layouts[i].Document
	}
	documents := make(map[string]corpus.Document, len(ids))
	for document, err := range p.config.Store.Documents(ctx, graph.DocumentFilter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		documents[document.ID] = document
	}
	return documents, nil
}

// analyseAgain is analyse for a document that is stored already: what goes
// wrong is logged, and the document stays as it is.
func (p *Pipeline) analyseAgain(ctx context.Context, extractor Extractor, document corpus.Document, text *corpus.Text) (batch *graph.Batch, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			_ = p.fault(ctx, document.Source, fault)
			batch, err = nil, nil
		}
	}()
	batch, err = p.analyse(ctx, extractor, document, text, new(clock))
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return batch, err
	}
	p.logger.WarnContext(ctx, "document was not refined", "source", document.Source, "error", err)
	return nil, nil
}
