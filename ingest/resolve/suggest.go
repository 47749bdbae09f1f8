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
	Company      Feature = "company"      // people that both were met with
	Unattached   Feature = "unattached"   // one of one name has no organisation that could contradict
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

// Suggest returns the pairs of people that were kept apart although something
// speaks for sameness, in order of A and B, less those that a person has
// decided to be different. It reads the names of all people, and the claims of
// those whose names sound alike.
func (identity *Identity) Suggest(ctx context.Context, store Source) ([]Suggestion, error) {
	rulings, err := Rulings(ctx, store)
	if err != nil {
		return nil, err
	}
	blocks, err := sharedBlocks(ctx, store)
	if err != nil {
		return nil, err
	}
	found := map[string]Suggestion{}
	for _, key := range blocks {
		claims, err := store.Claims(ctx, key)
		if err != nil {
			return nil, fmt.Errorf("read claims: %w", err)
		}
		for _, s := range identity.suggestions(claims, rulings) {
			found[s.ID] = s
		}
	}
	list := slices.Collect(maps.Values(found))
	slices.SortFunc(list, func(a, b Suggestion) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return list, nil
}

// sharedBlocks returns, in order, the keys of blocks that several people have
// a name in.
func sharedBlocks(ctx context.Context, store Source) ([]string, error) {
	people := map[string]int{}
	for entity, err := range store.Entities(ctx, graph.EntityFilter{Kinds: []graph.Kind{graph.Person}}) {
		if err != nil {
			return nil, fmt.Errorf("read people: %w", err)
		}
		for _, key := range blockKeys(&entity) {
			people[key]++
		}
	}
	maps.DeleteFunc(people, func(_ string, n int) bool { return n < 2 })
	return slices.Sorted(maps.Keys(people)), nil
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

// suggestions compares the people of one block.
func (identity *Identity) suggestions(claims []graph.StoredClaim, rulings *graph.Rulings) []Suggestion {
	slices.SortFunc(claims, compareClaims)
	groups := identity.cluster(claims, rulings)
	places := placeGroups(groups, rulings)
	var found []Suggestion
	for i := range groups {
		for k := i + 1; k < len(groups); k++ {
			a, b := places[i].entity, places[k].entity
			if a == b || a == graph.NoEntity || b == graph.NoEntity || rulings.Apart(rulings.At(a), rulings.At(b)) {
				continue
			}
			if reasons := identity.reasons(groups[i], groups[k]); len(reasons) > 0 {
				found = append(found, suggestion(a, b, reasons))
			}
		}
	}
	return found
}

func suggestion(a, b string, reasons []Reason) Suggestion {
	a, b = min(a, b), max(a, b)
	sum := sha256.Sum256([]byte(a + "\x00" + b))
	return Suggestion{ID: "s:" + hex.EncodeToString(sum[:4]), A: a, B: b, Reasons: reasons}
}

func (identity *Identity) reasons(a, b *group) []Reason {
	if identity.contradict(a, b) {
		return nil
	}
	var reasons []Reason
	if !sharesKey(a.spell, b.spell) {
		reasons = append(reasons, Reason{Spelling, []string{a.typical(), b.typical()}})
	}
	for _, feature := range []struct {
		name Feature
		a, b map[string]int
	}{{Organisation, a.orgs, b.orgs}, {Role, a.roles, b.roles}, {Company, a.with, b.with}} {
		if both := common(feature.a, feature.b); len(both) > 0 {
			reasons = append(reasons, Reason{feature.name, both})
		}
	}
	if len(reasons) == 0 && (len(a.orgs) == 0) != (len(b.orgs) == 0) {
		reasons = append(reasons, Reason{Unattached, []string{}})
	}
	for i := range reasons {
		slices.Sort(reasons[i].Values)
	}
	return reasons
}

// common lists what is in both, as a reader would write it.
func common(a, b map[string]int) []string {
	var both []string
	for key := range a {
		if b[key] > 0 {
			both = append(both, strings.ReplaceAll(key, "-", " "))
		}
	}
	return both
}
