package structure

import (
	"slices"
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
)

// Lines longer than this are never taken for site furniture by their words
// alone: banners and notes of forms are short, and the text of an article
// about cookies must stay.
const longestFurniture = 400

// sign tells how surely the words of a line are those of a site and not of
// its text.
type sign uint8

const (
	noSign     sign = iota
	hintSign        // furniture below the start of a form
	shortSign       // furniture amid the entries of a menu
	topicSign       // furniture in a menu, otherwise a heading or list item
	menuSign        // furniture among others of a menu
	strongSign      // furniture wherever it stands
	formSign        // opens a form or a list of links: lines with any sign follow
)

// markFurniture finds the lines that belong to the site or the page and not to
// the document: what the reader reports, lines whose words say so, and their
// like next to them.
func (p *parser) markFurniture() {
	p.markReported()
	signs := make([]sign, len(p.lines))
	for i := range p.lines {
		if p.lines[i].role != roleFurniture {
			signs[i] = p.signOf(i)
		}
	}
	for i, s := range signs {
		if s >= strongSign {
			p.lines[i].role = roleFurniture
		}
	}
	p.spread(signs)
	p.markLinkLists()
	p.markEmptyFields()
	p.markPageNumbers()
	p.collectFurniture()
}

// markReported takes over the furniture that the reader found.
func (p *parser) markReported() {
	for _, b := range p.text.Blocks {
		if b.Kind != corpus.BlockFurniture || b.Empty() || !b.Valid(p.src) {
			continue
		}
		first, _ := slices.BinarySearchFunc(p.lines, b.Start, func(l line, at int) int { return l.End - 1 - at })
		for i := first; i < len(p.lines) && p.lines[i].Start < b.End; i++ {
			l := &p.lines[i]
			if covered := min(b.End, l.End) - max(b.Start, l.Start); covered*2 > l.Len() {
				l.role = roleFurniture
			}
		}
	}
}

// signOf judges a line by its own words.
func (p *parser) signOf(i int) sign {
	if p.lines[i].Len() > longestFurniture {
		return noSign
	}
	text := p.of(i)
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return ornamentSign(text)
	}
	text = strings.ToLower(text)
	bare := strings.Trim(text[max(listMark(text), dashLength(text)):], " .:!>»›→←|*")
	switch {
	case isMenuWord(bare):
		return menuSign
	case isTopicWord(bare):
		return topicSign
	case opensForm(bare):
		return formSign
	case isBanner(text), isControl(bare) && !signedOn(text), isBreadcrumb(text):
		return strongSign
	case isFormNote(text):
		return strongSign
	case isCopyright(text) && i*2 > len(p.lines):
		return strongSign
	case hintsAtForm(text):
		return hintSign
	case len(bare) <= 25 && strings.Count(bare, " ") <= 2 && !strings.ContainsAny(bare, ".,:;?!0123456789"):
		return shortSign
	}
	return noSign
}

// signedOn reports whether a line has a rule to sign on: "Justerande ......".
func signedOn(text string) bool { return containsAny(text, "....", "____", "……") }

// ornamentSign judges a line without letters and digits: separators of menus
// and the remains of icons are furniture, a bare "…" or "?!" may be speech.
func ornamentSign(text string) sign {
	if strings.Trim(text, ",|·•*_=~#<>/\\-–—−+:;›»«‹→←↑↓▲▼ \t\u00a0\u200b\ufeff") == "" {
		return strongSign
	}
	return noSign
}

// spread carries furniture on to neighbours that could be furniture: from the
// start of a form down to its end, and through menus of three lines or more.
func (p *parser) spread(signs []sign) {
	p.runs(func(i int) bool { return signs[i] != noSign && signs[i] != shortSign }, func(from, to int) {
		for i := from; i < to; i++ {
			if signs[i] == formSign {
				p.furnish(i, to)
				return
			}
		}
	})
	p.runs(func(i int) bool { return signs[i] >= shortSign }, func(from, to int) { p.markMenus(signs, from, to) })
}

