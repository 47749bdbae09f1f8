package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// clause is how many tokens a subject and its verb may stand before the work.
const clause = 14

// publishedInClause finds the publisher that is the subject of the clause whose
// work stands at an offset: "Boverket har lämnat rapporten …", "I maj gav
// Skolverket ut handboken …", "Riksrevisionen konstaterar i rapporten …".
func (f *finder) publishedInClause(r *Reference, offset int) {
	i, stated := f.beforeWork(offset)
	for k := i; k >= 0 && i-k < clause && f.adjacent(k); k-- {
		word := strings.ToLower(f.word(k))
		if ends(word) && word != ")" && word != "(" {
			if stated {
				f.publishedBySubject(r, k+1, i)
			}
			return
		}
		if stated && word == "enligt" && k < i && f.bodyAt(k+1) {
			r.Publisher, r.PublisherSpan = f.bodyFrom(k+1, i)
			return
		}
		if k == 0 && stated && !states(word) {
			f.publishedBySubject(r, 0, i)
			return
		}
		if !issues(word) && (!stated || !states(word)) {
			if !stated && !f.adverbial(k) {
				return // what stands between a verb and its object says when
			}
			continue
		}
		if name, span := f.subject(k, i); name != "" {
			r.Publisher, r.PublisherSpan = name, span
		}
		return
	}
}

// beforeWork returns the last token of the clause before the work at an offset,
// and whether the work is where something is stated: "i rapporten" says where,
// "rapporten" what.
func (f *finder) beforeWork(offset int) (i int, stated bool) {
	i = f.tokenAt(offset) - 1
	for i >= 0 && f.adjacent(i) && (opening(f.word(i)) || f.describing(i)) {
		i--
	}
	if i >= 0 && (f.word(i) == "i" || f.word(i) == "om") && f.adjacent(i) {
		return i - 1, f.word(i) == "i"
	}
	return i, false
}

// publishedBySubject takes the body that opens the clause from token first on
// for the publisher of the work that it speaks of "i rapporten", when the
// clause names no other.
func (f *finder) publishedBySubject(r *Reference, first, last int) {
	for first <= last && (strings.EqualFold(f.word(first), "även") || strings.EqualFold(f.word(first), "också")) {
		first++
	}
	if first > last || !capital(f.word(first)) || swedish.GivenName(f.word(first)) || !f.publisherWord(first) && !organisationHead(f.word(first)) ||
		f.standsForBody(first) && !connects(f.word(first+1)) {
		return
	}
	name, span := f.bodyFrom(first, last)
	end := f.tokenAt(span.End)
	for k := end; k <= last; k++ {
		if capital(f.word(k)) {
			return
		}
	}
	r.Publisher, r.PublisherSpan = name, span
}

// findSubjectsBehind finds the publishers that follow a title and its verb: "I
// rapporten ”Titel” (2022:11) visar Skolverket att …".
func (f *finder) findSubjectsBehind() {
	for n := range f.refs {
		r := &f.refs[n]
		label, _, numbered := strings.Cut(r.Number, " ")
		if !r.Cited || r.Publisher != "" || r.Method != MethodTitle && r.Method != MethodNumber || numbered && label != "SOU" && label != "Ds" || !f.locates(r.Start) {
			continue
		}
		i := f.tokenAt(r.End)
		for f.word(i) == ")" || f.word(i) == "”" || f.word(i) == "\"" {
			i++
		}
		if i+1 >= len(f.tokens) || !states(strings.ToLower(f.word(i))) || !f.bodyAt(i+1) {
			continue
		}
		r.Publisher, r.PublisherSpan = f.bodyFrom(i+1, min(len(f.tokens)-1, i+9))
		if !numbered && r.Number != "" {
			f.nameNumbered(r)
		}
	}
}

// locates reports whether "i rapporten" stands right before an offset.
func (f *finder) locates(offset int) bool {
	i := f.tokenAt(offset) - 1
	for i > 0 && f.adjacent(i) && (opening(f.word(i)) || f.describing(i)) {
		i--
	}
	return i >= 0 && f.adjacent(i) && strings.EqualFold(f.word(i), "i")
}

