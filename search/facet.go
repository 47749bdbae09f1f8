package search

import (
	"context"
	"iter"

	"github.com/samband/samband/search/query"
)

// Facet is a property by which what matches is counted and can be narrowed.
type Facet string

// The facets.
const (
	FacetKind         Facet = "kind"
	FacetYear         Facet = "year"
	FacetCollection   Facet = "collection"
	FacetLanguage     Facet = "language"
	FacetSpeaker      Facet = "speaker"
	FacetPerson       Facet = "person"
	FacetOrganisation Facet = "organisation"
	FacetReport       Facet = "report"
	FacetConcept      Facet = "concept"
)

// Facets lists all facets in the order in which they are shown.
func Facets() []Facet {
	return []Facet{
		FacetKind, FacetYear, FacetCollection, FacetLanguage, FacetSpeaker, FacetPerson, FacetOrganisation, FacetReport, FacetConcept,
	}
}

// FacetCount is a value of a facet with the number of matches that have it,
// where only values of the other facets were chosen: a passage counts for each
// value that it has.
type FacetCount struct {
	Value    string `json:"value"` // a kind, year, collection or language, or the id of an entity
	Count    int    `json:"count"`
	Selected bool   `json:"selected"` // whether the filter asks for it
}

// MaxFacetValues is the number of values of a facet that are listed, those with
// most matches, besides the selected ones.
const MaxFacetValues = 20

// Period is a year with what matches in its documents.
type Period struct {
	Year     string `json:"year"` // "" for documents without a date
	Passages int    `json:"passages"`
	Words    int    `json:"words"` // words of all passages that pass the filter, for relative frequencies
}

// Counter is a Matcher that counts all that it matches.
type Counter interface {
	Matcher
	// Count counts the values of the facets wanted among all that Match, or
	// where loose Rank, finds, and among also. It counts no values that none
	// has, except those selected.
	Count(ctx context.Context, q query.Query, filter Filter, counting Counting) (map[Facet][]FacetCount, error)
	// Trend counts what Match finds by the year of its document, from the first
	// to the last year with all between; without date last.
	Trend(ctx context.Context, q query.Query, filter Filter) ([]Period, error)
}

// Counting says what to count.
type Counting struct {
	Facets []Facet
	Loose  bool     // passages with any of the words, as Rank finds them
	Also   []string // passages that were found otherwise
}

// Place is where an entity has a part in a document.
type Place struct {
	Entity   string
	Document string
	Start    int // byte in the canonical text; -1 stands for all of the document
}

// Entities knows the entities of the graph that an index reflects.
type Entities interface {
	// Named returns the ids of the entities of a kind that a user may mean by
	// an id or a name, none where nobody is called so.
	Named(ctx context.Context, kind, name string) ([]string, error)
	// Places yields the places where an entity has a part of the kind that a
	// role of search/query names (mentions, for ""), or all entities where it
	// is ""; in one document, where one is given.
	Places(ctx context.Context, role, entity, document string) iter.Seq2[Place, error]
}

// Chosen returns the values of a facet that a filter asks for.
func (f Filter) Chosen(facet Facet) []string {
	switch facet {
	case FacetKind:
		kinds := make([]string, len(f.Kinds))
		for i, kind := range f.Kinds {
			kinds[i] = string(kind)
		}
		return kinds
	case FacetYear:
		return f.Years
	case FacetCollection:
		return f.Collections
	case FacetLanguage:
		return f.Languages
	case FacetSpeaker:
		return f.Speakers
	case FacetPerson:
		return f.Persons
	case FacetOrganisation:
		return f.Organisations
	case FacetReport:
		return f.Reports
	case FacetConcept:
		return f.Concepts
	}
	return nil
}