// menuBlock counts the lines of a menu's block, which blank lines bound.
type menuBlock struct{ from, to, menus, known, unknown int }

// markMenus makes furniture of the menus among short lines. Blocks that hold
// menu entries alone count together; one that holds unknown words too must
// prove itself by as many known ones. At least three entries must be known,
// one of them a word that hardly stands elsewhere.
func (p *parser) markMenus(signs []sign, from, to int) {
	var pure []menuBlock
	menus, known := 0, 0
	flush := func() {
		if known >= 3 && menus > 0 {
			for _, b := range pure {
				p.furnish(b.from, b.to)
			}
		}
		pure, menus, known = nil, 0, 0
	}
	for from < to {
		b := p.menuBlock(signs, from, to)
		switch {
		case b.unknown == 0:
			pure = append(pure, b)
			menus, known = menus+b.menus, known+b.known
		case b.known >= 3 && b.menus > 0 && b.unknown <= b.known:
			p.furnish(b.from, b.to)
		default:
			flush()
		}
		from = b.to
	}
	flush()
}

// menuBlock counts the lines from one up to the next blank line.
func (p *parser) menuBlock(signs []sign, from, to int) menuBlock {
	b := menuBlock{from: from, to: from}
	for ; b.to < to && (b.to == from || p.lines[b.to].gap == 0); b.to++ {
		switch {
		case p.lines[b.to].role == roleFurniture || signs[b.to] >= menuSign:
			b.menus++
			b.known++
		case signs[b.to] == topicSign:
			b.known++
		default:
			b.unknown++
		}
	}
	return b
}

// runs calls visit for each longest run of lines that are furniture already or
// for which could is true.
func (p *parser) runs(could func(int) bool, visit func(from, to int)) {
	for i := 0; i < len(p.lines); {
		j := i
		for j < len(p.lines) && (p.lines[j].role == roleFurniture || could(j)) {
			j++
		}
		if j > i {
			visit(i, j)
		}
		i = j + 1
	}
}

// furnish makes furniture of the lines from one to the next.
func (p *parser) furnish(from, to int) {
	for i := from; i < to; i++ {
		p.lines[i].role = roleFurniture
	}
}

// markLinkLists finds lists of links to other pages: "Läs mer" on a line of
// its own in the second half, and the short lines right below it.
func (p *parser) markLinkLists() {
	const longest = 90
	for i := len(p.lines) / 2; i+1 < len(p.lines); i++ {
		if p.lines[i].Len() > 40 || !opensLinks(strings.ToLower(strings.TrimRight(p.of(i), ": "))) || isPartHeading(p.of(i)) {
			continue
		}
		j := i + 1
		for j < len(p.lines) && p.lines[j].gap == 0 && p.lines[j].Len() <= longest && !endsSentence(p.of(j)) && !strings.HasSuffix(p.of(j), ":") {
			j++
		}
		if j > i+1 {
			p.furnish(i, j)
		}
	}
}

// markEmptyFields finds contact cards whose fields hold nothing: the labels of
// a template that an editor left empty.
func (p *parser) markEmptyFields() {
	p.runs(p.isEmptyField, func(from, to int) {
		fields := 0
		for i := from; i < to; i++ {
			if p.lines[i].role != roleFurniture {
				fields++
			}
		}
		if fields < 2 {
			return
		}
		p.furnish(from, to)
		if from > 0 && isContactHeading(p.of(from-1)) {
			p.furnish(from-1, from)
		}
	})
}

