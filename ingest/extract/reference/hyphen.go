package reference

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// Broken reports whether a word is broken at the end of a line: before ends in a
// hyphen behind a letter, one line break lies between, and after goes on in
// lower case with neither a conjunction nor anything else that a hyphen of its
// own would stand before, as in "hälso- och sjukvård".
func Broken(before, between, after string) bool {
	stem, ok := strings.CutSuffix(before, "-")
	if !ok || len(stem) < 2 || strings.Trim(between, " \t") != "\n" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(stem)
	first, _ := utf8.DecodeRuneInString(after)
	if !unicode.IsLower(last) || !unicode.IsLower(first) {
		return false
	}
	switch after {
	case "och", "eller", "samt", "som", "till", "respektive", "resp", "i", "på", "men":
		return false
	}
	return true
}

// BrokenName reports whether a double name is broken at its hyphen at the end
// of a line: Munk- / Berg. Words in capitals may be acronyms, whose hyphens
// mean other things.
func BrokenName(before, between, after string) bool {
	stem, ok := strings.CutSuffix(before, "-")
	return ok && strings.Trim(between, " \t") == "\n" && capitalised(stem) && capitalised(after)
}

// capitalised reports whether a word is a capital and small letters, three or more
// in all.
func capitalised(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && len(word) >= size+2 && strings.IndexFunc(word[size:], func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// Unbroken returns a text with the words and double names made whole that are
// broken at the ends of its lines.
func Unbroken(s string) string {
	if !strings.Contains(s, "-\n") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "-\n")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		rest := strings.TrimLeft(s[i+len("-\n"):], " \t")
		after := rest[:len(rest)-len(strings.TrimLeftFunc(rest, unicode.IsLetter))]
		start := strings.LastIndexAny(s[:i], " \n") + 1
		b.WriteString(s[:i])
		switch {
		case Broken(s[start:i+1], "\n", after):
			s = rest
			continue
		case BrokenName(s[start:i+1], "\n", after):
			b.WriteByte('-')
			s = rest
			continue
		}
		b.WriteString("-\n")
		s = s[i+len("-\n"):]
	}
}

// unbroken joins the tokens of the words that are broken at the ends of lines.
func unbroken(text string, tokens []swedish.Token) []swedish.Token {
	if !strings.Contains(text, "-\n") {
		return tokens
	}
	kept := tokens[:0]
	for _, t := range tokens {
		if n := len(kept) - 1; n >= 0 && t.Kind == swedish.Word && text[kept[n].End-1] == '-' &&
			Broken(text[kept[n].Start:kept[n].End], text[kept[n].End:t.Start], text[t.Start:t.End]) {
			kept[n].End = t.End
			continue
		}
		kept = append(kept, t)
	}
	return kept
}
