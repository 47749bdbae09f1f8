package kernel

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestApplyEqualsPortable(t *testing.T) {
	shapes := []struct {
		name               string
		tokens, rows, cols int
	}{
		{"no token", 0, 32, 32},
		{"one of all", 1, 1, 1},
		{"one token", 1, 384, 384},
		{"whole tiles", 24, 64, 64},
		{"every edge", 13, 33, 17},
		{"small", 3, 5, 7},
		{"tokens of a second tile", 19, 48, 100},
		{"the encoder's widest", 21, 40, 1536},
	}
	each(t, func(t *testing.T, s isa) {
		t.Helper()
		for _, shape := range shapes {
			t.Run(shape.name, func(t *testing.T) {
				checkApply(t, s, rand.New(rand.NewPCG(1, 2)), shape.tokens, shape.rows, shape.cols)
			})
		}
		random := rand.New(rand.NewPCG(3, 4))
		for range 100 {
			checkApply(t, s, random, random.IntN(30), 1+random.IntN(80), 1+random.IntN(200))
		}
	})
}

// checkApply compares one layer on one instruction set with the portable one.
func checkApply(t *testing.T, s isa, random *rand.Rand, tokens, rows, cols int) {
	t.Helper()
	weights, x := bytes(random, rows*cols), floats(random, tokens*cols)
	if len(x) > 0 && random.IntN(2) == 0 {
		for i := range x {
			x[i] = float32(math.Copysign(1, float64(x[i]))) // every element -127 or 127
		}
	}
	scales, bias := floats(random, rows), floats(random, rows)
	apply := func(s isa) []float32 {
		m, err := newMatrix(s, rows, cols, weights, scales, bias)
		if err != nil {
			t.Fatal(err)
		}
		var a Activations
		a.quantize(s, floats(random, 40*cols), 40, cols) // leaves what must not matter
		a.quantize(s, x, tokens, cols)
		dst := slices.Repeat([]float32{42}, tokens*rows+1)
		m.Apply(dst[:tokens*rows], &a)
		if dst[tokens*rows] != 42 {
			t.Fatalf("%v wrote past the end", s)
		}
		return dst[:tokens*rows]
	}
	same(t, apply(s), apply(portable))
}

func TestApplyComputesTheLayer(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	const tokens, rows, cols = 3, 4, 50
	weights, x, scales, bias := bytes(random, rows*cols), floats(random, tokens*cols), floats(random, rows), floats(random, rows)
	m, err := NewMatrix(rows, cols, weights, scales, bias)
	if err != nil {
		t.Fatal(err)
	}
	var a Activations
	a.Quantize(x, tokens, cols)
	dst := make([]float32, tokens*rows)
	m.Apply(dst, &a)
	for i := range dst {
		token, r := i/rows, i%rows
		want := float64(bias[r])
		for c := range cols {
			want += float64(x[token*cols+c]) * float64(weights[r*cols+c]) * float64(scales[r])
		}
		// Each element is off by at most half a step of some 3/127, at random.
		if tolerance := 128 * math.Abs(float64(scales[r])) * 0.015 * 4 * math.Sqrt(cols); math.Abs(want-float64(dst[i])) > tolerance {
			t.Errorf("token %d row %d: %v, want %v ± %v", token, r, dst[i], want, tolerance)
		}
	}
}

func TestQuantizeKeepsZerosAndExtremes(t *testing.T) {
	for _, s := range instructionSets() {
		t.Run(s.String(), func(t *testing.T) {
			var a Activations
			x := []float32{0, 1e-38, 0, -2, 1, 2}
			a.quantize(s, x, 2, 3)
			m, err := newMatrix(s, 3, 3, []int8{1, 0, 0, 0, 1, 0, 0, 0, 1}, []float32{1, 1, 1}, nil)
			if err != nil {
				t.Fatal(err)
			}
			dst := make([]float32, 6)
			m.Apply(dst, &a)
			step := float32(2) / 127
			same(t, dst, []float32{0, 0, 0, -127 * step, 64 * step, 127 * step})
		})
	}
}

func TestNewMatrixRefusesShapes(t *testing.T) {
	cases := []struct {
		name            string
		rows, cols      int
		weights, scales int
		bias            []float32
	}{
		{"no rows", 0, 4, 0, 0, nil},
		{"no columns", 4, 0, 0, 4, nil},
		{"sums that overflow", 1, maxCols + 1, maxCols + 1, 1, nil},
		{"too few weights", 2, 3, 5, 2, nil},
		{"too many scales", 2, 3, 6, 3, nil},
		{"a short bias", 2, 3, 6, 2, []float32{1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := NewMatrix(c.rows, c.cols, make([]int8, c.weights), make([]float32, c.scales), c.bias)
			if !errors.Is(err, ErrShape) {
				t.Errorf("error is %v, want ErrShape", err)
			}
		})
	}
}

func FuzzApply(f *testing.F) {
	f.Add(uint64(1), uint8(1), uint8(1), uint16(1))
	f.Add(uint64(2), uint8(13), uint8(33), uint16(17))
	f.Add(uint64(3), uint8(12), uint8(64), uint16(1536))
	f.Fuzz(func(t *testing.T, seed uint64, tokens, rows uint8, cols uint16) {
		for _, s := range instructionSets()[1:] {
			checkApply(t, s, rand.New(rand.NewPCG(seed, 0)), int(tokens), 1+int(rows), 1+int(cols)%2048)
		}
	})
}
