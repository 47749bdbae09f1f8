package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
)

// roster says which columns of a table of participants hold what; -1 where no
// column does.
type roster struct {
	name, code, presence int
	first, last          int // columns with organisation and function
	letters              bool
}

// readRoster reads the table of participants whose header stands on line i, and
// returns the line after it; i where there is none. Such a table has a column
// of names, and one of initials or of who came.
func (p *parser) readRoster(i int) int {
	t, ok := p.rosterHeader(p.cells(i))
	if !ok {
		return i
	}
	t.letters = p.answers(i, t)
	end := i + 1
	before := len(p.out.Attendees)
	for j := p.next(i); j < len(p.lines) && p.lines[j].gap == 0; j = p.next(j) {
		cells := p.cells(j)
		if len(cells) < 2 {
			break
		}
		p.addRow(t, p.lines[j].Span, cells)
		p.lines[j].role = roleAttendee
		end = j + 1
	}
	if len(p.out.Attendees) == before {
		return i
	}
	p.rolls++
	p.lines[i].role = roleAttendee
	return end
}

// cells parts a line at tabs, or at gaps of two spaces and more.
func (p *parser) cells(i int) []corpus.Span {
	l := p.lines[i]
	text := p.of(i)
	if !strings.Contains(text, "\t") && !strings.Contains(text, "  ") {
		return nil
	}
	var cells []corpus.Span
	for at := 0; at <= len(text); {
		end, skip := len(text), 0
		if gap := columnGap(text[at:]); gap >= 0 {
			end = at + gap
			if skip = 1; !strings.Contains(text, "\t") {
				skip = len(text[end:]) - len(strings.TrimLeft(text[end:], " "))
			}
		}
		cells = append(cells, trimSpan(p.src, corpus.Span{Start: l.Start + at, End: l.Start + end}))
		if end == len(text) {
			break
		}
		at = end + skip
	}
	return cells
}

// rosterHeader reads the cells of a header.
func (p *parser) rosterHeader(cells []corpus.Span) (roster, bool) {
	t := roster{-1, -1, -1, -1, -1, false}
	for k, cell := range cells {
		switch word := strings.ToLower(strings.Trim(cell.Of(p.src), "*_ .:")); {
		case word == "namn" || word == "deltagare" || word == "ledamot" || word == "person" || word == "medlem" || word == "för- och efternamn":
			if t.name < 0 {
				t.name = k
			}
		case hasAnyPrefix(word, "sign", "init", "förk"):
			t.code = k
		case hasAnyPrefix(word, "närv", "när-", "när/", "när./", "deltog", "frånv"):
			t.presence = k
		case hasAnyPrefix(word, "org", "roll", "funktion", "titel", "företag", "parti", "befattning", "represent", "enhet", "förvaltning", "arbetsplats", "uppdrag", "kommun", "yrke"):
			if t.first < 0 {
				t.first = k
			}
			t.last = k
		}
	}
	return t, t.name >= 0 && (t.code >= 0 || t.presence >= 0)
}

// answers reports whether the column of presence says yes or no, so that N
// means no rather than present.
func (p *parser) answers(i int, t roster) bool {
	for j := p.next(i); t.presence >= 0 && j < len(p.lines) && p.lines[j].gap == 0; j = p.next(j) {
		if cells := p.cells(j); t.presence < len(cells) && hasAnyPrefix(strings.ToLower(cells[t.presence].Of(p.src)), "j") {
			return true
		}
	}
	return false
}

// addRow adds the person whom a row of the table names.
func (p *parser) addRow(t roster, row corpus.Span, cells []corpus.Span) {
	if t.name >= len(cells) {
		return
	}
	text := cells[t.name].Of(p.src)
	r := roll{as: corpus.AttendedPresent}
	title, length := p.entryName(&r, text, true)
	if n := scanName(text); length == 0 && n.words >= 2 {
		title, length = 0, n.length // the header says that it is a name
	}
	if length == 0 {
		return
	}
	a := corpus.Attendee{
		Entry: row, As: corpus.AttendedPresent,
		Name: corpus.Span{Start: cells[t.name].Start + title, End: cells[t.name].Start + length},
	}
	a.Detail = corpus.Span{Start: a.Name.End, End: a.Name.End}
	if rest := p.trimDetail(corpus.Span{Start: a.Name.End, End: cells[t.name].End}); !rest.Empty() {
		a.Detail = rest
	}
	if t.first >= 0 && t.first < len(cells) {
		a.Detail = corpus.Span{Start: cells[t.first].Start, End: cells[min(t.last, len(cells)-1)].End}
	}
	p.setPart(&r, &a)
	p.setPresence(t, cells, &a)
	p.out.Attendees = append(p.out.Attendees, a)
}

// setPresence reads whether somebody came, and to which items, from the column
// that says so.
func (p *parser) setPresence(t roster, cells []corpus.Span, a *corpus.Attendee) {
	if t.presence < 0 {
		return
	}
	mark := ""
	if t.presence < len(cells) {
		mark = strings.ToLower(cells[t.presence].Of(p.src))
		_, a.Items = p.cutItems(cells[t.presence])
	}
	first := strings.TrimRightFunc(firstWord(mark), func(r rune) bool { return unicode.IsPunct(r) && r != '-' && r != '–' })
	switch first {
	case "", "f", "-", "–", "—", "nej", "0", "ej", "förhinder", "sjuk", "ledig", "avanmäld", "återbud":
		a.As = corpus.AttendedAbsent
	case "n":
		if t.letters {
			a.As = corpus.AttendedAbsent
		}
	default:
		if strings.HasPrefix(first, "frånv") {
			a.As = corpus.AttendedAbsent
		}
	}
	if a.As == corpus.AttendedAbsent {
		a.Items = ""
	}
}
