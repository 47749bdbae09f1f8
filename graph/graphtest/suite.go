package graphtest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Opener opens the store that lives in dir, creating it where there is none.
// Run calls it again for the same dir after closing the store, to see what was
// kept, and closes every store it opened.
type Opener func(t *testing.T, dir string) graph.Store

// Run checks that the stores open returns keep every promise of graph.Store.
func Run(t *testing.T, open func(t *testing.T, dir string) graph.Store) {
	t.Helper()
	cases := []struct {
		name  string
		check func(*testing.T, graph.Store)
	}{
		{"empty store answers with nothing", empty},
		{"what is applied is read back", readBack},
		{"the same batch twice is the same as once", twice},
		{"a new revision replaces the old", replace},
		{"a deleted document leaves no orphan", remove},
		{"a claim moves to another entity", reassign},
		{"an invalid batch writes nothing of the call", writesNothing},
		{"every kind of invalid batch is refused", invalid},
		{"batches of one call see each other", sequential},
		{"a done context stops every method", cancelled},
		{"sequences may be left early", leftEarly},
		{"stores may be read while they are read", nested},
		{"order, limits and paging", paging},
		{"names are compared folded", names},
		{"the best known come first", completion},
		{"letters of all scripts survive", unicode},
		{"an entity may relate to itself", selfRelation},
		{"relations of several documents are joined", joined},
		{"long evidence lists are complete", longEvidence},
		{"a chain of a hundred hops", chain},
		{"readers see whole batches while others write", wholeBatches},
		{"several write at once", writers},
		{"a write that is cancelled is whole or not at all", cancelledHalfway},
		{"a sequence ends soon after its context", cancelledReading},
		{"order is that of bytes", byteOrder},
		{"generation counts changes", generation},
		{"what a caller changes does not reach the store", isolated},
		{"filters agree with the reference", filters},
		{"a merge is whole or not at all", mergeMany},
		{"what is rejected shows nowhere and can come back", rejects},
		{"names given by people outdo those of documents", givenNames},
		{"every kind of invalid decision is refused", invalidDecisions},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.check(t, opened(t, open, t.TempDir())) })
	}
	t.Run("what was written is there after reopening", func(t *testing.T) { reopen(t, open) })
	t.Run("decisions are kept in order for ever", func(t *testing.T) { curationLog(t, open) })
	t.Run("closed stores return errors", func(t *testing.T) { closed(t, open) })
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("random operations agree with the reference, seed %d", seed), func(t *testing.T) {
			random(t, open, seed)
		})
	}
}

func opened(t *testing.T, open Opener, dir string) graph.Store {
	t.Helper()
	store := open(t, dir)
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return store
}

// contents is all that a store can tell.
type contents struct {
	Documents []corpus.Document
	Passages  []corpus.Passage
	Entities  []graph.Entity
	Mentions  []graph.Mention
	Relations []graph.Relation
	Stats     graph.Stats
}

func read(t *testing.T, store graph.Store) contents {
	t.Helper()
	ctx := t.Context()
	c := contents{
		Documents: list(t, store.Documents(ctx, graph.DocumentFilter{})),
		Entities:  list(t, store.Entities(ctx, graph.EntityFilter{})),
		Mentions:  list(t, store.Mentions(ctx, graph.MentionFilter{})),
		Relations: list(t, store.Relations(ctx, graph.RelationFilter{})),
	}
	for _, document := range c.Documents {
		c.Passages = append(c.Passages, list(t, store.Passages(ctx, document.ID))...)
	}
	c.Stats = stats(t, store)
	return c
}

func stats(t *testing.T, store graph.Store) graph.Stats {
	t.Helper()
	counted, err := store.Stats(t.Context())
	if err != nil {
		t.Fatalf("stats: %v", err)
	}
	return counted
}

func list[T any](t *testing.T, sequence iter.Seq2[T, error]) []T {
	t.Helper()
	var values []T
	for value, err := range sequence {
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		values = append(values, value)
	}
	return values
}

func apply(t *testing.T, store graph.Store, batches ...graph.Batch) {
	t.Helper()
	if err := store.Apply(t.Context(), batches...); err != nil {
		t.Fatalf("apply: %v", err)
	}
}

