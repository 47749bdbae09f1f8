package swedish

import (
	_ "embed" // the paradigms
	"math/bits"
	"strings"
	"unicode/utf8"
)

//go:embed data/paradigms.txt
var paradigmList string

// wordClass is the part of speech a paradigm or an irregular word belongs to.
type wordClass byte

// The classes of the embedded lists.
const (
	noun      wordClass = 'n'
	verb      wordClass = 'v'
	adjective wordClass = 'a'
)

// ending is one form of a paradigm.
type ending struct {
	letters  string
	optional bool // many words of the paradigm lack the form
}

// paradigm is the endings that a stem takes; the first is the base form's.
type paradigm struct {
	class      wordClass
	productive bool   // a suffix that makes new words, which need no attestation
	stem       string // what the stem ends in: C, V, * or letters
	endings    []ending
}

// inflection finds the paradigms a form may belong to.
type inflection struct {
	byEnding map[string][]*paradigm
	longest  int // bytes of the longest ending
}

// newInflection reads the list of paradigms.
func newInflection(list string) *inflection {
	in := &inflection{byEnding: make(map[string][]*paradigm)}
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) < 4 || fields[0] == "#" {
			continue
		}
		class := fields[0][0]
		p := &paradigm{class: wordClass(class | 0x20), productive: class < 'a', stem: fields[1]}
		for _, field := range fields[2:] {
			letters, optional := strings.CutSuffix(field, "?")
			letters = strings.TrimPrefix(letters, "0")
			p.endings = append(p.endings, ending{letters, optional})
			in.longest = max(in.longest, len(letters))
		}
		for _, e := range p.endings {
			in.byEnding[e.letters] = append(in.byEnding[e.letters], p)
		}
	}
	return in
}

// candidate is a base form that a form may belong to.
type candidate struct {
	base  string
	class wordClass
	score int // evidence, in points of [weight]
}

// most is the evidence of a form that is as frequent as any.
const most = 20

// weight gives the evidence of a form that occurs n times: 0 to most points, by
// the logarithm of n.
func weight(n int) int {
	return min(most, 2*bits.Len(uint(max(n, 0))))
}

// identity is the evidence of being written in the base form.
const identity = 4

// best returns the base form whose paradigm the lexicon attests best; its
// score is not positive where nothing speaks for any.
func (a *Analyzer) best(form string) candidate {
	top := candidate{base: form}
	reach := a.words.reach(form)
	for size := 0; size <= min(a.inflection.longest, len(form)-2); size++ {
		stem := form[:len(form)-size]
		for _, p := range a.inflection.byEnding[form[len(stem):]] {
			if p.productive || !p.takes(stem) {
				continue
			}
			score := 0
			if len(stem) <= reach {
				if a.contradicted(stem, form[len(stem):], p.class) {
					continue
				}
				score = a.evidence(stem, form[len(stem):], p)
			} else if p.class == adjective && form[len(stem):] == "are" {
				continue // contradicted, where nothing of the stem is attested
			}
			if p.endings[0].letters == form[len(stem):] {
				score += identity
			}
			if score > top.score {
				top = candidate{stem + p.endings[0].letters, p.class, score}
			}
		}
	}
	return top
}

// contradicted tells whether other forms speak against an ambiguous ending: -are
// makes a comparative only where there is a superlative, or a neuter and no
// noun or verb (rikare, radikalare, but köpare),
// and -ar a plural only where it has a definite form or no verb has a past
// (bilar, but fruktar).
func (a *Analyzer) contradicted(stem, letters string, class wordClass) bool {
	attested := func(ending string) bool { return a.words.lookup(stem+ending).lower > 0 }
	switch {
	case class == adjective && letters == "are":
		agent := !attested("t") || attested("en") || attested("et") || attested("ar")
		return agent && !attested("ast") && !attested("aste")
	case class == noun && letters == "ar":
		return !attested("arna") && attested("ade")
	}
	return false
}

// takes tells whether the paradigm fits a stem's last letters.
func (p *paradigm) takes(stem string) bool {
	last, _ := utf8.DecodeLastRuneInString(stem)
	switch p.stem {
	case "*":
	case "V":
		return vowel(last)
	case "C":
		return !vowel(last) && strings.IndexFunc(stem, vowel) >= 0
	default:
		return strings.HasSuffix(stem, p.stem)
	}
	return strings.IndexFunc(stem, vowel) >= 0
}

// vowel tells whether a lower-case letter is a vowel.
func vowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö', 'é', 'ü':
		return true
	}
	return false
}

// evidence sums what the lexicon knows of a stem's forms in a paradigm: each
// attested form counts for it, each that is missing, though others are
// frequent, counts against it unless it is optional. There is no evidence where
// no form but the given ending's is attested.
func (a *Analyzer) evidence(stem, given string, p *paradigm) int {
	var buffer [64]byte
	var points [12]int
	if len(stem) > 48 || len(p.endings) > len(points) {
		return 0
	}
	frequent, others := 0, 0
	for i, e := range p.endings {
		form := append(append(buffer[:0], stem...), e.letters...)
		points[i] = weight(a.words.lookup(string(form)).common())
		if !e.optional {
			frequent = max(frequent, points[i])
		}
		if e.letters != given {
			others += points[i]
		}
	}
	if others == 0 {
		return 0
	}
	score := points[0] - max(0, frequent-points[0]-2) - max(0, 8-points[0])
	for i, e := range p.endings[1:] {
		if e.optional {
			score += points[i+1] / 2
		} else {
			score += points[i+1] - max(0, frequent-points[i+1]-4)*missing/8
		}
	}
	return score
}

// missing is what a form that should be frequent and is not counts against a
// paradigm, in eighths.
const missing = 5

// productive returns the base form of a word that a productive suffix made:
// the one that explains the most letters.
func (a *Analyzer) productive(form string) (string, bool) {
	base, explained := "", 0
	for size := 0; size <= min(a.inflection.longest, len(form)-2); size++ {
		stem := form[:len(form)-size]
		for _, p := range a.inflection.byEnding[form[len(stem):]] {
			length := len(p.stem) + size
			if !p.productive || length <= explained || len(stem) < len(p.stem)+2 || !strings.HasSuffix(stem, p.stem) {
				continue
			}
			base, explained = stem+p.endings[0].letters, length
		}
	}
	return base, explained > 0
}
