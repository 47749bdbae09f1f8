package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// index is what the document has introduced: its full names by their parts,
// and its organisations by name and acronym.
type index struct {
	bySurname map[string][]int // first mention of each person with that last name
	byGiven   map[string][]int // … with that first name
	byName    map[string]int   // first mention by full name
	byFold    map[string][]int // first mention by folded last name, made when needed
	acronyms  map[string]int   // learned acronym → organisation mention
}

// introduce indexes the full names found so far. Namesakes stay apart.
func (a *analysis) introduce() {
	ix := index{bySurname: map[string][]int{}, byGiven: map[string][]int{}, byName: map[string]int{}, acronyms: map[string]int{}}
	for i := range a.mentions {
		m := &a.mentions[i]
		if m.Kind != graph.Person {
			continue
		}
		if _, known := ix.byName[m.Name]; known {
			continue
		}
		ix.byName[m.Name] = i
		first, rest, full := strings.Cut(m.Name, " ")
		if !full || lowerFirst(m.Name) != m.Name {
			continue
		}
		ix.byGiven[first] = append(ix.byGiven[first], i)
		if second, _, more := strings.Cut(rest, " "); more && swedish.GivenName(second) {
			ix.byGiven[first+" "+second] = append(ix.byGiven[first+" "+second], i)
		}
		last := rest[strings.LastIndexByte(rest, ' ')+1:]
		ix.bySurname[last] = append(ix.bySurname[last], i)
		if last != rest {
			ix.bySurname[rest] = append(ix.bySurname[rest], i)
		}
	}
	a.people = ix
}

// consistency finds what the document's own full names make sure: surnames
// and given names alone, and learned acronyms. What no name explains stays
// what it is.
func (a *analysis) consistency() {
	for i := 0; i < len(a.tokens); i++ {
		t := &a.tokens[i]
		a.namesake(i)
		if a.owner[i] != none || t.kind != swedish.Word || !t.word.is(capital) {
			continue
		}
		if to := a.invertedName(i); to > i {
			i = to - 1
			continue
		}
		if to := a.shortName(i); to > i {
			i = to - 1
			continue
		}
		a.acronymAt(i)
	}
}

// invertedName claims "Ek, Anna" where the document knows Anna Ek, and returns
// the token behind it, i where there is none.
func (a *analysis) invertedName(i int) int {
	comma := i + 1
	for comma < i+3 && a.follows(comma) && a.is(comma, capital) {
		comma++
	}
	if a.lower(comma) != "," || !a.follows(comma) || !a.follows(comma+1) || !a.is(comma+1, capital) {
		return i
	}
	given, refers := comma+2, none
	for end := comma + 2; end <= comma+3 && end <= len(a.tokens) && a.free(i, end); end++ {
		if p, ok := a.people.byName[a.nameOf(comma+1, end)+" "+a.nameOf(i, comma)]; ok {
			given, refers = end, p
		}
	}
	if refers == none {
		return i
	}
	a.claim(i, given, Mention{Kind: graph.Person, Name: a.mentions[refers].Name, Method: "repeated", Confidence: .85, Refers: none})
	return given
}

// namesake turns a place into the person of the document with that given name,
// unless a preposition shows the place: Åsa, Kalmar-Vera.
func (a *analysis) namesake(i int) {
	m, ok := a.mentionAt(i, graph.Place)
	if !ok || a.extent[m].to-a.extent[m].from > 1 || a.is(i-1, placePrep) && a.follows(i) {
		return
	}
	name := a.tokens[i].word.text
	people := a.people.byGiven[name]
	if len(people) == 0 || !swedish.GivenName(name) {
		return
	}
	if place, ok := a.listedAt(i); ok && (abroad(place.alias.Entry.Class) || place.alias.Entry.Class == "district") {
		return
	}
	refers := people[0]
	if len(people) > 1 {
		refers = a.nearest(i, name)
	}
	a.mentions[m] = Mention{
		Kind: graph.Person, Span: a.mentions[m].Span, Name: name, Method: "short-name", Confidence: .8, Refers: refers,
	}
}

