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
	events  []Curation
	void    map[string]bool // ids of events that were undone
	anchors map[Anchor]*Ruling
	names   map[Anchor][]string // of the anchors with a document and key
	ids     map[string]*Ruling  // by every id that a subject had
	apart   [][2]*Ruling
}

// Ruling is one entity as people have decided it to be. Whatever a person has
// decided about is an entity of its own: nothing but a merge joins two.
type Ruling struct {
	ID       string // of the entity; it stays, whatever comes
	Called   string // the name given to it; "" leaves that to the documents
	Rejected bool   // it is no entity

	into *Ruling // what it was merged with
}

// Entity is what claims under the ruling belong to: its ID, or NoEntity.
func (r *Ruling) Entity() string {
	if r.Rejected {
		return NoEntity
	}
	return r.ID
}

// Replay works out what the events amount to, in their order in the log; what
// is decided later counts.
func Replay(events []Curation) *Rulings {
	r := &Rulings{events: slices.Clone(events), void: map[string]bool{}, anchors: map[Anchor]*Ruling{}, ids: map[string]*Ruling{}}
	slices.SortStableFunc(r.events, func(a, b Curation) int { return CompareCurations(&a, &b) })
	r.events = slices.CompactFunc(r.events, func(a, b Curation) bool { return a.ID == b.ID })
	for _, event := range slices.Backward(r.events) {
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
	switch event.Kind {
	case Merge:
		r.merge(event.Subjects)
	case Split:
		r.split(&event.Subjects[0], &event.Subjects[1])
	case Rename:
		r.pin(&event.Subjects[0]).Called = event.Value
	case Retype:
		r.retype(r.pin(&event.Subjects[0]), Kind(event.Value))
	case Reject:
		r.pin(&event.Subjects[0]).Rejected = true
	case Accept:
		if event.Value == Same {
			r.merge(event.Subjects)
			return
		}
		r.apart = append(r.apart, [2]*Ruling{r.pin(&event.Subjects[0]), r.pin(&event.Subjects[1])})
	case Note, Undo: // decide nothing about entities
	}
}

// pin returns the ruling of a subject: what it consists of is one entity, with
// the id it had.
func (r *Rulings) pin(subject *Subject) *Ruling {
	ruling := r.At(subject.Entity)
	if ruling == nil {
		ruling = &Ruling{ID: subject.Entity}
	}
	for _, anchor := range subject.Anchors {
		if other := r.Of(anchor); other != nil && other != ruling {
			other.into = ruling
		}
		r.anchors[folded(anchor)] = ruling
	}
	r.ids[subject.Entity] = ruling
	return ruling
}

func (r *Rulings) merge(subjects []Subject) {
	last := r.pin(&subjects[len(subjects)-1])
	id, called := last.ID, last.Called
	for i := range subjects[:len(subjects)-1] {
		if other := r.pin(&subjects[i]); other != last.last() {
			other.into = last.last()
		}
	}
	whole := last.last()
	whole.ID, whole.Called, whole.Rejected = id, called, false
}

func (r *Rulings) split(rest, taken *Subject) {
	whole := r.pin(rest)
	own := r.At(taken.Entity)
	if own == nil || own == whole {
		own = &Ruling{ID: taken.Entity}
	}
	for _, anchor := range taken.Anchors {
		r.anchors[folded(anchor)] = own
	}
	r.ids[taken.Entity] = own
	r.apart = append(r.apart, [2]*Ruling{whole, own})
}

// retype changes the kind in the id. The name of a person does not decide who
// it is, so the id tells those apart that became persons.
func (r *Rulings) retype(ruling *Ruling, kind Kind) {
	was, name, _ := strings.Cut(ruling.ID, ":")
	if was == string(kind) {
		return
	}
	ruling.ID = string(kind) + ":" + strings.TrimSuffix(name, "--"+string(kind))
	if kind == Person {
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
func (r *Rulings) Apart(a, b *Ruling) bool {
	return slices.ContainsFunc(r.apart, func(pair [2]*Ruling) bool {
		one, other := pair[0].last(), pair[1].last()
		return one == a && other == b || one == b && other == a
	})
}

// Anchors lists what falls under a ruling, in order.
func (r *Rulings) Anchors(ruling *Ruling) []Anchor {
	var list []Anchor
	for anchor, of := range r.anchors {
		if of.last() == ruling {
			list = append(list, anchor)
		}
	}
	slices.SortFunc(list, CompareAnchors)
	return list
}

// CompareAnchors orders anchors by document, key and name.
func CompareAnchors(a, b Anchor) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Name, b.Name))
}

// Event returns the event with the id and whether it was undone; nil where
// there is none.
func (r *Rulings) Event(id string) (event *Curation, undone bool) {
	for i := range r.events {
		if r.events[i].ID == id {
			return &r.events[i], r.void[id]
		}
	}
	return nil, false
}

// Events lists the log in order.
func (r *Rulings) Events() []Curation { return r.events }

// Builds returns the first later event in force that rests on what the event
// joined or parted, nil where it can be taken back by itself.
func (r *Rulings) Builds(event *Curation) *Curation {
	if event.Kind != Merge && event.Kind != Split && (event.Kind != Accept || event.Value != Same) {
		return nil
	}
	touched := map[Anchor]bool{}
	ids := map[string]bool{}
	for i := range event.Subjects {
		ids[event.Subjects[i].Entity] = true
		for _, anchor := range event.Subjects[i].Anchors {
			touched[folded(anchor)] = true
		}
	}
	rests := func(s Subject) bool {
		return ids[s.Entity] || slices.ContainsFunc(s.Anchors, func(a Anchor) bool { return touched[folded(a)] })
	}
	for i := range r.events {
		later := &r.events[i]
		if CompareCurations(later, event) > 0 && !r.void[later.ID] && later.Kind != Note && slices.ContainsFunc(later.Subjects, rests) {
			return later
		}
	}
	return nil
}
