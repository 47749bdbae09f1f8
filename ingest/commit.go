package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// commit writes prepared documents to archive and graph, in groups, until
// there are no more.
func (r *run) commit(ctx context.Context) error {
	defer close(r.stored)
	for {
		group, more := r.collect(ctx)
		if len(group) > 0 {
			if err := r.commitGroup(ctx, group); err != nil {
				return err
			}
		}
		if !more {
			r.summary.Stopped = r.stopped()
			return ctx.Err()
		}
	}
}

// collect waits for the next group. Its second value is false once no more
// documents come.
func (r *run) collect(ctx context.Context) ([]prepared, bool) {
	var group []prepared
	var closes <-chan time.Time
	size, writes := 0, 0
	for writes < groupDocuments && size < groupBytes {
		select {
		case p, open := <-r.prepared:
			if !open {
				return group, false
			}
			group = append(group, p)
			size += len(p.text)
			if p.batch != nil {
				writes++
			}
			if closes == nil {
				closes = time.After(groupWait)
			}
		case <-closes:
			return group, true
		case <-ctx.Done():
			return nil, false
		}
	}
	return group, true
}

func (r *run) commitGroup(ctx context.Context, group []prepared) error {
	var change archive.Commit
	var batches []graph.Batch
	texts := map[string]string{}
	for _, p := range group {
		r.follow(&change, p)
		if p.record {
			change.Entries = append(change.Entries, p.entry)
		}
		if p.batch == nil {
			continue
		}
		change.Blobs = append(change.Blobs, p.blobs...)
		document := p.batch.Document
		change.Revisions = append(change.Revisions, archive.Revision{
			Document: document.ID, Revision: document.Revision, TextHash: document.TextHash,
		})
		change.Layouts = append(change.Layouts, p.layout)
		batches = append(batches, *p.batch)
		texts[document.ID] = p.text
	}
	r.noteOpen(&change)
	done := stored{group: group}
	if !r.job.DryRun {
		if err := r.archive(ctx, change); err != nil {
			return err
		}
		written, err := r.store(ctx, batches, texts, &r.clock)
		if err != nil {
			return err
		}
		done.written = written
	}
	select {
	case r.stored <- done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *run) archive(ctx context.Context, change archive.Commit) error {
	defer r.clock.time(&r.clock.archive)()
	return r.config.Archive.Commit(ctx, change)
}

// stored is a group that is in archive and graph, and not yet in the index.
type stored struct {
	group   []prepared
	written written
}

// index makes what was stored searchable, while the next group is stored, and
// reports each document: now it is durable in all three.
func (r *run) index(ctx context.Context) error {
	for done := range r.stored {
		if err := r.indexWritten(ctx, done.written, &r.clock); err != nil {
			return err
		}
		for _, p := range done.group {
			if p.mark != nil {
				continue
			}
			r.summary.count(p.event)
			if r.job.Report != nil {
				r.job.Report(p.event)
			}
		}
	}
	return ctx.Err()
}

// written is what went into the graph and has to go into the index.
type written struct {
	batches    []graph.Batch
	texts      map[string]string // canonical texts by document id
	generation uint64            // of the graph right after
}

// write decides the identities of the batches' claims and writes graph and
// index. texts holds the canonical texts by document id.
func (p *Pipeline) write(ctx context.Context, batches []graph.Batch, texts map[string]string) error {
	var c clock
	done, err := p.store(ctx, batches, texts, &c)
	if err != nil {
		return err
	}
	return p.indexWritten(ctx, done, &c)
}

// store decides the identities of the batches' claims and writes the graph.
func (p *Pipeline) store(ctx context.Context, batches []graph.Batch, texts map[string]string, c *clock) (done written, err error) {
	if len(batches) == 0 {
		return written{}, nil
	}
	defer func() {
		if err != nil {
			p.identity.Forget() // what it remembers may never have been written
		}
	}()
	stop := c.time(&c.identify)
	err = p.identity.Assign(ctx, p.config.Store, batches)
	stop()
	if err != nil {
		return written{}, fmt.Errorf("decide identities: %w", err)
	}
	defer c.time(&c.store)()
	if err := p.config.Store.Apply(ctx, batches...); err != nil {
		return written{}, err
	}
	stats, err := p.config.Store.Stats(ctx)
	return written{batches, texts, stats.Generation}, err
}

// indexWritten makes the index follow what was written to the graph, personal
// identity numbers masked so that nobody finds people by them, including
// passages of other documents whose speaker turned out to be somebody else.
func (p *Pipeline) indexWritten(ctx context.Context, done written, c *clock) error {
	if len(done.batches) == 0 {
		return nil
	}
	defer c.time(&c.index)()
	var updates []search.Update
	own, moved := map[string]bool{}, map[string][]string{}
	for _, batch := range done.batches {
		for _, assignment := range batch.Reassign {
			document := assignment.Claim.Document
			moved[document] = append(moved[document], assignment.Entity)
		}
		if batch.Document.ID == "" {
			continue // brings decisions only
		}
		own[batch.Document.ID] = true
		updates = append(updates, search.Update{
			Document: batch.Document, Delete: batch.Delete, Text: privacy.Mask(done.texts[batch.Document.ID]), Passages: spoken(batch),
		})
	}
	var others []string
	for id, entities := range moved {
		if own[id] {
			continue
		}
		speaks, err := p.speaks(ctx, id, entities)
		if err != nil {
			return err
		}
		if speaks {
			others = append(others, id)
		}
	}
	again, err := p.updates(ctx, others)
	if err != nil {
		return err
	}
	return p.config.Index.Apply(ctx, done.generation, append(updates, again...)...)
}

// speaks reports whether claims that moved to the entities may speak passages
// of a document. What is no entity speaks nothing any more, and may have.
func (p *Pipeline) speaks(ctx context.Context, document string, entities []string) (bool, error) {
	if slices.Contains(entities, graph.NoEntity) {
		return true, nil
	}
	for passage, err := range p.config.Store.Passages(ctx, document) {
		if err != nil || slices.Contains(entities, passage.Speaker) {
			return err == nil, err
		}
	}
	return false, nil
}

// spoken returns the batch's passages with who speaks them.
func spoken(batch graph.Batch) []corpus.Passage {
	passages := slices.Clone(batch.Passages)
	for i, speaker := range batch.Speakers {
		if speaker >= 0 {
			passages[i].Speaker = batch.Claims[speaker].Entity
		}
	}
	return passages
}

// prune removes the documents whose file lies below a pruned path and was not
// listed, or whose record is gone from a file that was.
func (r *run) prune(ctx context.Context) error {
	entries, err := r.config.Archive.Sources(ctx, r.job.Collection)
	if err != nil {
		return err
	}
	var gone []string
	var events []Event
	var change archive.Commit
	for _, entry := range entries {
		if !below(entry.File, r.job.Prune) || r.present(entry) {
			continue
		}
		if entry.Document == "" {
			change.Forgotten = append(change.Forgotten, archive.File{Collection: entry.Collection, Name: entry.Source})
			continue
		}
		gone = append(gone, entry.Document)
		events = append(events, Event{Source: entry.Source, Document: entry.Document, Status: Removed})
	}
	if err := r.config.Archive.Commit(ctx, change); err != nil {
		return err
	}
	if _, err := r.Delete(ctx, gone...); err != nil {
		return err
	}
	for _, event := range events {
		r.summary.count(event)
		if r.job.Report != nil {
			r.job.Report(event)
		}
	}
	return nil
}

// present reports whether the run met the entry's file, and in it its record.
// A file that could not be read takes none of its documents with it.
func (r *run) present(entry archive.Entry) bool {
	if !r.listed[entry.File] {
		return below(entry.File, r.unlisted)
	}
	_, met := r.seen[entry.Document]
	return met || entry.Document == "" || r.unread[entry.File]
}
