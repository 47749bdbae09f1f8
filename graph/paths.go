package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
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
// best of at most six hops.
type PathOptions struct {
	K       int            // paths wanted, at most 100; 0 is 3
	MaxHops int            // longest path in hops, at most 20; 0 is 6
	Avoid   []string       // nodes no path may go through
	Types   []RelationType // only by these; empty is all but MentionedIn and Related, which are mere co-occurrence
	Visits  int            // steps of search before ErrEffort; 0 is two million
}

// Path is one way from a node to another.
type Path struct {
	Hops []Hop   `json:"hops"`
	Cost float64 `json:"cost"` // lower is closer; see Paths
}

// Hop is one step of a path with everything stated between its ends, in either
// direction.
type Hop struct {
	From      Node       `json:"from"`
	To        Node       `json:"to"`
	Relations []Relation `json:"relations"` // in the order of Store.Relations, never empty
}

// Paths returns the best simple paths between two nodes, best first, by Yen's
// method (1971, "Finding the K Shortest Loopless Paths in a Network"). Paths
// may lead through entities and documents. A hop between nodes with d and e
// neighbours that n documents attest costs 1 + ln √(d·e) − ln(1 − 2⁻ⁿ): few
// hops are better than many, a shared report of two authors is better than a
// meeting of sixty, and what more documents say is better. Equal costs are
// ordered by node ids.
//
// It returns ErrNotFound, wrapped, for an end that is not in the snapshot, no
// path and no error where there is none, and ErrEffort, wrapped, with what was
// found where the search took too long.
func (s *Snapshot) Paths(ctx context.Context, from, to string, options PathOptions) ([]Path, error) {
	source, known := s.find(from)
	if !known {
		return nil, fmt.Errorf("node %q: %w", from, ErrNotFound)
	}
	target, known := s.find(to)
	if !known {
		return nil, fmt.Errorf("node %q: %w", to, ErrNotFound)
	}
	if source == target {
		return nil, nil
	}
	search := s.newSearch(ctx, source, target, &options)
	routes, searchErr := search.yen(bounded(options.K, defaultPaths, greatestPaths))
	if searchErr != nil && !errors.Is(searchErr, ErrEffort) {
		return nil, searchErr
	}
	paths := make([]Path, 0, len(routes))
	for _, route := range routes {
		path, err := s.attest(ctx, route, search.types)
		if err != nil {
			return nil, err
		}
		if path != nil {
			paths = append(paths, *path)
		}
	}
	return paths, searchErr
}

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
}

func compareRoutes(a, b route) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(len(a.nodes), len(b.nodes)), slices.Compare(a.nodes, b.nodes))
}

// yen finds the count cheapest simple routes: every next one leaves one of
// those before it at some node, so the cheapest way off each is a candidate.
func (p *search) yen(count int) ([]route, error) {
	best, found, err := p.shortest([]int32{p.source}, 0, nil)
	if err != nil || !found {
		return nil, err
	}
	routes, waiting := []route{best}, []route(nil)
	for len(routes) < count {
		last := routes[len(routes)-1]
		for i := range len(last.nodes) - 1 {
			candidate, found, err := p.leaving(last.nodes[:i+1], routes)
			if err != nil {
				return routes, err
			}
			if found && !containsRoute(waiting, candidate) {
				waiting = append(waiting, candidate)
			}
		}
		if len(waiting) == 0 {
			return routes, nil
		}
		slices.SortFunc(waiting, compareRoutes)
		routes, waiting = append(routes, waiting[0]), waiting[1:]
	}
	return routes, nil
}

func containsRoute(routes []route, wanted route) bool {
	return slices.ContainsFunc(routes, func(r route) bool { return slices.Equal(r.nodes, wanted.nodes) })
}

// leaving is the cheapest route that begins with root and then goes another
// way than each of the routes that begin so too.
func (p *search) leaving(root []int32, routes []route) (route, bool, error) {
	barred := map[int32]bool{}
	for _, r := range routes {
		if len(r.nodes) > len(root) && slices.Equal(r.nodes[:len(root)], root) {
			barred[r.nodes[len(root)]] = true
		}
	}
	cost := 0.0
	for i := range len(root) - 1 {
		cost += p.costBetween(root[i], root[i+1])
	}
	return p.shortest(root, cost, barred)
}

// attest turns a route into a path with the relations of each hop. It is nil
// where the store no longer attests a hop.
func (s *Snapshot) attest(ctx context.Context, r route, types []RelationType) (*Path, error) {
	path := &Path{Cost: r.cost}
	for i := range len(r.nodes) - 1 {
		hop := Hop{From: s.nodes[r.nodes[i]], To: s.nodes[r.nodes[i+1]]}
		relations, err := s.between(ctx, hop.From, hop.To, types)
		if err != nil {
			return nil, err
		}
		if len(relations) == 0 {
			return nil, nil //nolint:nilnil // the path is gone, which is no error
		}
		hop.Relations = relations
		path.Hops = append(path.Hops, hop)
	}
	return path, nil
}

// between reads the relations that join two nodes in either direction, the
// passages of a document being part of it.
func (s *Snapshot) between(ctx context.Context, a, b Node, types []RelationType) ([]Relation, error) {
	filters := []RelationFilter{{From: a.ID, To: b.ID, Types: types}, {From: b.ID, To: a.ID, Types: types}}
	switch {
	case b.Kind == DocumentNode:
		filters = []RelationFilter{{Node: a.ID, Document: b.ID, Types: types}}
	case a.Kind == DocumentNode:
		filters = []RelationFilter{{Node: b.ID, Document: a.ID, Types: types}}
	}
	var relations []Relation
	for _, filter := range filters {
		for relation, err := range s.store.Relations(ctx, filter) {
			if err != nil {
				return nil, err
			}
			if joins(&relation, a.ID, b.ID) {
				relations = append(relations, relation)
			}
		}
	}
	slices.SortFunc(relations, func(a, b Relation) int { return CompareRelations(&a, &b) })
	return relations, nil
}

func joins(r *Relation, a, b string) bool {
	from, to := nodeOf(r.From), nodeOf(r.To)
	return from == a && to == b || from == b && to == a
}

// nodeOf returns the node of a snapshot that an id stands for.
func nodeOf(id string) string {
	if _, entity := KindOf(id); entity {
		return id
	}
	document, _ := documentOf(id)
	return document
}
