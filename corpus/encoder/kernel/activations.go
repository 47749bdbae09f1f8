package kernel

import "math"

// Activations holds the rows of tokens as int8, one float32 scale a token. Its
// zero value is ready; Quantize reuses its memory. Not safe for concurrent use
// while Quantize runs.
type Activations struct {
	tokens, cols int
	bytes        []uint8
	scales       []float32
}

// Quantize replaces the rows by those of x (tokens rows of cols elements). A
// token's scale is its largest magnitude/127 and its elements are rounded to
// the nearest step, ties to even; a row of zeros stays zeros.
func (a *Activations) Quantize(x []float32, tokens, cols int) {
	a.tokens, a.cols = tokens, cols
	a.bytes = resize(a.bytes, tokens*cols)
	a.scales = resize(a.scales, tokens)
	for t := range tokens {
		a.scales[t] = quantizeRow(a.bytes[t*cols:(t+1)*cols], x[t*cols:(t+1)*cols])
	}
}

// Tokens returns the number of rows last quantized.
func (a *Activations) Tokens() int { return a.tokens }

// roundToInteger added to a float32 of magnitude below 2²² leaves the nearest
// integer in the sum's low bits.
const roundToInteger = 3 << 22

// quantizeRow writes x as int8 and returns the scale.
func quantizeRow(dst []uint8, x []float32) float32 {
	largest := float32(0)
	for _, v := range x {
		largest = max(largest, float32(math.Abs(float64(v))))
	}
	if largest == 0 {
		clear(dst)
		return 0
	}
	inverse := 127 / largest
	for i, v := range x {
		dst[i] = uint8(math.Float32bits(float32(v*inverse) + roundToInteger))
	}
	return largest / 127
}

// resize returns a slice of length n, of the same memory where that suffices.
// Its elements are whatever they were.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
