package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// spelled finds a title that stands without typography after a report word:
// "rapporten Skugga där människor bor visar …". That an everyday word has a
// capital in the middle of a sentence is what shows it.
func (f *finder) spelled(i int, definite bool) (Reference, bool) {
	first := i + 1
	if first >= len(f.tokens) || !f.adjacent(i) || f.gap(i) != " " || !f.everyday(first) && !f.yearlyTitle(i, first) {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{}, MethodTitle, .7)
	f.publishedBy(&r, f.tokens[first].Start)
	if r.Publisher == "" {
		f.publishedInClause(&r, f.tokens[i].Start)
	}
	definite = definite || f.possessed(i)
	if !definite && r.Publisher == "" {
		return Reference{}, false
	}
	end, question := f.spelledEnd(first)
	if !f.everyday(first) {
		end = first + 1 // see yearlyTitle
	}
	if end-first < 2 && !question && !f.shortTitle(first, end, r.Publisher != "" || definite) {
		return Reference{}, false
	}
	r.Span = corpus.Span{Start: f.tokens[first].Start, End: f.tokens[end].End}
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical, r.Year = foldTitle(r.Name), f.yearBeside(r.Span)
	return r, r.Len() >= minSpelled && r.Len() <= maxTitle
}

// yearlyTitle reports whether a compound and a year behind somebody's report are
// its title: "Boverkets rapport Bostadsenkäten 2024".
func (f *finder) yearlyTitle(i, first int) bool {
	word := f.word(first)
	if !capital(word) || !year(f.word(first+1)) || f.gap(first) != " " || swedish.GivenName(word) || swedish.Split(strings.ToLower(word)) == nil {
		return false
	}
	_, _, owned := f.genitiveName(i - 1)
	return owned
}

// infinitive reports whether a word behind "att" can be an infinitive, so that
// the two belong to a title: "Konsten att leva".
func infinitive(word string) bool {
	switch word {
	case "se", "le", "bo", "tro", "dö", "ske", "ge", "be", "bli", "fly", "inte":
		return true
	}
	return strings.HasSuffix(word, "a") || strings.HasSuffix(word, "å") || strings.HasSuffix(word, "as")
}

// minSpelled is how many bytes a title without typography has at least.
const minSpelled = 8

// possessed reports whether a report word is somebody's: "sin promemoria",
// "Thörns avhandling".
func (f *finder) possessed(i int) bool {
	if i > 1 && f.adjacent(i-1) && f.gap(i-1) == " " && capital(f.word(i-1)) && !sentenceStart(f, i-1) {
		if _, genitive := swedish.Genitive(f.word(i - 1)); genitive {
			return true
		}
	}
	for k := i - 1; k >= 0 && i-k < 3 && f.adjacent(k); k-- {
		switch strings.ToLower(f.word(k)) {
		case "sin", "sitt", "vår", "vårt", "deras", "dess":
			return true
		}
	}
	return false
}

// behindPublisher finds the title that stands between commas behind a report
// word and its publisher: "en rapport från Socialstyrelsen, Vård nära hemmet,
// visar".
func (f *finder) behindPublisher(i int) (Reference, bool) {
	publisher, who := f.publisherAfter(i)
	if publisher == "" {
		return Reference{}, false
	}
	first := f.tokenAt(who.End) + 1
	if f.word(first-1) != "," || !f.everyday(first) || organisationHead(f.word(first)) || !f.adjacent(first-1) {
		return Reference{}, false
	}
	end, lower := first, false
	for k := first + 1; k < len(f.tokens) && k-first < 14 && f.adjacent(k-1) && f.word(k) != ","; k++ {
		if f.tokens[k].Kind != swedish.Word || predicate(f.word(k)) && f.word(k) != "som" {
			return Reference{}, false
		}
		end, lower = k, lower || !capital(f.word(k)) && f.word(k) != "och" && f.word(k) != "samt" && f.word(k) != "eller"
	}
	if f.word(end+1) != "," || !lower {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[first].Start, End: f.tokens[end].End}, MethodTitle, .75)
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical, r.Publisher, r.PublisherSpan = foldTitle(r.Name), publisher, who
	return r, true
}

// everyday reports whether a token is a capitalised word that is nearly always
// written in lower case.
func (f *finder) everyday(i int) bool {
	word := f.word(i)
	if f.tokens[i].Kind != swedish.Word || !capital(word) || strings.ToUpper(word) == word && len(word) > 1 {
		return false
	}
	lower, inside, _, _ := swedish.Frequency(strings.ToLower(word))
	if lower > 5 && lower > inside {
		return true
	}
	base, _, _, _ := swedish.Frequency(strings.TrimSuffix(strings.ToLower(word), "s"))
	return inside == 0 && (base > 20 || f.inflected(strings.ToLower(word))) // a genitive
}

