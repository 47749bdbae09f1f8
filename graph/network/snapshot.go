package network

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Snapshot is the graph at one moment: entities and documents as numbers, and
// for each the edges next to it, in one array (compressed sparse rows). A
// passage counts as its document. It never changes and is safe for concurrent
// use; evidence stays in the store.
//
// Beside the edges it keeps what each document states, so that a snapshot of
// the next version is made from it by retracting and stating what single
// documents say. Rows that change are written anew behind the others; what
// the older snapshot shares with the newer is never written to.
type Snapshot struct {
	store    graph.Store
	version  graph.Version
	nodes    []node
	origins  origins         // of each document
	order    []int32         // numbers of nodes in order of id
	rank     []int32         // place of each number in order, -1 for a node that is gone
	edges    edges           // of each node, by rank of the neighbour, then type
	stated   ties            // what each document states
	kinds    []uint8         // kind of each node, see kindNumber
	degrees  []int32         // neighbours of each node by relations that are stated, not mere co-occurrence
	loose    map[string]bool // documents that links lead to and the store does not hold
	extended atomic.Bool     // a newer snapshot has written behind the rows and ties of this one
	pool     *scratchPool
}

// node is an entity or a document; id is "" for one that is gone.
type node struct{ id, name string }

// seen turns a node into what a reader is shown.
func (n *node) seen() graph.Node {
	kind, entity := graph.KindOf(n.id)
	if !entity {
		kind = graph.DocumentNode
	}
	return graph.Node{ID: n.id, Kind: kind, Name: n.name}
}

func documentNode(d *corpus.Document) node { return node{d.ID, cmp.Or(d.Title, d.Source)} }

// origin is what a document can be selected by.
type origin struct{ date, collection string }

func originOf(d *corpus.Document) origin { return origin{d.Date, d.Collection} }

// origins are those of all nodes: places in a list, which few documents have
// for themselves. The first is that of entities.
type origins struct {
	of  []uint32
	all []origin
}

// note adds what is not in the list yet and returns its place. Only the newest
// origins that share a list may add to it.
func (o *origins) note(from origin, places map[origin]uint32) uint32 {
	if len(places) == 0 {
		for i, known := range o.all {
			places[known] = uint32(i)
		}
	}
	place, known := places[from]
	if !known {
		place = uint32(len(o.all)) //nolint:gosec // fewer than documents
		places[from] = place
		o.all = append(o.all, from)
	}
	return place
}

func (s *Snapshot) origin(n int32) origin { return s.origins.all[s.origins.of[n]] }

// Build reads the whole graph. The snapshot goes on using the store for
// evidence.
func Build(ctx context.Context, store graph.Store) (*Snapshot, error) {
	s := &Snapshot{store: store, loose: map[string]bool{}, pool: newScratchPool()}
	var err error
	if s.version, err = versionOf(ctx, store); err == nil {
		err = s.read(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("build snapshot: %w", err)
	}
	return s, nil
}

// versionOf names the present state of any store.
func versionOf(ctx context.Context, store graph.Store) (graph.Version, error) {
	if source, offers := store.(graph.ChangeSource); offers {
		return source.Version(ctx)
	}
	stats, err := store.Stats(ctx)
	return graph.Version{Generation: stats.Generation}, err
}

func (s *Snapshot) read(ctx context.Context) error {
	if err := s.readNodes(ctx); err != nil {
		return err
	}
	list, err := s.readTies(ctx)
	if err != nil {
		return err
	}
	s.stated = tiesByDocument(list, len(s.nodes))
	s.edges = arrange(s.stated.all(), len(s.nodes))
	s.measure()
	return nil
}

// Version is the version of the store that the snapshot was taken of.
func (s *Snapshot) Version() graph.Version { return s.version }

// Len returns the numbers of nodes and of edges; a relation between two nodes
// is one edge, however many documents attest it.
func (s *Snapshot) Len() (nodes, edges int) { return len(s.order), s.edges.live() / 2 }

func (s *Snapshot) readNodes(ctx context.Context) error {
	for entity, err := range s.store.Entities(ctx, graph.EntityFilter{}) {
		if err != nil {
			return err
		}
		s.nodes = append(s.nodes, node{entity.ID, entity.Name})
	}
	s.origins.all = []origin{{}}
	places, from := map[origin]uint32{}, map[string]uint32{} // from: of documents, by id
	for document, err := range s.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return err
		}
		s.nodes = append(s.nodes, documentNode(&document))
		from[document.ID] = s.origins.note(originOf(&document), places)
	}
	slices.SortFunc(s.nodes, func(a, b node) int { return cmp.Compare(a.id, b.id) })
	s.nodes = packed(s.nodes)
	s.origins.of = make([]uint32, len(s.nodes))
	for i := range s.nodes {
		s.origins.of[i] = from[s.nodes[i].id]
	}
	s.number()
	return nil
}