// Same fails where two stores tell different things. Generation is left out:
// how many calls led here is no part of the contents.
func Same(t *testing.T, store, want graph.Store) {
	t.Helper()
	got, expected := read(t, store), read(t, want)
	got.Stats.Generation, expected.Stats.Generation = 0, 0
	if diff := cmp.Diff(expected, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("contents differ (-want +got):\n%s", diff)
	}
}

// reference returns a reference store with the batches applied.
func reference(t *testing.T, batches ...graph.Batch) *Reference {
	t.Helper()
	store := NewReference()
	apply(t, store, batches...)
	return store
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func empty(t *testing.T, store graph.Store) {
	equal(t, "contents", read(t, store), contents{})
	claims, err := store.Claims(t.Context(), "name:anna ek")
	if err != nil || len(claims) != 0 {
		t.Errorf("claims of an empty store: %v, %v", claims, err)
	}
	equal(t, "passages of an unknown document", list(t, store.Passages(t.Context(), "unknown")), nil)
	equal(t, "relations of an unknown node", list(t, store.Relations(t.Context(), graph.RelationFilter{Node: "person:x"})), nil)
	equal(t, "relations in an unknown document", list(t, store.Relations(t.Context(), graph.RelationFilter{Document: "x"})), nil)
}

func readBack(t *testing.T, store graph.Store) {
	batch := minutes("a", "1")
	apply(t, store, batch)
	Same(t, store, reference(t, batch))

	got := read(t, store)
	equal(t, "document", got.Documents, []corpus.Document{batch.Document})
	batch.Passages[0].Speaker, batch.Passages[1].Speaker = "person:anna-ek", "person:bo-dal"
	equal(t, "passages", got.Passages, batch.Passages)
	equal(t, "counts", got.Stats, graph.Stats{
		Documents: 1, Passages: 2, Mentions: 7, Facts: 7, Generation: 1,
		Entities: map[graph.Kind]int{graph.Person: 2, graph.Organisation: 1, graph.Report: 1, graph.Concept: 1},
	})
	equal(t, "first entity by name", list(t, store.Entities(t.Context(), graph.EntityFilter{Name: "anna ek"})), []graph.Entity{{
		ID: "person:anna-ek", Kind: graph.Person, Name: "Anna Ek", Aliases: []string{"Ek"},
		Attributes: map[string]string{"first": "a"}, Documents: 1,
	}})
	claims, err := store.Claims(t.Context(), "name:anna ek")
	if err != nil {
		t.Fatal(err)
	}
	want := batch.Claims[0]
	want.Mentions = nil
	equal(t, "claims by key", claims, []graph.StoredClaim{{ID: graph.ClaimID{Document: "a", Index: 0}, Claim: want}})
	notNil(t, store)
}

// notNil checks what the wire formats rely on: lists and maps are empty, never
// null.
func notNil(t *testing.T, store graph.Store) {
	t.Helper()
	got := read(t, store)
	for _, entity := range got.Entities {
		if entity.Aliases == nil || entity.Attributes == nil {
			t.Errorf("entity %s has nil aliases or attributes", entity.ID)
		}
	}
	for _, relation := range got.Relations {
		if relation.Attributes == nil || len(relation.Evidence) == 0 {
			t.Errorf("relation %s %s %s has nil attributes or no evidence", relation.From, relation.Type, relation.To)
		}
	}
}

func twice(t *testing.T, store graph.Store) {
	apply(t, store, minutes("a", "1"), minutes("b", "1"))
	apply(t, store, minutes("a", "1"), minutes("b", "1"))
	Same(t, store, reference(t, minutes("a", "1"), minutes("b", "1")))
}

func replace(t *testing.T, store graph.Store) {
	apply(t, store, minutes("a", "1"), minutes("b", "1"))
	next := document("a", "2")
	next.claim("person:anna-ek", "Anna Maria Ek")
	next.claim("place:lund", "Lund")
	apply(t, store, next.done())
	Same(t, store, reference(t, minutes("b", "1"), next.done()))
}

func remove(t *testing.T, store graph.Store) {
	other := document("b", "1")
	other.claim("person:anna-ek", "Anna Ek")
	apply(t, store, minutes("a", "1"), other.done())
	deletion := graph.Batch{Document: corpus.Document{ID: "a"}, Delete: true}
	apply(t, store, deletion)
	Same(t, store, reference(t, other.done()))
	equal(t, "entities", len(list(t, store.Entities(t.Context(), graph.EntityFilter{}))), 1)
	equal(t, "forms of what is gone", list(t, store.Entities(t.Context(), graph.EntityFilter{Name: "Bo Dal"})), nil)
	if claims, err := store.Claims(t.Context(), "name:bo dal"); err != nil || len(claims) != 0 {
		t.Errorf("claims of what is gone: %v, %v", claims, err)
	}
	deletion.Document.ID = "b"
	apply(t, store, deletion)
	got := read(t, store)
	got.Stats.Generation = 0
	equal(t, "contents after the last deletion", got, contents{})
}

func reassign(t *testing.T, store graph.Store) {
	first, second := minutes("a", "1"), minutes("b", "1")
	move := document("c", "1")
	move.claim("person:anna-ek-2", "Anna Ek")
	last := move.done()
	last.Reassign = []graph.Assignment{
		{Claim: graph.ClaimID{Document: "a", Index: 0}, Entity: "person:anna-ek-2"},
		{Claim: graph.ClaimID{Document: "a", Index: 1}, Entity: "person:anna-ek-2"}, // two claims of one document meet
		{Claim: graph.ClaimID{Document: "b", Index: 99}, Entity: "person:nobody"},   // not there: nothing to move
		{Claim: graph.ClaimID{Document: "x", Index: 0}, Entity: "person:nobody"},
	}
	want := reference(t, first, second, last)
	apply(t, store, first, second)
	apply(t, store, last)
	Same(t, store, want)

	back := graph.Batch{Document: corpus.Document{ID: "c"}, Delete: true, Reassign: []graph.Assignment{
		{Claim: graph.ClaimID{Document: "a", Index: 0}, Entity: "person:anna-ek"},
		{Claim: graph.ClaimID{Document: "a", Index: 1}, Entity: "person:bo-dal"},
	}}
	apply(t, store, back)
	Same(t, store, reference(t, first, second))
}

func writesNothing(t *testing.T, store graph.Store) {
	apply(t, store, minutes("a", "1"))
	broken := minutes("c", "1")
	broken.Facts[0].Evidence = nil
	err := store.Apply(t.Context(), minutes("b", "1"), broken, minutes("d", "1"))
	if !errors.Is(err, graph.ErrInvalid) {
		t.Fatalf("apply of an invalid batch: got %v, want ErrInvalid", err)
	}
	Same(t, store, reference(t, minutes("a", "1")))
	equal(t, "generation", stats(t, store).Generation, 1)
}

func invalid(t *testing.T, store graph.Store) {
	cases := map[string]func(*graph.Batch){
		"no id":                    func(b *graph.Batch) { b.Document.ID = "" },
		"no evidence":              func(b *graph.Batch) { b.Facts[0].Evidence = nil },
		"end beyond the claims":    func(b *graph.Batch) { b.Facts[0].From.Claim = len(b.Claims) },
		"end before the claims":    func(b *graph.Batch) { b.Facts[0].From.Claim = -1 },
		"entity as node":           func(b *graph.Batch) { b.Facts[0].From.Node = "person:anna-ek" },
		"claim without entity":     func(b *graph.Batch) { b.Claims[0].Entity = "" },
		"entity without kind":      func(b *graph.Batch) { b.Claims[0].Entity = "anna-ek" },
		"derived relation":         func(b *graph.Batch) { b.Facts[0].Type = graph.MentionedIn },
		"derived association":      func(b *graph.Batch) { b.Facts[0].Type = graph.Related },
		"evidence elsewhere":       func(b *graph.Batch) { b.Facts[0].Evidence[0].Document = "b" },
		"evidence of another text": func(b *graph.Batch) { b.Facts[0].Evidence[0].Revision = "b" },
		"backward span":            func(b *graph.Batch) { b.Facts[0].Evidence[0].Span = corpus.Span{Start: 2, End: 1} },
		"negative mention":         func(b *graph.Batch) { b.Claims[0].Mentions[0].Start = -1 },
		"passage elsewhere":        func(b *graph.Batch) { b.Passages[0].Document = "b" },
		"too few speakers":         func(b *graph.Batch) { b.Speakers = b.Speakers[:1] },
		"speaker beyond claims":    func(b *graph.Batch) { b.Speakers[0] = len(b.Claims) },
		"move to nothing":          func(b *graph.Batch) { b.Reassign = []graph.Assignment{{}} },
	}
	for name, breakIt := range cases {
		batch := minutes("a", "1")
		breakIt(&batch)
		if err := store.Apply(t.Context(), batch); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
	equal(t, "contents", read(t, store), contents{})
}

func sequential(t *testing.T, store graph.Store) {
	second := minutes("b", "1")
	second.Reassign = []graph.Assignment{{Claim: graph.ClaimID{Document: "a", Index: 1}, Entity: "person:bo-dal-2"}}
	batches := []graph.Batch{
		minutes("a", "1"), second, minutes("c", "1"), minutes("c", "2"),
		minutes("d", "1"),
		{Document: corpus.Document{ID: "d"}, Delete: true},
		{Document: corpus.Document{ID: "b"}, Delete: true},
		minutes("b", "3"),
	}
	apply(t, store, batches...)
	Same(t, store, reference(t, batches...))
	equal(t, "generation", stats(t, store).Generation, 1)
}

func cancelled(t *testing.T, store graph.Store) {
	apply(t, store, minutes("a", "1"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, claimsErr := store.Claims(ctx, "name:anna ek")
	_, statsErr := store.Stats(ctx)
	cases := map[string]error{
		"Apply": store.Apply(ctx, minutes("b", "1")), "Claims": claimsErr, "Stats": statsErr,
		"Documents": failure(store.Documents(ctx, graph.DocumentFilter{})),
		"Passages":  failure(store.Passages(ctx, "a")),
		"Entities":  failure(store.Entities(ctx, graph.EntityFilter{})),
		"Mentions":  failure(store.Mentions(ctx, graph.MentionFilter{})),
		"Relations": failure(store.Relations(ctx, graph.RelationFilter{})),
		"Curations": failure(store.Curations(ctx)),
	}
	for method, err := range cases {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a done context: got %v, want context.Canceled", method, err)
		}
	}
	Same(t, store, reference(t, minutes("a", "1")))
}

// failure returns the error a sequence ends with.
func failure[T any](sequence iter.Seq2[T, error]) error {
	for _, err := range sequence {
		if err != nil {
			return err
		}
	}
	return nil
}

func leftEarly(t *testing.T, store graph.Store) {
	apply(t, store, minutes("a", "1"), minutes("b", "1"))
	for range 50 { // enough to run out of anything that is not released
		leave(t, store.Documents(t.Context(), graph.DocumentFilter{}))
		leave(t, store.Passages(t.Context(), "a"))
		leave(t, store.Entities(t.Context(), graph.EntityFilter{}))
		leave(t, store.Mentions(t.Context(), graph.MentionFilter{}))
		leave(t, store.Relations(t.Context(), graph.RelationFilter{}))
	}
	apply(t, store, minutes("c", "1"))
	Same(t, store, reference(t, minutes("a", "1"), minutes("b", "1"), minutes("c", "1")))
}

// leave leaves a sequence at its first value.
func leave[T any](t *testing.T, sequence iter.Seq2[T, error]) {
	t.Helper()
	for _, err := range sequence {
		if err != nil {
			t.Error(err)
		}
		return
	}
}

func nested(t *testing.T, store graph.Store) {
	apply(t, store, minutes("a", "1"), minutes("b", "1"))
	var evidence int
	each(t, store.Documents(t.Context(), graph.DocumentFilter{}), func(document corpus.Document) {
		each(t, store.Entities(t.Context(), graph.EntityFilter{}), func(entity graph.Entity) {
			filter := graph.RelationFilter{Node: entity.ID, Document: document.ID}
			each(t, store.Relations(t.Context(), filter), func(relation graph.Relation) {
				evidence += len(relation.Evidence)
			})
		})
		apply(t, store, minutes("w-"+document.ID, "1")) // a reader must not hold up a writer
	})
	if evidence == 0 {
		t.Error("no relation was seen")
	}
}

// each calls visit for every value of a sequence.
func each[T any](t *testing.T, sequence iter.Seq2[T, error], visit func(T)) {
	t.Helper()
	for value, err := range sequence {
		if err != nil {
			t.Fatal(err)
		}
		visit(value)
	}
}

func ids[T any](values []T, id func(T) string) string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = id(value)
	}
	return strings.Join(list, " ")
}

func entityID(e graph.Entity) string { return e.ID }
