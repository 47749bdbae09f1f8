package graph_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
)

// statement is a relation that a document states.
type statement struct {
	from string
	kind graph.RelationType
	to   string
}

// state makes a batch of statements; ends without a kind are nodes.
func state(id string, statements ...statement) graph.Batch {
	batch := graph.Batch{Document: corpus.Document{ID: id, Title: "Titel " + id}}
	claims := map[string]int{}
	end := func(node string) graph.End {
		kind, entity := graph.KindOf(node)
		if !entity {
			return graph.End{Node: node}
		}
		if _, known := claims[node]; !known {
			claims[node] = len(batch.Claims)
			batch.Claims = append(batch.Claims, graph.Claim{
				Kind: kind, Name: strings.TrimPrefix(node, string(kind)+":"), Entity: node,
				Mentions: []graph.ClaimMention{{Span: corpus.Span{Start: len(claims), End: len(claims) + 1}, Text: "x"}},
			})
		}
		return graph.End{Claim: claims[node]}
	}
	for i, s := range statements {
		batch.Facts = append(batch.Facts, graph.Fact{
			Type: s.kind, From: end(s.from), To: end(s.to),
			Evidence: []corpus.Evidence{{Document: id, Span: corpus.Span{Start: i, End: i + 1}, Quote: "x"}},
		})
	}
	return batch
}

func snapshot(t *testing.T, batches ...graph.Batch) (*graph.Snapshot, graph.Store) {
	t.Helper()
	store := graphtest.NewReference()
	if err := store.Apply(t.Context(), batches...); err != nil {
		t.Fatal(err)
	}
	s, err := graph.BuildSnapshot(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return s, store
}

// way renders a path as the names of its nodes.
func way(path *graph.Path) string {
	names := []string{path.Hops[0].From.ID}
	for i := range path.Hops {
		names = append(names, path.Hops[i].To.ID)
	}
	return strings.Join(names, " ")
}

// society is a meeting of many, a report of two, and a chain of roles.
func society() []graph.Batch {
	var meeting []statement
	for i := range 60 {
		meeting = append(meeting, statement{fmt.Sprintf("person:p%02d", i), graph.Attended, "meeting"})
	}
	return []graph.Batch{
		state("meeting", meeting...),
		state("review",
			statement{"person:p00", graph.Authored, "report:r"}, statement{"person:p01", graph.Authored, "report:r"}),
		state("roles",
			statement{"person:p00", graph.HasRole, "organisation:a"}, statement{"organisation:a", graph.PartOf, "organisation:b"},
			statement{"person:p02", graph.HasRole, "organisation:b"}),
		state("apart", statement{"person:alone", graph.SpeaksIn, "apart"}),
	}
}

func TestPaths(t *testing.T) {
	s, _ := snapshot(t, society()...)
	cases := []struct {
		name     string
		from, to string
		options  graph.PathOptions
		want     []string
	}{
		{
			"a shared report is closer than a meeting of sixty", "person:p00", "person:p01",
			graph.PathOptions{K: 2},
			[]string{"person:p00 report:r person:p01", "person:p00 meeting person:p01"},
		},
		{
			"what is avoided is gone round", "person:p00", "person:p01",
			graph.PathOptions{K: 1, Avoid: []string{"report:r"}},
			[]string{"person:p00 meeting person:p01"},
		},
		{
			"types narrow the way", "person:p00", "person:p02",
			graph.PathOptions{Types: []graph.RelationType{graph.HasRole, graph.PartOf}},
			[]string{"person:p00 organisation:a organisation:b person:p02"},
		},
		{
			"hops are limited", "person:p00", "person:p02",
			graph.PathOptions{MaxHops: 2, Types: []graph.RelationType{graph.HasRole, graph.PartOf}},
			nil,
		},
		{"no way is no error", "person:p00", "person:alone", graph.PathOptions{}, nil},
		{
			"co-occurrence only when asked", "person:p00", "review",
			graph.PathOptions{K: 1, Types: []graph.RelationType{graph.MentionedIn}},
			[]string{"person:p00 review"},
		},
		{"a node and itself", "person:p00", "person:p00", graph.PathOptions{}, nil},
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
	passage := state("talk", statement{"person:a", graph.Said, "talk:0001"}, statement{"person:b", graph.SpeaksIn, "talk"})
	s, _ := snapshot(t, passage)
	paths, err := s.Paths(t.Context(), "person:a", "person:b", graph.PathOptions{})
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
	s, _ := snapshot(t, society()...)
	if _, err := s.Paths(t.Context(), "person:x", "person:p00", graph.PathOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("from an unknown node: got %v, want ErrNotFound", err)
	}
	if _, err := s.Paths(t.Context(), "person:p00", "person:x", graph.PathOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("to an unknown node: got %v, want ErrNotFound", err)
	}
	paths, err := s.Paths(t.Context(), "person:p00", "person:p01", graph.PathOptions{K: 50, Visits: 40})
	if !errors.Is(err, graph.ErrEffort) {
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
			var statements []statement
			for range 1 + r.IntN(3) {
				from, to := fmt.Sprintf("organisation:o%d", r.IntN(8)), fmt.Sprintf("organisation:o%d", r.IntN(8))
				statements = append(statements, statement{from, graph.PartOf, to})
			}
			batches = append(batches, state(fmt.Sprintf("d%02d", d), statements...))
		}
		batches = append(batches, state("ends", statement{"organisation:o0", graph.PartOf, "organisation:o0"}, statement{"organisation:o1", graph.PartOf, "organisation:o1"}))
		s, store := snapshot(t, batches...)
		const count, hops = 5, 4
		paths, err := s.Paths(t.Context(), "organisation:o0", "organisation:o1", graph.PathOptions{K: count, MaxHops: hops})
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
