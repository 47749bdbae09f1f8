package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// publishedBy looks to the left of an offset, across the report word and its
// attributes, for the publisher: "Statskontorets nya rapport …".
func (f *finder) publishedBy(r *Reference, offset int) {
	if r.Publisher != "" {
		return
	}
	i := f.tokenAt(offset) - 1
	for steps := 0; i >= 0 && steps < 6 && f.adjacent(i); i, steps = i-1, steps+1 {
		word := f.word(i)
		if _, _, cued := cueOf(strings.ToLower(word)); cued || opening(word) || word == "]" || word == "föreskrifter" || word == "byggregler" || word == "råd" {
			continue
		}
		if open := f.linkTarget(i); open < i {
			i = open
			continue
		}
		if ends(word) {
			return
		}
		if base, span, ok := f.genitiveName(i); ok {
			r.Publisher, r.PublisherSpan = base, span
			return
		}
		if capital(word) || !f.attribute(word) {
			return
		}
	}
}

// linkTarget returns the token "]" before a Markdown link target that ends at
// token i, or i.
func (f *finder) linkTarget(i int) int {
	if f.word(i) != ")" {
		return i
	}
	for j := i - 1; j > 0 && i-j < 6; j-- {
		if f.word(j) == "(" && f.word(j-1) == "]" && f.gap(j-1) == "" {
			return j - 1
		}
	}
	return i
}

// attribute reports whether a word may stand between a publisher and its
// report.
func (f *finder) attribute(word string) bool {
	if empty(word) {
		return false
	}
	return strings.HasSuffix(word, "a") || strings.HasSuffix(word, "e") || strings.HasSuffix(word, "ta")
}

// genitiveName returns the owner that ends at token i: a name in the genitive
// or a body such as "regeringens" and "arbetsgruppen för hälsodatas".
func (f *finder) genitiveName(i int) (base string, span corpus.Span, ok bool) {
	word := f.word(i)
	if word == "]" && i > 0 {
		return f.genitiveName(i - 1)
	}
	base, ok = owner(word)
	if !ok && capital(word) && strings.HasSuffix(word, "s") && f.publisherWord(i) {
		base, ok = word, true
	}
	if !ok || len(base) <= len("lä") && strings.ToUpper(base) != base { // "Läs"
		return "", corpus.Span{}, false
	}
	start := f.headOf(i)
	switch {
	case start < i:
		span = corpus.Span{Start: f.tokens[start].Start, End: f.tokens[i].Start + len(base)}
		return collapse(span.Of(f.text)), span, span.Valid(f.text)
	case capital(word) || bodyWord(base):
	default:
		return "", corpus.Span{}, false
	}
	span = corpus.Span{Start: f.tokens[i].Start, End: f.tokens[i].Start + len(base)}
	return base, span, span.Valid(f.text)
}

// owner removes a genitive ending, but not the -s that belongs to the word
// itself, as in "Vårdanalys", which is its own genitive.
func owner(word string) (string, bool) {
	base, ok := swedish.Genitive(word)
	if !ok && !capital(word) {
		base, ok = strings.CutSuffix(word, "s")
	}
	if !ok {
		return "", false
	}
	parts := swedish.Split(strings.ToLower(word))
	if strings.HasSuffix(strings.ToLower(word), "analys") || len(parts) > 0 && strings.HasSuffix(parts[len(parts)-1].Lemma, "s") {
		return word, true
	}
	return base, true
}

// headOf walks left from the last word of a name to its first: "Region
// Skånes", "Myndigheten för vård- och omsorgsanalys", "arbetsgruppen för
// hälsodatas". It returns i where the word stands alone.
func (f *finder) headOf(i int) int {
	head := i
	for j := i - 1; j >= 0 && i-j < 8 && f.adjacent(j); j-- {
		word := f.word(j)
		if base, genitive := swedish.Genitive(word); genitive && base != word && capital(word) && capital(f.word(i)) && f.word(j+1) == "och" {
			return head // Skolverkets och Boverkets
		}
		switch {
		case capital(word) && f.tokens[j].Kind == swedish.Word && !sentenceStart(f, j):
			if j == i-1 || f.linked(j, i) {
				head = j
				continue
			}
			return head
		case capital(word) && f.tokens[j].Kind == swedish.Word && (organisationHead(word) || f.publisherWord(j)):
			return j
		case bodyWord(word) && f.word(j+1) == "för":
			return j
		case word == "för" || word == "och" || word == "-" || strings.HasSuffix(word, "-"):
		case !empty(strings.ToLower(word)) && f.tokens[j].Kind == swedish.Word && !capital(f.word(i)):
		default:
			return head
		}
	}
	return head
}

