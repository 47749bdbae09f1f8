package graphtest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

func paging(t *testing.T, store graph.Store) {
	var batches []graph.Batch
	for i := range 25 {
		b := document(fmt.Sprintf("d%02d", i), "1")
		b.claim(fmt.Sprintf("place:p%02d", i), "Plats "+strconv.Itoa(i))
		b.batch.Document.Collection = []string{"", "x"}[i%2]
		batches = append(batches, b.done())
	}
	for i := range batches { // written backwards, read in order
		apply(t, store, batches[len(batches)-1-i])
	}
	var documents, entities []string
	after, lastEntity := "", ""
	for len(documents) < 25 {
		page := list(t, store.Documents(t.Context(), graph.DocumentFilter{After: after, Limit: 10}))
		for _, document := range page {
			documents = append(documents, document.ID)
		}
		if len(page) == 0 {
			break
		}
		after = documents[len(documents)-1]
		for _, entity := range list(t, store.Entities(t.Context(), graph.EntityFilter{After: lastEntity, Limit: 10})) {
			entities = append(entities, entity.ID)
			lastEntity = entity.ID
		}
	}
	var wantDocuments, wantEntities []string
	for i := range 25 {
		wantDocuments = append(wantDocuments, fmt.Sprintf("d%02d", i))
		wantEntities = append(wantEntities, fmt.Sprintf("place:p%02d", i))
	}
	equal(t, "documents in pages", documents, wantDocuments)
	equal(t, "entities in pages", entities, wantEntities)
	collection := "x"
	page := list(t, store.Documents(t.Context(), graph.DocumentFilter{Collection: &collection, Limit: 3}))
	equal(t, "limit counts what passes the filter", ids(page, func(d corpus.Document) string { return d.ID }), "d01 d03 d05")
	equal(t, "limit of mentions", len(list(t, store.Mentions(t.Context(), graph.MentionFilter{Limit: 7}))), 7)
	equal(t, "limit of relations", len(list(t, store.Relations(t.Context(), graph.RelationFilter{Limit: 7}))), 7)
}

func names(t *testing.T, store graph.Store) {
	b := document("a", "1")
	b.claim("person:jenni-nordborg", "Jenni Nordborg", "JENNI")
	b.claim("person:anna-karin-ek", "Anna-Karin Ek")
	b.claim("organisation:e-halsomyndigheten", "E-hälsomyndigheten", "eHälsomyndigheten")
	b.claim("place:alingsas", "Alingsås")
	apply(t, store, b.done())
	cases := []struct {
		filter graph.EntityFilter
		want   string
	}{
		{graph.EntityFilter{Name: "jenni nordborg"}, "person:jenni-nordborg"},
		{graph.EntityFilter{Name: "Jenni"}, "person:jenni-nordborg"},
		{graph.EntityFilter{Name: "Nordborg"}, ""}, // a word is not a name
		{graph.EntityFilter{Name: "anna karin ek"}, "person:anna-karin-ek"},
		{graph.EntityFilter{Name: "EHÄLSOMYNDIGHETEN"}, "organisation:e-halsomyndigheten"},
		{graph.EntityFilter{Name: "Alingsas"}, ""}, // å is a letter of its own
		{graph.EntityFilter{Prefix: "nord"}, "person:jenni-nordborg"},
		{graph.EntityFilter{Prefix: "ka"}, "person:anna-karin-ek"},
		{graph.EntityFilter{Prefix: "anna-k"}, "person:anna-karin-ek"},
		{graph.EntityFilter{Prefix: "karin ek"}, ""}, // only a name or a word begins
		{graph.EntityFilter{Prefix: "hälso"}, "organisation:e-halsomyndigheten"},
		{graph.EntityFilter{Prefix: "orgborg"}, ""},
		{graph.EntityFilter{Name: "Jenni", Kinds: []graph.Kind{graph.Place}}, ""},
		{graph.EntityFilter{Kinds: []graph.Kind{graph.Place, graph.Organisation}}, "organisation:e-halsomyndigheten place:alingsas"},
		{graph.EntityFilter{IDs: []string{"place:alingsas", "person:x", "place:alingsas"}}, "place:alingsas"},
	}
	for _, c := range cases {
		got := ids(list(t, store.Entities(t.Context(), c.filter)), entityID)
		equal(t, fmt.Sprintf("entities of %+v", c.filter), got, c.want)
	}
}

