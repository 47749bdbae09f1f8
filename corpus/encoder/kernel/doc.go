// Package kernel computes the inner loops of a small transformer: products of
// int8 matrices, attention, layer norm, GELU, and dot products of int8 vectors.
//
// Every instruction set gives the same bits. Integer sums are exact. Floating
// point is float32, with fused multiply-add in products of float32 matrices and
// nowhere else; each element is computed by the same operations in the same
// order, and sums over a row run in sixteen lanes (element i in lane i mod 16)
// that are then added in halves. So a vector computed on one machine equals the
// vector computed on any other, as long as all inputs are finite.
//
// The work is in four kinds of assembly, one file of each per instruction set:
// tile_* multiplies int8 matrices, product_* float32 ones, rows_* computes what
// goes over a row of floats, integers_* quantizes and scans. isa_* chooses
// between them; the plain Go beside each exported function defines its result.
//
// Functions take flat slices, rows one after another, and check lengths only
// as Go does: a slice that is too short panics with the usual bounds error.
// Nothing here starts a goroutine; values may be shared by goroutines where a
// type says so.
package kernel
