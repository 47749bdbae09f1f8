package kernel

import (
	"errors"
	"fmt"
)

// ErrShape is returned for weights whose lengths do not fit together.
var ErrShape = errors.New("kernel: shapes do not fit")

// maxCols keeps every sum of int8 products inside an int32.
const maxCols = 1 << 16

// Matrix is a linear layer: int8 weights with one float32 scale and bias an
// output row, packed for the instruction set in use. It never changes after
// NewMatrix and is safe for concurrent use.
type Matrix struct {
	isa        isa
	layout     layout
	rows, cols int
	stride     int       // columns with padding
	weights    []int8    // see layout
	starts     []int32   // what each row's sum starts from
	scales     []float32 // these three: rows with padding
	bias       []float32
}

// NewMatrix packs a layer of rows outputs and cols inputs (at most 65,536).
// The weight from input c to output r is weights[r*cols+c]·scales[r]; weights
// may be anything from -128 to 127. A nil bias is a bias of zeros. It copies
// what it is given; its error wraps ErrShape.
func NewMatrix(rows, cols int, weights []int8, scales, bias []float32) (*Matrix, error) {
	return newMatrix(best(), rows, cols, weights, scales, bias)
}

// newMatrix is NewMatrix for one instruction set.
func newMatrix(s isa, rows, cols int, weights []int8, scales, bias []float32) (*Matrix, error) {
	switch {
	case rows < 1 || cols < 1 || cols > maxCols:
		return nil, fmt.Errorf("%w: %d rows, %d columns", ErrShape, rows, cols)
	case len(weights) != rows*cols || len(scales) != rows:
		return nil, fmt.Errorf("%w: %d weights and %d scales for %d×%d", ErrShape, len(weights), len(scales), rows, cols)
	case bias != nil && len(bias) != rows:
		return nil, fmt.Errorf("%w: bias of %d for %d rows", ErrShape, len(bias), rows)
	}
	form := s.layout()
	padded := roundUp(rows, form.rows)
	m := &Matrix{
		isa: s, layout: form, rows: rows, cols: cols,
		stride:  roundUp(cols, colsMultiple),
		weights: form.pack(weights, rows, cols),
		starts:  form.starts(s, weights, rows, cols),
		scales:  make([]float32, padded),
		bias:    make([]float32, padded),
	}
	copy(m.scales, scales)
	copy(m.bias, bias)
	return m, nil
}

// Rows returns the number of outputs.
func (m *Matrix) Rows() int { return m.rows }

// Cols returns the number of inputs.
func (m *Matrix) Cols() int { return m.cols }

// Apply computes the layer for every token of a, whose columns must be as many
// as the matrix's: dst[t*rows+r] = Σx·w · (scale of t · scale of r) + bias of r.
// dst must hold tokens·rows elements and is overwritten.
func (m *Matrix) Apply(dst []float32, a *Activations) {
	dst = dst[:a.tokens*m.rows]
	if m.isa == portable {
		m.applyPortable(dst, a)
		return
	}
	for r := 0; r < m.rows; r += m.layout.rows {
		if rows := m.rows - r; rows < m.layout.rows {
			m.applyEdge(dst, a, r, rows)
		} else {
			m.applyPanel(dst, a, r)
		}
	}
}

// tile is one call of the inner loop: some tokens times one panel. Assembly
// reads it by field name.
type tile struct {
	dst         *float32 // of the first token and row
	dstStride   uintptr  // bytes from token to token
	bytes       *int8    // first activation of the first token, of whichever
	words       *int16   // type the layout says
	xStride     uintptr  // bytes from token to token
	weights     *int8    // the panel
	steps       uintptr  // columns with padding / colsMultiple
	starts      *int32   // these three: of the panel's rows
	scales      *float32
	bias        *float32
	tokenScales *float32
	tokens      uintptr // to write, at least 1, at most the layout's
}

// applyPanel computes the panel that begins at row r for all tokens.
func (m *Matrix) applyPanel(dst []float32, a *Activations, r int) {
	var call tile
	call.setPanel(m, r)
	call.dstStride = uintptr(4 * m.rows)
	for t := 0; t < a.tokens; t += m.layout.tokens {
		call.setTokens(m, a, t)
		call.dst = &dst[t*m.rows+r]
		m.isa.tile(&call)
	}
}

// applyEdge does the same for the last panel where it has only some rows: tiles
// write to a buffer.
func (m *Matrix) applyEdge(dst []float32, a *Activations, r, rows int) {
	var buffer [largestTile * largestPanel]float32
	var call tile
	call.setPanel(m, r)
	call.dst, call.dstStride = &buffer[0], uintptr(4*m.layout.rows)
	for t := 0; t < a.tokens; t += m.layout.tokens {
		call.setTokens(m, a, t)
		m.isa.tile(&call)
		for i := range int(call.tokens) {
			copy(dst[(t+i)*m.rows+r:(t+i+1)*m.rows], buffer[i*m.layout.rows:][:rows])
		}
	}
}

// setPanel points to the panel that begins at row r.
func (c *tile) setPanel(m *Matrix, r int) {
	c.weights = &m.weights[r*m.stride]
	c.steps = uintptr(m.stride / colsMultiple)
	c.starts, c.scales, c.bias = &m.starts[r], &m.scales[r], &m.bias[r]
}

// setTokens points to the tokens from t on, as many as a tile takes.
func (c *tile) setTokens(m *Matrix, a *Activations, t int) {
	c.tokens = uintptr(min(m.layout.tokens, a.tokens-t))
	c.tokenScales = &a.scales[t]
	// Assembly may read all that these slices span.
	first, end := t*a.stride, (t+m.layout.tokens-1)*a.stride+m.stride
	if m.layout.wide {
		c.words, c.xStride = &a.words[first:end][0], uintptr(2*a.stride)
	} else {
		c.bytes, c.xStride = &a.bytes[first:end][0], uintptr(a.stride)
	}
}

// applyPortable is Apply on plain rows.
func (m *Matrix) applyPortable(dst []float32, a *Activations) {
	for t := range a.tokens {
		x := a.bytes[t*a.stride:][:m.cols]
		for r := range m.rows {
			sum := int32(0)
			for c, w := range m.weights[r*m.stride:][:m.cols] {
				sum += int32(w) * int32(x[c])
			}
			scale := float32(a.scales[t] * m.scales[r])
			dst[t*m.rows+r] = float32(float32(sum)*scale) + m.bias[r]
		}
	}
}