// describing reports whether a token is a report word or an attribute between
// the verb and the title: "den nya rapporten".
func (f *finder) describing(i int) bool {
	word := strings.ToLower(f.word(i))
	if _, _, cued := cueOf(word); cued {
		return true
	}
	switch word {
	case "den", "det", "sin", "sitt", "en", "ett", "första", "andra", "ny", "nya", "senaste", "egen", "ut", "fram":
		return true
	}
	return false
}

// subject returns the body that is the subject of the verb at token k: before
// it, or right after it where something else opens the clause. last is the
// last token it may reach.
func (f *finder) subject(k, last int) (string, corpus.Span) {
	if f.bodyAt(k+1) && k < last {
		if name, span := f.bodyFrom(k+1, last); name != "" {
			return name, span
		}
	}
	j := k - 1
	for j >= 0 && k-j < 6 && f.adjacent(j) && auxiliary(strings.ToLower(f.word(j))) {
		j--
	}
	if f.word(j) == ")" { // "Statens energimyndighet (Energimyndigheten), som"
		for steps := 0; j >= 0 && f.word(j) != "(" && steps < 6; steps++ {
			j--
		}
		j--
	}
	if j < 0 || !f.adjacent(j) {
		return "", corpus.Span{}
	}
	return f.bodyEnding(j)
}

// adverbial reports whether a token can stand between a verb and the work that
// is its object: a time, an adverb, or the subject itself.
func (f *finder) adverbial(i int) bool {
	word := f.word(i)
	if capital(word) || f.tokens[i].Kind != swedish.Word || month(word) || connects(word) || strings.HasSuffix(word, "-") || strings.HasSuffix(f.word(i-1), "-") || connects(f.word(i-1)) {
		return true
	}
	switch word {
	case "i", "under", "den", "för", "sedan", "dag", "går", "fjol", "våras", "höstas", "somras", "vintras", "förra", "året", "veckan", "månaden", "våren", "hösten", "sommaren", "vintern", "nyligen", "redan", "också", "även", "nu", "då", "år", "slutet", "början", "mitten", "av", "har", "hade", "ut", "fram", "över":
		return true
	}
	return false
}

// auxiliary reports whether a word may stand between a subject and the verb.
func auxiliary(word string) bool {
	switch word {
	case "har", "hade", "som", ",", "redan", "nyligen", "nu", "också", "även", "tidigare", "just", "precis", "ska", "därefter", "sedan", "dessutom", "i", "år", "dag", "går", "fjol", "våras", "höstas":
		return true
	}
	return false
}

// bodyAt reports whether a token opens the name of a body.
func (f *finder) bodyAt(i int) bool {
	if i >= len(f.tokens) || !f.adjacent(i-1) || !capital(f.word(i)) || swedish.GivenName(f.word(i)) {
		return false
	}
	return (f.publisherWord(i) || organisationHead(f.word(i))) && (!f.standsForBody(i) || connects(f.word(i+1)))
}

// standsForBody reports whether a word by itself stands for a body named
// before: "Myndigheten", "Utredningen".
func (f *finder) standsForBody(i int) bool {
	switch strings.ToLower(f.word(i)) {
	case "myndigheten", "kommunen", "regionen", "utredningen", "kommittén", "delegationen", "inspektionen", "institutet", "verket", "nämnden", "styrelsen", "rådet", "gruppen", "arbetsgruppen", "förbundet", "föreningen", "kommissionen", "beredningen", "kansliet", "enheten", "byrån", "departementet", "organisationen", "bolaget", "företaget", "universitetet":
		return true
	}
	return false
}

// bodyFrom reads a body's name from its first token on.
func (f *finder) bodyFrom(i, last int) (string, corpus.Span) {
	end := i
	for k := i + 1; k <= last && k-i < 8 && f.adjacent(k-1); k++ {
		word := f.word(k)
		if !capital(word) && !bodyWord(f.word(i)) && !organisationHead(f.word(i)) || !f.nameGoesOn(i, k) {
			break
		}
		if !connects(word) {
			end = k
		}
	}
	span := corpus.Span{Start: f.tokens[i].Start, End: f.tokens[end].End}
	return collapse(span.Of(f.text)), span
}

