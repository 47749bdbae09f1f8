package read

import (
	"context"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
)

// ODT reads OpenDocument text: headings, lists, tables, links, notes. Deleted
// text of tracked changes and comments are left out; a table of contents is
// furniture.
func ODT(ctx context.Context, input Input, limits Limits) (corpus.Text, error) {
	a, err := openArchive(ctx, input, limits.OrDefault())
	if err != nil {
		return corpus.Text{}, err
	}
	content, err := a.part("content.xml")
	if err != nil {
		return corpus.Text{}, err
	}
	body := content.first("body").child("text")
	if body == nil {
		return corpus.Text{}, damaged(input.Name, "content.xml", errNoBody)
	}
	d := odt{layout: layOut(nil), styles: odtStyles(content)}
	d.flow(body, corpus.Block{Kind: corpus.BlockParagraph})
	d.footnotes()
	d.trimEnd()
	t := d.text(corpus.FormatODT)
	meta, err := a.part("meta.xml")
	if err != nil {
		return corpus.Text{}, err
	}
	fields := map[string]string{}
	if office := meta.first("meta"); office != nil {
		for _, k := range office.kids {
			fields[k.name] = k.content()
		}
	}
	fields["creator"] = firstOf([]string{fields["initial-creator"], fields["creator"]})
	delete(fields, "initial-creator")
	officeMeta(&t, fields)
	return t, nil
}

// odt lays out a document.
type odt struct {
	*layout
	styles map[string]odtStyle
	notes  []*element
	depth  int // of lists
}

// odtStyle is what an automatic style says about its text.
type odtStyle struct {
	parent string
	strong bool // bold or italic
}

// odtStyles reads the automatic styles.
func odtStyles(content *element) map[string]odtStyle {
	styles := map[string]odtStyle{}
	content.first("automatic-styles").each("style", func(e *element) {
		text := e.child("text-properties")
		styles[e.attr("name")] = odtStyle{
			parent: e.attr("parent-style-name"),
			strong: text.attr("font-weight") == "bold" || text.attr("font-style") == "italic",
		}
	})
	return styles
}

// flow lays out the blocks below e. b is what its paragraphs are.
func (d *odt) flow(e *element, b corpus.Block) {
	for _, k := range e.kids {
		switch k.name {
		case "h":
			level := max(atoi(k.attr("outline-level"), 1), 1)
			d.paragraph(k, corpus.Block{Kind: corpus.BlockHeading, Level: level}, 2)
		case "p":
			d.paragraph(k, d.byStyle(k, b), 2)
		case "list":
			d.list(k, b)
		case "table":
			d.table(k, b)
		case "table-of-content", "alphabetical-index", "illustration-index", "table-index":
			d.flow(k, corpus.Block{Kind: corpus.BlockFurniture})
		case "tracked-changes", "annotation", "sequence-decls", "variable-decls":
		default:
			d.flow(k, b)
		}
	}
}

// byStyle changes what a paragraph is by the name of its style.
func (d *odt) byStyle(p *element, b corpus.Block) corpus.Block {
	if b.Kind != corpus.BlockParagraph {
		return b
	}
	name := p.attr("style-name")
	if parent := d.styles[name].parent; parent != "" {
		name = parent
	}
	switch name {
	case "Title":
		return corpus.Block{Kind: corpus.BlockHeading, Level: 1}
	case "Quotations":
		b.Kind = corpus.BlockQuote
	case "Caption", "Illustration", "Figure":
		b.Kind = corpus.BlockCaption
	}
	return b
}

// paragraph lays out one paragraph.
func (d *odt) paragraph(p *element, b corpus.Block, gap int) {
	if strings.TrimSpace(p.content()) == "" {
		return
	}
	d.gap(gap, -1)
	start := d.len()
	d.inline(p)
	d.block(start, b)
}

// inline writes the text of a paragraph. White space in the file collapses;
// what counts is written as elements.
func (d *odt) inline(e *element) {
	for _, k := range e.kids {
		start := d.len()
		switch k.name {
		case "":
			d.writeClean(collapsed(k.text, d.buf))
		case "s":
			d.writeClean(strings.Repeat(" ", min(max(atoi(k.attr("c"), 1), 1), 100)))
		case "tab":
			d.writeClean("\t")
		case "line-break":
			d.writeClean("\n")
		case "a":
			d.inline(k)
			d.link(start, k.attr("href"))
		case "span":
			d.inline(k)
			if d.styles[k.attr("style-name")].strong {
				d.emphasise(start)
			}
		case "note":
			d.notes = append(d.notes, k)
			d.writeClean("[" + strconv.Itoa(len(d.notes)) + "]")
		case "annotation", "tracked-changes", "note-body", "note-citation":
		default:
			d.inline(k)
		}
	}
}

