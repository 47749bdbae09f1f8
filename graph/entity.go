package graph

import "strings"

// Kind is the sort of thing an entity is.
type Kind string

// The kinds of entity.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Report       Kind = "report" // every published or named document one can cite: inquiries, bills, strategies, laws
	Concept      Kind = "concept"
	Place        Kind = "place"
)

// Kinds lists all kinds in their canonical order.
func Kinds() []Kind { return []Kind{Person, Organisation, Report, Concept, Place} }

// Entity is a person, organisation, report, concept or place as all documents
// together show it.
type Entity struct {
	ID         string            `json:"id"` // kind, ":" and a readable slug: "person:jenni-nordborg"
	Kind       Kind              `json:"kind"`
	Name       string            `json:"name"`       // the name most documents use for it; ties go to the longer, then the first in byte order
	Aliases    []string          `json:"aliases"`    // all other names and surface forms, in byte order
	Attributes map[string]string `json:"attributes"` // for example number, year, publisher of a report
	Documents  int               `json:"documents"`  // number of documents that speak of it
}

// KindOf returns the kind in an entity id, and false for the ids of documents
// and passages, which begin with no kind.
func KindOf(id string) (Kind, bool) {
	prefix, _, found := strings.Cut(id, ":")
	if !found {
		return "", false
	}
	for _, kind := range Kinds() {
		if prefix == string(kind) {
			return kind, true
		}
	}
	return "", false
}
