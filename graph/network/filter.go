package network

import (
	"slices"

	"github.com/samband/samband/graph"
)

// DocumentFilter selects the documents that may attest anything; the zero
// value selects all.
type DocumentFilter struct {
	Collection *string // only of this collection
	From, To   string  // only dated so, ISO 8601 days, months or years, both included; "" is no bound
}

func (f *DocumentFilter) all() bool { return f.Collection == nil && f.From == "" && f.To == "" }

func (f *DocumentFilter) match(o origin) bool {
	if f.Collection != nil && *f.Collection != o.collection {
		return false
	}
	if f.From == "" && f.To == "" {
		return true
	}
	return o.date != "" && o.date >= f.From && (f.To == "" || o.date[:min(len(f.To), len(o.date))] <= f.To)
}

// restrict returns a snapshot of what the documents that pass the filter
// state: all nodes with fewer edges.
func (s *Snapshot) restrict(filter *DocumentFilter) *Snapshot {
	if filter.all() {
		return s
	}
	whole := s.compact()
	next := &Snapshot{
		store: s.store, version: s.version, nodes: whole.nodes, origins: whole.origins, order: whole.order, rank: whole.rank, loose: s.loose, pool: newScratchPool(),
	}
	next.edges = arrange(func(yield func(tie) bool) {
		for n := range whole.nodes {
			if whole.stated.first[n] == whole.stated.last[n] || !filter.match(whole.origin(int32(n))) {
				continue
			}
			for t := range whole.stated.of(int32(n)) {
				if !yield(t) {
					return
				}
			}
		}
	}, len(whole.nodes))
	next.measure()
	return next
}

// wantedTypes are the types that a question goes by: those named, or all that
// documents state, save those to avoid.
func wantedTypes(named, avoid []graph.RelationType) []graph.RelationType {
	wanted := slices.Clone(named)
	if len(wanted) == 0 {
		wanted = statedTypes()
	}
	return slices.DeleteFunc(wanted, func(kind graph.RelationType) bool { return slices.Contains(avoid, kind) })
}
