package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// roleLabels gives turns under a label such as PROGRAMLEDARE or Gästen to the
// person who holds that part: who says so in a turn of that label, whom the
// head of the transcript names, or who has that role.
func (a *analysis) roleLabels() {
	holders := map[string]int{} // by label, as a part
	for i := range a.speakers {
		if a.speakers[i] >= 0 || a.in.Structure.Turns[i].Label.Empty() {
			continue
		}
		part := a.part(a.in.Structure.Turns[i].Speaker)
		if genericLabel(strings.ToLower(a.in.Structure.Turns[i].Speaker)) && part != "gäst" { // another person each time
			if p := a.presentsSelf(a.tokensIn(a.in.Structure.Turns[i].Body)); p != none {
				a.speakers[i] = a.claimLabel(i, a.root(p))
			}
			continue
		}
		if part == "" {
			continue
		}
		p, known := holders[part]
		if !known {
			p = a.holderOfPart(part)
			holders[part] = p
		}
		if p != none {
			a.speakers[i] = a.claimLabel(i, p)
		}
	}
}

// part is a speaker's label as a part in the indefinite form, "" where it
// names none.
func (a *analysis) part(label string) string {
	lower := strings.ToLower(label)
	switch lower {
	case "gäst", "gästen":
		return "gäst"
	}
	if numbered := strings.TrimRight(lower, "0123456789"); numbered != lower && anonymous(strings.TrimSpace(numbered)) {
		return lower
	}
	if !a.words.of(lower).is(role) {
		return ""
	}
	return a.words.vocab.indefinite(lower)
}

// holderOfPart returns the person who speaks under the label of a part, none
// where the document does not tell.
func (a *analysis) holderOfPart(part string) int {
	turns := a.in.Structure.Turns
	for i := range turns {
		if a.speakers[i] < 0 && a.part(turns[i].Speaker) == part {
			if p := a.presentsSelf(a.tokensIn(turns[i].Body)); p != none {
				return a.root(p)
			}
		}
	}
	if p := a.welcomed(part); p != none {
		return p
	}
	for k := range a.roles {
		if hasHead(a.roles[k].title, part) {
			return a.root(a.roles[k].person)
		}
	}
	found := none
	for i, p := range a.attendees {
		if p < 0 || part != "gäst" || a.in.Structure.Attendees[i].As != corpus.AttendedGuest {
			continue
		}
		if found != none {
			return none
		}
		found = a.root(p)
	}
	return found
}

// anonymous tells the labels that machines number their speakers with.
func anonymous(label string) bool {
	switch label {
	case "speaker", "talare", "röst", "person", "deltagare", "spk", "voice", "intervjuperson", "informant":
		return true
	}
	return false
}

// welcomed returns the person whom the turn before the first one under a
// numbered label bids welcome; none where there is nobody.
func (a *analysis) welcomed(part string) int {
	turns := a.in.Structure.Turns
	for i := 1; i < len(turns); i++ {
		if a.part(turns[i].Speaker) != part {
			continue
		}
		e, found := a.tokensIn(turns[i-1].Body), none
		for t := e.from; t < e.to; t++ {
			if p, ok := a.mentionAt(t, graph.Person); ok && a.lower(t-1) == "välkommen" {
				found = a.root(p)
			}
		}
		return found
	}
	return none
}

// claimLabel makes a mention of a turn's label, which stands for the person;
// the label may be several words, of which the last counts.
func (a *analysis) claimLabel(turn, p int) int {
	e := a.tokensIn(a.in.Structure.Turns[turn].Label)
	for e.from < e.to && a.part(a.tokens[e.to-1].word.text) == "" && !genericLabel(a.lower(e.to-1)) {
		e.to--
	}
	if e.to <= e.from || !a.free(e.from, e.to) {
		return none
	}
	return a.claim(e.from, e.to, Mention{
		Kind: graph.Person, Name: a.mentions[p].Name, Method: "role", Confidence: .8, Refers: p,
	})
}
