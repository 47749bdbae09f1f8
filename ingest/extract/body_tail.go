package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// tailed reads names that end in their head: Lunds universitet, Nacka
// tingsrätt, Nordic Health AB, Sahlgrenska Science Park.
func (a *analysis) tailed(i int) (named, bool) {
	for at := i + 1; at < len(a.tokens) && at-i <= 5 && a.follows(at) && a.tokens[at].gap != glued; at++ {
		w := a.tokens[at].word
		if w.text == "&" && a.is(at+1, capital) {
			continue
		}
		if a.owner[at] != none || a.tokens[at].kind != swedish.Word {
			return named{}, false
		}
		if n, ok := a.companyTail(i, at); ok {
			return n, true
		}
		if w.is(companyForm) && (w.is(capital) || w.lower == "a/s") {
			return named{}, false
		}
		if n, ok := a.bodyTail(i, at); ok {
			return n, true
		}
		if a.insideCompany(at) || w.lower == "och" && a.companyBehind(at+1) {
			continue
		}
		if !w.is(capital) {
			return a.described(i, at)
		}
	}
	return named{}, false
}

// companyTail reads the name from i whose form stands at at.
func (a *analysis) companyTail(i, at int) (named, bool) {
	w := a.tokens[at].word
	if end := a.cooperative(at); end > at && a.beginsCompany(i, at) {
		return named{i, end, false, "company-form", .9}, true
	}
	if w.is(companyForm) && (w.is(capital) || w.lower == "a/s") && a.beginsCompany(i, at) {
		return named{i, at + 1, false, "company-form", .95}, true
	}
	return named{}, false
}

// bodyTail reads the name from i that ends in the head at at.
func (a *analysis) bodyTail(i, at int) (named, bool) {
	w := a.tokens[at].word
	switch {
	case w.is(capital) && w.is(bodyWord|bodyDefinite) && !w.listed && a.ownName(i, at, w):
		return named{i, at + 1, false, "body-tail", .85}, true
	case w.is(bodyHead) && a.ownName(i, at, w), a.foreignHead(i, at):
		return a.tailGenitive(named{i, at + 1, false, "body-tail", .85}), true
	case w.baseTraits == 0 && w.base != "" && a.words.vocab.traits(w.base)&bodyHead != 0 && a.ownName(i, at, a.words.of(w.base)):
		return named{i, at + 1, true, "body-tail", .85}, true
	case at == i+1 && clubForm(w.text) && !a.tokens[i].first && a.clubName(i):
		return named{i, at + 1, false, "body-club", .8}, true
	case at == i+1 && a.localAcronym(i):
		place, _ := a.listedAt(at)
		return named{i, place.to, place.genitive, "body-region", .7}, true
	case at == i+1 && (regional(w.text) || a.ofDistrict(i)) && a.regionalName(i):
		return named{i, at + 1, false, "body-region", .75}, true
	case endowment(w.lower) && a.tokens[at-1].word.base != "" && !a.is(at-1, stop):
		return named{i, at + 1, false, "body-tail", .85}, true
	case w.lower == "läns" && (a.is(at+1, bodyHead) || compoundBody(a.lower(at+1))) && a.follows(at+1) && a.ofPlaceOrNation(i):
		return named{i, at + 2, false, "body-tail", .85}, true // Örebro läns museum
	case w.is(capital) && compoundBody(w.lower) && a.ownsCompoundBody(i, at):
		return named{i, at + 1, false, "body-tail", .8}, true
	}
	return named{}, false
}

// foreignHead reports whether the word at at is an English or a trade's head
// of the name from i: Sahlgrenska Science Park, Nordic Health.
func (a *analysis) foreignHead(i, at int) bool {
	w, first := a.tokens[at].word, a.tokens[i].word
	if !w.is(capital) || first.is(stop|given) && !bearing(a.lower(i)) {
		return false
	}
	if englishHead(w.lower) {
		return true
	}
	return tradeHead(w.lower) && !a.companyAhead(at+1) && (!a.tokens[i].first || !first.is(common))
}

// ownsCompoundBody reports whether the words from i tell whose the body at at
// is: Malmö Stadsbibliotek, Svenska Mataffärers Branschförbund.
func (a *analysis) ownsCompoundBody(i, at int) bool {
	switch at - i {
	case 1:
		return a.ofPlaceOrNation(i) || a.tokens[i].word.is(unknown) && !a.tokens[i].word.is(given|stop|role|allCaps)
	case 2:
		return national(a.lower(i)) || a.listedGenitive(i) && a.ofPlaceOrNation(i)
	}
	return false
}

