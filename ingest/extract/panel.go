package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// servedAs reads the sentences in which inquiries and boards name their people:
// "Som experter förordnades hydrologen NN och NN", "Huvudsekreterare har varit
// NN". The title that opens the sentence belongs to all whom it names behind
// the verb, beside their own titles.
func (a *analysis) servedAs(p int) {
	s := a.sentenceOf(a.extent[p].from)
	at := s.from
	if l := a.lower(at); l == "som" || l == "till" {
		at++
	}
	ph, verb, ok := a.openingTitle(at, s.to)
	if ok && a.in.Structure.Kind == corpus.KindMinutes && a.office(extent{s.from, verb}) != "" {
		return // an office at the meeting is attendance
	}
	if !ok || a.extent[p].from <= verb || a.claimedHere(p, verb) {
		return
	}
	if verb == a.extent[p].from-1 || !a.listedBehind(verb+1, a.extent[p].from) || a.genitive(p) {
		return // right behind the verb another rule reads it
	}
	a.claimPhrase(p, ph, "panel", .75)
}

// openingTitle reads the title that opens a sentence, and the verb behind it
// that gives it to those it names: är, har varit, utses, förordnades.
func (a *analysis) openingTitle(at, limit int) (phrase, int, bool) {
	ph, ok := a.pluralPhrase(at)
	if !ok {
		if ph, ok = a.phraseAt(at, limit); !ok || ph.titles[0].from != at {
			return ph, 0, false
		}
	}
	verb := ph.to
	if a.lower(verb) == "har" && (a.lower(verb+1) == "varit" || electing(a.lower(verb+1))) {
		return ph, verb + 1, true
	}
	switch l := a.lower(verb); {
	case l == "är", l == "var", electing(l), l == "tillkallades", l == "anställdes":
		return ph, verb, true
	}
	return ph, 0, false
}

// pluralPhrase reads a plural title alone: experter, sakkunniga.
func (a *analysis) pluralPhrase(at int) (phrase, bool) {
	if _, ok := a.words.vocab.singular(a.lower(at)); !ok {
		return phrase{}, false
	}
	return phrase{titles: []extent{{at, at + 1}}, org: none, partOf: none, to: at + 1}, true
}

// listedBehind reports whether nothing but names, their titles, dates and
// separators stands from the verb to a name.
func (a *analysis) listedBehind(from, to int) bool {
	const farthest = 60
	for i := from; i < to; i++ {
		t := &a.tokens[i]
		switch {
		case a.owner[i] >= 0, t.kind != swedish.Word, t.word.is(role | status), a.modifier(i), a.adverbial(i), timeWord(t.word.lower):
			continue
		}
		switch t.word.lower {
		case "och", "samt", "från", "med", "den", "samma", "dag", "av", "vid", "på", "i", "för":
			continue
		}
		return false
	}
	return to-from < farthest
}

// claimedHere reports whether the person has been given the opening title by
// another rule already: its evidence lies before the verb.
func (a *analysis) claimedHere(p, verb int) bool {
	for k := range a.roles {
		if r := &a.roles[k]; r.person == p && r.evidence.Start < a.tokens[verb].start && r.method != "title" {
			return true
		}
	}
	return false
}
