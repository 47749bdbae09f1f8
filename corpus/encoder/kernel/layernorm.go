package kernel

import "math"

// AddLayerNorm replaces x by LN(x+y), row by row: LN(v) = (v - mean)/√(variance
// + epsilon)·weight + bias, the variance with divisor width. x and y hold
// tokens rows of width elements, weight and bias width elements each.
func AddLayerNorm(x, y, weight, bias []float32, tokens, width int, epsilon float32) {
	addLayerNorm(best(), x, y, weight, bias, tokens, width, epsilon)
}

// addLayerNorm is AddLayerNorm for one instruction set.
func addLayerNorm(s isa, x, y, weight, bias []float32, tokens, width int, epsilon float32) {
	weight, bias = weight[:width], bias[:width]
	for t := range tokens {
		s.addLayerNorm(x[t*width:(t+1)*width], y[t*width:(t+1)*width], weight, bias, epsilon)
	}
}

// addLayerNormPortable computes one row.
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
