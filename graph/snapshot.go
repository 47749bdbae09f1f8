package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Snapshot is the graph at one moment, held in memory for questions that
// follow many relations: entities and documents as numbers in order of id, and
// for each the edges next to it, in one array (compressed sparse rows). A
// passage counts as its document. It never changes and is safe for concurrent
// use; evidence stays in the store.
type Snapshot struct {
	store      Store
	generation uint64
	nodes      []Node
	offsets    []int32 // edges of node n are edges[offsets[n]:offsets[n+1]]
	edges      []edge  // by node, then neighbour, then type
	types      []RelationType
}

// edge leads to a neighbour; every relation has one at each of its ends.
type edge struct {
	to        int32
	documents int32 // that attest it
	kind      uint8 // index into types
}

// BuildSnapshot reads the whole graph. The snapshot goes on using the store
// for evidence.
func BuildSnapshot(ctx context.Context, store Store) (*Snapshot, error) {
	s := &Snapshot{store: store, types: RelationTypes()}
	stats, err := store.Stats(ctx)
	if err != nil {
		return nil, fmt.Errorf("build snapshot: %w", err)
	}
	s.generation = stats.Generation
	if err := s.readNodes(ctx); err != nil {
		return nil, fmt.Errorf("build snapshot: %w", err)
	}
	ties, err := s.readTies(ctx)
	if err != nil {
		return nil, fmt.Errorf("build snapshot: %w", err)
	}
	s.arrange(ties)
	return s, nil
}

// Generation is Stats.Generation when the snapshot was taken: where the store
// has gone beyond it, the snapshot is out of date.
func (s *Snapshot) Generation() uint64 { return s.generation }

// Len returns the numbers of nodes and of edges; a relation between two nodes
// is one edge, however many documents attest it.
func (s *Snapshot) Len() (nodes, edges int) { return len(s.nodes), len(s.edges) / 2 }

func (s *Snapshot) readNodes(ctx context.Context) error {
	for entity, err := range s.store.Entities(ctx, EntityFilter{}) {
		if err != nil {
			return err
		}
		s.nodes = append(s.nodes, Node{entity.ID, entity.Kind, entity.Name})
	}
	for document, err := range s.store.Documents(ctx, DocumentFilter{}) {
		if err != nil {
			return err
		}
		s.nodes = append(s.nodes, Node{document.ID, DocumentNode, cmp.Or(document.Title, document.Source)})
	}
	slices.SortFunc(s.nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	return nil
}

// find returns the number of a node, or false where it is unknown.
func (s *Snapshot) find(id string) (int32, bool) {
	at, found := slices.BinarySearchFunc(s.nodes, id, func(node Node, id string) int { return cmp.Compare(node.ID, id) })
	return int32(at), found //nolint:gosec // far fewer nodes than that
}

// tie is an undirected edge as one document attests it.
type tie struct {
	low, high, document int32
	kind                uint8
}

func compareTies(a, b tie) int {
	return cmp.Or(cmp.Compare(a.low, b.low), cmp.Compare(a.high, b.high), cmp.Compare(a.kind, b.kind), cmp.Compare(a.document, b.document))
}

// readTies reads each tie once for each document. What leads to nodes that
// came after readNodes, or from a node to itself, is left out.
func (s *Snapshot) readTies(ctx context.Context) ([]tie, error) {
	numbers := make(map[string]int32, len(s.nodes))
	for i := range s.nodes {
		numbers[s.nodes[i].ID] = int32(i)
	}
	number := func(id string) (int32, bool) {
		n, known := numbers[id]
		if !known {
			document, _ := documentOf(id)
			n, known = numbers[document]
		}
		return n, known
	}
	kinds := make(map[RelationType]uint8, len(s.types))
	for i, kind := range s.types {
		kinds[kind] = uint8(i)
	}
	var ties []tie
	for link, err := range links(ctx, s.store) {
		if err != nil {
			return nil, err
		}
		from, fromKnown := number(link.From)
		to, toKnown := number(link.To)
		document, documentKnown := number(link.Document)
		kind, typeKnown := kinds[link.Type]
		if fromKnown && toKnown && documentKnown && typeKnown && from != to {
			ties = append(ties, tie{min(from, to), max(from, to), document, kind})
		}
	}
	slices.SortFunc(ties, compareTies)
	return slices.Compact(ties), nil
}

// arrange lays the ties out as rows of edges.
func (s *Snapshot) arrange(ties []tie) {
	type joined struct {
		tie
		documents int32
	}
	var all []joined
	for _, t := range ties {
		if last := len(all) - 1; last >= 0 && all[last].low == t.low && all[last].high == t.high && all[last].kind == t.kind {
			all[last].documents++
			continue
		}
		all = append(all, joined{t, 1})
	}
	s.offsets = make([]int32, len(s.nodes)+1)
	for _, j := range all {
		s.offsets[j.low+1]++
		s.offsets[j.high+1]++
	}
	for i := range s.nodes {
		s.offsets[i+1] += s.offsets[i]
	}
	s.edges = make([]edge, 2*len(all))
	next := slices.Clone(s.offsets)
	for _, j := range all {
		s.edges[next[j.high]] = edge{j.low, j.documents, j.kind}
		next[j.high]++
	}
	for _, j := range all {
		s.edges[next[j.low]] = edge{j.high, j.documents, j.kind}
		next[j.low]++
	}
}

func (s *Snapshot) row(node int32) []edge { return s.edges[s.offsets[node]:s.offsets[node+1]] }
