package read

import (
	"context"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/samband/samband/corpus"
)

var (
	atxHeading = regexp.MustCompile(`(?m)^#{1,6}[ \t]+\S`)
	tableRule  = regexp.MustCompile(`(?m)^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$`)
	htmlTag    = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)
	entity     = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// looksMarkdown reports whether text is Markdown beyond doubt: it has front
// matter, two headings with number signs, or one with another mark of the
// language.
func looksMarkdown(head string) bool {
	if frontMatter(head) > 0 {
		return true
	}
	headings := len(atxHeading.FindAllStringIndex(head, 3))
	if headings >= 2 {
		return true
	}
	return headings == 1 && (len(inlineMarks(head)) > 0 || tableRule.MatchString(head))
}

// Markdown reads CommonMark with tables, footnotes and front matter. The text
// keeps the words and leaves the markup out, but for list markers, which
// readers see too; front matter becomes metadata.
func Markdown(ctx context.Context, input Input, _ Limits) (corpus.Text, error) {
	if err := ctx.Err(); err != nil {
		return corpus.Text{}, err
	}
	src := clean(decode(input.Bytes, declaredCharset(input.MediaType)))
	body := frontMatter(src.text)
	padded := []byte(strings.Repeat("\n", body) + src.text[body:])
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough)).Parser()
	if depth := nesting(padded); depth > maxMarkdownDepth {
		return corpus.Text{}, &Error{
			Source: input.Name, Remedy: "nest less deeply",
			Err: fmt.Errorf("%w: %d quotes and lists inside each other, the limit is %d", ErrTooLarge, depth, maxMarkdownDepth),
		}
	}
	m := markdown{layout: layOut(&src), bytes: padded}
	m.children(parser.Parse(text.NewReader(padded)), corpus.BlockParagraph, 0)
	t := m.text(corpus.FormatMarkdown)
	front(src.text[:body], &t)
	return t, nil
}

// markdown lays out a syntax tree.
type markdown struct {
	*layout
	bytes []byte
	at    int // source offset copied last
}

// children lays out the blocks below a node. kind is what its paragraphs are.
func (m *markdown) children(n ast.Node, kind corpus.BlockKind, level int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.node(c, kind, level)
	}
}

// node lays out one block.
func (m *markdown) node(n ast.Node, kind corpus.BlockKind, level int) {
	switch n := n.(type) {
	case *ast.Heading:
		m.gap(2, m.at)
		m.leaf(n, corpus.Block{Kind: corpus.BlockHeading, Level: n.Level})
	case *ast.Paragraph:
		m.gap(2, m.at)
		if onlyImage(n) {
			kind = corpus.BlockCaption
		}
		m.leaf(n, corpus.Block{Kind: kind})
	case *ast.TextBlock:
		m.gap(1, m.at)
		m.leaf(n, corpus.Block{Kind: kind})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		m.gap(2, m.at)
		start := m.len()
		m.lines(n, false)
		m.block(start, corpus.Block{Kind: corpus.BlockParagraph})
	case *ast.HTMLBlock:
		m.gap(2, m.at)
		start := m.len()
		m.lines(n, true)
		m.block(start, corpus.Block{Kind: corpus.BlockParagraph})
	case *ast.Blockquote:
		m.children(n, corpus.BlockQuote, level)
	case *ast.List:
		m.list(n, kind, level+1)
	case *extast.Table:
		m.gap(2, m.at)
		m.table(n)
	case *extast.Footnote:
		m.footnote(n)
	default:
		m.children(n, kind, level)
	}
}

// leaf lays out a block of running text.
func (m *markdown) leaf(n ast.Node, b corpus.Block) {
	start := m.len()
	m.inline(n, wrapped(n))
	m.block(start, b)
}

// list lays out the items of a list. The first paragraph of an item is the
// item's block.
func (m *markdown) list(list *ast.List, kind corpus.BlockKind, level int) {
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		label := string(list.Marker)
		if list.IsOrdered() {
			label = strconv.Itoa(number) + label
			number++
		}
		if list.IsTight && (item.PreviousSibling() != nil || level > 1) {
			m.gap(1, m.at)
		} else {
			m.gap(2, m.at)
		}
		first := item.FirstChild()
		if first == nil {
			continue
		}
		marker := label
		if !list.IsOrdered() {
			marker = "-"
		}
		m.insert(marker+" ", m.at)
		switch first.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			m.leaf(first, corpus.Block{Kind: corpus.BlockListItem, Level: level, Label: label})
			first = first.NextSibling()
		}
		for c := first; c != nil; c = c.NextSibling() {
			m.node(c, kind, level)
		}
	}
}

