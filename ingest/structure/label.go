package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
)

// labelKind says why a label could be that of a speaker.
type labelKind uint8

const (
	labelNone     labelKind = iota
	labelUnknown            // one capitalised word of no list
	labelInitials           // "I", "AE", "IP1"
	labelName               // a name, or words in capitals
	labelRole               // "Intervjuare", "Speaker 2"
)

// label is a possible speaker label.
type label struct {
	line    int
	span    corpus.Span // empty where the format names the voice
	speaker string
	key     string // what labels of one speaker share
	kind    labelKind
	start   int // where the speech begins
	code    timecode
	timed   bool
}

// readLabel reads the start of line i as a speaker label: an optional
// timecode, a name, what describes it, a colon; or a name and a timecode alone
// on the line.
func (p *parser) readLabel(i int) (label, bool) {
	const longest = 100
	text := p.of(i)
	if isDialogue(text) {
		return label{}, false
	}
	code, timed := parseTimecode(text)
	if timed && code.length == len(text) {
		return label{}, false
	}
	at := code.length
	at += len(text[at:]) - len(strings.TrimLeft(text[at:], "*_ "))
	at += speechNumber(text[at:])
	rest := text[at:]
	l := label{line: i, code: code, timed: timed}
	colon := labelColon(rest[:min(len(rest), longest)])
	if colon < 0 {
		return p.bareLabel(l, at)
	}
	name := speakerName(rest[:colon])
	if title := titleLength(name); title > 0 && speechNumber(text) > 0 {
		at, rest, name, colon = at+title, rest[title:], name[title:], colon-title
	}
	l.start = p.lines[i].Start + at + colon + 1
	l.start += len(p.src[l.start:p.lines[i].End]) - len(strings.TrimLeft(p.src[l.start:p.lines[i].End], "*_ \t\u00a0"))
	if isContactDetail(p.src[l.start:p.lines[i].End]) {
		return label{}, false
	}
	if late, n := lateTimecode(rest[len(name):colon]); n > 0 && !timed {
		l.code, l.timed = late, true
	}
	found, ok := p.nameLabel(l, at, name)
	if ok && found.kind < labelRole && !found.timed && !isCapitals(name) && startsLower(p.src[l.start:p.lines[i].End]) {
		return label{}, false // "Anna: bokar nästa möte" is a task
	}
	return found, ok
}

// speechNumber is the length of the number that the records of parliament put
// before a speaker: "Anf. 41 ".
func speechNumber(s string) int {
	rest, ok := cutAnyPrefix(s, "Anf. ", "Anf ", "Anförande ")
	if !ok {
		return 0
	}
	digits, rest := cutDigits(rest)
	if digits == "" || !strings.HasPrefix(rest, " ") {
		return 0
	}
	return len(s) - len(rest) + 1
}

// bareLabel reads a line without a colon: a name and a timecode, in either
// order, with the speech on the lines below.
func (p *parser) bareLabel(l label, at int) (label, bool) {
	const longest = 60
	rest := p.of(l.line)[at:]
	if len(rest) > longest || l.line+1 >= len(p.lines) {
		return label{}, false
	}
	name := strings.TrimRight(rest, "*_ ")
	if !l.timed {
		cut := strings.LastIndexAny(name, " \t")
		if cut < 0 {
			return label{}, false
		}
		code, ok := parseTimecode(name[cut+1:])
		if !ok || code.length != len(name)-cut-1 {
			return label{}, false
		}
		code.sure = true // nobody writes the time of day like this
		l.code, l.timed = code, true
		name = strings.TrimRight(name[:cut], " \t-–|,")
	}
	if scanName(name).length != len(name) && !isRoleLabel(strings.ToLower(name)) {
		return label{}, false
	}
	l.start = p.lines[l.line].End
	return p.nameLabel(l, at, name)
}

// nameLabel completes a label whose name begins at byte at of its line.
func (p *parser) nameLabel(l label, at int, name string) (label, bool) {
	l.kind = kindOfLabel(name)
	if l.kind == labelNone {
		return label{}, false
	}
	start := p.lines[l.line].Start + at
	l.span = corpus.Span{Start: start, End: start + len(name)}
	l.speaker = name
	l.key = strings.ToLower(name)
	return l, true
}

// labelColon is the position of the colon that could end a label in s, -1 for
// none. Times, ratios, addresses and genitives (EU:s) hold other colons.
func labelColon(s string) int {
	for at := 0; ; {
		n := strings.IndexByte(s[at:], ':')
		if n < 0 {
			return -1
		}
		at += n
		after := s[at+1:]
		if after == "" || after[0] == ' ' || after[0] == '\t' || after[0] == '*' || after[0] == '_' || strings.HasPrefix(after, "\u00a0") {
			return at
		}
		at++
	}
}

