package extract

import "strings"

// appointments reads "har beslutat att anställa NN som generaldirektör",
// "regeringen har utsett NN till samordnare".
func (a *analysis) appointments(p int) {
	e := a.extent[p]
	verb, behind := a.verbBeforeTitle(e.from), e.to
	if verb < 0 || e.from == e.to || !a.follows(e.from) || a.lower(behind) != "som" && a.lower(behind) != "till" || !a.follows(behind) {
		return
	}
	status := ""
	switch a.lower(verb) {
	case "utser", "anställer", "utnämner", "förordnar", "rekryterar":
		status = "incoming"
	case "utsett", "utsåg", "anställt", "utnämnt", "utnämnde", "förordnat", "rekryterat", "förordnades", "utsågs", "utnämndes", "tillkallades", "tillkallat",
		"anställdes", "förordnade", "anlitat", "anlitades":
	case "utse", "anställa", "utnämna", "förordna":
		decided := false
		for i := verb - 1; i >= 0 && verb-i < 6 && a.sameSentence(i, verb); i-- {
			decided = decided || strings.HasPrefix(a.lower(i), "beslut")
		}
		if !decided {
			return
		}
		status = "incoming"
	default:
		return
	}
	ph, ok := a.phraseAt(behind+1, len(a.tokens))
	if !ok || a.denied(max(0, verb-2)) {
		return
	}
	ph.status = a.statusOfClause(verb, &ph, status)
	a.claimPhrase(p, ph, "appointment", .8)
}

// verbBeforeTitle returns the token before a name and the title in front of it.
func (a *analysis) verbBeforeTitle(name int) int {
	const longest = 4
	at := name - 1
	for at > 0 && name-at <= longest && a.follows(at) && a.owner[at] == none && (a.is(at, role|status) || a.modifier(at)) && !electing(a.lower(at)) {
		at--
	}
	return at
}

// statusOfClause is the status of a role: as the title says, as the tense of
// its verb does, and, where somebody is appointed, as the sentences behind tell
// of when she begins.
func (a *analysis) statusOfClause(verb int, ph *phrase, tense string) string {
	switch {
	case ph.status != "":
		return ph.status
	case tense == "former" && a.lower(verb) == "har" && ph.since != "" && ph.until == "":
		return "" // har varit chef sedan 2015
	case tense == "" && a.appoints(verb) && a.beginsLater(ph.to):
		return "incoming"
	}
	return tense
}

// appoints reports whether the verb at the token, or the one it helps, tells
// of an appointment.
func (a *analysis) appoints(verb int) bool {
	for i := verb; i < verb+3 && i < len(a.tokens); i++ {
		switch a.lower(i) {
		case "utses", "utsågs", "utsetts", "utnämns", "utnämndes", "utnämnts", "anställs", "anställts", "förordnas", "förordnats", "rekryteras", "rekryterats", "valts", "utsett", "anställt", "utnämnt", "förordnat", "rekryterat":
			return true
		}
	}
	return false
}

// beginsLater reports whether the sentences right behind a role say that its
// holder begins later: "Hon tillträder den 1 mars".
func (a *analysis) beginsLater(at int) bool {
	const farthest = 40
	for i := at; i < len(a.tokens) && i < at+farthest && a.tokens[i].gap != blank; i++ {
		if a.lower(i) == "tillträder" {
			return true
		}
	}
	return false
}
