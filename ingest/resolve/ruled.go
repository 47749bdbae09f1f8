package resolve

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// Rulings replays the decisions of people that a store holds.
func Rulings(ctx context.Context, store Claims) (*graph.Rulings, error) {
	var events []graph.Curation
	for event, err := range store.Curations(ctx) {
		if err != nil {
			return nil, fmt.Errorf("read decisions: %w", err)
		}
		events = append(events, event)
	}
	return graph.Replay(events), nil
}

// decisions lists what the batches bring.
func decisions(batches []graph.Batch) []graph.Curation {
	var events []graph.Curation
	for i := range batches {
		events = append(events, batches[i].Curate...)
	}
	return events
}

// ruled is where a claim belongs that by itself is the entity with the id.
func ruled(rulings *graph.Rulings, document, id string) place {
	if rulings.Empty() {
		return place{entity: id}
	}
	for _, ruling := range []*graph.Ruling{
		rulings.Of(graph.Anchor{Document: document, Key: id}), rulings.Of(graph.Anchor{Key: id}), rulings.At(id),
	} {
		if ruling != nil {
			return place{ruling.Entity(), ruling.Called}
		}
	}
	return place{entity: id}
}

// rulingsOf is what people decided about the claims of a block. A document that
// calls its only person of the block otherwise since then speaks of the same.
func rulingsOf(rulings *graph.Rulings, claims []graph.StoredClaim) []*graph.Ruling {
	labels := make([]*graph.Ruling, len(claims))
	if rulings.Empty() {
		return labels
	}
	inDocument := map[string]int{}
	for i := range claims {
		inDocument[claims[i].ID.Document]++
	}
	for i := range claims {
		anchor, ok := personAnchor(&claims[i])
		if !ok {
			continue
		}
		if labels[i] = rulings.Of(anchor); labels[i] == nil && inDocument[anchor.Document] == 1 {
			labels[i] = rulings.InDocument(anchor.Document, anchor.Key)
		}
	}
	return labels
}

// personAnchor names a claim that shares a block with others.
func personAnchor(s *graph.StoredClaim) (graph.Anchor, bool) {
	block, ok := hasKey(&s.Claim, blockPrefix)
	return graph.Anchor{Document: s.ID.Document, Key: block, Name: s.Name}, ok
}

// loadRuled reads the claims that the batches' decisions are about: those
// under the rulings that were and the rulings that will be.
func (a *assigning) loadRuled(ctx context.Context, store Claims) error {
	keys := map[string]bool{}
	for _, event := range decisions(a.batches) {
		a.subjectKeys(keys, &event)
	}
	list := keysOf(keys)
	slices.Sort(list)
	for chunk := range slices.Chunk(list, 500) {
		found, err := store.Claims(ctx, chunk...)
		if err != nil {
			return err
		}
		for i := range found {
			if _, replaced := a.replaced[found[i].ID.Document]; !replaced {
				a.ruled = append(a.ruled, found[i])
				a.was[found[i].ID] = place{found[i].Entity, found[i].Called}
			}
		}
	}
	return nil
}

// subjectKeys adds the keys of the claims that an event can move: those that
// its subjects name, and all under the rulings that these are or will be under.
func (a *assigning) subjectKeys(keys map[string]bool, event *graph.Curation) {
	if event = a.rulings.Basis(event); event == nil {
		return
	}
	for _, rulings := range []*graph.Rulings{a.identity.rulings, a.rulings} {
		under := map[*graph.Ruling]bool{}
		for _, subject := range event.Subjects {
			under[rulings.At(subject.Entity)] = true
			for _, anchor := range subject.Anchors {
				addKey(keys, anchor.Key)
				under[rulings.Of(anchor)] = true
			}
		}
		delete(under, nil)
		for ruling := range under {
			for _, anchor := range rulings.Anchors(ruling) {
				addKey(keys, anchor.Key)
			}
		}
	}
}

// addKey adds the key that finds the claims of an anchor. Somebody who is
// nobody outside a document has its id behind a double hyphen.
func addKey(keys map[string]bool, key string) {
	keys[key] = true
	if at := strings.LastIndex(key, "--"); at > 0 {
		keys[localPrefix+key[:at]] = true
	}
}

// decideRuled settles the claims that decisions are about and whose name alone
// decides who they are.
func (a *assigning) decideRuled() {
	for i := range a.ruled {
		s := &a.ruled[i]
		if _, decided := a.place[s.ID]; !decided {
			a.place[s.ID] = ruled(a.rulings, s.ID.Document, alone(&s.Claim, s.ID.Document))
		}
	}
}
