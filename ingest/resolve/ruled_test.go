package resolve_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/ingest/resolve"
)

// write decides identities and applies the batches.
func write(t *testing.T, store graph.Store, batches ...graph.Batch) {
	t.Helper()
	writeWith(t, resolve.New(resolve.Config{}), store, batches)
}

func writeWith(t *testing.T, identity *resolve.Identity, store graph.Store, batches []graph.Batch) {
	t.Helper()
	if err := identity.Assign(t.Context(), store, batches); err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(t.Context(), batches...); err != nil {
		t.Fatal(err)
	}
}

// entities tells for every entity its documents and what it is called.
func entities(t *testing.T, store graph.Store) map[string]string {
	t.Helper()
	found := map[string]string{}
	for entity, err := range store.Entities(t.Context(), graph.EntityFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		found[entity.ID] = entity.Name
	}
	documents := map[string]bool{}
	for mention, err := range store.Mentions(t.Context(), graph.MentionFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if key := mention.Entity + mention.Document; !documents[key] {
			documents[key] = true
			found[mention.Entity] += " " + mention.Document
		}
	}
	return found
}

// decide makes an event about entities of the store as they are now.
func decide(t *testing.T, store graph.Store, kind graph.CurationKind, value string, ids ...string) graph.Curation {
	t.Helper()
	rulings, err := resolve.Rulings(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	event := graph.Curation{Kind: kind, Value: value, At: time.Date(2024, 1, 1, 0, 0, len(rulings.Events()), 0, time.UTC)}
	for _, id := range ids {
		event.Subjects = append(event.Subjects, subject(t, store, rulings, id))
	}
	return complete(t, event)
}

func complete(t *testing.T, event graph.Curation) graph.Curation {
	t.Helper()
	event, err := graph.NewCuration(event)
	if err != nil {
		t.Fatal(err)
	}
	return event
}

func subject(t *testing.T, store graph.Store, rulings *graph.Rulings, id string) graph.Subject {
	t.Helper()
	entity, err := graph.EntityByID(t.Context(), store, id)
	if err != nil {
		t.Fatal(err)
	}
	subject, err := resolve.Subject(t.Context(), store, rulings, &entity)
	if err != nil {
		t.Fatal(err)
	}
	return subject
}

// split takes the claims of documents out of an entity.
func split(t *testing.T, store graph.Store, id string, documents ...string) graph.Curation {
	t.Helper()
	event := decide(t, store, graph.Split, "", id)
	rulings, err := resolve.Rulings(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	entity, err := graph.EntityByID(t.Context(), store, id)
	if err != nil {
		t.Fatal(err)
	}
	rest, taken, err := resolve.Split(t.Context(), store, rulings, &entity, documents)
	if err != nil {
		t.Fatal(err)
	}
	event.Subjects = []graph.Subject{rest, taken}
	return complete(t, event)
}

func curate(t *testing.T, store graph.Store, event graph.Curation) {
	t.Helper()
	write(t, store, graph.Batch{Curate: []graph.Curation{event}})
}

// mentioned gives every claim a mention, so that it shows where it belongs.
func mentioned(batches ...graph.Batch) []graph.Batch {
	for i := range batches {
		for k := range batches[i].Claims {
			claim := &batches[i].Claims[k]
			claim.Mentions = []graph.ClaimMention{{Span: corpus.Span{Start: k, End: k + 1}, Text: claim.Name, Method: "test", Confidence: 1}}
		}
	}
	return batches
}

func town() []graph.Batch {
	return mentioned(
		batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2020-01-01"), organisation("a", "KI", "organisation:ki", "alias=organisation:ki")),
		batch("b", person("b", "Anna Ek", "a-ek", "date:2020-02-01"), organisation("b", "Karolinska", "organisation:karolinska", "names=organisation:ki")),
		batch("c", person("c", "Hanna Lund", "h-lund", "org:lif"), organisation("c", "Norden", "organisation:norden")),
		batch("d", person("d", "Anna Ek", "a-ek", "org:vinnova"), organisation("d", "Norden", "organisation:norden")),
		batch("e", graph.Claim{Kind: graph.Person, Name: "Lisbeth", Keys: []string{"local=person:lisbeth"}}),
	)
}

func TestDecisions(t *testing.T) {
	tests := map[string]struct {
		decide func(t *testing.T, store graph.Store)
		want   map[string]string // what differs from what is found without; "" is gone
	}{
		"merge": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Merge, "", "person:hanna-lund", "person:anna-ek"))
			},
			map[string]string{"person:hanna-lund": "", "person:anna-ek": "Anna Ek a b c d"},
		},
		"merge of a person known by the given name": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Merge, "", "person:lisbeth--e", "person:anna-ek"))
			},
			map[string]string{"person:lisbeth--e": "", "person:anna-ek": "Anna Ek a b d e"},
		},
		"merge of an organisation takes its short form along": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Merge, "", "organisation:karolinska", "organisation:norden"))
			},
			map[string]string{"organisation:karolinska": "", "organisation:norden": "Norden a b c d"},
		},
		"merge of what was merged": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Merge, "", "person:hanna-lund", "person:anna-ek"))
				curate(t, store, decide(t, store, graph.Merge, "", "person:anna-ek", "person:lisbeth--e"))
			},
			map[string]string{"person:hanna-lund": "", "person:anna-ek": "", "person:lisbeth--e": "Anna Ek a b c d e"},
		},
		"split": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "person:anna-ek", "b"))
			},
			map[string]string{"person:anna-ek": "Anna Ek a d", "person:anna-ek--b": "Anna Ek b"},
		},
		"split of an organisation": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "organisation:norden", "d"))
			},
			map[string]string{"organisation:norden": "Norden c", "organisation:norden--d": "Norden d"},
		},
		"split of a short form": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "organisation:karolinska", "a"))
			},
			map[string]string{"organisation:karolinska": "Karolinska b", "organisation:ki--a": "KI a"},
		},
		"split and merged again": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "person:anna-ek", "b"))
				curate(t, store, decide(t, store, graph.Merge, "", "person:anna-ek--b", "person:anna-ek"))
			},
			nil,
		},
		"rename": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Rename, "Anna Eek", "person:anna-ek"))
			},
			map[string]string{"person:anna-ek": "Anna Eek a b d"},
		},
		"retype": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Retype, "place", "organisation:norden"))
			},
			map[string]string{"organisation:norden": "", "place:norden": "Norden c d"},
		},
		"retype to a person meets nobody of that name": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Retype, "person", "organisation:norden"))
			},
			map[string]string{"organisation:norden": "", "person:norden--organisation": "Norden c d"},
		},
		"reject": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Reject, "", "person:anna-ek"))
				curate(t, store, decide(t, store, graph.Reject, "", "organisation:norden"))
			},
			map[string]string{"person:anna-ek": "", "organisation:norden": ""},
		},
		"different": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Accept, graph.Different, "person:anna-ek", "person:hanna-lund"))
			},
			nil,
		},
		"note": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Note, "känd", "person:anna-ek"))
			},
			nil,
		},
		"undone": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				for _, event := range []graph.Curation{
					decide(t, store, graph.Merge, "", "person:hanna-lund", "person:anna-ek"),
					split(t, store, "person:anna-ek", "b"),
					decide(t, store, graph.Rename, "Anna Eek", "person:anna-ek"),
					decide(t, store, graph.Retype, "place", "organisation:norden"),
					decide(t, store, graph.Reject, "", "person:lisbeth--e"),
				} {
					curate(t, store, event)
					curate(t, store, decide(t, store, graph.Undo, event.ID))
				}
			},
			nil,
		},
		"undo undone": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				rename := decide(t, store, graph.Rename, "Anna Eek", "person:anna-ek")
				curate(t, store, rename)
				undo := decide(t, store, graph.Undo, rename.ID)
				curate(t, store, undo)
				curate(t, store, decide(t, store, graph.Undo, undo.ID))
			},
			map[string]string{"person:anna-ek": "Anna Eek a b d"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			store := graphtest.NewReference()
			write(t, store, town()...)
			want := entities(t, store)
			test.decide(t, store)
			for id, name := range test.want {
				want[id] = name
				if name == "" {
					delete(want, id)
				}
			}
			if diff := cmp.Diff(want, entities(t, store)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			write(t, store, town()...)
			if diff := cmp.Diff(want, entities(t, store)); diff != "" {
				t.Errorf("after the same documents again (-want +got):\n%s", diff)
			}
			for _, b := range town() {
				write(t, store, graph.Batch{Document: b.Document, Delete: true})
			}
			write(t, store, town()...)
			if diff := cmp.Diff(want, entities(t, store)); diff != "" {
				t.Errorf("after all documents went and came back (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDecisionsHoldForWhatComes tells whom documents that come after a
// decision mean.
func TestDecisionsHoldForWhatComes(t *testing.T) {
	tests := map[string]struct {
		decide func(t *testing.T, store graph.Store)
		comes  []graph.Batch
		want   string // entity of the last batch's only claim
	}{
		"merged people": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Merge, "", "person:hanna-lund", "person:anna-ek"))
			},
			[]graph.Batch{batch("x", person("x", "Hanna Lund", "h-lund"))},
			"person:anna-ek",
		},
		"one of two parted, with an organisation": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "person:anna-ek", "b"))
			},
			[]graph.Batch{batch("x", person("x", "Anna Ek", "a-ek", "org:vinnova"))},
			"person:anna-ek",
		},
		"one of two parted, without anything": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "person:anna-ek", "b"))
			},
			[]graph.Batch{batch("x", person("x", "Anna Ek", "a-ek"))},
			"person:anna-ek--x",
		},
		"one of two parted, with the organisation of both": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "person:anna-ek", "d"))
			},
			[]graph.Batch{batch("x", person("x", "Anna Ek", "a-ek", "org:vinnova"))},
			"person:anna-ek--x",
		},
		"a namesake does not take the id of who was renamed": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Rename, "Anna Eek", "person:anna-ek"))
			},
			[]graph.Batch{batch("x", person("x", "Anna Ek", "a-ek", "org:forte", "date:2020-01-02"))},
			"person:anna-ek--forte",
		},
		"a document that spells the name otherwise since it was parted": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, split(t, store, "person:anna-ek", "b"))
			},
			[]graph.Batch{batch("b", person("b", "Anna Maria Ek", "a-ek", "org:vinnova"))},
			"person:anna-ek--b",
		},
		"rejected": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Reject, "", "organisation:norden"))
			},
			[]graph.Batch{batch("x", organisation("x", "Norden", "organisation:norden"))},
			graph.NoEntity,
		},
		"a rejected person under another document's name": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Reject, "", "person:hanna-lund"))
				write(t, store, graph.Batch{Document: corpus.Document{ID: "c"}, Delete: true})
			},
			[]graph.Batch{batch("c2", person("c2", "Hanna Lund", "h-lund", "org:lif"))},
			graph.NoEntity,
		},
		"a renamed document keeps what was merged": {
			func(t *testing.T, store graph.Store) {
				t.Helper()
				curate(t, store, decide(t, store, graph.Merge, "", "person:hanna-lund", "person:anna-ek"))
				write(t, store, graph.Batch{Document: corpus.Document{ID: "c"}, Delete: true})
			},
			[]graph.Batch{batch("c2", person("c2", "Hanna Lund", "h-lund", "org:lif"))},
			"person:anna-ek",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			store := graphtest.NewReference()
			write(t, store, town()...)
			test.decide(t, store)
			write(t, store, test.comes...)
			claims, err := store.Claims(t.Context(), test.comes[0].Claims[0].Keys...)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range claims {
				if s.ID.Document == test.comes[0].Document.ID && s.Entity != test.want {
					t.Errorf("belongs to %s, want %s", s.Entity, test.want)
				}
			}
		})
	}
}

