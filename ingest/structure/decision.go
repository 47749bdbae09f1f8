package structure

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findDecisions finds the decisions of minutes: what stands under a heading
// "Beslut", and sentences that say that something was decided.
func (p *parser) findDecisions() {
	if p.out.Kind != corpus.KindMinutes {
		return
	}
	section := -1
	for i := 0; i < len(p.lines); i++ {
		for section+1 < len(p.out.Sections) && p.headingStart(section+1) <= p.lines[i].Start {
			section++
		}
		if r := p.lines[i].role; r == roleBody || r == roleListItem {
			i = p.decisionsAt(i, section)
		}
	}
}

// decisionsAt finds the decisions that begin in the paragraph on line i, and
// returns the last line it looked at.
func (p *parser) decisionsAt(i, section int) int {
	under := p.isDecisionSection(section)
	if !under && (p.hasDecisionPart(section) || p.isProposal(section)) {
		return i
	}
	text := p.of(i)
	rest := text
	if body, ok := cutAnyPrefix(text, "Beslut:", "BESLUT:", "Beslut: "); ok {
		rest, under = strings.TrimLeft(body, " "), true
	}
	end := i
	for p.continues(end) {
		end++
	}
	span := corpus.Span{Start: p.lines[i].End - len(rest), End: p.lines[end].End}
	if n := itemLength(rest); n > 0 && !under {
		span.Start += n
	}
	switch {
	case span.Empty() || strings.HasSuffix(p.of(end), ":") || decides(span.Of(p.src)) == announces || under && leavesOpen(span.Of(p.src)):
		return p.decisionList(end, section, span, under)
	case under:
		p.addDecision(p.skipMarks(span), section)
	default:
		p.decidingSentences(span, section)
	}
	return end
}

// itemLength is the length of the number of an item of the agenda at the start
// of its text: "8. ", "10 a) ".
func itemLength(s string) int {
	digits, rest := cutDigits(s)
	if digits == "" || len(digits) > 2 {
		return 0
	}
	letter := strings.TrimLeft(rest, " ")
	if len(letter) > 1 && letter[0] >= 'a' && letter[0] <= 'k' && (letter[1] == ')' || letter[1] == '.') {
		rest = letter[1:]
	}
	if rest == "" || rest[0] != '.' && rest[0] != ')' {
		return 0
	}
	words := strings.TrimLeft(rest[1:], " \t\u00a0")
	if len(words) == len(rest)-1 || !startsUpper(words) {
		return 0
	}
	return len(s) - len(words)
}

// leavesOpen reports whether a line breaks off where its decisions follow:
// "Styrelsen föreslår fullmäktige besluta".
func leavesOpen(s string) bool {
	_, ok := cutAnySuffix(s, " besluta", " beslutar", " beslutade", " beslutat", " att", " besluta att")
	return ok
}

// decisionList adds the items below a line that announces decisions
// ("Styrelsen beslutar"), or the line itself where none follow.
func (p *parser) decisionList(i, section int, intro corpus.Span, under bool) int {
	if !intro.Empty() && decides(intro.Of(p.src)) == no && !under {
		return i
	}
	last := i
	for j := p.next(i); j < len(p.lines) && p.isDecisionItem(j); j = p.next(j) {
		start := p.skipMarks(p.lines[j].Span).Start
		end := j
		for p.continues(end) {
			end++
		}
		p.addDecision(corpus.Span{Start: start, End: p.lines[end].End}, section)
		j, last = end, end
	}
	if last == i && !intro.Empty() {
		p.addDecision(intro, section)
	}
	return last
}

// isDecisionItem reports whether line j is an item of a list of decisions.
func (p *parser) isDecisionItem(j int) bool {
	l := p.lines[j]
	if l.role != roleBody && l.role != roleListItem {
		return false
	}
	text := p.of(j)
	return l.role == roleListItem || hasAnyPrefix(text, "att ", "Att ", "- ", "– ") || leadingNumber(text) > 0 && !citesLaw(text)
}

