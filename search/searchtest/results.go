package searchtest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// library makes documents of several kinds, years, collections and languages:
// every one has a passage with "vård", every third one with "kö" too.
func library() []search.Update {
	var updates []search.Update
	for i := range 24 {
		text := "Vård i länet\nHav"
		if i%3 == 0 {
			text += "\nVård och köer"
		}
		u := Update(fmt.Sprintf("d%02d", i), text)
		u.Document.Kind = []corpus.DocumentKind{corpus.KindMinutes, corpus.KindPodcast}[i%2]
		u.Document.Date = []string{"2019-05", "2021-04-28", "", "2021"}[i%4]
		u.Document.Collection = []string{"", "kommun"}[i/12]
		u.Document.Language = []string{"sv", "en"}[i/20]
		u.Passages[0].Speaker = []string{"", "person:anna-ek"}[i/18]
		updates = append(updates, u)
	}
	return updates
}

// testFacets checks that choosing a value gives as many passages as its count
// says, whatever else is chosen.
func testFacets(t *testing.T, open Opener) {
	index := opened(t, open, library()...)
	filters := map[string]search.Filter{
		"none":       {},
		"kind":       {Kinds: []corpus.DocumentKind{corpus.KindPodcast}},
		"kind, year": {Kinds: []corpus.DocumentKind{corpus.KindPodcast}, Years: []string{"2021"}},
		"speaker":    {Speakers: []string{"person:anna-ek"}, Languages: []string{"sv"}},
		"dates":      {From: "2020", Collections: []string{"kommun"}},
		"documents":  {Documents: []string{"d00", "d03", "d21"}},
		"no match":   {Years: []string{"1999"}},
	}
	for _, text := range []string{"", "vård", "vård köer", "vård kust", "hav -kö"} {
		for name, filter := range filters {
			t.Run(text+" "+name, func(t *testing.T) { checkFacets(t, index, text, filter) })
		}
	}
}

func checkFacets(t *testing.T, index Backend, text string, filter search.Filter) {
	t.Helper()
	q, _ := query.Parse(text)
	facets := []search.Facet{search.FacetKind, search.FacetYear, search.FacetCollection, search.FacetLanguage, search.FacetSpeaker}
	counts, err := index.Count(t.Context(), q, filter, search.Counting{Facets: facets})
	if err != nil {
		t.Fatal(err)
	}
	for _, facet := range facets {
		for _, c := range counts[facet] {
			if found := match(t, index, text, choose(filter, facet, c.Value)); found.Total != c.Count {
				t.Errorf("%s %q: counted %d, found %d", facet, c.Value, c.Count, found.Total)
			}
		}
		if facet == search.FacetKind && match(t, index, text, choose(filter, facet, "")).Total != sum(counts[facet]) {
			t.Errorf("%s: counts %v lack passages", facet, counts[facet])
		}
	}
}

// choose replaces what a filter asks of one facet by a value; "" is none.
func choose(f search.Filter, facet search.Facet, value string) search.Filter {
	values := []string{value}
	switch facet {
	case search.FacetKind:
		f.Kinds = nil
		if value != "" {
			f.Kinds = []corpus.DocumentKind{corpus.DocumentKind(value)}
		}
	case search.FacetYear:
		f.Years = values
	case search.FacetCollection:
		f.Collections = values
	case search.FacetLanguage:
		f.Languages = values
	default:
		f.Speakers = values
	}
	return f
}

func sum(counts []search.FacetCount) int {
	total := 0
	for _, c := range counts {
		total += c.Count
	}
	return total
}

func testTrend(t *testing.T, open Opener) {
	index := opened(t, open, library()...)
	q, _ := query.Parse("vård kust")
	got, err := index.Trend(t.Context(), q, search.Filter{Collections: []string{""}})
	if err != nil {
		t.Fatal(err)
	}
	wanted := []search.Period{
		{Year: "2019", Passages: 4, Words: 15}, {Year: "2020"}, {Year: "2021", Passages: 8, Words: 30}, {Passages: 4, Words: 15},
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func testSort(t *testing.T, open Opener) {
	index := opened(t, open, library()[:5]...)
	q, _ := query.Parse("hav")
	found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 10, Sort: search.SortDate})
	if err != nil {
		t.Fatal(err)
	}
	checkOrder(t, found.Postings, "d01:0001", "d03:0001", "d00:0001", "d04:0001", "d02:0001")
}

func checkOrder(t *testing.T, postings []search.Posting, ids ...string) {
	t.Helper()
	got := make([]string, len(postings))
	for i, p := range postings {
		got[i] = p.Passage
	}
	if diff := cmp.Diff(ids, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func testGroup(t *testing.T, open Opener) {
	index := opened(t, open, library()[:4]...)
	q, _ := query.Parse("vård köer")
	for _, order := range []search.Sort{search.SortRelevance, search.SortDate} {
		found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 10, Sort: order, Group: true})
		if err != nil {
			t.Fatal(err)
		}
		if found.Total != 4 {
			t.Errorf("total %d, want the number of documents", found.Total)
		}
		if order == search.SortDate {
			checkOrder(t, found.Postings, "d01:0000", "d03:0002", "d00:0002", "d02:0000")
		}
	}
}

// testCursor reads page after page while documents are added and removed: each
// passage that is there all the time is met once.
func testCursor(t *testing.T, open Opener) {
	for _, order := range []search.Sort{search.SortRelevance, search.SortDate} {
		t.Run(string(order), func(t *testing.T) {
			index := opened(t, open, library()...)
			q, _ := query.Parse("vård")
			var after *search.Position
			met := map[string]int{}
			for page := 0; ; page++ {
				found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 5, Sort: order, After: after})
				if err != nil {
					t.Fatal(err)
				}
				if len(found.Postings) == 0 {
					break
				}
				for _, p := range found.Postings {
					met[p.Passage]++
				}
				last := found.Postings[len(found.Postings)-1]
				after = &search.Position{Score: last.Score, Day: last.Day, Passage: last.Passage}
				apply(t, index, uint64(page+2), Update(fmt.Sprintf("c%02d", page), "Hav och kust"))
			}
			for id, times := range met {
				if times != 1 {
					t.Errorf("%s was met %d times", id, times)
				}
			}
			if len(met) != 32 {
				t.Errorf("met %d of 32", len(met))
			}
		})
	}
}
