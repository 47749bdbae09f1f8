package encoder

import (
	"encoding/binary"
	"math"
)

// rows returns the number of rows; a vector is one row.
func (t tensor) rows() int {
	if len(t.shape) == 1 {
		return 1
	}
	return t.shape[0]
}

func (t tensor) columns() int { return t.shape[len(t.shape)-1] }

// row decodes a row of f32, f16, q4 or i8r into dst, which is as long as the
// row.
func (t tensor) row(dst []float32, i int) {
	n := len(dst)
	switch t.dtype {
	case "f32":
		for j, data := 0, t.data[4*i*n:]; j < n; j++ {
			dst[j] = float(data[4*j:])
		}
	case "f16":
		for j, data := 0, t.data[2*i*n:]; j < n; j++ {
			dst[j] = half(data[2*j:])
		}
	case "q4":
		blocks := n / blockSize
		data := t.data[i*blocks*blockBytes:]
		for b := range blocks {
			block(dst[b*blockSize:][:blockSize], data[b*blockBytes:][:blockBytes])
		}
	case "i8r":
		scale, data := float(t.data[4*i:]), t.data[4*t.rows()+i*n:]
		for j := range dst {
			dst[j] = scale * float32(int8(data[j])) //nolint:gosec // the byte is an int8's
		}
	}
}

// block decodes 32 weights of 4 bits: byte j holds weight j low and j+16 high.
func block(dst []float32, data []byte) {
	scale := half(data)
	for j, b := range data[2:] {
		dst[j] = scale * (float32(b&15) - 8)
		dst[j+blockSize/2] = scale * (float32(b>>4) - 8)
	}
}

// floats decodes the whole tensor; not ok where a value is not finite.
func (t tensor) floats() (values []float32, ok bool) {
	rows, columns := t.rows(), t.columns()
	values = make([]float32, rows*columns)
	for i := range rows {
		t.row(values[i*columns:(i+1)*columns], i)
	}
	return values, finite(values)
}

func (t tensor) integers() []uint32 {
	values := make([]uint32, t.rows()*t.columns())
	for i := range values {
		values[i] = binary.LittleEndian.Uint32(t.data[4*i:])
	}
	return values
}

func finite(values []float32) bool {
	for _, v := range values {
		if !isFinite(v) {
			return false
		}
	}
	return true
}

// isFinite says that v is neither infinite nor NaN, which have all bits of the
// exponent.
func isFinite(v float32) bool {
	const exponent = 255 << 23
	return math.Float32bits(v)&exponent != exponent
}

func float(data []byte) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(data))
}

// half widens an IEEE 754 binary16.
func half(data []byte) float32 {
	bits := uint32(binary.LittleEndian.Uint16(data))
	sign, exponent, fraction := bits>>15<<31, bits>>10&31, bits&1023
	switch exponent {
	case 0: // zero and subnormal: fraction · 2⁻²⁴
		value := float32(fraction) * (1 << 10) / (1 << 34)
		return math.Float32frombits(sign | math.Float32bits(value))
	case 31:
		return math.Float32frombits(sign | 255<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
