package kernel

// AddLayerNorm replaces x by LN(x+y), row by row: LN(v) = (v - mean)/√(variance
// + epsilon)·weight + bias, with the variance's divisor width. x and y hold
// tokens rows of width elements, weight and bias width elements.
func AddLayerNorm(x, y, weight, bias []float32, tokens, width int, epsilon float32) {
	for t := range tokens {
		addLayerNormPortable(x[t*width:(t+1)*width], y[t*width:(t+1)*width], weight[:width], bias[:width], epsilon)
	}
}

// GELU replaces each element t by t/2·(1 + erf(t/√2)).
func GELU(x []float32) { geluPortable(x) }

// Dot returns the exact Σ a·b of two vectors of the same length, at most
// 65,536.
func Dot(a, b []int8) int32 { return dotPortable(a, b[:len(a)]) }

// ScanDot writes to dst[i] the exact dot product of query and row i of rows;
// it scans len(dst) rows of len(query) elements each.
func ScanDot(dst []int32, rows, query []int8) {
	for i := range dst {
		dst[i] = dotPortable(query, rows[i*len(query):(i+1)*len(query)])
	}
}
