package bleveindex_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/query"
	"github.com/samband/samband/search/searchtest"
)

// entities is a graph of places for tests.
type entities []struct {
	role string
	search.Place
}

func (e entities) Named(_ context.Context, kind, name string) ([]string, error) {
	var ids []string
	for _, place := range e {
		if strings.HasPrefix(place.Entity, kind+":"+name) && !slices.Contains(ids, place.Entity) {
			ids = append(ids, place.Entity)
		}
	}
	return ids, nil
}

func (e entities) Places(_ context.Context, role, entity, document string) iter.Seq2[search.Place, error] {
	return func(yield func(search.Place, error) bool) {
		for _, p := range e {
			if p.role == role && (entity == "" || entity == p.Entity) && (document == "" || document == p.Document) && !yield(p.Place, nil) {
				return
			}
		}
	}
}

// TestEntities checks fields, filters and facets of entities. Lines are
// passages: "a" has Bo in the first and second, and Anna who speaks the third.
func TestEntities(t *testing.T) {
	a, b := searchtest.Update("a", "Bo Ek kom\nVård, sa Bo\nVård behövs"), searchtest.Update("b", "Vård kostar\nSida betalar")
	a.Passages[2].Speaker = "person:anna"
	known := entities{
		{query.RoleMentioned, search.Place{Entity: "person:bo", Document: "a", Start: 0}},
		{query.RoleMentioned, search.Place{Entity: "person:bo", Document: "a", Start: 18}},
		{query.RoleMentioned, search.Place{Entity: "person:bo", Document: "a", Start: 18}}, // twice in one passage
		{query.RoleMentioned, search.Place{Entity: "concept:vård", Document: "a", Start: 10}},
		{query.RoleMentioned, search.Place{Entity: "organisation:sida", Document: "b", Start: 13}},
		{query.RoleMentioned, search.Place{Entity: "person:bo", Document: "gone", Start: 0}},
		{query.RoleAttended, search.Place{Entity: "person:anna", Document: "b", Start: -1}},
		{query.RoleWrote, search.Place{Entity: "person:bo", Document: "b", Start: 0}},
	}
	index, err := bleveindex.Open(t.Context(), bleveindex.Config{Dir: t.TempDir(), Entities: known})
	if err != nil {
		t.Fatal(err)
	}
	defer closeIndex(t, index)
	if err := index.Apply(t.Context(), 1, a, b); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		query  string
		filter search.Filter
		want   []string
	}{
		"mentioned":          {"person:bo", search.Filter{}, []string{"a:0000", "a:0001"}},
		"speaks":             {"person:anna", search.Filter{}, []string{"a:0002"}},
		"said":               {"person:anna roll:sa vård", search.Filter{}, []string{"a:0002"}},
		"did not say":        {"person:bo roll:sa", search.Filter{}, nil},
		"anybody said":       {"roll:sa", search.Filter{}, []string{"a:0002"}},
		"role mentioned":     {"person:anna roll:nämns", search.Filter{}, nil},
		"attended":           {"person:anna roll:deltog", search.Filter{}, []string{"b:0000", "b:0001"}},
		"wrote":              {"roll:skrev", search.Filter{}, []string{"b:0000"}},
		"organisation":       {"organisation:sida", search.Filter{}, []string{"b:0001"}},
		"nobody":             {"person:cecilia", search.Filter{}, nil},
		"not":                {"vård -begrepp:vård", search.Filter{}, []string{"a:0002", "b:0000"}},
		"filter":             {"vård", search.Filter{Persons: []string{"person:bo"}}, []string{"a:0001"}},
		"filters, two kinds": {"", search.Filter{Persons: []string{"person:bo"}, Concepts: []string{"concept:vård"}}, []string{"a:0001"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			q, _ := query.Parse(test.query)
			found, err := index.Match(t.Context(), q, test.filter, search.Page{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range found.Postings {
				got = append(got, p.Passage)
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	counts, err := index.Count(t.Context(), query.Query{}, search.Filter{}, search.Counting{Facets: []search.Facet{search.FacetPerson, search.FacetReport}})
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[search.Facet][]search.FacetCount{search.FacetPerson: {{Value: "person:bo", Count: 2}}, search.FacetReport: {}}
	if diff := cmp.Diff(wanted, counts); diff != "" {
		t.Errorf("facets (-want +got):\n%s", diff)
	}
}

func TestComplete(t *testing.T) {
	index := open(t, t.TempDir())
	a, b := searchtest.Update("a", "Vårdköer och vården\nVården igen"), searchtest.Update("b", "Valet")
	a.Document.Title, b.Document.Title = "Strategi för vård", "Om valet"
	if err := index.Apply(t.Context(), 1, a, b); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		text      string
		words     []string
		documents []string
	}{
		"short, by frequency": {"v", []string{"vården", "valet", "vårdköer"}, []string{"a", "b"}},
		"capitals":            {"VÅRDK", []string{"vårdköer"}, nil},
		"last word":           {"strategi vår", []string{"vården", "vårdköer"}, []string{"a"}},
		"other title":         {"valet vår", []string{"vården", "vårdköer"}, nil},
		"inflected title":     {"strategierna för vården", []string{"vården"}, []string{"a"}},
		"nothing":             {" ", nil, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for range 2 { // the second time from what is kept
				found, err := index.Complete(t.Context(), test.text, 5)
				if err != nil {
					t.Fatal(err)
				}
				var words []string
				for _, c := range found.Words {
					words = append(words, c.Word)
				}
				slices.Sort(found.Documents)
				if diff := cmp.Diff(test.words, words); diff != "" || strings.Join(found.Documents, " ") != strings.Join(test.documents, " ") {
					t.Errorf("documents %v (-want +got):\n%s", found.Documents, diff)
				}
			}
		})
	}
}

func TestSimilar(t *testing.T) {
	index := open(t, t.TempDir())
	a := searchtest.Update("a", "Skyfall dränker källare i Ekvalla\nKällare dränks av skyfallen\nSkolan byggs ut\nEtt skyfall kom")
	if err := index.Apply(t.Context(), 1, a); err != nil {
		t.Fatal(err)
	}
	found, err := index.Similar(t.Context(), "a:0000", 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range found.Postings {
		got = append(got, p.Passage)
	}
	if diff := cmp.Diff([]string{"a:0001", "a:0003"}, got); diff != "" || found.Total != 2 {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if found, err := index.Similar(t.Context(), "unknown:0000", 10); err != nil || len(found.Postings) != 0 {
		t.Errorf("of an unknown passage: %v, %v", found.Postings, err)
	}
}
