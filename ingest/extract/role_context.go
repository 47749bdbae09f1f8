package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// rolesBefore reads what stands before a name: "forskningsdirektör Göran
// Larsson", "Region Skånes regiondirektör NN", "regeringens samordnare för
// life science NN", "rektor vid Lunds universitet, NN,", "Ordförande: NN",
// "Ny generaldirektör är NN".
func (a *analysis) rolesBefore(p int, used map[int]bool) {
	e := a.extent[p]
	at := e.from - 1
	if a.titleAbove(p, used) {
		return
	}
	if at < 0 || e.from == e.to || !a.follows(e.from) || used[at] {
		return
	}
	if ph, ok := a.inCapacity(e.from); ok {
		if ph.org == none {
			a.orgBehind(p, &ph)
		}
		a.claimPhrase(p, ph, "capacity", .75)
	}
	a.servedAs(p)
	if org, ok := a.mentionAt(at, graph.Organisation); ok && a.genitive(org) {
		a.affiliate(p, org, a.span(a.extent[org].from, e.to), "genitive", .8)
		return
	}
	switch mark := a.lower(at); {
	case mark == "," && a.attendeeName(p): // the entry before it
	case mark == ",":
		if next := a.lower(e.to); next == "," || next == "." || next == ")" || a.is(e.to, saying) || !a.follows(e.to) {
			a.phraseEndingAt(p, at, used, "apposition-before", .8)
		}
	case mark == ":" && (a.mentions[p].Method == "byline" || a.attendeeName(p) && rollTitle(a.lower(at-1))):
	case mark == ":" && a.is(at-1, role):
		a.phraseEndingAt(p, at, used, "label", .85)
	case electing(mark):
		a.elected(p, at)
	case mark == "varit":
		if verb := a.auxiliaryOf(at); verb > 0 && a.phraseStartsSentence(p, verb) {
			a.phraseEndingAt(p, verb, used, "copula-before", .75)
		}
	case mark == "är" || mark == "var" || mark == "heter" || mark == "blir" || mark == "blev":
		if a.phraseStartsSentence(p, at) {
			before := len(a.roles)
			a.phraseEndingAt(p, at, used, "copula-before", .75)
			if mark == "blir" {
				a.statusFrom(before, "incoming")
			}
		}
	default:
		a.phraseEndingAt(p, e.from, used, "title", .9)
	}
}

// auxiliaryOf returns the har of a varit, adverbs of time between the two passed
// over, and 0 where there is none: vd har under året varit NN.
func (a *analysis) auxiliaryOf(varit int) int {
	const farthest = 5
	for at := varit - 1; at > 0 && varit-at <= farthest && a.follows(at+1); at-- {
		if a.lower(at) == "har" {
			return at
		}
		if !a.adverbial(at) {
			return 0
		}
	}
	return 0
}

// titleAbove reads a title that stands alone on the line above a name alone on
// its own, as on pages of contacts, and reports whether it was there.
func (a *analysis) titleAbove(p int, used map[int]bool) bool {
	e := a.extent[p]
	end := e.from
	if end < 1 || e.from == e.to || a.tokens[end].gap < newline || used[end-1] || e.to < len(a.tokens) && a.tokens[e.to].gap < newline || a.attendeeName(p) {
		return false
	}
	start := end - 1
	for start > 0 && end-start < longestTitle && a.tokens[start].gap < newline {
		start--
	}
	if start > 0 && !strings.Contains(a.text[a.tokens[start-1].end:a.tokens[start].start], "\n") {
		return false // of the name beside it
	}
	ph, ok := a.phraseAt(start, end)
	if !ok || ph.to != end || ph.titles[0].from != start || a.pluralBefore(end) || strings.Count(a.text[a.tokens[end-1].end:a.tokens[end].start], "\n") != 1 {
		return false
	}
	a.claimPhrase(p, ph, "label", .8)
	return true
}

