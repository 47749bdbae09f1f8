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
	role       bool // names people or groups
	field      bool // begins with a stem of some field
	topic      bool // ends in a word that names subjects
	named      bool // a name, written in lower case
	neuter     bool
}

// tagger classifies word forms. Its memory is bounded and safe for concurrent
// use.
type tagger struct {
	generic   map[string]bool // lemmas that name no concept
	empty     map[string]bool // attributes that say nothing
	fields    map[string]bool // first parts of compounds of some field
	topics    map[string]bool // last parts of compounds that name subjects
	phrases   map[string]bool // terms
	closing   map[string]bool // last words of terms of several words
	heads     map[string]bool // last parts whose compounds are no concepts
	people    map[string]bool // last parts of words for people and groups
	keyness   *keyness
	classes   classes
	paradigms []paradigm
	mu        sync.RWMutex
	known     map[string]word
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
	if w, ok := t.hyphened(form); ok {
		return w
	}
	w := word{lemma: swedish.Lemma(form), background: count(form)}
	var parts []swedish.Part
	if len(form) >= shortest {
		parts = swedish.Split(form)
	}
	t.compound(form, parts, &w)
	w.class = t.classify(form, w, parts)
	switch w.class {
	case noun:
		w.lemma = loaned(form, t.noun(form, w, parts))
	case rare:
		w.lemma = loaned(form, genitive(form, base(form, w.lemma), parts))
	default:
	}
	if t.phrases[w.lemma] {
		w.class = noun
	}
	if w.class == adjective {
		w.lemma = t.participle(form, w.lemma)
	}
	w.neuter = w.class == noun && t.neuter(w)
	w.generic = t.generic[w.lemma] || t.generic[form] || endsIn(w, t.heads)
	w.field, w.topic = t.subject(w.lemma)
	w.role, w.named = endsIn(w, t.people), named(form)
	return w
}

// uses reports whether the background uses a phrase as a term.
func (t *tagger) uses(phrase string) bool {
	_, known := t.keyness.terms[phrase]
	return known
}

// named reports whether a word in lower case is a name elsewhere, as in
// transcripts without capitals, or a number: "örebro", "tvåhundratjugo".
func named(lower string) bool {
	if strings.Contains(lower, "hundra") || strings.Contains(lower, "tusen") {
		return true
	}
	low, capitals, _, _ := swedish.Frequency(lower)
	if base, ok := strings.CutSuffix(lower, "s"); ok && low == 0 {
		low, capitals, _, _ = swedish.Frequency(base)
	}
	return capitals > 2*low && capitals > 3
}

// subject reports whether a word begins with a stem of some field, and whether
// it ends in a word that names subjects.
func (t *tagger) subject(lemma string) (field, topic bool) {
	for cut := range lemma {
		field = field || cut > 1 && cut < len(lemma)-2 && t.fields[lemma[:cut]]
		topic = topic || cut > 1 && t.topics[lemma[cut:]]
	}
	return field, topic
}

// compound finds the last part of a compound.
func (t *tagger) compound(form string, parts []swedish.Part, w *word) {
	if len(parts) > 1 {
		w.compound, w.head = true, parts[len(parts)-1].Lemma
		if utf8.RuneCountInString(w.head) < 3 {
			w.compound, w.head = false, ""
		}
	}
	if !w.compound {
		if w.head = t.tail(w.lemma); w.head == "" {
			w.head = t.tail(form)
		}
		w.compound = w.head != ""
	}
	if i := strings.LastIndexByte(form, '-'); i > 0 && i < len(form)-3 {
		w.compound, w.head = true, t.lookup(form[i+1:]).lemma
		if w.head == "" {
			w.head = form[i+1:]
		}
		w.lemma = form[:i+1] + w.head
	}
}

