package read

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

var (
	inlineLink = regexp.MustCompile(`!?\[([^\[\]\n]+)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ ]+"[^"\n]*")?\)`)
	inlineBold = regexp.MustCompile(`\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*`)
	linkTarget = regexp.MustCompile(`^(?:#.*|[a-z][a-z0-9+.-]*:.+|/.*|\.\.?/.*|www\..+|[^\s]+\.[a-z]{2,5}(?:[/?#].*)?)?$`)
)

// mark is markup to leave out of the text, and what it encloses.
type mark struct {
	cut    corpus.Span
	opens  bool
	target string // of a link
	link   bool
}

// unmark takes Markdown's inline marks (links, bold and italic) out of plain
// text that has them. Everything else stays as it is, above all the lines: such
// text is the output of a converter, not Markdown by an author. Text without
// at least one link or bold run is returned unchanged, as asterisks alone prove
// nothing.
func unmark(src source) (source, []corpus.Link, []corpus.Span) {
	if !strings.Contains(src.text, "](") && !strings.Contains(src.text, "**") {
		return src, nil, nil
	}
	marks := inlineMarks(src.text)
	if len(marks) == 0 {
		return src, nil, nil
	}
	l := layOut(&src)
	l.buf = make([]byte, 0, len(src.text))
	var emphasis, link int
	at, depth := 0, 0
	for _, m := range marks {
		l.copy(at, m.cut.Start)
		at = m.cut.End
		switch {
		case m.link && m.opens:
			link = l.len()
		case m.link:
			l.link(link, m.target)
		case m.opens:
			if depth == 0 {
				emphasis = l.len()
			}
			depth++
		default:
			if depth--; depth == 0 {
				l.emphasise(emphasis)
			}
		}
	}
	l.copy(at, len(src.text))
	text := l.text(corpus.FormatPlain)
	return source{text: text.Canonical, origin: text.Origin}, text.Links, text.Emphasis
}

// inlineMarks finds the marks of a text, ascending and disjoint.
func inlineMarks(text string) []mark {
	var marks []mark
	for _, m := range inlineLink.FindAllStringSubmatchIndex(text, -1) {
		target := text[m[4]:m[5]]
		if linkTarget.MatchString(strings.ToLower(target)) {
			marks = append(marks,
				mark{cut: corpus.Span{Start: m[0], End: m[2]}, opens: true, link: true},
				mark{cut: corpus.Span{Start: m[3], End: m[1]}, link: true, target: target})
		}
	}
	links := slices.Clip(marks)
	for _, m := range inlineBold.FindAllStringSubmatchIndex(text, -1) {
		if !taken(links, m[0], m[2]) && !taken(links, m[3], m[1]) {
			marks = append(marks,
				mark{cut: corpus.Span{Start: m[0], End: m[2]}, opens: true},
				mark{cut: corpus.Span{Start: m[3], End: m[1]}})
		}
	}
	if len(marks) == 0 {
		return nil
	}
	ascend(marks)
	marks = append(marks, italics(text, marks)...)
	ascend(marks)
	return marks
}

// ascend sorts marks by where they stand.
func ascend(marks []mark) {
	sort.Slice(marks, func(i, j int) bool { return marks[i].cut.Start < marks[j].cut.Start })
}

// taken reports whether a stretch touches one of the marks, which ascend.
func taken(marks []mark, start, end int) bool {
	i := sort.Search(len(marks), func(i int) bool { return marks[i].cut.End > start })
	return i < len(marks) && marks[i].cut.Start < end
}

// italics finds runs between single asterisks on one line, outside other
// marks.
func italics(text string, others []mark) []mark {
	var marks []mark
	open := -1
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\n':
			open = -1
		case text[i] != '*' || taken(others, i, i+1):
		case open < 0 && opensItalic(text, i):
			open = i
		case open >= 0 && closesItalic(text, i):
			marks = append(marks,
				mark{cut: corpus.Span{Start: open, End: open + 1}, opens: true},
				mark{cut: corpus.Span{Start: i, End: i + 1}})
			open = -1
		}
	}
	return marks
}

// opensItalic reports whether the asterisk at i stands before a word.
func opensItalic(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && (unicode.IsLetter(after) || unicode.IsDigit(after) || after == '[' || after == '”' || after == '"')
}

// closesItalic reports whether the asterisk at i stands after a word.
func closesItalic(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return !unicode.IsSpace(before) && before != '*' && !unicode.IsLetter(after) && !unicode.IsDigit(after) && after != '*'
}
