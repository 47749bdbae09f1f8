package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// authorship states who wrote or led the works that the document cites: the
// people of an entry of a list, those behind "skriven av", "tagits fram av",
// "överlämnades av", and the subject of "skrev", "har skrivit".
func (a *analysis) authorship() {
	stated := map[[2]int]bool{}
	for i := range a.cited {
		c := &a.cited[i]
		if a.extent[c.mention].from == a.extent[c.mention].to {
			continue
		}
		a.listedAuthors(c)
		a.agents(c, stated)
		a.writers(c, stated)
		a.describer(c, stated)
		a.clauseAuthors(c, stated)
		a.nextSentenceAuthors(c, stated)
	}
	a.ownWriters()
}

// listedAuthors states that the people at the head of an entry wrote its work.
func (a *analysis) listedAuthors(c *cited) {
	if c.Authors.Empty() || !c.Authors.Valid(a.text) {
		return
	}
	e := a.tokensOver(c.Authors)
	for i := e.from; i < e.to; i++ {
		p, ok := a.mentionAt(i, graph.Person)
		if !ok || a.extent[p].from != i {
			continue
		}
		span := corpus.Span{Start: min(c.Authors.Start, c.Start), End: max(c.Authors.End, c.End)}
		a.fact(graph.Authored, mentioned(p), mentioned(c.mention), nil, Evidence{span, "list-author", .85})
	}
}

// agents reads the passive behind a work: "har tagits fram av A och B",
// "överlämnades till regeringen av särskilda utredaren NN".
func (a *analysis) agents(c *cited, stated map[[2]int]bool) {
	const reach = 16 // tokens
	e := a.extent[c.mention]
	kind, denied := graph.RelationType(""), false
	for i := e.to; i < e.to+reach && i < len(a.tokens) && a.sameSentence(e.from, i); i++ {
		denied = (denied || a.lower(i) == "inte" || a.lower(i) == "ej") && a.lower(i) != "utan"
		if made := passive(a.lower(i)); made != "" && kind == "" {
			kind = made
		}
		if kind == "" || denied || a.lower(i) != "av" {
			continue
		}
		at := i + 1
		for skipped := 0; skipped < 4 && a.follows(at) && a.owner[at] == none && !a.is(at, stop) && a.lower(at) != ","; skipped++ {
			at++ // särskilda utredaren
		}
		if a.statePeople(kind, at, c, stated) {
			return
		}
	}
}

// describer reads "I boken ”Titel” beskriver NN hur": who describes something in
// a book wrote it.
func (a *analysis) describer(c *cited, stated map[[2]int]bool) {
	e := a.extent[c.mention]
	book, at := e.from-1, e.to
	for book > 0 && (a.lower(book) == "”" || a.lower(book) == "\"") {
		book--
	}
	for a.lower(at) == "”" || a.lower(at) == "\"" {
		at++
	}
	switch a.lower(book) {
	case "boken", "avhandlingen", "artikeln", "debattartikeln", "romanen":
	default:
		return
	}
	if a.lower(book-1) != "i" || !a.is(at, saying) && a.lower(at) != "visar" {
		return
	}
	if p, ok := a.mentionAt(at+1, graph.Person); ok && a.extent[p].from == at+1 {
		a.state(graph.Authored, p, c, stated)
	}
}

// statePeople states the relation of the people who are named from token at on
// to the work.
func (a *analysis) statePeople(kind graph.RelationType, at int, c *cited, stated map[[2]int]bool) bool {
	found := false
	for {
		p, ok := a.mentionAt(at, graph.Person)
		if !ok || a.extent[p].from != at {
			return found
		}
		found = true
		a.state(kind, p, c, stated)
		at = a.extent[p].to
		if end := a.bracket(at); a.lower(at) == "(" && end > 0 {
			at = end
		}
		switch a.lower(at) {
		case "och", ",", "samt", "&":
			at++
			if _, named := a.mentionAt(at, graph.Person); !named && a.follows(at) && a.owner[at] == none && !a.is(at, stop|capital) && a.tokens[at].kind == swedish.Word {
				at++ // etnologen NN
			}
		default:
			return found
		}
	}
}

