package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// What a made-up document holds; 40,000 of them state a million relations
// between a hundred thousand entities.
const (
	madeClaims = 16
	madeFacts  = 9

	// MadeRelations is how many relations a made-up document states: one for
	// each entity that it mentions, and its facts.
	MadeRelations = madeClaims + madeFacts
)

// Maker makes up documents like those of a real library, always the same for
// a seed. Most of what a document speaks of is known already, and the better
// known the likelier (Simon 1955, "On a Class of Skew Distribution Functions"),
// so that a few entities are in most documents and half of them in one.
type Maker struct {
	random  *rand.Rand
	spoken  []int // every entity that a document spoke of, once for each
	known   int   // entities so far
	written int   // documents so far
}

// NewMaker returns a Maker.
func NewMaker(seed uint64) *Maker {
	return &Maker{random: rand.New(rand.NewPCG(seed, 1))} //nolint:gosec // must be repeatable
}

// Batches makes so many documents.
func (m *Maker) Batches(count int) []graph.Batch {
	batches := make([]graph.Batch, count)
	for i := range batches {
		batches[i] = m.batch()
	}
	return batches
}

// MadeEntity returns the id of the entity that came as number n.
func MadeEntity(n int) string {
	kinds := []graph.Kind{
		graph.Concept, graph.Person, graph.Concept, graph.Organisation, graph.Concept,
		graph.Concept, graph.Person, graph.Concept, graph.Report, graph.Place,
	}
	return fmt.Sprintf("%s:namn-%d-efter-%d", kinds[n%len(kinds)], n, n%77)
}

func (m *Maker) batch() graph.Batch {
	id := fmt.Sprintf("document-%06d", m.written)
	batch := graph.Batch{Document: corpus.Document{
		ID: id, Revision: fmt.Sprintf("%064x", m.written), Source: id + ".txt", Title: fmt.Sprintf("Sammanträde %d om något", m.written),
		Date: fmt.Sprintf("%d-%02d-%02d", 1995+m.written/1600, 1+m.written%12, 1+m.written%28), Language: "sv",
	}}
	m.written++
	var entities []int
	for len(entities) < madeClaims {
		if n := m.entity(); !slices.Contains(entities, n) {
			entities = append(entities, n)
		}
	}
	m.spoken = append(m.spoken, entities...)
	at := 0
	for _, n := range entities {
		batch.Claims = append(batch.Claims, m.claim(n, &at))
	}
	for i := range 6 {
		span := corpus.Span{Start: i * 800, End: i*800 + 799}
		batch.Passages = append(batch.Passages, corpus.Passage{ID: corpus.PassageID(id, i), Ordinal: i, Span: span, Kind: corpus.PassageParagraph, Language: "sv"})
	}
	for i := range madeFacts {
		batch.Facts = append(batch.Facts, m.fact(&batch, i))
	}
	return batch
}

// entity picks what a document speaks of: one in six times something new.
func (m *Maker) entity() int {
	if len(m.spoken) < madeClaims || m.random.IntN(6) == 0 {
		m.known++
		return m.known - 1
	}
	return m.spoken[m.random.IntN(len(m.spoken))]
}

func (m *Maker) claim(n int, at *int) graph.Claim {
	id := MadeEntity(n)
	kind, _ := graph.KindOf(id)
	name, last := fmt.Sprintf("Namn%d Efter%d", n, n%77), fmt.Sprintf("Efter%d", n%77)
	claim := graph.Claim{
		Kind: kind, Name: name, Aliases: []string{last}, Entity: id,
		Keys: []string{"name:" + name, "last:" + last}, Context: []string{"date:2021-04-28"},
	}
	for range 1 + m.random.IntN(2) {
		*at += 40
		claim.Mentions = append(claim.Mentions, graph.ClaimMention{
			Span: corpus.Span{Start: *at, End: *at + len(name)}, Text: name, Method: "gazetteer", Confidence: .85,
		})
	}
	return claim
}

// fact relates a claim to another, or to the document where the two kinds
// have no relation.
func (m *Maker) fact(batch *graph.Batch, i int) graph.Fact {
	from, to := m.random.IntN(madeClaims), m.random.IntN(madeClaims)
	quote := fmt.Sprintf("Enligt § %d har frågan behandlats i samråd med dem som berörs, och beslut fattas i juni.", m.random.IntN(1e6))
	fact := graph.Fact{
		From: graph.End{Claim: from}, To: graph.End{Claim: to}, Attributes: map[string]string{"count": "1"},
		Evidence: []corpus.Evidence{{Span: corpus.Span{Start: 90 * i, End: 90*i + len(quote)}, Quote: quote, Method: "verb", Confidence: .8}},
	}
	switch [2]graph.Kind{batch.Claims[from].Kind, batch.Claims[to].Kind} {
	case [2]graph.Kind{graph.Person, graph.Organisation}:
		fact.Type = graph.HasRole
	case [2]graph.Kind{graph.Person, graph.Concept}, [2]graph.Kind{graph.Organisation, graph.Concept}:
		fact.Type = graph.Discusses
	case [2]graph.Kind{graph.Concept, graph.Concept}:
		fact.Type = graph.Broader
	case [2]graph.Kind{graph.Organisation, graph.Report}:
		fact.Type = graph.Published
	case [2]graph.Kind{graph.Person, graph.Report}:
		fact.Type = graph.Authored
	default:
		fact.Type, fact.To = graph.Attended, graph.End{Node: batch.Document.ID}
	}
	return fact
}
