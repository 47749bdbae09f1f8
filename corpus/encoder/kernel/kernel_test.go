package kernel

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"golang.org/x/sys/cpu"
)

// instructionSets lists what this machine can run.
func instructionSets() []isa {
	sets := []isa{portable}
	switch {
	case runtime.GOARCH == "arm64":
		sets = append(sets, neon)
	case runtime.GOARCH == "amd64" && cpu.X86.HasAVX2 && cpu.X86.HasFMA:
		sets = append(sets, avx2)
		if cpu.X86.HasAVXVNNI {
			sets = append(sets, avxvnni)
		}
	}
	if !slices.Contains(sets, best()) {
		sets = append(sets, best())
	}
	return sets
}

// each runs a test on every instruction set but the portable one.
func each(t *testing.T, test func(t *testing.T, s isa)) {
	t.Helper()
	for _, s := range instructionSets()[1:] {
		t.Run(s.String(), func(t *testing.T) { test(t, s) })
	}
}

// floats returns n values between -2 and 2, not aligned to a vector. They are
// made without functions that could differ between architectures.
func floats(random *rand.Rand, n int) []float32 {
	s := make([]float32, n+1)[1:]
	for i := range s {
		s[i] = float32(random.IntN(4001)-2000) / 1000
	}
	return s
}

// bytes returns n values over the whole range, with many at its ends, not
// aligned to a vector.
func bytes(random *rand.Rand, n int) []int8 {
	s := make([]int8, n+1)[1:]
	for i := range s {
		switch random.IntN(4) {
		case 0:
			s[i] = -128
		case 1:
			s[i] = 127
		default:
			s[i] = int8(random.IntN(256) - 128)
		}
	}
	return s
}

// same fails unless two slices have the same bits.
func same(t *testing.T, got, want []float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d elements, want %d", len(got), len(want))
	}
	for i, v := range want {
		if math.Float32bits(got[i]) != math.Float32bits(v) {
			t.Fatalf("element %d of %d is %v, portable %v", i, len(want), got[i], v)
		}
	}
}

// TestSameBitsEverywhere holds every architecture to one checksum of all that
// an encoder computes. A change of it means that stored vectors no longer match
// new ones.
func TestSameBitsEverywhere(t *testing.T) {
	const want = 0xdb54fdf25449e478
	const tokens = 37
	for _, s := range instructionSets() {
		e := newTransformer(s, 2, tokens)
		e.run(tokens)
		sum := fnv.New64a()
		if err := binary.Write(sum, binary.LittleEndian, e.x); err != nil {
			t.Fatal(err)
		}
		if got := sum.Sum64(); got != want {
			t.Errorf("%v: checksum %#x, want %#x", s, got, uint64(want))
		}
	}
}

func TestNothingAllocatesOnceWarm(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	const tokens = 7
	m := layer(best(), random, 50, 96)
	x, dst := floats(random, tokens*96), make([]float32, tokens*50)
	out := make([]float32, tokens*32)
	var a Activations
	var scratch Scratch
	allocations := testing.AllocsPerRun(10, func() {
		a.Quantize(x, tokens, 96)
		m.Apply(dst, &a)
		Attention(out, x, tokens, 1, 32, &scratch)
		GELU(dst)
	})
	if allocations != 0 {
		t.Errorf("%v allocations, want none", allocations)
	}
}

func TestISANamesWhatRuns(t *testing.T) {
	names := map[string]bool{}
	for _, s := range instructionSets() {
		if names[s.String()] {
			t.Errorf("two instruction sets are called %v", s)
		}
		names[s.String()] = true
	}
	if !names[ISA()] {
		t.Errorf("ISA() = %q, which is none of %v", ISA(), names)
	}
}
