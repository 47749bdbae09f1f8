package kernel

import (
	"errors"
	"fmt"
)

// ErrShape is returned for weights whose lengths do not fit together.
var ErrShape = errors.New("kernel: shapes do not fit")

// maxCols keeps every sum of int8 products inside an int32.
const maxCols = 1 << 16

// Matrix is a linear layer: int8 weights with one float32 scale and bias a
// row, packed for the instruction set in use. It never changes after
// NewMatrix and is safe for concurrent use.
type Matrix struct {
	rows, cols int
	weights    []int8
	scales     []float32
	bias       []float32
}

// NewMatrix packs a layer of rows outputs and cols inputs (at most 65,536).
// The weight from input c to output r is weights[r*cols+c]·scales[r]; weights
// may be anything from -128 to 127. A nil bias is a bias of zeros. It copies
// what it is given; errors are ErrShape.
func NewMatrix(rows, cols int, weights []int8, scales, bias []float32) (*Matrix, error) {
	switch {
	case rows < 1 || cols < 1 || cols > maxCols:
		return nil, fmt.Errorf("%w: %d rows, %d columns", ErrShape, rows, cols)
	case len(weights) != rows*cols || len(scales) != rows:
		return nil, fmt.Errorf("%w: %d weights and %d scales for %d×%d", ErrShape, len(weights), len(scales), rows, cols)
	case bias != nil && len(bias) != rows:
		return nil, fmt.Errorf("%w: bias of %d for %d rows", ErrShape, len(bias), rows)
	}
	m := &Matrix{rows: rows, cols: cols}
	m.weights = append(m.weights, weights...)
	m.scales = append(m.scales, scales...)
	m.bias = make([]float32, rows)
	copy(m.bias, bias)
	return m, nil
}

// Rows returns the number of outputs.
func (m *Matrix) Rows() int { return m.rows }

// Cols returns the number of inputs.
func (m *Matrix) Cols() int { return m.cols }

// Apply computes the layer for every token of a, whose columns must be the
// matrix's: dst[t*rows+r] = Σ x·w · (scale of t · scale of r) + bias of r. dst
// must hold tokens·rows elements and is overwritten.
func (m *Matrix) Apply(dst []float32, a *Activations) {
	for t := range a.tokens {
		x := a.bytes[t*a.cols : (t+1)*a.cols]
		out := dst[t*m.rows : (t+1)*m.rows]
		for r := range out {
			sum := int32(0)
			for c, w := range m.weights[r*m.cols : (r+1)*m.cols] {
				sum += int32(w) * int32(int8(x[c]))
			}
			scale := float32(a.scales[t] * m.scales[r])
			out[r] = float32(float32(sum)*scale) + m.bias[r]
		}
	}
}