// citesLaw reports whether a line begins with the chapter or section of a law:
// "7 kap. 18 b § miljöbalken", wrapped there.
func citesLaw(text string) bool {
	_, rest := cutDigits(text)
	return hasAnyPrefix(rest, " kap", " §", " a §", " b §", " c §", " st.", " mom")
}

// decidingSentences adds the sentences of a paragraph that say that something
// was decided.
func (p *parser) decidingSentences(s corpus.Span, section int) {
	if !containsAny(s.Of(p.src), "eslut", "eslöt", "godkän", "aststäl", "handlingarna", "utse", "valde", "väljer", "väljs", "bevilj", "avslog", "avslår", "antog", "bifaller", "biföll", "uppdr", "utsågs", "enades", "bordl", "återremit") {
		return
	}
	for _, r := range swedish.Sentences(s.Of(p.src)) {
		sentence := corpus.Span{Start: s.Start + r.Start, End: s.Start + r.End}
		if decides(sentence.Of(p.src)) == yes {
			p.addDecision(sentence, section)
		}
	}
}

// addDecision adds a decision.
func (p *parser) addDecision(s corpus.Span, section int) {
	if s = trimSpan(p.src, s); !s.Empty() && !dissents(s.Of(p.src)) {
		p.out.Decisions = append(p.out.Decisions, corpus.Decision{Span: s, Section: section})
	}
}

// dissents reports whether a paragraph records who took no part in a decision,
// which may stand below it.
func dissents(s string) bool {
	const longest = 200
	return len(s) <= longest && containsAny(s, "anmält förhinder", "anmäler förhinder", "reserverar sig", "reserverade sig", "deltar inte i beslut", "deltog inte i beslut",
		"deltar ej i beslut", "anmäler jäv", "anmälde jäv", "lämnar ett särskilt yttrande", "lämnar särskilt yttrande")
}

// isDecisionSection reports whether a section is headed "Beslut".
func (p *parser) isDecisionSection(section int) bool {
	if section < 0 {
		return false
	}
	title := strings.ToLower(p.out.Sections[section].Heading.Of(p.src))
	if strings.Contains(title, "förslag") || strings.Contains(title, "tidigare") {
		return false
	}
	return title == "beslut" || strings.HasSuffix(title, " beslut")
}

// isProposal reports whether what a section holds was proposed, recounted or
// asked and not decided.
func (p *parser) isProposal(section int) bool {
	if section < 0 {
		return false
	}
	if p.heads[section].number.style != styleNone {
		return false // an item of the agenda, "12. Styrelsens förslag", holds what was decided on it
	}
	title := strings.ToLower(p.out.Sections[section].Heading.Of(p.src))
	return containsAny(title, "förslag", "yrkande", "beslutsgång", "bakgrund", "sammanfattning", "tidigare", "beslutsunderlag", "reservation")
}

// hasDecisionPart reports whether the item that a section belongs to has a
// part headed "Beslut": then nothing else in it is a decision.
func (p *parser) hasDecisionPart(section int) bool {
	top := section
	for top >= 0 && p.parents[top] >= 0 {
		top = p.parents[top]
	}
	for i := max(top, 0); i < len(p.out.Sections) && top >= 0; i++ {
		if i > top && p.out.Sections[i].Level <= p.out.Sections[top].Level {
			return false
		}
		if p.isDecisionSection(i) {
			return true
		}
	}
	return false
}

// verdict says whether a sentence decides something.
type verdict uint8

const (
	no verdict = iota
	yes
	announces // the decisions follow as a list
)

