package graph

import (
	"container/heap"
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
	degrees        []int32        // neighbours by wanted types; 0 is not counted yet
	left           map[int32]float64
	radius         float64 // cost to the target is at least this for nodes not in left
	visits         int     // still allowed
}

func (s *Snapshot) newSearch(ctx context.Context, source, target int32, options *PathOptions) *search {
	p := &search{
		ctx: ctx, snapshot: s, source: source, target: target, types: options.Types,
		hops:   bounded(options.MaxHops, defaultHops, greatestLength),
		visits: bounded(options.Visits, defaultVisits, math.MaxInt),
		wanted: make([]bool, len(s.types)), avoid: map[int32]bool{}, degrees: make([]int32, len(s.nodes)),
	}
	if len(p.types) == 0 {
		p.types = slices.DeleteFunc(RelationTypes(), func(kind RelationType) bool {
			return kind == MentionedIn || kind == Related
		})
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

func (p *search) degree(node int32) int32 {
	if p.degrees[node] == 0 {
		p.neighbours(node, func(int32, int32) { p.degrees[node]++ })
	}
	return p.degrees[node]
}

// cost of a hop, see Paths.
func (p *search) cost(from, to, documents int32) float64 {
	width := float64(p.degree(from)) * float64(p.degree(to))
	return 1 + math.Log(width)/2 - math.Log1p(-math.Exp2(-float64(documents)))
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

// frontier is a heap of labels, the most promising first.
type frontier []*label

func (f frontier) Len() int { return len(f) }
func (f frontier) Less(i, j int) bool {
	a, b := f[i], f[j]
	switch {
	case a.bound != b.bound:
		return a.bound < b.bound
	case a.hops != b.hops:
		return a.hops < b.hops
	}
	return a.node < b.node
}
func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }

// Push adds a label; for container/heap.
func (f *frontier) Push(x any) {
	if l, ok := x.(*label); ok {
		*f = append(*f, l)
	}
}

// Pop removes the last label; for container/heap.
func (f *frontier) Pop() any {
	last := len(*f) - 1
	l := (*f)[last]
	*f = (*f)[:last]
	return l
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

// look finds the exact cost to the target for all nodes at most as far from it
// as the source (Dijkstra 1959). What it did not reach is farther.
func (p *search) look() error {
	p.left = map[int32]float64{}
	queue := &frontier{{node: p.target}}
	for queue.Len() > 0 {
		next, _ := heap.Pop(queue).(*label)
		if _, done := p.left[next.node]; done {
			continue
		}
		if err := p.spend(); err != nil {
			return err
		}
		p.left[next.node], p.radius = next.cost, next.cost
		if next.node == p.source {
			return nil
		}
		p.neighbours(next.node, func(to, documents int32) {
			if _, done := p.left[to]; done || p.avoid[to] {
				return
			}
			cost := next.cost + p.cost(next.node, to, documents)
			heap.Push(queue, &label{node: to, cost: cost, bound: cost})
		})
	}
	p.radius = math.Inf(1) // everything that can be reached has been
	return nil
}

func (p *search) least(node int32) float64 {
	if left, known := p.left[node]; known {
		return left
	}
	return p.radius
}

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
	queue := &frontier{start}
	for queue.Len() > 0 {
		next, _ := heap.Pop(queue).(*label)
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
			p.expand(queue, next, root, barred)
		}
	}
	return route{}, false, nil
}

func (p *search) expand(queue *frontier, from *label, root []int32, barred map[int32]bool) {
	p.neighbours(from.node, func(to, documents int32) {
		left := p.least(to)
		if p.avoid[to] || math.IsInf(left, 1) || slices.Contains(root, to) || from.previous == nil && barred[to] {
			return
		}
		cost := from.cost + p.cost(from.node, to, documents)
		heap.Push(queue, &label{node: to, hops: from.hops + 1, cost: cost, bound: cost + left, previous: from})
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
