package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
)

// A kind needs this score to be decided; below it the document is "other".
const leastScore = 4

// scores counts the signs of each kind. Signs that only one kind shows (turns,
// numbered paragraphs, dialogue) weigh most; words weigh one to three and are
// looked for at the top, where documents say what they are.
type scores struct{ podcast, minutes, report, article, event, other int }

// findKind decides what kind of document the text is. The format's own word
// wins.
func (p *parser) findKind() {
	p.out.Kind = p.text.Kind
	if p.out.Kind != "" {
		return
	}
	var s scores
	p.scoreParts(&s)
	p.scoreLines(&s)
	p.scoreTop(&s)
	p.scoreFormat(&s)
	if p.isUncased() {
		s.podcast += 4
	}
	if p.isInterview() {
		s.article += 12
	}
	best, kind := leastScore-1, corpus.KindOther
	for _, c := range [...]struct {
		score int
		kind  corpus.DocumentKind
	}{
		{s.other, corpus.KindOther},
		{s.podcast, corpus.KindPodcast},
		{s.minutes, corpus.KindMinutes},
		{s.event, corpus.KindEvent},
		{s.report, corpus.KindReport},
		{s.article, corpus.KindArticle},
	} {
		if c.score > best {
			best, kind = c.score, c.kind
		}
	}
	p.out.Kind = kind
}

// scoreParts scores what the other passes found.
func (p *parser) scoreParts(s *scores) {
	if n := len(p.out.Turns); n >= 2 {
		spoken := 0
		for _, t := range p.out.Turns {
			spoken += t.Body.Len()
		}
		s.podcast += 3 + min(n, 4)
		if spoken*2 > len(p.src) {
			s.podcast += 5
		}
	}
	for _, a := range p.out.Attendees {
		switch a.As {
		case corpus.AttendedSpeaker:
			s.event++
		case corpus.AttendedAbsent, corpus.AttendedAdjusting, corpus.AttendedMember, corpus.AttendedSecretary, corpus.AttendedChair:
			s.minutes += 2
		default:
			s.minutes++
		}
	}
	s.event, s.minutes = min(s.event, 5), min(s.minutes, 6)
	s.report += 2 * min(len(p.out.Footnotes), 3)
	p.scoreSections(s)
	marked := 0
	for _, q := range p.out.Quotes {
		if q.Dash {
			s.article += 2
		} else if !q.Cue.Empty() {
			marked++
		}
	}
	s.article = min(s.article, 8) + min(marked, 2)
}

// scoreSections scores headings.
func (p *parser) scoreSections(s *scores) {
	signs, decimals, parts := 0, 0, 0
	for i, section := range p.out.Sections {
		title := strings.ToLower(section.Heading.Of(p.src))
		switch p.heads[i].number.style {
		case styleSign:
			signs++
		case styleDecimal:
			decimals++
		default:
		}
		switch {
		case isMeetingItem(title):
			s.minutes += 2
		case isReportPart(title):
			parts++
		case title == "program" || title == "anmälan" || title == "talare":
			s.event += 3
		}
	}
	if signs >= 2 {
		s.minutes += 5
	}
	s.report += min(decimals, 4)
	s.report += 2 * min(parts, 4)
}

// isMeetingItem reports whether a heading (lower case) is an item that
// meetings have.
func isMeetingItem(title string) bool {
	return containsAny(title, "mötets öppnande", "mötet öppnas", "öppnande", "val av justerare", "val av ordförande", "val av sekreterare",
		"dagordning", "föregående protokoll", "föregående möte", "mötet avslutas", "mötets avslutande", "nästa möte", "övriga frågor",
		"upprop", "justering", "anmälningar", "delegationsbeslut", "närvaro", "beslutsuppföljning", "mötet avslutas")
}

// isReportPart reports whether a heading (lower case) is a part that reports
// have.
func isReportPart(title string) bool {
	switch title {
	case "sammanfattning", "abstract", "summary", "inledning", "bakgrund", "syfte", "metod", "resultat", "diskussion", "slutsatser",
		"slutsats", "referenser", "källförteckning", "litteraturförteckning", "litteratur", "innehållsförteckning", "innehåll", "förord",
		"bilagor", "avgränsningar", "analys", "rekommendationer", "syfte och frågeställningar", "problembeskrivning", "teori", "fotnoter", "noter":
		return true
	}
	return strings.HasPrefix(title, "bilaga ")
}

// scoreLines scores the shapes of lines: credits of photographs, bylines,
// times of a programme, labels of an invitation.
func (p *parser) scoreLines(s *scores) {
	captions, times, fields := 0, 0, 0
	for i := range p.lines {
		l := p.lines[i]
		if l.role == roleFurniture || l.role == roleTurn {
			continue
		}
		text := p.of(i)
		if l.role == roleCaption {
			if containsAny(text, "Foto", "FOTO", "Fotograf") {
				captions++
			} else {
				s.report++
			}
		}
		if l.Len() > 200 {
			continue
		}
		if beginsWithTime(text) {
			times++
		}
		fields += eventField(strings.ToLower(text))
		if isByline(text) {
			s.article += 3
		}
	}
	s.article += 2 * min(captions, 2)
	s.report = min(s.report, 14)
	if times >= 3 {
		s.event += min(times, 6)
	}
	s.event += min(fields*2, 8)
}

