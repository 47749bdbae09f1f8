package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Rulings is what a log of curation events amounts to. It follows from the log
// alone and never from what is stored, so that a decision holds for documents
// that come later, go, or come back, in whatever order.
type Rulings struct {
	events    []Curation
	place     map[string]int  // of events in the log, by id
	void      map[string]bool // ids of events that were undone
	anchors   map[Anchor]*Ruling
	names     map[Anchor][]string // of the anchors with a document and key
	ids       map[string]*Ruling  // by every id that a subject had
	apart     []parting
	conflicts []Conflict
}

// Ruling is one entity as people have decided it to be. Whatever a person has
// decided about is an entity of its own: nothing but a merge joins two.
type Ruling struct {
	ID       string // of the entity; it stays, whatever comes
	Called   string // the name given to it; "" leaves that to the documents
	Rejected bool   // it is no entity

	into    *Ruling   // what it was merged with
	joined  *Curation // the event that did so
	parts   []*Ruling // what was merged into it
	anchors []Anchor  // those that it had at any time
	named   *Curation // the event that Called comes from
	typed   *Curation // the event that the kind in ID comes from
	refused *Curation // the event that Rejected comes from
}

// parting is two that a person has told apart.
type parting struct {
	a, b *Ruling
	by   *Curation
}

// Entity is what claims under the ruling belong to: its ID, or NoEntity.
func (r *Ruling) Entity() string {
	if r.Rejected {
		return NoEntity
	}
	return r.ID
}

// Replay works out what the events amount to, in their order in the log; what
// is decided later counts. Where a decision was made without knowing of an
// earlier one that it contradicts, as one of another library may be, the earlier
// gives way, as far as the two contradict each other; see Conflicts.
func Replay(events []Curation) *Rulings {
	r := &Rulings{
		events: slices.Clone(events), place: map[string]int{}, void: map[string]bool{},
		anchors: map[Anchor]*Ruling{}, ids: map[string]*Ruling{},
	}
	slices.SortStableFunc(r.events, func(a, b Curation) int { return CompareCurations(&a, &b) })
	r.events = slices.CompactFunc(r.events, func(a, b Curation) bool { return a.ID == b.ID })
	for i, event := range slices.Backward(r.events) {
		r.place[event.ID] = i
		if event.Kind == Undo && !r.void[event.ID] {
			r.void[event.Value] = true
		}
	}
	for i := range r.events {
		if event := &r.events[i]; !r.void[event.ID] {
			r.replay(event)
		}
	}
	r.names = make(map[Anchor][]string, len(r.anchors))
	for anchor := range r.anchors {
		at := Anchor{Document: anchor.Document, Key: anchor.Key}
		r.names[at] = append(r.names[at], anchor.Name)
	}
	return r
}

func (r *Rulings) replay(event *Curation) {
	first := func() *Subject { return &event.Subjects[0] }
	switch event.Kind {
	case Merge:
		r.merge(event)
	case Split:
		r.split(event)
	case Rename:
		r.rename(r.pin(first(), event), event)
	case Retype:
		r.retype(r.pin(first(), event), event)
	case Reject:
		r.reject(first(), event)
	case Accept:
		if event.Value == Same {
			r.merge(event)
			return
		}
		r.part(event)
	case Note, Undo: // decide nothing about entities
	}
}

// own returns what had the id of a subject by itself, whatever it was merged
// with since.
func (r *Rulings) own(subject *Subject) *Ruling {
	own := r.ids[subject.Entity]
	if own == nil {
		own = &Ruling{ID: subject.Entity}
		r.ids[subject.Entity] = own
	}
	return own
}

// pin returns the ruling of a subject: what it consists of is one entity, with
// the id it had, less what a person has told apart from it.
func (r *Rulings) pin(subject *Subject, by *Curation) *Ruling {
	own := r.own(subject)
	for _, anchor := range subject.Anchors {
		switch other := r.Of(anchor); {
		case other == nil:
			r.take(own, anchor)
		case other != own.last() && r.parted(other, own.last()) == nil:
			other.join(own.last(), by)
		}
	}
	whole := own.last()
	if whole.Rejected {
		r.contradicts(whole.refused, by, AgainstRejection, subject)
		whole.Rejected = false
	}
	return whole
}

