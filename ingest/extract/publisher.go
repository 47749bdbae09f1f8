package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/reference"
)

// publisherStated ties a work to the organisation that the words around it make
// its publisher, where the reference itself does not know it: "I juni kom
// Boverket med rapporten …", "rapporten … från Boverket", the last name of an
// entry of a list.
func (a *analysis) publisherStated(c *cited) {
	e := a.extent[c.mention]
	if e.from >= e.to || !c.Cited || c.Publisher != "" {
		return
	}
	for _, find := range [...]func(*cited) (int, bool){a.publisherAtEnd, a.publisherBehind, a.publisherOwner, a.publisherIssues, a.publisherSubject, a.ownBody, a.publisherSends} {
		org, ok := find(c)
		if !ok || a.mentions[org].Method == "party" {
			continue
		}
		a.publishes(org, c, "publisher-clause", .7)
		return
	}
}

// publisherAtEnd returns the organisation that closes an entry of a list,
// behind a full stop or behind a town and a colon: "Titel. Umeå: Umeå
// universitet".
func (a *analysis) publisherAtEnd(c *cited) (int, bool) {
	entry := c.Evidence
	if c.Authors.Empty() && c.Method != "reference-list" || entry.Empty() || !entry.Valid(a.text) {
		return 0, false
	}
	within := a.tokensIn(entry)
	for i := within.to - 1; i >= a.extent[c.mention].to && i >= within.from; i-- {
		org, ok := a.mentionAt(i, graph.Organisation)
		if !ok {
			continue
		}
		switch a.lower(a.extent[org].from - 1) {
		case ".", ":", ",", ")":
			return org, a.tokens[a.extent[org].to-1].end+2 >= entry.End || a.lower(a.extent[org].to) == "." || a.lower(a.extent[org].to) == ","
		}
	}
	return 0, false
}

// publisherBehind returns the organisation behind a title: "Titel från
// Boverket", "Titel, en rapport av Boverket", "Titel (Boverket, 2021)".
func (a *analysis) publisherBehind(c *cited) (int, bool) {
	at := a.extent[c.mention].to
	for at < len(a.tokens) && (a.lower(at) == "”" || a.lower(at) == "\"" || a.lower(at) == "*") {
		at++
	}
	if a.lower(at) == "(" && a.tokens[at].gap != blank {
		org, ok := a.mentionAt(at+1, graph.Organisation)
		if !ok || a.extent[org].from != at+1 {
			return 0, false
		}
		next := a.extent[org].to
		if a.lower(next) == "," {
			next++
		}
		return org, isYear(a.lower(next)) || workNoun(a.lower(next)) || a.lower(next) == ")" && !a.is(at+1, initial)
	}
	if a.lower(at) == "(" {
		return 0, false
	}
	if a.lower(at) == "," {
		at++
	}
	for steps := 0; steps < 3 && (a.lower(at) == "en" || a.lower(at) == "ny" || a.lower(at) == "rapport" || a.lower(at) == "studie"); steps++ {
		at++
	}
	if l := a.lower(at); l != "från" && l != "av" || !a.follows(at) || !a.follows(at+1) {
		return 0, false
	}
	org, ok := a.mentionAt(at+1, graph.Organisation)
	return org, ok && a.extent[org].from == at+1
}

// publisherOwner returns the organisation in the genitive before a work:
// "Skolutredningens betänkande Titel".
func (a *analysis) publisherOwner(c *cited) (int, bool) {
	from := a.extent[c.mention].from
	at := a.workWords(from)
	if at >= from-1 || !a.sameSentence(at, from) {
		return 0, false
	}
	if org, ok := a.definiteIssuer(at); ok && strings.HasSuffix(a.lower(at), "s") {
		return org, true
	}
	org, ok := a.mentionAt(at, graph.Organisation)
	return org, ok && a.genitive(org) && a.extent[org].to == at+1
}

// publisherIssues returns the organisation that a verb of issuing right before
// a work has for its subject: "Boverket har tagit fram Titel".
func (a *analysis) publisherIssues(c *cited) (int, bool) {
	const reach = 6 // tokens
	from := a.extent[c.mention].from
	at, issued := a.workWords(from), false
	for steps := 0; steps < reach && at > 0 && a.sameSentence(at, from); at, steps = at-1, steps+1 {
		switch a.lower(at) {
		case "tagit", "tog", "gett", "gav", "publicerat", "publicerade", "publicerar", "presenterat", "presenterade", "presenterar", "släppt", "släppte", "släpper", "lanserat",
			"lanserade", "antagit", "antog", "beslutat", "beslutade", "fastställt", "fastställde", "redovisat", "redovisade":
			issued = true
			continue
		case "fram", "ut", "om", "har", "i", "dag", "går", "nyligen", "också", "även", "redan", "nu", "tidigare":
			continue
		}
		break
	}
	if org, ok := a.definiteIssuer(at); ok && (issued || isIssuing(a.lower(at-1)) && a.follows(at)) && !strings.HasSuffix(a.lower(at), "s") {
		return org, true
	}
	org, ok := a.mentionAt(at, graph.Organisation)
	return org, ok && issued && a.extent[org].to == at+1 && !a.genitive(org) && a.subjectPlace(org)
}

