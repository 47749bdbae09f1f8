package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// sentenceSpeaker reads whose words stand between quotation marks inside a
// sentence that reports what somebody has said ("NN har sagt att planen ”inte är
// aktuell”"), or behind a question for it ("Vad svarade NN? ”Nej tack.”").
func (a *analysis) sentenceSpeaker(q *corpus.Quote, at int) (speaker int, verb string, confidence float64) {
	if q.Dash || !q.Cue.Empty() || at >= len(a.tokens) || strings.Count(q.Of(a.text), " ") < 2 {
		return none, "", 0
	}
	from := at - 1
	for from >= 0 && a.tokens[from+1].gap != blank && a.tokens[from].kind != swedish.Word && a.lower(from) != "?" {
		from--
	}
	if from < 0 || a.tokens[from+1].gap == blank || a.lower(from) != "?" && !a.follows(from+1) {
		return none, "", 0
	}
	s := extent{a.sentenceOf(from).from, from + 1}
	if p, ok := a.mentionAt(from, graph.Person); ok && a.accordingTo(p, s.from) {
		return p, "enligt", .75
	}
	for i := from; i >= s.from; i-- {
		if a.owner[i] >= 0 || !a.is(i, saying) && !perfectSaying(a.lower(i)) {
			continue
		}
		subject := i
		if perfectSaying(a.lower(i)) {
			if subject--; a.lower(subject) != "har" && a.lower(subject) != "hade" {
				return none, "", 0
			}
		}
		if p := a.subject(subject, s); p != none {
			return p, a.lower(i), .75
		}
		return none, "", 0
	}
	return none, "", 0
}

// accordingTo reports whether a name, perhaps behind a title, follows enligt.
func (a *analysis) accordingTo(p, from int) bool {
	for i := a.extent[p].from - 1; i >= from && a.extent[p].from-i <= 4; i-- {
		if a.lower(i) == "enligt" {
			return true
		}
		if !a.is(i, role|status) && !a.modifier(i) {
			return false
		}
	}
	return false
}

// signedBelow returns the person whose name stands alone below a quotation that
// fills its paragraph, with what she is, as below quotations set apart.
func (a *analysis) signedBelow(q *corpus.Quote) int {
	if q.Dash || !a.fillsParagraph(q) {
		return none
	}
	at := a.tokenAt(q.End)
	for at < len(a.tokens) && a.tokens[at].kind != swedish.Word {
		at++
	}
	p, ok := a.mentionAt(at, graph.Person)
	if !ok || a.extent[p].from != at || !strings.Contains(a.text[q.End:a.tokens[at].start], "\n") || !strings.Contains(a.mentions[p].Name, " ") {
		return none
	}
	end := a.extent[p].to
	if end < len(a.tokens) && a.tokens[end].gap < newline && a.lower(end) != "," && a.lower(end) != "(" {
		return none
	}
	for end < len(a.tokens) && a.tokens[end].gap < newline {
		if l := a.lower(end); a.is(end, saying|verb) || l == "." {
			return none
		}
		end++
	}
	return p
}

// toldBefore returns the person whom the sentence right before a quotation of
// whole sentences is about: "NN är stolt. ”Det är mitt bästa verk.".
func (a *analysis) toldBefore(q *corpus.Quote) int {
	words := q.Of(a.text)
	if q.Dash || !q.Cue.Empty() || a.in.Structure.Kind != corpus.KindArticle || strings.Count(words, " ") < 3 || !strings.ContainsAny(words[len(words)-1:], ".!?") {
		return none
	}
	at := a.tokenAt(q.Start)
	if at >= len(a.tokens) || !a.is(at, capital) {
		return none
	}
	mark := at - 1
	for mark >= 0 && a.tokens[mark+1].gap != blank && a.tokens[mark].kind != swedish.Word && a.lower(mark) != "." {
		mark--
	}
	if mark < 1 || a.lower(mark) != "." || a.tokens[mark+1].gap == blank {
		return none
	}
	s := a.sentenceOf(mark)
	p, several := a.onlyPerson(s.from, s.to)
	const opening = 5 // a name later in the sentence is named in passing
	if several || p == none || a.extent[p].from > s.from+opening {
		return none
	}
	return p
}

// perfectSaying tells verbs of saying as they stand behind har.
func perfectSaying(lower string) bool {
	switch lower {
	case "sagt", "skrivit", "förklarat", "uttryckt", "svarat", "hävdat", "menat", "påpekat", "konstaterat", "lovat", "kommenterat", "meddelat", "framhållit", "påstått":
		return true
	}
	return false
}
