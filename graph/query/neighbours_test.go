package query_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// society is a meeting of many, a report of two, and some roles.
func society(t *testing.T) graph.Store {
	t.Helper()
	meeting := newPaper("meeting", "2021-03-01")
	for i := range 60 {
		meeting.says(fmt.Sprintf("person:p%02d", i), graph.Attended, "meeting")
	}
	return library(t, meeting,
		newPaper("review", "2021-05").says("person:p00", graph.Authored, "report:r").says("person:p01", graph.Authored, "report:r"),
		newPaper("roles", "2022-01-10").collection("a").
			says("person:p00", graph.HasRole, "organisation:a").says("organisation:a", graph.PartOf, "organisation:b"),
		newPaper("again", "2023").says("person:p00", graph.HasRole, "organisation:a").passage("person:p00", "ett ord om b", "organisation:b"),
		newPaper("undated", "").says("person:p00", graph.AffiliatedWith, "organisation:c").says("person:p00", graph.AffiliatedWith, "person:p00"),
	)
}

func TestNeighbours(t *testing.T) {
	store := society(t)
	cases := []struct {
		name    string
		id      string
		options query.NeighbourOptions
		want    []string
	}{
		{
			"the best attested first, passages as their document, not itself", "person:p00",
			query.NeighbourOptions{},
			[]string{"organisation:a", "again", "meeting", "organisation:c", "report:r"},
		},
		{"of a kind", "person:p00", query.NeighbourOptions{Kinds: []graph.Kind{graph.Report}}, []string{"report:r"}},
		{"of a type", "person:p00", query.NeighbourOptions{Types: []graph.RelationType{graph.Attended}}, []string{"meeting"}},
		{"limited", "person:p00", query.NeighbourOptions{Window: query.Window{Limit: 1}}, []string{"organisation:a"}},
		{"the next", "person:p00", query.NeighbourOptions{Window: query.Window{Limit: 1, Offset: 1}}, []string{"again"}},
		{"beyond the end", "person:p00", query.NeighbourOptions{Window: query.Window{Offset: 99}}, nil},
		{"either direction", "organisation:a", query.NeighbourOptions{}, []string{"person:p00", "organisation:b"}},
		{"outgoing", "organisation:a", query.NeighbourOptions{Direction: query.Outgoing}, []string{"organisation:b"}},
		{"incoming", "organisation:a", query.NeighbourOptions{Direction: query.Incoming}, []string{"person:p00"}},
		{"of a document, those who speak in it too", "again", query.NeighbourOptions{}, []string{"person:p00"}},
		{"since a day", "person:p00", query.NeighbourOptions{Scope: query.Scope{From: "2022-01-11"}}, []string{"again", "organisation:a"}},
		{"a month ends with its last day", "person:p00", query.NeighbourOptions{Scope: query.Scope{From: "2021-05-31", To: "2021"}}, []string{"report:r"}},
		{"of a collection", "person:p00", query.NeighbourOptions{Scope: query.Scope{Collection: new("a")}}, []string{"organisation:a"}},
		{"of nothing", "person:x", query.NeighbourOptions{}, nil},
		{
			"two hops, over what is rare first", "person:p02",
			query.NeighbourOptions{Depth: 2, Window: query.Window{Limit: 2}},
			[]string{"person:p00", "person:p01"},
		},
		{"two hops do not show what is near", "organisation:b", query.NeighbourOptions{Depth: 2}, []string{"person:p00"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := query.Neighbours(t.Context(), store, c.id, c.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, n := range found.Items {
				got = append(got, n.Node.ID)
				attested(t, n.Relations...)
				for _, through := range n.Through {
					attested(t, through.First, through.Second)
				}
				if n.Node.Name == "" || n.Node.Kind == "" || len(n.Relations)+len(n.Through) == 0 || n.Documents == 0 {
					t.Errorf("neighbour lacks something: %+v", n)
				}
			}
			same(t, "neighbours", got, c.want)
		})
	}
}

func TestTwoHopsWeighRareNodesMore(t *testing.T) {
	store := society(t)
	found, err := query.Neighbours(t.Context(), store, "person:p01", query.NeighbourOptions{Depth: 2, Kinds: []graph.Kind{graph.Person}})
	if err != nil || found.Total != 59 {
		t.Fatalf("%d people two hops away, %v; want all but one of the meeting", found.Total, err)
	}
	first := found.Items[0]
	if first.Node.ID != "person:p00" || first.Between != 2 || first.Through[0].Node.ID != "report:r" || first.Through[1].Degree != 60 {
		t.Errorf("the co-author comes first, over the report: %+v", first)
	}
	if !slices.IsSortedFunc(found.Items, func(a, b query.Neighbour) int { return int(100 * (b.Weight - a.Weight)) }) {
		t.Error("not in order of weight")
	}
}

func TestFactsSayWhenTheyWereSeen(t *testing.T) {
	found, err := query.Neighbours(t.Context(), society(t), "organisation:a", query.NeighbourOptions{Kinds: []graph.Kind{graph.Person}})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "seen", found.Items[0].Relations[0].Seen, query.Seen{First: "2022-01-10", Last: "2023", Count: 2, Documents: []string{"again", "roles"}})
}

func TestQuestionsThatMakeNoSense(t *testing.T) {
	cases := map[string]query.NeighbourOptions{
		"too deep":       {Depth: 3},
		"no date":        {Scope: query.Scope{From: "i går"}},
		"no day of ours": {Scope: query.Scope{To: "2021-02-31"}},
	}
	for name, options := range cases {
		if _, err := query.Neighbours(t.Context(), society(t), "person:p00", options); !errors.Is(err, query.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}
