package graph

import (
	"cmp"
	"slices"
)

// ConflictKind is what two decisions contradict each other in.
type ConflictKind string

// The kinds of conflict, named by what the earlier decision says.
const (
	AgainstSurvivor  ConflictKind = "survivor" // an entity was merged into another, or into it
	AgainstMerge     ConflictKind = "merge"    // they are one: now told apart, or one is no entity
	AgainstParting   ConflictKind = "parting"  // they are two: now merged
	AgainstRejection ConflictKind = "rejection"
	AgainstName      ConflictKind = "name"
	AgainstKind      ConflictKind = "kind"
	AgainstBasis     ConflictKind = "basis" // it rests on what is now undone
)

// Conflict is two decisions in force that contradict each other. The later one
// counts; the earlier stays in the log, and counts again where the later is
// undone.
type Conflict struct {
	Kind    ConflictKind `json:"kind"`
	Earlier string       `json:"earlier"` // id of the event that gives way
	Later   string       `json:"later"`   // id of the event that counts
	Entity  string       `json:"entity"`  // that they are about, by its id in the later event; in the earlier one for AgainstBasis
}

// contradicts notes that an event goes against an earlier one.
func (r *Rulings) contradicts(earlier, later *Curation, kind ConflictKind, about *Subject) {
	if earlier == nil || earlier == later {
		return
	}
	found := Conflict{Kind: kind, Earlier: earlier.ID, Later: later.ID, Entity: about.Entity}
	if !slices.Contains(r.conflicts, found) {
		r.conflicts = append(r.conflicts, found)
	}
}

// Conflicts lists the decisions in force that contradict one another, in the
// order of the later ones in the log, then of the earlier ones.
func (r *Rulings) Conflicts() []Conflict {
	found := slices.Clone(r.conflicts)
	for i := range r.events {
		undo := &r.events[i]
		target, _ := r.Event(undo.Value)
		if undo.Kind != Undo || r.void[undo.ID] || target == nil {
			continue
		}
		for _, later := range r.resting(target) {
			if CompareCurations(later, undo) < 0 {
				found = append(found, Conflict{AgainstBasis, later.ID, undo.ID, later.Subjects[0].Entity})
			}
		}
	}
	slices.SortFunc(found, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(r.place[a.Later], r.place[b.Later]), cmp.Compare(r.place[a.Earlier], r.place[b.Earlier]),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Entity, b.Entity))
	})
	return found
}

// ConflictsOf lists the conflicts that an event is part of.
func (r *Rulings) ConflictsOf(id string) []Conflict {
	return slices.DeleteFunc(r.Conflicts(), func(c Conflict) bool { return c.Earlier != id && c.Later != id })
}

// Builds returns the first later event in force that rests on what the event,
// or the event that it undoes, joined, parted or gave another id; nil where it
// can be taken back by itself.
func (r *Rulings) Builds(event *Curation) *Curation {
	if later := r.resting(event); len(later) > 0 {
		return later[0]
	}
	return nil
}

// resting lists the later events in force that rest on an event.
func (r *Rulings) resting(event *Curation) []*Curation {
	basis := r.Basis(event)
	if basis == nil || !basis.shapes() {
		return nil
	}
	touched := map[Anchor]bool{}
	ids := map[string]bool{}
	for i := range basis.Subjects {
		ids[basis.Subjects[i].Entity] = true
		for _, anchor := range basis.Subjects[i].Anchors {
			touched[folded(anchor)] = true
		}
	}
	rests := func(s Subject) bool {
		return ids[s.Entity] || slices.ContainsFunc(s.Anchors, func(a Anchor) bool { return touched[folded(a)] })
	}
	var found []*Curation
	for i := range r.events {
		later := &r.events[i]
		if later != basis && CompareCurations(later, event) > 0 && !r.void[later.ID] && later.Kind != Note && slices.ContainsFunc(later.Subjects, rests) {
			found = append(found, later)
		}
	}
	return found
}

// Basis is the decision about entities that a chain of Undo ends in: the event
// itself where it is none, nil where the log lacks it.
func (r *Rulings) Basis(event *Curation) *Curation {
	for range r.events {
		if event == nil || event.Kind != Undo {
			return event
		}
		event, _ = r.Event(event.Value)
	}
	return nil // events that undo each other in a ring
}

// shapes reports whether an event joins or parts entities or changes an id, so
// that later decisions about them say something else without it.
func (c *Curation) shapes() bool {
	return c.Kind == Merge || c.Kind == Split || c.Kind == Retype || c.Kind == Accept && c.Value == Same
}
