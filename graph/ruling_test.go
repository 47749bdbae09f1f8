package graph_test

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
)

// decision is an event about entities that consist of the anchor of their id.
func decision(second int, kind graph.CurationKind, value string, entities ...string) graph.Curation {
	event := graph.Curation{ID: "c:" + strconv.Itoa(second), Kind: kind, Value: value, At: time.Date(2024, 1, 1, 0, 0, second, 0, time.UTC)}
	for _, id := range entities {
		event.Subjects = append(event.Subjects, graph.Subject{Entity: id, Anchors: []graph.Anchor{{Key: id}}})
	}
	return event
}

func TestReplay(t *testing.T) {
	a, b, c := "person:a", "person:b", "person:c"
	tests := map[string]struct {
		events []graph.Curation
		want   map[string]string // entity that what had the id belongs to; "" where nothing is decided
	}{
		"nothing":         {nil, map[string]string{a: ""}},
		"merge":           {[]graph.Curation{decision(1, graph.Merge, "", a, b)}, map[string]string{a: b, b: b}},
		"merge of three":  {[]graph.Curation{decision(1, graph.Merge, "", a, b, c)}, map[string]string{a: c, b: c, c: c}},
		"merge of merged": {[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", b, c)}, map[string]string{a: c, b: c, c: c}},
		"merge back":      {[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", b, a)}, map[string]string{a: a, b: a}},
		"order of the log, not of writing": {
			[]graph.Curation{decision(2, graph.Reject, "", a), decision(1, graph.Merge, "", a, b)},
			map[string]string{a: graph.NoEntity, b: b},
		},
		"merge revives":         {[]graph.Curation{decision(1, graph.Reject, "", a), decision(2, graph.Merge, "", a, b)}, map[string]string{a: b, b: b}},
		"accepted as the same":  {[]graph.Curation{decision(1, graph.Accept, graph.Same, a, b)}, map[string]string{a: b, b: b}},
		"accepted as different": {[]graph.Curation{decision(1, graph.Accept, graph.Different, a, b)}, map[string]string{a: a, b: b}},
		"undo":                  {[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Undo, "c:1")}, map[string]string{a: "", b: ""}},
		"undo of an undo": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Undo, "c:1"), decision(3, graph.Undo, "c:2")},
			map[string]string{a: b, b: b},
		},
		"retype":            {[]graph.Curation{decision(1, graph.Retype, "place", a)}, map[string]string{a: "place:a", "place:a": "place:a"}},
		"retype and back":   {[]graph.Curation{decision(1, graph.Retype, "place", a), decision(2, graph.Retype, "person", "place:a")}, map[string]string{a: "person:a--place"}},
		"note":              {[]graph.Curation{decision(1, graph.Note, "x", a)}, map[string]string{a: ""}},
		"the same id twice": {[]graph.Curation{decision(1, graph.Retype, "place", a), decision(1, graph.Retype, "place", a)}, map[string]string{a: "place:a"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rulings := graph.Replay(test.events)
			got := map[string]string{}
			for id := range test.want {
				got[id] = ""
				if ruling := rulings.At(id); ruling != nil {
					got[id] = ruling.Entity()
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestReplayAnyLog replays random logs: it must end, not depend on the order
// of writing, and give every anchor one ruling.
func TestReplayAnyLog(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		var events []graph.Curation
		for i := range 1 + r.IntN(12) {
			id := func() string { return "person:" + strconv.Itoa(r.IntN(5)) }
			switch kind := []graph.CurationKind{graph.Merge, graph.Split, graph.Accept, graph.Rename, graph.Retype, graph.Reject, graph.Undo}[r.IntN(7)]; kind {
			case graph.Merge, graph.Split:
				events = append(events, decision(i, kind, "", id(), id()))
			case graph.Accept:
				events = append(events, decision(i, kind, []string{graph.Same, graph.Different}[r.IntN(2)], id(), id()))
			case graph.Retype:
				events = append(events, decision(i, kind, "place", id()))
			case graph.Undo:
				events = append(events, decision(i, kind, "c:"+strconv.Itoa(r.IntN(i+1))))
			case graph.Rename, graph.Reject, graph.Note:
				events = append(events, decision(i, kind, "x", id()))
			}
		}
		want := outcome(graph.Replay(events))
		r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		if diff := cmp.Diff(want, outcome(graph.Replay(events))); diff != "" {
			t.Fatalf("seed %d: order of writing matters:\n%s", seed, diff)
		}
	}
}

func outcome(rulings *graph.Rulings) map[string]string {
	found := map[string]string{}
	for i := range 5 {
		id := "person:" + strconv.Itoa(i)
		if ruling := rulings.Of(graph.Anchor{Key: id}); ruling != nil {
			found[id] = ruling.Entity() + " " + ruling.Called
		}
	}
	return found
}

func TestFollow(t *testing.T) {
	store := graphtest.NewReference()
	claim := func(entity, key string) graph.Claim {
		kind, _ := graph.KindOf(entity)
		return graph.Claim{Kind: kind, Name: "Anna Ek", Entity: entity, Keys: []string{key}}
	}
	first, second := graphtest.State("a"), graphtest.State("b")
	first.Claims = []graph.Claim{claim("person:anna-ek--vinnova", "block=ana-ek"), claim("person:x", "person:x")}
	second.Claims = []graph.Claim{claim("person:anna-ek--lif", "block=ana-ek"), claim("place:y", "place:y")}
	merge := decision(1, graph.Merge, "", "person:gone", "person:x")
	moved := decision(2, graph.Rename, "Ek", "person:old")
	moved.Subjects[0].Anchors = []graph.Anchor{{Document: "a", Key: "block=ana-ek", Name: "Anna  ek"}}
	reject := decision(3, graph.Reject, "", "place:z")
	events := graph.Batch{Curate: []graph.Curation{merge, moved, decision(4, graph.Undo, moved.ID), reject}}
	if err := store.Apply(t.Context(), first, second, events); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{
		"person:x":              {"person:x"},
		"person:gone":           {"person:x"},
		"person:old":            {"person:anna-ek--vinnova"},
		"place:z":               nil,
		"person:anna-ek":        {"person:anna-ek--lif", "person:anna-ek--vinnova"},
		"person:anna-ek--forte": {"person:anna-ek--lif", "person:anna-ek--vinnova"},
		"person:anna":           nil,
		"a":                     nil,
	} {
		found, err := graph.Follow(t.Context(), store, id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, ids(found)); diff != "" {
			t.Errorf("%s leads to (-want +got):\n%s", id, diff)
		}
	}
}
