package extract

import (
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// clauseAuthors reads who wrote a work from the clause it stands in: "Thörns
// avhandling Titel", "Titel av NN", "det visade NN i rapporten Titel", "i
// rapporten Titel föreslog utredaren NN", "Titel, där forskaren NN beräknade",
// "NN, en av rapportens författare".
func (a *analysis) clauseAuthors(c *cited, stated map[[2]int]bool) {
	e := a.extent[c.mention]
	at := a.workWords(e.from)
	if p, ok := a.mentionAt(at, graph.Person); ok && at < e.from-1 && a.genitive(p) && a.extent[p].to == at+1 && a.sameSentence(at, e.from) {
		a.state(graph.Authored, p, c, stated)
		return
	}
	behind := a.behindWork(e.to)
	switch {
	case a.lower(behind) == "av" && a.follows(behind):
		a.statePeople(graph.Authored, behind+1, c, stated)
	case a.lower(behind) == "," && (a.lower(behind+1) == "där" || a.lower(behind+1) == "vari"):
		a.introducedPeople(behind+2, c, stated)
	case a.lower(at) == "i" && a.argues(behind):
		a.introducedPeople(behind+1, c, stated)
	case a.lower(at) == "i" && a.sameSentence(at, e.from):
		a.arguedIn(at, c, stated)
	}
	if c.Method == "reference-anaphora" {
		a.ownAuthors(c, stated)
	}
}

// behindWork is the first token behind a title that is not a mark or a bracket
// belonging to it.
func (a *analysis) behindWork(at int) int {
	for steps := 0; at < len(a.tokens) && steps < 3; steps++ {
		switch a.lower(at) {
		case "”", "\"", "*", ")":
			at++
		case "(":
			end := a.bracket(at)
			if end <= at {
				return at
			}
			at = end
		default:
			return at
		}
	}
	return at
}

// introducedPeople states the people named from a token on, behind at most three
// words that tell what they are: forskaren NN.
func (a *analysis) introducedPeople(at int, c *cited, stated map[[2]int]bool) {
	for skipped := 0; skipped < 3 && a.follows(at) && a.owner[at] == none && a.tokens[at].kind == swedish.Word && !a.is(at, stop); skipped++ {
		at++
	}
	if a.follows(at) {
		a.statePeople(graph.Authored, at, c, stated)
	}
}

// arguedIn states the people who are the subject of the verb before "i
// rapporten": behind it, perhaps with a year, or right before it.
func (a *analysis) arguedIn(at int, c *cited, stated map[[2]int]bool) {
	const reach = 12 // tokens
	end := at - 1
	if end > 0 && a.tokens[end].kind == swedish.Number {
		end--
	}
	verb := end
	for verb > 0 && end-verb < reach && a.sameSentence(verb, at) && !a.argues(verb) {
		if _, org := a.mentionAt(verb, graph.Organisation); org {
			return
		}
		verb--
	}
	if verb <= 0 || !a.argues(verb) || !a.sameSentence(verb, at) {
		return
	}
	if p, ok := a.mentionAt(end, graph.Person); ok && a.extent[p].to == end+1 && !a.genitive(p) {
		first := verb + 1
		for first < end {
			if q, ok := a.mentionAt(first, graph.Person); ok && a.extent[q].from == first {
				break
			}
			first++
		}
		a.statePeople(graph.Authored, first, c, stated)
		return
	}
	if p, ok := a.mentionAt(verb-1, graph.Person); ok && a.follows(verb) && !a.genitive(p) {
		a.state(graph.Authored, p, c, stated)
		for _, other := range a.joined(p) {
			a.state(graph.Authored, other, c, stated)
		}
	}
}

// argues tells the verbs whose subject puts forward what a work says, and may
// thus have written it.
func (a *analysis) argues(i int) bool {
	switch a.lower(i) {
	case "visar", "visade", "beskriver", "beskrev", "analyserar", "analyserade", "undersöker", "undersökte", "föreslår", "föreslog", "konstaterar", "konstaterade",
		"diskuterar", "diskuterade", "beräknar", "beräknade", "kartlägger", "kartlade", "jämför", "jämförde", "skildrar", "skildrade", "argumenterar", "argumenterade", "hävdar", "hävdade", "fram":
		return true
	}
	return false
}

// ownAuthors reads "rapportens författare NN" and "NN, en av rapportens tre
// författare" from a word that stands for the work.
func (a *analysis) ownAuthors(c *cited, stated map[[2]int]bool) {
	const reach = 16 // tokens
	e := a.extent[c.mention]
	at := e.to
	if a.tokens[at-1].word.text == a.tokens[at-1].word.base {
		return
	}
	for at < len(a.tokens) && at-e.to < 2 && a.follows(at) && !writer(a.lower(at)) {
		at++
	}
	if !a.follows(at) || !writer(a.lower(at)) {
		return
	}
	if p, ok := a.mentionAt(at+1, graph.Person); ok && a.follows(at+1) && a.extent[p].from == at+1 {
		a.statePeople(graph.Authored, at+1, c, stated)
		return
	}
	for i := e.from - 1; i >= 0 && e.from-i < reach && a.sameSentence(i, e.from); i-- {
		if p, ok := a.mentionAt(i, graph.Person); ok {
			a.state(graph.Authored, p, c, stated)
			return
		}
	}
}

// writer tells the words for those who wrote a work.
func writer(lower string) bool {
	switch lower {
	case "författare", "författarna", "huvudförfattare", "upphovsman", "upphovsmän", "skribent":
		return true
	}
	return false
}

// ownWriters states who wrote the document itself, when it is a report and says
// so: "Rapporten har tagits fram av NN (projektledare), NN och NN." It also
// follows a byline that goes on behind brackets or on the next line.
func (a *analysis) ownWriters() {
	own := a.ownReport()
	if own == none {
		return
	}
	c := cited{mention: own}
	c.Span = a.mentions[own].Span
	stated := map[[2]int]bool{}
	for _, p := range a.authors {
		if p < 0 {
			continue
		}
		stated[[2]int{p, own}] = true
		a.statePeople(graph.Authored, a.extent[p].from, &c, stated)
	}
	for i := range a.tokens {
		if !a.tokens[i].first || !ownWord(a.lower(i)) || a.owner[i] >= 0 && a.mentions[a.owner[i]].Refers != own && a.mentions[a.owner[i]].Refers != none {
			continue
		}
		c.Span = corpus.Span{Start: a.tokens[i].start, End: a.tokens[i].end}
		if a.passiveAgents(i, &c, stated) {
			return
		}
	}
}

// ownWord tells the words by which a report speaks of itself.
func ownWord(lower string) bool {
	switch lower {
	case "rapporten", "granskningen", "promemorian", "kartläggningen", "studien", "underlaget", "översikten", "utvärderingen", "skriften", "vägledningen", "analysen":
		return true
	}
	return false
}

// passiveAgents states the authors behind "har tagits fram av", right behind
// the word at token i.
func (a *analysis) passiveAgents(i int, c *cited, stated map[[2]int]bool) bool {
	const reach = 8 // tokens
	made := false
	for at := i + 1; at < i+reach && a.follows(at); at++ {
		made = made || passive(a.lower(at)) == graph.Authored
		if made && a.lower(at) == "av" {
			before := len(a.facts)
			a.introducedPeople(at+1, c, stated)
			return len(a.facts) > before
		}
	}
	return false
}
