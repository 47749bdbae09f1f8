package kernel

import "math"

// lanes is how many partial sums a row is added up in.
const lanes = 16

// sumLanes adds partial sums in halves.
func sumLanes(acc *[lanes]float32) float32 {
	for half := lanes / 2; half > 0; half /= 2 {
		for i := range half {
			acc[i] += acc[i+half]
		}
	}
	return acc[0]
}

// expTable holds the constants of exp, which assembly reads by field name or,
// on arm64, in order. The natural logarithm of 2 comes in two parts, the first
// short enough that its products with small integers are exact.
type expTable struct {
	lowest, log2e, round, ln2High, ln2Low float32
	c6, c5, c4, c3, c2, one               float32
}

// newExpTable returns the constants. The polynomial is a minimax fit to e^r
// over |r| ≤ ln 2/2 with relative error 3e-9.
func newExpTable() expTable {
	return expTable{
		lowest: -60, log2e: math.Log2E, round: roundToInteger,
		ln2High: 0.693359375, ln2Low: -2.12194440e-4,
		c6: 0.0013814540579915047, c5: 0.00836874544620514, c4: 0.04166838899254799,
		c3: 0.1666652113199234, c2: 0.4999999403953552, one: 1,
	}
}

// exp returns e^x for x ≤ 0 with a relative error of at most 2e-7: 2^n·e^r with
// n the nearest integer to x/ln 2. Below -60 it returns 0: no sum that contains
// a 1 would change, and numbers too small to be normal would slow everything.
func (k *expTable) exp(x float32) float32 {
	if x < k.lowest {
		return 0
	}
	shifted := float32(x*k.log2e) + k.round
	n := shifted - k.round
	r := x - float32(n*k.ln2High)
	r -= float32(n * k.ln2Low)
	p := float32(k.c6*r) + k.c5
	p = float32(p*r) + k.c4
	p = float32(p*r) + k.c3
	p = float32(p*r) + k.c2
	p = float32(p*r) + k.one
	p = float32(p*r) + k.one
	return math.Float32frombits(math.Float32bits(p) + math.Float32bits(shifted)<<23)
}

// softmaxPortable replaces x by softmax(x·scale), for scale > 0.
func softmaxPortable(x []float32, scale float32) {
	table := newExpTable()
	largest := float32(math.Inf(-1))
	for _, v := range x {
		largest = max(largest, v)
	}
	var acc [lanes]float32
	for i, v := range x {
		x[i] = table.exp(float32((v - largest) * scale))
		acc[i%lanes] += x[i]
	}
	inverse := 1 / sumLanes(&acc)
	for i := range x {
		x[i] *= inverse
	}
}
