package reference

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// divided parts a line on which a list lost its line breaks into its entries:
// one begins behind a full stop with who wrote it and the year, or with the
// number of an inquiry.
func (f *finder) divided(l corpus.Span) []corpus.Span {
	text := l.Of(f.text)
	var entries []corpus.Span
	start := 0
	for at := 0; ; {
		i := strings.Index(text[at:], ". ")
		if i < 0 {
			break
		}
		at += i + len(". ")
		if at-start > 20 && opensAuthored(text[start:at-len(" ")], text[at:]) {
			entries = append(entries, corpus.Span{Start: l.Start + start, End: l.Start + at - len(" ")})
			start = at
		}
	}
	return append(entries, corpus.Span{Start: l.Start + start, End: l.End})
}

// opensAuthored reports whether an entry begins where rest does. before is the
// entry that would end there: it must have its year already.
func opensAuthored(before, rest string) bool {
	if yearIn(before) == "" || !capital(rest) {
		return false
	}
	if strings.HasPrefix(rest, "SOU ") || strings.HasPrefix(rest, "Ds ") || strings.HasPrefix(rest, "Prop. ") {
		return true
	}
	const longest = 90 // bytes of authors
	head := rest[:min(len(rest), longest)]
	if open := strings.IndexByte(head, '('); open > 2 && len(rest) > open+6 && year(rest[open+1:open+5]) && digits4(rest[open+1:open+5]) {
		return authors(rest[:open])
	}
	who, tail, found := strings.Cut(head, ". ")
	return found && len(tail) > 5 && year(tail[:4]) && digits4(tail[:4]) && tail[4] == '.' && authors(who)
}

// authors reports whether words are people with initials or the name of one
// body.
func authors(who string) bool {
	who = strings.TrimSpace(who)
	if person(who) {
		first, _, _ := strings.Cut(who, " ")
		return utf8.RuneCountInString(strings.Trim(first, ".,")) > 1 && !strings.ContainsAny(who, "0123456789:")
	}
	return !strings.ContainsAny(who, ".,:;0123456789") && strings.Count(who, " ") < 7
}
