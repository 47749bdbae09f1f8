package embedded

import (
	"cmp"
	"iter"
	"slices"
)

// counts is a small ascending table of how many documents use a value. Most
// hold a handful, where a slice is smaller and faster than a map.
type counts []counted

type counted struct {
	value string
	count int
}

func (c counts) find(value string) (int, bool) {
	return slices.BinarySearchFunc(c, value, func(entry counted, value string) int { return cmp.Compare(entry.value, value) })
}

func (c counts) of(value string) int {
	if at, found := c.find(value); found {
		return c[at].count
	}
	return 0
}

// add changes the count of value; a value that nobody uses any more is gone.
func (c *counts) add(value string, change int) {
	at, found := c.find(value)
	if !found {
		*c = slices.Insert(*c, at, counted{value, change})
		return
	}
	if (*c)[at].count += change; (*c)[at].count == 0 {
		*c = slices.Delete(*c, at, at+1)
	}
}

// all yields values with their counts.
func (c counts) all() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for _, entry := range c {
			if !yield(entry.value, entry.count) {
				return
			}
		}
	}
}

func packCounts(p *packer, c counts) {
	p.count(len(c))
	for _, entry := range c {
		p.string(entry.value)
		p.count(entry.count)
	}
}

func unpackCounts(u *unpacker) counts {
	return unpackList(u, func() counted {
		return counted{u.string(), int(u.uint())} //nolint:gosec // as packed
	})
}
