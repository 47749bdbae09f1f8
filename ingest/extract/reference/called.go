package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// calledTitle finds the title that a work is said to be called by: "en vägledning
// som heter Rum för alla", "Vad heter boken? Den heter Rum för alla". The word
// at token i is the verb.
func (f *finder) calledTitle(i int, word string) (Reference, bool) {
	first := i + 1
	if word != "heter" && word != "hette" && word != "kallas" || !f.adjacent(i) || f.gap(i) != " " || f.tokens[min(first, len(f.tokens)-1)].Kind != swedish.Word {
		return Reference{}, false
	}
	work := f.calledWork(i)
	if work < 0 || swedish.GivenName(f.word(first)) || !f.everyday(first) && !f.uncapitalised(i, first) {
		return Reference{}, false
	}
	end, _ := f.spelledEnd(first)
	if !capital(f.word(first)) {
		end = f.spokenEnd(first, end)
	}
	r := f.plain("", corpus.Span{Start: f.tokens[first].Start, End: f.tokens[end].End}, MethodTitle, .7)
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical, r.Year = foldTitle(r.Name), f.yearBeside(r.Span)
	f.publishedBy(&r, f.tokens[work].Start)
	if r.Publisher == "" {
		r.Publisher, r.PublisherSpan = f.publisherAfter(work)
	}
	if r.Publisher == "" {
		f.publishedInClause(&r, f.tokens[work].Start)
	}
	return r, r.Len() >= minSpelled && r.Len() <= maxTitle
}

// calledWork returns the word for a work that is the subject of the verb of
// naming at token i, -1 where none is: right before it, before its "som", or
// what its pronoun stands for.
func (f *finder) calledWork(i int) int {
	const reach = 14 // tokens
	subject := i - 1
	switch word := strings.ToLower(f.word(subject)); {
	case f.workWord(subject):
		return subject
	case word != "som" && word != "den" && word != "det":
		return -1
	}
	for k := subject - 1; k >= 0 && subject-k < reach; k-- {
		if f.workWord(k) {
			return k
		}
		if word := f.word(k); f.word(subject) == "som" && ends(word) && word != ")" && word != "(" {
			return -1
		}
	}
	return -1
}

// workWord reports whether a token speaks of one work, or of what has a title as
// works have.
func (f *finder) workWord(i int) bool {
	word := strings.ToLower(f.word(i))
	if len(word) < 3 {
		return false
	}
	switch word {
	case "protokoll", "protokollet", "bok", "dokument", "dokumentet", "metodstöd", "metodstödet", "artikel", "artikeln", "underlag":
		return true
	}
	return len(word) >= 4 && reportNoun(word)
}

// uncapitalised reports whether the text around two tokens has no capitals at
// all, as the transcripts of machines have none, so that a title has none
// either.
func (f *finder) uncapitalised(i, first int) bool {
	const around = 160 // bytes
	stretch := f.text[max(0, f.tokens[i].Start-around):min(len(f.text), f.tokens[first].End+around)]
	return strings.ToLower(stretch) == stretch
}

// spokenEnd cuts a title without capitals before the word that goes on speaking.
func (f *finder) spokenEnd(first, end int) int {
	for k := first + 1; k <= end; k++ {
		switch f.word(k) {
		case "den", "det", "de", "vi", "jag", "som", "där", "eller", "men":
			return k - 1
		}
	}
	return end
}

// titleNoun reports whether the word at token i speaks of a work that has a
// title, though it is no report: "boken", "artikeln", and whether the words set
// off behind it can be one.
func (f *finder) titleNoun(i int, span corpus.Span) bool {
	switch strings.ToLower(f.word(i)) {
	case "bok", "boken", "artikel", "artikeln", "debattartikel", "debattartikeln", "antologin", "romanen", "uppsats", "uppsatsen", "broschyr", "broschyren", "skriften", "essän":
		return f.text[f.tokens[i].End:span.Start] != "" && strings.Contains(span.Of(f.text), " ")
	}
	return false
}
