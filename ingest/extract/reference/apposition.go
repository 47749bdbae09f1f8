package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// apposition finds the title that stands behind a comma as what a report word
// speaks of, "en utredning av kostnaderna, Framtidens skola, som", or behind
// "som heter": "boken som heter Bara en dag".
func (f *finder) apposition(i int) (Reference, bool) {
	first := f.appositionAt(i)
	if first < 0 || !f.everyday(first) || swedish.GivenName(f.word(first)) || organisationHead(f.word(first)) {
		return Reference{}, false
	}
	end, _ := f.spelledEnd(first)
	for k := first + 1; k < end; k++ {
		if f.word(k) == "som" && f.word(k-1) == "," {
			end = k - 2
		}
	}
	next := f.word(end + 1)
	if end <= first || !f.anyLower(first+1, end) || next != "," && next != "." && next != "(" {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[first].Start, End: f.tokens[end].End}, MethodTitle, .7)
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical, r.Year = foldTitle(r.Name), f.yearBeside(r.Span)
	return r, r.Len() >= 2*minTitle && r.Len() <= maxTitle
}

// appositionAt returns the token at which the title would begin that is apposed
// to the report word at token i, negative where none is.
func (f *finder) appositionAt(i int) int {
	if f.word(i+1) == "som" && f.word(i+2) == "heter" && f.adjacent(i) && f.adjacent(i+1) && f.adjacent(i+2) {
		return i + 3
	}
	if !f.indefinite(i) {
		return -1
	}
	const reach = 6 // tokens
	for k := i + 1; k < len(f.tokens)-1 && k-i <= reach && f.adjacent(k-1); k++ {
		word := f.word(k)
		if word == "," {
			if f.adjacent(k) && capital(f.word(k+1)) {
				return k + 1
			}
			return -1
		}
		if f.tokens[k].Kind != swedish.Word || predicate(word) {
			return -1
		}
	}
	return -1
}

// indefinite reports whether a report word is introduced as new or as
// somebody's: "en ny utredning", "min avhandling".
func (f *finder) indefinite(i int) bool {
	for k := i - 1; k >= 0 && i-k < 3 && f.adjacent(k); k-- {
		switch strings.ToLower(f.word(k)) {
		case "en", "ett", "min", "mitt", "sin", "sitt", "hennes", "hans", "vår", "vårt", "deras":
			return true
		}
	}
	return false
}