// shortName claims a surname or given name that stands alone, and returns its
// end.
func (a *analysis) shortName(i int) int {
	w := a.tokens[i].word
	if w.is(allCaps|initial|stop|bodyWord) || a.afterSaint(i) {
		return i
	}
	to := a.nameRun(i)
	if to-i == 2 { // Ole Petter lyfter, Rautio Jansson säger
		if index, ok := a.person(a.nameOf(i, to)); ok {
			return a.claimShort(i, to, a.nameOf(i, to), index)
		}
	}
	if to-i > 1 {
		if end := a.knownName(i, to); end > i {
			return end
		}
	}
	if to-i > 1 && !a.tokens[i+1].word.is(common) && a.tokens[i+1].word.node == 0 {
		return i // part of an unknown longer name
	}
	for _, name := range []string{w.text, w.base} {
		if name == "" || a.belongsToThing(i, i+1) {
			continue
		}
		if index, ok := a.person(name); ok {
			return a.claimShort(i, i+1, name, index)
		}
		if index := a.petName(name); index != none {
			return a.claimShort(i, i+1, name, index)
		}
		if index := a.spelledAlike(name); index != none {
			return a.claimShort(i, i+1, name, index)
		}
	}
	return a.bareName(i)
}

// spelledAlike returns the one person of the document whose surname is the
// name in another spelling: Ericsson, Eriksson; none where there is none.
func (a *analysis) spelledAlike(name string) int {
	const shortest = 6
	if len(name) < shortest || !a.words.of(name).is(surname) {
		return none
	}
	if a.people.byFold == nil {
		a.people.byFold = map[string][]int{}
		for last, people := range a.people.bySurname {
			a.people.byFold[foldName(last)] = append(a.people.byFold[foldName(last)], people...)
		}
	}
	people := a.people.byFold[foldName(name)]
	if len(people) != 1 {
		return none
	}
	return people[0]
}

// knownName claims a full name that its context has shown elsewhere in the
// document, and returns its end, i where it is none.
func (a *analysis) knownName(i, to int) int {
	for ; to > i+1; to-- {
		name, base := a.nameOf(i, to), ""
		if a.tokens[to-1].word.base != "" {
			base = a.nominative(i, to)
		}
		for _, candidate := range []string{name, base} {
			if index, known := a.people.byName[candidate]; known && candidate != "" {
				a.claim(i, to, Mention{
					Kind: graph.Person, Name: candidate, Method: "repeated", Confidence: a.mentions[index].Confidence * .95, Refers: none,
				})
				return to
			}
		}
	}
	return i
}

// person returns the one person of the document with that short name, none
// where several have it, and whether anyone has.
func (a *analysis) person(name string) (int, bool) {
	people := a.people.bySurname[name]
	if len(people) == 0 {
		people = a.people.byGiven[name]
	}
	switch len(people) {
	case 0:
		return none, false
	case 1:
		return people[0], true
	}
	return none, true
}

// referShort points a name of one word, or a surname with its particle, at the
// full name of the document that it is a part of.
func (a *analysis) referShort(m int) {
	name := a.mentions[m].Name
	if a.people.byName == nil {
		return // before the full names are known
	}
	if p, ok := a.person(lowerFirst(name)); ok && p != m {
		a.mentions[m].Refers = p
	} else if p, ok := a.person(name); ok && p != m {
		a.mentions[m].Refers = p
	}
}

// lowerFirst writes the particle that begins a sentence as it is written inside
// one: Von Sydow, von Sydow.
func lowerFirst(name string) string {
	particle, rest, ok := strings.Cut(name, " ")
	if !ok || !swedish.NameParticle(strings.ToLower(particle)) {
		return name
	}
	return strings.ToLower(particle) + " " + rest
}

// claimShort makes a mention of a short name that refers to a full one.
func (a *analysis) claimShort(from, to int, name string, refers int) int {
	if refers == none {
		refers = a.nearest(from, name)
	}
	confidence := .85
	if refers == none {
		confidence = .6
	}
	a.claim(from, to, Mention{
		Kind: graph.Person, Name: name, Method: "short-name", Confidence: confidence, Refers: refers,
	})
	return to
}

