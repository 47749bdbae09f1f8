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
	Punct              // punctuation; runs of full stops or hyphens are one token
	Symbol             // everything else: %, §, €, emoji, bytes that are no UTF-8
)

// Token is a word, number or mark; Start and End are byte offsets.
type Token struct {
	Start, End int
	Kind       Kind
}

// Range is a stretch of text; Start and End are byte offsets.
type Range struct{ Start, End int }

// Tokenize returns the tokens of a text in order. They never overlap, and
// only white space and byte order marks lie between them. Whole are e-hälsa,
// covid-19, S:t, EU:s, R&D, Forska!Sverige, t.ex., 2021:17, 15 000,
// 2019-05-02, web and e-mail addresses. The hyphen of a coordinated compound
// (hälso- och sjukvård) stays with its word.
func Tokenize(text string) []Token {
	return AppendTokens(make([]Token, 0, len(text)/5+1), text)
}

// AppendTokens appends the tokens of a text to dst. It allocates nothing
// where dst has room.
func AppendTokens(dst []Token, text string) []Token {
	for at := 0; at < len(text); {
		c := text[at]
		if c == ' ' || c == '\n' {
			at++
			continue
		}
		var end int
		var kind Kind
		switch {
		case asciiLetter(c):
			end, kind = scanWord(text, at), Word
		case asciiDigit(c):
			end, kind = scanNumber(text, at)
		case c < utf8.RuneSelf:
			end, kind = scanMark(text, at)
		default:
			end, kind = scanOther(text, at)
		}
		if kind != blank {
			dst = append(dst, Token{at, end, kind})
		}
		at = end
	}
	return dst
}

// blank is the kind of what lies between tokens.
const blank Kind = 255

// scanMark returns the end and kind of an ASCII character that is neither
// letter nor digit.
func scanMark(text string, at int) (int, Kind) {
	switch c := text[at]; c {
	case '\t', '\v', '\f', '\r':
		return at + 1, blank
	case '.', '-':
		end := at + 1
		for end < len(text) && text[end] == c {
			end++
		}
		return end, Punct
	case '!', '"', '\'', '(', ')', ',', '/', ':', ';', '?', '[', ']', '{', '}', '\\':
		return at + 1, Punct
	}
	return at + 1, Symbol
}

// scanOther returns the end and kind of the token that begins with a character
// beyond ASCII.
func scanOther(text string, at int) (int, Kind) {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch {
	case unicode.IsLetter(r), unicode.IsMark(r):
		return scanWord(text, at), Word
	case unicode.IsDigit(r):
		return scanNumber(text, at)
	case unicode.IsSpace(r), r == '\ufeff', r == '\u200b':
		return at + size, blank
	case unicode.IsPunct(r) && r != '§' && r != '‰' && r != '†':
		return at + size, Punct
	}
	return at + size, Symbol
}

// scanWord returns the end of the word at the offset.
func scanWord(text string, start int) int {
	if end := addressEnd(text, start); end > 0 {
		return end
	}
	at := start
	for {
		at = skipLetters(text, at)
		if at == len(text) {
			return at
		}
		next := joined(text, start, at)
		if next == 0 {
			return at
		}
		at = next
	}
}

// skipLetters returns the end of the run of letters, digits and underscores.
func skipLetters(text string, at int) int {
	for at < len(text) {
		c := text[at]
		if asciiLetter(c) || asciiDigit(c) || c == '_' {
			at++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) {
			break
		}
		at += size
	}
	return at
}

// joined decides whether the character at the offset belongs to the word that
// began at start. It returns the offset to go on from, or 0 where the word
// has ended.
func joined(text string, start, at int) int {
	switch text[at] {
	case '-':
		return hyphen(text, at, 1)
	case '.':
		return stop(text, start, at)
	case ':':
		return colon(text, start, at)
	case '\'':
		return between(text, at, 1, unicode.IsLetter)
	case '&', '@':
		return between(text, at, 1, alphanumeric)
	case '!':
		return between(text, at, 1, unicode.IsUpper)
	case 0xe2:
		return joinedBeyondASCII(text, at)
	}
	return 0
}

// joinedBeyondASCII is joined for U+2010 and U+2011, the hyphens proper, and
// U+2019, the apostrophe.
func joinedBeyondASCII(text string, at int) int {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch r {
	case '\u2010', '\u2011':
		return hyphen(text, at, size)
	case '’':
		return between(text, at, size, unicode.IsLetter)
	}
	return 0
}

// between returns the offset behind the size bytes at the offset where a
// character that fits follows them, else 0.
func between(text string, at, size int, fits func(rune) bool) int {
	if r, _ := utf8.DecodeRuneInString(text[at+size:]); fits(r) {
		return at + size
	}
	return 0
}

// hyphen joins e-hälsa and covid-19, and keeps the hyphen of "hälso- och
// sjukvård", which white space or a comma follows.
func hyphen(text string, at, size int) int {
	next := at + size
	if next == len(text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text[next:])
	if alphanumeric(r) || r == ' ' || r == ',' || r == '\n' || r == '\u00a0' || r == '/' {
		return next
	}
	return 0
}

// colon joins a name or initialism with its ending (EU:s, S:t, tv:n) and a
// number that follows capitals (SOU2021:17).
func colon(text string, start, at int) int {
	next := at + 1
	if next < len(text) && asciiDigit(text[next]) && asciiDigit(text[at-1]) {
		return next
	}
	end := skipLetters(text, next)
	if end == next || end-next > 5 || end < len(text) && text[end] == ':' {
		return 0
	}
	if text[next:end] == "son" && at-start <= 4 && asciiUpper(text[start]) {
		return next // H:son, Per:son
	}
	if !caseEnding(text[next:end]) && (at-start != 1 || end-next > 2) {
		return 0
	}
	return next
}

// caseEnding tells whether a string is an ending that a colon sets off.
func caseEnding(s string) bool {
	switch s {
	case "s", "n", "t", "a", "e", "en", "et", "er", "ar", "or", "erna", "arna", "orna", "ns", "ts",
		"ens", "ets", "ers", "ernas", "arnas", "are", "aren", "is", "are:n":
		return true
	}
	return false
}

// stop joins the full stops of abbreviations (t.ex., kl.) and of initials
// written together (U.S.A., J.K.).
func stop(text string, start, at int) int {
	r, _ := utf8.DecodeRuneInString(text[at+1:])
	if unicode.IsLetter(r) && abbreviationPrefix(text, start, at) {
		return at + 1
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return 0
	}
	if at+1 < len(text) && text[at+1] == '.' {
		return 0
	}
	if stopIsPart(text, start, at) {
		return at + 1
	}
	return 0
}

// wordRune tells whether a character is part of a word wherever it stands.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\u00ad'
}

// alphanumeric tells whether a character is a letter or a digit.
func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// asciiLetter tells whether a byte is a letter of ASCII.
func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// asciiUpper tells whether a byte is a capital of ASCII.
func asciiUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// asciiDigit tells whether a byte is a digit of ASCII.
func asciiDigit(c byte) bool { return c >= '0' && c <= '9' }
