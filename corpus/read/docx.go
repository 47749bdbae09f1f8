package read

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
)

// contentsStyle finds the paragraph styles of a table of contents, in English
// and Swedish versions of Word.
var contentsStyle = regexp.MustCompile(`(?i)^(?:toc|inneh)[a-zå]*\s?\d$`)

// errNoBody says that a document lacks its main part.
var errNoBody = errors.New("the main part of the document is missing")

// DOCX reads Office Open XML text documents: headings by style or outline
// level, lists with the numbers Word shows, tables, links, footnotes. Deleted
// text of tracked changes is left out; a table of contents is furniture.
func DOCX(ctx context.Context, input Input, limits Limits) (corpus.Text, error) {
	a, err := openArchive(ctx, input, limits.OrDefault())
	if err != nil {
		return corpus.Text{}, err
	}
	d := docx{layout: layOut(nil), notes: map[string]*element{}, links: map[string]string{}}
	body, err := d.load(a)
	if err != nil {
		return corpus.Text{}, err
	}
	d.flow(body, corpus.BlockParagraph)
	d.footnotes()
	d.trimEnd()
	t := d.text(corpus.FormatDOCX)
	core, err := a.part("docProps/core.xml")
	if err != nil {
		return corpus.Text{}, err
	}
	fields := map[string]string{}
	if core = core.first("coreProperties"); core != nil {
		for _, k := range core.kids {
			fields[strings.ToLower(k.name)] = k.content()
		}
	}
	officeMeta(&t, fields)
	return t, nil
}

// docx lays out a document.
type docx struct {
	*layout
	styles  map[string]docxStyle
	numbers *numbering
	links   map[string]string   // target by relationship
	notes   map[string]*element // body by kind and number
	cited   []string            // keys of notes in the order of their references
	boxes   []*element          // text boxes met in the running paragraph
}

// load reads the parts of the document and returns its body.
func (d *docx) load(a *archive) (*element, error) {
	main, err := a.part("word/document.xml")
	if err != nil {
		return nil, err
	}
	body := main.first("body")
	if body == nil {
		return nil, damaged(a.name, "word/document.xml", errNoBody)
	}
	styles, err := a.part("word/styles.xml")
	if err != nil {
		return nil, err
	}
	d.styles = docxStyles(styles)
	numbers, err := a.part("word/numbering.xml")
	if err != nil {
		return nil, err
	}
	d.numbers = newNumbering(numbers)
	relations, err := a.part("word/_rels/document.xml.rels")
	if err != nil {
		return nil, err
	}
	relations.child("Relationships").each("Relationship", func(r *element) { d.links[r.attr("Id")] = r.attr("Target") })
	for _, kind := range []string{"footnote", "endnote"} {
		part, err := a.part("word/" + kind + "s.xml")
		if err != nil {
			return nil, err
		}
		part.child(kind+"s").each(kind, func(n *element) { d.notes[kind+n.attr("id")] = n })
	}
	return body, nil
}

// flow lays out the paragraphs and tables below e.
func (d *docx) flow(e *element, kind corpus.BlockKind) {
	for _, k := range e.kids {
		switch k.name {
		case "p":
			d.paragraph(k, kind)
		case "tbl":
			d.table(k)
		case "sectPr", "del", "moveFrom":
		default:
			d.flow(k, kind)
		}
	}
}

// paragraph lays out one paragraph as what its properties make it.
func (d *docx) paragraph(p *element, kind corpus.BlockKind) {
	props := p.child("pPr")
	id := props.child("pStyle").attr("val")
	style := d.styles[id]
	b := corpus.Block{Kind: kind}
	list, level := numbered(props, style)
	switch {
	case contentsStyle.MatchString(id) || contentsStyle.MatchString(style.name):
		b.Kind = corpus.BlockFurniture
	case style.heading > 0:
		b.Kind, b.Level = corpus.BlockHeading, style.heading
	case list != "":
		b.Kind, b.Level = corpus.BlockListItem, level+1
	case style.kind != "":
		b.Kind = style.kind
	}
	label := d.numbers.next(list, level)
	at := d.len()
	n := len(d.blocks)
	if b.Kind == corpus.BlockListItem && n > 0 && d.blocks[n-1].Kind == corpus.BlockListItem {
		d.gap(1, -1)
	} else {
		d.gap(2, -1)
	}
	start := d.len()
	if label != "" {
		d.writeClean(label + " ")
		if b.Label = label; b.Kind == corpus.BlockListItem {
			start = d.len()
		}
	}
	said := d.len()
	d.runs(p)
	if strings.TrimSpace(string(d.buf[said:])) == "" {
		d.truncate(at)
	} else {
		d.block(start, b)
	}
	boxes := d.boxes
	d.boxes = nil
	for _, box := range boxes {
		d.flow(box, corpus.BlockParagraph)
	}
}

