package read

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

var (
	pdfNoteMark   = regexp.MustCompile(`^([¹²³⁰⁴⁵⁶⁷⁸⁹]+|\d{1,3})(?:[.)]|\s|\p{L})`)
	pdfBullet     = regexp.MustCompile(`^(?:[•●○◦▪■‣·\x{F0B7}*]|[-–—])\s+\S`)
	pdfNumber     = regexp.MustCompile(`^(?:\d{1,2}|[a-zåäö])[.)]\s+\S`)
	pdfContents   = regexp.MustCompile(`(?:\.\s?){4,}\s*\d{1,4}$`)
	pdfPageNumber = regexp.MustCompile(`(?i)^(?:sidan?\s*)?[-–]?\s*#\s*[-–]?(?:\s*(?:\(#\)|av\s*#|/\s*#|of\s*#))?$`)
	pdfSection    = regexp.MustCompile(`^(?:\d{1,2}(?:\.\d{1,2})*\.?|§\s*\d+|[a-z][.)])$`)
	digits        = regexp.MustCompile(`\d+`)
)

// pdfPage is one page as the PDF library sees it. Coordinates are points from
// the lower left corner.
type pdfPage struct {
	height float64
	runs   []pdfRun
	marks  bool // whether anything at all is drawn on it
}

// pdfRun is text in one font on one line.
type pdfRun struct {
	text                     string
	left, right, top, bottom float64
	size                     float64 // of the font, in points
	strong                   bool    // bold or italic
	bold                     bool
}

// pdfLine is one line of a page.
type pdfLine struct {
	pdfRun
	runs    []pdfRun
	page    int     // from 1
	gap     float64 // down from the baseline of the line before
	table   bool    // has columns
	running bool    // header or footer
}

// pdfParagraph is lines that belong together.
type pdfParagraph struct {
	lines []pdfLine
	block corpus.Block
}

// pdfLayout finds paragraphs in lines.
type pdfLayout struct {
	body    float64   // size of running text
	leading float64   // usual distance between the baselines of running text, as a multiple of its size
	right   float64   // right edge of running text
	sizes   []float64 // of headings, descending
	words   map[string]bool
}

// pdfText lays out the pages of a document.
func pdfText(pages []pdfPage) corpus.Text {
	var lines []pdfLine
	for i, page := range pages {
		lines = append(lines, pageLines(page, i+1)...)
	}
	lines = dropRunning(lines, pages)
	p := newPDFLayout(lines)
	l := layOut(nil)
	for _, paragraph := range p.paragraphs(lines) {
		p.write(l, paragraph)
	}
	l.trimEnd()
	t := l.text(corpus.FormatPDF)
	t.Pages = len(pages)
	return t
}

// pageLines puts the runs of a page together to lines.
func pageLines(page pdfPage, number int) []pdfLine {
	var lines []pdfLine
	for _, run := range page.runs {
		run.text = strings.Map(func(r rune) rune {
			switch r {
			case '\x02', '\u00ad', '\u2010':
				return '-'
			case '\r', '\n':
				return ' '
			}
			return r
		}, run.text)
		if strings.TrimSpace(run.text) == "" {
			continue
		}
		if n := len(lines); n > 0 && lines[n-1].joins(run) {
			lines[n-1].join(run)
			continue
		}
		lines = append(lines, pdfLine{pdfRun: run, runs: []pdfRun{run}, page: number})
	}
	for i := 1; i < len(lines); i++ {
		lines[i].gap = lines[i-1].bottom - lines[i].bottom
	}
	return lines
}

// joins reports whether a run continues a line: it stands at the same height
// to the right of it.
func (l *pdfLine) joins(run pdfRun) bool {
	overlap := math.Min(l.top, run.top) - math.Max(l.bottom, run.bottom)
	height := math.Min(l.top-l.bottom, run.top-run.bottom)
	return overlap > height*0.4 && run.left >= l.right-l.size
}

// join adds a run to a line.
func (l *pdfLine) join(run pdfRun) {
	distance := run.left - l.right
	switch {
	case strings.HasSuffix(l.text, " ") || strings.HasPrefix(run.text, " "):
	case distance > 2.5*l.size && !pdfSection.MatchString(strings.TrimSpace(l.text)):
		l.table = true
		run.text = "\t" + run.text
	case distance > 0.15*l.size:
		run.text = " " + run.text
	}
	l.text += run.text
	l.runs = append(l.runs, run)
	l.right, l.top, l.bottom = math.Max(l.right, run.right), math.Max(l.top, run.top), math.Min(l.bottom, run.bottom)
	l.size = math.Max(l.size, run.size)
	l.strong, l.bold = l.strong && run.strong, l.bold && run.bold
}

