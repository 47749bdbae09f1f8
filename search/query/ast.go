package query

import (
	"strconv"
	"strings"
)

// Query is a parsed query. The zero value selects everything.
type Query struct {
	Root Node // nil selects everything
	Fold bool // a, o and e in words stand for å, ä, ö and é, too; set by who asks, not written in the query
}

// Node is one of And, Or, Not, Word, Phrase, Near and Field.
type Node interface {
	// String renders the node in the query language.
	String() string
	node()
}

// And selects what all its nodes select; it has at least two. Where Strict, they
// were joined by OCH; else they stand side by side, and a search may let
// passages that lack some of the words follow those that have all.
type And struct {
	Nodes  []Node
	Strict bool
}

// Or selects what any of its nodes selects; it has at least two.
type Or struct{ Nodes []Node }

// Not selects what its node does not; the node is never a Not.
type Not struct{ Node Node }

// Word selects passages with a word. Text is one run of characters as typed,
// which an analyser may see as several words ("kost/hälsa").
type Word struct {
	Text  string
	Match Match
}

// Match says how a word is compared.
type Match uint8

// The ways to compare a word.
const (
	Inflected Match = iota // all inflections, also as part of a compound
	Prefix                 // words that begin with the text
	Fuzzy                  // words at an edit distance of 1, or 2 for long words
)

// Phrase selects passages with exactly these words in this order.
type Phrase struct{ Text string }

// Near selects passages in which terms stand close to each other, in any order
// and inflection, also as parts of compounds. There are at least two terms, each
// of one or several words that follow each other.
type Near struct {
	Terms    []string
	Distance int // other words between the first and the last term at most, 0 to MaxDistance
}

// Field selects by a property of the passage or its document.
type Field struct {
	Name  FieldName
	Value string // for Kind a corpus kind ("minutes"); for Role one of the roles; for Date "from..to", either end may be ""
}

// FieldName names a property.
type FieldName string

// The properties one can ask for, named as they are printed.
const (
	Speaker      FieldName = "talare"
	Person       FieldName = "person"
	Organisation FieldName = "organisation"
	Report       FieldName = "rapport"
	Concept      FieldName = "begrepp"
	Role         FieldName = "roll" // how the persons asked for beside it take part
	Kind         FieldName = "typ"
	Collection   FieldName = "samling"
	Title        FieldName = "titel"
	Date         FieldName = "datum"
)

// The roles that Role can ask for, named as they are printed.
const (
	RoleSaid      = "sa"     // speaks
	RoleMentioned = "nämns"  // is mentioned by somebody
	RoleAttended  = "deltog" // attended what the document records
	RoleWrote     = "skrev"  // wrote the document or a report
)

// Range returns the two ends of a Date field's value; "" is open.
func (f Field) Range() (from, to string) {
	from, to, _ = strings.Cut(f.Value, "..")
	return from, to
}

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Word) node()   {}
func (Phrase) node() {}
func (Near) node()   {}
func (Field) node()  {}

// String renders the query so that Parse reads it back; "" for everything.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	return q.Root.String()
}

// String joins the nodes by spaces, or by OCH where Strict.
func (n And) String() string {
	if n.Strict {
		return join(n.Nodes, " OCH ")
	}
	return join(n.Nodes, " ")
}

// String joins the nodes by ELLER.
func (n Or) String() string { return join(n.Nodes, " ELLER ") }

// String puts a minus before the node.
func (n Not) String() string { return "-" + operand(n.Node) }

// String renders the word with "*" or "~" after it where that was asked for,
// and "+" before it where it would be read as an operator or field without.
func (n Word) String() string {
	text := n.Text
	switch n.Match {
	case Prefix:
		text += "*"
	case Fuzzy:
		text += "~"
	default:
	}
	if reserved(text) {
		return "+" + text
	}
	return text
}

// String renders the phrase in straight quotes.
func (n Phrase) String() string { return `"` + n.Text + `"` }

// String renders the terms in nära(…), quoted where they are not one plain word.
func (n Near) String() string {
	var b strings.Builder
	b.WriteString("nära(")
	for _, term := range n.Terms {
		if strings.ContainsFunc(term, func(r rune) bool { return r == ',' || special(r) }) {
			term = `"` + term + `"`
		}
		b.WriteString(term + ", ")
	}
	b.WriteString(strconv.Itoa(n.Distance) + ")")
	return b.String()
}

// String renders the field under its Swedish name.
func (f Field) String() string {
	value := f.Value
	switch f.Name {
	case Kind:
		value = kindWord(value)
	case Date:
		return dateString(f)
	default:
	}
	if strings.ContainsFunc(value, special) {
		value = `"` + value + `"`
	}
	return string(f.Name) + ":" + value
}

func dateString(f Field) string {
	from, to := f.Range()
	switch {
	case from == to:
		return "datum:" + from
	case to == "":
		return "från:" + from
	case from == "":
		return "till:" + to
	}
	return "datum:" + f.Value
}

func join(nodes []Node, separator string) string {
	parts := make([]string, len(nodes))
	for i, node := range nodes {
		parts[i] = operand(node)
	}
	return strings.Join(parts, separator)
}

// operand puts what consists of several nodes in parentheses.
func operand(node Node) string {
	switch node.(type) {
	case And, Or:
		return "(" + node.String() + ")"
	}
	return node.String()
}
