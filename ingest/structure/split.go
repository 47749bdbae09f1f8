package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// split parts a span into pieces of at most MaxPassage bytes: at sentence
// ends, and within a sentence only where it is longer by itself. The pieces
// are of about equal length, so that none is a left-over word.
func (p *parser) split(s corpus.Span) []corpus.Span {
	if s.Len() <= corpus.MaxPassage {
		return []corpus.Span{s}
	}
	count := (s.Len() + corpus.MaxPassage - 1) / corpus.MaxPassage
	target := s.Len() / count
	var pieces []corpus.Span
	start, last := s.Start, s.Start // of the open piece; last sentence end in it
	cut := func(at int) {
		if piece := trimSpan(p.src, corpus.Span{Start: start, End: at}); !piece.Empty() {
			pieces = append(pieces, piece)
		}
		start = trimSpan(p.src, corpus.Span{Start: at, End: s.End}).Start
		last = start
	}
	for _, end := range p.sentenceEnds(s) {
		for end-start > corpus.MaxPassage {
			if last > start {
				cut(last)
			} else {
				cut(p.hardCut(start))
			}
		}
		last = end
		if end-start >= target {
			cut(end)
		}
	}
	cut(s.End)
	return pieces
}

// sentenceEnds returns where the sentences of a span end, the last at its end.
func (p *parser) sentenceEnds(s corpus.Span) []int {
	sentences := swedish.Sentences(s.Of(p.src))
	ends := make([]int, 0, len(sentences)+1)
	for _, sentence := range sentences {
		ends = append(ends, s.Start+sentence.End)
	}
	return append(ends, s.End)
}

// hardCut is where a sentence that begins at start and is too long is cut: at
// its last white space within the limit, or at the last whole character.
func (p *parser) hardCut(start int) int {
	text := p.src[start : start+corpus.MaxPassage+1]
	if at := strings.LastIndexFunc(text, unicode.IsSpace); at > 0 {
		return start + at
	}
	end := start + corpus.MaxPassage
	for end > start && !utf8.RuneStart(p.src[end]) {
		end--
	}
	return end
}
