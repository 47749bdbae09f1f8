package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/ingest/source"
)

// errDuplicate reports a second record with the id of an earlier one.
var errDuplicate = errors.New("another document of this run has the same source")

// read turns files into records until there are no more files.
func (r *run) read(ctx context.Context) error {
	for file := range r.files {
		if r.stopped() {
			continue
		}
		if err := r.readFile(ctx, file); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *run) readFile(ctx context.Context, file source.File) error {
	past, err := r.config.Archive.File(ctx, r.job.Collection, file.Source)
	if err != nil {
		return err
	}
	if r.job.OnlyFailed && !failed(past) {
		r.keep(file)
		return nil
	}
	if r.current(file, past) {
		return r.unchanged(ctx, past)
	}
	base := archive.Entry{Source: file.Source, File: file.Source, Size: file.Size, Modified: file.Modified}
	stop := r.clock.time(&r.clock.read)
	content, err := file.Read(ctx, r.validators(past))
	stop()
	if err != nil {
		r.keep(file)
		return r.fail(ctx, asBefore(base, past), err)
	}
	if content.Unchanged {
		return r.unchanged(ctx, past)
	}
	base.ETag, base.LastModified = content.ETag, content.LastModified
	return r.readRecords(ctx, file, content, asBefore(base, past))
}

// keep spares the documents of a file that was not read from pruning.
func (r *run) keep(file source.File) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unread[file.Source] = true
}

// asBefore keeps what the ledger knew of a file's document when the file can
// no longer be read: the document is still there.
func asBefore(base archive.Entry, past []archive.Entry) archive.Entry {
	for _, entry := range past {
		if entry.Source == base.Source {
			base.Document, base.Revision = entry.Document, entry.Revision
		}
	}
	return base
}

func failed(entries []archive.Entry) bool {
	for _, entry := range entries {
		if entry.Error != "" {
			return true
		}
	}
	return false
}

// complete reports whether all the ledger knows of a file is in the graph.
func (r *run) complete(past []archive.Entry) bool {
	for _, entry := range past {
		if entry.Error != "" || entry.Document == "" || r.known[entry.Document] != entry.Revision {
			return false
		}
	}
	return len(past) > 0
}

// current reports whether a file need not even be read: its size and time are
// those of the last run, and all it held is in the graph.
func (r *run) current(file source.File, past []archive.Entry) bool {
	if r.job.Force || file.Modified.IsZero() || !r.complete(past) {
		return false
	}
	for _, entry := range past {
		if entry.Size != file.Size || !entry.Modified.Equal(file.Modified) {
			return false
		}
	}
	return true
}

func (r *run) validators(past []archive.Entry) source.Validators {
	if r.job.Force || !r.complete(past) {
		return source.Validators{}
	}
	return source.Validators{ETag: past[0].ETag, LastModified: past[0].LastModified}
}

