package resolve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/samband/samband/graph"
)

// ErrSplit reports a split that takes nothing of an entity, or all of it.
var ErrSplit = errors.New("nothing to split")

// maxAnchors bounds what a decision names of a person whom thousands of
// documents speak of: the others follow by themselves.
const maxAnchors = 256

// Subject describes an entity as it is now, for a decision about it.
func Subject(ctx context.Context, store Source, rulings *graph.Rulings, entity *graph.Entity) (graph.Subject, error) {
	is, err := consists(ctx, store, rulings, entity)
	if err != nil {
		return graph.Subject{}, err
	}
	return subject(entity, is.fixed, is.people), nil
}

// Split describes what is left of an entity and what is taken from it, where
// the claims of some documents are to be an entity of their own. It returns
// ErrSplit, wrapped, where that leaves or takes nothing.
func Split(ctx context.Context, store Source, rulings *graph.Rulings, entity *graph.Entity, documents []string) (rest, taken graph.Subject, err error) {
	is, err := consists(ctx, store, rulings, entity)
	if err != nil {
		return rest, taken, err
	}
	var kept, out consisting
	for _, s := range is.claims {
		part := &kept
		if slices.Contains(documents, s.ID.Document) {
			part = &out
		}
		part.add(s)
	}
	if len(kept.claims) == 0 || len(out.claims) == 0 {
		return rest, taken, fmt.Errorf("%w: %d of the %d claims of %s are in %q", ErrSplit, len(out.claims), len(is.claims), entity.ID, documents)
	}
	for _, s := range out.claims {
		if _, block := personAnchor(&s); block {
			continue
		}
		for _, anchor := range is.fixed {
			if anchor.Document == "" {
				out.fixed = append(out.fixed, graph.Anchor{Document: s.ID.Document, Key: anchor.Key})
			}
		}
	}
	inside := func(a graph.Anchor) bool { return a.Document == "" || !slices.Contains(documents, a.Document) }
	for _, anchor := range is.fixed {
		if inside(anchor) {
			kept.fixed = append(kept.fixed, anchor)
		}
	}
	own := graph.Entity{Name: out.claims[0].Name, Kind: entity.Kind}
	own.ID, err = freeID(ctx, store, rulings, entityID(own.Kind, own.Name)+"--"+out.claims[0].ID.Document)
	return subject(entity, kept.fixed, kept.people), subject(&own, out.fixed, out.people), err
}

// freeID adds a number to an id that something has or had.
func freeID(ctx context.Context, store Source, rulings *graph.Rulings, id string) (string, error) {
	for n := 0; ; n++ {
		candidate := id
		if n > 0 {
			candidate += "." + strconv.Itoa(n)
		}
		taken := rulings.At(candidate) != nil
		for _, err := range store.Entities(ctx, graph.EntityFilter{IDs: []string{candidate}}) {
			if err != nil {
				return "", fmt.Errorf("look for a free id: %w", err)
			}
			taken = true
		}
		if !taken {
			return candidate, nil
		}
	}
}

// subject completes anchors to a subject, at most maxAnchors of people.
func subject(entity *graph.Entity, fixed, people []graph.Anchor) graph.Subject {
	people = slices.Clone(people)
	if len(people) > maxAnchors {
		slices.SortFunc(people, func(a, b graph.Anchor) int {
			return cmp.Or(cmp.Compare(hash(a.Document), hash(b.Document)), graph.CompareAnchors(a, b))
		})
		people = people[:maxAnchors]
	}
	anchors := slices.Concat(people, fixed)
	slices.SortFunc(anchors, graph.CompareAnchors)
	return graph.Subject{Entity: entity.ID, Name: entity.Name, Anchors: slices.Compact(anchors)}
}

// consisting is what an entity consists of.
type consisting struct {
	claims []graph.StoredClaim
	people []graph.Anchor // of the claims in blocks of people
	fixed  []graph.Anchor // ids that are the entity by themselves, and what was decided before
}

func (c *consisting) add(s graph.StoredClaim) {
	c.claims = append(c.claims, s)
	if anchor, ok := personAnchor(&s); ok {
		c.people = append(c.people, anchor)
	}
}

// consists reads the claims of an entity.
func consists(ctx context.Context, store Source, rulings *graph.Rulings, entity *graph.Entity) (*consisting, error) {
	is := &consisting{}
	keys := map[string]bool{}
	if ruling := rulings.At(entity.ID); ruling != nil && ruling.Entity() == entity.ID {
		is.fixed = rulings.Anchors(ruling)
	}
	for _, anchor := range is.fixed {
		addKey(keys, anchor.Key)
	}
	addKey(keys, entity.ID)
	for _, key := range blockKeys(entity) {
		keys[key] = true
	}
	if err := is.read(ctx, store, keys, entity.ID); err != nil {
		return nil, err
	}
	forms := map[string]bool{}
	for _, s := range is.claims {
		for _, key := range keysWith([]*graph.Claim{&s.Claim}, namesPrefix) {
			forms[aliasPrefix+key[len(namesPrefix):]] = true
		}
	}
	if err := is.read(ctx, store, forms, entity.ID); err != nil {
		return nil, err
	}
	if len(is.fixed) == 0 && len(is.people) == 0 {
		is.fixed = []graph.Anchor{{Key: entity.ID}}
	}
	return is, nil
}

// read adds the entity's claims with one of the keys, each once.
func (c *consisting) read(ctx context.Context, store Source, keys map[string]bool, entity string) error {
	list := keysOf(keys)
	slices.Sort(list)
	known := map[graph.ClaimID]bool{}
	for _, s := range c.claims {
		known[s.ID] = true
	}
	for chunk := range slices.Chunk(list, 500) {
		found, err := store.Claims(ctx, chunk...)
		if err != nil {
			return fmt.Errorf("read claims: %w", err)
		}
		for _, s := range found {
			if s.Entity == entity && !known[s.ID] {
				known[s.ID] = true
				c.add(s)
			}
		}
	}
	slices.SortFunc(c.claims, compareClaims)
	return nil
}
