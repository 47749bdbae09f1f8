package masked

import (
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
)

const (
	number = "850709-9805" // made up
	hidden = "850709-****"
)

// filled is a store whose every text holds a personal identity number.
func filled(t *testing.T) *embedded.Store {
	t.Helper()
	store, err := embedded.Open(t.Context(), embedded.Config{Path: t.TempDir() + "/graph.db"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	span := corpus.Span{End: len(number)}
	claim := graph.Claim{
		Kind: graph.Person, Name: number, Entity: "person:a", Attributes: map[string]string{"a": number}, Keys: []string{"person:a"},
		Mentions: []graph.ClaimMention{{Span: span, Text: number, Method: "m", Confidence: 1}},
	}
	note, err := graph.NewCuration(graph.Curation{
		Kind: graph.Note, Subjects: []graph.Subject{{Entity: "person:a"}}, Value: number, Why: number, At: time.Unix(1, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Apply(t.Context(), graph.Batch{
		Document: corpus.Document{ID: "d", Title: number}, Claims: []graph.Claim{claim}, Curate: []graph.Curation{note},
		Passages: []corpus.Passage{{ID: "d:0000", Span: span, Heading: number}},
		Facts: []graph.Fact{{
			Type: graph.SpeaksIn, From: graph.End{Claim: 0}, To: graph.End{Node: "d"}, Attributes: map[string]string{"a": number},
			Evidence: []corpus.Evidence{{Span: span, Quote: number}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// texts collects every text that a store shows.
func texts(t *testing.T, store graph.Store) []string {
	t.Helper()
	var found []string
	failed := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for d, err := range store.Documents(t.Context(), graph.DocumentFilter{}) {
		failed(err)
		found = append(found, d.Title)
	}
	for p, err := range store.Passages(t.Context(), "d") {
		failed(err)
		found = append(found, p.Heading)
	}
	for e, err := range store.Entities(t.Context(), graph.EntityFilter{}) {
		failed(err)
		found = append(found, e.Name, e.Attributes["a"])
	}
	for m, err := range store.Mentions(t.Context(), graph.MentionFilter{}) {
		failed(err)
		found = append(found, m.Text)
	}
	for r, err := range store.Relations(t.Context(), graph.RelationFilter{Types: []graph.RelationType{graph.SpeaksIn}}) {
		failed(err)
		found = append(found, r.Attributes["a"], r.Evidence[0].Quote)
	}
	for c, err := range store.Curations(t.Context()) {
		failed(err)
		found = append(found, c.Value, c.Why)
	}
	return found
}

func TestEveryTextIsMasked(t *testing.T) {
	store := filled(t)
	for _, text := range texts(t, store) {
		if text != number {
			t.Fatalf("the store itself shows %q", text)
		}
	}
	shown := texts(t, Store(store))
	if len(shown) != 9 {
		t.Errorf("%d texts are shown, want 9", len(shown))
	}
	for i, text := range shown {
		if text != hidden {
			t.Errorf("text %d is %q", i, text)
		}
	}
}

func TestMaskedStoreOffersWhatTheStoreOffers(t *testing.T) {
	store := Store(filled(t))
	if _, offers := store.(graph.LinkSource); !offers {
		t.Error("no LinkSource")
	}
	if _, offers := store.(graph.ChangeSource); !offers {
		t.Error("no ChangeSource")
	}
}

// TestChangesAreMasked brings along what was derived from a masked store.
func TestChangesAreMasked(t *testing.T) {
	store := filled(t)
	source, offers := Store(store).(graph.ChangeSource)
	if !offers {
		t.Fatal("a masked store does not tell what has changed")
	}
	since, err := source.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := store.Version(t.Context()); err != nil || plain == since {
		t.Errorf("the masked store has the version of the plain one, %v (%v)", plain, err)
	}
	batch := graph.Batch{
		Document: corpus.Document{ID: "e", Title: number},
		Claims:   []graph.Claim{{Kind: graph.Person, Name: number, Entity: "person:b"}},
	}
	if err := store.Apply(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	changes, err := source.Changes(t.Context(), since)
	if err != nil || changes == nil {
		t.Fatalf("got %v, %v", changes, err)
	}
	if changes.Entities[0].Name != hidden || changes.Documents[0].Title != hidden {
		t.Errorf("got %+v, want everything masked", changes)
	}
	if now, err := source.Version(t.Context()); err != nil || now != changes.Version {
		t.Errorf("changes lead to %v, the store is at %v (%v)", changes.Version, now, err)
	}
}
