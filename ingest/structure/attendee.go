package structure

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
)

// roll is a list of participants while it is read.
type roll struct {
	as       corpus.AttendanceAs
	entries  int  // read so far
	numbered int  // number of the last entry, 0 where entries have none
	marked   bool // entries begin with bullets
	indent   int  // of the first entry
	surnames bool // entries begin with the surname: "Ek, Anna"
	column   bool // names stand in a column beside the label
}

// findAttendees reads the lists of participants: below a heading that opens
// one, or on the same line after it.
func (p *parser) findAttendees() {
	for i := 0; i < len(p.lines); {
		if p.lines[i].role != roleBody && p.lines[i].role != roleTableRow {
			i++
			continue
		}
		if end := max(p.readRoster(i), p.readColumns(i)); end > i {
			i = end
			continue
		}
		heading, rest, ok := p.rollHeading(i)
		if !ok || p.isElection(i) {
			i++
			continue
		}
		i = p.readRoll(i, heading, rest)
	}
}

// findProgrammeSpeakers reads the people that stand with their titles on lines
// of their own between the items of a programme.
func (p *parser) findProgrammeSpeakers() {
	if p.out.Kind != corpus.KindEvent {
		return
	}
	for i := range p.lines {
		if l := p.lines[i]; (l.role == roleBody || l.role == roleListItem) && beginsPerson(l.Of(p.src)[p.skipMarks(l.Span).Start-l.Start:]) {
			before := len(p.out.Attendees)
			p.addEntry(&roll{as: corpus.AttendedSpeaker}, l.Span, p.skipMarks(l.Span), true)
			if len(p.out.Attendees) > before {
				p.lines[i].role = roleAttendee
			}
		}
	}
	slices.SortStableFunc(p.out.Attendees, func(a, b corpus.Attendee) int { return a.Entry.Start - b.Entry.Start })
}

// rollHeading reads line i as the opening of a list. rest is where on the line
// the first entry begins, the end of the line where it opens on the next.
func (p *parser) rollHeading(i int) (corpus.AttendanceAs, int, bool) {
	l := p.lines[i]
	text := p.of(i)
	if n, ok := parseNumber(text); ok && n.length < len(text) {
		text = text[n.length:]
	}
	text = text[hashes(text):]
	text = strings.TrimLeft(text, "*_")
	start := l.End - len(text)
	head := text
	cut := len(text)
	if isGenericTitle(strings.ToLower(text)) {
		return "", 0, false // "Protokoll" heads minutes; before a colon and a name it does not
	}
	if n := labelColon(text[:min(len(text), 80)]); n >= 0 {
		head, cut = text[:n], n+1
	} else if n := partPhrase(text); n > 0 {
		head, cut = text[:n], n
	} else if n := columnGap(text); n > 0 {
		head, cut = text[:n], n
	}
	as, ok := partHeading(strings.ToLower(strings.TrimRight(head, "*_ ")))
	if !ok && (p.rolls > 0 || len(p.out.Attendees) > 0) {
		if n := signedLength(text); n > 0 {
			cut = n
			as, ok = partHeading(strings.ToLower(strings.TrimRight(text[:n], " ")))
		}
	}
	if !ok || !startsUpper(head) {
		return "", 0, false
	}
	rest := text[cut:]
	trimmed := strings.TrimLeft(rest, "*_. \t\u00a0…")
	if hasAnyPrefix(strings.ToLower(trimmed), "paragraf", "§") {
		trimmed = "" // beside a line to sign on
	}
	return as, start + cut + len(rest) - len(trimmed), true
}

// partPhrase is the length of a phrase at the start of a line that gives a
// person a part without a colon: "Antecknat av Anna Ek".
func partPhrase(text string) int {
	if len(text) > 120 {
		return 0
	}
	rest, ok := cutAnyPrefix(text, "Antecknat av ", "Protokollet fördes av ", "Justeras av ", "Minnesanteckningar av ", "Vid protokollet ", "Vid pennan ")
	if !ok || !scanName(rest).isPerson() {
		return 0
	}
	return len(text) - len(rest) - 1
}

// signedLength is the length of the function before the name of a person on a
// line of signatures, "Sekreterare Anna Ek (S)"; 0 for other lines.
func signedLength(text string) int {
	rest, ok := cutAnyPrefix(text, "Sekreterare ", "Ordförande ", "Justerande ", "Justerare ", "Vid protokollet ")
	if !ok {
		return 0
	}
	for names := rest; ; {
		n := scanName(names)
		if !n.isPerson() {
			return 0
		}
		after := strings.TrimLeft(names[n.length:], " ")
		if end := strings.IndexByte(after, ')'); strings.HasPrefix(after, "(") && end > 0 {
			after = strings.TrimLeft(after[end+1:], " ")
		}
		if after == "" {
			return len(text) - len(rest)
		}
		if names, ok = cutAnyPrefix(after, "och ", ", "); !ok {
			return 0
		}
	}
}

// columnGap is where a gap of a tab or two spaces parts the first column of a
// line from the rest, -1 where there is none.
func columnGap(s string) int {
	tab, gap := strings.IndexByte(s, '\t'), strings.Index(s, "  ")
	if tab >= 0 && (gap < 0 || tab < gap) {
		return tab
	}
	return gap
}

