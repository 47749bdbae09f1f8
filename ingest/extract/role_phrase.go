package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// phraseAt reads a role phrase from token at, ending before limit:
// "forsknings- och innovationsdirektör i Region Stockholm", "Region Skånes
// regiondirektör", "ordförande och samordnare".
func (a *analysis) phraseAt(at, limit int) (phrase, bool) {
	ph := phrase{org: none, partOf: none}
	limit = min(limit, at+longestTitle, len(a.tokens))
	for at < limit && opensPhrase(a.lower(at)) {
		at++
	}
	switch {
	case a.lower(at) == "till" && a.lower(at+1) == "vardags":
		at += 2
	case a.lower(at) == "egenskap" && a.lower(at+1) == "av": // "i" is passed over
		at += 2
	}
	if at >= limit {
		return ph, false
	}
	if org, ok := a.mentionAt(at, graph.Organisation); ok && a.extent[org].from == at && a.genitive(org) {
		ph.org, at = org, a.extent[org].to
	}
	if at+1 < limit && a.definiteGenitive(at) && (a.is(at+1, role|status) || a.modifier(at+1)) {
		at++ // gruppens ordförande
	}
	at = a.leadingStatus(at, limit, &ph)
	start := at
	for at < limit {
		end, ok := a.title(at, limit)
		if !ok {
			break
		}
		ph.titles = append(ph.titles, extent{at, end})
		ph.to = end
		if next := a.lower(end); next != "och" && next != "samt" && next != "tillika" || !a.follows(end) {
			break
		}
		at = end + 1
	}
	if len(ph.titles) == 0 || start >= limit {
		return ph, false
	}
	a.complement(&ph, limit)
	a.years(&ph, limit)
	return ph, true
}

// definiteGenitive reports whether a common noun stands in the definite
// genitive: gruppens, mötets, kommunernas.
func (a *analysis) definiteGenitive(i int) bool {
	lower := a.lower(i)
	return (!a.is(i, capital) || a.tokens[i].first && a.owner[i] == none && !a.is(i, given)) && !a.is(i, role|stop) && (strings.HasSuffix(lower, "ens") || strings.HasSuffix(lower, "ets") || strings.HasSuffix(lower, "nas"))
}

// opensPhrase tells which words may stand before a role and are no part of it.
func opensPhrase(lower string) bool {
	switch lower {
	case "en", "ett", "den", "numera", "idag", "även", "tillika":
		return true
	}
	return softener(lower)
}

// leadingStatus skips words such as tidigare and tillförordnad.
func (a *analysis) leadingStatus(at, limit int, ph *phrase) int {
	for at < limit && (a.is(at, status) || a.lower(at) == "före" && a.lower(at+1) == "detta") {
		if a.lower(at) == "före" {
			ph.status = "former"
			at += 2
			continue
		}
		if s := statusOf(a.lower(at)); s != "" {
			ph.status = s
		}
		at++
		if a.lower(at) == "." && at < limit {
			at++
		}
	}
	return at
}

// title returns the end of one title that begins at token at: modifiers and a
// role noun.
func (a *analysis) title(at, limit int) (int, bool) {
	for i := at; i < limit && i-at < 6; i++ {
		t := a.tokens[i]
		if i > at && !a.follows(i) || t.kind != swedish.Word && t.kind != swedish.Number && t.word.text != "-" && t.word.text != "/" {
			return 0, false
		}
		if a.owner[i] >= 0 && a.mentions[a.owner[i]].Kind == graph.Person {
			return 0, false
		}
		if t.word.is(role) || a.agentive(i) || a.definiteAgent(i) {
			return a.titleTail(i+1, limit), true
		}
		if a.owner[i] >= 0 || t.word.is(saying|verb) || t.word.is(stop) && !titleWord(t.word.lower) {
			return 0, false
		}
	}
	return 0, false
}

// agentive reports whether an unknown word is a title by its ending and its
// place: "arbetar som barkare", "lokvårdare på SJ".
func (a *analysis) agentive(i int) bool {
	w := a.tokens[i].word
	if a.owner[i] != none || a.is(i, capital) && !a.tokens[i].first || w.is(stop|verb|saying|bodyWord) || len(w.lower) < 6 {
		return false
	}
	if a.lower(i-1) == "som" && a.follows(i) {
		switch a.lower(i - 2) {
		case "arbetar", "jobbar", "arbetade", "jobbade", "arbetat", "jobbat", "anställd", "anställdes":
			return true
		}
	}
	for _, ending := range [...]string{"are", "ör", "ist", "log", "iker", "nom", "ent", "ant", "chef", "ska"} {
		if strings.HasSuffix(w.lower, ending) {
			switch a.lower(i + 1) {
			case "på", "vid", "hos":
				_, org := a.mentionAt(i+2, graph.Organisation)
				return org && a.follows(i+2) && a.follows(i+1)
			}
			return false
		}
	}
	return false
}

