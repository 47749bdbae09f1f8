package read

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/samband/samband/corpus"
)

// Reader reads inputs of all formats. Its zero value is ready for use, by
// several goroutines too; it starts what reading PDF needs with the first PDF
// and keeps it until Close.
type Reader struct {
	// Cache is a folder for machine code compiled from the PDF library, which
	// makes later starts faster; "" keeps none.
	Cache string

	pdf pdfLibrary
}

// Close ends what the reader has started.
func (r *Reader) Close() error { return r.pdf.close() }

// Read is Reader.Read of a reader that is used once.
func Read(ctx context.Context, input Input, limits Limits) ([]Item, error) {
	var r Reader
	items, err := r.Read(ctx, input, limits)
	return items, errors.Join(err, r.Close()) //nolint:contextcheck // what was started is ended however the reading went
}

// Records is Reader.Records of a reader that is used once.
func Records(ctx context.Context, input Input, limits Limits) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var r Reader
		defer r.Close() //nolint:errcheck,contextcheck // nothing was written; what was started is ended
		for item, err := range r.Records(ctx, input, limits) {
			if !yield(item, err) {
				return
			}
		}
	}
}

// Read returns every document of an input. The format is decided by content;
// the name's extension and the media type only break ties. Of an input with
// many records it returns those it could read, and an error that joins what
// was wrong with the others. Offsets of the texts point into Item.Original.
func (r *Reader) Read(ctx context.Context, input Input, limits Limits) ([]Item, error) {
	var items []Item
	var failed []error
	for item, err := range r.Records(ctx, input, limits) {
		if err != nil {
			failed = append(failed, err)
			continue
		}
		items = append(items, item)
	}
	return items, errors.Join(failed...)
}

// Records yields the documents of an input one at a time, in its order, so
// that an input of many records need not be held as text. A record that cannot
// be read yields an *Error that names it, and the rest goes on; so do the
// pages of a PDF that hold no text, after the text of the others. When ctx is
// done the last pair yielded is its error.
func (r *Reader) Records(ctx context.Context, input Input, limits Limits) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		limits := limits.OrDefault()
		if err := admit(ctx, input, limits); err != nil {
			yield(Item{}, err)
			return
		}
		if input.As == "" {
			format, err := Detect(input)
			if err != nil {
				yield(Item{}, err)
				return
			}
			input.As = format
		}
		switch input.As {
		case corpus.FormatJSON:
			jsonRecords(ctx, input, limits, yield)
		case corpus.FormatFeed:
			feedRecords(ctx, input, limits, yield)
		case corpus.FormatPDF:
			r.pdfRecords(ctx, input, limits, yield)
		default:
			yield(single(ctx, input, limits))
		}
	}
}

// pdfRecords yields a PDF and, where some of its pages hold no text, what is
// missing.
func (r *Reader) pdfRecords(ctx context.Context, input Input, limits Limits, yield func(Item, error) bool) {
	text, err := r.PDF(ctx, input, limits)
	if err == nil {
		err = check(input, &text, limits)
	}
	if err != nil {
		yield(Item{}, err)
		return
	}
	if yield(Item{Original: input.Bytes, Text: text}, nil) && text.Meta[metaNeedsOCR] != "" {
		yield(Item{}, needsOCR(input.Name, "page "+text.Meta[metaNeedsOCR]))
	}
}

// single reads an input that is one document.
func single(ctx context.Context, input Input, limits Limits) (Item, error) {
	read := reader(input.As)
	if read == nil {
		return Item{}, &Error{
			Source: input.Name, Err: fmt.Errorf("%w: %q", ErrUnsupported, input.As),
			Remedy: "name one of the formats that samband reads",
		}
	}
	text, err := read(ctx, input, limits)
	if err != nil {
		return Item{}, err
	}
	if err := check(input, &text, limits); err != nil {
		return Item{}, err
	}
	return Item{Original: input.Bytes, Text: text}, nil
}

// reader returns the reader of a format that holds one document and needs no
// library to be started; nil where there is none.
func reader(format corpus.Format) Func {
	switch format {
	case corpus.FormatPlain:
		return Plain
	case corpus.FormatMarkdown:
		return Markdown
	case corpus.FormatHTML:
		return HTML
	case corpus.FormatDOCX:
		return DOCX
	case corpus.FormatODT:
		return ODT
	case corpus.FormatSRT:
		return SRT
	case corpus.FormatVTT:
		return VTT
	case corpus.FormatTranscript:
		return Transcript
	default:
		return nil
	}
}
