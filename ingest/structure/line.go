package structure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// role is what a line was found to be.
type role uint8

const (
	roleBody role = iota // running text until shown otherwise
	roleFurniture
	roleTitle
	roleHeading
	roleListItem
	roleTableRow
	roleFootnote
	roleAttendee
	roleCaption
	roleTurn // within a speaker turn
)

// line is a line of the text that shows anything, without the white space
// around it.
type line struct {
	corpus.Span
	gap    int // blank lines before it
	indent int // characters of white space before it
	block  int // index into the text's blocks, -1 for none
	role   role
	turn   int  // index of the turn, where role is roleTurn
	joined bool // belongs to the list entry above
}

// splitLines returns the lines that hold more than white space. A form feed
// ends a line too: readers of paged formats may keep it between pages.
func splitLines(src string) []line {
	lines := make([]line, 0, len(src)/64+1)
	gap := 0
	for start := 0; start < len(src); {
		end := len(src)
		if n := strings.IndexAny(src[start:], "\n\f"); n >= 0 {
			end = start + n
		}
		span := trimSpan(src, corpus.Span{Start: start, End: end})
		if span.Empty() {
			gap++
		} else {
			indent := utf8.RuneCountInString(src[start:span.Start])
			lines = append(lines, line{Span: span, gap: gap, indent: indent, block: -1})
			gap = 0
		}
		start = end + 1
	}
	return lines
}

// trimSpan takes the white space off both ends of a span.
func trimSpan(src string, s corpus.Span) corpus.Span {
	if s.Empty() {
		return corpus.Span{Start: s.Start, End: s.Start}
	}
	part := src[s.Start:s.End]
	rest := strings.TrimLeftFunc(part, unicode.IsSpace)
	start := s.Start + len(part) - len(rest)
	return corpus.Span{Start: start, End: start + len(strings.TrimRightFunc(rest, unicode.IsSpace))}
}

// attachBlocks ties each line to the reader's block that covers most of it.
func (p *parser) attachBlocks() {
	order := make([]int, 0, len(p.text.Blocks))
	for i, b := range p.text.Blocks {
		if b.Kind != corpus.BlockFurniture && !b.Empty() && b.Valid(p.src) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return p.text.Blocks[a].Start - p.text.Blocks[b].Start })
	at := 0
	for i := range p.lines {
		l := &p.lines[i]
		for at < len(order) && p.text.Blocks[order[at]].End <= l.Start {
			at++
		}
		if at < len(order) && p.text.Blocks[order[at]].Overlaps(l.Span) {
			l.block = order[at]
		}
	}
}

// wrapWidth is the column at which a text is wrapped by hand or by a
// typesetter: 0 where its lines are whole paragraphs. A text is wrapped when
// most of the lines that go on in the next, as its small letter shows, are
// about as long as the longest of them, or most of all the lines that another
// follows directly: lists and tables leave few of those.
func wrapWidth(src string, lines []line) int {
	var lengths, broken []int
	for i := 0; i+1 < len(lines); i++ {
		if lines[i+1].gap > 0 {
			continue
		}
		here, next := lines[i].Of(src), lines[i+1].Of(src)
		length := lines[i].indent + runes(here)
		lengths = append(lengths, length)
		if startsLower(next) && !endsSentence(here) && !strings.HasSuffix(here, ":") && !beginsItem(next) && listMark(next) == 0 && columnGap(here) < 0 {
			broken = append(broken, length)
		}
	}
	if width := commonWidth(broken, 3, 3); width > 0 {
		return width
	}
	return commonWidth(lengths, 4, 2)
}

// commonWidth is the length that about the longest of the lines have, 0 where
// there are fewer lines than least, or fewer than so many fifths of them come
// near it.
func commonWidth(lengths []int, least, fifths int) int {
	const narrowest, widest = 40, 130
	if len(lengths) < least {
		return 0
	}
	slices.Sort(lengths)
	width := lengths[len(lengths)*95/100]
	if width < narrowest || width > widest {
		return 0
	}
	full, _ := slices.BinarySearch(lengths, width*3/4)
	if (len(lengths)-full)*5 < len(lengths)*fifths {
		return 0
	}
	return width
}

// continues reports whether line i goes on in line i+1: the break between them
// is one of layout, not of thought.
func (p *parser) continues(i int) bool {
	if i+1 >= len(p.lines) {
		return false
	}
	here, next := p.of(i), p.of(i+1)
	gap := p.lines[i+1].gap
	if gap > 1 || listMark(next) > 0 || isDialogue(next) || beginsItem(next) || beginsPerson(next) {
		return false
	}
	if gap == 0 && brokenWord(here) {
		return true
	}
	if startsLower(next) && !endsSentence(here) && !strings.HasSuffix(here, ":") && (runes(here) >= 40 || isDialogue(here) && strings.HasSuffix(here, ",")) {
		return true // a page break may stand between
	}
	if gap == 0 && p.sameBlock(i, i+1) && p.blockKeepsLines(i) {
		return true
	}
	if gap > 0 || p.width == 0 || p.lines[i].block != p.lines[i+1].block {
		return false
	}
	// A break was forced where the next word did not fit.
	length := p.lines[i].indent + runes(here)
	if length+1+runes(firstWord(next)) > p.width {
		return true
	}
	// Words are not always set as far as they would fit.
	return length*4 >= p.width*3 && strings.Contains(here, " ") && !endsSentence(here) && !strings.HasSuffix(here, ":") && !strings.HasSuffix(here, ";") &&
		columnGap(here) < 0 && columnGap(next) < 0 && (endsSentence(next) || runes(next)*4 >= p.width*3)
}

