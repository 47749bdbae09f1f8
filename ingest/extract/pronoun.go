package extract

import "strings"

// pronounRoles reads "Hon är hydrolog", "Sedan årsskiftet är han professor".
func (a *analysis) pronounRoles() {
	for i := range a.tokens {
		if l := a.lower(i); l != "hon" && l != "han" && l != "hen" || a.owner[i] != none {
			continue
		}
		if ph, ok := a.inCapacity(i); ok {
			if p := a.anaphor(i); p != none {
				a.claimNear(p, ph, a.sentenceOf(i).from, "pronoun", .7)
			}
			continue
		}
		from, start, status, ok := a.pronounVerb(i)
		for ok && a.follows(start) && a.adverbial(start) {
			start++
		}
		if !ok || start >= len(a.tokens) || !a.follows(start) || a.denied(start) || a.hedged(i) {
			continue
		}
		ph, ok := a.phraseAt(start, len(a.tokens))
		if !ok {
			continue
		}
		if ph.org == none && a.lower(i-1) == "där" {
			ph.org = a.organisationBefore(i - 1)
		}
		if p := a.anaphor(i); p != none {
			ph.status = a.statusOfClause(a.verbBefore(i, start), &ph, status)
			a.claimNear(p, ph, from, "pronoun", .7)
			a.secondCopula(p, ph.to)
		}
	}
}

// verbBefore returns the verb between a pronoun, or before it, and the role
// that begins at token start.
func (a *analysis) verbBefore(pronoun, start int) int {
	for i := max(0, pronoun-1); i < start; i++ {
		if _, _, ok := a.roleVerb(i); ok {
			return i
		}
	}
	return pronoun
}

// pronounVerb finds the verb beside a pronoun that may give its person a role:
// where the clause and where the role begins, and the status of the role.
func (a *analysis) pronounVerb(i int) (from, start int, status string, ok bool) {
	switch a.lower(i - 1) {
	case "är", "var", "blir", "blev":
		if a.follows(i) {
			_, status, _ = a.roleVerb(i - 1)
			return i - 1, i + 1, status, true
		}
	case "arbetade", "jobbade", "arbetar", "jobbar", "tjänstgjorde":
		if som := a.somWithin(i); som > 0 {
			if strings.HasSuffix(a.lower(i-1), "de") {
				status = "former"
			}
			return i - 1, som + 1, status, true
		}
	}
	at := i + 1
	for end := at + 6; at < end && a.follows(at) && a.adverbial(at); {
		at++
	}
	if !a.follows(at) {
		return 0, 0, "", false
	}
	start, status, ok = a.roleVerb(at)
	return i, start, status, ok
}

// claimNear claims a phrase whose evidence begins at a token.
func (a *analysis) claimNear(p int, ph phrase, from int, method string, confidence float64) {
	before := len(a.roles)
	a.claimPhrase(p, ph, method, confidence)
	for k := before; k < len(a.roles); k++ {
		a.roles[k].evidence = a.span(from, max(ph.to, from+1))
	}
}

// somWithin returns the token "som" behind an adverbial that follows a pronoun:
// arbetade hon fyra år som konsult; 0 where there is none.
func (a *analysis) somWithin(i int) int {
	for at := i + 1; at < i+8 && a.follows(at); at++ {
		if a.lower(at) == "som" {
			return at
		}
		if !a.adverbial(at) && !timeWord(a.lower(at)) {
			return 0
		}
	}
	return 0
}
