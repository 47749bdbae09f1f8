package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// named is a candidate for a name.
type named struct {
	from, to   int
	genitive   bool
	method     string
	confidence float64
}

// longestName is the most tokens a person's name has.
const longestName = 7

// personAt tries to read a full name that begins at token i.
func (a *analysis) personAt(i int) (named, bool) {
	w := a.tokens[i].word
	if !w.is(capital) || a.tokens[i].kind != swedish.Word || a.afterSaint(i) {
		return named{}, false
	}
	to := a.nameRun(i)
	if to-i < 2 {
		return a.titledSurname(i, to)
	}
	if a.belongsToThing(i, to) {
		return named{}, false
	}
	n := named{from: i, to: to, method: "name-list", confidence: .93}
	switch {
	case w.is(given) && !w.is(allCaps), a.givenDespite(i):
		n.to = a.trimName(i, to)
	case w.is(given) && w.is(allCaps) && (a.is(i+1, given|surname|particle) || a.capitalSurname(i+1)):
		n.method = "name-capitals"
	case w.is(initial) && (a.lower(i+1) == "." || len(w.text) > 2):
		n.method, n.confidence = "name-initials", .8
		if !a.tokens[to-1].word.is(surname) {
			return named{}, false
		}
	default:
		return a.foreignName(i, to)
	}
	if n.to-i < 2 {
		return named{}, false
	}
	n.genitive = a.nameGenitive(n.to)
	return n, !a.belongsToThing(i, n.to)
}

// givenDespite reports whether a word that is mostly a common one is a given
// name here: a capital its position does not explain, and a name behind it.
func (a *analysis) givenDespite(i int) bool {
	w := a.tokens[i].word
	if a.tokens[i].first || w.is(allCaps|stop|role) || a.lists.Gender(w.text) == gazetteer.Unknown {
		return false
	}
	next := a.tokens[i+1].word
	return next.is(given|surname) || next.is(unknown) && !next.listed
}

// nameRun returns the end of the run of tokens from i that may be one name:
// capitalised words, particles and initials.
func (a *analysis) nameRun(i int) int {
	upper := a.tokens[i].word.is(allCaps)
	at := i + 1
	if a.tokens[i].word.is(initial) && a.lower(at) == "." && a.tokens[at].gap == glued {
		at++
	}
	for at < len(a.tokens) && at-i < longestName {
		t := &a.tokens[at]
		if !a.joins(i, at) {
			break
		}
		switch w := t.word; {
		case w.is(initial) && at+1 < len(a.tokens) && a.tokens[at+1].word.text == "." && a.tokens[at+1].gap == glued:
			at += 2
			continue
		case w.is(initial):
			if !a.is(at+1, capital) || !a.joins(i, at+1) {
				return at
			}
		case w.is(particle) && !w.is(capital):
			if !a.particleJoins(at) {
				return at
			}
		case at > i+1 && (a.listedPlace(at) || a.uncased && w.is(given) && !w.is(surname) && a.tokens[at-1].word.is(surname)):
			return at
		case !w.is(capital) || w.is(common) && strings.ContainsRune(w.text, '-') || t.kind != swedish.Word || w.is(companyForm) && w.is(allCaps):
			return at
		case upper && w.is(stop|saying|role) && !w.is(particle):
			return at // among other words in capitals
		case w.is(allCaps) != upper && !w.is(given|surname) && (upper || at != i+1 || !a.capitalSurname(at)):
			return at
		}
		at++
	}
	return at
}

// listedPlace reports whether a word is a place and no name.
func (a *analysis) listedPlace(i int) bool {
	if a.tokens[i].word.is(given|surname) || !a.tokens[i].word.listed {
		return false
	}
	m, ok := a.listedAt(i)
	return ok && m.alias.Entry.Entity == graph.Place
}

// particleJoins reports whether a particle is followed by a surname.
func (a *analysis) particleJoins(at int) bool {
	next := at + 1
	if a.is(next, particle) && !a.is(next, capital) {
		next++ // van der, de la
	}
	return next < len(a.tokens) && a.tokens[next].gap == space && a.tokens[next].word.is(capital) &&
		!a.tokens[next].first && a.tokens[at].word.lower != "av"
}

// joins reports whether the token can stand in the same name as the ones
// from i.
func (a *analysis) joins(i, at int) bool {
	t := &a.tokens[at]
	if t.first || a.owner[at] != none || t.kind != swedish.Word {
		return false
	}
	switch t.gap {
	case space:
		return true
	case newline: // a wrapped line, or the next entry of a list
		return at-i == 1 || !t.word.is(given)
	case glued:
		return a.tokens[at-1].word.text == "."
	case blank:
	}
	return false
}

