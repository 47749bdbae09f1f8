package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// The bounds of what counts as speaking of a concept.
const (
	maxNarrower   = 200 // concepts below the one asked for
	leastCompound = 4   // letters of a name that is looked for inside words
)

// Manner says how words speak of a concept.
type Manner string

// The manners, the surest first.
const (
	MannerMention  Manner = "mention"  // the concept is mentioned
	MannerNarrower Manner = "narrower" // a narrower concept is mentioned
	MannerCompound Manner = "compound" // a word is a compound with a name of the concept
)

// SaidOptions narrow what Said answers; the zero value asks for everything a
// person has said.
type SaidOptions struct {
	Concept string // id of the concept they speak of; "" is anything
	Scope   Scope
	Window  Window
}

// Saying is something that a person has said, verbatim.
type Saying struct {
	Document Source  `json:"document"`
	Fact     Fact    `json:"fact"`    // SAID, with one piece of evidence, whose quote is what was said
	Place    Place   `json:"place"`   // where it stands
	Matches  []Match `json:"matches"` // words that speak of the concept, in text order; empty where none was asked for
}

// Match is words that speak of a concept.
type Match struct {
	corpus.Span        // into the canonical text
	Text        string `json:"text"`
	Concept     string `json:"concept"` // id
	Manner      Manner `json:"manner"`
}

// Said returns what the person has said, of the concept where one is given,
// the newest first and in text order. Words speak of a concept where it is
// mentioned under any name, where a narrower concept is (one that BROADER
// leads from, at any remove), or where a word begins or ends with one of its
// names. It returns ErrNotFound, wrapped, for a person or concept that is not
// there.
func Said(ctx context.Context, store graph.Store, person string, options SaidOptions) (Page[Saying], error) {
	none := Page[Saying]{}
	if err := options.Scope.Validate(); err != nil {
		return none, err
	}
	if _, err := graph.EntityByID(ctx, store, person); err != nil {
		return none, err
	}
	r := newReader(store)
	facts, err := r.relations(ctx, &options.Scope, graph.RelationFilter{From: person, Types: []graph.RelationType{graph.Said}})
	if err != nil {
		return none, fmt.Errorf("what %s said: %w", person, err)
	}
	find := func(*corpus.Evidence) []Match { return []Match{} }
	if options.Concept != "" {
		if find, err = r.speaking(ctx, options.Concept); err != nil {
			return none, fmt.Errorf("what is said of %s: %w", options.Concept, err)
		}
	}
	var all []Saying
	for i := range facts {
		for _, one := range r.perEvidence(&facts[i]) {
			matches := find(&one.Evidence[0])
			if options.Concept == "" || len(matches) > 0 {
				document := r.known[one.Evidence[0].Document]
				all = append(all, Saying{Document: sourceOf(&document), Fact: one, Matches: matches})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Saying) int {
		return cmp.Or(newest(&a.Document, &b.Document), graph.CompareEvidence(&a.Fact.Evidence[0], &b.Fact.Evidence[0]))
	})
	wanted := page(all, options.Window)
	for i := range wanted.Items {
		if wanted.Items[i].Place, err = r.place(ctx, &wanted.Items[i].Fact); err != nil {
			return none, err
		}
	}
	return wanted, nil
}

// speaking makes a finder of words that speak of a concept.
func (r *reader) speaking(ctx context.Context, concept string) (func(*corpus.Evidence) []Match, error) {
	entity, err := graph.EntityByID(ctx, r.store, concept)
	if err != nil {
		return nil, err
	}
	narrower, err := r.narrower(ctx, concept)
	if err != nil {
		return nil, err
	}
	mentions := map[string][]Match{}
	for _, id := range append([]string{concept}, narrower...) {
		manner := MannerNarrower
		if id == concept {
			manner = MannerMention
		}
		for mention, err := range r.store.Mentions(ctx, graph.MentionFilter{Entity: id}) {
			if err != nil {
				return nil, err
			}
			mentions[mention.Document] = append(mentions[mention.Document], Match{mention.Span, mention.Text, id, manner})
		}
	}
	names := compoundable(&entity)
	return func(evidence *corpus.Evidence) []Match {
		matches := []Match{}
		for _, match := range mentions[evidence.Document] {
			if evidence.Contains(match.Span) {
				matches = append(matches, match)
			}
		}
		return distinctMatches(append(matches, compounds(evidence, concept, names)...))
	}, nil
}

// narrower lists the concepts below one, the nearest first.
func (r *reader) narrower(ctx context.Context, concept string) ([]string, error) {
	found, known := []string{}, map[string]bool{concept: true}
	for next := []string{concept}; len(next) > 0; {
		below := map[string]bool{}
		for _, id := range next {
			for relation, err := range r.store.Relations(ctx, graph.RelationFilter{To: id, Types: []graph.RelationType{graph.Broader}}) {
				if err != nil {
					return nil, err
				}
				if !known[relation.From] && len(known) <= maxNarrower {
					known[relation.From], below[relation.From] = true, true
				}
			}
		}
		next = slices.Sorted(maps.Keys(below))
		found = append(found, next...)
	}
	return found, nil
}

// compoundable lists the folded names of a concept that are single words long
// enough to be told inside others.
func compoundable(entity *graph.Entity) []string {
	var names []string
	for _, name := range append([]string{entity.Name}, entity.Aliases...) {
		folded := graph.Fold(name)
		if utf8.RuneCountInString(folded) >= leastCompound && !strings.Contains(folded, " ") {
			names = append(names, folded)
		}
	}
	return names
}

// compounds finds the words of a quote that begin or end with one of the names.
func compounds(evidence *corpus.Evidence, concept string, names []string) []Match {
	var matches []Match
	inside := func(r rune) bool { return unicode.IsLetter(r) || r == '-' }
	for at := 0; at < len(evidence.Quote); {
		begin := strings.IndexFunc(evidence.Quote[at:], inside)
		if begin < 0 {
			break
		}
		word := evidence.Quote[at+begin:]
		if end := strings.IndexFunc(word, func(r rune) bool { return !inside(r) }); end >= 0 {
			word = word[:end]
		}
		start := evidence.Start + at + begin
		at += begin + len(word)
		folded := graph.Fold(word)
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(folded, name) || strings.HasSuffix(folded, name) }) {
			matches = append(matches, Match{corpus.Span{Start: start, End: start + len(word)}, word, concept, MannerCompound})
		}
	}
	return matches
}

// distinctMatches puts matches in text order, of those that overlap only the
// surest.
func distinctMatches(matches []Match) []Match {
	rank := func(m *Match) int {
		return slices.Index([]Manner{MannerMention, MannerNarrower, MannerCompound}, m.Manner)
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(rank(&a), rank(&b)), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Concept, b.Concept))
	})
	kept := []Match{}
	for _, match := range matches {
		if !slices.ContainsFunc(kept, func(k Match) bool { return k.Overlaps(match.Span) }) {
			kept = append(kept, match)
		}
	}
	slices.SortFunc(kept, func(a, b Match) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}
