package resolve

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// Feature is what two entities are compared by.
type Feature string

// The features of a suggestion.
const (
	Spelling     Feature = "spelling"     // names that sound alike or contain one another; values are the names
	Organisation Feature = "organisation" // organisations in common
	Role         Feature = "role"         // roles in common
	Report       Feature = "report"       // reports that both wrote
	Company      Feature = "company"      // people that both were met with
	Name         Feature = "name"         // the same name, and nothing that contradicts
)

// Reason is why two entities may be one.
type Reason struct {
	Feature Feature  `json:"feature"`
	Values  []string `json:"values"` // what they share, in byte order
}

// Suggestion is a pair of entities that may be one, for a person to decide.
type Suggestion struct {
	ID      string // follows from A and B
	A, B    string // entity ids, A < B
	Reasons []Reason
}

// Source is what suggestions and decisions are made from; graph.Store is one.
type Source interface {
	Claims
	// Entities yields the entities that pass the filter, in order of id.
	Entities(ctx context.Context, filter graph.EntityFilter) iter.Seq2[graph.Entity, error]
}

// Suggest returns the pairs that were kept apart although something speaks for
// sameness, in order of A and B, less those that a person has decided to be
// different. It reads the names of all people, organisations and reports, and the
// claims of the people whose names are near one another.
func (identity *Identity) Suggest(ctx context.Context, store Source) ([]Suggestion, error) {
	rulings, err := Rulings(ctx, store)
	if err != nil {
		return nil, err
	}
	s := &suggesting{identity: identity, store: store, rulings: rulings, known: map[string]bool{}, blocks: map[string][]person{}, found: map[string]Suggestion{}}
	for _, find := range []func(context.Context) error{s.people, s.names} {
		if err := find(ctx); err != nil {
			return nil, err
		}
	}
	list := slices.Collect(maps.Values(s.found))
	slices.SortFunc(list, func(a, b Suggestion) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return list, nil
}

// suggesting is one search for suggestions.
type suggesting struct {
	identity *Identity
	store    Source
	rulings  *graph.Rulings
	known    map[string]bool     // ids of entities
	blocks   map[string][]person // read so far, by key
	found    map[string]Suggestion
}

// person is the claims of one block that are one person, and the entity.
type person struct {
	*group
	entity string
}

// add keeps a suggestion, unless a person has decided that the two are
// different or one is no entity.
func (s *suggesting) add(a, b string, reasons []Reason) {
	if a == b || !s.known[a] || !s.known[b] || len(reasons) == 0 || s.rulings.Apart(s.rulings.At(a), s.rulings.At(b)) {
		return
	}
	a, b = min(a, b), max(a, b)
	sum := sha256.Sum256([]byte(a + "\x00" + b))
	found := Suggestion{ID: "s:" + hex.EncodeToString(sum[:4]), A: a, B: b, Reasons: reasons}
	for i := range reasons {
		slices.Sort(reasons[i].Values)
	}
	s.found[found.ID] = found
}

// block reads the people of a block.
func (s *suggesting) block(ctx context.Context, key string) ([]person, error) {
	if people, known := s.blocks[key]; known {
		return people, nil
	}
	claims, err := s.store.Claims(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	slices.SortFunc(claims, compareClaims)
	groups := s.identity.cluster(claims, s.rulings)
	people := make([]person, len(groups))
	for i, p := range placeGroups(groups, s.rulings) {
		people[i] = person{groups[i], p.entity}
	}
	s.blocks[key] = people
	return people, nil
}

// people compares the people of each block, and those of blocks whose names
// are near one another.
func (s *suggesting) people(ctx context.Context) error {
	near := newNearness()
	for entity, err := range s.store.Entities(ctx, graph.EntityFilter{Kinds: []graph.Kind{graph.Person}}) {
		if err != nil {
			return fmt.Errorf("read people: %w", err)
		}
		s.known[entity.ID] = true
		near.add(&entity)
	}
	for _, key := range near.shared() {
		people, err := s.block(ctx, key)
		if err != nil {
			return err
		}
		for i := range people {
			for k := i + 1; k < len(people); k++ {
				s.add(people[i].entity, people[k].entity, s.identity.reasons(people[i].group, people[k].group))
			}
		}
	}
	for _, pair := range near.pairs() {
		if err := s.across(ctx, pair[0], pair[1]); err != nil {
			return err
		}
	}
	return s.shortened(ctx, near)
}

// across compares the people of two blocks. Their names differ in the first or
// last word, so that the names alone are no reason.
func (s *suggesting) across(ctx context.Context, one, other string) error {
	first, err := s.block(ctx, one)
	if err != nil {
		return err
	}
	second, err := s.block(ctx, other)
	if err != nil {
		return err
	}
	for i := range first {
		for k := range second {
			a, b := first[i].group, second[k].group
			if names(a, b) == contained && (vouched(a, b) || together(a, b) >= 2) {
				s.add(first[i].entity, second[k].entity, s.identity.reasons(a, b))
			}
		}
	}
	return nil
}

// blockKeys are the keys under which claims with a name of the entity are.
func blockKeys(entity *graph.Entity) []string {
	var keys []string
	for _, name := range append([]string{entity.Name}, entity.Aliases...) {
		if key := blockPrefix + block(slug(name)); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// reasons are what speaks for two being one; none where something contradicts,
// or where but a common name speaks for it.
func (identity *Identity) reasons(a, b *group) []Reason {
	if identity.contradict(a, b) {
		return nil
	}
	var reasons []Reason
	likeness := names(a, b)
	if likeness != equal {
		reasons = append(reasons, Reason{Spelling, []string{a.typical(), b.typical()}})
	}
	for _, feature := range []struct {
		name Feature
		a, b map[string]int
	}{{Organisation, a.orgs, b.orgs}, {Organisation, a.seats, b.seats}, {Role, a.roles, b.roles}, {Report, a.wrote, b.wrote}, {Company, a.with, b.with}} {
		if both := shared(feature.a, feature.b); len(both) > 0 {
			reasons = append(reasons, Reason{feature.name, both})
		}
	}
	switch {
	case likeness == contained && len(reasons) == 1:
		return nil
	case len(reasons) == 0 && rarity(a.typicalSlug()) < common:
		return []Reason{{Name, []string{a.typical()}}}
	}
	return reasons
}

// shared lists what is in both, as a reader would write it.
func shared(a, b map[string]int) []string {
	var both []string
	for key := range a {
		if b[key] > 0 {
			both = append(both, strings.ReplaceAll(key, "-", " "))
		}
	}
	return both
}
