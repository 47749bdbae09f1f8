package bleveindex

import (
	"context"
	"errors"
	"math"
	"slices"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// Parameters of BM25 and weights of the evidence for a word.
const (
	bm25K1        = 1.2
	bm25B         = 0.2 // low, or headings of two words would come before the paragraphs that answer
	weightWord    = 1
	weightPart    = 0.25 // a part of a compound in the query
	weightApart   = 0.5  // the parts of a compound in the query as words close to each other
	weightFolded  = 0.25 // a word that differs in å, ä or ö where that was asked for
	weightContext = 0.5  // a word in the heading or title
	weightPattern = 0.5  // a word that a prefix or fuzzy word stands for
)

// Limits of one query.
const (
	checkEvery    = 4096 // postings read between two looks at the deadline
	maxExpansions = 1024 // words a prefix or fuzzy word stands for
	maxPattern    = 64   // bytes of a prefix or fuzzy word; longer ones are plain words
)

// evaluation computes one query over one snapshot: a set of passages for each
// node, and on the way the score of every passage.
type evaluation struct {
	ctx      context.Context //nolint:containedctx // lives as long as one call of Match
	index    *Index
	snapshot *snapshot
	size     int // document numbers in the snapshot
	scores   []float32
	scoring  bool // whether nodes add to scores; not so below a negation
	counting bool // whether scores are left out, though nodes score: only what is selected counts
	literal  bool // whether stop words count, as the query has no others
	marker   *marker
	notes    []string
	amended  []search.Correction // words that were read as others
	role     string              // of the entities in the conjunction being evaluated
	persons  bool                // whether that conjunction has any
	fold     bool                // whether a and o stand for å, ä and ö, too
	posting  index.TermFieldDoc
	read     int
	memory   *scratch
	spelled  []*form // words that matches are ranked by
	related  set     // passages with a part of a compound in the query; nil without
}

// result of a node: the passages it selects, nil where it says nothing (a stop
// word) and is left out.
type result = set

// node evaluates one node.
func (e *evaluation) node(n query.Node) (result, error) {
	switch n := n.(type) {
	case query.And:
		return e.and(n.Nodes)
	case query.Or:
		return e.or(n.Nodes)
	case query.Not:
		return e.and([]query.Node{n})
	case query.Word:
		return e.word(n)
	case query.Phrase:
		return e.phrase(n.Text)
	case query.Near:
		return e.near(n)
	case query.Field:
		return e.field(n)
	}
	return nil, errors.New("unknown node in query")
}

func (e *evaluation) or(nodes []query.Node) (result, error) {
	var union set
	for _, n := range nodes {
		found, err := e.node(n)
		switch {
		case err != nil:
			return nil, err
		case found == nil:
		case union == nil:
			union = found
		default:
			union.unite(found)
		}
	}
	return union, nil
}

func (e *evaluation) and(nodes []query.Node) (result, error) {
	c, err := e.conjunction(nodes)
	if err != nil {
		return nil, err
	}
	return c.all(e)
}

// conjunction holds the sets of the nodes that must all match.
type conjunction struct {
	words    []set // of words, which a passage may lack some of
	required []set // of all other nodes
	excluded []set
}

// conjunction evaluates every node, so that all have added to the scores.
func (e *evaluation) conjunction(nodes []query.Node) (conjunction, error) {
	var c conjunction
	role, persons := e.role, e.persons
	defer func() { e.role, e.persons = role, persons }()
	if stated, entities := roles(nodes); stated != "" {
		e.role, e.persons = stated, entities
	}
	for _, n := range nodes {
		not, negative := n.(query.Not)
		if negative {
			n = not.Node
		}
		scoring := e.scoring
		e.scoring = scoring && !negative
		found, err := e.node(n)
		e.scoring = scoring
		if err != nil {
			return c, err
		}
		word, isWord := n.(query.Word)
		switch {
		case found == nil:
		case negative:
			c.excluded = append(c.excluded, found)
		case isWord && word.Match == query.Inflected:
			c.words = append(c.words, found)
		default:
			c.required = append(c.required, found)
		}
	}
	return c, nil
}

// all returns what is in every set; nil where there are none.
func (c conjunction) all(e *evaluation) (result, error) {
	return c.combine(e, append(slices.Clip(c.words), c.required...))
}

// any returns what has any of the words, or a part of a compound among them,
// and is in all other sets.
func (c conjunction) any(e *evaluation) (result, error) {
	union := newSet(e.size)
	if e.related != nil {
		union.unite(e.related)
	}
	for _, s := range c.words {
		union.unite(s)
	}
	return c.combine(e, append([]set{union}, c.required...))
}

func (c conjunction) combine(e *evaluation, sets []set) (result, error) {
	if len(sets) == 0 && len(c.excluded) == 0 {
		return nil, nil
	}
	var found set
	if len(sets) == 0 {
		everything, err := e.everything()
		if err != nil {
			return nil, err
		}
		sets = []set{everything}
	}
	found = append(found, sets[0]...)
	for _, s := range sets[1:] {
		found.intersect(s)
	}
	for _, s := range c.excluded {
		found.subtract(s)
	}
	return found, nil
}

// everything returns all passages.
func (e *evaluation) everything() (set, error) { return e.whole(fieldIs, isPassage) }

// whole returns the passages that have any of the terms, without scoring.
func (e *evaluation) whole(field string, terms ...string) (set, error) {
	found := newSet(e.size)
	for _, term := range terms {
		err := eachPosting(e.ctx, e.snapshot.reader, field, term, func(n uint64) error {
			found.add(n)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// scored adds the passages that have a term to a set, and their BM25 score,
// times weight, to the scores. A nil set is not added to.
func (e *evaluation) scored(found set, field, term string, weight float64) (err error) {
	scoring := e.scoring && !e.counting
	postings, err := e.snapshot.reader.TermFieldReader(e.ctx, []byte(term), field, scoring, scoring, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, postings.Close()) }()
	scale := weight * e.idf(int(postings.Count())) //nolint:gosec // a count of documents
	average := e.average()
	for {
		if e.read++; e.read%checkEvery == 0 && e.ctx.Err() != nil {
			return e.ctx.Err()
		}
		posting, err := postings.Next(&e.posting)
		if err != nil || posting == nil {
			return err
		}
		n := posting.ID.Value()
		if found != nil {
			found.add(n)
		}
		if scoring {
			e.scores[n] += float32(scale * saturation(posting.Freq, posting.Norm, average))
		}
	}
}

// saturation is the part of BM25 that depends on the passage. The norm is
// 1/√length.
func saturation(frequency uint64, norm, average float64) float64 {
	f := float64(frequency)
	length := 1.0
	if norm > 0 {
		length = 1 / (norm * norm) / average
	}
	return f * (bm25K1 + 1) / (f + bm25K1*(1-bm25B+bm25B*length))
}

// idf is the inverse document frequency in the form that is never negative.
func (e *evaluation) idf(passages int) float64 {
	n, all := float64(passages), float64(max(e.snapshot.totals.Passages, passages))
	return math.Log(1 + (all-n+0.5)/(n+0.5))
}

// average is the mean number of words in a passage, at least 1.
func (e *evaluation) average() float64 {
	if e.snapshot.totals.Passages == 0 {
		return 1
	}
	return max(1, float64(e.snapshot.totals.Words)/float64(e.snapshot.totals.Passages))
}

// word evaluates a word, which the tokenizer may divide into several.
func (e *evaluation) word(w query.Word) (result, error) {
	if w.Match != query.Inflected {
		return e.pattern(w)
	}
	b := &builder{analyzer: e.index.analyzer}
	b.tokens = b.analyzer.tokens(nil, w.Text, &b.scratch)
	var sets []set
	for _, t := range b.tokens {
		e.spell(t.form)
		if t.stop && !e.literal {
			continue
		}
		found, err := e.form(t.form)
		if err == nil && e.fold {
			err = e.folded(found, t.form)
		}
		if err == nil && found.count() == 0 {
			found, err = e.corrected(found, t.form)
		}
		if err != nil {
			return nil, err
		}
		sets = append(sets, found)
	}
	return conjunction{words: sets}.all(e)
}

// form evaluates one word form: its stem decides what matches; the heading,
// the title and the parts of a compound add to the score.
func (e *evaluation) form(f *form) (set, error) {
	found := newSet(e.size)
	if f.stop {
		e.mark(func(m *marker) { m.exact[f.exact] = true })
		found, err := e.whole(fieldExact, f.exact)
		if err == nil {
			e.constant(found, weightWord)
		}
		return found, err
	}
	e.mark(func(m *marker) { m.stems[f.stem] = true })
	if err := e.scored(found, fieldWords, f.stem, weightWord); err != nil || !e.scoring {
		return found, err
	}
	for _, field := range []string{fieldHeading, fieldTitle} {
		if e.counting {
			break
		}
		if err := e.scored(nil, field, f.stem, weightContext); err != nil {
			return nil, err
		}
	}
	for _, p := range f.parts {
		if p.single {
			if e.related == nil {
				e.related = newSet(e.size)
			}
			if err := e.scored(e.related, fieldWords, p.stem, weightPart); err != nil {
				return nil, err
			}
		}
	}
	if found.count() >= fewPassages {
		return found, nil
	}
	apart, err := e.apart(f)
	if err == nil && apart != nil {
		e.constant(apart, weightApart)
		found.unite(apart)
	}
	return found, err
}

// mark tells the marker what matches, unless it is below a negation.
func (e *evaluation) mark(record func(*marker)) {
	if e.scoring {
		record(e.marker)
	}
}

// pattern evaluates a prefix or fuzzy word: any of the words that it stands
// for, scored as one rare word.
func (e *evaluation) pattern(w query.Word) (result, error) {
	text := fold(w.Text)
	if text == "" || len(text) > maxPattern {
		w.Match = query.Inflected
		return e.word(w)
	}
	terms, more, err := e.expand(text, w.Match)
	if err != nil {
		return nil, err
	}
	if more {
		e.notes = append(e.notes, w.String()+" står för fler ord än som kan sökas på en gång; skriv fler bokstäver")
	}
	found, err := e.whole(fieldExact, terms...)
	if err != nil {
		return nil, err
	}
	e.mark(func(m *marker) {
		for _, term := range terms {
			m.exact[term] = true
		}
	})
	e.constant(found, weightPattern)
	return found, nil
}

// constant adds the same to the score of every passage of a set: as for a word
// that each of them has once.
func (e *evaluation) constant(found set, weight float64) {
	if !e.scoring {
		return
	}
	score := float32(weight * e.idf(found.count()))
	found.each(func(n uint64) bool {
		e.scores[n] += score
		return true
	})
}

// expand returns the indexed words that a prefix or fuzzy word stands for, and
// whether there are more than maxExpansions.
func (e *evaluation) expand(text string, match query.Match) (terms []string, more bool, err error) {
	var words index.FieldDict
	if match == query.Prefix {
		words, err = e.snapshot.reader.FieldDictPrefix(fieldExact, []byte(text))
	} else {
		_, first := utf8.DecodeRuneInString(text)
		words, err = e.snapshot.reader.FieldDictFuzzy(fieldExact, text, distance(text), text[:first])
	}
	if err != nil {
		return nil, false, err
	}
	terms, err = readTerms(words, maxExpansions+1)
	if len(terms) > maxExpansions {
		return terms[:maxExpansions], true, err
	}
	return terms, false, err
}

// distance is the number of edits that a fuzzy or misspelt word allows.
func distance(text string) int {
	if utf8.RuneCountInString(text) >= 8 {
		return 2
	}
	return 1
}
