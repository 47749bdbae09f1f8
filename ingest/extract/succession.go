package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// successions reads which body came before which: "IRB (tidigare Centrum för
// byggnadsklimat)", "X bytte namn till Y", "X ersatte Y".
func (a *analysis) successions() {
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation {
			continue
		}
		at := a.extent[m].to
		if l := a.lower(at); (l == "(" || l == ",") && a.formerly(at+1) {
			next := at + 2
			if a.lower(at+1) == "före" {
				next++
			}
			a.succeeds(m, next, false)
			continue
		}
		if next := a.nowadays(at); next > at {
			a.succeeds(m, next, true)
			continue
		}
		switch a.lower(at) {
		case "bildades", "inrättades", "skapades":
			a.founded(m, at)
		case "bytte", "byter", "har", "hade":
			a.renamed(m, at)
		case "hette":
			if a.formerly(at + 1) {
				a.succeeds(m, at+2, false)
			}
		case "heter":
			a.nowCalled(m, at+1)
		case "ombildades", "ombildas":
			if a.lower(at+1) == "till" {
				a.succeeds(m, at+2, true)
			}
		case "blev", "blir":
			a.became(m, at+1)
		case "ersatte", "ersätter", "efterträdde", "efterträder":
			a.succeeds(m, at+1, false)
		case "ersattes", "efterträddes":
			if a.lower(at+1) == "av" {
				a.succeeds(m, at+2, true)
			}
		}
	}
}

// renamed reads "X bytte 2021 namn till Y", "X har bytt namn till Y" from the
// verb.
func (a *analysis) renamed(m, at int) {
	for i := at + 1; i < at+6 && a.follows(i+1); i++ {
		if a.lower(i) == "namn" && a.lower(i+1) == "till" {
			a.succeeds(m, i+2, true)
			return
		}
	}
}

// nowCalled reads "X heter numera Y", "X heter sedan januari 2022 Y" from the
// token behind the verb.
func (a *analysis) nowCalled(m, at int) {
	switch a.lower(at) {
	case "numera", "nu", "sedan", "idag", "från":
	default:
		return
	}
	for i := at + 1; i < at+6 && a.follows(i); i++ {
		if _, ok := a.mentionAt(i, graph.Organisation); ok {
			a.succeeds(m, i, true)
			return
		}
	}
}

// became reads "X blev Y" and "X blev 2019 Y" where the lists say so or both
// are regions: a body that becomes another's neighbour, owner or partner is
// followed by more than its name.
func (a *analysis) became(m, at int) {
	if a.lower(at) == "i" {
		at += 2
	} else if a.follows(at) && a.tokens[at].kind == swedish.Number {
		at++
	}
	other, ok := a.mentionAt(at, graph.Organisation)
	if ok && (a.listedSuccession(other, m) || a.follows(at) && isRegion(a.mentions[other].Name) && strings.Contains(a.mentions[m].Name, "andsting")) {
		a.succeeds(m, at, true)
	}
}

// listedSuccessions states what the lists know of bodies that one sentence
// names: SKR and SKL.
func (a *analysis) listedSuccessions() {
	for m := range a.mentions {
		e := a.extent[m]
		if a.mentions[m].Kind != graph.Organisation || e.from == e.to {
			continue
		}
		s := a.sentenceOf(e.from)
		for i := s.from; i < s.to; i++ {
			other, ok := a.mentionAt(i, graph.Organisation)
			if !ok || other == m || !a.listedSuccession(other, m) {
				continue
			}
			o := a.extent[other]
			evidence := Evidence{a.span(min(e.from, o.from), max(e.to, o.to)), "succession-list", .8}
			a.fact(graph.Succeeds, mentioned(other), mentioned(m), nil, evidence)
			break
		}
	}
}

// listedSuccession reports whether the lists know one organisation as the
// successor of another.
func (a *analysis) listedSuccession(later, former int) bool {
	name := a.mentions[former].Canonical
	if name == "" || a.mentions[later].Canonical == "" {
		return false
	}
	for _, alias := range a.lists.Find(name) {
		if alias.Entry.Later != nil && alias.Entry.Later.Name == a.mentions[later].Canonical {
			return true
		}
	}
	return false
}

// founded reads "A bildades 2022, när B bytte namn", "A bildades ur B": what
// the sentence names behind it came before.
func (a *analysis) founded(m, at int) {
	cue := false
	for i := at + 1; i < len(a.tokens) && i-at < 14 && a.sameSentence(at, i); i++ {
		switch a.lower(i) {
		case "när", "då", "ur", "genom":
			cue = true
		}
		if org, ok := a.mentionAt(i, graph.Organisation); ok && cue {
			a.succeeds(m, a.extent[org].from, false)
			return
		}
	}
}

// nowadays reads "(numera Y)", ", numera Y", ", som numera heter Y" from the
// token behind a name and returns the token of Y, at where it is nothing such.
func (a *analysis) nowadays(at int) int {
	if l := a.lower(at); l != "(" && l != "," {
		return at
	}
	next := at + 1
	if a.lower(next) == "som" {
		next++
	}
	switch a.lower(next) {
	case "numera", "nuvarande", "idag", "nu":
		next++
	case "i":
		if a.lower(next+1) != "dag" {
			return at
		}
		next += 2
	default:
		return at
	}
	switch a.lower(next) {
	case "heter", "kallas", "är":
		next++
	}
	return next
}

// formerly reports whether the token says that an older name follows.
func (a *analysis) formerly(i int) bool {
	switch a.lower(i) {
	case "tidigare", "f.d.", "f.d", "fd", "förut", "förr", "förutvarande":
		return true
	case "före":
		return a.lower(i+1) == "detta"
	}
	return false
}

// succeeds states the succession between a mention and the organisation at
// token at; later tells that the one at the token is the newer.
func (a *analysis) succeeds(m, at int, later bool) {
	other, ok := a.mentionAt(at, graph.Organisation)
	if !ok || a.extent[other].from != at || a.mentions[other].Name == a.mentions[m].Name {
		return
	}
	evidence := Evidence{a.span(a.extent[m].from, a.extent[other].to), "succession", .8}
	if later {
		m, other = other, m
	}
	a.fact(graph.Succeeds, mentioned(m), mentioned(other), nil, evidence)
}
