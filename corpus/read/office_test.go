package read

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// packFiles makes a zip file.
func packFiles(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func docxFiles() map[string]string {
	return map[string]string{
		"word/document.xml": `<?xml version="1.0"?><w:document ` + wordNS + `><w:body>
<w:p><w:pPr><w:pStyle w:val="Innehll1"/></w:pPr><w:r><w:t>Bakgrund 3</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r><w:t>Bakgrund</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Möte med </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Åke Öberg</w:t></w:r><w:r><w:t>.</w:t><w:footnoteReference w:id="2"/></w:r><w:del><w:r><w:delText>bort</w:delText></w:r></w:del></w:p>
<w:p/>
<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r><w:t>Beslut</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>Ett</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:hyperlink r:id="rId9"><w:r><w:t>Två</w:t></w:r></w:hyperlink></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Namn</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Roll</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Närvarande</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Eva Ek</w:t></w:r></w:p><w:p><w:r><w:t>Bo Al</w:t></w:r></w:p><w:p><w:r><w:t>Åsa Lo</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>`,
		"word/styles.xml":              `<w:styles ` + wordNS + `><w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`,
		"word/numbering.xml":           `<w:numbering ` + wordNS + `><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num></w:numbering>`,
		"word/footnotes.xml":           `<w:footnotes ` + wordNS + `><w:footnote w:id="2"><w:p><w:r><w:t>Se rapporten.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId9" Target="https://a.example"/></Relationships>`,
		"docProps/core.xml":            `<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>Protokoll</dc:title><dc:creator>Eva Ek</dc:creator></cp:coreProperties>`,
	}
}

func TestDOCX(t *testing.T) {
	text := readOne(t, Input{Name: "a.docx", Bytes: packFiles(t, docxFiles())}).Text
	want := []string{
		"furniture: Bakgrund 3", "heading 1 [§ 1]: § 1 Bakgrund", "paragraph: Möte med Åke Öberg.[1]", "heading 1 [§ 2]: § 2 Beslut",
		"list-item 1: Ett", "list-item 2 [c)]: Två", "table-row: Namn\tRoll",
		"paragraph: Närvarande", "paragraph: Eva Ek", "paragraph: Bo Al", "paragraph: Åsa Lo", "footnote [1]: Se rapporten.",
	}
	if diff := cmp.Diff(want, outline(&text)); diff != "" {
		t.Error(diff)
	}
	if text.Title != "Protokoll" || len(text.Authors) != 1 || len(text.Links) != 1 || len(text.Emphasis) != 1 || text.Emphasis[0].Of(text.Canonical) != "Åke Öberg" {
		t.Errorf("%q %q %v %v", text.Title, text.Authors, text.Links, text.Emphasis)
	}
}

const odtNS = `xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f" xmlns:xlink="x"`

func odtFiles() map[string]string {
	return map[string]string{
		"mimetype": "application/vnd.oasis.opendocument.text",
		"content.xml": `<office:document-content ` + odtNS + `><office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:p>borta</text:p></text:tracked-changes>
<text:p text:style-name="P1">Rapport</text:p><text:h text:outline-level="2">Bakgrund</text:h>
<text:p>Möte  med
 <text:span text:style-name="T1">Åke Öberg</text:span>.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Se rapporten.</text:p></text:note-body></text:note> Slut<text:s text:c="2"/>.</text:p>
<text:list><text:list-item><text:p>Ett</text:p><text:list><text:list-item><text:p><text:a xlink:href="https://a.example">Två</text:a></text:p></text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Namn</text:p></table:table-cell><table:table-cell><text:p>Roll</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>`,
		"meta.xml": `<office:document-meta ` + odtNS + ` xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>Rapporten</dc:title><meta:initial-creator>Eva Ek</meta:initial-creator><meta:creation-date>2021-03-02T10:00:00</meta:creation-date></office:meta></office:document-meta>`,
	}
}

func TestODT(t *testing.T) {
	text := readOne(t, Input{Name: "a.odt", Bytes: packFiles(t, odtFiles())}).Text
	want := []string{
		"heading 1: Rapport", "heading 2: Bakgrund", "paragraph: Möte med Åke Öberg.[1] Slut  .",
		"list-item 1: Ett", "list-item 2: Två", "table-row: Namn\tRoll", "footnote [1]: Se rapporten.",
	}
	if diff := cmp.Diff(want, outline(&text)); diff != "" {
		t.Error(diff)
	}
	if text.Title != "Rapporten" || len(text.Authors) != 1 || len(text.Links) != 1 || len(text.Emphasis) != 1 || text.Meta["creation-date"] == "" {
		t.Errorf("%q %q %v %v %v", text.Title, text.Authors, text.Links, text.Emphasis, text.Meta)
	}
}

func TestOfficeLimits(t *testing.T) {
	bomb := docxFiles()
	bomb["word/document.xml"] = strings.Replace(bomb["word/document.xml"], "<w:p/>", strings.Repeat("<w:p/>", 2<<20), 1)
	entity := docxFiles()
	entity["word/document.xml"] = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ` + wordNS + `><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`
	deep := docxFiles()
	deep["word/document.xml"] = strings.Repeat("<a>", 1000) + strings.Repeat("</a>", 1000)
	tests := []struct {
		name   string
		files  map[string]string
		limits Limits
		want   error
		place  string
	}{
		{"ratio", bomb, Limits{}, ErrTooLarge, "word/document.xml"},
		{"expanded size", docxFiles(), Limits{ArchiveBytes: 100}, ErrTooLarge, "word/document.xml"},
		{"number of files", docxFiles(), Limits{ArchiveFiles: 2}, ErrTooLarge, ""},
		{"external entity", entity, Limits{}, ErrDamaged, "word/document.xml"},
		{"depth", deep, Limits{}, ErrDamaged, "word/document.xml"},
		{"other zip", map[string]string{"a.txt": "x"}, Limits{}, ErrUnsupported, ""},
		{"no text", map[string]string{"word/document.xml": `<w:document ` + wordNS + `><w:body/></w:document>`}, Limits{}, ErrEmpty, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(context.Background(), Input{Name: "a.docx", Bytes: packFiles(t, test.files)}, test.limits)
			var e *Error
			if !errors.Is(err, test.want) || !errors.As(err, &e) || e.Place != test.place || e.Remedy == "" {
				t.Errorf("error %v", err)
			}
		})
	}
}
