package read

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/samband/samband/corpus"
)

var (
	htmlStart   = regexp.MustCompile(`(?is)^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|article|main|section|h[1-6]|table|ul|ol|title|meta)\b`)
	htmlCharset = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)`)
	xmlCharset  = regexp.MustCompile(`^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']`)
)

// maxDepth is how deep elements may be nested. The HTML parser itself stops
// at 512.
const maxDepth = 1024

// HTML reads a web page. All visible text is kept; what is not the page's own
// content (menus, banners, forms, footers) becomes furniture.
func HTML(ctx context.Context, input Input, _ Limits) (corpus.Text, error) {
	if err := ctx.Err(); err != nil {
		return corpus.Text{}, err
	}
	src := clean(decode(input.Bytes, markupCharset(input)))
	return htmlText(input.Name, &src, true)
}

// markupCharset returns the character set that the server, the XML declaration
// or a meta element names.
func markupCharset(input Input) string {
	if name := declaredCharset(input.MediaType); name != "" {
		return name
	}
	head := input.Bytes[:min(len(input.Bytes), 4096)]
	for _, declaration := range []*regexp.Regexp{xmlCharset, htmlCharset} {
		if m := declaration.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// htmlText lays out the HTML of a clean source. whole tells a page from a
// fragment, which has no furniture.
func htmlText(name string, src *source, whole bool) (corpus.Text, error) {
	p, err := parsePage(src)
	if err != nil {
		return corpus.Text{}, damaged(name, "", err)
	}
	if whole {
		if t, ok := htmlTranscript(p); ok {
			pageMeta(p.root, &t)
			return t, nil
		}
	}
	w := newHTMLWriter(layOut(&p.tokens), p)
	if whole {
		w.furniture = findFurniture(p.root)
	}
	w.children(p.root, 0)
	w.close(0)
	w.trimEnd()
	t := w.text(corpus.FormatHTML)
	if whole {
		pageMeta(p.root, &t)
	}
	return t, nil
}

// flow is what the element being laid out makes of its text.
type flow struct {
	kind      corpus.BlockKind
	level     int
	label     string
	furniture bool
	cell      bool // in a table cell: blocks do not part lines
	pre       bool // white space counts
}

// htmlWriter lays out a tree.
type htmlWriter struct {
	*layout
	page      *page
	furniture map[*xhtml.Node]bool
	state     flow
	start     int                 // of the open block
	space     bool                // white space is due before the next word
	where     int                 // token offset reached
	lists     int                 // depth of lists
	numbered  map[*xhtml.Node]int // items of ordered lists so far
}

// newHTMLWriter returns a writer of a page.
func newHTMLWriter(l *layout, p *page) *htmlWriter {
	return &htmlWriter{layout: l, page: p, state: flow{kind: corpus.BlockParagraph}, numbered: map[*xhtml.Node]int{}}
}

// children lays out the nodes below n.
func (w *htmlWriter) children(n *xhtml.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, depth+1)
	}
}

// node lays out one node.
func (w *htmlWriter) node(n *xhtml.Node, depth int) {
	switch n.Type {
	case xhtml.TextNode:
		w.words(n.Data)
		return
	case xhtml.ElementNode:
	case xhtml.DocumentNode:
		w.children(n, depth)
		return
	default:
		return
	}
	if invisible(n) {
		w.skip(n, depth)
		return
	}
	if !w.furniture[n] || w.state.cell {
		w.element(n, depth)
		return
	}
	outer := w.state
	w.close(2)
	w.state = flow{kind: corpus.BlockFurniture, furniture: true}
	w.element(n, depth)
	w.close(2)
	w.state = outer
}

// skip passes over a node that shows nothing, so that later text is found
// where it stands.
func (w *htmlWriter) skip(n *xhtml.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == xhtml.TextNode {
			w.page.locate(c.Data)
		}
		w.skip(c, depth+1)
	}
}

// element lays out an element by its name.
func (w *htmlWriter) element(n *xhtml.Node, depth int) {
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.blockElement(n, depth, 2, flow{kind: corpus.BlockHeading, level: int(n.Data[1] - '0')})
	case atom.Li:
		w.item(n, depth)
	case atom.Ul, atom.Ol, atom.Menu:
		w.lists++
		w.blockElement(n, depth, listGap(w.lists), w.state)
		w.lists--
	case atom.Blockquote:
		w.blockElement(n, depth, 2, flow{kind: corpus.BlockQuote})
	case atom.Figcaption, atom.Caption:
		w.blockElement(n, depth, 2, flow{kind: corpus.BlockCaption})
	case atom.Pre, atom.Textarea:
		w.blockElement(n, depth, 2, flow{kind: corpus.BlockParagraph, pre: true})
	case atom.Table:
		w.table(n, depth)
	case atom.A:
		start := w.begin()
		w.children(n, depth)
		w.link(min(start, w.len()), attribute(n, "href"))
	case atom.B, atom.Strong, atom.I, atom.Em:
		start := w.begin()
		w.children(n, depth)
		w.emphasise(min(start, w.len()))
	default:
		if isBlock(n.DataAtom) {
			w.blockElement(n, depth, 2, w.state)
			return
		}
		w.children(n, depth)
	}
}

// listGap is the number of line feeds around a list of that depth.
func listGap(depth int) int {
	if depth > 1 {
		return 1
	}
	return 2
}

// blockElement lays out an element that stands by itself.
func (w *htmlWriter) blockElement(n *xhtml.Node, depth, gap int, inner flow) {
	if w.state.cell {
		w.space = true
		w.children(n, depth)
		w.space = true
		return
	}
	outer := w.state
	w.close(gap)
	inner.furniture = outer.furniture
	w.state = inner
	w.children(n, depth)
	w.close(gap)
	w.state = outer
}

