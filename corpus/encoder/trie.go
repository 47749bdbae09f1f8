package encoder

import (
	"cmp"
	"iter"
	"slices"
)

// trie finds the pieces that a text begins with. Nodes are numbered breadth
// first, so that the children of a node stand side by side, by label.
type trie struct {
	label []byte  // by node: the byte that leads to it
	first []int32 // by node: its first child; the next node's first child is the end
	piece []int32 // by node: the piece that ends here, or -1
	root  [256]int32
}

// newTrie takes pieces from the given one on; two alike are malformed.
func newTrie(pieces []string, from int) (*trie, error) {
	order := make([]int32, 0, len(pieces)-from)
	for i := from; i < len(pieces); i++ {
		order = append(order, int32(i)) //nolint:gosec // a vocabulary is below 2³¹
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(pieces[a], pieces[b]) })
	for i := 1; i < len(order); i++ {
		if pieces[order[i-1]] == pieces[order[i]] {
			return nil, malformed("pieces %d and %d are the same", order[i-1], order[i])
		}
	}
	t := &trie{}
	t.grow(pieces, order)
	for i := range t.root {
		t.root[i] = -1
	}
	for child := t.first[0]; child < t.first[1]; child++ {
		t.root[t.label[child]] = child
	}
	return t, nil
}

// grow numbers the nodes level by level. A node is the run of sorted pieces
// that share its prefix.
func (t *trie) grow(pieces []string, order []int32) {
	type node struct{ from, to, depth int }
	queue := []node{{0, len(order), 0}}
	t.label = []byte{0}
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		t.first = append(t.first, int32(len(queue))) //nolint:gosec // fewer nodes than bytes of pieces
		t.piece = append(t.piece, -1)
		if len(pieces[order[n.from]]) == n.depth {
			t.piece[i] = order[n.from]
			n.from++
		}
		for from := n.from; from < n.to; {
			label, to := pieces[order[from]][n.depth], from+1
			for to < n.to && pieces[order[to]][n.depth] == label {
				to++
			}
			queue = append(queue, node{from, to, n.depth + 1})
			t.label = append(t.label, label)
			from = to
		}
	}
	t.first = append(t.first, int32(len(queue))) //nolint:gosec // as above
}

// prefixes yields the pieces that text begins with and their lengths, the
// shortest first.
func (t *trie) prefixes(text []byte) iter.Seq2[int, int32] {
	return func(yield func(int, int32) bool) {
		node := int32(-1)
		if len(text) > 0 {
			node = t.root[text[0]]
		}
		for length := 1; node >= 0; length++ {
			if piece := t.piece[node]; piece >= 0 && !yield(length, piece) {
				return
			}
			if length == len(text) {
				return
			}
			node = t.child(node, text[length])
		}
	}
}

// child returns the node that a byte leads to, or -1.
func (t *trie) child(node int32, label byte) int32 {
	from, to := t.first[node], t.first[node+1]
	at, ok := slices.BinarySearch(t.label[from:to], label)
	if !ok {
		return -1
	}
	return from + int32(at) //nolint:gosec // at most 256
}
