package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// ErrInvalid reports a question that makes no sense: a date that is none, too
// few entities to compare.
var ErrInvalid = errors.New("invalid question")

// The bounds of a Window.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// Window is the part of a list that is wanted; the zero value is its first
// DefaultLimit elements.
type Window struct {
	Offset int // elements to skip
	Limit  int // at most so many, up to MaxLimit; 0 is DefaultLimit
}

// Page is a part of a list. JSON has no null for an empty one.
type Page[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total"` // elements of the whole list
}

func page[T any](all []T, window Window) Page[T] {
	limit := window.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	start := min(max(window.Offset, 0), len(all))
	end := min(start+min(limit, MaxLimit), len(all))
	return Page[T]{Items: append([]T{}, all[start:end]...), Total: len(all)}
}

// Scope narrows what counts as evidence to some documents; the zero value lets
// all through.
type Scope struct {
	Collection *string // only documents of this collection
	From       string  // only documents of this date or later; those without a date are left out
	To         string  // only documents of this date or earlier; those without a date are left out
}

// Validate returns ErrInvalid, wrapped, where a date is none.
func (s *Scope) Validate() error {
	for _, date := range []string{s.From, s.To} {
		if date != "" && !isDate(date) {
			return fmt.Errorf("%w: %q is no date such as 2024-05-03, 2024-05 or 2024", ErrInvalid, date)
		}
	}
	return nil
}

func (s *Scope) holds(document *corpus.Document) bool {
	if s.Collection != nil && *s.Collection != document.Collection {
		return false
	}
	return s.holdsDate(document.Date)
}

func (s *Scope) holdsDate(date string) bool {
	if s.From == "" && s.To == "" {
		return true
	}
	return date != "" && lastDay(date) >= firstDay(s.From) && (s.To == "" || firstDay(date) <= lastDay(s.To))
}

func isDate(date string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, date); err == nil {
			return true
		}
	}
	return false
}

// firstDay and lastDay turn a date into the days it begins and ends with, for
// comparisons: the last day of every month is the 31st.
func firstDay(date string) string { return filled(date, "0000-01-01") }

func lastDay(date string) string { return filled(date, "9999-12-31") }

func filled(date, pattern string) string {
	if date == "" || len(date) >= len(pattern) {
		return date
	}
	return date + pattern[len(date):]
}

// reader reads documents of a store, each once, and dates facts by them.
type reader struct {
	store    graph.Store
	known    map[string]corpus.Document
	passages map[string][]corpus.Passage // by document
}

func newReader(store graph.Store) *reader {
	return &reader{store: store, known: map[string]corpus.Document{}, passages: map[string][]corpus.Passage{}}
}

// load reads the documents with the ids that are not known yet. One that the
// store does not have is remembered as one without title and date.
func (r *reader) load(ctx context.Context, ids []string) error {
	var missing []string
	for _, id := range ids {
		if _, known := r.known[id]; !known {
			r.known[id] = corpus.Document{ID: id}
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	for document, err := range r.store.Documents(ctx, graph.DocumentFilter{IDs: missing}) {
		if err != nil {
			return fmt.Errorf("read documents: %w", err)
		}
		r.known[document.ID] = document
	}
	return nil
}

func collect[T any](sequence func(func(T, error) bool)) ([]T, error) {
	var values []T
	for value, err := range sequence {
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}
