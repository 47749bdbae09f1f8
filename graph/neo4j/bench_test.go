package neo4j_test

import (
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// groupSize is how many documents are written together, as ingest does.
const groupSize = 256

// BenchmarkApply writes groups of made-up documents into a database that grows.
func BenchmarkApply(b *testing.B) {
	store := open(b, neo4jtest.Config(b))
	defer store.Close()
	maker := graphtest.NewMaker(1)
	relations := 0
	for b.Loop() {
		b.StopTimer()
		batches := maker.Batches(groupSize)
		for i := range batches {
			relations += len(batches[i].Facts) + len(batches[i].Claims)
		}
		b.StartTimer()
		if err := store.Apply(b.Context(), batches...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*groupSize)/b.Elapsed().Seconds(), "documents/s")
	b.ReportMetric(float64(relations)/b.Elapsed().Seconds(), "relations/s")
}

// BenchmarkRead asks a database of some thousand documents.
func BenchmarkRead(b *testing.B) {
	store := open(b, neo4jtest.Config(b))
	defer store.Close()
	maker := graphtest.NewMaker(1)
	for range 8 {
		if err := store.Apply(b.Context(), maker.Batches(groupSize)...); err != nil {
			b.Fatal(err)
		}
	}
	known, document := best(b, store)
	b.Run("Entities/prefix", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Entities(b.Context(), graph.EntityFilter{Prefix: known.Name[:3], Limit: 10}))
		}
	})
	b.Run("Entities/name", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Entities(b.Context(), graph.EntityFilter{Name: known.Name}))
		}
	})
	b.Run("Relations/node", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Relations(b.Context(), graph.RelationFilter{Node: known.ID}))
		}
	})
	b.Run("Relations/document", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Relations(b.Context(), graph.RelationFilter{Document: document}))
		}
	})
	b.Run("Mentions/entity", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Mentions(b.Context(), graph.MentionFilter{Entity: known.ID}))
		}
	})
	b.Run("Passages", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Passages(b.Context(), document))
		}
	})
	b.Run("Links", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Links(b.Context()))
		}
	})
}

// best is the best known entity and some document.
func best(b *testing.B, store graph.Store) (known graph.Entity, document string) {
	b.Helper()
	for entity, err := range store.Entities(b.Context(), graph.EntityFilter{}) {
		if err != nil {
			b.Fatal(err)
		}
		if entity.Documents > known.Documents {
			known = entity
		}
	}
	for d, err := range store.Documents(b.Context(), graph.DocumentFilter{Limit: 1}) {
		if err != nil {
			b.Fatal(err)
		}
		document = d.ID
	}
	return known, document
}

func drain[T any](b *testing.B, sequence func(func(T, error) bool)) {
	b.Helper()
	count := 0
	for _, err := range sequence {
		if err != nil {
			b.Fatal(err)
		}
		count++
	}
	b.ReportMetric(float64(count), "results")
}
