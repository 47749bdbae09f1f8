package kernel

import (
	"encoding/binary"
	"errors"
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
	case runtime.GOARCH == "amd64" && cpu.X86.HasAVX2:
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
			x := []float32{0, 0, 0, -2, 1, 2}
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

func TestAttentionEqualsPortable(t *testing.T) {
	each(t, func(t *testing.T, s isa) {
		random := rand.New(rand.NewPCG(7, 8))
		var scratch, plain Scratch
		for _, shape := range [][3]int{{0, 2, 32}, {1, 1, 1}, {1, 12, 32}, {2, 3, 5}, {5, 2, 32}, {33, 2, 40}, {64, 1, 64}, {101, 2, 32}} {
			tokens, heads, width := shape[0], shape[1], shape[2]
			qkv := floats(random, 3*tokens*heads*width)
			for i := range qkv {
				qkv[i] *= 3
			}
			got, want := make([]float32, tokens*heads*width), make([]float32, tokens*heads*width)
			attention(s, got, qkv, tokens, heads, width, &scratch)
			attention(portable, want, qkv, tokens, heads, width, &plain)
			same(t, got, want)
		}
	})
}

func TestAttentionAgreesWithItsDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	const tokens, heads, width = 19, 2, 6
	const hidden = heads * width
	qkv := floats(random, 3*tokens*hidden)
	got := make([]float32, tokens*hidden)
	Attention(got, qkv, tokens, heads, width, &Scratch{})
	at := func(part, token, head, d int) float64 {
		return float64(qkv[token*3*hidden+part*hidden+head*width+d])
	}
	for token := range tokens {
		for h := range heads {
			sum, out := 0.0, [width]float64{}
			for j := range tokens {
				score := 0.0
				for d := range width {
					score += at(0, token, h, d) * at(1, j, h, d)
				}
				p := math.Exp(score / math.Sqrt(width))
				sum += p
				for d := range width {
					out[d] += p * at(2, j, h, d)
				}
			}
			for d := range width {
				if want := out[d] / sum; math.Abs(want-float64(got[token*hidden+h*width+d])) > 2e-6 {
					t.Fatalf("token %d head %d element %d: %v, want %v", token, h, d, got[token*hidden+h*width+d], want)
				}
			}
		}
	}
}

func TestProductEqualsPortable(t *testing.T) {
	for _, s := range instructionSets() {
		t.Run(s.String(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(17, 18))
			for _, shape := range [][3]int{{0, 3, 5}, {1, 1, 1}, {2, 0, 3}, {3, 2, 31}, {4, 64, 32}, {9, 5, 100}} {
				rows, depth, cols := shape[0], shape[1], shape[2]
				a, b := floats(random, rows*depth), floats(random, depth*cols)
				got, want := slices.Repeat([]float32{42}, rows*cols), make([]float32, rows*cols)
				multiply(s, got, a, b, rows, depth, cols)
				for i := range want {
					for k := range depth {
						want[i] += float32(a[i/cols*depth+k] * b[k*cols+i%cols])
					}
				}
				same(t, got, want)
			}
		})
	}
}

func TestRowsEqualPortable(t *testing.T) {
	each(t, func(t *testing.T, s isa) {
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

func TestScanDotIsExact(t *testing.T) {
	for _, s := range instructionSets() {
		t.Run(s.String(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(13, 14))
			for _, length := range []int{0, 1, 15, 16, 17, 63, 64, 65, 127, 256, 384, 1000} {
				for _, count := range []int{0, 1, 2, 3, 4, 5, 7, 9} {
					rows, query := bytes(random, count*length), bytes(random, length)
					got := slices.Repeat([]int32{42}, count)
					scanDot(s, got, rows, query)
					for i := range got {
						if want := dotPortable(rows[i*length:], query); got[i] != want {
							t.Fatalf("length %d, row %d of %d: %d, want %d", length, i, count, got[i], want)
						}
					}
				}
			}
		})
	}
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

// TestSameBitsEverywhere holds every architecture to one checksum of all that
// an encoder computes. A change of it means that stored vectors no longer match
// new ones.
func TestSameBitsEverywhere(t *testing.T) {
	const want = 0xd81a4d18f89c12b7
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

func FuzzScanDot(f *testing.F) {
	f.Add([]byte{1, 2, 3, 0x80, 0x80, 0x7f}, uint8(3))
	f.Add(make([]byte, 300), uint8(65))
	f.Fuzz(func(t *testing.T, data []byte, length uint8) {
		values := make([]int8, len(data))
		for i, b := range data {
			values[i] = int8(b)
		}
		query := values[:min(int(length), len(values))]
		if len(query) == 0 {
			return
		}
		rows := values[:len(values)/len(query)*len(query)]
		for _, s := range instructionSets() {
			got := make([]int32, len(rows)/len(query))
			scanDot(s, got, rows, query)
			for i := range got {
				if want := dotPortable(rows[i*len(query):], query); got[i] != want {
					t.Fatalf("%v: row %d: %d, want %d", s, i, got[i], want)
				}
			}
		}
	})
}
