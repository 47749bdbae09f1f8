package extract

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// phraseAt reads a role phrase from token at, ending before limit:
// "forsknings- och innovationsdirektör i Region Stockholm", "Region Skånes
// regiondirektör", "ordförande och samordnare".
func (a *analysis) phraseAt(at, limit int) (phrase, bool) {
	ph := phrase{org: none, partOf: none}
	limit = min(limit, at+longestTitle, len(a.tokens))
	for at < limit && opensPhrase(a.lower(at)) {
		at++
	}
	switch {
	case a.lower(at) == "till" && a.lower(at+1) == "vardags":
		at += 2
	case a.lower(at) == "egenskap" && a.lower(at+1) == "av": // "i" is passed over
		at += 2
	}
	if at >= limit {
		return ph, false
	}
	if org, ok := a.mentionAt(at, graph.Organisation); ok && a.extent[org].from == at && a.genitive(org) {
		ph.org, at = org, a.extent[org].to
	}
	if at+1 < limit && a.definiteGenitive(at) && (a.is(at+1, role|status) || a.modifier(at+1)) {
		at++ // gruppens ordförande
	}
	at = a.leadingStatus(at, limit, &ph)
	start := at
	for at < limit {
		end, ok := a.title(at, limit)
		if !ok {
			break
		}
		ph.titles = append(ph.titles, extent{at, end})
		ph.to = end
		if next := a.lower(end); next != "och" && next != "samt" && next != "tillika" || !a.follows(end) || end+1 < limit && statusOf(a.lower(end+1)) != "" {
			break // a second role has a time of its own
		}
		at = end + 1
	}
	if len(ph.titles) == 0 || start >= limit {
		return ph, false
	}
	if org, ok := a.employers[ph.titles[0].to-1]; ok && ph.org == none {
		ph.org = org
	}
	a.complement(&ph, limit)
	a.years(&ph, limit)
	return ph, true
}

// definiteGenitive reports whether a common noun stands in the definite
// genitive: gruppens, mötets, kommunernas.
func (a *analysis) definiteGenitive(i int) bool {
	lower := a.lower(i)
	return (!a.is(i, capital) || a.tokens[i].first && a.owner[i] == none && !a.is(i, given)) && !a.is(i, role|stop) && (strings.HasSuffix(lower, "ens") || strings.HasSuffix(lower, "ets") || strings.HasSuffix(lower, "nas"))
}

// opensPhrase tells which words may stand before a role and are no part of it.
func opensPhrase(lower string) bool {
	switch lower {
	case "en", "ett", "den", "numera", "idag", "även", "tillika":
		return true
	}
	return softener(lower)
}

// leadingStatus skips words such as tidigare and tillförordnad.
func (a *analysis) leadingStatus(at, limit int, ph *phrase) int {
	for at < limit && (a.is(at, status) || a.lower(at) == "före" && a.lower(at+1) == "detta") {
		if a.lower(at) == "före" {
			ph.status = "former"
			at += 2
			continue
		}
		if s := statusOf(a.lower(at)); s != "" {
			ph.status = s
		}
		at++
		if a.lower(at) == "." && at < limit {
			at++
		}
	}
	return at
}

// title returns the end of one title that begins at token at: modifiers and a
// role noun.
func (a *analysis) title(at, limit int) (int, bool) {
	for i := at; i < limit && i-at < 6; i++ {
		t := a.tokens[i]
		if i > at && !a.follows(i) || t.kind != swedish.Word && t.kind != swedish.Number && t.word.text != "-" && t.word.text != "/" {
			return 0, false
		}
		if a.owner[i] >= 0 && a.mentions[a.owner[i]].Kind == graph.Person {
			return 0, false
		}
		if t.word.is(role) || a.agentive(i) || a.definiteAgent(i) {
			return a.titleTail(i+1, limit), true
		}
		if a.owner[i] >= 0 || t.word.is(saying|verb) || t.word.is(stop) && !titleWord(t.word.lower) {
			return 0, false
		}
	}
	return 0, false
}

// agentive reports whether an unknown word is a title by its ending and its
// place: "arbetar som barkare", "lokvårdare på SJ".
func (a *analysis) agentive(i int) bool {
	w := a.tokens[i].word
	if a.owner[i] != none || a.is(i, capital) && !a.tokens[i].first || w.is(stop|verb|saying|bodyWord) || len(w.lower) < 6 {
		return false
	}
	if a.lower(i-1) == "som" && a.follows(i) {
		switch a.lower(i - 2) {
		case "arbetar", "jobbar", "arbetade", "jobbade", "arbetat", "jobbat", "anställd", "anställdes":
			return true
		}
	}
	for _, ending := range [...]string{"are", "ör", "ist", "log", "iker", "nom", "ent", "ant", "chef", "ska"} {
		if strings.HasSuffix(w.lower, ending) {
			switch a.lower(i + 1) {
			case "på", "vid", "hos":
				_, org := a.mentionAt(i+2, graph.Organisation)
				return org && a.follows(i+2) && a.follows(i+1)
			}
			return false
		}
	}
	return false
}

