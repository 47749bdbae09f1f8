package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAttentionEqualsPortable(t *testing.T) {
	each(t, func(t *testing.T, s isa) {
		t.Helper()
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
						want[i] = fma(a[i/cols*depth+k], b[k*cols+i%cols], want[i])
					}
				}
				same(t, got, want)
			}
		})
	}
}

func TestFMARoundsOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for range 100_000 {
		a, b, c := anyFloat(random), anyFloat(random), anyFloat(random)
		if random.IntN(2) == 0 {
			c = -float32(a*b) * (1 + float32(random.IntN(3)-1)/(1<<23)) // what is left is what rounding took
		}
		exact := new(big.Float).SetPrec(600).Mul(big.NewFloat(float64(a)), big.NewFloat(float64(b)))
		exact.Add(exact, big.NewFloat(float64(c)))
		if want, _ := exact.Float32(); fma(a, b, c) != want {
			t.Fatalf("fma(%v, %v, %v) = %v, want %v", a, b, c, fma(a, b, c), want)
		} else if odd := fmaOdd(float64(a)*float64(b), float64(c)); odd != want {
			t.Fatalf("fmaOdd of %v·%v and %v is %v, want %v", a, b, c, odd, want)
		}
	}
	// The float64 sum is halfway between two float32 only because it was rounded.
	a, b, c := float32(1+0x1p-12), float32(1+0x1p-12), float32(0x1p-60)
	if got, want := fma(a, b, c), float32(1+0x1p-11+0x1p-23); got != want {
		t.Errorf("fma of a near tie is %v, want %v", got, want)
	}
}

// anyFloat returns a number between 2⁻²⁰ and 2²⁰ with random bits.
func anyFloat(random *rand.Rand) float32 {
	return float32(math.Ldexp(1+float64(random.IntN(1<<23))/(1<<23), random.IntN(40)-20))
}
