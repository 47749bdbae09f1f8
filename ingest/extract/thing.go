package extract

import (
	"strings"

	"github.com/samband/samband/graph"
)

// afterSaint reports whether the token names a church, a school or a street
// after a saint.
func (a *analysis) afterSaint(i int) bool {
	switch a.lower(i - 1) {
	case "s:t", "s:ta", "sankt", "sankta", "st", "santa", "saint", "lex":
		return a.follows(i)
	}
	return a.lower(i) == "lex" || a.christened(i) || isRoom(a.lower(i)) && a.follows(i+1) && a.is(i+1, capital) || a.follows(i) && a.tokens[i].gap == space && isRoom(a.lower(i-1))
}

// isRoom tells the words for rooms before their names: Sal Rosta, rum Linden.
func isRoom(lower string) bool {
	switch lower {
	case "sal", "salen", "salong", "rum", "rummet", "lokal", "lokalen", "konferensrum", "sammanträdesrum", "konferensrummet", "sammanträdesrummet", "mötesrum", "mötesrummet", "hörsal", "hörsalen", "aula", "aulan", "grupprum", "scen", "scenen":
		return true
	}
	return false
}

// christened reports whether the word before a name says that a thing bears
// it: stormen Gudrun, M/S Sigrid, appen Alva.
func (a *analysis) christened(i int) bool {
	if a.lower(i-1) == "s" && a.lower(i-2) == "/" || a.lower(i-1) == "m/s" {
		return true // M/S Sigrid
	}
	if i == 0 || !a.follows(i) || a.tokens[i].gap != space {
		return false
	}
	switch a.lower(i - 1) {
	case "stormen", "orkanen", "ovädret", "m/s", "s/s", "m/f", "hms", "fartyget", "skeppet", "färjan", "båten", "skutan", "jakten", "tåget", "isbrytaren",
		"hunden", "katten", "hästen", "appen", "roboten", "systemet", "kvarteret", "satelliten", "restaurangen", "kaféet", "caféet", "hotellet",
		"filmen", "boken", "romanen", "operan", "pjäsen", "låten", "serien", "podden", "programmet", "tidskriften", "typsnittet", "dockan", "sorten", "modellen":
		return true
	}
	return false
}

// belongsToThing reports whether a name only names a street, prize, building,
// disease, company or foundation: Olof Palmes gata, Anna Lindh-priset.
func (a *analysis) belongsToThing(from, to int) bool {
	last := a.tokens[to-1].word
	if last.is(thing|bodyWord) && !last.is(given|surname) {
		return true
	}
	if to-from > 2 && last.is(capital) && (last.is(bodyHead) || englishHead(last.lower)) {
		return true
	}
	for i := from + 2; i < to; i++ {
		if thingHead(a.lower(i)) && (a.tokens[i-1].word.base != "" || englishThing(a.lower(i))) {
			return true
		}
	}
	if at := strings.LastIndexByte(last.lower, '-'); at > 0 && a.words.vocab.traits(last.lower[at+1:])&(thing|bodyWord|bodyDefinite|role) != 0 {
		return true
	}
	if to >= len(a.tokens) || !a.follows(to) {
		return false
	}
	return a.thingBehind(from, to)
}

// thingBehind reports whether the words behind a name make a thing of it.
func (a *analysis) thingBehind(from, to int) bool {
	last, next := a.tokens[to-1].word, a.lower(to)
	switch {
	case next == "&" || next == "och" && a.is(to+1, capital):
		switch a.lower(to + 1) {
		case "söner", "son", "co", "co.", "partners", "bröder", "döttrar", "company", "sons":
			return true
		}
		return to-from == 1 && next == "och" && a.pairOfThing(to+1)
	case next == "plats":
		return last.base != "" && !a.takesPlace(from)
	case thingHead(next):
		return last.base != "" || to-from == 1 && sacred(next)
	}
	switch next {
	case "stiftelse", "fond", "minnesfond", "akademi", "sjukhus", "institut", "universitet", "museum", "center", "centrum", "award", "memorial", "prize", "lecture":
		return true
	}
	return false
}

// pairOfThing reports whether a name begins at token i that belongs to a
// thing, which the name before och then does, too: Kjell och Märta Beijers
// stiftelse.
func (a *analysis) pairOfThing(i int) bool {
	if i >= len(a.tokens) || !a.is(i, given) || !a.follows(i) {
		return false
	}
	if org, ok := a.mentionAt(i, graph.Organisation); ok {
		return thingHead(a.lower(a.extent[org].to - 1))
	}
	to := a.nameRun(i)
	return to-i > 1 && a.belongsToThing(i, to)
}

// takesPlace reports whether somebody takes the place of the person who is
// named at token i, rather than a square being named after her.
func (a *analysis) takesPlace(i int) bool {
	switch a.lower(i - 1) {
	case "ta", "tar", "tog", "tagit", "övertar", "övertog", "överta", "fyller", "fyllde", "intar", "intog":
		return true
	}
	return false
}

// thingHead tells the nouns that make a street, a building, a prize or a
// disease of the name in the genitive before them.
func thingHead(lower string) bool {
	switch lower {
	case "gata", "väg", "torg", "gränd", "backe", "allé", "kaj", "park", "pris", "stipendium", "medalj", "plakett", "kyrka", "minne", "minnespris", "stig",
		"stråk", "trappa", "bro", "slott", "palats", "teater", "skola", "gymnasium", "förskola", "sjukdom", "syndrom", "församling", "kapell", "gymnasieskola", "aula",
		"stiftelse", "stiftelser", "fond", "minnesfond", "hage", "esplanad", "plan", "sal", "barnsjukhus", "ögonsjukhus", "sjukhus", "hospital", "museum", "dag":
		return true
	}
	return englishThing(lower)
}

// englishThing tells the English nouns that end the name of a prize or a
// building.
func englishThing(lower string) bool {
	switch lower {
	case "award", "prize", "memorial", "lecture", "hall", "house", "fellowship", "scholarship", "fund", "airport", "stadium", "cup", "open", "collection":
		return true
	}
	return false
}

// sacred tells the nouns that follow the name of a saint or a parish without a
// genitive: Maria kyrka.
func sacred(lower string) bool {
	switch lower {
	case "kyrka", "församling", "kapell", "skola", "torg":
		return true
	}
	return false
}

// maybePerson reports whether nothing speaks against what a tagger takes for a
// person: a thing that bears a person's name, or a programme before the name.
func (a *analysis) maybePerson(n named) bool {
	if a.afterSaint(n.from) || a.belongsToThing(n.from, n.to) || thingHead(a.lower(n.to-1)) {
		return false
	}
	first := a.tokens[n.from].word
	if n.to-n.from == 1 && a.tokens[n.from].first && first.common > 0 && !a.is(n.to, saying) && !a.is(n.from-1, saying) || n.to-n.from == 1 && first.common > first.proper {
		return false // a word that begins a sentence
	}
	return first.is(given|surname|initial|particle) || n.to-n.from < 2 || !definiteNoun(first.lower)
}
