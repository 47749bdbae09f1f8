package search

import (
	"context"
	"fmt"
	"strings"
)

// Completion is a word of the corpus that begins as typed.
type Completion struct {
	Word     string `json:"word"`
	Passages int    `json:"passages"`
}

// Completions is what what was typed may become.
type Completions struct {
	Words     []Completion // those of most passages first
	Documents []string     // ids of documents whose title has the words
}

// Completer completes what is being typed.
type Completer interface {
	// Complete returns at most limit words that begin with the last word of a
	// text, and at most limit documents with the words of it in their title.
	Complete(ctx context.Context, text string, limit int) (Completions, error)
}

// Complete implements Completer.
func (e *Engine) Complete(ctx context.Context, text string, limit int) (Completions, error) {
	completer, ok := e.config.Index.(Completer)
	if !ok {
		return Completions{}, fmt.Errorf("complete: %w", ErrUnsupported)
	}
	if strings.TrimSpace(text) == "" || limit <= 0 {
		return Completions{}, nil
	}
	return completer.Complete(ctx, text, min(limit, MaxLimit))
}
