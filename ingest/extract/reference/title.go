package reference

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

const (
	minTitle = 5   // bytes
	maxTitle = 240 // bytes
)

// candidateTitles lists the stretches a writer sets off: quotations,
// emphasis and link texts.
func candidateTitles(text *corpus.Text) []corpus.Span {
	spans := append(quoted(text.Canonical), bracketed(text.Canonical)...)
	spans = append(spans, text.Emphasis...)
	for _, l := range text.Links {
		spans = append(spans, l.Span)
	}
	kept := spans[:0]
	for _, s := range spans {
		if s = trim(text.Canonical, s); s.Len() >= minTitle && s.Len() <= maxTitle && strings.Count(s.Of(text.Canonical), "\n") < 3 {
			kept = append(kept, s)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	return kept
}

// quoted finds text between quotation marks. Swedish uses ” on both sides, so
// a mark opens where a space or bracket precedes it.
func quoted(text string) []corpus.Span {
	var spans []corpus.Span
	for i := 0; i < len(text); {
		size, ok := quoteMark(text[i:])
		if !ok {
			i++
			continue
		}
		inner := i + size
		if i > 0 && !strings.ContainsRune(" \n([\t", rune(text[i-1])) && !strings.HasSuffix(text[:i], "\u00a0") {
			i = inner
			continue
		}
		end := closingQuote(text[inner:min(len(text), inner+maxTitle+8)])
		if end < 0 {
			i = inner
			continue
		}
		spans = append(spans, corpus.Span{Start: inner, End: inner + end})
		i = inner + end
		if size, ok := quoteMark(text[i:]); ok {
			i += size
		}
	}
	return spans
}

// bracketed finds link texts of Markdown that a plain text was left with:
// "[Titel](https://…)".
func bracketed(text string) []corpus.Span {
	var spans []corpus.Span
	for at := 0; ; {
		end := strings.Index(text[at:], "](")
		if end < 0 {
			return spans
		}
		end += at
		if start := strings.LastIndexByte(text[at:end], '['); start >= 0 {
			spans = append(spans, corpus.Span{Start: at + start + 1, End: end})
		}
		at = end + 2
	}
}

func quoteMark(s string) (size int, ok bool) {
	if s[0] == '"' {
		return 1, true
	}
	if s[0] < 0xC2 {
		return 0, false
	}
	for _, mark := range []string{"”", "“", "„", "»", "«"} {
		if strings.HasPrefix(s, mark) {
			return len(mark), true
		}
	}
	return 0, false
}

func closingQuote(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' && i+1 < len(s) && s[i+1] == '\n' {
			return -1
		}
		if _, ok := quoteMark(s[i:]); ok {
			return i
		}
	}
	return -1
}

// trim narrows a span to its words, without quotation marks, stars and white
// space around them.
func trim(text string, s corpus.Span) corpus.Span {
	if !s.Valid(text) {
		return corpus.Span{}
	}
	inner := s.Of(text)
	left := strings.TrimLeftFunc(inner, edge)
	s.Start += len(inner) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, edge))
	return s
}

func edge(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(`”“„»«"*_[],;:`, r)
}

// attachTitle looks for the title of a numbered work beside its number: set
// off by typography, or plain words between a report word and a bracket.
func (f *finder) attachTitle(r *Reference) {
	if span, ok := f.titleBefore(r.Start); ok {
		f.entitle(r, span)
		f.publishedBy(r, span.Start)
		if r.Publisher == "" {
			f.publishedInClause(r, span.Start)
		}
		return
	}
	if span, ok := f.titleAfter(r.End); ok {
		f.entitle(r, span)
	}
	f.publishedBy(r, r.Start)
}

// cuedTitle reports whether a report word stands right before a title.
func (f *finder) cuedTitle(title corpus.Span) bool {
	i := f.tokenAt(title.Start) - 1
	for i >= 0 && f.adjacent(i) && opening(f.word(i)) {
		i--
	}
	return i >= 0 && f.adjacent(i) && reportWord(strings.ToLower(f.word(i)))
}

func (f *finder) entitle(r *Reference, title corpus.Span) {
	r.Name = collapse(title.Of(f.text))
	r.title, r.number = title, r.Span
	whole := join(r.Span, title)
	if strings.HasPrefix(f.text[whole.End:], ")") && strings.Contains(f.text[min(title.End, r.Start):max(title.End, r.Start)], "(") {
		whole.End++
	}
	r.Span = whole
}

