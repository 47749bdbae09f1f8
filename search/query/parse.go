package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of a query. What lies beyond is left out, with a note.
const (
	MaxLength = 4096 // bytes
	MaxDepth  = 16   // parentheses within parentheses
	maxWords  = 256  // words, phrases and fields; what joins them is not counted, for it is printed where it was not written
)

// Note says what in a query could not be read as meant, and how it was read.
type Note struct {
	Offset int    // byte in the query
	Text   string // in Swedish
}

// String renders the note with its position, counted from 1.
func (n Note) String() string { return fmt.Sprintf("tecken %d: %s", n.Offset+1, n.Text) }

// Parse reads a query. It never fails; the notes, in order of position, say
// what was read otherwise than written. Parsing q.String() gives q again.
func Parse(text string) (Query, []Note) {
	l := lexer{text: text}
	if len(text) > MaxLength {
		l.text = strings.ToValidUTF8(text[:MaxLength], "")
		l.note(MaxLength, "frågan är för lång; resten är utelämnad")
	}
	l.run()
	p := parser{tokens: l.tokens, notes: l.notes}
	var nodes []Node
	for p.at < len(p.tokens) {
		if node := p.group(0); node != nil {
			nodes = append(nodes, node)
		}
		if p.at < len(p.tokens) { // group stopped at a parenthesis too many
			p.note("parentesen saknar sitt par")
			p.at++
		}
	}
	return Query{Root: and(nodes, false)}, sorted(p.notes)
}

type parser struct {
	tokens []token
	at     int
	notes  []Note
}

// group reads alternatives up to a closing parenthesis or the end.
func (p *parser) group(depth int) Node {
	p.settle()
	var alternatives []Node
	for {
		if node := p.sequence(depth); node != nil {
			alternatives = append(alternatives, node)
		}
		if p.at == len(p.tokens) || p.tokens[p.at].kind != tokenOr {
			return or(alternatives)
		}
		if len(alternatives) == 0 || p.at+1 == len(p.tokens) || p.tokens[p.at+1].kind == tokenClose {
			p.note(p.tokens[p.at].text + " saknar ett led och är utelämnat")
		}
		p.at++
	}
}

// sequence reads what must all match, up to an OR, a closing parenthesis or
// the end.
func (p *parser) sequence(depth int) Node {
	var nodes []Node
	strict := false // an OCH joins the nodes
	for p.at < len(p.tokens) {
		switch p.tokens[p.at].kind {
		case tokenOr, tokenClose:
			return and(nodes, strict)
		case tokenAnd:
			strict = true
			p.at++
		default:
			if node := p.unary(depth); node != nil {
				nodes = append(nodes, node)
			}
		}
	}
	return and(nodes, strict)
}

// unary reads one operand with the negations before it.
func (p *parser) unary(depth int) Node {
	negate := false
	for p.at < len(p.tokens) && (p.tokens[p.at].kind == tokenNot || p.tokens[p.at].kind == tokenMinus) {
		negate = !negate
		p.at++
	}
	if p.at == len(p.tokens) || connective(p.tokens[p.at].kind) {
		p.at--
		p.note(p.tokens[p.at].text + " saknar ett led och är utelämnat")
		p.at++
		return nil
	}
	node := p.primary(depth)
	if node == nil || !negate {
		return node
	}
	if inner, ok := node.(Not); ok {
		return inner.Node
	}
	return Not{Node: node}
}

func connective(kind tokenKind) bool {
	return kind == tokenAnd || kind == tokenOr || kind == tokenClose
}

// primary reads a word, phrase, field or group. It consumes a token.
func (p *parser) primary(depth int) Node {
	t := p.tokens[p.at]
	switch t.kind {
	case tokenOpen:
		return p.parenthesis(depth + 1)
	case tokenPhrase:
		p.at++
		return Phrase{Text: t.text}
	case tokenField:
		return p.field(t)
	case tokenNear:
		p.at++
		return t.near
	default:
		return p.word(t)
	}
}

