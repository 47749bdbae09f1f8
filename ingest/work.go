package ingest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/resolve"
	"github.com/samband/samband/ingest/structure"
)

// errInternal reports a fault of the program itself in one document.
var errInternal = errors.New("internal fault")

// work prepares records until there are no more.
func (r *run) work(ctx context.Context) error {
	for record := range r.records {
		if err := r.workRecord(ctx, record); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *run) workRecord(ctx context.Context, record record) error {
	document, err := r.newDocument(ctx, &record)
	entry := record.entry
	if err != nil {
		entry.Collection, entry.Revision = r.job.Collection, r.known[entry.Document]
		return r.fail(ctx, entry, err)
	}
	entry.Collection, entry.Revision = r.job.Collection, document.Revision
	if r.known[document.ID] == document.Revision && !r.job.Force {
		event := Event{Source: record.source, Document: document.ID, Status: Unchanged, Original: len(record.item.Original)}
		return r.send(ctx, prepared{event: event, entry: entry, record: true})
	}
	batch, err := r.prepare(ctx, document, record)
	if err != nil {
		entry.Revision = r.known[document.ID]
		return r.fail(ctx, entry, err)
	}
	status := Added
	if _, there := r.known[document.ID]; there {
		status = Updated
	}
	text := record.item.Text.Canonical
	return r.send(ctx, prepared{
		event: Event{
			Source: record.source, Document: document.ID, Status: status,
			Original: len(record.item.Original), Bytes: len(text), Passages: len(batch.Passages), Entities: len(batch.Claims),
		},
		entry: entry, record: true, layout: archive.NewLayout(document, &record.item.Text), batch: batch, text: text,
		blobs: []archive.Blob{
			{Hash: document.Revision, Data: record.item.Original},
			{Hash: document.TextHash, Data: []byte(text)},
		},
	})
}

// newDocument describes a record, from which it takes what names people who
// were erased.
func (r *run) newDocument(ctx context.Context, record *record) (document corpus.Document, err error) {
	item := &record.item
	document = newDocument(r.collection(*item), record.source, *item)
	if r.config.Erasures.Empty() {
		return document, nil
	}
	defer func() {
		if fault := recover(); fault != nil {
			err = r.fault(ctx, record.source, fault)
		}
	}()
	erased, err := r.erase(ctx, document, &item.Original, &item.Text)
	if err != nil || !erased {
		return document, err
	}
	document = newDocument(r.collection(*item), record.source, *item)
	document.Format = corpus.FormatPlain // of the original that is kept
	return document, nil
}

// prepare turns a record into what it contributes to the graph. A fault in
// one document must not end the run, so a panic becomes that document's error.
func (r *run) prepare(ctx context.Context, document corpus.Document, record record) (batch *graph.Batch, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			batch, err = nil, r.fault(ctx, record.source, fault)
		}
	}()
	text := &record.item.Text
	if r.job.Kind != "" {
		text.Kind = r.job.Kind
	}
	batch, err = r.analyse(ctx, r.config.Extractor, document, text, &r.clock)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", record.source, err)
	}
	return batch, nil
}

// analyse turns a text into what its document contributes to the graph.
func (p *Pipeline) analyse(ctx context.Context, extractor Extractor, document corpus.Document, text *corpus.Text, c *clock) (*graph.Batch, error) {
	stop := c.time(&c.structure)
	parsed, err := structure.Parse(text)
	stop()
	if err != nil {
		return nil, err
	}
	describe(&document, parsed)
	stop = c.time(&c.extract)
	input := extract.Input{Text: text, Structure: parsed}
	found, err := extractor.Extract(ctx, input)
	stop()
	if err != nil {
		return nil, err
	}
	defer c.time(&c.resolve)()
	resolved := resolve.Document(document, input, found)
	return &graph.Batch{
		Document: document, Passages: parsed.Passages, Speakers: resolved.Speakers, Claims: resolved.Claims, Facts: resolved.Facts,
	}, nil
}

// fault logs what was recovered from a panic and makes it a document's error.
func (p *Pipeline) fault(ctx context.Context, source string, fault any) error {
	p.logger.ErrorContext(ctx, "document gave rise to a fault", "source", source, "fault", fault, "stack", string(debug.Stack()))
	return &read.Error{Source: source, Err: fmt.Errorf("%w: %v", errInternal, fault), Remedy: "please report it with the document"}
}

// describe fills in what the structure knows of the document and names its
// passages.
func describe(document *corpus.Document, parsed *corpus.Structure) {
	document.Kind, document.Title, document.Date = parsed.Kind, parsed.Title, parsed.Date
	document.Language, document.Publisher = parsed.Language, parsed.Publisher
	document.Authors = nil
	for _, author := range parsed.Authors {
		document.Authors = append(document.Authors, author.Text)
	}
	for i := range parsed.Passages {
		passage := &parsed.Passages[i]
		passage.Document, passage.ID = document.ID, corpus.PassageID(document.ID, passage.Ordinal)
	}
}