// table lays out one row a line with tabs between the cells.
func (m *markdown) table(table *extast.Table) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		m.gap(1, m.at)
		start := m.len()
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell.PreviousSibling() != nil {
				m.insert("\t", m.at)
			}
			m.inline(cell, false)
		}
		m.block(start, corpus.Block{Kind: corpus.BlockTableRow})
	}
}

// footnote lays out a note after its number.
func (m *markdown) footnote(n *extast.Footnote) {
	m.gap(2, m.at)
	label := strconv.Itoa(n.Index)
	m.insert("["+label+"] ", m.at)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.PreviousSibling() != nil {
			m.gap(2, m.at)
		}
		m.leaf(c, corpus.Block{Kind: corpus.BlockFootnote, Label: label})
	}
}

// lines copies the raw lines of a block, without tags where it is HTML.
func (m *markdown) lines(n ast.Node, tags bool) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if !tags {
			m.take(line.Start, line.Stop)
			continue
		}
		at := line.Start
		for _, tag := range htmlTag.FindAllIndex(m.bytes[line.Start:line.Stop], -1) {
			m.take(at, line.Start+tag[0])
			at = line.Start + tag[1]
		}
		m.take(at, line.Stop)
	}
}

// take copies a stretch of the source.
func (m *markdown) take(from, to int) {
	m.copy(from, to)
	m.at = max(from, to)
}

// inline lays out the running text below a node. Line breaks of wrapped text
// become spaces.
func (m *markdown) inline(n ast.Node, wrapped bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		start := m.len()
		switch c := c.(type) {
		case *ast.Text:
			m.run(c, wrapped)
		case *ast.Emphasis:
			m.inline(c, wrapped)
			m.emphasise(start)
		case *ast.Link:
			m.inline(c, wrapped)
			m.link(start, string(c.Destination))
		case *ast.AutoLink:
			m.autoLink(c)
		case *ast.RawHTML:
			if strings.HasPrefix(strings.ToLower(string(c.Segments.Value(m.bytes))), "<br") {
				m.insert("\n", m.at)
			}
		case *extast.FootnoteLink:
			m.insert("["+strconv.Itoa(c.Index)+"]", m.at)
		case *extast.FootnoteBacklink:
		default:
			m.inline(c, wrapped)
		}
	}
}

// run copies text, resolving escapes and entities.
func (m *markdown) run(t *ast.Text, wrapped bool) {
	from, to := t.Segment.Start, t.Segment.Stop
	at := from
	for i := from; i < to && !t.IsRaw(); i++ {
		switch m.bytes[i] {
		case '\\':
			if i+1 < to && isPunct(m.bytes[i+1]) {
				m.copy(at, i)
				at = i + 1
				i++
			}
		case '&':
			if name := entity.Find(m.bytes[i:to]); name != nil {
				if value := html.UnescapeString(string(name)); value != string(name) {
					m.copy(at, i)
					m.insert(clean(detached(value)).text, i)
					at = i + len(name)
					i = at - 1
				}
			}
		}
	}
	m.copy(at, to)
	m.at = to
	switch {
	case t.HardLineBreak():
		m.insert("\n", to)
	case t.SoftLineBreak() && wrapped:
		m.insert(" ", to)
	case t.SoftLineBreak():
		m.insert("\n", to)
	}
}

// isPunct reports whether b is punctuation that Markdown lets one escape.
func isPunct(b byte) bool {
	return b > ' ' && b < 0x7F && (b < '0' || b > '9') && (b < 'A' || b > 'Z') && (b < 'a' || b > 'z')
}

// autoLink copies an address that is its own link text.
func (m *markdown) autoLink(n *ast.AutoLink) {
	start, label := m.len(), string(n.Label(m.bytes))
	if i := strings.Index(string(m.bytes[m.at:]), label); i >= 0 {
		m.take(m.at+i, m.at+i+len(label))
	} else {
		m.insert(label, m.at)
	}
	m.link(start, string(n.URL(m.bytes)))
}

// onlyImage reports whether a paragraph is an image and nothing else, so that
// its text is the image's description.
func onlyImage(n ast.Node) bool {
	c := n.FirstChild()
	if c == nil || c.NextSibling() != nil {
		return false
	}
	_, ok := c.(*ast.Image)
	return ok
}

// wrapped reports whether the line breaks of a paragraph come from wrapping at
// a column rather than from its author: all lines but the last are long, and
// none very long.
func wrapped(n ast.Node) bool {
	lines := n.Lines()
	if lines == nil || lines.Len() < 2 {
		return false
	}
	for i := range lines.Len() {
		line := lines.At(i)
		if line.Len() > 130 || line.Len() < 50 && i < lines.Len()-1 {
			return false
		}
	}
	return true
}
