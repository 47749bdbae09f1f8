package swedish

import (
	"unicode"
	"unicode/utf8"
)

// Kind says what a token is.
type Kind uint8

// The kinds of token.
const (
	Word   Kind = iota // letters, with all that belongs to the word: e-hälsa, S:t, t.ex., URLs
	Number             // digits with their separators: 15 000, 3,5, 2019-05-02, 10:30
	Punct              // punctuation
	Symbol             // everything else: %, §, €, emoji, bytes that are no UTF-8
)

// Token is a word, number or mark; Start and End are byte offsets.
type Token struct {
	Start, End int
	Kind       Kind
}

// Range is a stretch of text; Start and End are byte offsets.
type Range struct{ Start, End int }

// Tokenize returns the tokens of a text in order. They never overlap, and only
// white space lies between them.
func Tokenize(text string) []Token {
	return AppendTokens(make([]Token, 0, len(text)/5+1), text)
}

// AppendTokens appends the tokens of a text to dst. It allocates nothing
// where dst has room.
func AppendTokens(dst []Token, text string) []Token {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		end, kind := at+size, Symbol
		switch {
		case unicode.IsLetter(r):
			end, kind = scanRun(text, end), Word
		case unicode.IsDigit(r):
			end, kind = scanRun(text, end), Number
		case unicode.IsPunct(r):
			kind = Punct
		}
		dst = append(dst, Token{at, end, kind})
		at = end
	}
	return dst
}

// scanRun returns the end of the run of letters and digits.
func scanRun(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			at += size
			continue
		}
		if r == '-' || r == ':' || r == '&' || r == '@' || r == '!' || r == '.' {
			next, _ := utf8.DecodeRuneInString(text[at+size:])
			if unicode.IsLetter(next) || unicode.IsDigit(next) {
				at += size
				continue
			}
		}
		break
	}
	return at
}
