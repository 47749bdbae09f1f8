package search_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

// texts is a search.Sources over updates.
type texts []search.Update

func (s texts) Passages(_ context.Context, ids []string) ([]search.Source, error) {
	var sources []search.Source
	for _, id := range ids {
		for _, u := range s {
			for _, p := range u.Passages {
				if p.ID == id {
					sources = append(sources, search.Source{Document: u.Document, Passage: p, Text: p.Of(u.Text)})
				}
			}
		}
	}
	return sources, nil
}

// covered is a search.Covered with a fixed answer.
type covered search.Coverage

func (c covered) Coverage(_ context.Context, generation uint64) (search.Coverage, error) {
	c.Generation = generation
	return search.Coverage(c), nil
}

func engine(t *testing.T, updates ...search.Update) *search.Engine {
	t.Helper()
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := index.Apply(t.Context(), 9, updates...); err != nil {
		t.Fatal(err)
	}
	e, err := search.New(search.Config{Index: index, Texts: texts(updates), Coverage: covered{Documents: len(updates), Failed: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSearch(t *testing.T) {
	u := searchtest.Update("möte", "Rubrik\nÄven vårdköerna växer")
	u.Document.Source, u.Document.Title, u.Document.Date, u.Document.Kind = "möte.txt", "Mötet", "2021-04-28", corpus.KindMinutes
	p := &u.Passages[1]
	p.Speaker, p.Heading, p.Page, p.Time, p.Timed = "person:anna-ek", "Rubrik", 3, time.Second, true
	result, err := engine(t, u).Search(t.Context(), search.Request{Query: "kö typ:bok"})
	if err != nil {
		t.Fatal(err)
	}
	if result.Took <= 0 {
		t.Error("took no time")
	}
	if len(result.Hits) != 1 || result.Hits[0].Score <= 0 {
		t.Fatalf("hits %+v", result.Hits)
	}
	result.Took, result.Hits[0].Score = 0, 0
	want := search.Result{
		Hits: []search.Hit{{
			Document: "möte", Source: "möte.txt", Title: "Mötet", Date: "2021-04-28", Kind: corpus.KindMinutes,
			Passage: "möte:0001", Span: p.Span, Text: "Även vårdköerna växer",
			Highlights: []corpus.Span{{Start: 18, End: 25}},
			Speaker:    "person:anna-ek", Heading: "Rubrik", Page: 3, Time: time.Second, Timed: true,
		}},
		Total:    search.Total{Value: 1, Relation: "eq"},
		Coverage: search.Coverage{Documents: 1, Failed: 1, Generation: 9},
		Facets:   map[search.Facet][]search.FacetCount{}, Query: search.QueryEcho{Text: "kö typ:bok", Parsed: "kö bok", Corrections: []search.Correction{}, Notes: []string{
			"tecken 5: okänd dokumenttyp bok (podd, protokoll, rapport, artikel, evenemang, övrigt); läses som ord",
			"inget stycke har alla orden; här är de som har något av dem",
		}},
	}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := result.Hits[0].Highlights[0].Of(u.Text); got != "köerna" {
		t.Errorf("marked %q", got)
	}
}

func TestSearchRequest(t *testing.T) {
	e := engine(t, searchtest.Update("a", strings.TrimSpace(strings.Repeat("vård\n", 25))))
	tests := map[string]struct {
		request search.Request
		hits    int
		bad     bool
	}{
		"default limit":     {search.Request{Query: "vård"}, 10, false},
		"limit":             {search.Request{Query: "vård", Limit: 3}, 3, false},
		"largest limit":     {search.Request{Query: "vård", Limit: search.MaxLimit}, 25, false},
		"offset":            {search.Request{Query: "vård", Offset: 20}, 5, false},
		"offset beyond":     {search.Request{Query: "vård", Offset: search.MaxOffset}, 0, false},
		"text":              {search.Request{Query: "vård", Mode: search.ModeText}, 10, false},
		"limit too large":   {search.Request{Limit: search.MaxLimit + 1}, 0, true},
		"limit negative":    {search.Request{Limit: -1}, 0, true},
		"offset too large":  {search.Request{Offset: search.MaxOffset + 1}, 0, true},
		"offset negative":   {search.Request{Offset: -1}, 0, true},
		"unknown mode":      {search.Request{Mode: "magic"}, 0, true},
		"no date":           {search.Request{Filter: search.Filter{From: "igår"}}, 0, true},
		"too many values":   {search.Request{Filter: search.Filter{Speakers: make([]string, 1001)}}, 0, true},
		"month":             {search.Request{Filter: search.Filter{To: "2021-04"}}, 0, false},
		"filter of nothing": {search.Request{Filter: search.Filter{Speakers: []string{"person:x"}}}, 0, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := e.Search(t.Context(), test.request)
			if errors.Is(err, search.ErrBadRequest) != test.bad || err != nil && !test.bad {
				t.Fatalf("error %v", err)
			}
			if len(result.Hits) != test.hits {
				t.Errorf("%d hits, want %d", len(result.Hits), test.hits)
			}
			if err == nil && result.Query.Notes == nil {
				t.Error("notes are nil")
			}
		})
	}
}

func TestSearchModeSaysSo(t *testing.T) {
	e := engine(t, searchtest.Update("a", "vård"))
	for mode, notes := range map[search.Mode]int{"": 0, search.ModeText: 0, search.ModeHybrid: 0, search.ModeSemantic: 1} {
		t.Run(string(mode), func(t *testing.T) {
			result, err := e.Search(t.Context(), search.Request{Query: "vård", Mode: mode})
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Hits) != 1 || len(result.Query.Notes) != notes {
				t.Errorf("hits %v, notes %q", result.Hits, result.Query.Notes)
			}
		})
	}
}

func TestSearchDeadline(t *testing.T) {
	e := engine(t, searchtest.Update("a", "vård"))
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if _, err := e.Search(ctx, search.Request{Query: "vård"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestNewNeedsItsParts(t *testing.T) {
	if _, err := search.New(search.Config{}); err == nil {
		t.Error("engine without index")
	}
}

// FuzzSearch searches with anything: never an error, every hit of a query of
// words has a highlight, and highlights lie in the passage.
func FuzzSearch(f *testing.F) {
	updates := []search.Update{
		searchtest.Update("a", "Vårdköerna i Norrland växer, säger Anna.\nHälsodatastrategin är klar – \"nära vård\"."),
		searchtest.Update("b", "SOU 2021:17 om e-hälsa\nh@h och covid-19"),
	}
	index, err := bleveindex.Open(f.Context(), bleveindex.Config{Dir: f.TempDir()})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = index.Close() })
	if err := index.Apply(f.Context(), 1, updates...); err != nil {
		f.Fatal(err)
	}
	e, err := search.New(search.Config{Index: index, Texts: texts(updates)})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"vård", `"nära vård" -kö`, "h* e~ (a ELLER b)", "\xff\xfe", "talare:x datum:2021", "kö/hälsa", "och", "\u0301 a\u030a", "😀 § 12"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		result, err := e.Search(t.Context(), search.Request{Query: text})
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range result.Hits {
			whole := corpus.Span{End: len(hit.Text)}
			for _, mark := range hit.Highlights {
				if !hit.Contains(mark) || mark.Empty() {
					t.Fatalf("highlight %v outside %v of %v", mark, hit.Span, whole)
				}
			}
			if hit.Score > 0 && len(hit.Highlights) == 0 && !titleOrNegation(text) {
				t.Fatalf("%q: hit without highlight: %+v", text, hit)
			}
		}
	})
}

// titleOrNegation reports whether a query can find passages by other than
// their words.
func titleOrNegation(text string) bool {
	q, _ := query.Parse(text)
	parsed := q.String()
	return strings.Contains(parsed, "-") || strings.Contains(parsed, ":")
}
