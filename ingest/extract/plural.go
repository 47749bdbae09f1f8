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
		{"ombuden", "ombud"},
		{"rören", "rör"},
		{"arna", "are"},
		{"andena", "ande"},
		{"erna", ""},
		{"arna", ""},
		{"sakkunniga", "sakkunnig"},
		{"er", ""},
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
	first := len(a.roles)
	front := none
	if org, known := a.mentionAt(e.from-2, graph.Organisation); known && a.genitive(org) {
		front = org
	}
	for n := range 8 {
		e = a.extent[p]
		claim := roleClaim{person: p, org: front, title: title, evidence: a.span(a.extent[p].from, e.to), method: "title-plural", confidence: .8}
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
		next, person := a.mentionAt(end+1, graph.Person)
		if l := a.lower(end); l != "och" && l != "," && l != "samt" || !a.follows(end+1) || !person || a.extent[next].from != end+1 {
			a.sharedEmployer(first, end)
			return
		}
		p = next
	}
}

// sharedEmployer gives the organisation behind the last of several names to
// all claims from index first on, when none of them has its own: professorerna
// NN och NN vid Umeå universitet.
func (a *analysis) sharedEmployer(first, at int) {
	switch a.lower(at) {
	case "vid", "på", "från", "hos":
	default:
		return
	}
	org, ok := a.mentionAt(at+1, graph.Organisation)
	if !ok || a.extent[org].from != at+1 || !a.follows(at+1) {
		return
	}
	for k := first; k < len(a.roles); k++ {
		if a.roles[k].org != none {
			return
		}
	}
	for k := first; k < len(a.roles); k++ {
		a.roles[k].org = org
		a.roles[k].evidence.End = max(a.roles[k].evidence.End, a.mentions[org].End)
	}
}
