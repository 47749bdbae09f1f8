package kernel

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"unsafe"
)

// guarded returns a copy of values that ends where memory ends: touching
// anything past it is a fault.
func guarded[T any](t *testing.T, values []T) []T {
	t.Helper()
	const page = 64 << 10 // as large as pages get on arm64
	size := len(values) * int(unsafe.Sizeof(*new(T)))
	mapped := roundUp(size, page) + page
	memory, err := syscall.Mmap(-1, 0, mapped, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Munmap(memory); err != nil {
			t.Error(err)
		}
	})
	if err := syscall.Mprotect(memory[mapped-page:], syscall.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	if size == 0 {
		return nil
	}
	slice := unsafe.Slice((*T)(unsafe.Pointer(&memory[mapped-page-size])), len(values))
	copy(slice, values)
	return slice
}

func TestNothingIsTouchedPastASlice(t *testing.T) {
	for _, s := range instructionSets() {
		t.Run(s.String(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(19, 20))
			for range 20 {
				tokens, rows, cols := 1+random.IntN(30), 1+random.IntN(70), 1+random.IntN(130)
				guardMatrix(t, s, random, tokens, rows, cols)
				guardAttention(t, s, random, tokens, 1+random.IntN(3), 1+random.IntN(40))
				guardRows(t, s, random, tokens, cols)
				scanDot(s, guarded(t, make([]int32, rows)), guarded(t, bytes(random, rows*cols)), guarded(t, bytes(random, cols)))
			}
		})
	}
}

func guardMatrix(t *testing.T, s isa, random *rand.Rand, tokens, rows, cols int) {
	t.Helper()
	m, err := newMatrix(s, rows, cols, bytes(random, rows*cols), floats(random, rows), floats(random, rows))
	if err != nil {
		t.Fatal(err)
	}
	m.weights, m.starts = guarded(t, m.weights), guarded(t, m.starts)
	m.scales, m.bias = guarded(t, m.scales), guarded(t, m.bias)
	var a Activations
	x := guarded(t, floats(random, tokens*cols))
	a.quantize(s, x, tokens, cols)
	a.bytes, a.words, a.scales = guarded(t, a.bytes), guarded(t, a.words), guarded(t, a.scales)
	a.quantize(s, x, tokens, cols)
	m.Apply(guarded(t, make([]float32, tokens*rows)), &a)
	multiply(s, guarded(t, make([]float32, rows*cols)), guarded(t, floats(random, rows*tokens)),
		guarded(t, floats(random, tokens*cols)), rows, tokens, cols)
}

func guardAttention(t *testing.T, s isa, random *rand.Rand, tokens, heads, width int) {
	t.Helper()
	dst := make([]float32, tokens*heads*width)
	qkv := floats(random, 3*len(dst))
	var scratch Scratch
	attention(s, dst, qkv, tokens, heads, width, &scratch)
	scratch = Scratch{
		keys: guarded(t, scratch.keys), values: guarded(t, scratch.values),
		scores: guarded(t, scratch.scores), out: guarded(t, scratch.out),
	}
	attention(s, guarded(t, dst), guarded(t, qkv), tokens, heads, width, &scratch)
}

func guardRows(t *testing.T, s isa, random *rand.Rand, tokens, cols int) {
	t.Helper()
	for _, n := range []int{cols, roundUp(cols, vectorFloats)} {
		x, y := guarded(t, floats(random, tokens*n)), guarded(t, floats(random, tokens*n))
		addLayerNorm(s, x, y, guarded(t, floats(random, n)), guarded(t, floats(random, n)), tokens, n, 1e-12)
		s.gelu(x)
		s.softmax(y, 1)
		if s.maxAbs(y) > 1 {
			t.Errorf("softmax gave %v", s.maxAbs(y))
		}
	}
}
