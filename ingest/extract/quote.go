package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// quotes finds who says what stands between quotation marks or behind a
// dialogue dash.
func (a *analysis) quotes() {
	last, lastEnd := none, -1
	for i := range a.in.Structure.Quotes {
		q := &a.in.Structure.Quotes[i]
		if q.Empty() || !q.Valid(a.text) {
			continue
		}
		judge, judged := a.judges(q)
		if judge == none && !q.Dash && a.namesWork(q) {
			continue
		}
		speaker, verb, confidence := a.quoteSpeaker(q)
		if speaker == none && judge != none {
			speaker, verb, confidence = judge, judged, .75
		}
		if speaker == none {
			if speaker = a.signedBelow(q); speaker != none {
				confidence = .8
			} else if speaker = a.toldBefore(q); speaker != none {
				confidence = .6
			}
		}
		whole := q.Dash || q.Cue.Empty() && a.fillsParagraph(q)
		if speaker == none && whole {
			speaker, confidence = a.goesOn(q, last, lastEnd)
		}
		if speaker == none {
			if !whole {
				continue
			}
			last = none
			continue
		}
		last, lastEnd = speaker, max(q.End, q.Cue.End)
		a.sayDirect(speaker, verb, q, confidence)
	}
}

// judges reads "NN kallar förslaget ”ett lyft”": whose words stand between
// quotation marks inside the sentence about what she thinks of something.
func (a *analysis) judges(q *corpus.Quote) (speaker int, verb string) {
	at := a.tokenAt(q.Start)
	if q.Dash || !q.Cue.Empty() || at >= len(a.tokens) || !strings.Contains(q.Of(a.text), " ") {
		return none, ""
	}
	s := a.sentenceOf(at)
	for i := at - 1; i >= s.from; i-- {
		switch a.lower(i) {
		case "kallar", "kallade", "kallat", "beskriver", "beskrev", "betecknar", "betecknade", "dömer", "avfärdar", "avfärdade", "liknar":
			subject := i
			if a.lower(i-1) == "har" || a.lower(i-1) == "hade" {
				subject--
			}
			if p := a.subject(subject, s); p != none && a.extent[p].to <= at {
				return p, a.lower(i)
			}
		}
	}
	return none, ""
}

// namesWork reports whether what stands between quotation marks is the name of a
// work or a term, by the word before it: boken ”…”, kallas ”…”.
func (a *analysis) namesWork(q *corpus.Quote) bool {
	at := a.tokenAt(q.Start)
	for at > 0 && at < len(a.tokens) && a.tokens[at-1].kind != swedish.Word && a.tokens[at-1].sentence == a.tokens[at].sentence {
		at--
	}
	if at == 0 || at >= len(a.tokens) || a.lower(at) == ":" || !a.follows(at) {
		return false
	}
	switch a.lower(at - 1) {
	case "avhandlingen", "boken", "rapporten", "artikeln", "filmen", "skriften", "projektet", "programmet", "kampanjen", "utställningen", "serien", "podden", "romanen",
		"debattartikeln", "motionen", "uppropet", "rubriken", "begreppet", "begreppen", "ordet", "orden", "uttrycket", "temat", "namnet", "titeln", "heter", "kallas", "kallad",
		"kallade", "avsnittet", "låten", "essän", "studien", "konferensen", "seminariet", "föreläsningen", "kursen", "initiativet", "satsningen":
		return true
	}
	return false
}

// fillsParagraph reports whether a quotation of a sentence or more is all that
// its paragraph holds, as speech between quotation marks is.
func (a *analysis) fillsParagraph(q *corpus.Quote) bool {
	from, to := q.Start, q.End
	for from > 0 && a.text[from-1] != '\n' {
		from--
	}
	for to < len(a.text) && a.text[to] != '\n' {
		to++
	}
	const marks = " .,!?”\"“»«"
	if !strings.ContainsAny(a.text[max(q.Start, q.End-1):to], ".!?…") {
		return false // a heading
	}
	return strings.Trim(a.text[from:q.Start], marks) == "" && strings.Trim(a.text[q.End:to], marks) == "" && strings.Count(q.Of(a.text), " ") > 3
}

