package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/graph"
)

// errNoErasure reports a store that cannot lose what it holds.
var errNoErasure = errors.New("this store cannot erase people")

// erasedAtOnce is how many redacted documents are written together.
const erasedAtOnce = 64

// Pending returns the erasures of the ledger that the library has not been
// through: those that a crash has interrupted, and all that are newer than a
// backup that was put back.
func (p *Pipeline) Pending(ctx context.Context) ([]string, error) {
	if p.config.Erasures.Empty() {
		return nil, nil
	}
	done, err := p.config.Archive.Erasures(ctx)
	if err != nil {
		return nil, err
	}
	var pending []string
	for _, e := range p.config.Erasures.Erasures() {
		if !done[e.ID] {
			pending = append(pending, e.ID)
		}
	}
	return pending, nil
}

// Replay erases everyone in the ledger from archive, graph and log, and lets
// not a byte of it be left in their files; compact does so for what else its
// caller keeps, and may be nil. The index must be new and is brought along by
// Repair. It returns how many documents it redacted. What a crash interrupts
// is finished by another Replay; one that finds nothing to do changes nothing.
func (p *Pipeline) Replay(ctx context.Context, compact func(context.Context) error) (int, error) {
	store, able := p.config.Store.(scrubber)
	if !able {
		return 0, fmt.Errorf("forget: %w", errNoErasure)
	}
	pending, err := p.Pending(ctx)
	if err != nil {
		return 0, fmt.Errorf("forget: %w", err)
	}
	redacted, err := p.redactAll(ctx)
	if err != nil {
		return redacted, fmt.Errorf("forget: %w", err)
	}
	if compact == nil {
		compact = func(context.Context) error { return nil }
	}
	renamed := map[string]string{}
	for _, step := range []func(context.Context) error{
		p.sweep,
		func(ctx context.Context) error {
			return store.Scrub(ctx, func(event graph.Curation) (graph.Curation, bool) {
				return scrubbed(event, p.config.Erasures, p.config.Erasures, renamed)
			})
		},
		store.Compact,
		p.config.Archive.Compact,
		compact,
		func(ctx context.Context) error { return p.config.Archive.MarkErased(ctx, pending...) },
	} {
		if err := step(ctx); err != nil {
			return redacted, fmt.Errorf("forget: %w", err)
		}
	}
	p.identity.Forget()
	return redacted, nil
}

// redactAll redacts every document that names somebody erased.
func (p *Pipeline) redactAll(ctx context.Context) (int, error) {
	documents, err := p.current(ctx)
	if err != nil {
		return 0, err
	}
	count := 0
	var group replacement
	for _, document := range documents {
		changed, err := p.redact(ctx, document, &group)
		if err != nil {
			return count, fmt.Errorf("document %s: %w", document.ID, err)
		}
		if changed {
			count++
		}
		if len(group.batches) >= erasedAtOnce {
			if err := p.replace(ctx, &group); err != nil {
				return count, err
			}
		}
	}
	return count, p.replace(ctx, &group)
}

// replacement is a group of redacted documents to be written.
type replacement struct {
	change  archive.Commit
	batches []graph.Batch
	texts   map[string]string
}

// redact adds a document to the group if it names somebody erased.
func (p *Pipeline) redact(ctx context.Context, document corpus.Document, group *replacement) (bool, error) {
	text, original, err := p.kept(ctx, document)
	if err != nil {
		return false, err
	}
	erased, err := p.erase(ctx, document, &original, text)
	if err != nil {
		return false, err
	}
	fresh := document
	fresh.Source = p.config.Erasures.Source(document.Source)
	hash := corpus.Hash([]byte(text.Canonical))
	if !erased && fresh.Source == document.Source && hash == document.TextHash {
		return false, nil
	}
	if erased || hash != document.TextHash {
		fresh.Revision, fresh.TextHash, fresh.Format, fresh.URL = hash, hash, corpus.FormatPlain, text.URL
	}
	if fresh.Source != document.Source {
		fresh.ID = corpus.NewID(document.Collection, fresh.Source)
	}
	batch, err := p.analyse(ctx, p.config.Extractor, fresh, text, new(clock))
	if err != nil {
		return false, err
	}
	group.add(document, batch, original, text)
	return true, nil
}

