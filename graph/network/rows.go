package network

import (
	"cmp"
	"iter"
	"slices"
)

// label says of an edge by which type of relation it leads and how many
// documents attest it.
type label uint32

const (
	labelShift    = 24
	mostDocuments = 1<<labelShift - 1 // counted of one edge
)

func newLabel(kind uint8, documents int32) label {
	return label(kind)<<labelShift | label(min(documents, mostDocuments)) //nolint:gosec // never negative
}

func (l label) kind() uint8      { return uint8(l >> labelShift) }
func (l label) documents() int32 { return int32(l & mostDocuments) }

// rows are edges of each node: targets[first[n]:last[n]] with their labels. An
// edge stands at both its ends.
type rows struct {
	first, last []uint32
	targets     []int32
	labels      []label
	live        int // edges in rows; the rest has been replaced
}

func (r *rows) row(n int32) ([]int32, []label) {
	first, last := r.first[n], r.last[n]
	return r.targets[first:last], r.labels[first:last]
}

// wasteful reports whether much of the arrays is no longer in use.
func (r *rows) wasteful() bool { return slack*r.live < (slack-1)*len(r.targets) }

// fork copies what an update writes to in place; see Snapshot.fork.
func (r *rows) fork() rows {
	next := *r
	next.first, next.last = slices.Clone(r.first), slices.Clone(r.last)
	return next
}

// adjoining turns the lengths of stretches that follow each other into their
// bounds, which share one array.
func adjoining(lengths []uint32) (first, last []uint32) {
	all := make([]uint32, len(lengths)+1)
	for i, length := range lengths {
		all[i+1] = all[i] + length
	}
	return all[:len(lengths):len(lengths)], all[1:]
}

// clip makes the next append copy.
func (r *rows) clip() { r.targets, r.labels = slices.Clip(r.targets), slices.Clip(r.labels) }

func (r *rows) grow(count int) {
	none := make([]uint32, count)
	r.first, r.last = append(r.first, none...), append(r.last, none...)
}

// compact returns the rows in the order of nodes, which get the numbers of
// their rank.
func (r *rows) compact(order, rank []int32) rows {
	next := rows{targets: make([]int32, 0, r.live), labels: make([]label, 0, r.live), live: r.live}
	sizes := make([]uint32, len(order))
	for i, n := range order {
		targets, labels := r.row(n)
		sizes[i] = uint32(len(targets)) //nolint:gosec // fewer than 4 billion edges
		for _, to := range targets {
			next.targets = append(next.targets, rank[to])
		}
		next.labels = append(next.labels, labels...)
	}
	next.first, next.last = adjoining(sizes)
	return next
}

func (r *rows) compacted() bool { return r.live == len(r.targets) && slices.IsSorted(r.first) }

// edges are all edges of a snapshot. Those that mere co-occurrence makes are by
// far the most, and few questions go by them, so that they lie apart.
type edges struct {
	stated, mentioned rows
}

// lies returns where the edges of a kind lie.
func (e *edges) lies(kind uint8) *rows {
	if statedKinds.has(kind) {
		return &e.stated
	}
	return &e.mentioned
}

func (e *edges) live() int { return e.stated.live + e.mentioned.live }

// neighbours yields the neighbours of a node by relations of the kinds, in
// order of id, with the number of documents that attest the closest of them to
// each.
func (s *Snapshot) neighbours(n int32, kinds kindSet) iter.Seq2[int32, int32] {
	switch {
	case kinds&^statedKinds == 0:
		return s.edges.stated.neighbours(n, kinds)
	case kinds&statedKinds == 0:
		return s.edges.mentioned.neighbours(n, kinds)
	}
	return func(yield func(to, documents int32) bool) { s.merge(n, kinds, yield) }
}

func (r *rows) neighbours(n int32, kinds kindSet) iter.Seq2[int32, int32] {
	return func(yield func(to, documents int32) bool) {
		targets, labels := r.row(n)
		for i := 0; i < len(targets); {
			to, documents := targets[i], int32(0)
			for ; i < len(targets) && targets[i] == to; i++ {
				if kinds.has(labels[i].kind()) {
					documents = max(documents, labels[i].documents())
				}
			}
			if documents > 0 && !yield(to, documents) {
				return
			}
		}
	}
}

// merge yields the neighbours by both sorts of edges.
func (s *Snapshot) merge(n int32, kinds kindSet, yield func(to, documents int32) bool) {
	next, stop := iter.Pull2(s.edges.mentioned.neighbours(n, kinds))
	defer stop()
	other, count, more := next()
	for to, documents := range s.edges.stated.neighbours(n, kinds) {
		for ; more && s.rank[other] < s.rank[to]; other, count, more = next() {
			if !yield(other, count) {
				return
			}
		}
		if more && other == to {
			documents = max(documents, count)
			other, count, more = next()
		}
		if !yield(to, documents) {
			return
		}
	}
	for ; more; other, count, more = next() {
		if !yield(other, count) {
			return
		}
	}
}

