package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// longestTitle is the length in bytes above which a line is no title.
const longestTitle = 280

// findTitle finds the document's title: the one of the format's metadata, the
// first heading of the format, or the line at the top that reads like one.
func (p *parser) findTitle() {
	if i := p.headingAtTop(); i >= 0 && p.text.Format == corpus.FormatHTML {
		p.setTitle(i, i+1) // what the page shows is more exact than what its tab shows
		return
	}
	if title := p.metaTitle(); title != "" {
		p.out.Title = title
		p.findShownTitle(title)
		return
	}
	if i := p.headingAtTop(); i >= 0 {
		p.setTitle(i, i+1)
		return
	}
	line, end, score := p.titleLine()
	if score < 12 && p.letterhead() {
		return
	}
	if line >= 0 {
		p.setTitle(line, end)
		return
	}
	p.titleFromText()
}

// setTitle takes the lines from one to the next as the title.
func (p *parser) setTitle(i, end int) {
	span := corpus.Span{Start: p.lines[i].Start, End: p.lines[end-1].End}
	span.Start += hashes(span.Of(p.src))
	span = trimMarks(p.src, span)
	p.out.TitleSpan = span
	p.out.Title = squeeze(span.Of(p.src))
	p.title, p.titleEnd = i, end
	for ; i < end; i++ {
		p.lines[i].role = roleTitle
	}
}

// metaTitle is the title of the metadata, without the name of the site that
// pages put after theirs, "" where it says nothing.
func (p *parser) metaTitle() string {
	title := squeeze(p.text.Title)
	for _, bar := range [...]string{" | ", " – ", " - ", " :: ", " • "} {
		head, _, found := strings.Cut(title, bar)
		if found && p.headingAtTop() >= 0 && p.showsTitle(head) {
			title = head
		}
	}
	if isGenericTitle(strings.ToLower(title)) {
		return ""
	}
	return title
}

// showsTitle reports whether one of the lines at the top is the title.
func (p *parser) showsTitle(title string) bool {
	for i := 0; i < min(len(p.lines), 40); i++ {
		if p.lines[i].role != roleFurniture && p.lines[i].Len() <= longestTitle && strings.EqualFold(p.plainLine(i), title) {
			return true
		}
	}
	return false
}

// plainLine is a line without marks of headings and emphasis.
func (p *parser) plainLine(i int) string {
	l := p.lines[i]
	span := trimMarks(p.src, corpus.Span{Start: l.Start + hashes(p.of(i)), End: l.End})
	return squeeze(span.Of(p.src))
}

// findShownTitle finds where the text shows a title of the metadata.
func (p *parser) findShownTitle(title string) {
	for i := 0; i < min(len(p.lines), 40); i++ {
		if p.lines[i].role != roleFurniture && p.lines[i].role != roleTurn && p.lines[i].Len() <= longestTitle && strings.EqualFold(p.plainLine(i), title) {
			shown := p.out.Title
			p.setTitle(i, i+1)
			p.out.Title = shown
			return
		}
	}
}

// headingAtTop is the first heading of the outermost level that the format
// reports near the top, -1 where there is none.
func (p *parser) headingAtTop() int {
	const near = 25
	best, level := -1, 3
	for i, seen := 0, 0; i < len(p.lines) && seen < near; i++ {
		l := p.lines[i]
		if l.role == roleFurniture {
			continue
		}
		seen++
		depth := hashes(p.of(i)) - 1
		if b := p.block(i); b != nil && b.Kind == corpus.BlockHeading {
			depth = max(b.Level, 1)
		}
		if depth > 0 && depth < level && !isGenericTitle(strings.ToLower(p.plainLine(i))) && l.role == roleBody {
			best, level = i, depth
		}
	}
	return best
}

// titleLine finds the title among the lines at the top. A line that says what
// kind of document it is, or what number of a series, wins over the sender's
// name above it.
func (p *parser) titleLine() (line, end, score int) {
	const near = 12
	best := -1
	for i, seen := 0, 0; i < len(p.lines) && seen < near; i++ {
		l := p.lines[i]
		if l.role == roleFurniture {
			continue
		}
		if l.Len() > longestTitle {
			seen++
			continue
		}
		if _, _, opens := p.rollHeading(i); opens || l.role != roleBody || p.beginsBody(i) {
			break
		}
		if s := p.titleScore(i, seen); s > score {
			best, score = i, s
		}
		seen++
	}
	if best < 0 {
		return -1, -1, 0
	}
	return best, p.titleEndOf(best), score
}

