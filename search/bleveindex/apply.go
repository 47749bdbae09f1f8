package bleveindex

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/search"
)

// batchPassages is the number of passages written in one step. Fewer cost a
// fsync each, more cost memory.
const batchPassages = 4000

// Apply implements search.Index. Once it returns nil, the updates survive a
// crash of the process and of the machine. After an error or a crash, State
// tells what must be applied again; until then searches see the state before.
func (x *Index) Apply(ctx context.Context, generation uint64, updates ...search.Update) error {
	for _, u := range updates {
		if err := validate(u); err != nil {
			return fmt.Errorf("apply to index: %w", err)
		}
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed() {
		return fmt.Errorf("apply to index: %w", search.ErrClosed)
	}
	if x.config.ReadOnly {
		return fmt.Errorf("apply to index: %w", search.ErrReadOnly)
	}
	if err := x.renew(ctx); err != nil {
		return fmt.Errorf("apply to index: %w", err)
	}
	x.failed = true
	if err := x.guarded(func() error { return x.apply(ctx, generation, latest(updates)) }); err != nil {
		return fmt.Errorf("apply to index: %w", err)
	}
	x.failed = false
	if err := x.publish(); err != nil {
		return fmt.Errorf("apply to index: %w", err)
	}
	return nil
}

// guarded runs what writes. Scorch panics where an earlier write failed half
// way, on a full disk for one.
func (x *Index) guarded(run func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			x.broken = true
			err = fmt.Errorf("%w: %v", search.ErrRebuild, cause)
		}
	}()
	return run()
}

// renew opens scorch again where a write has failed in it, after which it holds
// states that no disk has. Searches go on with the state before.
func (x *Index) renew(ctx context.Context) error {
	if !x.broken {
		return nil
	}
	if x.scorch != nil {
		if err := x.guarded(x.scorch.Close); err != nil {
			x.config.Logger.WarnContext(ctx, "close index after a failed write", "error", err)
		}
		x.scorch = nil
	}
	if err := x.examine(ctx); err != nil {
		return err
	}
	engine, err := x.engine(false)
	if err != nil {
		return err
	}
	x.scorch, x.broken = engine, false
	return nil
}

// latest drops the updates that a later one of the same document overrules.
func latest(updates []search.Update) []search.Update {
	last := make(map[string]int, len(updates))
	for i, u := range updates {
		last[u.Document.ID] = i
	}
	kept := make([]search.Update, 0, len(last))
	for i, u := range updates {
		if last[u.Document.ID] == i {
			kept = append(kept, u)
		}
	}
	return kept
}

func (x *Index) apply(ctx context.Context, generation uint64, updates []search.Update) error {
	if err := x.repair(ctx); err != nil {
		return err
	}
	reader, err := x.reader()
	if err != nil {
		return err
	}
	w := &writer{index: x, generation: generation, batch: index.NewBatch()}
	err = w.retire(ctx, reader, updates)
	if err = errors.Join(err, reader.Close()); err != nil {
		return err
	}
	return w.write(ctx, updates)
}

// writer carries one Apply through its batches.
type writer struct {
	index      *Index
	generation uint64
	totals     totals
	batch      *index.Batch
	records    []record
}

// retire deletes what the index holds of the updates' documents and takes it
// out of the totals.
func (w *writer) retire(ctx context.Context, reader *scorch.IndexSnapshot, updates []search.Update) error {
	if value := reader.Internal()[keyTotals]; value != nil {
		if err := json.Unmarshal(value, &w.totals); err != nil {
			return fmt.Errorf("%w: totals: %w", search.ErrRebuild, err)
		}
	}
	for _, u := range updates {
		old, found, err := findRecord(reader, u.Document.ID)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		w.totals.Passages -= old.Passages
		w.totals.Words -= old.Words
		ids, err := passageIDs(ctx, reader, u.Document.ID)
		if err != nil {
			return err
		}
		for _, id := range append(ids, recordPrefix+u.Document.ID) {
			w.batch.Delete(id)
		}
	}
	return nil
}