// goesOn returns who says what stands behind a dash without a reporting
// clause: whoever spoke right before, or whom the paragraph before is about.
func (a *analysis) goesOn(q *corpus.Quote, last, lastEnd int) (speaker int, confidence float64) {
	if last != none && (a.onlySpace(lastEnd, q.Start) || a.onlyQuestion(lastEnd, q.Start)) {
		return last, .7
	}
	if a.in.Structure.Kind != corpus.KindArticle || !q.Cue.Empty() {
		return none, 0
	}
	return a.spokenOf(q, last), .6
}

// spokenOf returns the person whom the paragraph above a line of speech is
// about: the only one it names, or the one its pronoun means. Between the
// paragraph's end and the speech stands nothing.
func (a *analysis) spokenOf(q *corpus.Quote, last int) int {
	at := a.tokenAt(q.Start)
	for at > 0 && at < len(a.tokens) && a.tokens[at].gap != blank && a.tokens[at-1].kind != swedish.Word {
		at-- // the dash
	}
	if at == 0 || at >= len(a.tokens) {
		return none
	}
	from := at - 1
	for from > 0 && a.tokens[from].gap < blank {
		from--
	}
	sentence := from
	for i := from + 1; i < at; i++ {
		if !a.sameSentence(i, i-1) {
			sentence = i
		}
	}
	found, several := a.onlyPerson(sentence, at)
	if found == none && !several {
		found, _ = a.onlyPerson(from, at)
	}
	const passing = 12 // a name later in the paragraph is named in passing
	if found != none && last != none && sentence == from && a.root(found) != a.root(last) && a.extent[found].from > from+passing {
		return none
	}
	return found
}

// onlyPerson returns the one person whom the tokens name or mean by a pronoun,
// none where that is nobody or several, which it tells.
func (a *analysis) onlyPerson(from, to int) (person int, several bool) {
	found := none
	for i := from; i < to; i++ {
		p, ok := a.mentionAt(i, graph.Person)
		if !ok && (a.lower(i) == "hon" || a.lower(i) == "han") {
			p, ok = a.anaphor(i), a.owner[i] >= 0
		}
		if !ok || p == none || a.mentions[p].Method == "turn-label" {
			continue
		}
		if found != none && a.root(found) != a.root(p) {
			return none, true
		}
		found = p
	}
	return found, false
}

// sayDirect states a direct quote.
func (a *analysis) sayDirect(speaker int, verb string, q *corpus.Quote, confidence float64) {
	to := a.passageAt(q.Start)
	if to == none {
		return
	}
	attributes := map[string]string{"mode": "direct"}
	if verb != "" {
		attributes["verb"] = verb
	}
	a.fact(graph.Said, mentioned(speaker), passage(to), attributes, Evidence{q.Span, "quote", confidence})
	a.said = append(a.said, utterance{q.Span, speaker})
}

// quoteSpeaker reads the reporting clause beside a quote, or the clause
// before it that ends in a colon.
func (a *analysis) quoteSpeaker(q *corpus.Quote) (speaker int, verb string, confidence float64) {
	if !q.Cue.Empty() {
		if speaker, verb = a.cueSpeaker(a.tokensIn(q.Cue)); speaker != none {
			return speaker, verb, .92
		}
	}
	at := a.tokenAt(q.Start)
	from := at
	for from > 0 && at-from < 60 {
		t := a.tokens[from-1]
		if t.kind == swedish.Word || t.kind == swedish.Number {
			if a.sentenceClosed(from, at) {
				break
			}
		}
		from--
	}
	if !a.colonBefore(at) {
		return a.sentenceSpeaker(q, at)
	}
	if speaker, verb = a.cueSpeaker(extent{from, at}); speaker != none {
		return speaker, verb, .8
	}
	if p, several := a.onlyPerson(from, at); p != none && !several && !a.namesWork(q) { // NN är positiv: – …
		return p, verb, .7
	}
	for i := from; i < at && q.Dash; i++ {
		if p, ok := a.mentionAt(i, graph.Person); ok {
			return p, verb, .7
		}
	}
	return none, verb, 0
}

// colonBefore reports whether a colon introduces the token, as in
// "berättade hon: –".
func (a *analysis) colonBefore(at int) bool {
	for i := at - 1; i >= 0 && at-i <= 3; i-- {
		if a.tokens[i].kind == swedish.Word {
			return false
		}
		if a.tokens[i].word.text == ":" {
			return true
		}
	}
	return false
}

