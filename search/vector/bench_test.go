package vector_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/samband/samband/search/vector"
)

// BenchmarkCompare finds the ten nearest of 100,000 passages in 384 dimensions,
// and multiplies as many in a plain loop to compare with.
func BenchmarkCompare(b *testing.B) {
	const passages, dimensions, perDocument = 100_000, 384, 1000
	s, err := vector.Open(b.Context(), vector.Config{Path: filepath.Join(b.TempDir(), "vectors"), Model: "m", Size: dimensions})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	random := rand.New(rand.NewPCG(1, 2))
	row := func(n int) []int8 {
		v := make([]int8, n)
		for i := range v {
			v[i] = int8(random.IntN(255) - 127)
		}
		return v
	}
	var rows []int8
	for i := range passages / perDocument {
		d := vector.Document{ID: strconv.Itoa(i), Vectors: row(perDocument * dimensions)}
		for j := range perDocument {
			d.Passages = append(d.Passages, fmt.Sprintf("%d:%04d", i, j))
		}
		rows = append(rows, d.Vectors...)
		if err := s.Put(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
	query := row(dimensions)
	b.Run("store", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Compare(b.Context(), query, nil, 10); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("scalar", func(b *testing.B) {
		best := int32(0)
		for b.Loop() {
			for at := 0; at < len(rows); at += dimensions {
				sum := int32(0)
				for i, v := range rows[at : at+dimensions] {
					sum += int32(v) * int32(query[i])
				}
				best = max(best, sum)
			}
		}
		b.ReportMetric(float64(best), "best")
	})
}
