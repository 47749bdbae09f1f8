package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// reach is how many sentences back a pronoun may refer; the beginning of a
// paragraph counts as one.
const (
	reach       = 10
	reachInTalk = 6
)

// anaphor returns a mention for a pronoun or a definite role at token i, and
// none where it stands for nobody known. The mention is made when it is
// needed.
func (a *analysis) anaphor(i int) int {
	if i < 0 || i >= len(a.tokens) {
		return none
	}
	if a.owner[i] >= 0 {
		if p, ok := a.mentionAt(i, graph.Person); ok {
			return p
		}
		return none
	}
	refers, method := none, "pronoun"
	switch a.lower(i) {
	case "hon":
		refers = a.antecedent(i, gazetteer.Woman)
	case "han":
		refers = a.antecedent(i, gazetteer.Man)
	case "hen":
		refers = a.antecedent(i, gazetteer.Unknown)
	default:
		if a.is(i, roleDefinite) || a.is(i, role) && a.tokens[i].first && a.is(i+1, saying) {
			refers, method = a.holder(i), "role"
		}
	}
	if refers == none {
		return none
	}
	return a.claim(i, i+1, Mention{
		Kind: graph.Person, Name: a.mentions[refers].Name, Method: method, Confidence: .75, Refers: refers,
	})
}

// antecedent returns the person a pronoun at token i stands for: in the same
// sentence the nearest before it, else the first one of the nearest earlier
// sentence that names anyone compatible.
func (a *analysis) antecedent(i int, gender gazetteer.Gender) int {
	sentence, reach := a.tokens[i].sentence, int32(reach)
	if a.turnToken(i) {
		reach = reachInTalk
	}
	best, bestFrom, bestSentence := none, -1, int32(-1)
	self := a.speaking(i)
	for m := range a.mentions {
		e := a.extent[m]
		if a.mentions[m].Kind != graph.Person || e.from >= i || e.from >= len(a.tokens) || a.mentions[m].Method == "attendance-list" || a.mentions[m].Method == "turn-label" || a.mentions[m].Method == "voice" {
			continue
		}
		s := a.tokens[e.from].sentence
		if self != none && a.mentions[a.root(m)].Name == a.mentions[self].Name {
			continue // who speaks says jag
		}
		if kin(a.lower(e.from - 1)) {
			continue // named for somebody else's sake
		}
		if sentence-s > reach || !a.compatible(m, gender) || a.quotedApart(e.from, i) {
			continue
		}
		closer := s > bestSentence
		if s == bestSentence {
			closer = s == sentence && e.from > bestFrom || s != sentence && e.from < bestFrom
		}
		if closer {
			best, bestFrom, bestSentence = m, e.from, s
		}
	}
	if best == none {
		return none
	}
	return a.root(best)
}

// speaking returns the person whose turn a token stands in, none outside turns.
func (a *analysis) speaking(i int) int {
	if len(a.in.Structure.Turns) == 0 {
		return none
	}
	p := a.passageAt(a.tokens[i].start)
	if p == none {
		return none
	}
	turn := a.in.Structure.Passages[p].Turn
	if turn < 0 || turn >= len(a.speakers) || a.speakers[turn] < 0 {
		return none
	}
	return a.root(a.speakers[turn])
}

// kin tells the nouns for relatives, who are named for the sake of others.
func kin(lower string) bool {
	switch lower {
	case "mamma", "pappa", "mamman", "pappan", "mor", "far", "modern", "fadern", "morfar", "mormor", "farfar", "farmor", "syster", "systern", "bror", "brodern", "dotter",
		"dottern", "son", "sonen", "hustru", "hustrun", "fru", "frun", "man", "make", "maken", "maka", "sambo", "sambon", "barnen":
		return true
	}
	return false
}

// quotedApart reports whether a name stands inside a quotation that the
// pronoun stands behind: whoever speaks does not name herself.
func (a *analysis) quotedApart(name, pronoun int) bool {
	if a.tokens[name].sentence != a.tokens[pronoun].sentence {
		return false
	}
	quotes := a.in.Structure.Quotes
	at, _ := slices.BinarySearchFunc(quotes, a.tokens[name].start, func(q corpus.Quote, offset int) int {
		if q.End <= offset {
			return -1
		}
		return 1
	})
	return at < len(quotes) && quotes[at].Start <= a.tokens[name].start && quotes[at].End <= a.tokens[pronoun].start
}

