package structure

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// markLists gives list items, table rows and captions their roles.
func (p *parser) markLists() {
	for i := range p.lines {
		l := &p.lines[i]
		if l.role != roleBody {
			continue
		}
		text := p.of(i)
		switch kind := p.blockKind(i); {
		case kind == corpus.BlockListItem:
			l.role = roleListItem
		case kind == corpus.BlockTableRow, strings.Contains(text, "\t") && l.Len() < 400:
			l.role = roleTableRow
		case kind == corpus.BlockCaption, p.isCaption(i):
			l.role = roleCaption
		case listMark(text) > 0:
			l.role = roleListItem
		case isDialogue(text) && p.inDashList(i):
			l.role = roleListItem
		}
	}
}

// markNumbered makes list items of the numbered lines that head nothing.
func (p *parser) markNumbered() {
	for i := range p.lines {
		if p.lines[i].role != roleBody {
			continue
		}
		text := p.of(i)
		if n, ok := parseNumber(text); ok && n.dotted && n.length < len(text) || isMarked(text) || strings.Contains(text, ".....") {
			p.lines[i].role = roleListItem
		}
	}
}

// continueItems makes the lines that an entry of a list goes on in part of it.
func (p *parser) continueItems() {
	for i := 0; i+1 < len(p.lines); i++ {
		if next := &p.lines[i+1]; p.lines[i].role == roleListItem && next.role == roleBody && next.gap == 0 && p.continues(i) {
			next.role = roleListItem
		}
	}
}

// inDashList reports whether a line that begins with a dash stands in a list
// of such lines rather than in dialogue: its neighbours begin so too and none
// of them ends as speech does.
func (p *parser) inDashList(i int) bool {
	text := p.of(i)
	if startsLower(text[dashLength(text):]) {
		return true
	}
	beside := func(j int) bool {
		return j >= 0 && j < len(p.lines) && isDialogue(p.of(j)) && (j < i && p.lines[i].gap == 0 || j > i && p.lines[j].gap == 0)
	}
	return (beside(i-1) || beside(i+1)) && !endsSentence(text)
}

// isCaption reports whether a line is the caption of a picture: it ends in a
// credit, or begins as captions of figures and tables do.
func (p *parser) isCaption(i int) bool {
	text := p.of(i)
	if len(text) > 900 {
		return false
	}
	tail := text[max(0, len(text)-90):]
	for _, credit := range [...]string{"Foto:", "Fotograf:", "Bild:", "Illustration:", "Foto ©", "Foto/", "FOTO:"} {
		if strings.Contains(tail, credit) {
			return true
		}
	}
	rest, ok := cutAnyPrefix(text, "Figur ", "Tabell ", "Diagram ", "Bild ", "Figure ", "Table ")
	return ok && countNumbers(rest) > 0 && runes(text) < 300
}
