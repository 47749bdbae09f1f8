package encoder

import (
	"fmt"
	"math"

	"github.com/samband/samband/corpus/encoder/kernel"
)

// int8Linear multiplies in int8: weights with a scale per output, inputs rounded
// to int8 with a scale per row.
//
// A few columns of the hidden states are many times as large as the others. A
// row's scale follows the largest, and would leave the others few steps. So a
// loud column is given several times, each time with an equal share of its
// value: the sum is the same, and the scale is as many times finer. What rounding
// costs falls to a third (cosine of vectors to float32's: .9962 to .9986). A
// scale per column gains the same, but has to be measured on real text.
type int8Linear struct {
	*kernel.Matrix
	in   int
	loud []int // columns given several times
}

// shares is how many times a loud column is given.
func shares(loud []int) int { return 1 + extraColumns/max(1, len(loud)) }

// extraColumns is the room for copies of loud columns, and loudColumns how many
// of them there are at most.
const (
	extraColumns = 32
	loudColumns  = 8
)

func (m int8Linear) apply(dst, x []float32, n int, s *workspace) {
	if len(m.loud) > 0 {
		x = m.share(x, n, s)
	}
	s.numbers.Quantize(x, n, m.Cols())
	m.Apply(dst, &s.numbers)
}

// share returns the rows of x with loud columns shared out.
func (m int8Linear) share(x []float32, n int, s *workspace) []float32 {
	copies, width := shares(m.loud), m.Cols()
	s.shared = resize(s.shared, n*width)
	share := 1 / float32(copies)
	for t := range n {
		row := s.shared[t*width : (t+1)*width]
		copy(row, x[t*m.in:(t+1)*m.in])
		extra := row[m.in:]
		for _, j := range m.loud {
			row[j] *= share
			for i := range copies - 1 {
				extra[i] = row[j]
			}
			extra = extra[copies-1:]
		}
	}
	return s.shared
}

// expandInt8 rounds the rows of m to int8.
func expandInt8(m *matrix) (linear, error) {
	copies, width := shares(m.loud), m.in
	width += len(m.loud) * (copies - 1)
	rounded, scales := make([]int8, m.out*width), make([]float32, m.out)
	buffer := make([]float32, strip*m.in)
	for from := 0; from < m.out; from += strip {
		for rows, o := m.rows(buffer, from), from; len(rows) > 0; rows, o = rows[m.in:], o+1 {
			row := rounded[o*width : (o+1)*width]
			var ok bool
			if scales[o], ok = roundRow(row, rows[:m.in]); !ok {
				return nil, malformed("tensor %q: a value is not finite", m.base.name)
			}
			extra := row[m.in:]
			for _, j := range m.loud {
				for i := range copies - 1 {
					extra[i] = row[j]
				}
				extra = extra[copies-1:]
			}
		}
	}
	packed, err := kernel.NewMatrix(m.out, width, rounded, scales, m.bias)
	if err != nil {
		return nil, fmt.Errorf("expand %s: %w", m.base.name, err)
	}
	return int8Linear{packed, m.in, m.loud}, nil
}

// roundRow writes x in steps of its largest magnitude/127 and returns the step;
// not ok where a value is not finite.
func roundRow(dst []int8, x []float32) (step float32, ok bool) {
	top := uint32(0) // without their sign, floats are ordered as their bits are
	for _, v := range x {
		top = max(top, math.Float32bits(v)&^(1<<31))
	}
	largest := math.Float32frombits(top)
	if largest < 1e-30 {
		return 0, true // all but zero, as dst is
	}
	if !isFinite(largest) {
		return 0, false
	}
	inverse := 127 / largest
	for i, v := range x {
		// The sum's low bits are the nearest integer.
		dst[i] = int8(math.Float32bits(float32(v*inverse) + 3<<22)) //nolint:gosec // at most 127 steps
	}
	return largest / 127, true
}
