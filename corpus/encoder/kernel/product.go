package kernel

import "math"

// productRows is how many rows product computes together; it also takes one.
// productCols is what its columns are padded to.
const (
	productRows = 4
	productCols = 32
)

// Product writes a·b to dst, for a of rows × depth and b of depth × cols
// elements, row after row. Each element is summed in order, by fused
// multiply-adds.
func Product(dst, a, b []float32, rows, depth, cols int) {
	multiply(best(), dst, a, b, rows, depth, cols)
}

// multiply is Product for one instruction set; columns beyond whole blocks are
// left to plain Go.
func multiply(s isa, dst, a, b []float32, rows, depth, cols int) {
	if rows == 0 || cols == 0 || depth == 0 {
		clear(dst[:rows*cols])
		return
	}
	whole := cols / productCols * productCols
	for r := 0; r < rows; r += productRows {
		strip := matrixProduct{
			c: dst[r*cols:], a: a[r*depth:], b: b,
			cStride: cols, aStride: depth, bStride: cols,
			cols: whole, depth: depth,
		}
		count := min(productRows, rows-r)
		if whole > 0 {
			strip.run(s, count)
		}
		strip.c, strip.b, strip.cols = strip.c[whole:], b[whole:], cols-whole
		productPortable(&strip, count)
	}
}

// matrixProduct is c = a·b over float32 rows of cols elements, a multiple of
// productCols, which are summed over a depth of at least 1, in order, by fused
// multiply-adds.
type matrixProduct struct {
	c, a, b                   []float32
	cStride, aStride, bStride int
	cols, depth               int
}

// run computes up to productRows rows: all at once, or else one by one.
func (p *matrixProduct) run(s isa, rows int) {
	if rows == productRows {
		s.product(p, rows)
		return
	}
	for r := range rows {
		row := *p
		row.c, row.a = p.c[r*p.cStride:], p.a[r*p.aStride:]
		s.product(&row, 1)
	}
}

// check panics where assembly would leave a slice.
func (p *matrixProduct) check(rows int) {
	_ = p.c[(rows-1)*p.cStride+p.cols-1]
	_ = p.a[(rows-1)*p.aStride+p.depth-1]
	_ = p.b[(p.depth-1)*p.bStride+p.cols-1]
}

// productPortable computes some rows.
func productPortable(p *matrixProduct, rows int) {
	for r := range rows {
		c := p.c[r*p.cStride:][:p.cols]
		clear(c)
		for k, v := range p.a[r*p.aStride:][:p.depth] {
			b := p.b[k*p.bStride:][:len(c)]
			for i := range c {
				c[i] = fma(v, b[i], c[i])
			}
		}
	}
}

// fma returns a·b + c, rounded once. The product is exact in a float64 and its
// sum nearly so: rounding that to a float32 goes wrong only where the first
// rounding made a tie of it, which is rare, or where ties look otherwise
// because the result is not a normal number.
func fma(a, b, c float32) float32 {
	const below, tie = 1<<29 - 1, 1 << 28 // of a float64's bits: what a float32 lacks, half of that
	sum := float64(float64(a)*float64(b)) + float64(c)
	if math.Float64bits(sum)&below != tie && math.Abs(sum) >= 0x1p-126 {
		return float32(sum)
	}
	return fmaOdd(float64(float64(a)*float64(b)), float64(c))
}

// fmaOdd returns product + addend, rounded once: rounding to odd first makes the
// second rounding the only one that counts (Boldo and Melquiond, Emulation of
// FMA and correctly rounded sums: proved algorithms using rounding to odd, 2008).
func fmaOdd(product, addend float64) float32 {
	sum := product + addend
	rest := sum - product
	lost := (product - (sum - rest)) + (addend - rest) // exactly
	bits := math.Float64bits(sum)
	switch {
	case lost == 0 || bits&1 == 1:
		return float32(sum)
	case lost > 0 == (sum > 0):
		bits++
	default:
		bits--
	}
	return float32(math.Float64frombits(bits))
}