func (g *replacement) add(old corpus.Document, batch *graph.Batch, original []byte, text *corpus.Text) {
	fresh := batch.Document
	if g.texts == nil {
		g.texts = map[string]string{}
	}
	g.texts[fresh.ID] = text.Canonical
	if old.ID != fresh.ID {
		g.batches = append(g.batches, graph.Batch{Document: old, Delete: true})
	}
	g.batches = append(g.batches, *batch)
	g.change.Blobs = append(g.change.Blobs, archive.NewBlob(original), archive.NewBlob([]byte(text.Canonical)))
	g.change.Revisions = append(g.change.Revisions, archive.Revision{Document: fresh.ID, Revision: fresh.Revision, TextHash: fresh.TextHash})
	g.change.Layouts = append(g.change.Layouts, archive.NewLayout(fresh, text))
}

// replace writes a group: the archive first, so that the graph never points to
// a text that is not there. What the archive held before is swept later.
func (p *Pipeline) replace(ctx context.Context, group *replacement) error {
	if len(group.batches) == 0 {
		return nil
	}
	if err := p.config.Archive.Commit(ctx, group.change); err != nil {
		return err
	}
	if err := p.write(ctx, group.batches, group.texts); err != nil {
		return err
	}
	*group = replacement{}
	return nil
}

// sweep removes from the archive what names somebody erased and is no text of
// a document any more, and corrects the ledger of sources.
func (p *Pipeline) sweep(ctx context.Context) error {
	current, err := p.current(ctx)
	if err != nil {
		return err
	}
	var gone []archive.Revision
	var moved []string
	dropped := map[string]bool{}
	for revision, err := range p.config.Archive.Revisions(ctx) {
		if err != nil {
			return err
		}
		document, there := current[revision.Document]
		if there && document.Revision == revision.Revision {
			continue
		}
		if now := p.config.Erasures.Moved(revision.Document); now != revision.Document {
			moved = append(moved, revision.Document)
		}
		if p.names(ctx, revision) {
			gone = append(gone, revision)
			dropped[revision.Revision] = true
		}
	}
	if err := p.correctEntries(ctx, current, dropped); err != nil {
		return err
	}
	if err := p.config.Archive.Expunge(ctx, slices.Compact(moved)...); err != nil {
		return err
	}
	if err := p.config.Archive.DropRevisions(ctx, gone...); err != nil {
		return err
	}
	_, err = p.config.Archive.Collect(ctx)
	return err
}

// names reports whether a revision names somebody erased.
func (p *Pipeline) names(ctx context.Context, revision archive.Revision) bool {
	ruling, decided := p.config.Erasures.Ruling(revision.TextHash)
	if decided {
		return !ruling.Keep
	}
	text, err := p.config.Archive.Text(ctx, revision.TextHash)
	if err != nil || len(erasure.Scan(text, p.config.Erasures)) > 0 {
		return true // what cannot be read cannot be told to be free of names
	}
	original, err := p.config.Archive.Get(ctx, revision.Revision)
	return err != nil || len(erasure.Scan(string(original), p.config.Erasures)) > 0
}

// correctEntries takes names out of the ledger of sources, and makes it agree
// with the documents that were redacted, so that an ingest of the same files
// finds them unchanged.
func (p *Pipeline) correctEntries(ctx context.Context, current map[string]corpus.Document, dropped map[string]bool) error {
	entries, err := p.config.Archive.Entries(ctx)
	if err != nil {
		return err
	}
	ledger := p.config.Erasures
	for _, entry := range entries {
		fresh := entry
		fresh.Source, fresh.File, fresh.Error = ledger.Source(entry.Source), ledger.Source(entry.File), erasure.String(entry.Error, ledger)
		fresh.Document = ledger.Moved(entry.Document)
		if document, there := current[fresh.Document]; there && dropped[entry.Revision] {
			fresh.Revision = document.Revision
		}
		if fresh != entry {
			if err := p.config.Archive.ReplaceEntry(ctx, entry, fresh); err != nil {
				return err
			}
		}
	}
	return nil
}