// nearest returns the person with the short name who was mentioned last in
// the same sentence or the one before, none where that is nobody.
func (a *analysis) nearest(from int, name string) int {
	best := none
	candidates := append(append([]int{}, a.people.bySurname[name]...), a.people.byGiven[name]...)
	for i := range a.mentions {
		e := a.extent[i]
		if a.mentions[i].Kind != graph.Person || e.to > from || a.tokens[from].sentence-a.tokens[e.from].sentence > 3 {
			continue
		}
		for _, c := range candidates {
			if a.mentions[i].Name == a.mentions[c].Name && (best == none || e.from > a.extent[best].from) {
				best = i
			}
		}
	}
	return best
}

// bareName claims a given name or surname that the document introduces
// nowhere, where the lists and the case leave little doubt.
func (a *analysis) bareName(i int) int {
	w := a.tokens[i].word
	known, genitive := w, false
	if !w.is(given|surname) && w.baseTraits&(given|surname) != 0 && len(w.base) > 3 {
		known, genitive = a.words.of(w.base), true
	}
	if !known.is(given|surname) || known.is(common|bodyWord|thing) || known.node != 0 && !a.is(i-1, role) || a.belongsToThing(i, i+1) {
		return i
	}
	if a.lower(i+1) == "och" && a.follows(i+2) && a.pairOfThing(i+2) {
		return i
	}
	speech := a.is(i+1, saying) && a.follows(i+1) || a.is(i-1, saying) && a.follows(i)
	confident := known.is(surname) && strings.HasSuffix(known.lower, "sson") || known.is(surname) && !a.tokens[i].first && known.proper >= known.common || known.is(given) && known.proper > 3*known.common && (!a.tokens[i].first || known.common == 0) || speech
	if a.tokens[i].first && !speech && known.proper < 4*known.common+4 && !strings.HasSuffix(known.lower, "sson") {
		return i
	}
	if !confident || a.is(i+1, capital) && a.follows(i+1) && !a.tokens[i+1].first && a.tokens[i+1].gap == space {
		return i
	}
	a.claimPerson(named{i, i + 1, genitive, "bare-name", .6})
	return i + 1
}

// acronymAt claims an acronym that the document or the lists explain.
func (a *analysis) acronymAt(i int) {
	w := a.tokens[i].word
	for _, name := range []string{w.text, w.base} {
		if name == "" {
			continue
		}
		if index, ok := a.people.acronyms[name]; ok {
			m := Mention{Kind: graph.Organisation, Name: name, Method: "acronym", Confidence: .9, Refers: index}
			m.Canonical, m.Attributes = a.mentions[index].Canonical, map[string]string{"acronym": name}
			a.claim(i, i+1, m)
			return
		}
	}
	m, ok := a.listedAt(i)
	if ok && m.alias.Mode == gazetteer.Weak && (a.orgs[m.alias.Entry.Name] > 0 || a.roleContext(i) || m.alias.Entry.Class == "union" && !a.tokens[i].first && a.tokens[i].gap == space) {
		a.claimListed(i, m)
	}
}

// roleContext reports whether a name stands where a person's organisation
// does: in brackets after the name, or behind a preposition after a role.
func (a *analysis) roleContext(i int) bool {
	if a.lower(i-1) == "(" || a.lower(i-1) == "/" {
		_, person := a.mentionAt(i-2, graph.Person)
		return person || a.lower(i-1) == "/"
	}
	switch a.lower(i - 1) {
	case "på", "vid", "hos", "från", "enligt":
		return a.is(i-2, role)
	case "och", "eller", "samt":
		if _, org := a.mentionAt(i-2, graph.Organisation); org && a.follows(i) && a.follows(i-1) {
			return true
		}
	}
	if l := a.lower(i + 1); l == "och" || l == "eller" || l == "samt" {
		_, org := a.mentionAt(i+2, graph.Organisation)
		return org && a.follows(i+1) && a.follows(i+2)
	}
	return false
}

// noteOrganisations indexes organisations by official name and by name. It
// stores the mention's index plus one.
func (a *analysis) noteOrganisations() {
	for i := range a.mentions {
		m := &a.mentions[i]
		if m.Kind != graph.Organisation {
			continue
		}
		for _, name := range []string{m.Name, m.Canonical} {
			if name != "" && a.orgs[name] == 0 {
				a.orgs[name] = i + 1
			}
		}
	}
}
