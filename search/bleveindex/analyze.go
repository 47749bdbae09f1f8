package bleveindex

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/samband/samband/corpus/swedish"
)

// cacheSlots is the number of word forms an analyzer remembers, in pairs that
// share a hash: 131,072 forms take some 30 MB and cover 96 % of running text.
const cacheSlots = 1 << 17

// analyzer turns words into terms, the same at indexing, in queries and when
// hits are highlighted. It is safe for concurrent use.
type analyzer struct {
	seed  maphash.Seed
	cache []atomic.Pointer[form]
}

// form is a word as it was written with its terms.
type form struct {
	surface string
	exact   string // lower case, NFC, without soft hyphens
	stem    string
	stop    bool // a stop word, which only exact search finds
	parts   []part
}

// part is a run of parts of a compound that is a word of its own: "hälsodata"
// and "datastrategi" in "hälsodatastrategi".
type part struct {
	stem       string
	start, end int  // bytes in the surface
	single     bool // one part, not several
}

func newAnalyzer() *analyzer {
	return &analyzer{seed: maphash.MakeSeed(), cache: make([]atomic.Pointer[form], cacheSlots)}
}

// form returns the terms of a word. The two slots of a hash hold the last two
// forms that were made for it: no lock, and a bound on memory.
func (a *analyzer) form(word string) *form {
	at := maphash.String(a.seed, word) % (cacheSlots / 2) * 2
	first, second := &a.cache[at], &a.cache[at+1]
	newest := first.Load()
	if newest != nil && newest.surface == word {
		return newest
	}
	if older := second.Load(); older != nil && older.surface == word {
		return older
	}
	fresh := newForm(strings.Clone(word))
	second.Store(newest)
	first.Store(fresh)
	return fresh
}

func newForm(word string) *form {
	exact := fold(word)
	return &form{
		surface: word,
		exact:   exact,
		stem:    stem(exact),
		stop:    swedish.IsStopword(exact),
		parts:   parts(word),
	}
}

// stem returns the index form of a folded word. A name that the stemmer does
// not know in its genitive ("vinnovas") gets that of the name.
func stem(word string) string {
	reduced := swedish.Stem(word)
	if reduced != word {
		return reduced
	}
	if name, ok := swedish.Genitive(word); ok {
		return swedish.Stem(name)
	}
	return reduced
}

// fold makes words that differ only in case, normalisation and soft hyphens
// equal. å, ä and ö stay the letters they are.
func fold(word string) string {
	if !norm.NFC.IsNormalString(word) {
		word = norm.NFC.String(word)
	}
	word = strings.ToLower(word)
	return strings.ReplaceAll(word, "\u00ad", "")
}

// parts returns the runs of compound parts in a word, the whole word excepted.
func parts(word string) []part {
	cuts := hyphenated(word)
	if cuts == nil {
		cuts = swedish.Split(word)
	}
	var runs []part
	for i := range cuts {
		for j := i; j < len(cuts) && j < i+maxRun; j++ {
			if i == 0 && j == len(cuts)-1 {
				continue
			}
			run := part{start: cuts[i].Start, end: cuts[j].End, single: i == j}
			if !run.single || cuts[i].Lemma == "" {
				run.stem = stem(fold(word[run.start:run.end]))
			} else {
				run.stem = stem(cuts[i].Lemma)
			}
			runs = append(runs, run)
			if plain := unlinked(word, cuts[i:j+1]); plain != "" {
				run.stem = stem(fold(plain))
				runs = append(runs, run)
			}
		}
	}
	return runs
}

// unlinked returns parts of a word without the letters that link them, "" where
// none do: "vårdkön" in "sjukvårdskön".
func unlinked(word string, cuts []swedish.Part) string {
	var plain strings.Builder
	linked := false
	for i, cut := range cuts {
		linked = linked || i > 0 && cut.Start > cuts[i-1].End
		plain.WriteString(word[cut.Start:cut.End])
	}
	if !linked {
		return ""
	}
	return plain.String()
}

// maxRun is the most compound parts indexed as one word.
const maxRun = 3

// hyphenated returns the parts that hyphens divide a word into, nil where it
// has none or one is a single letter ("e-hälsa" is one word).
func hyphenated(word string) []swedish.Part {
	if !strings.Contains(word, "-") || strings.Contains(word, "://") {
		return nil
	}
	var cuts []swedish.Part
	at := 0
	for piece := range strings.SplitSeq(word, "-") {
		if utf8.RuneCountInString(piece) > 1 {
			cuts = append(cuts, swedish.Part{Start: at, End: at + len(piece)})
		}
		at += len(piece) + 1
	}
	return cuts
}

// token is a word of a text with its place.
type token struct {
	*form
	start, end int
}

// tokens appends the words of a text to dst. Punctuation is no word; symbols
// are, so that "§" can be found.
func (a *analyzer) tokens(dst []token, text string, scratch *[]swedish.Token) []token {
	*scratch = swedish.AppendTokens((*scratch)[:0], text)
	for _, t := range *scratch {
		if t.Kind != swedish.Punct {
			dst = append(dst, token{form: a.form(text[t.Start:t.End]), start: t.Start, end: t.End})
		}
	}
	return dst
}
