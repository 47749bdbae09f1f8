package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// memberships reads which body is part or member of which: "X är en del av
// Y", "X ingår i Y", "X är medlem i Y".
func (a *analysis) memberships() {
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation {
			continue
		}
		kind, at := a.membership(a.extent[m].to)
		if at == 0 {
			kind, at = a.laterMembership(a.extent[m].to)
		}
		if at == 0 {
			continue
		}
		other, ok := a.mentionAt(at, graph.Organisation)
		if !ok || a.extent[other].from != at || a.mentions[other].Name == a.mentions[m].Name {
			continue
		}
		evidence := Evidence{a.span(a.extent[m].from, a.extent[other].to), "membership", .8}
		a.fact(kind, mentioned(m), mentioned(other), nil, evidence)
	}
}

// membership returns the relation that the words from token at state, and the
// token where the other body must stand; 0 where they state none.
func (a *analysis) membership(at int) (graph.RelationType, int) {
	if a.lower(at) == "," && a.lower(at+1) == "som" && a.follows(at+1) {
		at += 2
	}
	if !a.follows(at) {
		return "", 0
	}
	if a.lower(at) == "," {
		at++
		if next := a.partAppositive(at); next > at {
			return graph.PartOf, next
		}
		return "", 0
	}
	switch a.lower(at) {
	case "ägs":
		if a.lower(at+1) == "av" {
			return graph.PartOf, at + 2
		}
		if a.lower(at+1) == "till" && a.lower(at+2) == "hundra" && a.lower(at+3) == "procent" && a.lower(at+4) == "av" {
			return graph.PartOf, at + 5
		}
	case "blev", "blir":
		if a.lower(at+1) == "medlem" && a.lower(at+2) == "i" {
			return graph.MemberOf, at + 3
		}
	case "tillhör":
		return graph.PartOf, at + 1
	case "ingår":
		if a.lower(at+1) == "i" {
			return graph.PartOf, at + 2
		}
	case "är":
		if next := a.partAppositive(at + 1); next > at+1 {
			return graph.PartOf, next
		}
		if a.lower(at+1) == "medlem" && (a.lower(at+2) == "i" || a.lower(at+2) == "av") {
			return graph.MemberOf, at + 3
		}
	}
	return "", 0
}

// laterMembership reads a relation behind another predicate of the same subject:
// "Nordcell grundades 2019 och är ett dotterbolag till Y".
func (a *analysis) laterMembership(at int) (graph.RelationType, int) {
	const reach = 8 // tokens
	if a.is(at, capital) || a.tokens[min(at, len(a.tokens)-1)].kind != swedish.Word {
		return "", 0
	}
	for i := at + 1; i < at+reach && a.follows(i) && a.owner[i] == none && a.lower(i) != ","; i++ {
		if a.lower(i) == "och" && (a.lower(i+1) == "är" || a.lower(i+1) == "ägs" || a.lower(i+1) == "ingår") {
			return a.membership(i + 1)
		}
	}
	return "", 0
}

// partAppositive returns the token behind words that make of one body a part of
// the next: "en del av", "ett dotterbolag till", at where they do not stand
// there.
func (a *analysis) partAppositive(at int) int {
	next := at
	if l := a.lower(next); l == "en" || l == "ett" {
		next++
	}
	switch a.lower(next) {
	case "del", "enhet", "avdelning", "institution", "förvaltning":
		if l := a.lower(next + 1); next > at && (l == "av" || l != "" && a.lower(next) != "del" && (l == "inom" || l == "vid" || l == "på" || l == "i")) {
			return next + 2
		}
	case "dotterbolag":
		if l := a.lower(next + 1); l == "till" || l == "i" || l == "inom" {
			return next + 2
		}
	}
	return at
}

// ownBoardParts states that the board whose minutes these are is part of the
// municipality or region that the head of the page names.
func (a *analysis) ownBoardParts() {
	if a.in.Structure.Kind != corpus.KindMinutes {
		return
	}
	owner, board := none, none
	for i := range a.tokens[:min(headTokens, len(a.tokens))] {
		org, ok := a.mentionAt(i, graph.Organisation)
		if !ok {
			continue
		}
		name := a.mentions[org].Name
		switch {
		case owner == none && (isTown(name) || isRegion(name)):
			owner = org
		case board == none && localBoard(strings.ToLower(name)):
			board = org
		}
	}
	if owner == none || board == none {
		return
	}
	o, b := a.extent[owner], a.extent[board]
	a.fact(graph.PartOf, mentioned(board), mentioned(owner), nil, Evidence{a.span(min(o.from, b.from), max(o.to, b.to)), "board-header", .7})
}
