package read

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
)

// cueLabel finds a speaker label or another mark of a change of speaker at the
// beginning of a cue.
var cueLabel = regexp.MustCompile(`^(?:[-–—]\s?|>>\s?)?(?:\p{Lu}[\p{L}\p{N} .'’-]{0,40}:(?:\s|$)|[-–—]\s?\p{L}|>>)`)

// A new paragraph begins in speech of an unnamed voice after a pause of this
// length, or at the end of a sentence when the paragraph has become this long.
const (
	pause       = 2 * time.Second
	longPause   = 5 * time.Second
	longEnough  = 700 // bytes
	wordPerCue  = 20  // bytes; cues shorter than this on average hold single words
	maxCueBytes = 200 // of a cue put together from single words
)

// cue is a stretch of a recording and what is said in it.
type cue struct {
	from, to time.Duration
	speaker  string
	label    extent   // where the speaker's name stands in the source; empty where nowhere
	lines    []extent // of the source
}

// speech lays out cues as running text.
type speech struct {
	*layout
	last      cue
	paragraph int // where the paragraph begins
	any       bool
}

// transcript makes a text of cues. Consecutive cues of one voice make one
// paragraph, with a block and an anchor for each cue. Where a voice is named
// outside its words, its name and a colon open the paragraph, inside the span
// of the first cue.
func transcript(src *source, cues []cue, format corpus.Format) corpus.Text {
	s := speech{layout: layOut(src)}
	var length time.Duration
	for _, c := range merge(src, cues) {
		s.add(c)
		length = max(length, c.to, c.from)
	}
	t := s.text(format)
	t.Duration = length
	return t
}

// add lays out one cue.
func (s *speech) add(c cue) {
	s.time, s.timed = c.from, true
	at := c.at()
	fresh := !s.any || s.parts(c)
	switch {
	case !s.any:
	case fresh:
		s.gap(2, at)
	default:
		s.insert(" ", at)
	}
	if fresh {
		s.paragraph = s.len()
	}
	start := s.len()
	if fresh && c.speaker != "" && !s.named(c) {
		s.name(c)
	}
	said := s.len()
	for i, line := range c.lines {
		if i > 0 {
			s.insert(separator(s.src.text[line.from:line.to]), line.from)
		}
		s.words(line)
	}
	if s.len() == said {
		return
	}
	s.any, s.last = true, c
	s.block(start, corpus.Block{Kind: corpus.BlockCue, Speaker: c.speaker, From: c.from, To: c.to})
}

// at is where a cue begins in its source.
func (c *cue) at() int {
	if len(c.lines) > 0 {
		return c.lines[0].from
	}
	return 0
}

// name writes the speaker's name before what is said.
func (s *speech) name(c cue) {
	if c.label.to > c.label.from && s.src.text[c.label.from:c.label.to] == c.speaker {
		s.copy(c.label.from, c.label.to)
	} else {
		s.insert(c.speaker, c.at())
	}
	s.insert(": ", c.at())
}

// named reports whether the words themselves begin with the speaker's name and
// a colon.
func (s *speech) named(c cue) bool {
	if len(c.lines) == 0 {
		return false
	}
	words := plainWords(s.src.text[c.lines[0].from:c.lines[0].to])
	n := len(c.speaker)
	return len(words) > n && words[n] == ':' && strings.EqualFold(words[:n], c.speaker)
}

// parts reports whether a cue begins a new paragraph.
func (s *speech) parts(c cue) bool {
	if c.speaker != s.last.speaker {
		return true
	}
	if c.speaker != "" {
		return false
	}
	if len(c.lines) > 0 && cueLabel.MatchString(plainWords(s.src.text[c.lines[0].from:c.lines[0].to])) {
		return true
	}
	silence := c.from - s.last.to
	if silence >= longPause {
		return true
	}
	if !endsSentence(string(s.buf[max(len(s.buf)-8, 0):])) {
		return false
	}
	return silence >= pause || s.len()-s.paragraph > longEnough
}

// separator is what parts two lines of one cue: a space, nothing before
// punctuation, or a line feed where the second line is another voice.
func separator(line string) string {
	line = plainWords(line)
	switch {
	case cueLabel.MatchString(line):
		return "\n"
	case line != "" && strings.IndexByte(".,;:!?", line[0]) >= 0:
		return ""
	}
	return " "
}

// plainWords is the beginning of a line without tags.
func plainWords(line string) string {
	return strings.TrimSpace(htmlTag.ReplaceAllString(line[:min(len(line), 200)], ""))
}

// endsSentence reports whether s ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " ”\"’»)")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "…")
}

// words copies what is said, without tags and with entities resolved.
func (s *speech) words(line extent) {
	text := s.src.text
	span := trimmed(text, line.from, line.to)
	at := span.Start
	for i := span.Start; i < span.End; {
		skip, value := markup(text[i:span.End])
		if skip == 0 {
			i++
			continue
		}
		s.copy(at, i)
		if value != "" {
			s.insert(clean(detached(value)).text, i)
		}
		i += skip
		at = i
	}
	s.copy(at, span.End)
}

// markup returns the length of the tag, style override, entity or line break
// that s begins with, 0 without one, and what stands for it.
func markup(s string) (length int, value string) {
	switch {
	case s[0] == '\n': // a line break that only wraps
		return len(s) - len(strings.TrimLeft(s, " \t\n")), " "
	case s[0] == '<' && len(s) > 1 && (s[1] == '/' || s[1] >= '0' && s[1] <= '9' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z'):
		if end := strings.IndexByte(s, '>'); end > 0 {
			return end + 1, ""
		}
	case strings.HasPrefix(s, `{\`):
		if end := strings.IndexByte(s, '}'); end > 0 {
			return end + 1, ""
		}
	case s[0] == '&':
		if name := entity.FindString(s); name != "" {
			if v := html.UnescapeString(name); v != name {
				return len(name), v
			}
		}
	}
	return 0, ""
}

// merge puts cues of single words together, as some services write one a word.
func merge(src *source, cues []cue) []cue {
	total := 0
	for _, c := range cues {
		total += c.size()
	}
	if len(cues) < 10 || total >= len(cues)*wordPerCue {
		return cues
	}
	merged := cues[:1:1]
	for _, c := range cues[1:] {
		last := &merged[len(merged)-1]
		if c.speaker != last.speaker || c.from-last.to >= pause || last.size() > maxCueBytes || last.closed(src) {
			merged = append(merged, c)
			continue
		}
		last.to = c.to
		last.lines = append(slices.Clip(last.lines), c.lines...)
	}
	return merged
}

// size is the length in bytes of what is said in a cue.
func (c *cue) size() int {
	n := 0
	for _, l := range c.lines {
		n += l.to - l.from
	}
	return n
}

// closed reports whether a cue ends a sentence.
func (c *cue) closed(src *source) bool {
	if len(c.lines) == 0 {
		return false
	}
	last := c.lines[len(c.lines)-1]
	return endsSentence(src.text[last.from:last.to])
}
