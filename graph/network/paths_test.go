package network_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/network"
)

func snapshot(t *testing.T, batches ...graph.Batch) (*network.Snapshot, graph.Store) {
	t.Helper()
	store := graphtest.Filled(t, batches...)
	s, err := network.Build(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return s, store
}

// way renders a path as the names of its nodes.
func way(path *network.Path) string {
	names := []string{path.Hops[0].From.ID}
	for i := range path.Hops {
		names = append(names, path.Hops[i].To.ID)
	}
	return strings.Join(names, " ")
}

func TestPaths(t *testing.T) {
	batches := graphtest.Society()
	batches[0].Document.Date, batches[1].Document.Date, batches[1].Document.Collection = "2021-05-03", "2020-12-31", "arkiv"
	s, _ := snapshot(t, batches...)
	cases := []struct {
		name     string
		from, to string
		options  network.PathOptions
		want     []string
	}{
		{
			"a shared report is closer than a meeting of sixty", "person:p00", "person:p01",
			network.PathOptions{K: 2},
			[]string{"person:p00 report:r person:p01", "person:p00 meeting person:p01"},
		},
		{
			"what is avoided is gone round", "person:p00", "person:p01",
			network.PathOptions{K: 1, Avoid: []string{"report:r"}},
			[]string{"person:p00 meeting person:p01"},
		},
		{
			"types narrow the way", "person:p00", "person:p02",
			network.PathOptions{Types: []graph.RelationType{graph.HasRole, graph.PartOf}},
			[]string{"person:p00 organisation:a organisation:b person:p02"},
		},
		{
			"hops are limited", "person:p00", "person:p02",
			network.PathOptions{MaxHops: 2, Types: []graph.RelationType{graph.HasRole, graph.PartOf}},
			nil,
		},
		{"no way is no error", "person:p00", "person:alone", network.PathOptions{}, nil},
		{
			"co-occurrence only when asked", "person:p00", "review",
			network.PathOptions{K: 1, Types: []graph.RelationType{graph.MentionedIn}},
			[]string{"person:p00 review"},
		},
		{
			"fewest hops first", "person:p00", "person:p02",
			network.PathOptions{K: 2, Fewest: true},
			[]string{"person:p00 meeting person:p02", "person:p00 organisation:a organisation:b person:p02"},
		},
		{
			"kinds to avoid", "person:p00", "person:p01",
			network.PathOptions{AvoidKinds: []graph.Kind{graph.DocumentNode}},
			[]string{"person:p00 report:r person:p01"},
		},
		{
			"types to avoid", "person:p00", "person:p01",
			network.PathOptions{AvoidTypes: []graph.RelationType{graph.Authored}},
			[]string{"person:p00 meeting person:p01", "person:p00 organisation:a organisation:b person:p02 meeting person:p01"},
		},
		{
			"via another", "person:p00", "person:p01",
			network.PathOptions{K: 1, Via: []string{"person:p02"}},
			[]string{"person:p00 organisation:a organisation:b person:p02 meeting person:p01"},
		},
		{
			"via two in order", "person:p01", "person:p02",
			network.PathOptions{K: 1, Via: []string{"person:p00", "organisation:a"}},
			[]string{"person:p01 report:r person:p00 organisation:a organisation:b person:p02"},
		},
		{
			"only what some documents attest", "person:p00", "person:p01",
			network.PathOptions{Documents: network.DocumentFilter{From: "2021", To: "2021"}},
			[]string{"person:p00 meeting person:p01"},
		},
		{
			"only a collection", "person:p00", "person:p01",
			network.PathOptions{Documents: network.DocumentFilter{Collection: new("arkiv")}},
			[]string{"person:p00 report:r person:p01"},
		},
		{"a node and itself", "person:p00", "person:p00", network.PathOptions{}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			paths, err := s.Paths(t.Context(), c.from, c.to, c.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range paths {
				got = append(got, way(&paths[i]))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPathsCarryEvidence(t *testing.T) {
	passage := graphtest.State("talk", graphtest.Says("person:a", graph.Said, "talk:0001"), graphtest.Says("person:b", graph.SpeaksIn, "talk"))
	s, _ := snapshot(t, passage)
	paths, err := s.Paths(t.Context(), "person:a", "person:b", network.PathOptions{})
	if err != nil || len(paths) != 1 {
		t.Fatalf("got %d paths and %v, want the talk", len(paths), err)
	}
	for _, hop := range paths[0].Hops {
		if len(hop.Relations) != 1 || len(hop.Relations[0].Evidence) != 1 {
			t.Errorf("hop %s → %s has relations %+v", hop.From.ID, hop.To.ID, hop.Relations)
		}
	}
	if got := paths[0].Hops[0].Relations[0].To; got != "talk:0001" {
		t.Errorf("the first hop rests on %s, want the passage", got)
	}
	if got := paths[0].Hops[0].To.Name; got != "Titel talk" {
		t.Errorf("a document is called %q, want its title", got)
	}
}

func TestPathsErrors(t *testing.T) {
	s, _ := snapshot(t, graphtest.Society()...)
	if _, err := s.Paths(t.Context(), "person:x", "person:p00", network.PathOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("from an unknown node: got %v, want ErrNotFound", err)
	}
	if _, err := s.Paths(t.Context(), "person:p00", "person:x", network.PathOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("to an unknown node: got %v, want ErrNotFound", err)
	}
	paths, err := s.Paths(t.Context(), "person:p00", "person:p01", network.PathOptions{K: 50, Visits: 40})
	if !errors.Is(err, network.ErrEffort) {
		t.Errorf("with little effort: got %v, want ErrEffort", err)
	}
	if len(paths) == 0 {
		t.Error("what was found before giving up is lost")
	}
}

// TestPathsAgreeWithEnumeration compares the k best paths with the k best of
// all simple paths, on random graphs.
func TestPathsAgreeWithEnumeration(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 3))
		var batches []graph.Batch
		for d := range 12 {
			var statements []graphtest.Statement
			for range 1 + r.IntN(3) {
				from, to := fmt.Sprintf("organisation:o%d", r.IntN(8)), fmt.Sprintf("organisation:o%d", r.IntN(8))
				statements = append(statements, graphtest.Says(from, graph.PartOf, to))
			}
			batches = append(batches, graphtest.State(fmt.Sprintf("d%02d", d), statements...))
		}
		batches = append(batches, graphtest.State("ends", graphtest.Says("organisation:o0", graph.PartOf, "organisation:o0"), graphtest.Says("organisation:o1", graph.PartOf, "organisation:o1")))
		s, store := snapshot(t, batches...)
		const count, hops = 5, 4
		paths, err := s.Paths(t.Context(), "organisation:o0", "organisation:o1", network.PathOptions{K: count, MaxHops: hops})
		if err != nil {
			t.Fatal(err)
		}
		want := enumerate(t, store, "organisation:o0", "organisation:o1", hops)
		if len(paths) != min(count, len(want)) {
			t.Fatalf("seed %d: %d paths, want %d", seed, len(paths), min(count, len(want)))
		}
		for i := range paths {
			if math.Abs(paths[i].Cost-want[i]) > 1e-9 {
				t.Errorf("seed %d: path %d (%s) costs %v, want %v", seed, i, way(&paths[i]), paths[i].Cost, want[i])
			}
		}
	}
}

// enumerate returns the costs of all simple paths, ascending.
func enumerate(t *testing.T, store graph.Store, from, to string, hops int) []float64 {
	t.Helper()
	documents := map[string]map[string]map[string]bool{}
	note := func(a, b, document string) {
		if documents[a] == nil {
			documents[a] = map[string]map[string]bool{}
		}
		if documents[a][b] == nil {
			documents[a][b] = map[string]bool{}
		}
		documents[a][b][document] = true
	}
	for relation, err := range store.Relations(t.Context(), graph.RelationFilter{Types: []graph.RelationType{graph.PartOf}}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, evidence := range relation.Evidence {
			if relation.From != relation.To {
				note(relation.From, relation.To, evidence.Document)
				note(relation.To, relation.From, evidence.Document)
			}
		}
	}
	var costs []float64
	var walk func(at string, seen []string, cost float64)
	walk = func(at string, seen []string, cost float64) {
		if at == to {
			costs = append(costs, cost)
			return
		}
		if len(seen) > hops {
			return
		}
		for next, attesting := range documents[at] {
			if !slices.Contains(seen, next) {
				hop := 1 + math.Log(math.Sqrt(float64(len(documents[at])*len(documents[next])))) -
					math.Log(1-math.Pow(2, -float64(len(attesting))))
				walk(next, append(slices.Clone(seen), next), cost+hop)
			}
		}
	}
	walk(from, []string{from}, 0)
	slices.SortFunc(costs, cmp.Compare[float64])
	return costs
}

// TestPathsOverConcepts checks that speaking of the same joins two people only
// where one asks for it.
func TestPathsOverConcepts(t *testing.T) {
	s, _ := snapshot(t,
		graphtest.State("a", graphtest.Says("person:rut", graph.Discusses, "concept:hav")),
		graphtest.State("b", graphtest.Says("person:ola", graph.Discusses, "concept:hav")),
	)
	cases := []struct {
		name    string
		to      string
		options network.PathOptions
		want    string
	}{
		{"not by itself", "person:ola", network.PathOptions{}, ""},
		{"where the type is named", "person:ola", network.PathOptions{Types: []graph.RelationType{graph.Discusses}}, "person:rut concept:hav person:ola"},
		{"to a concept", "concept:hav", network.PathOptions{}, "person:rut concept:hav"},
		{"via a concept", "person:ola", network.PathOptions{Via: []string{"concept:hav"}}, "person:rut concept:hav person:ola"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			paths, err := s.Paths(t.Context(), "person:rut", c.to, c.options)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(paths) > 0 {
				got = way(&paths[0])
			}
			if got != c.want {
				t.Errorf("path %q, want %q", got, c.want)
			}
		})
	}
}
