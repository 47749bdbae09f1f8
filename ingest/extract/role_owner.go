package extract

import (
	"strings"

	"github.com/samband/samband/graph"
)

// organisationBefore returns the organisation that a possessive at token i
// refers to: the last one in its sentence or the one before, none where there
// is none.
func (a *analysis) organisationBefore(i int) int {
	const farthest = 40
	for at := i - 1; at >= 0 && i-at < farthest && a.tokens[i].sentence-a.tokens[at].sentence <= 1; at-- {
		if org, ok := a.mentionAt(at, graph.Organisation); ok && a.mentions[org].Method != "party" {
			return org
		}
	}
	return none
}

// bodyMeant returns the organisation that a definite genitive at token i
// means: the last one before it of that sort, as in "… Arbetsförmedlingen …
// myndighetens generaldirektör NN"; none where there is none near.
func (a *analysis) bodyMeant(i int) int {
	const farthest = 80
	sort := strings.TrimSuffix(a.lower(i), "s")
	for at := i - 1; at >= 0 && i-at < farthest && a.tokens[i].sentence-a.tokens[at].sentence <= 4; at-- {
		if org, ok := a.mentionAt(at, graph.Organisation); ok && a.ofSort(org, sort) {
			return org
		}
	}
	return none
}

// ofSort reports whether a definite noun can mean an organisation.
func (a *analysis) ofSort(org int, sort string) bool {
	name := a.mentions[org].Name
	class := ""
	for _, alias := range a.lists.Find(name) {
		class = alias.Entry.Class
	}
	lower := strings.ToLower(name)
	switch sort {
	case "myndigheten":
		return class == "authority"
	case "kommunen", "universitetet", "sjukhuset", "institutet", "förbundet", "regionen":
		return strings.Contains(lower, strings.TrimSuffix(strings.TrimSuffix(sort, "en"), "et"))
	case "bolaget", "företaget", "koncernen":
		return class == "company" || a.is(a.extent[org].to-1, companyForm)
	}
	return false
}

// orgOpensSentence reads "På Ekvalla sjukhus följer överläkaren NN …" and
// "Från Region Skåne kom utredaren NN": one verb stands between the
// organisation that opens the sentence and the title.
func (a *analysis) orgOpensSentence(start int, ph *phrase) {
	s := a.sentenceOf(start)
	switch a.lower(s.from) {
	case "på", "vid", "hos", "från", "i":
	default:
		return
	}
	org, ok := a.mentionAt(s.from+1, graph.Organisation)
	if ok && a.extent[org].from == s.from+1 && a.extent[org].to+1 == start && !a.is(start-1, capital) {
		ph.org = org
	}
}

// orgInFront ties a title to the organisation before it: an unknown name in
// the genitive, or the subject of "Region Skåne deltar genom utredaren NN".
func (a *analysis) orgInFront(start int, ph *phrase) {
	before := start - 1
	if before < 0 || !a.follows(start) {
		return
	}
	w := a.tokens[before].word
	if a.owner[before] == none && w.is(capital) && w.base != "" && !w.is(given|surname) && a.placeNamed(before-1) {
		ph.org = a.claimBody(named{before - 1, start, true, "role-context", .7}) // Stockholm Vattens chef
		return
	}
	if a.owner[before] == none && w.is(capital) && w.base != "" {
		if m, ok := a.listedAt(before); ok && m.to == start && m.genitive && m.alias.Entry.Entity == graph.Organisation {
			ph.org = a.claimListed(before, m)
			return
		}
		if a.endsInS(before) {
			ph.org = a.claimBody(named{before, start, false, "role-context", .7})
			return
		}
		if !w.is(stop|given|surname|role|common) && w.baseTraits&(given|surname|common) == 0 && (!a.tokens[before].first || w.common+a.words.of(w.base).common == 0) {
			ph.org = a.claimBody(named{before, start, true, "role-context", .7})
			return
		}
	}
	if w.lower == "deras" || w.lower == "dess" {
		ph.org = a.organisationBefore(before)
		return
	}
	if a.definiteGenitive(before) && ph.org == none {
		if ph.org = a.bodyMeant(before); ph.org != none {
			return
		}
	}
	if w.lower != "via" && w.lower != "genom" {
		a.orgOpensSentence(start, ph)
		return
	}
	for i := before - 1; i >= 0 && before-i < 12 && a.sameSentence(i, before); i-- {
		if org, ok := a.mentionAt(i, graph.Organisation); ok {
			ph.org = org
			return
		}
	}
}

// orgBehind ties a title before a name to the organisation behind it.
func (a *analysis) orgBehind(p int, ph *phrase) {
	at := a.extent[p].to
	if !a.follows(at) {
		return
	}
	switch a.lower(at) {
	case "från", "på", "vid", "hos", "i":
	case ",":
		if org, ok := a.mentionAt(at+1, graph.Organisation); ok && a.extent[org].from == at+1 && !a.genitive(org) && a.closesApposition(a.extent[org].to) {
			ph.org, ph.to = org, max(ph.to, a.extent[org].to)
		}
		return
	default:
		return
	}
	if l := a.lower(at); l == "i" || l == "från" && a.capitals(at+1)-at < 3 {
		if org, ok := a.mentionAt(at+1, graph.Organisation); ok && a.extent[org].from == at+1 {
			ph.org, ph.to = org, max(ph.to, a.extent[org].to)
		}
		return
	}
	if org, ok := a.organisationIn(at+1, len(a.tokens), a.lower(at)); ok && a.extent[org].from == at+1 {
		ph.org, ph.to = org, max(ph.to, a.extent[org].to)
	}
}

// endsInS reports whether an unknown name in s is no genitive: the document has
// it several times and never without the s.
func (a *analysis) endsInS(i int) bool {
	w := a.tokens[i].word
	if w.is(stop|given|surname|role|common) || strings.ContainsAny(w.text, ":’'") {
		return false
	}
	times := 0
	for k := range a.tokens {
		switch a.tokens[k].word.text {
		case w.base:
			return false
		case w.text:
			times++
		}
	}
	return times > 1
}

// placeNamed reports whether a free listed place stands at the token, right
// before the next word.
func (a *analysis) placeNamed(i int) bool {
	return i >= 0 && a.owner[i] == none && a.is(i, capital) && a.tokens[i].word.listed && a.tokens[i+1].gap == space && !a.is(i, given|surname|role|stop)
}