// dropRunning removes running headers, footers and page numbers: what recurs
// on several pages, digits apart, in the outer tenth of the page. The first
// page keeps its own as furniture, for a letterhead names sender and date.
func dropRunning(lines []pdfLine, pages []pdfPage) []pdfLine {
	count := map[string]int{}
	for i := range lines {
		l := &lines[i]
		height := pages[l.page-1].height
		if l.running = l.bottom > height*0.9 || l.top < height*0.1; l.running {
			count[l.key()]++
		}
	}
	kept := lines[:0]
	for _, l := range lines {
		again := l.running && recurs(count[l.key()], pages)
		if l.running && pdfPageNumber.MatchString(l.key()) || again && l.page > 1 {
			continue
		}
		l.running = again
		kept = append(kept, l)
	}
	return kept
}

// recurs reports whether a line that stands on n pages is a running one.
func recurs(n int, pages []pdfPage) bool { return n >= 3 || n >= 2 && n*2 >= len(pages) }

// key is what a running line has in common with its like on other pages.
func (l *pdfLine) key() string {
	return digits.ReplaceAllString(strings.ToLower(squeeze(l.text)), "#")
}

// newPDFLayout measures the running text.
func newPDFLayout(lines []pdfLine) *pdfLayout {
	p := &pdfLayout{words: map[string]bool{}, leading: 1.2}
	weight := map[float64]int{}
	var rights, leadings []float64
	for _, l := range lines {
		weight[halfPoint(l.size)] += len(l.text)
		for _, word := range strings.FieldsFunc(l.text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			p.words[strings.ToLower(word)] = true
		}
	}
	for size, n := range weight {
		if n > weight[p.body] || n == weight[p.body] && size < p.body {
			p.body = size
		}
	}
	for _, l := range lines {
		if halfPoint(l.size) == p.body {
			rights = append(rights, l.right)
			if l.gap > 0 && l.gap < 3*l.size {
				leadings = append(leadings, l.gap/l.size)
			}
		}
	}
	if len(rights) > 0 {
		slices.Sort(rights)
		p.right = rights[len(rights)*9/10]
	}
	if len(leadings) > 4 {
		slices.Sort(leadings)
		p.leading = leadings[len(leadings)/3]
	}
	for size := range weight {
		if size > p.body*1.12 {
			p.sizes = append(p.sizes, size)
		}
	}
	slices.Sort(p.sizes)
	slices.Reverse(p.sizes)
	return p
}

func halfPoint(size float64) float64 { return math.Round(size*2) / 2 }

// paragraphs parts lines. Notes and running lines at the foot of a page wait
// until the paragraph that the page break cuts is complete.
func (p *pdfLayout) paragraphs(lines []pdfLine) []pdfParagraph {
	var all, notes []pdfParagraph
	var open *pdfParagraph
	flush := func() {
		if open != nil {
			all = append(all, *open)
			open = nil
		}
		all = append(all, notes...)
		notes = nil
	}
	for _, l := range lines {
		b := p.classify(l)
		switch n := len(notes); {
		case b.Kind == corpus.BlockFootnote, l.running:
			notes = append(notes, pdfParagraph{lines: []pdfLine{l}, block: b})
			if open == nil {
				flush()
			}
			continue
		case n > 0 && p.small(l) && notes[n-1].block.Kind == corpus.BlockFootnote && notes[n-1].lines[0].page == l.page:
			notes[n-1].lines = append(notes[n-1].lines, l)
			continue
		}
		if open != nil && p.continues(*open, l, b) {
			open.lines = append(open.lines, l)
			continue
		}
		flush()
		open = &pdfParagraph{lines: []pdfLine{l}, block: b}
	}
	flush()
	return all
}

// classify says what a line begins, by its looks alone.
func (p *pdfLayout) classify(l pdfLine) corpus.Block {
	text := strings.TrimSpace(l.text)
	switch {
	case l.running, pdfContents.MatchString(text):
		return corpus.Block{Kind: corpus.BlockFurniture}
	case p.small(l) && pdfNoteMark.MatchString(text):
		return corpus.Block{Kind: corpus.BlockFootnote, Label: noteLabel(pdfNoteMark.FindStringSubmatch(text)[1])}
	case l.table:
		return corpus.Block{Kind: corpus.BlockTableRow}
	case pdfBullet.MatchString(text) && !dialogue(text):
		return corpus.Block{Kind: corpus.BlockListItem, Level: 1}
	}
	if level := p.heading(l, text); level > 0 {
		return corpus.Block{Kind: corpus.BlockHeading, Level: level}
	}
	if m := pdfNumber.FindString(text); m != "" {
		return corpus.Block{Kind: corpus.BlockListItem, Level: 1, Label: strings.Fields(m)[0]}
	}
	return corpus.Block{Kind: corpus.BlockParagraph}
}

// dialogue reports whether text begins with the dash of direct speech rather
// than a bullet: Swedish print sets an en or em dash and a capital.
func dialogue(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(text[size:]))
	return (r == '–' || r == '—') && unicode.IsUpper(first)
}

// small reports whether a line is set smaller than running text.
func (p *pdfLayout) small(l pdfLine) bool { return l.size <= p.body*0.92 }