// isEmptyField reports whether line i is the label of a contact field with no
// value beside or below it.
func (p *parser) isEmptyField(i int) bool {
	if p.lines[i].Len() > 40 {
		return false
	}
	text := strings.ToLower(p.of(i))
	label, ok := strings.CutSuffix(text, ":")
	if isContactHeading(label) {
		return i+1 < len(p.lines) && p.isEmptyField(i+1)
	}
	switch label {
	case "telefon", "e-post", "epost", "fax", "mobil", "mobiltelefon", "telefonnummer", "e-postadress", "adress", "webbplats", "tel":
	default:
		return false
	}
	if i+1 >= len(p.lines) || !ok {
		return i+1 >= len(p.lines) || p.isEmptyField(i+1)
	}
	// A label with its value on the next line is no empty field.
	next := p.of(i + 1)
	value := strings.Contains(next, "@") || strings.IndexFunc(firstWord(next), unicode.IsDigit) >= 0
	return !value && (p.lines[i+1].gap > 0 || strings.HasSuffix(next, ":"))
}

// isContactHeading reports whether a line is the heading of a contact card.
func isContactHeading(text string) bool {
	switch strings.ToLower(strings.TrimSuffix(text, ":")) {
	case "kontaktperson", "kontaktpersoner", "kontakt", "kontaktuppgifter", "kontakta oss":
		return true
	}
	return false
}

// markPageNumbers finds page numbers ("Sida 3 av 12", "3 (12)"), alone or in
// the last column of a running header, and the other lines of such headers,
// which stand beside them on every page. Those of the first page stay: they
// may be the title.
func (p *parser) markPageNumbers() {
	var pages []int
	for i := range p.lines {
		text := p.of(i)
		if len(text) > 160 {
			continue
		}
		alone := len(text) <= 30 && isPageNumber(text)
		if cut := strings.LastIndex(text, "  "); alone || cut >= 0 && isPageNumber(strings.TrimSpace(text[cut:])) {
			pages = append(pages, i)
		}
		if alone {
			p.lines[i].role = roleFurniture
		}
	}
	if len(pages) < 2 {
		return
	}
	beside := map[string]int{}
	for _, i := range pages {
		for j := max(0, i-2); j < min(len(p.lines), i+4); j++ {
			beside[headerKey(p.of(j))]++
		}
	}
	for _, i := range pages[1:] {
		for j := max(pages[0]+1, i-2); j < min(len(p.lines), i+4); j++ {
			if p.lines[j].Len() <= 160 && beside[headerKey(p.of(j))] >= len(pages) && !endsSentence(p.of(j)) {
				p.lines[j].role = roleFurniture
			}
		}
	}
}

// headerKey is what the headers of all pages share: the line with its numbers
// and white space evened out.
func headerKey(text string) string {
	return squeeze(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, text))
}

// isPageNumber reports whether a line is a page number with its total or its
// word: a bare number may be anything.
func isPageNumber(text string) bool {
	rest, word := cutAnyPrefix(strings.ToLower(text), "sidan ", "sida ", "sid. ", "sid ", "page ", "s. ")
	digits, rest := cutDigits(rest)
	if digits == "" || len(digits) > 4 {
		return false
	}
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return word
	}
	inner, paren := strings.CutPrefix(rest, "(")
	inner, of := cutAnyPrefix(strings.TrimSpace(inner), "av ", "of ", "/ ", "/")
	total, rest := cutDigits(inner)
	if total == "" || !paren && (!of || !word) || number(digits) > number(total) {
		return false
	}
	return strings.Trim(rest, " )") == ""
}

// cutAnyPrefix takes one of the prefixes off s and tells whether there was one.
func cutAnyPrefix(s string, prefixes ...string) (string, bool) {
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return rest, true
		}
	}
	return s, false
}

// cutDigits parts the ASCII digits at the start of s from the rest.
func cutDigits(s string) (digits, rest string) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return s[:n], s[n:]
}

// collectFurniture joins neighbouring lines of furniture into spans.
func (p *parser) collectFurniture() {
	p.out.Furniture = p.out.Furniture[:0]
	open := false
	for _, l := range p.lines {
		switch {
		case l.role != roleFurniture:
			open = false
		case open:
			p.out.Furniture[len(p.out.Furniture)-1].End = l.End
		default:
			p.out.Furniture = append(p.out.Furniture, l.Span)
			open = true
		}
	}
}
