package network_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/network"
)

// circles are three circles of people who work for the same bodies, each with
// a concept of its own, joined by two people who know each other's bodies.
func circles() []graph.Batch {
	var batches []graph.Batch
	for c, concept := range []string{"vatten", "skog", "buss"} {
		for p := range 8 {
			person := fmt.Sprintf("person:c%dp%d", c, p)
			statements := []graphtest.Statement{graphtest.Says(person, graph.Discusses, "concept:"+concept)}
			for o := range 3 {
				statements = append(statements, graphtest.Says(person, graph.AffiliatedWith, fmt.Sprintf("organisation:c%do%d", c, o)))
			}
			batches = append(batches, graphtest.State(fmt.Sprintf("d%d%d", c, p), statements...))
		}
	}
	return append(batches, graphtest.State("bridges",
		graphtest.Says("person:c0p0", graph.AffiliatedWith, "organisation:c1o0"),
		graphtest.Says("person:c1p0", graph.AffiliatedWith, "organisation:c2o0")))
}

func TestGroups(t *testing.T) {
	s, _ := snapshot(t, circles()...)
	for seed := range uint64(5) {
		groups, total, err := s.Groups(t.Context(), network.GroupOptions{Seed: seed, Members: 20})
		if err != nil {
			t.Fatal(err)
		}
		if total != 3 || len(groups) != 3 {
			t.Fatalf("seed %d: %d groups, want 3", seed, total)
		}
		for i, concept := range []string{"vatten", "skog", "buss"} {
			at := slices.IndexFunc(groups, func(g network.Group) bool { return g.Name == concept })
			if at < 0 {
				t.Errorf("no group is called %s: %+v", concept, groups)
				continue
			}
			group := groups[at]
			if group.Size != 12 || len(group.Members) != 12 || len(group.Ties) != 3 {
				t.Errorf("%s has %d nodes, %d members and %d ties, want 12, 12 and 3", concept, group.Size, len(group.Members), len(group.Ties))
			}
			for _, tie := range group.Ties {
				if len(tie.Relations) == 0 || len(tie.Relations[0].Evidence) == 0 {
					t.Errorf("tie %s – %s has no evidence", tie.From.ID, tie.To.ID)
				}
			}
			if first := group.Members[0].Node.ID; !strings.HasPrefix(first, fmt.Sprintf("organisation:c%do", i)) && first != "concept:"+concept {
				t.Errorf("the first member of %s is %s", concept, first)
			}
		}
	}
	few, total, err := s.Groups(t.Context(), network.GroupOptions{Limit: 1, Members: 2, Ties: -1, Filter: network.Filter{Kinds: []graph.Kind{graph.Person, graph.Organisation}}})
	if err != nil || len(few) != 1 || total != 3 || len(few[0].Members) != 2 || len(few[0].Ties) != 0 || few[0].Size != 11 {
		t.Errorf("limited: got %+v of %d, %v", few, total, err)
	}
}