// item lays out a list item.
func (w *htmlWriter) item(n *xhtml.Node, depth int) {
	label := ""
	if n.Parent != nil && n.Parent.DataAtom == atom.Ol {
		number, begun := w.numbered[n.Parent]
		if !begun {
			number = atoi(attribute(n.Parent, "start"), 1) - 1
		}
		number++
		w.numbered[n.Parent] = number
		label = strconv.Itoa(number) + "."
	}
	w.blockElement(n, depth, 1, flow{kind: corpus.BlockListItem, level: max(w.lists, 1), label: label})
}

// table lays out a table of data row by row, and a table that only arranges a
// page as what is in it.
func (w *htmlWriter) table(n *xhtml.Node, depth int) {
	if w.state.cell || arranges(n) {
		w.blockElement(n, depth, 2, w.state)
		return
	}
	outer := w.state
	w.close(2)
	w.rows(n, depth)
	w.close(2)
	w.state = outer
}

// rows lays out the rows below a node.
func (w *htmlWriter) rows(n *xhtml.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			w.row(c, depth+1)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			w.rows(c, depth+1)
		default:
			w.node(c, depth+1)
		}
	}
}

// row lays out the cells of a row with tabs between them.
func (w *htmlWriter) row(n *xhtml.Node, depth int) {
	outer := w.state
	w.close(1)
	w.state = flow{kind: corpus.BlockTableRow, furniture: outer.furniture, cell: true}
	cells := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			if cells > 0 {
				w.space = false
				w.insert("\t", w.where)
			}
			cells++
		}
		w.node(c, depth+1)
	}
	w.close(1)
	w.state = outer
}

// close ends the open block and leaves at least gap line feeds.
func (w *htmlWriter) close(gap int) {
	kind := w.state.kind
	if w.state.furniture {
		kind = corpus.BlockFurniture
	}
	b := corpus.Block{Kind: kind}
	if kind == corpus.BlockHeading || kind == corpus.BlockListItem {
		b.Level, b.Label = w.state.level, w.state.label
	}
	w.block(min(w.start, w.len()), b)
	w.gap(gap, w.where)
	w.start, w.space = w.len(), false
}

// begin writes white space that is due and returns where the next word will
// stand.
func (w *htmlWriter) begin() int {
	if w.space {
		w.due(w.where)
	}
	return w.len()
}

// due writes the white space that is due, unless the line is at its beginning.
func (w *htmlWriter) due(from int) {
	w.space = false
	if n := w.len(); n > w.start && w.buf[n-1] != '\n' && w.buf[n-1] != '\t' && w.buf[n-1] != ' ' {
		w.insert(" ", from)
	}
}

// lineBreak writes a line feed within a block.
func (w *htmlWriter) lineBreak() {
	w.space = false
	switch {
	case w.state.cell:
		w.space = true
	case w.len() > w.start:
		w.insert("\n", w.where)
	}
}

// words lays out the text of one node, white space collapsed.
func (w *htmlWriter) words(data string) {
	from, to, ok := w.page.locate(data)
	if !ok {
		if strings.TrimSpace(data) == "" {
			w.space = w.space || data != ""
			return
		}
		w.foundNowhere(data)
		return
	}
	if r, _ := utf8.DecodeRuneInString(data); isBlank(r) {
		w.space = true
	}
	if w.state.pre {
		w.copyClean(from, to)
		w.where = to
		return
	}
	w.collapse(from, to)
}

// collapse copies words with single spaces between them.
func (w *htmlWriter) collapse(from, to int) {
	text := w.page.tokens.text
	for at := from; at < to; {
		end := at
		for end < to && !blankByte(text[end]) {
			end++
		}
		if end > at {
			if w.space {
				w.due(at)
			}
			for end+1 < to && text[end] == ' ' && !blankByte(text[end+1]) { // one space stays as it is
				for end++; end < to && !blankByte(text[end]); end++ {
				}
			}
			w.copyClean(at, end)
			w.where = end
		}
		at = end
		for at < to && blankByte(text[at]) {
			w.space = true
			at++
		}
	}
}

// foundNowhere writes text that the parser made out of what stands elsewhere.
func (w *htmlWriter) foundNowhere(data string) {
	if w.space {
		w.due(w.where)
	}
	w.insert(clean(detached(strings.Join(strings.FieldsFunc(data, isBlank), " "))).text, w.where)
	r, _ := utf8.DecodeLastRuneInString(data)
	w.space = isBlank(r)
}

// isBlank reports whether HTML collapses a character. No-break spaces stay.
func isBlank(r rune) bool { return unicode.IsSpace(r) && r < 0x80 }

func blankByte(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f' }

// isBlock reports whether an element begins a new line.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Body, atom.Dd, atom.Details, atom.Dialog, atom.Div, atom.Dl,
		atom.Dt, atom.Fieldset, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend,
		atom.Main, atom.Nav, atom.P, atom.Section, atom.Summary, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th,
		atom.Center, atom.Option, atom.Optgroup, atom.Search, atom.Button, atom.Select, atom.Label:
		return true
	}
	return false
}

// invisible reports whether a browser shows nothing of an element.
func invisible(n *xhtml.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Svg,
		atom.Canvas, atom.Audio, atom.Video, atom.Datalist, atom.Title, atom.Noframes, atom.Noembed, atom.Math:
		return true
	}
	if n.Namespace == "svg" {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// attribute returns the value of an attribute, "" where there is none.
func attribute(n *xhtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
