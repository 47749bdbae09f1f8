package network

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/samband/samband/graph"
)

// hopCost is what a hop costs beside what its ends and its evidence add. Where
// few hops matter most it outweighs all that can be added on one path.
const (
	hopCost       = 1
	fewestHopCost = 1 << 10
)

// search looks for routes from source to target in a snapshot. It goes from
// the source guided by lower bounds of what is left (A*, Hart, Nilsson and
// Raphael 1968, "A Formal Basis for the Heuristic Determination of Minimum
// Cost Paths"); the bounds come from one search from both ends at once.
type search struct {
	ctx            context.Context //nolint:containedctx // lives as long as one question
	snapshot       *Snapshot
	source, target int32
	hops           int
	hopCost        float64
	types          []graph.RelationType
	wanted         kindSet
	stated         bool           // wanted is what documents state, whose degrees are known
	avoid          map[int32]bool // never a node of a route
	stops          map[int32]bool // only the ends of a route
	avoidKinds     uint32         // set of numbers of kinds
	doubts         []float64      // what is added for so few documents; 0 from the last on
	radius         float64        // nodes that are not left are at least this far from the target
	visits         int            // still allowed
	*scratch
}

func (s *Snapshot) newSearch(ctx context.Context, options *PathOptions) *search {
	p := &search{
		ctx: ctx, snapshot: s, types: wantedTypes(options.Types, options.AvoidTypes), hopCost: hopCost,
		hops: bounded(options.MaxHops, defaultHops, greatestLength), visits: bounded(options.Visits, defaultVisits, math.MaxInt),
		avoid: map[int32]bool{}, stops: map[int32]bool{}, doubts: make([]float64, 54), scratch: s.pool.take(len(s.nodes)),
	}
	if options.Fewest {
		p.hopCost = fewestHopCost
	}
	p.wanted = kindsOf(p.types)
	p.stated = p.wanted == kindsOf(statedTypes())
	for n := range p.doubts {
		p.doubts[n] = -math.Log1p(-math.Exp2(-float64(n)))
	}
	for _, id := range options.Avoid {
		if node, known := s.find(id); known {
			p.avoid[node] = true
		}
	}
	for _, kind := range options.AvoidKinds {
		p.avoidKinds |= 1 << kindNumber(kind)
	}
	return p
}

// free reports whether routes may go through every node.
func (p *search) free() bool { return p.avoidKinds == 0 && len(p.avoid)+len(p.stops) == 0 }

// barred reports whether no route may go through a node. Its ends are always
// allowed.
func (p *search) barred(n int32) bool {
	if n == p.source || n == p.target {
		return false
	}
	return p.avoidKinds>>p.snapshot.kinds[n]&1 != 0 || len(p.avoid) > 0 && p.avoid[n] || len(p.stops) > 0 && p.stops[n]
}

func (p *search) neighbours(node int32) iter.Seq2[int32, int32] {
	return p.snapshot.neighbours(node, p.wanted)
}

func (p *search) width(node int32) float64 {
	if p.stated {
		return p.snapshot.pool.widths.of(p.snapshot.degrees[node])
	}
	degree, known := p.degrees.of(node)
	if !known {
		degree = p.snapshot.degree(node, p.wanted)
		p.degrees.note(node, degree)
	}
	return p.snapshot.pool.widths.of(degree)
}

// cost of a hop, see Paths.
func (p *search) cost(from, to, documents int32) float64 {
	return p.hopCost + p.width(from) + p.width(to) + p.doubts[min(int(documents), len(p.doubts)-1)]
}

func (p *search) costBetween(from, to int32) float64 {
	for other, documents := range p.neighbours(from) {
		if other == to {
			return p.cost(from, to, documents)
		}
	}
	return math.Inf(1)
}

// spend counts one step of search.
func (p *search) spend() error {
	if p.visits--; p.visits < 0 {
		return fmt.Errorf("from %s to %s: %w", p.snapshot.nodes[p.source].id, p.snapshot.nodes[p.target].id, ErrEffort)
	}
	if p.visits%1024 == 0 {
		return p.ctx.Err()
	}
	return nil
}

// reached is a node with the cost of the way between it and an end.
type reached struct {
	cost float64
	node int32
}

// side is the search from one end.
type side struct {
	costs   *marks[float64]
	nexts   *marks[int32] // the node towards the end
	waiting queue[reached]
}

func newSide(end int32, costs *marks[float64], nexts *marks[int32], nodes int) *side {
	costs.reset(nodes)
	nexts.reset(nodes)
	costs.note(end, 0)
	nexts.note(end, -1)
	s := &side{costs: costs, nexts: nexts, waiting: queue[reached]{less: func(a, b *reached) bool { return a.cost < b.cost }}}
	s.waiting.push(reached{node: end})
	return s
}

// next is the least cost at which the side goes on.
func (s *side) next() float64 {
	if len(s.waiting.items) == 0 {
		return math.Inf(1)
	}
	return s.waiting.items[0].cost
}

// meeting is where the cheapest way known goes from one side to the other.
type meeting struct {
	node int32
	cost float64 // infinity where there is none
}

// farther is how far from the target, of the cost of the cheapest way, the
// costs of nodes are found before other ways are looked for: what one search
// finds guides them all.
const farther = .7

