package read

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/samband/samband/corpus"
)

// Errors that callers branch on, always wrapped in an *Error.
var (
	ErrEmpty       = errors.New("no text")
	ErrNeedsOCR    = errors.New("needs OCR") // pages without text
	ErrUnsupported = errors.New("unsupported format")
	ErrTooLarge    = errors.New("too large")
	ErrDamaged     = errors.New("damaged")
)

// Error says what could not be read, where, and what to do about it.
type Error struct {
	Source string // file, member or address
	Place  string // "page 3", "line 17", "" for the whole
	Err    error  // wraps one of the sentinels
	Remedy string // what the user can do, one sentence
}

// Error renders source, place, cause and remedy on one line.
func (e *Error) Error() string {
	where := e.Source
	if e.Place != "" {
		where += ": " + e.Place
	}
	if e.Remedy == "" {
		return fmt.Sprintf("%s: %v", where, e.Err)
	}
	return fmt.Sprintf("%s: %v (%s)", where, e.Err, e.Remedy)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Limits bound what a reader accepts. The zero value of a field means its
// default, see DefaultLimits.
type Limits struct {
	Bytes        int64 // of one input
	TextBytes    int   // of one canonical text
	Pages        int   // of one paged document
	ArchiveBytes int64 // of everything expanded from one archive (docx, odt, zip)
	ArchiveRatio int   // expanded to compressed size
	ArchiveFiles int   // members of one archive
	Nesting      int   // archives in archives, elements in elements
}

// DefaultLimits returns the limits that apply where none are configured.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 64 << 20, TextBytes: 32 << 20, Pages: 5000,
		ArchiveBytes: 512 << 20, ArchiveRatio: 200, ArchiveFiles: 10000, Nesting: 3,
	}
}

// Input is one source.
type Input struct {
	Name      string        // path, member name or address; its extension is a hint, never the decision
	MediaType string        // as a server declared it, "" where nobody did
	As        corpus.Format // forces a format; "" detects it
	Bytes     []byte
}

// Item is one document of an input. Most inputs hold one; a feed, a JSON array
// or JSON Lines holds many.
type Item struct {
	ID         string // stable name inside the input: "" for the only document, else the record's source, id or guid
	Collection string // collection the record names, "" where it names none
	Original   []byte // bytes of the original that the item was made from; Revision is their hash
	Text       corpus.Text
	Fetch      []Enclosure // further sources the item points to, e.g. a feed item's transcripts, best first
}

// Enclosure is an address where the full text of an item can be fetched.
type Enclosure struct {
	URL       string
	MediaType string
}

// Func reads one format. It returns an *Error for anything wrong with the
// input, and stops with ctx.Err() when ctx is done.
type Func func(ctx context.Context, input Input, limits Limits) (corpus.Text, error)

// Read returns every document of an input. The format is decided by content;
// the name's extension and the media type only break ties. Of an input with
// many records it returns those it could read, and an error that joins what
// was wrong with the others. Offsets of the texts point into Item.Original.
func Read(ctx context.Context, input Input, limits Limits) ([]Item, error) {
	var items []Item
	var failed []error
	for item, err := range Records(ctx, input, limits) {
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
// be read yields an *Error that names it, and the rest goes on. When ctx is
// done the last pair yielded is its error.
func Records(ctx context.Context, input Input, limits Limits) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		limits = limits.OrDefault()
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
		default:
			yield(single(ctx, input, limits))
		}
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

// reader returns the reader of a format that holds one document, nil where
// there is none.
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
	}
	return nil
}
