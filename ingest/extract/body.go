package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// bodyAt tries to read the name of an organisation that begins at token i by
// the way such names are built.
func (a *analysis) bodyAt(i int) (named, bool) {
	w := a.tokens[i].word
	if a.tokens[i].kind != swedish.Word {
		return named{}, false
	}
	if w.is(bodyDefinite|bodyWord|bodyHead) || w.is(capital) && (placedBody(w.lower) || centre(w.lower)) {
		if n, ok := a.bodyFor(i); ok {
			return n, true
		}
		if n, ok := a.bodyIn(i); ok {
			return n, true
		}
	}
	if w.is(capital) && a.follows(i+1) && !a.is(i+1, capital) && (strings.HasSuffix(w.lower, "a") && a.is(i+1, bodyDefinite|bodyWord) || strings.HasSuffix(w.lower, "t") && a.lower(i+1) == "centrum") {
		if n, ok := a.bodyFor(i + 1); ok && len(w.lower) > 5 {
			n.from = i // Nationella rådet för digital omsorg
			return n, true
		}
	}
	if n, ok := a.danglingBody(i); ok {
		return n, true
	}
	if n, ok := a.headed(i); ok {
		return n, true
	}
	if w.is(capital) {
		if n, ok := a.tailed(i); ok {
			return n, true
		}
		if n, ok := a.hyphenated(i); ok {
			return n, true
		}
		return a.bodyAlone(i)
	}
	return named{}, false
}

// bodyFor reads "arbetsgruppen för hälsodata", "Centrum för Hälsodata",
// "Delegationen mot segregation".
func (a *analysis) bodyFor(i int) (named, bool) {
	w := a.tokens[i].word
	if !w.is(bodyDefinite|bodyWord) && !centre(w.lower) {
		return named{}, false
	}
	if prep := a.lower(i + 1); prep != "för" && prep != "mot" || !a.follows(i+1) {
		return named{}, false
	}
	if !w.is(capital) && !namedAfterTask(w.lower) {
		return named{}, false
	}
	to, genitive := a.nounPhrase(i + 2)
	if to == i+2 {
		return named{}, false
	}
	if a.is(i+2, capital) && a.follows(to) && a.tokens[to-1].word.base != "" && compoundBody(a.lower(to)) {
		to, genitive = to+1, false // arbetsgruppen för Ljusåns vattenråd
	}
	if !genitive && w.is(capital) {
		to = a.taskGoesOn(i, to)
	}
	confidence := .8
	if !w.is(capital) || a.tokens[i].first {
		confidence = .7
	}
	return named{i, to, genitive, "body-for", confidence}, true
}

// centre reports whether a word is a compound for a centre, which is called
// after its task: Resurscentrum för konst.
func centre(lower string) bool {
	return (strings.HasSuffix(lower, "centrum") || strings.HasSuffix(lower, "center")) && len(lower) >= 10
}

// taskGoesOn returns the end of a task that a preposition continues, as in
// Delegationen för unga till arbete, where the document says it twice.
func (a *analysis) taskGoesOn(i, to int) int {
	switch a.lower(to) {
	case "till", "i", "av":
	default:
		return to
	}
	end, genitive := a.nounPhrase(to + 1)
	if end == to+1 || genitive || !a.follows(to) || a.is(to+1, capital) || timeWord(a.lower(to+1)) {
		return to
	}
	whole := a.span(i, end).Of(a.text)
	if strings.Count(a.text, whole) < 2 {
		return to
	}
	return end
}