// runs writes the text of a paragraph.
func (d *docx) runs(e *element) {
	for _, k := range e.kids {
		switch k.name {
		case "r":
			start := d.len()
			d.run(k)
			if props := k.child("rPr"); on(props.child("b")) || on(props.child("i")) {
				d.emphasise(start)
			}
		case "hyperlink":
			start := d.len()
			d.runs(k)
			target := d.links[k.attr("id")]
			if anchor := k.attr("anchor"); anchor != "" {
				target += "#" + anchor
			}
			d.link(start, target)
		case "pPr", "del", "moveFrom":
		default:
			d.runs(k)
		}
	}
}

// run writes one run.
func (d *docx) run(r *element) {
	for _, k := range r.kids {
		switch k.name {
		case "t":
			d.writeClean(strings.ReplaceAll(k.content(), "\n", " "))
		case "tab", "ptab":
			d.writeClean("\t")
		case "br", "cr":
			d.writeClean("\n")
		case "noBreakHyphen":
			d.writeClean("-")
		case "footnoteReference", "endnoteReference":
			key := strings.TrimSuffix(k.name, "Reference") + k.attr("id")
			if d.notes[key] != nil {
				d.cited = append(d.cited, key)
				d.writeClean("[" + strconv.Itoa(len(d.cited)) + "]")
			}
		case "AlternateContent":
			if choice := k.child("Choice"); choice != nil {
				d.run(choice)
			}
		case "drawing", "pict", "object":
			if box := k.first("txbxContent"); box != nil {
				d.boxes = append(d.boxes, box)
			}
		}
	}
}

// on reports whether a toggle property is there and not switched off.
func on(e *element) bool {
	if e == nil {
		return false
	}
	switch e.attr("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// footnotes lays out the notes that the text refers to.
func (d *docx) footnotes() {
	for i := 0; i < len(d.cited); i++ { // a note may cite another
		label := strconv.Itoa(i + 1)
		d.gap(2, -1)
		d.writeClean("[" + label + "] ")
		start := d.len()
		for _, p := range d.notes[d.cited[i]].kids {
			if p.name == "p" {
				if d.len() > start {
					d.gap(1, -1)
				}
				d.runs(p)
			}
		}
		d.block(start, corpus.Block{Kind: corpus.BlockFootnote, Label: label})
	}
}

// table lays out rows with tabs between the cells. A table with several lines
// in a cell arranges text, and its cells are laid out one by one.
func (d *docx) table(t *element) {
	var rows [][]*element
	arranges := false
	t.each("tr", func(row *element) {
		var cells []*element
		row.each("tc", func(cell *element) {
			lines := 0
			cell.each("p", func(p *element) {
				if strings.TrimSpace(p.content()) != "" {
					lines++
				}
			})
			arranges = arranges || lines > 2 || cell.child("tbl") != nil
			cells = append(cells, cell)
		})
		rows = append(rows, cells)
	})
	for i, cells := range rows {
		if arranges {
			for _, cell := range cells {
				d.flow(cell, corpus.BlockParagraph)
			}
			continue
		}
		d.gap(1+btoi(i == 0), -1)
		d.row(cells)
	}
}

// btoi is 1 for true.
func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// row lays out the cells of one row.
func (d *docx) row(cells []*element) {
	start := d.len()
	for i, cell := range cells {
		if i > 0 {
			d.writeClean("\t")
		}
		first := true
		cell.each("p", func(p *element) {
			if strings.TrimSpace(p.content()) == "" {
				return
			}
			if !first {
				d.writeClean(" ")
			}
			first = false
			at := d.len()
			d.runs(p)
			oneLine(d.buf[at:])
		})
	}
	d.block(start, corpus.Block{Kind: corpus.BlockTableRow})
}
