package embed

import (
	"fmt"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/corpus/swedish"
)

// Glance finds the sentences for which passages answer, whatever made their
// vectors, fast enough for every hit of an answer.
type Glance struct{ model *encoder.Model }

// NewGlance returns a glance that shares the encoder of an embedder which has
// one.
func NewGlance(embedder Embedder) *Glance {
	if own, ok := embedder.(builtIn); ok {
		return &Glance{own.model}
	}
	return &Glance{encoder.New()}
}

// Nearest returns the sentence of a text that is likest a query: its bytes in
// the text. A text of no sentence is an empty span.
func (g *Glance) Nearest(query, text string) (corpus.Span, error) {
	sentences := swedish.Sentences(text)
	if len(sentences) == 0 {
		return corpus.Span{}, nil
	}
	nearest := 0
	if len(sentences) > 1 {
		texts := make([]string, len(sentences))
		for i, s := range sentences {
			texts[i] = text[s.Start:s.End]
		}
		likeness, err := g.model.Likeness(query, texts)
		if err != nil {
			return corpus.Span{}, fmt.Errorf("nearest sentence: %w", err)
		}
		for i, l := range likeness {
			if l > likeness[nearest] {
				nearest = i
			}
		}
	}
	return corpus.Span{Start: sentences[nearest].Start, End: sentences[nearest].End}, nil
}
