package extract

import (
	"strings"

	"github.com/samband/samband/graph"
)

// complement reads what stands behind the title: "i Region Halland", "för
// Riksförbundet HjärtLung", "för life science", or an organisation without a
// preposition.
func (a *analysis) complement(ph *phrase, limit int) {
	before := ph.org
	if a.firmBehind(ph, limit) {
		return
	}
	for at, hops := ph.to, 0; hops < 3 && at < limit && a.follows(at); hops++ {
		if org, ok := a.mentionAt(at, graph.Organisation); ok && a.extent[org].from == at {
			if ph.org != before {
				return
			}
			a.setOrg(ph, org)
			at = ph.to
			continue
		}
		if a.boardAt(at) {
			at = a.board(ph, at) // gruppledare regionfullmäktige
			continue
		}
		if a.lower(at) == "här" && a.follows(at+1) {
			at++
		}
		next := at + 1
		if l := a.lower(next); l == "den" || l == "det" || l == "de" {
			next++
		}
		if !rolePreposition(a.lower(at)) && (a.lower(at) != "av" || !strings.HasSuffix(a.lower(at-1), "ledamot")) || next >= limit || !a.follows(next) ||
			a.lower(at) == "från" && isTraining(a.lower(ph.to-1)) {
			return
		}
		end, more := a.governed(ph, at, next, limit, before)
		if !more {
			return
		}
		at = end
	}
}

// firmBehind reads the organisation that a line of signatures puts right behind
// a title: "NN, vd Lindvik" at the end of its line.
func (a *analysis) firmBehind(ph *phrase, limit int) bool {
	at := ph.to
	if ph.org != none || at >= limit || !a.follows(at) || a.tokens[at].gap != space || a.owner[at] != none || !a.is(at, capital) || a.is(at, given|surname|stop|role|initial) {
		return false
	}
	if start := ph.titles[0].from; !a.inApposition(start) {
		return false
	}
	to := a.capitals(at)
	if to <= at || to < len(a.tokens) && a.tokens[to].gap < newline {
		return false
	}
	a.setOrg(ph, a.claimBody(named{at, to, false, "role-context", .65}))
	return true
}

// boardAt reports whether a board without a name of its own stands at the
// token.
func (a *analysis) boardAt(at int) bool {
	return a.is(at, bodyWord) && a.owner[at] == none && !a.is(at, role|capital)
}

// jointBoard returns the token behind a board with a coordinated name in lower
// case: miljö- och jordbruksutskottet; at where there is none.
func (a *analysis) jointBoard(at int) int {
	end := at + 1
	if !a.dangling(at) || a.owner[at] != none {
		return at
	}
	if a.lower(end) == "-" {
		end++
	}
	if a.lower(end) != "och" || !a.is(end+1, bodyWord) || a.owner[end+1] != none || !a.follows(end+1) {
		return at
	}
	return end + 2
}

// governed reads what a preposition at token prep governs from token at: a
// board, an organisation, a place or a task. It returns the token behind it,
// and whether more may follow; before is the organisation that stood before
// the title.
func (a *analysis) governed(ph *phrase, prep, at, limit, before int) (int, bool) {
	if org, ok := a.mentionAt(at+1, graph.Organisation); ok && a.follows(at+1) && a.extent[org].from == at+1 && a.announces(at) {
		a.setOrg(ph, org) // vd för branschorganisationen X
		return ph.to, true
	}
	if end, more, ok := a.governedBoard(ph, prep, at, before); ok {
		return end, more
	}
	if l := a.lower(prep); ph.org != before && l != "i" && l != "vid" && l != "inom" && l != "på" {
		return 0, false // only a place in another body makes the one a part of it
	}
	a.employs(prep, at)
	if org, ok := a.organisationIn(at, limit, a.lower(prep)); ok {
		a.setOrg(ph, org)
		return ph.to, true
	}
	if place, ok := a.mentionAt(at, graph.Place); ok {
		if ph.org == before {
			a.setPlace(ph, place)
		}
		return 0, false
	}
	if a.ofMeeting(prep - 1) {
		ph.to = at + 1 // sekreterare för mötet
		return ph.to, false
	}
	end := a.task(prep, at, limit)
	if l := a.lower(at + 1); end == at && ph.org == before && a.lower(prep) == "på" && (l == "vid" || l == "på" || l == "i") && a.follows(at+1) {
		return at + 1, true // på sömnmottagningen vid X
	}
	if end == at || ph.org != before {
		return 0, false // the place of the organisation
	}
	ph.titles[len(ph.titles)-1].to = end
	ph.to = end
	return end, true
}

