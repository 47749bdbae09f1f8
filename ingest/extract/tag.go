package extract

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// tagged is a name that the tagger has found, in tokens of the document.
type tagged struct {
	extent
	kind  graph.Kind
	score float64
}

// tag asks the tagger about the sentences where capitals are left that no rule
// or list explains, and claims the names of several words that it is sure of.
// Names of one word wait in a.single until the document's own full names have
// been tried on them.
func (a *analysis) tag(ctx context.Context, names func() (tagger.Tagger, error)) error {
	a.single = a.single[:0]
	if names == nil {
		return nil
	}
	sentences, starts := a.doubtful()
	if len(sentences) == 0 {
		return nil
	}
	model, err := names()
	if err != nil {
		return fmt.Errorf("tag names: %w", err)
	}
	spans, err := model.Tag(ctx, tagger.News, sentences)
	if err != nil {
		return fmt.Errorf("tag names: %w", err)
	}
	a.asked = map[int32]bool{}
	for i := range spans {
		a.asked[a.tokens[starts[i]].sentence] = true
		for _, s := range spans[i] {
			a.takeTagged(tagged{extent{starts[i] + s.From, starts[i] + s.To}, s.Kind, s.Score})
		}
	}
	return nil
}

// doubtful returns the words of the sentences that need the tagger, and the
// token each begins with.
func (a *analysis) doubtful() (sentences [][]string, starts []int) {
	for from := 0; from < len(a.tokens); {
		to, doubt := from, false
		for to < len(a.tokens) && (to == from || a.follows(to)) {
			doubt = doubt || a.unexplained(to)
			to++
		}
		if doubt {
			words := make([]string, 0, to-from)
			for i := from; i < to; i++ {
				words = append(words, a.tokens[i].word.text)
			}
			sentences, starts = append(sentences, words), append(starts, from)
		}
		from = to
	}
	return sentences, starts
}

// unexplained reports whether a token may be part of a name that nothing has
// claimed: its capital is not explained by its place in the sentence, or it is
// no common word.
func (a *analysis) unexplained(i int) bool {
	t := &a.tokens[i]
	if a.owner[i] != none || t.kind != swedish.Word || !t.word.is(capital) || t.word.is(stop|initial) {
		return false
	}
	return !t.first || !t.word.is(common)
}

// leastScore is how sure the tagger must be of a name that no rule supports.
func (a *analysis) leastScore(name tagged) float64 {
	switch {
	case name.kind == graph.Organisation:
		return .6
	case name.kind == graph.Person && name.to-name.from == 1 && !a.is(name.from, given|surname):
		return sure // products have names, too
	}
	return .5
}

// takeTagged claims a name whose tokens are free, or that proves a weaker
// reading of some of them wrong.
func (a *analysis) takeTagged(name tagged) {
	name.from = a.skipTitles(name)
	if a.shortForOther(name) || name.score < a.leastScore(name) || name.from >= name.to || !a.is(name.from, capital) {
		return
	}
	if !a.free(name.from, name.to) {
		if !a.outweighs(name) {
			return
		}
		a.retract(name.extent)
		a.claimTagged(name)
		return
	}
	if name.to-name.from > 1 {
		if !a.topic(name) {
			a.claimTagged(name)
		}
		return
	}
	if !timeWord(a.lower(name.from)) && !a.topic(name) {
		a.single = append(a.single, name)
	}
}

// topic reports whether the document writes what the tagger takes for the name
// of a body in lower case elsewhere: Life Science is no body where life science
// is spoken of.
func (a *analysis) topic(name tagged) bool {
	if name.kind != graph.Organisation {
		return false
	}
	first := a.lower(name.from)
	for _, i := range a.uncapitalised()[first] {
		same := true
		for k := name.from; same && k < name.to; k++ {
			at := i + k - name.from
			same = at < len(a.tokens) && a.lower(at) == a.lower(k) && !a.is(at, capital)
		}
		if same {
			return true
		}
	}
	return false
}

// uncapitalised indexes the tokens of the document in lower case, made when
// needed.
func (a *analysis) uncapitalised() map[string][]int {
	if a.lowerCase == nil {
		a.lowerCase = map[string][]int{}
		for i := range a.tokens {
			if w := a.tokens[i].word; !w.is(capital|stop) && a.tokens[i].kind == swedish.Word {
				a.lowerCase[w.lower] = append(a.lowerCase[w.lower], i)
			}
		}
	}
	return a.lowerCase
}

// outweighs reports whether the tagger is so sure of a name, and the rules are
// so unsure of what they found within it, that the tagger is right: the table
// above.
func (a *analysis) outweighs(name tagged) bool {
	for i := name.from; i < name.to; i++ {
		if m := a.owner[i]; m != none && (m < 0 || !a.weaker(m, name)) {
			return false
		}
	}
	return true
}

