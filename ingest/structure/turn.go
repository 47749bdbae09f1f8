package structure

import (
	"slices"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
)

// findTurns finds the speaker turns of a transcript: lines that begin with a
// label which recurs or keeps company with labels that do, or the voices that
// the format names.
func (p *parser) findTurns() {
	labels := p.voices()
	if len(labels) == 0 {
		labels = p.acceptLabels(p.labelLines())
	}
	if len(labels) == 0 {
		labels = p.nameLines()
	}
	p.markTimecodes(len(labels) > 0)
	for k, l := range labels {
		end := len(p.lines)
		if k+1 < len(labels) {
			end = labels[k+1].line
		}
		p.addTurn(l, end, k+1 == len(labels))
	}
	p.timeTurns()
	p.collectFurniture()
}

// voices returns the labels that the format itself gives, one for each change
// of voice.
func (p *parser) voices() []label {
	var labels []label
	last := ""
	for i := range p.lines {
		b := p.block(i)
		if b == nil || b.Kind != corpus.BlockCue || b.Speaker == "" || p.lines[i].role == roleFurniture {
			continue
		}
		v := label{line: i, speaker: b.Speaker, start: p.lines[i].Start, timed: b.To > 0, kind: labelRole}
		v.code.from, v.code.to = b.From, b.To
		if !p.shownVoice(&v) && b.Speaker == last {
			continue
		}
		last = b.Speaker
		labels = append(labels, v)
	}
	return labels
}

// shownVoice finds the name of a voice at the start of its line, where the
// text shows it, and the timecodes around it.
func (p *parser) shownVoice(v *label) bool {
	l := p.lines[v.line]
	rest := l.Of(p.src)
	if code, ok := parseTimecode(rest); ok {
		rest = rest[code.length:]
	}
	rest = strings.TrimLeft(rest, "*_")
	name := strings.TrimRight(v.speaker, ": ")
	if len(rest) < len(name) || !strings.EqualFold(rest[:len(name)], name) {
		return false
	}
	start := l.End - len(rest)
	v.span = corpus.Span{Start: start, End: start + len(name)}
	rest = strings.TrimLeft(rest[len(name):], "*_:,– \t")
	if code, ok := parseTimecode(rest); ok {
		rest = strings.TrimLeft(rest[code.length:], "*_: \t")
	}
	v.start = l.End - len(rest)
	return true
}

// labelLines returns all lines that begin as a speaker turn could.
func (p *parser) labelLines() []label {
	var labels []label
	for i := range p.lines {
		if p.lines[i].role == roleFurniture {
			continue
		}
		l, ok := p.readLabel(i)
		if !ok {
			continue
		}
		if !l.timed {
			p.timeLabel(&l)
		}
		labels = append(labels, l)
	}
	return labels
}

// nameLines returns the lines that hold a speaker's name alone, above what is
// said: at least two names, each of which recurs, with sentences right below.
func (p *parser) nameLines() []label {
	const longest, least = 60, 3
	var all []label
	count := map[string]int{}
	for i := 0; i+1 < len(p.lines); i++ {
		l := p.lines[i]
		text := strings.Trim(p.of(i), "*_")
		if l.role == roleFurniture || l.Len() > longest || p.lines[i+1].gap > 0 || scanName(text).length != len(text) || !endsSentence(p.of(i+1)) {
			continue
		}
		found := label{line: i, start: l.End}
		if found, ok := p.nameLabel(found, strings.Index(p.of(i), text), text); ok && found.kind == labelName {
			all = append(all, found)
			count[found.key]++
		}
	}
	kept := slices.DeleteFunc(all, func(l label) bool { return count[l.key] < 2 })
	if len(kept) < least || len(count) < 2 {
		return nil
	}
	return kept
}

