package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// align finds a token at or after an offset. prose has made plain quotation
// marks of typographic ones, and decoded "&rsquo;".
func align(text string, at int, token string) (corpus.Span, bool) {
	for start := at; start < len(text); {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			if end, ok := matches(text, start, token); ok {
				return corpus.Span{Start: start, End: end}, true
			}
		}
		start += size
	}
	return corpus.Span{}, false
}

func matches(text string, at int, token string) (end int, ok bool) {
	if token == "" {
		return 0, false
	}
	for _, want := range token {
		if at >= len(text) {
			return 0, false
		}
		got, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case got == want:
		case want == '"' && (got == '“' || got == '”'):
		case want == '\'' && (got == '‘' || got == '’'):
		case want == '\'' && strings.HasPrefix(text[at:], "&rsquo;"):
			size = len("&rsquo;")
		default:
			return 0, false
		}
		at += size
	}
	return at, true
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func letters(name string) bool {
	for _, r := range name {
		if !unicode.IsLetter(r) && r != ' ' && r != '-' && r != '.' && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

func acronym(name string) bool {
	return len(name) >= 2 && len(name) <= 6 && strings.ToUpper(name) == name && letters(name) && !strings.Contains(name, ".")
}

// organisation reports whether one of the tokens is a word that only names of
// bodies have.
func organisation(tokens []token) bool {
	for _, t := range tokens {
		switch strings.Trim(strings.ToLower(t.text), ".,") {
		case "university", "institute", "institutet", "hospital", "council", "agency", "authority", "foundation", "centre", "center", "academy", "commission", "ministry", "committee", "association", "union", "board", "inc", "ltd", "ab", "group", "fund", "bank", "organisation", "organization", "society", "college", "school", "department", "government", "parliament", "office", "network", "consortium", "federation", "company", "corporation", "laboratory", "sciences":
			return true
		}
	}
	return false
}

func calendar(word string) bool {
	switch word {
	case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "I", "Mr", "Mrs", "Ms", "Dr", "Prof", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Figure", "Table", "Chapter", "Section":
		return true
	}
	return false
}
