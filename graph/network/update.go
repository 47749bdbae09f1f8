package network

import (
	"cmp"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// slack is how much of rows and ties may be replaced ones before all are
// written anew: one part in so many.
const slack = 4

// updated returns the snapshot after the changes, and false where it must be
// built anew: where a document came or went that others lead to.
func (s *Snapshot) updated(changes *graph.Changes) (*Snapshot, bool) {
	p := &patch{Snapshot: s.fork(), changed: map[bond]int32{}}
	p.version = changes.Version
	if !p.nodesOf(changes) {
		return nil, false
	}
	p.state(changes.Links)
	p.patchRows()
	if !p.drop(changes.Gone) {
		return nil, false
	}
	if p.wasteful() {
		return p.compact(), true
	}
	return p.Snapshot, true
}

// fork copies what an update writes to. Rows and ties are shared and only
// ever appended to: by the first update of a snapshot in place, by others,
// which would write over it, after a copy.
func (s *Snapshot) fork() *Snapshot {
	next := &Snapshot{
		store: s.store, version: s.version, nodes: slices.Clone(s.nodes), origins: origins{slices.Clone(s.origins.of), s.origins.all}, order: slices.Clone(s.order), rank: slices.Clone(s.rank),
		edges: edges{s.edges.stated.fork(), s.edges.mentioned.fork()}, stated: s.stated, kinds: s.kinds, degrees: slices.Clone(s.degrees), loose: s.loose, pool: s.pool,
	}
	next.stated.first, next.stated.last = slices.Clone(s.stated.first), slices.Clone(s.stated.last)
	if s.extended.Swap(true) {
		next.edges.stated.clip()
		next.edges.mentioned.clip()
		next.origins.all = slices.Clip(next.origins.all)
		t := &next.stated
		t.low, t.high, t.kind = slices.Clip(t.low), slices.Clip(t.high), slices.Clip(t.kind)
	}
	return next
}

// bond is a tie without its document.
type bond struct {
	low, high int32
	kind      uint8
}

// patch is a snapshot while it is brought up to date.
type patch struct {
	*Snapshot
	changed map[bond]int32 // documents that came to attest an edge, less those that ceased to
}

// nodesOf takes back what changed documents stated, and brings the nodes up
// to date.
func (p *patch) nodesOf(changes *graph.Changes) bool {
	for _, id := range changes.Gone {
		if n, known := p.find(id); known {
			p.retract(n)
		}
	}
	var fresh []node
	places, from := map[origin]uint32{}, map[string]uint32{}
	for i := range changes.Documents {
		document := documentNode(&changes.Documents[i])
		n, known := p.find(document.id)
		switch {
		case known:
			p.retract(n)
			p.nodes[n] = document
			p.origins.of[n] = p.origins.note(originOf(&changes.Documents[i]), places)
		case p.loose[document.id]:
			return false
		default:
			fresh = append(fresh, document)
			from[document.id] = p.origins.note(originOf(&changes.Documents[i]), places)
		}
	}
	for _, entity := range changes.Entities {
		if n, known := p.find(entity.ID); known {
			p.nodes[n].name = entity.Name
		} else {
			fresh = append(fresh, node{entity.ID, entity.Name})
		}
	}
	p.addNodes(fresh, from)
	return true
}

func (p *patch) retract(document int32) {
	for t := range p.stated.of(document) {
		p.changed[bond{t.low, t.high, t.kind}]--
	}
	p.stated.put(document, nil)
}

// addNodes numbers new nodes behind the others and puts them in order.
func (p *patch) addNodes(fresh []node, from map[string]uint32) {
	if len(fresh) == 0 {
		return
	}
	slices.SortFunc(fresh, func(a, b node) int { return cmp.Compare(a.id, b.id) })
	order := make([]int32, 0, len(p.order)+len(fresh))
	old := p.order
	for i := range fresh {
		at, _ := slices.BinarySearchFunc(old, fresh[i].id, func(n int32, id string) int { return cmp.Compare(p.nodes[n].id, id) })
		order = append(append(order, old[:at]...), int32(len(p.nodes)+i)) //nolint:gosec // far fewer nodes than that
		old = old[at:]
	}
	order = append(order, old...)
	p.order = order
	p.nodes = append(p.nodes, fresh...)
	p.kinds = slices.Clone(p.kinds)
	for i := range fresh {
		p.kinds = append(p.kinds, kindNumber(fresh[i].seen().Kind))
		p.origins.of = append(p.origins.of, from[fresh[i].id])
	}
	p.edges.stated.grow(len(fresh))
	p.edges.mentioned.grow(len(fresh))
	none := make([]uint32, len(fresh))
	p.stated.first, p.stated.last = append(p.stated.first, none...), append(p.stated.last, none...)
	p.degrees = append(p.degrees, make([]int32, len(fresh))...)
	p.rank = append(p.rank, make([]int32, len(fresh))...)
	p.reorder()
}

// reorder finds the rank of each node from the order.
func (p *patch) reorder() {
	for i := range p.rank {
		p.rank[i] = -1
	}
	for rank, n := range p.order {
		p.rank[n] = int32(rank)
	}
}

// state adds links, which are grouped by document.
func (p *patch) state(links []graph.Link) {
	r := newTieReader(p.find, p.rank)
	for len(links) > 0 {
		end := slices.IndexFunc(links, func(l graph.Link) bool { return l.Document != links[0].Document })
		if end < 0 {
			end = len(links)
		}
		p.stateDocument(r, links[:end])
		links = links[end:]
	}
	if len(r.loose) > 0 {
		p.loose = maps.Clone(p.loose)
		maps.Copy(p.loose, r.loose)
	}
}

func (p *patch) stateDocument(r *tieReader, links []graph.Link) {
	var list []tie
	for i := range links {
		if t, ok := r.tie(&links[i]); ok {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortFunc(list, func(a, b tie) int {
		return cmp.Or(cmp.Compare(p.rank[a.low], p.rank[b.low]), cmp.Compare(p.rank[a.high], p.rank[b.high]), cmp.Compare(a.kind, b.kind))
	})
	list = slices.Compact(list)
	for _, t := range list {
		p.changed[bond{t.low, t.high, t.kind}]++
	}
	p.stated.put(list[0].document, list)
}

// amendment changes one edge of a row.
type amendment struct {
	node, to int32
	kind     uint8
	change   int32
}

// patchRows writes the rows that change anew.
func (p *patch) patchRows() {
	var list []amendment
	for e, change := range p.changed {
		if change != 0 {
			list = append(list, amendment{e.low, e.high, e.kind, change}, amendment{e.high, e.low, e.kind, change})
		}
	}
	slices.SortFunc(list, func(a, b amendment) int {
		return cmp.Or(apart(a.kind, b.kind), cmp.Compare(a.node, b.node), cmp.Compare(p.rank[a.to], p.rank[b.to]), cmp.Compare(a.kind, b.kind))
	})
	for len(list) > 0 {
		end := slices.IndexFunc(list, func(a amendment) bool { return a.node != list[0].node || apart(a.kind, list[0].kind) != 0 })
		if end < 0 {
			end = len(list)
		}
		p.patchRow(p.edges.lies(list[0].kind), list[:end])
		list = list[end:]
	}
}

// apart orders kinds whose edges lie apart.
func apart(a, b uint8) int {
	switch stated := statedKinds.has(a); {
	case stated == statedKinds.has(b):
		return 0
	case stated:
		return -1
	}
	return 1
}

// patchRow merges a row with sorted amendments.
func (p *patch) patchRow(r *rows, list []amendment) {
	n := list[0].node
	targets, labels := r.row(n)
	first := len(r.targets)
	put := func(to int32, kind uint8, documents int32) {
		if documents > 0 {
			r.targets, r.labels = append(r.targets, to), append(r.labels, newLabel(kind, documents))
		}
	}
	for i, to := range targets {
		kind := labels[i].kind()
		for len(list) > 0 && cmp.Or(cmp.Compare(p.rank[list[0].to], p.rank[to]), cmp.Compare(list[0].kind, kind)) < 0 {
			put(list[0].to, list[0].kind, list[0].change)
			list = list[1:]
		}
		documents := labels[i].documents()
		if len(list) > 0 && list[0].to == to && list[0].kind == kind {
			documents += list[0].change
			list = list[1:]
		}
		put(to, kind, documents)
	}
	for _, a := range list {
		put(a.to, a.kind, a.change)
	}
	r.live += len(r.targets) - first - len(targets)
	r.first[n], r.last[n] = uint32(first), uint32(len(r.targets)) //nolint:gosec // fewer than 4 billion edges
	p.degrees[n] = p.degree(n, statedKinds)
}

// drop removes nodes that are gone. It returns false where something still
// leads to one.
func (p *patch) drop(ids []string) bool {
	gone := map[int32]bool{}
	for _, id := range ids {
		n, known := p.find(id)
		if !known {
			continue
		}
		if p.degree(n, ^kindSet(0)) > 0 {
			return false
		}
		gone[n] = true
	}
	if len(gone) == 0 {
		return true
	}
	p.order = slices.DeleteFunc(p.order, func(n int32) bool { return gone[n] })
	for n := range gone {
		p.nodes[n] = node{}
	}
	p.reorder()
	return true
}

// wasteful reports whether much of the arrays is no longer in use.
func (s *Snapshot) wasteful() bool {
	return s.edges.stated.wasteful() || s.edges.mentioned.wasteful() || slack*s.stated.live < (slack-1)*len(s.stated.low) ||
		slack*len(s.order) < (slack-1)*len(s.nodes)
}

// compact returns the same snapshot with nodes numbered in order of id and
// nothing in its arrays that is not in use: what Build would make. It is the
// snapshot itself where that is so already.
func (s *Snapshot) compact() *Snapshot {
	if s.compacted() {
		return s
	}
	next := &Snapshot{store: s.store, version: s.version, loose: s.loose, pool: newScratchPool()}
	next.nodes, next.origins = make([]node, len(s.order)), origins{make([]uint32, len(s.order)), []origin{{}}}
	places := map[origin]uint32{}
	for rank, n := range s.order {
		next.nodes[rank] = s.nodes[n]
		if _, entity := graph.KindOf(s.nodes[n].id); !entity {
			next.origins.of[rank] = next.origins.note(s.origin(n), places)
		}
	}
	next.nodes = packed(next.nodes)
	next.number()
	next.edges = edges{s.edges.stated.compact(s.order, s.rank), s.edges.mentioned.compact(s.order, s.rank)}
	next.stated = s.compactTies()
	next.measure()
	return next
}

func (s *Snapshot) compacted() bool {
	return len(s.order) == len(s.nodes) && s.edges.stated.compacted() && s.edges.mentioned.compacted() &&
		s.stated.live == len(s.stated.low) && slices.IsSorted(s.order) && s.ordered()
}

// ordered reports whether the ties lie in the order of their documents.
func (s *Snapshot) ordered() bool {
	next := uint32(0)
	for d, first := range s.stated.first {
		if last := s.stated.last[d]; first != last {
			if first != next {
				return false
			}
			next = last
		}
	}
	return true
}

func (s *Snapshot) compactTies() ties {
	t := ties{
		low: make([]int32, 0, s.stated.live), high: make([]int32, 0, s.stated.live), kind: make([]uint8, 0, s.stated.live), live: s.stated.live,
	}
	sizes := make([]uint32, len(s.order))
	for rank, n := range s.order {
		sizes[rank] = s.stated.last[n] - s.stated.first[n]
		for x := range s.stated.of(n) {
			t.low, t.high, t.kind = append(t.low, s.rank[x.low]), append(t.high, s.rank[x.high]), append(t.kind, x.kind)
		}
	}
	t.first, t.last = adjoining(sizes)
	return t
}
