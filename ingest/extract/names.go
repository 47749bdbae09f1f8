package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// names finds all names that their own words or the lists show. At each token
// the longest reading wins; a person's name of two words or more wins over a
// place of one.
func (a *analysis) names() {
	for i := 0; i < len(a.tokens); i++ {
		w := a.tokens[i].word
		if w.is(bodyHead) && !w.is(capital) && a.owner[i] == none && i > 0 {
			a.pluralHead(i)
		}
		if a.owner[i] != none || a.tokens[i].kind != swedish.Word && !w.listed ||
			!w.is(capital|bodyDefinite|bodyWord|bodyHead) && !w.listed && !headWord(w.lower) {
			continue
		}
		if to := a.nicknamed(i); to > i {
			i = to - 1
			continue
		}
		if to := a.nameAt(i); to > i {
			i = to - 1
		}
	}
}

// headWord reports whether a lower-case word can begin a body's name.
func headWord(lower string) bool {
	_, ok := nameHead(lower)
	return ok || appositive(lower) || announcing(lower)
}

// nameAt claims the best name that begins at token i and returns its end, i
// where there is none.
func (a *analysis) nameAt(i int) int {
	listed, isListed := a.listedAt(i)
	person, isPerson := a.personAt(i)
	body, isBody := a.bodyAt(i)
	if isListed && listed.alias.Mode == gazetteer.Weak {
		isListed = false // see acronyms
	}
	switch {
	case isBody && isListed && body.method == "body-for" && listed.alias.Words >= 3:
		a.claimListed(i, listed)
		return listed.to
	case isBody && body.to > listed.to && (!isPerson || body.to > person.to || body.method == "company-form"):
		index := a.claimBody(body)
		a.coordinate(index)
		return body.to
	case isPerson && person.to > listed.to:
		a.claimPerson(person)
		return person.to
	case isListed:
		if !a.plausible(i, listed) {
			return i
		}
		to := a.extend(i, listed)
		index := a.claimListed(i, match{to, listed.alias, listed.genitive})
		if to > listed.to {
			a.mentions[index].Canonical, a.mentions[index].Name = "", a.nameOf(i, to) // a branch of its own
		}
		a.coordinate(index)
		return to
	case appositive(a.lower(i)) && (!a.tokens[i].word.is(capital) || a.tokens[i].first), announcing(a.lower(i)) && (!a.is(i, capital) || a.tokens[i].first) && !a.is(i+1, given):
		return a.apposition(i)
	}
	return i
}

// extend returns the end of a listed name with the place that names a branch
// of it: Folktandvården Sörmland.
func (a *analysis) extend(i int, m match) int {
	if end := a.branch(m); end > m.to {
		return end
	}
	if m.genitive || m.to-i > 2 || m.to-i == 2 && !branched(m.alias.Entry.Class) || m.to >= len(a.tokens) || !a.follows(m.to) || a.tokens[m.to].gap != space || !a.is(m.to, capital) && a.lower(m.to) != "region" || a.is(m.to, given) && !a.townName(m) {
		return m.to
	}
	switch m.alias.Entry.Class {
	case "association", "party", "union", "company", "international":
	default:
		return m.to
	}
	if a.lower(m.to) == "region" {
		if next := m.to + 1; a.follows(next) && a.is(next, capital) && m.alias.Entry.Class != "company" {
			return next + 1 // Hyresgästföreningen region Norrland
		}
		return m.to
	}
	if region := a.lower(m.to); (direction(region) || region == "mellersta") && a.follows(m.to+1) {
		if place, ok := a.listedAt(m.to + 1); ok && place.alias.Entry.Entity == graph.Place && !place.genitive {
			return place.to // IF Metall Mellersta Norrland
		}
	}
	place, ok := a.listedAt(m.to)
	switch {
	case regional(a.tokens[m.to].word.text):
		return m.to + 1
	case ok && place.alias.Entry.Entity == graph.Place && !place.genitive && (m.alias.Entry.Class != "company" || place.alias.Entry.Class != "country"):
		return place.to
	case !ok && m.alias.Entry.Class == "company" && m.alias.Mode != gazetteer.Exact && a.subsidiary(m.to):
		return m.to + 1
	}
	return m.to
}

