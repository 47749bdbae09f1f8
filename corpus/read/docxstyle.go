package read

import (
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
)

// docxStyle is what a paragraph style says about its paragraphs.
type docxStyle struct {
	name    string
	heading int              // level, 0 where it is none
	kind    corpus.BlockKind // quote or caption, "" for others
	list    string           // numbering it belongs to
	level   int              // from 0
}

// docxStyles reads the paragraph styles of a document. Styles inherit from the
// style they are based on.
func docxStyles(root *element) map[string]docxStyle {
	styles := map[string]docxStyle{}
	based := map[string]string{}
	root.child("styles").each("style", func(e *element) {
		id := e.attr("styleId")
		s := docxStyle{name: e.child("name").attr("val")}
		props := e.child("pPr")
		s.list, s.level = numbered(props, docxStyle{})
		name := strings.ToLower(s.name)
		switch {
		case strings.HasPrefix(name, "heading "):
			s.heading = atoi(name[len("heading "):], 0)
		case name == "title":
			s.heading = 1
		case props.child("outlineLvl") != nil:
			s.heading = atoi(props.child("outlineLvl").attr("val"), -1) + 1
		case name == "quote" || name == "intense quote":
			s.kind = corpus.BlockQuote
		case name == "caption":
			s.kind = corpus.BlockCaption
		}
		if s.heading > 9 {
			s.heading = 0
		}
		styles[id], based[id] = s, e.child("basedOn").attr("val")
	})
	for id, s := range styles {
		for parent, n := based[id], 0; parent != "" && n < 20; parent, n = based[parent], n+1 {
			p := styles[parent]
			if s.heading == 0 && s.kind == "" {
				s.heading, s.kind = p.heading, p.kind
			}
			if s.list == "" {
				s.list, s.level = p.list, p.level
			}
		}
		styles[id] = s
	}
	return styles
}

// numbered returns the numbering and level of a paragraph; "" where it is not
// part of a list.
func numbered(props *element, style docxStyle) (list string, level int) {
	list, level = style.list, style.level
	num := props.child("numPr")
	if id := num.child("numId"); id != nil {
		list = id.attr("val")
	}
	if at := num.child("ilvl"); at != nil {
		level = atoi(at.attr("val"), 0)
	}
	if list == "0" {
		list = ""
	}
	return list, min(max(level, 0), 8)
}

// atoi reads a number, or returns what to take where there is none.
func atoi(s string, otherwise int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return otherwise
	}
	return n
}

// numbering counts the items of lists, as Word does when it shows them.
type numbering struct {
	abstract map[string]string // list to its definition
	levels   map[string][9]numberLevel
	counts   map[string]*[9]int
}

// numberLevel is how one level of a list is numbered.
type numberLevel struct {
	format, text string
	start        int
}

// newNumbering reads the definitions of lists.
func newNumbering(root *element) *numbering {
	n := &numbering{abstract: map[string]string{}, levels: map[string][9]numberLevel{}, counts: map[string]*[9]int{}}
	definitions := root.child("numbering")
	definitions.each("abstractNum", func(e *element) {
		var levels [9]numberLevel
		e.each("lvl", func(l *element) {
			if at := atoi(l.attr("ilvl"), -1); at >= 0 && at < 9 {
				levels[at] = numberLevel{
					format: l.child("numFmt").attr("val"),
					text:   l.child("lvlText").attr("val"),
					start:  atoi(l.child("start").attr("val"), 1),
				}
			}
		})
		n.levels[e.attr("abstractNumId")] = levels
	})
	definitions.each("num", func(e *element) {
		n.abstract[e.attr("numId")] = e.child("abstractNumId").attr("val")
	})
	return n
}

// next counts an item and returns its number as shown, "" for a bullet.
func (n *numbering) next(list string, level int) string {
	id, ok := n.abstract[list]
	if !ok {
		return ""
	}
	levels := n.levels[id]
	counts := n.counts[id]
	if counts == nil {
		counts = new([9]int)
		for i, l := range levels {
			counts[i] = l.start - 1
		}
		n.counts[id] = counts
	}
	counts[level]++
	for i, l := range levels {
		if i > level {
			counts[i] = l.start - 1
		}
	}
	format := levels[level].format
	if format == "bullet" || format == "none" || format == "" {
		return ""
	}
	text := levels[level].text
	for i, l := range levels[:level+1] {
		count := counts[i]
		if i < level {
			count = max(count, l.start)
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), numeral(count, l.format))
	}
	return strings.TrimSpace(text)
}

// numeral writes a number in a format of Word's.
func numeral(n int, format string) string {
	switch format {
	case "lowerLetter", "upperLetter":
		if n < 1 || n > 26 {
			return strconv.Itoa(n)
		}
		if format == "upperLetter" {
			return string(rune('A' + n - 1))
		}
		return string(rune('a' + n - 1))
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// roman writes a number from 1 to 3999 in Roman numerals, others in Arabic.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := [...]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for n >= v {
			b.WriteString(signs[i])
			n -= v
		}
	}
	return b.String()
}