// governedBoard reads a board or a body that the document means by its noun
// alone, and reports whether there was one.
func (a *analysis) governedBoard(ph *phrase, prep, at, before int) (end int, more, ok bool) {
	if end := a.jointBoard(at); end > at && ph.org == before {
		ph.titles[len(ph.titles)-1].to, ph.to = end, end
		return end, true, true
	}
	if before != none && ph.org == before && a.ofParty(before) && a.boardAt(at) {
		ph.to = at + 1 // Moderaternas gruppledare i byggnadsnämnden
		return ph.to, true, true
	}
	if l := a.lower(prep); !a.associationMeant(at) && a.boardAt(at) && ph.org == before && (a.uncased || l != "på" && l != "vid") {
		return a.board(ph, at), true, true
	}
	org, ok := a.definiteBody(at)
	if ok && org != none {
		a.setOrg(ph, org)
	}
	return 0, false, ok
}

// ofParty reports whether an organisation is a political party.
func (a *analysis) ofParty(org int) bool {
	for _, alias := range a.lists.Find(a.mentions[org].Name) {
		if alias.Entry.Class == "party" {
			return true
		}
	}
	return a.mentions[org].Method == "party"
}

// setPlace notes where a role is held. The municipality of that name is its
// organisation where the document names it.
func (a *analysis) setPlace(ph *phrase, place int) {
	ph.place = a.mentions[place].Name
	ph.to = max(ph.to, a.extent[place].to)
	for _, name := range []string{ph.place + " kommun", ph.place + "s kommun", ph.place + " stad", ph.place + "s stad"} {
		if org := a.orgs[name]; org > 0 && ph.org == none {
			ph.org = org - 1
		}
	}
}

// isTraining tells which titles, followed by "från", say where somebody
// studied rather than works: civilingenjör från Chalmers.
func isTraining(lower string) bool {
	for _, ending := range []string{"ingenjör", "doktor", "ekonom", "jurist", "magister", "arkitekt"} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// board takes a board without a name of its own into the title: vice
// ordförande i regionstyrelsen. A board that the document writes with a
// capital elsewhere is an organisation. It returns the token behind it.
func (a *analysis) board(ph *phrase, at int) int {
	if a.orgs[upperFirst(a.lower(at))] > 0 || a.uncased {
		a.setOrg(ph, a.claim(at, at+1, Mention{
			Kind: graph.Organisation, Name: upperFirst(a.lower(at)), Method: "role-context", Confidence: .75, Refers: none,
		}))
		return ph.to
	}
	ph.titles[len(ph.titles)-1].to = at + 1
	ph.to = at + 1
	return at + 1
}

// setOrg notes the phrase's organisation; a second one is what the first is a
// part of.
func (a *analysis) setOrg(ph *phrase, org int) {
	ph.to = max(ph.to, a.extent[org].to)
	switch {
	case ph.org == none:
		ph.org = org
	case ph.org != org && ph.partOf == none:
		ph.partOf = org
	}
}

// rolePreposition tells which prepositions tie a role to its organisation.
func rolePreposition(lower string) bool {
	switch lower {
	case "på", "i", "vid", "för", "hos", "från", "inom", "till", "of", "at", "med", "åt":
		return true
	}
	return false
}

// task returns the end of the field that a title names: samordnare för life
// science, chef för avdelningen hälsa, statssekreterare hos näringsministern.
func (a *analysis) task(prep, at, limit int) int {
	if p, ok := a.mentionAt(at, graph.Person); ok {
		if a.lower(prep) != "hos" && a.lower(prep) != "till" {
			return at
		}
		return min(limit, a.extent[p].to)
	}
	if p, ok := a.mentionAt(at+1, graph.Person); ok && a.is(at, role) && a.lower(prep) == "hos" {
		return min(limit, a.extent[p].to)
	}
	if p, ok := a.mentionAt(at+1, graph.Person); ok && a.is(at, role) && a.extent[p].from == at+1 {
		return at // doktorand för professor NN
	}
	if l := a.lower(prep); l != "för" && l != "inom" && l != "i" && l != "med" && l != "på" && l != "till" {
		return at
	}
	if quantity(a.lower(at)) && timeWord(a.lower(at+1)) {
		return at // i elva år
	}
	if l := a.lower(at); a.lower(prep) == "på" && (strings.HasSuffix(l, "en") || strings.HasSuffix(l, "et") || strings.HasSuffix(l, "an")) {
		return at // on a ward, at a school: where, not what
	}
	end, _ := a.nounPhrase(at)
	for i := at + 1; i < end; i++ {
		if l := a.lower(i); l == "på" || l == "vid" {
			end = i // lärare i matematik på katedralskolan
		}
	}
	for end < limit && a.follows(end) && a.lower(end-1) != "," && a.plainNoun(end) && (a.is(at, bodyDefinite) || unitNoun(a.lower(at))) {
		end++
	}
	return min(end, limit)
}

// unitNoun tells which nouns a unit's name follows: avdelning hälsa.
func unitNoun(lower string) bool {
	switch lower {
	case "avdelning", "enhet", "sektion", "område", "verksamhetsområde", "affärsområde", "sektor":
		return true
	}
	return false
}