// townName reports whether a municipality stands behind an acronym, though its
// name is a given name, too: PRO Vilhelmina.
func (a *analysis) townName(m match) bool {
	place, ok := a.listedAt(m.to)
	return ok && m.alias.Mode == gazetteer.Exact && place.alias.Entry.Class == "municipality" && (!a.follows(place.to) || !a.is(place.to, capital))
}

// branched tells the classes of bodies of two words that have local branches.
func branched(class string) bool {
	return class == "association" || class == "union" || class == "international"
}

// abroad reports whether a class of places is that of countries and regions of
// the world; those of Sweden are districts.
func abroad(class string) bool { return class == "country" || class == "area" }

// branch returns the end of the branch of a listed body that a genitive names:
// Vårdförbundets avdelning Skåne; 0 where there is none.
func (a *analysis) branch(m match) int {
	if !m.genitive || m.alias.Entry.Entity != graph.Organisation || !a.follows(m.to) || !a.follows(m.to+1) || !a.is(m.to+1, capital) {
		return 0
	}
	switch a.lower(m.to) {
	case "avdelning", "distrikt", "krets", "lokalavdelning", "lokalförening", "klubb", "sektion", "länsförbund", "distriktsförbund":
	default:
		return 0
	}
	return a.capitals(m.to + 1)
}

// subsidiary reports whether the capitalised word at token i ends the name of
// a company's subsidiary or branch: it is in no list and stands alone.
func (a *analysis) subsidiary(i int) bool {
	t := &a.tokens[i]
	if t.first || t.kind != swedish.Word || a.owner[i] != none || t.word.is(given|surname|stop|role|allCaps|bodyWord|bodyHead|initial) || t.word.base != "" && !t.word.is(common) {
		return false
	}
	return !a.follows(i+1) || !a.is(i+1, capital)
}

// plausible reports whether a listed name is really meant: short names and
// places that are common words need a capital that their position does not
// explain, or a preposition of place.
func (a *analysis) plausible(i int, m match) bool {
	w := a.tokens[i].word
	if m.to < len(a.tokens) && w.is(allCaps) && a.tokens[m.to].kind == swedish.Number && a.follows(m.to) {
		return false // a file number, a standard
	}
	if m.to-i > 1 || m.alias.Mode == gazetteer.Exact || m.alias.Mode == gazetteer.Lower {
		return true
	}
	if a.partOfUnknownName(i, m) {
		return false
	}
	known := w
	if m.genitive {
		known = a.words.of(w.base)
	}
	if m.alias.Entry.Entity == graph.Organisation {
		return !a.tokens[i].first || known.proper > known.common || known.common == 0 || m.alias.Entry.Class == "committee"
	}
	if known.is(given|surname) && m.alias.Entry.Class != "country" && known.proper < 200 || known.is(common) {
		return a.follows(i) && (a.is(i-1, placePrep) || a.amongPlaces(i, m.to))
	}
	if a.tokens[i].first && known.common > known.proper {
		return false
	}
	return true
}

// amongPlaces reports whether a word stands in an enumeration behind another
// place, with nothing but a further one behind it: Lycksele, Åsele, Dorotea.
func (a *analysis) amongPlaces(i, to int) bool {
	if sep := a.lower(i - 1); sep != "," && sep != "och" && sep != "samt" {
		return false
	}
	place, ok := a.mentionAt(i-2, graph.Place)
	return ok && a.mentions[place].Method == "gazetteer" && (!a.follows(to) || !a.is(to, capital|particle))
}

// partOfUnknownName reports whether a listed word is only a part of a longer
// capitalised name that the lists do not know: Uppsala Nya Tidning.
func (a *analysis) partOfUnknownName(i int, m match) bool {
	if m.alias.Entry.Entity != graph.Place || m.genitive {
		return false
	}
	to := a.capitals(i)
	if to-i < 2 || a.is(i+1, allCaps|given) || a.is(i+1, stop) {
		return false
	}
	next := a.tokens[i+1].word
	return !a.tokens[i+1].first && next.node == 0 && next.is(common) && next.baseTraits == 0
}

// apposition reads the name behind företaget, tidningen, föreningen.
func (a *analysis) apposition(i int) int {
	if i+1 >= len(a.tokens) || !a.follows(i+1) || a.tokens[i+1].gap == glued || !a.is(i+1, capital) || a.owner[i+1] != none {
		return i
	}
	if m, ok := a.listedAt(i + 1); ok && m.alias.Mode != gazetteer.Weak {
		if m.alias.Entry.Entity == graph.Organisation {
			return i // its own turn comes
		}
	}
	to := a.capitals(i + 1)
	if to == i+1 || a.lower(to) == "to" || a.lower(to) == "of" {
		return i
	}
	if n, ok := a.bodyAt(i + 1); ok && n.to > to {
		return i // its own turn comes
	}
	a.claimBody(named{i + 1, to, a.runGenitive(to), "apposition", .8})
	return to
}