func TestUndoOutOfOrder(t *testing.T) {
	store := graphtest.NewReference()
	write(t, store, town()...)
	first := decide(t, store, graph.Merge, "", "person:hanna-lund", "person:anna-ek")
	curate(t, store, first)
	second := decide(t, store, graph.Merge, "", "person:anna-ek", "person:lisbeth--e")
	curate(t, store, second)
	rulings, err := resolve.Rulings(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	if later := rulings.Builds(&first); later == nil || later.ID != second.ID {
		t.Errorf("the first merge can be undone: %v", later)
	}
	if later := rulings.Builds(&second); later != nil {
		t.Errorf("the last merge cannot be undone: %v", later)
	}
	for _, id := range []string{"person:hanna-lund", "person:anna-ek"} {
		if ruling := rulings.At(id); ruling == nil || ruling.ID != "person:lisbeth--e" {
			t.Errorf("%s leads to %+v", id, ruling)
		}
	}
}

// TestDecisionsAreIndependentOfOrder ingests the same documents in random
// orders, with the events of one log at random moments, stale revisions and
// deletions on the way, and compares the exports byte for byte.
func TestDecisionsAreIndependentOfOrder(t *testing.T) {
	for seed := range uint64(25) {
		random := rand.New(rand.NewPCG(seed, 3))
		final := mentioned(randomBatches(random, 20)...)
		events := randomLog(t, random, final)
		want := graphtest.NewReference()
		write(t, want, clone(final)...)
		for _, event := range events {
			curate(t, want, event)
		}
		for range 4 {
			got := curatedShuffled(t, random, final, events)
			if diff := cmp.Diff(strings.Split(exported(t, want), "\n"), strings.Split(exported(t, got), "\n")); diff != "" {
				t.Fatalf("seed %d: order matters (-in order +shuffled):\n%s", seed, diff)
			}
		}
	}
}

// randomLog decides about what some of the documents show, one event after the
// other.
func randomLog(t *testing.T, random *rand.Rand, final []graph.Batch) []graph.Curation {
	t.Helper()
	store := graphtest.NewReference()
	write(t, store, clone(final[:5+random.IntN(len(final)-5)])...)
	var events []graph.Curation
	for range 1 + random.IntN(6) {
		event, ok := randomEvent(t, random, store, events)
		if !ok {
			continue
		}
		events = append(events, event)
		curate(t, store, event)
	}
	return events
}

func randomEvent(t *testing.T, random *rand.Rand, store graph.Store, events []graph.Curation) (graph.Curation, bool) {
	t.Helper()
	ids := slices.Sorted(maps.Keys(entities(t, store))) // the seed alone decides what follows
	if len(ids) < 2 {
		return graph.Curation{}, false
	}
	random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	switch random.IntN(8) {
	case 0:
		return decide(t, store, graph.Rename, "Nytt Namn", ids[0]), true
	case 1:
		return decide(t, store, graph.Retype, "concept", ids[0]), true
	case 2:
		return decide(t, store, graph.Reject, "", ids[0]), true
	case 3:
		return decide(t, store, graph.Accept, graph.Different, ids[0], ids[1]), true
	case 4:
		if len(events) > 0 {
			return decide(t, store, graph.Undo, events[random.IntN(len(events))].ID), true
		}
	case 5:
		for _, id := range ids {
			var documents []string
			for mention, err := range store.Mentions(t.Context(), graph.MentionFilter{Entity: id}) {
				if err != nil {
					t.Fatal(err)
				}
				documents = append(documents, mention.Document)
			}
			if documents[0] != documents[len(documents)-1] {
				return split(t, store, id, documents[0]), true
			}
		}
	}
	return decide(t, store, graph.Merge, "", ids[0], ids[1]), true
}

func curatedShuffled(t *testing.T, random *rand.Rand, final []graph.Batch, events []graph.Curation) graph.Store {
	t.Helper()
	store, identity := graphtest.NewReference(), resolve.New(resolve.Config{})
	stale := mentioned(randomBatches(random, len(final)+3)...)
	work := clone(stale)
	random.Shuffle(len(work), func(i, j int) { work[i], work[j] = work[j], work[i] })
	last := clone(final)
	for i := len(final); i < len(stale); i++ {
		last = append(last, graph.Batch{Document: stale[i].Document, Delete: true})
	}
	random.Shuffle(len(last), func(i, j int) { last[i], last[j] = last[j], last[i] })
	work = append(work, last...)
	for _, event := range events { // at any moment, alone or with a document
		at := random.IntN(len(work) + 1)
		if at < len(work) && random.IntN(2) == 0 {
			work[at].Curate = append(work[at].Curate, event)
			continue
		}
		work = append(work[:at:at], append([]graph.Batch{{Curate: []graph.Curation{event}}}, work[at:]...)...)
	}
	for len(work) > 0 {
		n := min(len(work), 1+random.IntN(6))
		writeWith(t, identity, store, work[:n])
		work = work[n:]
	}
	return store
}

func exported(t *testing.T, store graph.Store) string {
	t.Helper()
	var out bytes.Buffer
	text := func(corpus.Document) (string, error) { return strings.Repeat("x", 100), nil }
	if err := graph.Export(t.Context(), store, text, &out, graph.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	for event, err := range store.Curations(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&out, event.ID)
	}
	return out.String()
}