func (p *parser) parenthesis(depth int) Node {
	if depth > MaxDepth {
		p.note("för många parenteser i varandra; den här är utelämnad")
		p.at++
		return nil
	}
	open := p.at
	p.at++
	node := p.group(depth)
	if p.at < len(p.tokens) {
		p.at++ // the closing one
		return node
	}
	p.notes = append(p.notes, Note{Offset: p.tokens[open].offset, Text: "parentesen saknar sitt par"})
	return node
}

// word reads a word and the mark after it.
func (p *parser) word(t token) Node {
	text, match := t.text, Inflected
	bare := strings.TrimRight(text, "*~")
	switch {
	case strings.HasSuffix(text, "*"):
		match = Prefix
	case strings.HasSuffix(text, "~"):
		match = Fuzzy
	}
	if match == Prefix && utf8.RuneCountInString(bare) < 2 {
		p.note("minst två bokstäver före *; läses som ord")
		match = Inflected
	}
	if strings.Contains(bare, "*") {
		p.note("* kan bara stå sist i ett ord")
	}
	p.at++
	if bare == "" {
		return nil
	}
	return Word{Text: bare, Match: match}
}

// field reads a field; a value that does not fit makes plain words of it.
func (p *parser) field(t token) Node {
	name, value := fieldName(t.text), t.value
	node, problem := newField(strings.ToLower(t.text), name, value)
	if problem != "" {
		p.note(problem + "; läses som ord")
		p.at++
		return words(value)
	}
	p.at++
	return node
}

// words reads a field's value as plain words.
func words(value string) Node {
	var nodes []Node
	for word := range strings.FieldsSeq(value) {
		word = strings.TrimLeft(strings.TrimRight(word, "*~"), "-+")
		if word != "" {
			nodes = append(nodes, Word{Text: word})
		}
	}
	return and(nodes, false)
}

// note records a note at the current token.
func (p *parser) note(text string) {
	p.notes = append(p.notes, Note{Offset: p.tokens[p.at].offset, Text: text})
}

// settle decides which lower-case operators of the group that begins here are
// meant as such: all of them where the group is nothing but operands joined by
// operators ("vård eller omsorg"), otherwise ELLER between two operands that
// are no mere words. The others are words.
func (p *parser) settle() {
	end := p.groupEnd()
	chain := p.chain(p.at, end)
	depth := 0
	for i := p.at; i < end; i++ {
		t := &p.tokens[i]
		switch {
		case t.kind == tokenOpen:
			depth++
		case t.kind == tokenClose:
			depth--
		case !t.weak || depth > 0:
		case t.kind != tokenNot && (chain || t.kind == tokenOr && p.strong(i-1, -1) && p.strong(i+1, 1)):
			t.weak = false
		default:
			t.kind, t.weak = tokenWord, false
		}
	}
}

func (p *parser) groupEnd() int {
	depth := 0
	for i := p.at; i < len(p.tokens); i++ {
		switch p.tokens[i].kind {
		case tokenOpen:
			depth++
		case tokenClose:
			if depth--; depth < 0 {
				return i
			}
		default:
		}
	}
	return len(p.tokens)
}

// chain reports whether the tokens are operands with one operator between any
// two.
func (p *parser) chain(at, end int) bool {
	expectOperand, depth := true, 0
	for i := at; i < end; i++ {
		switch kind := p.tokens[i].kind; {
		case kind == tokenClose:
			depth--
		case depth > 0 && kind != tokenOpen:
		case kind == tokenMinus || kind == tokenNot:
			if !expectOperand || p.tokens[i].weak {
				return false
			}
		case kind == tokenAnd || kind == tokenOr:
			if expectOperand {
				return false
			}
			expectOperand = true
		default:
			if depth == 0 && !expectOperand {
				return false
			}
			if kind == tokenOpen {
				depth++
			}
			expectOperand = false
		}
	}
	return !expectOperand
}

// strong reports whether the token, seen from the side given, is a phrase, a
// field or a parenthesis.
func (p *parser) strong(i, side int) bool {
	if i < 0 || i >= len(p.tokens) {
		return false
	}
	switch p.tokens[i].kind {
	case tokenPhrase, tokenField, tokenNear:
		return true
	case tokenOpen:
		return side > 0
	case tokenClose:
		return side < 0
	default:
		return false
	}
}
