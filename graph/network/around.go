package network

import (
	"cmp"
	"context"
	"slices"

	"github.com/samband/samband/graph"
)

// The bounds of AroundOptions where they are 0.
const (
	defaultAround  = 50
	greatestAround = 500
	greatestReach  = 3
	edgesPerNode   = 3
)

// AroundOptions narrow what lies around a node; the zero value asks for the
// fifty closest nodes one hop away.
type AroundOptions struct {
	Filter
	Hops  int // how far, at most 3; 0 is 1
	Limit int // nodes wanted beside the focus, at most 500; 0 is 50
}

// Around is a node with what lies around it.
type Around struct {
	Focus graph.Node   `json:"focus"`
	Nodes []graph.Node `json:"nodes"` // the closest first, without the focus
	Edges []Hop        `json:"edges"` // between them and the focus, at most three for each node, the closest first
	Total int          `json:"total"` // nodes that lie so near, whether shown or not
}

// Around returns what lies around a node, the nodes that cost least to reach
// first (see Paths), with the evidence of the edges between them. It returns
// graph.ErrNotFound, wrapped, for a node that is not there.
func (s *Snapshot) Around(ctx context.Context, focus string, options AroundOptions) (Around, error) {
	s = s.restrict(&options.Documents)
	found, err := s.numbers(focus)
	if err != nil {
		return Around{}, err
	}
	p := s.newSearch(ctx, &PathOptions{Types: options.Types, AvoidTypes: options.AvoidTypes, AvoidKinds: unwanted(options.Kinds)})
	defer s.pool.give(p.scratch)
	p.source, p.target = found[0], found[0]
	p.hops = bounded(options.Hops, 1, greatestReach)
	near, total := p.closest(bounded(options.Limit, defaultAround, greatestAround))
	around := Around{Focus: s.nodes[p.source].seen(), Nodes: make([]graph.Node, len(near)), Total: total}
	for i, n := range near {
		around.Nodes[i] = s.nodes[n].seen()
	}
	around.Edges, err = p.edgesAmong(append([]int32{p.source}, near...), &options.Documents)
	return around, err
}

// unwanted lists the kinds that are not among the wanted; none where all are.
func unwanted(wanted []graph.Kind) []graph.Kind {
	if len(wanted) == 0 {
		return nil
	}
	return slices.DeleteFunc(NodeKinds(), func(kind graph.Kind) bool { return slices.Contains(wanted, kind) })
}

// closest lists the nodes that cost least to reach within the hops, and counts
// all.
func (p *search) closest(limit int) (near []int32, total int) {
	within := p.reach(nil)
	p.appraise(within)
	costs := make([]reached, len(within))
	for i, n := range within {
		cost, _ := p.ahead.of(n)
		costs[i] = reached{cost, n}
	}
	slices.SortFunc(costs, func(a, b reached) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(p.snapshot.rank[a.node], p.snapshot.rank[b.node]))
	})
	for _, c := range costs[:min(limit, len(costs))] {
		near = append(near, c.node)
	}
	return near, len(within)
}

// reach appends the nodes at most as many hops from the source as the search
// may take, save the source, the nearer first.
func (p *search) reach(list []int32) []int32 {
	p.fewest.reset(len(p.snapshot.nodes))
	p.fewest.note(p.source, 0)
	begin := len(list)
	list = p.reachFrom(p.source, list)
	for range p.hops - 1 {
		end := len(list)
		for at := begin; at < end; at++ {
			list = p.reachFrom(list[at], list)
		}
		begin = end
	}
	return list
}

// reachFrom appends the neighbours of a node that were not reached before.
func (p *search) reachFrom(from int32, list []int32) []int32 {
	if p.wanted&statedKinds != 0 {
		list = p.reachBy(&p.snapshot.edges.stated, from, list)
	}
	if p.wanted&^statedKinds != 0 {
		list = p.reachBy(&p.snapshot.edges.mentioned, from, list)
	}
	return list
}

func (p *search) reachBy(r *rows, from int32, list []int32) []int32 {
	targets, labels := r.row(from)
	set, epoch := p.fewest.set, p.fewest.epoch
	if p.stated && p.free() { // no label matters
		for _, to := range targets {
			if set[to] != epoch {
				set[to] = epoch
				list = append(list, to)
			}
		}
		return list
	}
	for i, to := range targets {
		if set[to] != epoch && p.wanted.has(labels[i].kind()) && !p.barred(to) {
			set[to] = epoch
			list = append(list, to)
		}
	}
	return list
}

// appraise notes what it costs to reach each of the nodes that reach listed,
// by the cheapest way that goes on from a node to those listed after it.
func (p *search) appraise(list []int32) {
	p.ahead.reset(len(p.snapshot.nodes))
	p.ahead.note(p.source, 0)
	for at := -1; at < len(list); at++ {
		from := p.source
		if at >= 0 {
			from = list[at]
		}
		cost, known := p.ahead.of(from)
		if !known {
			continue
		}
		for to, documents := range p.neighbours(from) {
			way := cost + p.cost(from, to, documents)
			if before, reached := p.ahead.of(to); (!reached || way < before) && p.fewest.set[to] == p.fewest.epoch {
				p.ahead.note(to, way)
			}
		}
	}
}

// edgesAmong attests the cheapest edges among nodes.
func (p *search) edgesAmong(nodes []int32, filter *DocumentFilter) ([]Hop, error) {
	type costly struct {
		a, b int32
		cost float64
	}
	places := make(map[int32]int, len(nodes))
	for i, n := range nodes {
		places[n] = i
	}
	var list []costly
	for i, n := range nodes {
		for to, documents := range p.neighbours(n) {
			if at, among := places[to]; among && at > i {
				list = append(list, costly{n, to, p.cost(n, to, documents)})
			}
		}
	}
	slices.SortFunc(list, func(x, y costly) int {
		return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(places[x.a], places[y.a]), cmp.Compare(places[x.b], places[y.b]))
	})
	edges := []Hop{}
	for _, e := range list[:min(len(list), edgesPerNode*len(nodes))] {
		hop := Hop{From: p.snapshot.nodes[e.a].seen(), To: p.snapshot.nodes[e.b].seen()}
		var err error
		if hop.Relations, err = p.snapshot.relations(p.ctx, hop.From, hop.To, p.types, filter); err != nil {
			return nil, err
		}
		if len(hop.Relations) > 0 {
			edges = append(edges, hop)
		}
	}
	return edges, nil
}
