package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// places finds places that no list knows: streets and squares by their last
// part, and names that the document itself uses as places (Ekvalla kommun, i
// Ekvalla).
func (a *analysis) places() {
	learned := a.learnPlaces()
	for i := range a.tokens {
		t := &a.tokens[i]
		if a.owner[i] != none || t.kind != swedish.Word || !t.word.is(capital) || t.word.is(allCaps|stop) {
			continue
		}
		name := t.word.text
		if learned[name] == 0 && t.word.base != "" && learned[t.word.base] > 0 {
			name = t.word.base
		}
		switch {
		case learned[name] > 0 && !a.partOfRun(i) && (!a.asked[t.sentence] || learned[name] > 1):
			a.claim(i, i+1, Mention{Kind: graph.Place, Name: name, Method: "place-context", Confidence: .65, Refers: none})
		case !t.first && a.street(i):
			from := i
			if i > 0 && a.owner[i-1] == none && a.is(i-1, capital) && !a.is(i-1, stop) && !a.tokens[i-1].first && a.follows(i) && t.gap == space {
				from-- // Gamla Brogatan
			}
			name = a.nameOf(from, i+1)
			if t.word.base != "" {
				name = a.nominative(from, i+1)
			}
			a.claim(from, i+1, Mention{Kind: graph.Place, Name: name, Method: "street", Confidence: .6, Refers: none})
		}
	}
}

// learnPlaces counts what speaks for each unknown name to be a place: the
// name of a municipality stands for its place, and "i" before it twice, or
// once where nothing else is known of the word.
func (a *analysis) learnPlaces() map[string]int {
	learned := map[string]int{}
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation {
			continue
		}
		if town, ok := strings.CutSuffix(a.mentions[m].Name, " kommun"); ok && !strings.Contains(town, " ") {
			if a.mentions[m].Canonical == "" {
				learned[town] += 2
				learned[strings.TrimSuffix(town, "s")] += 2
			}
		}
	}
	for i := 1; i < len(a.tokens); i++ {
		if a.owner[i] == none && a.lower(i-1) == "i" && a.follows(i) && a.townShaped(i) && !a.partOfRun(i) {
			learned[a.tokens[i].word.text]++
		}
		if a.owner[i] == none && (a.is(i-1, placePrep) || a.lower(i-1) == "på") && a.follows(i) && natural(a.lower(i)) && a.is(i, capital) && !a.partOfRun(i) {
			learned[a.tokens[i].word.text]++
		}
	}
	return learned
}

// natural reports whether a word in the definite form names a water, island or
// height: Ljusån, Storsjön, Långholmen.
func natural(lower string) bool {
	for _, ending := range []string{"ån", "sjön", "älven", "viken", "fjärden", "holmen", "udden", "näset", "berget", "bäcken", "ängen", "mossen", "strömmen", "sundet"} {
		if strings.HasSuffix(lower, ending) && len(lower) >= len(ending)+3 {
			return true
		}
	}
	return false
}

// townShaped reports whether a word behind "i" can be the name of a place: no
// name of another kind, no compound of a thing.
func (a *analysis) townShaped(i int) bool {
	w := a.tokens[i].word
	if !w.is(capital) || a.tokens[i].kind != swedish.Word || w.is(allCaps|stop|given|role|bodyWord|common) || w.common > w.proper {
		return false
	}
	if utf8.RuneCountInString(w.text) < 4 || strings.ContainsAny(w.text, "-!.:@0123456789") || strings.ToLower(w.text[1:]) != w.text[1:] {
		return false
	}
	for _, ending := range []string{"podden", "programmet", "projektet", "bladet", "modellen", "appen", "lagen", "strategin", "planen", "boken", "dagarna", "protokollet", "bilden", "världen", "fördraget", "avtalet", "konventionen", "tidningen", "ska", "iskt"} {
		if strings.HasSuffix(w.lower, ending) {
			return false
		}
	}
	return w.is(unknown | placeTail | surname)
}

// partOfRun reports whether a capitalised word stands next to another one of
// the same name.
func (a *analysis) partOfRun(i int) bool {
	if i+1 < len(a.tokens) && a.follows(i+1) && a.tokens[i+1].gap == space && a.is(i+1, capital) && !a.tokens[i+1].first && a.owner[i+1] == none {
		return true
	}
	return a.follows(i) && !a.tokens[i-1].first && a.is(i-1, capital) && a.owner[i-1] == none
}

// street reports whether a capitalised word is a street, square or bridge.
func (a *analysis) street(i int) bool {
	lower := a.tokens[i].word.lower
	for _, ending := range []string{"gatan", "vägen", "torget", "gränden", "bron", "allén", "esplanaden", "parken", "kajen"} {
		if strings.HasSuffix(lower, ending) && len(lower) > len(ending)+2 {
			return true
		}
	}
	return false
}
