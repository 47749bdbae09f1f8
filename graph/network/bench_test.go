package network_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
)

// crowd is a made-up store of many people who write reports and meet: enough
// of a Store to build a snapshot from and to attest hops.
type crowd struct {
	graph.Store
	people, documents int
	links             []graph.Link
}

func newCrowd(people, documents, links int) *crowd {
	c := &crowd{people: people, documents: documents}
	r := rand.New(rand.NewPCG(1, 2))
	for range links {
		// Some people and some documents are met far more often than others.
		person := int(float64(people) * r.Float64() * r.Float64())
		document := int(float64(documents) * r.Float64() * r.Float64())
		c.links = append(c.links, graph.Link{From: personID(person), Type: graph.Attended, To: documentID(document), Document: documentID(document)})
	}
	return c
}

func personID(n int) string   { return fmt.Sprintf("person:p%06d", n) }
func documentID(n int) string { return fmt.Sprintf("d%06d", n) }

func (c *crowd) Stats(context.Context) (graph.Stats, error) { return graph.Stats{Generation: 1}, nil }

func (c *crowd) Entities(context.Context, graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return func(yield func(graph.Entity, error) bool) {
		for n := range c.people {
			if !yield(graph.Entity{ID: personID(n), Kind: graph.Person, Name: personID(n)}, nil) {
				return
			}
		}
	}
}

func (c *crowd) Documents(context.Context, graph.DocumentFilter) iter.Seq2[corpus.Document, error] {
	return func(yield func(corpus.Document, error) bool) {
		for n := range c.documents {
			if !yield(corpus.Document{ID: documentID(n)}, nil) {
				return
			}
		}
	}
}

func (c *crowd) Links(context.Context) iter.Seq2[graph.Link, error] {
	return func(yield func(graph.Link, error) bool) {
		for _, link := range c.links {
			if !yield(link, nil) {
				return
			}
		}
	}
}

func (c *crowd) Relations(_ context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error] {
	return func(yield func(graph.Relation, error) bool) {
		yield(graph.Relation{
			From: filter.Node, Type: graph.Attended, To: filter.Document, Evidence: []corpus.Evidence{{Document: filter.Document}},
		}, nil)
	}
}

// BenchmarkPaths asks for the three best paths between random people among
// 100,000 nodes and a million edges.
func BenchmarkPaths(b *testing.B) {
	const people = 60_000
	snapshot, err := network.Build(b.Context(), newCrowd(people, 40_000, 1_050_000))
	if err != nil {
		b.Fatal(err)
	}
	nodes, edges := snapshot.Len()
	b.ReportMetric(float64(nodes), "nodes")
	b.ReportMetric(float64(edges), "edges")
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for b.Loop() {
		paths, err := snapshot.Paths(b.Context(), personID(r.IntN(people)), personID(r.IntN(people)), network.PathOptions{})
		if err != nil {
			b.Fatal(err)
		}
		found += len(paths)
	}
	b.ReportMetric(float64(found)/float64(b.N), "paths")
}
