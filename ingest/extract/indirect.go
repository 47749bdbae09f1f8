package extract

import (
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// indirect finds indirect speech: "NN menar att …", "NN berättar om …",
// "enligt NN", and presentations in minutes.
func (a *analysis) indirect() {
	quoted := a.quotedTokens()
	for i := range a.tokens {
		w := a.tokens[i].word
		if quoted[i] || a.owner[i] >= 0 {
			continue
		}
		switch {
		case w.is(saying) && !w.is(capital):
			a.reportAt(i)
		case w.lower == "enligt" && a.follows(i+1):
			p := a.subjectBehind(i, extent{i, len(a.tokens)})
			if p != none && !a.inAttendance(p) {
				a.sayIndirect(p, i, "enligt", .8)
			}
		}
	}
}

// quotedTokens marks the tokens inside quotes and their reporting clauses.
func (a *analysis) quotedTokens() map[int]bool {
	quoted := map[int]bool{}
	for i := range a.in.Structure.Quotes {
		q := a.in.Structure.Quotes[i]
		for _, span := range [...]extent{a.tokensIn(q.Span), a.tokensIn(q.Cue)} {
			for t := span.from; t < span.to; t++ {
				quoted[t] = true
			}
		}
	}
	return quoted
}

// reportAt reads the clause around a verb of saying.
func (a *analysis) reportAt(verb int) {
	within := a.sentenceOf(verb)
	p := a.subject(verb, within)
	if p == none || a.turnToken(verb) || a.inAttendance(p) || a.colonEnds(within) {
		return
	}
	lower := a.lower(verb)
	people := append(a.joined(p), p)
	for _, person := range people {
		if presents(lower) {
			a.present(person, verb, within)
		}
		if reportsSpeech(lower) || a.that(verb, within) {
			a.sayIndirect(person, verb, lower, .8)
		}
	}
}

// colonEnds reports whether the sentence opens a quotation, which is direct
// speech.
func (a *analysis) colonEnds(e extent) bool {
	return a.lower(e.to-1) == ":" || slices.ContainsFunc(a.tokens[e.from:e.to], func(t token) bool { return t.word.text == ":" }) && a.quoteBehind(e)
}

// quoteBehind reports whether a quote begins inside the sentence.
func (a *analysis) quoteBehind(e extent) bool {
	span := a.span(e.from, e.to)
	return slices.ContainsFunc(a.in.Structure.Quotes, func(q corpus.Quote) bool { return q.Start > span.Start && q.Start < span.End })
}

// joined are the people joined to the subject p by och or commas, each
// perhaps with brackets: A och B (Forte) och C (Vinnova) berättar.
func (a *analysis) joined(p int) []int {
	var out []int
	at := a.extent[p].from - 1
	for at > 0 && (a.lower(at) == "och" || a.lower(at) == "samt" || a.lower(at) == "," && len(out) > 0) {
		other, ok := a.subjects[at]
		if !ok {
			other, ok = a.mentionAt(at-1, graph.Person)
		}
		if !ok || !a.sameSentence(at, a.extent[p].from) || a.extent[other].from >= at {
			break
		}
		out = append(out, other)
		at = a.extent[other].from - 1
	}
	return out
}

// that reports whether "att" opens a clause soon behind the verb.
func (a *analysis) that(verb int, within extent) bool {
	for i := verb + 1; i < within.to && i < verb+8; i++ {
		if a.lower(i) == "att" {
			return true
		}
	}
	return false
}

// reportsSpeech tells which verbs report speech without a clause in "att".
func reportsSpeech(lower string) bool {
	switch lower {
	case "hälsar", "hälsade", "öppnar", "öppnade", "avslutar", "avslutade", "inleder", "inledde", "tackar", "tackade",
		"ler", "skrattar", "suckar", "presenterar", "presenterade", "skriver", "skrev", "tror", "trodde", "hoppas", "hoppades",
		"fortsätter", "fortsatte", "lovar", "lovade", "bedömer", "bedömde", "tycker", "tyckte", "sa", "sade", "säger", "noterar":
		return false
	}
	return true
}

// presents tells which verbs present something at a meeting.
func presents(lower string) bool {
	switch lower {
	case "presenterar", "presenterade", "berättar", "berättade", "redogör", "redogjorde", "informerar", "informerade",
		"föredrar", "föredrog", "rapporterar", "rapporterade":
		return true
	}
	return false
}

// present states that a person presents an item of the meeting, or a report
// that the sentence names.
func (a *analysis) present(p, verb int, within extent) {
	evidence := Evidence{a.span(within.from, within.to), "presentation", .8}
	for i := verb + 1; i < within.to; i++ {
		if report, ok := a.mentionAt(i, graph.Report); ok && (a.lower(verb) == "presenterar" || a.lower(verb) == "presenterade") {
			a.fact(graph.Presented, mentioned(p), mentioned(report), nil, evidence)
			break
		}
	}
	section, ok := a.agendaItem(a.tokens[verb].start)
	if !ok && a.in.Structure.Kind != "minutes" {
		return
	}
	attributes := map[string]string{}
	if section != "" {
		attributes["item"] = section
	}
	a.fact(graph.Presented, mentioned(p), document(), attributes, evidence)
}

// agendaItem returns the number of the agenda item at an offset, and whether
// the offset is in one.
func (a *analysis) agendaItem(offset int) (string, bool) {
	number, found := "", false
	for i := range a.in.Structure.Sections {
		s := &a.in.Structure.Sections[i]
		if s.Agenda && s.Body.Start <= offset && offset < s.Body.End {
			number, found = s.Number, true // the innermost comes last
		}
	}
	return number, found
}

// sayIndirect states indirect speech; its evidence is the sentence.
func (a *analysis) sayIndirect(p, at int, verb string, confidence float64) {
	to := a.passageAt(a.tokens[at].start)
	if to == none {
		return
	}
	e := a.sentenceOf(at)
	span := a.span(e.from, e.to)
	a.fact(graph.Said, mentioned(p), passage(to), map[string]string{"mode": "indirect", "verb": verb}, Evidence{span, "indirect-speech", confidence})
	a.said = append(a.said, utterance{span, p})
}

// sentenceOf returns the sentence around a token.
func (a *analysis) sentenceOf(i int) extent {
	from, to := i, i+1
	for from > 0 && a.tokens[from].gap != blank && a.tokens[from-1].sentence == a.tokens[i].sentence {
		from--
	}
	for to < len(a.tokens) && a.tokens[to].gap != blank && a.tokens[to].sentence == a.tokens[i].sentence {
		to++
	}
	return extent{from, to}
}

// turnToken reports whether the token is spoken in a transcript.
func (a *analysis) turnToken(i int) bool {
	if len(a.in.Structure.Turns) == 0 {
		return false
	}
	p := a.passageAt(a.tokens[i].start)
	return p != none && a.in.Structure.Passages[p].Turn >= 0
}

// inAttendance reports whether the mention is an entry of the list.
func (a *analysis) inAttendance(p int) bool { return a.mentions[p].Method == "attendance-list" }
