package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findSetOff accepts titles set off by typography that no report word directly
// introduces: behind a comma in a sentence that speaks of a report ("en ny
// rapport från verket, ”Titel”, visar"), and behind the "i" of what somebody
// writes or shows ("Verket skriver i ”Titel” att").
func (f *finder) findSetOff() {
	for _, span := range f.titles {
		if !f.wholeTitle(span) {
			continue
		}
		i := f.tokenAt(span.Start) - 1
		for i >= 0 && f.adjacent(i) && opening(f.word(i)) && f.word(i) != "," {
			i--
		}
		if i < 0 || !f.adjacent(i) || !f.apposed(i) && !f.statedIn(i) {
			continue
		}
		r := f.plain("", span, MethodTitle, .75)
		r.Number, r.Name = "", collapse(span.Of(f.text))
		f.publishedBy(&r, f.tokens[i].End)
		if r.Publisher == "" {
			f.publishedInClause(&r, span.Start)
		}
		if r.Publisher == "" {
			r.Publisher, r.PublisherSpan = f.publisherOfCue(i)
		}
		r.Canonical, r.Year = canonicalTitle(r), f.yearBeside(span)
		f.add(r)
	}
}

// wholeTitle reports whether a stretch set off is long enough, and no sentence.
func (f *finder) wholeTitle(span corpus.Span) bool {
	text := span.Of(f.text)
	words := strings.Count(text, " ") + 1
	return f.titleLike(span) && words >= 2 && words <= 14 && !strings.ContainsAny(strings.TrimRight(text, "?!"), ".!?") && !strings.HasSuffix(text, "!") && !f.headline(span)
}

// headline reports whether a stretch fills its line, as headings do.
func (f *finder) headline(span corpus.Span) bool {
	l := line(f.text, span)
	return strings.Trim(f.text[l.Start:span.Start], " \t#*_”\"“") == "" && strings.Trim(f.text[span.End:l.End], " \t*_”\"“") == ""
}

// apposed reports whether token i is the comma that ties a title to the report
// word before it in the clause.
func (f *finder) apposed(i int) bool {
	if f.word(i) != "," {
		return false
	}
	return f.cueBefore(i) >= 0
}

// cueBefore returns the report word in the clause before token i, -1 where
// there is none.
func (f *finder) cueBefore(i int) int {
	const reach = 9 // tokens
	for k := i - 1; k >= 0 && i-k < reach && f.adjacent(k); k-- {
		word := strings.ToLower(f.word(k))
		if ends(word) || word == "," || says(word) {
			return -1
		}
		if len(word) >= 4 && reportNoun(word) {
			return k
		}
	}
	return -1
}

// reportNoun reports whether a lower-case word speaks of one work.
func reportNoun(word string) bool {
	if reportWord(word) {
		return true
	}
	for _, end := range [...]string{"sammanställning", "sammanställningen", "undersökning", "undersökningen", "uppföljning", "uppföljningen", "analys", "analysen", "översikt", "översikten", "boken", "bok", "skriften", "broschyren", "programmet", "policyn"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// publisherOfCue finds the publisher that follows the report word before the
// comma at token i: "en ny rapport från Boverket, ”Titel”".
func (f *finder) publisherOfCue(i int) (string, corpus.Span) {
	if k := f.cueBefore(i); f.word(i) == "," && k >= 0 {
		return f.publisherAfter(k)
	}
	return "", corpus.Span{}
}

// statedIn reports whether token i is the "i" behind a verb that says that
// somebody writes or shows something there.
func (f *finder) statedIn(i int) bool {
	if !strings.EqualFold(f.word(i), "i") {
		return false
	}
	for k := i - 1; k >= 0 && i-k < 4 && f.adjacent(k) && !ends(f.word(k)); k-- {
		if word := strings.ToLower(f.word(k)); states(word) || says(word) {
			return f.capitalBefore(k)
		}
	}
	return false
}

// capitalBefore reports whether a name stands within a few tokens before i in
// the clause.
func (f *finder) capitalBefore(i int) bool {
	for k := i - 1; k >= 0 && i-k < 6 && f.adjacent(k) && !ends(f.word(k)); k-- {
		if f.tokens[k].Kind == swedish.Word && capital(f.word(k)) && (f.publisherWord(k) || organisationHead(f.word(k))) {
			return true
		}
	}
	return f.word(i+1) != "" && capital(f.word(i+1))
}
