package tagger

import "github.com/samband/samband/graph"

// Label is what a word is to a name. B begins a name, I goes on with it.
type Label uint8

// The labels. Other kinds of names are told apart in the scheme News only, and
// left out of what Tag returns.
const (
	None Label = iota
	BeginPerson
	InPerson
	BeginPlace
	InPlace
	BeginOrganisation
	InOrganisation
	BeginOther
	InOther
	labels = int(InOther) + 1
)

const conventions = int(News) + 1

// begins reports whether a name begins.
func (l Label) begins() bool { return l&1 == 1 }

// inside reports whether a name goes on.
func (l Label) inside() bool { return l != None && l&1 == 0 }

// kind returns the kind of entity, "" for none and for other kinds of names.
func (l Label) kind() graph.Kind {
	switch l {
	case BeginPerson, InPerson:
		return graph.Person
	case BeginPlace, InPlace:
		return graph.Place
	case BeginOrganisation, InOrganisation:
		return graph.Organisation
	default:
		return ""
	}
}

// follows reports whether a label can stand behind another.
func (l Label) follows(last Label) bool {
	return !l.inside() || last == l || last == l-1
}