func completion(t *testing.T, store graph.Store) {
	for i := range 12 {
		b := document(fmt.Sprintf("d%02d", i), "1")
		b.claim("person:anna-vanlig", "Anna Vanlig")
		if i < 5 {
			b.claim("person:anna-mindre", "Anna Mindre")
			b.claim("organisation:annas", "Annas")
		}
		b.claim(fmt.Sprintf("person:annan-%02d", i), "Annan "+strconv.Itoa(i))
		apply(t, store, b.done())
	}
	got := list(t, store.Entities(t.Context(), graph.EntityFilter{Prefix: "ann", Limit: 4}))
	equal(t, "order", ids(got, entityID), "person:anna-vanlig organisation:annas person:anna-mindre person:annan-00")
	got = list(t, store.Entities(t.Context(), graph.EntityFilter{Prefix: "ann", Kinds: []graph.Kind{graph.Person}, Limit: 2}))
	equal(t, "order of a kind", ids(got, entityID), "person:anna-vanlig person:anna-mindre")
}

func unicode(t *testing.T, store graph.Store) {
	b := document("åäö/ÅÄÖ.txt?#%", "1")
	b.claim("person:asa-ostlund", "Åsa Östlund", "A\u030asa O\u0308stlund") // NFC and NFD are two forms
	b.claim("organisation:emoji", "Vård🩺bolaget 👩🏽‍⚕️")
	b.claim("person:rtl", "יעל כהן", "محمد")
	b.claim("concept:quote", `"citat" 'enkelt' \bakstreck <b> & ; -- DROP`)
	a := b.claim("place:nul", "rad\nbryt\ttab")
	b.fact(graph.Discusses, a, a, map[string]string{"nyckel å": "värde <&> \"ö\" \u2028"})
	b.passage("Passage med 🩺 och ö.", -1)
	apply(t, store, b.done())
	Same(t, store, reference(t, b.done()))
	for _, name := range []string{"åsa östlund", "A\u030asa O\u0308stlund", "יעל כהן", "vård🩺bolaget 👩🏽‍⚕️"} {
		if got := list(t, store.Entities(t.Context(), graph.EntityFilter{Name: name})); len(got) != 1 {
			t.Errorf("%d entities are called %q, want 1", len(got), name)
		}
	}
}

func selfRelation(t *testing.T, store graph.Store) {
	b := document("a", "1")
	org := b.claim("organisation:x", "X")
	b.fact(graph.PartOf, org, org, nil)
	apply(t, store, b.done())
	filter := graph.RelationFilter{Node: "organisation:x", Types: []graph.RelationType{graph.PartOf}}
	got := list(t, store.Relations(t.Context(), filter))
	if len(got) != 1 || got[0].From != got[0].To || len(got[0].Evidence) != 1 {
		t.Errorf("relations of an entity to itself: %+v", got)
	}
}

func joined(t *testing.T, store graph.Store) {
	apply(t, store, minutes("b", "1"), minutes("a", "1"), minutes("c", "1"))
	filter := graph.RelationFilter{From: "person:anna-ek", Types: []graph.RelationType{graph.HasRole}}
	for _, document := range []string{"", "b"} { // naming a document narrows the relations, not their evidence
		filter.Document = document
		got := list(t, store.Relations(t.Context(), filter))
		if len(got) != 1 {
			t.Fatalf("%d relations, want 1", len(got))
		}
		equal(t, "evidence", ids(got[0].Evidence, func(e corpus.Evidence) string { return e.Document }), "a b c")
	}
	filter = graph.RelationFilter{To: "a", Types: []graph.RelationType{graph.MentionedIn}}
	got := list(t, store.Relations(t.Context(), filter))
	equal(t, "who is mentioned in a", ids(got, func(r graph.Relation) string { return r.From + "×" + r.Attributes["count"] }),
		"concept:halsodata×1 organisation:namnden×1 person:anna-ek×2 person:bo-dal×1 report:sou-2021-17×2")
}

func longEvidence(t *testing.T, store graph.Store) {
	const count = 20_000
	b := document("a", "1")
	speaker := b.claim("person:x", "X")
	fact := graph.Fact{Type: graph.SpeaksIn, From: graph.End{Claim: speaker}, To: graph.End{Node: "a"}}
	for i := range count {
		quote := "ord " + strconv.Itoa(i)
		fact.Evidence = append(fact.Evidence, corpus.Evidence{Span: b.write(quote), Quote: quote, Method: "turn", Confidence: 1})
	}
	b.batch.Facts = append(b.batch.Facts, fact)
	apply(t, store, b.done())
	got := list(t, store.Relations(t.Context(), graph.RelationFilter{Types: []graph.RelationType{graph.SpeaksIn}}))
	if len(got) != 1 || len(got[0].Evidence) != count {
		t.Fatalf("%d relations, want 1 with %d pieces of evidence", len(got), count)
	}
	last := got[0].Evidence[count-1]
	equal(t, "last quote", last.Quote, "ord "+strconv.Itoa(count-1))
	equal(t, "document and revision", last.Document+last.Revision, "a"+b.batch.Document.Revision)
}