// take puts what an anchor names under a ruling.
func (r *Rulings) take(ruling *Ruling, anchor Anchor) {
	anchor = folded(anchor)
	r.anchors[anchor] = ruling
	ruling.anchors = append(ruling.anchors, anchor)
}

func (r *Ruling) join(whole *Ruling, by *Curation) {
	r.into, r.joined = whole, by
	whole.parts = append(whole.parts, r)
}

// leave takes a ruling out of what it was merged into.
func (r *Ruling) leave() {
	r.into.parts = slices.DeleteFunc(r.into.parts, func(part *Ruling) bool { return part == r })
	r.into, r.joined = nil, nil
}

func (r *Rulings) merge(event *Curation) {
	last := &event.Subjects[len(event.Subjects)-1]
	whole := r.pin(last, event)
	id, called, named := whole.ID, whole.Called, whole.named
	for i := range event.Subjects[:len(event.Subjects)-1] {
		subject := &event.Subjects[i]
		if own := r.own(subject); own.into != nil && own.last() != whole.last() {
			r.contradicts(own.joined, event, AgainstSurvivor, subject)
			own.leave()
		}
		part := r.pin(subject, event)
		whole = whole.last()
		if was := r.parted(part, whole); was != nil {
			r.contradicts(was, event, AgainstParting, subject)
		}
		if part != whole {
			part.join(whole, event)
		} else if own := r.own(last); own != whole && own.into != nil && subject.Entity == whole.ID {
			r.contradicts(own.joined, event, AgainstSurvivor, subject)
			id = last.Entity
		}
	}
	whole.ID, whole.Called, whole.named = id, called, named
}

func (r *Rulings) split(event *Curation) {
	rest, taken := &event.Subjects[0], &event.Subjects[1]
	whole := r.pin(rest, event)
	own := r.own(taken)
	switch {
	case own == whole:
		own = &Ruling{ID: taken.Entity}
		r.ids[taken.Entity] = own
	case own.last() == whole:
		r.contradicts(own.joined, event, AgainstMerge, taken)
		own.leave()
	}
	for _, anchor := range taken.Anchors {
		if from := r.anchors[folded(anchor)]; from != nil && from != whole && from.last() == whole {
			r.contradicts(from.joined, event, AgainstMerge, taken)
		}
		r.take(own, anchor)
	}
	r.apart = append(r.apart, parting{whole, own, event})
}

// part keeps two apart, and takes from each what is the other's.
func (r *Rulings) part(event *Curation) {
	one, other := r.own(&event.Subjects[0]), r.own(&event.Subjects[1])
	for one != other && one.last() == other.last() {
		member, subject := other, &event.Subjects[1]
		if member.into == nil {
			member, subject = one, &event.Subjects[0]
		}
		r.contradicts(member.joined, event, AgainstMerge, subject)
		member.leave()
	}
	for i, own := range []*Ruling{one, other} {
		subject := &event.Subjects[i]
		for _, anchor := range subject.Anchors {
			if has := r.Of(anchor); has != nil && has == []*Ruling{other, one}[i].last() {
				r.take(own, anchor)
			}
		}
		r.pin(subject, event)
	}
	r.apart = append(r.apart, parting{one, other, event})
}

// reject says that what a subject consists of is no entity. What it was merged
// with, or what was merged into it, without its decider knowing, stays one.
func (r *Rulings) reject(subject *Subject, event *Curation) {
	own := r.own(subject)
	if own.into != nil {
		r.contradicts(own.joined, event, AgainstMerge, subject)
		own.leave()
	}
	meant := map[Anchor]bool{}
	for _, anchor := range subject.Anchors {
		meant[folded(anchor)] = true
	}
	for _, part := range slices.Clone(own.parts) {
		if !slices.ContainsFunc(part.anchors, func(anchor Anchor) bool { return meant[anchor] }) {
			r.contradicts(part.joined, event, AgainstMerge, subject)
			part.leave()
		}
	}
	for anchor := range meant {
		if r.Of(anchor) != own {
			r.take(own, anchor)
		}
	}
	own.Rejected, own.refused = true, event
}