// heading returns the level of a heading: larger type than running text, or
// bold type on a short line that ends no sentence. 0 is none.
func (p *pdfLayout) heading(l pdfLine, text string) int {
	if len(text) > 200 || !strings.ContainsFunc(text, unicode.IsLetter) {
		return 0
	}
	if i := slices.Index(p.sizes, halfPoint(l.size)); i >= 0 {
		return min(i+1, 6)
	}
	if l.bold && !p.small(l) && len(text) < 100 && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ",") && l.right < p.right {
		return min(len(p.sizes)+1, 6)
	}
	return 0
}

// noteLabel writes superscript digits as plain ones.
func noteLabel(mark string) string {
	return strings.NewReplacer("¹", "1", "²", "2", "³", "3", "⁰", "0", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9").Replace(mark)
}

// continues reports whether a line goes on with the open paragraph.
func (p *pdfLayout) continues(open pdfParagraph, l pdfLine, b corpus.Block) bool {
	last := open.lines[len(open.lines)-1]
	kind := open.block.Kind
	if kind == corpus.BlockTableRow || kind == corpus.BlockFurniture || b.Kind == corpus.BlockTableRow || b.Kind == corpus.BlockFurniture {
		return false
	}
	if math.Abs(last.size-l.size) > 0.6 {
		return false
	}
	if kind == corpus.BlockHeading || b.Kind == corpus.BlockHeading {
		return kind == b.Kind && last.page == l.page && open.block.Level == b.Level && l.gap > 0 && l.gap < 1.6*l.size && last.bold == l.bold &&
			!pdfSection.MatchString(strings.Fields(l.text)[0])
	}
	if b.Kind == corpus.BlockListItem {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(l.text))
	text := strings.TrimSpace(last.text)
	if last.page != l.page || l.gap <= 0 { // the next page or column
		return !endsSentence(text) && !strings.HasSuffix(text, ":") && (unicode.IsLower(first) || last.right > p.right*0.85 || strings.HasSuffix(text, "-"))
	}
	if l.gap > l.size*p.leading*1.25 {
		return false
	}
	return !(endsSentence(text) && last.right < p.right*0.75 && unicode.IsUpper(first))
}

// write lays out a paragraph, its lines joined and words cut at line ends
// made whole.
func (p *pdfLayout) write(l *layout, paragraph pdfParagraph) {
	n := len(l.blocks)
	kind := paragraph.block.Kind
	if n > 0 && l.blocks[n-1].Kind == kind && (kind == corpus.BlockListItem || kind == corpus.BlockTableRow || kind == corpus.BlockFurniture) {
		l.gap(1, -1)
	} else {
		l.gap(2, -1)
	}
	l.page = paragraph.lines[0].page
	start := l.len()
	for i, line := range paragraph.lines {
		cut := false
		if i > 0 {
			cut = p.seam(l, strings.TrimSpace(line.text))
		}
		l.page = line.page
		for j, run := range line.runs {
			text := run.text
			if j == 0 && (i == 0 || cut) {
				text = strings.TrimLeft(text, " ")
			}
			at := l.len()
			l.writeClean(text)
			if run.strong {
				l.emphasise(at)
			}
		}
	}
	paragraph.block.Page = paragraph.lines[0].page
	l.block(start, paragraph.block)
}

// seam joins the next line to the text so far. It reports whether a word was
// made whole.
func (p *pdfLayout) seam(l *layout, next string) bool {
	text := strings.TrimRight(string(l.buf[max(len(l.buf)-80, 0):]), " ")
	before := text[strings.LastIndexAny(text, " \n\t")+1:]
	head, hyphen := strings.CutSuffix(before, "-")
	if !hyphen || head == "" {
		if !bytes.HasSuffix(l.buf, []byte(" ")) {
			l.writeClean(" ")
		}
		return false
	}
	l.buf = bytes.TrimRight(l.buf, " ")
	tail := next
	if i := strings.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		tail = next[:i]
	}
	switch p.hyphen(strings.ToLower(lastWord(head)), tail) {
	case hyphenDropped:
		l.truncate(len(l.buf) - 1)
	case hyphenEndsWord:
		l.writeClean(" ")
		return false
	case hyphenKept:
	}
	return true
}

// lastWord returns the letters that s ends with.
func lastWord(s string) string {
	return s[strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
}

// What becomes of a hyphen at the end of a line.
type hyphenFate uint8

const (
	hyphenDropped  hyphenFate = iota // the word was cut
	hyphenKept                       // e-hälsa
	hyphenEndsWord                   // hälso- och sjukvård
)

// hyphen decides what becomes of the hyphen between head and tail, by what the
// rest of the document writes.
func (p *pdfLayout) hyphen(head, tail string) hyphenFate {
	switch strings.ToLower(tail) {
	case "och", "eller", "samt", "respektive", "såväl", "and", "or":
		return hyphenEndsWord
	}
	first, _ := utf8.DecodeRuneInString(tail)
	tail = strings.ToLower(tail)
	switch {
	case !unicode.IsLower(first) || head == "":
		return hyphenKept
	case p.words[head+tail]:
		return hyphenDropped
	case p.words[head+"-"+tail] || utf8.RuneCountInString(head) < 2:
		return hyphenKept
	}
	return hyphenDropped
}