// beginsWithTime reports whether a line begins with a time of day, as the
// items of a programme do: 09.30, 9:30–10:00, kl. 13.
func beginsWithTime(s string) bool {
	s, _ = cutAnyPrefix(s[max(listMark(s), dashLength(s)):], "Kl. ", "Kl ", "kl. ", "kl ")
	hours, rest := cutDigits(s)
	if hours == "" || len(hours) > 2 || number(hours) > 23 || rest == "" || rest[0] != '.' && rest[0] != ':' {
		return false
	}
	minutes, rest := cutDigits(rest[1:])
	return len(minutes) == 2 && number(minutes) < 60 && (rest == "" || rest[0] != '.' && rest[0] != ':')
}

// eventField tells whether a line (lower case) is a field of an invitation.
func eventField(s string) int {
	if hasAnyPrefix(s, "tid:", "plats:", "datum:", "när:", "var:", "datum och tid:", "tid och plats:", "arrangör:", "arrangörer:", "målgrupp:",
		"kostnad:", "pris:", "sista anmälningsdag", "anmäl dig", "anmälan:", "anmälan sker", "anmäl dig här", "moderator:", "medverkande:", "för vem:") {
		return 1
	}
	return 0
}

// scoreTop scores the words of the beginning of the text: of its short lines,
// where documents say what they are, and of its first sentences.
func (p *parser) scoreTop(s *scores) {
	const top, first = 2500, 600
	head := strings.ToLower(p.contentHead(top, top))
	begin := head[:runeFloor(head, min(len(head), first))]
	lines := strings.ToLower(p.contentHead(first, 250))
	if containsAny(lines, "protokoll", "minnesanteckningar", "mötesanteckningar", "anteckningar från", "anteckningar möte") {
		s.minutes += 5
	}
	if containsAny(begin, "podcast", "podden", "podd ", "poddavsnitt", "transkri") {
		s.podcast += 3
	}
	if containsAny(lines, "rapport", "sou 20", "ds 20", "delbetänkande", "betänkande", "utredning", "promemoria", "färdplan", "handlingsplan", "strategi") ||
		containsAny(begin, "detta dokument", "denna rapport", "den här rapporten", "föreliggande rapport") {
		s.report += 2
	}
	if containsAny(lines, "årsredovisning", "förvaltningsberättelse", "verksamhetsberättelse", "årsberättelse") && !strings.Contains(lines, "protokoll") {
		s.report += 8
	}
	if containsAny(lines, "pressmeddelande", "nyhet", "publicerad", "debatt", "krönika", "insändare") {
		s.article += 3
	}
	if p.isColumn() {
		s.article += 4
	}
	if containsAny(lines, "inbjudan", "välkommen till", "seminarium", "webbinarium", "konferens", "program", "anmäl dig", "frukostmöte", "temadag") {
		s.event += 2
	}
	s.report += min(strings.Count(head, "isbn")*3+strings.Count(head, "i denna rapport")*2+strings.Count(head, "den här rapporten")*2, 5)
	s.report += min(strings.Count(p.src, "SOU 2")+countCitations(p.src), 3)
	s.minutes += min(2*strings.Count(lines, "sammanträde"), 4)
	p.scoreOther(s, begin, lines)
}

// isColumn reports whether one of the first lines is the name of a newspaper's
// section, alone or beside that of the paper.
func (p *parser) isColumn() bool {
	for i, seen := 0, 0; i < len(p.lines) && seen < 4; i++ {
		if p.lines[i].role == roleFurniture {
			continue
		}
		seen++
		if p.lines[i].Len() > 80 {
			continue
		}
		for field := range strings.FieldsFuncSeq(strings.ToLower(p.of(i)), func(r rune) bool { return r == '·' || r == '|' || r == '•' || r == '›' || r == '>' }) {
			switch strings.Trim(field, "*_#: ") {
			case "debatt", "debattartikel", "insändare", "krönika", "ledare", "recension", "replik", "kolumn", "porträtt":
				return true
			}
		}
	}
	return false
}

// scoreOther scores the words of letters, motions, laws and parliamentary
// questions, which are none of the other kinds.
func (p *parser) scoreOther(s *scores, begin, lines string) {
	if containsAny(lines, "interpellation", "skriftlig fråga", "motion ", "svensk författningssamling", "proposition") ||
		containsAny(begin, "inkom den", "till statsrådet", "besvarad den") {
		s.other += 7
	}
	if containsAny(lines, "skrivelse", "yttrande över", "remissvar", "begäran om", "ansökan om") {
		s.other += 6
	}
	if p.statuteLines() >= 3 {
		s.other += 12
	}
	const tail = 800
	end := strings.ToLower(p.src[runeFloor(p.src, max(0, len(p.src)-tail)):])
	if containsAny(end, "vill jag fråga", "frågor till", "följande fråga", "avser statsrådet", "avser ministern", "avser minister", "statsrådet vidta", "ministern vidta", "statsministern") &&
		strings.Contains(end, "?") {
		s.other += 5
	}
}

