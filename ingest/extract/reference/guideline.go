package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// guideline finds guidelines, general advice, policies and plans that are named
// by their owner and what they are for: "Socialstyrelsens nationella riktlinjer
// för diabetesvård", "Skolverkets allmänna råd för arbetet mot mobbning".
func (f *finder) guideline(i int, word string) (Reference, bool) {
	if _, _, strategy := cueOf(word); strategy || !guidelineWord(word) || word == "råd" && !strings.EqualFold(f.word(i-1), "allmänna") {
		return Reference{}, false
	}
	topic, end := f.topicBehind(i)
	if r, ok := f.periodPlan(i, word); ok {
		return r, true
	}
	first := i
	if word == "råd" {
		first--
	}
	for first > 0 && i-first < 3 && f.adjacent(first-1) && f.tokens[first-1].Kind == swedish.Word && attributive(strings.ToLower(f.word(first-1))) && !capital(f.word(first-1)) {
		first--
	}
	owner, span, ok := f.genitiveName(first - 1)
	if first == 0 || !f.adjacent(first-1) {
		owner, ok = "", false
	}
	named := capital(f.word(i)) && (!sentenceStart(f, i) || compoundPlan(word) || steering(word) && f.word(i+1) == "för")
	if topic == "" || !ok && !named || ok && !capital(owner) {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[first].Start, End: f.tokens[end].End}, MethodPlan, .75)
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical = foldTitle(r.Name)
	f.takePeriod(&r, end)
	if ok {
		r.Publisher, r.PublisherSpan = owner, span
		if !national(owner) {
			r.Canonical = foldTitle(owner) + " " + r.Canonical
		}
	}
	r.Year = f.yearBeside(r.Span)
	return r, true
}

// periodPlan finds plans that are named by their years alone:
// "trafikförsörjningsprogram för 2025–2034".
func (f *finder) periodPlan(i int, word string) (Reference, bool) {
	if !compoundPlan(word) || f.word(i+1) != "för" || !year(f.word(i+2)) || !year(f.word(i+4)) || f.word(i+3) != "–" && f.word(i+3) != "-" || !f.adjacent(i) || !f.adjacent(i+1) {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[i].Start, End: f.tokens[i+4].End}, MethodPlan, .75)
	r.Number, r.Name = "", collapse(r.Of(f.text))
	r.Canonical = foldTitle(r.Name)
	f.publishedBy(&r, r.Start)
	return r, true
}

// compoundPlan reports whether a word says of what kind a plan is, so that it
// names one wherever it has a capital and a topic: "Vattentjänstplan för …".
func compoundPlan(word string) bool {
	for _, end := range [...]string{"policy", "program", "plan"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+3 {
			return true
		}
	}
	return false
}

// guidelineWord tells the plural and compound nouns of works that a body
// issues for others to follow, and of its own plans.
func guidelineWord(word string) bool {
	switch word {
	case "riktlinje", "riktlinjer", "råd", "föreskrifter", "policy", "program", "plan", "rekommendationer":
		return true
	}
	if steering(word) {
		return true
	}
	for _, end := range [...]string{"policy", "program", "plan", "riktlinjer"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// steering tells the works by which a board says how things are done and what
// they cost, so that they name one wherever they have a capital and a topic.
func steering(word string) bool {
	switch word {
	case "taxa", "reglemente", "delegationsordning", "arbetsordning", "riktlinje", "riktlinjer", "policy", "avgiftstaxa", "renhållningstaxa", "attestreglemente", "ordningsföreskrifter":
		return true
	}
	return false
}

// namedLaw finds laws and regulations that are named by what they are about:
// "lagen om offentlig upphandling", "förordningen om artificiell intelligens".
func (f *finder) namedLaw(i int, word string) (Reference, bool) {
	switch word {
	case "lagen", "lagens", "förordningen", "direktivet", "konventionen":
	default:
		return Reference{}, false
	}
	if f.word(i+1) != "om" || !f.adjacent(i) || !f.adjacent(i+1) {
		return Reference{}, false
	}
	end := f.topicEnd(i + 2)
	if end < i+2 || end == i+2 && len(f.word(end)) < 9 || pronounTopic(strings.ToLower(f.word(i+2))) {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[i].Start, End: f.tokens[end].End}, MethodLaw, .8)
	r.Number, r.Name = "", strings.TrimSuffix(word, "s")+" "+collapse(f.text[f.tokens[i+1].Start:f.tokens[end].End])
	r.Canonical = foldTitle(r.Name)
	r.Section = f.paragraph(i, r.Start)
	return r, true
}

// pronounTopic tells the words after "lagen om" that name no subject.
func pronounTopic(word string) bool {
	switch word {
	case "detta", "det", "den", "ändring", "ändringar", "hur", "vad", "att", "man":
		return true
	}
	return false
}
