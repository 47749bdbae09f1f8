package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// plan finds strategies, action plans and road maps by name, in any of the
// forms in which one and the same plan is spoken of: "life
// science-strategin", "den nationella strategin för life science",
// "regeringens Life Science strategi".
func (f *finder) plan(i int, word, head string, definite bool) (Reference, bool) {
	if !reportWord(word) && word != head {
		return Reference{}, false // "strategier" names none
	}
	topic, start := f.compoundTopic(i, word, head)
	end := i
	if topic == "" {
		topic, end = f.topicBehind(i)
	}
	owner, ownerSpan, first, owned := f.ownerOf(start)
	owned = owned && (definite || owner != "")
	if topic == "" && owned {
		topic, start = f.topicBefore(i, first)
	}
	if topic == "" && definite {
		topic, start = f.foreignBefore(i)
	}
	named := definite || owned || capital(f.word(i)) && start == i || f.capitalAttribute(i)
	if topic == "" || !named {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[start].Start, End: f.tokens[end].End}, MethodPlan, .8)
	if f.capitalAttribute(i) && start == i {
		r.Start = f.tokens[i-1].Start
	}
	if end == i && strings.HasSuffix(word, "s") && cueWithout(word) {
		r.End--
	}
	f.takePeriod(&r, end)
	r.Number, r.Name, r.Canonical = "", head+" "+topic, foldTitle(head+" "+topic)
	if start == i && end == i {
		r.Name = f.compoundName(i, word, head, r.Name)
	}
	if owner == "" {
		if !definite {
			f.publishedInClause(&r, r.Start)
		}
		return r, true
	}
	r.Publisher, r.PublisherSpan = owner, ownerSpan
	if !national(owner) {
		r.Name, r.Canonical = owner+": "+r.Name, foldTitle(owner)+" "+r.Canonical
	}
	return r, true
}

// takePeriod takes in the years that a plan is for, right behind its last token:
// "handlingsplan mot mobbning 2021–2024".
func (f *finder) takePeriod(r *Reference, last int) {
	from := f.word(last + 1)
	if len(from) != 4 || !year(from) || from < "1900" || !f.adjacent(last) || f.tokens[last].End != r.End {
		return
	}
	if dash := f.word(last + 2); dash != "–" && dash != "-" || !year(f.word(last+3)) {
		return
	}
	r.End = f.tokens[last+3].End
}

// compoundName is the base form of a compound such as "livsmedelsstrategin",
// capitalised where the text shows it to be a name; otherwise the name given.
func (f *finder) compoundName(i int, word, head, otherwise string) string {
	prefix := word[:strings.LastIndex(word, head)]
	if prefix == "" || strings.HasSuffix(prefix, "-") {
		return otherwise
	}
	written := f.word(i)
	if capital(written) && !sentenceStart(f, i) && strings.HasPrefix(strings.ToLower(written), prefix) && len(written) == len(word) {
		return written[:len(prefix)] + head
	}
	return prefix + head
}

// cueWithout reports whether a word without its last letter is still a form of
// a plan's noun, so that the letter is a genitive ending.
func cueWithout(word string) bool {
	_, _, ok := cueOf(word[:len(word)-1])
	return ok
}

// compoundTopic returns what the first part of a compound such as
// "livsmedelsstrategin" or "life science-strategin" is about, and the token
// the name begins with.
func (f *finder) compoundTopic(i int, word, head string) (topic string, start int) {
	prefix := word[:strings.LastIndex(word, head)]
	if prefix == "" || prefix == "del" {
		return "", i
	}
	if base, hyphen := strings.CutSuffix(prefix, "-"); hyphen {
		start = i
		if i > 0 && f.gap(i-1) == " " && f.nameWord(i-1) {
			start = i - 1
			return "för " + strings.ToLower(f.word(i-1)) + " " + base, start
		}
		if short := f.text[f.tokens[i].Start : f.tokens[i].Start+len(base)]; strings.ToUpper(short) == short {
			base = short
		}
		return "för " + base, start
	}
	if i > 0 && f.gap(i-1) == " " && foreign(prefix) && f.nameWord(i-1) && foreign(f.word(i-1)) {
		return "för " + strings.ToLower(f.word(i-1)) + " " + prefix, i - 1
	}
	return "för " + unlink(prefix), i
}

