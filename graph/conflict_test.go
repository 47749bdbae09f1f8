package graph_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
)

// about changes what the subjects of an event consist of.
func about(event graph.Curation, anchors ...[]string) graph.Curation {
	for i, keys := range anchors {
		event.Subjects[i].Anchors = nil
		for _, key := range keys {
			event.Subjects[i].Anchors = append(event.Subjects[i].Anchors, graph.Anchor{Key: key})
		}
	}
	return event
}

func TestConflicts(t *testing.T) {
	a, b, c := "person:a", "person:b", "person:c"
	conflict := func(kind graph.ConflictKind, earlier, later, entity string) graph.Conflict {
		return graph.Conflict{Kind: kind, Earlier: earlier, Later: later, Entity: entity}
	}
	tests := map[string]struct {
		events []graph.Curation
		want   []graph.Conflict
		places map[string]string // entity that what was called so belongs to
	}{
		"merges that build on each other": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), about(decision(2, graph.Merge, "", b, c), []string{a, b}, []string{c})},
			nil,
			map[string]string{a: c, b: c, c: c},
		},
		"the same merge twice": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", a, b)},
			nil,
			map[string]string{a: b, b: b},
		},
		"two survivors": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", a, c)},
			[]graph.Conflict{conflict(graph.AgainstSurvivor, "c:1", "c:2", a)},
			map[string]string{a: c, b: b, c: c},
		},
		"merged the other way round": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", b, a)},
			[]graph.Conflict{conflict(graph.AgainstSurvivor, "c:1", "c:2", b)},
			map[string]string{a: a, b: a},
		},
		"merged and rejected": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Reject, "", a)},
			[]graph.Conflict{conflict(graph.AgainstMerge, "c:1", "c:2", a)},
			map[string]string{a: graph.NoEntity, b: b},
		},
		"merged, and the survivor rejected by one who does not know it": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Reject, "", b)},
			[]graph.Conflict{conflict(graph.AgainstMerge, "c:1", "c:2", b)},
			map[string]string{a: a, b: graph.NoEntity},
		},
		"the whole rejected": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), about(decision(2, graph.Reject, "", b), []string{a, b})},
			nil,
			map[string]string{a: graph.NoEntity, b: graph.NoEntity},
		},
		"rejected and merged": {
			[]graph.Curation{decision(1, graph.Reject, "", a), decision(2, graph.Merge, "", a, b)},
			[]graph.Conflict{conflict(graph.AgainstRejection, "c:1", "c:2", a)},
			map[string]string{a: b, b: b},
		},
		"rejected and renamed": {
			[]graph.Curation{decision(1, graph.Reject, "", a), decision(2, graph.Rename, "A", a)},
			[]graph.Conflict{conflict(graph.AgainstRejection, "c:1", "c:2", a)},
			map[string]string{a: a},
		},
		"different and merged": {
			[]graph.Curation{decision(1, graph.Accept, graph.Different, a, b), decision(2, graph.Merge, "", a, b)},
			[]graph.Conflict{conflict(graph.AgainstParting, "c:1", "c:2", a)},
			map[string]string{a: b, b: b},
		},
		"merged and different": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Accept, graph.Different, a, b)},
			[]graph.Conflict{conflict(graph.AgainstMerge, "c:1", "c:2", a)},
			map[string]string{a: a, b: b},
		},
		"accepted as the same, and split": {
			[]graph.Curation{decision(1, graph.Accept, graph.Same, a, b), about(decision(2, graph.Split, "", b, c), []string{b}, []string{a})},
			[]graph.Conflict{conflict(graph.AgainstMerge, "c:1", "c:2", c)},
			map[string]string{a: c, b: b},
		},
		"split and merged again": {
			[]graph.Curation{decision(1, graph.Split, "", a, b), decision(2, graph.Merge, "", b, a)},
			[]graph.Conflict{conflict(graph.AgainstParting, "c:1", "c:2", b)},
			map[string]string{a: a, b: a},
		},
		"split, and renamed by one who does not know it": {
			[]graph.Curation{decision(1, graph.Split, "", a, b), about(decision(2, graph.Rename, "A", a), []string{a, b})},
			nil,
			map[string]string{a: a, b: b},
		},
		"two names": {
			[]graph.Curation{decision(1, graph.Rename, "A", a), decision(2, graph.Rename, "Å", a)},
			[]graph.Conflict{conflict(graph.AgainstName, "c:1", "c:2", a)},
			map[string]string{a: a},
		},
		"two kinds": {
			[]graph.Curation{decision(1, graph.Retype, "place", a), decision(2, graph.Retype, "concept", a)},
			[]graph.Conflict{conflict(graph.AgainstKind, "c:1", "c:2", a)},
			map[string]string{a: "concept:a"},
		},
		"what rests on what is undone": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", b, c), decision(3, graph.Undo, "c:1")},
			[]graph.Conflict{conflict(graph.AgainstBasis, "c:2", "c:3", b)},
			map[string]string{a: "", b: c, c: c},
		},
		"an undone conflict": {
			[]graph.Curation{decision(1, graph.Merge, "", a, b), decision(2, graph.Merge, "", a, c), decision(3, graph.Undo, "c:2")},
			nil,
			map[string]string{a: b, b: b, c: ""},
		},
		"undos in a ring": {
			[]graph.Curation{decision(1, graph.Undo, "c:2"), decision(2, graph.Undo, "c:1"), decision(3, graph.Undo, "c:3")},
			nil,
			map[string]string{a: ""},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rulings := graph.Replay(test.events)
			if diff := cmp.Diff(test.want, rulings.Conflicts()); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			places := map[string]string{}
			for id := range test.places {
				if places[id] = ""; rulings.Of(graph.Anchor{Key: id}) != nil {
					places[id] = rulings.Of(graph.Anchor{Key: id}).Entity()
				}
			}
			if diff := cmp.Diff(test.places, places); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
			for _, found := range test.want {
				if len(rulings.ConflictsOf(found.Later)) == 0 || len(rulings.ConflictsOf(found.Earlier)) == 0 {
					t.Errorf("%v is of neither of its events", found)
				}
			}
		})
	}
}

