package graph

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// search looks for routes from source to target in a snapshot. It goes from
// the source guided by lower bounds of what is left (A*, Hart, Nilsson and
// Raphael 1968); the bounds come from one search backward from the target.
type search struct {
	ctx            context.Context //nolint:containedctx // lives as long as one question
	snapshot       *Snapshot
	source, target int32
	hops           int
	types          []RelationType
	wanted         []bool         // by number of type
	avoid          map[int32]bool // never a node of a route
	widths         []float64      // half the logarithm of each node's number of neighbours; below 0 is not known yet
	doubts         []float64      // what is added for so few documents; 0 from the last on
	left           []float64      // cost from each node to the target; exact where it is below radius
	radius         float64        // nodes with more left than this are at least this far from the target
	visits         int            // still allowed
}

func (s *Snapshot) newSearch(ctx context.Context, source, target int32, options *PathOptions) *search {
	p := &search{
		ctx: ctx, snapshot: s, source: source, target: target, types: options.Types,
		hops:   bounded(options.MaxHops, defaultHops, greatestLength),
		visits: bounded(options.Visits, defaultVisits, math.MaxInt),
		wanted: make([]bool, len(s.types)), avoid: map[int32]bool{}, widths: make([]float64, len(s.nodes)), doubts: make([]float64, 54),
	}
	if len(p.types) == 0 {
		p.types = slices.DeleteFunc(RelationTypes(), func(kind RelationType) bool {
			return kind == MentionedIn || kind == Related
		})
	}
	for i := range p.widths {
		p.widths[i] = -1
	}
	for n := range p.doubts {
		p.doubts[n] = -math.Log1p(-math.Exp2(-float64(n)))
	}
	for i, kind := range s.types {
		p.wanted[i] = slices.Contains(p.types, kind)
	}
	for _, id := range options.Avoid {
		if node, known := s.find(id); known && node != source && node != target {
			p.avoid[node] = true
		}
	}
	return p
}

// neighbours calls each for every neighbour with the number of documents that
// attest the closest relation to it.
func (p *search) neighbours(node int32, each func(to, documents int32)) {
	row := p.snapshot.row(node)
	for i := 0; i < len(row); {
		to, documents := row[i].to, int32(0)
		for ; i < len(row) && row[i].to == to; i++ {
			if p.wanted[row[i].kind] {
				documents = max(documents, row[i].documents)
			}
		}
		if documents > 0 {
			each(to, documents)
		}
	}
}

func (p *search) width(node int32) float64 {
	if p.widths[node] < 0 {
		degree := 0
		p.neighbours(node, func(int32, int32) { degree++ })
		p.widths[node] = math.Log(float64(degree)) / 2
	}
	return p.widths[node]
}

// cost of a hop, see Paths.
func (p *search) cost(from, to, documents int32) float64 {
	return 1 + p.width(from) + p.width(to) + p.doubts[min(int(documents), len(p.doubts)-1)]
}

func (p *search) costBetween(from, to int32) (cost float64) {
	p.neighbours(from, func(other, documents int32) {
		if other == to {
			cost = p.cost(from, to, documents)
		}
	})
	return cost
}

// label is a way to a node that may be gone on from.
type label struct {
	node     int32
	hops     int32
	cost     float64 // from the root
	bound    float64 // cost plus the least that is left
	previous *label
}

func promising(a, b **label) bool {
	x, y := *a, *b
	switch {
	case x.bound != y.bound:
		return x.bound < y.bound
	case x.hops != y.hops:
		return x.hops < y.hops
	}
	return x.node < y.node
}

// spend counts one step of search.
func (p *search) spend() error {
	if p.visits--; p.visits < 0 {
		return fmt.Errorf("from %s to %s: %w", p.snapshot.nodes[p.source].ID, p.snapshot.nodes[p.target].ID, ErrEffort)
	}
	if p.visits%1024 == 0 {
		return p.ctx.Err()
	}
	return nil
}

// reached is a node with the cost from there to the target.
type reached struct {
	cost float64
	node int32
}

// look finds the exact cost to the target for all nodes at most as far from it
// as the source (Dijkstra 1959). What it did not settle is at least as far.
func (p *search) look() error {
	p.left = make([]float64, len(p.snapshot.nodes))
	for i := range p.left {
		p.left[i] = math.Inf(1)
	}
	p.left[p.target] = 0
	waiting := &queue[reached]{less: func(a, b *reached) bool { return a.cost < b.cost }}
	waiting.push(reached{node: p.target})
	for len(waiting.items) > 0 {
		next := waiting.pop()
		if next.cost > p.left[next.node] {
			continue // reached more cheaply since
		}
		if err := p.spend(); err != nil {
			return err
		}
		if next.node == p.source {
			p.radius = next.cost
			return nil
		}
		p.neighbours(next.node, func(to, documents int32) {
			cost := next.cost + p.cost(next.node, to, documents)
			if cost < p.left[to] && !p.avoid[to] {
				p.left[to] = cost
				waiting.push(reached{cost, to})
			}
		})
	}
	p.radius = math.Inf(1) // all that can be reached has been
	return nil
}

// least is what a route from the node to the target costs at least.
func (p *search) least(node int32) float64 { return min(p.left[node], p.radius) }

// shortest returns the cheapest route to the target that begins with root,
// whose hops cost cost, and does not go on to a barred node.
func (p *search) shortest(root []int32, cost float64, barred map[int32]bool) (route, bool, error) {
	if p.left == nil {
		if err := p.look(); err != nil {
			return route{}, false, err
		}
	}
	spur := root[len(root)-1]
	start := &label{node: spur, hops: int32(len(root) - 1), cost: cost} //nolint:gosec // at most greatestLength
	fewest := map[int32]int32{}                                         // hops of the ways to a node that were gone on from
	waiting := &queue[*label]{less: promising}
	waiting.push(start)
	for len(waiting.items) > 0 {
		next := waiting.pop()
		if hops, seen := fewest[next.node]; seen && hops <= next.hops {
			continue // one at least as cheap and as short was here before
		}
		if err := p.spend(); err != nil {
			return route{}, false, err
		}
		if next.node == p.target {
			return route{append(slices.Clone(root[:len(root)-1]), next.nodes()...), next.cost}, true, nil
		}
		fewest[next.node] = next.hops
		if int(next.hops) < p.hops {
			p.expand(waiting, next, root, barred)
		}
	}
	return route{}, false, nil
}

func (p *search) expand(waiting *queue[*label], from *label, root []int32, barred map[int32]bool) {
	p.neighbours(from.node, func(to, documents int32) {
		left := p.least(to)
		if p.avoid[to] || math.IsInf(left, 1) || slices.Contains(root, to) || from.previous == nil && barred[to] {
			return
		}
		cost := from.cost + p.cost(from.node, to, documents)
		waiting.push(&label{node: to, hops: from.hops + 1, cost: cost, bound: cost + left, previous: from})
	})
}

// nodes lists the way to the label from where it began.
func (l *label) nodes() []int32 {
	var nodes []int32
	for at := l; at != nil; at = at.previous {
		nodes = append(nodes, at.node)
	}
	slices.Reverse(nodes)
	return nodes
}
