package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Input is a document ready for extraction.
type Input struct {
	Text      *corpus.Text
	Structure *corpus.Structure
}

// Mention is a place where the text speaks of something, before anyone has
// decided which mentions are the same thing.
type Mention struct {
	Kind graph.Kind
	corpus.Span
	Name       string            // normalised: genitive and line breaks removed, capitals of a label restored where known, concepts as indefinite singular lemma
	Canonical  string            // official name where a list or a number decides identity ("Vinnova", "SOU 2021:17"), "" where not
	Attributes map[string]string // number, year, publisher, acronym, …
	Method     string            // rule, list or model that found it
	Confidence float64           // 0 to 1
	Refers     int               // index of the mention this one stands for (pronoun, role, bare first name), -1 where it stands for itself or is undecided
}

// Ref is one end of a fact.
type Ref struct {
	Mention int // index into Result.Mentions; -1 where the end is the document or a passage
	Passage int // index into Structure.Passages; -1 where the end is the document
}

// Fact is a relation between mentions, the document and its passages.
type Fact struct {
	Type       graph.RelationType
	From, To   Ref
	Attributes map[string]string
	Evidence   []Evidence // never empty
}

// Evidence is the words a fact rests on.
type Evidence struct {
	corpus.Span
	Method     string
	Confidence float64
}

// Result is everything found in a document.
type Result struct {
	Mentions []Mention // ascending by Start, then End, then kind
	Facts    []Fact
	Speakers []int // for each of Structure.Turns the mention that is its speaker, -1 where unknown
}