// packed puts the texts of all nodes into one allocation: on their own they
// take half as much again.
func packed(nodes []node) []node {
	var texts strings.Builder
	for i := range nodes {
		texts.WriteString(nodes[i].id)
		texts.WriteString(nodes[i].name)
	}
	rest := texts.String()
	next := make([]node, len(nodes))
	for i := range nodes {
		id, name := len(nodes[i].id), len(nodes[i].name)
		next[i] = node{rest[:id], rest[id : id+name]}
		rest = rest[id+name:]
	}
	return next
}

// number gives sorted nodes the numbers of their order.
func (s *Snapshot) number() {
	s.order = make([]int32, len(s.nodes))
	for i := range s.order {
		s.order[i] = int32(i)
	}
	s.rank = s.order // updates begin with copies of both
}

// find returns the number of a node, or false where it is unknown.
func (s *Snapshot) find(id string) (int32, bool) {
	at, found := slices.BinarySearchFunc(s.order, id, func(n int32, id string) int { return cmp.Compare(s.nodes[n].id, id) })
	if !found {
		return 0, false
	}
	return s.order[at], true
}

// readTies reads each tie once for each document. What leads to nodes that
// are not there, or from a node to itself, is left out.
func (s *Snapshot) readTies(ctx context.Context) ([]tie, error) {
	numbers := make(map[string]int32, len(s.nodes))
	for i := range s.nodes {
		numbers[s.nodes[i].id] = int32(i)
	}
	r := newTieReader(func(id string) (int32, bool) {
		n, known := numbers[id]
		return n, known
	}, s.rank)
	var list []tie
	for link, err := range graph.LinksOf(ctx, s.store) {
		if err != nil {
			return nil, err
		}
		if t, ok := r.tie(&link); ok {
			list = append(list, t)
		}
	}
	for id := range r.loose {
		s.loose[id] = true
	}
	return list, nil
}

// tieReader turns links into ties.
type tieReader struct {
	find  func(id string) (int32, bool)
	rank  []int32
	kinds map[graph.RelationType]uint8
	loose map[string]bool // documents that links lead to and nobody knows
}

func newTieReader(find func(string) (int32, bool), rank []int32) *tieReader {
	r := &tieReader{find: find, rank: rank, kinds: map[graph.RelationType]uint8{}, loose: map[string]bool{}}
	for i, kind := range graph.RelationTypes() {
		r.kinds[kind] = uint8(i)
	}
	return r
}

func (r *tieReader) tie(link *graph.Link) (tie, bool) {
	from, fromKnown := r.number(link.From)
	to, toKnown := r.number(link.To)
	document, documentKnown := r.find(link.Document)
	kind, typeKnown := r.kinds[link.Type]
	if !fromKnown || !toKnown || !documentKnown || !typeKnown || from == to {
		return tie{}, false
	}
	if r.rank[from] > r.rank[to] {
		from, to = to, from
	}
	return tie{low: from, high: to, document: document, kind: kind}, true
}

func (r *tieReader) number(id string) (int32, bool) {
	id = owner(id)
	n, known := r.find(id)
	if _, entity := graph.KindOf(id); !known && !entity {
		r.loose[id] = true
	}
	return n, known
}

// owner returns the node that an id stands for: a passage's document, else
// itself. The ids of documents contain no ":", see corpus.NewID.
func owner(id string) string {
	if _, entity := graph.KindOf(id); entity {
		return id
	}
	document, _, _ := strings.Cut(id, ":")
	return document
}

func statedTypes() []graph.RelationType {
	return slices.DeleteFunc(graph.RelationTypes(), func(kind graph.RelationType) bool {
		return kind == graph.MentionedIn || kind == graph.Related
	})
}

// kindSet is a set of relation types by their numbers, which are their places
// in graph.RelationTypes.
type kindSet uint32

// statedKinds is what documents state: all but what is derived from mentions,
// which is mere co-occurrence (MentionedIn and Related, numbers 0 and 14).
const statedKinds = ^kindSet(1<<0 | 1<<14)

func kindsOf(types []graph.RelationType) (set kindSet) {
	for i, kind := range graph.RelationTypes() {
		if slices.Contains(types, kind) {
			set |= 1 << i
		}
	}
	return set
}

func (k kindSet) has(kind uint8) bool { return k>>kind&1 != 0 }

// kindNumber numbers kinds of node: entities in their canonical order, then
// documents.
func kindNumber(kind graph.Kind) uint8 {
	if at := slices.Index(graph.Kinds(), kind); at >= 0 {
		return uint8(at) //nolint:gosec // fewer than 256
	}
	return uint8(len(graph.Kinds())) //nolint:gosec // fewer than 256
}

// measure derives the kind of every node and how many stated neighbours it has.
func (s *Snapshot) measure() {
	s.degrees, s.kinds = make([]int32, len(s.nodes)), make([]uint8, len(s.nodes))
	for n := range s.nodes {
		s.kinds[n] = kindNumber(s.nodes[n].seen().Kind)
		s.degrees[n] = s.degree(int32(n), statedKinds)
	}
}
