package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanNumber returns the end and kind of what begins with a digit: a number
// (15 000, 3,5, 2021:17, 2019-05-02), or a word (5G, 70-talet, 3:e).
func scanNumber(text string, start int) (int, Kind) {
	at := skipDigits(text, start)
	if end := groupedThousands(text, start, at); end > at {
		return decimals(text, end), Number
	}
	for at < len(text) {
		next := numberJoint(text, start, at)
		if next == 0 {
			break
		}
		at = skipDigits(text, next)
	}
	return numberSuffix(text, at)
}

// skipDigits returns the end of the run of digits.
func skipDigits(text string, at int) int {
	for at < len(text) {
		if asciiDigit(text[at]) {
			at++
			continue
		}
		if text[at] < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsDigit(r) {
			break
		}
		at += size
	}
	return at
}

// longestNumber bounds the bytes of a number with separators.
const longestNumber = 64

// numberJoint returns the offset behind a separator within a number, or 0.
func numberJoint(text string, start, at int) int {
	if at+1 >= len(text) || !asciiDigit(text[at+1]) || at-start > longestNumber {
		return 0
	}
	switch text[at] {
	case '.', ',', ':':
		return at + 1
	case '-':
		if hyphenInNumber(text, start, at) {
			return at + 1
		}
	}
	return 0
}

// hyphenInNumber tells whether a hyphen belongs to the number: in dates
// (2019-05-02, 2021-04), telephone numbers (08-123) and registry numbers
// (556677-8899), but not in ranges (2019-2021, 10-15).
func hyphenInNumber(text string, start, at int) bool {
	end := skipDigits(text, at+1)
	left, right := text[start:at], text[at+1:end]
	switch {
	case strings.ContainsAny(left, "-"), left[0] == '0', len(right) > 4, len(left) > 4:
		return true
	case end+1 < len(text) && text[end] == '-' && asciiDigit(text[end+1]):
		return true
	}
	return len(left) == 4 && len(right) == 2 && right >= "01" && right <= "12"
}

// groupedThousands returns the end of a number whose thousands are set off by
// spaces, or at where the digits stand alone.
func groupedThousands(text string, start, at int) int {
	if at-start > 3 || text[start] == '0' {
		return at
	}
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r != ' ' && r != '\u00a0' && r != '\u202f' && r != '\u2009' {
			break
		}
		group := at + size
		if end := skipDigits(text, group); end-group != 3 || !numberEnds(text, end) {
			break
		}
		at = group + 3
	}
	return at
}

// numberEnds tells whether a group of digits ends in a way a number does: not
// in a letter, colon or hyphen, which make it a time, a date or a word.
func numberEnds(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return !wordRune(r) && r != ':' && r != '-'
}

// decimals returns the end of the decimals that follow a number.
func decimals(text string, at int) int {
	if at+1 < len(text) && text[at] == ',' && asciiDigit(text[at+1]) {
		return skipDigits(text, at+1)
	}
	return at
}

// numberSuffix takes in what makes a word of a number: letters (5G), an
// ordinal ending (3:e), a hyphen and letters (70-talet).
func numberSuffix(text string, at int) (int, Kind) {
	if at == len(text) {
		return at, Number
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	if unicode.IsLetter(r) || unicode.IsMark(r) {
		return scanWord(text, at), Word
	}
	if r != '-' && r != ':' {
		return at, Number
	}
	end := skipLetters(text, at+1)
	if next, _ := utf8.DecodeRuneInString(text[at+1:]); !unicode.IsLetter(next) {
		return at, Number
	}
	if r == ':' && !caseEnding(text[at+1:end]) {
		return at, Number
	}
	return scanWord(text, at+1), Word
}