// TestAnswersRepeat asks different stores, filled in different orders, the
// same questions.
func TestAnswersRepeat(t *testing.T) {
	batches := append(circles(), graphtest.Society()...)
	var want []any
	for i := range 4 {
		r := rand.New(rand.NewPCG(uint64(i), 1))
		r.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
		var store graph.Store = graphtest.NewReference()
		if i%2 == 1 {
			opened, err := embedded.Open(t.Context(), embedded.Config{Path: filepath.Join(t.TempDir(), "graph.db")})
			if err != nil {
				t.Fatal(err)
			}
			defer opened.Close()
			store = opened
		}
		for _, batch := range batches {
			if err := store.Apply(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
		got := answers(t, store)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(network.Member{})); diff != "" {
			t.Fatalf("store %d answers otherwise:\n%s", i, diff)
		}
	}
}

func answers(t *testing.T, store graph.Store) []any {
	t.Helper()
	s, err := network.Build(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	groups, total, err := s.Groups(t.Context(), network.GroupOptions{Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	central, err := s.Central(t.Context(), network.CentralOptions{Samples: 9, Seed: 7, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	around, err := s.Around(t.Context(), "person:p00", network.AroundOptions{Hops: 2, Limit: 12})
	if err != nil {
		t.Fatal(err)
	}
	list := []any{groups, total, central, around}
	for _, fewest := range []bool{false, true} {
		paths, err := s.Paths(t.Context(), "person:p03", "person:p02", network.PathOptions{K: 20, Fewest: fewest})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, paths)
	}
	return list
}

// TestCentralAgreesWithDefinition compares with what follows from listing all
// shortest ways, on random graphs.
func TestCentralAgreesWithDefinition(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 9))
		var statements []graphtest.Statement
		near := map[string]map[string]bool{}
		for range 18 {
			a, b := fmt.Sprintf("person:%d", r.IntN(9)), fmt.Sprintf("organisation:%d", r.IntN(6))
			statements = append(statements, graphtest.Says(a, graph.HasRole, b))
			for _, pair := range [][2]string{{a, b}, {b, a}} {
				if near[pair[0]] == nil {
					near[pair[0]] = map[string]bool{}
				}
				near[pair[0]][pair[1]] = true
			}
		}
		s, _ := snapshot(t, graphtest.State("d", statements...))
		central, err := s.Central(t.Context(), network.CentralOptions{Samples: 1000, By: network.Betweenness})
		if err != nil {
			t.Fatal(err)
		}
		between := betweenness(near)
		rank := 0.0
		for i, c := range central {
			rank += c.PageRank
			if c.Degree != len(near[c.Node.ID]) {
				t.Errorf("%s has degree %d, want %d", c.Node.ID, c.Degree, len(near[c.Node.ID]))
			}
			if math.Abs(c.Betweenness-between[c.Node.ID]) > 1e-9 {
				t.Errorf("seed %d: %s has betweenness %v, want %v", seed, c.Node.ID, c.Betweenness, between[c.Node.ID])
			}
			if i > 0 && c.Betweenness > central[i-1].Betweenness {
				t.Errorf("%s comes after %s", c.Node.ID, central[i-1].Node.ID)
			}
		}
		if len(central) != len(near) || math.Abs(rank-1) > 1e-6 {
			t.Errorf("%d nodes with ranks that sum to %v, want %d and 1", len(central), rank, len(near))
		}
	}
	s, _ := snapshot(t, circles()...)
	if _, err := s.Central(t.Context(), network.CentralOptions{By: "fame"}); err == nil {
		t.Error("an unknown measure is accepted")
	}
}

// betweenness follows Freeman's definition: over all pairs, the share of
// shortest ways through a node.
func betweenness(near map[string]map[string]bool) map[string]float64 {
	distance, ways := map[[2]string]int{}, map[[2]string]float64{}
	for from := range near {
		layer, seen := map[string]float64{from: 1}, map[string]bool{}
		for d := 0; len(layer) > 0; d++ {
			next := map[string]float64{}
			for node, count := range layer {
				distance[[2]string{from, node}], ways[[2]string{from, node}], seen[node] = d, count, true
			}
			for node, count := range layer {
				for to := range near[node] {
					if !seen[to] {
						next[to] += count
					}
				}
			}
			layer = next
		}
	}
	sums, n := map[string]float64{}, float64(len(near))
	for v := range near {
		for s := range near {
			for e := range near {
				whole, reach := distance[[2]string{s, e}]
				first, one := distance[[2]string{s, v}]
				second, two := distance[[2]string{v, e}]
				if reach && one && two && s != v && v != e && s != e && first+second == whole {
					sums[v] += ways[[2]string{s, v}] * ways[[2]string{v, e}] / ways[[2]string{s, e}]
				}
			}
		}
		sums[v] /= (n - 1) * (n - 2)
	}
	return sums
}

func TestAround(t *testing.T) {
	s, _ := snapshot(t, graphtest.Society()...)
	around, err := s.Around(t.Context(), "person:p00", network.AroundOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, node := range around.Nodes {
		ids = append(ids, node.ID)
	}
	if diff := cmp.Diff([]string{"organisation:a", "report:r", "meeting"}, ids); diff != "" {
		t.Errorf("around (-want +got):\n%s", diff)
	}
	if len(around.Edges) != 3 || around.Total != 3 {
		t.Errorf("%d edges and %d nodes in all, want 3 and 3", len(around.Edges), around.Total)
	}
	far, err := s.Around(t.Context(), "person:p00", network.AroundOptions{Hops: 2, Limit: 5})
	if err != nil || len(far.Nodes) != 5 || far.Total != 63 {
		t.Errorf("two hops: %d nodes of %d, %v; want 5 of 63", len(far.Nodes), far.Total, err)
	}
	people, err := s.Around(t.Context(), "meeting", network.AroundOptions{Limit: 500, Filter: network.Filter{Kinds: []graph.Kind{graph.Person}}})
	if err != nil || len(people.Nodes) != 60 {
		t.Errorf("%d people around the meeting, %v; want 60", len(people.Nodes), err)
	}
	if _, err := s.Around(t.Context(), "person:x", network.AroundOptions{}); err == nil {
		t.Error("an unknown node has something around it")
	}
}
