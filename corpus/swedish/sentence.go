package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the sentences of a text in order, white space trimmed.
//
// A sentence ends at . ! ? or … with the quotes and brackets that close
// behind it, unless the stop belongs to an abbreviation, initial, ordinal or
// number, or the text goes on in lower case. A colon ends one only before a
// line break or a quotation that is a sentence itself. A blank line always
// ends one; a single line break does where the next line is a list item or
// begins with a label (ANNA EK:), or the line before it is short and has no end
// mark, as headings do.
func Sentences(text string) []Range {
	s := splitter{text: text, tokens: Tokenize(text)}
	var out []Range
	first := 0
	for i := range s.tokens {
		if i+1 < len(s.tokens) && !s.endsAfter(i, first) {
			continue
		}
		out = append(out, Range{s.tokens[first].Start, s.tokens[i].End})
		first = i + 1
	}
	return out
}

// splitter decides between which tokens sentences end.
type splitter struct {
	text   string
	tokens []Token
}

// at returns the text of a token, "" outside the text.
func (s *splitter) at(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.text[s.tokens[i].Start:s.tokens[i].End]
}

// endsAfter tells whether a sentence that began at token first ends after
// token i, which another token follows.
func (s *splitter) endsAfter(i, first int) bool {
	gap := s.text[s.tokens[i].End:s.tokens[i+1].Start]
	breaks := strings.Count(gap, "\n")
	if breaks > 1 || strings.ContainsAny(gap, "\f\u2029") {
		return true
	}
	mark := s.endMark(i, first)
	if breaks == 1 && s.lineEnds(i, first, mark >= 0) {
		return true
	}
	if mark < 0 || closer(s.at(i+1)) && gap == "" {
		return false
	}
	return s.ends(mark, i, first, gap != "")
}

// mostMarks bounds how many quotes and brackets in a row are looked through.
const mostMarks = 12

// endMark returns the index of the end mark that token i is or closes behind,
// or -1.
func (s *splitter) endMark(i, first int) int {
	for last := i; i >= first && last-i < mostMarks && closer(s.at(i)); i-- {
		if i > first && s.tokens[i-1].End != s.tokens[i].Start {
			return -1
		}
	}
	if i < first || closer(s.at(i)) {
		return -1
	}
	switch text := s.at(i); {
	case text == "!", text == "?", text == "…", text == ":", text[0] == '.':
		return i
	case s.tokens[i].Kind == Word && strings.HasSuffix(text, "."):
		return i
	}
	return -1
}

// ends tells whether the end mark does end its sentence, given what follows
// token i, the last token closing behind it.
func (s *splitter) ends(mark, i, first int, spaced bool) bool {
	switch text := s.at(mark); {
	case text == ":":
		return s.colonEnds(i, spaced)
	case text == "!", text == "?":
		return s.startsAfter(i) && (spaced || s.quoteFollows(i))
	case text == "…", strings.HasPrefix(text, ".."):
		return spaced && s.startsAfter(i)
	case text == ".":
		return spaced && s.startsAfter(i) && !s.stopInside(mark, i, first)
	default:
		return spaced && s.abbreviationEnds(mark, i)
	}
}

// startsAfter tells whether what follows token i can begin a sentence: a
// capital, a digit, or a quote, bracket or dash before one.
func (s *splitter) startsAfter(i int) bool {
	for last := min(len(s.tokens), i+mostMarks); i+1 < last; {
		i++
		r, _ := utf8.DecodeRuneInString(s.at(i))
		switch {
		case unicode.IsLetter(r):
			return !unicode.IsLower(r) || mixedCase(s.at(i))
		case unicode.IsDigit(r):
			return true
		case !opener(r):
			return s.tokens[i].Kind == Symbol
		}
	}
	return true
}

// mixedCase tells whether a word has capitals behind its first letter, as
// names like eHälsa have.
func mixedCase(word string) bool {
	return strings.IndexFunc(word, unicode.IsUpper) > 0
}

// quoteFollows tells whether token i+1 opens a quotation.
func (s *splitter) quoteFollows(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.at(i + 1))
	return quote(r)
}

// colonEnds tells whether a colon ends a sentence: before a quotation or a
// line of dialogue that begins with a capital.
func (s *splitter) colonEnds(i int, spaced bool) bool {
	r, _ := utf8.DecodeRuneInString(s.at(i + 1))
	return spaced && quote(r) && s.startsAfter(i) && s.closesAsSentence(i+1)
}

// closesAsSentence tells whether the quotation that opens at token i holds an
// end mark before it closes.
func (s *splitter) closesAsSentence(i int) bool {
	opening, _ := utf8.DecodeRuneInString(s.at(i))
	for j := i + 1; j < len(s.tokens) && j < i+80; j++ {
		r, _ := utf8.DecodeRuneInString(s.at(j))
		if quote(r) && (r == opening || opening != '"' && opening != '”' && r != '\'') {
			before := s.at(j - 1)
			return before == "." || before == "!" || before == "?"
		}
	}
	return false
}

// stopInside tells whether a full stop belongs to what stands before it: an
// initial (A. Ek), an ordinal or item number (1. Anders).
func (s *splitter) stopInside(mark, i, first int) bool {
	if mark == first || s.tokens[mark-1].End != s.tokens[mark].Start {
		return mark == first
	}
	before, next := s.at(mark-1), s.at(i+1)
	if s.tokens[mark-1].Kind == Number {
		return mark-1 == first && mark == i && itemNumber(before) || monthOf(next) > 0
	}
	if initials(before) && mark == i {
		return s.initialInside(mark, first)
	}
	return false
}

// initialInside tells whether a capital and its stop are an initial or an item
// letter, because a name or a word follows that no sentence begins with.
func (s *splitter) initialInside(mark, first int) bool {
	if mark-1 == first {
		return true
	}
	next := s.at(mark + 1)
	r, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsUpper(r) || s.tokens[mark+1].Kind != Word {
		return false
	}
	return !sentenceStarter(next) || initials(next) && s.at(mark+2) == "."
}

// sentenceStarter tells whether a capitalised word is so because it begins a
// sentence: its lower-case form is by far the more frequent.
func sentenceStarter(word string) bool {
	c := shared().words.lookup(fold(word))
	return c.lower > 4*(c.capital+1) || IsStopword(word)
}

// abbreviationEnds tells whether a sentence ends with the abbreviation that is
// token mark.
func (s *splitter) abbreviationEnds(mark, i int) bool {
	form := strings.TrimSuffix(s.at(mark), ".")
	next := s.at(i + 1)
	if !s.startsAfter(i) || asciiDigit(next[0]) {
		return false
	}
	switch classify(form) {
	case measure:
		return true
	case inner, numbered:
		return mark != i && closer(s.at(i)) && sentenceStarter(next)
	case noAbbreviation: // initials written together
	}
	return sentenceStarter(next)
}

// itemNumber tells whether a number is short enough to number an item.
func itemNumber(number string) bool {
	return len(number) <= 3 || strings.Count(number, ".") > 0 && len(number) <= 8
}

// closer tells whether a token closes a quotation or bracket.
func closer(token string) bool {
	switch token {
	case ")", "]", "\"", "'", "”", "’", "»", "›", "“":
		return true
	}
	return false
}

// quote tells whether a character opens or closes quotations.
func quote(r rune) bool {
	return strings.ContainsRune("\"'”’»«“‘„", r) && r != utf8.RuneError
}

// opener tells whether a character may stand before the first word of a
// sentence.
func opener(r rune) bool {
	return quote(r) || strings.ContainsRune("([–—-•*¿¡", r) && r != utf8.RuneError
}
