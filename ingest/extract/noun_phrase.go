package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
)

// nounPhrase returns the end of the noun phrase from token i, for names of
// bodies: up to two words, joined by och to another one; and whether it ends
// in a genitive.
func (a *analysis) nounPhrase(i int) (int, bool) {
	at := a.nominal(i)
	if at == i {
		return i, false
	}
	for {
		genitive := a.phraseGenitive(at)
		next := a.lower(at)
		if genitive || !a.follows(at) {
			return at, genitive
		}
		if next == "," && a.lower(at+2) == "och" || next == "och" || next == "samt" {
			end := a.nominal(at + 1)
			if end == at+1 || a.predicate(at+1) || a.is(at+1, capital) && !a.is(i, capital) || a.is(at+1, bodyDefinite|bodyWord|role) || appositive(a.lower(at+1)) {
				return at, false
			}
			at = end
			continue
		}
		return at, false
	}
}

// predicate reports whether a lower-case word behind a conjunction is a verb
// with its object rather than a plural noun: … och leder arbetet.
func (a *analysis) predicate(i int) bool {
	lower := a.lower(i)
	if !strings.HasSuffix(lower, "er") && !strings.HasSuffix(lower, "ar") {
		return false
	}
	return a.follows(i+1) && a.tokens[i+1].kind == swedish.Word && !a.is(i+1, stop|saying|verb|capital)
}

// nominal returns the end of one nominal from token i: an optional adjective
// and a noun, or capitalised words.
func (a *analysis) nominal(i int) int {
	if i >= len(a.tokens) || !a.follows(i) {
		return i
	}
	t := a.tokens[i]
	if t.kind != swedish.Word || t.word.is(saying|verb) || t.word.is(stop) || a.owner[i] != none {
		return i
	}
	at := i + 1
	if t.word.is(capital) {
		for at < len(a.tokens) && a.follows(at) && a.is(at, capital) && a.tokens[at].kind == swedish.Word {
			at++
		}
		return at
	}
	if a.lower(at) == "-" && a.tokens[at].gap == glued { // hälso- och sjukvård
		at++
	}
	if at < len(a.tokens) && a.follows(at) && a.plainNoun(at) && (a.adjective(i) || a.nounBehind(at)) {
		at++
	}
	return at
}

// nounBehind reports whether a lower-case word right behind another one can
// only be the noun it modifies: it has no ending of a verb.
func (a *analysis) nounBehind(at int) bool {
	lower := a.lower(at)
	if len(lower) < 6 {
		return false
	}
	for _, ending := range []string{"r", "de", "te", "it", "at", "s", "ar", "dd", "tt", "as", "a"} {
		if strings.HasSuffix(lower, ending) {
			return false
		}
	}
	return true
}

// adjective reports whether the word is one that a noun may follow: an
// adjective, or a foreign word such as life in life science.
func (a *analysis) adjective(i int) bool {
	w := a.tokens[i].word
	for _, ending := range []string{"bart", "alt", "elt", "ellt", "igt", "iskt", "ivt", "ska", "iga", "ala", "ella", "ära", "iva", "lla", "isk", "ell", "dda", "ade", "nde"} {
		if strings.HasSuffix(w.lower, ending) {
			return true
		}
	}
	return a.pairRecurs(i)
}

// pairRecurs reports whether two words stand together elsewhere in the
// document, too, as the words of a term such as life science do.
func (a *analysis) pairRecurs(i int) bool {
	if i+1 >= len(a.tokens) || a.tokens[i+1].word.is(stop|verb) || a.tokens[i].word.common > 2000 {
		return false
	}
	first, second := a.tokens[i].word.lower, a.tokens[i+1].word.lower
	for at := 0; at+1 < len(a.tokens); at++ {
		if at != i && a.tokens[at].word.lower == first && strings.HasPrefix(a.tokens[at+1].word.lower, second) {
			return true
		}
	}
	return false
}

// plainNoun reports whether the token can be the noun of a phrase.
func (a *analysis) plainNoun(i int) bool {
	t := a.tokens[i]
	return t.kind == swedish.Word && !t.word.is(stop|saying|verb|capital|placePrep) && a.owner[i] == none
}

// phraseGenitive reports whether a lower-case phrase ends in a genitive that
// another noun follows: arbetsgruppen för hälsodatas delrapport.
func (a *analysis) phraseGenitive(at int) bool {
	w := a.tokens[at-1].word
	if w.base == "" || !a.follows(at) || a.tokens[at].kind != swedish.Word || a.is(at, stop|saying|verb|capital|placePrep) {
		return false
	}
	base := a.words.of(w.base)
	return base.common > 0 || base.proper > 0 || w.common == 0
}
