package kernel

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
)

// eachISA runs a benchmark on every instruction set and reports 10⁹
// operations a second, given how many one iteration takes (a multiplication
// and its addition are two).
func eachISA(b *testing.B, name string, operations int, prepare func(s isa) func()) {
	b.Helper()
	for _, s := range instructionSets() {
		b.Run(name+"/"+s.String(), func(b *testing.B) {
			run := prepare(s)
			run()
			for b.Loop() {
				run()
			}
			b.ReportMetric(float64(operations)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOPS")
		})
	}
}

// layer returns a layer with random weights and an output for it.
func layer(s isa, random *rand.Rand, rows, cols int) *Matrix {
	scales, bias := floats(random, rows), floats(random, rows)
	for i := range scales {
		scales[i] *= 0.0004
	}
	m, err := newMatrix(s, rows, cols, bytes(random, rows*cols), scales, bias)
	if err != nil {
		panic(err)
	}
	return m
}

func BenchmarkApply(b *testing.B) {
	for _, shape := range [][3]int{{200, 1152, 384}, {200, 384, 1536}, {10, 1152, 384}} {
		tokens, rows, cols := shape[0], shape[1], shape[2]
		eachISA(b, fmt.Sprintf("%d×%d×%d", tokens, rows, cols), 2*tokens*rows*cols, func(s isa) func() {
			random := rand.New(rand.NewPCG(1, 1))
			m := layer(s, random, rows, cols)
			var a Activations
			a.quantize(s, floats(random, tokens*cols), tokens, cols)
			dst := make([]float32, tokens*rows)
			return func() { m.Apply(dst, &a) }
		})
	}
}

func BenchmarkNewMatrix(b *testing.B) {
	const rows, cols = 1536, 384
	random := rand.New(rand.NewPCG(1, 1))
	weights, scales := bytes(random, rows*cols), floats(random, rows)
	eachISA(b, "1536×384", rows*cols, func(s isa) func() {
		return func() {
			if _, err := newMatrix(s, rows, cols, weights, scales, nil); err != nil {
				panic(err)
			}
		}
	})
}

func BenchmarkProduct(b *testing.B) {
	const rows, depth, cols = 1536, 64, 384
	random := rand.New(rand.NewPCG(1, 1))
	x, y, dst := floats(random, rows*depth), floats(random, depth*cols), make([]float32, rows*cols)
	eachISA(b, "1536×64×384", 2*rows*depth*cols, func(s isa) func() {
		return func() { multiply(s, dst, x, y, rows, depth, cols) }
	})
}

func BenchmarkQuantize(b *testing.B) {
	eachISA(b, "200×384", 2*200*384, func(s isa) func() {
		x := floats(rand.New(rand.NewPCG(1, 1)), 200*384)
		var a Activations
		return func() { a.quantize(s, x, 200, 384) }
	})
}

func BenchmarkAttention(b *testing.B) {
	for _, tokens := range []int{10, 200, 512} {
		eachISA(b, strconv.Itoa(tokens), 4*tokens*tokens*384, func(s isa) func() {
			qkv, dst := floats(rand.New(rand.NewPCG(1, 1)), 3*tokens*384), make([]float32, tokens*384)
			var scratch Scratch
			return func() { attention(s, dst, qkv, tokens, 12, 32, &scratch) }
		})
	}
}

func BenchmarkSoftmax(b *testing.B) {
	eachISA(b, "224", 224*20, func(s isa) func() {
		x := floats(rand.New(rand.NewPCG(1, 1)), 224)
		return func() { s.softmax(x, 1) }
	})
}

func BenchmarkGELU(b *testing.B) {
	eachISA(b, "200×1536", 200*1536*27, func(s isa) func() {
		x := floats(rand.New(rand.NewPCG(1, 1)), 200*1536)
		dst := make([]float32, len(x))
		return func() { s.gelu(dst[:copy(dst, x)]) }
	})
}

func BenchmarkAddLayerNorm(b *testing.B) {
	eachISA(b, "200×384", 200*384*8, func(s isa) func() {
		random := rand.New(rand.NewPCG(1, 1))
		x, y, weight, bias := floats(random, 200*384), floats(random, 200*384), floats(random, 384), floats(random, 384)
		return func() { addLayerNorm(s, x, y, weight, bias, 200, 384, 1e-12) }
	})
}

func BenchmarkScanDot(b *testing.B) {
	const rows, length = 100_000, 384
	eachISA(b, "100000×384", 2*rows*length, func(s isa) func() {
		random := rand.New(rand.NewPCG(1, 1))
		matrix, query, dst := bytes(random, rows*length), bytes(random, length), make([]int32, rows)
		return func() { scanDot(s, dst, matrix, query) }
	})
}

// transformer is a whole encoder with random weights.
type transformer struct {
	isa                   isa
	layers                []struct{ qkv, ao, fi, fo *Matrix }
	weight, bias          []float32
	x, qkv, out, inner    []float32
	activations           Activations
	scratch               Scratch
	hidden, ffn, headSize int
}

// newTransformer returns an encoder as wide as multilingual-e5-small, which has
// 12 layers.
func newTransformer(s isa, layers, tokens int) *transformer {
	random := rand.New(rand.NewPCG(1, 1))
	e := &transformer{isa: s, hidden: 384, ffn: 1536, headSize: 32}
	e.layers = make([]struct{ qkv, ao, fi, fo *Matrix }, layers)
	for i := range e.layers {
		l := &e.layers[i]
		l.qkv, l.ao = layer(s, random, 3*e.hidden, e.hidden), layer(s, random, e.hidden, e.hidden)
		l.fi, l.fo = layer(s, random, e.ffn, e.hidden), layer(s, random, e.hidden, e.ffn)
	}
	e.weight, e.bias = floats(random, e.hidden), floats(random, e.hidden)
	e.x, e.qkv = floats(random, tokens*e.hidden), make([]float32, tokens*3*e.hidden)
	e.out, e.inner = make([]float32, tokens*e.hidden), make([]float32, tokens*e.ffn)
	return e
}

// run computes all layers in place.
func (e *transformer) run(tokens int) {
	for i := range e.layers {
		l := &e.layers[i]
		e.apply(l.qkv, e.qkv, e.x, tokens)
		attention(e.isa, e.out, e.qkv, tokens, e.hidden/e.headSize, e.headSize, &e.scratch)
		e.apply(l.ao, e.out, e.out, tokens)
		addLayerNorm(e.isa, e.x, e.out, e.weight, e.bias, tokens, e.hidden, 1e-12)
		e.apply(l.fi, e.inner, e.x, tokens)
		e.isa.gelu(e.inner)
		e.apply(l.fo, e.out, e.inner, tokens)
		addLayerNorm(e.isa, e.x, e.out, e.weight, e.bias, tokens, e.hidden, 1e-12)
	}
}

// apply quantizes x and applies a layer to it.
func (e *transformer) apply(m *Matrix, dst, x []float32, tokens int) {
	e.activations.quantize(e.isa, x, tokens, m.cols)
	m.Apply(dst, &e.activations)
}

func BenchmarkTransformer(b *testing.B) {
	for _, tokens := range []int{10, 200} {
		operations := 12 * tokens * (2*(1152+384+1536+1536)*384 + 4*tokens*384)
		eachISA(b, strconv.Itoa(tokens), operations, func(s isa) func() {
			e := newTransformer(s, 12, tokens)
			return func() { e.run(tokens) }
		})
	}
}