// collapsed returns text with runs of white space made one space, none after
// white space that is already there.
func collapsed(text string, before []byte) string {
	words := squeeze(text)
	if strings.TrimLeft(text, " \t\r\n") != text && (len(before) == 0 || before[len(before)-1] != ' ') {
		words = " " + words
	}
	if words != "" && words != " " && strings.TrimRight(text, " \t\r\n") != text {
		words += " "
	}
	return words
}

// list lays out the items of a list.
func (d *odt) list(list *element, b corpus.Block) {
	d.depth++
	defer func() { d.depth-- }()
	gap := 1 + btoi(d.depth == 1)
	for _, item := range list.kids {
		if item.name != "list-item" && item.name != "list-header" {
			continue
		}
		for i, k := range item.kids {
			switch k.name {
			case "p":
				inner := b
				if b.Kind == corpus.BlockParagraph {
					inner = corpus.Block{Kind: corpus.BlockListItem, Level: d.depth}
				}
				d.paragraph(k, inner, gap)
			case "h":
				d.paragraph(k, corpus.Block{Kind: corpus.BlockHeading, Level: max(atoi(k.attr("outline-level"), 1), 1)}, 2)
			default:
				d.flow(&element{kids: item.kids[i : i+1]}, b)
			}
			gap = 1
		}
	}
}

// table lays out rows with tabs between the cells; the cells of a table that
// arranges text one by one.
func (d *odt) table(t *element, b corpus.Block) {
	rows := tableRows(t)
	arranges := false
	for _, cells := range rows {
		for _, cell := range cells {
			lines := 0
			cell.each("p", func(p *element) {
				if strings.TrimSpace(p.content()) != "" {
					lines++
				}
			})
			arranges = arranges || lines > 2 || cell.child("table") != nil || cell.child("h") != nil
		}
	}
	for i, cells := range rows {
		if arranges {
			for _, cell := range cells {
				d.flow(cell, b)
			}
			continue
		}
		d.gap(1+btoi(i == 0), -1)
		start := d.len()
		for j, cell := range cells {
			if j > 0 {
				d.writeClean("\t")
			}
			d.cell(cell)
		}
		d.block(start, corpus.Block{Kind: corpus.BlockTableRow})
	}
}

// cell writes the paragraphs of a cell on one line.
func (d *odt) cell(cell *element) {
	at := d.len()
	for _, k := range cell.kids {
		if k.name == "" || strings.TrimSpace(k.content()) == "" {
			continue
		}
		if d.len() > at {
			d.writeClean(" ")
		}
		d.inline(k)
	}
	oneLine(d.buf[at:])
}

// oneLine makes spaces of the line feeds and tabs of a cell.
func oneLine(b []byte) {
	for i, c := range b {
		if c == '\n' || c == '\t' {
			b[i] = ' '
		}
	}
}

// tableRows returns the cells of the rows of a table, those of header rows and
// row groups among them.
func tableRows(t *element) [][]*element {
	var rows [][]*element
	for _, k := range t.kids {
		switch k.name {
		case "table-row":
			var cells []*element
			k.each("table-cell", func(c *element) { cells = append(cells, c) })
			rows = append(rows, cells)
		case "table-header-rows", "table-rows", "table-row-group":
			rows = append(rows, tableRows(k)...)
		}
	}
	return rows
}

// footnotes lays out the notes at the end.
func (d *odt) footnotes() {
	for i := 0; i < len(d.notes); i++ {
		label := strconv.Itoa(i + 1)
		d.gap(2, -1)
		d.writeClean("[" + label + "] ")
		start := d.len()
		for _, p := range d.notes[i].first("note-body").kidsOf() {
			if p.name != "p" {
				continue
			}
			if d.len() > start {
				d.gap(1, -1)
			}
			d.inline(p)
		}
		d.block(start, corpus.Block{Kind: corpus.BlockFootnote, Label: label})
	}
}

// kidsOf returns the children of e, none where there is no e.
func (e *element) kidsOf() []*element {
	if e == nil {
		return nil
	}
	return e.kids
}
