package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headingLength is the longest line, in bytes, that is taken for a heading
// when a line break follows it without an end mark.
const headingLength = 60

// lineEnds tells whether a sentence ends at the single line break behind
// token i, which ends a sentence by its end mark or has none.
func (s *splitter) lineEnds(i, first int, marked bool) bool {
	if s.listItem(i+1) || s.label(i+1) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s.at(i + 1))
	if marked || s.at(i) == "," || !unicode.IsUpper(next) && !unicode.IsDigit(next) {
		return marked && s.at(i) == ":" && !unicode.IsLower(next)
	}
	begin := strings.LastIndexByte(s.text[:s.tokens[i].Start], '\n') + 1
	if begin > s.tokens[first].Start || s.tokens[i].End-begin > headingLength {
		return false
	}
	return s.tokens[i].Kind != Punct && !IsStopword(s.at(i)) && !s.wraps(begin, i+1)
}

// labelWords is the most words of a label.
const labelWords = 4

// label tells whether a line that begins at token i begins with a label: a
// speaker (ANNA EK:) or a field (Närvarande:), a capitalised word and perhaps
// more before a colon that white space follows.
func (s *splitter) label(i int) bool {
	first, _ := utf8.DecodeRuneInString(s.at(i))
	if !unicode.IsUpper(first) {
		return false
	}
	for n := i; n <= i+labelWords && n+1 < len(s.tokens); n++ {
		if s.at(n) == ":" {
			return n > i && s.tokens[n].End < s.tokens[n+1].Start
		}
		if s.tokens[n].Kind != Word || strings.Contains(s.text[s.tokens[n].End:s.tokens[n+1].Start], "\n") {
			return false
		}
	}
	return false
}

// wraps tells whether the line that token next begins looks wrapped at the
// same width as the one that began at the offset: text set in a narrow column.
func (s *splitter) wraps(begin, next int) bool {
	end := strings.IndexByte(s.text[s.tokens[next].Start:], '\n')
	if end < 0 {
		return false
	}
	length := s.tokens[next-1].End - begin
	return end >= length-12 && end <= length+12 && length > 30
}

// listItem tells whether a line that begins at token i is a list item: a
// bullet or dash, or a number or letter with a stop or bracket, before text.
func (s *splitter) listItem(i int) bool {
	token := s.at(i)
	spaced := i+1 < len(s.tokens) && s.tokens[i].End < s.tokens[i+1].Start
	switch token {
	case "•", "*", "·", "▪", "‣", "–", "—", "-", "o", "\uf0b7", "§":
		return spaced
	}
	mark := s.at(i + 1)
	short := s.tokens[i].Kind == Number && itemNumber(token) || len(token) == 1 && asciiLetter(token[0])
	if s.tokens[i].Kind == Number && strings.Contains(token, ".") && spaced {
		return true
	}
	return short && (mark == "." || mark == ")") && i+2 < len(s.tokens) &&
		s.tokens[i].End == s.tokens[i+1].Start && s.tokens[i+1].End < s.tokens[i+2].Start
}
