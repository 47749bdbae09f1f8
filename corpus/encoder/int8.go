package encoder

import (
	"math"

	"github.com/samband/samband/corpus/encoder/kernel"
)

// int8Linear multiplies in int8: weights with a scale per output, what they are
// multiplied with rounded to int8 with a scale per row.
type int8Linear struct{ *kernel.Matrix }

func (m int8Linear) apply(dst, x []float32, n int, s *workspace) {
	s.numbers.Quantize(x, n, m.Cols())
	m.Apply(dst, &s.numbers)
}

// packInt8 is the packer of int8Linear.
func packInt8(weights []float32, out, in int, bias []float32) (linear, error) {
	rounded, scales := make([]int8, out*in), make([]float32, out)
	for o := range out {
		scales[o] = roundRow(rounded[o*in:(o+1)*in], weights[o*in:(o+1)*in])
	}
	m, err := kernel.NewMatrix(out, in, rounded, scales, bias)
	if err != nil {
		return nil, err
	}
	return int8Linear{m}, nil
}

// roundRow writes x in steps of its largest magnitude/127 and returns the step.
func roundRow(dst []int8, x []float32) (step float32) {
	largest := float32(0)
	for _, v := range x {
		largest = max(largest, v, -v)
	}
	if largest == 0 {
		clear(dst)
		return 0
	}
	for i, v := range x {
		dst[i] = int8(math.RoundToEven(float64(v / largest * 127)))
	}
	return largest / 127
}
