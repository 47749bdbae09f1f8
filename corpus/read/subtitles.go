package read

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/samband/samband/corpus"
)

var (
	arrowLine  = regexp.MustCompile(`^\s*((?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\s*-->\s*((?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)(?:\s.*)?$`)
	firstArrow = regexp.MustCompile(`^\s*(?:\d+[ \t]*\n)?[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[ \t]*-->`)
	counter    = regexp.MustCompile(`^\s*\d+\s*$`)
	voiceTag   = regexp.MustCompile(`<v(?:\.[^\s>]*)?[ \t]+([^>\n]+)>`)
	wordTime   = regexp.MustCompile(`<(?:\d+:)?\d{2}:\d{2}\.\d{3}>`)
)

// errNoCues says that a file of subtitles has none.
var errNoCues = errors.New("no line with a time range")

// SRT reads SubRip subtitles.
func SRT(ctx context.Context, input Input, _ Limits) (corpus.Text, error) {
	return subtitles(ctx, input, corpus.FormatSRT)
}

// VTT reads WebVTT, with its voices; notes, style sheets and regions are left
// out. Its header gives title and language.
func VTT(ctx context.Context, input Input, _ Limits) (corpus.Text, error) {
	return subtitles(ctx, input, corpus.FormatVTT)
}

// subtitles reads both formats, which differ in their voices and headers only.
func subtitles(ctx context.Context, input Input, format corpus.Format) (corpus.Text, error) {
	if err := ctx.Err(); err != nil {
		return corpus.Text{}, err
	}
	src := clean(decode(input.Bytes, declaredCharset(input.MediaType)))
	cues := findCues(src.text, format == corpus.FormatVTT)
	if len(cues) == 0 {
		return corpus.Text{}, damaged(input.Name, "", errNoCues)
	}
	if wordTime.MatchString(src.text) {
		cues = unroll(src.text, cues)
	}
	t := transcript(&src, cues, format)
	if format == corpus.FormatVTT {
		header(src.text, &t)
	}
	return t, nil
}

// findCues returns the cues of a text. A cue ends at a blank line; in SubRip,
// whose writers leave blank lines inside, at the next counter or time range.
func findCues(text string, vtt bool) []cue {
	var cues []cue
	open := false
	var previous extent // line before, which may turn out to be a cue's counter
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		line := text[at:end]
		switch m := arrowLine.FindStringSubmatch(line); {
		case m != nil:
			from, ok := duration(m[1])
			to, ok2 := duration(m[2])
			if !vtt && len(cues) > 0 {
				uncount(text, &cues[len(cues)-1], previous)
			}
			if open = ok && ok2; open {
				cues = append(cues, cue{from: from, to: max(to, from)})
			}
		case strings.TrimSpace(line) == "":
			open = open && (!vtt || line != "")
		case open:
			c := &cues[len(cues)-1]
			c.lines = append(c.lines, extent{at, end})
		}
		previous = extent{at, end}
		at = end + 1
	}
	if vtt {
		return voices(text, cues)
	}
	return cues
}

// uncount takes the counter of the next cue from the end of c.
func uncount(text string, c *cue, previous extent) {
	if n := len(c.lines); n > 0 && c.lines[n-1] == previous && counter.MatchString(text[previous.from:previous.to]) {
		c.lines = c.lines[:n-1]
	}
}

// voices parts cues at their <v Name> tags.
func voices(text string, cues []cue) []cue {
	var parted []cue
	for _, c := range cues {
		current := cue{from: c.from, to: c.to}
		for _, line := range c.lines {
			at := line.from
			for _, m := range voiceTag.FindAllStringSubmatchIndex(text[line.from:line.to], -1) {
				if before := trimmed(text, at, line.from+m[0]); !before.Empty() {
					current.lines = append(current.lines, extent{before.Start, before.End})
				}
				if len(current.lines) > 0 {
					parted = append(parted, current)
				}
				name := trimmed(text, line.from+m[2], line.from+m[3])
				current = cue{from: c.from, to: c.to, speaker: name.Of(text), label: extent{name.Start, name.End}}
				at = line.from + m[1]
			}
			if rest := trimmed(text, at, line.to); !rest.Empty() {
				current.lines = append(current.lines, extent{rest.Start, rest.End})
			}
		}
		if len(current.lines) > 0 {
			parted = append(parted, current)
		}
	}
	return parted
}

// unroll drops the lines that captions with word times repeat from the cue
// before, as they scroll up.
func unroll(text string, cues []cue) []cue {
	said := ""
	kept := cues[:0:0]
	for _, c := range cues {
		var lines []extent
		for _, l := range c.lines {
			words := strings.Join(strings.Fields(htmlTag.ReplaceAllString(text[l.from:l.to], "")), " ")
			if words != "" && words != said {
				lines = append(lines, l)
				said = words
			}
		}
		if c.lines = lines; len(lines) > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// header reads the title after WEBVTT and the fields below it.
func header(text string, t *corpus.Text) {
	head, _, _ := strings.Cut(text, "\n\n")
	for i, line := range strings.Split(head, "\n") {
		if i == 0 {
			t.Title = strings.Trim(strings.TrimPrefix(strings.TrimSpace(line), "WEBVTT"), " \t-–:")
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.Contains(line, "-->") {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key != "kind" && !describe(t, key, []string{value}) {
			if t.Meta == nil {
				t.Meta = map[string]string{}
			}
			t.Meta[key] = value
		}
	}
}
