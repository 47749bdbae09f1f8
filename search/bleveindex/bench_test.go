package bleveindex_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

// invented makes documents of invented Swedish words, with the skewed
// frequencies of a language: the word of rank r has a share of 1/r.
func invented(documents int) (updates []search.Update, size int64) {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 2, 20_000)
	stems := strings.Fields("vård kö skola region hälsa data strategi läkemedel arbete kommun forskning miljö energi barn framtid")
	endings := strings.Fields("en ar arna s ens - et erna")
	for d := range documents {
		var text strings.Builder
		for w := range 400 {
			if w%40 == 39 {
				text.WriteString(".\n")
			}
			rank := zipf.Uint64()
			fmt.Fprintf(&text, "%s%s%d ", stems[rank%15], endings[rank/15%8], rank/120)
		}
		u := searchtest.Update(fmt.Sprintf("d%05d", d), strings.TrimSpace(text.String()))
		updates = append(updates, u)
		size += int64(len(u.Text))
	}
	return updates, size
}

func BenchmarkApply(b *testing.B) {
	updates, size := invented(500)
	index, err := bleveindex.Open(b.Context(), bleveindex.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer index.Close()
	b.SetBytes(size)
	b.ReportAllocs()
	for generation := uint64(1); b.Loop(); generation++ {
		if err := index.Apply(b.Context(), generation, updates...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	updates, _ := invented(2000)
	index, err := bleveindex.Open(b.Context(), bleveindex.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer index.Close()
	if err := index.Apply(b.Context(), 1, updates...); err != nil {
		b.Fatal(err)
	}
	for _, text := range []string{"", "vården0", "vården0 skolar1 hälsas2", "regionens3 ELLER datas4", `"vården0 vården0"`, "läkemedel*", "-vården0"} {
		b.Run(text, func(b *testing.B) {
			q, _ := query.Parse(text)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := index.Match(b.Context(), q, search.Filter{}, search.Page{Limit: 10}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