// nameWord reports whether a token can be the first word of a topic of
// several words before a hyphen: capitalised, or no everyday Swedish word.
func (f *finder) nameWord(i int) bool {
	word := f.word(i)
	if i < 0 || f.tokens[i].Kind != swedish.Word || swedish.IsStopword(word) {
		return false
	}
	if _, genitive := swedish.Genitive(word); genitive && capital(word) {
		return false
	}
	if capital(word) {
		return !sentenceStart(f, i) || foreign(word)
	}
	return foreign(word)
}

// foreign reports whether a word is rare or unknown in Swedish running text.
func foreign(word string) bool {
	lower, _, _, _ := swedish.Frequency(strings.ToLower(word))
	return lower < 150 && !empty(strings.ToLower(word)) && swedish.Lemma(word) == strings.ToLower(word) && swedish.Split(word) == nil
}

// unlink removes the linking -s of a compound's first part where the part is
// a word without it.
func unlink(prefix string) string {
	base, ok := strings.CutSuffix(prefix, "s")
	if !ok {
		return prefix
	}
	with, _, _, _ := swedish.Frequency(prefix)
	without, _, _, _ := swedish.Frequency(base)
	if without >= with {
		return base
	}
	return prefix
}

// topicBehind returns what follows "för", "mot" or "om" behind a plan's noun.
func (f *finder) topicBehind(i int) (topic string, end int) {
	link := f.word(i + 1)
	if link != "för" && link != "mot" && link != "om" || !f.adjacent(i) || !f.adjacent(i+1) {
		return "", i
	}
	end = f.nounPhraseEnd(i+2, false)
	if end < i+2 {
		return "", i
	}
	span := corpus.Span{Start: f.tokens[i+2].Start, End: f.tokens[end].End}
	topic = link + " " + strings.ToLower(collapse(span.Of(f.text)))
	return topic, end
}

// topicBefore returns the words between an owner and a plain "strategi".
func (f *finder) topicBefore(i, first int) (topic string, start int) {
	for first < i && generic(f.word(first)) {
		first++
	}
	if first >= i || i-first > 3 || !f.named(first, i) {
		return "", i
	}
	span := corpus.Span{Start: f.tokens[first].Start, End: f.tokens[i-1].End}
	return "för " + strings.ToLower(collapse(span.Of(f.text))), first
}

// named reports whether tokens in [from, to) can be the topic of a plan:
// capitalised or foreign words.
func (f *finder) named(from, to int) bool {
	for i := from; i < to; i++ {
		word := f.word(i)
		if f.tokens[i].Kind != swedish.Word || empty(strings.ToLower(word)) || !capital(word) && !foreign(word) {
			return false
		}
	}
	return true
}

// foreignBefore returns the two foreign words right before a plan's noun:
// "life science strategin".
func (f *finder) foreignBefore(i int) (topic string, start int) {
	if i < 2 || !f.adjacent(i-1) || !f.adjacent(i-2) || !f.named(i-2, i) || !foreign(f.word(i-1)) {
		return "", i
	}
	span := corpus.Span{Start: f.tokens[i-2].Start, End: f.tokens[i-1].End}
	return "för " + strings.ToLower(collapse(span.Of(f.text))), i - 2
}

// empty reports whether a word is a function word.
func empty(word string) bool {
	switch word {
	case "den", "det", "de", "här", "där", "denna", "detta", "dessa", "som", "om", "i", "på", "av", "för", "till", "med", "och", "eller", "men", "att", "är", "var", "ska", "har", "hade", "kan", "vill", "inte", "en", "ett", "sin", "sitt", "sina", "vår", "vårt", "våra", "er", "deras", "dess", "hans", "hennes", "nu", "då", "när", "så", "vi", "ni", "dom", "man", "jag", "du", "han", "hon", "från", "under", "över", "efter", "före", "inom", "mot", "vid", "hos", "genom", "enligt", "utan", "också", "även", "hur", "vad", "vilken", "vilket", "vilka", "bland", "samt", "än", "blir", "blev", "får", "fick", "gör", "går", "ser", "ger", "tar", "finns", "måste", "bör", "skulle", "kommer", "alla", "andra", "många", "några", "varje", "sedan", "redan", "bara", "mycket", "mer", "mest", "ju", "väl", "nog", "ja", "nej", "därtill", "därmed", "därför", "dessutom", "alltså", "dock", "således", "annat", "framför":
		return true
	}
	return swedish.IsStopword(word)
}