// readRoll reads the entries of a list that opens on line i and returns the
// line after it. A heading without entries is left to others.
func (p *parser) readRoll(i int, as corpus.AttendanceAs, rest int) int {
	r := roll{as: as}
	p.rolls++
	before := len(p.out.Attendees)
	if rest < p.lines[i].End {
		// A sentence that happens to begin like a list gives no names.
		p.readRun(&r, corpus.Span{Start: rest, End: p.lines[i].End})
		switch {
		case len(p.out.Attendees) > before:
			r.column = true
			p.lines[i].role = roleAttendee
		case !isTableHead(p.src[rest:p.lines[i].End]):
			return i + 1
		}
	}
	end := i + 1
	if j := p.next(i); j < len(p.lines) && rest >= p.lines[i].End {
		if end := p.readRoster(j); end > j {
			p.lines[i].role = roleHeading
			return end
		}
	}
	for j := p.next(i); j < len(p.lines) && p.readEntry(&r, j, j == p.next(i)); j = p.next(j) {
		end = j + 1
	}
	if len(p.out.Attendees) > before && p.lines[i].role != roleAttendee {
		p.lines[i].role = roleHeading
	}
	return end
}

// isTableHead reports whether the rest of a heading names the columns of a
// table of participants.
func isTableHead(s string) bool {
	return len(squeeze(s)) <= 80 && containsAny(strings.ToLower(s), "organisation", "funktion", "titel", "initialer", "företag", "roll", "befattning", "namn")
}

// readEntry reads line j as the next of the list and tells whether it was one.
func (p *parser) readEntry(r *roll, j int, first bool) bool {
	l := p.lines[j]
	if l.role != roleBody || p.blockKind(j) == corpus.BlockHeading {
		return false
	}
	if _, _, opens := p.rollHeading(j); opens || isDistribution(p.of(j)) {
		return false
	}
	if p.isDetailBelow(r, j) {
		p.extendEntry(r, j)
		return true
	}
	if r.entries > 0 && !p.looksAlike(r, j) || r.column && r.entries == 0 && tellsMore(p.of(j)) {
		return false
	}
	before := len(p.out.Attendees)
	p.readRun(r, l.Span)
	if len(p.out.Attendees) == before {
		return p.skipInRoll(r, j, first)
	}
	if r.entries == 0 {
		r.indent = l.indent
	}
	if hasAnyPrefix(p.of(j), "☐", "[ ]") { // not ticked
		p.out.Attendees[len(p.out.Attendees)-1].As = corpus.AttendedAbsent
	}
	r.entries++
	r.numbered = leadingNumber(p.of(j))
	r.marked = listMark(p.of(j)) > 0 || dashLength(p.of(j)) > 0
	p.lines[j].role = roleAttendee
	return true
}

// tellsMore reports whether a line holds sentences, as items of minutes that
// begin with a name do.
func tellsMore(text string) bool {
	return endsSentence(text) && strings.Contains(text, ". ") && strings.Count(text, " ") > 6
}

// looksAlike reports whether line j looks like another entry of the list: the
// numbering goes on, bullets stay, and no more than a blank line stands
// between, unless the list began with blank lines between entries.
func (p *parser) looksAlike(r *roll, j int) bool {
	text := p.of(j)
	if n := leadingNumber(text); n > 0 || r.numbered > 0 {
		return n > 0 && r.numbered > 0 && n == r.numbered+1
	}
	marked := listMark(text) > 0 || dashLength(text) > 0
	if marked != r.marked {
		return false
	}
	return marked || r.entries > 0 && len(text) <= 200
}

// skipInRoll passes over a line of a list that names nobody: the name of the
// organisation that the next lines belong to, or the header of a table.
func (p *parser) skipInRoll(r *roll, j int, first bool) bool {
	text := p.of(j)
	next := p.next(j)
	if next >= len(p.lines) || endsSentence(text) || len(squeeze(text)) > 60 || strings.Contains(text, ". ") {
		return false
	}
	header := first && containsAny(strings.ToLower(text), "namn", "organisation", "funktion")
	group := r.entries >= 0 && !r.marked && r.numbered == 0 && p.lines[next].gap == 0 && startsUpper(text) &&
		scanName(p.of(next)).isPerson()
	if !header && !group {
		return false
	}
	p.lines[j].role = roleAttendee
	return true
}

// isDetailBelow reports whether line j goes on with the entry above: it is
// wrapped there, or stands directly below a name as its title.
func (p *parser) isDetailBelow(r *roll, j int) bool {
	text := p.of(j)
	if (r.entries == 0 && !r.column) || p.lines[j].gap > 0 || len(p.out.Attendees) == 0 {
		return false
	}
	return startsLower(text) && !endsSentence(text) && len(text) <= 150 && scanName(text).words == 0 && columnGap(text) < 0
}

// extendEntry adds line j to the detail of the last entry.
func (p *parser) extendEntry(r *roll, j int) {
	a := &p.out.Attendees[len(p.out.Attendees)-1]
	l := p.lines[j]
	a.Entry.End = l.End
	if a.Detail.Empty() || a.Detail.Start < a.Name.Start {
		a.Detail.Start = l.Start
	}
	a.Detail.End = l.End
	p.setPart(r, a)
	p.lines[j].role, p.lines[j].joined = roleAttendee, true
}

// leadingNumber is the number of a numbered list item, 0 for none.
func leadingNumber(s string) int {
	digits, rest := cutDigits(s)
	if digits == "" || len(digits) > 3 {
		return 0
	}
	if rest == "" || (rest[0] != '.' && rest[0] != ')' && rest[0] != ' ' && rest[0] != '\t') {
		return 0
	}
	return number(digits)
}
