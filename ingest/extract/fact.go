package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// mentioned is a fact's end that is a mention.
func mentioned(m int) Ref { return Ref{Mention: m, Passage: none} }

// document is a fact's end that is the document itself.
func document() Ref { return Ref{Mention: none, Passage: none} }

// passage is a fact's end that is a passage.
func passage(p int) Ref { return Ref{Mention: none, Passage: p} }

// fact notes a fact. The same fact found twice keeps the evidence of both.
func (a *analysis) fact(kind graph.RelationType, from, to Ref, attributes map[string]string, evidence ...Evidence) {
	valid := evidence[:0:0]
	for _, e := range evidence {
		e.Span = a.closed(e.Span)
		if !e.Empty() && e.Valid(a.text) {
			valid = append(valid, e)
		}
	}
	if len(valid) == 0 || from == to {
		return
	}
	a.facts = append(a.facts, Fact{Type: kind, From: from, To: to, Attributes: attributes, Evidence: valid})
}

// closed takes in the bracket that closes one inside the span.
func (a *analysis) closed(span corpus.Span) corpus.Span {
	if !span.Valid(a.text) || !strings.HasPrefix(a.text[span.End:], ")") {
		return span
	}
	quote := span.Of(a.text)
	if strings.Count(quote, "(") > strings.Count(quote, ")") {
		span.End++
	}
	return span
}

// passageAt returns the passage that holds an offset, none where it is in no
// passage.
func (a *analysis) passageAt(offset int) int {
	passages := a.in.Structure.Passages
	lo, hi := 0, len(passages)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if passages[mid].End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(passages) && passages[lo].Start <= offset {
		return lo
	}
	return none
}
