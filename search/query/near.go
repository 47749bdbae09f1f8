package query

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Distances between the terms of a Near.
const (
	MaxDistance     = 100
	defaultDistance = 10
	maxTerms        = 8 // terms in one Near; further ones are left out
)

// distance reads "~5" right after a phrase.
func (l *lexer) distance() (words int, ok bool) {
	rest := l.text[l.at:]
	if !strings.HasPrefix(rest, "~") {
		return 0, false
	}
	digits := len(rest) - len(strings.TrimLeft(rest[1:], "0123456789")) - 1
	if digits == 0 {
		return 0, false
	}
	words, ok = l.bounded(rest[1:1+digits], l.at)
	l.at += 1 + digits
	return words, ok
}

// bounded reads a distance and notes where it is too large.
func (l *lexer) bounded(digits string, offset int) (words int, ok bool) {
	words, err := strconv.Atoi(digits)
	if err != nil || words > MaxDistance {
		l.note(offset, "avståndet är högst "+strconv.Itoa(MaxDistance)+" ord; läses som det")
		return MaxDistance, true
	}
	return words, words >= 0
}

// near reads the arguments after "nära" where they follow it at once. What is
// no list of terms is left as it is: a word and a parenthesis.
func (l *lexer) near(start int, word string) bool {
	if name := strings.ToLower(word); name != "nära" && name != "near" || !strings.HasPrefix(l.text[l.at:], "(") {
		return false
	}
	terms, length := arguments(l.text[l.at+1:])
	if len(terms) < 2 {
		return false
	}
	distance := defaultDistance
	if last := terms[len(terms)-1]; strings.Trim(last, "0123456789") == "" && len(terms) > 2 {
		distance, _ = l.bounded(last, start)
		terms = terms[:len(terms)-1]
	}
	l.at += 1 + length
	l.nearness(start, terms, distance)
	return true
}

// nearness adds terms close to each other; a single one is a phrase.
func (l *lexer) nearness(start int, terms []string, distance int) {
	if len(terms) > maxTerms {
		l.note(start, "nära har högst "+strconv.Itoa(maxTerms)+" led; resten är utelämnade")
		terms = terms[:maxTerms]
	}
	switch len(terms) {
	case 0:
	case 1:
		l.add(token{kind: tokenPhrase, text: terms[0], offset: start})
	default:
		l.add(token{kind: tokenNear, text: "nära", near: Near{Terms: terms, Distance: distance}, offset: start})
	}
}

// arguments returns the terms between commas up to a closing parenthesis, and
// the length of it all; none where it is not there or something else is.
func arguments(text string) (terms []string, length int) {
	var term strings.Builder
	finish := func() bool {
		words := strings.Join(strings.FieldsFunc(term.String(), blank), " ")
		term.Reset()
		if words != "" {
			terms = append(terms, words)
		}
		return words != ""
	}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == ')':
			if !finish() {
				return nil, 0
			}
			return terms, at + size
		case r == '(':
			return nil, 0
		case r == ',':
			if !finish() {
				return nil, 0
			}
		case quotation(r):
			words, whole, ok := phrase(text[at:], size)
			if !ok {
				return nil, 0
			}
			term.WriteString(" " + words + " ")
			size = whole
		default:
			term.WriteString(text[at : at+size])
		}
		at += size
	}
	return nil, 0
}
