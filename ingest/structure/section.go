package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// longestHeading is the length in characters above which a line is no
// heading.
const longestHeading = 140

// heading is a line found to be a heading.
type headingLine struct {
	line   int
	end    int // line after the heading, which may stand below its number
	number headingNumber
	level  int // 0 where the shape tells none
	words  corpus.Span
}

// findSections finds the headings of a document and what belongs to each.
func (p *parser) findSections() {
	p.markLists()
	numbered := p.numberedHeadings()
	var found []headingLine
	for i := 0; i < len(p.lines); i++ {
		if h, ok := numbered[i]; ok {
			found = append(found, h)
			i = h.end - 1
			continue
		}
		if h, ok := p.plainHeading(i); ok {
			found = append(found, h)
		}
	}
	p.setLevels(found)
	p.heads = found
	for _, h := range found {
		for i := h.line; i < h.end; i++ {
			p.lines[i].role = roleHeading
		}
		p.out.Sections = append(p.out.Sections, corpus.Section{
			Heading: h.words, Number: squeeze(h.number.text), Level: h.level,
			Body: corpus.Span{Start: p.lines[h.end-1].End},
		})
	}
	p.closeSections()
	p.markNumbered()
	p.continueItems()
}

// closeSections gives each section its parent, and as its body what follows up
// to the next of its level or above.
func (p *parser) closeSections() {
	sections := p.out.Sections
	p.parents = make([]int, len(sections))
	var open []int
	closeFrom := func(level, end int) {
		for len(open) > 0 && sections[open[len(open)-1]].Level >= level {
			s := &sections[open[len(open)-1]]
			s.Body = trimSpan(p.src, corpus.Span{Start: s.Body.Start, End: end})
			open = open[:len(open)-1]
		}
	}
	for i := range sections {
		if p.titleBetween(i-1, i) {
			closeFrom(0, p.lines[p.title].Start)
		}
		closeFrom(sections[i].Level, p.headingStart(i))
		p.parents[i] = -1
		if len(open) > 0 {
			p.parents[i] = open[len(open)-1]
		}
		open = append(open, i)
	}
	if p.titleBetween(len(sections)-1, len(sections)) {
		closeFrom(0, p.lines[p.title].Start)
	}
	closeFrom(0, len(p.src))
}

// titleBetween reports whether the document's title stands between two
// sections: what comes before it, say of a series, ends there.
func (p *parser) titleBetween(before, after int) bool {
	return p.title >= 0 && before >= 0 && p.heads[before].line < p.title &&
		(after >= len(p.heads) || p.title < p.heads[after].line)
}

// headingStart is where the heading of a section begins with its number.
func (p *parser) headingStart(section int) int { return p.lines[p.heads[section].line].Start }

// lineAt is the index of the line that holds a byte, or of the next line.
func (p *parser) lineAt(at int) int {
	lo, hi := 0, len(p.lines)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if p.lines[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return min(lo, len(p.lines)-1)
}

// numberedHeadings returns the numbered lines that head something, by line.
func (p *parser) numberedHeadings() map[int]headingLine {
	var all []headingLine
	for i := range p.lines {
		h, ok := p.numberedLine(i)
		if ok && h.number.isTime() && (len(all) == 0 || !h.number.follows(all[len(all)-1].number)) {
			continue
		}
		if ok {
			all = append(all, h)
		}
	}
	found := map[int]headingLine{}
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && (all[to].number.style >= styleSign && all[to].number.style == all[from].number.style ||
			all[to].number.follows(all[to-1].number)) {
			to++
		}
		if p.headsText(all[from:to]) {
			for _, h := range all[from:to] {
				found[h.line] = h
			}
		}
		from = to
	}
	return found
}

