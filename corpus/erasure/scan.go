package erasure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// Matcher knows the forms of names that are looked for.
type Matcher interface {
	// Begins reports whether a form may begin with the word; a wrong yes only
	// costs time.
	Begins(word string) bool
	// Matches reports whether the words, joined by joints, are a form.
	Matches(form string) bool
	// Longest is the number of words of the longest form.
	Longest() int
}

// plain is a Matcher of forms in clear.
type plain struct {
	forms   map[string]bool
	first   map[string]bool
	longest int
}

// NewMatcher returns a Matcher of normalised forms, see Forms.
func NewMatcher(forms []string) Matcher {
	m := &plain{forms: map[string]bool{}, first: map[string]bool{}}
	for _, form := range forms {
		words := Words(form)
		m.forms[form] = true
		m.first[words[0]] = true
		m.longest = max(m.longest, len(words))
	}
	return m
}

func (m *plain) Begins(word string) bool  { return m.first[word] }
func (m *plain) Matches(form string) bool { return m.forms[form] }
func (m *plain) Longest() int             { return m.longest }

// word is a word of a text.
type word struct {
	corpus.Span
	folded string
}

// Scan returns where forms stand in the text, ascending and disjoint, the
// longest at each place; capitals, genitives, hyphens and line breaks make no
// difference. A form within a longer hyphenated name is not one.
func Scan(text string, m Matcher) []corpus.Span {
	if m.Longest() == 0 {
		return nil
	}
	var found []corpus.Span
	s := scanner{text: text, matcher: m}
	for s.fill(1) {
		end := 0
		if m.Begins(s.words[0].folded) || m.Begins(genitiveless(s.words[0].folded)) {
			end = s.longest()
		}
		if end == 0 {
			s.words = s.words[1:]
			continue
		}
		found = append(found, corpus.Span{Start: s.words[0].Start, End: s.words[end-1].End})
		s.words = s.words[end:]
	}
	return found
}

// IsForm reports whether all the words of a text are a form.
func IsForm(text string, m Matcher) bool {
	spans := Scan(text, m)
	if len(spans) != 1 {
		return false
	}
	rest := text[:spans[0].Start] + text[spans[0].End:]
	return len(Words(rest)) == 0
}

// scanner reads words ahead.
type scanner struct {
	text    string
	matcher Matcher
	at      int
	words   []word
}

// fill reads on until so many words are ahead, and reports whether they are.
func (s *scanner) fill(count int) bool {
	for len(s.words) < count {
		start := s.at
		for start < len(s.text) {
			r, width := utf8.DecodeRuneInString(s.text[start:])
			if wordRune(r) {
				break
			}
			start += width
		}
		end := start
		for end < len(s.text) {
			r, width := utf8.DecodeRuneInString(s.text[end:])
			if !wordRune(r) {
				break
			}
			end += width
		}
		s.at = end
		if start == end {
			return false
		}
		s.words = append(s.words, word{corpus.Span{Start: start, End: end}, fold(s.text[start:end])})
	}
	return true
}

// longest is the number of words of the longest form that begins here, 0 for
// none.
func (s *scanner) longest() int {
	best := 0
	var form strings.Builder
	for n := 1; n <= s.matcher.Longest() && s.fill(n); n++ {
		if n > 1 {
			between, ok := joint(s.text[s.words[n-2].End:s.words[n-1].Start], s.words[n-2].folded)
			if !ok {
				break
			}
			form.WriteString(between)
		}
		last := s.words[n-1].folded
		if s.isForm(form.String(), last) && s.whole(n) {
			best = n
		}
		form.WriteString(last)
	}
	return best
}

func (s *scanner) isForm(before, last string) bool {
	if s.matcher.Matches(before + last) {
		return true
	}
	base := genitiveless(last)
	return base != last && s.matcher.Matches(before+base)
}

// genitiveless is a word without the s of a genitive.
func genitiveless(word string) string {
	if len(word) > 2 {
		return strings.TrimSuffix(word, "s")
	}
	return word
}

// maxJoint is the longest that stands between two words of a name, in bytes.
const maxJoint = 4

// joint is how what stands between two words joins them in a form; false where
// they belong to different phrases.
func joint(between, before string) (string, bool) {
	switch {
	case len(between) > maxJoint || strings.Count(between, "\n") > 1:
		return "", false
	case strings.ContainsAny(between, ".") && len(between) > 1 && utf8.RuneCountInString(before) > 1:
		return "", false // a sentence ends
	case strings.Trim(between, ", \n\t\u00a0") == "" && strings.Contains(between, ","):
		return ", ", true
	case strings.Trim(between, "-._+ \n\t\u00a0\u00ad\u2010\u2011\u2013") == "":
		return " ", true
	}
	return "", false
}

// whole reports whether the first n words are no part of a longer hyphenated
// name, as Anna Ek is of Anna Ek-Lund.
func (s *scanner) whole(n int) bool {
	before, after := s.text[:s.words[0].Start], s.text[s.words[n-1].End:]
	if rest, hyphen := strings.CutPrefix(after, "-"); hyphen {
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(r) {
			return false
		}
	}
	own, _ := utf8.DecodeRuneInString(s.text[s.words[0].Start:])
	if rest, hyphen := strings.CutSuffix(before, "-"); hyphen && unicode.IsUpper(own) {
		r, _ := utf8.DecodeLastRuneInString(rest)
		return !unicode.IsLetter(r)
	}
	return true
}
