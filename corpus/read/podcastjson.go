package read

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
)

// segmentsKey finds the list of segments of a transcript in JSON.
var segmentsKey = regexp.MustCompile(`"segments"\s*:\s*\[\s*\{`)

// errNoSegments says that a JSON transcript has no segments.
var errNoSegments = errors.New("no list \"segments\" of objects with times and text")

// Transcript reads the JSON transcript of the Podcasting 2.0 namespace,
// {"version","segments":[{speaker,startTime,endTime,body}]}, and the output of
// speech recognisers that call the fields start, end and text. Times are
// seconds.
func Transcript(ctx context.Context, input Input, _ Limits) (corpus.Text, error) {
	if err := ctx.Err(); err != nil {
		return corpus.Text{}, err
	}
	whole, offset := input.Bytes, 0
	if rest := strings.TrimLeft(string(whole), "\uFEFF \t\r\n"); len(rest) < len(whole) {
		offset = len(whole) - len(rest)
		whole = whole[offset:]
	}
	if err := syntax(whole); err != nil {
		return corpus.Text{}, damaged(input.Name, "", err)
	}
	segments, ok := segmentList(whole)
	if !ok {
		return corpus.Text{}, damaged(input.Name, "", errNoSegments)
	}
	c := compose(nil)
	var cues []cue
	for from, to := range elements(whole[segments.from:segments.to]) {
		if one, ok := segment(c, whole, extent{segments.from + from, segments.from + to}); ok {
			cues = append(cues, one)
		}
	}
	src := c.source()
	for i := range src.origin {
		if src.origin[i].Original >= 0 {
			src.origin[i].Original += int64(offset)
		}
	}
	t := transcript(&src, cues, corpus.FormatTranscript)
	for key, m := range members(whole) {
		if value, ok := scalar(whole[m.from:m.to]); ok && value != "" {
			describe(&t, strings.ToLower(key), []string{value})
		}
	}
	return t, nil
}

// segmentList returns where the segments of a valid JSON object are.
func segmentList(b []byte) (extent, bool) {
	if len(b) == 0 || b[0] != '{' {
		return extent{}, false
	}
	for key, m := range members(b) {
		if key == "segments" && b[m.from] == '[' {
			for from := range elements(b[m.from:m.to]) {
				if b[m.from+from] == '{' && timedSegment(b[m.from+from:]) {
					return m, true
				}
				break
			}
		}
	}
	return extent{}, false
}

// timedSegment reports whether the object that b begins with has a start time.
func timedSegment(b []byte) bool {
	for key := range members(b[:value(b, 0)]) {
		if key == "startTime" || key == "start" {
			return true
		}
	}
	return false
}

// segment adds the words and the speaker of one segment to c, which collects
// the source of the whole transcript, and returns its cue.
func segment(c *composer, b []byte, m extent) (cue, bool) {
	if b[m.from] != '{' {
		return cue{}, false
	}
	var one cue
	var body, speaker extent
	for key, v := range members(b[m.from:m.to]) {
		v = extent{v.from + m.from, v.to + m.from}
		raw := b[v.from:v.to]
		switch key {
		case "startTime", "start":
			one.from = seconds(raw)
		case "endTime", "end":
			one.to = seconds(raw)
		case "body", "text":
			if raw[0] == '"' {
				body = v
			}
		case "speaker":
			if raw[0] == '"' {
				speaker = v
			}
		}
	}
	one.to = max(one.to, one.from)
	if body.to == 0 {
		return cue{}, false
	}
	if speaker.to > 0 {
		one.label = take(c, b, speaker)
		one.speaker = string(c.buf[one.label.from:one.label.to])
	}
	if words := take(c, b, body); words.to > words.from {
		one.lines = []extent{words}
	}
	return one, len(one.lines) > 0
}

// take appends a JSON string to c and returns where it stands there, without
// the white space around it.
func take(c *composer, b []byte, m extent) extent {
	src := clean(unquote(b, m))
	start := c.len()
	c.src = &src
	c.copy(0, len(src.text))
	span := trimmedBytes(c.buf, start, c.len())
	c.insert("\n", -1)
	return extent{span.Start, span.End}
}

// seconds reads a time in seconds, a number or a clock in a string.
func seconds(raw []byte) time.Duration {
	text, _ := scalar(raw)
	if d, ok := duration(text); ok {
		return d
	}
	var n float64
	if json.Unmarshal([]byte(text), &n) != nil || n < 0 || n > 1e7 {
		return 0
	}
	return time.Duration(n * float64(time.Second)).Round(time.Millisecond)
}
