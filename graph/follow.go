package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// manyNamesakes bounds how many entities an id without its suffix leads to.
const manyNamesakes = 20

// Follow returns where an entity id leads now: to itself; to what a person has
// merged, retyped or split it into; to what holds the claims that it had when
// a person decided about it; or to those that its name means since namesakes
// came or went. Nothing leads to what is rejected. The likeliest comes first.
func Follow(ctx context.Context, store Store, id string) ([]Entity, error) {
	found, err := collect(store.Entities(ctx, EntityFilter{IDs: []string{id}}))
	if err != nil || len(found) > 0 {
		return found, err
	}
	events, err := collect(store.Curations(ctx))
	if err != nil {
		return nil, fmt.Errorf("follow %s: %w", id, err)
	}
	if ruling := Replay(events).At(id); ruling != nil {
		return collect(store.Entities(ctx, EntityFilter{IDs: []string{ruling.Entity()}}))
	}
	if found, err = anchored(ctx, store, events, id); err != nil || len(found) > 0 {
		return found, err
	}
	return namesakes(ctx, store, id)
}

// anchored returns the entities that hold the claims of a subject of any event,
// those with the most first.
func anchored(ctx context.Context, store Store, events []Curation, id string) ([]Entity, error) {
	anchors := map[Anchor]bool{}
	keys := map[string]bool{}
	for i := range events {
		for _, subject := range events[i].Subjects {
			if subject.Entity != id {
				continue
			}
			for _, anchor := range subject.Anchors {
				anchors[folded(anchor)] = true
				keys[anchor.Key] = true
			}
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	claims, err := store.Claims(ctx, slices.Sorted(maps.Keys(keys))...)
	if err != nil {
		return nil, fmt.Errorf("follow %s: %w", id, err)
	}
	counts := map[string]int{}
	for i := range claims {
		for _, key := range claims[i].Keys {
			if claims[i].Entity != NoEntity && (anchors[folded(Anchor{claims[i].ID.Document, key, claims[i].Name})] || anchors[Anchor{Key: key}]) {
				counts[claims[i].Entity]++
			}
		}
	}
	found, err := collect(store.Entities(ctx, EntityFilter{IDs: append([]string{}, slices.Sorted(maps.Keys(counts))...)}))
	slices.SortStableFunc(found, func(a, b Entity) int { return cmp.Compare(counts[b.ID], counts[a.ID]) })
	return found, err
}

// namesakes returns the entities whose id is the id with another suffix or
// with none, the best known first.
func namesakes(ctx context.Context, store Store, id string) ([]Entity, error) {
	kind, entity := KindOf(id)
	base, _, suffixed := strings.Cut(id, "--")
	if !entity {
		return nil, nil
	}
	var found []Entity
	if suffixed {
		bare, err := collect(store.Entities(ctx, EntityFilter{IDs: []string{base}}))
		if err != nil {
			return nil, err
		}
		found = bare
	}
	for other, err := range store.Entities(ctx, EntityFilter{Kinds: []Kind{kind}, After: base + "--"}) {
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(other.ID, base+"--") || len(found) == manyNamesakes {
			break
		}
		found = append(found, other)
	}
	slices.SortStableFunc(found, func(a, b Entity) int { return cmp.Compare(b.Documents, a.Documents) })
	return found, nil
}