// decides judges a sentence.
func decides(s string) verdict {
	lower := strings.ToLower(s)
	for _, verb := range [...]string{"beslutar", "beslutade", "beslutades", "beslutas", "beslutat", "beslöt", "beslöts"} {
		at := strings.Index(lower, verb)
		if at < 0 || isUndecided(lower[:at]) {
			continue
		}
		after := lower[at+len(verb):]
		if after != "" && after[0] != ' ' && after[0] != ':' && after[0] != '.' {
			continue // beslutade has beslutad in it
		}
		if v := verdictOf(strings.TrimLeft(after, " "), at == 0); v != no {
			return v
		}
	}
	return formulaVerdict(lower)
}

// isUndecided reports whether the words before a verb of deciding make a plan,
// a proposal, a question or a report of it.
func isUndecided(before string) bool {
	return containsAny(" "+before, " ska ", " skall ", "föreslår", "föreslog", "förslag", "kommer att", " kan ", " får ", " bör ", "yrkar", " inför ",
		" innan ", "finner att", "frågar", " när ", " om att ", "har tidigare")
}

// verdictOf judges by what follows a verb of deciding.
func verdictOf(after string, first bool) verdict {
	after, _ = cutAnyPrefix(after, "därför ", "också ", "även ", "enhälligt ", "vidare ", "samtidigt ", "slutligen ")
	switch {
	case hasAnyPrefix(after, "inte ", "ej "):
		return no
	case after == "" || after == "att" || after == "att:" || after[0] == ':' || hasAnyPrefix(after, "följande:"):
		return announces
	case hasAnyPrefix(after, "efter ", "med ", "utan ") && strings.Contains(after, " att"):
		return yes
	case hasAnyPrefix(after, "att ", "om ", "enligt ", "i enlighet", "i övrigt") || first:
		return yes
	}
	if subject, rest, ok := strings.Cut(after, " "); ok && isMeeting(subject) {
		return verdictOf(rest, false) // "Efter omröstning beslutade stämman att"
	}
	return no
}

// isMeeting reports whether a word (lower case) is a body that decides, in
// the definite form.
func isMeeting(word string) bool {
	_, ok := cutAnySuffix(word, "stämman", "mötet", "styrelsen", "nämnden", "fullmäktige", "utskottet", "gruppen", "rådet", "kommittén", "ledningen", "direktionen", "föreningen", "förbundet")
	return ok
}

// elects reports whether a sentence (lower case) begins with a meeting that
// grants or elects: "Stämman valde", "Årsmötet beviljar".
func elects(lower string) bool {
	subject, rest, ok := strings.Cut(lower, " ")
	return ok && isMeeting(subject) && hasAnyPrefix(rest, "valde", "väljer", "utser", "utsåg", "beviljade", "beviljar", "godkände", "godkänner", "fastställde",
		"fastställer", "antog ", "avslog", "avslår", "biföll", "bifaller", "bordlade", "bordlägger", "återremitterade", "återremitterar", "tillstyrkte",
		"uppdrar", "uppdrog") || ok && isMeeting(subject) && hasAnyPrefix(rest, "ger ", "gav ", "lämnar ") && strings.Contains(rest, " i uppdrag")
}

// formulaVerdict knows the formulas in which minutes record decisions without
// the word.
func formulaVerdict(lower string) verdict {
	const longest = 250
	if len(lower) > longest || containsAny(lower, "ska godkänna", "ska fastställa", "föreslås", "förslag", "inte godkän", "ska utses", "ska väljas") {
		return no
	}
	if elects(lower) {
		return yes
	}
	if containsAny(lower, "enades om att", "godkändes", "godkänns", "fastställdes", "fastställs", "fastslogs", "lades till handlingarna", "läggs till handlingarna",
		"lägger till handlingarna", "valdes till", "väljs till", "utsågs till", "utses till", "utses att", "utsågs att", "valdes att", "väljs att", "justerare valdes",
		"justerare utsågs", "justerare utses", "beviljades", "beviljas", "avslogs", "bifölls", "antogs", "justerare väljs", "bordläggs", "bordlades", "återremitteras", "återremitterades") {
		return yes
	}
	return no
}
