package embedded

import "github.com/samband/samband/graph"

func packCounts(p *packer, c graph.Counts) {
	p.count(len(c))
	for _, entry := range c {
		p.string(entry.Value)
		p.count(entry.Count)
	}
}

func unpackCounts(u *unpacker) graph.Counts {
	return unpackList(u, func() graph.Counted {
		return graph.Counted{Value: u.string(), Count: int(u.uint())} //nolint:gosec // as packed
	})
}