func chain(t *testing.T, store graph.Store) {
	const hops = 100
	var batches []graph.Batch
	node := func(i int) string { return fmt.Sprintf("organisation:o%03d", i) }
	for i := range hops {
		b := document(fmt.Sprintf("d%03d", i), "1")
		b.fact(graph.PartOf, b.claim(node(i), "O"+strconv.Itoa(i)), b.claim(node(i+1), "O"+strconv.Itoa(i+1)), nil)
		batches = append(batches, b.done())
	}
	apply(t, store, batches...)
	at := node(0)
	for i := range hops {
		next := list(t, store.Relations(t.Context(), graph.RelationFilter{From: at, Types: []graph.RelationType{graph.PartOf}}))
		if len(next) != 1 || next[0].To != node(i+1) {
			t.Fatalf("hop %d leads to %+v", i, next)
		}
		at = next[0].To
	}
}

// wholeBatches writes versions that give two documents the same number of
// mentions, and reads them meanwhile: unequal numbers are half a batch.
func wholeBatches(t *testing.T, store graph.Store) {
	version := func(n int) []graph.Batch {
		a, b := document("a", strconv.Itoa(n)), document("b", strconv.Itoa(n))
		for range n%7 + 1 {
			a.claim("person:x", "X")
			b.claim("person:x", "X")
		}
		return []graph.Batch{a.done(), b.done()}
	}
	apply(t, store, version(0)...)
	var done atomic.Bool
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for !done.Load() {
				if err := balanced(t.Context(), store); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := range 60 {
		apply(t, store, version(n)...)
	}
	done.Store(true)
	readers.Wait()
}

func balanced(ctx context.Context, store graph.Store) error {
	mentions := map[string]int{}
	for mention, err := range store.Mentions(ctx, graph.MentionFilter{}) {
		if err != nil {
			return err
		}
		mentions[mention.Document]++
	}
	if mentions["a"] != mentions["b"] {
		return fmt.Errorf("a reader saw half a write: %v", mentions)
	}
	return nil
}

func generation(t *testing.T, store graph.Store) {
	steps := []struct {
		name    string
		batches []graph.Batch
		want    uint64
	}{
		{"nothing", nil, 0},
		{"deleting what is not there", []graph.Batch{{Document: corpus.Document{ID: "x"}, Delete: true}}, 0},
		{"three documents in one call", []graph.Batch{minutes("a", "1"), minutes("b", "1"), minutes("c", "1")}, 1},
		{"a new revision", []graph.Batch{minutes("a", "2")}, 2},
		{"a deletion", []graph.Batch{{Document: corpus.Document{ID: "a"}, Delete: true}}, 3},
	}
	for _, step := range steps {
		apply(t, store, step.batches...)
		equal(t, "generation after "+step.name, stats(t, store).Generation, step.want)
	}
}

func isolated(t *testing.T, store graph.Store) {
	batch := minutes("a", "1")
	apply(t, store, batch)
	batch.Claims[0].Aliases[0] = "ändrad"
	batch.Facts[0].Evidence[0].Quote = "ändrad"
	batch.Passages[0].Heading = "ändrad"
	for _, entity := range list(t, store.Entities(t.Context(), graph.EntityFilter{})) {
		entity.Attributes["first"] = "ändrad"
	}
	for _, relation := range list(t, store.Relations(t.Context(), graph.RelationFilter{})) {
		relation.Evidence[0].Quote = "ändrad"
		relation.Attributes["as"] = "ändrad"
	}
	Same(t, store, reference(t, minutes("a", "1")))
}

func reopen(t *testing.T, open Opener) {
	dir := t.TempDir()
	store := open(t, dir)
	apply(t, store, minutes("a", "1"), minutes("b", "1"))
	apply(t, store, minutes("a", "2"))
	if err := store.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	again := opened(t, open, dir)
	Same(t, again, reference(t, minutes("b", "1"), minutes("a", "2")))
	equal(t, "generation", stats(t, again).Generation, 2)
	apply(t, again, minutes("c", "1"))
	Same(t, again, reference(t, minutes("b", "1"), minutes("a", "2"), minutes("c", "1")))
}

func closed(t *testing.T, open Opener) {
	store := open(t, t.TempDir())
	apply(t, store, minutes("a", "1"))
	if err := store.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	_, err := store.Stats(t.Context())
	for method, err := range map[string]error{
		"Apply": store.Apply(t.Context(), minutes("b", "1")), "Stats": err,
		"Documents": failure(store.Documents(t.Context(), graph.DocumentFilter{})),
	} {
		if err == nil || strings.Contains(err.Error(), "panic") {
			t.Errorf("%s of a closed store: got %v, want an error", method, err)
		}
	}
}
