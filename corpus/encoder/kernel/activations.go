package kernel

import "math"

// smallest is where the reciprocal of a scale would soon overflow.
const smallest = 1e-30

// Activations holds the rows of tokens as integers from -127 to 127, with one
// float32 scale a token. Its zero value is ready; Quantize reuses its memory.
// Many goroutines may read it, none while Quantize runs.
type Activations struct {
	tokens, cols int
	stride       int     // elements from one row to the next
	bytes        []int8  // with flipped top bits where the layout says biased
	words        []int16 // instead of bytes where the layout says wide
	scales       []float32
}

// Quantize replaces the rows by those of x, which holds tokens rows of cols
// finite elements. A token's scale is its largest magnitude/127; its elements
// are rounded to the nearest multiple of it, ties to even. A row with nothing
// above 1e-30 is taken for zeros.
func (a *Activations) Quantize(x []float32, tokens, cols int) {
	a.quantize(best(), x, tokens, cols)
}

// quantize is Quantize for one instruction set.
func (a *Activations) quantize(s isa, x []float32, tokens, cols int) {
	a.tokens, a.cols, a.stride = tokens, cols, roundUp(cols, colsMultiple)
	form := s.layout()
	size := (tokens + form.tokens - 1) * a.stride // a tile may read rows past the last
	if form.wide {
		a.words = resize(a.words, size)
	} else {
		a.bytes = resize(a.bytes, size)
	}
	a.scales = resize(a.scales, tokens)
	for t := range tokens {
		row := x[t*cols : (t+1)*cols]
		scale, inverse := float32(0), float32(0)
		if largest := s.maxAbs(row); largest > smallest {
			scale, inverse = largest/127, 127/largest
		}
		a.scales[t] = scale
		if form.wide {
			s.quantizeWords(a.words[t*a.stride:][:cols], row, inverse)
		} else {
			s.quantizeBytes(a.bytes[t*a.stride:][:cols], row, inverse, form.flip())
		}
	}
}

// maxAbsPortable returns the largest magnitude of x, 0 if it is empty.
func maxAbsPortable(x []float32) float32 {
	largest := float32(0)
	for _, v := range x {
		largest = max(largest, float32(math.Abs(float64(v))))
	}
	return largest
}

// roundToInteger added to a float32 of magnitude below 2²² leaves no room for a
// fraction: the sum is rounded to an integer, ties to even.
const roundToInteger = 3 << 22

// rounded returns v·factor rounded to an integer.
func rounded(v, factor float32) int8 {
	return int8(float32(v*factor) + roundToInteger - roundToInteger)
}

// quantizeBytesPortable writes x·inverse as bytes, exclusive-or flip.
func quantizeBytesPortable(dst []int8, x []float32, inverse float32, flip int8) {
	for i, v := range x {
		dst[i] = rounded(v, inverse) ^ flip
	}
}

// quantizeWordsPortable writes x·inverse as words.
func quantizeWordsPortable(dst []int16, x []float32, inverse float32) {
	for i, v := range x {
		dst[i] = int16(rounded(v, inverse))
	}
}

// resize returns a slice of length n, of the same memory where that suffices.
// Its elements are whatever they were.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// roundUp returns the smallest multiple of unit that is at least n.
func roundUp(n, unit int) int { return (n + unit - 1) / unit * unit }
