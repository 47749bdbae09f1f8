//go:build !amd64 && !arm64

package kernel

// best returns the best instruction set of this machine.
func best() isa { return portable }

func (isa) tile(*tile) {} // never called: portable matrices have no tiles

func (isa) product(p *matrixProduct, rows int) { productPortable(p, rows) }

func (isa) softmax(x []float32, scale float32) { softmaxPortable(x, scale) }

func (isa) gelu(x []float32) { geluPortable(x) }

func (isa) addLayerNorm(x, y, weight, bias []float32, epsilon float32) {
	addLayerNormPortable(x, y, weight, bias, epsilon)
}

func (isa) maxAbs(x []float32) float32 { return maxAbsPortable(x) }

func (isa) quantizeBytes(dst []int8, x []float32, inverse float32, flip int8) {
	quantizeBytesPortable(dst, x, inverse, flip)
}

func (isa) quantizeWords(dst []int16, x []float32, inverse float32) {
	quantizeWordsPortable(dst, x, inverse)
}

// scan clears dst: it computes no chunk.
func (isa) scan(dst []int32, _, _ []int8) int {
	clear(dst)
	return 0
}
