package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// roleClaim is one role of a person as the text states it.
type roleClaim struct {
	person     int // mention
	org        int // mention, none where no organisation is named
	title      string
	place      string // where the role is held, "" unknown
	status     string // former, acting, incoming; "" current
	from, to   string // years
	evidence   corpus.Span
	method     string
	confidence float64
}

// phrase is a role as it stands in the text: title tokens, and the
// organisation behind or before it.
type phrase struct {
	titles []extent
	org    int // mention, none
	to     int // end of the whole phrase
	status string
	since  string
	until  string
	place  string
	partOf int // mention the org is a part of, none
}

// longestTitle is the most tokens a title has.
const longestTitle = 14

// findRoles reads the roles and affiliations of all people. Apposition behind
// the name comes first: what it has read is not read again as standing before
// the next name.
func (a *analysis) findRoles() {
	used := map[int]bool{} // tokens of titles
	for p := 0; p < len(a.mentions); p++ {
		if a.mentions[p].Kind == graph.Person {
			a.rolesAfter(p, used)
		}
	}
	for p := 0; p < len(a.mentions); p++ {
		if a.mentions[p].Kind == graph.Person {
			a.rolesBefore(p, used)
			a.appointments(p)
			a.pluralRoles(p)
		}
	}
	a.pronounRoles()
}

// rolesAfter reads what follows a name: brackets, an apposition behind a
// comma, a relative clause, a copula, "från Vinnova".
func (a *analysis) rolesAfter(p int, used map[int]bool) {
	at := a.extent[p].to
	if a.attendeeName(p) || a.extent[p].from == a.extent[p].to {
		return // see attendance; a voice has no words
	}
	for a.lower(at) == "(" && a.follows(at) {
		end := a.bracket(at)
		if end == 0 {
			break
		}
		a.detail(p, at+1, end-1, "brackets")
		at = end
		a.subjects[end] = p
	}
	at = a.skipAge(at)
	if a.affiliationAfter(p, at) {
		return
	}
	a.rolesBehind(p, at, used)
}

// rolesBehind reads what follows a name and its brackets.
func (a *analysis) rolesBehind(p, at int, used map[int]bool) {
	switch next := a.lower(at); {
	case a.columnBeside(p, at, used):
	case a.signature(p, at, used):
	case !a.follows(at):
	case next == "," && (a.lower(at+1) == "som" || a.lower(at+1) == "du"):
		a.copula(p, at+2)
	case next == "," || next == "|" || next == "–" && a.tokens[at].gap == space:
		if end := a.appositions(p, at+1, used); a.lower(end) == "har" {
			a.copula(p, end)
		}
	case next == "som", next == "du" && a.uncased:
		a.copula(p, at+1)
	case next == "heter" && a.lower(at+1) == "jag":
		if next := a.lower(at + 2); next == "," {
			a.appositions(p, at+3, used)
		} else if next == "och" {
			a.copula(p, at+3)
		}
	case next == "och" && a.lower(a.extent[p].from-1) == "heter" && a.lower(at+1) == "jag":
		a.copula(p, at+2)
	case next == "och" && a.lower(a.extent[p].from-1) == "heter":
		a.copula(p, at+1) // jag heter NN och är rektor
	case a.invertedCopula(p, at):
	case next != "":
		a.copula(p, at)
	}
}

// skipAge returns the token behind "NN, 54," and "NN, 43 år,": the comma that
// closes the age, or the word behind it.
func (a *analysis) skipAge(at int) int {
	if a.lower(at) != "," || !a.follows(at+1) || a.tokens[at+1].kind != swedish.Number || len(a.lower(at+1)) > 3 {
		return at
	}
	end := at + 2
	if a.lower(end) == "år" && a.follows(end) {
		end++
	}
	if !a.follows(end) || a.lower(end) != "," {
		return at
	}
	if a.lower(end+1) == "är" || a.lower(end+1) == "blir" || a.lower(end+1) == "var" {
		return end + 1
	}
	return end
}

