// Package privacy finds Swedish personal identity numbers in text and masks
// them. A personal identity number (personnummer) or coordination number
// (samordningsnummer) is a date of birth and four digits, the last of which is
// a checksum: YYMMDD-NNNC, YYMMDD+NNNC for those over a hundred, either with
// the century before it, either without the sign (Skatteverket, SKV 704 and
// SKV 707). A coordination number has 60 added to the day.
//
// Masking keeps the number of bytes, so spans of the text stay right.
package privacy

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// maskedDigits is how many digits at the end of a number are masked: those
// that tell people born on one day apart.
const maskedDigits = 4

// Mask returns the text with the last four digits of every personal identity
// number replaced by "*". The result has as many bytes as the text. Masking
// what is masked changes nothing.
func Mask(text string) string {
	numbers := Numbers(text)
	if len(numbers) == 0 {
		return text
	}
	masked := []byte(text)
	for _, number := range numbers {
		for i := number.End - maskedDigits; i < number.End; i++ {
			masked[i] = '*'
		}
	}
	return string(masked)
}

// Numbers returns where personal identity numbers stand in the text, in text
// order: numbers of 10 or 12 digits whose date exists and whose checksum is
// right. Numbers without a sign that read as a telephone number, a time or an
// order number are found only where a word before them says what they are.
func Numbers(text string) []corpus.Span {
	var found []corpus.Span
	for at := 0; at < len(text); {
		if !digit(text[at]) {
			at++
			continue
		}
		run := digits(text, at)
		if number, ok := numberAt(text, at, run); ok {
			found = append(found, number)
			at = number.End
			continue
		}
		at += run
	}
	return found
}

// candidate is a number that has the form of an identity number.
type candidate struct {
	corpus.Span
	date    string // 6 or 8 digits
	control string // the last four digits
	sign    sign
}

// sign is what stands between date and control digits.
type sign int

const (
	unsigned sign = iota
	minus
	plus
	space
)

// numberAt examines the run of digits that begins at start.
func numberAt(text string, start, run int) (corpus.Span, bool) {
	c := candidate{Span: corpus.Span{Start: start, End: start + run}}
	switch run {
	case 10, 12:
		c.date, c.control = text[start:start+run-4], text[start+run-4:start+run]
	case 6, 8:
		sign, width := signAt(text[start+run:])
		if width == 0 {
			return corpus.Span{}, false
		}
		c.sign = sign
		from := start + run + width
		if digits(text, from) != maskedDigits {
			return corpus.Span{}, false
		}
		c.date, c.control, c.End = text[start:start+run], text[from:from+maskedDigits], from+maskedDigits
	default:
		return corpus.Span{}, false
	}
	return c.Span, c.dated() && checksum(c.date[len(c.date)-6:]+c.control) && c.stands(text)
}

// signAt reads the sign between date and control digits and its width in
// bytes, 0 where there is none.
func signAt(text string) (sign, int) {
	r, width := utf8.DecodeRuneInString(text)
	switch r {
	case '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2212':
		return minus, width
	case '+':
		return plus, width
	case ' ', '\u00a0':
		return space, width
	}
	return unsigned, 0
}

// dated reports whether the date exists in a century that the number may mean.
func (c *candidate) dated() bool {
	day := c.date
	if len(day) == 8 {
		return day[:2] >= "18" && day[:2] <= "20" && dateExists(day)
	}
	return dateExists("18"+day) || dateExists("19"+day) || c.sign != plus && dateExists("20"+day)
}

// dateExists reads a date, or one with 60 added to its day.
func dateExists(date string) bool {
	day := []byte(date)
	if day[6] >= '6' {
		day[6] -= 6
	}
	_, err := time.Parse("20060102", string(day))
	return err == nil
}

// checksum reports whether the last of ten digits is the control digit of the
// others (Luhn; ISO/IEC 7812-1, annex B).
func checksum(ten string) bool {
	sum := 0
	for i := range len(ten) {
		value := int(ten[i] - '0')
		if i%2 == 0 {
			value *= 2
		}
		sum += value/10 + value%10
	}
	return sum%10 == 0
}

// stands reports whether the number stands by itself and is no other kind of
// number.
func (c *candidate) stands(text string) bool {
	before, after := text[:c.Start], text[c.End:]
	if bound(before, after) {
		return false
	}
	cue := cueBefore(before)
	switch {
	case cue == identityCue:
		return true
	case c.sign == space:
		return false
	case c.sign != unsigned:
		return true
	case cue == otherCue || strings.ContainsAny(lastByte(before), "-/=_#+"):
		return false
	case len(c.date) == 6:
		return c.date[0] != '0' // else it reads as a telephone number
	}
	return c.date < "1995" || c.control[:2] > "23" || c.control[2:] > "59" // else it reads as a time
}

// bound reports whether a number goes on before or after: in letters, digits,
// or as the decimals of another.
func bound(before, after string) bool {
	last, width := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if wordRune(last) || wordRune(first) {
		return true
	}
	inner := before[:len(before)-width]
	if (last == '.' || last == ',') && inner != "" && digit(inner[len(inner)-1]) {
		return true
	}
	return (first == '.' || first == ',') && len(after) > 1 && digit(after[1])
}

// wordRune reports whether a rune is part of a word or number.
func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// cue is what the words before a number say that it is.
type cue int

const (
	noCue cue = iota
	identityCue
	otherCue
)

// cueWindow is how far before a number a cue is looked for, in bytes.
const cueWindow = 32

// cueBefore looks for the last cue on the line before a number.
func cueBefore(before string) cue {
	window := before[max(0, len(before)-cueWindow):]
	window = strings.ToLower(window[strings.LastIndexByte(window, '\n')+1:])
	identity := lastWord(window, "personn", "person-n", "pers.n", "persn", "pnr", "samordningsn", "identitetsn", "född")
	other := lastWord(window, "tel", "mobil", "fax", "ring", "order", "faktura", "ocr", "ärende", "dnr", "diarie",
		"beställning", "artikel", "isbn", "bankgiro", "plusgiro", "konto", "kund", "referens")
	switch {
	case identity > other:
		return identityCue
	case other >= 0:
		return otherCue
	}
	return noCue
}

// lastWord is where the last word begins that begins in one of the ways, -1
// where there is none.
func lastWord(text string, beginnings ...string) int {
	last := -1
	for _, beginning := range beginnings {
		for at := strings.LastIndex(text, beginning); at > last; at = strings.LastIndex(text[:at], beginning) {
			if r, _ := utf8.DecodeLastRuneInString(text[:at]); !wordRune(r) {
				last = at
			}
		}
	}
	return last
}

func lastByte(text string) string { return text[max(0, len(text)-1):] }

func digit(b byte) bool { return b >= '0' && b <= '9' }

// digits is the length of the run of digits at an offset.
func digits(text string, at int) int {
	end := at
	for end < len(text) && digit(text[end]) {
		end++
	}
	return end - at
}
