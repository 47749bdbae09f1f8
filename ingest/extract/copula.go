package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// copula reads "NN är rektor för …", "NN arbetar som utredare på …", "NN har
// utsetts till …" from the verb near token at. What is denied, planned or
// wished is no role.
func (a *analysis) copula(p, at int) {
	if a.lower(at-1) != "som" && a.extent[p].from < at && a.hedged(a.extent[p].from) {
		return
	}
	status, since := "", ""
	for end := at + 8; at < end && a.follows(at) && (a.adverbial(at) || a.lower(at) == "tidigare"); at++ {
		switch {
		case a.lower(at) == "tidigare":
			status = "former"
		case isYear(a.lower(at)) && a.lower(at-1) == "sedan":
			since = a.lower(at)
		}
	}
	if !a.follows(at) {
		return
	}
	if a.workplace(p, at) || a.succeedsAs(p, at) {
		return
	}
	verb := at
	at, tense, ok := a.roleVerb(at)
	if !ok {
		a.laterVerb(p, verb)
		return
	}
	if status == "" {
		status = tense
	}
	for ; a.follows(at) && a.adverbial(at); at++ {
		if isYear(a.lower(at)) && a.lower(at-1) == "sedan" {
			since = a.lower(at)
		}
	}
	if a.lower(at) == "inte" && a.lower(at+1) == "längre" && a.follows(at+1) {
		status, at = "former", at+2
	}
	if a.follows(at) && (a.denied(at) || a.counted(at)) {
		return
	}
	ph, found := a.phraseAt(at, len(a.tokens))
	if !found {
		return
	}
	if ph.since == "" {
		ph.since = since
	}
	ph.status = a.statusOfClause(verb, &ph, status)
	a.claimPhrase(p, ph, "copula", .8)
	if next := a.lower(ph.to); a.follows(ph.to) && (next == "och" || next == "samt") {
		if second, more := a.phraseAt(ph.to+1, len(a.tokens)); more {
			if second.status == "" {
				second.status = ph.status
			}
			a.claimPhrase(p, second, "copula", .75)
			ph.to = second.to
		}
	}
	a.secondCopula(p, ph.to)
	a.gapped(&ph)
}

// gapped reads the second half of "NN är ordförande och NN kassör".
func (a *analysis) gapped(ph *phrase) {
	if l := a.lower(ph.to); l != "och" && l != "," || !a.follows(ph.to+1) {
		return
	}
	other, ok := a.mentionAt(ph.to+1, graph.Person)
	if !ok || a.extent[other].from != ph.to+1 {
		return
	}
	at := a.extent[other].to
	if second, found := a.phraseAt(at, len(a.tokens)); found && a.follows(at) && second.titles[0].from == at {
		if second.status == "" {
			second.status = ph.status
		}
		a.claimPhrase(other, second, "copula", .7)
	}
}

