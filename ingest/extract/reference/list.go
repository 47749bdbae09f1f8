package reference

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findEntries reads footnotes and reference lists entry by entry.
func (f *finder) findEntries() {
	sort.SliceStable(f.refs, func(i, j int) bool { return f.refs[i].Start < f.refs[j].Start })
	f.sorted = len(f.refs)
	for _, note := range f.structure.Footnotes {
		f.entry(note.Body)
	}
	for _, section := range f.structure.Sections {
		if section.Heading.Valid(f.text) && listHeading(section.Heading.Of(f.text)) {
			f.entriesIn(section.Body)
		}
	}
	f.findPlainLists()
	f.findRuledNotes()
}

// findRuledNotes reads the numbered lines under a rule, which are the notes of a
// page: "_______" above "1 Socialstyrelsen, Titel, 2020."
func (f *finder) findRuledNotes() {
	for at := 0; at < len(f.text); {
		l := line(f.text, corpus.Span{Start: at, End: at})
		at = l.End + 1
		if text := strings.TrimSpace(l.Of(f.text)); len(text) < len("---") || strings.Trim(text, "_-–—") != "" {
			continue
		}
		var note corpus.Span
		for at < len(f.text) {
			l := line(f.text, corpus.Span{Start: at, End: at})
			text := strings.TrimSpace(l.Of(f.text))
			numbered := len(text) > 3 && digit(text[0]) && capital(strings.TrimLeft(text, "0123456789.) "))
			if text == "" || note.Empty() && !numbered {
				break
			}
			at = l.End + 1
			if !numbered {
				note.End = l.End
				continue
			}
			f.entry(note)
			note = l
		}
		f.entry(note)
	}
}

// entriesIn reads a stretch of whole lines entry by entry.
func (f *finder) entriesIn(body corpus.Span) {
	for start := body.Start; start < body.End; {
		e := f.wrapped(start, body.End)
		for _, one := range f.divided(e) {
			f.entry(one)
		}
		start = e.End + 1
	}
}

// findPlainLists finds the lists whose heading is a line with a colon rather
// than a heading: "Litteratur:". They end at the next empty line behind an
// entry.
func (f *finder) findPlainLists() {
	for at := 0; at < len(f.text); {
		l := line(f.text, corpus.Span{Start: at, End: at})
		at = l.End + 1
		text := strings.TrimSpace(l.Of(f.text))
		if len(text) > 40 || !strings.HasSuffix(text, ":") || !listHeading(text) || f.inListSection(l.Start) {
			continue
		}
		start := at
		for start < len(f.text) && f.text[start] == '\n' {
			start++
		}
		end := len(f.text)
		if i := strings.Index(f.text[min(start, end):], "\n\n"); i >= 0 {
			end = start + i
		}
		f.entriesIn(corpus.Span{Start: start, End: end})
		at = max(at, end)
	}
}

// inListSection reports whether an offset lies in a list under a heading.
func (f *finder) inListSection(at int) bool {
	for _, section := range f.structure.Sections {
		if section.Body.Start <= at && at < section.Body.End && section.Heading.Valid(f.text) && listHeading(section.Heading.Of(f.text)) {
			return true
		}
	}
	return false
}

// wrapped returns the entry that begins with the line at an offset: with the
// lines after it that go on, because the line does not end a sentence or they
// do not open with who wrote what when.
func (f *finder) wrapped(start, end int) corpus.Span {
	entry := line(f.text, corpus.Span{Start: start, End: start})
	if _, _, _, ok := f.parts(entry); !ok {
		return entry
	}
	for entry.End+1 < end {
		next := line(f.text, corpus.Span{Start: entry.End + 1, End: entry.End + 1})
		text := next.Of(f.text)
		if strings.TrimSpace(text) == "" || next.End-entry.Start > 600 || f.opensEntry(next, strings.HasSuffix(strings.TrimRight(entry.Of(f.text), " "), ".")) {
			break
		}
		entry.End = next.End
	}
	return entry
}

