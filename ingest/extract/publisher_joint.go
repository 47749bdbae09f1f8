package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// publishes states that an organisation published a work, and with it those that
// the clause joins to it: "A, B och C har gett ut", "Tillsammans med A gav B ut".
func (a *analysis) publishes(org int, c *cited, method string, confidence float64) {
	for _, publisher := range append([]int{org}, a.jointBodies(org, c)...) {
		m := &a.mentions[publisher]
		span := corpus.Span{Start: min(c.Start, m.Start), End: max(c.End, m.End)}
		if span.Len() > 600 {
			span = c.Span
		}
		a.fact(graph.Published, mentioned(publisher), mentioned(c.mention), nil, Evidence{span, method, confidence})
	}
}

// jointBodies returns the organisations that stand beside one in a row before a
// work, and those that the sentence says it worked together with.
func (a *analysis) jointBodies(org int, c *cited) []int {
	var joint []int
	if a.extent[org].from == a.extent[org].to || a.extent[org].from > a.extent[c.mention].from {
		return nil
	}
	at := a.extent[org].from - 1
	for a.lower(at) == "och" || a.lower(at) == "samt" || a.lower(at) == "," && len(joint) > 0 {
		other, ok := a.mentionAt(at-1, graph.Organisation)
		if !ok || a.extent[other].to != at || !a.follows(at+1) || a.genitive(other) && !a.genitive(org) {
			break
		}
		joint = append(joint, other)
		at = a.extent[other].from - 1
	}
	return append(joint, a.together(org, c)...)
}

// together returns the organisations behind "tillsammans med" or "i samarbete
// med" in the sentence of a work, up to the verb.
func (a *analysis) together(org int, c *cited) []int {
	s := a.sentenceOf(a.extent[c.mention].from)
	for i := s.from + 1; i < a.extent[c.mention].from; i++ {
		if before := a.lower(i - 1); a.lower(i) != "med" || before != "tillsammans" && before != "samarbete" && before != "samverkan" {
			continue
		}
		return a.bodiesFrom(i+1, a.extent[c.mention].from, org)
	}
	return nil
}

// bodiesFrom returns the organisations of a row that begins at a token: names,
// what "och" and commas join, and the nouns in lower case that tell what they are.
func (a *analysis) bodiesFrom(from, to, without int) []int {
	var found []int
	for i := from; i < to; i++ {
		if other, ok := a.mentionAt(i, graph.Organisation); ok {
			if other != without && a.extent[other].from == i {
				found = append(found, other)
			}
			i = a.extent[other].to - 1
			continue
		}
		l := a.lower(i)
		if joins := l == "och" || l == "samt" || l == ","; !joins && (a.tokens[i].kind != swedish.Word || a.is(i, stop) || isIssuing(l)) {
			break
		}
	}
	return found
}

// isIssuing tells the verbs by which bodies issue works.
func isIssuing(lower string) bool {
	switch lower {
	case "gav", "ger", "gett", "givit", "tog", "tar", "tagit", "publicerade", "publicerar", "publicerat", "har", "hade", "lanserade", "lanserar", "presenterade", "presenterar", "släppte", "släpper":
		return true
	}
	return false
}

// definiteIssuer returns the organisation that a definite noun in lower case stands
// for, "länsstyrelsens", "stiftelsen": the only one that the document names by
// that noun.
func (a *analysis) definiteIssuer(i int) (int, bool) {
	if i < 0 || i >= len(a.tokens) || a.is(i, capital) || a.tokens[i].kind != swedish.Word {
		return none, false
	}
	noun := strings.TrimSuffix(a.lower(i), "s")
	stem := definiteStem(noun)
	if stem == "" {
		return none, false
	}
	found := none
	for m := range a.mentions {
		mention := &a.mentions[m]
		if mention.Kind != graph.Organisation || mention.Refers != none || a.extent[m].from == a.extent[m].to || a.extent[m].from == i {
			continue
		}
		if !namedBy(mention.Name, noun, stem) && !namedBy(mention.Canonical, noun, stem) {
			continue
		}
		if found != none && !a.sameBody(found, m) {
			return none, false
		}
		if found == none {
			found = m
		}
	}
	return found, found != none
}

// definiteStem returns the indefinite form of a definite noun for a body, "" for
// all other words.
func definiteStem(noun string) string {
	switch noun {
	case "länsstyrelsen", "stiftelsen", "föreningen", "myndigheten", "regionen", "kommunen", "högskolan", "delegationen", "kommittén":
		return strings.TrimSuffix(strings.TrimSuffix(noun, "n"), "e") // stiftels-, förening-, region-
	case "förbundet", "universitetet", "institutet", "sällskapet", "bolaget", "departementet", "museet":
		return strings.TrimSuffix(noun, "et")
	}
	return ""
}

// namedBy reports whether one of the words at the ends of an organisation's name
// is the noun, definite or not.
func namedBy(name, noun, stem string) bool {
	lower := strings.ToLower(name)
	first, _, _ := strings.Cut(lower, " ")
	last := lower[strings.LastIndexByte(lower, ' ')+1:]
	return first == noun || strings.HasSuffix(last, noun) || strings.HasSuffix(last, stem) || strings.HasSuffix(last, stem+"e") || first == stem
}

// ownBody returns the organisation that publishes the document, for the works
// that it calls its own: "vår tidigare rapport Titel".
func (a *analysis) ownBody(c *cited) (int, bool) {
	at := a.extent[c.mention].from - 1
	for steps := 0; at >= 0 && steps < 5 && a.sameSentence(at, a.extent[c.mention].from); at, steps = at-1, steps+1 {
		switch a.lower(at) {
		case "vår", "vårt", "våra":
			e := a.tokensOver(a.in.Structure.PublisherSpan)
			for i := e.from; i < e.to; i++ {
				if org, ok := a.mentionAt(i, graph.Organisation); ok {
					return org, true
				}
			}
			return 0, false
		}
	}
	return 0, false
}
