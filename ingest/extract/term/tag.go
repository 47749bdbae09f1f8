package term

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// class is what a word can be in a noun phrase.
type class uint8

const (
	other     class = iota // function words, verbs, adverbs, numbers
	noun                   // common noun
	adjective              // adjective or participle that can stand before a noun
	rare                   // no Swedish word known: English or a name
)

// word is what the tagger knows about a lower-case word form.
type word struct {
	class      class
	lemma      string
	background int  // occurrences of the form in the background
	compound   bool // has at least two parts
	head       string
	generic    bool
}

// tagger classifies word forms. Its memory is bounded and safe for concurrent
// use.
type tagger struct {
	generic map[string]bool // lemmas that name no concept
	empty   map[string]bool // attributes that say nothing
	heads   map[string]bool // last parts whose compounds are no concepts
	mu      sync.RWMutex
	known   map[string]word
}

const (
	maxKnown = 1 << 18 // word forms remembered, some 40 MB
	shortest = 7       // bytes of a compound
)

func (t *tagger) lookup(form string) word {
	t.mu.RLock()
	w, ok := t.known[form]
	t.mu.RUnlock()
	if ok {
		return w
	}
	w = t.tag(form)
	t.mu.Lock()
	if len(t.known) >= maxKnown {
		clear(t.known)
	}
	t.known[strings.Clone(form)] = w
	t.mu.Unlock()
	return w
}

func (t *tagger) tag(form string) word {
	if utf8.RuneCountInString(form) < 2 || swedish.IsStopword(form) || t.empty[form] || swedish.Abbreviation(form) {
		return word{class: other, background: count(form)}
	}
	w := word{lemma: swedish.Lemma(form), background: count(form)}
	var parts []swedish.Part
	if len(form) >= shortest {
		parts = swedish.Split(form)
	}
	if len(parts) > 1 {
		w.compound, w.head = true, parts[len(parts)-1].Lemma
		if utf8.RuneCountInString(w.head) < 3 {
			w.compound, w.head = false, ""
		}
	}
	if i := strings.LastIndexByte(form, '-'); i > 0 && i < len(form)-3 {
		w.compound, w.head = true, swedish.Lemma(form[i+1:])
		w.lemma = form[:i+1] + w.head
	} else if w.compound && w.lemma == form {
		w.lemma = form[:parts[len(parts)-1].Start] + w.head
	}
	w.lemma = genitive(form, base(form, w.lemma), parts)
	w.class = classify(form, w)
	if w.class == adjective && strings.HasSuffix(w.lemma, "era") {
		w.lemma += "d" // "baserad" is a form of "basera", but stands here as an adjective
	}
	w.generic = t.generic[w.lemma] || t.generic[form] || t.role(w)
	return w
}

// base corrects a lemma that took a noun for a form of a verb: "väljarna" is of
// "väljare", "anmälan" and "förmån" are their own base.
func base(form, lemma string) string {
	for _, end := range []string{"are", "arna", "arnas", "aren", "arens", "ares"} {
		stem, ok := strings.CutSuffix(form, end)
		if ok && lemma == stem+"a" && count(stem+"are") > 0 {
			return stem + "are"
		}
	}
	stem, ok := strings.CutSuffix(form, "n")
	if !ok || lemma != stem {
		return lemma
	}
	if noun, a := strings.CutSuffix(stem, "a"); a {
		if count(noun+"or") == 0 && count(noun+"de")+count(noun+"te")+count(stem+"de") > 0 {
			return form
		}
		return lemma
	}
	if count(form+"er")+count(form+"erna") > 0 {
		return form
	}
	return lemma
}

// genitive corrects a lemma that kept a genitive ending, or lost an -s that
// belongs to the word: "digitaliseringens", "informationsbas".
func genitive(form, lemma string, parts []swedish.Part) string {
	stem, ok := strings.CutSuffix(form, "s")
	if !ok {
		return lemma
	}
	if lemma == form && (strings.HasSuffix(stem, "ingen") || strings.HasSuffix(stem, "heten") || strings.HasSuffix(stem, "ionen")) {
		return swedish.Lemma(stem)
	}
	if lemma != stem || len(parts) < 2 || parts[len(parts)-1].Start >= len(stem) {
		return lemma
	}
	if end := form[parts[len(parts)-1].Start:]; count(end) > 5*count(strings.TrimSuffix(end, "s")) {
		return form
	}
	return lemma
}

// role reports whether a word's last part names people, times or measures.
func (t *tagger) role(w word) bool {
	if t.heads[w.lemma] || w.compound && t.heads[w.head] {
		return true
	}
	for cut := range w.lemma {
		if cut > 2 && len(w.lemma)-cut >= 6 && t.heads[w.lemma[cut:]] {
			return true
		}
	}
	return false
}

func count(form string) int {
	lower, _, initial, _ := swedish.Frequency(form)
	return lower + initial
}

