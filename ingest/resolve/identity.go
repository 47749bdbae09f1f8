package resolve

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// Claims reads back stored claims and what people have decided about them;
// graph.Store is one.
type Claims interface {
	// Claims returns the claims that have one of the keys, ordered by
	// document and index.
	Claims(ctx context.Context, keys ...string) ([]graph.StoredClaim, error)
	// Curations yields the decisions of people.
	Curations(ctx context.Context) iter.Seq2[graph.Curation, error]
}

// Config is how an Identity decides.
type Config struct {
	// Apart is the number of years after which two people of one name are two
	// people; 0 is 60.
	Apart int
}

// Identity decides which entity each claim belongs to. What people have
// decided goes before all it finds by itself. All it knows comes from the
// store and the batches; what it has read it remembers as long as the
// store's generation shows that nobody else writes. One Assign at a time.
type Identity struct {
	apart   int
	recall  recall
	rulings *graph.Rulings // nil where they are to be read
}

// New returns an Identity.
func New(config Config) *Identity {
	if config.Apart <= 0 {
		config.Apart = 60
	}
	identity := &Identity{apart: config.Apart}
	identity.Forget()
	return identity
}

// Assign sets Entity and Called of every claim in the batches, and appends to
// the first batch that is no deletion, or else to the first batch, the
// assignments of stored claims of other documents that the batches move, by
// their claims or by the decisions they bring. Afterwards every claim belongs
// where it would if the same claims and decisions had come in any other order
// or grouping. Batches of one document replace one another in order. The
// batches are to be applied, in one call, before the next Assign; whoever gives
// them up calls Forget.
func (identity *Identity) Assign(ctx context.Context, store Claims, batches []graph.Batch) error {
	if len(batches) == 0 {
		return nil
	}
	known, err := identity.recall.begin(ctx, store)
	if err != nil {
		return fmt.Errorf("read generation: %w", err)
	}
	if !known || identity.rulings == nil {
		if identity.rulings, err = Rulings(ctx, store); err != nil {
			return err
		}
	}
	a := newAssigning(identity, batches)
	if err := a.load(ctx, store); err != nil {
		identity.Forget()
		return fmt.Errorf("read claims: %w", err)
	}
	a.decide()
	moved := a.moved()
	if a.rulings == identity.rulings {
		a.remember(moved)
	} else {
		identity.Forget()
	}
	if len(moved) > 0 {
		batches[a.carrier()].Reassign = append(batches[a.carrier()].Reassign, moved...)
	}
	return nil
}

// Forget drops what is remembered of the store.
func (identity *Identity) Forget() {
	identity.recall.forget()
	identity.rulings = nil
}

// fresh is a claim of a batch.
type fresh struct {
	id    graph.ClaimID
	claim *graph.Claim
}

// assigning is the state of one Assign.
type assigning struct {
	identity *Identity
	batches  []graph.Batch
	replaced map[string]int                 // document → the batch that is its last word
	fresh    []fresh                        // claims of those batches that depend on others
	stored   map[string][]graph.StoredClaim // what the store has under the keys that matter, without replaced documents
	old      []graph.StoredClaim            // what replaced documents had that others depend on
	rulings  *graph.Rulings                 // as they are with the batches' decisions
	ruled    []graph.StoredClaim            // what the batches' decisions are about, without replaced documents
	place    map[graph.ClaimID]place
	was      map[graph.ClaimID]place
}

// place is the entity that a claim belongs to, and the name that a person gave
// that.
type place struct{ entity, called string }

func newAssigning(identity *Identity, batches []graph.Batch) *assigning {
	a := &assigning{
		identity: identity, batches: batches, replaced: map[string]int{},
		stored: map[string][]graph.StoredClaim{}, place: map[graph.ClaimID]place{}, was: map[graph.ClaimID]place{},
		rulings: identity.rulings,
	}
	if events := decisions(batches); len(events) > 0 {
		a.rulings = graph.Replay(append(slices.Clone(a.rulings.Events()), events...))
	}
	for i := range batches {
		a.replaced[batches[i].Document.ID] = i
	}
	for i := range batches {
		batch := &batches[i]
		for k := range batch.Claims {
			a.begin(i, k, &batch.Claims[k])
		}
	}
	return a
}

// begin settles a claim whose name alone decides, and keeps the others for
// decide. Claims of a batch that a later one replaces get an id of their own
// making; it never shows.
func (a *assigning) begin(batch, index int, c *graph.Claim) {
	document := a.batches[batch].Document.ID
	p := ruled(a.rulings, document, alone(c, document))
	c.Entity, c.Called = p.entity, p.called
	_, dependent := hasKey(c, documentPrefix)
	if dependent && a.replaced[document] == batch && !a.batches[batch].Delete {
		a.fresh = append(a.fresh, fresh{graph.ClaimID{Document: document, Index: index}, c})
	}
}

// alone is the entity of a claim that no other claim has a say in.
func alone(c *graph.Claim, document string) string {
	if len(c.Keys) == 0 {
		return entityID(c.Kind, c.Name)
	}
	if local, ok := hasKey(c, localPrefix); ok {
		return local[len(localPrefix):] + "--" + document
	}
	if _, ok := hasKey(c, blockPrefix); ok {
		return entityID(graph.Person, c.Name)
	}
	return c.Keys[0]
}

// keys returns, in order, the distinct keys with one of the prefixes.
func keysWith(claims []*graph.Claim, prefixes ...string) []string {
	set := map[string]bool{}
	for _, c := range claims {
		for _, prefix := range prefixes {
			for _, key := range c.Keys {
				if len(key) > len(prefix) && key[:len(prefix)] == prefix {
					set[key] = true
				}
			}
		}
	}
	keys := keysOf(set)
	slices.Sort(keys)
	return keys
}

