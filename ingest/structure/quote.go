package structure

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findQuotes finds direct quotations: speech after a dialogue dash, and words
// between quotation marks.
func (p *parser) findQuotes() {
	for i := range p.lines {
		if r := p.lines[i].role; r == roleFurniture || r == roleAttendee || r == roleFootnote {
			continue
		}
		text := p.of(i)
		if n := dashLength(text); n > 0 && p.lines[i].role != roleListItem && p.lines[i].role != roleTurn && p.isSpeech(i) {
			p.addSpeech(i, n)
			continue
		}
		if p.blockKind(i) == corpus.BlockQuote && findCue(text, 0).Len() > 0 && !hasAnyPrefix(text, "\"", "”", "“", "»", "«") {
			p.addSpeech(i, 0)
			continue
		}
		if strings.ContainsAny(text, "\"”“»«") {
			p.addMarked(p.lines[i].Span)
		}
		if p.lines[i].role != roleTurn {
			p.addInner(p.lines[i].Span)
		}
	}
	slices.SortStableFunc(p.out.Quotes, func(a, b corpus.Quote) int { return cmp.Compare(a.Start, b.Start) })
}

// isSpeech reports whether a line that begins with a dash is speech: it holds
// a reporting clause, or ends as a sentence outside a list.
func (p *parser) isSpeech(i int) bool {
	text := p.speechSpan(i).Of(p.src)
	if findCue(text, 0).Len() > 0 {
		return true
	}
	if strings.Count(text, " ") < 3 || !endsSentence(text) {
		return false
	}
	if !strings.HasPrefix(text, "-") {
		return true
	}
	// A hyphen alone may be a list's: speech is expected beside it.
	for _, j := range [...]int{p.previous(i), p.next(i)} {
		if j >= 0 && j < len(p.lines) && findCue(p.of(j), 0).Len() > 0 {
			return true
		}
	}
	return false
}

// addSpeech adds the quoted stretches of a dialogue line, each with the
// reporting clause of the line.
func (p *parser) addSpeech(i, dash int) {
	l := p.speechSpan(i)
	text := l.Of(p.src)
	cue := findCue(text, dash)
	if cue.Len() == 0 {
		p.addQuote(corpus.Span{Start: l.Start + dash, End: l.End}, p.cueAbove(i), true)
		return
	}
	absolute := corpus.Span{Start: l.Start + cue.Start, End: l.Start + cue.End}
	p.addQuote(corpus.Span{Start: l.Start + dash, End: absolute.Start}, absolute, dash > 0)
	rest := corpus.Span{Start: absolute.End, End: l.End}
	if tail := strings.TrimLeft(rest.Of(p.src), " .,!?–—"); tail != "" && !tellsOn(tail) {
		rest.Start = rest.End - len(tail)
		p.addRest(rest, absolute)
	}
}

// addInner adds speech behind a dash inside a paragraph, as in the preambles of
// newspapers: "Banan stängs. – Det är en katastrof, säger Anna Ek."
func (p *parser) addInner(s corpus.Span) {
	text := s.Of(p.src)
	for at := 0; ; {
		n := strings.Index(text[at:], " – ")
		if n < 0 {
			return
		}
		at += n + len(" – ")
		if !endsSentence(text[:at-len(" – ")]) || !startsUpper(text[at:]) {
			continue
		}
		rest := text[at:]
		cue := findCue(rest, 0)
		if cue.Len() == 0 || strings.Contains(rest[:cue.Start], " – ") {
			continue
		}
		start := s.Start + at
		p.addQuote(corpus.Span{Start: start, End: start + cue.Start}, corpus.Span{Start: start + cue.Start, End: start + cue.End}, true)
	}
}

// addRest adds what is said after a reporting clause; it may hold another.
func (p *parser) addRest(rest, cue corpus.Span) {
	more := findCue(rest.Of(p.src), 0)
	if more.Len() == 0 {
		p.addQuote(rest, cue, true)
		return
	}
	second := corpus.Span{Start: rest.Start + more.Start, End: rest.Start + more.End}
	p.addQuote(corpus.Span{Start: rest.Start, End: second.Start}, second, true)
}

// speechSpan is line i with the lines that it is wrapped into.
func (p *parser) speechSpan(i int) corpus.Span {
	span := p.lines[i].Span
	for ; p.continues(i); i++ {
		span.End = p.lines[i+1].End
	}
	return span
}

// tellsOn reports whether the text after a reporting clause is the writer's
// again: it speaks of the speaker in the third person.
func tellsOn(s string) bool { return hasAnyPrefix(s, "Hon ", "Han ", "De säger") }

// cueAbove is the clause that announces speech on line i at the end of the
// text above: "Anna Ek säger:".
func (p *parser) cueAbove(i int) corpus.Span {
	above := p.previous(i)
	if above < 0 || !strings.HasSuffix(p.of(above), ":") || p.lines[above].role == roleHeading {
		return corpus.Span{}
	}
	text := p.of(above)
	start := lastSentence(text)
	if !hasReportingVerb(text[start:]) && !namesPerson(text[start:]) {
		return corpus.Span{}
	}
	return corpus.Span{Start: p.lines[above].Start + start, End: p.lines[above].End - 1}
}

