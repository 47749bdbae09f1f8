package eval

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// scoreEntities asks of every entity whether it was found in the document, and
// of everything found whether it is there.
func scoreEntities(t *tally, gold Gold, found located, v *view, matches []*subject) {
	for i, e := range gold.Entities {
		name := string(e.Kind())
		if !gold.judges(name) {
			continue
		}
		if matches[i] != nil {
			t.right(GroupEntities, name)
			continue
		}
		if e.ID == gold.Self {
			continue // whether a report names itself is a matter of taste
		}
		t.missed(GroupEntities, name, Fault{Document: gold.Document, Want: e.Name, Context: firstPlace(v, found.places, i)})
	}
	for _, s := range v.subjects {
		if s.matched >= 0 || !gold.judges(string(s.Kind)) {
			continue
		}
		if s.called(gold.accepted(s.Kind)) {
			t.score(GroupEntities, string(s.Kind)).Open++
			continue
		}
		t.wrong(GroupEntities, string(s.Kind), Fault{Document: gold.Document, Got: s.Name, Context: v.context(s.mentions[0].Span)})
	}
}

func firstPlace(v *view, places []place, entity int) string {
	for _, p := range places {
		if p.entity == entity {
			return v.context(p.Span)
		}
	}
	return ""
}

// scoredKinds are the kinds whose every mention is scored. Concepts are judged
// per document only: nobody lists every place where a text speaks of one.
func scoredKinds() []graph.Kind {
	return []graph.Kind{graph.Person, graph.Organisation, graph.Report, graph.Place}
}

// scoreMentions compares the places of every kind, with exact ends and with
// any overlap.
func scoreMentions(t *tally, gold Gold, places []place, v *view) {
	for _, kind := range scoredKinds() {
		if !gold.judges(string(kind)) {
			continue
		}
		m := mentionScorer{tally: t, gold: gold, view: v, kind: kind, accepted: gold.accepted(kind)}
		for _, p := range places {
			if gold.Entities[p.entity].Kind() == kind {
				m.places = append(m.places, p)
			}
		}
		m.got = v.spans(kind)
		m.score(GroupStrict, func(p place, got spot) bool { return sameSpan(v.text, p.Span, got.Span) })
		m.score(GroupOverlap, func(p place, got spot) bool { return p.Overlaps(got.Span) })
	}
}

// spot is a mention with the entity that the product gave it.
type spot struct {
	corpus.Span
	subject *subject
}

// spans returns the places of a kind, each once, in text order.
func (v *view) spans(kind graph.Kind) []spot {
	var all []spot
	for _, s := range v.subjects {
		if s.Kind != kind {
			continue
		}
		for _, mention := range s.mentions {
			all = append(all, spot{Span: mention.Span, subject: s})
		}
	}
	slices.SortStableFunc(all, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return slices.CompactFunc(all, func(a, b spot) bool { return a.Span == b.Span })
}

type mentionScorer struct {
	tally    *tally
	gold     Gold
	view     *view
	kind     graph.Kind
	accepted map[string]bool
	places   []place
	got      []spot
}

// score pairs places with mentions, each used once, and counts. Errors are
// listed for overlap alone: wrong ends would list everything twice.
func (m mentionScorer) score(group Group, same func(place, spot) bool) {
	counts := m.tally.score(group, string(m.kind))
	used := make([]bool, len(m.got))
	for _, p := range m.places {
		i := m.pair(p, used, same)
		switch {
		case i >= 0:
			used[i] = true
			if !p.neutral {
				counts.Right++
			}
		case p.neutral:
		case group == GroupOverlap:
			m.tally.missed(group, string(m.kind), Fault{Document: m.gold.Document, Want: p.Of(m.view.text), Context: m.view.context(p.Span)})
		default:
			counts.Missed++
		}
	}
	for i, got := range m.got {
		if used[i] || m.harmless(got) {
			continue
		}
		if group == GroupOverlap {
			m.tally.wrong(group, string(m.kind), Fault{Document: m.gold.Document, Got: got.Of(m.view.text), Context: m.view.context(got.Span)})
			continue
		}
		counts.Wrong++
	}
}

func (m mentionScorer) pair(p place, used []bool, same func(place, spot) bool) int {
	for i, got := range m.got {
		if !used[i] && same(p, got) {
			return i
		}
	}
	return -1
}

// harmless reports whether a mention beyond the gold's places is no error: a
// place or name the gold leaves open, or a pronoun or role ("hon",
// "ordföranden") that stands for an entity which is there.
func (m mentionScorer) harmless(got spot) bool {
	for _, p := range m.places {
		if p.neutral && p.Overlaps(got.Span) {
			return true
		}
	}
	text := got.Of(m.view.text)
	if hasName(m.accepted, text) || got.subject.called(m.accepted) {
		return true
	}
	overlapsPlace := slices.ContainsFunc(m.places, func(p place) bool { return p.Overlaps(got.Span) })
	return got.subject.matched >= 0 && !overlapsPlace && !strings.ContainsRune(text, ' ')
}
