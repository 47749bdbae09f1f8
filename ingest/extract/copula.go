package extract

import (
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// predication is the predicate of a person's clause while it is read: the token it
// goes on at, what its adverbs and verb say of status and time.
type predication struct {
	at, verb      int
	status, since string
}

// copula reads "NN är rektor för …", "NN arbetar som utredare på …", "NN har
// utsetts till …" from the verb near token at. What is denied, planned or
// wished is no role.
func (a *analysis) copula(p, at int) {
	if a.lower(at-1) != "som" && a.extent[p].from < at && a.hedged(a.extent[p].from) {
		return
	}
	c := predication{at: at}
	a.adverbs(&c)
	if !a.follows(c.at) || a.workplace(p, c.at) || a.succeedsAs(p, c.at) {
		return
	}
	if c.verb = c.at; !a.roleClause(&c) {
		a.laterVerb(p, c.verb)
		return
	}
	if a.follows(c.at) && (a.denied(c.at) || a.counted(c.at)) {
		return
	}
	ph, found := a.phraseAt(c.at, len(a.tokens))
	if !found {
		return
	}
	if ph.since == "" {
		ph.since = c.since
	}
	ph.status = a.statusOfClause(c.verb, &ph, c.status)
	a.claimPhrase(p, ph, "copula", .8)
	a.alsoIs(p, &ph)
	a.secondCopula(p, ph.to)
	a.gapped(&ph)
}

// adverbs passes over the adverbs at the clause's token and notes what they say
// of time.
func (a *analysis) adverbs(c *predication) {
	const longest = 8
	for end := c.at + longest; c.at < end && a.follows(c.at); c.at++ {
		switch {
		case a.lower(c.at) == "tidigare":
			c.status = "former"
		case isYear(a.lower(c.at)) && a.lower(c.at-1) == "sedan":
			c.since = a.lower(c.at)
		case !a.adverbial(c.at):
			return
		}
	}
}

// roleClause reads the verb of a clause and the adverbs behind it, and reports
// whether it can give somebody a role.
func (a *analysis) roleClause(c *predication) bool {
	at, tense, ok := a.roleVerb(c.at)
	if !ok {
		return false
	}
	if c.status == "" {
		c.status = tense
	}
	for c.at = at; a.follows(c.at) && a.adverbial(c.at); c.at++ {
		if isYear(a.lower(c.at)) && a.lower(c.at-1) == "sedan" {
			c.since = a.lower(c.at)
		}
	}
	if a.lower(c.at) == "inte" && a.lower(c.at+1) == "längre" && a.follows(c.at+1) {
		c.status, c.at = "former", c.at+2
	}
	return true
}

// alsoIs claims the second role of "är rektor för X och ledamot i Y".
func (a *analysis) alsoIs(p int, ph *phrase) {
	if next := a.lower(ph.to); !a.follows(ph.to) || next != "och" && next != "samt" {
		return
	}
	second, more := a.phraseAt(ph.to+1, len(a.tokens))
	if !more {
		return
	}
	if second.status == "" {
		second.status = ph.status
	}
	a.claimPhrase(p, second, "copula", .75)
	ph.to = second.to
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
		"våras", "somras", "höstas", "vintras", "fjol", "årsskiftet", "nyår", "år", "året", "halvåret", "perioden", "månader", "månad", "veckor", "vardags", "hösten", "våren", "sommaren", "vintern", "tiden", "starten", "början", "slutet":
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
		switch a.lower(at + 1) {
		case "tillbaka", "verksam", "anställd", "aktiv", "kvar", "utsedd", "vald", "förordnad":
			return a.behind(a.appointed(at+1), "")
		}
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
	case "uttalar":
		if a.lower(at+1) == "sig" {
			return a.behind(a.som(at+1), "")
		}
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
	case "ju", "nu", "egentligen", "framför", "allt", "också", "även", "idag", "numera", "dessutom", "i", "dag", "sedan", "länge", "själv", "väl", "då", "fortfarande", "samtidigt", "stället", "först", "ursprungligen", "redan", "sedermera", "senare", "faktiskt", "alltså", "nog", "nämligen", "mest", "bara", "visst", "egentligt":
		return true
	}
	return false
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
