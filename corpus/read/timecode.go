package read

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
)

// framesPerSecond is what the fourth field of HH:MM:SS:FF counts: editing
// programs export 25 in PAL countries.
const framesPerSecond = 25

const clock = `(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[:.,;]\d{1,3})?`

var (
	rangeLine   = regexp.MustCompile(`^\s*(` + clock + `)\s*(?:-->|[-–—])\s*(` + clock + `)\s*$`)
	bracketTime = regexp.MustCompile(`[\[(](` + clock + `)(?:\s*(?:-->|[-–—])\s*(` + clock + `))?[\])]:?`)
	labelTime   = regexp.MustCompile(`^\s*(\p{Lu}[^\n:;!?]{0,58}[^\s:;!?,.])[ \t]+(` + clock + `)\s*$`)
	startTime   = regexp.MustCompile(`^\s*(\d{1,2}:\d{2}:\d{2}(?:[:.,;]\d{1,3})?)(?:\s|$)`)
)

// stamp is a timecode in running text.
type stamp struct {
	corpus.Span        // of the timecode with its brackets
	line        int    // where its line begins
	label       string // speaker on the same line, "" where none stands there
	from, to    time.Duration
	ranged      bool // whether to was given
	short       bool // MM:SS, which may be a time of day in a programme
}

// stamps finds the timecodes of a transcript. It returns nil where the text is
// none: fewer than three, or not in ascending order for nine in ten.
func stamps(text string) []stamp {
	if strings.Count(text, ":") < 3 {
		return nil
	}
	var found []stamp
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		if s, ok := lineStamp(text[at:end]); ok {
			s.Start, s.End, s.line = s.Start+at, s.End+at, at
			found = append(found, s)
		}
		at = end + 1
	}
	return ascending(found)
}

// lineEnd returns the offset of the line feed that ends the line at at.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// lineStamp finds the timecode that opens or closes a line.
func lineStamp(line string) (stamp, bool) {
	if !hasClock(line) {
		return stamp{}, false
	}
	if m := rangeLine.FindStringSubmatchIndex(line); m != nil {
		return newStamp(m[2], m[5], line[m[2]:m[3]], line[m[4]:m[5]])
	}
	if m := bracketTime.FindStringSubmatchIndex(line); m != nil && (strings.TrimSpace(line[:m[0]]) == "" || m[0] < 60 && strings.TrimSpace(line[m[1]:]) == "") {
		to := ""
		if m[4] >= 0 {
			to = line[m[4]:m[5]]
		}
		s, ok := newStamp(m[0], m[1], line[m[2]:m[3]], to)
		s.label = strings.TrimSpace(line[:m[0]])
		return s, ok
	}
	if len(line) > 100 {
		line = line[:12] // a time that opens the line
	} else if m := labelTime.FindStringSubmatchIndex(line); m != nil {
		s, ok := newStamp(m[4], m[5], line[m[4]:m[5]], "")
		s.label = strings.TrimSpace(line[m[2]:m[3]])
		return s, ok
	}
	if m := startTime.FindStringSubmatchIndex(line); m != nil {
		return newStamp(m[2], m[3], line[m[2]:m[3]], "")
	}
	return stamp{}, false
}

// hasClock reports whether a line has a colon between digits, as all
// timecodes do. It spares most lines the regular expressions.
func hasClock(line string) bool {
	digit := func(i int) bool { return i < len(line) && line[i] >= '0' && line[i] <= '9' }
	for at := 0; ; {
		i := strings.IndexByte(line[at:], ':')
		if i < 0 {
			return false
		}
		at += i + 1
		if at >= 2 && digit(at-2) && digit(at) && digit(at+1) {
			return true
		}
	}
}

// newStamp makes the stamp of a span of a line and the times it shows.
func newStamp(start, end int, from, to string) (stamp, bool) {
	s := stamp{Span: corpus.Span{Start: start, End: end}}
	var ok bool
	if s.from, ok = duration(from); !ok {
		return stamp{}, false
	}
	if to != "" {
		s.to, s.ranged = duration(to)
	}
	s.short = strings.Count(from, ":") < 2
	return s, true
}