func (a *analysis) state(kind graph.RelationType, p int, c *cited, stated map[[2]int]bool) {
	if stated[[2]int{p, c.mention}] {
		return
	}
	stated[[2]int{p, c.mention}] = true
	span := corpus.Span{Start: min(a.mentions[p].Start, c.Start), End: max(a.mentions[p].End, c.End)}
	if span.Len() > longestEvidence {
		span = a.mentions[p].Span // the signature under the work
	}
	a.fact(kind, mentioned(p), mentioned(c.mention), nil, Evidence{span, "authorship", .75})
}

// passive returns what a passive verb or participle makes the one behind av to
// a work, "" for every other word.
func passive(lower string) graph.RelationType {
	switch lower {
	case "skriven", "skrivet", "skrivits", "skrevs", "skrivs", "författad", "författat", "författats", "författades", "tagits", "togs", "framtagen", "framtaget", "sammanställd", "sammanställts", "utarbetad", "utarbetats", "redigerad", "gjord", "genomförts", "genomfördes", "utförts", "utfördes":
		return graph.Authored
	case "överlämnades", "överlämnas", "överlämnats", "presenterades", "presenteras", "presenterats", "lämnades", "lämnats", "redovisades", "redovisas", "leds", "leddes", "letts", "ledd":
		return graph.Presented
	}
	return ""
}

// writers reads the active before a work: "NN har skrivit rapporten …", "NN i
// sin rapport …", "särskilda utredaren NN överlämnade betänkandet".
func (a *analysis) writers(c *cited, stated map[[2]int]bool) {
	const reach = 20 // tokens
	e := a.extent[c.mention]
	kind := graph.RelationType("")
	for i := e.from - 1; i >= 0 && e.from-i < reach && a.sameSentence(i, e.from); i-- {
		if a.owner[i] >= 0 && a.mentions[a.owner[i]].Kind == graph.Organisation && kind == "" {
			return // what stands between is the publisher's
		}
		switch l := a.lower(i); {
		case writes(l):
			kind = graph.Authored
		case kind == "" && (l == "överlämnade" || l == "överlämnar" || l == "presenterade" || l == "presenterar"):
			kind = graph.Presented
		case l == "sin" || l == "sitt":
			if own := a.workWords(e.from) < i; (a.lower(i-1) == "i" || own) && kind == "" {
				kind = graph.Authored
			}
		case (l == "hon" || l == "han" || l == "hen") && kind == graph.Authored:
			if p := a.anaphor(i); p != none {
				a.state(kind, p, c, stated)
				return
			}
		}
		if kind == "" {
			continue
		}
		if p, ok := a.mentionAt(i, graph.Person); ok {
			a.state(kind, p, c, stated)
			return
		}
	}
}

// nextSentenceAuthors reads the sentence behind the one that a work is named in:
// "Redaktörer var A och B", "Utredaren NN bedömer", "Författare: NN".
func (a *analysis) nextSentenceAuthors(c *cited, stated map[[2]int]bool) {
	s := a.sentenceOf(a.extent[c.mention].from)
	at := s.to
	if !c.Cited || at >= len(a.tokens) || a.tokens[at].gap == blank {
		return
	}
	switch l := a.lower(at); {
	case l == "redaktör" || l == "redaktörer" || l == "redaktörerna" || writer(l) || l == "författaren":
		for at++; a.lower(at) == "var" || a.lower(at) == "är" || a.lower(at) == ":"; {
			at++
		}
	case l == "utredaren" || l == "rapportförfattaren":
		at++
	default:
		return
	}
	if p, ok := a.mentionAt(at, graph.Person); ok && a.extent[p].from == at {
		a.statePeople(graph.Authored, at, c, stated)
	}
}

// writes tells the verbs whose subject is the author of their object.
func writes(lower string) bool {
	switch lower {
	case "skrivit", "skrev", "författat", "författade", "författare":
		return true
	}
	return false
}