// timeLabel takes the time of a label from a timecode on a line of its own
// above it, or from the cue it stands in.
func (p *parser) timeLabel(l *label) {
	if b := p.block(l.line); b != nil && b.Kind == corpus.BlockCue && b.To > 0 {
		l.code.from, l.code.to, l.code.sure, l.timed = b.From, b.To, true, true
		return
	}
	if l.line == 0 {
		return
	}
	above := p.of(l.line - 1)
	if code, ok := parseTimecode(above); ok && code.length == len(above) {
		l.code, l.timed = code, true
	}
}

// markTimecodes makes furniture of timecodes on lines of their own, where the
// text is a transcript.
func (p *parser) markTimecodes(transcript bool) {
	var codes []int
	sure := 0
	for i := range p.lines {
		if p.lines[i].Len() > 40 {
			continue
		}
		text := p.of(i)
		if code, ok := parseTimecode(text); ok && code.length == len(text) {
			codes = append(codes, i)
			if code.sure {
				sure++
			}
		}
	}
	if !transcript && sure < 3 {
		return
	}
	for _, i := range codes {
		p.lines[i].role = roleFurniture
	}
}

// addTurn adds the turn of a label, whose speech ends before line end at the
// latest.
func (p *parser) addTurn(l label, end int, last bool) {
	stop := l.line + 1
	for stop < end && !p.endsSpeech(stop, end, last) {
		stop++
	}
	body := corpus.Span{Start: l.start, End: l.start}
	for i := l.line; i < stop; i++ {
		if p.lines[i].role == roleFurniture {
			continue
		}
		p.lines[i].role, p.lines[i].turn = roleTurn, len(p.out.Turns)
		body.End = max(body.End, p.lines[i].End)
	}
	body = trimSpan(p.src, body)
	turn := corpus.Turn{Label: l.span, Speaker: l.speaker, Body: body, Timed: l.timed, From: l.code.from, To: l.code.to}
	turn.To = max(turn.To, p.cueEnd(l.line, body.End))
	p.out.Turns = append(p.out.Turns, turn)
}

// cueEnd is when the last cue ends that begins on line i or later and before
// byte end, 0 where there is none.
func (p *parser) cueEnd(i, end int) time.Duration {
	to := time.Duration(0)
	if p.lines[i].block < 0 {
		return to
	}
	for _, b := range p.text.Blocks[p.lines[i].block:] {
		if b.Start >= end {
			break
		}
		if b.Kind == corpus.BlockCue {
			to = max(to, b.To)
		}
	}
	return to
}

// endsSpeech reports whether line i ends the speech before it: a heading of
// the format, a chapter heading right above the next label, or the furniture
// after the last turn.
func (p *parser) endsSpeech(i, end int, last bool) bool {
	if kind := p.blockKind(i); kind == corpus.BlockHeading || kind == corpus.BlockFootnote {
		return true
	}
	if p.lines[i].role == roleFurniture {
		_, code := parseTimecode(p.of(i))
		return last && !code
	}
	if last || i+1 != end || p.lines[i].gap == 0 || p.lines[end].gap == 0 {
		return false
	}
	text := p.of(i)
	return runes(text) <= 60 && startsUpper(text) && strings.Contains(text, " ") &&
		!endsSentence(text) && endsSentence(p.of(i-1)) && !strings.ContainsAny(text, ",;:-–([")
}

// timeTurns completes the times of turns: from the reader's anchors where the
// text shows none, and to the beginning of the next turn.
func (p *parser) timeTurns() {
	turns := p.out.Turns
	for k := range turns {
		t := &turns[k]
		if t.Timed {
			continue
		}
		if a, ok := p.text.At(t.Body.Start); ok && a.Timed {
			t.Timed, t.From = true, a.Time
		}
	}
	for k := range turns {
		t := &turns[k]
		if !t.Timed || t.To > t.From {
			continue
		}
		t.To = max(t.From, p.timeAfter(k))
	}
}

// timeAfter is the time at which turn k ends at the latest, 0 where unknown.
func (p *parser) timeAfter(k int) time.Duration {
	for _, t := range p.out.Turns[k+1:] {
		if t.Timed {
			return t.From
		}
	}
	return p.text.Duration
}