// laterVerb reads the role behind the second verb of a clause: "NN slutar den 15
// december och börjar som driftledare".
func (a *analysis) laterVerb(p, at int) {
	const farthest = 10
	for i := at + 1; i < at+farthest && i+1 < len(a.tokens) && a.follows(i); i++ {
		if a.owner[i] >= 0 && a.mentions[a.owner[i]].Kind == graph.Person || a.tokens[i].kind == swedish.Punct {
			return
		}
		if a.lower(i) != "och" {
			continue
		}
		switch a.lower(i + 1) {
		case "börjar", "blir", "tillträder", "arbetar", "jobbar":
			a.copula(p, i+1)
		}
		return
	}
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

// adverbial reports whether the token belongs to an adverbial that may stand
// beside the verb: ju, sedan i våras, fram till 2019, under många år.
func (a *analysis) adverbial(i int) bool {
	l := a.lower(i)
	switch {
	case softener(l), timeWord(l), isYear(l):
		return true
	case l == "fram" || l == "till" || l == "tills" || l == "under" || l == "efter" || l == "från" || l == "sedan":
		next := a.lower(i + 1)
		return a.follows(i+1) && (l == "fram" && next == "till" || timeWord(next) || isYear(next) || next == "i" && timeWord(a.lower(i+2)) || quantity(next) && timeWord(a.lower(i+2)))
	}
	return (a.tokens[i].kind == swedish.Number || quantity(l)) && timeWord(a.lower(i+1))
}

// counted reports whether several people are counted from the token on, whom
// no name means: var tre forskare.
func (a *analysis) counted(i int) bool {
	return a.tokens[i].kind == swedish.Number || quantity(a.lower(i)) && a.lower(i) != "ett"
}

// quantity tells the words that count years and months.
func quantity(lower string) bool {
	switch lower {
	case "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "femton", "tjugo", "trettio", "fyrtio", "många", "flera", "några":
		return true
	}
	return false
}

// timeWord tells words of which adverbials of time are made.
func timeWord(lower string) bool {
	switch lower {
	case "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
		"våras", "somras", "höstas", "vintras", "fjol", "årsskiftet", "nyår", "år", "månader", "månad", "veckor", "vardags", "hösten", "våren", "sommaren", "vintern", "tiden", "starten", "början", "slutet":
		return true
	}
	return false
}

// roleVerb returns the token where a role may begin behind the verb at token
// at, and the status the verb's tense gives the role. It reports false for
// every other verb, and so for "ska bli" and "kan vara".
func (a *analysis) roleVerb(at int) (int, string, bool) {
	switch a.lower(at) {
	case "är", "blev":
		return at + 1, "", true
	case "var":
		return at + 1, "former", true
	case "blir":
		return at + 1, "incoming", true
	case "tillträder":
		return a.behind(a.som(at), "incoming")
	case "arbetar", "jobbar", "verkar", "tjänstgör", "fungerar":
		return a.behind(a.som(at), "")
	case "arbetade", "jobbade", "tjänstgjorde", "satt":
		return a.behind(a.som(at), "former")
	case "sitter":
		return a.behind(a.som(at), "")
	case "slutar", "slutade", "avgår", "avgick", "lämnar", "lämnade":
		return a.behind(a.somOfPost(at), "former")
	case "kommer", "kom":
		for i := at + 1; i < at+5 && a.follows(i); i++ {
			if post(a.lower(i)) && (a.lower(i-1) == "från" || a.lower(i-1) == "en") {
				return a.behind(a.som(i), "former")
			}
		}
	case "fick", "får":
		if post(a.lower(at + 1)) {
			return a.behind(a.som(at+1), "")
		}
	case "tar", "tog":
		if a.lower(at+1) == "över" {
			return a.behind(a.som(at+1), map[string]string{"tar": "incoming"}[a.lower(at)])
		}
	case "börjar":
		return a.behind(a.som(at), "incoming")
	case "började":
		if a.turnToken(at) { // a life told; in news it is news
			return a.behind(a.som(at), "former")
		}
		return a.behind(a.som(at), "")
	case "utsågs", "utnämndes", "valdes", "utses", "tillträdde", "anställs", "anställdes", "förordnas", "förordnades", "rekryteras", "rekryterades":
		return a.behind(a.appointed(at), "")
	case "har":
		return a.perfect(at + 1)
	case "varit": // där han varit chef
		return at + 1, "former", true
	}
	return 0, "", false
}

// perfect reads the verb behind "har": varit, arbetat som, utsetts till.
func (a *analysis) perfect(at int) (int, string, bool) {
	for a.follows(at) && (a.lower(at) == "tidigare" || a.lower(at) == "också" || a.lower(at) == "länge") {
		at++
	}
	if !a.follows(at) {
		return 0, "", false
	}
	switch a.lower(at) {
	case "varit":
		return at + 1, "former", true
	case "arbetat", "jobbat", "verkat", "tjänstgjort":
		return a.behind(a.som(at), "former")
	case "utsetts", "utnämnts", "valts", "anställts", "förordnats":
		return a.behind(a.appointed(at), "")
	case "slutat", "avgått", "lämnat":
		return a.behind(a.somOfPost(at), "former")
	case "rollen", "uppdraget", "jobbet", "tjänsten", "titeln":
		return a.behind(a.som(at), "")
	}
	return 0, "", false
}

// behind returns the token behind a found word with the status; a word that
// was not found is 0.
func (a *analysis) behind(word int, status string) (int, string, bool) {
	return word + 1, status, word > 0
}

// secondCopula reads the other half of "som var projektledare i kommunen fram
// till 2024 och nu är teknikchef".
func (a *analysis) secondCopula(p, at int) {
	for i := at; i < at+8 && i+1 < len(a.tokens) && a.follows(i); i++ {
		if a.lower(i) != "och" {
			continue
		}
		if a.lower(i+1) == "är" || a.lower(i+1) == "nu" && a.lower(i+2) == "är" || a.lower(i+1) == "har" || a.lower(i+1) == "var" {
			a.copula(p, i+1)
		}
		return
	}
}

// pronounRoles reads "Hon är hydrolog", "Sedan årsskiftet är han professor".
func (a *analysis) pronounRoles() {
	for i := range a.tokens {
		if l := a.lower(i); l != "hon" && l != "han" || a.owner[i] != none {
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

// som returns the token "som" of "arbetar (ju) som", 0 where there is none
// near.
func (a *analysis) som(at int) int {
	for i := at + 1; i < at+4 && a.follows(i); i++ {
		if a.lower(i) == "som" {
			return i
		}
		if !softener(a.lower(i)) {
			return 0
		}
	}
	return 0
}

// appointed returns the token "till" or "som" behind a verb of appointment,
// 0 where it is not there.
func (a *analysis) appointed(at int) int {
	for i := at + 1; i < at+4 && a.follows(i); i++ {
		if l := a.lower(i); l == "till" || l == "som" {
			return i
		}
	}
	return 0
}

// softener tells which words may stand between verb and role.
func softener(lower string) bool {
	switch lower {
	case "ju", "nu", "egentligen", "framför", "allt", "också", "även", "idag", "numera", "dessutom", "i", "dag", "sedan", "länge", "själv", "väl", "då", "fortfarande", "samtidigt", "stället", "först", "ursprungligen", "redan", "sedermera", "senare":
		return true
	}
	return false
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

// denied reports whether the words from a token deny or only plan.
func (a *analysis) denied(at int) bool {
	for i := at; i < at+3 && a.follows(i); i++ {
		switch a.lower(i) {
		case "inte", "ej", "aldrig", "knappast", "ingen", "inget", "varken", "föreslagen", "nominerad", "tänkt", "kandidat", "påtänkt", "aktuell", "tilltänkt":
			return true
		}
	}
	return false
}