// load reads what the batches' claims depend on and what depends on them: the
// claims of replaced documents, the blocks of people, and who explains or uses
// which short form.
func (a *assigning) load(ctx context.Context, store Claims) error {
	documents := make([]string, 0, len(a.replaced))
	for document := range a.replaced {
		documents = append(documents, documentPrefix+document)
	}
	slices.Sort(documents)
	old, err := store.Claims(ctx, documents...)
	if err != nil {
		return err
	}
	a.old = old
	touched := make([]*graph.Claim, 0, len(a.fresh)+len(old))
	for i := range old {
		touched = append(touched, &old[i].Claim)
	}
	if err := a.loadRuled(ctx, store); err != nil {
		return err
	}
	for i := range a.ruled {
		touched = append(touched, &a.ruled[i].Claim)
	}
	for _, f := range a.fresh {
		touched = append(touched, f.claim)
	}
	keys := keysWith(touched, blockPrefix)
	for _, key := range keysWith(touched, namesPrefix, aliasPrefix) {
		_, form, _ := cut(key)
		keys = append(keys, namesPrefix+form, aliasPrefix+form)
	}
	slices.Sort(keys)
	return a.loadKeys(ctx, store, slices.Compact(keys))
}

func (a *assigning) loadKeys(ctx context.Context, store Claims, keys []string) error {
	known := &a.identity.recall
	for chunk := range slices.Chunk(known.missing(keys), 500) {
		found, err := store.Claims(ctx, chunk...)
		if err != nil {
			return err
		}
		known.learn(chunk, found)
	}
	for _, key := range keys {
		members := make([]graph.StoredClaim, 0, len(known.members[key]))
		for id, s := range known.members[key] {
			if _, replaced := a.replaced[id.Document]; !replaced {
				a.was[id] = place{s.Entity, s.Called}
				members = append(members, *s)
			}
		}
		a.stored[key] = members
	}
	return nil
}

// remember brings what is remembered into the state after the batches.
func (a *assigning) remember(moved []graph.Assignment) {
	known := &a.identity.recall
	for i := range a.old {
		known.remove(&a.old[i])
	}
	for _, f := range a.fresh {
		known.add(&graph.StoredClaim{ID: f.id, Claim: *f.claim})
	}
	now := make(map[graph.ClaimID]place, len(moved))
	for _, m := range moved {
		now[m.Claim] = place{m.Entity, m.Called}
	}
	for key := range a.stored {
		for id, s := range known.members[key] {
			if p, ok := now[id]; ok {
				s.Entity, s.Called = p.entity, p.called
			}
		}
	}
}

// cut splits a key into its prefix and the rest.
func cut(key string) (prefix, rest string, ok bool) {
	for i := range len(key) {
		if key[i] == '=' {
			return key[:i+1], key[i+1:], true
		}
	}
	return "", key, false
}

// decide settles every block and every short form that was touched.
func (a *assigning) decide() {
	members := map[string][]graph.StoredClaim{}
	for key, claims := range a.stored {
		members[key] = append(members[key], claims...)
	}
	for _, f := range a.fresh {
		for _, key := range f.claim.Keys {
			if _, _, prefixed := cut(key); prefixed {
				members[key] = append(members[key], graph.StoredClaim{ID: f.id, Claim: *f.claim})
			}
		}
	}
	for key, claims := range members {
		slices.SortFunc(claims, compareClaims)
		prefix, form, _ := cut(key)
		switch prefix {
		case blockPrefix:
			maps.Copy(a.place, a.identity.people(claims, a.rulings))
		case aliasPrefix:
			a.decideAlias(claims, form, members[namesPrefix+form])
		}
	}
	for _, f := range a.fresh {
		if p, ok := a.place[f.id]; ok {
			f.claim.Entity, f.claim.Called = p.entity, p.called
		}
	}
	a.decideRuled()
}

// decideAlias gives claims known only by a short form to the entity that
// documents explain it as, where there is exactly one.
func (a *assigning) decideAlias(claims []graph.StoredClaim, form string, explained []graph.StoredClaim) {
	entity := form
	if len(explained) > 0 {
		entity = explained[0].Keys[0]
		for _, s := range explained {
			if s.Keys[0] != entity {
				entity = form
				break
			}
		}
	}
	for _, s := range claims {
		a.place[s.ID] = ruled(a.rulings, s.ID.Document, entity)
	}
}

func compareClaims(a, b graph.StoredClaim) int {
	if a.ID.Document != b.ID.Document {
		if a.ID.Document < b.ID.Document {
			return -1
		}
		return 1
	}
	return a.ID.Index - b.ID.Index
}

// moved lists the stored claims that now belong to another entity.
func (a *assigning) moved() []graph.Assignment {
	var moved []graph.Assignment
	for id, was := range a.was {
		if now, decided := a.place[id]; decided && now != was {
			moved = append(moved, graph.Assignment{Claim: id, Entity: now.entity, Called: now.called})
		}
	}
	slices.SortFunc(moved, func(x, y graph.Assignment) int {
		return compareClaims(graph.StoredClaim{ID: x.Claim}, graph.StoredClaim{ID: y.Claim})
	})
	return moved
}

// carrier is the batch that carries the assignments.
func (a *assigning) carrier() int {
	for i := range a.batches {
		if !a.batches[i].Delete {
			return i
		}
	}
	return 0
}
