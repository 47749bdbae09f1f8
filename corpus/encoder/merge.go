package encoder

import (
	"github.com/samband/samband/corpus/encoder/kernel"
)

// matrix is weights [out, in] not yet expanded: the base's 4-bit rows, and B·A,
// which an adapter adds to them.
type matrix struct {
	base    tensor
	b       []float32 // [out, rank]
	a       []float32 // [rank, in]
	rank    int
	out, in int
	bias    []float32
	loud    []int // columns of inputs that are much larger than others
}

// matrix returns the weights of a name with an adapter's changes; none where it
// is nil.
func (b *base) matrix(adapter *container, name string, out, in int) (m matrix, err error) {
	m = matrix{out: out, in: in}
	if m.base, err = b.get(name+".w", []int{out, in}, "q4"); err != nil {
		return m, err
	}
	if m.bias, err = b.vector(adapter, name+".b", out); err != nil {
		return m, err
	}
	if adapter == nil || adapter.tensors[name+".A"].data == nil {
		return m, nil
	}
	m.rank = adapter.tensors[name+".A"].rows()
	if m.a, err = adapter.factor(name+".A", m.rank, in); err != nil {
		return m, err
	}
	bt, err := adapter.factor(name+".Bt", m.rank, out)
	if err != nil {
		return m, err
	}
	m.b = transposed(bt, m.rank, out)
	return m, nil
}

// factor reads one of the two matrices whose product an adapter adds.
func (c *container) factor(name string, rank, columns int) ([]float32, error) {
	stored, err := c.get(name, []int{rank, columns}, "i8r")
	if err != nil {
		return nil, err
	}
	values, ok := stored.floats()
	if !ok {
		return nil, malformed("tensor %q: a value is not finite", name)
	}
	return values, nil
}

// strip is how many rows are computed at once, so that they stay in the cache.
const strip = 64

// rows computes the rows of a strip from one on into dst and returns them.
func (m *matrix) rows(dst []float32, from int) []float32 {
	n := min(strip, m.out-from)
	dst = dst[:n*m.in]
	clear(dst)
	if m.rank > 0 {
		kernel.Product(dst, m.b[from*m.rank:], m.a, n, m.rank, m.in)
	}
	row := make([]float32, m.in)
	for o := range n {
		m.base.row(row, from+o)
		addScaled(dst[o*m.in:(o+1)*m.in], row, 1)
	}
	return dst
}

// transposed returns the transpose of x [rows, columns].
func transposed(x []float32, rows, columns int) []float32 {
	out := make([]float32, len(x))
	for i := range rows {
		for j := range columns {
			out[j*rows+i] = x[i*columns+j]
		}
	}
	return out
}