// write adds the passages, a batch at a time, and ends with the records.
func (w *writer) write(ctx context.Context, updates []search.Update) error {
	pieces := make([]piece, 0, len(updates))
	size := 0
	for _, u := range updates {
		if u.Delete {
			continue
		}
		w.records = append(w.records, record{Document: u.Document.ID, Revision: u.Document.Revision, Passages: len(u.Passages)})
		for at := 0; ; {
			if size == batchPassages {
				if err := w.flush(ctx, pieces); err != nil {
					return err
				}
				pieces, size = pieces[:0], 0
			}
			end := min(len(u.Passages), at+batchPassages-size)
			pieces = append(pieces, piece{update: u, from: at, to: end, record: len(w.records) - 1})
			size += end - at
			if at = end; at == len(u.Passages) {
				break
			}
		}
	}
	return w.finish(ctx, pieces)
}

// piece is a run of one document's passages, written together.
type piece struct {
	update   search.Update
	from, to int
	record   int // index into writer.records
}

// flush writes a batch that is not the last.
func (w *writer) flush(ctx context.Context, pieces []piece) error {
	if err := w.analyse(ctx, pieces); err != nil {
		return err
	}
	w.batch.SetInternal([]byte(keyUnfinished), []byte{1})
	return w.commit(ctx)
}

// finish writes the last batch, with the records, generation and totals.
func (w *writer) finish(ctx context.Context, pieces []piece) error {
	if err := w.analyse(ctx, pieces); err != nil {
		return err
	}
	for _, r := range w.records {
		d, err := r.document()
		if err != nil {
			return err
		}
		w.batch.Update(d)
		w.totals.Passages += r.Passages
		w.totals.Words += r.Words
	}
	sums, err := json.Marshal(w.totals)
	if err != nil {
		return err
	}
	w.batch.SetInternal([]byte(keyTotals), sums)
	w.batch.SetInternal([]byte(keyGeneration), binary.BigEndian.AppendUint64(nil, w.generation))
	w.batch.DeleteInternal([]byte(keyUnfinished))
	return w.commit(ctx)
}

func (w *writer) commit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.index.scorch.Batch(w.batch); err != nil {
		w.index.broken = true
		return err
	}
	w.batch = index.NewBatch()
	return nil
}

// analyse makes the documents of the pieces, several at a time, and adds them
// to the batch.
func (w *writer) analyse(ctx context.Context, pieces []piece) error {
	made := make([][]*document, len(pieces))
	words := make([]int, len(pieces))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(w.index.config.Workers)
	for i, p := range pieces {
		group.Go(func() error {
			made[i], words[i] = w.index.documents(p)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, documents := range made {
		w.records[pieces[i].record].Words += words[i]
		for _, d := range documents {
			w.batch.Update(d)
		}
	}
	return nil
}

func (x *Index) documents(p piece) (made []*document, words int) {
	b := &builder{analyzer: x.analyzer}
	common := b.shared(p.update.Document)
	made = make([]*document, 0, p.to-p.from)
	for _, passage := range p.update.Passages[p.from:p.to] {
		d, count := b.passage(common, passage, passage.Of(p.update.Text))
		made = append(made, d)
		words += count
	}
	return made, words
}

// repair removes what an Apply that did not end has left: passages of
// documents without a record.
func (x *Index) repair(ctx context.Context) error {
	reader, err := x.reader()
	if err != nil {
		return err
	}
	if reader.Internal()[keyUnfinished] == nil {
		return reader.Close()
	}
	batch := index.NewBatch()
	sums, err := orphans(ctx, reader, batch)
	if err = errors.Join(err, reader.Close()); err != nil {
		return fmt.Errorf("repair after an interrupted apply: %w", err)
	}
	value, err := json.Marshal(sums)
	if err != nil {
		return err
	}
	x.config.Logger.WarnContext(ctx, "removed passages of an interrupted apply", "passages", len(batch.IndexOps))
	batch.SetInternal([]byte(keyTotals), value)
	batch.DeleteInternal([]byte(keyUnfinished))
	return x.scorch.Batch(batch)
}

// orphans adds the deletion of every passage whose document has no record to
// the batch, and sums up the records.
func orphans(ctx context.Context, reader *scorch.IndexSnapshot, batch *index.Batch) (totals, error) {
	var sums totals
	known := make(map[string]bool)
	for r, err := range records(ctx, reader) {
		if err != nil {
			return sums, err
		}
		known[r.Document] = true
		sums.Passages += r.Passages
		sums.Words += r.Words
	}
	documents, err := allTerms(reader, fieldDocument)
	if err != nil {
		return sums, err
	}
	for _, d := range documents {
		if known[d] {
			continue
		}
		ids, err := passageIDs(ctx, reader, d)
		if err != nil {
			return sums, err
		}
		for _, id := range ids {
			batch.Delete(id)
		}
	}
	return sums, nil
}
