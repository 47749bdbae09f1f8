package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/samband/samband/ingest/extract/english"
	"github.com/samband/samband/ingest/extract/gazetteer"
	"github.com/samband/samband/ingest/extract/tagger"
	"github.com/samband/samband/ingest/extract/term"
)

// ErrInput says that a document was handed over without text or structure.
var ErrInput = errors.New("extract: document without text or structure")

// Config chooses what an Extractor does. The zero value does everything.
type Config struct {
	Gazetteer *gazetteer.Gazetteer // nil loads the embedded lists
	Tagger    tagger.Tagger        // finds names that rules and lists leave; nil loads the CRF at its first use
	Untagged  bool                 // rules and lists alone, without any tagger
}

// Extractor finds mentions and facts by rules, lists and a trained tagger. It
// is safe for concurrent use.
type Extractor struct {
	lists   *gazetteer.Gazetteer
	names   func() (tagger.Tagger, error) // nil does without; loads the model once
	terms   *term.Finder
	english func() (*english.Tagger, error) // loads the model once
	pool    sync.Pool                       // of *analysis
}

// New loads the lists and returns an extractor.
func New(config Config) (*Extractor, error) {
	lists := config.Gazetteer
	var err error
	if lists == nil {
		if lists, err = gazetteer.New(); err != nil {
			return nil, fmt.Errorf("extract: %w", err)
		}
	}
	terms, err := term.New()
	if err != nil {
		return nil, fmt.Errorf("extract: %w", err)
	}
	e := &Extractor{lists: lists, names: namesOf(config), terms: terms, english: sync.OnceValues(english.New)}
	vocab := newVocabulary()
	e.pool.New = func() any {
		return &analysis{
			lists: lists,
			words: &words{lists: lists, vocab: vocab, known: map[string]*word{}},
		}
	}
	return e, nil
}

// namesOf returns what gives the tagger that a configuration asks for, nil
// where it wants none.
func namesOf(config Config) func() (tagger.Tagger, error) {
	switch {
	case config.Untagged:
		return nil
	case config.Tagger != nil:
		return func() (tagger.Tagger, error) { return config.Tagger, nil }
	}
	return sync.OnceValues(func() (tagger.Tagger, error) { return tagger.NewCRF() })
}

// Extract finds everything in one document. It returns ErrInput for a
// document without text or structure, and ctx.Err() once ctx is done.
func (e *Extractor) Extract(ctx context.Context, in Input) (Result, error) {
	if in.Text == nil || in.Structure == nil {
		return Result{}, ErrInput
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	a, _ := e.pool.Get().(*analysis)
	defer e.pool.Put(a)
	a.reset(in)
	if err := a.findNames(ctx, e.names, e.english); err != nil {
		return Result{}, fmt.Errorf("extract: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	a.findFacts(e.terms)
	return a.result(), nil
}

// findNames finds who and what the document names. What is surer comes first
// and keeps its tokens.
func (a *analysis) findNames(ctx context.Context, names func() (tagger.Tagger, error), foreign func() (*english.Tagger, error)) error {
	a.scan()
	a.recase()
	a.listedPeople()
	a.initialled()
	a.references()
	a.invertedNames()
	a.names()
	if err := a.english(foreign); err != nil {
		return err
	}
	if err := a.tag(ctx, names); err != nil {
		return err
	}
	a.pluralBodies()
	a.enumerations()
	a.introduce()
	a.introduceNicknames()
	a.acronyms()
	a.acronymsBeside()
	a.titleAcronyms()
	a.noteOrganisations()
	a.shortNames()
	a.consistency()
	a.tagSingle()
	a.places()
	a.similarNames()
	a.subBodies()
	a.ownBoards()
	a.ownDefinites()
	a.turns()
	return nil
}

// findFacts finds what the document says of them. Roles come before speech,
// because titles refer to people; concepts come last, outside all names.
func (a *analysis) findFacts(terms *term.Finder) {
	a.attendance()
	a.officers()
	a.programme()
	a.recusals()
	a.authored()
	a.findRoles()
	a.roleLabels()
	a.firstPersonRoles()
	a.biographies()
	a.speech()
	a.quotes()
	a.indirect()
	a.repeats()
	a.roleFacts()
	a.successions()
	a.listedSuccessions()
	a.memberships()
	a.parts()
	a.ownBoardParts()
	a.signatories()
	a.citations()
	a.authorship()
	a.decisions()
	a.concepts(terms)
	a.discusses()
}

// result brings mentions into text order and points the facts at their new
// places.
func (a *analysis) result() Result {
	order := make([]int, 0, len(a.mentions))
	for i := range a.mentions {
		if a.mentions[i].Kind != "" { // see retract
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return compareMentions(&a.mentions[x], &a.mentions[y]) })
	place := make([]int, len(a.mentions))
	sorted := make([]Mention, len(order))
	for at, old := range order {
		place[old], sorted[at] = at, a.mentions[old]
	}
	for i := range sorted {
		if sorted[i].Refers >= 0 {
			sorted[i].Refers = place[sorted[i].Refers]
		}
	}
	for i := range a.facts {
		for _, ref := range []*Ref{&a.facts[i].From, &a.facts[i].To} {
			if ref.Mention >= 0 {
				ref.Mention = place[ref.Mention]
			}
		}
	}
	for i, m := range a.speakers {
		if m >= 0 {
			a.speakers[i] = place[m]
		}
	}
	return Result{Mentions: sorted, Facts: a.facts, Speakers: a.speakers}
}

// compareMentions orders by start, end and kind.
func compareMentions(x, y *Mention) int {
	switch {
	case x.Start != y.Start:
		return x.Start - y.Start
	case x.End != y.End:
		return x.End - y.End
	case x.Kind != y.Kind:
		if x.Kind < y.Kind {
			return -1
		}
		return 1
	}
	return 0
}