// coordinate finds the bodies that share the head of the one just found:
// Stockholms och Uppsala universitet, Lunds, Solna och Nacka tingsrätter,
// social- och näringsdepartementet.
func (a *analysis) coordinate(index int) {
	e := a.extent[index]
	if a.mentions[index].Kind != graph.Organisation {
		return
	}
	if e.to-e.from == 1 {
		a.coordinateCompound(index)
		return
	}
	if !a.tokens[e.to-1].word.is(bodyHead) || a.tokens[e.from].word.is(bodyHead) {
		return
	}
	head := a.lower(e.to - 1)
	at := e.from - 1
	for at > 0 && a.follows(at+1) {
		sep := a.lower(at)
		if sep != "och" && sep != "," && sep != "samt" || !a.shareHead(at-1, head) {
			return
		}
		at -= 2
	}
}

// shareHead makes an organisation of one capitalised word that shares the
// head of a name behind it.
func (a *analysis) shareHead(at int, head string) bool {
	w := a.tokens[at].word
	if !w.is(capital) || w.is(stop) || a.tokens[at].kind != swedish.Word {
		return false
	}
	name := a.nameOf(at, at+1) + " " + head
	m := Mention{Kind: graph.Organisation, Name: name, Canonical: a.canonical(name), Method: "coordination", Confidence: .85, Refers: none}
	if m.Canonical == "" && w.base == "" {
		return false
	}
	place, isPlace := a.mentionAt(at, graph.Place)
	switch {
	case isPlace && a.extent[place] == extent{at, at + 1}:
		m.Span = a.mentions[place].Span
		a.mentions[place] = m
	case a.owner[at] == none:
		a.claim(at, at+1, m)
	default:
		return false
	}
	return true
}

// pluralHead reads "Lunds, Solna och Täby kommuner" from its plural head at
// token i.
func (a *analysis) pluralHead(i int) {
	var head string
	switch a.lower(i) {
	case "kommuner", "kommuners":
		head = "kommun"
	case "högskolor":
		head = "högskola"
	case "tingsrätter":
		head = "tingsrätt"
	case "universitet", "landsting":
		head = a.lower(i)
	default:
		return
	}
	for at := i - 1; at >= 0 && a.follows(at+1) && a.shareHead(at, head); at -= 2 {
		if sep := a.lower(at - 1); sep != "och" && sep != "," && sep != "samt" || !a.follows(at) {
			return
		}
	}
}

// canonical returns the official name of a listed organisation, "" where the
// name is in no list.
func (a *analysis) canonical(name string) string {
	for _, alias := range a.lists.Find(name) {
		if alias.Entry.Entity == graph.Organisation && alias.Mode != gazetteer.Weak {
			return alias.Entry.Name
		}
	}
	return ""
}

// coordinateCompound reads the dangling first parts before a compound that
// names a body: social-, utbildnings- och näringsdepartementet.
func (a *analysis) coordinateCompound(index int) {
	e := a.extent[index]
	tail := ""
	for _, candidate := range []string{"departementet", "nämnden", "förvaltningen", "utskottet", "verket"} {
		if strings.HasSuffix(a.lower(e.from), candidate) {
			tail = candidate
		}
	}
	if tail == "" {
		return
	}
	at := e.from - 1
	for at > 0 {
		if sep := a.lower(at); sep != "och" && sep != "," && sep != "samt" {
			return
		}
		first := at - 1
		if a.lower(first) == "-" {
			first--
		}
		if first < 0 || a.owner[first] != none || !strings.HasSuffix(a.nameOf(first, at), "-") {
			return
		}
		name := upperFirst(strings.TrimSuffix(a.nameOf(first, at), "-")) + tail
		a.claim(first, at, Mention{
			Kind: graph.Organisation, Name: name, Canonical: a.canonical(name),
			Method: "coordination", Confidence: .85, Refers: none,
		})
		at = first - 1
	}
}

// upperFirst makes the first letter a capital.
func upperFirst(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}
