package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// decides reports whether a verb stands within a few tokens before i that says
// that a work was decided: "beslutade i maj om".
func (f *finder) decides(i int) bool {
	for k := i; k >= 0 && i-k < 5 && f.adjacent(k); k-- {
		switch strings.ToLower(f.word(k)) {
		case "beslutar", "beslutade", "beslutat", "fattade", "fattat":
			return true
		}
		if ends(f.word(k)) {
			return false
		}
	}
	return false
}

// issuesBefore reports whether one of the few tokens up to i is a verb that
// says that somebody publishes: "gav 2021 ut".
func (f *finder) issuesBefore(i int) bool {
	for k := i; k >= 0 && i-k < 5 && f.adjacent(k) && !ends(f.word(k)); k-- {
		if issues(strings.ToLower(f.word(k))) {
			return true
		}
	}
	return false
}

// titledItem accepts a title set off at the head of a line that names its kind
// itself and its publisher behind a comma: "*Cykelplan för Norrvika*, Norrvika
// kommun 2021".
func (f *finder) titledItem(span corpus.Span) bool {
	l := line(f.text, span)
	if strings.Trim(f.text[l.Start:span.Start], " \t•·–-*_”\"0123456789.[]()") != "" || !f.titleLike(span) || !f.namesKind(span) {
		return false
	}
	r := f.plain("", span, MethodTitle, .87)
	r.Number, r.Name = "", collapse(span.Of(f.text))
	f.publisherTrailing(&r)
	if r.Publisher == "" {
		return false
	}
	r.Canonical = canonicalTitle(r)
	f.add(r)
	return true
}

// namesKind reports whether one of the first words of a title says what kind
// of work it is.
func (f *finder) namesKind(span corpus.Span) bool {
	first := f.tokenAt(span.Start)
	for i := first; i < len(f.tokens) && i-first < 4 && f.tokens[i].End <= span.End; i++ {
		word := strings.ToLower(f.word(i))
		if _, _, ok := cueOf(word); ok && len(word) >= 4 || datedWord(word) {
			return true
		}
	}
	return false
}
