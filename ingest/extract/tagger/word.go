package tagger

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// class is what the letters of a word look like; of marks it tells which mark
// it is.
type class uint32

// The classes.
const (
	outside class = iota // beyond the sentence
	lower                // hus
	capital              // Hus
	acronym              // HUS
	initial              // H
	inner                // eHus
	digit                // 17
	firstOf class = 16   // and above: marks, by their first code point
)

// named tells whether a class is that of names.
func (c class) named() bool { return c >= capital && c <= inner }

// rank groups classes for features of neighbours: names, acronyms, the rest.
func (c class) rank() int {
	switch c {
	case capital, initial, inner:
		return 1
	case acronym:
		return 2
	default:
		return 0
	}
}

const ranks = 3

// word is what features are made of; each form has one, whatever its place.
type word struct {
	form, lower  uint64 // hashes; digits are zeros in both
	base         uint64 // hash of lower without a final s, 0 where there is none
	shape, short uint64 // Xxxx and Xx
	prefix       [4]uint64
	suffix       [7]uint64 // of 1 to 7 code points, 0 beyond the word
	head, tail   uint64    // around the last hyphen, 0 without
	colon        uint64    // what stands before a colon: EU of EU:s
	class        class
	length       uint8 // code points, up to 12
	familiar     int8  // logarithm of lower-case to capitalised uses, see familiarity
	openLower    bool  // opens names in lower case
	openInitial  bool  // opens names, although common as a first word of sentences
	common       bool  // as a first word of a sentence it tells nothing of names
	carries      int   // how many words of a name may follow, see carry
	clusters     [3]uint16
	lists        uint32 // the lists it is an entry of, alone
	sums         [conventions]sums
}

// newWord describes a form.
func (l *Lexicon) newWord(form string) *word {
	form = strings.ReplaceAll(form, "\u00ad", "")
	w := &word{class: classOf(form)}
	plain := zeroDigits(form)
	low := strings.ToLower(plain)
	w.form, w.lower = hashString(plain), hashString(low)
	w.shape, w.short = shapes(form)
	w.affixes(low)
	if at := strings.LastIndexByte(low, '-'); at > 0 {
		w.head, w.tail = hashString(low[:at]), hashString(low[at:])
	}
	if at := strings.IndexByte(low, ':'); at > 0 {
		w.colon = hashString(low[:at])
	}
	w.familiar, w.common = familiarity(low)
	w.carries = carry(low)
	w.clusters = l.cluster(form)
	l.mark(w, low)
	return w
}

// affixes fills in the beginnings and ends.
func (w *word) affixes(low string) {
	runes := []rune(low)
	w.length = uint8(min(len(runes), 12))
	for i := range min(len(runes), len(w.prefix)) {
		w.prefix[i] = hashString(string(runes[:i+1]))
	}
	for i := range min(len(runes), len(w.suffix)) {
		w.suffix[i] = hashString(string(runes[len(runes)-i-1:]))
	}
}

// classOf returns the class of a form.
func classOf(form string) class {
	first, size := utf8.DecodeRuneInString(form)
	rest := form[size:]
	switch {
	case form == "":
		return firstOf
	case unicode.IsUpper(first) && rest == "":
		return initial
	case unicode.IsUpper(first):
		if strings.IndexFunc(rest, unicode.IsLower) < 0 && strings.IndexFunc(form, unicode.IsLetter) >= 0 {
			return acronym
		}
		return capital
	case strings.IndexFunc(rest, unicode.IsUpper) >= 0:
		return inner
	case unicode.IsLetter(first):
		return lower
	case unicode.IsDigit(first):
		return digit
	}
	return firstOf + class(first) //nolint:gosec // code points are not negative
}

// zeroDigits writes every digit as 0.
func zeroDigits(form string) string {
	if !strings.ContainsAny(form, "123456789") {
		return form
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, form)
}

// shapes returns the hash of the pattern of the first eight code points and
// that of the pattern with repetitions left out.
func shapes(form string) (full, short uint64) {
	full, short = seed, seed
	var last rune
	count := 0
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLower(r):
			r = 'x'
		case unicode.IsDigit(r):
			r = '0'
		}
		if count < 8 {
			full = fold(full, uint64(r))
		}
		if r != last {
			short = fold(short, uint64(r))
		}
		last = r
		count++
	}
	return full, short
}

// familiarity returns the rounded binary logarithm of lower-case uses to
// capitalised uses within sentences, between -6 and 6; -8 where a word only
// began sentences and -9 for unknown words. A word is common when it is not a
// name although a sentence begins with it.
func familiarity(low string) (level int8, common bool) {
	small, big, first, _ := swedish.Frequency(low)
	if base, ok := strings.CutSuffix(low, "s"); ok && small+big+first == 0 && len(low) > 3 {
		small, big, first, _ = swedish.Frequency(base)
	}
	switch {
	case small+big+first == 0:
		return -9, false
	case small+big == 0:
		return -8, false
	}
	ratio := math.Log2((float64(small) + .3) / (float64(big) + .3))
	return int8(max(-6, min(6, math.Round(ratio)))), small >= 3 && ratio >= 2
}

// carry returns how many words in lower case may follow a word within the name
// of a body: Institutet för arbetsmarknads- och utbildningspolitisk utvärdering.
func carry(low string) int {
	switch {
	case low == "för" || low == "mot":
		return 4
	case low == "och" || strings.HasSuffix(low, "-"):
		return 3
	}
	return 0
}
