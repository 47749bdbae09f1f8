package graphtest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// event makes a decision about entities that were called as their ids.
func event(minute int, kind graph.CurationKind, value string, entities ...string) graph.Curation {
	event := graph.Curation{
		ID: "c:" + strconv.Itoa(minute), Kind: kind, Value: value, By: "Åsa", Why: "samma 🩺",
		At: time.Date(2024, 1, 2, 3, minute, 0, 5, time.UTC),
	}
	for _, entity := range entities {
		event.Subjects = append(event.Subjects, graph.Subject{
			Entity: entity, Name: entity, Anchors: []graph.Anchor{{Document: "a", Key: "name:" + entity, Name: "Å"}},
		})
	}
	return event
}

func decide(events ...graph.Curation) graph.Batch { return graph.Batch{Curate: events} }

// curationLog writes events backwards, twice, and with documents, and reads
// them in order before and after documents go and the store is reopened.
func curationLog(t *testing.T, open Opener) {
	dir := t.TempDir()
	store := open(t, dir)
	equal(t, "an empty log", list(t, store.Curations(t.Context())), nil)
	merge := event(1, graph.Merge, "", "person:bo-dal", "person:anna-ek")
	rename := event(2, graph.Rename, "Anna E.", "person:anna-ek")
	undo := event(3, graph.Undo, rename.ID)
	note := event(3, graph.Note, "känd", "person:anna-ek")
	note.ID = "c:4" // of the same time as the event before

	apply(t, store, decide(note, undo))
	with := minutes("a", "1")
	with.Curate = []graph.Curation{rename, rename}
	apply(t, store, with, decide(merge))
	equal(t, "generation", stats(t, store).Generation, 2)
	apply(t, store, decide(merge, note))
	equal(t, "generation after what is known", stats(t, store).Generation, 2)

	want := []graph.Curation{merge, rename, undo, note}
	equal(t, "the log", list(t, store.Curations(t.Context())), want)
	leave(t, store.Curations(t.Context()))
	apply(t, store, graph.Batch{Document: corpus.Document{ID: "a"}, Delete: true})
	equal(t, "the log after a deletion", list(t, store.Curations(t.Context())), want)
	equal(t, "contents", read(t, store).Entities, nil)
	if err := store.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	again := opened(t, open, dir)
	equal(t, "the log after reopening", list(t, again.Curations(t.Context())), want)
}

// mergeMany moves the claims of a much related entity and adds the decision to
// do so in one call, while readers look for a state between.
func mergeMany(t *testing.T, store graph.Store) {
	const documents, relations = 40, 25
	var moves []graph.Assignment
	for i := range documents {
		b := document(fmt.Sprintf("d%02d", i), "1")
		bo := b.claim("person:bo", "Bo")
		for k := range relations {
			b.fact(graph.AffiliatedWith, bo, b.claim(fmt.Sprintf("organisation:o%d-%d", i, k), "O"), nil)
		}
		apply(t, store, b.done())
		moves = append(moves, graph.Assignment{Claim: graph.ClaimID{Document: b.batch.Document.ID, Index: bo}, Entity: "person:bo-ek", Called: "Bo Ek"})
	}
	last := document("e", "1")
	last.claim("person:bo-ek", "Bosse Ek")
	apply(t, store, last.done())
	broken := decide(event(1, graph.Merge, "", "person:bo", "person:bo-ek"), graph.Curation{ID: "c:x"})
	broken.Reassign = moves
	if err := store.Apply(t.Context(), broken); err == nil {
		t.Fatal("a decision of no kind was written")
	}
	equal(t, "what was refused wrote nothing", len(list(t, store.Curations(t.Context()))), 0)

	merge := decide(event(1, graph.Merge, "", "person:bo", "person:bo-ek"))
	merge.Reassign = moves
	stop := whole(t, store, documents*relations)
	apply(t, store, merge)
	stop()
	entities := list(t, store.Entities(t.Context(), graph.EntityFilter{Kinds: []graph.Kind{graph.Person}}))
	equal(t, "one entity is left", ids(entities, entityID), "person:bo-ek")
	equal(t, "its name", entities[0].Name, "Bo Ek")
	equal(t, "its documents", entities[0].Documents, documents+1)
	equal(t, "its aliases", strings.Join(entities[0].Aliases, " "), "Bo Bosse Ek")
}