func TestBuilds(t *testing.T) {
	a, b, c := "person:a", "person:b", "person:c"
	merge := decision(1, graph.Merge, "", a, b)
	undo := decision(2, graph.Undo, "c:1")
	tests := map[string]struct {
		events []graph.Curation
		event  string
		want   string // event that rests on it
	}{
		"nothing":                    {[]graph.Curation{merge}, "c:1", ""},
		"a merge":                    {[]graph.Curation{merge, decision(2, graph.Merge, "", b, c)}, "c:1", "c:2"},
		"a note":                     {[]graph.Curation{merge, decision(2, graph.Note, "x", b)}, "c:1", ""},
		"what was undone":            {[]graph.Curation{merge, decision(2, graph.Rename, "B", b), decision(3, graph.Undo, "c:2")}, "c:1", ""},
		"another entity":             {[]graph.Curation{merge, decision(2, graph.Rename, "C", c)}, "c:1", ""},
		"a name under a kind":        {[]graph.Curation{decision(1, graph.Retype, "place", a), about(decision(2, graph.Rename, "A", "place:a"), []string{a})}, "c:1", "c:2"},
		"a name":                     {[]graph.Curation{decision(1, graph.Rename, "A", a), decision(2, graph.Merge, "", a, b)}, "c:1", ""},
		"what was decided meanwhile": {[]graph.Curation{merge, undo, decision(3, graph.Merge, "", a, c)}, "c:2", "c:3"},
		"an undo by itself":          {[]graph.Curation{merge, undo}, "c:2", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rulings := graph.Replay(test.events)
			event, _ := rulings.Event(test.event)
			got := ""
			if later := rulings.Builds(event); later != nil {
				got = later.ID
			}
			if got != test.want {
				t.Errorf("%q rests on it, want %q", got, test.want)
			}
		})
	}
}
