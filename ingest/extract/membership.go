package extract

import "github.com/samband/samband/graph"

// memberships reads which body is part or member of which: "X är en del av
// Y", "X ingår i Y", "X är medlem i Y".
func (a *analysis) memberships() {
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation {
			continue
		}
		kind, at := a.membership(a.extent[m].to)
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
	switch a.lower(at) {
	case "tillhör":
		return graph.PartOf, at + 1
	case "ingår":
		if a.lower(at+1) == "i" {
			return graph.PartOf, at + 2
		}
	case "är":
		if a.lower(at+1) == "en" && a.lower(at+2) == "del" && a.lower(at+3) == "av" {
			return graph.PartOf, at + 4
		}
		if a.lower(at+1) == "medlem" && (a.lower(at+2) == "i" || a.lower(at+2) == "av") {
			return graph.MemberOf, at + 3
		}
	}
	return "", 0
}