// namedAfterTask tells which bodies a text names by their task without a
// capital.
func namedAfterTask(lower string) bool {
	for _, ending := range []string{"gruppen", "nämnden", "kommittén", "delegationen", "utskottet", "kommissionen", "rådet", "institutionen", "centrum", "myndigheten", "institutet", "inspektionen", "sekretariatet", "nätverket"} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// headed reads names that begin with their head: Region Skåne, Stiftelsen
// Tryggare Sverige, Riksförbundet HjärtLung, företaget Nordvik.
func (a *analysis) headed(i int) (named, bool) {
	w := a.tokens[i].word
	if n, ok := a.englishOf(i); ok {
		return n, true
	}
	if n, ok := a.compoundHead(i); ok {
		return n, true
	}
	inside, ok := nameHead(w.lower)
	if !ok || i+1 >= len(a.tokens) || !a.follows(i+1) || a.tokens[i+1].gap == glued {
		return named{}, false
	}
	to := a.capitals(i + 1)
	if to == i+1 {
		return named{}, false
	}
	if !w.is(capital) && !inside {
		return named{}, false
	}
	if w.lower == "dagens" && (a.is(i+1, allCaps|bodyWord|role) && a.tokens[i].first || a.is(i+1, given) || strings.ContainsRune(a.lower(i+1), '-')) {
		return named{}, false
	}
	for to > i+2 && a.tokens[to-1].kind == swedish.Number && w.lower == "dagens" {
		to-- // the number of an issue
	}
	if a.is(i+1, given) && to-i == 3 && a.is(i+2, surname) {
		return named{}, false // a person
	}
	return a.withNoun(named{i, to, a.runGenitive(to), "body-head", .85}), true
}

// withNoun takes in the noun that a place in the genitive owns at the end of a
// society's name, and the place that tells a foundation from others: Föreningen
// Dalarnas industribanor, Stiftelsen Bostäder i Norrvika.
func (a *analysis) withNoun(n named) named {
	if a.lower(n.from) == "stiftelsen" && n.to-n.from == 2 && a.is(n.from+1, common) && a.lower(n.to) == "i" && a.follows(n.to+1) && a.is(n.to+1, capital) {
		n.to, n.genitive = n.to+2, a.listedGenitive(n.to+1)
		return n
	}
	if n.to-n.from != 2 || !a.listedGenitive(n.to-1) || a.lower(n.from) == "region" || !a.follows(n.to) || a.tokens[n.to].kind != swedish.Word ||
		a.owner[n.to] != none || a.is(n.to, capital|stop|verb|saying|role) {
		return n
	}
	n.to, n.genitive = n.to+1, false
	return n
}

// englishOf reads English names with of: University of Oslo, Ministry of
// Finance.
func (a *analysis) englishOf(i int) (named, bool) {
	w := a.tokens[i].word
	if !w.is(capital) || a.lower(i+1) != "of" || !a.is(i+2, capital) || !a.follows(i+2) {
		return named{}, false
	}
	switch w.lower {
	case "university", "institute", "ministry", "department", "bank", "council", "centre", "center", "school", "college", "academy", "board", "office":
		return named{i, a.capitals(i + 2), false, "body-english", .85}, true
	}
	return named{}, false
}

// compoundHead reads a compound that names a sort of body with the name
// behind it: Räddningstjänsten Vätterbygd, Kommunförbundet Skåne.
func (a *analysis) compoundHead(i int) (named, bool) {
	w := a.tokens[i].word
	if !w.is(capital) || !w.is(bodyWord) && (!headCompound(w.lower) || w.is(given|surname)) || w.listed && w.node != 0 && !a.is(i+1, capital) {
		return named{}, false
	}
	if _, head := nameHead(w.lower); appositive(w.lower) && !head && a.tokens[i].first {
		return named{}, false // see apposition
	}
	next := i + 1
	if next >= len(a.tokens) || !a.follows(next) || a.tokens[next].gap != space || !a.is(next, capital) ||
		a.is(next, stop|role|bodyWord) || a.is(next, common) && strings.ContainsRune(a.lower(next), '-') || a.is(next, given) && (!a.loneName(next) || w.is(role) || a.lower(next+1) == "”" || a.lower(next+1) == "\"") || a.is(next, allCaps) && (w.listed || !announcing(w.lower)) || a.owner[next] != none {
		return named{}, false
	}
	if m, ok := a.listedAt(next); ok && a.is(next, allCaps) && m.alias.Entry.Entity == graph.Organisation &&
		(m.alias.Entry.Class != "authority" || !strings.HasSuffix(w.lower, "förbundet") && !strings.HasSuffix(w.lower, "föreningen")) {
		return named{}, false // LO-förbundet IF Metall
	}
	to := a.capitals(next)
	if m, ok := a.listedAt(next); ok && !m.genitive && !a.is(next, allCaps) && m.alias.Mode != gazetteer.Weak {
		if m.alias.Entry.Entity != graph.Place {
			return named{}, false
		}
		to = m.to
		if second, ok := a.listedAt(to); ok && a.follows(to) && a.tokens[to].gap == space && second.alias.Entry.Entity == graph.Place && !second.genitive {
			to = second.to // Regionteatern Blekinge Kronoberg
		}
	}
	if a.is(to-1, companyForm) && announcing(w.lower) {
		return named{}, false // Energibolaget Ljusvik AB
	}
	return a.withNoun(named{i, to, a.runGenitive(to), "body-head", .8}), true
}

// loneName reports whether no other part of a person's name follows a given
// name on its line: Kvinnojouren Alva.
func (a *analysis) loneName(i int) bool {
	return !a.follows(i+1) || a.tokens[i+1].gap == newline || !a.is(i+1, capital|particle|initial)
}

// headCompound tells which compounds in the indefinite form begin the name of
// a body: Länsbibliotek Sydost.
func headCompound(lower string) bool {
	for _, ending := range []string{"bibliotek", "museum", "arkiv", "teater", "orkester", "klubb", "förening", "förbund", "sällskap", "akademi", "sjukhus"} {
		if strings.HasSuffix(lower, ending) && len(lower) >= len(ending)+3 {
			return true
		}
	}
	return false
}

// nameHead tells whether a word begins the names of bodies, and whether it
// belongs to the name in lower case, too.
func nameHead(lower string) (inside, ok bool) {
	switch lower {
	case "region":
		return true, true
	case "dagens", "ifk", "bk", "ik", "café", "kafé", "restaurang", "hotell", "galleri", "polisregion", "polisområde", "lokalpolisområde":
		return false, true
	case "riksförbundet", "intresseförbundet", "kommunalförbundet":
		return true, true
	case "stiftelsen", "föreningen", "förbundet", "landstinget", "sällskapet", "institutet", "akademin", "forum",
		"centrum", "ab", "insamlingsstiftelsen":
		return false, true
	}
	return false, false
}

// appositive tells which nouns announce the name of an organisation that
// follows them.
func appositive(lower string) bool {
	switch lower {
	case "företaget", "bolaget", "stiftelsen", "föreningen", "organisationen", "koncernen", "tidningen", "nätverket", "myndigheten",
		"förbundet", "fackförbundet", "branschorganisationen", "intresseorganisationen", "patientorganisationen", "partiet", "banken",
		"läkemedelsbolaget", "läkemedelsföretaget", "forskningsinstitutet", "konsultbolaget", "konsultföretaget", "medtechbolaget",
		"nyhetsbyrån", "tankesmedjan", "startupbolaget", "fastighetsbolaget", "it-bolaget", "it-företaget", "vårdbolaget", "vårdföretaget",
		"byggbolaget", "byrån", "paraplyorganisationen", "dotterbolaget", "moderbolaget", "konkurrenten", "arbetsgivarorganisationen", "biståndsorganisationen",
		"studieförbundet", "nyhetsbrevet", "tidskriften", "förlaget", "skivbolaget", "tv-kanalen", "klubben", "analysföretaget":
		return true
	}
	return false
}

// capitals returns the end of the run of capitalised words from token i, up
// to four; och joins two only where nothing else can be meant.
func (a *analysis) capitals(i int) int {
	at := i
	for at < len(a.tokens) && at-i < 4 && a.follows(at) && a.owner[at] == none &&
		(a.tokens[at].gap == space || a.tokens[at].gap == newline && at > i) {
		t := a.tokens[at]
		if t.word.text == "&" && at > i && a.is(at+1, capital) {
			at++
			continue
		}
		if t.kind == swedish.Number && at > i && !isYear(t.word.text) && !a.amount(at) {
			at++
			break
		}
		if t.kind != swedish.Word || !t.word.is(capital) {
			break
		}
		at++
	}
	return at
}

// amount reports whether a number counts something rather than ending a name:
// 150 000 kronor, 12 procent.
func (a *analysis) amount(i int) bool {
	if i+1 >= len(a.tokens) || !a.follows(i+1) {
		return false
	}
	next := &a.tokens[i+1]
	return next.kind == swedish.Number || next.word.text == "%" || next.kind == swedish.Word && !next.word.is(capital|stop|verb|saying) && next.word.common > 0 && next.gap == space
}

// runGenitive reports whether the last word before the token is the genitive
// of a name.
func (a *analysis) runGenitive(to int) bool {
	w := a.tokens[to-1].word
	if w.base == "" {
		return false
	}
	if strings.ContainsAny(w.text[len(w.base):], ":'’") || a.listedGenitive(to-1) {
		return true
	}
	return to < len(a.tokens) && a.follows(to) && a.plainNoun(to) && w.baseTraits&(given|surname) == 0 && len(w.base) > 3
}

// hyphenated reads names such as Life science-kontoret and Nobel-stiftelsen.
func (a *analysis) hyphenated(i int) (named, bool) {
	for at := i; at < len(a.tokens) && at-i < 3 && (at == i || a.follows(at)); at++ {
		w := a.tokens[at].word
		cut := strings.LastIndexByte(w.lower, '-')
		if cut > 0 {
			tail := strings.TrimSuffix(w.lower[cut+1:], "s")
			traits := a.words.vocab.traits(tail)
			if traits&(bodyWord|bodyDefinite) == 0 && tail != "gruppen" && tail != "kontoret" {
				return named{}, false
			}
			return named{i, at + 1, strings.HasSuffix(w.lower, "s"), "body-hyphen", .85}, true
		}
		if a.tokens[at].kind != swedish.Word || w.is(stop) || a.owner[at] != none || at > i && w.is(common) && w.common > 50 {
			return named{}, false
		}
	}
	return named{}, false
}

// bodyAlone reads a single word that names a body: Skolverket; at the
// beginning of a sentence only where it is usually written with a capital, or
// in minutes, whose boards are specific.
func (a *analysis) bodyAlone(i int) (named, bool) {
	w := a.tokens[i].word
	genitive := false
	switch {
	case w.is(bodyWord):
	case w.base != "" && w.baseTraits&bodyWord != 0:
		genitive = true
	case w.is(unknown) && utility(w.lower):
		return named{i, i + 1, false, "body-word", .75}, true
	default:
		return named{}, false
	}
	n := named{i, i + 1, genitive, "body-word", .8}
	known := w
	if genitive {
		known = a.words.of(w.base)
	}
	if a.tokens[i].first && known.proper <= known.common {
		if !a.minutesBody(known.lower) && (known.proper != 0 || known.common != 0 || !ownedSort(known.lower) || len(known.lower) <= 12) {
			return named{}, false
		}
		n.confidence = .6
	}
	return n, true
}

// utility reports whether a word in no list is the name of a company for water,
// energy, housing or buses, as most that end so are: Norrvatten, Sörenergi.
func utility(lower string) bool {
	for _, ending := range [...]string{"vatten", "energi", "bostäder", "trafiken"} {
		if strings.HasSuffix(lower, ending) && len(lower) >= len(ending)+3 {
			return true
		}
	}
	return false
}

// ownedSort tells the sorts of bodies whose compounds are names even where a
// sentence begins.
func ownedSort(lower string) bool {
	for _, ending := range [...]string{"förbundet", "museet", "teatern", "banken", "orkestern", "biblioteket"} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// minutesBody reports whether a word that begins a sentence is a board: a
// compound such as socialnämnden anywhere, other boards in minutes.
func (a *analysis) minutesBody(lower string) bool {
	if localBoard(lower) {
		return true
	}
	if a.in.Structure.Kind != "minutes" {
		return false
	}
	for _, ending := range []string{"nämnden", "styrelsen", "utskottet", "fullmäktige"} {
		if strings.HasSuffix(lower, ending) && len(lower) > len(ending)+2 {
			return true
		}
	}
	return false
}

// claimBody makes a mention of an organisation's name.
func (a *analysis) claimBody(n named) int {
	name := a.nameOf(n.from, n.to)
	if n.genitive {
		name = a.nominative(n.from, n.to)
	}
	if w := a.tokens[n.from].word; n.method == "body-for" && a.tokens[n.from].first && w.common > w.proper && w.is(bodyDefinite|bodyWord) {
		name = strings.ToLower(w.text) + name[len(w.text):]
	}
	m := Mention{Kind: graph.Organisation, Name: name, Method: n.method, Confidence: n.confidence, Refers: none}
	if n.method == "role-context" {
		m.Refers = a.shortOf(name)
	}
	for _, alias := range a.lists.Find(name) {
		if alias.Entry.Entity == graph.Organisation {
			m.Canonical = alias.Entry.Name
			break
		}
	}
	return a.claim(n.from, n.to, m)
}
