package network

import (
	"math"
	"sync"
)

// marks are values of nodes that are forgotten all at once.
type marks[T any] struct {
	epoch  uint32
	set    []uint32 // epoch in which the value was noted
	values []T
}

// reset forgets all values and makes room for so many nodes.
func (m *marks[T]) reset(nodes int) {
	if m.epoch++; m.epoch == 0 || len(m.set) < nodes {
		m.epoch, m.set, m.values = 1, make([]uint32, nodes), make([]T, nodes)
	}
}

func (m *marks[T]) note(n int32, value T) { m.set[n], m.values[n] = m.epoch, value }

func (m *marks[T]) of(n int32) (value T, noted bool) {
	if m.set[n] != m.epoch {
		return value, false
	}
	return m.values[n], true
}

// scratch is what one search notes about nodes.
type scratch struct {
	ahead, left marks[float64] // cost from the source, and to the target
	came, goes  marks[int32]   // node before on the way from the source, and after on the way to the target
	fewest      marks[int32]   // hops of the ways to a node that were gone on from
	degrees     marks[int32]   // neighbours by the wanted types
	ways        []way
}

// scratchPool lends scratches: one for each node of a large graph takes longer
// to make than most searches.
type scratchPool struct {
	pool   sync.Pool
	widths *widths
}

func newScratchPool() *scratchPool { return &scratchPool{widths: newWidths()} }

func (p *scratchPool) take(nodes int) *scratch {
	s, ok := p.pool.Get().(*scratch)
	if !ok {
		s = &scratch{}
	}
	s.ahead.reset(nodes)
	s.left.reset(nodes)
	s.came.reset(nodes)
	s.goes.reset(nodes)
	s.fewest.reset(nodes)
	s.degrees.reset(nodes)
	return s
}

func (p *scratchPool) give(s *scratch) { p.pool.Put(s) }

// widthTable is up to which degree widths are looked up.
const widthTable = 1 << 12

// widths are half the logarithms of numbers of neighbours.
type widths struct{ small []float64 }

func newWidths() *widths {
	w := &widths{small: make([]float64, widthTable)}
	for degree := range w.small {
		w.small[degree] = math.Log(float64(max(degree, 1))) / 2
	}
	return w
}

func (w *widths) of(degree int32) float64 {
	if int(degree) < len(w.small) {
		return w.small[degree]
	}
	return math.Log(float64(degree)) / 2
}
