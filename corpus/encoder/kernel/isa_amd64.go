package kernel

import "golang.org/x/sys/cpu"

// best returns the best instruction set of this machine. The flags of package
// cpu say yes only where the operating system saves the registers too.
func best() isa {
	x := &cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI:
		return avx512vnni
	case x.HasAVX2 && x.HasFMA && x.HasAVXVNNI:
		return avxvnni
	case x.HasAVX2 && x.HasFMA:
		return avx2
	default:
		return portable
	}
}

// tile computes one tile; portable matrices have none.
func (s isa) tile(t *tile) {
	switch s {
	case avx512vnni:
		tileAVX512(t)
	case avxvnni:
		tileAVXVNNI(t)
	default:
		tileAVX2(t)
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
	switch {
	case s == avx512vnni && rows == productRows:
		product4AVX512(&p.c[0], &p.a[0], &p.b[0], cStride, aStride, bStride, depth, cols)
	case s == avx512vnni:
		product1AVX512(&p.c[0], &p.a[0], &p.b[0], bStride, depth, cols)
	case rows == productRows:
		product4AVX2(&p.c[0], &p.a[0], &p.b[0], cStride, aStride, bStride, depth, cols)
	default:
		product1AVX2(&p.c[0], &p.a[0], &p.b[0], bStride, depth, cols)
	}
}

// softmax replaces x by softmax(x·scale).
func (s isa) softmax(x []float32, scale float32) {
	if len(x) == 0 || s.whole(len(x)) != len(x) {
		softmaxPortable(x, scale)
		return
	}
	table := newExpTable()
	if s == avx512vnni {
		softmaxAVX512(&x[0], len(x), scale, &table)
	} else {
		softmaxAVX2(&x[0], len(x), scale, &table)
	}
}

// gelu replaces each element by its GELU.
func (s isa) gelu(x []float32) {
	whole := s.whole(len(x))
	if whole > 0 {
		table := newGELUTable()
		if s == avx512vnni {
			geluAVX512(&x[0], whole, &table)
		} else {
			geluAVX2(&x[0], whole, &table)
		}
	}
	geluPortable(x[whole:])
}

// addLayerNorm computes one row of AddLayerNorm.
func (s isa) addLayerNorm(x, y, weight, bias []float32, epsilon float32) {
	switch {
	case len(x) == 0 || s.whole(len(x)) != len(x):
		addLayerNormPortable(x, y, weight, bias, epsilon)
	case s == avx512vnni:
		addLayerNormAVX512(&x[0], &y[0], &weight[0], &bias[0], len(x), epsilon)
	default:
		addLayerNormAVX2(&x[0], &y[0], &weight[0], &bias[0], len(x), epsilon)
	}
}

// maxAbs returns the largest magnitude of x.
func (s isa) maxAbs(x []float32) float32 {
	whole := s.whole(len(x))
	largest := maxAbsPortable(x[whole:])
	switch {
	case whole == 0:
		return largest
	case s == avx512vnni:
		return max(largest, maxAbsAVX512(&x[0], whole))
	default:
		return max(largest, maxAbsAVX2(&x[0], whole))
	}
}

// quantizeBytes writes x·inverse as bytes, exclusive-or flip.
func (s isa) quantizeBytes(dst []int8, x []float32, inverse float32, flip int8) {
	whole := s.whole(len(x))
	switch {
	case whole == 0:
	case s == avx512vnni:
		quantizeBytesAVX512(&dst[0], &x[0], whole, inverse, flip)
	default:
		quantizeBytesAVX2(&dst[0], &x[0], whole, inverse, flip)
	}
	quantizeBytesPortable(dst[whole:], x[whole:], inverse, flip)
}

// quantizeWords writes x·inverse as words.
func (s isa) quantizeWords(dst []int16, x []float32, inverse float32) {
	whole := s.whole(len(x))
	if whole > 0 {
		quantizeWordsAVX2(&dst[0], &x[0], whole, inverse)
	}
	quantizeWordsPortable(dst[whole:], x[whole:], inverse)
}

// scan writes the dot products of the first elements of query and of each row,
// and returns how many elements.
func (s isa) scan(dst []int32, rows, query []int8) int {
	unit := 16
	if s == avx512vnni {
		unit = 64
	}
	whole := len(query) / unit * unit
	switch {
	case s == portable || whole == 0 || len(dst) == 0:
		clear(dst)
		return 0
	case s == avx512vnni:
		scanAVX512(&dst[0], &rows[0], &query[0], len(dst), len(query), whole)
	default:
		scanAVX2(&dst[0], &rows[0], &query[0], len(dst), len(query), whole)
	}
	return whole
}

//go:noescape
func tileAVX512(t *tile)

//go:noescape
func tileAVXVNNI(t *tile)

//go:noescape
func tileAVX2(t *tile)

//go:noescape
func product4AVX512(c, a, b *float32, cStride, aStride, bStride, depth, cols uintptr)

//go:noescape
func product1AVX512(c, a, b *float32, bStride, depth, cols uintptr)

//go:noescape
func product4AVX2(c, a, b *float32, cStride, aStride, bStride, depth, cols uintptr)

//go:noescape
func product1AVX2(c, a, b *float32, bStride, depth, cols uintptr)

//go:noescape
func softmaxAVX512(x *float32, n int, scale float32, table *expTable)

//go:noescape
func softmaxAVX2(x *float32, n int, scale float32, table *expTable)

//go:noescape
func geluAVX512(x *float32, n int, table *geluTable)

//go:noescape
func geluAVX2(x *float32, n int, table *geluTable)

//go:noescape
func addLayerNormAVX512(x, y, weight, bias *float32, n int, epsilon float32)

//go:noescape
func addLayerNormAVX2(x, y, weight, bias *float32, n int, epsilon float32)

//go:noescape
func maxAbsAVX512(x *float32, n int) float32

//go:noescape
func maxAbsAVX2(x *float32, n int) float32

//go:noescape
func quantizeBytesAVX512(dst *int8, x *float32, n int, inverse float32, flip int8)

//go:noescape
func quantizeBytesAVX2(dst *int8, x *float32, n int, inverse float32, flip int8)

//go:noescape
func quantizeWordsAVX2(dst *int16, x *float32, n int, inverse float32)

//go:noescape
func scanAVX512(dst *int32, rows, query *int8, count, length, done int)

//go:noescape
func scanAVX2(dst *int32, rows, query *int8, count, length, done int)
