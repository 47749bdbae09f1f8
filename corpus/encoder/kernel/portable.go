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

// softmaxPortable replaces x by softmax(x·scale).
func softmaxPortable(x []float32, scale float32) {
	largest := float32(math.Inf(-1))
	for _, v := range x {
		largest = max(largest, v)
	}
	var acc [lanes]float32
	for i, v := range x {
		e := exp(float32((v - largest) * scale))
		x[i] = e
		acc[i%lanes] += e
	}
	inverse := 1 / sumLanes(&acc)
	for i := range x {
		x[i] *= inverse
	}
}

// exp returns e^x for x ≤ 0, and 0 below -87.
func exp(x float32) float32 {
	if x < -87 {
		return 0
	}
	return float32(math.Exp(float64(x)))
}

// addLayerNormPortable computes one row of AddLayerNorm.
func addLayerNormPortable(x, y, weight, bias []float32, epsilon float32) {
	var acc [lanes]float32
	for i, v := range y {
		x[i] += v
		acc[i%lanes] += x[i]
	}
	mean := sumLanes(&acc) / float32(len(x))
	acc = [lanes]float32{}
	for i := range x {
		x[i] -= mean
		acc[i%lanes] += float32(x[i] * x[i])
	}
	variance := sumLanes(&acc) / float32(len(x))
	inverse := 1 / float32(math.Sqrt(float64(variance+epsilon)))
	for i := range x {
		x[i] = float32(float32(x[i]*inverse)*weight[i]) + bias[i]
	}
}

// geluPortable replaces each element by its GELU.
func geluPortable(x []float32) {
	for i, v := range x {
		x[i] = float32(float64(v) / 2 * (1 + math.Erf(float64(v)/math.Sqrt2)))
	}
}

// dotPortable returns Σ a·b.
func dotPortable(a, b []int8) int32 {
	sum := int32(0)
	for i, v := range a {
		sum += int32(v) * int32(b[i])
	}
	return sum
}
