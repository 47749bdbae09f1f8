package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// bookTitle finds the title that stands without typography behind "boken" or
// behind "gett ut": "boken Lånade ord", "har gett ut Bra mat i skolan",
// "författare till Lånade ord". It has a capital that its place does not explain and goes on in lower case.
func (f *finder) bookTitle(i int, word string) (Reference, bool) {
	book := word == "boken" || word == "broschyren" || word == "antologin" || word == "romanen" || word == "bok" && f.possessed(i) || word == "till" && f.wrote(i-1)
	if !book && (word != "ut" || !f.gaveOut(i-1)) {
		return Reference{}, false
	}
	first := i + 1
	if first >= len(f.tokens) || !f.adjacent(i) || f.gap(i) != " " || f.tokens[first].Kind != swedish.Word || !capital(f.word(first)) || swedish.GivenName(f.word(first)) {
		return Reference{}, false
	}
	if !book && !f.everyday(first) {
		return Reference{}, false
	}
	end, _ := f.spelledEnd(first)
	if end <= first || !f.anyLower(first+1, end) {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[first].Start, End: f.tokens[end].End}, MethodTitle, .7)
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical, r.Year = foldTitle(r.Name), f.yearBeside(r.Span)
	if !book {
		f.publishedInClause(&r, f.tokens[first].Start)
	}
	return r, r.Len() >= 2*minTitle && r.Len() <= maxTitle
}

// wrote reports whether a token is a word for an author, as in "författare till
// Lånade ord".
func (f *finder) wrote(i int) bool {
	switch strings.ToLower(f.word(i)) {
	case "författare", "författaren", "författarna", "medförfattare", "redaktör":
		return f.adjacent(i)
	}
	return false
}

// gaveOut reports whether a token is a form of "ge", as in "gett ut".
func (f *finder) gaveOut(i int) bool {
	switch strings.ToLower(f.word(i)) {
	case "gett", "givit", "gav", "ger":
		return f.adjacent(i)
	}
	return false
}
