package graphtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// builder makes a batch whose spans, quotes and evidence agree with a text
// that grows with what is said.
type builder struct {
	batch graph.Batch
	text  strings.Builder
}

// document begins a batch; the revision follows from id and version.
func document(id, version string) *builder {
	sum := sha256.Sum256([]byte(id + "\x00" + version))
	return &builder{batch: graph.Batch{Document: corpus.Document{
		ID: id, Revision: hex.EncodeToString(sum[:]), TextHash: hex.EncodeToString(sum[:]), Source: id + ".txt",
		Kind: corpus.KindMinutes, Title: "Protokoll " + id, Date: "2021-04-28", Language: "sv", Authors: []string{"Anna Ek"},
		Format: corpus.FormatPlain, Pages: 3, Duration: 90 * time.Second,
	}}}
}

// write adds words to the text and returns where they stand.
func (b *builder) write(words string) corpus.Span {
	start := b.text.Len()
	b.text.WriteString(words)
	end := b.text.Len()
	b.text.WriteByte(' ')
	return corpus.Span{Start: start, End: end}
}

// claim states an entity with one mention for each form.
func (b *builder) claim(entity, name string, aliases ...string) int {
	kind, _ := graph.KindOf(entity)
	claim := graph.Claim{
		Kind: kind, Name: name, Aliases: aliases, Entity: entity,
		Attributes: map[string]string{"first": b.batch.Document.ID},
		Keys:       []string{"name:" + graph.Fold(name), "kind:" + string(kind)},
		Context:    []string{"date:" + b.batch.Document.Date},
	}
	for _, form := range append([]string{name}, aliases...) {
		claim.Mentions = append(claim.Mentions, graph.ClaimMention{
			Span: b.write(form), Text: form, Method: "list", Confidence: .875,
		})
	}
	b.batch.Claims = append(b.batch.Claims, claim)
	return len(b.batch.Claims) - 1
}

// fact states a relation between claims; -1 is the document.
func (b *builder) fact(kind graph.RelationType, from, to int, attributes map[string]string) {
	quote := fmt.Sprintf("ordagrant %d", len(b.batch.Facts))
	b.batch.Facts = append(b.batch.Facts, graph.Fact{
		Type: kind, From: b.end(from), To: b.end(to), Attributes: attributes,
		Evidence: []corpus.Evidence{{
			Document: b.batch.Document.ID, Revision: b.batch.Document.Revision, Span: b.write(quote), Quote: quote,
			Page: 2, Time: 1500 * time.Millisecond, Timed: true, Method: "rule", Confidence: .3,
		}},
	})
}

func (b *builder) end(claim int) graph.End {
	if claim < 0 {
		return graph.End{Node: b.batch.Document.ID}
	}
	return graph.End{Claim: claim}
}

// passage makes a passage of new words that the claim speaks; -1 is nobody.
func (b *builder) passage(words string, speaker int) string {
	ordinal := len(b.batch.Passages)
	id := fmt.Sprintf("%s/p%d", b.batch.Document.ID, ordinal)
	b.batch.Passages = append(b.batch.Passages, corpus.Passage{
		ID: id, Document: b.batch.Document.ID, Ordinal: ordinal, Span: b.write(words), Kind: corpus.PassageTurn,
		Heading: "Rubrik", AgendaItem: "§ 2", Turn: -1, Page: 1,
		Time: 2 * time.Second, Timed: true, Language: "sv",
	})
	b.batch.Speakers = append(b.batch.Speakers, speaker)
	return id
}

func (b *builder) done() graph.Batch { return b.batch }

// minutes is a batch with everything a document can hold.
func minutes(id, version string) graph.Batch {
	b := document(id, version)
	anna := b.claim("person:anna-ek", "Anna Ek", "Ek")
	bo := b.claim("person:bo-dal", "Bo Dal")
	board := b.claim("organisation:namnden", "Nämnden")
	plan := b.claim("report:sou-2021-17", "SOU 2021:17", "utredningen")
	data := b.claim("concept:halsodata", "hälsodata")
	b.passage("Anna Ek öppnade mötet.", anna)
	said := b.passage("Jag håller med.", bo)
	b.fact(graph.Attended, anna, -1, map[string]string{"as": "chair"})
	b.fact(graph.Attended, bo, -1, map[string]string{"as": "member", "items": "1-4"})
	b.fact(graph.HasRole, anna, board, map[string]string{"title": "ordförande", "status": "current"})
	b.fact(graph.Cites, -1, plan, map[string]string{"number": "SOU 2021:17"})
	b.fact(graph.Discusses, bo, data, map[string]string{"count": "1"})
	b.fact(graph.AffiliatedWith, anna, board, nil)
	b.batch.Facts = append(b.batch.Facts, graph.Fact{
		Type: graph.Said, From: graph.End{Claim: bo}, To: graph.End{Node: said},
		Attributes: map[string]string{"mode": "turn"},
		Evidence:   []corpus.Evidence{{Document: id, Span: b.batch.Passages[1].Span, Quote: "Jag håller med.", Method: "turn", Confidence: 1}},
	})
	return b.done()
}
