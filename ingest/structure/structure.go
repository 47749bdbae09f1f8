package structure

import (
	"errors"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// ErrEncoding is returned for a text that is not UTF-8; readers never make one.
var ErrEncoding = errors.New("canonical text is not valid UTF-8")

// Parse finds the structure of a text. It does no input or output, keeps
// nothing of the text but its spans, and is safe for concurrent use. Metadata
// of the format (kind, title, date, publisher, authors) wins over what the
// text shows. It returns ErrEncoding for a text that is not UTF-8.
func Parse(text *corpus.Text) (*corpus.Structure, error) {
	if !utf8.ValidString(text.Canonical) {
		return nil, ErrEncoding
	}
	p := newParser(text)
	p.markFurniture()
	p.findTurns()
	p.findTitle()
	p.findFootnotes()
	p.findAttendees()
	p.findSections()
	p.findQuotes()
	p.findKind()
	p.findProgrammeSpeakers()
	p.markAgenda()
	p.findDecisions()
	p.findDate()
	p.findPublisher()
	p.findAuthors()
	p.buildPassages()
	return &p.out, nil
}

// parser holds what the passes of Parse share. Each pass gives roles to lines
// that no earlier pass has claimed.
type parser struct {
	text  *corpus.Text
	src   string
	lines []line
	width int // column at which the text is wrapped, 0 where lines are paragraphs
	out   corpus.Structure

	title    int                      // index of the line the title begins on, -1 where it stands in none
	titleEnd int                      // index of the line after the title
	marks    map[string][]corpus.Span // of footnotes, by label; nil until asked for
	heads    []headingLine            // of the sections
	parents  []int                    // of the sections, -1 for none
	rolls    int                      // lists of participants opened so far
}

// newParser splits the text into lines and ties them to the reader's blocks.
func newParser(text *corpus.Text) *parser {
	p := &parser{text: text, src: text.Canonical, title: -1, titleEnd: -1}
	p.lines = splitLines(p.src)
	p.attachBlocks()
	p.width = wrapWidth(p.src, p.lines)
	return p
}

// of returns the text of a line.
func (p *parser) of(i int) string { return p.lines[i].Of(p.src) }

// block returns the reader's block that a line stands in, nil where it stands
// in none.
func (p *parser) block(i int) *corpus.Block {
	if b := p.lines[i].block; b >= 0 {
		return &p.text.Blocks[b]
	}
	return nil
}

// blockKind is the kind of the block that a line stands in, "" for none.
func (p *parser) blockKind(i int) corpus.BlockKind {
	if b := p.block(i); b != nil {
		return b.Kind
	}
	return ""
}

// next returns the first line after i that is not furniture, len(lines) where
// there is none.
func (p *parser) next(i int) int {
	for i++; i < len(p.lines) && p.lines[i].role == roleFurniture; i++ {
	}
	return min(i, len(p.lines))
}

// previous returns the last line before i that is not furniture, -1 where
// there is none.
func (p *parser) previous(i int) int {
	for i--; i >= 0 && p.lines[i].role == roleFurniture; i-- {
	}
	return max(i, -1)
}
