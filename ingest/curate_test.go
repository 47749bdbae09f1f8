package ingest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/resolve"
)

// decide adds an event about the best known entities of kinds, which it takes
// in order of id, and returns it.
func decide(t *testing.T, l *ingesttest.Library, kind graph.CurationKind, value string, kinds ...graph.Kind) graph.Curation {
	t.Helper()
	rulings, err := resolve.Rulings(t.Context(), l.Store)
	if err != nil {
		t.Fatal(err)
	}
	event := graph.Curation{Kind: kind, Value: value, At: time.Date(2024, 1, 1, 0, 0, len(rulings.Events()), 0, time.UTC)}
	used := map[string]bool{}
	for _, kind := range kinds {
		entity := known(t, l, kind, used)
		used[entity.ID] = true
		subject, err := resolve.Subject(t.Context(), l.Store, rulings, &entity)
		if err != nil {
			t.Fatal(err)
		}
		event.Subjects = append(event.Subjects, subject)
	}
	event, err = graph.NewCuration(event)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Pipeline.Curate(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	return event
}

// known is the entity of a kind that most documents speak of.
func known(t *testing.T, l *ingesttest.Library, kind graph.Kind, except map[string]bool) graph.Entity {
	t.Helper()
	var best graph.Entity
	for entity, err := range l.Store.Entities(t.Context(), graph.EntityFilter{Kinds: []graph.Kind{kind}}) {
		if err != nil {
			t.Fatal(err)
		}
		if !except[entity.ID] && entity.Documents > best.Documents {
			best = entity
		}
	}
	return best
}

// TestDecisionsSurviveEveryIngest adds the events of one log between documents
// that come in random orders, ingests all again, and takes documents away and
// back: archive, graph and index are the same each time.
func TestDecisionsSurviveEveryIngest(t *testing.T) {
	reference := ingesttest.Open(t, t.TempDir(), 2)
	reference.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	before := export(t, reference)
	events := []graph.Curation{
		decide(t, reference, graph.Merge, "", graph.Person, graph.Person),
		decide(t, reference, graph.Rename, "Nytt Namn", graph.Organisation),
		decide(t, reference, graph.Reject, "", graph.Person),
		decide(t, reference, graph.Retype, "concept", graph.Place),
	}
	verify(t, reference)
	want := export(t, reference)
	if want == before {
		t.Fatal("decisions changed nothing")
	}
	for seed := range uint64(3) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			l := ingesttest.Open(t, t.TempDir(), 2)
			next := 0
			for job := range one(shuffled(ingesttest.Sample(t.Context()), seed)) {
				if next < len(events) {
					if err := l.Pipeline.Curate(t.Context(), events[next]); err != nil {
						t.Fatal(err)
					}
					next++
				}
				l.Run(t, ingest.Job{Files: job})
			}
			compare(t, want, l)
			l.Run(t, ingest.Job{Files: shuffled(ingesttest.Sample(t.Context()), seed+1), Force: true})
			compare(t, want, l)
			removeHalf(t, l)
			l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
			compare(t, want, l)
		})
	}
	for i := range events {
		undo, err := graph.NewCuration(graph.Curation{Kind: graph.Undo, Value: events[i].ID, At: time.Date(2024, 1, 2, 0, 0, i, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if err := reference.Pipeline.Curate(t.Context(), undo); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, before, reference)
}

func compare(t *testing.T, want string, l *ingesttest.Library) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(export(t, l), "\n")); diff != "" {
		t.Fatalf("export differs (-want +got):\n%s", diff)
	}
	verify(t, l)
}

func removeHalf(t *testing.T, l *ingesttest.Library) {
	t.Helper()
	var ids []string
	for document, err := range l.Store.Documents(t.Context(), graph.DocumentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, document.ID)
	}
	if _, err := l.Pipeline.Delete(t.Context(), ids[:len(ids)/2]...); err != nil {
		t.Fatal(err)
	}
}