// linked reports whether only "för", "och" and lower-case words of a name
// stand between a capitalised head and the last word.
func (f *finder) linked(j, i int) bool {
	if j == i-2 && f.word(j+1) == "och" && !sentenceStart(f, j) {
		return true // "Vård och omsorgsanalys"
	}
	if w := f.word(j + 1); w != "för" && w != "och" && !capital(w) && !organisationHead(f.word(j)) {
		return false
	}
	return organisationHead(f.word(j)) || capital(f.word(i))
}

func sentenceStart(f *finder, i int) bool {
	if i == 0 || !f.adjacent(i-1) {
		return true
	}
	prev := f.word(i - 1)
	return ends(prev) || prev == "–" || prev == "•" || prev == ":"
}

// organisationHead reports whether a word is the kind of noun that opens an
// organisation's name.
func organisationHead(word string) bool {
	lower := strings.ToLower(word)
	if lower == "region" || lower == "sveriges" || lower == "stiftelsen" || lower == "föreningen" || lower == "statens" || lower == "centrum" || lower == "centret" || lower == "svenska" || lower == "nationellt" {
		return true
	}
	return bodyWord(lower)
}

// bodyWord reports whether a word names a body by its kind, in the definite
// form: "arbetsgruppen", "regeringen".
func bodyWord(word string) bool {
	word = strings.ToLower(word)
	for _, end := range []string{"gruppen", "kommittén", "utredningen", "myndigheten", "delegationen", "kansliet", "rådet", "nämnden", "styrelsen", "enheten", "byrån", "kommissionen", "institutet", "förbundet", "regeringen", "departementet", "verket", "inspektionen", "beredningen", "centrumet", "föreningen"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// publisherWord reports whether the token looks like a name rather than like
// a word that opens a sentence.
func (f *finder) publisherWord(i int) bool {
	word := f.word(i)
	if !capital(word) || len(word) < 3 || empty(strings.ToLower(word)) || month(word) {
		return false
	}
	lower, capitals, _, upper := swedish.Frequency(strings.TrimSuffix(word, "s"))
	return lower <= capitals+upper
}

func month(word string) bool {
	switch strings.ToLower(word) {
	case "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december", "år", "kl", "klockan":
		return true
	}
	return false
}

// publisherEnding returns the whole name that ends at token i.
func (f *finder) publisherEnding(i int) corpus.Span {
	return corpus.Span{Start: f.tokens[f.headOf(i)].Start, End: f.tokens[i].End}
}

// publisherAfter finds "från Socialstyrelsen" and "av Utredningen om …" behind
// token i.
func (f *finder) publisherAfter(i int) (string, corpus.Span) {
	link := f.word(i + 1)
	if link != "från" && link != "av" || !f.adjacent(i) || !f.adjacent(i+1) {
		return "", corpus.Span{}
	}
	j := i + 2
	if !f.publisherWord(j) && (!capital(f.word(j)) || !organisationHead(f.word(j))) {
		return "", corpus.Span{}
	}
	end := j
	for k := j + 1; k-j < 8 && f.adjacent(k-1); k++ {
		word := f.word(k)
		if capital(word) && f.tokens[k].Kind == swedish.Word {
			end = k
			continue
		}
		joined := word == "för" || word == "och" && !capital(f.word(k+1)) || strings.HasSuffix(word, "-")
		if !joined && (k <= j+1 || !strings.HasSuffix(f.word(k-1), "-")) && f.word(k-1) != "för" && (f.word(k-1) != "och" || end != k-2) {
			break
		}
		if !joined && bodyWord(f.word(j)) {
			end = k
		}
	}
	span := corpus.Span{Start: f.tokens[j].Start, End: f.tokens[end].End}
	return collapse(span.Of(f.text)), span
}