// opensEntry reports whether a line begins an entry of its own. complete tells
// that the entry before it ends with a full stop.
func (f *finder) opensEntry(l corpus.Span, complete bool) bool {
	text := strings.TrimSpace(l.Of(f.text))
	if strings.IndexAny(text, "•·–-*[") == 0 || digit(text[0]) {
		return true
	}
	if n := f.numberedIn(l); n >= 0 && f.refs[n].Start == l.Start {
		return strings.Contains(f.refs[n].Number, " ") // a line that begins with "Rapport 2021:8" goes on
	}
	who, _, _, ok := f.parts(l)
	if !complete {
		return ok && (strings.HasPrefix(f.text[who.End:], " (") || strings.HasPrefix(f.text[who.End:], ": "))
	}
	return !strings.HasPrefix(strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖabcdefghijklmnopqrstuvwxyzåäö"), ": ")
}

func listHeading(heading string) bool {
	switch strings.ToLower(strings.Trim(heading, " :.0123456789")) {
	case "källa", "fotnot", "litteratur och källor", "referenslitteratur", "tryckta källor", "otryckta källor", "bibliografi", "skriftliga källor", "läs mer här", "lästips", "underlag":
		return true
	case "referenser", "referenslista", "källor", "källförteckning", "litteratur", "litteraturförteckning", "litteraturlista", "källor och litteratur", "referenser och källor", "noter", "fotnoter", "läs mer", "källhänvisningar":
		return true
	}
	return false
}

// entry reads one entry: who, (year), title. A number that stands in it gets
// the title and publisher, otherwise the title itself is the reference.
func (f *finder) entry(span corpus.Span) {
	if !span.Valid(f.text) || span.Len() < 12 || span.Len() > 600 {
		return
	}
	inner := strings.TrimLeft(span.Of(f.text), " \t•·–-*[]>¹²³0123456789.")
	if rest, ok := cutAnyWord(inner, "Se även ", "Se bl.a. ", "Se t.ex. ", "Se ", "Jfr "); ok {
		inner = rest
	}
	if first := span.End - len(inner); f.titledNumber(corpus.Span{Start: first, End: span.End}) {
		return
	}
	span.Start = span.End - len(inner)
	who, y, title, ok := f.parts(span)
	if !ok {
		return
	}
	publisher := ""
	if !person(who.Of(f.text)) {
		publisher = collapse(who.Of(f.text))
	}
	authors := corpus.Span{}
	if publisher == "" {
		authors = who
	}
	if n := f.numberedIn(span); n >= 0 {
		f.refs[n].Authors = authors
		f.complete(&f.refs[n], title, publisher, who, span)
		return
	}
	r := f.plain("", title, MethodList, .8)
	r.Name, r.Number, r.Year = collapse(title.Of(f.text)), "", y
	r.Canonical, r.Evidence, r.Authors = foldTitle(r.Name), span, authors
	if publisher != "" {
		r.Publisher, r.PublisherSpan = publisher, who
	}
	f.add(r)
}

// cutAnyWord removes the first of the words that a text begins with.
func cutAnyWord(text string, words ...string) (string, bool) {
	for _, word := range words {
		if rest, ok := strings.CutPrefix(text, word); ok {
			return rest, true
		}
	}
	return text, false
}

// titledNumber reads an entry that begins with a number, as
// "SOU 2017:42. Title." does.
func (f *finder) titledNumber(span corpus.Span) bool {
	n := f.numberedIn(span)
	if n < 0 || f.refs[n].Start != span.Start || f.refs[n].Name != f.refs[n].Number {
		return false
	}
	r := &f.refs[n]
	title := f.titleUntil(r.End, span.End)
	if title.Len() < minTitle || !capital(title.Of(f.text)) || !strings.Contains(title.Of(f.text), " ") {
		return false
	}
	r.title, r.number = title, r.Span
	r.Name, r.Evidence, r.End = collapse(title.Of(f.text)), span, title.End
	return true
}

// complete gives a numbered reference the title and publisher of its entry.
func (f *finder) complete(r *Reference, title corpus.Span, publisher string, who, entry corpus.Span) {
	r.Evidence = entry
	if title.Overlaps(r.Span) {
		title = trim(f.text, corpus.Span{Start: title.Start, End: max(title.Start, r.Start)})
	}
	if title.Len() < minTitle {
		title = f.titleUntil(r.End, entry.End)
	}
	if title.Len() < minTitle || !capital(title.Of(f.text)) && !digit(title.Of(f.text)[0]) || !strings.Contains(title.Of(f.text), " ") {
		return
	}
	if r.Name == r.Number || r.Name == "" || strings.HasSuffix(r.Name, " "+r.Number) {
		r.Name = collapse(title.Of(f.text))
	}
	if gap := r.Start - title.End; gap >= 0 && gap < 40 && r.number.Empty() && r.Name == collapse(title.Of(f.text)) {
		r.title, r.number = title, r.Span
		r.Span = join(title, r.Span)
	}
	if publisher != "" && (r.Publisher == "" || r.PublisherSpan.Overlaps(title)) {
		r.Publisher, r.PublisherSpan = publisher, who
	}
	if !strings.Contains(r.Number, " ") {
		f.nameNumbered(r)
	}
	f.joinOverlapping(*r, func(other Reference) bool { return other.Overlaps(title) })
}

func (f *finder) numberedIn(span corpus.Span) int {
	refs := f.refs[:min(len(f.refs), f.sorted)]
	i := sort.Search(len(refs), func(i int) bool { return refs[i].Start >= span.Start })
	for ; i < len(refs) && refs[i].Start < span.End; i++ {
		if f.refs[i].Number != "" {
			return i
		}
	}
	return -1
}

// parts splits "Vårdanalys (2021). Genvägen till rent vatten. Rapport
// 2021:5." and "Socialstyrelsen, Titel, 2020" into who, year and title.
func (f *finder) parts(span corpus.Span) (who corpus.Span, y string, title corpus.Span, ok bool) {
	text := span.Of(f.text)
	open := strings.IndexByte(text, '(')
	if open > 2 && open < 120 && len(text) > open+6 && year(text[open+1:open+5]) {
		closing := strings.IndexByte(text[open:], ')')
		if closing > 0 && closing <= 7 {
			who = trim(f.text, corpus.Span{Start: span.Start, End: span.Start + open})
			title = f.titleUntil(span.Start+open+closing+1, span.End)
			if strings.HasPrefix(text[open+closing+1:], ". ") || strings.HasPrefix(text[open+closing+1:], " ") && !strings.Contains(text[:open], ".,") {
				title = f.titleToStop(title, span.End)
			}
			return who, text[open+1 : open+5], title, title.Len() >= minTitle
		}
	}
	if who, y, title, ok := f.stoppedParts(span, text); ok {
		return who, y, title, true
	}
	if who, y, title, ok := f.colonParts(span, text); ok {
		return who, y, title, true
	}
	first, rest, found := strings.Cut(text, ", ")
	if given, tail, inverted := strings.Cut(rest, ", "); inverted && swedish.GivenName(given) && found {
		first, rest = text[:len(first)+len(", ")+len(given)], tail
		if title := f.titleUntil(span.Start+len(first)+2, span.End); yearIn(rest) != "" && title.Len() >= 2*minTitle && capital(title.Of(f.text)) {
			return trim(f.text, corpus.Span{Start: span.Start, End: span.Start + len(first)}), yearIn(rest), title, true
		}
	}
	if !found || len(first) > 60 || !capital(first) || strings.ContainsAny(first, ".0123456789") {
		return who, "", title, false
	}
	who = trim(f.text, corpus.Span{Start: span.Start, End: span.Start + len(first)})
	title = f.titleUntil(span.Start+len(first)+2, span.End)
	y = yearIn(rest)
	return who, y, title, y != "" && title.Len() >= 2*minTitle && capital(title.Of(f.text)) && strings.Contains(title.Of(f.text), " ")
}

// colonParts splits "Naturvårdsverket: Titel (2020)".
func (f *finder) colonParts(span corpus.Span, text string) (who corpus.Span, y string, title corpus.Span, ok bool) {
	first, rest, found := strings.Cut(text, ": ")
	if !found || len(first) > 60 || !capital(first) || strings.ContainsAny(first, ".,0123456789()") || yearIn(rest) == "" && !strings.Contains(rest, "apport ") {
		return who, "", title, false
	}
	who = trim(f.text, corpus.Span{Start: span.Start, End: span.Start + len(first)})
	title = f.titleUntil(span.Start+len(first)+2, span.End)
	return who, yearIn(rest), title, title.Len() >= 2*minTitle && capital(title.Of(f.text)) && strings.Contains(title.Of(f.text), " ")
}

// stoppedParts splits "Naturvårdsverket. 2020. Titel. Rapport 6912".
func (f *finder) stoppedParts(span corpus.Span, text string) (who corpus.Span, y string, title corpus.Span, ok bool) {
	for at := 0; ; {
		i := strings.Index(text[at:], ". ")
		if i < 0 || at+i > 120 {
			return who, "", title, false
		}
		at += i + len(". ")
		if len(text) < at+5 || !year(text[at:at+4]) || !digits4(text[at:at+4]) || text[at+4] != '.' && text[at+4] != ',' && text[at+4] != ':' {
			continue
		}
		who = trim(f.text, corpus.Span{Start: span.Start, End: span.Start + at - len(". ")})
		title = f.titleUntil(span.Start+at+5, span.End)
		return who, text[at : at+4], title, capital(text) && title.Len() >= minTitle
	}
}

// titleUntil reads a title from an offset to the full stop or comma that ends
// it.
func (f *finder) titleUntil(from, to int) corpus.Span {
	if from >= to {
		return corpus.Span{} // the number ends the entry
	}
	text := f.text[from:to]
	skip := len(text) - len(strings.TrimLeft(text, " .,:;\n"))
	body := text[skip:]
	end := len(body)
	for _, stop := range []string{". ", ".\n", ", ", " (", ".  "} {
		if i := strings.Index(body, stop); i >= 0 && i < end {
			end = i
		}
	}
	if end > maxTitle {
		return corpus.Span{}
	}
	span := trim(f.text, corpus.Span{Start: from + skip, End: from + skip + end})
	if strings.HasSuffix(span.Of(f.text), ".") {
		span.End--
	}
	return span
}

// titleToStop takes in what stands behind the comma that ends a title, up to the
// full stop: "(2022). Små rum, stora ord".
func (f *finder) titleToStop(title corpus.Span, to int) corpus.Span {
	if title.Empty() || !strings.HasPrefix(f.text[title.End:to], ", ") {
		return title
	}
	rest := f.text[title.End:to]
	stop := strings.Index(rest, ". ")
	if stop < 0 {
		stop = strings.Index(rest, ".\n")
	}
	first, _, _ := strings.Cut(strings.TrimLeft(rest, ", "), " ")
	if stop < 0 || stop > maxTitle/2 || capital(first) || first == "s." || strings.ContainsAny(rest[:stop], "0123456789:(") {
		return title
	}
	title.End += stop
	return title
}

func yearIn(s string) string {
	for i := 0; i+4 <= len(s); i++ {
		if year(s[i:i+4]) && s[i:i+4] >= "1900" && digits4(s[i:i+4]) && (i == 0 || !digit(s[i-1])) && (i+4 == len(s) || !digit(s[i+4])) {
			return s[i : i+4]
		}
	}
	return ""
}

func digits4(s string) bool {
	return digit(s[0]) && digit(s[1]) && digit(s[2]) && digit(s[3])
}

// person reports whether the author of an entry is written as a person:
// "Svensson, A." or "Ek A, Berg B".
func person(who string) bool {
	_, rest, found := strings.Cut(who, ", ")
	if found && utf8.RuneCountInString(strings.TrimRight(rest, ". ")) <= 2 {
		return true
	}
	if fullName(who, rest) {
		return true
	}
	for word := range strings.FieldsSeq(who) {
		initial := strings.Trim(word, ".,")
		if utf8.RuneCountInString(initial) == 1 && capital(initial) || word == "m.fl." || word == "al." {
			return true
		}
	}
	return false
}

// fullName reports whether an author is written with a given name: "Ek, Anna &
// Berg, Bo" or "Anna Ek". rest is what stands behind the first comma.
func fullName(who, rest string) bool {
	if rest != "" {
		given, _, _ := strings.Cut(rest, " ")
		return swedish.GivenName(strings.TrimRight(given, ",;"))
	}
	given, surname, found := strings.Cut(who, " ")
	return found && swedish.GivenName(given) && capital(surname) && strings.Count(who, " ") < 3 && !strings.HasSuffix(surname, "s AB")
}
