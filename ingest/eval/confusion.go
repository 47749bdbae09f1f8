package eval

import (
	"cmp"
	"slices"

	"github.com/samband/samband/graph"
)

// otherKind stands for names of kinds that annotators mark and nobody scores.
const otherKind graph.Kind = "other"

// Confusion counts the places that the gold and the product give a pair of
// kinds.
type Confusion struct {
	Gold  graph.Kind `json:"gold"`  // "" where the gold has nothing, "other" for a kind that is not scored
	Found graph.Kind `json:"found"` // "" where nothing was found
	Count int        `json:"count"`
	Ends  int        `json:"ends"` // those of Count that begin or end at another word
}

type confusionKey struct{ gold, found graph.Kind }

// confuse counts one place.
func (t *tally) confuse(gold, found graph.Kind, ends bool) {
	key := confusionKey{gold, found}
	cell := t.confusion[key]
	if cell == nil {
		cell = &Confusion{Gold: gold, Found: found}
		t.confusion[key] = cell
	}
	cell.Count++
	if ends {
		cell.Ends++
	}
}

func compareConfusions(a, b Confusion) int {
	return cmp.Or(cmp.Compare(kindOrder(a.Gold), kindOrder(b.Gold)), cmp.Compare(kindOrder(a.Found), kindOrder(b.Found)))
}

// kindOrder puts the kinds in their canonical order, then "other", then "".
func kindOrder(kind graph.Kind) int {
	if at := slices.Index(graph.Kinds(), kind); at >= 0 {
		return at
	}
	if kind == otherKind {
		return len(graph.Kinds())
	}
	return len(graph.Kinds()) + 1
}

// scoreConfusion says of every place that the gold names what kind the product
// gives it, and of every mention that the gold knows nothing of what kind it
// was taken for. Of several mentions at one place that with the same ends
// counts, then that of the same kind, then the longest.
func scoreConfusion(t *tally, gold Gold, places []place, v *view) {
	var got []spot
	for _, kind := range graph.Kinds() {
		if gold.judges(string(kind)) && kind != graph.Concept {
			got = append(got, v.spans(kind)...)
		}
	}
	used := make([]bool, len(got))
	for _, p := range places {
		kind := gold.Entities[p.entity].Kind()
		best := -1
		for i, g := range got {
			if !p.Overlaps(g.Span) {
				continue
			}
			used[i] = true
			if best < 0 || v.fit(p, kind, g) > v.fit(p, kind, got[best]) {
				best = i
			}
		}
		switch {
		case p.neutral || kind == graph.Concept || !gold.judges(string(kind)):
		case best < 0:
			t.confuse(kind, "", false)
		default:
			t.confuse(kind, got[best].subject.Kind, !sameSpan(v.text, p.Span, got[best].Span))
		}
	}
	for i, g := range got {
		m := mentionScorer{view: v, places: places, accepted: gold.accepted(g.subject.Kind)}
		if !used[i] && !m.harmless(g) {
			t.confuse("", g.subject.Kind, false)
		}
	}
}

// fit is how well a mention answers for a place.
func (v *view) fit(p place, kind graph.Kind, got spot) int {
	fit := min(got.Len(), 1<<20)
	if got.subject.Kind == kind {
		fit += 1 << 21
	}
	if sameSpan(v.text, p.Span, got.Span) {
		fit += 1 << 22
	}
	return fit
}
