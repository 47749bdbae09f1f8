package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

const (
	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	office     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	word       = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// part is one member of the package.
type part struct{ name, body string }

// docx renders the paper as an Office Open XML word processing document.
func docx(p paper) ([]byte, error) {
	body, notes := documentXML(p)
	parts := []part{
		{"[Content_Types].xml", contentTypes()},
		{"_rels/.rels", relationships(
			[2]string{office + "/officeDocument", "word/document.xml"},
			[2]string{"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
		)},
		{"docProps/core.xml", coreXML(p)},
		{"word/document.xml", body},
		{"word/footnotes.xml", notes},
		{"word/styles.xml", stylesXML()},
		{"word/numbering.xml", numberingXML()},
		{"word/_rels/document.xml.rels", relationships(
			[2]string{office + "/styles", "styles.xml"},
			[2]string{office + "/numbering", "numbering.xml"},
			[2]string{office + "/footnotes", "footnotes.xml"},
		)},
	}
	return pack(parts)
}

// pack zips the parts with a fixed time, so that equal texts give equal bytes.
func pack(parts []part) ([]byte, error) {
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	for _, part := range parts {
		writer, err := archive.CreateHeader(&zip.FileHeader{
			Name: part.name, Method: zip.Deflate,
			Modified: time.Date(2024, 2, 7, 12, 0, 0, 0, time.UTC),
		})
		if err != nil {
			return nil, err
		}
		if _, err := writer.Write([]byte(xml.Header + part.body)); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

// documentXML renders the body and the footnotes that it refers to.
func documentXML(p paper) (body, notes string) {
	var text, foot strings.Builder
	count := 0
	for _, b := range p.blocks {
		if b.style == styleTable {
			text.WriteString(tableXML(b.rows))
			continue
		}
		if b.note != "" {
			count++
			fmt.Fprintf(&foot, `<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r>%s</w:p></w:footnote>`, count, runXML(" "+b.note))
		}
		text.WriteString(paragraphXML(b, count))
	}
	body = `<w:document ` + namespaces + `><w:body>` + text.String() + `<w:sectPr/></w:body></w:document>`
	notes = `<w:footnotes ` + namespaces + `>` +
		`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		foot.String() + `</w:footnotes>`
	return body, notes
}

func paragraphXML(b block, note int) string {
	list := ""
	if b.style == styleList {
		list = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
	}
	before, after, referred := strings.Cut(b.text, "^")
	runs := runXML(before)
	if referred {
		runs += fmt.Sprintf(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, note) + runXML(after)
	}
	return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, b.style, list, runs)
}

func runXML(text string) string {
	if text == "" {
		return ""
	}
	return `<w:r><w:t xml:space="preserve">` + escape(text) + `</w:t></w:r>`
}

func tableXML(rows [][]string) string {
	var table strings.Builder
	table.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid/>`)
	for _, row := range rows {
		table.WriteString(`<w:tr>`)
		for _, cell := range row {
			table.WriteString(`<w:tc><w:p>` + runXML(cell) + `</w:p></w:tc>`)
		}
		table.WriteString(`</w:tr>`)
	}
	table.WriteString(`</w:tbl>`)
	return table.String()
}

func stylesXML() string {
	names := []struct {
		id    style
		name  string
		level int
	}{
		{styleText, "Normal", 0},
		{styleTitle, "Title", 0},
		{styleHeading, "heading 1", 1},
		{styleBelow, "heading 2", 2},
		{styleList, "List Paragraph", 0},
	}
	var styles strings.Builder
	styles.WriteString(`<w:styles ` + namespaces + `>`)
	for _, s := range names {
		outline := ""
		if s.level > 0 {
			outline = fmt.Sprintf(`<w:pPr><w:outlineLvl w:val="%d"/></w:pPr>`, s.level-1)
		}
		fmt.Fprintf(&styles, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/>%s</w:style>`, s.id, s.name, outline)
	}
	styles.WriteString(`</w:styles>`)
	return styles.String()
}

func numberingXML() string {
	return `<w:numbering ` + namespaces + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">` +
		`<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
}

func coreXML(p paper) string {
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + escape(p.title) + `</dc:title><dc:creator>` +
		escape(p.author) + `</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">` + p.date + `</dcterms:created></cp:coreProperties>`
}

func contentTypes() string {
	return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + word + `document.main+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="` + word + `footnotes+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + word + `styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="` + word + `numbering+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
}

func relationships(targets ...[2]string) string {
	var all strings.Builder
	all.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, target := range targets {
		fmt.Fprintf(&all, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i+1, target[0], target[1])
	}
	all.WriteString(`</Relationships>`)
	return all.String()
}

func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
