package search

import (
	"context"
	"time"

	"github.com/samband/samband/corpus"
)

// Mode chooses how passages are matched.
type Mode string

// The modes. Until vectors exist for a passage, hybrid finds it by its words.
const (
	ModeText     Mode = "text"
	ModeSemantic Mode = "semantic"
	ModeHybrid   Mode = "hybrid"
)

// MaxLimit is the largest number of hits one request may ask for.
const MaxLimit = 1000

// Request is one question.
type Request struct {
	Fold   bool   // a, o and e stand for å, ä, ö and é, too; such hits rank below
	Query  string // in the query language of search/query; "" matches every passage that passes Filter
	Mode   Mode   // "" is ModeHybrid
	Filter Filter
	Limit  int     // hits wanted, 1 to MaxLimit; 0 is 10
	Offset int     // hits to skip, at most 10,000; not with Cursor
	Cursor string  // Next of the result before; "" begins at the first
	Sort   Sort    // "" is SortRelevance
	Group  bool    // one hit for each document, its best
	Facets []Facet // to count

	after *Position // what Cursor says
}

// Filter narrows a request; it applies before limits. Empty fields select all,
// several values in one field are alternatives, fields are combined.
type Filter struct {
	Documents                                 []string
	Collections                               []string
	Kinds                                     []corpus.DocumentKind
	Speakers                                  []string // entity ids
	Years                                     []string // "2021"
	Languages                                 []string // BCP 47, of the passage
	Persons, Organisations, Reports, Concepts []string // ids of entities that are mentioned
	From, To                                  string   // ISO 8601 dates, inclusive; a year stands for all its days
}

// Hit is a passage that answers.
type Hit struct {
	Document    string              `json:"document"`
	Source      string              `json:"source"`
	Title       string              `json:"title"`
	Date        string              `json:"date"`
	Kind        corpus.DocumentKind `json:"kind"`
	Passage     string              `json:"passage"`
	corpus.Span                     // of the passage in the canonical text
	Score       float64             `json:"score"`
	Text        string              `json:"text"`       // the canonical text that Span covers
	Highlights  []corpus.Span       `json:"highlights"` // offsets into the canonical text, inside Span, ascending, disjoint
	Speaker     string              `json:"speaker"`    // entity id, "" where nobody speaks
	Heading     string              `json:"heading"`
	Time        time.Duration       `json:"-"`
	Timed       bool                `json:"-"`
	Page        int                 `json:"-"`
}

// Total is the number of passages that match.
type Total struct {
	Value    int    `json:"value"`
	Relation string `json:"relation"` // "eq", or "gte" where counting stopped
}

// Coverage says what was searched.
type Coverage struct {
	Documents  int    `json:"documents"`  // documents searched
	Failed     int    `json:"failed"`     // sources that could not be ingested
	Pending    int    `json:"pending"`    // documents stored but not yet in the index
	Passages   int    `json:"passages"`   // passages searched
	Vectors    int    `json:"vectors"`    // those of them that can be found by meaning, too
	Generation uint64 `json:"generation"` // of the graph that the index reflects
}

// QueryEcho tells how a query was understood.
type QueryEcho struct {
	Text        string       `json:"text"`
	Parsed      string       `json:"parsed"`      // canonical form of the parsed query
	Corrections []Correction `json:"corrections"` // words without hits that were read as others, never nil
	Notes       []string     `json:"notes"`       // what was not understood and how it was read instead, never nil
}

// Result answers a request.
type Result struct {
	Hits     []Hit
	Total    Total
	Next     string                 // cursor of the page after, "" after the last
	Facets   map[Facet][]FacetCount // those asked for, never nil
	Coverage Coverage
	Query    QueryEcho
	Took     time.Duration
}

// Searcher answers requests. A query that does not parse is read as plain
// words and the result says so; only a request that breaks a limit is an error
// (ErrBadRequest).
type Searcher interface {
	Search(ctx context.Context, request Request) (Result, error)
}

// Update is what an index needs of one revision of one document.
type Update struct {
	Document corpus.Document
	Delete   bool   // remove the document; only Document.ID is read
	Text     string // canonical text the passages point into
	Passages []corpus.Passage
}

// Index keeps the passages of a corpus searchable.
type Index interface {
	// Apply makes the updates searchable, all or none, and records generation
	// with them. An update replaces what an earlier one of the same document
	// wrote.
	Apply(ctx context.Context, generation uint64, updates ...Update) error
	// State returns the generation of the last Apply and the revision the
	// index holds of every document.
	State(ctx context.Context) (generation uint64, revisions map[string]string, err error)
	// Close releases the index.
	Close() error
}
