package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenWord tokenKind = iota
	tokenPhrase
	tokenField // name in text, value in value
	tokenNear  // node in near
	tokenOpen
	tokenClose
	tokenMinus
	tokenAnd
	tokenOr
	tokenNot
)

type token struct {
	kind   tokenKind
	text   string // as typed
	value  string // of a field
	near   Near   // of nearness
	offset int    // byte in the query
	weak   bool   // an operator in lower case, which may be meant as a word
}

// lexer cuts a query into tokens. It never fails: an unclosed quotation mark
// is noted and skipped.
type lexer struct {
	text   string
	at     int
	tokens []token
	words  int // tokens that are no operators and brackets
	notes  []Note
}

func (l *lexer) run() {
	for l.at < len(l.text) && l.words < maxWords {
		r, size := utf8.DecodeRuneInString(l.text[l.at:])
		switch {
		case r == '(' || r == ')':
			l.bracket(r)
		case quotation(r):
			l.quoted(size)
		case blank(r):
			l.at += size
		case r == '-' || r == '+':
			l.sign(r)
		default:
			l.word()
		}
	}
	if l.at < len(l.text) {
		l.note(l.at, "frågan har för många led; resten är utelämnad")
	}
}

func (l *lexer) bracket(r rune) {
	kind := tokenOpen
	if r == ')' {
		kind = tokenClose
	}
	l.add(token{kind: kind, text: string(r), offset: l.at})
	l.at++
}

// quoted reads a phrase whose opening mark has the given size.
func (l *lexer) quoted(size int) {
	text, length, ok := phrase(l.text[l.at:], size)
	if !ok {
		l.note(l.at, "citattecknet saknar sitt par; orden läses utan det")
		l.at += size
		return
	}
	start := l.at
	l.at += length
	if distance, ok := l.distance(); ok {
		l.nearness(start, strings.Fields(text), distance)
	} else if text != "" {
		l.add(token{kind: tokenPhrase, text: text, offset: start})
	}
}

// phrase returns the words between the quotation mark that text begins with
// and the next one, and the length of it all.
func phrase(text string, size int) (words string, length int, ok bool) {
	end := strings.IndexFunc(text[size:], quotation)
	if end < 0 {
		return "", 0, false
	}
	_, closing := utf8.DecodeRuneInString(text[size+end:])
	words = strings.Join(strings.FieldsFunc(text[size:size+end], blank), " ")
	return words, size + end + closing, true
}

// sign reads a minus or plus that stands right before something. What follows
// a plus is a word, whatever it looks like.
func (l *lexer) sign(r rune) {
	start := l.at
	l.at++
	next, _ := utf8.DecodeRuneInString(l.text[l.at:])
	switch {
	case l.at == len(l.text) || blank(next) || next == ')':
		// a dash between words
	case r == '-':
		l.add(token{kind: tokenMinus, text: "-", offset: start})
	case !special(next) && next != '-' && next != '+':
		l.add(token{kind: tokenWord, text: l.letters(), offset: l.at})
	}
}

func (l *lexer) word() {
	start := l.at
	word := l.letters()
	if l.near(start, word) {
		return
	}
	if name, value, found := strings.Cut(word, ":"); found && fieldName(name) != "" {
		l.field(start, name, value)
		return
	}
	kind, weak := operator(word)
	l.add(token{kind: kind, text: word, offset: start, weak: weak})
}

// letters reads up to what ends a word.
func (l *lexer) letters() string {
	start := l.at
	length := strings.IndexFunc(l.text[start:], special)
	if length < 0 {
		length = len(l.text) - start
	}
	l.at += length
	return l.text[start:l.at]
}

// field reads the value of a field, which may be a phrase.
func (l *lexer) field(start int, name, value string) {
	if value == "" && l.at < len(l.text) {
		r, size := utf8.DecodeRuneInString(l.text[l.at:])
		if quotation(r) {
			if text, length, ok := phrase(l.text[l.at:], size); ok {
				value = text
				l.at += length
			}
		}
	}
	if value == "" {
		l.note(start, "efter "+name+": väntas ett värde; "+name+" läses som ord")
		l.add(token{kind: tokenWord, text: name, offset: start})
		return
	}
	l.add(token{kind: tokenField, text: name, value: value, offset: start})
}

func (l *lexer) add(t token) {
	l.tokens = append(l.tokens, t)
	if t.kind <= tokenNear || t.weak {
		l.words++
	}
}

func (l *lexer) note(offset int, text string) {
	l.notes = append(l.notes, Note{Offset: offset, Text: text})
}

// reserved reports whether a word would be read as something else.
func reserved(word string) bool {
	name, _, found := strings.Cut(word, ":")
	kind, _ := operator(word)
	return kind != tokenWord || found && fieldName(name) != ""
}

// operator tells the operators from other words. Those in lower case are weak.
func operator(word string) (kind tokenKind, weak bool) {
	switch word {
	case "OCH", "AND", "&&", "&":
		return tokenAnd, false
	case "ELLER", "OR", "||", "|":
		return tokenOr, false
	case "INTE", "NOT":
		return tokenNot, false
	case "och", "and":
		return tokenAnd, true
	case "eller", "or":
		return tokenOr, true
	case "inte", "not":
		return tokenNot, true
	}
	return tokenWord, false
}

func quotation(r rune) bool { return strings.ContainsRune("\"“”„‟«»", r) }

// blank reports what separates words: white space, control characters and
// bytes that are no UTF-8.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError
}

// special reports what ends a word.
func special(r rune) bool { return r == '(' || r == ')' || quotation(r) || blank(r) }
