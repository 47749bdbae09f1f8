package bleveindex

import (
	"slices"

	"github.com/samband/samband/corpus"
)

// marker finds in a text what an evaluation matched. It sees the same words as
// the index, since it analyses the text the same way.
type marker struct {
	analyzer *analyzer
	stems    map[string]bool
	exact    map[string]bool
	phrases  [][]string
	near     []nearness
}

func newMarker(a *analyzer) *marker {
	return &marker{analyzer: a, stems: make(map[string]bool), exact: make(map[string]bool)}
}

// Mark implements search.Marker: the word where the word matches, else the
// longest matching part of a compound; the whole of a phrase.
func (m *marker) Mark(text string) []corpus.Span {
	b := &builder{analyzer: m.analyzer}
	b.tokens = b.analyzer.tokens(nil, text, &b.scratch)
	var spans []corpus.Span
	for _, t := range b.tokens {
		if span, ok := m.token(t); ok {
			spans = append(spans, span)
		}
	}
	for _, words := range m.phrases {
		spans = append(spans, findPhrase(b.tokens, words)...)
	}
	for _, wanted := range m.near {
		spans = append(spans, wanted.mark(b.tokens)...)
	}
	return disjoint(spans)
}

func (m *marker) token(t token) (corpus.Span, bool) {
	if m.exact[t.exact] || !t.stop && m.stems[t.stem] {
		return corpus.Span{Start: t.start, End: t.end}, true
	}
	if t.stop {
		return corpus.Span{}, false
	}
	longest := t.longest(func(stem string) bool { return m.stems[stem] })
	return longest, !longest.Empty()
}

// longest returns the longest part whose stem is wanted, empty where none is.
func (t token) longest(wanted func(stem string) bool) (longest corpus.Span) {
	for _, p := range t.parts {
		if wanted(p.stem) && p.end-p.start > longest.Len() {
			longest = corpus.Span{Start: t.start + p.start, End: t.start + p.end}
		}
	}
	return longest
}

// mark returns the words that stand for the terms where they are close to each
// other.
func (n nearness) mark(tokens []token) []corpus.Span {
	forms := make([]*form, len(tokens))
	for i, t := range tokens {
		forms[i] = t.form
	}
	var spans []corpus.Span
	n.windows(forms, func(first, last int) bool {
		for _, t := range tokens[first : last+1] {
			for _, f := range slices.Concat(n.terms...) {
				if !f.answers(t.form) {
					continue
				}
				span := t.longest(func(stem string) bool { return stem == f.stem })
				if t.stem == f.stem || span.Empty() {
					span = corpus.Span{Start: t.start, End: t.end}
				}
				spans = append(spans, span)
			}
		}
		return true
	})
	return spans
}

func findPhrase(tokens []token, words []string) []corpus.Span {
	var spans []corpus.Span
	for i := 0; i+len(words) <= len(tokens); i++ {
		match := 0
		for match < len(words) && tokens[i+match].exact == words[match] {
			match++
		}
		if match == len(words) {
			spans = append(spans, corpus.Span{Start: tokens[i].start, End: tokens[i+match-1].end})
		}
	}
	return spans
}

// disjoint sorts spans and joins those that overlap.
func disjoint(spans []corpus.Span) []corpus.Span {
	slices.SortFunc(spans, func(a, b corpus.Span) int { return a.Start - b.Start })
	kept := spans[:0]
	for _, span := range spans {
		if last := len(kept) - 1; last >= 0 && span.Start < kept[last].End {
			kept[last].End = max(kept[last].End, span.End)
			continue
		}
		kept = append(kept, span)
	}
	return kept
}
