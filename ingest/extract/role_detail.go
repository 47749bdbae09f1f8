package extract

import (
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// detail reads the words that a list or brackets put behind a name: roles,
// organisations, a party.
func (a *analysis) detail(p, from, to int, method string) {
	if from >= to {
		return
	}
	people := append(a.sharers(p), p)
	if to-from == 1 {
		if party, ok := a.lists.Party(a.lower(from)); ok {
			a.party(p, from, party)
			return
		}
	}
	open := len(a.roles) // roles that an organisation behind them completes
	employer := none     // what an entry of a list names before the title
	for from < to {
		if a.partyInBrackets(p, from) {
			from = a.separator(from+3, to)
			continue
		}
		if ph, ok := a.phraseAt(from, to); ok {
			if ph.org == none && !a.meetingTitle(ph) {
				ph.org = employer
			}
			if method != "attendance-list" || !a.standsIn(ph) {
				a.claimAll(people, ph, method)
			}
			from = a.separator(ph.to, to)
			continue
		}
		end := from + 1
		if org, ok := a.detailOrganisation(from, to); ok {
			end = a.extent[org].to
			if a.complete(open, org) {
				open = len(a.roles)
				from = a.separator(end, to)
				continue
			}
			for _, person := range people {
				a.affiliate(person, org, a.span(a.extent[person].from, max(a.extent[person].to, end)), method, .9)
			}
			employer = org
		}
		from = a.separator(end, to)
	}
}

// claimAll claims a phrase for everyone it serves.
func (a *analysis) claimAll(people []int, ph phrase, method string) {
	for _, person := range people {
		a.claimPhrase(person, ph, method, .9)
	}
}

// partyInBrackets claims a party in brackets from token i, and reports whether
// it was there. Behind another person's name it is not p's.
func (a *analysis) partyInBrackets(p, i int) bool {
	party, ok := a.lists.Party(a.lower(i + 1))
	if !ok || a.lower(i) != "(" || a.lower(i+2) != ")" {
		return false
	}
	if other, person := a.mentionAt(i-1, graph.Person); !person || other == p {
		a.party(p, i+1, party)
	}
	return true
}

// meetingTitle reports whether a title may be a function at the meeting rather
// than one held at the employer.
func (a *analysis) meetingTitle(ph phrase) bool {
	switch a.lower(ph.titles[len(ph.titles)-1].to - 1) {
	case "ordförande", "ordf", "ordf.", "sekreterare", "sekr", "sekr.", "antecknar", "antecknare", "justerare", "ledamot", "ersättare", "suppleant", "sammankallande", "moderator", "protokollförare", "föredragande":
		return true
	}
	return false
}

// standsIn reports whether a title only says that somebody sits in another's
// place at the meeting.
func (a *analysis) standsIn(ph phrase) bool {
	switch a.lower(ph.titles[0].to - 1) {
	case "ersättare", "suppleant", "justerare":
		return ph.org == none
	}
	return false
}

// complete gives the organisation to the roles from open on that have none,
// and reports whether there were any.
func (a *analysis) complete(open, org int) bool {
	done := false
	for k := open; k < len(a.roles); k++ {
		r := &a.roles[k]
		if r.org == none {
			r.org, done = org, true
			r.evidence.End = max(r.evidence.End, a.mentions[org].End)
		}
	}
	return done
}

// separator skips to the next part of a detail.
func (a *analysis) separator(at, to int) int {
	for at < to {
		switch a.lower(at) {
		case ",", "/", "och", "samt", ";", "&", "–", "-":
			at++
			continue
		}
		return at
	}
	return at
}

// detailOrganisation returns the organisation that a part of a detail names;
// a capitalised part that is nothing else is one.
func (a *analysis) detailOrganisation(from, to int) (int, bool) {
	if org, ok := a.mentionAt(from, graph.Organisation); ok {
		return org, true
	}
	if a.owner[from] != none || a.tokens[from].kind != swedish.Word || a.is(from, stop|initial) {
		return none, false
	}
	if !a.is(from, capital) {
		return none, false
	}
	end := from + 1
	for end < to && a.owner[end] == none && a.tokens[end].kind == swedish.Word && a.is(end, capital|bodyHead|bodyWord) {
		end++
	}
	if m, ok := a.listedAt(from); ok && m.to <= to && m.to >= end {
		if m.alias.Entry.Entity == graph.Place {
			return none, false
		}
		return a.claimListed(from, m), true
	}
	return a.claimBody(named{from, end, false, "role-context", .75}), true
}

// sharers are the people joined to p by och before a shared bracket: Niklas
// Björk och Olle Rydberg (Forte).
func (a *analysis) sharers(p int) []int {
	var out []int
	at := a.extent[p].from - 1
	for at > 0 && (a.lower(at) == "och" || a.lower(at) == "," && len(out) > 0) {
		other, ok := a.mentionAt(at-1, graph.Person)
		if !ok || !a.sameSentence(at, a.extent[p].from) {
			break
		}
		out = append(out, other)
		at = a.extent[other].from - 1
	}
	return out
}

// party claims a party's abbreviation behind a name.
func (a *analysis) party(p, at int, party string) {
	org, ok := a.mentionAt(at, graph.Organisation)
	if !ok {
		if a.owner[at] >= 0 {
			return
		}
		org = a.claim(at, at+1, Mention{
			Kind: graph.Organisation, Name: party, Canonical: party, Attributes: map[string]string{"acronym": a.tokens[at].word.text},
			Method: "party", Confidence: .9, Refers: none,
		})
	}
	a.mentions[org].Canonical, a.mentions[org].Name, a.mentions[org].Method = party, party, "party"
	a.affiliate(p, org, a.span(a.extent[p].from, at+1), "party", .95)
}