// compatible reports whether a person can be meant by a pronoun.
func (a *analysis) compatible(m int, want gazetteer.Gender) bool {
	name := a.mentions[a.root(m)].Name
	if full := a.mentions[m].Attributes["name"]; full != "" {
		name = full
	}
	first, _, full := strings.Cut(name, " ")
	gender := a.lists.Gender(first)
	if !full && gender == gazetteer.Unknown {
		return true
	}
	return gender == gazetteer.Unknown || want == gazetteer.Unknown || gender == want
}

// holder returns the one person who holds the role of a definite role noun in
// this document, none where nobody or several do, or where the text goes on to
// say whose role it is.
func (a *analysis) holder(i int) int {
	switch a.lower(i + 1) {
	case "för", "i", "på", "vid", "hos", "av":
		if a.follows(i + 1) {
			return none
		}
	}
	head := a.words.vocab.indefinite(a.lower(i))
	if p := a.soleHolder(func(title string) bool { return title == head }); p != none {
		return p
	}
	return a.soleHolder(func(title string) bool { return hasHead(title, head) })
}

// soleHolder returns the one person who holds a title that passes the test.
func (a *analysis) soleHolder(test func(title string) bool) int {
	found := none
	for k := range a.roles {
		r := &a.roles[k]
		if r.status == "former" || !test(r.title) {
			continue
		}
		p := a.root(r.person)
		if found != none && foldName(a.mentions[found].Name) != foldName(a.mentions[p].Name) {
			return none
		}
		if found == none {
			found = p
		}
	}
	return found
}

// hasHead reports whether the title's role noun is the word, or a compound of
// it.
func hasHead(title, head string) bool {
	for _, deputy := range []string{"vice ", "biträdande ", "ställföreträdande "} {
		if strings.Contains(title, deputy) {
			return false
		}
	}
	for word := range strings.FieldsSeq(title) {
		if word == head || len(head) > 5 && strings.HasSuffix(word, head) {
			return true
		}
	}
	return false
}

// holds reports whether a person holds a title that passes the test.
func (a *analysis) holds(name string, test func(title string) bool) bool {
	return slices.ContainsFunc(a.roles, func(r roleClaim) bool {
		return test(r.title) && a.mentions[a.root(r.person)].Name == name
	})
}

// similarNames points a full name spelled a little differently at the first
// spelling: Ole-Petter and Ole Petter, Jansson and Janson.
func (a *analysis) similarNames() {
	a.referShortNames()
	first := map[string]int{}
	for i := range a.mentions {
		m := &a.mentions[i]
		if m.Kind != graph.Person || m.Refers >= 0 || !strings.Contains(m.Name, " ") {
			continue
		}
		if short := lowerFirst(m.Name); short != m.Name { // Von Sydow
			a.referShort(i)
			continue
		}
		if longer := a.people.byGiven[m.Name]; len(longer) == 1 && longer[0] != i {
			m.Refers = longer[0] // Ole Petter
			continue
		}
		if whole := a.initialOf(m.Name); whole != none && whole != i {
			m.Refers = whole // Sara H
			continue
		}
		if whole := a.formalName(m.Name); whole != none && whole != i {
			m.Refers = whole
			continue
		}
		key := foldName(m.Name)
		other, known := first[key]
		switch {
		case !known:
			first[key] = i
		case a.mentions[other].Name != m.Name && (m.Method != "attendance-list" || a.mentions[other].Method != "attendance-list"):
			m.Refers = other
		}
	}
}

// initialOf returns the one person of the document whom a given name and the
// first letter of a surname mean; none where there is nobody or several.
func (a *analysis) initialOf(name string) int {
	first, letter, ok := strings.Cut(strings.TrimSuffix(name, "."), " ")
	if !ok || utf8.RuneCountInString(letter) != 1 {
		return none
	}
	found := none
	for _, p := range a.people.byGiven[first] {
		rest := a.mentions[p].Name[strings.LastIndexByte(a.mentions[p].Name, ' ')+1:]
		if rest == letter || !strings.HasPrefix(rest, letter) {
			continue
		}
		if found != none {
			return none
		}
		found = p
	}
	return found
}
