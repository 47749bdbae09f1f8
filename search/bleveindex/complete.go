package bleveindex

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/search"
)

var _ search.Completer = (*Index)(nil)

const (
	shortPrefix    = 2    // characters of a beginning whose completions are kept
	maxCompletions = 4096 // words looked at to find those of most passages
	keptWords      = 50   // completions kept of a short beginning
)

// Complete implements search.Completer.
func (x *Index) Complete(ctx context.Context, text string, limit int) (search.Completions, error) {
	var found search.Completions
	err := x.evaluate(ctx, func(e *evaluation) error {
		words := strings.Fields(fold(text))
		if len(words) == 0 || len(words[len(words)-1]) > maxPattern {
			return nil
		}
		last := words[len(words)-1]
		completions, err := e.completions(last)
		if err != nil {
			return err
		}
		found.Words = completions[:min(limit, len(completions))]
		found.Documents, err = e.titled(words[:len(words)-1], last, limit)
		return err
	})
	if err != nil {
		return search.Completions{}, err
	}
	return found, nil
}

// completions returns words that begin with a prefix, those of most passages
// first. Those of short prefixes are many, and kept as long as the snapshot.
func (e *evaluation) completions(prefix string) ([]search.Completion, error) {
	short := utf8.RuneCountInString(prefix) <= shortPrefix
	if short {
		if kept, known := e.snapshot.completed.Load(prefix); known {
			words, _ := kept.([]search.Completion)
			return words, nil
		}
	}
	dictionary, err := e.snapshot.reader.FieldDictPrefix(fieldExact, []byte(prefix))
	if err != nil {
		return nil, err
	}
	var words []search.Completion
	for len(words) < maxCompletions || short {
		entry, err := dictionary.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		words = append(words, search.Completion{Word: entry.Term, Passages: int(entry.Count)}) //nolint:gosec // a count of passages
	}
	if err := dictionary.Close(); err != nil {
		return nil, err
	}
	slices.SortFunc(words, func(a, b search.Completion) int {
		return cmp.Or(cmp.Compare(b.Passages, a.Passages), strings.Compare(a.Word, b.Word))
	})
	words = slices.Clip(words[:min(keptWords, len(words))])
	if short {
		e.snapshot.completed.Store(prefix, words)
	}
	return words, nil
}

// titled returns documents that have whole words, and one that begins with a
// prefix, in their title.
func (e *evaluation) titled(words []string, prefix string, limit int) ([]string, error) {
	dictionary, err := e.snapshot.reader.FieldDictPrefix(fieldTitle, []byte(prefix))
	if err != nil {
		return nil, err
	}
	terms, err := readTerms(dictionary, maxExpansions)
	if err != nil {
		return nil, err
	}
	found, err := e.whole(fieldTitle, append(terms, stem(prefix))...)
	if err != nil {
		return nil, err
	}
	for _, word := range words {
		f := e.index.analyzer.form(word)
		if f.stop {
			continue
		}
		having, err := e.whole(fieldTitle, f.stem)
		if err != nil {
			return nil, err
		}
		found.intersect(having)
	}
	documents := []string{}
	found.each(func(n uint64) bool {
		var id string
		if id, err = e.id(n); err != nil {
			return false
		}
		document := id[:max(0, strings.LastIndexByte(id, ':'))]
		if !slices.Contains(documents, document) {
			documents = append(documents, document)
		}
		return len(documents) < limit
	})
	return documents, err
}