// duration reads [HH:]MM:SS, with .mmm, ,mmm or :FF (frames) after it.
func duration(text string) (time.Duration, bool) {
	main, fraction := text, time.Duration(0)
	if i := strings.LastIndexAny(text, ".,"); i >= 0 {
		digits := (text[i+1:] + "000")[:3]
		ms, err := strconv.Atoi(digits)
		if err != nil {
			return 0, false
		}
		main, fraction = text[:i], time.Duration(ms)*time.Millisecond
	}
	fields := strings.FieldsFunc(main, func(r rune) bool { return r == ':' || r == ';' })
	if len(fields) == 4 {
		frames, err := strconv.Atoi(fields[3])
		if err != nil {
			return 0, false
		}
		fraction += time.Duration(frames) * time.Second / framesPerSecond
		fields = fields[:3]
	}
	if len(fields) < 2 || len(fields) > 3 {
		return 0, false
	}
	seconds := 0
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil || n < 0 || i > 0 && n > 59 || n > 9999 {
			return 0, false
		}
		seconds = seconds*60 + n
	}
	return time.Duration(seconds)*time.Second + fraction, true
}

// ascending returns the stamps where they make a transcript's time line, else
// nil. A time line in minutes and seconds has to begin in the first five
// minutes: the times of day of a programme do not.
func ascending(found []stamp) []stamp {
	if len(found) < 3 || found[0].short && found[0].from >= 5*time.Minute {
		return nil
	}
	falls := 0
	for i := 1; i < len(found); i++ {
		if found[i].from < found[i-1].from {
			falls++
		}
	}
	if falls*10 > len(found) {
		return nil
	}
	return found
}

// timed gives a transcript in plain text its times: anchors from each timecode
// on, and one cue block a paragraph. The text itself stays as it is.
func timed(text *corpus.Text, found []stamp) {
	src := source{text: text.Canonical, origin: text.Origin}
	c := compose(&src)
	c.copy(0, found[0].line)
	named := ownLineLabels(text.Canonical, found)
	blocks := paragraphs(text.Canonical[:found[0].line])
	for i, s := range found {
		end := len(text.Canonical)
		if i+1 < len(found) {
			end = found[i+1].line
			if !s.ranged {
				s.to = max(found[i+1].from, s.from)
			}
		}
		c.time, c.timed = s.from, true
		c.copy(s.line, end)
		blocks = append(blocks, cues(text.Canonical, s, end, named)...)
		text.Duration = max(text.Duration, s.from, s.to)
	}
	text.Blocks, text.Origin = blocks, c.origin
}

// cues returns the paragraphs that belong to a timecode. The first includes
// the speaker's name where one stands above the speech.
func cues(text string, s stamp, end int, named bool) []corpus.Block {
	from, speaker := s.End, strings.TrimRight(s.label, " :")
	if speaker != "" {
		from = s.line
	}
	if named {
		line := trimmed(text, from, end)
		first := text[line.Start:min(lineEnd(text, line.Start), end)]
		if isLabel(first) {
			speaker = strings.TrimSpace(first)
		}
	}
	blocks := paragraphs(text[from:end])
	for i := range blocks {
		b := &blocks[i]
		b.Start, b.End = b.Start+from, b.End+from
		b.Kind, b.Speaker, b.From, b.To = corpus.BlockCue, speaker, s.from, s.to
	}
	return blocks
}

// ownLineLabels reports whether the line after a timecode names the speaker
// throughout: a short line of its own with speech below it.
func ownLineLabels(text string, found []stamp) bool {
	labels := 0
	for i, s := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1].line
		}
		body := trimmed(text, s.End, end)
		first := lineEnd(text, body.Start)
		if s.label == "" && first < body.End && !strings.Contains(text[s.End:body.Start], "\n\n") && isLabel(text[body.Start:first]) {
			labels++
		}
	}
	return labels*10 >= len(found)*8
}

// isLabel reports whether a line looks like a speaker's name.
func isLabel(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 60 || len(strings.Fields(line)) > 5 {
		return false
	}
	return !strings.ContainsAny(line[len(line)-1:], ".,;!?")
}