// invertedCopula reads "Sedan 2019 är NN rektor på …", whose verb stands
// before the name, and reports whether it was there. Questions are none.
func (a *analysis) invertedCopula(p, at int) bool {
	verb := a.extent[p].from - 1
	if verb < 1 || !a.follows(verb) || !a.follows(verb+1) || a.genitive(p) || a.is(verb-1, role) {
		return false
	}
	switch a.lower(verb) {
	case "är", "var", "blir", "blev":
	default:
		return false
	}
	if s := a.sentenceOf(verb); a.lower(s.to-1) == "?" {
		return false
	}
	for a.follows(at) && a.adverbial(at) {
		at++
	}
	if !a.follows(at) || a.denied(at) || a.lower(at) == "och" || a.lower(at) == "samt" {
		return false
	}
	ph, ok := a.phraseAt(at, len(a.tokens))
	if !ok {
		return false
	}
	if _, status, _ := a.roleVerb(verb); ph.status == "" {
		ph.status = status
	}
	a.claimPhrase(p, ph, "copula", .75)
	return true
}

// signature reads a role on the line under a name that stands alone on its
// line.
func (a *analysis) signature(p, at int, used map[int]bool) bool {
	from := a.extent[p].from
	if at < len(a.tokens) && a.tokens[at].gap < newline && (from == 0 || a.tokens[from].gap >= newline) && a.lower(at) == "," {
		if ph, ok := a.phraseAt(at+1, len(a.tokens)); ok && ph.org == none {
			if org, below := a.lineBelow(ph.to); below && a.contactBelow(a.extent[org].to) {
				ph.org, ph.to = org, a.extent[org].to
				a.claimPhrase(p, ph, "signature", .85)
				return true
			}
		}
	}
	if from > 0 && a.lower(from-1) == "/" && a.tokens[from].gap == glued {
		from-- // /NN, who wrote it
	}
	if at >= len(a.tokens) || from > 0 && a.tokens[from].gap < newline || strings.Count(a.text[a.tokens[at-1].end:a.tokens[at].start], "\n") != 1 {
		return false
	}
	ph, ok := a.phraseAt(at, len(a.tokens))
	if end := a.lineEnd(ph.to); !ok || end < len(a.tokens) && a.tokens[end].gap < newline || a.besideName(from) {
		return false
	}
	if org, ok := a.orgAfterComma(ph); ok {
		ph.org, ph.to = org, a.extent[org].to
	} else if org, ok := a.lineBelow(a.lineEnd(ph.to)); ok && ph.org == none {
		ph.org, ph.to = org, a.extent[org].to
	}
	a.claimPhrase(p, ph, "signature", .85)
	for i := at; i < ph.to; i++ {
		used[i] = true
	}
	return true
}

// lineEnd returns the token behind the line that goes on with a comma and a
// unit behind a title: "Enhetschef, Digitalisering".
func (a *analysis) lineEnd(at int) int {
	if !parts(a.lower(at)) {
		return at
	}
	for end := at; end < len(a.tokens) && end < at+8; end++ {
		if _, person := a.mentionAt(end, graph.Person); person {
			return at
		}
		if a.tokens[end].gap >= newline {
			return end
		}
	}
	return at
}

// parts tells the marks between a title and an employer on one line.
func parts(mark string) bool {
	switch mark {
	case ",", "|", "·", "•":
		return true
	}
	return false
}

// lineBelow returns the organisation that stands alone on the line that begins
// at the token, as below name and title in a signature.
func (a *analysis) lineBelow(at int) (int, bool) {
	if at < 1 || at >= len(a.tokens) || strings.Count(a.text[a.tokens[at-1].end:a.tokens[at].start], "\n") != 1 {
		return none, false
	}
	org, ok := a.mentionAt(at, graph.Organisation)
	if !ok || a.extent[org].from != at || a.genitive(org) {
		return none, false
	}
	end := a.extent[org].to
	return org, end >= len(a.tokens) || a.tokens[end].gap >= newline || a.lower(end) == ","
}