// numberedLine reads line i as a numbered heading: a number and a title, or a
// number alone above its title.
func (p *parser) numberedLine(i int) (headingLine, bool) {
	l := p.lines[i]
	if l.role != roleBody && l.role != roleListItem || l.Len() > longestHeading*2 {
		return headingLine{}, false
	}
	text := p.of(i)
	skip := hashes(text)
	n, ok := parseNumber(text[skip:])
	if !ok || n.parts[0] > 999 || n.style == styleDecimal && n.parts[0] > 99 {
		return headingLine{}, false
	}
	h := headingLine{line: i, end: i + 1, number: n, level: max(skip-1, 0)}
	if b := p.block(i); b != nil && b.Kind == corpus.BlockHeading {
		h.level = max(b.Level, 1)
	}
	h.words = corpus.Span{Start: l.Start + skip + n.length, End: l.End}
	if gap := columnGap(h.words.Of(p.src)); gap > 0 && isFileNumber(strings.TrimSpace(h.words.Of(p.src)[gap:])) {
		h.words.End = h.words.Start + gap // the matter's number stands in the margin
	}
	if n.style == styleSign && isFileNumber(h.words.Of(p.src)) || h.words.Empty() {
		if !p.titleBelow(&h) {
			h.words = corpus.Span{Start: l.Start + skip, End: l.End}
			return h, n.style == styleSign || n.style == styleWord
		}
		return h, true
	}
	return h, p.blockKind(i) == corpus.BlockHeading || p.isTitle(h.words.Of(p.src)) && !p.breaksOff(i)
}

// breaksOff reports whether line i is the first of a wrapped paragraph or list
// item, and so no heading.
func (p *parser) breaksOff(i int) bool {
	end := i
	for end < i+3 && p.continues(end) {
		end++
	}
	if end == i {
		return false
	}
	last := p.of(end)
	return end == i+3 || endsSentence(last) || strings.HasSuffix(last, ",") || strings.HasSuffix(last, ";") || strings.HasSuffix(last, ":")
}

// titleBelow takes the line below a lone number as its title.
func (p *parser) titleBelow(h *headingLine) bool {
	j := p.next(h.line)
	if j >= len(p.lines) || p.lines[j].role != roleBody || p.lines[j].gap > 1 || !p.isTitle(p.of(j)) {
		return false
	}
	if n, ok := parseNumber(p.of(j)); ok && n.style == h.number.style {
		return false
	}
	h.words, h.end = p.lines[j].Span, j+1
	return true
}

// isFileNumber reports whether words after "§ 12" are the number of the
// matter's file ("Dnr KS 2021/123") and not its title.
func isFileNumber(s string) bool {
	if len(s) > 40 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	if hasAnyPrefix(s, "Dnr", "Diarienr", "Diarienummer", "dnr") {
		return true
	}
	lower := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			lower++
		}
	}
	return lower <= 2 && strings.ContainsAny(s, "/:-")
}

// isTitle reports whether words read like a title: not too long, begun with a
// capital, and not ended like a sentence.
func (p *parser) isTitle(s string) bool {
	s = strings.TrimRight(s, "*_ ")
	if s == "" || runes(s) > longestHeading || !hasLetter(s) {
		return false
	}
	first := strings.TrimLeft(s, "”\"“»«'*_([")
	if first == "" || startsLower(first) || strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "m.m.") && !strings.HasSuffix(s, "...") {
		return false
	}
	if strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") || strings.Contains(s, "....") || strings.Contains(s, ". .") {
		return false
	}
	return !isDateWord(firstWord(s))
}

// isSignature reports whether a line is a person, alone or with a title: "Anna
// Ek, chefsjurist, SKR".
func isSignature(text string) bool {
	n := scanName(text)
	if !n.isPerson() || endsSentence(text) {
		return false
	}
	return strings.HasPrefix(text[n.length:], ", ") || n.length == len(text) && n.words <= 3 && swedish.GivenName(titleCase(nameWord(text)))
}

// headsText reports whether a chain of numbered lines are headings rather than
// a numbered list: at least half of them have text of their own below.
func (p *parser) headsText(chain []headingLine) bool {
	with, sure := 0, 0
	for k, h := range chain {
		next := p.next(h.end - 1)
		if next >= len(p.lines) {
			continue
		}
		if k+1 < len(chain) && next == chain[k+1].line {
			continue
		}
		with++
		if p.lines[h.line].gap > 0 || h.line == 0 || p.lines[next].gap > 0 || p.blockKind(h.line) == corpus.BlockHeading {
			sure++
		}
	}
	first := chain[0].number
	switch {
	case with*2 < len(chain):
		return false
	case first.style == styleSign, chain[0].level > 0:
		return true
	case len(chain) == 1:
		return sure == 1 && (first.style != styleRoman || first.dotted) && (first.style == styleWord || first.depth > 1 || p.standsAlone(chain[0].line) && first.parts[0] <= 1)
	}
	return sure*2 >= with
}

// standsAlone reports whether blank lines stand around a line.
func (p *parser) standsAlone(i int) bool {
	return (i == 0 || p.lines[i].gap > 0) && i+1 < len(p.lines) && p.lines[i+1].gap > 0
}

