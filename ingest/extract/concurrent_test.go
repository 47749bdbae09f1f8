package extract

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// TestConcurrent checks that documents extracted at the same time, in any
// order, do not touch each other's results.
func TestConcurrent(t *testing.T) {
	texts := []string{
		"Lisa Lundmark (KI), utredare på Region Norrbotten, säger att det går. Hon är docent.",
		"Företaget Ljusvik och Nordiska hälsoinstitutet (NHI) möttes i Ekvalla kommun. NHI var nöjt.",
		"Kommunalråden Lena Hall (M) och Ulla Öst (C) log. Till justerare utses Eva Holm.",
	}
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	run := func(text string) Result {
		r, err := e.Extract(context.Background(), Input{&corpus.Text{Canonical: text}, paragraphs(text)})
		if err != nil {
			t.Error(err)
		}
		return r
	}
	want := make([]Result, len(texts))
	for i, text := range texts {
		want[i] = run(text)
	}
	var group sync.WaitGroup
	for n := range 24 {
		group.Go(func() {
			i := n % len(texts)
			if diff := cmp.Diff(want[i], run(texts[i])); diff != "" {
				t.Error(diff)
			}
		})
	}
	group.Wait()
}
