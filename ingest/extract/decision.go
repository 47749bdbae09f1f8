package extract

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// decisions states what a meeting decided: the agenda item, who moved it and
// who dissented. A mover's own words are evidence of a fact of their own
// (SAID, yrkar); those of a dissenter stand behind the decision's.
func (a *analysis) decisions() {
	s := a.in.Structure
	for i := range s.Decisions {
		d := &s.Decisions[i]
		to := a.passageAt(d.Start)
		if to == none {
			continue
		}
		attributes := map[string]string{}
		if number := a.decisionItem(d); number != "" {
			attributes["item"] = number
		}
		evidence := []Evidence{{d.Span, "decision", .9}}
		if item, ok := a.itemBody(d.Start); ok {
			movers, dissenters, reservations := a.votes(item, d.Span)
			setNames(attributes, "mover", movers)
			setNames(attributes, "dissent", dissenters)
			for _, span := range reservations {
				if span.Start > d.Start {
					evidence = append(evidence, Evidence{span, "reservation", .8})
				}
			}
		}
		a.fact(graph.Decided, document(), passage(to), attributes, evidence...)
	}
}

// setNames enters names under a key, divided by semicolons.
func setNames(attributes map[string]string, key string, names []string) {
	if len(names) > 0 {
		attributes[key] = strings.Join(names, "; ")
	}
}

// decisionItem is the number of the agenda item that a decision belongs to, ""
// where it has none.
func (a *analysis) decisionItem(d *corpus.Decision) string {
	if it, ok := a.itemAt(d.Start); ok {
		return it.number
	}
	if d.Section >= 0 && d.Section < len(a.in.Structure.Sections) {
		if number := a.in.Structure.Sections[d.Section].Number; number != "" {
			return number
		}
	}
	number, _ := a.agendaItem(d.Start)
	return number
}

// itemBody returns the tokens of the agenda item at an offset.
func (a *analysis) itemBody(offset int) (extent, bool) {
	var body corpus.Span
	for i := range a.in.Structure.Sections {
		if s := &a.in.Structure.Sections[i]; s.Agenda && s.Body.Start <= offset && offset < s.Body.End {
			body = s.Body // the innermost comes last
		}
	}
	if it, ok := a.itemAt(offset); ok && (body.Empty() || body.Start <= it.Start && it.End <= body.End) {
		body = it.Span
	}
	return a.tokensIn(body), !body.Empty()
}

// votes reads who moved and who dissented in an agenda item, and the sentences
// of the latter. A decision that names whose proposal it follows has that
// mover alone; those who dissent from it have moved something else.
func (a *analysis) votes(item extent, decision corpus.Span) (movers, dissenters []string, reservations []corpus.Span) {
	for i := item.from; i < item.to; i++ {
		switch l := a.lower(i); {
		case l == "yrkar" || l == "yrkade" || l == "yrkat":
			if p := a.subject(i, a.sentenceOf(i)); p != none && !a.rejected(i, item, decision) {
				movers = a.addNames(movers, append(a.joined(p), p)...)
			}
		case strings.HasPrefix(l, "reserver") && (l == "reserverar" || l == "reserverade" || l == "reserverat"):
			s := a.sentenceOf(i)
			if found := a.dissenters(s); len(found) > 0 {
				dissenters = a.addNames(dissenters, found...)
				reservations = append(reservations, a.span(s.from, s.to))
			}
		}
	}
	if named := a.followed(a.tokensIn(decision)); named != none {
		movers = []string{a.mentions[a.root(named)].Name}
	} else {
		movers = slices.DeleteFunc(movers, func(name string) bool { return slices.Contains(dissenters, name) })
	}
	return movers, dissenters, reservations
}

// rejected reports whether the motion at the verb was not what the meeting
// decided: to decline what it did not decline, or an addition that it did.
func (a *analysis) rejected(verb int, item extent, decision corpus.Span) bool {
	declined := strings.Contains(decision.Of(a.text), "avsl")
	if a.lower(verb+1) == "avslag" {
		return !declined
	}
	if a.lower(verb+1) == "bifall" || declined {
		return false
	}
	body := a.span(item.from, item.to).Of(a.text)
	return strings.Contains(body, "tilläggsyrkande") && (strings.Contains(body, "avslår") || strings.Contains(body, "avslås") || strings.Contains(body, "av-\nslår"))
}

// addNames adds the names of people that are not among the names yet.
func (a *analysis) addNames(names []string, people ...int) []string {
	for _, p := range people {
		if name := a.mentions[a.root(p)].Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// dissenters are the people of a sentence of reservation, without those for
// whose proposals they speak: "till förmån för NN:s yrkande".
func (a *analysis) dissenters(s extent) []int {
	var out []int
	for i := s.from; i < s.to; i++ {
		if a.lower(i) == "förmån" {
			break
		}
		if p, ok := a.mentionAt(i, graph.Person); ok && a.extent[p].from == i && !a.genitive(p) {
			out = append(out, p)
		}
	}
	return out
}

// followed returns the person whose proposal a decision names: "i enlighet med
// NN:s yrkande"; none where it names nobody's.
func (a *analysis) followed(decision extent) int {
	for i := decision.from; i < decision.to; i++ {
		p, ok := a.mentionAt(i, graph.Person)
		if !ok || a.extent[p].from != i {
			continue
		}
		end := a.extent[p].to
		for at := end; at < end+4 && a.follows(at); at++ { // NN (S) yrkande
			if l := a.lower(at); strings.HasPrefix(l, "yrkande") || strings.HasPrefix(l, "förslag") {
				return p
			}
		}
	}
	return none
}

// recusals notes at those who attended for which items they declared a
// conflict of interest (jäv).
func (a *analysis) recusals() {
	if a.in.Structure.Kind != corpus.KindMinutes {
		return
	}
	for i := range a.tokens {
		if l := a.lower(i); l != "jäv" && l != "jävig" && l != "jäviga" {
			continue
		}
		s := a.sentenceOf(i)
		if a.undecided(s.from, i) || a.denied(max(s.from, i-2)) {
			continue
		}
		item := a.itemNamed(s)
		if item == "" {
			item, _ = a.agendaItem(a.tokens[i].start)
		}
		for _, p := range a.dissenters(s) {
			a.recuse(p, item, Evidence{a.span(s.from, s.to), "recusal", .85})
		}
	}
}

// itemNamed returns the item of the agenda that a sentence names itself: "(§
// 33)"; "" where it names none or several.
func (a *analysis) itemNamed(s extent) string {
	found := ""
	for i := s.from; i+1 < s.to; i++ {
		if l := a.lower(i); (l == "§" || l == "punkt" || l == "ärende" || l == "paragraf") && a.tokens[i+1].kind == swedish.Number {
			if found != "" {
				return ""
			}
			found = a.nameOf(i, i+2)
		}
	}
	return found
}

// recuse enters a person's conflict of interest in her attendance; the item is
// "ja" where the minutes do not number it.
func (a *analysis) recuse(p int, item string, evidence Evidence) {
	if item == "" {
		item = "ja"
	}
	name := a.mentions[a.root(p)].Name
	for k := range a.facts {
		f := &a.facts[k]
		if f.Type != graph.Attended || a.mentions[a.root(f.From.Mention)].Name != name {
			continue
		}
		if known := f.Attributes["recused"]; known != "" && known != item {
			item = known + "; " + item
		}
		f.Attributes["recused"] = item
		f.Evidence = append(f.Evidence, evidence)
		return
	}
	a.fact(graph.Attended, mentioned(p), document(), map[string]string{"as": string(corpus.AttendedPresent), "recused": item}, evidence)
}
