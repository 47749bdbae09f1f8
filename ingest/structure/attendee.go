package structure

import (
	"slices"
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
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

// readRun reads a line, or what follows a heading on its line, as entries: one
// person with details, or several parted by semicolons, commas and "och".
func (p *parser) readRun(r *roll, span corpus.Span) {
	s := trimSpan(p.src, p.skipMarks(span))
	if s.Len() > 3000 {
		return
	}
	if text := s.Of(p.src); r.surnameFirst(text, scanName(text)) > 0 {
		r.surnames = true
		p.addEntry(r, corpus.Span{Start: span.Start, End: s.End}, s, true)
		return
	}
	whole := s
	s = p.skipGroup(s)
	if whole.Start > span.Start && s == whole { // numbers and bullets stand before one entry each
		p.addEntry(r, corpus.Span{Start: span.Start, End: s.End}, s, true)
		return
	}
	pieces := p.splitRun(s)
	for k, piece := range pieces {
		if k == 0 {
			piece.Start = s.Start
			entry := corpus.Span{Start: span.Start, End: piece.End}
			p.addEntry(r, entry, piece, len(pieces) == 1)
			continue
		}
		p.addEntry(r, piece, piece, false)
	}
}

// skipMarks leaves out the number, bullet or dash, and the dotted line of a
// signature, at the start of an entry.
func (p *parser) skipMarks(s corpus.Span) corpus.Span {
	text := s.Of(p.src)
	if n := leadingNumber(text); n > 0 {
		_, rest := cutDigits(text)
		s.Start += len(text) - len(strings.TrimLeft(rest, ".) \t\u00a0"))
		text = s.Of(p.src)
	}
	s.Start += max(listMark(text), dashLength(text))
	text = s.Of(p.src)
	s.Start += codeLength(text)
	text = s.Of(p.src)
	s.Start += len(text) - len(strings.TrimLeft(text, "._… \t\u00a0"))
	text = s.Of(p.src)
	if gap := columnGap(text); gap > 0 && startsLower(text) {
		// The label of the column goes on beside the second name.
		if rest := strings.TrimLeft(text[gap:], " \t"); scanName(rest).isPerson() {
			s.Start = s.End - len(rest)
		}
	}
	return s
}

// codeLength is the length of the initials that stand for a person before the
// name: "AB – Anna Berg", "AB: Anna Berg".
func codeLength(s string) int {
	code := firstWord(s)
	letters := strings.TrimRight(code, ":=")
	if n := runes(letters); n < 2 || n > 4 || !isCapitals(letters) {
		return 0
	}
	rest := strings.TrimLeft(s[len(code):], " \t\u00a0")
	trimmed := strings.TrimLeft(rest, "–—-=: \t\u00a0")
	if letters == code && trimmed == rest || !scanName(trimmed).isPerson() {
		return 0
	}
	return len(s) - len(trimmed)
}

// skipGroup leaves out the name of an organisation before its people: "Region
// Skåne: Anna Ek, Bo Alm".
func (p *parser) skipGroup(s corpus.Span) corpus.Span {
	text := s.Of(p.src)
	n := labelColon(text[:min(len(text), 80)])
	if n < 0 || strings.ContainsAny(text[:n], ",;(") {
		return s
	}
	return trimSpan(p.src, corpus.Span{Start: s.Start + n + 1, End: s.End})
}

// splitRun parts a run of entries. A piece that begins with no name belongs to
// the entry before it.
func (p *parser) splitRun(s corpus.Span) []corpus.Span {
	text := s.Of(p.src)
	semicolons := strings.Contains(text, ";")
	var pieces []corpus.Span
	from, depth := 0, 0
	cut := func(at, skip int) {
		pieces = append(pieces, corpus.Span{Start: s.Start + from, End: s.Start + at})
		from = at + skip
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth > 0:
		case c == ';', c == ',' && !semicolons && p.beginsEntry(text[i+1:]):
			cut(i, 1)
		case c == '\t', c == ' ' && strings.HasPrefix(text[i:], "  "):
			if i > from && p.beginsEntry(strings.TrimLeft(text[i:], " \t")) && scanName(strings.TrimLeft(text[i:], " \t")).isPerson() {
				cut(i, 1)
			}
		case c == ' ' && i > from && endsEntry(text[from:i]) && p.beginsEntry(text[i+1:]) && nameWithParty(text[i+1:]):
			cut(i, 1) // cells whose lines a format has joined
		case c == ' ' && !semicolons && i > 0 && text[i-1] != '-': // hälso- och sjukvårdsdirektör
			if rest, ok := cutAnyPrefix(text[i:], " och ", " samt ", " & "); ok && p.beginsEntry(rest) && beginsWithName(strings.TrimLeft(text[from:i], " ")) {
				cut(i, len(text[i:])-len(rest))
			}
		}
	}
	cut(len(text), 0)
	return p.trimPieces(pieces)
}