// cooperative returns the end of the form of a cooperative or other association
// that token at opens: ek. för., ekonomisk förening; at where it opens none.
func (a *analysis) cooperative(at int) int {
	if next := a.lower(at + 1); (next == "förening" || next == "föreningen") && a.follows(at+1) {
		if form := a.lower(at); form == "ekonomisk" || form == "ideell" {
			return at + 2
		}
	}
	if a.lower(at) != "ek" || a.lower(at+1) != "." || a.lower(at+2) != "för" {
		return at
	}
	if a.lower(at+3) == "." {
		return at + 4
	}
	return at + 3
}

// beginsCompany reports whether the token may begin the name of the company
// whose form stands at at.
func (a *analysis) beginsCompany(i, at int) bool {
	first := a.tokens[i]
	switch {
	case first.word.is(stop), first.first && first.word.is(common) && at-i == 1:
		return false
	case first.word.is(roleDefinite) && at-i > 1:
		return false // Konsulten Gruv & Berg AB
	case first.word.is(role) && a.titlesPerson(i):
		return false
	}
	return at-i == 1 || !announcing(first.word.lower)
}

// titlesPerson reports whether a role word is the title of the person before
// it and no part of a company's name: "Bo Ek, VD Ekbolaget AB".
func (a *analysis) titlesPerson(i int) bool {
	if a.tokens[i].word.is(allCaps) {
		return true
	}
	_, person := a.mentionAt(i-2, graph.Person)
	return a.lower(i-1) == "," && person
}

// insideCompany reports whether a lower-case word stands inside the name of a
// company that a place completes: Ek Fastigheter i Dalarna AB.
func (a *analysis) insideCompany(at int) bool {
	if a.lower(at) != "i" || !a.is(at+1, capital) || !a.follows(at+1) {
		return false
	}
	for end := at + 2; end <= at+3 && a.follows(end) && a.is(end, capital); end++ {
		if a.is(end, companyForm) {
			return true
		}
	}
	return false
}

// companyBehind reports whether och stands inside the name of a company: one or
// two capitalised words lead from token at to its form, as in Norrvik Miljö och
// Teknik AB.
func (a *analysis) companyBehind(at int) bool {
	for end := at; end < at+3 && a.follows(end) && a.is(end, capital); end++ {
		if a.is(end, companyForm) {
			return end > at
		}
	}
	return false
}

// companyAhead reports whether a company form is still to come behind the
// words of a name: Nordvik Energi AB, Nordvik Fastigheter i Dalarna AB.
func (a *analysis) companyAhead(at int) bool {
	return a.follows(at) && (a.is(at, companyForm) || a.is(at, capital) && a.follows(at+1) && a.is(at+1, companyForm) || a.insideCompany(at))
}

// ofPlaceOrNation reports whether a word says where a body belongs: the
// genitive of a name, a place, a national adjective.
func (a *analysis) ofPlaceOrNation(i int) bool {
	w := a.tokens[i].word
	if national(w.lower) {
		return true
	}
	if w.is(stop|given) || a.tokens[i].first && w.is(common) {
		return false
	}
	if w.base != "" || !a.tokens[i].first && a.naming(i) || w.is(unknown) && !a.tokens[i].first && !w.is(surname|role|allCaps) {
		return true
	}
	m, ok := a.listedAt(i)
	return ok && m.to == i+1 && m.alias.Entry.Entity == graph.Place
}

// naming reports whether an adjective can begin a body's name: Centrala
// studiestödsnämnden; a participle such as USA-baserade only describes it.
func (a *analysis) naming(i int) bool {
	lower := a.lower(i)
	return a.adjective(i) && !strings.HasSuffix(lower, "ade") && !strings.HasSuffix(lower, "nde")
}

// described reads names whose head is a compound in lower case behind a
// genitive or a national adjective: Friskolornas riksförbund, Svensk
// sjuksköterskeförening, Statens medicinska expertråd.
func (a *analysis) described(i, at int) (named, bool) {
	if at != i+1 || !a.ofPlaceOrNation(i) {
		return named{}, false
	}
	for ; at < len(a.tokens) && at-i <= 3 && a.follows(at); at++ {
		t := &a.tokens[at]
		if t.kind != swedish.Word || t.word.is(capital|stop|saying|verb|placePrep) || a.owner[at] != none {
			return named{}, false
		}
		if compoundBody(t.word.lower) && !t.word.is(role) {
			return a.forTask(named{i, at + 1, false, "body-tail", .8}), true
		}
		if (national(a.lower(i)) || a.naming(i)) && t.word.is(bodyWord) && (!a.tokens[i].first || len(t.word.lower) > 13) {
			return a.forTask(named{i, at + 1, false, "body-tail", .75}), true // Internationella valutafonden
		}
		if base := t.word.base; base != "" && compoundBody(base) {
			return named{i, at + 1, true, "body-tail", .8}, true
		}
		if !a.adjectival(at) && (!national(a.lower(i)) || !a.adjective(at)) {
			return named{}, false
		}
	}
	return named{}, false
}

