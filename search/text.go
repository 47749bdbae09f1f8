package search

import (
	"context"
	"errors"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search/query"
)

// Errors that callers branch on.
var (
	// ErrBadRequest reports a request that breaks a limit.
	ErrBadRequest = errors.New("bad request")
	// ErrLocked reports that another process has the index open.
	ErrLocked = errors.New("index is locked by another process")
	// ErrRebuild reports an index that is damaged or was written in another
	// format; it must be removed and built anew.
	ErrRebuild = errors.New("index must be rebuilt")
	// ErrReadOnly reports a write to an index that was opened for reading.
	ErrReadOnly = errors.New("index is open for reading only")
	// ErrClosed reports the use of an index after Close.
	ErrClosed = errors.New("index is closed")
)

// Matcher finds passages by their words. Index implementations for full text
// are Matchers.
type Matcher interface {
	// Match returns the best passages for a query, of those the filter
	// selects, in the order and of the number that the page asks for. It stops
	// soon after ctx is done.
	Match(ctx context.Context, q query.Query, filter Filter, page Page) (Matches, error)
}

// Matches is what a Matcher finds.
type Matches struct {
	Postings    []Posting
	Total       int    // passages that match, or documents where they are grouped
	Generation  uint64 // of the graph that the index reflects
	Notes       []string
	Corrections []Correction // words without hits that were read as others
	Mark        Marker       // never nil
}

// Ranker is a Matcher that can say how well passages answer in words, for a
// search that weighs other evidence beside it. An index that is none is searched
// for words only.
type Ranker interface {
	Matcher
	// Rank returns the best passages that have any of the query's words, and
	// all else that it and the filter ask for, ordered as by Match, and how
	// well those of also that the index holds answer.
	Rank(ctx context.Context, q query.Query, filter Filter, limit int, also []string) (Ranking, error)
	// Select returns the passages that have all that filter and query ask for
	// beside words, in no order.
	Select(ctx context.Context, q query.Query, filter Filter) ([]string, error)
}

// Ranking is what a Ranker finds. Its Total is the number of passages that have
// any of the words.
type Ranking struct {
	Matches
	Scores    map[string]float64 // of the passages asked for, 0 where they have none of the words
	Mean      float64            // of the scores of all passages that Select selects
	Deviation float64            // standard deviation of them
}

// Correction is a word of a query that was read as one of the corpus.
type Correction struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Posting is one passage that matches.
type Posting struct {
	Passage string
	Score   float64 // above 0 for a passage found by words, else 0
	Day     int     // of its document's date, see Day; only in SortDate
}

// Marker finds what a query matches in a text.
type Marker interface {
	// Mark returns the matching words and parts of compounds: byte spans into
	// text, ascending and disjoint.
	Mark(text string) []corpus.Span
}
