package read

import (
	"context"
	"errors"
	"fmt"

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