// namesPerson reports whether a sentence names a person in full.
func namesPerson(s string) bool {
	const longest = 300
	if len(s) > longest {
		return false
	}
	for at := 0; at < len(s); {
		if n := scanName(s[at:]); n.isPerson() && swedish.GivenName(titleCase(nameWord(s[at:]))) {
			return true
		}
		next := strings.IndexByte(s[at:], ' ')
		if next < 0 {
			return false
		}
		at += next + 1
	}
	return false
}

// lastSentence is where the last sentence of a text begins.
func lastSentence(s string) int {
	start := 0
	for _, stop := range [...]string{". ", "? ", "! ", "… ", ".” ", "?” ", "!” ", ".\" ", "?\" ", "!\" ", "”. "} {
		if n := strings.LastIndex(strings.TrimRight(s, ".?!"), stop); n >= 0 {
			start = max(start, n+len(stop))
		}
	}
	return start
}

// addQuote adds a quotation without the space and marks around its words.
func (p *parser) addQuote(s, cue corpus.Span, dash bool) {
	s = trimSpan(p.src, s)
	text := s.Of(p.src)
	rest := strings.TrimLeft(text, "”\"“»« ")
	s.Start += len(text) - len(rest)
	trimmed := strings.TrimRight(rest, "”\"“»«, ")
	s.End -= len(rest) - len(trimmed)
	if s.Empty() || !hasLetter(trimmed) {
		return
	}
	p.out.Quotes = append(p.out.Quotes, corpus.Quote{Span: s, Cue: cue, Dash: dash})
}

// addMarked adds the quotations between marks within a stretch of text.
func (p *parser) addMarked(within corpus.Span) {
	const longest = 1500
	text := within.Of(p.src)
	last := corpus.Span{} // cue of the quotation before
	for at := 0; at < len(text); {
		open, mark := openingMark(text, at)
		if open < 0 {
			return
		}
		from := open + len(mark)
		length := closingMark(text[from:min(len(text), from+longest)], mark)
		if length < 0 {
			at = from
			continue
		}
		words := text[from : from+length]
		cue := p.cueBeside(text, open, from+length+len(mark), within.Start)
		if from := last.End - within.Start; cue.Empty() && !last.Empty() && from <= open && !hasLetter(text[from:open]) {
			cue = last // the same person goes on
		}
		last = cue
		if strings.Count(strings.TrimSpace(words), " ") >= 2 || cue.Len() > 0 {
			p.addQuote(corpus.Span{Start: within.Start + from, End: within.Start + from + length}, cue, false)
		}
		at = from + length + len(mark)
	}
}

// cutAnySuffix takes one of the suffixes off s and tells whether there was one.
func cutAnySuffix(s string, suffixes ...string) (string, bool) {
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			return rest, true
		}
	}
	return s, false
}

// openingMark finds the next quotation mark that opens: it begins a word.
func openingMark(s string, from int) (int, string) {
	for at := from; at < len(s); {
		n := strings.IndexAny(s[at:], "\"”“»«")
		if n < 0 {
			return -1, ""
		}
		at += n
		r, size := utf8.DecodeRuneInString(s[at:])
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+size:])
		begins := at == 0 || unicode.IsSpace(before) || strings.ContainsRune("([–—-/", before)
		if begins && !unicode.IsSpace(after) && at+size < len(s) {
			return at, string(r)
		}
		at += size
	}
	return -1, ""
}

// closingMark finds the mark that closes a quotation opened by mark in s.
func closingMark(s, mark string) int {
	closers := mark
	switch mark {
	case "“":
		closers = "”“"
	case "»":
		closers = "»«"
	case "«":
		closers = "»"
	}
	for at := 0; at < len(s); {
		n := strings.IndexAny(s[at:], closers)
		if n < 0 {
			return -1
		}
		at += n
		_, size := utf8.DecodeRuneInString(s[at:])
		after, _ := utf8.DecodeRuneInString(s[at+size:])
		if at > 0 && (at+size == len(s) || !unicode.IsLetter(after)) {
			return at
		}
		at += size
	}
	return -1
}

// cueBeside is the reporting clause next to a quotation between marks in text:
// after it, or before it up to a colon or comma. base is where text begins.
func (p *parser) cueBeside(text string, open, end, base int) corpus.Span {
	if end <= len(text) {
		if cue := cueAt(text, end); cue.Len() > 0 {
			return corpus.Span{Start: base + cue.Start, End: base + cue.End}
		}
	}
	before := strings.TrimRight(text[:min(open, len(text))], " ")
	said, ok := cutAnySuffix(before, ":", ",", " att")
	if !ok {
		return corpus.Span{}
	}
	start := lastSentence(before)
	if start >= len(said) || len(before)-start > 200 || !hasReportingVerb(said[start:]) {
		return corpus.Span{}
	}
	return corpus.Span{Start: base + start, End: base + len(said)}
}