// participle returns the base form of a participle that stands as an
// adjective, where the lemma is its verb: "baserad", "utsatt", "skriven".
func (t *tagger) participle(form, lemma string) string {
	if c, listed := t.classes.of(lemma, true); !strings.HasSuffix(lemma, "a") || lemma == form && c == adjective || c == adjective && listed == lemma {
		return lemma
	}
	bare := strings.TrimSuffix(form, "s")
	for _, p := range [][2]string{{"ade", "ad"}, {"at", "ad"}, {"da", "d"}, {"dda", "dd"}, {"tta", "tt"}, {"ta", "t"}, {"na", "en"}, {"et", "en"}} {
		if stem, ok := strings.CutSuffix(bare, p[0]); ok {
			return stem + p[1]
		}
	}
	return bare
}

// noun returns the indefinite singular of a noun: of an irregular form and of
// one whose lemma differs by the ending of a noun what the dictionary says,
// else what the background or the last part of the word shows.
func (t *tagger) noun(form string, w word, parts []swedish.Part) string {
	if strings.IndexByte(form, '-') > 0 {
		return w.lemma
	}
	if stem, ok := strings.CutSuffix(form, "ar"); ok && strings.HasSuffix(stem, "ing") && count(stem) > count(w.lemma) {
		return stem // "försäkring", not "försäkran"
	}
	if irregular(form, w.lemma) && (t.classes.noun(w.lemma) || !strings.HasSuffix(w.lemma, "a")) {
		return w.lemma
	}
	if count(form) > 10*count(w.lemma) && t.itself(form) {
		return form
	}
	if strings.HasSuffix(form, "itet") || count(w.lemma) > 20 && w.lemma != form && t.classes.noun(w.lemma) {
		return w.lemma
	}
	if start := lastPart(form, w, parts); start > 0 {
		if last := t.lookup(form[start:]); last.class == noun && last.lemma != "" {
			return form[:start] + last.lemma
		}
	}
	lemma := agentive(form, genitive(form, base(form, w.lemma), parts))
	if w.background < 4 || count(lemma) == 0 || lemma == form && endsInflected(form) && count(form) < 300 {
		if known := t.byEnd(form, w.background < 4 || lemma == form); known != "" {
			return known
		}
	}
	if lemma != w.lemma && lemma != form && count(lemma) > 0 {
		return lemma // corrected to a word that is known
	}
	if lemma == form && (count(form) >= 300 || t.itself(form) || !endsInflected(form)) || lemma != form && t.nominalEnding(form, lemma) {
		return lemma
	}
	if known := t.nounLemma(form); known != "" {
		return known
	}
	return form
}

// lastPart is where the last part of a compound begins in its form, 0 where
// that is not known.
func lastPart(form string, w word, parts []swedish.Part) int {
	if n := len(parts); n > 1 {
		return parts[n-1].Start
	}
	if w.compound && w.head != "" {
		return max(0, strings.LastIndex(form, w.head))
	}
	return 0
}

// byEnd returns the lemma of a form whose own is not known, from its paradigm
// or from the word that it ends in; "" where neither tells.
func (t *tagger) byEnd(form string, rare bool) string {
	if !rare {
		if known := t.nounLemma(form); known != "" {
			return known
		}
	}
	bare := strings.TrimSuffix(form, "s")
	if _, end := t.classes.of(bare, false); end != bare && count(end) >= 20 {
		if last := t.lookup(end); last.class == noun && last.lemma != "" {
			return bare[:len(bare)-len(end)] + last.lemma
		}
	}
	return ""
}

// agentive gives names of people back what was taken for an ending:
// "karelier", "extremist".
func agentive(form, lemma string) string {
	if strings.HasSuffix(lemma, "iste") {
		return lemma[:len(lemma)-1]
	}
	if strings.HasSuffix(lemma, "i") && strings.HasPrefix(form, lemma+"er") && count(lemma+"e")+count(lemma)+count(lemma+"n")+count(lemma+"et") == 0 {
		return lemma + "er"
	}
	return lemma
}

