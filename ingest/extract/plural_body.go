package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// pluralBodies reads the bodies that a definite plural and the places behind
// it name: "länsstyrelserna i Dalarna, Värmland och Gävleborg", "regionerna
// Halland och Skåne", "kommunerna Lund och Kävlinge".
func (a *analysis) pluralBodies() {
	for i := range a.tokens {
		if a.owner[i] != none || a.tokens[i].kind != swedish.Word {
			continue
		}
		at := i + 1
		if l := a.lower(at); l == "i" || l == "för" {
			at++
		}
		switch a.lower(i) {
		case "länsstyrelserna", "länsstyrelser":
			a.eachPlace(at, countyBoards)
		case "regionerna":
			a.eachPlace(at, func(place string) []string { return []string{"Region " + place, "Region " + place + " län"} })
		case "kommunerna":
			a.eachPlace(at, func(place string) []string { return []string{place + " kommun", place + "s kommun"} })
		}
	}
}

// countyBoards lists the names that the board of a county may have.
func countyBoards(place string) []string {
	return []string{"Länsstyrelsen i " + place + " län", "Länsstyrelsen i " + place + "s län", "Länsstyrelsen i " + place, "Länsstyrelsen " + place}
}

// eachPlace makes a listed organisation of every place of the enumeration that
// begins at token at.
func (a *analysis) eachPlace(at int, names func(place string) []string) {
	for a.follows(at) {
		m, ok := a.mentionAt(at, graph.Place)
		if !ok || a.extent[m].from != at || !a.becomes(m, names(a.mentions[m].Name)) {
			return
		}
		at = a.extent[m].to
		if l := a.lower(at); l == "län" || l == "läns" {
			at++
		}
		switch a.lower(at) {
		case ",", "och", "samt", "eller":
			at++
		default:
			return
		}
	}
}

// becomes turns a place into the first of the organisations that is listed.
func (a *analysis) becomes(m int, names []string) bool {
	for _, name := range names {
		if canonical := a.canonical(name); canonical != "" {
			a.mentions[m].Kind, a.mentions[m].Name, a.mentions[m].Canonical = graph.Organisation, canonical, canonical
			a.mentions[m].Method, a.mentions[m].Confidence = "coordination", .85
			return true
		}
	}
	return false
}

// enumerations finds the unknown names that an enumeration of organisations
// ends in: "Almega, Vårdförbundet och Lindvård".
func (a *analysis) enumerations() {
	for i := 2; i < len(a.tokens); i++ {
		if a.owner[i] != none || !a.separates(i-1) || !a.follows(i) || !a.nameless(i) {
			continue
		}
		last, ok := a.mentionAt(i-2, graph.Organisation)
		if !ok || !a.separates(a.extent[last].from-1) || !a.follows(a.extent[last].from) {
			continue
		}
		if _, ok := a.mentionAt(a.extent[last].from-2, graph.Organisation); !ok {
			continue
		}
		if to := a.capitals(i); to > i {
			a.claimBody(named{i, to, a.runGenitive(to), "enumeration", .65})
		}
	}
}

// separates reports whether a token stands between the members of an enumeration.
func (a *analysis) separates(i int) bool {
	switch a.lower(i) {
	case ",", "och", "samt", "eller", "&", "respektive":
		return true
	}
	return false
}

// nameless reports whether the capitalised word at token i is in no list of
// people, roles or things, so that its neighbours tell what it is.
func (a *analysis) nameless(i int) bool {
	t := &a.tokens[i]
	return t.kind == swedish.Word && !t.first && t.word.is(capital) && !t.word.is(given|surname|stop|role|initial|thing|bodyWord|placeTail) &&
		!t.word.listed && !timeWord(t.word.lower) && len(t.word.text) > 2 && !strings.ContainsRune(t.word.lower, '-')
}
