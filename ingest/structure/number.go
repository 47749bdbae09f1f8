package structure

import (
	"strings"
	"unicode/utf8"
)

// numberStyle is how a heading is numbered.
type numberStyle uint8

const (
	styleNone    numberStyle = iota
	styleDecimal             // 2, 2., 2.1
	styleSign                // § 12, KS § 45
	styleWord                // Punkt 3, Kapitel 2, Bilaga 1
	styleRoman               // II, IV.
	styleLetter              // A.
)

// headingNumber is the number at the start of a heading.
type headingNumber struct {
	text   string // as written, white space as in the text: "2.1", "§ 12", "Punkt 3"
	style  numberStyle
	parts  [4]int // values of a decimal number, of a sign or word in the first
	depth  int    // number of parts
	length int    // bytes up to the heading's words
	dotted bool   // a stop or parenthesis follows the number
}

// parseNumber reads the number at the start of a line.
func parseNumber(s string) (headingNumber, bool) {
	if s == "" {
		return headingNumber{}, false
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		return decimalNumber(s)
	case c == 'I' || c == 'V' || c == 'X':
		if n, ok := romanNumber(s); ok {
			return n, ok
		}
	}
	if n, ok := signNumber(s); ok {
		return n, ok
	}
	return wordNumber(s)
}

// decimalNumber reads "2", "2.", "2)", "2.1", "2.1." and the white space after
// it.
func decimalNumber(s string) (headingNumber, bool) {
	n := headingNumber{style: styleDecimal}
	rest := s
	for n.depth < len(n.parts) {
		digits, after := cutDigits(rest)
		if digits == "" || len(digits) > 3 {
			return headingNumber{}, false
		}
		n.parts[n.depth] = number(digits)
		n.depth++
		rest = after
		if len(rest) < 2 || rest[0] != '.' || rest[1] < '0' || rest[1] > '9' {
			break
		}
		rest = rest[1:]
	}
	n.text = s[:len(s)-len(rest)]
	if rest != "" && (rest[0] == '.' || rest[0] == ')') {
		n.dotted = true
		rest = rest[1:]
	}
	return finishNumber(n, s, rest)
}

// signNumber reads "§ 12", "§§ 12-14", "§12/21" and "KS § 45".
func signNumber(s string) (headingNumber, bool) {
	sign := strings.Index(s[:min(len(s), 16)], "§")
	if sign < 0 || sign > 0 && (s[sign-1] != ' ' || strings.ContainsAny(s[:sign-1], " .,:;") || !startsUpper(s)) {
		return headingNumber{}, false
	}
	rest := strings.TrimLeft(s[sign:], "§ \u00a0")
	digits, after := cutDigits(rest)
	if digits == "" || len(digits) > 4 {
		return headingNumber{}, false
	}
	n := headingNumber{style: styleSign, parts: [4]int{number(digits)}, depth: 1}
	if tail := countNumbers(strings.TrimLeft(after, "/-–:")); tail > 0 && after[0] != ' ' {
		more := strings.TrimLeft(after, "/-–:")
		after = more[tail:]
	}
	if len(after) > 1 && after[0] == ' ' && after[1] >= 'a' && after[1] <= 'e' && (len(after) == 2 || after[2] == ' ') {
		after = after[2:] // § 12 a
	}
	n.text = s[:len(s)-len(after)]
	after = strings.TrimLeft(after, ".")
	return finishNumber(n, s, after)
}

// wordNumber reads "Punkt 3", "Ärende 4", "Kapitel 2", "Bilaga 1".
func wordNumber(s string) (headingNumber, bool) {
	word := firstWord(s)
	switch strings.ToLower(word) {
	case "punkt", "ärende", "paragraf", "kapitel", "kap.", "kap", "avsnitt", "bilaga", "appendix", "del", "steg", "dagordningspunkt":
	default:
		return headingNumber{}, false
	}
	if !startsUpper(word) || len(word) == len(s) {
		return headingNumber{}, false
	}
	digits, after := cutDigits(s[len(word)+1:])
	if digits == "" || len(digits) > 3 {
		return headingNumber{}, false
	}
	n := headingNumber{style: styleWord, parts: [4]int{number(digits)}, depth: 1, text: s[:len(s)-len(after)]}
	after = strings.TrimLeft(after, ".:)")
	return finishNumber(n, s, after)
}

// romanNumber reads "II", "IV." up to thirty-nine.
func romanNumber(s string) (headingNumber, bool) {
	digits := s[:len(s)-len(strings.TrimLeft(s, "IVX"))]
	value := roman(digits)
	rest := s[len(digits):]
	if value == 0 || rest == "" || rest[0] != '.' && rest[0] != ' ' && rest[0] != ')' {
		return headingNumber{}, false
	}
	n := headingNumber{style: styleRoman, parts: [4]int{value}, depth: 1, text: digits}
	if rest[0] != ' ' {
		n.dotted, rest = true, rest[1:]
	} else if !startsUpper(rest[1:]) {
		return headingNumber{}, false // "I" is a preposition
	}
	return finishNumber(n, s, rest)
}

// roman is the value of a Roman number of I, V and X, 0 for what is none.
func roman(s string) int {
	for value := 1; value < 40; value++ {
		tens, ones := value/10, value%10
		written := strings.Repeat("X", tens) + [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[ones]
		if written == s {
			return value
		}
	}
	return 0
}

// finishNumber measures the white space and dashes between a number and the
// words. A number must end there: "2021-04" is none.
func finishNumber(n headingNumber, s, rest string) (headingNumber, bool) {
	if rest == "" {
		n.length = len(s)
		return n, true
	}
	words := strings.TrimLeft(rest, " \t\u00a0–-:")
	if strings.HasPrefix(words, "§") {
		return headingNumber{}, false // "3 § Bidrag lämnas" is the law's text
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if r != ' ' && r != '\t' && r != '\u00a0' && (!n.dotted || !startsUpper(words)) {
		return headingNumber{}, false
	}
	n.length = len(s) - len(words)
	return n, true
}

// isNumbered reports whether a line begins with a number that numbers it: one
// with a stop or a sign, or before a capital.
func isNumbered(s string) bool {
	n, ok := parseNumber(s)
	return ok && (n.dotted || n.style == styleSign || startsUpper(s[n.length:]))
}

// isTime reports whether a number could be the time of day of an item in a
// programme: 9.30, 14.05.
func (n headingNumber) isTime() bool {
	return n.style == styleDecimal && n.depth == 2 && n.parts[0] < 24 && n.parts[1] < 60 && n.parts[1]%5 == 0 &&
		strings.IndexByte(n.text, '.')+3 == len(n.text)
}

// follows reports whether n could be the next number after m: a sibling, the
// first child, or the next of one of its parents. Numbers of lines that were
// not recognised may be missing.
func (n headingNumber) follows(m headingNumber) bool {
	const missing = 2
	if n.style != m.style {
		return false
	}
	for k := 0; k < n.depth; k++ {
		switch {
		case k >= m.depth:
			return n.parts[k] <= 1 && k == n.depth-1
		case n.parts[k] == m.parts[k]:
		default:
			step := n.parts[k] - m.parts[k]
			return step > 0 && step <= missing && (k == n.depth-1 || n.parts[k+1] <= 1)
		}
	}
	return false
}

// hashes is the length of a Markdown heading's marks and the space after them.
func hashes(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n >= len(s) || s[n] != ' ' {
		return 0
	}
	return n + 1
}
