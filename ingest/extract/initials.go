package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// initialled finds the people of a list of participants wherever the text
// writes the initials that the list gives them: "MH återkommer". Initials of
// two people, and short words of other meaning, stand for nobody.
func (a *analysis) initialled() {
	people := map[string]int{}
	for k, p := range a.attendees {
		if p < 0 {
			continue
		}
		for _, code := range a.codes(k, p) {
			if other, known := people[code]; known && other != p {
				p = none
			}
			people[code] = p
		}
	}
	if len(people) == 0 {
		return
	}
	for i := range a.tokens {
		t := &a.tokens[i]
		p, ok := people[t.word.text]
		if !ok || p == none || a.owner[i] != none || t.kind != swedish.Word {
			continue
		}
		a.claim(i, i+1, Mention{Kind: graph.Person, Name: a.mentions[a.root(p)].Name, Method: "initials", Confidence: .9, Refers: a.root(p)})
	}
}

// codes are the initials that an entry of a list gives its person: in a column
// of their own, in brackets or before the name.
func (a *analysis) codes(k, p int) []string {
	e := a.tokensIn(a.in.Structure.Attendees[k].Entry)
	var out []string
	for i := e.from; i < e.to; i++ {
		text := a.tokens[i].word.text
		if a.owner[i] != none || !isInitials(text, a.mentions[p].Name) || fieldAcronym(text) || text == "EU" {
			continue
		}
		column := a.tokens[i].gap == blank || i == e.from
		bracket := a.lower(i-1) == "(" && a.lower(i+1) == ")" && i-1 == a.extent[p].to
		if _, party := a.lists.Party(a.lower(i)); bracket && (party || a.tokens[i].word.listed) || !bracket && !column {
			continue
		}
		out = append(out, text)
	}
	return out
}

// isInitials reports whether a code in capitals is made of the initials of a
// name: of all its parts, or of the first and last.
func isInitials(code, name string) bool {
	if n := utf8.RuneCountInString(code); n < 2 || n > 5 || !isUpperName(code) {
		return false
	}
	var all []rune
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
		first, _ := utf8.DecodeRuneInString(part)
		all = append(all, []rune(strings.ToUpper(string(first)))...)
	}
	if len(all) < 2 {
		return false
	}
	letters := []rune(code)
	return slices.Equal(letters, all) || slices.Equal(letters, []rune{all[0], all[len(all)-1]})
}
