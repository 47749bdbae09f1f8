package structure

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
)

// findFootnotes finds notes and the marks in the text that refer to them:
// those the format reports, and lines that begin with ¹, [1] or [^1].
func (p *parser) findFootnotes() {
	for i := 0; i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.role != roleBody {
			continue
		}
		text := p.of(i)
		label, length := noteLabel(text)
		if p.blockKind(i) == corpus.BlockFootnote {
			if b := p.block(i); label == "" {
				label = b.Label
			}
		} else if label == "" || !p.isNote(i, label) {
			continue
		}
		if p.blockKind(i) != corpus.BlockFootnote || l.block < 0 || i == 0 || p.lines[i-1].block != l.block {
			p.out.Footnotes = append(p.out.Footnotes, corpus.Footnote{
				Label: label, Reference: p.reference(label, l.Start),
				Body: corpus.Span{Start: l.Start + length, End: l.End},
			})
		} else if n := len(p.out.Footnotes); n > 0 {
			p.out.Footnotes[n-1].Body.End = l.End
		}
		l.role = roleFootnote
	}
}

// isNote reports whether line i, which begins with the mark of a note, is one:
// the mark also stands in the text before it.
func (p *parser) isNote(i int, label string) bool {
	return !p.reference(label, p.lines[i].Start).Empty()
}

// noteLabel reads the mark of a note at the start of a line: its label and its
// length with the white space after it.
func noteLabel(s string) (label string, length int) {
	var rest string
	switch {
	case strings.HasPrefix(s, "[^"):
		end := strings.IndexByte(s, ']')
		if end < 3 || end > 20 {
			return "", 0
		}
		label, rest = s[2:end], strings.TrimPrefix(s[end+1:], ":")
	case strings.HasPrefix(s, "["):
		digits, after := cutDigits(s[1:])
		if digits == "" || len(digits) > 3 || !strings.HasPrefix(after, "]") {
			return "", 0
		}
		label, rest = digits, after[1:]
	default:
		label, rest = superscript(s)
		if label == "" {
			return "", 0
		}
	}
	trimmed := strings.TrimLeft(rest, " \t\u00a0")
	if trimmed == "" {
		return "", 0
	}
	return label, len(s) - len(trimmed)
}

// superscript reads superscript digits at the start of s: up to three make a
// label, more make none.
func superscript(s string) (digits, rest string) {
	const most = 3
	var label []byte
	end := len(s)
	for i, r := range s {
		d, ok := superscriptDigit(r)
		if !ok {
			end = i
			break
		}
		label = append(label, d)
	}
	if len(label) > most {
		label = nil
	}
	return string(label), s[end:]
}

// superscriptDigit is the digit that a superscript stands for.
func superscriptDigit(r rune) (byte, bool) {
	switch {
	case r == '¹':
		return '1', true
	case r == '²':
		return '2', true
	case r == '³':
		return '3', true
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return '0' + byte(r-'⁰'), true //nolint:gosec // a digit
	}
	return 0, false
}

// reference finds the last mark of a note in the text before it.
func (p *parser) reference(label string, before int) corpus.Span {
	if p.marks == nil {
		p.marks = noteMarks(p.src)
	}
	marks := p.marks[label]
	n, _ := slices.BinarySearchFunc(marks, before, func(s corpus.Span, at int) int { return s.Start - at })
	if n == 0 {
		return corpus.Span{}
	}
	return marks[n-1]
}

// noteMarks finds the marks in a text that could refer to notes, by label:
// superscripts and numbers in brackets that do not begin a line.
func noteMarks(src string) map[string][]corpus.Span {
	marks := map[string][]corpus.Span{}
	for at := 0; at < len(src); at++ {
		if c := src[at]; c != '[' && c != 0xC2 && c != 0xE2 {
			continue
		}
		label, length := markAt(src[at:])
		if length == 0 {
			continue
		}
		if label != "" && at > 0 && src[at-1] != '\n' {
			marks[label] = append(marks[label], corpus.Span{Start: at, End: at + length})
		}
		at += length - 1
	}
	return marks
}

// markAt reads the mark of a note at the start of s. A length without a label
// is that of a mark too long to be one.
func markAt(s string) (label string, length int) {
	if s[0] != '[' {
		digits, rest := superscript(s)
		return digits, len(s) - len(rest)
	}
	const longest = 20
	inner, caret := strings.CutPrefix(s[1:min(len(s), longest)], "^")
	end := strings.IndexByte(inner, ']')
	if end <= 0 {
		return "", 0
	}
	label = inner[:end]
	if digits, rest := cutDigits(label); !caret && (digits == "" || rest != "") {
		return "", 0
	}
	return label, end + len(s[1:min(len(s), longest)]) - len(inner) + 2
}
