package query_test

import (
	"errors"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

func meetings(t *testing.T) graph.Store {
	t.Helper()
	return library(
		t,
		newPaper("old", "2019").says("person:a", graph.Attended, "old").says("person:b", graph.Attended, "old", "as", "chair"),
		newPaper("new", "2021-02-03").says("person:a", graph.Attended, "new").says("person:b", graph.SpeaksIn, "new").
			passage("person:b", "det sa a i går", "person:a").passage("", "ingen"),
		newPaper("absent", "2022").says("person:a", graph.Attended, "absent").says("person:b", graph.Attended, "absent", "as", "absent").
			passage("", "b var borta", "person:b"),
		newPaper("apart", "2023").passage("", "a talar", "person:a").passage("", "b tiger", "person:b"),
		newPaper("work", "2020").collection("k").says("person:a", graph.HasRole, "organisation:o").passage("", "a och o", "person:a", "organisation:o"),
		newPaper("alone", "2023").says("person:a", graph.Attended, "alone"),
	)
}

func TestTogether(t *testing.T) {
	cases := []struct {
		name    string
		ids     []string
		options query.TogetherOptions
		want    []string
	}{
		{"meetings first, the newest first", []string{"person:a", "person:b"}, query.TogetherOptions{}, []string{"new met 1 0", "old met 0 0", "apart 0 0", "absent 0 0"}},
		{"limited", []string{"person:a", "person:b"}, query.TogetherOptions{Window: query.Window{Limit: 1, Offset: 1}}, []string{"old met 0 0"}},
		{"until a year", []string{"person:b", "person:a"}, query.TogetherOptions{Scope: query.Scope{To: "2020"}}, []string{"old met 0 0"}},
		{"with what joins them", []string{"person:a", "organisation:o"}, query.TogetherOptions{}, []string{"work 1 1"}},
		{"in a collection", []string{"person:a", "person:b"}, query.TogetherOptions{Scope: query.Scope{Collection: new("k")}}, nil},
		{"three with nothing in common", []string{"person:a", "person:b", "organisation:o"}, query.TogetherOptions{}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := query.Together(t.Context(), meetings(t), c.ids, c.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, shared := range found.Items {
				line := shared.Document.ID
				if shared.Meeting {
					line += " met"
				}
				got = append(got, line+" "+string(rune('0'+len(shared.Places)))+" "+string(rune('0'+len(shared.Between))))
				for i, part := range shared.Parts {
					attested(t, part.Facts...)
					if part.Node.ID != c.ids[i] || len(part.Facts) == 0 {
						t.Errorf("part %d of %s: %+v", i, shared.Document.ID, part)
					}
				}
				attested(t, shared.Between...)
			}
			same(t, "shared", got, c.want)
		})
	}
	if _, err := query.Together(t.Context(), meetings(t), []string{"person:a"}, query.TogetherOptions{}); !errors.Is(err, query.ErrInvalid) {
		t.Errorf("alone: %v, want ErrInvalid", err)
	}
	if _, err := query.Together(t.Context(), meetings(t), []string{"person:a", "person:x"}, query.TogetherOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("with nobody: %v, want ErrNotFound", err)
	}
}

func TestCompare(t *testing.T) {
	store := library(
		t,
		newPaper("a", "2020").says("person:a", graph.HasRole, "organisation:o", "title", "chef").says("person:a", graph.Discusses, "concept:c").
			says("person:a", graph.Attended, "a").says("person:b", graph.Attended, "a").passage("person:a", "ord", "concept:c"),
		newPaper("b", "2021").says("person:b", graph.HasRole, "organisation:o", "title", "jurist").says("person:b", graph.Authored, "report:r").
			says("b", graph.Cites, "report:r").passage("", "c", "concept:c"),
		newPaper("c", "2022").says("organisation:o", graph.PartOf, "organisation:p").says("person:a", graph.HasRole, "organisation:o", "title", "chef"),
	)
	cases := []struct {
		name                string
		a, b                string
		options             query.CompareOptions
		shared, onlyA, only []string
	}{
		{
			"people", "person:a", "person:b",
			query.CompareOptions{},
			[]string{" HAS_ROLE organisation:o 2 1", " ATTENDED a 1 1"},
			[]string{" DISCUSSES concept:c 1 0"},
			[]string{" AUTHORED report:r 0 1"},
		},
		{
			"documents", "a", "b",
			query.CompareOptions{Types: []graph.RelationType{graph.MentionedIn, graph.Cites, graph.Attended}},
			[]string{"concept:c MENTIONED_IN  1 1"},
			[]string{"person:a ATTENDED  1 0", "person:b ATTENDED  1 0"},
			[]string{" CITES report:r 0 1"},
		},
		{
			"organisations are told apart by direction", "organisation:o", "organisation:p",
			query.CompareOptions{Types: []graph.RelationType{graph.PartOf}},
			nil,
			[]string{" PART_OF organisation:p 1 0"},
			[]string{"organisation:o PART_OF  0 1"},
		},
		{
			"within a year", "person:a", "person:b",
			query.CompareOptions{Scope: query.Scope{From: "2022"}},
			nil,
			[]string{" HAS_ROLE organisation:o 1 0"},
			nil,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			answer, err := query.Compare(t.Context(), store, c.a, c.b, c.options)
			if err != nil {
				t.Fatal(err)
			}
			list := func(likenesses []query.Likeness) (lines []string) {
				for _, l := range likenesses {
					attested(t, append(l.A, l.B...)...)
					documents := func(facts []query.Fact) string {
						count := 0
						for i := range facts {
							count += len(facts[i].Documents)
						}
						return " " + string(rune('0'+count))
					}
					lines = append(lines, l.From.ID+" "+string(l.Type)+" "+l.To.ID+documents(l.A)+documents(l.B))
				}
				return lines
			}
			same(t, "shared", list(answer.Shared.Items), c.shared)
			same(t, "only a", list(answer.OnlyA.Items), c.onlyA)
			same(t, "only b", list(answer.OnlyB.Items), c.only)
		})
	}
	for _, pair := range [][2]string{{"person:a", "organisation:o"}, {"person:a", "a"}, {"a:0", "b:0"}, {"a", "a"}} {
		if _, err := query.Compare(t.Context(), store, pair[0], pair[1], query.CompareOptions{}); !errors.Is(err, query.ErrInvalid) {
			t.Errorf("%v: %v, want ErrInvalid", pair, err)
		}
	}
	if _, err := query.Compare(t.Context(), store, "a", "x", query.CompareOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("with nothing: %v, want ErrNotFound", err)
	}
}