// definiteAgent reports whether an unknown word right before a full name is a
// title by its ending: ortoptisten NN, lokvårdaren NN.
func (a *analysis) definiteAgent(i int) bool {
	w := a.tokens[i].word
	if a.owner[i] != none || w.is(capital) && !a.tokens[i].first || w.is(stop|role|bodyWord|given|surname) || !a.isFullName(i+1) || !a.follows(i+1) || a.tokens[i+1].gap != space {
		return false
	}
	_, ok := indefiniteAgent(w.lower)
	return ok
}

// indefiniteAgent brings a noun for what somebody does from the definite to the
// indefinite form. Winners and the like are no titles.
func indefiniteAgent(lower string) (string, bool) {
	switch lower {
	case "vinnaren", "segraren", "mottagaren", "deltagaren", "besökaren", "läsaren", "lyssnaren", "tittaren", "ägaren", "invånaren", "europamästaren":
		return "", false
	}
	for _, e := range [...][2]string{{"isten", "ist"}, {"aren", "are"}, {"ören", "ör"}, {"ologen", "olog"}, {"ikern", "iker"}, {"nomen", "nom"}, {"peuten", "peut"}} {
		if stem, ok := strings.CutSuffix(lower, e[0]); ok && len(stem) > 2 {
			return stem + e[1], true
		}
	}
	return "", false
}

// titleWord tells which stop words may stand in a title.
func titleWord(lower string) bool {
	switch lower {
	case "och", "första", "förste", "andra", "andre", "vice", "högsta", "stora", "ny", "nya", "i":
		return true
	}
	return false
}

// titleTail takes in the second noun of a title: professor emeritus,
// generaldirektör tillika.
func (a *analysis) titleTail(at, limit int) int {
	for at < limit && a.follows(at) && a.tokens[at].gap == space && a.owner[at] == none {
		switch a.lower(at) {
		case "emeritus", "emerita":
			at++
			continue
		case "of":
			if head := a.lower(at - 1); (head == "head" || head == "director" || head == "chief") && at+1 < limit && a.owner[at+1] == none && a.is(at+1, capital) {
				at += 2
				continue
			}
		}
		return at
	}
	return at
}

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
		if !rolePreposition(a.lower(at)) && !(a.lower(at) == "av" && strings.HasSuffix(a.lower(at-1), "ledamot")) || next >= limit || !a.follows(next) ||
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
	if end := a.jointBoard(at); end > at && ph.org == before {
		ph.titles[len(ph.titles)-1].to, ph.to = end, end
		return end, true
	}
	if a.associationMeant(at) {
		org, _ := a.definiteBody(at)
		if org != none {
			a.setOrg(ph, org)
		}
		return 0, false
	}
	if l := a.lower(prep); a.boardAt(at) && ph.org == before && (a.uncased || l != "på" && l != "vid") {
		return a.board(ph, at), true
	}
	if org, ok := a.definiteBody(at); ok {
		if org != none {
			a.setOrg(ph, org)
		}
		return 0, false
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

// genitive reports whether a mention stands in the genitive.
func (a *analysis) genitive(m int) bool {
	e := a.extent[m]
	w := a.tokens[e.to-1].word
	if w.base == "" {
		return false
	}
	return !strings.HasSuffix(a.mentions[m].Name, w.text)
}

// years reads "2015–2019", "sedan 2019", "mellan 2010 och 2014", "(till och med
// 2020)" behind a role.
func (a *analysis) years(ph *phrase, limit int) {
	at := ph.to
	if a.lower(at) == "(" {
		at++
	}
	if l := a.lower(at); (l == "under" || l == "från" || l == "mellan") && a.lower(at+1) == "åren" {
		at += 2
	} else if l == "åren" || (l == "under" || l == "mellan" || l == "från") && isYear(a.lower(at+1)) && !isYear(a.lower(at)) {
		at++
	}
	whole := a.lower(at)
	switch joint := a.lower(at + 1); {
	case whole == "sedan" && isYear(joint):
		ph.since, ph.to = joint, at+2
	case isYear(whole) && (joint == "–" || joint == "-" || joint == "och" || joint == "till") && isYear(a.lower(at+2)):
		ph.since, ph.until, ph.to = whole, a.lower(at+2), at+3
	case len(whole) > 9 && isYear(whole[:4]) && isYear(whole[len(whole)-4:]):
		ph.since, ph.until, ph.to = whole[:4], whole[len(whole)-4:], at+1
	case isYear(whole) && a.lower(at-1) == "från":
		ph.since, ph.to = whole, at+1
	default:
		return
	}
	if ph.until != "" && a.date != "" && ph.until < a.date[:min(4, len(a.date))] {
		ph.status = "former"
	}
	if a.lower(ph.to) == ")" {
		ph.to++
	}
	ph.to = min(ph.to, max(limit, 0))
}

// isYear reports whether a token is a year of this or the last century.
func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}
