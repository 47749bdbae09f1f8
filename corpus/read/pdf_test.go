package read

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// printed makes a PDF with one page for each list of lines. An empty list
// makes a page with a drawing and no text.
func printed(tb testing.TB, protect bool, pages ...[]string) []byte {
	tb.Helper()
	doc := fpdf.New("P", "mm", "A4", "")
	encode := doc.UnicodeTranslatorFromDescriptor("")
	doc.SetTitle("Årsrapport", true)
	doc.SetAuthor("Eva Ek och Bo Al", true)
	if protect {
		doc.SetProtection(0, "hemligt", "hemligt")
	}
	for _, lines := range pages {
		doc.AddPage()
		doc.SetFont("Times", "", 12)
		for i, line := range lines {
			doc.Text(20, 40+float64(i)*6, encode(line))
		}
		if len(lines) == 0 {
			doc.Rect(20, 20, 100, 100, "F")
		}
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestPDF(t *testing.T) {
	var r Reader
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Run("text and pages", func(t *testing.T) {
		items, err := r.Read(t.Context(), Input{Name: "a.pdf", Bytes: printed(t, false, []string{"Mötet öppnades av Åke."}, []string{"Nästa sida."})}, Limits{})
		if err != nil || len(items) != 1 {
			t.Fatal(items, err)
		}
		text := items[0].Text
		verify(t, items[0].Original, &text)
		if text.Canonical != "Mötet öppnades av Åke.\n\nNästa sida." || text.Pages != 2 || text.Title != "Årsrapport" {
			t.Errorf("%q, %d pages, title %q", text.Canonical, text.Pages, text.Title)
		}
		if diff := cmp.Diff([]string{"Eva Ek", "Bo Al"}, text.Authors); diff != "" {
			t.Error(diff)
		}
		if a, ok := text.At(strings.Index(text.Canonical, "Nästa")); !ok || a.Page != 2 {
			t.Errorf("anchor %+v", a)
		}
	})
	tests := []struct {
		name   string
		bytes  []byte
		limits Limits
		want   error
		place  string
		items  int
	}{
		{"scanned", printed(t, false, nil, nil), Limits{}, ErrNeedsOCR, "", 0},
		{"one page scanned", printed(t, false, []string{"Ett"}, nil), Limits{}, ErrNeedsOCR, "page 2", 1},
		{"too many pages", printed(t, false, []string{"a"}, []string{"b"}), Limits{Pages: 1}, ErrTooLarge, "", 0},
		{"encrypted", printed(t, true, []string{"a"}), Limits{}, ErrUnsupported, "", 0},
		{"damaged", []byte("%PDF-1.7\nnothing"), Limits{}, ErrDamaged, "", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			items, err := r.Read(t.Context(), Input{Name: "a.pdf", Bytes: test.bytes}, test.limits)
			var e *Error
			if !errors.Is(err, test.want) || !errors.As(err, &e) || e.Place != test.place || e.Remedy == "" || len(items) != test.items {
				t.Errorf("%d items, error %v", len(items), err)
			}
		})
	}
}

// set places lines of running text on a page from the top down.
func set(page int, lines ...string) pdfPage {
	p := pdfPage{height: 842}
	for i, line := range lines {
		y := 700 - float64(i)*14
		p.runs = append(p.runs, pdfRun{text: line, left: 70, right: 70 + 5.4*float64(len([]rune(line))), bottom: y, top: y + 9, size: 11})
	}
	footer := pdfRun{text: "Rapport 2021:4   sida " + string(rune('0'+page)), left: 70, right: 200, bottom: 30, top: 38, size: 9}
	p.runs = append(p.runs, footer)
	return p
}

// style changes one run of a page.
func style(p pdfPage, run int, change func(*pdfRun)) pdfPage {
	change(&p.runs[run])
	return p
}

func TestPDFLayout(t *testing.T) {
	note := func(r *pdfRun) { r.size, r.bottom, r.top = 8, 80, 87 }
	title := func(r *pdfRun) { r.size, r.bold, r.strong = 16, true, true }
	bold := func(r *pdfRun) { r.bold, r.strong = true, true }
	long := "Region Norr har under året infört en ny ordning för läkemedel i hela länet och"
	tests := []struct {
		name  string
		pages []pdfPage
		want  []string
	}{
		{
			"words cut at line ends",
			[]pdfPage{set(1, long, "kan därmed minska antalet avvikelser i hemsjuk\x02", "vården. Arbetet med e-", "hälsa fortsätter inom hälso-", "och sjukvården. Mer om e-hälsa följer.")},
			[]string{"paragraph p1: " + long + " kan därmed minska antalet avvikelser i hemsjukvården. Arbetet med e-hälsa fortsätter inom hälso- och sjukvården. Mer om e-hälsa följer."},
		},
		{
			"paragraph across pages with a note between",
			[]pdfPage{
				style(set(1, long, "de flesta kommuner deltar nu i försöket som leds av Region Norr tillsammans med", "1 Se rapport 2020:3."), 2, note),
				set(2, "tre andra regioner."), set(3, "Slut."),
			},
			[]string{
				"paragraph p1: " + long + " de flesta kommuner deltar nu i försöket som leds av Region Norr tillsammans med tre andra regioner.",
				"footnote [1] p1: 1 Se rapport 2020:3.", "paragraph p3: Slut.",
			},
		},
		{
			"headings by size and weight",
			[]pdfPage{style(style(set(1, "Läkemedel i hemmet", "1.2 Bakgrund", long, "mer därtill."), 0, title), 1, bold)},
			[]string{"heading 1 p1: Läkemedel i hemmet", "heading 2 p1: 1.2 Bakgrund", "paragraph p1: " + long + " mer därtill."},
		},
		{
			"lists, contents and speech",
			[]pdfPage{set(1, long, "mer därtill:", "• ett", "• två", "1. Bakgrund ........... 3", "– Det är bra, säger Eva Ek.")},
			[]string{"paragraph p1: " + long + " mer därtill:", "list-item 1 p1: • ett", "list-item 1 p1: • två", "furniture p1: 1. Bakgrund ........... 3", "paragraph p1: – Det är bra, säger Eva Ek."},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := pdfText(test.pages)
			verify(t, nil, &text)
			got := outline(&text)
			for i := 0; i < len(got); i++ { // the first page keeps its footer
				if strings.Contains(got[i], "Rapport 2021:4") && strings.Contains(got[i], "p1:") {
					got = append(got[:i], got[i+1:]...)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(printed(f, false, []string{"Mötet öppnades av Åke, ord-", "förande."}, nil))
	var r Reader
	f.Cleanup(func() {
		if err := r.Close(); err != nil {
			f.Error(err)
		}
	})
	f.Fuzz(func(t *testing.T, b []byte) {
		for item, err := range r.Records(context.Background(), Input{Name: "fuzz", As: corpus.FormatPDF, Bytes: b}, Limits{Pages: 20}) {
			if err == nil {
				verify(t, item.Original, &item.Text)
			}
		}
	})
}

// FuzzPDFLayout gives the layout runs at any place on the page.
func FuzzPDFLayout(f *testing.F) {
	f.Add("Rubrik\nen rad som är av-\nbruten\n1 not", []byte{1, 2, 3, 200, 9, 9, 9, 9})
	f.Fuzz(func(t *testing.T, lines string, places []byte) {
		var pages []pdfPage
		for i, line := range strings.Split(lines, "\n") {
			at := func(k int) float64 {
				if len(places) == 0 {
					return 0
				}
				return float64(places[(i*4+k)%len(places)])
			}
			if len(pages) == 0 || at(0) > 200 {
				pages = append(pages, pdfPage{height: 842})
			}
			run := pdfRun{text: strings.ToValidUTF8(line, ""), left: at(1), right: at(1) + at(2), bottom: at(3) * 3, top: at(3)*3 + 10, size: 6 + at(2)/20, bold: at(0) > 100, strong: at(0) > 60}
			pages[len(pages)-1].runs = append(pages[len(pages)-1].runs, run)
		}
		text := pdfText(pages)
		verify(t, nil, &text)
	})
}
