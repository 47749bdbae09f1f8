package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// employs makes an organisation of a name that was taken for a person but
// stands where only an employer does: revisor vid Lind Berg. It must be named
// nowhere else.
func (a *analysis) employs(prep, at int) {
	p, ok := a.mentionAt(at, graph.Person)
	if !ok || a.lower(prep) != "vid" && a.lower(prep) != "på" || a.extent[p].from != at || a.mentions[p].Method == "attendance-list" {
		return
	}
	for m := range a.mentions {
		if m != p && (a.mentions[m].Refers == p || a.mentions[m].Name == a.mentions[p].Name) {
			return
		}
	}
	a.mentions[p] = Mention{
		Kind: graph.Organisation, Span: a.mentions[p].Span, Name: a.mentions[p].Name, Method: "role-context", Confidence: .65,
		Refers: a.shortOf(a.mentions[p].Name),
	}
}

// announces reports whether a lower-case noun only says what sort of body the
// name behind it is: branschorganisationen, konsultbolaget.
func (a *analysis) announces(i int) bool {
	if a.owner[i] != none || a.is(i, capital) {
		return false
	}
	return appositive(a.lower(i)) || announcing(a.lower(i))
}

// announcing reports whether a compound says what sort of body the name behind
// it is: energibolaget, pensionsstiftelsen.
func announcing(lower string) bool {
	for _, ending := range []string{
		"bolaget", "företaget", "koncernen", "organisationen", "förbundet", "föreningen", "stiftelsen", "myndigheten", "byrån", "tidningen", "institutet",
		"nätverket", "laboratoriet", "museet", "konsthallen", "teatern", "biografen", "galleriet", "förlaget", "kedjan", "rederiet", "klubben", "sällskapet", "kooperativet", "tidskriften",
	} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// organisationIn returns the organisation at token at. In a role's context a
// capitalised word that is nothing else is one.
func (a *analysis) organisationIn(at, limit int, prep string) (int, bool) {
	if a.is(at, capital) && a.officeBody(at, limit) {
		m := a.owner[at]
		switch {
		case m == none:
			return a.claimBody(named{at, at + 2, false, "role-context", .65}), true
		case a.extent[m] == extent{at, at + 1} && (a.mentions[m].Kind == graph.Place || a.mentions[m].Method == "tagger"):
			return a.takeIn(at, m), true
		}
	}
	if org, ok := a.mentionAt(at, graph.Organisation); ok {
		return org, true
	}
	if prep == "på" || prep == "vid" || prep == "hos" {
		if place, ok := a.mentionAt(at, graph.Place); ok && a.mentions[place].Method == "tagger" && a.extent[place].from == at {
			a.mentions[place].Kind, a.mentions[place].Method = graph.Organisation, "role-context" // nobody is chef på a place
			return place, true
		}
	}
	if a.owner[at] != none || !a.is(at, capital) || a.is(at, stop) || a.tokens[at].kind != swedish.Word {
		return none, false
	}
	to := min(a.capitals(at), limit)
	if to <= at || prep == "med" || a.is(at, given) && to-at > 1 || prep == "i" && to-at == 1 && !a.is(at, allCaps) {
		return none, false // with i, one word is a place rather
	}
	if place, ok := a.mentionAt(to, graph.Place); ok && to < limit && prep != "i" && a.completes(to, place) {
		return a.absorb(at, place), true
	}
	return a.claimBody(named{at, to, false, "role-context", .7}), true
}

// takeIn makes an organisation of a place in the genitive and the noun behind
// it: ordförande i Strömvikens fiskelag.
func (a *analysis) takeIn(at, place int) int {
	a.mentions[place] = Mention{
		Kind: graph.Organisation, Span: a.span(at, at+2), Name: a.nameOf(at, at+2), Method: "role-context", Confidence: .65, Refers: none,
	}
	a.extent[place] = extent{at, at + 2}
	a.owner[at+1] = place
	return place
}

// officeBody reports whether an unknown name in the genitive and a noun stand at
// the token, which only a body can be where somebody holds an office: i
// Strömvikens fiskelag.
func (a *analysis) officeBody(at, limit int) bool {
	noun := at + 1
	if noun >= limit || a.tokens[at].word.base == "" || !a.follows(noun) || a.tokens[noun].gap != space || a.owner[noun] != none || a.tokens[noun].kind != swedish.Word {
		return false
	}
	w := a.tokens[noun].word
	if w.is(capital) && !w.is(given|surname|stop) && !a.tokens[noun].first {
		return true // Sveriges VA-ingenjörer
	}
	if w.is(capital|stop|role|verb|saying|status) || len(w.lower) < 5 {
		return false
	}
	for _, ending := range [...]string{
		"lag", "råd", "förening", "klubb", "sällskap", "skola", "gymnasium", "församling", "bibliotek", "nämnd", "styrelse", "kår", "byalag", "samfällighet",
		"kör", "teater", "museum", "sjukhus", "lasarett", "vårdcentral", "förbund", "bolag", "tidning", "fabrik", "bruk", "varv", "hamn", "stift", "förskola", "central", "marknad", "festival", "biograf",
	} {
		if strings.HasSuffix(w.lower, ending) {
			return !a.follows(noun+1) || a.tokens[noun+1].kind != swedish.Word || a.is(noun+1, stop|verb|saying) || !a.is(noun+1, capital)
		}
	}
	return false
}

// completes reports whether a place at token i goes on with the capitalised
// words before it.
func (a *analysis) completes(i, place int) bool {
	return a.follows(i) && a.tokens[i].gap == space && a.extent[place] == extent{i, i + 1}
}

// absorb makes an organisation of the capitalised words from token at and the
// place that ends its name: projektledare för Kustliv Gotland.
func (a *analysis) absorb(at, place int) int {
	to := a.extent[place].to
	a.mentions[place] = Mention{
		Kind: graph.Organisation, Span: a.span(at, to), Name: a.nameOf(at, to), Method: "role-context", Confidence: .7, Refers: none,
	}
	a.extent[place] = extent{at, to}
	for i := at; i < to; i++ {
		a.owner[i] = place
	}
	return place
}

// associationMeant reports whether the token is a bare noun for a body that a
// person can hold an office in: föreningen, nämnden.
func (a *analysis) associationMeant(i int) bool {
	switch a.lower(i) {
	case "föreningen", "klubben", "nämnden", "myndigheten":
		return a.owner[i] == none && !a.is(i, capital)
	}
	return false
}

// definiteBody reads "i kommunen", "på myndigheten": the one organisation of
// the document that the noun can mean. It returns none, true where several
// can.
func (a *analysis) definiteBody(i int) (int, bool) {
	head, ok := strings.CutSuffix(a.lower(i), "en")
	if !ok {
		head, ok = strings.CutSuffix(a.lower(i), "et")
	}
	switch head {
	case "kommun", "region", "landsting", "universitet", "sjukhus", "institut", "förbund", "bolag", "stiftels", "förening", "klubb", "nämnd", "myndighet":
	default:
		return none, false
	}
	if !ok || a.owner[i] != none {
		return none, false
	}
	found := none
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Organisation || !strings.Contains(strings.ToLower(a.mentions[m].Name), head) {
			continue
		}
		if found != none && a.mentions[found].Name != a.mentions[m].Name {
			return none, true
		}
		if found == none {
			found = m
		}
	}
	if found == none {
		return none, true
	}
	return a.claim(i, i+1, Mention{
		Kind: graph.Organisation, Name: a.mentions[found].Name, Canonical: a.mentions[found].Canonical,
		Method: "definite", Confidence: .7, Refers: found,
	}), true
}