// meet searches from both ends (Dijkstra 1959; Pohl 1971, "Bi-directional
// Search"), from the one with fewer nodes to go on from first, until no unknown
// way can be cheaper than the cheapest that joins them. Afterwards left holds
// the exact cost to the target of all nodes nearer to it than radius, which for
// the sake of further ways is some more.
func (p *search) meet(further bool) (meeting, error) {
	nodes := len(p.snapshot.nodes)
	ahead, left := newSide(p.source, &p.ahead, &p.came, nodes), newSide(p.target, &p.left, &p.goes, nodes)
	best := meeting{cost: math.Inf(1)}
	for ahead.next()+left.next() < best.cost {
		here, there := ahead, left
		if len(left.waiting.items) < len(ahead.waiting.items) {
			here, there = left, ahead
		}
		if err := p.advance(here, there, &best); err != nil {
			return best, err
		}
	}
	for further && !math.IsInf(best.cost, 1) && left.next() < farther*best.cost {
		if err := p.advance(left, ahead, &best); err != nil {
			return best, err
		}
	}
	p.radius = left.next()
	return best, nil
}

// advance goes on from the nearest node of a side.
func (p *search) advance(here, there *side, best *meeting) error {
	from := here.waiting.pop()
	if cost, _ := here.costs.of(from.node); from.cost > cost {
		return nil // reached more cheaply since
	}
	if err := p.spend(); err != nil {
		return err
	}
	for to, documents := range p.neighbours(from.node) {
		cost := from.cost + p.cost(from.node, to, documents)
		if known, reached := here.costs.of(to); reached && known <= cost || p.barred(to) {
			continue
		}
		here.costs.note(to, cost)
		here.nexts.note(to, from.node)
		here.waiting.push(reached{cost, to})
		if beyond, met := there.costs.of(to); met && cost+beyond < best.cost {
			*best = meeting{to, cost + beyond}
		}
	}
	return nil
}

// joined is the way from source to target over a meeting.
func (p *search) joined(at int32) route {
	var nodes []int32
	for n := at; n >= 0; n, _ = p.came.of(n) {
		nodes = append(nodes, n)
	}
	slices.Reverse(nodes)
	for n, _ := p.goes.of(at); n >= 0; n, _ = p.goes.of(n) {
		nodes = append(nodes, n)
	}
	return route{nodes: nodes, cost: p.costOf(nodes)}
}

// costOf sums what hops cost.
func (p *search) costOf(nodes []int32) (cost float64) {
	for i := range len(nodes) - 1 {
		cost += p.costBetween(nodes[i], nodes[i+1])
	}
	return cost
}

// least is what a route from the node to the target costs at least.
func (p *search) least(node int32) float64 {
	if left, known := p.left.of(node); known {
		return min(left, p.radius)
	}
	return p.radius
}

// way is a way to a node that may be gone on from.
type way struct {
	cost     float64 // from the root
	bound    float64 // cost plus the least that is left
	node     int32
	hops     int32
	previous int32 // in the list of ways; -1 for the first
}

// shortest returns the cheapest route to the target that begins with root,
// whose hops cost cost, does not go on to a barred node, and costs at most the
// limit.
func (p *search) shortest(root []int32, cost float64, barred map[int32]bool, limit float64) (route, bool, error) {
	p.fewest.reset(len(p.snapshot.nodes))
	ways := p.ways[:0]
	ways = append(ways, way{node: root[len(root)-1], hops: int32(len(root) - 1), cost: cost, previous: -1}) //nolint:gosec // at most greatestLength
	defer func() { p.ways = ways }()
	waiting := &queue[int32]{less: func(a, b *int32) bool { return p.promising(&ways[*a], &ways[*b]) }}
	waiting.push(0)
	for len(waiting.items) > 0 {
		at := waiting.pop()
		next := ways[at]
		if hops, seen := p.fewest.of(next.node); seen && hops <= next.hops {
			continue // one at least as cheap and as short was here before
		}
		if err := p.spend(); err != nil {
			return route{}, false, err
		}
		if next.node == p.target {
			return route{nodes: slices.Concat(root[:len(root)-1], nodesOf(ways, at)), cost: next.cost, left: len(root) - 1}, true, nil
		}
		p.fewest.note(next.node, next.hops)
		if int(next.hops) >= p.hops {
			continue
		}
		for to, documents := range p.neighbours(next.node) {
			bound := next.cost + p.cost(next.node, to, documents)
			w := way{cost: bound, bound: bound + p.least(to), node: to, hops: next.hops + 1, previous: at}
			if w.bound > limit || math.IsInf(w.bound, 1) || p.barred(to) || slices.Contains(root, to) || next.previous < 0 && barred[to] {
				continue
			}
			ways = append(ways, w)
			waiting.push(int32(len(ways) - 1)) //nolint:gosec // bounded by visits
		}
	}
	return route{}, false, nil
}

func (p *search) promising(a, b *way) bool {
	switch {
	case a.bound != b.bound:
		return a.bound < b.bound
	case a.hops != b.hops:
		return a.hops < b.hops
	}
	return p.snapshot.rank[a.node] < p.snapshot.rank[b.node]
}

// nodesOf lists the nodes of a way from where it began.
func nodesOf(ways []way, at int32) []int32 {
	var nodes []int32
	for ; at >= 0; at = ways[at].previous {
		nodes = append(nodes, ways[at].node)
	}
	slices.Reverse(nodes)
	return nodes
}
