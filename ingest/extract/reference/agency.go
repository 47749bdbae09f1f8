package reference

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// reportNumber finds the numbers of authorities' own report series: they need
// a report word, a publisher or a title beside them.
func (f *finder) reportNumber(n number, b before) (Reference, bool) {
	if n.form != formColon || n.year < "1900" {
		return Reference{}, false
	}
	if paper := f.paperBefore(b); paper >= 0 {
		r := f.plain("", corpus.Span{Start: f.tokens[paper+1].Start, End: n.End}, MethodNumber, .9)
		r.Number, r.PublisherSpan = n.Of(f.text), corpus.Span{Start: f.tokens[paper].Start, End: f.tokens[paper].End}
		r.Publisher = r.PublisherSpan.Of(f.text)
		if title, ok := f.titleBefore(r.PublisherSpan.Start); ok {
			r.Name = collapse(title.Of(f.text))
		}
		f.nameNumbered(&r)
		return r, true
	}
	r := f.plain("", n.Span, MethodNumber, .9)
	r.Number = n.Of(f.text)
	_, _, cued := cueOf(strings.ToLower(b.word))
	title, titled := f.titleBefore(n.Start)
	switch {
	case titled:
		f.entitle(&r, title)
		f.publishedBy(&r, title.Start)
		if label := b.word; r.Publisher == "" && f.word(b.token-1) == "(" && acronym(label) && !numberWord(label) {
			r.Publisher, r.PublisherSpan = label, corpus.Span{Start: b.start, End: b.start + len(label)}
		}
		if owner := f.word(b.token - 1); r.Publisher == "" && numberWord(b.word) && (acronym(owner) || f.word(b.token-2) == "(" && f.publisherWord(b.token-1)) && f.gap(b.token-1) == " " {
			r.Publisher, r.PublisherSpan = owner, f.spanOf(cue{token: b.token - 1})
		}
		if r.Publisher == "" {
			f.publishedInClause(&r, title.Start)
		}
		r.Confidence = .95
	case cued || f.word(b.token) == "PM":
		r.Start = b.start
		f.publishedBy(&r, b.start)
		f.publisherOnLine(&r, b.start)
	case acronym(b.word) && !b.gap && !b.open && f.ownedSeries(b.token):
		r.Start, r.Number = b.start, b.word+" "+n.Of(f.text)
		r.Name, r.Canonical, r.Confidence = r.Number, r.Number, .95
		f.publishedBy(&r, b.start)
		return r, true
	case b.token >= 0 && (!b.gap || b.open) && f.publisherWord(b.token):
		r.PublisherSpan = f.publisherEnding(b.token)
		r.Publisher = r.PublisherSpan.Of(f.text)
		r.Start = r.PublisherSpan.Start
		r.Confidence = .8
	default:
		return Reference{}, false
	}
	f.nameNumbered(&r)
	return r, true
}

// ownedSeries reports whether a body's name in the genitive stands right before
// the letters of a series: "Bokföringsnämndens BFNAR 2012:1".
func (f *finder) ownedSeries(i int) bool {
	_, _, owned := f.genitiveName(i - 1)
	return owned && f.gap(i-1) == " "
}

// paperBefore returns the token of the publisher before the English name of a
// series, as in "K2 Working Paper 2022:3"; -1 where there is none.
func (f *finder) paperBefore(b before) int {
	if b.token < 0 || b.gap {
		return -1
	}
	switch b.word {
	case "Paper", "Papers", "Report", "Reports", "Series":
	default:
		return -1
	}
	i := b.token - 1
	for i >= 0 && f.adjacent(i) && (f.word(i) == "Working" || f.word(i) == "Discussion" || f.word(i) == "Technical" || f.word(i) == "Policy" || f.word(i) == "Research") {
		i--
	}
	if i < 0 || !f.adjacent(i) || !capital(f.word(i)) || ends(f.word(i)) {
		return -1
	}
	return i
}

// publisherOnLine reads the publisher in "Norra kommun, rapport 2022:2": what
// stands on the line, or in the sentence, before the comma.
func (f *finder) publisherOnLine(r *Reference, offset int) {
	left := strings.TrimRight(f.text[:offset], " ")
	left, comma := strings.CutSuffix(left, ",")
	start := strings.LastIndexAny(left, "\n.;:•]¹²³")
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(left[start:])
		start += size
	}
	start = max(start, 0)
	who := trim(f.text, corpus.Span{Start: start, End: len(left)})
	if r.Publisher != "" || !comma || !who.Valid(f.text) || who.Len() < 3 || who.Len() > 80 {
		return
	}
	if name := who.Of(f.text); capital(name) && !strings.ContainsAny(name, ",0123456789”\"(") && strings.Count(name, " ") < 8 {
		r.Publisher, r.PublisherSpan = collapse(name), who
	}
}

// publishedOnLine takes the name before a mark that parts a line for the
// publisher of the number behind it: "Boverket | Rapport 2025:1".
func (f *finder) publishedOnLine(r *Reference) {
	l := line(f.text, r.Span)
	before := f.text[l.Start:r.Start]
	cut := strings.LastIndexAny(before, "|·•–—")
	if cut < 0 {
		return
	}
	who := trim(f.text, corpus.Span{Start: l.Start, End: l.Start + cut})
	if name := who.Of(f.text); who.Len() > 2 && capital(name) && !strings.ContainsAny(name, ",.0123456789") && f.publisherWord(f.tokenAt(who.Start)) || organisationHead(f.word(f.tokenAt(who.Start))) {
		r.Publisher, r.PublisherSpan = collapse(name), who
	}
}

// nameNumbered gives a report of an authority's series its name and identity.
func (f *finder) nameNumbered(r *Reference) {
	switch {
	case r.Publisher != "":
		r.Canonical = r.Publisher + " " + r.Number
	case r.Name != "":
		r.Canonical = foldTitle(r.Name)
	}
	if r.Name == "" {
		r.Name = strings.TrimSpace(r.Publisher + " " + r.Number)
	}
}
