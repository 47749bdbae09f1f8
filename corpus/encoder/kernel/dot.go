package kernel

// Dot returns the exact Σ a·b of two vectors of the same length, at most
// 65,536.
func Dot(a, b []int8) int32 {
	var dst [1]int32
	scanDot(best(), dst[:], b[:len(a)], a)
	return dst[0]
}

// ScanDot writes to dst[i] the exact dot product of query and row i of rows;
// it scans len(dst) rows of len(query) elements each, at most 65,536.
func ScanDot(dst []int32, rows, query []int8) {
	scanDot(best(), dst, rows, query)
}

// scanDot is ScanDot for one instruction set, which computes whole chunks; the
// rest of each row is added here.
func scanDot(s isa, dst []int32, rows, query []int8) {
	rows = rows[:len(dst)*len(query)]
	done := s.scan(dst, rows, query)
	if done == len(query) {
		return
	}
	for i := range dst {
		dst[i] += dotPortable(rows[i*len(query)+done:], query[done:])
	}
}

// dotPortable returns Σ a·b over b's length.
func dotPortable(a, b []int8) int32 {
	sum := int32(0)
	for i, v := range b {
		sum += int32(v) * int32(a[i])
	}
	return sum
}