// degree counts the neighbours of a node by relations of the kinds.
func (s *Snapshot) degree(n int32, kinds kindSet) (count int32) {
	for range s.neighbours(n, kinds) {
		count++
	}
	return count
}

// tie is an undirected edge as one document attests it; low is the end whose
// id comes first.
type tie struct {
	low, high, document int32
	kind                uint8
}

// ties are what documents state: those of document d are
// low[first[d]:last[d]] and so on.
type ties struct {
	first, last []uint32
	low, high   []int32
	kind        []uint8
	live        int
}

// tiesByDocument sorts ties of nodes whose numbers are in order of id.
func tiesByDocument(list []tie, nodes int) ties {
	t := ties{first: make([]uint32, nodes), last: make([]uint32, nodes)}
	slices.SortFunc(list, func(a, b tie) int { return cmp.Or(cmp.Compare(a.document, b.document), compareTies(a, b)) })
	list = slices.Compact(list)
	t.low, t.high, t.kind = make([]int32, 0, len(list)), make([]int32, 0, len(list)), make([]uint8, 0, len(list))
	for len(list) > 0 {
		document := list[0].document
		end := slices.IndexFunc(list, func(x tie) bool { return x.document != document })
		if end < 0 {
			end = len(list)
		}
		t.put(document, list[:end])
		list = list[end:]
	}
	t.first, t.last = adjoining(lengths(t.first, t.last))
	return t
}

func compareTies(a, b tie) int {
	return cmp.Or(cmp.Compare(a.low, b.low), cmp.Compare(a.high, b.high), cmp.Compare(a.kind, b.kind))
}

// put writes the ties of a document, sorted, behind the others.
func (t *ties) put(document int32, list []tie) {
	t.live += len(list) - int(t.last[document]-t.first[document])
	t.first[document] = uint32(len(t.low)) //nolint:gosec // fewer than 4 billion ties
	for i := range list {
		t.low, t.high, t.kind = append(t.low, list[i].low), append(t.high, list[i].high), append(t.kind, list[i].kind)
	}
	t.last[document] = uint32(len(t.low)) //nolint:gosec // fewer than 4 billion ties
}

// of yields the ties of one document.
func (t *ties) of(document int32) iter.Seq[tie] {
	return func(yield func(tie) bool) {
		for i := t.first[document]; i < t.last[document]; i++ {
			if !yield(tie{t.low[i], t.high[i], document, t.kind[i]}) {
				return
			}
		}
	}
}

// all yields the ties of all documents.
func (t *ties) all() iter.Seq[tie] {
	return func(yield func(tie) bool) {
		for document := range t.first {
			for i := t.first[document]; i < t.last[document]; i++ {
				if !yield(tie{t.low[i], t.high[i], int32(document), t.kind[i]}) {
					return
				}
			}
		}
	}
}

// arrange lays ties of nodes whose numbers are in order of id out as rows.
// Each comes once for each document.
func arrange(all iter.Seq[tie], nodes int) edges {
	return edges{stated: arrangeKinds(all, nodes, statedKinds), mentioned: arrangeKinds(all, nodes, ^statedKinds)}
}

func arrangeKinds(all iter.Seq[tie], nodes int, kinds kindSet) rows {
	next := make([]uint32, nodes+1)
	for t := range all {
		if kinds.has(t.kind) {
			next[t.low+1]++
			next[t.high+1]++
		}
	}
	for n := range nodes {
		next[n+1] += next[n]
	}
	bounds := slices.Clone(next)
	entries := make([]uint64, next[nodes])
	for t := range all {
		if !kinds.has(t.kind) {
			continue
		}
		entries[next[t.low]] = entry(t.high, t.kind)
		entries[next[t.high]] = entry(t.low, t.kind)
		next[t.low]++
		next[t.high]++
	}
	for n := range nodes {
		slices.Sort(entries[bounds[n]:bounds[n+1]])
	}
	return joined(entries, bounds)
}

// entry packs a target and a kind so that entries are in order of both.
func entry(to int32, kind uint8) uint64 { return uint64(to)<<8 | uint64(kind) } //nolint:gosec // numbers are never negative

// joined counts equal entries of each row as one edge that so many documents
// attest.
func joined(entries []uint64, bounds []uint32) rows {
	nodes := len(bounds) - 1
	distinct := 0
	for n := range nodes {
		row := entries[bounds[n]:bounds[n+1]]
		for i := range row {
			if i == 0 || row[i] != row[i-1] {
				distinct++
			}
		}
	}
	r := rows{targets: make([]int32, 0, distinct), labels: make([]label, 0, distinct), live: distinct}
	sizes := make([]uint32, nodes)
	for n := range nodes {
		row := entries[bounds[n]:bounds[n+1]]
		for i := 0; i < len(row); {
			same := i + 1
			for same < len(row) && row[same] == row[i] {
				same++
			}
			r.targets = append(r.targets, int32(row[i]>>8))                     //nolint:gosec // as packed
			r.labels = append(r.labels, newLabel(uint8(row[i]), int32(same-i))) //nolint:gosec // as packed
			i = same
			sizes[n]++
		}
	}
	r.first, r.last = adjoining(sizes)
	return r
}