// plainHeading reads line i as a heading without a number.
func (p *parser) plainHeading(i int) (headingLine, bool) {
	l := p.lines[i]
	text := p.of(i)
	skip := hashes(text)
	h := headingLine{line: i, end: i + 1, level: skip - 1}
	h.words = trimMarks(p.src, corpus.Span{Start: l.Start + skip, End: l.End})
	if b := p.block(i); b != nil && b.Kind == corpus.BlockHeading && (l.role == roleBody || l.role == roleHeading) {
		h.level = max(b.Level, 1)
		return h, !h.words.Empty()
	}
	h.level = max(h.level, 0)
	switch {
	case l.role == roleHeading: // opens a list of participants
		if cut := columnGap(text); cut > 0 {
			h.words.End = min(h.words.End, l.Start+cut)
			h.words = trimMarks(p.src, h.words)
		}
		return h, true
	case l.role != roleBody:
		return h, false
	case skip > 0:
		return h, !h.words.Empty()
	}
	return h, p.looksLikeHeading(i, h.words.Of(p.src))
}

// trimMarks takes Markdown's marks of emphasis and a final colon off a
// heading.
func trimMarks(src string, s corpus.Span) corpus.Span {
	text := s.Of(src)
	s.Start += len(text) - len(strings.TrimLeft(text, "*_"))
	text = s.Of(src)
	s.End -= len(text) - len(strings.TrimRight(text, "*_:# "))
	if s.Empty() {
		return corpus.Span{Start: s.Start, End: s.Start}
	}
	return s
}

// looksLikeHeading judges a short line by its words and what stands around it.
func (p *parser) looksLikeHeading(i int, words string) bool {
	const longest, most = 80, 11
	text := p.of(i)
	if runes(text) > longest || !p.isTitle(words) || p.breaksOff(i) || isNumbered(words) || strings.Count(words, " ") >= most || isDialogue(text) {
		return false
	}
	next := p.next(i)
	if next >= len(p.lines) || p.isLoneDate(text) {
		return false
	}
	if isSubheading(strings.ToLower(words)) {
		return p.lines[i].gap > 0 || p.lines[next].gap > 0 || p.followsText(i) || p.followsNumber(i)
	}
	if decides(text) == announces || isSignature(text) || p.goesOnBelow(next) {
		return false
	}
	if strings.HasSuffix(text, ":") || strings.Contains(text, ": ") && isFieldLabel(strings.ToLower(text[:labelColon(text)])) {
		return false
	}
	if p.lines[next].role == roleCaption && p.lines[next].gap == 0 {
		return false
	}
	apart := p.lines[i].gap > 0 || i == 0 || p.followsText(i)
	return apart && p.isBodyText(next) && (p.lines[next].gap == 0 || p.lines[i].gap > 0 || i == 0)
}

// goesOnBelow reports whether a line, past its number or bullet, goes on with
// the sentence above it.
func (p *parser) goesOnBelow(i int) bool {
	text := p.of(i)
	if n, ok := parseNumber(text); ok {
		text = text[n.length:]
	}
	return startsLower(text[max(listMark(text), dashLength(text)):])
}

// followsNumber reports whether the line before i is the numbered heading of
// an item, whose first part then begins on line i.
func (p *parser) followsNumber(i int) bool {
	before := p.previous(i)
	if before < 0 || endsSentence(p.of(before)) {
		return false
	}
	n, ok := parseNumber(p.of(before))
	return ok && n.style >= styleSign
}

// followsText reports whether the line before i ends a sentence in a text
// whose lines are paragraphs.
func (p *parser) followsText(i int) bool {
	before := p.previous(i)
	return before < 0 || p.width == 0 && endsSentence(p.of(before))
}

// isBodyText reports whether a line reads like text below a heading: a
// sentence, a list or dialogue, and not another short line.
func (p *parser) isBodyText(i int) bool {
	switch p.lines[i].role {
	case roleListItem, roleTableRow, roleTurn:
		return true
	case roleBody:
	default:
		return false
	}
	text := p.of(i)
	if isDialogue(text) || runes(text) > 90 {
		return true
	}
	if _, ok := parseNumber(text); ok {
		return true
	}
	return strings.Contains(text, " ") && (endsSentence(text) || strings.HasSuffix(text, ":") || p.continues(i)) && !strings.Contains(text, "@")
}