// titleBefore finds the title that ends right before a number.
func (f *finder) titleBefore(offset int) (corpus.Span, bool) {
	for i := sort.Search(len(f.titles), func(i int) bool { return f.titles[i].Start >= offset }) - 1; i >= 0 && offset-f.titles[i].Start < maxTitle+80; i-- {
		span := f.titles[i]
		if span.End <= offset && touching(f.text[span.End:offset]) && f.titleLike(span) {
			return span, true
		}
	}
	open := strings.TrimRight(f.text[:offset], " ")
	if at := strings.LastIndexByte(open, '('); at > 0 && at > len(open)-32 && seriesLabel(open[at+1:]) {
		return f.plainTitle(at, numberWord(open[at+1:]))
	}
	if strings.HasSuffix(open, "(") || strings.HasSuffix(open, ",") {
		return f.plainTitle(len(open)-1, strings.HasSuffix(open, "("))
	}
	return corpus.Span{}, false
}

// touching reports whether between a title and its number there are only
// marks, a link target or a page's words for "in".
func touching(between string) bool {
	if i := strings.Index(between, "]("); i >= 0 {
		if j := strings.IndexByte(between[i:], ')'); j > 0 {
			between = between[:i] + between[i+j+1:]
		}
	}
	between = strings.Trim(between, " \n\u00a0”“\"»«*_(,.:;[]–-")
	between = strings.TrimRight(between, " ,.:(")
	return between == "" || between == "nr" || seriesLabel(between)
}

// numberWord reports whether words in front of a number begin with what is
// numbered: "rapport nr", "Statistik".
func numberWord(label string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(label), " ")
	switch strings.ToLower(first) {
	case "rapport", "publikation", "meddelande", "skrift", "promemoria", "pm", "statistik", "artikel", "artikelnr", "bilaga":
		return true
	}
	return false
}

// seriesLabel reports whether words in front of a number in brackets name the
// series: "Aqua reports", "rapport nr", "Statistik".
func seriesLabel(label string) bool {
	label = strings.TrimSpace(label)
	first, _, _ := strings.Cut(label, " ")
	if strings.Count(label, " ") > 2 || strings.ContainsAny(label, ".,:;0123456789\n()”\"") {
		return false
	}
	if numberWord(label) {
		return true
	}
	switch first {
	case "SFS", "Lag", "Se", "Jfr", "Jämför":
		return false
	}
	_, numbered := seriesOf(first)
	return capital(first) && !numbered && len(first) > 1
}

func (f *finder) titleLike(span corpus.Span) bool {
	text := span.Of(f.text)
	first, _ := utf8.DecodeRuneInString(text)
	return (unicode.IsUpper(first) || digit(text[0])) && strings.Contains(text, " ") || unicode.IsUpper(first) && len(text) > 9
}

// plainTitle finds the title that stands without typography before a bracket:
// "betänkandet Framtidens teknik i omsorgens tjänst (". Walking left it looks
// for the report word or, before a bracket, the preposition that a capital
// follows.
func (f *finder) plainTitle(end int, bracket bool) (corpus.Span, bool) {
	last := f.tokenAt(end) - 1
	best := -1
	for i := last; i >= 0 && last-i < 30 && f.adjacent(i); i-- {
		word := f.word(i)
		if ends(word) && i != last {
			break
		}
		if !capital(word) {
			continue
		}
		prev := f.word(i - 1)
		if prev == ":" {
			continue
		}
		if _, _, owned := f.genitiveName(i - 1); owned && bracket && f.anyLower(i, last) {
			best = i
			break
		}
		if reportWord(strings.ToLower(prev)) || prev == "," && reportWord(strings.ToLower(f.word(i-2))) {
			best = i
			break
		}
		if bracket && best < 0 && preposition(prev) && last > i && f.lowerWithin(i+1, last) {
			best = i
		}
	}
	if best < 0 {
		return corpus.Span{}, false
	}
	span := trim(f.text, corpus.Span{Start: f.tokens[best].Start, End: f.tokens[last].End})
	return span, span.Len() >= minTitle && span.Len() <= maxTitle
}

// ends reports whether a token ends a sentence or clause that a title cannot
// reach across.
func ends(word string) bool {
	switch word {
	case ".", "?", "!", ";", ")", "(", "”", "\"":
		return true
	}
	return false
}

func preposition(word string) bool {
	switch word {
	case "i", "av", "till", "från", "enligt", "med", "genom":
		return true
	}
	return false
}

// anyLower reports whether tokens hold a word in lower case.
func (f *finder) anyLower(from, to int) bool {
	for i := from; i <= to; i++ {
		if f.tokens[i].Kind == swedish.Word && !capital(f.word(i)) {
			return true
		}
	}
	return false
}

func (f *finder) lowerWithin(from, to int) bool {
	lower := false
	for i := from; i <= to; i++ {
		word := f.word(i)
		if f.tokens[i].Kind != swedish.Word {
			continue
		}
		if _, _, report := cueOf(strings.ToLower(word)); report {
			return false
		}
		lower = lower || !capital(word)
	}
	return lower
}