// sentenceClosed reports whether a sentence ends between the tokens before
// the introducing colon.
func (a *analysis) sentenceClosed(from, at int) bool {
	for i := from; i < at; i++ {
		switch a.tokens[i].word.text {
		case ".", "?", "!":
			return true
		}
	}
	return false
}

// cueSpeaker finds subject and verb of a reporting clause.
func (a *analysis) cueSpeaker(e extent) (speaker int, verb string) {
	for i := e.from; i < e.to; i++ {
		if !a.is(i, saying) && !a.usedToSay(i) || a.owner[i] >= 0 {
			continue
		}
		if p := a.subject(i, e); p != none {
			return p, a.lower(i)
		}
		if verb == "" {
			verb = a.lower(i)
		}
	}
	if verb == "" {
		return none, ""
	}
	for i := e.from; i < e.to; i++ { // a cue whose order is unusual
		if p, ok := a.mentionAt(i, graph.Person); ok && a.mentions[p].Method != "turn-label" {
			return p, verb
		}
	}
	return none, verb
}

// usedToSay reports whether token i is the infinitive of "brukade säga"; the
// subject stands before the auxiliary.
func (a *analysis) usedToSay(i int) bool {
	return a.lower(i) == "säga" && (a.lower(i-1) == "brukade" || a.lower(i-1) == "brukar") && a.follows(i)
}

// subject finds who does the saying of the verb at token i, within the
// extent: right behind it, or before it with brackets or an apposition
// between.
func (a *analysis) subject(i int, within extent) int {
	if p := a.subjectBehind(i, within); p != none {
		return p
	}
	return a.subjectBefore(i, within)
}

// subjectBehind reads "säger (forskningsdirektör) Göran Hedlund", "säger hon".
func (a *analysis) subjectBehind(i int, within extent) int {
	for at := i + 1; at < within.to && at-i <= 8 && a.follows(at); at++ {
		if p, ok := a.mentionAt(at, graph.Person); ok {
			return p
		}
		if _, named := a.mentionAt(at+1, graph.Person); at == i+1 && !named && !a.is(at+1, capital) {
			if p := a.anaphor(at); p != none {
				return p
			}
		}
		if org, ok := a.mentionAt(at, graph.Organisation); ok && a.genitive(org) {
			continue // säger Vinnovas generaldirektör NN
		}
		w := a.tokens[at].word
		if !w.is(role|status) && !a.modifier(at) && w.lower != "och" && w.text != "-" {
			return none
		}
	}
	return none
}

// subjectBefore reads "Anna Ek (KI) berättar", "NN, utredare på X, menar",
// "hon säger".
func (a *analysis) subjectBefore(i int, within extent) int {
	at := i - 1
	if a.usedToSay(i) {
		at--
	}
	for at >= within.from && a.follows(at+1) && (a.lower(at) == "också" || a.lower(at) == "även" || a.lower(at) == "vidare" || a.lower(at) == "själv") {
		at--
	}
	if at < within.from || !a.follows(at+1) {
		return none
	}
	if p, ok := a.mentionAt(at, graph.Person); ok {
		return p
	}
	if p, ok := a.subjects[at+1]; ok {
		return p
	}
	return a.anaphor(at)
}

// onlyQuestion reports whether one short question lies between two offsets, as
// in an interview, and nobody is named in it.
func (a *analysis) onlyQuestion(from, to int) bool {
	if from < 0 || to <= from || to-from > 240 {
		return false
	}
	between := strings.TrimRight(a.text[from:to], " \n–—-\u00a0")
	if !strings.HasSuffix(between, "?") || strings.Count(between, "?") > 2 || strings.ContainsAny(between, "–—") {
		return false
	}
	for i := a.tokenAt(from); i < len(a.tokens) && a.tokens[i].start < to; i++ {
		if _, person := a.mentionAt(i, graph.Person); person {
			return false
		}
	}
	return true
}

// onlySpace reports whether nothing but white space, dashes and marks lies
// between two offsets.
func (a *analysis) onlySpace(from, to int) bool {
	if from < 0 || to < from {
		return false
	}
	for _, r := range a.text[from:to] {
		switch r {
		case ' ', '\n', '\t', '–', '—', '-', '.', ',', '”', '"', '“', '\u00a0':
		default:
			return false
		}
	}
	return true
}
