package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// ownBoards finds the boards that a document writes in lower case: those that
// it writes with a capital, too, and in minutes those of the municipality or
// region whose minutes they are.
func (a *analysis) ownBoards() {
	known := a.boards()
	minutes := a.in.Structure.Kind == corpus.KindMinutes
	if len(known) == 0 && !minutes {
		return
	}
	for i := range a.tokens {
		w := a.tokens[i].word
		if a.owner[i] != none || a.tokens[i].kind != swedish.Word || w.is(capital) {
			continue
		}
		name := w.lower
		board, ok := known[name]
		if base, genitive := strings.CutSuffix(w.lower, "s"); !ok && genitive {
			if board, ok = known[base]; ok || minutes && localBoard(base) {
				name = base
			}
		}
		if !ok && (!minutes || !localBoard(name)) {
			continue
		}
		m := Mention{Kind: graph.Organisation, Name: name, Method: "body-own", Confidence: .7, Refers: none}
		if ok {
			m.Name, m.Refers = a.mentions[board].Name, board
		}
		index := a.claim(i, i+1, m)
		if !ok {
			known[name] = index
		}
	}
}

// boards are the boards that the document names in one word with a capital, by
// their name in lower case.
func (a *analysis) boards() map[string]int {
	known := map[string]int{}
	for m := range a.mentions {
		mention := &a.mentions[m]
		if mention.Kind != graph.Organisation || mention.Canonical != "" || strings.Contains(mention.Name, " ") {
			continue
		}
		lower := strings.ToLower(mention.Name)
		if _, seen := known[lower]; !seen && (localBoard(lower) || strings.HasSuffix(lower, "utskottet")) {
			known[lower] = m
		}
	}
	return known
}

// localBoard tells the boards that every municipality or region has.
func localBoard(lower string) bool {
	switch lower {
	case "kommunstyrelsen", "kommunfullmäktige", "regionstyrelsen", "regionfullmäktige", "landstingsstyrelsen", "landstingsfullmäktige", "kyrkofullmäktige", "kyrkorådet":
		return true
	}
	return strings.HasSuffix(lower, "nämnden") && len(lower) > len("delnämnden")
}

// ownDefinites points "kommunen" and "regionen" at the one municipality or
// region that the document has named before.
func (a *analysis) ownDefinites() {
	town, region := a.only(isTown), a.only(isRegion)
	if town == none && region == none {
		return
	}
	for i := range a.tokens {
		if a.owner[i] != none {
			continue
		}
		found := none
		switch a.lower(i) {
		case "kommunen", "kommunens":
			found = town
		case "regionen", "regionens":
			found = region
		}
		if found == none || a.extent[found].from > i {
			continue
		}
		a.claim(i, i+1, Mention{
			Kind: graph.Organisation, Name: a.mentions[found].Name, Canonical: a.mentions[found].Canonical,
			Method: "definite", Confidence: .7, Refers: found,
		})
	}
}

// only returns the first mention of the one organisation of a sort, none where
// the document has none or several.
func (a *analysis) only(sort func(name string) bool) int {
	found := none
	for m := range a.mentions {
		mention := &a.mentions[m]
		if mention.Kind != graph.Organisation || !sort(mention.Name) && !sort(mention.Canonical) {
			continue
		}
		if found == none {
			found = m
		} else if !a.sameBody(found, m) {
			return none
		}
	}
	return found
}

// sameBody reports whether two mentions name one organisation.
func (a *analysis) sameBody(x, y int) bool {
	one, other := &a.mentions[x], &a.mentions[y]
	return one.Name == other.Name || one.Canonical != "" && one.Canonical == other.Canonical
}

func isTown(name string) bool {
	return strings.HasSuffix(name, " kommun") && !strings.Contains(name, " i ")
}

func isRegion(name string) bool {
	return strings.HasPrefix(name, "Region ") || strings.HasSuffix(name, "sregionen")
}