// statuteLines counts the lines that begin as the sections of a law do: "3 §".
func (p *parser) statuteLines() int {
	n := 0
	for i := range p.lines {
		digits, rest := cutDigits(p.of(i))
		if digits != "" && strings.HasPrefix(rest, " §") {
			n++
		}
	}
	return n
}

// countCitations counts years with numbers in parentheses, as reports are
// cited: (2021:17).
func countCitations(s string) int {
	n := 0
	for at := 0; n < 3; n++ {
		next := strings.Index(s[at:], "(20")
		if next < 0 {
			break
		}
		at += next + 3
		if at+3 > len(s) || s[at+2] != ':' {
			n--
		}
	}
	return n
}

// contentHead returns the beginning of the text without furniture and without
// lines longer than longest bytes, size bytes of it.
func (p *parser) contentHead(size, longest int) string {
	var b strings.Builder
	for i := range p.lines {
		if b.Len() >= size {
			break
		}
		if p.lines[i].role == roleFurniture || p.lines[i].Len() > longest && longest < size {
			continue
		}
		text := p.of(i)
		b.WriteString(text[:runeFloor(text, min(len(text), size))])
		b.WriteByte('\n')
	}
	return b.String()
}

// runeFloor is the last boundary between characters at or before n.
func runeFloor(s string, n int) int {
	for n > 0 && n < len(s) && s[n]&0xC0 == 0x80 {
		n--
	}
	return n
}

// scoreFormat scores what the format tells.
func (p *parser) scoreFormat(s *scores) {
	switch p.text.Format {
	case corpus.FormatSRT, corpus.FormatVTT, corpus.FormatTranscript:
		s.podcast += 6
	case corpus.FormatFeed:
		s.article += 2
	case corpus.FormatHTML:
		s.article++
	default:
	}
	if p.text.Meta["article:section"] != "" || p.text.Meta["article:modified_time"] != "" {
		s.article += 3
	}
	if p.text.Pages >= 8 {
		s.report += 2
	}
}

// markAgenda marks the items of minutes: the numbered headings of the outer
// kind, and their numbered parts.
func (p *parser) markAgenda() {
	if p.out.Kind != corpus.KindMinutes {
		return
	}
	for i := range p.out.Sections {
		s := &p.out.Sections[i]
		s.Agenda = p.heads[i].number.style != styleNone && !strings.HasPrefix(s.Number, "Bilaga")
	}
}

// isInterview reports whether the text is an interview as it is printed:
// questions on lines of their own with answers below, or two voices without
// times under a byline, and no word of a recording.
func (p *parser) isInterview() bool {
	const top, least = 600, 3
	head := strings.ToLower(p.contentHead(top, top))
	if containsAny(head, "podd", "avsnitt", "transkri", "inspel", "lyssna", "webbinari", "välkommen till", "välkomna till") {
		return false
	}
	printed := containsAny(head, "intervju med ", "intervju av ", "intervju: ", "frågor till ", "text: ", "publicerad", "\nav ")
	if n := len(p.out.Turns); n >= 4 {
		return printed && !p.out.Turns[0].Timed && p.text.Format != corpus.FormatSRT && p.text.Format != corpus.FormatVTT
	}
	questions := 0
	for i := range p.lines {
		text := p.of(i)
		next := p.next(i)
		if p.lines[i].role == roleFurniture || p.lines[i].role == roleTurn || len(text) > 200 || !strings.HasSuffix(text, "?") || isDialogue(text) || next >= len(p.lines) {
			continue
		}
		if endsSentence(p.of(next)) && !strings.HasSuffix(p.of(next), "?") {
			questions++
		}
	}
	return questions >= least && (printed || questions*5 > len(p.lines))
}

// isUncased reports whether the text begins without any capitals, as only the
// transcripts of machines do, or with those of sentences alone in talk that
// bids somebody welcome.
func (p *parser) isUncased() bool {
	const sample, least, share = 4000, 150, 200
	head := p.src[:runeFloor(p.src, min(len(p.src), sample))]
	letters, capitals, inner := 0, 0, 0
	begins := true
	for _, r := range head {
		switch {
		case unicode.IsUpper(r):
			capitals++
			if !begins {
				inner++
			}
			begins = false
		case unicode.IsLower(r):
			letters++
			begins = false
		case r == '.' || r == '?' || r == '!' || r == '\n':
			begins = true
		}
	}
	if letters < least || inner*share >= letters {
		return false
	}
	lower := strings.ToLower(head[:runeFloor(head, min(len(head), 600))])
	return capitals*share < letters || strings.Contains(lower, "välkom") && containsAny(lower, "podd", "avsnitt", "heter", "mitt namn")
}
