package network

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// ErrEffort reports that a search for paths was given up before all that could
// matter was examined. The paths found until then are returned with it.
var ErrEffort = errors.New("search for paths given up: too many ways; name types of relation or fewer hops")

// The bounds of PathOptions where they are 0.
const (
	defaultPaths   = 3
	defaultHops    = 6
	defaultVisits  = 2_000_000
	greatestPaths  = 100
	greatestLength = 20
)

// PathOptions narrow a search for paths; the zero value asks for the three
// best evidenced of at most six hops.
type PathOptions struct {
	K          int                  // paths wanted, at most 100; 0 is 3
	MaxHops    int                  // longest path in hops, at most 20; 0 is 6
	Fewest     bool                 // paths of fewer hops first, the best evidenced of as many hops before others
	Via        []string             // nodes that paths lead through, in this order
	Avoid      []string             // nodes no path may go through
	AvoidKinds []graph.Kind         // kinds of node no path may go through
	Types      []graph.RelationType // only by these; empty is all but MentionedIn and Related, which are mere co-occurrence, and mostly Discusses, see Paths
	AvoidTypes []graph.RelationType // not by these
	Documents  DocumentFilter       // only on what these attest
	Visits     int                  // steps of search before ErrEffort; 0 is two million
}

// AvoidNamed adds what to avoid by name: a type of relation, a kind of node, or
// else the id of a node.
func (o *PathOptions) AvoidNamed(names ...string) {
	for _, name := range names {
		switch {
		case slices.Contains(graph.RelationTypes(), graph.RelationType(name)):
			o.AvoidTypes = append(o.AvoidTypes, graph.RelationType(name))
		case slices.Contains(NodeKinds(), graph.Kind(name)):
			o.AvoidKinds = append(o.AvoidKinds, graph.Kind(name))
		default:
			o.Avoid = append(o.Avoid, name)
		}
	}
}

// NodeKinds lists the kinds of node: those of entities, and documents.
func NodeKinds() []graph.Kind { return append(graph.Kinds(), graph.DocumentNode) }

// Path is one way from a node to another.
type Path struct {
	Hops []Hop   `json:"hops"`
	Cost float64 `json:"cost"` // lower is closer; see Paths
}

// Hop is one step of a path with everything stated between its ends, in either
// direction.
type Hop struct {
	From      graph.Node       `json:"from"`
	To        graph.Node       `json:"to"`
	Relations []graph.Relation `json:"relations"` // in the order of Store.Relations, never empty
}

// Paths returns the best simple paths between two nodes, best first, by Yen's
// method (1971, "Finding the K Shortest Loopless Paths in a Network") with
// Lawler's shortcut (1972, "A Procedure for Computing the K Best Solutions").
// Paths may lead through entities and documents. A hop between nodes with d
// and e neighbours that n documents attest costs 1 + ln √(d·e) − ln(1 − 2⁻ⁿ):
// few hops are better than many, a shared report of two authors is better than
// a meeting of sixty, and what more documents say is better. Equal costs are
// ordered by node ids. That two speak of the same concept joins them only where
// types are named or a concept is asked about.
//
// A path via further nodes is made of the best ways from each to the next, of
// which some more than the paths wanted are looked at.
//
// It returns graph.ErrNotFound, wrapped, for an end or a node to go via that
// is not in the snapshot, no path and no error where there is none, and
// ErrEffort, wrapped, with what was found where the search took too long.
func (s *Snapshot) Paths(ctx context.Context, from, to string, options PathOptions) ([]Path, error) {
	s = s.restrict(&options.Documents)
	stops, err := s.numbers(slices.Concat([]string{from}, options.Via, []string{to})...)
	if err != nil || from == to {
		return nil, err
	}
	if len(options.Types) == 0 && !slices.ContainsFunc(stops, s.isConcept) {
		options.AvoidTypes = append(slices.Clip(options.AvoidTypes), graph.Discusses)
	}
	search := s.newSearch(ctx, &options)
	defer s.pool.give(search.scratch)
	routes, searchErr := search.through(stops, bounded(options.K, defaultPaths, greatestPaths))
	if searchErr != nil && !errors.Is(searchErr, ErrEffort) {
		return nil, searchErr
	}
	paths := make([]Path, 0, len(routes))
	for _, route := range routes {
		path, err := search.attest(route, &options.Documents)
		if err != nil {
			return nil, err
		}
		if path != nil {
			paths = append(paths, *path)
		}
	}
	return paths, searchErr
}

// numbers finds the numbers of nodes.
func (s *Snapshot) numbers(ids ...string) ([]int32, error) {
	list := make([]int32, len(ids))
	for i, id := range ids {
		n, known := s.find(id)
		if !known {
			return nil, fmt.Errorf("node %q: %w", id, graph.ErrNotFound)
		}
		list[i] = n
	}
	return list, nil
}

func (s *Snapshot) isConcept(n int32) bool { return s.kinds[n] == kindNumber(graph.Concept) }

// bounded reads an option: 0 or less is its default.
func bounded(value, normal, greatest int) int {
	if value <= 0 {
		return normal
	}
	return min(value, greatest)
}

// route is a path as numbers.
type route struct {
	nodes []int32
	cost  float64
	left  int // place in nodes where it leaves the routes before it
}

func (p *search) compareRoutes(a, b route) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(len(a.nodes), len(b.nodes)),
		slices.CompareFunc(a.nodes, b.nodes, func(x, y int32) int { return cmp.Compare(p.snapshot.rank[x], p.snapshot.rank[y]) }))
}

// spare is how many more ways than paths wanted are found from stop to stop:
// some of them meet.
const spare = 8