// trimName takes off the end of a run what is no part of a person's name.
func (a *analysis) trimName(i, to int) int {
	for at := i + 1; at < to; at++ {
		w := a.tokens[at].word
		switch {
		case w.is(given | surname | initial | particle):
		case w.text == ".":
		case w.is(stop), w.is(role) && w.is(common):
			return at
		}
	}
	for to > i && (a.tokens[to-1].word.is(particle) && !a.tokens[to-1].word.is(capital) || a.tokens[to-1].word.text == ".") {
		to--
	}
	return to
}

// foreignName reads a name whose first word is in no list: a title before it,
// a party after it or a verb of saying beside it must speak for it.
func (a *analysis) foreignName(i, to int) (named, bool) {
	w := a.tokens[i].word
	n := named{from: i, to: a.trimName(i, to), method: "name-context", confidence: .75}
	if to-i > 2 && a.is(i+1, given) && !w.is(surname) {
		return named{}, false // a title nobody lists; the name begins behind it
	}
	if n.to-i < 2 || regional(a.tokens[n.to-1].word.text) || w.is(stop|common|allCaps|bodyWord|bodyHead|companyForm|role) || a.tokens[n.to-1].word.is(common|bodyHead|bodyWord|thing|placeTail|allCaps) {
		return named{}, false
	}
	n.genitive = a.nameGenitive(n.to)
	last := a.tokens[n.to-1].word
	switch {
	case a.titleBefore(i), a.partyAfter(n.to):
		n.confidence = .85
	case w.listed:
		return named{}, false
	case w.is(unknown) && last.is(unknown|surname) && !last.listed && (peopleOnly(a.lower(i-1)) || peopleOnly(a.lower(n.to))):
	case last.is(surname) && (a.is(i-1, saying) || a.is(n.to, saying)):
	case last.is(surname) && !a.tokens[i].first && w.is(unknown) && w.node == 0 && !definiteNoun(w.lower):
		n.confidence = .65
	default:
		return named{}, false
	}
	return n, true
}

// definiteNoun reports whether a word is the definite form of a noun that the
// lexicon knows, or of a compound: Skogspodden, Kustbladet. Titles of
// programmes and papers look like that, first names do not.
func definiteNoun(lower string) bool {
	base := swedish.Lemma(lower)
	if base == lower || strings.HasSuffix(base, "podd") { // younger than the lexicon
		return base != lower
	}
	for at := 0; at <= len(base)-leastHead; at++ {
		if frequency, _, _, _ := swedish.Frequency(base[at:]); frequency >= attestedHead && (at == 0 || at >= 3) {
			return true
		}
	}
	return false
}

// What the last part of a compound must be: so many bytes long, and so often a
// word of its own.
const (
	leastHead    = 4
	attestedHead = 20
)

// peopleOnly tells which verbs of saying have people as subjects, hardly ever
// organisations.
func peopleOnly(lower string) bool {
	switch lower {
	case "säger", "sade", "sa", "berättar", "berättade", "tycker", "tyckte", "förklarar", "förklarade", "understryker", "konstaterar",
		"konstaterade", "tror", "trodde", "hoppas", "undrar", "undrade", "frågar", "frågade", "svarar", "tillägger", "suckar", "skrattar", "ler", "says", "said":
		return true
	}
	return false
}

// titledSurname reads a lone surname behind a title: statsminister Persson,
// herr Andersson.
func (a *analysis) titledSurname(i, to int) (named, bool) {
	w := a.tokens[i].word
	if to-i != 1 || w.is(allCaps|stop|initial|common|bodyWord|role) || a.tokens[i].first || a.belongsToThing(i, to) {
		return named{}, false
	}
	name := named{from: i, to: to, method: "title", confidence: .85, genitive: a.nameGenitive(to)}
	switch a.lower(i - 1) {
	case "herr", "fru", "fröken", "dr", "dr.", "sir", "lady", "kung", "kungen", "drottning", "drottningen", "prins", "prinsen", "prinsessan",
		"kronprinsessan", "kronprinsen", "hertigen", "hertiginnan", "påven", "hr":
		return name, true
	}
	if a.inApposition(i-1) || strings.HasPrefix(a.lower(i-1), "konsult") {
		return named{}, false // NN, vd Lindvik: a firm
	}
	if !a.titleBefore(i) || !w.is(given|surname|unknown) && w.base == "" {
		return named{}, false
	}
	if m, ok := a.listedAt(i); ok && m.alias.Entry.Entity == graph.Organisation {
		return named{}, false
	}
	if w.is(given) && !w.is(surname) {
		return named{}, false // a bare given name, see consistency
	}
	return name, true
}