// statusFrom gives a status to the claims from index before on that have none.
func (a *analysis) statusFrom(before int, status string) {
	for k := before; k < len(a.roles); k++ {
		if a.roles[k].status == "" {
			a.roles[k].status = status
		}
	}
}

// rollTitle tells the titles that head a list of those who attended.
func rollTitle(lower string) bool {
	switch lower {
	case "ersättare", "suppleant", "suppleanter", "ledamot", "ledamöter", "justerare", "gäst", "talare", "moderator":
		return true
	}
	return false
}

// electing tells which verbs stand between a role and the person who gets it:
// Till justerare utses NN.
func electing(lower string) bool {
	switch lower {
	case "omvaldes", "nyvaldes", "omväljs", "nyväljs", "omvalts", "nyvalts", "fyllnadsvaldes",
		"utses", "utsågs", "utsetts", "väljs", "valdes", "valts", "utnämns", "utnämndes", "utnämnts", "förordnas", "förordnades":
		return true
	}
	return false
}

// elected reads "Till särskild utredare utses NN" from the verb.
func (a *analysis) elected(p, verb int) {
	s := a.sentenceOf(verb)
	if a.lower(s.from) != "till" && a.lower(s.from) != "som" {
		return
	}
	ph, ok := a.phraseAt(s.from+1, verb)
	if !ok || a.denied(ph.to) || a.in.Structure.Kind == corpus.KindMinutes && a.office(extent{s.from, verb}) != "" {
		return // an office at the meeting is attendance
	}
	for _, person := range append(a.joined(p), p) {
		a.claimPhrase(person, ph, "election", .85)
	}
}

// phraseStartsSentence reports whether only a role phrase stands before the
// verb.
func (a *analysis) phraseStartsSentence(p, verb int) bool {
	s := verb
	for s > 0 && a.follows(s) {
		s--
	}
	ph, ok := a.phraseAt(s, verb)
	return ok && ph.to == verb && p >= 0
}

// phraseEndingAt claims the role phrase that ends right before token end, and
// the organisation behind the name: "forskningsdirektör NN från Region Skåne".
func (a *analysis) phraseEndingAt(p, end int, used map[int]bool, method string, confidence float64) {
	for start := max(0, end-longestTitle); start < end; start++ {
		if used[start] || start < end-1 && !a.startsPhrase(start, end) || !a.sameSentence(start, end-1) {
			continue
		}
		ph, ok := a.phraseAt(start, end)
		if !ok || ph.to != end && !a.inPlace(ph, end) || len(ph.titles) == 0 {
			continue
		}
		if method == "title" && (a.pluralBefore(end) || a.predecessor(start, end)) {
			return
		}
		if a.is(end-1, role) && (method == "title" && a.serves(start, end) || method != "title" && a.serves(start-2, end)) {
			continue // pressekreterare hos kulturminister NN
		}
		if ph.org == none {
			a.orgBehind(p, &ph)
			a.subjects[max(ph.to, a.extent[p].to)] = p
		}
		if ph.org == none {
			a.orgInFront(start, &ph)
		}
		a.claimPhrase(p, ph, method, confidence)
		if method == "title" && ph.org != none {
			a.sharedTitle(p, ph)
		}
		if method == "title" && a.lower(start-1) == "," && a.follows(start) {
			a.firstOfTwo(p, start-1)
		}
		return
	}
}

// inPlace reports whether a phrase with its organisation ends before the token
// in a place: "enhetschefen på Arbetsförmedlingen i Falun".
func (a *analysis) inPlace(ph phrase, end int) bool {
	if ph.org == none || ph.to+2 != end || a.lower(ph.to) != "i" || len(ph.titles) == 0 {
		return false
	}
	_, place := a.mentionAt(end-1, graph.Place)
	return place
}