// contactBelow reports whether the line that begins at the token, or the end of
// the text there, belongs to a signature: a telephone number or an address.
func (a *analysis) contactBelow(at int) bool {
	if at >= len(a.tokens) {
		return true
	}
	for i := at; i < len(a.tokens) && i < at+6; i++ {
		l := a.lower(i)
		if strings.ContainsRune(l, '@') || strings.HasPrefix(l, "tel") || l == "tfn" || l == "mobil" || l == "växel" || strings.HasPrefix(l, "www") {
			return true
		}
	}
	return false
}

// besideName reports whether another name stands before token from on its
// line: then the lines below are columns.
func (a *analysis) besideName(from int) bool {
	_, person := a.mentionAt(from-1, graph.Person)
	return person && !strings.Contains(a.text[a.tokens[from-1].end:a.tokens[from].start], "\n")
}

// bracket returns the token behind the closing bracket, 0 where it does not
// close soon.
func (a *analysis) bracket(open int) int {
	for at := open + 1; at < len(a.tokens) && at-open < 14 && a.tokens[at].gap != blank; at++ {
		if a.tokens[at].word.text == ")" {
			return at + 1
		}
	}
	return 0
}

// appositions reads roles separated by commas behind a name, and returns the
// token behind them.
func (a *analysis) appositions(p, at int, used map[int]bool) int {
	for range 4 {
		ph, ok := a.phraseAt(at, len(a.tokens))
		if !ok || !a.ends(ph.to) {
			return at
		}
		open := len(a.roles)
		a.claimPhrase(p, ph, "apposition", .9)
		if org, ok := a.orgAfterComma(ph); ok {
			a.complete(open, org)
			ph.to = a.extent[org].to
			if a.lower(ph.to) == "(" {
				ph.to = max(ph.to, a.bracket(ph.to))
			}
		}
		a.subjects[ph.to] = p
		if a.lower(ph.to) == "," {
			a.subjects[ph.to+1] = p
		}
		if end := a.bracket(ph.to); a.lower(ph.to) == "(" && a.follows(ph.to) && end > 0 {
			if past, ok := a.phraseAt(ph.to+1, end-1); ok && past.status == "former" {
				a.claimPhrase(p, past, "brackets", .85)
			}
		}
		for i := at; i < ph.to; i++ {
			used[i] = true
		}
		if l := a.lower(ph.to); l != "," && l != "och" && l != "|" || !a.follows(ph.to) {
			return ph.to
		}
		at = ph.to + 1
	}
	return at
}

// orgAfterComma returns the organisation of "NN, generaldirektör, Trafikanalys".
func (a *analysis) orgAfterComma(ph phrase) (int, bool) {
	at := ph.to + 1
	if ph.org != none || !parts(a.lower(ph.to)) || at >= len(a.tokens) || !a.follows(at) {
		return none, false
	}
	if org, ok := a.mentionAt(at, graph.Organisation); ok {
		return org, a.extent[org].from == at && !a.genitive(org) && a.closesApposition(a.extent[org].to)
	}
	if a.owner[at] != none || !a.is(at, capital) || a.is(at, given|stop|role) || a.tokens[at].kind != swedish.Word {
		return none, false
	}
	to := a.capitals(at)
	if _, place := a.mentionAt(to, graph.Place); !a.closesApposition(to) && !place || to < len(a.tokens) && a.is(to, saying) {
		return none, false
	}
	if place, ok := a.mentionAt(to, graph.Place); ok && a.completes(to, place) && a.closesApposition(to+1) {
		return a.absorb(at, place), true
	}
	return a.claimBody(named{at, to, false, "role-context", .7}), true
}

// ends reports whether an apposition may end before token at: at a mark, a
// verb, a conjunction or the end of the passage.
func (a *analysis) ends(at int) bool {
	if at >= len(a.tokens) || !a.follows(at) || a.tokens[at].gap == newline {
		return true
	}
	t := a.tokens[at]
	if t.kind != swedish.Word {
		return t.kind == swedish.Punct || t.kind == swedish.Number || t.word.text == "|"
	}
	return t.word.is(saying|verb|stop) || !t.word.is(capital)
}

// longestEvidence is how many bytes the ends of a fact may be apart and both be
// part of its evidence; what is named farther away is only meant.
const longestEvidence = 500

