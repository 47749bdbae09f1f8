package bleveindex_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/samband/samband/search"
)

func TestZZRank(t *testing.T) {
	dir := os.Getenv("ZZDIR")
	if dir == "" {
		t.Skip()
	}
	folder := sharedData(t)
	updates := readInterpellations(t, filepath.Join(folder, "retrieval", "interpellations.jsonl.gz"))
	index := open(t, dir)
	store := newStore(updates)
	g, _, _ := index.State(t.Context())
	if g == 0 {
		for at := 0; at < len(updates); at += 500 {
			if err := index.Apply(t.Context(), uint64(at+1), updates[at:min(at+500, len(updates))]...); err != nil {
				t.Fatal(err)
			}
		}
	}
	engine, _ := search.New(search.Config{Index: index, Texts: store})
	measure(t, engine, filepath.Join(folder, "retrieval", "interpellation_queries_dev.tsv"))
}
