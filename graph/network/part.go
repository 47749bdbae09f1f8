package network

import (
	"iter"
	"math"

	"github.com/samband/samband/graph"
)

// Filter selects a part of the graph; the zero value selects all that
// documents state.
type Filter struct {
	Kinds      []graph.Kind         // only nodes of these kinds, graph.DocumentNode among them; empty is all
	Types      []graph.RelationType // only by these; empty is all but MentionedIn and Related
	AvoidTypes []graph.RelationType // not by these
	Documents  DocumentFilter       // only what these attest
}

// part is the part of a snapshot that passes a filter, its nodes numbered
// anew in order of id, those without any edge left out. An edge weighs
// (1 − 2⁻ⁿ)/√(d·e), where n documents attest it and its ends have d and e
// neighbours: what it costs a path is 1 less the logarithm of that.
type part struct {
	*Snapshot           // restricted to the documents of the filter
	wanted    kindSet   // of relation types
	numbers   []int32   // in the snapshot, of each node
	first     []uint32  // of each node, and one more
	targets   []int32   // numbers in the part
	weights   []float64 // of the edge to each target
}

// part selects a part of the snapshot.
func (s *Snapshot) part(filter *Filter) *part {
	p := &part{Snapshot: s.restrict(&filter.Documents), wanted: kindsOf(wantedTypes(filter.Types, filter.AvoidTypes))}
	kinds := ^uint32(0)
	if len(filter.Kinds) > 0 {
		kinds = 0
		for _, kind := range filter.Kinds {
			kinds |= 1 << kindNumber(kind)
		}
	}
	allowed := func(n int32) bool { return kinds>>p.kinds[n]&1 != 0 }
	numbers := make([]int32, len(p.nodes)) // in the part, -1 for none
	for i := range numbers {
		numbers[i] = -1
	}
	for _, n := range p.order {
		if !allowed(n) {
			continue
		}
		for range p.around(n, allowed) {
			numbers[n] = int32(len(p.numbers)) //nolint:gosec // far fewer nodes than that
			p.numbers = append(p.numbers, n)
			break
		}
	}
	p.first = make([]uint32, 1, len(p.numbers)+1)
	for _, n := range p.numbers {
		for to, documents := range p.around(n, allowed) {
			p.targets = append(p.targets, numbers[to])
			p.weights = append(p.weights, -math.Expm1(-math.Ln2*float64(documents)))
		}
		p.first = append(p.first, uint32(len(p.targets))) //nolint:gosec // fewer than 4 billion edges
	}
	for i := range p.numbers {
		for at := p.first[i]; at < p.first[i+1]; at++ {
			p.weights[at] /= math.Sqrt(float64(p.width(int32(i))) * float64(p.width(p.targets[at])))
		}
	}
	return p
}

// width is the number of neighbours of a node in the part.
func (p *part) width(i int32) int { return int(p.first[i+1] - p.first[i]) }

// around yields the allowed neighbours of a node of the snapshot, see
// Snapshot.neighbours.
func (p *part) around(n int32, allowed func(int32) bool) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for to, documents := range p.neighbours(n, p.wanted) {
			if allowed(to) && !yield(to, documents) {
				return
			}
		}
	}
}