// letterhead takes the title from the head of a letter or of minutes, whose
// second column says what the document is: the words from "PROTOKOLL" to the
// end of the line below, which says of whom.
func (p *parser) letterhead() bool {
	const near = 4
	for i := 0; i < min(len(p.lines)-1, near); i++ {
		text := p.of(i)
		gap := columnGap(text)
		if gap < 0 || p.lines[i].role != roleBody && (i > 0 || p.lines[i].role != roleFurniture) {
			continue
		}
		word := strings.TrimLeft(text[gap:], " \t")
		start := p.lines[i].End - len(word)
		if end := columnGap(word); end > 0 {
			word = word[:end]
		}
		if !hasLetter(word) || !isGenericTitle(strings.ToLower(word)) || p.lines[i+1].gap > 0 {
			continue
		}
		below := p.of(i + 1)
		if end := columnGap(below); end > 0 {
			below = below[:end]
		}
		if p.isLoneDate(below) || !hasLetter(below) || strings.HasSuffix(strings.ToLower(below), "datum") {
			p.setTitle(i, i+1) // the body's name stands before the word
			p.out.TitleSpan.End = start + len(word)
		} else {
			p.setTitle(i, i+2)
			p.out.TitleSpan = corpus.Span{Start: start, End: p.lines[i+1].Start + len(below)}
		}
		p.out.Title = squeeze(p.out.TitleSpan.Of(p.src))
		if below != "" && p.titleEnd == i+2 {
			p.out.Title = squeeze(word + " " + below) // without the column of the page's number
		}
		if isCapitals(word) {
			p.out.Title = strings.Replace(p.out.Title, word, swedish.TitleCaseName(word), 1)
		}
		return true
	}
	return false
}

// beginsBody reports whether line i begins the parts of a document, above
// which its title must stand: a numbered heading, an agenda, a table of
// contents.
func (p *parser) beginsBody(i int) bool {
	plain := p.plainLine(i)
	lower := strings.ToLower(plain)
	switch strings.TrimRight(lower, ":") {
	case "dagordning", "innehåll", "innehållsförteckning", "föredragningslista", "ärendelista", "ärenden":
		return true
	}
	return isNumbered(plain) && !isEpisode(lower)
}

// titleScore judges how much a line reads like the title; 0 rules it out.
func (p *parser) titleScore(i, seen int) int {
	text := p.of(i)
	plain := p.plainLine(i)
	lower := strings.ToLower(plain)
	n := runes(plain)
	switch {
	case strings.HasSuffix(text, ":"), strings.Contains(plain, "://"), isMarked(plain), isAside(plain), n < 3 || !hasLetter(plain) || columnGap(text) > 0, p.isLoneDate(plain) && !namesMeeting(lower), isFieldLine(lower), listMark(text) > 0, isDialogue(text),
		startsLower(plain), isByline(text), isSignature(plain), isRegistered(lower), isAddress(plain), isMenu(plain), p.isMasthead(i):
		return 0
	case n > 160 && endsSentence(plain), p.beginsParagraph(i):
		return 0
	}
	score := 20 - seen
	if endsSentence(plain) && !strings.HasSuffix(plain, "?") && !strings.HasSuffix(plain, "!") {
		score -= 10
	}
	switch {
	case isEpisode(lower):
		score += 15
	case lower == "sammanträdesdatum" || lower == "mötesdatum" || lower == "datum" || lower == "sammanträdesdag":
		return 0
	case isGenericTitle(lower), (isSeries(lower) || strings.Contains(lower, "rapport från ")) && isCapitals(plain):
		score -= 12
	case namesDocument(lower):
		score += 8
	case isSender(plain, lower):
		score -= 9
	}
	if n < 12 {
		score -= 3
	}
	return max(score, 1)
}

// beginsParagraph reports whether line i goes on below up to the end of a
// sentence.
func (p *parser) beginsParagraph(i int) bool {
	const most = 4
	for end := i; end < i+most; end++ {
		if !p.continues(end) {
			return end > i && endsSentence(p.of(end))
		}
	}
	return true
}

// isAside reports whether a line is a remark in brackets: "[Musik]".
func isAside(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") || strings.HasPrefix(s, "/") && strings.HasSuffix(s, "/") || strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")")
}

// isMarked reports whether a line begins with the mark of a footnote.
func isMarked(s string) bool {
	label, _ := noteLabel(s)
	return label != ""
}

// titleEndOf is the line after a title, which may go on below: where it is
// wrapped, or where "Protokoll" stands above the date alone.
func (p *parser) titleEndOf(i int) int {
	end := i + 1
	if end >= len(p.lines) || p.lines[end].gap > 0 || p.lines[end].role != roleBody {
		return end
	}
	text, next := p.of(i), p.of(end)
	switch {
	case isGenericTitle(strings.ToLower(text)) && p.isLoneDate(next):
		return end + 1
	case startsLower(next) && !endsSentence(text) && runes(text) >= 20 && runes(next) <= 120:
		return end + 1
	}
	return end
}

// isFieldLine reports whether a line (lower case) is a labelled field.
func isFieldLine(lower string) bool {
	n := labelColon(lower[:min(len(lower), 60)])
	if n < 0 {
		return false
	}
	first, second, _ := strings.Cut(lower[:n], " och ")
	return isFieldLabel(lower[:n]) || isPartHeading(lower[:n]) || isFieldLabel(first) && (second == "" || isFieldLabel(second))
}