func (r *run) unchanged(ctx context.Context, past []archive.Entry) error {
	for i, entry := range past {
		r.claim(entry.Document, entry.File)
		event := Event{Source: entry.Source, Document: entry.Document, Status: Unchanged}
		if i == 0 {
			event.Original = int(entry.Size) // the whole file's
		}
		if err := r.send(ctx, prepared{event: event}); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) readRecords(ctx context.Context, file source.File, content source.Content, base archive.Entry) error {
	if err := r.send(ctx, prepared{mark: &fileMark{file.Source, unknownRecords}}); err != nil {
		return err
	}
	records := 0
	input := read.Input{Name: file.Source, MediaType: content.MediaType, As: r.job.As, Bytes: content.Bytes}
	stop := r.clock.time(&r.clock.read)
	for item, err := range r.readable(ctx, input) {
		stop()
		sent := 1
		if err != nil {
			r.keep(file)
			err = r.fail(ctx, failedRecord(base, err), err)
		} else {
			sent, err = r.readRecord(ctx, file, item, base)
		}
		records += sent
		if err != nil {
			return err
		}
		if r.stopped() {
			return nil
		}
		stop = r.clock.time(&r.clock.read)
	}
	stop()
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.send(ctx, prepared{mark: &fileMark{file.Source, records}})
}

// readable yields the records of a file. A fault of a reader must not end the
// run, so a panic becomes that file's error.
func (r *run) readable(ctx context.Context, input read.Input) iter.Seq2[read.Item, error] {
	return func(yield func(read.Item, error) bool) {
		defer func() {
			if fault := recover(); fault != nil {
				yield(read.Item{}, r.fault(ctx, input.Name, fault))
			}
		}()
		r.config.Reader.Records(ctx, input, r.config.Limits)(yield)
	}
}

// failedRecord names the record that failed, so that one bad line does not
// overwrite what the ledger says of the file's other lines.
func failedRecord(base archive.Entry, err error) archive.Entry {
	var problem *read.Error
	if errors.As(err, &problem) && problem.Place != "" {
		base.Source, base.Document, base.Revision = base.File+"#"+problem.Place, "", ""
	}
	return base
}

// readRecord hands a record to the workers, or says why not. It returns how
// many entries of the ledger come of it.
func (r *run) readRecord(ctx context.Context, file source.File, item read.Item, base archive.Entry) (int, error) {
	name := item.ID
	if name == "" {
		name = file.Source
	}
	name = r.config.Erasures.Source(name)
	id := corpus.NewID(r.collection(item), name)
	base.Source, base.Document = name, id
	if other, first := r.claim(id, file.Source); !first {
		err := &read.Error{Source: file.Source, Place: name, Err: fmt.Errorf("%w (%s)", errDuplicate, other), Remedy: "give each record an id of its own"}
		base.Source, base.Document, base.Revision = file.Source+"#"+name, "", ""
		return 1, r.fail(ctx, base, err)
	}
	sent := 1
	if err := r.transcript(ctx, file, &item); err != nil {
		failure := base
		revision, known := r.known[id]
		if failure.Revision = revision; !known {
			failure.Source, failure.Document = file.Source+"#"+item.Fetch[0].URL, ""
		}
		err = r.fail(ctx, failure, err)
		if err != nil || known || strings.TrimSpace(item.Text.Canonical) == "" {
			return 1, err
		}
		sent = 2 // the item itself is better than nothing
	}
	select {
	case r.records <- record{item: item, source: name, entry: base}:
		return sent, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// collection is the run's, unless that is the default and the record names
// one itself.
func (r *run) collection(item read.Item) string {
	if r.job.Collection == "" {
		return item.Collection
	}
	return r.job.Collection
}

// transcript replaces a feed item's text with the first transcript it points
// to that can be read. Where none can, it returns why not the best of them.
func (r *run) transcript(ctx context.Context, file source.File, item *read.Item) error {
	if r.config.Fetcher == nil || !file.Remote {
		return nil
	}
	var first error
	for _, enclosure := range item.Fetch {
		enclosure.URL = resolveAddress(file.Source, enclosure.URL)
		content, err := r.config.Fetcher.Fetch(ctx, enclosure.URL, source.Validators{})
		if err == nil {
			err = r.adopt(ctx, item, enclosure, content)
		}
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// resolveAddress resolves a reference in the document at base.
func resolveAddress(base, reference string) string {
	from, err := url.Parse(base)
	if err != nil {
		return reference
	}
	to, err := from.Parse(reference)
	if err != nil {
		return reference
	}
	return to.String()
}

func (r *run) adopt(ctx context.Context, item *read.Item, enclosure read.Enclosure, content source.Content) error {
	mediaType := content.MediaType
	if enclosure.MediaType != "" {
		mediaType = enclosure.MediaType
	}
	var items []read.Item
	for transcript, err := range r.readable(ctx, read.Input{Name: enclosure.URL, MediaType: mediaType, Bytes: content.Bytes}) {
		if err != nil {
			return err
		}
		items = append(items, transcript)
	}
	if len(items) != 1 {
		return &read.Error{Source: enclosure.URL, Err: fmt.Errorf("%w: not a transcript", read.ErrUnsupported), Remedy: "tell the publisher of the feed"}
	}
	transcript := items[0]
	about := item.Text
	item.Original, item.Text = transcript.Original, transcript.Text
	item.Text.Title, item.Text.Date, item.Text.URL = about.Title, about.Date, about.URL
	item.Text.Authors, item.Text.Publisher, item.Text.Kind, item.Text.Meta = about.Authors, about.Publisher, about.Kind, about.Meta
	return nil
}
