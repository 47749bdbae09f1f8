package main

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/go-pdf/fpdf"
)

// Layout of an A4 page in millimetres.
const (
	margin     = 30.0
	textWidth  = 210 - 2*margin
	lineHeight = 6.0
	noteHeight = 4.5
	pageBottom = 270.0
)

// setter places the blocks of a paper on pages, with the notes of a page at
// its foot. The core fonts know Windows-1252 alone, so every string passes
// through encode.
type setter struct {
	page   *fpdf.Fpdf
	encode func(string) string
	marks  int      // notes so far
	notes  []string // notes of the current page
}

// pdf renders the paper with running headers, page numbers and footnotes.
func pdf(p paper) ([]byte, error) {
	page := fpdf.New("P", "mm", "A4", "")
	s := &setter{page: page, encode: page.UnicodeTranslatorFromDescriptor("")}
	if err := s.describe(p); err != nil {
		return nil, err
	}
	page.AddPage()
	for _, b := range p.blocks {
		s.set(b)
	}
	s.foot()
	var buffer bytes.Buffer
	if err := page.Output(&buffer); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

func (s *setter) describe(p paper) error {
	date, err := time.Parse(time.RFC3339, p.date)
	if err != nil {
		return err
	}
	s.page.SetCatalogSort(true)
	s.page.SetCreationDate(date)
	s.page.SetModificationDate(date)
	s.page.SetTitle(p.title, true)
	s.page.SetAuthor(p.author, true)
	s.page.SetMargins(margin, margin, margin)
	s.page.SetAutoPageBreak(false, 0)
	s.page.SetHeaderFunc(func() {
		if s.page.PageNo() == 1 {
			return
		}
		s.line("I", 9, margin/2, p.running)
		s.line("", 9, 285, strconv.Itoa(s.page.PageNo()))
		s.page.SetY(margin)
	})
	return nil
}

// line draws one line at a height without moving on.
func (s *setter) line(face string, size, y float64, text string) {
	s.page.SetFont("Times", face, size)
	s.page.Text(margin, y, s.encode(text))
}

func (s *setter) set(b block) {
	if b.style == stylePage {
		s.turn()
		return
	}
	face, size := font(b.style)
	text := b.text
	if b.note != "" {
		s.marks++
		text = strings.Replace(text, "^", superscript(s.marks), 1)
		s.notes = append(s.notes, superscript(s.marks)+" "+b.note)
	}
	if b.style == styleList {
		text = "• " + text
	}
	s.page.SetFont("Times", face, size)
	for _, line := range s.breakLines(text) {
		if s.page.GetY()+lineHeight > pageBottom-noteHeight*float64(len(s.notes)) {
			s.turn()
		}
		s.page.SetFont("Times", face, size)
		s.page.CellFormat(textWidth, lineHeight*size/12, s.encode(line), "", 1, "L", false, 0, "")
	}
	s.page.Ln(lineHeight / 2)
}

// turn finishes the page and begins the next.
func (s *setter) turn() {
	s.foot()
	s.page.AddPage()
}

// foot sets the notes of the page at its foot.
func (s *setter) foot() {
	for i, note := range s.notes {
		s.line("", 9, pageBottom+noteHeight*float64(i-len(s.notes)+1), note)
	}
	s.notes = nil
}

// breakLines fills lines greedily, dividing words at soft hyphens.
func (s *setter) breakLines(text string) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		joined := strings.TrimSpace(line + " " + word)
		if s.fits(joined) {
			line = joined
			continue
		}
		head, tail := s.divide(line, word)
		lines = append(lines, plain(strings.TrimSpace(line+" "+head)))
		line = tail
	}
	return append(lines, plain(line))
}

// divide splits word at the last soft hyphen whose head still fits the line.
func (s *setter) divide(line, word string) (head, tail string) {
	parts := strings.Split(word, "\u00ad")
	for cut := len(parts) - 1; cut > 0; cut-- {
		head = strings.Join(parts[:cut], "") + "-"
		if s.fits(line + " " + head) {
			return head, strings.Join(parts[cut:], "\u00ad")
		}
	}
	return "", word
}

func (s *setter) fits(line string) bool {
	return s.page.GetStringWidth(s.encode(plain(line))) <= textWidth-2
}

func plain(text string) string { return strings.ReplaceAll(text, "\u00ad", "") }

func font(of style) (face string, size float64) {
	switch of {
	case styleTitle:
		return "B", 22
	case styleHeading:
		return "B", 16
	case styleBelow:
		return "B", 13
	default:
		return "", 12
	}
}

// superscript writes numbers from 1 to 9; Windows-1252 has the first three
// raised and the rest stand as plain digits.
func superscript(number int) string {
	switch number {
	case 1:
		return "¹"
	case 2:
		return "²"
	case 3:
		return "³"
	default:
		return strconv.Itoa(number)
	}
}
