package swedish

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/unicode/norm"
)

// cacheSlots bounds the memory of an Analyzer's cache: 131,072 words take some
// 20 MB once so many were met.
const cacheSlots = 1 << 17

// Analyzer lemmatises, stems and splits words. It is safe for concurrent use;
// its lexicon never changes, and its cache of analysed words is bounded.
type Analyzer struct {
	words         *lexicon
	given         map[string]struct{}
	surnames      map[string]struct{}
	functionWords map[string]languageEvidence
	irregular     *irregular
	inflection    *inflection
	seed          maphash.Seed
	learn         sync.Once // guards parts
	parts         partCounts
	cache         []atomic.Pointer[analysis]
}

// analysis is what the cache keeps of one word as it was written.
type analysis struct {
	word, lemma string
	parts       atomic.Pointer[[]Part] // nil until somebody asks how the word is put together
}

// New builds an analyzer from the embedded lists in 40 to 90 ms. It fails
// only when these are damaged.
func New() (*Analyzer, error) {
	words, err := newLexicon(frequencyList)
	if err != nil {
		return nil, err
	}
	given, err := newNameSet(givenNames)
	if err != nil {
		return nil, err
	}
	surnames, err := newNameSet(surnameList)
	if err != nil {
		return nil, err
	}
	return &Analyzer{
		words: words, given: given, surnames: surnames,
		functionWords: newFunctionWords(functionWords), irregular: newIrregular(irregularForms), inflection: newInflection(paradigmList),
		seed:  maphash.MakeSeed(),
		cache: make([]atomic.Pointer[analysis], cacheSlots),
	}, nil
}

// shared is the analyzer behind the package functions. It is a variable
// because building it takes 40 ms or more, which programs that never ask for a word
// should not pay; it never changes once built. Damaged lists leave the rules
// alone, and the tests prove that the lists are whole.
var shared = sync.OnceValue(func() *Analyzer { //nolint:gochecknoglobals // immutable, built on first use
	a, err := New()
	if err != nil {
		return &Analyzer{words: &lexicon{}, irregular: newIrregular(""), inflection: newInflection(""), seed: maphash.MakeSeed(), cache: make([]atomic.Pointer[analysis], 1)}
	}
	return a
})

// Lemma returns the base form of a word in lower case: the indefinite singular
// of a noun, the infinitive of a verb, the positive of an adjective. Words the
// lexicon does not know are reduced by their last compound part or by suffix
// rules; names and words that cannot be reduced come back in lower case.
func Lemma(word string) string { return shared().Lemma(word) }

// Stem returns the index form that all inflections of a noun, verb or
// adjective share and that other words do not, as far as a word alone tells:
// the lemma. Unlike a truncated stem it keeps bild and bilda, rik and rike
// apart.
func Stem(word string) string { return shared().Stem(word) }

// Frequency returns how often a word occurs in 15 million words: in lower
// case, capitalised within a sentence, capitalised where a sentence begins,
// and in capitals throughout (these are part of the capitalised counts). It
// tells names from words that begin sentences; unknown words have zeros.
func Frequency(word string) (lower, capital, initial, upper int) {
	c := shared().words.lookup(fold(word))
	return c.lower, c.capital, c.initial, c.upper
}

// Lemma is the method behind the package function [Lemma].
func (a *Analyzer) Lemma(word string) string { return a.analyse(word).lemma }

// Stem is the method behind the package function [Stem].
func (a *Analyzer) Stem(word string) string { return a.analyse(word).lemma }

// analyse returns the word's analysis from the cache, or makes and keeps it.
// A slot holds the last word that hashed to it, which bounds the memory and
// needs no lock.
func (a *Analyzer) analyse(word string) *analysis {
	slot := &a.cache[maphash.String(a.seed, word)%uint64(len(a.cache))]
	if hit := slot.Load(); hit != nil && hit.word == word {
		return hit
	}
	fresh := &analysis{word: strings.Clone(word), lemma: strings.Clone(a.lemma(fold(word)))}
	slot.Store(fresh)
	return fresh
}

// fold brings a word to the form of the lexicon: composed, lower case, without
// soft hyphens and without the hyphen a coordinated compound ends in.
func fold(word string) string {
	if !norm.NFC.IsNormalString(word) {
		word = norm.NFC.String(word)
	}
	word = strings.ToLower(word)
	if strings.Contains(word, "\u00ad") {
		word = strings.ReplaceAll(word, "\u00ad", "")
	}
	if strings.Contains(word, "’") {
		word = strings.ReplaceAll(word, "’", "'")
	}
	return strings.TrimRight(word, "-")
}