// through finds the cheapest simple routes that lead from stop to stop.
func (p *search) through(stops []int32, count int) ([]route, error) {
	if len(stops) == 2 {
		return p.between(stops[0], stops[1], count)
	}
	for _, stop := range stops {
		p.stops[stop] = true
	}
	all := []route{{nodes: stops[:1]}}
	for i := range len(stops) - 1 {
		legs, err := p.between(stops[i], stops[i+1], count+spare)
		if err != nil {
			return nil, err
		}
		all = p.prolong(all, legs)
		all = all[:min(len(all), spare*count)]
	}
	return all[:min(len(all), count)], nil
}

// prolong joins every route with every leg from its end that does not cross it.
func (p *search) prolong(routes, legs []route) []route {
	var longer []route
	for _, r := range routes {
		for _, leg := range legs {
			crosses := slices.ContainsFunc(leg.nodes[1:], func(n int32) bool { return slices.Contains(r.nodes, n) })
			if !crosses && len(r.nodes)+len(leg.nodes)-2 <= p.hops {
				longer = append(longer, route{nodes: slices.Concat(r.nodes, leg.nodes[1:]), cost: r.cost + leg.cost})
			}
		}
	}
	slices.SortFunc(longer, p.compareRoutes)
	return longer
}

// between finds the count cheapest simple routes from one node to another:
// every next one leaves one of those before it at some node, so the cheapest
// way off each is a candidate.
func (p *search) between(source, target int32, count int) ([]route, error) {
	p.source, p.target = source, target
	met, err := p.meet(count > 1)
	if err != nil || math.IsInf(met.cost, 1) {
		return nil, err
	}
	best := p.joined(met.node)
	if len(best.nodes)-1 > p.hops {
		var found bool
		if best, found, err = p.shortest([]int32{source}, 0, nil, math.Inf(1)); err != nil || !found {
			return nil, err
		}
	}
	routes, waiting := []route{best}, []route(nil)
	for len(routes) < count {
		last := routes[len(routes)-1]
		for i := last.left; i < len(last.nodes)-1; i++ {
			limit := math.Inf(1)
			if missing := count - len(routes); len(waiting) >= missing {
				limit = waiting[missing-1].cost
			}
			candidate, found, err := p.leaving(last.nodes[:i+1], routes, limit)
			if err != nil {
				return routes, err
			}
			if found {
				at, _ := slices.BinarySearchFunc(waiting, candidate, p.compareRoutes)
				waiting = slices.Insert(waiting, at, candidate)
			}
		}
		if len(waiting) == 0 {
			return routes, nil
		}
		routes, waiting = append(routes, waiting[0]), waiting[1:]
	}
	return routes, nil
}

// leaving is the cheapest route of at most the limit that begins with root and
// then goes another way than each of the routes that begin so too.
func (p *search) leaving(root []int32, routes []route, limit float64) (route, bool, error) {
	barred := map[int32]bool{}
	for _, r := range routes {
		if len(r.nodes) > len(root) && slices.Equal(r.nodes[:len(root)], root) {
			barred[r.nodes[len(root)]] = true
		}
	}
	return p.shortest(root, p.costOf(root), barred, limit)
}

// attest turns a route into a path with the relations of each hop. It is nil
// where the store no longer attests a hop.
func (p *search) attest(r route, filter *DocumentFilter) (*Path, error) {
	s := p.snapshot
	path := &Path{Cost: r.cost - (p.hopCost-hopCost)*float64(len(r.nodes)-1)}
	for i := range len(r.nodes) - 1 {
		from, to := s.nodes[r.nodes[i]].seen(), s.nodes[r.nodes[i+1]].seen()
		relations, err := s.relations(p.ctx, from, to, p.types, filter)
		if err != nil {
			return nil, err
		}
		if len(relations) == 0 {
			return nil, nil //nolint:nilnil // the path is gone, which is no error
		}
		path.Hops = append(path.Hops, Hop{From: from, To: to, Relations: relations})
	}
	return path, nil
}

// relations reads what joins two nodes in either direction, the passages of a
// document being part of it, as far as documents that pass the filter attest it.
func (s *Snapshot) relations(ctx context.Context, a, b graph.Node, types []graph.RelationType, filter *DocumentFilter) ([]graph.Relation, error) {
	filters := []graph.RelationFilter{{From: a.ID, To: b.ID, Types: types}, {From: b.ID, To: a.ID, Types: types}}
	switch {
	case b.Kind == graph.DocumentNode:
		filters = []graph.RelationFilter{{Node: a.ID, Document: b.ID, Types: types}}
	case a.Kind == graph.DocumentNode:
		filters = []graph.RelationFilter{{Node: b.ID, Document: a.ID, Types: types}}
	}
	var found []graph.Relation
	for _, filter := range filters {
		for relation, err := range s.store.Relations(ctx, filter) {
			if err != nil {
				return nil, err
			}
			if joins(&relation, a.ID, b.ID) {
				found = append(found, relation)
			}
		}
	}
	slices.SortFunc(found, func(a, b graph.Relation) int { return graph.CompareRelations(&a, &b) })
	return s.admitted(found, filter), nil
}

// admitted leaves out evidence in documents that do not pass the filter, and
// relations with no other.
func (s *Snapshot) admitted(relations []graph.Relation, filter *DocumentFilter) []graph.Relation {
	if filter.all() {
		return relations
	}
	kept := relations[:0]
	for _, relation := range relations {
		relation.Evidence = slices.DeleteFunc(relation.Evidence, func(e corpus.Evidence) bool {
			n, known := s.find(e.Document)
			return !known || !filter.match(s.origin(n))
		})
		if len(relation.Evidence) > 0 {
			kept = append(kept, relation)
		}
	}
	return kept
}

func joins(r *graph.Relation, a, b string) bool {
	from, to := owner(r.From), owner(r.To)
	return from == a && to == b || from == b && to == a
}
