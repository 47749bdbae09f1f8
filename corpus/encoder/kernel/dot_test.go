package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

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