// nameGoesOn reports whether token k can belong to the name that token i opens.
func (f *finder) nameGoesOn(i, k int) bool {
	word := f.word(k)
	if f.tokens[k].Kind != swedish.Word {
		return false
	}
	if capital(word) {
		return !bodyWord(f.word(i))
	}
	prev := f.word(k - 1)
	return connects(word) && k == i+1 || connects(prev) || strings.HasSuffix(prev, "-") || (k == i+3 || k == i+4) && !empty(word) && connects(f.word(i+1)) && attributive(prev)
}

func connects(word string) bool { return word == "för" || word == "om" || word == "och" }

// bodyEnding reads the name of the body that ends at token j: the last of the
// sentence's capitalised names, with what belongs to it on both sides.
func (f *finder) bodyEnding(j int) (string, corpus.Span) {
	for i := j; i >= 0 && j-i < 9 && f.tokens[i].Kind == swedish.Word; i-- {
		word := f.word(i)
		if capital(word) && (f.publisherWord(i) || organisationHead(word)) {
			for i > 0 && f.adjacent(i-1) && capital(f.word(i-1)) && f.tokens[i-1].Kind == swedish.Word && !sentenceStart(f, i) &&
				(f.publisherWord(i-1) || organisationHead(f.word(i-1))) {
				i--
			}
			if swedish.GivenName(f.word(i)) || i == j && f.standsForBody(i) {
				return "", corpus.Span{}
			}
			span := corpus.Span{Start: f.tokens[i].Start, End: f.tokens[j].End}
			return collapse(span.Of(f.text)), span
		}
		if i > 0 && !f.adjacent(i-1) || !capital(word) && empty(strings.ToLower(word)) && !connects(word) {
			break
		}
	}
	return "", corpus.Span{}
}

// states reports whether a verb says that somebody says something in a work.
func states(verb string) bool {
	switch verb {
	case "konstaterar", "konstaterade", "konstaterat", "föreslår", "föreslog", "föreslagit", "pekar", "pekade", "pekat", "bedömer", "bedömde", "bedömt", "anser", "ansåg",
		"granskar", "granskade", "granskat", "redovisar", "redovisade", "redovisat", "beskriver", "beskrev", "beskrivit", "visar", "visade", "visat", "framhåller", "framhöll", "framhållit",
		"lyfter", "lyfte", "lyft", "uppmärksammar", "uppmärksammade", "uppmärksammat", "varnar", "varnade", "varnat", "analyserar", "analyserade", "analyserat", "kartlägger", "kartlade", "kartlagt",
		"rekommenderar", "rekommenderade", "rekommenderat", "skriver", "uppger", "uppgav", "uppgett", "slår", "slog", "drar", "drog", "sammanfattar", "sammanfattade", "sammanfattat", "utvärderar", "utvärderade", "utvärderat", "kom", "kommit", "finner", "fann", "funnit":
		return true
	}
	return issues(verb)
}

// publisherTrailing reads the publisher that ends a line behind a title:
// "Cykelplan för Norrvika, Norrvika kommun 2021".
func (f *finder) publisherTrailing(r *Reference) {
	rest := f.text[r.End:min(len(f.text), r.End+120)]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	name, ok := strings.CutPrefix(strings.TrimLeft(rest, "”\"*_»)"), ", ")
	if !ok {
		return
	}
	start := r.End + len(rest) - len(name)
	name = strings.TrimRight(name, " .")
	if cut := len(name) - 4; cut > 2 && digits4(name[cut:]) && year(name[cut:]) {
		if r.Year == "" {
			r.Year = name[cut:]
		}
		name = strings.TrimRight(name[:cut], " ,(")
	}
	if len(name) < 3 || len(name) > 70 || !capital(name) || strings.ContainsAny(name, ".,:;()0123456789”\"") || strings.Count(name, " ") > 6 {
		return
	}
	i := f.tokenAt(start)
	if swedish.GivenName(f.word(i)) || !f.publisherWord(i) && !organisationHead(f.word(i)) {
		return
	}
	r.Publisher, r.PublisherSpan = collapse(name), corpus.Span{Start: start, End: start + len(name)}
}
