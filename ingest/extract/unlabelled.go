package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// unlabelled states who speaks in a recording whose transcript has no labels:
// those who say their names, and those who are bidden welcome. Their turns are
// not known.
func (a *analysis) unlabelled() {
	if a.in.Structure.Kind != corpus.KindPodcast || len(a.in.Structure.Turns) > 0 {
		return
	}
	host, seen := "", map[string]bool{}
	for p := range a.mentions {
		if a.mentions[p].Kind != graph.Person || a.extent[p].from == a.extent[p].to {
			continue
		}
		name := a.mentions[a.root(p)].Name
		part := a.spokenPart(p)
		if part == "" || seen[name] || !strings.Contains(name, " ") {
			continue
		}
		if part == "speaker" && host == "" && a.welcomesBefore(a.extent[p].from) {
			host, part = name, "host"
		}
		seen[name] = true
		evidence := Evidence{a.span(max(0, a.extent[p].from-1), a.extent[p].to), "introduction", .75}
		a.fact(graph.SpeaksIn, mentioned(p), document(), map[string]string{"part": part}, evidence)
	}
}

// spokenPart is the part of a person in a recording, by the words before the
// name; "" where they give her none.
func (a *analysis) spokenPart(p int) string {
	i := a.extent[p].from
	switch a.lower(i - 1) {
	case "heter":
		if a.saysI(i - 2) {
			return "speaker"
		}
	case "är":
		if a.lower(i-2) == "namn" && a.lower(i-3) == "mitt" {
			return "speaker"
		}
	case "jag", "vi":
		if l := a.lower(i - 2); l == "har" {
			return "guest" // med mig har jag NN
		}
	case "välkommen":
		return "guest"
	}
	if with := a.verbBeforeTitle(i); a.lower(with) == "med" && (a.saysI(with-1) || a.lower(with+1) == "mig") {
		for at := with - 1; at > with-5 && at >= 0; at-- {
			if l := a.lower(at); l == "sitter" || l == "träffar" || l == "pratar" || l == "samtalar" {
				return "guest" // jag sitter här med överläkaren NN
			}
		}
	}
	for _, other := range a.joined(p) {
		if a.spokenPart(other) == "guest" {
			return "guest"
		}
	}
	return ""
}

// welcomesBefore reports whether somebody welcomes the listeners soon before
// the token.
func (a *analysis) welcomesBefore(i int) bool {
	const farthest = 60
	for at := max(0, i-farthest); at < i; at++ {
		if strings.HasPrefix(a.lower(at), "välkom") {
			return true
		}
	}
	return false
}

// saysI reports whether "jag" is the subject of the clause that goes on at the
// token: jag som leder samtalet heter.
func (a *analysis) saysI(i int) bool {
	const farthest = 5
	for at := i; at >= 0 && i-at < farthest && a.sameSentence(at, i); at-- {
		if a.lower(at) == "jag" {
			return true
		}
	}
	return false
}

// guests returns the names of the speakers whom somebody presents as guests:
// "våra gäster är NN och NN", "i dag har vi NN med oss", "gästen NN".
func (a *analysis) guests(voices map[string]*voiceOf) map[string]bool {
	out := map[string]bool{}
	for p := range a.mentions {
		if a.mentions[p].Kind != graph.Person || a.extent[p].from == a.extent[p].to {
			continue
		}
		name := a.mentions[a.root(p)].Name
		if voices[name] != nil && !out[name] && a.presentedAsGuest(p) {
			out[name] = true
		}
	}
	return out
}

// presentedAsGuest reports whether the sentence around a name bids its person
// welcome.
func (a *analysis) presentedAsGuest(p int) bool {
	from := a.extent[p].from
	if l := a.lower(from - 1); l == "gästen" || l == "gäst" || l == "välkommen" {
		return true
	}
	s := a.sentenceOf(from)
	for i := s.from; i < s.to; i++ {
		switch l := a.lower(i); {
		case l == "gäst" || l == "gäster" || l == "gästas" || l == "besök":
			return i < from
		case (l == "oss" || l == "mig") && a.lower(i-1) == "med":
			return true
		case l == "välkommen":
			return true
		}
	}
	return false
}
