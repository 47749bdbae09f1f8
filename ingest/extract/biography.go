package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// biographies reads what people are said to be below their names, as pages of
// speakers and authors have it: "Anna Ek" above "Docent i pedagogik vid Umeå
// universitet. Var tidigare rektor på Vallaskolan".
func (a *analysis) biographies() {
	for i := range a.in.Structure.Sections {
		heading := a.tokensIn(a.in.Structure.Sections[i].Heading)
		p, ok := a.mentionAt(heading.from, graph.Person)
		if !ok || a.extent[p] != heading || !strings.Contains(a.mentions[p].Name, " ") {
			continue
		}
		a.biography(p, a.tokensIn(a.in.Structure.Sections[i].Body))
	}
}

// biography reads the sentences of one, up to the next blank line. Those
// without a subject are about the person.
func (a *analysis) biography(p int, body extent) {
	for at := body.from; at < body.to; {
		s := extent{at, at + 1}
		for s.to < body.to && a.sameSentence(s.from, s.to) && a.tokens[s.to].gap != blank {
			s.to++
		}
		if s.from > body.from && a.tokens[s.from].gap == blank {
			return
		}
		a.bareSentence(p, s)
		at = s.to
	}
}

// bareSentence reads a sentence that begins with a title or with a verb: "Rektor
// på …", "Var under många år lärare i …", "Har en bakgrund som … och som …".
func (a *analysis) bareSentence(p int, s extent) {
	if ph, ok := a.phraseAt(s.from, s.to); ok && !a.startsClause(ph.to) {
		a.claimPhrase(p, ph, "biography", .85)
		a.alsoIs(p, &ph)
		return
	}
	if a.background(p, s) {
		return
	}
	if _, _, ok := a.roleVerb(s.from); ok && a.lower(s.from) != "kom" {
		a.copula(p, s.from)
	}
}

// startsClause reports whether the words up to token at are the subject of a
// verb there: "Rektorn på skolan säger".
func (a *analysis) startsClause(at int) bool {
	return a.follows(at) && a.is(at, saying|verb)
}

// background reads "Har (en) bakgrund som socialdirektör i … och som utredare
// på …".
func (a *analysis) background(p int, s extent) bool {
	told := false
	for i := s.from; i < s.to; i++ {
		if a.lower(i) == "bakgrund" || a.lower(i) == "förflutet" {
			told = true
		}
		if !told || a.lower(i) != "som" {
			continue
		}
		if ph, ok := a.phraseAt(i+1, s.to); ok {
			ph.status = "former"
			a.claimPhrase(p, ph, "biography", .8)
		}
	}
	return told && a.in.Structure.Kind != corpus.KindMinutes
}