// definiteAgent reports whether an unknown word right before a full name is a
// title by its ending: ortoptisten NN, lokvårdaren NN.
func (a *analysis) definiteAgent(i int) bool {
	w := a.tokens[i].word
	if a.owner[i] != none || w.is(capital) && !a.tokens[i].first || w.is(stop|role|bodyWord|given|surname) || !a.isFullName(i+1) || !a.follows(i+1) || a.tokens[i+1].gap != space {
		return false
	}
	_, ok := indefiniteAgent(w.lower)
	return ok
}

// indefiniteAgent brings a noun for what somebody does from the definite to the
// indefinite form. Winners and the like are no titles.
func indefiniteAgent(lower string) (string, bool) {
	switch lower {
	case "vinnaren", "segraren", "mottagaren", "deltagaren", "besökaren", "läsaren", "lyssnaren", "tittaren", "ägaren", "invånaren", "europamästaren":
		return "", false
	}
	for _, e := range [...][2]string{{"isten", "ist"}, {"aren", "are"}, {"ören", "ör"}, {"ologen", "olog"}, {"ikern", "iker"}, {"nomen", "nom"}, {"peuten", "peut"}} {
		if stem, ok := strings.CutSuffix(lower, e[0]); ok && len(stem) > 2 {
			return stem + e[1], true
		}
	}
	return "", false
}

// titleWord tells which stop words may stand in a title.
func titleWord(lower string) bool {
	switch lower {
	case "och", "första", "förste", "andra", "andre", "vice", "högsta", "stora", "ny", "nya", "i":
		return true
	}
	return false
}

// titleTail takes in the second noun of a title: professor emeritus,
// generaldirektör tillika.
func (a *analysis) titleTail(at, limit int) int {
	for at < limit && a.follows(at) && a.tokens[at].gap == space && a.owner[at] == none {
		switch a.lower(at) {
		case "emeritus", "emerita":
			at++
			continue
		case "of":
			if head := a.lower(at - 1); (head == "head" || head == "director" || head == "chief") && at+1 < limit && a.owner[at+1] == none && a.is(at+1, capital) {
				at += 2
				continue
			}
		default:
			if a.fieldOfWork(at) {
				return at + 1
			}
		}
		return at
	}
	return at
}

// fieldOfWork reports whether a noun behind a title says what the holder works
// with, up to a comma and the employer: projektledare våtmarker, Naturvårdsverket.
func (a *analysis) fieldOfWork(at int) bool {
	w := a.tokens[at].word
	if a.tokens[at].kind != swedish.Word || w.is(capital|stop|saying|verb|role|status) || a.adverbial(at) || a.lower(at+1) != "," || !a.follows(at+1) {
		return false
	}
	org, ok := a.mentionAt(at+2, graph.Organisation)
	return ok && a.extent[org].from == at+2 && !strings.HasSuffix(w.lower, "are")
}

// genitive reports whether a mention stands in the genitive.
func (a *analysis) genitive(m int) bool {
	e := a.extent[m]
	w := a.tokens[e.to-1].word
	if w.base == "" {
		return false
	}
	return !strings.HasSuffix(a.mentions[m].Name, w.text)
}

// years reads "2015–2019", "sedan 2019", "mellan 2010 och 2014", "(till och med
// 2020)" behind a role.
func (a *analysis) years(ph *phrase, limit int) {
	at := ph.to
	if a.lower(at) == "(" {
		at++
	}
	if l := a.lower(at); (l == "under" || l == "från" || l == "mellan") && a.lower(at+1) == "åren" {
		at += 2
	} else if l == "åren" || (l == "under" || l == "mellan" || l == "från") && isYear(a.lower(at+1)) && !isYear(a.lower(at)) {
		at++
	}
	whole := a.lower(at)
	switch joint := a.lower(at + 1); {
	case whole == "sedan" && isYear(joint):
		ph.since, ph.to = joint, at+2
	case isYear(whole) && (joint == "–" || joint == "-" || joint == "och" || joint == "till") && isYear(a.lower(at+2)):
		ph.since, ph.until, ph.to = whole, a.lower(at+2), at+3
	case len(whole) > 9 && isYear(whole[:4]) && isYear(whole[len(whole)-4:]):
		ph.since, ph.until, ph.to = whole[:4], whole[len(whole)-4:], at+1
	case isYear(whole) && a.lower(at-1) == "från":
		ph.since, ph.to = whole, at+1
	default:
		return
	}
	if ph.until != "" && a.date != "" && ph.until < a.date[:min(4, len(a.date))] {
		ph.status = "former"
	}
	if a.lower(ph.to) == ")" {
		ph.to++
	}
	ph.to = min(ph.to, max(limit, 0))
}

// isYear reports whether a token is a year of this or the last century.
func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}