// publisherSends returns the organisation that sends a press release, for the
// report that it presents: the first that it names, unless a series or another
// publisher tells otherwise.
func (a *analysis) publisherSends(c *cited) (int, bool) {
	if c.Number != "" && strings.Contains(c.Number, " ") || c.Method != reference.MethodTitle && c.Method != reference.MethodNumber {
		return 0, false
	}
	sentence := a.sentenceOf(a.extent[c.mention].from)
	for i := sentence.from; i < sentence.to; i++ {
		if _, ok := a.mentionAt(i, graph.Person); ok {
			return 0, false // somebody else's
		}
	}
	for i := range a.cited {
		if earlier := &a.cited[i]; earlier.Canonical == c.Canonical {
			break
		} else if earlier.Cited {
			return 0, false
		}
	}
	press, presents, sender := false, workNoun(a.lower(a.extent[c.mention].from-1)) || workNoun(a.lower(a.extent[c.mention].from-2)), none
	for i := range a.tokens[:min(headTokens, len(a.tokens))] {
		press = press || strings.HasPrefix(a.lower(i), "pressmeddelande")
		presents = presents || workNoun(a.lower(i))
		if org, ok := a.mentionAt(i, graph.Organisation); ok && sender == none && a.tokens[a.extent[org].from].gap >= newline {
			sender = org
		}
	}
	if sender == none || !press || !presents {
		return 0, false
	}
	return sender, true
}

// anonymous returns the organisation that "myndigheten" at the beginning of a
// sentence stands for: the first that the sentence before it names.
func (a *analysis) anonymous(i int) (int, bool) {
	switch a.lower(i) {
	case "myndigheten", "verket", "organisationen", "förbundet", "institutet", "föreningen", "stiftelsen":
	default:
		return 0, false
	}
	if i == 0 || !a.tokens[i].first || a.tokens[i].gap == blank {
		return 0, false
	}
	before := a.sentenceOf(i - 1)
	org, ok := a.mentionAt(before.from, graph.Organisation)
	return org, ok && !a.genitive(org)
}

// publisherSubject returns the organisation that is the subject of the clause
// before a title: "I juni kom Boverket med rapporten Titel", "Boverket har i
// rapporten Titel pekat på".
func (a *analysis) publisherSubject(c *cited) (int, bool) {
	const reach = 10 // tokens
	at := a.workWords(a.extent[c.mention].from)
	if link := a.lower(at); at < 1 || link != "i" && link != "med" || !a.sameSentence(at, a.extent[c.mention].from) {
		return 0, false
	}
	for i := at - 1; i >= 0 && at-i < reach && a.sameSentence(i, at); i-- {
		if _, ok := a.mentionAt(i, graph.Person); ok {
			return 0, false
		}
		org, ok := a.mentionAt(i, graph.Organisation)
		if named, stands := a.anonymous(i); stands && a.lower(at) == "i" {
			return named, true
		}
		if !ok {
			if a.lower(at) == "med" && (a.lower(i) == "tillsammans" || a.tokens[i].kind == swedish.Punct) {
				return 0, false
			}
			continue
		}
		return org, !a.genitive(org) && a.subjectPlace(org) && (a.lower(at) == "i" || a.comesOut(org))
	}
	return 0, false
}

// workWords steps left over the marks, report word and attributes that stand
// between a title and the preposition before it, and returns that token.
func (a *analysis) workWords(from int) int {
	at := from - 1
	for steps := 0; at > 0 && steps < 6; at, steps = at-1, steps+1 {
		l := a.lower(at)
		if l == "”" || l == "\"" || l == "*" || l == "den" || l == "sin" || l == "en" || l == "nya" || l == "ny" || l == "egen" || l == "senaste" || workNoun(l) {
			continue
		}
		break
	}
	return at
}

// workNoun tells the nouns that a title follows.
func workNoun(lower string) bool {
	switch lower {
	case "rapporten", "rapport", "studien", "studie", "utredningen", "utredning", "promemorian", "granskningen", "kartläggningen", "kartläggning", "boken", "skriften",
		"vägledningen", "handboken", "delrapporten", "slutrapporten", "årsrapporten", "artikeln", "undersökningen", "analysen", "avhandlingen", "översikten", "utvärderingen", "utvärdering",
		"betänkande", "betänkandet", "delbetänkande", "delbetänkandet", "slutbetänkande", "slutbetänkandet", "skrivelse", "skrivelsen", "proposition", "propositionen",
		"promemoria", "granskning", "vägledning", "handbok", "bok", "skrift", "översikt", "undersökning", "analys", "årsrapport", "delrapport", "slutrapport", "broschyr", "broschyren",
		"föreskrifter", "riktlinjer", "strategi", "strategin", "handlingsplan", "handlingsplanen":
		return true
	}
	return false
}

// subjectPlace reports whether nothing before an organisation's name governs
// it.
func (a *analysis) subjectPlace(org int) bool {
	from := a.extent[org].from
	if !a.follows(from) {
		return true
	}
	switch a.lower(from - 1) {
	case "av", "från", "på", "till", "hos", "med", "vid", "om", "för", "mot", "i", "inom", "åt", "över", "under", "genom", "bland", "enligt", "och", "samt", "mellan":
		return false
	}
	return true
}

// comesOut reports whether a verb of coming stands beside an organisation: "kom
// Boverket med", "Boverket kommer i dag med".
func (a *analysis) comesOut(org int) bool {
	for _, at := range [...]int{a.extent[org].from - 1, a.extent[org].to} {
		switch a.lower(at) {
		case "kom", "kommer", "kommit", "har", "inleder", "avslutar":
			return true
		}
	}
	return false
}
