package vector_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/searchtest"
	"github.com/samband/samband/search/vector"
)

// lengths embeds a text as its length in all dimensions.
type lengths struct{}

func (lengths) Query(_ context.Context, text string) ([]float32, error) {
	v := make([]float32, size)
	for i := range v {
		v[i] = float32(len(text)) / 1000
	}
	return v, nil
}

func (l lengths) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	var vectors [][]float32
	for _, text := range texts {
		v, _ := l.Query(ctx, text)
		vectors = append(vectors, v)
	}
	return vectors, ctx.Err()
}

func (lengths) Model() string { return "m" }
func (lengths) Size() int     { return size }

// nothing is an index that remembers nothing.
type nothing struct{ search.Index }

func (nothing) Apply(context.Context, uint64, ...search.Update) error { return nil }

func stored(updates ...search.Update) iter.Seq2[search.Update, error] {
	return func(yield func(search.Update, error) bool) {
		for _, u := range updates {
			if !yield(u, nil) {
				return
			}
		}
	}
}

func TestFillGoesOnWhereItWas(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "vectors"))
	var all []search.Update
	for i := range 12 {
		all = append(all, searchtest.Update(fmt.Sprintf("d%02d", i), "ett\ntvå"))
	}
	first, err := vector.Fill(t.Context(), s, vector.Filling{
		Embedder: lengths{}, Documents: stored(all...), Workers: 1, Over: func() bool { return len(s.Documents()) > 0 },
	})
	if err != nil || first.Complete || first.Documents == 0 || !s.Holds("d00") || s.Holds("d11") {
		t.Fatalf("first: %+v, %v, %v", first, s.Documents(), err)
	}
	reports := []int{}
	again := vector.Filling{Embedder: lengths{}, Documents: stored(all...), Report: func(n int) { reports = append(reports, n) }}
	filled, err := vector.Fill(t.Context(), s, again)
	if err != nil || !filled.Complete || filled.Documents != 12-first.Documents || s.Len() != 24 {
		t.Fatalf("second: %+v, %d passages, %v", filled, s.Len(), err)
	}
	if filled, err = vector.Fill(t.Context(), s, again); err != nil || filled.Documents != 0 || !filled.Complete {
		t.Errorf("third: %+v, %v", filled, err)
	}
	if diff := cmp.Diff([]int{12}, reports); diff != "" {
		t.Error(diff)
	}
}

// picky does not take texts that begin with a dash.
type picky struct{ lengths }

func (p picky) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	for _, text := range texts {
		if strings.HasPrefix(text, "-") {
			return nil, errors.New("bad text")
		}
	}
	return p.lengths.Passages(ctx, texts)
}

func TestFillPassesOverWhatCannotBeEmbedded(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "vectors"))
	good, bad := searchtest.Update("a", "ett"), searchtest.Update("b", "-")
	filled, err := vector.Fill(t.Context(), s, vector.Filling{Embedder: picky{}, Documents: stored(bad, good)})
	if err != nil || filled.Failed != 1 || !s.Holds("a") || s.Holds("b") {
		t.Errorf("filled %+v, %v", filled, err)
	}
	if _, err := vector.Fill(t.Context(), s, vector.Filling{Embedder: picky{}, Documents: stored(bad)}); err == nil {
		t.Error("an embedder that takes nothing goes unnoticed")
	}
}

func TestFollowDropsWhatIsStale(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "vectors"))
	a, b, c := searchtest.Update("a", "ett"), searchtest.Update("b", "två"), searchtest.Update("c", "tre")
	if _, err := vector.Fill(t.Context(), s, vector.Filling{Embedder: lengths{}, Documents: stored(a, b, c)}); err != nil {
		t.Fatal(err)
	}
	index := vector.Follow(nothing{}, s)
	c.Delete = true
	if err := index.Apply(t.Context(), 2, a, searchtest.Update("b", "något annat"), c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a"}, s.Documents()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFinder(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "vectors"))
	updates := stored(searchtest.Update("kort", "a"), searchtest.Update("lång", "abcdefghij"))
	if _, err := vector.Fill(t.Context(), s, vector.Filling{Embedder: lengths{}, Documents: updates}); err != nil {
		t.Fatal(err)
	}
	finder, err := vector.NewFinder(s, lengths{})
	if err != nil {
		t.Fatal(err)
	}
	near, err := finder.Near(t.Context(), "fråga", nil, 1)
	if err != nil || near.Total != 2 || len(near.Postings) != 1 || near.Postings[0].Passage != "lång:0000" {
		t.Fatalf("found %+v, %v", near, err)
	}
	if score, known := near.Score("lång:0000"); !known || score != near.Postings[0].Score {
		t.Errorf("score %v, %v; found with %v", score, known, near.Postings[0].Score)
	}
	if _, known := near.Score("borta:0000"); known {
		t.Error("a passage that is not there has a score")
	}
	if span, err := near.Sentence(t.Context(), "En mening."); err != nil || span.Len() != 10 {
		t.Errorf("sentence %v, %v", span, err)
	}
}
