package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// subBodies finds the boards, committees and departments that stand behind
// their owner in the genitive: "Göteborgs stads utbildningsförvaltning",
// "Kommunstyrelsens arbetsutskott", "Region Norrviks nämnd för vatten". Their
// names hold the owner's.
func (a *analysis) subBodies() {
	count := len(a.mentions)
	for m := range count {
		if a.mentions[m].Kind != graph.Organisation || !a.genitive(m) {
			continue
		}
		from := a.extent[m].to
		head := from
		if a.follows(head) && strings.HasSuffix(a.lower(head), "a") && !a.is(head, capital|stop) && a.owner[head] == none {
			head++ // medicinska fakultet
		}
		to := a.subBodyEnd(head)
		if to <= head || !a.follows(from) || !a.free(from, to) {
			continue
		}
		a.claim(from, to, Mention{
			Kind: graph.Organisation, Name: a.nameOf(a.extent[m].from, to), Method: "body-part", Confidence: .75, Refers: none,
		})
	}
}

// subBodyEnd returns the end of the name of a part of a body whose head is
// token i, i where it is none. A compound names a part by itself, other nouns
// by their task.
func (a *analysis) subBodyEnd(i int) int {
	if !a.follows(i) || a.tokens[i].kind != swedish.Word || a.is(i, capital) || a.owner[i] != none {
		return i
	}
	ending := partNoun(a.lower(i))
	if ending == "" {
		return i
	}
	if prep := a.lower(i + 1); prep == "för" || prep == "mot" {
		if to, _ := a.nounPhrase(i + 2); to > i+2 {
			return to
		}
	}
	const shortest = 3 // bytes of the first part of a compound
	if len(a.lower(i)) < len(ending)+shortest || ending == "grupp" || ending == "kontor" && strings.HasPrefix(a.lower(i), "huvud") {
		return i
	}
	return i + 1
}

// partNoun returns the noun that a word for a part of a body ends in, "" where
// it is none.
func partNoun(lower string) string {
	for _, ending := range [...]string{"nämnd", "styrelse", "utskott", "förvaltning", "kontor", "enhet", "avdelning", "kommitté", "institution", "fakultet", "sekretariat", "kansli", "delegation", "grupp", "beredning"} {
		if strings.HasSuffix(lower, ending) {
			return ending
		}
	}
	return ""
}

// definitePart reports whether a name has the head of a part of a body, in the
// definite form: arbetsgruppen för …, Socialnämnden.
func definitePart(name string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		for _, ending := range [...]string{"gruppen", "nämnden", "styrelsen", "utskottet", "kommittén", "förvaltningen", "kontoret", "enheten", "avdelningen", "institutionen", "fakulteten", "sekretariatet", "kansliet", "delegationen", "beredningen", "fullmäktige", "centrum"} {
			if strings.HasSuffix(word, ending) {
				return true
			}
		}
		if word == "för" || word == "i" {
			break
		}
	}
	return false
}

// parts states which bodies are part of which: those that stand behind their
// owner in the genitive, and those that a preposition ties to it.
func (a *analysis) parts() {
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation || a.extent[m].from == a.extent[m].to {
			continue
		}
		if owner, ok := a.ownerOf(m); ok {
			from, to := min(a.extent[m].from, a.extent[owner].from), max(a.extent[m].to, a.extent[owner].to)
			a.fact(graph.PartOf, mentioned(m), mentioned(owner), nil, Evidence{a.span(from, to), "body-part", .8})
		}
	}
}

// ownerOf returns the organisation that a mention's place in the sentence makes
// its owner.
func (a *analysis) ownerOf(m int) (int, bool) {
	e := a.extent[m]
	if a.mentions[m].Method == "body-part" {
		return a.mentionAt(e.from-1, graph.Organisation)
	}
	if !definitePart(a.mentions[m].Name) || !a.follows(e.to) {
		return none, false
	}
	switch a.lower(e.to) {
	case "i", "inom", "vid", "på", "hos", "under":
	case ",":
		owner, ok := a.mentionAt(e.to+1, graph.Organisation)
		if !ok || !taskedPart(a.mentions[m].Name) || !parent(a.mentions[owner].Name) {
			return none, false
		}
	default:
		return none, false
	}
	owner, ok := a.mentionAt(e.to+1, graph.Organisation)
	if !ok || !a.follows(e.to+1) || a.extent[owner].from != e.to+1 || a.mentions[owner].Name == a.mentions[m].Name {
		return none, false
	}
	return owner, true
}

// taskedPart reports whether a name is a part of a body by its task:
// Institutionen för …, Enheten för ….
func taskedPart(name string) bool {
	head, _, tasked := strings.Cut(strings.ToLower(name), " för ")
	if !tasked {
		return strings.HasSuffix(head, "institutionen")
	}
	for _, part := range [...]string{"institutionen", "enheten", "avdelningen", "centrum", "fakulteten"} {
		if strings.HasSuffix(head, part) {
			return true
		}
	}
	return false
}

// parent reports whether a name is of a body that has such parts.
func parent(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, "universitet") || strings.HasSuffix(lower, "högskola") || strings.HasSuffix(lower, "högskolan") || isTown(name) || isRegion(name)
}
