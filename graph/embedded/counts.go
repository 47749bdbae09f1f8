package embedded

import (
	"cmp"
	"iter"
	"slices"
)

// counts is a small ascending table of how many documents use a value. Most
// hold a handful, where a slice is smaller and faster than a map.
type counts[K cmp.Ordered] []counted[K]

type counted[K cmp.Ordered] struct {
	value K
	count int
}

func (c counts[K]) find(value K) (int, bool) {
	return slices.BinarySearchFunc(c, value, func(entry counted[K], value K) int { return cmp.Compare(entry.value, value) })
}

func (c counts[K]) of(value K) int {
	if at, found := c.find(value); found {
		return c[at].count
	}
	return 0
}

// add changes the count of value; a value that nobody uses any more is gone.
func (c *counts[K]) add(value K, change int) {
	at, found := c.find(value)
	if !found {
		*c = slices.Insert(*c, at, counted[K]{value, change})
		return
	}
	if (*c)[at].count += change; (*c)[at].count == 0 {
		*c = slices.Delete(*c, at, at+1)
	}
}

// all yields values with their counts.
func (c counts[K]) all() iter.Seq2[K, int] {
	return func(yield func(K, int) bool) {
		for _, entry := range c {
			if !yield(entry.value, entry.count) {
				return
			}
		}
	}
}

func packCounts(p *packer, c counts[string]) {
	p.count(len(c))
	for _, entry := range c {
		p.string(entry.value)
		p.count(entry.count)
	}
}

func unpackCounts(u *unpacker) counts[string] {
	return unpackList(u, func() counted[string] {
		return counted[string]{u.string(), int(u.uint())} //nolint:gosec // as packed
	})
}
