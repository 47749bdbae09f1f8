package ingest

import (
	"context"
	"slices"
	"strings"

	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/graph"
)

// erasedName is what the ids and keys of those erased are made of.
const erasedName = "borttagen"

// scrubbed is a decision without what it says of people who were erased, and
// whether it said anything. Its id, which would tell the name to those who
// guess, is replaced by a keyed hash; renamed tells which ids were replaced so
// far, for the events that undo others. Subjects that stay keep their anchors,
// so the log amounts to the same for all others.
func scrubbed(event graph.Curation, m erasure.Matcher, ledger *erasure.Ledger, renamed map[string]string) (graph.Curation, bool) {
	s := scrubbing{matcher: m, ledger: ledger}
	fresh := event
	fresh.Subjects = make([]graph.Subject, len(event.Subjects))
	erased := false
	for i := range event.Subjects {
		if ledger.Subject(event.ID, i) {
			fresh.Subjects[i] = s.erased(&event.Subjects[i])
			erased = true
		} else {
			fresh.Subjects[i] = s.subject(&event.Subjects[i])
		}
	}
	fresh.By, fresh.Why = s.string(event.By), s.string(event.Why)
	switch event.Kind {
	case graph.Rename, graph.Note:
		fresh.Value = s.string(event.Value)
	case graph.Undo:
		if id, known := renamed[event.Value]; known {
			fresh.Value, s.changed = id, true
		}
	default: // no words of a person
	}
	if erased {
		if event.Kind == graph.Rename || event.Kind == graph.Note {
			fresh.Value = erasure.NameMarker
		}
		if fresh.Why != "" {
			fresh.Why = erasure.NameMarker
		}
	}
	if !erased && !s.changed {
		return event, false
	}
	fresh.ID = graph.RedactedPrefix + ledger.Hash("decision", event.ID)[:12]
	if renamed != nil {
		renamed[event.ID] = fresh.ID
	}
	return fresh, true
}

// scrubbing scrubs the parts of one decision.
type scrubbing struct {
	matcher erasure.Matcher
	ledger  *erasure.Ledger
	changed bool
}

// erased is a subject of whom nothing is left but that there was one.
func (s *scrubbing) erased(subject *graph.Subject) graph.Subject {
	kind, _ := graph.KindOf(subject.Entity)
	hashed := s.ledger.Hash("entity", subject.Entity)
	return graph.Subject{
		Entity: string(kind) + ":" + erasedName + "-" + hashed[:8], Name: erasure.NameMarker,
		Anchors: []graph.Anchor{{Key: erasedName + "=" + hashed}},
	}
}

// subject is a subject that stays, such as a company that bears the name of
// the person: it is called afterwards what the redacted documents call it.
func (s *scrubbing) subject(subject *graph.Subject) graph.Subject {
	fresh := graph.Subject{Entity: subject.Entity, Name: subject.Name, Anchors: make([]graph.Anchor, len(subject.Anchors))}
	kind, _ := graph.KindOf(subject.Entity)
	if kind != graph.Person { // else a namesake, who is somebody else
		fresh.Entity, fresh.Name = s.id(subject.Entity), s.string(subject.Name)
	}
	for i, anchor := range subject.Anchors {
		moved := graph.Anchor{Document: s.ledger.Moved(anchor.Document), Key: anchor.Key, Name: anchor.Name}
		s.changed = s.changed || moved.Document != anchor.Document
		if kind != graph.Person {
			moved.Key, moved.Name = s.id(anchor.Key), s.string(anchor.Name)
		}
		fresh.Anchors[i] = moved
	}
	return fresh
}

func (s *scrubbing) string(text string) string {
	fresh := erasure.String(text, s.matcher)
	s.changed = s.changed || fresh != text
	return fresh
}

func (s *scrubbing) id(id string) string {
	fresh := erasure.String(id, s.matcher)
	s.changed = s.changed || fresh != id
	return strings.ReplaceAll(fresh, erasure.NameMarker, erasedName)
}

// scrubber is what a store must offer so that people can be erased from it.
type scrubber interface {
	// Scrub replaces decisions in the log, all or none, and whatever else the
	// store remembers of what it no longer holds.
	Scrub(ctx context.Context, rewrite func(graph.Curation) (graph.Curation, bool)) error
	// Compact leaves not a byte of what was deleted.
	Compact(ctx context.Context) error
}

// withoutErased scrubs decisions that are added to the log. What names an
// erased person who had no namesakes is about that person, wherever it comes
// from.
func (p *Pipeline) withoutErased(events []graph.Curation) []graph.Curation {
	ledger := p.config.Erasures
	if ledger.Empty() {
		return events
	}
	renamed := map[string]string{}
	clean := make([]graph.Curation, len(events))
	for i, event := range events {
		event, _ = scrubbed(event, ledger, ledger, renamed)
		event.Subjects = slices.Clone(event.Subjects)
		for j, subject := range event.Subjects {
			if kind, _ := graph.KindOf(subject.Entity); kind == graph.Person && onlyErased(ledger, subject.Name) {
				s := scrubbing{matcher: ledger, ledger: ledger}
				event.Subjects[j] = s.erased(&subject)
				event.ID = graph.RedactedPrefix + ledger.Hash("decision", events[i].ID)[:12]
				renamed[events[i].ID] = event.ID
			}
		}
		clean[i] = event
	}
	return clean
}

// onlyErased reports whether a name is that of somebody erased and of nobody
// else who is known.
func onlyErased(ledger *erasure.Ledger, name string) bool {
	for _, e := range ledger.Called(name) {
		if len(e.Others) == 0 {
			return true
		}
	}
	return false
}