// weaker reports whether a mention gives way to a name that the tagger has
// found over it.
func (a *analysis) weaker(m int, name tagged) bool {
	mention, e := &a.mentions[m], a.extent[m]
	if e.from < name.from || e.to > name.to {
		return false
	}
	longer := e.to-e.from < name.to-name.from
	switch mention.Method {
	case "gazetteer":
		return mention.Kind == graph.Place && longer && name.score >= sure && (name.kind == graph.Organisation || direction(a.lower(name.from))) ||
			mention.Kind == graph.Organisation && longer && name.kind == graph.Organisation && name.score >= sure && a.allCapital(name.extent) && !appositive(a.lower(name.from)) && !announcing(a.lower(name.from))
	case "name-list", "name-context":
		return mention.Kind == graph.Person && name.kind == graph.Organisation && name.score >= verySure
	case "bare-name":
		return longer && name.kind == graph.Person && name.score >= sure || name.kind == graph.Organisation && name.score >= verySure
	}
	return false
}

// shortForOther reports whether a short form in capitals stands for no body: it
// names a law or method, or has the initials of one of the document's people.
func (a *analysis) shortForOther(name tagged) bool {
	if name.kind != graph.Organisation || name.to-name.from > 1 || !a.is(name.from, allCaps) {
		return false
	}
	text := a.tokens[name.from].word.text
	return fieldAcronym(text) || a.initials()[text]
}

// initials are those of the people found so far, made when needed.
func (a *analysis) initials() map[string]bool {
	if a.peopleInitials != nil {
		return a.peopleInitials
	}
	a.peopleInitials = map[string]bool{}
	for m := range a.mentions {
		if a.mentions[m].Kind != graph.Person {
			continue
		}
		var initials strings.Builder
		for word := range strings.FieldsFuncSeq(a.mentions[m].Name, func(r rune) bool { return r == ' ' || r == '-' }) {
			first, _ := utf8.DecodeRuneInString(word)
			initials.WriteRune(unicode.ToUpper(first))
		}
		if letters := initials.String(); len(letters) > 1 {
			a.peopleInitials[letters] = true
		}
	}
	return a.peopleInitials
}

// direction tells the words that make a part of a place of it: södra Stockholm.
func direction(lower string) bool {
	switch lower {
	case "norra", "södra", "östra", "västra", "nordöstra", "nordvästra", "sydöstra", "sydvästra", "centrala", "inre", "yttre", "övre", "nedre", "gamla":
		return true
	}
	return false
}

// How sure the tagger must be to prove rules wrong.
const (
	sure     = .8
	verySure = .95
)

// allCapital reports whether all words of a name are capitalised.
func (a *analysis) allCapital(e extent) bool {
	for i := e.from; i < e.to; i++ {
		if !a.is(i, capital) {
			return false
		}
	}
	return true
}

// retract frees the tokens of a range from the mentions that lie within it.
// They are left without a kind, and result drops them.
func (a *analysis) retract(e extent) {
	for i := e.from; i < e.to; i++ {
		if m := a.owner[i]; m >= 0 {
			a.mentions[m], a.extent[m] = Mention{Refers: none}, extent{}
		}
		a.owner[i] = none
	}
}

// skipTitles moves the start of a person's name behind titles.
func (a *analysis) skipTitles(name tagged) int {
	from := name.from
	for name.kind == graph.Person && from < name.to && a.tokens[from].word.is(role) && !a.tokens[from].word.is(given) {
		from++
	}
	return from
}

// tagSingle claims the names of one word that nothing else has explained.
func (a *analysis) tagSingle() {
	for _, name := range a.single {
		if a.free(name.from, name.to) {
			a.claimTagged(name)
		}
	}
}

// claimTagged makes a mention of what the tagger found.
func (a *analysis) claimTagged(name tagged) {
	n := named{name.from, name.to, a.tokens[name.to-1].word.base != "", "tagger", name.score}
	switch name.kind {
	case graph.Person:
		if !a.maybePerson(n) {
			return
		}
		n.genitive = a.nameGenitive(n.to)
		a.referShort(a.claimPerson(n))
	case graph.Organisation:
		n.genitive = a.runGenitive(n.to)
		a.claimBody(n)
	case graph.Place:
		text := a.nameOf(n.from, n.to)
		if n.genitive {
			text = a.nominative(n.from, n.to)
		}
		a.claim(n.from, n.to, Mention{Kind: graph.Place, Name: text, Method: n.method, Confidence: n.confidence, Refers: none})
	default: // taggers name nothing else
	}
}
