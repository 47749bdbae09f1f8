package bleveindex

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// phrase evaluates an exact phrase: its words as written, one after the other.
// Passages that have all the words are candidates; their order decides.
func (e *evaluation) phrase(text string) (result, error) {
	b := &builder{analyzer: e.index.analyzer}
	b.tokens = b.analyzer.tokens(nil, text, &b.scratch)
	if len(b.tokens) == 0 {
		return nil, nil
	}
	words := make([]string, len(b.tokens))
	for i, t := range b.tokens {
		words[i] = t.exact
	}
	e.mark(func(m *marker) { m.phrases = append(m.phrases, words) })
	terms := make([]fieldTerm, len(words))
	for i, word := range words {
		terms[i] = fieldTerm{fieldExact, word}
	}
	candidates, err := e.candidates(terms)
	if err != nil {
		return nil, err
	}
	if len(words) > 1 {
		wanted := sequence(b.tokens)
		err := e.keep(candidates, func(order []byte) bool { return bytes.Contains(order, wanted) })
		if err != nil {
			return nil, err
		}
	}
	e.constant(candidates, weightWord)
	return candidates, nil
}

// fieldTerm is a term of a field.
type fieldTerm struct{ field, term string }

// fewCandidates is how many passages are rather read than told from others by
// the postings of a further term.
const fewCandidates = 512

// candidates returns the passages that may have all the terms: the postings of
// the rarest are read first, those of others only while many passages are left.
func (e *evaluation) candidates(terms []fieldTerm) (set, error) {
	frequencies := make(map[fieldTerm]uint64, len(terms))
	for _, t := range terms {
		var err error
		if frequencies[t], err = e.frequency(t.field, t.term); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(terms, func(a, b fieldTerm) int { return cmp.Compare(frequencies[a], frequencies[b]) })
	var found set
	for _, t := range terms {
		if found != nil && len(terms) > 1 && found.count() <= fewCandidates {
			break
		}
		having, err := e.whole(t.field, t.term)
		if err != nil {
			return nil, err
		}
		if found == nil {
			found = having
			continue
		}
		found.intersect(having)
	}
	return found, nil
}

// keep removes the candidates whose order does not pass.
func (e *evaluation) keep(candidates set, passes func(order []byte) bool) error {
	var err error
	seen := 0
	candidates.each(func(n uint64) bool {
		if seen++; seen%(checkEvery/16) == 0 {
			err = e.ctx.Err()
		}
		passed := false
		if err == nil {
			err = readOrder(e.snapshot.reader, n, func(order []byte) { passed = passes(order) })
		}
		if !passed {
			candidates.remove(n)
		}
		return err == nil
	})
	return err
}

// readOrder calls use with the order of a passage, which lives no longer than
// the call.
func readOrder(reader *scorch.IndexSnapshot, number uint64, use func(order []byte)) error {
	segment, local := locate(reader, number)
	return reader.Segments()[segment].VisitDocument(local, func(name string, _ byte, value []byte, _ []uint64) bool {
		if name == fieldOrder {
			use(value)
			return false
		}
		return true
	})
}

// wordEnd stands before, between and after the words of an order.
const wordEnd = '\n'

// sequence renders the exact forms of words in their order.
func sequence(tokens []token) []byte {
	size := 1
	for _, t := range tokens {
		size += len(t.exact) + 1
	}
	order := append(make([]byte, 0, size), wordEnd)
	for _, t := range tokens {
		order = append(append(order, strings.ReplaceAll(t.exact, string(wordEnd), " ")...), wordEnd)
	}
	return order
}