func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// titleAfter finds a title set off right after a number, as in
// "SOU 2021:17 ”Titel”", or after a comma in a list.
func (f *finder) titleAfter(offset int) (corpus.Span, bool) {
	i := sort.Search(len(f.titles), func(i int) bool { return f.titles[i].Start >= offset })
	if i < len(f.titles) && f.titles[i].Start-offset < 12 && touching(f.text[offset:f.titles[i].Start]) && f.titleLike(f.titles[i]) {
		return f.titles[i], true
	}
	return corpus.Span{}, false
}

// findTitles accepts titles set off by typography that a report word
// introduces.
func (f *finder) findTitles() {
	for _, span := range f.titles {
		if f.titledItem(span) {
			continue
		}
		if !f.titleLike(span) || strings.HasSuffix(span.Of(f.text), ".") && strings.Count(span.Of(f.text), " ") > 12 {
			continue
		}
		i := f.tokenAt(span.Start) - 1
		for i >= 0 && f.adjacent(i) && opening(f.word(i)) {
			i--
		}
		if i < 0 || !f.adjacent(i) {
			continue
		}
		word := strings.ToLower(f.word(i))
		at := i
		_, _, cued := cueOf(word)
		issued := issues(word) || word == "om" && i > 0 && f.decides(i-1) || (word == "ut" || word == "fram") && f.issuesBefore(i-1) ||
			f.tokens[i].Kind == swedish.Number && year(word) && issues(strings.ToLower(f.word(i-1))) || f.titleNoun(i, span)
		if (!cued && !issued || !f.introduces(i, span)) && !f.announced(i, span) {
			continue
		}
		r := f.plain("", span, MethodTitle, .85)
		r.Number = ""
		r.Name = collapse(span.Of(f.text))
		f.publishedBy(&r, f.tokens[at].End)
		if r.Publisher == "" {
			f.publishedInClause(&r, span.Start)
		}
		r.Canonical = canonicalTitle(r)
		r.Year = f.yearBeside(span)
		f.add(r)
	}
}

func opening(word string) bool {
	switch word {
	case "(", "[", "”", "“", "„", "\"", "»", "«", "*", "_", ":", "**", ",":
		return true
	}
	return false
}

// introduces reports whether the report word at token i has the title after it
// as its name: an indefinite plural or a full stop between them has not.
func (f *finder) introduces(i int, span corpus.Span) bool {
	between := f.text[f.tokens[i].End:span.Start]
	return len(between) < 12 && !strings.Contains(between, ".")
}

// announced reports whether a colon behind token i announces the title, in a
// sentence that speaks of reports: "flera rapporter, den senaste nyligen
// lanserad: ”Titel”". Words after a verb of saying are a quotation.
func (f *finder) announced(i int, span corpus.Span) bool {
	if !strings.HasPrefix(f.text[f.tokens[i].End:span.Start], ":") || strings.ContainsAny(span.Of(f.text), ".!?") {
		return false
	}
	for at := i; at >= 0 && i-at < longestAnnouncement && !ends(f.word(at)); at-- {
		if says(f.word(at)) {
			return false
		}
		if _, _, cued := cueOf(strings.ToLower(f.word(at))); cued {
			return true
		}
	}
	return false
}

// longestAnnouncement is how many tokens before its title a report word may
// stand.
const longestAnnouncement = 24

// says tells which verbs announce speech.
func says(word string) bool {
	switch word {
	case "säger", "sa", "sade", "skriver", "skrev", "konstaterar", "konstaterade", "menar", "menade", "svarar", "svarade",
		"frågar", "frågade", "står", "stod", "lyder", "löd", "tillägger", "betonar", "slår", "sammanfattar", "uttrycker":
		return true
	}
	return false
}

// yearBeside returns a year in brackets or after a comma behind a title.
func (f *finder) yearBeside(span corpus.Span) string {
	rest := f.text[span.End:min(len(f.text), span.End+16)]
	rest = strings.TrimLeft(rest, " ”“\"»«*_,(\n")
	if len(rest) >= 4 && year(rest[:4]) && (len(rest) == 4 || !digit(rest[4]) && rest[4] != ':' && rest[4] != '/') {
		return rest[:4]
	}
	return ""
}

// joinTitles lets a title found alone share the identity of the numbered work
// that carries it elsewhere in the document.
func (f *finder) joinTitles() {
	known := map[string]Reference{}
	for _, r := range f.refs {
		if main, _, long := cutTitle(r.Name); long && r.Canonical != "" && (r.Method == MethodList || r.Method == MethodNumber) {
			known[foldTitle(main)] = r
		}
	}
	for _, r := range f.refs {
		if r.Number != "" && r.Canonical != "" {
			known[foldTitle(r.Name)] = r
		}
	}
	for i := range f.refs {
		r := &f.refs[i]
		if full, ok := known[foldTitle(r.Name)]; ok && r.Number == "" && r.Method != MethodPlan {
			r.Canonical, r.Number, r.Year = full.Canonical, full.Number, full.Year
			if r.Publisher == "" {
				r.Publisher, r.PublisherSpan = full.Publisher, full.PublisherSpan
			}
		}
	}
}