// whole looks all the time whether one of two entities has all relations; the
// function it returns ends that.
func whole(t *testing.T, store graph.Store, want int) (stop func()) {
	t.Helper()
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			default:
			}
			counts := map[string]int{}
			for relation, err := range store.Relations(t.Context(), graph.RelationFilter{Types: []graph.RelationType{graph.AffiliatedWith}}) {
				if err != nil {
					t.Error(err)
					return
				}
				counts[relation.From]++
			}
			if counts["person:bo"] != want && counts["person:bo-ek"] != want {
				t.Errorf("half a merge was seen: %v", counts)
				return
			}
		}
	}()
	return func() { close(done); <-ended }
}

// rejects moves claims to no entity and back.
func rejects(t *testing.T, store graph.Store) {
	batch := minutes("a", "1")
	apply(t, store, batch, minutes("b", "1"))
	reject := decide(event(1, graph.Reject, "", "person:anna-ek"))
	for _, id := range []string{"a", "b"} {
		reject.Reassign = append(reject.Reassign, graph.Assignment{Claim: graph.ClaimID{Document: id, Index: 0}, Entity: graph.NoEntity})
	}
	apply(t, store, reject)
	Same(t, store, reference(t, batch, minutes("b", "1"), reject))
	got := read(t, store)
	equal(t, "entities", ids(got.Entities, entityID), "concept:halsodata organisation:namnden person:bo-dal report:sou-2021-17")
	equal(t, "speaker of a rejected claim", got.Passages[0].Speaker, "")
	for _, relation := range got.Relations {
		if relation.From == "person:anna-ek" || relation.From == "" || relation.From == graph.NoEntity {
			t.Errorf("relation from %q: %s", relation.From, relation.Type)
		}
	}
	claims, err := store.Claims(t.Context(), "name:anna ek")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "rejected claims are still there", ids(claims, func(c graph.StoredClaim) string { return c.ID.Document + c.Entity }), "a- b-")

	again := minutes("b", "2") // a new revision is rejected by who writes it
	again.Claims[0].Entity = graph.NoEntity
	back := decide(event(2, graph.Undo, "c:1"))
	back.Reassign = []graph.Assignment{{Claim: graph.ClaimID{Document: "a", Index: 0}, Entity: "person:anna-ek"}}
	apply(t, store, again, back)
	Same(t, store, reference(t, batch, again))
}

// names given by people outdo those of documents, and go with the claims.
func givenNames(t *testing.T, store graph.Store) {
	batch := minutes("a", "1")
	batch.Claims[0].Called = "Anna Åberg"
	apply(t, store, batch, minutes("b", "1"), minutes("c", "1"))
	Same(t, store, reference(t, batch, minutes("b", "1"), minutes("c", "1")))
	called := func() string {
		return ids(list(t, store.Entities(t.Context(), graph.EntityFilter{Name: "anna åberg"})), func(e graph.Entity) string { return e.Name })
	}
	equal(t, "the given name finds the entity", called(), "Anna Åberg")
	again := decide(event(1, graph.Rename, "Anna Å", "person:anna-ek"))
	again.Reassign = []graph.Assignment{{Claim: graph.ClaimID{Document: "a", Index: 0}, Entity: "person:anna-ek"}}
	apply(t, store, again)
	equal(t, "the name is taken back", called(), "")
	Same(t, store, reference(t, minutes("a", "1"), minutes("b", "1"), minutes("c", "1")))
}

func invalidDecisions(t *testing.T, store graph.Store) {
	cases := map[string]graph.Batch{
		"no kind":               decide(event(1, "", "", "person:x")),
		"no id":                 decide(graph.Curation{Kind: graph.Undo, Value: "c:1", At: time.Now()}),
		"no time":               decide(graph.Curation{ID: "c:1", Kind: graph.Undo, Value: "c:1"}),
		"merge of one":          decide(event(1, graph.Merge, "", "person:x")),
		"rename to nothing":     decide(event(1, graph.Rename, "", "person:x")),
		"unknown kind":          decide(event(1, graph.Retype, "djur", "person:x")),
		"unknown answer":        decide(event(1, graph.Accept, "kanske", "person:x", "person:y")),
		"a document":            decide(event(1, graph.Reject, "", "a")),
		"claims of nobody":      {Claims: []graph.Claim{{Entity: "person:x"}}, Curate: []graph.Curation{event(1, graph.Reject, "", "person:x")}},
		"nothing of no one":     {},
		"deletion of no one":    {Delete: true, Curate: []graph.Curation{event(1, graph.Reject, "", "person:x")}},
		"moves but no decision": {Reassign: []graph.Assignment{{Entity: "person:x"}}},
	}
	for name, batch := range cases {
		if err := store.Apply(t.Context(), batch); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	equal(t, "the log", len(list(t, store.Curations(t.Context()))), 0)
}
