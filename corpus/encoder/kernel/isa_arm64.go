package kernel

import "golang.org/x/sys/cpu"

// best returns the best instruction set of this machine. NEON itself belongs
// to arm64.
func best() isa {
	if cpu.ARM64.HasASIMDDP {
		return neonDot
	}
	return neon
}

// tile computes one tile; portable matrices have none.
func (s isa) tile(t *tile) {
	if s == neonDot {
		tileNEONDot(t)
	} else {
		tileNEON(t)
	}
}

// product computes productRows rows or one.
func (s isa) product(p *matrixProduct, rows int) {
	if s == portable {
		productPortable(p, rows)
		return
	}
	p.check(rows)
	cStride, aStride, bStride := uintptr(4*p.cStride), uintptr(4*p.aStride), uintptr(4*p.bStride)
	depth, cols := uintptr(p.depth), uintptr(p.cols)
	if rows == productRows {
		product4NEON(&p.c[0], &p.a[0], &p.b[0], cStride, aStride, bStride, depth, cols)
	} else {
		product1NEON(&p.c[0], &p.a[0], &p.b[0], bStride, depth, cols)
	}
}

// softmax replaces x by softmax(x·scale).
func (s isa) softmax(x []float32, scale float32) {
	if len(x) == 0 || s.whole(len(x)) != len(x) {
		softmaxPortable(x, scale)
		return
	}
	table := newExpTable()
	softmaxNEON(&x[0], len(x), scale, &table)
}

// gelu replaces each element by its GELU.
func (s isa) gelu(x []float32) {
	whole := s.whole(len(x))
	if whole > 0 {
		table := newGELUTable()
		geluNEON(&x[0], whole, &table)
	}
	geluPortable(x[whole:])
}

// addLayerNorm computes one row of AddLayerNorm.
func (s isa) addLayerNorm(x, y, weight, bias []float32, epsilon float32) {
	if len(x) == 0 || s.whole(len(x)) != len(x) {
		addLayerNormPortable(x, y, weight, bias, epsilon)
		return
	}
	addLayerNormNEON(&x[0], &y[0], &weight[0], &bias[0], len(x), epsilon)
}

// maxAbs returns the largest magnitude of x.
func (s isa) maxAbs(x []float32) float32 {
	whole := s.whole(len(x))
	largest := maxAbsPortable(x[whole:])
	if whole > 0 {
		largest = max(largest, maxAbsNEON(&x[0], whole))
	}
	return largest
}

// quantizeBytes writes x·inverse as bytes, exclusive-or flip, which is 0 here.
func (s isa) quantizeBytes(dst []int8, x []float32, inverse float32, flip int8) {
	whole := s.whole(len(x))
	if whole > 0 {
		quantizeBytesNEON(&dst[0], &x[0], whole, inverse)
	}
	quantizeBytesPortable(dst[whole:], x[whole:], inverse, flip)
}

// quantizeWords writes x·inverse as words.
func (isa) quantizeWords(dst []int16, x []float32, inverse float32) {
	quantizeWordsPortable(dst, x, inverse)
}

// scan writes the dot products of the first elements of query and of each row,
// and returns how many elements.
func (s isa) scan(dst []int32, rows, query []int8) int {
	whole := s.whole(len(query))
	switch {
	case whole == 0 || len(dst) == 0:
		clear(dst)
		return 0
	case s == neonDot:
		scanNEONDot(&dst[0], &rows[0], &query[0], len(dst), len(query), whole)
	default:
		scanNEON(&dst[0], &rows[0], &query[0], len(dst), len(query), whole)
	}
	return whole
}

//go:noescape
func tileNEONDot(t *tile)

//go:noescape
func tileNEON(t *tile)

//go:noescape
func product4NEON(c, a, b *float32, cStride, aStride, bStride, depth, cols uintptr)

//go:noescape
func product1NEON(c, a, b *float32, bStride, depth, cols uintptr)

//go:noescape
func softmaxNEON(x *float32, n int, scale float32, table *expTable)

//go:noescape
func geluNEON(x *float32, n int, table *geluTable)

//go:noescape
func addLayerNormNEON(x, y, weight, bias *float32, n int, epsilon float32)

//go:noescape
func maxAbsNEON(x *float32, n int) float32

//go:noescape
func quantizeBytesNEON(dst *int8, x *float32, n int, inverse float32)

//go:noescape
func scanNEONDot(dst *int32, rows, query *int8, count, length, done int)

//go:noescape
func scanNEON(dst *int32, rows, query *int8, count, length, done int)