// endsInflected reports whether a form ends as plurals and definite forms do.
func endsInflected(form string) bool {
	if strings.HasSuffix(form, "itet") || strings.HasSuffix(form, "iker") {
		return false
	}
	for _, end := range []string{"er", "ar", "or", "en", "et", "an", "na", "s"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

// nominalEnding reports whether a noun's lemma takes the ending that the form
// shows. No noun in -a takes -r, -d or -t, as verbs do.
func (t *tagger) nominalEnding(form, lemma string) bool {
	bare := form
	if cut, ok := strings.CutSuffix(form, "s"); ok && lemma != form {
		if _, end := t.classes.of(form, true); !strings.HasSuffix(end, "s") || count(end) < 3*count(end[:len(end)-1]) {
			bare = cut
		}
	}
	if bare == lemma {
		return true
	}
	for _, p := range t.paradigms {
		stem, ok := strings.CutSuffix(lemma, p[0])
		if !ok || p[0] == "" && p[1] == "n" && strings.HasSuffix(lemma, "a") {
			continue
		}
		for _, ending := range p[1:] {
			if stem+ending == bare {
				return true
			}
		}
	}
	return false
}

// irregular reports whether a lemma differs from its form by more than an
// ending: "hand" and "händer".
func irregular(form, lemma string) bool {
	runes := []rune(lemma)
	cut := 1
	switch {
	case strings.HasSuffix(lemma, "el"), strings.HasSuffix(lemma, "er"), strings.HasSuffix(lemma, "en"), strings.HasSuffix(lemma, "um"):
		cut = 2
	}
	return !strings.HasPrefix(form, string(runes[:max(min(2, len(runes)), len(runes)-cut)]))
}

// tail returns the last part of a compound that [swedish.Split] leaves whole:
// a noun everybody knows behind a stem of some field, as in "elpris", or behind
// another known word, as in "skolskjuts". It is "" where there is none.
func (t *tagger) tail(lemma string) string {
	if strings.IndexByte(lemma, '-') >= 0 || count(lemma) > 500 {
		return ""
	}
	for cut := range lemma {
		left, right := lemma[:cut], lemma[cut:]
		field := t.fields[left]
		if cut < 2 || len(right) < 3 || !field && (cut < 3 || len(right) < 4 || !first(left)) {
			continue
		}
		if count(right) >= 40 && swedish.Lemma(right) == right && !swedish.IsStopword(right) && definiteForms(right) > 10 {
			return right
		}
	}
	return ""
}

// first reports whether a stem can be the first part of a compound: a word,
// with its final vowel or a linking -s or without.
func first(stem string) bool {
	if swedish.IsStopword(stem) || prefix(stem) {
		return false
	}
	linked := strings.TrimSuffix(stem, "s")
	return max(count(stem), count(stem+"a"), count(stem+"e"), count(linked)) >= 20
}

// prefix reports whether a stem before a noun makes a derivation rather than a
// compound: "förhandling", "utgivare".
func prefix(stem string) bool {
	switch stem {
	case "för", "upp", "ned", "ner", "ut", "in", "av", "till", "på", "över", "under", "om", "åter", "mot", "sam", "fram", "bort", "efter", "miss", "van", "före", "med", "kon", "kom", "pro":
		return true
	}
	return false
}

// definiteForms counts the definite forms that the background shows of a noun.
func definiteForms(base string) int {
	stem := strings.TrimSuffix(base, "a")
	return count(base+"en") + count(base+"et") + count(base+"n") + count(base+"t") + count(stem+"an") + count(base+"erna") + count(stem+"orna")
}

// endsIn reports whether a word's last part is one of a list.
func endsIn(w word, list map[string]bool) bool {
	if list[w.lemma] || w.compound && list[w.head] {
		return true
	}
	for cut := range w.lemma {
		if cut > 2 && len(w.lemma)-cut >= 6 && list[w.lemma[cut:]] {
			return true
		}
	}
	return false
}

func count(form string) int {
	lower, _, initial, _ := swedish.Frequency(form)
	return lower + initial
}

func capital(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}