// claimPhrase turns a phrase into one claim per title.
func (a *analysis) claimPhrase(p int, ph phrase, method string, confidence float64) {
	start := min(a.extent[p].from, ph.titles[0].from)
	if ph.org != none && a.tokens[start].start-a.mentions[ph.org].Start < longestEvidence {
		start = min(start, a.extent[ph.org].from)
	}
	evidence := a.span(start, max(a.extent[p].to, ph.to))
	for i, t := range ph.titles {
		title := a.titleText(t)
		if i+1 < len(ph.titles) && strings.HasSuffix(title, "-") || a.meetingOffice(title) {
			continue
		}
		a.roles = append(a.roles, roleClaim{
			person: p, org: ph.org, place: ph.place, title: title, status: ph.status, from: ph.since, to: ph.until,
			evidence: evidence, method: method, confidence: confidence,
		})
	}
	if ph.partOf != none {
		a.fact(graph.PartOf, mentioned(ph.org), mentioned(ph.partOf), nil, Evidence{evidence, method, .7})
		a.affiliate(p, ph.partOf, evidence, method, confidence-.1)
	}
}

// meetingOffice reports whether a title is only an office at the meeting that
// the document records, which is attendance and no role.
func (a *analysis) meetingOffice(title string) bool {
	if a.in.Structure.Kind != corpus.KindMinutes {
		return false
	}
	for _, office := range [...]string{"justerare", "rösträknare", "mötesordförande", "mötessekreterare", "stämmoordförande"} {
		if strings.HasSuffix(title, office) {
			return true
		}
	}
	return false
}

// titleText is a title as an attribute: single spaces, a lower-case first
// letter where only the sentence or the list made it a capital, and the
// indefinite form.
func (a *analysis) titleText(t extent) string {
	text := a.nameOf(t.from, t.to)
	if whole, ok := spelledOut(a.lower(t.to - 1)); ok {
		last := a.tokens[t.to-1].word.text
		text = strings.TrimPrefix(strings.TrimSuffix(text, last)+whole, "v. ")
		if l := a.lower(t.from - 1); l == "v" || l == "v." || l == "." && a.lower(t.from-2) == "v" {
			return "vice " + text
		}
		return text
	}
	first := a.tokens[t.from].word
	if first.is(capital) && !first.is(allCaps) && (first.is(role|common) || first.common > 0) {
		text = strings.ToLower(first.text) + text[len(first.text):]
	}
	if t.to-t.from == 1 {
		if agent, ok := indefiniteAgent(first.lower); ok && !first.is(role) {
			return agent
		}
		if one, ok := a.words.vocab.singular(strings.ToLower(text)); ok {
			return one
		}
	}
	for i := t.from; i < t.to; i++ {
		if w := a.tokens[i].word; i == t.from && t.to > i+1 && a.is(i+1, roleDefinite) {
			text = strings.Replace(text, w.text, strongForm(w.text), 1)
		}
		if w := a.tokens[i].word; w.is(role) {
			if base := a.words.vocab.indefinite(w.lower); base != w.lower && w.is(roleDefinite) {
				text = strings.Replace(text, w.lower, base, 1)
				if kept := commonPrefix(w.lower, base); len(w.text) == len(w.lower) {
					text = strings.Replace(text, w.text, w.text[:kept]+base[kept:], 1) // EU-tjänstemannen
				}
			}
			break
		}
	}
	return text
}

// commonPrefix is the length of what two words begin with alike.
func commonPrefix(x, y string) int {
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// strongForm is an adjective as it stands before an indefinite noun: särskilda
// utredaren is a särskild utredare.
func strongForm(word string) string {
	base := strings.TrimSuffix(strings.TrimSuffix(word, "a"), "e")
	for _, ending := range []string{"isk", "ell", "al", "ig", "sk", "ild", "iv"} {
		if base != word && strings.HasSuffix(base, ending) {
			return base
		}
	}
	return word
}

// spelledOut is a function at a meeting that lists abbreviate.
func spelledOut(lower string) (string, bool) {
	switch strings.TrimSuffix(lower, ".") {
	case "ordf":
		return "ordförande", true
	case "sekr":
		return "sekreterare", true
	case "prof":
		return "professor", true
	}
	return "", false
}