// ownerOf walks left from a plan's name to the owner it stands with. first is
// the token after the owner.
func (f *finder) ownerOf(start int) (name string, span corpus.Span, first int, owned bool) {
	for j := start - 1; j >= 0 && start-j < 5 && f.adjacent(j); j-- {
		word := f.word(j)
		if base, span, ok := f.genitiveName(j); ok {
			return base, span, j + 1, true
		}
		if word == "den" || word == "Den" || word == "svenska" || word == "nationella" && f.word(j-1) == "den" {
			return "", corpus.Span{}, j + 1, true
		}
		if empty(word) || f.tokens[j].Kind != swedish.Word {
			break
		}
	}
	return "", corpus.Span{}, start, false
}

// capitalAttribute reports whether the token before is a capitalised
// attribute inside a sentence's run, as in "Nationell strategi för …".
func (f *finder) capitalAttribute(i int) bool {
	word := f.word(i - 1)
	return i > 0 && f.adjacent(i-1) && capital(word) && generic(strings.ToLower(word))
}

// generic reports whether an attribute tells nothing of which plan is meant.
func generic(word string) bool {
	switch word {
	case "nationell", "nationella", "nationellt", "regionalt", "svensk", "svenska", "ny", "nya", "egen", "egna", "senaste", "gällande", "uppdaterad", "uppdaterade", "gemensam", "gemensamma", "samlad", "samlade", "långsiktig", "långsiktiga", "övergripande", "regional", "regionala":
		return true
	}
	return false
}

// national reports whether an owner stands for the country as a whole.
func national(owner string) bool {
	switch strings.ToLower(owner) {
	case "regeringen", "sverige", "staten", "land", "landet":
		return true
	}
	return false
}

// dated finds names that end in a target year: "Vision e-hälsa 2025",
// "Agenda 2030".
func (f *finder) dated(i int, word string) bool {
	if !datedWord(word) || !capital(f.word(i)) {
		return false
	}
	for j := i + 1; j-i <= 5 && f.adjacent(j-1); j++ {
		next := f.word(j)
		if len(next) == 4 && next[:2] == "20" && year(next) {
			return f.addDated(i, j, next)
		}
		ok := j < len(f.tokens) && f.tokens[j].Kind == swedish.Word && (!empty(next) || next == "för" || next == "och")
		if !ok {
			return false
		}
	}
	return false
}