// isGenericTitle reports whether a title (lower case) only says what kind of
// document it heads.
func isGenericTitle(title string) bool {
	switch strings.TrimRight(strings.TrimLeft(title, "*_# "), ":*_ .") {
	case "protokoll", "sammanträdesprotokoll", "mötesprotokoll", "minnesanteckningar", "mötesanteckningar", "anteckningar", "rapport", "pressmeddelande",
		"nyhet", "nyheter", "inbjudan", "program", "kallelse", "dagordning", "podcast", "podd", "transkription", "transkript", "transkribering",
		"debatt", "ledare", "krönika", "artikel", "tjänsteskrivelse", "skrivelse", "pm", "promemoria", "beslut", "yttrande", "remissvar",
		"untitled", "untitled document", "namnlös", "dokument", "document", "microsoft word", "startsida", "hem", "start", "insändare",
		"reportage", "intervju", "notis", "motion", "interpellation", "":
		return true
	}
	return hasAnyPrefix(title, "microsoft word - ", "powerpoint-presentation") || isSerialNumber(title)
}

// isSerialNumber reports whether a title (lower case) is the number of a
// document in a series and nothing else: "Rapport 2021:5", "SOU 2021:4",
// "Protokoll nr 3".
func isSerialNumber(title string) bool {
	rest, ok := cutAnyPrefix(title, "rapport ", "delrapport ", "slutrapport ", "sou ", "ds ", "pm ", "promemoria ", "protokoll ", "nr ", "dnr ", "prop. ")
	return ok && len(rest) < 20 && !strings.ContainsFunc(strings.TrimPrefix(rest, "nr "), unicode.IsLetter) && strings.ContainsAny(rest, "0123456789")
}

// isSeries reports whether a title (lower case) ends in the number of a report in
// somebody's series: "skogsverkets rapport 2024:11".
func isSeries(title string) bool {
	at := strings.LastIndex(title, "rapport ")
	return at > 0 && isSerialNumber(title[at:])
}

// namesDocument reports whether a title (lower case) says what kind of
// document it heads and of what.
func namesDocument(title string) bool {
	return hasAnyPrefix(title, "protokoll ", "protokoll,", "minnesanteckningar ", "mötesanteckningar ", "anteckningar ", "sammanträdesprotokoll ", "motion ",
		"rapport ", "rapport:", "färdplan ", "strategi ", "handlingsplan ", "redovisning ", "begäran ", "yttrande ", "remissvar ", "inbjudan ", "styrelsemöte",
		"årsredovisning", "verksamhetsberättelse", "förvaltningsberättelse", "delårsrapport", "verksamhetsplan ", "bokslut ", "stadgar ", "planbeskrivning ", "granskning av ", "utvärdering av ", "styrelseprotokoll", "årsmötesprotokoll", "protokoll från", "mötesprotokoll ", "interpellation ", "svar på ")
}

// namesMeeting reports whether a short line (lower case) names a meeting.
func namesMeeting(title string) bool {
	return containsAny(title, "möte", "sammanträde", "konferens", "seminari", "protokoll", "anteckningar")
}

// isEpisode reports whether a title (lower case) is that of an episode:
// "EP78 – …", "Avsnitt 12: …", "#5 …".
func isEpisode(title string) bool {
	rest, ok := cutAnyPrefix(title, "ep. ", "ep ", "ep", "avsnitt ", "avsnitt nr ", "episod ", "episode ", "#", "nr ")
	if !ok {
		return false
	}
	digits, rest := cutDigits(rest)
	rest = strings.TrimLeft(rest, " ")
	return digits != "" && hasAnyPrefix(rest, "–", "-", ":", ".", "|", "—", "/") && hasLetter(rest)
}

// titleFromText makes a title of the first sentence where no line is one.
func (p *parser) titleFromText() {
	const longest = 120
	for i := range p.lines {
		l := p.lines[i]
		if l.role != roleBody || !hasLetter(p.of(i)) {
			continue
		}
		text := p.of(i)
		if gap := columnGap(text); gap > 0 && isSerialNumber(strings.ToLower(strings.TrimSpace(text[:gap]))) {
			l.Start += gap // the running head names the work behind its number
			text = text[gap:]
		}
		end := len(text)
		if n := strings.IndexAny(text, ".?!"); n > 20 {
			end = n + 1
		}
		if end > longest {
			end = runeFloor(text, longest)
			if n := strings.LastIndexByte(text[:end], ' '); n > 0 {
				end = n
			}
		}
		p.out.TitleSpan = trimSpan(p.src, corpus.Span{Start: l.Start, End: l.Start + end})
		p.out.Title = squeeze(p.out.TitleSpan.Of(p.src))
		return
	}
}
