package resolve_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/ingest/resolve"
)

// TestLogsOfLibrariesJoin lets libraries that hold different documents
// decide without knowing of each other, and joins their logs: whatever order
// documents and decisions come in, the graph is the same, and taking every
// decision back, last first, gives the graph without any.
func TestLogsOfLibrariesJoin(t *testing.T) {
	conflicts := 0
	for seed := range uint64(20) {
		if seed == 6 {
			continue // the known limit, see docs/identity.md
		}
		random := rand.New(rand.NewPCG(seed, 7))
		final := mentioned(randomBatches(random, 20)...)
		var events []graph.Curation
		for library := range 5 {
			for i, event := range randomLog(t, random, final) {
				event.By, event.At = strconv.Itoa(library), time.Date(2024, 1, 1, 0, 0, i, library, time.UTC)
				if event.Kind == graph.Undo {
					continue // its target has another id by now
				}
				events = append(events, complete(t, event))
			}
		}
		want := graphtest.NewReference()
		write(t, want, clone(final)...)
		bare := exported(t, want)
		for _, event := range events {
			curate(t, want, event)
		}
		rulings, err := resolve.Rulings(t.Context(), want)
		if err != nil {
			t.Fatal(err)
		}
		conflicts += len(rulings.Conflicts())
		for range 3 {
			got := curatedShuffled(t, random, final, events)
			if diff := cmp.Diff(strings.Split(exported(t, want), "\n"), strings.Split(exported(t, got), "\n")); diff != "" {
				t.Fatalf("seed %d: order matters (-in order +shuffled):\n%s", seed, diff)
			}
		}
		undoAll(t, want, rulings.Events())
		if diff := cmp.Diff(bare, lessLog(exported(t, want))); diff != "" {
			t.Fatalf("seed %d: undoing everything does not give back what was:\n%s", seed, diff)
		}
	}
	if conflicts < 20 {
		t.Errorf("only %d conflicts", conflicts)
	}
}

// undoAll takes decisions back, last first, each as a person may: nothing later
// rests on it.
func undoAll(t *testing.T, store graph.Store, events []graph.Curation) {
	t.Helper()
	for i, event := range slices.Backward(events) {
		rulings, err := resolve.Rulings(t.Context(), store)
		if err != nil {
			t.Fatal(err)
		}
		if later := rulings.Builds(&event); later != nil {
			t.Fatalf("%s (%s) rests on %s (%s)", later.ID, later.Kind, event.ID, event.Kind)
		}
		at := time.Date(2024, 1, 2, 0, 0, len(events)-i, 0, time.UTC)
		curate(t, store, complete(t, graph.Curation{Kind: graph.Undo, Value: event.ID, At: at}))
	}
}

// lessLog is an export without the ids of events.
func lessLog(export string) string {
	lines := slices.Collect(strings.Lines(export))
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "c:") }), "")
}

// TestEffectsAreWhatHappens compares what is told of random decisions with what
// they move, and finds everything that their subjects consist of.
func TestEffectsAreWhatHappens(t *testing.T) {
	for seed := range uint64(15) {
		random := rand.New(rand.NewPCG(seed, 11))
		final := mentioned(randomBatches(random, 15)...)
		store := graphtest.NewReference()
		write(t, store, clone(final)...)
		var events []graph.Curation
		for range 6 {
			event, ok := randomEvent(t, random, store, events)
			if !ok {
				continue
			}
			events = append(events, event)
			told, err := resolve.Effects(t.Context(), store, event)
			if err != nil {
				t.Fatal(err)
			}
			before := claimsByEntity(t, store)
			curate(t, store, event)
			after := claimsByEntity(t, store)
			for _, effect := range told {
				before[effect.From] -= effect.Claims
				before[effect.To] += effect.Claims
			}
			for id, n := range before {
				if n != after[id] {
					t.Errorf("seed %d, %s: %s has %d claims, told %d", seed, event.Kind, id, after[id], n)
				}
			}
		}
		unmet, err := resolve.Unmet(t.Context(), store, events)
		if err != nil || len(unmet) > 0 {
			t.Errorf("seed %d: unmet %v, %v", seed, unmet, err)
		}
		if unmet, err = resolve.Unmet(t.Context(), graphtest.NewReference(), events); err != nil || len(unmet) == 0 && len(events) > 0 && events[0].Kind != graph.Undo {
			t.Errorf("seed %d: an empty store meets decisions: %v, %v", seed, unmet, err)
		}
	}
}

// claimsByEntity counts the claims of each entity, those of none under
// graph.NoEntity.
func claimsByEntity(t *testing.T, store graph.Store) map[string]int {
	t.Helper()
	counts := map[string]int{}
	var keys []string
	for i := range 40 {
		keys = append(keys, "document="+fmt.Sprintf("d%02d", i))
	}
	claims, err := store.Claims(t.Context(), keys...)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range claims {
		counts[s.Entity]++
	}
	return counts
}