// isContactDetail reports whether what follows a colon is a telephone number
// or an address and no speech.
func isContactDetail(s string) bool {
	if len(s) > 80 {
		return false
	}
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case r == '@':
			return true
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits >= 5 && digits > letters || strings.HasPrefix(s, "http") || strings.HasPrefix(s, "www.")
}

// speakerName cuts the description off a label: "Anna Ek, SKR" and "Anna Ek
// (SKR)" both name Anna Ek.
func speakerName(head string) string {
	if cut := strings.IndexAny(head, ",([<"); cut >= 0 {
		head = head[:cut]
	}
	return strings.TrimRight(head, "*_ \t-–")
}

// lateTimecode finds a timecode between a name and its colon.
func lateTimecode(s string) (timecode, int) {
	s = strings.TrimLeft(s, " \t,-–")
	code, ok := parseTimecode(s)
	if !ok {
		return timecode{}, 0
	}
	return code, code.length
}

// kindOfLabel judges the words of a label.
func kindOfLabel(name string) labelKind {
	if name == "" || !startsUpper(name) {
		return labelNone
	}
	lower := strings.ToLower(name)
	switch {
	case isRoleLabel(lower):
		return labelRole
	case isFieldLabel(lower), isPartHeading(lower):
		return labelNone
	}
	n := scanName(name)
	whole := n.length == len(name) && n.words <= 4
	switch {
	case whole && n.known:
		return labelName
	case isInitials(name):
		return labelInitials
	case !whole:
		return labelNone
	case isCapitals(name):
		return labelName
	case n.words == 1:
		return labelUnknown
	}
	return labelNone
}

// isInitials reports whether a label is up to three capitals and a digit.
func isInitials(s string) bool {
	letters := strings.TrimRight(s, "0123456789")
	return runes(letters) <= 3 && len(s)-len(letters) <= 2 && letters != "" &&
		strings.ToUpper(letters) == letters && hasLetter(letters) && !strings.ContainsAny(letters, " .")
}

// acceptLabels keeps the labels that are those of speakers. One that recurs
// proves itself; names beside such labels, or names that begin most lines of a
// short text, are believed.
func (p *parser) acceptLabels(all []label) []label {
	if len(all) == 0 {
		return nil
	}
	count := map[string]int{}
	for _, l := range all {
		count[l.key]++
	}
	if p.quotesBelow(all) {
		return nil
	}
	proven := 0
	for _, l := range all {
		if recurs(l, count[l.key]) {
			proven++
		}
	}
	believed, strong := 0, 0
	for _, l := range all {
		if l.kind < labelName || l.timed && !l.code.sure {
			continue
		}
		believed++
		if l.timed {
			strong++
		}
	}
	short := len(count) >= 2 && believed >= 2 && believed*10 >= p.paragraphsFrom(all[0].line, believed)*6
	if proven < 3 && strong < 3 && !short {
		return nil
	}
	var kept []label
	for _, l := range all {
		if (l.kind >= labelName || recurs(l, count[l.key])) && (count[l.key] != 1 || !p.presents(l)) {
			kept = append(kept, l)
		}
	}
	return kept
}

// quotesBelow reports whether most labels tell more of a person than a name and
// stand above a line of quoted speech: a survey in print and no transcript.
func (p *parser) quotesBelow(all []label) bool {
	n := 0
	for _, l := range all {
		next := p.next(l.line)
		if next < len(p.lines) && l.start >= p.lines[l.line].End && isDialogue(p.of(next)) && strings.Contains(p.of(l.line), ", ") {
			n++
		}
	}
	return n*2 > len(all)
}

// presents reports whether a label names a part and is followed by a name
// alone, as in the head of a transcript: "Gäst: Anna Ek".
func (p *parser) presents(l label) bool {
	if l.kind != labelRole {
		return false
	}
	rest := corpus.Span{Start: l.start, End: p.lines[l.line].End}.Of(p.src)
	n := scanName(rest)
	return n.isPerson() && (n.length == len(rest) || strings.ContainsRune(",(", rune(rest[n.length])))
}

// paragraphsFrom is the number of paragraphs from line i on, or of lines where
// blank lines part fewer than least.
func (p *parser) paragraphsFrom(i, least int) int {
	n := 1
	for _, l := range p.lines[i+1:] {
		if l.gap > 0 {
			n++
		}
	}
	if n < least {
		return len(p.lines) - i
	}
	return n
}

// recurs reports whether a label occurs often enough to prove itself.
func recurs(l label, count int) bool {
	if l.kind >= labelName {
		return count >= 2
	}
	return count >= 3
}
