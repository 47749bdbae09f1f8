package swedish

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Part is one part of a compound: Start and End are byte offsets into the
// word, linking letters left out, and Lemma is the part's base form.
type Part struct {
	Start, End int
	Lemma      string
}

// Split returns the parts of a compound in order, and nil where the word is
// none or that is not certain: hälsodata → hälso|data (hälsa, data),
// sjukvårdskön → sjuk|vård|kön. Names, loanwords (organisation), derivations
// (möjlighet) and verbs with particles (utbilda) are not split. Parts written
// with hyphens or in capitals behind them are parts too.
//
// The model is how productive parts are in the lexicon: with how many words a
// first part forms attested compounds, and how many first parts a last part
// takes. Both must be.
//
// The parts are shared with later calls and must not be changed.
func Split(word string) []Part { return shared().Split(word) }

// The least productivity of parts, in distinct partners.
const (
	leastFirst = 4  // of a first part
	leastLast  = 4  // of a last part
	leastShort = 20 // of either where it has three letters
)

// frequentPart is how often a long part must occur as a word where it is not
// productive.
const frequentPart = 15

// Split is the method behind the package function [Split].
func (a *Analyzer) Split(word string) []Part {
	if len(word) < 6 || len(word) > longestWord {
		return nil
	}
	known := a.analyse(word)
	if parts := known.parts.Load(); parts != nil {
		return *parts
	}
	parts := a.splitWord(word)
	known.parts.Store(&parts)
	return parts
}

// splitWord splits a word that the cache does not know.
func (a *Analyzer) splitWord(word string) []Part {
	form, offsets := foldOffsets(word)
	if strings.ContainsAny(form, "-\u2010\u2011") {
		return a.splitHyphenated(form, offsets)
	}
	a.learnParts()
	parts := a.split(form, 0)
	if len(parts) < 2 {
		return nil
	}
	for i := range parts {
		parts[i].Start, parts[i].End = offsets.at(parts[i].Start), offsets.at(parts[i].End)
	}
	return parts
}

// offsets maps bytes of a folded word to bytes of the word; nil maps each to
// itself.
type offsets []int

// at returns the word's byte for a byte of the folded word.
func (o offsets) at(i int) int {
	if o == nil {
		return i
	}
	return o[i]
}

// foldOffsets folds a word, hyphens kept, with the way back to its bytes.
func foldOffsets(word string) (string, offsets) {
	lower := strings.ToLower(word)
	if len(lower) == len(word) && norm.NFC.IsNormalString(word) {
		return lower, nil
	}
	var b strings.Builder
	var back offsets
	var it norm.Iter
	it.InitString(norm.NFC, word)
	for !it.Done() {
		start := it.Pos()
		b.WriteString(strings.ToLower(string(it.Next())))
		for len(back) < b.Len() {
			back = append(back, start)
		}
	}
	return b.String(), append(back, len(word))
}

// splitHyphenated returns the parts between hyphens: life-science-strategi.
// Parts of fewer than two letters (e-hälsa) are left out, and make no
// compound of the rest.
func (a *Analyzer) splitHyphenated(form string, back offsets) []Part {
	var parts []Part
	for at := 0; at < len(form); {
		end := strings.IndexAny(form[at:], "-\u2010\u2011")
		if end < 0 {
			end = len(form) - at
		}
		if utf8.RuneCountInString(form[at:at+end]) >= 2 {
			parts = append(parts, Part{back.at(at), back.at(at + end), a.lemma(form[at : at+end])})
		}
		at += end
		if at < len(form) {
			_, size := utf8.DecodeRuneInString(form[at:])
			at += size
		}
	}
	if len(parts) < 2 || a.nameParts(parts, form) {
		return nil
	}
	return parts
}

// nameParts tells whether the first part is a given name, as in Ann-Sofi.
func (a *Analyzer) nameParts(parts []Part, form string) bool {
	first, _, _ := strings.Cut(form, "-")
	return len(parts) > 1 && a.properName(first)
}

// split returns the parts of a folded word that begins at the offset, or one
// part where it is no compound.
func (a *Analyzer) split(form string, start int) []Part {
	best, cut := 0, 0
	for at := 3; at <= len(form)-2; at++ {
		if !startsLetter(form, at) {
			continue
		}
		if score := a.cutScore(form[:at], form[at:]); score > best {
			best, cut = score, at
		}
	}
	if best == 0 {
		cut = a.longCut(form)
	}
	if cut == 0 {
		return []Part{{start, start + len(form), ""}} // whoever puts it into a compound knows its lemma
	}
	base, link := a.modifier(form[:cut])
	if stem, ok := strings.CutSuffix(base, "s"); ok && link == 0 && a.Lemma(base) == stem {
		base, link = stem, 1 // a genitive in the lexicon, a linking s here
	}
	first := a.split(form[:cut-link], start)
	if len(first) == 1 {
		first[0].Lemma = a.Lemma(base)
	}
	rest := a.split(form[cut:], start+cut)
	if last := &rest[len(rest)-1]; len(rest) == 1 {
		last.Lemma, _ = a.headBase(form[cut:])
	}
	return append(first, rest...)
}

// longCut divides a word of three parts or more, none of whose divisions into
// two is attested, behind a productive first part; 0 where it cannot.
func (a *Analyzer) longCut(form string) int {
	for at := 4; at <= len(form)-8; at++ {
		if !startsLetter(form, at) || a.parts.first[form[:at]] < leastFirst {
			continue
		}
		if len(a.split(form[at:], 0)) > 1 {
			return at
		}
	}
	return 0
}

// cutScore says how well a word divides into two parts; 0 is not at all.
func (a *Analyzer) cutScore(first, last string) int {
	head, ok := a.headBase(last)
	if !ok {
		return 0
	}
	firsts, lasts := int(a.parts.first[first]), int(a.parts.last[head])
	if !a.productiveEnough(first, last, firsts, lasts) {
		return 0
	}
	return bits.Len(uint(firsts*firsts)) + bits.Len(uint(lasts*lasts)) + min(len(first), len(last))
}

// productiveEnough tells whether parts with so many partners make a compound
// for certain: long ones may have few where they are frequent words.
func (a *Analyzer) productiveEnough(first, last string, firsts, lasts int) bool {
	_, listed := a.irregular.heads[last]
	short := utf8.RuneCountInString(first) <= 3 && firsts < leastShort ||
		utf8.RuneCountInString(last) <= 3 && lasts < leastShort && !listed
	switch {
	case short:
		return false
	case firsts >= leastFirst && lasts >= leastLast:
		return true
	case utf8.RuneCountInString(first) < 5 || utf8.RuneCountInString(last) < 5:
		return false
	}
	base, _ := a.modifier(first)
	return base != "" && a.words.lookup(base).lower >= frequentPart && a.words.lookup(last).lower >= frequentPart
}