// inflected reports whether a word that is never seen is a compound of everyday
// words or a form of one: "Pendlarparkering", "Räkans".
func (f *finder) inflected(word string) bool {
	if len(swedish.Split(word)) > 1 {
		return true
	}
	lemma := swedish.Lemma(strings.TrimSuffix(word, "s"))
	lower, inside, _, _ := swedish.Frequency(lemma)
	return lemma != word && lower > 5 && lower > inside
}

// spelledEnd returns the last token of a title: before punctuation, a bracket
// or a finite verb that makes the title the subject. A question mark belongs
// to the title.
func (f *finder) spelledEnd(first int) (end int, question bool) {
	if end, question = f.questionEnd(first); question {
		return end, true
	}
	end = first
	for k := first + 1; k < len(f.tokens) && k-first < 16 && f.adjacent(k-1); k++ {
		word := f.word(k)
		if f.tokens[k].Kind != swedish.Word && f.tokens[k].Kind != swedish.Number && word != "–" || predicate(word) || word == "att" && (f.tokens[k-1].Kind == swedish.Number || !infinitive(f.word(k+1))) {
			break
		}
		end = k
		if year(word) && word >= "1900" && k+1 < len(f.tokens) && f.tokens[k+1].Kind == swedish.Word && !capital(f.word(k+1)) && !links(f.word(k+1), true) {
			return end, false // a title's year ends it
		}
	}
	if end > first+1 && f.word(end-1) == "i" && month(f.word(end)) {
		end -= 2 // the title is out since, it is not about the month
	}
	for end > first && empty(f.word(end)) && !predicate(f.word(end+1)) && !f.closesTitle(end) {
		end--
	}
	return end, false
}

// closesTitle reports whether an empty word ends a title, because what follows
// it ends the clause: "Lägen att leva i.".
func (f *finder) closesTitle(i int) bool {
	switch f.word(i + 1) {
	case ".", ",", "(", ")", "?", "!", ";":
		return f.adjacent(i)
	}
	return false
}

// questionEnd returns the question mark of a title that is a question: one
// opens with a word of questions, or the sentence goes on behind the mark.
func (f *finder) questionEnd(first int) (end int, question bool) {
	asks := asking(strings.ToLower(f.word(first)))
	for k := first + 1; k < len(f.tokens) && k-first < 14 && f.adjacent(k-1); k++ {
		if f.word(k) == "?" {
			return k, asks || f.goesOn(k+1)
		}
		if f.tokens[k].Kind == swedish.Punct && f.word(k) != "–" && f.word(k) != "," || !asks && predicate(f.word(k)) {
			return first, false
		}
	}
	return first, false
}

// goesOn reports whether token i continues a sentence in spite of the mark
// before it.
func (f *finder) goesOn(i int) bool {
	if i >= len(f.tokens) || !f.adjacent(i-1) {
		return false
	}
	word := f.word(i)
	return word == "(" || word == "," || f.tokens[i].Kind == swedish.Word && !capital(word)
}

// asking tells the words that open a question.
func asking(word string) bool {
	switch word {
	case "vem", "vad", "hur", "var", "när", "varför", "vilka", "vilken", "vart", "är", "kan", "ska", "räcker", "får":
		return true
	}
	return false
}

// predicate reports whether a word is a verb that says what a work does or
// what was done with it.
func predicate(word string) bool {
	switch word {
	case "skriver", "skrev", "kom", "kommer", "visar", "visade", "föreslår", "föreslog", "föreslås", "säger", "sägs", "sade", "riktar", "beskriver", "beskrev", "beskrivs", "handlar", "handlade", "innehåller", "lämnar", "lämnade", "pekar", "pekade", "konstaterar", "konstaterade", "konstateras", "är", "var", "har", "hade", "som", "ger", "gav", "ska", "från", "redovisar", "redovisade", "redovisas", "framgår", "framhåller", "bygger", "används", "användes", "ingår", "finns", "fick", "får", "blev", "blir", "samt", "menar", "anger", "anges", "lyfter", "lyfts", "sammanfattar", "publicerades", "presenterades", "lanserades", "överlämnades":
		return true
	}
	return verbal(word) || supine(word)
}

// supine reports whether a word is the supine of a verb, as in "har i sin
// rapport … visat".
func supine(word string) bool {
	if stem, ok := strings.CutSuffix(word, "at"); ok {
		return uses(stem+"ade") > 20
	}
	switch word {
	case "föreslagit", "framhållit", "lyft", "funnit", "kommit", "gett", "givit", "gjort", "dragit", "slagit", "beskrivit", "skrivit":
		return true
	}
	return false
}

// shortTitle reports whether two words are enough of a title: a bracket follows
// them, or they end a sentence or in a number and the publisher is known.
func (f *finder) shortTitle(first, end int, published bool) bool {
	if end <= first {
		return false
	}
	if next := f.word(end + 1); published && end > first && (predicate(next) || next == "," && !capital(f.word(end)) || next == "i" && month(f.word(end+2))) {
		return true
	}
	return f.word(end+1) == "(" || published && (f.word(end+1) == "." || f.tokens[end].Kind == swedish.Number)
}