// sharedTitle reads "Trafikverkets projektledare NN och NN": a title whose
// plural is like its singular, behind its organisation, serves both names.
func (a *analysis) sharedTitle(p int, ph phrase) {
	last, behind := a.lower(a.extent[p].from-1), a.extent[p].to
	if !strings.HasSuffix(last, "are") && !strings.HasSuffix(last, "råd") && !strings.HasSuffix(last, "ombud") || a.extent[ph.org].from > ph.titles[0].from {
		return
	}
	other, ok := a.mentionAt(behind+1, graph.Person)
	if !ok || a.lower(behind) != "och" || !a.follows(behind+1) || a.extent[other].from != behind+1 {
		return
	}
	if l := a.lower(a.extent[other].to); l == "," || l == "(" || l == "på" || l == "från" || l == "vid" {
		return
	}
	a.claimPhrase(other, ph, "title-plural", .7)
}

// serves reports whether the tokens tell of somebody who works for whoever has
// the title at their end: pressekreterare hos kulturminister.
func (a *analysis) serves(start, end int) bool {
	for i := max(start+1, 1); i+1 < end; i++ {
		if l := a.lower(i); l == "hos" || l == "till" || l == "åt" {
			return a.is(i-1, role)
		}
	}
	return false
}

// firstOfTwo claims the role that opens the sentence before another one:
// "Styrelsens ordförande, förre riksbankschefen NN".
func (a *analysis) firstOfTwo(p, comma int) {
	s := a.sentenceOf(comma)
	if ph, ok := a.phraseAt(s.from, comma); ok && ph.to == comma && len(ph.titles) == 1 {
		a.claimPhrase(p, ph, "apposition-before", .75)
		return
	}
	const farthest = 6
	for start := max(s.from, comma-farthest); start < comma; start++ {
		if org, ok := a.mentionAt(start, graph.Organisation); !ok || a.extent[org].from != start || !a.genitive(org) {
			continue
		}
		if ph, ok := a.phraseAt(start, comma); ok && ph.to == comma && ph.org != none {
			a.claimPhrase(p, ph, "apposition-before", .75)
		}
		return
	}
}

// startsPhrase reports whether a role phrase may begin at the token: not in
// the middle of a noun phrase.
func (a *analysis) startsPhrase(start, end int) bool {
	if org, ok := a.mentionAt(start, graph.Organisation); ok {
		return a.extent[org].from == start && a.genitive(org)
	}
	if a.owner[start] >= 0 {
		return false
	}
	w := a.tokens[start].word
	if w.is(status) && statusOf(w.lower) != "" {
		return true
	}
	if w.lower == "andra" && a.lower(start-1) == "bland" {
		return false
	}
	if a.tokens[start].kind != swedish.Word || w.is(saying|verb) || w.is(stop) && !titleWord(w.lower) {
		return false
	}
	if w.is(role) || w.is(status) || a.definiteAgent(start) {
		return true
	}
	// A modifier: an adjective or the first part of a compound right before
	// the role noun.
	return a.modifier(start) && (a.is(start+1, role) || a.modifier(start+1) && a.is(start+2, role) || a.dangling(start) && start+3 < end)
}

// modifier reports whether the word may modify a role noun: nationell, vice,
// biträdande, hälso-.
func (a *analysis) modifier(i int) bool {
	if i >= len(a.tokens) {
		return false
	}
	w := a.tokens[i].word
	switch w.lower {
	case "vice", "biträdande", "förste", "första", "andre", "andra", "ställföreträdande", "verkställande", "nationell",
		"nationella", "regional", "regionala", "medicinsk", "medicinska", "teknisk", "tekniska", "vetenskaplig", "senior",
		"gästande", "adjungerad", "ordinarie", "politisk", "politiska", "operativ", "kommunal", "statlig", "särskild",
		"särskilde", "särskilda", "svensk", "svenske", "svenska", "life", "ansvarig", "ansvariga", "legitimerad":
		return true
	}
	return a.dangling(i)
}

