package eval

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// pairing ties an entity of the gold to one of the product.
type pairing struct {
	gold    int
	subject *subject
	score   int
}

// match decides which entity of the product is which of the gold in one
// document: same kind, a name in common, and of several the one that is
// mentioned in most of the places where the gold names it, or has the same full
// name. Nobody is matched twice. It sets subject.matched and returns for each gold entity its match,
// nil where it was missed.
func match(gold Gold, places []place, v *view) []*subject {
	var candidates []pairing
	for i, e := range gold.Entities {
		names := e.names()
		for _, s := range v.subjects {
			if s.Kind != e.Kind() || !s.called(names) {
				continue
			}
			score := 3 * s.shared(places, i)
			switch {
			case fold(s.Name) == fold(e.Name):
				score += 2
			case names[fold(s.Name)]:
				score++
			}
			candidates = append(candidates, pairing{gold: i, subject: s, score: score})
		}
	}
	slices.SortStableFunc(candidates, func(a, b pairing) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.gold, b.gold), cmp.Compare(a.subject.ID, b.subject.ID))
	})
	matches := make([]*subject, len(gold.Entities))
	for _, c := range candidates {
		if matches[c.gold] == nil && c.subject.matched < 0 {
			matches[c.gold], c.subject.matched = c.subject, c.gold
		}
	}
	return matches
}

// called reports whether the entity's name, an alias or a mention in the
// document is one of the names.
func (s *subject) called(names map[string]bool) bool {
	if hasName(names, s.Name) {
		return true
	}
	for _, mention := range s.mentions {
		if hasName(names, mention.Text) {
			return true
		}
	}
	return slices.ContainsFunc(s.Aliases, func(alias string) bool { return hasName(names, alias) })
}

// hasName looks a name up with and without a genitive s.
func hasName(names map[string]bool, name string) bool {
	folded := fold(name)
	return names[folded] || names[withoutGenitive(folded)]
}

func withoutGenitive(folded string) string {
	bare := strings.TrimSuffix(folded, "s")
	return strings.TrimSuffix(bare, ":")
}

// shared counts the mentions that lie where the gold names the entity.
func (s *subject) shared(places []place, gold int) int {
	count := 0
	for _, mention := range s.mentions {
		if slices.ContainsFunc(places, func(p place) bool { return p.entity == gold && p.Overlaps(mention.Span) }) {
			count++
		}
	}
	return count
}

// accepted returns the names of a kind that are neither required nor wrong.
func (g Gold) accepted(kind graph.Kind) map[string]bool {
	names := map[string]bool{}
	for _, name := range g.Accept[string(kind)] {
		names[fold(name)] = true
	}
	return names
}

// sameSpan reports whether a mention covers exactly the place, give or take a
// genitive ending and quotation marks.
func sameSpan(text string, gold, got corpus.Span) bool {
	got = trimmed(text, got)
	if gold.Start != got.Start {
		return false
	}
	low, high := min(gold.End, got.End), max(gold.End, got.End)
	switch text[low:high] {
	case "", "s", ":s", "'", "’", "'s", "’s":
		return true
	default:
		return false
	}
}

// trimmed is the span without quotation marks and white space at its ends.
func trimmed(text string, span corpus.Span) corpus.Span {
	const marks = "\"'”“„»« \n\t"
	inner := strings.TrimLeft(span.Of(text), marks)
	span.Start = span.End - len(inner)
	span.End = span.Start + len(strings.TrimRight(inner, marks))
	return span
}
