package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRowsEqualPortable(t *testing.T) {
	each(t, func(t *testing.T, s isa) {
		t.Helper()
		random := rand.New(rand.NewPCG(11, 12))
		for _, n := range []int{1, 3, 15, 16, 17, 31, 32, 48, 100, 384} {
			x, y := floats(random, n), floats(random, n)
			for i := range x {
				x[i] *= 4
			}
			got, want := slices.Clone(x), slices.Clone(x)
			s.gelu(got)
			geluPortable(want)
			same(t, got, want)

			got, want = slices.Clone(x), slices.Clone(x)
			s.softmax(got, 2)
			softmaxPortable(want, 2)
			same(t, got, want)

			got, want = slices.Clone(x), slices.Clone(x)
			weight, bias := floats(random, n), floats(random, n)
			s.addLayerNorm(got, y, weight, bias, 1e-12)
			addLayerNormPortable(want, y, weight, bias, 1e-12)
			same(t, got, want)

			same(t, []float32{s.maxAbs(x)}, []float32{maxAbsPortable(x)})
		}
	})
}

func TestGELUAgreesWithItsDefinition(t *testing.T) {
	for x := -12.0; x < 12; x += 1.0 / 1024 {
		in := []float32{float32(x)}
		GELU(in)
		exact := float64(float32(x))
		want := exact / 2 * math.Erfc(-exact/math.Sqrt2)
		off := math.Abs(float64(in[0]) - want)
		if off > 1.1e-6 || x > 0 && off > 4e-7*want {
			t.Fatalf("GELU(%v) = %v, want %v", x, in[0], want)
		}
	}
}

func TestExpAgreesWithItsDefinition(t *testing.T) {
	table := newExpTable()
	for x := -60.0; x <= 0; x += 1.0 / 1024 {
		want := math.Exp(x)
		if got := float64(table.exp(float32(x))); math.Abs(got-want) > 2e-7*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if got := table.exp(-61); got != 0 {
		t.Errorf("exp(-61) = %v, want 0", got)
	}
}

func TestAddLayerNormAgreesWithItsDefinition(t *testing.T) {
	x, y := []float32{1, 2, 3, 4}, []float32{0, 0, 1, 1}
	AddLayerNorm(x, y, []float32{1, 1, 2, 1}, []float32{0, 0, 0, 10}, 1, 4, 0)
	deviation := math.Sqrt(2.5) // of 1, 2, 4 and 5
	for i, want := range []float64{-2 / deviation, -1 / deviation, 2 / deviation, 10 + 2/deviation} {
		if math.Abs(float64(x[i])-want) > 1e-6 {
			t.Errorf("element %d is %v, want %v", i, x[i], want)
		}
	}
}
