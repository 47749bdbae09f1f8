package encoder

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEmbed(t *testing.T) {
	m := tinyModel(t)
	texts := []string{"abra", "", "å b bra", "abrakad abrakad abrakad abrakad", "abra", "\xff\u00AD"}
	vectors, err := m.Embed(t.Context(), Passage, texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		if math.Abs(length(v)-1) > 1e-5 {
			t.Errorf("%q has length %v", texts[i], length(v))
		}
		alone, err := m.Embed(t.Context(), Passage, texts[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone[0], v); diff != "" {
			t.Errorf("%q differs from itself alone: %s", texts[i], diff)
		}
	}
	if slices.Equal(vectors[0], vectors[2]) || !slices.Equal(vectors[0], vectors[4]) {
		t.Error("vectors do not follow from texts")
	}
	queries, err := m.Embed(t.Context(), Query, texts[:1])
	if err != nil {
		t.Fatal(err)
	}
	if slices.Equal(queries[0], vectors[0]) {
		t.Error("a query's vector is a passage's")
	}
	if none, err := m.Embed(t.Context(), Query, nil); err != nil || len(none) != 0 {
		t.Errorf("no texts: %v, %v", none, err)
	}
}

func TestEmbedManyTexts(t *testing.T) {
	m := tinyModel(t)
	texts := slices.Repeat([]string{"abra bra", "b", "å å å"}, batchTokens/4)
	vectors, err := m.Embed(t.Context(), Query, texts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range vectors {
		if !slices.Equal(vectors[i], vectors[i%3]) {
			t.Fatalf("text %d differs from the same text before", i)
		}
	}
}

func TestStops(t *testing.T) {
	m := tinyModel(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Embed(ctx, Query, []string{"abra"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Embed: %v", err)
	}
	if _, err := m.Names(ctx, News, 0, [][]string{{"abra"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("Names: %v", err)
	}
}

// TestEachUseLoadsItsFile breaks the file of the other use.
func TestEachUseLoadsItsFile(t *testing.T) {
	base := tinyBase(t)
	vectors := open(base, tinyAdapter(t, base, "retrieval"), nil, expandInt8)
	if _, err := vectors.Embed(t.Context(), Query, []string{"abra"}); err != nil {
		t.Error(err)
	}
	if _, err := vectors.Names(t.Context(), News, 0, nil); !errors.Is(err, ErrFormat) {
		t.Errorf("names without a file: %v", err)
	}
	names := open(base, nil, tinyAdapter(t, base, "ner"), expandInt8)
	if _, err := names.Names(t.Context(), News, 0, [][]string{{"abra", "kad"}, {}}); err != nil {
		t.Error(err)
	}
	if _, err := names.Embed(t.Context(), Query, nil); !errors.Is(err, ErrFormat) {
		t.Errorf("vectors without a file: %v", err)
	}
	if _, err := names.Names(t.Context(), News+1, 0, nil); err == nil {
		t.Error("no error for a head that is not there")
	}
}

func TestLayersAreShared(t *testing.T) {
	m := tinyModel(t)
	r, err := m.retrieval()
	if err != nil {
		t.Fatal(err)
	}
	n, err := m.names()
	if err != nil {
		t.Fatal(err)
	}
	if r.layers[0] != n.layers[0] || r.layers[1] == n.layers[1] {
		t.Error("adapters share another layer than the one that neither changes")
	}
}

func TestChecksum(t *testing.T) {
	base := tinyBase(t)
	retrieval, names := tinyAdapter(t, base, "retrieval"), tinyAdapter(t, base, "ner")
	first := open(base, retrieval, names, expandInt8).Checksum()
	if again := open(base, retrieval, nil, expandInt8).Checksum(); again != first || len(first) != 64 {
		t.Errorf("checksum %q, then %q", first, again)
	}
	retrieval[len(retrieval)-1]++
	if other := open(base, retrieval, names, expandInt8).Checksum(); other == first {
		t.Error("another adapter has the same checksum")
	}
}

func TestNamesChecksum(t *testing.T) {
	base := tinyBase(t)
	retrieval, names := tinyAdapter(t, base, "retrieval"), tinyAdapter(t, base, "ner")
	first := open(base, retrieval, names, expandInt8).NamesChecksum()
	if again := open(base, nil, names, expandInt8).NamesChecksum(); again != first || len(first) != 64 {
		t.Errorf("checksum %q, then %q", first, again)
	}
	names[len(names)-1]++
	if other := open(base, retrieval, names, expandInt8).NamesChecksum(); other == first {
		t.Error("another adapter has the same checksum")
	}
}

// TestNamesGiven insists that the second word of the second sentence is a
// person.
func TestNamesGiven(t *testing.T) {
	sentences := [][]string{{"abra", "kad"}, {"abra", "kad", "abra"}}
	got, err := tinyModel(t).NamesGiven(t.Context(), Universal, 50, sentences, func(sentence, word int, label string) float64 {
		if sentence == 1 && word == 1 && label == "B-PER" {
			return 1000
		}
		return 0
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(got[0]) != 0 || len(got[1]) != 1 || got[1][0] != (Name{1, 2, "PER", 1}) {
		t.Errorf("names %v, want one person in the second sentence", got)
	}
}

func TestConcurrentUse(t *testing.T) {
	m := tinyModel(t)
	want, err := tinyModel(t).Embed(t.Context(), Query, []string{"abra kad", "å"})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := m.Embed(t.Context(), Query, []string{"abra kad", "å"})
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%v: -want +got\n%s", err, diff)
			}
			if _, err := m.Names(t.Context(), Universal, 0, [][]string{{"abra", "å"}}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// TestLoudColumns multiplies states with a column of fifty times the others.
func TestLoudColumns(t *testing.T) {
	const out, in, n, loud = 40, 64, 9, 17
	r := rand.New(rand.NewPCG(5, 6))
	stored := random(r, "w", "q4", out, in)
	m := matrix{base: tensor{"w", "q4", stored.shape, stored.data}, out: out, in: in, bias: make([]float32, out)}
	x := make([]float32, n*in)
	for i := range x {
		x[i] = float32(r.NormFloat64())
		if i%in == loud {
			x[i] += 50
		}
	}
	worst := func(expand expander, want []float32) ([]float32, float64) {
		l, err := expand(&m)
		if err != nil {
			t.Fatal(err)
		}
		got, d := make([]float32, n*out), 0.0
		l.apply(got, x, n, &workspace{})
		for i := range want {
			d += math.Abs(float64(got[i]-want[i])) / float64(len(want))
		}
		return got, d
	}
	want, _ := worst(expandFloat, nil)
	_, plain := worst(expandInt8, want)
	m.loud = []int{loud}
	_, shared := worst(expandInt8, want)
	if shared > plain/2 {
		t.Errorf("mean error %.3g with the loud column shared out, %.3g without", shared, plain)
	}
}

func TestDecode(t *testing.T) {
	h := &head{labels: []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC"}}
	if err := h.constrain(); err != nil {
		t.Fatal(err)
	}
	row := func(best int, sure float64) []float64 {
		scores := []float64{-4, -4, -4, -4, -4}
		scores[best] = sure
		return scores
	}
	cases := map[string]struct {
		scores  [][]float64
		outside float64
		want    []Name
	}{
		"none":                 {nil, 0, nil},
		"two words":            {[][]float64{row(1, 0), row(2, 0), row(0, 0)}, 0, []Name{{From: 0, To: 2, Label: "PER"}}},
		"side by side":         {[][]float64{row(1, 0), row(1, 0), row(3, 0)}, 0, []Name{{From: 0, To: 1, Label: "PER"}, {From: 1, To: 2, Label: "PER"}, {From: 2, To: 3, Label: "LOC"}}},
		"no I at the start":    {[][]float64{{-4, -3, 0, -4, -4}, row(0, 0)}, 0, []Name{{From: 0, To: 1, Label: "PER"}}},
		"no I of another kind": {[][]float64{row(1, 0), {-1, -4, -3, -4, 0}}, 0, []Name{{From: 0, To: 1, Label: "PER"}}},
		"outside preferred":    {[][]float64{row(3, -1)}, 3.5, nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := h.names(tc.scores, tc.outside)
			for i := range got {
				if got[i].Score <= 0 || got[i].Score > 1 {
					t.Errorf("score %v", got[i].Score)
				}
				got[i].Score = 0
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
