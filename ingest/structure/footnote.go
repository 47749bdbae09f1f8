package structure

import (
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
	rest := s
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

// superscript reads superscript digits at the start of s.
func superscript(s string) (digits, rest string) {
	for i, r := range s {
		d, ok := superscriptDigit(r)
		if !ok {
			return digits, s[i:]
		}
		digits += string(d)
	}
	return digits, ""
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
		return '0' + byte(r-'⁰'), true
	}
	return 0, false
}

// reference finds the last mark of a note in the text before it.
func (p *parser) reference(label string, before int) corpus.Span {
	if label == "" {
		return corpus.Span{}
	}
	for _, mark := range [...]string{raise(label), "[" + label + "]", "[^" + label + "]"} {
		for end := before; mark != ""; {
			at := strings.LastIndex(p.src[:end], mark)
			if at < 0 {
				break
			}
			if p.marksWord(at, len(mark)) {
				return corpus.Span{Start: at, End: at + len(mark)}
			}
			end = at
		}
	}
	return corpus.Span{}
}

// marksWord reports whether a mark stands after a word and is no part of a
// longer number.
func (p *parser) marksWord(at, length int) bool {
	if at == 0 || p.src[at-1] == '\n' {
		return false
	}
	if d, _ := superscript(p.src[at+length:]); d != "" {
		return false
	}
	return true
}

// raise writes digits as superscripts, "" for what has other characters.
func raise(digits string) string {
	var b strings.Builder
	for _, d := range digits {
		switch d {
		case '1':
			b.WriteRune('¹')
		case '2':
			b.WriteRune('²')
		case '3':
			b.WriteRune('³')
		case '0', '4', '5', '6', '7', '8', '9':
			b.WriteRune('⁰' + d - '0')
		default:
			return ""
		}
	}
	return b.String()
}
