package extract

import (
	"strings"

	"github.com/samband/samband/graph"
)

// firstPersonRoles reads "jag arbetar som nationell samordnare" in the turn of
// a known speaker.
func (a *analysis) firstPersonRoles() {
	for t, speaker := range a.speakers {
		if speaker < 0 {
			continue
		}
		e := a.tokensIn(a.in.Structure.Turns[t].Body)
		for i := e.from; i < e.to; i++ {
			if a.lower(i) == "tid" && a.lower(i-1) == "min" && a.lower(i+1) == "som" {
				a.myTimeAs(speaker, i)
			}
			if a.lower(i) == "du" && a.lower(i+1) == "är" {
				a.secondPerson(t, i)
			}
			if a.lower(i) != "jag" {
				continue
			}
			a.firstPerson(speaker, i)
			a.workedAt(speaker, i)
		}
	}
}

// myTimeAs reads "under min tid som kommunalråd" from "tid".
func (a *analysis) myTimeAs(speaker, i int) {
	ph, ok := a.phraseAt(i+2, len(a.tokens))
	if !ok {
		return
	}
	ph.status = "former"
	before := len(a.roles)
	a.claimPhrase(speaker, ph, "first-person", .7)
	for k := before; k < len(a.roles); k++ {
		a.roles[k].evidence = a.span(i-1, max(ph.to, i+1))
	}
}

// secondPerson reads "du är ju jurist" from "du": the role of whoever answers,
// where the sentence names nobody.
func (a *analysis) secondPerson(turn, i int) {
	if turn+1 >= len(a.speakers) || a.speakers[turn+1] < 0 || a.root(a.speakers[turn+1]) == a.root(a.speakers[turn]) {
		return
	}
	s := a.sentenceOf(i)
	for at := s.from; at < s.to; at++ {
		if _, person := a.mentionAt(at, graph.Person); person {
			return
		}
	}
	answers, before := a.speakers[turn+1], len(a.roles)
	a.copula(answers, i+1)
	for k := before; k < len(a.roles); k++ {
		r := &a.roles[k]
		r.evidence, r.method, r.confidence = a.span(i, a.endOfRole(i, r)), "second-person", .65
	}
}

// firstPerson claims the role a speaker gives herself from "jag" at token i,
// with the verb on either side.
func (a *analysis) firstPerson(speaker, i int) {
	before := len(a.roles)
	switch a.lower(i - 1) {
	case "är", "var", "blev", "jobbade", "arbetade", "jobbar", "arbetar", "började", "satt":
		a.inverted(speaker, i)
	default:
		a.copula(speaker, i+1)
	}
	if len(a.roles) == before {
		return
	}
	for k := before; k < len(a.roles); k++ {
		r := &a.roles[k]
		// The evidence is what she says, not her label far above it.
		r.evidence = a.span(i, a.endOfRole(i, r))
		r.method, r.confidence = "first-person", .75
	}
}

// inverted reads "är jag utredare", "sedan jobbade jag i fyra år som strateg"
// with the pronoun at token i.
func (a *analysis) inverted(speaker, i int) {
	verb, at := a.lower(i-1), i+1
	if verb != "är" && verb != "var" && verb != "blev" {
		for at = i + 1; at < i+8 && a.follows(at) && a.lower(at) != "som"; at++ {
		}
		if a.lower(at) != "som" {
			return
		}
		at++
	}
	for a.follows(at) && a.adverbial(at) {
		at++
	}
	if at >= len(a.tokens) || !a.follows(at) || a.denied(at) {
		return
	}
	ph, ok := a.phraseAt(at, len(a.tokens))
	if !ok {
		return
	}
	if (strings.HasSuffix(verb, "ade") || verb == "var" || verb == "satt") && ph.status == "" {
		ph.status = "former"
	}
	if ph.org == none && a.lower(i-2) == "där" {
		ph.org = a.organisationBefore(i - 2)
	}
	a.claimPhrase(speaker, ph, "first-person", .75)
}

// workedAt reads "jag har … jobbat många år på Vinnova som avdelningschef".
func (a *analysis) workedAt(speaker, i int) {
	for at := i + 1; at < len(a.tokens) && at < i+25 && a.sameSentence(i, at); at++ {
		switch a.lower(at) {
		case "inte", "aldrig", "jag":
			return
		case "jobbat", "arbetat", "jobbade", "arbetade", "verkat":
		default:
			continue
		}
		for org := at + 1; org < len(a.tokens) && org < at+8 && a.sameSentence(i, org); org++ {
			m, ok := a.mentionAt(org, graph.Organisation)
			end := 0
			if ok {
				end = a.extent[m].to
			}
			if !ok || a.lower(end) != "som" {
				continue
			}
			ph, found := a.phraseAt(end+1, len(a.tokens))
			if !found {
				return
			}
			if ph.org == none {
				ph.org = m
			}
			ph.status = "former"
			a.claimPhrase(speaker, ph, "first-person", .75)
			a.roles[len(a.roles)-1].evidence = a.span(i, max(ph.to, end))
			return
		}
	}
}

// endOfRole returns the end of the clause that states the role.
func (a *analysis) endOfRole(i int, r *roleClaim) int {
	end := i + 1
	for end < len(a.tokens) && a.follows(end) && a.tokens[end].end <= r.evidence.End {
		end++
	}
	return end
}