func classify(form string, w word) class {
	if stem, ok := strings.CutSuffix(form, "as"); ok && count(stem+"ats")+count(stem+"ades")+count(stem+"ar") > 0 && count(stem+"an") == 0 {
		return other // a passive verb
	}
	form = strings.TrimSuffix(form, "s")
	end := form
	if w.compound && w.head != "" {
		if i := strings.LastIndexByte(form, '-'); i > 0 {
			end = form[i+1:]
		}
	}
	switch {
	case comparative(end):
		return other
	case strings.HasSuffix(end, "ande") || strings.HasSuffix(end, "ende"):
		if whole := last(w, end); count(whole+"t")*3 > count(whole) && count(whole+"t") > 0 {
			return noun
		}
		return adjective
	case end == "data" || nominal(end):
		return noun
	case adverbial(end):
		return other
	case participle(end) || adjectival(end) || strong(w):
		return adjective
	}
	n, v, a := evidence(end, w)
	switch {
	case v > n && v > a:
		return other
	case a > n:
		return adjective
	case n > 0 || w.compound:
		return noun
	case w.background < 150 && inflected(end):
		return noun
	case w.background == 0 || w.background < 150 && !shaped(end):
		return rare
	}
	return other
}

// comparative reports whether a word in -are is of an adjective: "svalare" has
// no definite form, "läkare" has.
func comparative(form string) bool {
	stem, ok := strings.CutSuffix(form, "are")
	return ok && count(form+"n") == 0 && count(stem+"arna") == 0 && count(stem+"a") > 0
}

// last is the last part of a compound, else the word itself.
func last(w word, form string) string {
	if w.compound && w.head != "" {
		return w.head
	}
	return form
}

// strong reports whether a word is, or ends in, the participle of a strong
// verb: "datadriven", beside "drivet" and "drivna".
func strong(w word) bool {
	base := w.lemma
	if w.compound {
		base = w.head
	}
	stem, ok := strings.CutSuffix(base, "en")
	if ok && len(stem) > 2 {
		return count(stem+"na") > 0 && count(stem+"et") > 0
	}
	return strings.HasSuffix(base, "dd") && count(base+"a") > 0
}

// nominal reports whether a word ends as only nouns do.
func nominal(form string) bool {
	for _, end := range []string{
		"ing", "ingen", "ingar", "ingarna", "andet", "endet", "het", "heten", "heter", "heterna", "tion", "tionen", "tioner", "tionerna", "sion", "sionen", "sioner",
		"skap", "skapet", "skapen", "itet", "iteten", "iteter", "logi", "login", "logier", "ism", "ismen", "ologi", "grafi", "metri", "vård", "vården", "data", "datan",
		"sjukdom", "sjukdomar", "sjukdomen", "stöd", "ment", "matik", "teknik", "tekniken", "arna", "erna", "orna",
	} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > utf8.RuneCountInString(end)+2 {
			return true
		}
	}
	return false
}

func adverbial(form string) bool {
	for _, end := range []string{"vis", "ledes", "ligen", "städes", "lunda", "aste", "igast"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

// participle reports whether a word is shaped as a participle that stands
// before nouns: "standardiserad", "prioriterade", "styrande".
func participle(form string) bool {
	for _, end := range []string{"erad", "erat", "erade"} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > 6 {
			return true
		}
	}
	return false
}

func adjectival(form string) bool {
	for _, end := range []string{"isk", "iskt", "iska", "lig", "ligt", "liga", "ell", "ellt", "ella", "bar", "bart", "bara", "iv", "ivt", "iva", "sam", "samt", "samma", "aktig", "aktiga", "mässig", "mässiga", "mässigt", "ös", "ösa", "öst"} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > utf8.RuneCountInString(end)+2 {
			return true
		}
	}
	return false
}

// evidence weighs the paradigms that the background shows for a form: definite
// forms speak for a noun, tenses for a verb, agreement for an adjective.
func evidence(form string, w word) (n, v, a int) {
	base := w.lemma
	if w.compound && w.head != "" {
		base = w.head
	}
	stem := strings.TrimSuffix(base, "a")
	n = count(base+"en") + count(base+"et") + count(stem+"an") + count(stem+"orna") + count(base+"erna") + count(stem+"arna") + count(base+"n")
	if syncope := strings.TrimSuffix(base, "el"); syncope != base {
		n += count(syncope+"let") + count(syncope+"eln") + count(syncope+"len")
	}
	v = count(stem+"ade") + count(stem+"ar")*btoi(count(stem+"ade") > 0) + count(base+"r")*btoi(strings.HasSuffix(base, "a")) + count(stem+"te") + count(stem+"as")
	if strings.HasSuffix(base, "d") || strings.HasSuffix(base, "t") {
		v = v * 2 / 3
	}
	a = min(count(base+"a"), count(base+"t")+count(strings.TrimSuffix(base, "d")+"tt")) * btoi(!strings.HasSuffix(base, "a"))
	if strings.HasSuffix(form, "en") || strings.HasSuffix(form, "et") || strings.HasSuffix(form, "erna") {
		n += count(form)
	}
	if w.lemma != form && form == w.lemma+"a" {
		a += count(form) / 2
	}
	return n, v, a
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inflected reports whether a long word that is hardly known ends as the plural
// or the definite form of a noun: "värmeböljor".
func inflected(form string) bool {
	if utf8.RuneCountInString(form) < 9 {
		return false
	}
	for _, end := range []string{"or", "orna", "arna", "erna", "ningar", "ngen", "nten", "heter"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return strings.ContainsAny(form, "åäö") && (strings.HasSuffix(form, "en") || strings.HasSuffix(form, "et") || strings.HasSuffix(form, "an") || strings.HasSuffix(form, "er"))
}

// shaped reports whether a rare word still looks Swedish.
func shaped(form string) bool {
	return strings.ContainsAny(form, "åäö") || strings.HasSuffix(form, "en") || strings.HasSuffix(form, "ar") || strings.HasSuffix(form, "er")
}

func capital(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}
