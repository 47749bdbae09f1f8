package bleveindex

import (
	"bytes"
	"slices"

	"github.com/samband/samband/search/query"
)

// nearness asks for terms close to each other, in any order.
type nearness struct {
	terms    [][]*form
	distance int // other words between the first and the last at most
}

// spread is how far apart the parts of a compound may stand where they are
// words of their own: "köerna i vården" for "vårdkö".
const spread = 2

// near evaluates nearness.
func (e *evaluation) near(n query.Near) (result, error) {
	b := &builder{analyzer: e.index.analyzer}
	wanted := nearness{distance: n.Distance}
	for _, term := range n.Terms {
		b.tokens = b.analyzer.tokens(b.tokens[:0], term, &b.scratch)
		var forms []*form
		for _, t := range b.tokens {
			forms = append(forms, t.form)
			e.spell(t.form)
		}
		if len(forms) > 0 {
			wanted.terms = append(wanted.terms, forms)
		}
	}
	if len(wanted.terms) == 0 {
		return nil, nil
	}
	found, err := e.close(wanted)
	if err == nil {
		e.constant(found, weightWord)
	}
	return found, err
}

// close returns the passages that have terms close to each other.
func (e *evaluation) close(wanted nearness) (set, error) {
	e.mark(func(m *marker) { m.near = append(m.near, wanted) })
	var terms []fieldTerm
	for _, f := range slices.Concat(wanted.terms...) {
		if f.stop {
			terms = append(terms, fieldTerm{fieldExact, f.exact})
		} else {
			terms = append(terms, fieldTerm{fieldWords, f.stem})
		}
	}
	candidates, err := e.candidates(terms)
	if err != nil {
		return nil, err
	}
	var forms []*form
	return candidates, e.keep(candidates, func(order []byte) bool {
		forms = forms[:0]
		for word := range bytes.SplitSeq(bytes.Trim(order, string(wordEnd)), []byte{wordEnd}) {
			forms = append(forms, e.index.analyzer.form(string(word)))
		}
		met := false
		wanted.windows(forms, func(int, int) bool {
			met = true
			return false
		})
		return met
	})
}

// windows calls visit with the first and the last word of each stretch that
// holds all the terms, until it returns false.
func (n nearness) windows(words []*form, visit func(first, last int) bool) {
	length := 0
	at := make([]int, len(n.terms)) // where each term stands last
	for i, term := range n.terms {
		length += len(term)
		at[i] = -1
	}
	for i := range words {
		if !n.step(words, i, at) {
			continue
		}
		first, last := i, i
		for t, start := range at {
			if start < 0 {
				last = -1
				break
			}
			first, last = min(first, start), max(last, start+len(n.terms[t])-1)
		}
		if last >= 0 && last-first+1-length <= n.distance && !visit(first, last) {
			return
		}
	}
}

// step notes the terms that begin at a word, and reports whether any does. Of
// equal terms each has a place of its own.
func (n nearness) step(words []*form, i int, at []int) bool {
	begins := false
	for t, term := range n.terms {
		if !begin(words[i:], term) {
			continue
		}
		begins = true
		before := at[t]
		at[t] = i
		for later := t + 1; later < len(n.terms); later++ {
			if sameTerm(term, n.terms[later]) {
				before, at[later] = at[later], before
			}
		}
		if t+1 < len(n.terms) && sameTerm(term, n.terms[t+1]) {
			break
		}
	}
	return begins
}

func begin(words, term []*form) bool {
	if len(words) < len(term) {
		return false
	}
	for i, f := range term {
		if !f.answers(words[i]) {
			return false
		}
	}
	return true
}

func sameTerm(a, b []*form) bool { return len(a) == len(b) && begin(a, b) && begin(b, a) }

// answers reports whether a word of a text, or a part of it, is an inflection
// of the form; of a stop word, whether it is the same.
func (f *form) answers(word *form) bool {
	if f.stop || word.stop {
		return f.exact == word.exact
	}
	if f.stem == word.stem {
		return true
	}
	for _, p := range word.parts {
		if p.stem == f.stem {
			return true
		}
	}
	return false
}

// apart returns the passages in which the parts of a compound stand close to
// each other as words of their own; nil for a word that is no compound. They are
// asked for where few passages have the compound itself.
func (e *evaluation) apart(f *form) (set, error) {
	wanted := nearness{distance: spread}
	for _, p := range f.parts {
		if p.single {
			exact := fold(f.surface[p.start:p.end])
			wanted.terms = append(wanted.terms, []*form{{surface: exact, exact: exact, stem: p.stem}})
		}
	}
	if len(wanted.terms) < 2 {
		return nil, nil
	}
	return e.close(wanted)
}
