package search_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/searchtest"
)

// meaning is a Nearer that knows how near each passage is to every query.
type meaning struct {
	scores map[string]float64
	within *[]string // what was asked for last
}

func (m meaning) Passages() int { return len(m.scores) }

func (m meaning) Near(_ context.Context, _ string, within []string, limit int) (search.Neighbours, error) {
	if m.within != nil {
		*m.within = within
	}
	near := search.Neighbours{
		Mean: 0, Deviation: 1, Total: len(m.scores),
		Score: func(passage string) (float64, bool) { s, ok := m.scores[passage]; return s, ok },
		Sentence: func(_ context.Context, text string) (corpus.Span, error) {
			return corpus.Span{End: strings.Index(text, ".") + 1}, nil
		},
	}
	for id, score := range m.scores {
		if within == nil || slices.Contains(within, id) {
			near.Postings = append(near.Postings, search.Posting{Passage: id, Score: score})
		}
	}
	slices.SortFunc(near.Postings, func(a, b search.Posting) int {
		if a.Score > b.Score {
			return -1
		}
		return 1
	})
	near.Postings = near.Postings[:min(limit, len(near.Postings))]
	return near, nil
}

// semantic is an engine over updates and a meaning.
func semantic(t *testing.T, m meaning, updates ...search.Update) *search.Engine {
	t.Helper()
	index := indexed(t, updates...)
	e, err := search.New(search.Config{Index: index, Texts: texts(updates), Nearer: m})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSearchByMeaning(t *testing.T) {
	words := searchtest.Update("ord", "Vårdköerna växer. Så är det.")
	near := searchtest.Update("nära", "Patienter väntar länge. Mycket länge.")
	far := searchtest.Update("långt", "Hockeyn börjar. Snart.")
	near.Document.Kind, far.Document.Kind = corpus.KindMinutes, corpus.KindArticle
	var within []string
	m := meaning{map[string]float64{"ord:0000": 1, "nära:0000": 9, "långt:0000": 0.5, "borta:0000": 20}, &within}
	e := semantic(t, m, words, near, far)
	tests := map[string]struct {
		query  string
		mode   search.Mode
		filter search.Filter
		want   []string
		total  int
		notes  int
	}{
		"text":              {"vårdkö i landet", search.ModeText, search.Filter{}, []string{"ord:0000"}, 1, 1},
		"hybrid":            {"vårdkö i landet", search.ModeHybrid, search.Filter{}, []string{"nära:0000", "ord:0000", "långt:0000"}, 3, 0},
		"semantic":          {"vårdkö", search.ModeSemantic, search.Filter{}, []string{"nära:0000", "ord:0000", "långt:0000"}, 4, 0},
		"name":              {"Vårdköerna", search.ModeHybrid, search.Filter{}, []string{"ord:0000"}, 1, 0},
		"phrase":            {`"vårdköerna växer"`, search.ModeHybrid, search.Filter{}, []string{"ord:0000"}, 1, 0},
		"semantic phrase":   {`"vårdköerna växer"`, search.ModeSemantic, search.Filter{}, []string{"ord:0000"}, 1, 1},
		"operator":          {"vårdkö OCH växer", search.ModeHybrid, search.Filter{}, []string{"ord:0000"}, 1, 0},
		"beginning of word": {"vårdk*", search.ModeHybrid, search.Filter{}, []string{"ord:0000"}, 1, 0},
		"filter":            {"vårdkö nu", search.ModeHybrid, search.Filter{Kinds: []corpus.DocumentKind{corpus.KindArticle}}, []string{"långt:0000"}, 1, 0},
		"field":             {"vårdkö typ:protokoll", search.ModeHybrid, search.Filter{}, []string{"nära:0000"}, 1, 0},
		"negation":          {"vårdkö -patient", search.ModeHybrid, search.Filter{}, []string{"ord:0000", "långt:0000"}, 2, 0},
		"no words":          {"", search.ModeHybrid, search.Filter{}, []string{"långt:0000", "nära:0000", "ord:0000"}, 3, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := e.Search(t.Context(), search.Request{Query: test.query, Mode: test.mode, Filter: test.filter})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, hit := range result.Hits {
				got = append(got, hit.Passage)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if result.Total.Value != test.total || len(result.Query.Notes) != test.notes {
				t.Errorf("total %d, notes %q", result.Total.Value, result.Query.Notes)
			}
		})
	}
	t.Run("pages", func(t *testing.T) {
		for i, want := range tests["hybrid"].want {
			result, err := e.Search(t.Context(), search.Request{Query: "vårdkö i landet", Limit: 1, Offset: i})
			if err != nil || len(result.Hits) != 1 || result.Hits[0].Passage != want {
				t.Errorf("hit %d: %v, %v", i, result.Hits, err)
			}
		}
	})
	t.Run("why", func(t *testing.T) {
		result, err := e.Search(t.Context(), search.Request{Query: "vårdkö i landet"})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"Patienter väntar länge.", "Vårdköerna", "Hockeyn börjar."} {
			hit := result.Hits[i]
			if len(hit.Highlights) != 1 || hit.Text[hit.Highlights[0].Start-hit.Start:hit.Highlights[0].End-hit.Start] != want {
				t.Errorf("%s: highlights %v, want %q", hit.Passage, hit.Highlights, want)
			}
		}
	})
}

// unreachable is a Nearer whose embedder is down.
type unreachable struct{ meaning }

func (unreachable) Near(context.Context, string, []string, int) (search.Neighbours, error) {
	return search.Neighbours{}, errors.New("connection refused")
}

func TestWordsAnswerWhereMeaningFails(t *testing.T) {
	index := indexed(t, searchtest.Update("ord", "Vårdköerna växer."))
	e, err := search.New(search.Config{Index: index, Texts: texts{searchtest.Update("ord", "Vårdköerna växer.")}, Nearer: unreachable{meaning{scores: map[string]float64{"ord:0000": 1}}}})
	if err != nil {
		t.Fatal(err)
	}
	result, err := e.Search(t.Context(), search.Request{Query: "vårdkö växer"})
	if err != nil || len(result.Hits) != 1 || len(result.Query.Notes) != 1 {
		t.Errorf("%d hits, notes %q, %v", len(result.Hits), result.Query.Notes, err)
	}
}

// indexed is an index over updates.
func indexed(t *testing.T, updates ...search.Update) *bleveindex.Index {
	t.Helper()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	if err := index.Apply(t.Context(), 1, updates...); err != nil {
		t.Fatal(err)
	}
	return index
}