// inApposition reports whether the title at the token stands in apposition to
// a name: NN, ordförande.
func (a *analysis) inApposition(title int) bool {
	_, person := a.mentionAt(title-2, graph.Person)
	return person && a.lower(title-1) == ","
}

// titleBefore reports whether a role noun in the singular stands right before
// token i: forskningsdirektör Göran, utredaren Liv, Champion Anders.
func (a *analysis) titleBefore(i int) bool {
	return i > 0 && a.follows(i) && a.tokens[i].gap != glued && a.tokens[i-1].word.is(role) && !a.tokens[i-1].word.is(given)
}

// partyAfter reports whether the token is followed by a party in brackets.
func (a *analysis) partyAfter(at int) bool {
	if a.lower(at) != "(" || a.lower(at+2) != ")" {
		return false
	}
	_, ok := a.lists.Party(a.lower(at + 1))
	return ok
}

// nameGenitive reports whether the last token of a name is in the genitive.
// Names that themselves end in s (Ros, Lars, Hellners) make this a question
// of the lists, the rest of the document and what follows.
func (a *analysis) nameGenitive(to int) bool {
	t := a.tokens[to-1].word
	if t.base == "" {
		return false
	}
	if strings.ContainsAny(t.text[len(t.base):], ":'’") {
		return true
	}
	if t.is(given | surname) {
		return false
	}
	if t.baseTraits&(given|surname) != 0 {
		return len(t.base) > 3
	}
	// An unknown name: in the genitive when a noun phrase follows.
	if to >= len(a.tokens) || !a.follows(to) || a.tokens[to].kind != swedish.Word {
		return false
	}
	next := a.tokens[to].word
	return len(t.base) > 3 && !next.is(stop|saying|verb|placePrep|capital)
}

// claimPerson makes a mention of a name.
func (a *analysis) claimPerson(n named) int {
	name := a.nameOf(n.from, n.to)
	if n.genitive {
		name = a.nominative(n.from, n.to)
	}
	name = lowerCapitals(name)
	index := a.claim(n.from, n.to, Mention{
		Kind: graph.Person, Name: name, Method: n.method, Confidence: n.confidence, Refers: none,
	})
	a.minister(index)
	return index
}

// lowerCapitals writes a name in capitals, or one whose surname alone is, as
// names are written: ANNA EK and Anna EK are Anna Ek.
func lowerCapitals(name string) string {
	if isUpperName(name) {
		return swedish.TitleCaseName(name)
	}
	words := strings.Split(name, " ")
	changed := false
	for i, word := range words {
		if i > 0 && utf8.RuneCountInString(word) > 2 && !strings.ContainsAny(word, ".-") && isUpperName(word) {
			words[i], changed = swedish.TitleCaseName(word), true
		}
	}
	if !changed {
		return name
	}
	return strings.Join(words, " ")
}

// capitalSurname reports whether a word in capitals can be a surname that no
// list has: Anna SÖDERQVIST. Acronyms are short or listed.
func (a *analysis) capitalSurname(i int) bool {
	w := a.tokens[i].word
	return w.is(allCaps) && w.is(unknown|surname) && !w.listed && len(w.text) > 4 && !w.is(common|bodyWord|bodyHead|companyForm|role)
}

// isUpperName reports whether a name of more than one letter is in capitals.
func isUpperName(name string) bool {
	return len(name) > 1 && strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// minister completes a minister's name from the list: näringsminister Baylan.
func (a *analysis) minister(index int) {
	m := &a.mentions[index]
	before := a.extent[index].from - 1
	if before < 0 || !a.tokens[before].word.is(role) {
		return
	}
	title := a.lower(before)
	if !a.lists.MinisterRole(title) {
		title = strings.TrimSuffix(title, "n")
		if !a.lists.MinisterRole(title) {
			return
		}
	}
	if found, ok := a.lists.Minister(title, m.Name, a.date); ok {
		m.Canonical = found.Name
		m.Attributes = map[string]string{"name": found.Name}
		m.Method, m.Confidence = "minister-list", .9
	}
}