// endsEntry reports whether an entry could end with s: at a bracket that closes
// or at a function.
func endsEntry(s string) bool {
	if strings.HasSuffix(s, ")") {
		return true
	}
	_, ok := partInField(s[strings.LastIndexAny(s, " ,")+1:])
	return ok && strings.ContainsAny(s, ",)")
}

// nameWithParty reports whether s begins with a name and a bracket behind it.
func nameWithParty(s string) bool {
	n := scanName(s)
	return n.isPerson() && strings.HasPrefix(s[n.length:], " (")
}

// trimPieces trims the pieces of a run and leaves out empty ones.
func (p *parser) trimPieces(pieces []corpus.Span) []corpus.Span {
	kept := pieces[:0]
	for _, piece := range pieces {
		piece = trimSpan(p.src, piece)
		text := piece.Of(p.src)
		if rest, ok := cutAnyPrefix(text, "och ", "samt "); ok {
			piece.Start += len(text) - len(rest)
		}
		if !piece.Empty() {
			kept = append(kept, piece)
		}
	}
	return kept
}

// beginsEntry reports whether s begins with the name of a person who is an
// entry of their own, rather than with the detail of the one before.
func (p *parser) beginsEntry(s string) bool {
	s = strings.TrimLeft(s, " ")
	s, _ = cutAnyPrefix(s, "och ", "samt ")
	if at := degreeLength(s); at > 0 {
		if !scanName(s[at:]).isPerson() {
			at = titleLength(s) // enhetschef fritid NN
		}
		if at > 0 && scanName(s[at:]).isPerson() {
			s = s[at:]
		}
	}
	n := scanName(s)
	if n.length == 0 {
		return false
	}
	rest := strings.TrimLeft(s[n.length:], " ")
	if _, part := parseItems(rest); part > 0 {
		return n.isPerson() // "Per Alm från § 3"
	}
	if _, function := partInField(rest); function && n.isPerson() || strings.HasPrefix(rest, "kassör") {
		return true // "Ulf Ek kassör"
	}
	if startsLower(rest) && !hasAnyPrefix(rest, "och ", "samt ") || n.words == 1 && isCapitals(s[:n.length]) {
		return false // "Astrid Lindgrens barnsjukhus", "KI"
	}
	return (isGiven(nameWord(s)) || initialled(s[:n.length], n) || unheardName(s[:n.length], n)) && atEntryEnd(rest)
}

// initialled reports whether a name begins with initials: A. Ek, K-G Lind.
func initialled(name string, n personName) bool {
	first := firstWord(name)
	letters := strings.NewReplacer(".", "", "-", "").Replace(first)
	return n.words >= 2 && runes(letters) <= 2 && strings.ToUpper(letters) == letters && hasLetter(letters) && (n.known || first != letters)
}

// beginsWithName reports whether s begins with a name, perhaps behind a title.
func beginsWithName(s string) bool { return scanName(s).length > 0 || titleLength(s) > 0 }

// isGiven reports whether a word is a given name, or a double one that begins
// with one.
func isGiven(word string) bool {
	first, _, _ := strings.Cut(word, "-")
	return swedish.GivenName(titleCase(word)) || swedish.GivenName(titleCase(first))
}

// atEntryEnd reports whether what follows a name could follow the name of an
// entry in a run.
func atEntryEnd(rest string) bool {
	if columnGap(rest) == 0 {
		return true // the title stands in a column of its own
	}
	rest = strings.TrimLeft(rest, " ")
	if rest == "" {
		return true
	}
	switch rest[0] {
	case ',', ';', '(', '.', '[', '/', '-', '\t':
		return true
	}
	r := []rune(rest[:min(len(rest), 8)])[0]
	return r == '–' || unicode.IsLower(r)
}
