package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// trait is a bit set of what is known about a word from its form and the
// lists, before any context is seen.
type trait uint32

const (
	capital      trait = 1 << iota // begins with a capital
	allCaps                        // two letters or more, all capitals
	given                          // a given name
	surname                        // a surname by list or shape
	particle                       // von, af, de
	initial                        // a single capital letter
	common                         // more often a common word than a name
	unknown                        // in no list and not known as a common word
	role                           // names a role: chef, utredaren
	roleDefinite                   // its definite form
	saying                         // finite verb of saying
	bodyWord                       // a single word that names a body: Skolverket, socialnämnden
	bodyDefinite                   // a word that begins the name of a body: arbetsgruppen (för …)
	bodyHead                       // a head that ends the name of a body: universitet, kommun
	companyForm                    // AB, HB, Ltd
	thing                          // ends like a street, prize, building or law
	placePrep                      // i, från, till, vid
	status                         // tidigare, tillförordnad
	stop                           // stop word
	verb                           // looks like a finite verb or supine
	placeTail                      // ends like a place: -stad, -sjön, -havet
)

// word is a distinct word of the texts, classified once.
type word struct {
	text, lower string
	traits      trait
	node        gazetteer.Node // first step of a listed name; 0 none
	listed      bool           // the word, or its base form, begins a listed name
	base        string         // without the genitive ending, "" where it has none
	baseLower   string
	baseTraits  trait  // traits of the base
	usual       string // as the word is mostly written, see recase; "" not asked for
	titled      *word  // as names are written, nil not asked for
	common      int    // occurrences as a common word
	proper      int    // occurrences capitalised within sentences
}

func (w *word) is(t trait) bool { return w.traits&t != 0 }

// words classifies words and remembers them. It is not safe for concurrent
// use; an Extractor keeps a pool.
type words struct {
	lists *gazetteer.Gazetteer
	vocab *vocabulary
	known map[string]*word
}

// maxKnown bounds the memory of the cache to some 15 MB.
const maxKnown = 1 << 16

// of returns the classified word.
func (ws *words) of(text string) *word {
	if w, ok := ws.known[text]; ok {
		return w
	}
	if len(ws.known) >= maxKnown {
		clear(ws.known)
	}
	w := ws.classify(strings.Clone(text))
	ws.known[w.text] = w
	return w
}

// classify looks a word up in all lists.
func (ws *words) classify(text string) *word {
	w := &word{text: text, lower: strings.ToLower(text)}
	if node, ok := ws.lists.Step(0, w.lower); ok {
		w.node = node
	}
	if r, _ := utf8.DecodeRuneInString(text); unicode.IsUpper(r) || arabicArticle(text) || elided(text) {
		w.traits |= capital
	}
	lower, proper, first, upper := swedish.Frequency(text)
	w.common, w.proper = lower+first/8, proper
	w.traits |= ws.vocab.traits(w.lower)
	if swedish.IsStopword(w.lower) {
		w.traits |= stop
	}
	if swedish.NameParticle(w.lower) {
		w.traits |= particle
	}
	if w.is(capital) {
		w.traits |= nameTraits(text, lower, proper, first, upper) | ws.worldTraits(text)
		ws.genitive(w)
	} else if base, ok := swedish.Genitive(text); ok {
		w.base, w.baseLower = base, strings.ToLower(base)
	}
	w.listed = w.node != 0
	if !w.listed && w.baseLower != "" {
		_, w.listed = ws.lists.Step(0, w.baseLower)
	}
	return w
}

// worldTraits are the traits of a name that is in use outside Sweden alone.
func (ws *words) worldTraits(text string) trait {
	first, last := ws.lists.World(text)
	var t trait
	if first {
		t |= given
	}
	if last {
		t |= surname
	}
	return t
}

// genitive notes the base form of a capitalised word in the genitive.
func (ws *words) genitive(w *word) {
	base, ok := swedish.Genitive(w.text)
	if !ok || len(base) < 2 {
		return
	}
	w.base, w.baseLower = base, strings.ToLower(base)
	lower, proper, first, upper := swedish.Frequency(base)
	w.baseTraits = capital | ws.vocab.traits(w.baseLower) | nameTraits(base, lower, proper, first, upper)
}

// nameTraits are the traits of a capitalised word.
func nameTraits(text string, lower, proper, first, upper int) trait {
	var t trait
	if at := strings.LastIndexByte(text, '-'); at > 0 && at+1 < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[at+1:]); unicode.IsLower(r) {
			return common // a compound: Davis Cup-spel, ANC-ledaren
		}
	}
	if letters := utf8.RuneCountInString(text); letters == 1 || letters <= 4 && doubleInitial(text) {
		return initial
	}
	if strings.ToUpper(text) == text && strings.IndexFunc(text, unicode.IsLetter) >= 0 {
		t |= allCaps
		text = swedish.TitleCaseName(text)
	}
	if swedish.GivenName(text) {
		t |= given
	}
	if swedish.Surname(text) {
		t |= surname
	}
	// Parliament's texts decide: a word that is mostly lower-case there is no
	// name unless its context says so.
	if lower > 2*proper && lower > 2 || lower == 0 && proper == 0 && first > 1 {
		t |= common
	}
	if t&(given|surname) == 0 && lower <= proper && upper*2 <= proper+1 {
		t |= unknown
	}
	return t
}

// arabicArticle reports whether a word is a surname such as al-Assad.
func arabicArticle(text string) bool {
	article, rest, ok := strings.Cut(text, "-")
	if !ok || article != "al" && article != "el" && article != "ul" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(r)
}

// doubleInitial reports whether a word is the initials of a double name: K-G,
// P.O., A.-K.
func doubleInitial(text string) bool {
	first, rest, ok := strings.Cut(strings.TrimSuffix(text, "."), "-")
	if !ok {
		first, rest, ok = strings.Cut(strings.TrimSuffix(text, "."), ".")
	}
	first = strings.TrimSuffix(first, ".")
	x, n := utf8.DecodeRuneInString(first)
	y, m := utf8.DecodeRuneInString(rest)
	return ok && n > 0 && m > 0 && n == len(first) && m == len(rest) && unicode.IsUpper(x) && unicode.IsUpper(y)
}

// elided reports whether a word is a surname such as d'Aubry.
func elided(text string) bool {
	for _, article := range [...]string{"d'", "d’", "l'", "l’"} {
		if rest, ok := strings.CutPrefix(text, article); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			return unicode.IsUpper(r)
		}
	}
	return false
}
