package extract

import (
	"strings"

	"github.com/samband/samband/graph"
)

// singular brings a role noun from the plural to the singular: forskarna →
// forskare, kommunalråden → kommunalråd, riksdagsledamöterna →
// riksdagsledamot. It reports false for every other word.
func (v *vocabulary) singular(lower string) (string, bool) {
	for _, e := range [...]struct{ plural, singular string }{
		{"ledamöterna", "ledamot"},
		{"ledamöter", "ledamot"},
		{"männen", "man"},
		{"ministrarna", "minister"},
		{"råden", "råd"},
		{"arna", "are"},
		{"andena", "ande"},
		{"erna", ""},
		{"arna", ""},
	} {
		stem, ok := strings.CutSuffix(lower, e.plural)
		if ok && v.traits(stem+e.singular)&role != 0 {
			return stem + e.singular, true
		}
	}
	return "", false
}

// pluralRoles reads a plural title before several names: professorerna Gunnel
// Svensäter (Malmö universitet) och Boel Kullberg (KI).
func (a *analysis) pluralRoles(p int) {
	e := a.extent[p]
	if e.from < 1 || e.from == e.to || !a.follows(e.from) || a.owner[e.from-1] >= 0 {
		return
	}
	title, ok := a.words.vocab.singular(a.lower(e.from - 1))
	if !ok {
		return
	}
	for n := range 8 {
		e = a.extent[p]
		claim := roleClaim{person: p, org: none, title: title, evidence: a.span(a.extent[p].from, e.to), method: "title-plural", confidence: .8}
		end := e.to
		if a.lower(end) == "(" && a.bracket(end) > 0 {
			if org, known := a.mentionAt(end+1, graph.Organisation); known && a.mentions[org].Method != "party" {
				claim.org, claim.evidence = org, a.span(e.from, a.extent[org].to)
			}
			end = a.bracket(end)
		}
		if n == 0 {
			claim.evidence.Start = a.tokens[e.from-1].start
		}
		a.roles = append(a.roles, claim)
		if l := a.lower(end); l != "och" && l != "," && l != "samt" || !a.follows(end+1) {
			return
		}
		next, person := a.mentionAt(end+1, graph.Person)
		if !person || a.extent[next].from != end+1 {
			return
		}
		p = next
	}
}