func (r *Rulings) rename(ruling *Ruling, event *Curation) {
	if ruling.named != nil && ruling.Called != event.Value {
		r.contradicts(ruling.named, event, AgainstName, &event.Subjects[0])
	}
	ruling.Called, ruling.named = event.Value, event
}

// retype changes the kind in the id. The name of a person does not decide who
// it is, so the id tells those apart that became persons.
func (r *Rulings) retype(ruling *Ruling, event *Curation) {
	was, name, _ := strings.Cut(ruling.ID, ":")
	if was == event.Value {
		return
	}
	if ruling.typed != nil {
		r.contradicts(ruling.typed, event, AgainstKind, &event.Subjects[0])
	}
	ruling.typed = event
	ruling.ID = event.Value + ":" + strings.TrimSuffix(name, "--"+event.Value)
	if Kind(event.Value) == Person {
		ruling.ID += "--" + was
	}
	r.ids[ruling.ID] = ruling
}

func (r *Ruling) last() *Ruling {
	for r != nil && r.into != nil {
		r = r.into
	}
	return r
}

func folded(anchor Anchor) Anchor {
	anchor.Name = Fold(anchor.Name)
	return anchor
}

// Empty reports whether nothing is decided about any entity.
func (r *Rulings) Empty() bool { return len(r.ids) == 0 }

// Of returns the ruling that an anchor falls under, nil for none.
func (r *Rulings) Of(anchor Anchor) *Ruling { return r.anchors[folded(anchor)].last() }

// InDocument returns the ruling that all anchors of a document with the key fall
// under, nil where there is none or they differ.
func (r *Rulings) InDocument(document, key string) *Ruling {
	var only *Ruling
	for _, name := range r.names[Anchor{Document: document, Key: key}] {
		ruling := r.Of(Anchor{document, key, name})
		if only != nil && ruling != only {
			return nil
		}
		only = ruling
	}
	return only
}

// At returns the ruling about the entity that has or had the id, nil for none.
func (r *Rulings) At(id string) *Ruling { return r.ids[id].last() }

// Apart reports whether a person has decided that the two are different.
func (r *Rulings) Apart(a, b *Ruling) bool { return r.parted(a, b) != nil }

// parted returns the last event that says that the two are different.
func (r *Rulings) parted(a, b *Ruling) *Curation {
	if a == nil || b == nil {
		return nil
	}
	for _, pair := range slices.Backward(r.apart) {
		one, other := pair.a.last(), pair.b.last()
		if one == a && other == b || one == b && other == a {
			return pair.by
		}
	}
	return nil
}

// Anchors lists what falls under a ruling that was not merged into another, in
// order.
func (r *Rulings) Anchors(ruling *Ruling) []Anchor {
	var list []Anchor
	for open := []*Ruling{ruling}; len(open) > 0; {
		part := open[len(open)-1]
		open = append(open[:len(open)-1], part.parts...)
		for _, anchor := range part.anchors {
			if r.anchors[anchor] == part {
				list = append(list, anchor)
			}
		}
	}
	slices.SortFunc(list, CompareAnchors)
	return slices.Compact(list)
}

// CompareAnchors orders anchors by document, key and name.
func CompareAnchors(a, b Anchor) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Name, b.Name))
}

// Event returns the event with the id and whether it was undone; nil where
// there is none.
func (r *Rulings) Event(id string) (event *Curation, undone bool) {
	at, known := r.place[id]
	if !known {
		return nil, false
	}
	return &r.events[at], r.void[id]
}

// Events lists the log in order.
func (r *Rulings) Events() []Curation { return r.events }
