// Package tagger finds names of people, places and organisations in sentences
// with trained models. Three implementations share one contract: a linear-chain
// CRF that reads at every ingest, the sentence encoder's head for names, which
// is better and slower, and both deciding together, which is what refines.
package tagger

import (
	"context"

	"github.com/samband/samband/graph"
)

// Convention is the annotation scheme that a model's answer follows.
type Convention uint8

// Conventions.
const (
	Universal Convention = iota // UniversalNER: countries, towns and other geopolitical names are places
	News                        // Webbnyheter 2012 (klintan): names that are none of the three kinds are left out
)

// Span is a name: words From up to, but not including, To of its sentence.
type Span struct {
	From, To int
	Kind     graph.Kind // Person, Place or Organisation
	Score    float64    // how sure the model is, 0 to 1
}

// Tagger names what stands in sentences.
//
// Words are as swedish.Tokenize gives them: marks are words of their own,
// hyphenated words, abbreviations with their stops and numbers are one. Tag
// returns the spans of each sentence, ascending and disjoint, and stops soon
// after ctx is done with its error. It is safe for concurrent use.
type Tagger interface {
	Tag(ctx context.Context, convention Convention, sentences [][]string) ([][]Span, error)
}