// brokenWord reports whether a line ends amid a word.
func brokenWord(s string) bool {
	stem, ok := strings.CutSuffix(s, "-")
	last, _ := utf8.DecodeLastRuneInString(stem)
	return ok && unicode.IsLower(last) && strings.Contains(stem, " ")
}

// beginsPerson reports whether a line begins with a person and what they are,
// as the lines of lists of people do.
func beginsPerson(s string) bool {
	if len(s) > 200 {
		return false
	}
	n := scanName(s)
	return n.isPerson() && !endsSentence(s) && hasAnyPrefix(s[n.length:], ", ", " (") && swedish.GivenName(titleCase(nameWord(s)))
}

// sameBlock reports whether two lines stand in one block of the reader's.
func (p *parser) sameBlock(i, j int) bool {
	return p.lines[i].block >= 0 && p.lines[i].block == p.lines[j].block
}

// blockKeepsLines reports whether the lines of the block around line i belong
// together whatever they look like. Those of a plain paragraph may be a list
// without bullets.
func (p *parser) blockKeepsLines(i int) bool {
	switch p.blockKind(i) {
	case corpus.BlockListItem, corpus.BlockFootnote, corpus.BlockQuote, corpus.BlockCaption:
		return true
	case corpus.BlockParagraph:
		return p.text.Format == corpus.FormatPDF
	default:
		return false
	}
}

// beginsItem reports whether s begins as the item of a list does: with a
// number and a stop, or with the "att" of a list of decisions.
func beginsItem(s string) bool {
	return isNumbered(s) && !citesLaw(s) || beginsWithTime(s) || strings.HasPrefix(s, "att ")
}

// runes counts characters.
func runes(s string) int { return utf8.RuneCountInString(s) }

// firstWord returns s up to its first white space.
func firstWord(s string) string {
	if i := strings.IndexAny(s, " \t\n\u00a0"); i >= 0 {
		return s[:i]
	}
	return s
}

// startsLower reports whether s begins with a lower-case letter.
func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// startsUpper reports whether s begins with a capital letter.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// endsSentence reports whether s ends as a sentence does, the number of a
// footnote apart.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”\"’»)]*_")
	if noted := strings.TrimRight(s, "0123456789"); len(noted) < len(s) && strings.HasSuffix(noted, ".") {
		before, _ := utf8.DecodeLastRuneInString(noted[:len(noted)-1])
		return unicode.IsLetter(before)
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '.' || r == '?' || r == '!' || r == '…'
}

// hasLetter reports whether s holds a letter.
func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// isCapitals reports whether s has at least two letters and all its letters
// are capitals.
func isCapitals(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

// squeeze replaces every run of white space with one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// containsAny reports whether s contains one of the phrases.
func containsAny(s string, phrases ...string) bool {
	for _, phrase := range phrases {
		if strings.Contains(s, phrase) {
			return true
		}
	}
	return false
}

// hasAnyPrefix reports whether s begins with one of the phrases.
func hasAnyPrefix(s string, phrases ...string) bool {
	for _, phrase := range phrases {
		if strings.HasPrefix(s, phrase) {
			return true
		}
	}
	return false
}

// isDialogue reports whether a line begins with a dash as speech in print
// does.
func isDialogue(s string) bool { return dashLength(s) > 0 }

// dashLength is the length in bytes of a dialogue dash and the white space
// after it at the start of s, 0 where there is none.
func dashLength(s string) int {
	for _, dash := range [...]string{"–", "—", "-", "−", "―"} {
		rest, ok := strings.CutPrefix(s, dash)
		if !ok {
			continue
		}
		trimmed := strings.TrimLeft(rest, " \u00a0\t")
		if trimmed == "" || (len(trimmed) == len(rest) && (dash == "-" || !startsUpper(trimmed))) {
			return 0
		}
		return len(s) - len(trimmed)
	}
	return 0
}

// listMark is the length in bytes of a bullet and the white space after it at
// the start of s, 0 where there is none. Dashes are not among the bullets:
// isDialogue tells of them.
func listMark(s string) int {
	for _, bullet := range [...]string{"•", "·", "*", "◦", "▪", "■", "‣", "\uf0b7", "o", "○", "●", "►", "✓", "☒", "☐", "☑", "✔", "[x]", "[X]", "[ ]"} {
		rest, ok := strings.CutPrefix(s, bullet)
		if !ok {
			continue
		}
		trimmed := strings.TrimLeft(rest, " \u00a0\t")
		if trimmed != "" && len(trimmed) < len(rest) {
			return len(s) - len(trimmed)
		}
	}
	return 0
}
