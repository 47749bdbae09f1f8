package embedded_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/network"
)

// groupSize is how many documents ingest commits together.
const groupSize = 256

// generate makes a document of the usual size: 25 claims with 60 mentions, 15
// facts and 8 passages. Most entities are well known, one in five is new.
func generate(r *rand.Rand, d int) graph.Batch {
	id := fmt.Sprintf("document-%06d", d)
	b := graph.Batch{Document: corpus.Document{
		ID: id, Revision: fmt.Sprintf("%064x", d), Source: id + ".txt", Title: "Interpellation om något", Date: "2021-04-28", Language: "sv",
	}}
	kinds, at, seen := graph.Kinds(), 0, map[string]bool{}
	for len(b.Claims) < 25 {
		kind, n := kinds[r.IntN(len(kinds))], int(r.ExpFloat64()*3000)
		if r.IntN(5) == 0 {
			n = 1_000_000 + 25*d + r.IntN(25)
		}
		entity := fmt.Sprintf("%s:namn-%d-efter-%d", kind, n, n%77)
		if seen[entity] {
			continue
		}
		seen[entity] = true
		b.Claims = append(b.Claims, generateClaim(id, kind, entity, n, &at))
	}
	for i := range 8 {
		b.Passages = append(b.Passages, corpus.Passage{
			ID: corpus.PassageID(id, i), Ordinal: i, Span: corpus.Span{Start: i * 600, End: i*600 + 599}, Kind: corpus.PassageParagraph, Language: "sv",
		})
	}
	for i := range 15 {
		quote := fmt.Sprintf("Regeringen har sedan %d arbetat med frågan om hur detta ska lösas i hela landet på bästa sätt.", r.IntN(1e6))
		b.Facts = append(b.Facts, graph.Fact{
			Type: graph.Discusses, From: graph.End{Claim: r.IntN(25)}, To: graph.End{Claim: r.IntN(25)}, Attributes: map[string]string{"count": "1"},
			Evidence: []corpus.Evidence{{Span: corpus.Span{Start: i, End: i + len(quote)}, Quote: quote, Method: "verb", Confidence: .8}},
		})
	}
	return b
}

func generateClaim(document string, kind graph.Kind, entity string, n int, at *int) graph.Claim {
	name, last := fmt.Sprintf("Namn%d Efter%d", n, n%77), fmt.Sprintf("Efter%d", n%77)
	claim := graph.Claim{
		Kind: kind, Name: name, Aliases: []string{last}, Entity: entity,
		Keys: []string{"name:" + name, fmt.Sprintf("last:%d", n), "document:" + document}, Context: []string{"date:2021-04-28", "org:organisation:riksdagen"},
	}
	for range 2 + n%5/3 {
		*at += 40
		claim.Mentions = append(claim.Mentions, graph.ClaimMention{
			Span: corpus.Span{Start: *at, End: *at + len(name)}, Text: name, Method: "gazetteer", Confidence: .85,
		})
	}
	return claim
}

func generated(b *testing.B, groups int) *embedded.Store {
	b.Helper()
	store, err := embedded.Open(b.Context(), embedded.Config{Path: filepath.Join(b.TempDir(), "graph.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	r := rand.New(rand.NewPCG(1, 2))
	for g := range groups {
		applyGroup(b, store, r, g)
	}
	return store
}

func applyGroup(b *testing.B, store *embedded.Store, r *rand.Rand, g int) {
	b.Helper()
	batches := make([]graph.Batch, groupSize)
	for i := range batches {
		batches[i] = generate(r, g*groupSize+i)
	}
	b.StartTimer()
	if err := store.Apply(b.Context(), batches...); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
}

// BenchmarkApply writes groups of documents into a store that grows.
func BenchmarkApply(b *testing.B) {
	b.StopTimer()
	store := generated(b, 0)
	r := rand.New(rand.NewPCG(1, 2))
	b.ResetTimer()
	for g := range b.N {
		applyGroup(b, store, r, g)
	}
	documents := float64(b.N * groupSize)
	b.ReportMetric(documents/b.Elapsed().Seconds(), "documents/s")
	b.ReportMetric(108*documents/b.Elapsed().Seconds(), "rows/s") // claims, mentions, facts and passages
}

// BenchmarkRead asks a store of 15,360 documents.
func BenchmarkRead(b *testing.B) {
	b.StopTimer()
	store := generated(b, 60)
	stats, err := store.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%+v", stats)
	for _, prefix := range []string{"n", "namn1", "namn123", "efter7", "namn1000077"} {
		b.Run("Entities/prefix="+prefix, func(b *testing.B) {
			for b.Loop() {
				drain(b, store.Entities(b.Context(), graph.EntityFilter{Prefix: prefix, Limit: 10}))
			}
		})
	}
	b.Run("Entities/name", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Entities(b.Context(), graph.EntityFilter{Name: "Namn7 Efter7"}))
		}
	})
	node := "person:namn-7-efter-7"
	b.Run("Relations/node", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Relations(b.Context(), graph.RelationFilter{Node: node}))
		}
	})
	b.Run("Relations/document", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Relations(b.Context(), graph.RelationFilter{Document: "document-000300"}))
		}
	})
	b.Run("Mentions/entity", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Mentions(b.Context(), graph.MentionFilter{Entity: node}))
		}
	})
	b.Run("Claims", func(b *testing.B) {
		for b.Loop() {
			if _, err := store.Claims(b.Context(), "last:7"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Relations/all", func(b *testing.B) {
		for b.Loop() {
			drain(b, store.Relations(b.Context(), graph.RelationFilter{}))
		}
	})
	b.Run("Snapshot", func(b *testing.B) {
		for b.Loop() {
			snapshot, err := network.Build(b.Context(), store)
			if err != nil {
				b.Fatal(err)
			}
			nodes, edges := snapshot.Len()
			b.ReportMetric(float64(nodes), "nodes")
			b.ReportMetric(float64(edges), "edges")
		}
	})
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
