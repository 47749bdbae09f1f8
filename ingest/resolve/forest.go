package resolve

import (
	"cmp"
	"slices"

	"github.com/samband/samband/graph"
)

// forest is a disjoint-set forest over claims that never joins two that a
// person has decided to be different.
type forest struct {
	parent []int
	label  []*graph.Ruling // of each root
}

func newForest(labels []*graph.Ruling) *forest {
	f := &forest{parent: make([]int, len(labels)), label: slices.Clone(labels)}
	first := map[*graph.Ruling]int{}
	for i, label := range labels {
		f.parent[i] = i
		if label == nil {
			continue
		}
		if at, known := first[label]; known {
			f.parent[i] = at
		} else {
			first[label] = i
		}
	}
	return f
}

func (f *forest) root(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

func (f *forest) join(i, k int) {
	a, b := f.root(i), f.root(k)
	if a == b || f.label[a] != nil && f.label[b] != nil {
		return
	}
	a, b = min(a, b), max(a, b)
	f.parent[b] = a
	f.label[a] = cmp.Or(f.label[a], f.label[b])
}

// undisputed leaves out the decided claims where they are of several people:
// what all of them share says nothing about whom the others mean.
func (f *forest) undisputed(members []int) []int {
	var only *graph.Ruling
	for _, i := range members {
		label := f.label[f.root(i)]
		if label == nil || label == only {
			continue
		}
		if only != nil {
			return slices.DeleteFunc(slices.Clone(members), func(i int) bool { return f.label[f.root(i)] != nil })
		}
		only = label
	}
	return members
}