// datedWord reports whether a lower-case word names a plan that a target year
// can identify: "översiktsplan", "miljöprogram".
func datedWord(word string) bool {
	if word == "vision" || word == "agenda" || word == "målbild" {
		return true
	}
	for _, end := range []string{"strategi", "plan", "program", "undersökning", "barometern"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

func (f *finder) addDated(i, j int, target string) bool {
	if f.word(j+1) == "–" || f.word(j+1) == "-" {
		if last := f.word(j + 2); len(last) == 4 && year(last) && f.tokens[j+2].Start-f.tokens[j].End <= 5 {
			j += 2 // "2024–2030"
		}
	}
	r := f.plain("", corpus.Span{Start: f.tokens[i].Start, End: f.tokens[j].End}, MethodPlan, .85)
	r.Number, r.Year = "", ""
	r.Name = collapse(r.Of(f.text))
	r.Canonical = foldTitle(r.Name)
	f.publisherTrailing(&r)
	if target == "" || strings.Contains(f.text[r.Start:r.End], "\n") {
		return false
	}
	f.add(r)
	return true
}

// nounPhraseEnd returns the last token of the noun phrase that begins at i:
// attributes, a noun and what "och" or, where deep, a preposition adds to it.
func (f *finder) nounPhraseEnd(i int, deep bool) int {
	end, noun := i-1, false
	for k := i; k < len(f.tokens) && k-i < 12 && (k == i || f.adjacent(k-1)); k++ {
		word := f.word(k)
		lower := strings.ToLower(word)
		switch {
		case f.tokens[k].Kind != swedish.Word:
			return end
		case links(lower, deep) && noun:
			noun = false
			continue
		case k == i && (lower == "en" || lower == "ett"):
			continue
		case empty(lower) && (!deep || !determiner(lower)) || verbal(lower) || k > i && f.word(k-1) == "och" && finite(lower):
			return end
		case k > i && f.opensAnother(k, lower):
			return end
		case k > i && directional(f.word(k-1)) && !capital(word):
			end, noun = k, true // Norra hamnen
			continue
		case k > i && capital(word) && (f.word(k-1) == "av" || f.word(k-1) == "och" && !capital(f.word(i))):
			return end
		case noun && capital(f.word(k-1)) && (capital(word) || placeNoun(lower)):
			end = k
			continue
		case noun && (!foreign(word) || !foreign(f.word(k-1))):
			return end
		}
		if owns(lower) && k > i-1 {
			end, noun = k, false // "forskningens roll": the noun is still to come
			continue
		}
		if noun = !attributive(lower) && !f.baseAdjective(k, lower); noun {
			end = k
		}
	}
	return end
}

// placeNoun tells the nouns that a place's name goes on with: "Norrviks kommun".
func placeNoun(word string) bool {
	switch word {
	case "kommun", "län", "stad", "bruk", "slott", "hamn", "station", "socken", "centrum", "skärgård", "kommuns", "läns", "stads":
		return true
	}
	return false
}

// owns reports whether a word looks like a definite noun in the genitive.
func owns(word string) bool {
	for _, end := range []string{"ens", "ets", "nas", "ers", "ars", "ors"} {
		if strings.HasSuffix(word, end) && len(word) > 6 {
			return true
		}
	}
	definite, ok := strings.CutSuffix(word, "s")
	if !ok || !strings.HasSuffix(definite, "an") || len(word) <= 6 {
		return false
	}
	base := swedish.Lemma(definite) // skolans, but neither balans nor distans
	return base != definite && uses(base) > 0
}

// topicEnd is the end of the noun phrase, prepositions included, that a
// statute's title is.
func (f *finder) topicEnd(i int) int { return f.nounPhraseEnd(i, true) }

func links(word string, deep bool) bool {
	switch word {
	case "och", "samt", "eller":
		return true
	case "i", "av", "till", "för", "mot", "om", "på", "inom", "vid", "med", "från":
		return deep || word == "mot" || word == "av"
	}
	return false
}

func determiner(word string) bool {
	switch word {
	case "vissa", "viss", "visst", "särskilda", "särskild", "andra", "annan":
		return true
	}
	return false
}

// attributive reports whether a word looks like an adjective or participle
// rather than like a noun.
func attributive(word string) bool {
	for _, end := range []string{"iska", "isk", "iskt", "liga", "lig", "ligt", "iga", "ade", "ande", "ende", "ella", "ell", "ala", "al", "bar", "bara", "bart", "iv", "iva", "ivt", "erad", "erat", "ad", "sam", "samma"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	if base, plural := strings.CutSuffix(word, "a"); plural && uses(base) > 50 && uses(base+"t") > 20 {
		return true
	}
	if base, more := strings.CutSuffix(word, "are"); more && uses(base+"ast") > 0 {
		return true
	}
	return determiner(word) || word == "allmän" || word == "allmänna" || word == "enskilda" || word == "mindre" || word == "större" || word == "god" || word == "goda" || word == "nära" || word == "nya" || word == "ny" || word == "mäns" || word == "artificiell"
}

// baseAdjective reports whether a word is an adjective in its base form before
// another word of the phrase: "fossilfri stålindustri". Its other forms are in
// use.
func (f *finder) baseAdjective(i int, word string) bool {
	if i+1 >= len(f.tokens) || f.tokens[i+1].Kind != swedish.Word || !f.adjacent(i) || links(f.word(i+1), true) || empty(strings.ToLower(f.word(i+1))) {
		return false
	}
	for _, end := range [...]string{"fri", "fria", "fritt", "säker", "säkra", "säkert", "rik", "lös", "full"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+2 {
			return true
		}
	}
	return uses(word+"a") > 20 && uses(word+"t") > 10 && uses(word+"en") == 0 && uses(word+"et") == 0
}

// verbal reports whether a word looks like a finite verb in a place where a
// noun might stand.
func verbal(word string) bool {
	for _, end := range []string{"ades", "eras", "erade", "erades", "ats", "ttes", "ddes", "ndes"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+1 {
			return true
		}
	}
	return false
}
