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
	neuter     bool
}

// tagger classifies word forms. Its memory is bounded and safe for concurrent
// use.
type tagger struct {
	generic map[string]bool // lemmas that name no concept
	empty   map[string]bool // attributes that say nothing
	fields  map[string]bool // first parts of compounds of some field
	phrases map[string]bool // terms
	closing map[string]bool // last words of terms of several words
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
	if !w.compound {
		w.head = t.tail(w.lemma)
		w.compound = w.head != ""
	}
	if i := strings.LastIndexByte(form, '-'); i > 0 && i < len(form)-3 {
		w.compound, w.head = true, swedish.Lemma(form[i+1:])
		w.lemma = form[:i+1] + w.head
	} else if len(parts) > 1 && w.compound && w.lemma == form {
		w.lemma = form[:parts[len(parts)-1].Start] + w.head
	}
	w.lemma = genitive(form, base(form, w.lemma), parts)
	if n := len(parts); n > 1 && w.compound && parts[n-1].Start < len(w.lemma) && count(w.lemma[parts[n-1].Start:]) == 0 && count(w.head) > 0 {
		w.lemma = form[:parts[n-1].Start] + w.head // "kriterier" is of "kriterium"
	}
	w.class = classify(form, w)
	if w.class == noun && conjugated(form, w.lemma) {
		w.class = other
	}
	if t.phrases[w.lemma] {
		w.class = noun
	}
	if w.class == adjective && strings.HasSuffix(w.lemma, "era") {
		w.lemma += "d" // "baserad" is a form of "basera", but stands here as an adjective
	}
	w.neuter = w.class == noun && t.neuter(w)
	w.generic = t.generic[w.lemma] || t.generic[form] || t.role(w)
	return w
}

// tail returns the last part of a compound that [swedish.Split] leaves whole:
// a noun everybody knows behind a stem of some field, as in "elpris", or behind
// another known word, as in "skolskjuts". It is "" where there is none.
func (t *tagger) tail(lemma string) string {
	if strings.IndexByte(lemma, '-') >= 0 || count(lemma) > familiar/5 {
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

func capital(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}
