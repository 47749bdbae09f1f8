package bleveindex_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

func TestRank(t *testing.T) {
	index := open(t, t.TempDir())
	a := searchtest.Update("a", "Vårdköerna växer i länet\nSkolan byggs ut\nVården och skolan")
	b := searchtest.Update("b", "Bussen går")
	b.Document.Kind = corpus.KindMinutes
	if err := index.Apply(t.Context(), 3, a, b); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		query  string
		filter search.Filter
		ranked []string // in order of id
		pool   []string
	}{
		"any word, as part of a compound too": {"vård skola", search.Filter{}, []string{"a:0000", "a:0001", "a:0002"}, []string{"a:0000", "a:0001", "a:0002", "b:0000"}},
		"no match":                            {"hockey", search.Filter{}, nil, []string{"a:0000", "a:0001", "a:0002", "b:0000"}},
		"filter":                              {"bussen skolan", search.Filter{Kinds: []corpus.DocumentKind{corpus.KindMinutes}}, []string{"b:0000"}, []string{"b:0000"}},
		"negation":                            {"skola -vård", search.Filter{}, []string{"a:0001"}, []string{"a:0001", "b:0000"}},
		"field":                               {"buss skola typ:protokoll", search.Filter{}, []string{"b:0000"}, []string{"b:0000"}},
		"nothing there":                       {"skola", search.Filter{Documents: []string{"x"}}, nil, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			parsed, _ := query.Parse(test.query)
			ranking, err := index.Rank(t.Context(), parsed, test.filter, 10, []string{"a:0001", "x:0000"})
			if err != nil {
				t.Fatal(err)
			}
			scores := map[string]float64{}
			var ranked []string
			sum, squares := 0.0, 0.0
			for _, p := range ranking.Postings {
				ranked = append(ranked, p.Passage)
				scores[p.Passage] = p.Score
				sum, squares = sum+p.Score, squares+p.Score*p.Score
			}
			slices.Sort(ranked)
			if diff := cmp.Diff(test.ranked, ranked); diff != "" || ranking.Total != len(test.ranked) || ranking.Generation != 3 {
				t.Errorf("total %d, generation %d (-want +got):\n%s", ranking.Total, ranking.Generation, diff)
			}
			n := float64(max(1, len(test.pool)))
			deviation := math.Sqrt(squares/n - sum/n*sum/n)
			if math.Abs(ranking.Mean-sum/n) > 1e-6 || math.Abs(ranking.Deviation-deviation) > 1e-6 {
				t.Errorf("mean %v ± %v, want %v ± %v", ranking.Mean, ranking.Deviation, sum/n, deviation)
			}
			if _, known := ranking.Scores["x:0000"]; known || len(ranking.Scores) != 1 {
				t.Errorf("scores %v", ranking.Scores)
			}
			if score, found := scores["a:0001"]; found && ranking.Scores["a:0001"] != score {
				t.Errorf("scores %v, posting %v", ranking.Scores, score)
			}
			pool, err := index.Select(t.Context(), parsed, test.filter)
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(pool)
			if diff := cmp.Diff(test.pool, pool, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("pool (-want +got):\n%s", diff)
			}
		})
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := index.Rank(cancelled, query.Query{}, search.Filter{}, 1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
