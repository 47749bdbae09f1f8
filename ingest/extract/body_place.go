package extract

import (
	"strings"

	"github.com/samband/samband/graph"
)

// bodyIn reads bodies that a place completes: Högskolan i Borås,
// länsstyrelsen i Hallands län, Polismyndigheten i Skåne.
func (a *analysis) bodyIn(i int) (named, bool) {
	if !placedBody(a.lower(i)) && !a.localBody(i) || !a.follows(i+1) {
		return named{}, false
	}
	switch a.lower(i + 1) {
	case "i", "på", "vid":
	default:
		return named{}, false
	}
	if !a.is(i+2, capital) || !a.follows(i+2) {
		return named{}, false
	}
	to := i + 3
	if m, ok := a.listedAt(i + 2); ok {
		if m.alias.Entry.Entity != graph.Place {
			return named{}, false
		}
		to = m.to
	}
	if next := a.lower(to); a.follows(to) && (next == "län" || next == "läns" || next == "kommun" || next == "stad") {
		to++
	}
	return named{i, to, a.tokens[to-1].word.base != "" && a.lower(to-1) != "läns" && a.listedGenitive(to-1), "body-place", .85}, true
}

// localBody reports whether a compound names an association whose place tells
// it from others of its kind: Hyresgästföreningen i Malmö.
func (a *analysis) localBody(i int) bool {
	const shortest = 10 // letters of a compound
	lower := a.lower(i)
	if !a.is(i, capital) || len(lower) < shortest || a.lower(i+1) != "i" {
		return false
	}
	if m, ok := a.listedAt(i + 2); ok && abroad(m.alias.Entry.Class) || !ok && !a.is(i+2, unknown|placeTail) {
		return false
	}
	for _, ending := range [...]string{"föreningen", "församlingen", "klubben", "sällskapet", "högskolan", "museet", "arkivet", "biblioteket", "sjukhuset", "tandvården", "kåren", "mottagningen", "vårdcentralen", "teatern"} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// placedBody tells which bodies take their place's name as part of theirs.
func placedBody(lower string) bool {
	switch lower {
	case "högskolan", "universitetet", "länsstyrelsen", "tingsrätten", "hovrätten", "kammarrätten", "förvaltningsrätten",
		"polismyndigheten", "polisen", "landstinget", "musikhögskolan", "handelshögskolan", "universitetssjukhuset", "länsrätten", "länspolismästaren":
		return true
	}
	return false
}

// placeOfCourt returns the end of the place that completes a court's name.
func (a *analysis) placeOfCourt(head int) (int, bool) {
	if !strings.HasSuffix(a.lower(head), "domstolen") || a.lower(head+1) != "i" && a.lower(head+1) != "vid" || !a.follows(head+2) {
		return 0, false
	}
	if m, ok := a.listedAt(head + 2); ok && m.alias.Entry.Entity == graph.Place {
		return m.to, true
	}
	return 0, false
}

// danglingBody reads bodies with several fields: Hälso- och sjukvårdsnämnden,
// Utbildnings-, kultur- och fritidsförvaltningen, Mark- och miljödomstolen i
// Växjö.
func (a *analysis) danglingBody(i int) (named, bool) {
	if !a.is(i, capital) || !strings.HasSuffix(a.lower(i), "-") && (a.lower(i+1) != "-" || a.tokens[i+1].gap != glued) {
		return named{}, false
	}
	for at := i; at < len(a.tokens) && at-i < 9 && (at == i || a.follows(at)); at++ {
		if a.owner[at] != none {
			return named{}, false
		}
		l := a.lower(at)
		if l != "och" && l != "samt" && l != "og" {
			if l != "," && l != "-" && !strings.HasSuffix(l, "-") && a.lower(at+1) != "-" {
				return named{}, false
			}
			continue
		}
		head := at + 1
		if !a.follows(head) || a.is(head, capital) && l != "og" || a.owner[head] != none || strings.HasSuffix(a.lower(head), "departementet") {
			return named{}, false
		}
		w := a.tokens[head].word
		switch {
		case w.is(bodyWord):
			n := named{i, head + 1, false, "body-fields", .85}
			if in, ok := a.placeOfCourt(head); ok {
				n.to = in
			}
			return n, true
		case w.base != "" && a.words.vocab.traits(w.base)&bodyWord != 0:
			return named{i, head + 1, true, "body-fields", .85}, true
		}
		return named{}, false
	}
	return named{}, false
}

// listedGenitive reports whether a word is the genitive of a listed name.
func (a *analysis) listedGenitive(i int) bool {
	m, ok := a.listedAt(i)
	return ok && m.genitive
}