// forTask takes in the field that a national society is for: Svensk förening
// för sömnmedicin.
func (a *analysis) forTask(n named) named {
	if !national(a.lower(n.from)) || a.lower(n.to) != "för" || !a.follows(n.to) {
		return n
	}
	switch a.lower(n.to - 1) {
	case "förening", "föreningen", "sällskap", "sällskapet", "förbund", "förbundet", "institut", "institutet", "råd", "rådet", "myndigheten", "byrån", "kommissionen":
	default:
		return n
	}
	if to, genitive := a.nounPhrase(n.to + 1); to > n.to+1 {
		n.to, n.genitive = to, genitive
	}
	return n
}

// adjectival reports whether a word has the ending of an adjective before a
// noun.
func (a *analysis) adjectival(i int) bool {
	lower := a.lower(i)
	return strings.HasSuffix(lower, "a") || strings.HasSuffix(lower, "-") || a.lower(i+1) == "-"
}

// national tells which adjectives begin the names of national bodies.
func national(lower string) bool {
	switch lower {
	case "internationell", "internationella", "svensk", "svenska", "nordisk", "nordiska", "europeiska", "nationella", "kungliga", "kungl", "kungl.", "norska", "danska", "finska", "tyska":
		return true
	}
	return false
}

// compoundBody tells which lower-case nouns end the name of a body.
func compoundBody(lower string) bool {
	for _, ending := range []string{
		"förening", "föreningen", "förbund", "förbundet", "sällskap", "sällskapet", "institut", "institutet", "akademi", "akademin", "råd", "nämnd", "verk", "myndighet", "styrelse", "fond", "stiftelse", "museum", "inspektion", "universitet", "sjukhus", "bibliotek", "högskola", "organisation", "orkester", "teater", "arkiv", "klubb", "kår", "vårdcentral", "äldreboende", "förskola", "gymnasieskola",
		"brandförsvar", "räddningstjänst", "brandkår", "stadsmission", "sparbank", "lantmannaförening",
	} {
		if strings.HasSuffix(lower, ending) && len(lower) >= len(ending)+3 && !strings.HasSuffix(lower, "statsråd") {
			return true
		}
	}
	switch lower {
	case "riksförbund", "förbund", "förening", "akademi", "museum", "brandförsvar", "räddningstjänst", "brandkår", "stadsmission", "sparbank":
		return true
	}
	return false
}

// ownName reports whether the words before a head make the name of one body.
func (a *analysis) ownName(from, head int, w *word) bool {
	first := a.tokens[from].word
	if first.is(stop|role) || a.tokens[from].first && first.is(common) {
		return false
	}
	switch w.lower {
	case "kommun", "stad", "stift", "församling", "landsting", "län":
		m, ok := a.listedAt(head - 1)
		return ok && m.to == head && m.alias.Entry.Entity == graph.Place || first.base != "" && w.lower != "stad" ||
			w.lower == "kommun" && a.unknownTown(from, head)
	case "kommuner", "tingsrätter", "regionen":
		return false
	}
	return true
}

// unknownTown reports whether the words before kommun name a place that no
// list knows: Ekvalla, Stora Sundby.
func (a *analysis) unknownTown(from, head int) bool {
	last := a.tokens[head-1].word
	if a.tokens[from].first && from+1 < head || last.common > last.proper {
		return false
	}
	return last.is(unknown|surname|placeTail) && !last.is(role|stop)
}

// tailGenitive notes the genitive of a name's last word.
func (a *analysis) tailGenitive(n named) named {
	w := a.tokens[n.to-1].word
	n.genitive = w.base != "" && strings.HasSuffix(w.lower, "s") && !w.is(bodyHead) && !englishHead(w.lower)
	return n
}

// regional tells which names end those of the national or regional branches of
// bodies: Energigas Sverige, Solkraft Väst.
func regional(text string) bool {
	switch text {
	case "Sverige", "Danmark", "Norge", "Finland", "Norden", "Sweden", "Väst", "Öst", "Syd", "Nord", "Sydost", "Sydväst", "Nordväst", "Nordost", "Mitt", "Mälardalen", "Norrland":
		return true
	}
	return false
}

// ofDistrict reports whether a district follows the word at token i, which can
// name a body there: Kulturmiljö Halland. Words that tell which part of the
// district is meant cannot.
func (a *analysis) ofDistrict(i int) bool {
	switch a.lower(i) {
	case "inre", "övre", "nedre", "yttre", "halv", "storstads", "landskap", "region", "län", "distrikt", "projekt":
		return false
	}
	m, ok := a.listedAt(i + 1)
	return ok && m.to == i+2 && !m.genitive && m.alias.Entry.Class == "district" && !direction(a.lower(i)) && !a.is(i, allCaps) && a.tokens[i+1].gap == space
}

