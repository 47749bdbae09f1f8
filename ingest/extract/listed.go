package extract

import (
	"unicode/utf8"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// match is a listed name in the text.
type match struct {
	to       int
	alias    gazetteer.Alias
	genitive bool
}

// listedAt returns the longest listed name that begins at token i; none behind
// the last token.
func (a *analysis) listedAt(i int) (match, bool) {
	if i >= len(a.tokens) {
		return match{}, false
	}
	w := a.tokens[i].word
	var best match
	if w.baseLower != "" {
		if node, ok := a.lists.Step(0, w.baseLower); ok {
			a.keep(&best, node, i, i+1, true)
		}
	}
	node, ok := w.node, w.node != 0
	for at := i; ok; {
		at++
		a.keep(&best, node, i, at, false)
		if at >= len(a.tokens) || a.tokens[at].gap == blank {
			break
		}
		next := a.tokens[at].word
		if next.baseLower != "" {
			if end, found := a.lists.Step(node, lowerBase(next)); found {
				a.keep(&best, end, i, at+1, true)
			}
		}
		node, ok = a.lists.Step(node, next.lower)
	}
	return best, best.to > 0
}

func lowerBase(w *word) string {
	return w.lower[:len(w.baseLower)]
}

// keep notes the best alias ending at a node, when it is longer than what is
// known and written as its mode wants.
func (a *analysis) keep(best *match, node gazetteer.Node, from, to int, genitive bool) {
	if to <= best.to && (to < best.to || genitive) {
		return
	}
	for _, alias := range a.lists.Ends(node) {
		if a.written(alias, from, to, genitive) {
			*best = match{to, alias, genitive}
			return
		}
	}
}

// written reports whether the tokens are written as the alias demands.
func (a *analysis) written(alias gazetteer.Alias, from, to int, genitive bool) bool {
	first := a.tokens[from].word
	switch alias.Mode {
	case gazetteer.Exact, gazetteer.Weak:
		text := a.nameOf(from, to)
		if genitive {
			text = a.nominative(from, to)
		}
		return text == alias.Text
	case gazetteer.Lower:
		return true
	case gazetteer.Fold:
	}
	if first.is(capital) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(alias.Text)
	if r >= '0' && r <= '9' {
		return true
	}
	if alias.Text == first.text {
		return true // a name that is written in lower case
	}
	// Long single names are unmistakable in lower case, too.
	return to-from == 1 && len(first.text) >= 12 && first.common <= 4*first.proper+1 &&
		(alias.Entry.Class == "authority" || alias.Entry.Class == "ministry")
}

// claimListed makes a mention of a listed name.
func (a *analysis) claimListed(from int, m match) int {
	name := a.nameOf(from, m.to)
	if m.genitive {
		name = a.nominative(from, m.to)
	}
	if !a.tokens[from].word.is(capital) && (m.alias.Mode == gazetteer.Fold || m.alias.Mode == gazetteer.Lower) {
		name = m.alias.Entry.Name
		if m.alias.Mode == gazetteer.Fold {
			name = m.alias.Text
		}
	}
	confidence := .95
	if m.alias.Words == 1 && m.alias.Entry.Entity == graph.Place {
		confidence = .85
	}
	index := a.claim(from, m.to, Mention{
		Kind: m.alias.Entry.Entity, Name: name, Canonical: m.alias.Entry.Name,
		Method: "gazetteer", Confidence: confidence, Refers: -1,
	})
	if m.alias.Mode == gazetteer.Exact || m.alias.Mode == gazetteer.Weak {
		a.mentions[index].Attributes = map[string]string{"acronym": m.alias.Text}
	}
	return index
}
