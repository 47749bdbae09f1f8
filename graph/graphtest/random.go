package graphtest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// random applies the same operations to a store and to the reference and
// compares all they tell, now and then after reopening.
func random(t *testing.T, open Opener, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // must be repeatable
	dir := t.TempDir()
	store, want := open(t, dir), NewReference()
	for range 12 {
		batches := make([]graph.Batch, 1+r.IntN(4))
		for i := range batches {
			batches[i] = randomBatch(r)
		}
		apply(t, store, batches...)
		apply(t, want, batches...)
		if r.IntN(4) == 0 {
			if err := store.Close(); err != nil {
				t.Fatalf("close: %v", err)
			}
			store = open(t, dir)
		}
		Same(t, store, want)
		agree(t, store, want, randomFilters(r, 6))
	}
	copies(t, store, want)
	if err := store.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

func randomDocument(r *rand.Rand) string { return fmt.Sprintf("d%d", r.IntN(6)) }

func randomEntity(r *rand.Rand) string {
	kinds := graph.Kinds()
	return fmt.Sprintf("%s:e%d", kinds[r.IntN(len(kinds))], r.IntN(4))
}

func randomName(r *rand.Rand) string {
	words := []string{"Anna", "Ek", "Åsa-Britt", "von", "Öberg", "e-hälsa", "SOU 2021:17", "X"}
	name := []string{words[r.IntN(len(words))]}
	for r.IntN(2) == 0 {
		name = append(name, words[r.IntN(len(words))])
	}
	return strings.Join(name, " ")
}

func randomBatch(r *rand.Rand) graph.Batch {
	id := randomDocument(r)
	if r.IntN(5) == 0 {
		return graph.Batch{Document: corpus.Document{ID: id}, Delete: true, Reassign: randomMoves(r)}
	}
	b := document(id, strconv.Itoa(r.IntN(3)))
	for range r.IntN(6) {
		b.claim(randomEntity(r), randomName(r), randomName(r))
		claim := &b.batch.Claims[len(b.batch.Claims)-1]
		claim.Attributes = map[string]string{"year": strconv.Itoa(2020 + r.IntN(3))}
		if r.IntN(4) == 0 {
			claim.Mentions = nil
		}
	}
	for range r.IntN(4) {
		b.passage(randomName(r), r.IntN(len(b.batch.Claims)+1)-1)
	}
	for range r.IntN(8) {
		if len(b.batch.Claims) > 0 {
			randomFact(r, b)
		}
	}
	b.batch.Reassign = randomMoves(r)
	return b.done()
}

func randomFact(r *rand.Rand, b *builder) {
	types := []graph.RelationType{graph.Attended, graph.HasRole, graph.Cites, graph.Discusses}
	pick := func() int { return r.IntN(len(b.batch.Claims)+1) - 1 }
	var attributes map[string]string
	if r.IntN(2) == 0 {
		attributes = map[string]string{"count": strconv.Itoa(r.IntN(2)), "as": "<member>"}
	}
	b.fact(types[r.IntN(len(types))], pick(), pick(), attributes)
	if fact := &b.batch.Facts[len(b.batch.Facts)-1]; r.IntN(5) == 0 {
		fact.To = graph.End{Node: randomDocument(r)} // a node of another document, known or not
	}
}

func randomMoves(r *rand.Rand) []graph.Assignment {
	moves := make([]graph.Assignment, r.IntN(3))
	for i := range moves {
		moves[i] = graph.Assignment{
			Claim: graph.ClaimID{Document: randomDocument(r), Index: r.IntN(6)}, Entity: randomEntity(r),
		}
		switch r.IntN(6) {
		case 0:
			moves[i].Entity = graph.NoEntity
		case 1:
			moves[i].Called = randomName(r)
		}
	}
	return moves
}

// filterSet is one filter of each sort.
type filterSet struct {
	documents graph.DocumentFilter
	entities  graph.EntityFilter
	mentions  graph.MentionFilter
	relations graph.RelationFilter
	keys      []string
}

func randomFilters(r *rand.Rand, count int) []filterSet {
	maybe := func(value string) string {
		if r.IntN(3) > 0 {
			return ""
		}
		return value
	}
	node := func() string {
		if r.IntN(3) == 0 {
			return maybe(randomDocument(r))
		}
		return maybe(randomEntity(r))
	}
	sets := make([]filterSet, count)
	for i := range sets {
		set := &sets[i]
		set.documents = graph.DocumentFilter{After: maybe(randomDocument(r)), Limit: r.IntN(4)}
		set.entities = graph.EntityFilter{Name: maybe(randomName(r)), After: maybe(randomEntity(r)), Limit: r.IntN(5)}
		if set.entities.Name == "" {
			set.entities.Prefix = maybe(string([]rune(randomName(r))[:1]))
		}
		if r.IntN(3) == 0 {
			set.entities.Kinds = []graph.Kind{graph.Person, graph.Concept}
		}
		if r.IntN(4) == 0 {
			set.entities.IDs = []string{randomEntity(r), randomEntity(r)}
			set.documents.IDs = []string{randomDocument(r), randomDocument(r)}
		}
		set.mentions = graph.MentionFilter{Entity: maybe(randomEntity(r)), Document: maybe(randomDocument(r)), Limit: r.IntN(5)}
		set.relations = graph.RelationFilter{
			From: node(), To: node(), Node: node(), Document: maybe(randomDocument(r)), Limit: r.IntN(6),
		}
		if r.IntN(3) == 0 {
			set.relations.Types = []graph.RelationType{graph.MentionedIn, graph.Cites}[r.IntN(2):]
		}
		set.keys = []string{"name:" + graph.Fold(randomName(r)), "kind:person"}[:1+r.IntN(2)]
	}
	return sets
}

// agree fails where a store answers a filter otherwise than the reference.
func agree(t *testing.T, store, want graph.Store, sets []filterSet) {
	t.Helper()
	ctx := t.Context()
	for _, set := range sets {
		equal(t, fmt.Sprintf("documents of %+v", set.documents),
			list(t, store.Documents(ctx, set.documents)), list(t, want.Documents(ctx, set.documents)))
		equal(t, fmt.Sprintf("entities of %+v", set.entities),
			list(t, store.Entities(ctx, set.entities)), list(t, want.Entities(ctx, set.entities)))
		equal(t, fmt.Sprintf("mentions of %+v", set.mentions),
			list(t, store.Mentions(ctx, set.mentions)), list(t, want.Mentions(ctx, set.mentions)))
		equal(t, fmt.Sprintf("relations of %+v", set.relations),
			list(t, store.Relations(ctx, set.relations)), list(t, want.Relations(ctx, set.relations)))
		got, err := store.Claims(ctx, set.keys...)
		expected, wantErr := want.Claims(ctx, set.keys...)
		if err != nil || wantErr != nil {
			t.Fatalf("claims: %v, %v", err, wantErr)
		}
		equal(t, fmt.Sprintf("claims of %v", set.keys), got, expected)
	}
}

func filters(t *testing.T, store graph.Store) {
	r := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // must be repeatable
	want := NewReference()
	var batches []graph.Batch
	for range 30 {
		batches = append(batches, randomBatch(r))
	}
	apply(t, store, batches...)
	apply(t, want, batches...)
	agree(t, store, want, randomFilters(r, 200))
}