// localAcronym reports whether token i is the acronym of a body whose local
// branch the place behind it names: DHR Sörmland.
func (a *analysis) localAcronym(i int) bool {
	w := a.tokens[i].word
	if !w.is(allCaps) || w.is(role|stop|companyForm) || w.listed || !shortForm(w.text) || len(w.text) < 3 || fieldAcronym(w.text) || a.tokens[i+1].gap != space || a.is(i+1, given) {
		return false
	}
	place, ok := a.listedAt(i + 1)
	return ok && place.alias.Entry.Entity == graph.Place && place.alias.Entry.Class != "country" && (!a.follows(place.to) || !a.is(place.to, capital|bodyHead))
}

// regionalName reports whether the capitalised word at token i can be the name
// whose branch follows.
func (a *analysis) regionalName(i int) bool {
	t := &a.tokens[i]
	if t.word.is(given|surname|stop|role|initial|particle|bodyDefinite|verb|saying|placePrep) || t.word.is(common) && t.first || t.kind != swedish.Word || t.word.listed && t.word.base != "" || len(t.word.text) < 4 {
		return false
	}
	if strings.HasSuffix(t.word.lower, "länderna") || strings.HasSuffix(t.word.lower, "landet") || t.first && a.tokens[i+1].word.text == "Sweden" {
		return false
	}
	if a.follows(i+2) && a.is(i+2, capital) || a.follows(i) && a.is(i-1, capital) && !a.tokens[i-1].first {
		return false
	}
	if m, ok := a.listedAt(i); ok && m.alias.Entry.Entity == graph.Place {
		return false
	}
	return t.word.is(unknown|common) && (!t.first || t.word.proper >= t.word.common) && (!strings.HasSuffix(t.word.lower, "a") || strings.HasSuffix(t.word.lower, "rna"))
}

// clubForm tells the abbreviations that end the names of sports clubs: Norrvika
// IF, Ekvalla BK.
func clubForm(text string) bool {
	switch text {
	case "IF", "IK", "SK", "BK", "FK", "FF", "FC", "HC", "IBK", "GK", "IBF", "HK", "BTK", "GIF":
		return true
	}
	return false
}

// clubName reports whether the capitalised word at token i can be the name or
// place of a club.
func (a *analysis) clubName(i int) bool {
	w := a.tokens[i].word
	if m, ok := a.listedAt(i); ok && m.to == i+1 {
		return m.alias.Entry.Entity == graph.Place
	}
	return w.is(unknown) && !w.is(given|surname|stop|role|allCaps|bodyWord)
}

// endowment tells which nouns end the name of a foundation behind the name of
// whom it is called after: Familjen Bergs stiftelse.
func endowment(lower string) bool {
	switch lower {
	case "stiftelse", "minnesfond", "stipendiefond", "minnesstiftelse", "forskningsstiftelse", "forskningsfond":
		return true
	}
	return false
}

// tradeHead tells which Swedish nouns, with a capital, end the names of
// firms: Nordvik Arkitekter, Ljusvik Omsorg.
func tradeHead(lower string) bool {
	switch lower {
	case "arkitekter", "arkitektkontor", "fastigheter", "bostäder", "omsorg", "energi", "kraft", "elnät", "advokatbyrå", "entreprenad", "försäkring", "försäkringar",
		"konsult", "konsulter", "förlag", "logistik", "livsmedel", "maskin", "revision", "vatten", "miljöteknik",
		"snickeri", "åkeri", "måleri", "bygg", "byggnads", "bageri", "bryggeri", "mejeri", "plåtslageri", "tryckeri", "trädgård", "transport", "transporter", "buss", "taxi",
		"mekaniska", "industri", "industrier", "gruvor", "skog", "såg", "trävaru", "slakteri", "kvarn", "rederi", "fastighetsbyrå", "byggnadsfirma", "redovisning":
		return true
	}
	return false
}

// bearing tells the English points of the compass, which begin names of bodies
// and are in lists of given names all the same.
func bearing(lower string) bool {
	switch lower {
	case "north", "south", "east", "west", "northern", "southern", "eastern", "western":
		return true
	}
	return false
}

// englishHead tells which English nouns end the names of bodies.
func englishHead(lower string) bool {
	switch lower {
	case "university", "college", "hospital", "institute", "foundation", "group", "council", "park", "center", "centre",
		"office", "agency", "network", "association", "organisation", "organization", "society", "union", "committee",
		"commission", "authority", "board", "company", "bank", "partners", "capital", "solutions", "pharma", "labs",
		"international", "consulting", "technologies", "systems", "therapeutics", "biotech", "media", "academy", "arena":
		return true
	}
	return false
}