// dangling reports whether the token is the first part of a coordinated
// compound: forsknings- och innovationsdirektör.
func (a *analysis) dangling(i int) bool {
	return strings.HasSuffix(a.lower(i), "-") || a.lower(i+1) == "-" && i+1 < len(a.tokens) && a.tokens[i+1].gap == glued && a.lower(i+2) == "och"
}

// predecessor reports whether the phrase only says whom somebody succeeds:
// hans företrädare NN.
func (a *analysis) predecessor(start, end int) bool {
	if l := a.lower(end - 1); l != "företrädare" && l != "efterträdare" {
		return false
	}
	switch a.lower(start - 1) {
	case "min", "din", "sin", "hans", "hennes", "deras", "dess", "er", "vår":
		return true
	}
	return strings.HasSuffix(a.lower(start-1), "s")
}

// pluralBefore reports whether the word before the name is a plural, which
// speaks of several people.
func (a *analysis) pluralBefore(end int) bool {
	l := a.lower(end - 1)
	return strings.HasSuffix(l, "rna") || strings.HasSuffix(l, "erna")
}

// sameSentence reports whether both tokens stand in one sentence.
func (a *analysis) sameSentence(x, y int) bool {
	return a.tokens[x].sentence == a.tokens[y].sentence
}

// affiliationAfter reads "NN från Vinnova", "NN på Region Skåne" and reports
// whether it was there.
func (a *analysis) affiliationAfter(p, at int) bool {
	if !a.follows(at) {
		return false
	}
	switch a.lower(at) {
	case "från", "på", "vid", "hos":
	case ",":
		org, ok := a.mentionAt(at+1, graph.Organisation)
		if !ok || a.extent[org].from != at+1 || a.genitive(org) || !a.closesApposition(a.extent[org].to) {
			return false
		}
		a.affiliate(p, org, a.span(a.extent[p].from, a.extent[org].to), "apposition", .8)
		if end := a.extent[org].to; a.lower(end) == "(" {
			if ph, found := a.phraseAt(end+1, a.bracket(end)-1); found {
				a.claimPhrase(p, ph, "brackets", .8)
			}
		}
		if end := a.extent[org].to; a.lower(end) == "," {
			a.copula(p, end+1)
			a.subjects[end+1] = p
		}
		return true
	default:
		return false
	}
	a.employs(at, at+1)
	org, ok := a.mentionAt(at+1, graph.Organisation)
	if !ok || a.extent[org].from != at+1 {
		return false
	}
	if a.titleBefore(a.extent[p].from) {
		return false // the title takes it
	}
	a.subjects[a.extent[org].to] = p
	people := []int{p}
	if a.lower(at) == "från" {
		for _, other := range a.joined(p) {
			if a.lower(a.extent[other].to) != "(" {
				people = append(people, other)
			}
		}
	}
	for _, person := range people {
		a.affiliate(person, org, a.span(a.extent[person].from, a.extent[org].to), "preposition", .75)
	}
	return true
}

// closesApposition reports whether the apposition "NN, Vinnova," ends here.
func (a *analysis) closesApposition(at int) bool {
	if at >= len(a.tokens) || !a.follows(at) {
		return true
	}
	switch a.lower(at) {
	case ",", ".", ";", ":", ")", "(", "och", "samt":
		return true
	case "i": // Försäkringskassan i Luleå
		place, ok := a.mentionAt(at+1, graph.Place)
		return ok && a.closesApposition(a.extent[place].to)
	}
	return a.is(at, saying)
}

// affiliate notes that a person belongs to an organisation.
func (a *analysis) affiliate(p, org int, evidence corpus.Span, method string, confidence float64) {
	a.fact(graph.AffiliatedWith, mentioned(p), mentioned(org), nil, Evidence{evidence, method, confidence})
}

// attendeeName reports whether a mention is the name in an attendance list.
func (a *analysis) attendeeName(p int) bool { return a.mentions[p].Method == "attendance-list" }
