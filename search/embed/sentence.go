package embed

import (
	"context"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// Nearest returns the sentence of a text that is nearest to a query: its bytes
// in the text. A text of no sentence is an empty span, one of a single sentence
// is not embedded.
func Nearest(ctx context.Context, embedder Embedder, query []float32, text string) (corpus.Span, error) {
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
		vectors, err := embedder.Passages(ctx, texts)
		if err != nil {
			return corpus.Span{}, err
		}
		highest := float32(-2)
		for i, vector := range vectors {
			if score := dot(query, vector); score > highest {
				nearest, highest = i, score
			}
		}
	}
	return corpus.Span{Start: sentences[nearest].Start, End: sentences[nearest].End}, nil
}

func dot(a, b []float32) (sum float32) {
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
