package resolve

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/samband/samband/graph"
)

// Effects tells what decisions would move if they were added to the log now,
// in order of From and To. It writes nothing.
func Effects(ctx context.Context, store Claims, events ...graph.Curation) ([]graph.Effect, error) {
	identity := New(Config{})
	var err error
	if identity.rulings, err = Rulings(ctx, store); err != nil {
		return nil, err
	}
	a := newAssigning(identity, []graph.Batch{{Curate: events}})
	if err := a.load(ctx, store); err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	a.decide()
	return a.effects(), nil
}

func (a *assigning) effects() []graph.Effect {
	type movement struct{ from, to, called string }
	claims := map[movement]int{}
	documents := map[movement]map[string]bool{}
	for _, moved := range a.moved() {
		m := movement{a.was[moved.Claim].entity, moved.Entity, moved.Called}
		claims[m]++
		if documents[m] == nil {
			documents[m] = map[string]bool{}
		}
		documents[m][moved.Claim.Document] = true
	}
	effects := make([]graph.Effect, 0, len(claims))
	for m, n := range claims {
		effects = append(effects, graph.Effect{From: m.from, To: m.to, Called: m.called, Documents: len(documents[m]), Claims: n})
	}
	slices.SortFunc(effects, func(x, y graph.Effect) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To), cmp.Compare(x.Called, y.Called))
	})
	return effects
}

// Unmet lists, by event, the subjects that no stored claim answers to, and
// with which the decision therefore does nothing until their documents come.
// Events that are met are left out.
func Unmet(ctx context.Context, store Source, events []graph.Curation) (map[string][]graph.Subject, error) {
	keys := map[string]bool{}
	for i := range events {
		for _, subject := range events[i].Subjects {
			addKey(keys, subject.Entity)
			for _, anchor := range subject.Anchors {
				addKey(keys, anchor.Key)
			}
		}
	}
	there, err := anchorsOf(ctx, store, keys)
	if err != nil {
		return nil, err
	}
	for id, err := range subjectsThere(ctx, store, events) {
		if err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
		there[graph.Anchor{Key: id}] = true
	}
	unmet := map[string][]graph.Subject{}
	for i := range events {
		for _, subject := range events[i].Subjects {
			met := there[graph.Anchor{Key: subject.Entity}] || slices.ContainsFunc(subject.Anchors, func(anchor graph.Anchor) bool {
				anchor.Name = graph.Fold(anchor.Name)
				return there[anchor]
			})
			if !met {
				unmet[events[i].ID] = append(unmet[events[i].ID], subject)
			}
		}
	}
	return unmet, nil
}

// subjectsThere yields the ids of subjects that there are entities of.
func subjectsThere(ctx context.Context, store Source, events []graph.Curation) iter.Seq2[string, error] {
	ids := []string{}
	for i := range events {
		for _, subject := range events[i].Subjects {
			ids = append(ids, subject.Entity)
		}
	}
	return func(yield func(string, error) bool) {
		for entity, err := range store.Entities(ctx, graph.EntityFilter{IDs: ids}) {
			if !yield(entity.ID, err) {
				return
			}
		}
	}
}

// anchorsOf returns every anchor that would name one of the claims with the
// keys, or one by a short form of these, names folded.
func anchorsOf(ctx context.Context, store Claims, keys map[string]bool) (map[graph.Anchor]bool, error) {
	there := map[graph.Anchor]bool{}
	forms := map[string]map[string]bool{} // alias keys, and what documents explain them as
	note := func(s *graph.StoredClaim, key string) {
		there[graph.Anchor{Key: key}] = true
		there[graph.Anchor{Document: s.ID.Document, Key: key}] = true
		there[graph.Anchor{Document: s.ID.Document, Key: key, Name: graph.Fold(s.Name)}] = true
	}
	err := eachClaim(ctx, store, keys, func(s *graph.StoredClaim) {
		for _, key := range append([]string{alone(&s.Claim, s.ID.Document)}, s.Keys...) {
			note(s, key)
		}
		for _, key := range keysWith([]*graph.Claim{&s.Claim}, namesPrefix) {
			form := aliasPrefix + key[len(namesPrefix):]
			if forms[form] == nil {
				forms[form] = map[string]bool{}
			}
			forms[form][s.Keys[0]] = true
		}
	})
	if err != nil {
		return nil, err
	}
	short := make(map[string]bool, len(forms))
	for form := range forms {
		short[form] = true
	}
	return there, eachClaim(ctx, store, short, func(s *graph.StoredClaim) {
		for _, form := range keysWith([]*graph.Claim{&s.Claim}, aliasPrefix) {
			for entity := range forms[form] {
				note(s, entity)
			}
		}
	})
}

// eachClaim reads the claims with one of the keys.
func eachClaim(ctx context.Context, store Claims, keys map[string]bool, visit func(*graph.StoredClaim)) error {
	list := keysOf(keys)
	slices.Sort(list)
	for chunk := range slices.Chunk(list, 500) {
		found, err := store.Claims(ctx, chunk...)
		if err != nil {
			return fmt.Errorf("read claims: %w", err)
		}
		for i := range found {
			visit(&found[i])
		}
	}
	return nil
}
