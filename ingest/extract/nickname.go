package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// nickname is a pet name that the document gives a person.
type nickname struct {
	name    string
	mention int
}

// nicknamed claims a full name with a pet name inside it: Karl-Erik "Kalle"
// Lund, Margareta (Maggan) Holm. It returns the token behind it, i where there
// is none.
func (a *analysis) nicknamed(i int) int {
	const length = 5 // given name, mark, pet name, mark, surname
	if i+length > len(a.tokens) || !a.is(i, given) || !petMarks(a.lower(i+1), a.lower(i+3)) || !a.free(i, i+length) || !a.sameSentence(i, i+length-1) {
		return i
	}
	pet, last := &a.tokens[i+2], &a.tokens[i+4]
	if pet.kind != swedish.Word || last.kind != swedish.Word || !pet.word.is(capital) || pet.gap != glued || last.gap != space || pet.word.is(allCaps|initial) {
		return i
	}
	if !last.word.is(capital) || !last.word.is(surname|unknown) || last.word.is(stop|bodyWord|bodyHead|role) || pet.word.listed && !pet.word.is(given) {
		return i
	}
	n := named{from: i, to: i + length, method: "name-list", confidence: .93}
	name := a.tokens[i].word.text + " " + last.word.text
	if a.nameGenitive(i + 5) {
		name = strings.TrimSuffix(name, last.word.text) + last.word.base
	}
	index := a.claim(n.from, n.to, Mention{Kind: graph.Person, Name: name, Method: n.method, Confidence: n.confidence, Refers: none})
	a.nicknames = append(a.nicknames, nickname{pet.word.text, index})
	return n.to
}

// petMarks reports whether two marks enclose a pet name.
func petMarks(open, shut string) bool {
	switch open {
	case "\"", "”", "“", "'", "’", "»":
		return shut == open || open == "“" && shut == "”" || open == "»" && shut == "«"
	case "(":
		return shut == ")"
	}
	return false
}

// introduceNicknames indexes the pet names of the document: those inside full
// names, and the labels of speakers who introduce themselves or are
// introduced ("Maggan: Jag heter Margareta Holm", "Kalle, alltså Karl Lund").
func (a *analysis) introduceNicknames() {
	for i, m := range a.labels {
		if m < 0 || a.in.Structure.Turns[i].Body.Empty() {
			continue
		}
		name := a.mentions[m].Name
		if strings.Contains(name, " ") || len(a.people.byGiven[name])+len(a.people.bySurname[name]) > 0 {
			continue
		}
		if p := a.presentsSelf(a.tokensIn(a.in.Structure.Turns[i].Body)); p != none {
			a.people.byGiven[name] = []int{p}
		}
	}
	for i := range a.tokens {
		if p := a.alias(i); p != none {
			a.nicknames = append(a.nicknames, nickname{a.tokens[i].word.text, p})
		}
	}
	for _, n := range a.nicknames {
		if len(a.people.byGiven[n.name])+len(a.people.bySurname[n.name]) == 0 {
			a.people.byGiven[n.name] = []int{n.mention}
		}
	}
}

// presentsSelf returns the person whom the speaker of a turn says she is: "jag
// heter NN", "NN heter jag", "mitt namn är NN"; none where she does not.
func (a *analysis) presentsSelf(turn extent) int {
	for i := turn.from; i+1 < turn.to; i++ {
		name := none
		switch {
		case a.lower(i) == "jag" && a.lower(i+1) == "heter", a.lower(i) == "heter" && a.lower(i+1) == "jag" && a.isFullName(i+2):
			name = i + 2
		case a.lower(i) == "namn" && a.lower(i+1) == "är" && a.lower(i-1) == "mitt":
			name = i + 2
		case a.lower(i) == "heter" && a.lower(i+1) == "jag":
			name = i - 1
		}
		if name != none && a.isFullName(name) {
			p, _ := a.mentionAt(name, graph.Person)
			return p
		}
	}
	return none
}

// isFullName reports whether a token belongs to the full name of a person.
func (a *analysis) isFullName(i int) bool {
	p, ok := a.mentionAt(i, graph.Person)
	return ok && strings.Contains(a.mentions[p].Name, " ")
}

// alias returns the person whose full name explains the short one at token i:
// "Kalle, alltså Karl Lund", "Kalle här, det vill säga Karl Lund", "Kalle,
// som egentligen heter Karl Lund".
func (a *analysis) alias(i int) int {
	t := &a.tokens[i]
	if !t.word.is(capital) || t.kind != swedish.Word || t.word.is(stop|allCaps|initial|role) || a.isFullName(i) {
		return none
	}
	at := i + 1
	if l := a.lower(at); a.follows(at) && (l == "här" || l == "där") {
		at++
	}
	if a.lower(at) == "," || a.lower(at) == "(" {
		at++
	}
	switch {
	case a.lower(at) == "alltså" || a.lower(at) == "egentligen":
		at++
	case a.lower(at) == "det" && a.lower(at+1) == "vill" && a.lower(at+2) == "säga":
		at += 3
	case a.lower(at) == "som" && a.lower(at+1) == "egentligen" && a.lower(at+2) == "heter":
		at += 3
	case a.lower(at) == "som" && a.lower(at+1) == "heter":
		at += 2
	default:
		return none
	}
	if at >= len(a.tokens) || !a.sameSentence(i, at) || !a.isFullName(at) {
		return none
	}
	p, _ := a.mentionAt(at, graph.Person)
	return p
}
