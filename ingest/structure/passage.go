package structure

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// unit is a stretch of text that belongs together: a turn, a paragraph, a list
// item. It becomes one passage, or several when it is long.
type unit struct {
	corpus.Span
	kind corpus.PassageKind
	turn int
}

// buildPassages lays the content of the text out in passages.
func (p *parser) buildPassages() {
	units := p.units()
	bytes := map[string]int{}
	section := -1
	for _, u := range units {
		for section+1 < len(p.out.Sections) && p.headingStart(section+1) <= u.Start {
			section++
		}
		under := section
		if section >= 0 && u.Start >= p.out.Sections[section].Body.End && p.headingStart(section) != u.Start {
			under = -1 // behind the title that ended the section
		}
		for _, span := range p.split(u.Span) {
			passage := p.passage(u, span, under)
			bytes[passage.Language] += span.Len()
			p.out.Passages = append(p.out.Passages, passage)
		}
	}
	p.out.Language = p.text.Language
	if p.out.Language == "" {
		p.out.Language = mostly(bytes)
	}
}

// mostly is the language of most bytes, Swedish for none.
func mostly(bytes map[string]int) string {
	best := "sv"
	for language, n := range bytes {
		if n > bytes[best] || n == bytes[best] && language < best && n > 0 {
			best = language
		}
	}
	return best
}

// passage describes one span of a unit.
func (p *parser) passage(u unit, span corpus.Span, section int) corpus.Passage {
	passage := corpus.Passage{
		Ordinal: len(p.out.Passages), Span: span, Kind: u.kind, Turn: u.turn,
		Language: p.languageOf(span),
	}
	if u.kind == corpus.PassageHeading && section >= 0 && p.headingStart(section) == u.Start {
		passage.AgendaItem = p.agendaItem(section)
		section = p.parents[section]
	} else {
		passage.AgendaItem = p.agendaItem(section)
	}
	if section >= 0 {
		passage.Heading = squeeze(p.out.Sections[section].Heading.Of(p.src))
	}
	p.place(&passage)
	return passage
}

// languageOf is the language of a span, which its beginning shows.
func (p *parser) languageOf(s corpus.Span) string {
	const enough = 600
	text := s.Of(p.src)
	return swedish.Language(text[:runeFloor(text, min(len(text), enough))])
}

// agendaItem is the number of the agenda item that a section is or belongs to.
func (p *parser) agendaItem(section int) string {
	for ; section >= 0; section = p.parents[section] {
		if s := p.out.Sections[section]; s.Agenda && s.Number != "" {
			return s.Number
		}
	}
	return ""
}

// place fills in page and time.
func (p *parser) place(passage *corpus.Passage) {
	if a, ok := p.text.At(passage.Start); ok {
		passage.Page, passage.Time, passage.Timed = a.Page, a.Time, a.Timed
	}
	if i := p.lineAt(passage.Start); i >= 0 {
		if b := p.block(i); b != nil {
			passage.Page = max(passage.Page, b.Page)
		}
	}
	if passage.Timed || passage.Turn < 0 {
		return
	}
	if t := p.out.Turns[passage.Turn]; t.Timed {
		passage.Time, passage.Timed = t.From, true
	}
}

// units groups the lines into stretches that belong together.
func (p *parser) units() []unit {
	var units []unit
	for i := 0; i < len(p.lines); {
		l := p.lines[i]
		if l.role == roleFurniture {
			i++
			continue
		}
		if l.role == roleTurn {
			end := p.unitEnd(i)
			if u := (unit{kind: corpus.PassageTurn, turn: l.turn}); p.speech(&u, i, end) {
				units = append(units, u)
			}
			i = end
			continue
		}
		end := p.unitEnd(i)
		units = append(units, unit{
			Span: corpus.Span{Start: l.Start, End: p.lines[end-1].End}, kind: passageKind(l.role), turn: -1,
		})
		i = end
	}
	return units
}

// speech sets a unit to the part of its lines that lies in the turn's body.
func (p *parser) speech(u *unit, from, to int) bool {
	body := p.out.Turns[u.turn].Body
	u.Start = max(p.lines[from].Start, body.Start)
	u.End = min(p.lines[to-1].End, body.End)
	return u.End > u.Start
}

// unitEnd is the line after the unit that begins on line i.
func (p *parser) unitEnd(i int) int {
	role := p.lines[i].role
	end := i + 1
	switch role {
	case roleTurn:
		for end < len(p.lines) && p.lines[end].role == roleTurn && p.lines[end].turn == p.lines[i].turn {
			end++
		}
	case roleTitle:
		for end < len(p.lines) && p.lines[end].role == roleTitle {
			end++
		}
	case roleAttendee:
		for end < len(p.lines) && p.lines[end].joined {
			end++
		}
	case roleHeading, roleTableRow:
	default:
		for end < len(p.lines) && p.lines[end].role == role && p.continues(end-1) {
			end++
		}
	}
	return end
}

// passageKind is the kind of the passage that a line of a role makes.
func passageKind(r role) corpus.PassageKind {
	switch r {
	case roleTitle, roleHeading:
		return corpus.PassageHeading
	case roleListItem:
		return corpus.PassageListItem
	case roleTableRow:
		return corpus.PassageTable
	case roleFootnote:
		return corpus.PassageFootnote
	case roleAttendee:
		return corpus.PassageAttendee
	case roleCaption:
		return corpus.PassageCaption
	case roleTurn:
		return corpus.PassageTurn
	default:
		return corpus.PassageParagraph
	}
}
