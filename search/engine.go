package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search/query"
)

// Limits of a request.
const (
	DefaultLimit = 10
	MaxOffset    = 10_000
	maxValues    = 1000 // values in one field of a filter
)

// Source is a passage with what a hit shows of it.
type Source struct {
	Document corpus.Document
	Passage  corpus.Passage
	Text     string // the canonical text that the passage's span covers
}

// Sources reads passages from where they are kept.
type Sources interface {
	// Passages returns the passages with the given ids, in that order. Ids
	// that are not known are left out.
	Passages(ctx context.Context, ids []string) ([]Source, error)
}

// Covered tells what a search covers.
type Covered interface {
	// Coverage counts the documents searched, failed and pending, for an index
	// that reflects the given generation of the graph.
	Coverage(ctx context.Context, generation uint64) (Coverage, error)
}

// Config assembles an Engine.
type Config struct {
	Index    Matcher // required
	Texts    Sources // required
	Coverage Covered // nil counts nothing but the generation
	Nearer   Nearer  // nil answers all modes with words
	Logger   *slog.Logger
}

// Engine is a Searcher over a full-text index, the store of passages and, where
// there are any, their vectors.
type Engine struct{ config Config }

var _ Searcher = (*Engine)(nil)

// New returns an Engine.
func New(config Config) (*Engine, error) {
	if config.Index == nil || config.Texts == nil {
		return nil, errors.New("search engine needs an index and texts")
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	return &Engine{config: config}, nil
}

// Search implements Searcher. It stops soon after ctx is done.
func (e *Engine) Search(ctx context.Context, request Request) (Result, error) {
	started := time.Now()
	request, err := complete(request)
	if err != nil {
		return Result{}, err
	}
	parsed, notes := query.Parse(request.Query)
	parsed.Fold = request.Fold
	echo := QueryEcho{Text: request.Query, Parsed: parsed.String(), Corrections: []Correction{}, Notes: make([]string, 0, len(notes)+1)}
	for _, note := range notes {
		echo.Notes = append(echo.Notes, note.String())
	}
	found, err := e.match(ctx, parsed, request)
	if err != nil {
		return Result{}, err
	}
	echo.Notes = append(echo.Notes, found.Notes...)
	echo.Corrections = append(echo.Corrections, found.Corrections...)
	result := Result{Query: echo, Total: Total{Value: found.Total, Relation: "eq"}, Next: request.next(found)}
	if found.atLeast {
		result.Total.Relation = "gte"
	}
	if result.Hits, err = e.hits(ctx, found.Matches); err != nil {
		return Result{}, err
	}
	if err = found.explain(ctx, result.Hits); err != nil {
		return Result{}, err
	}
	if result.Facets, err = e.facets(ctx, parsed, request, found); err != nil {
		return Result{}, err
	}
	if result.Coverage, err = e.coverage(ctx, found.Generation); err != nil {
		return Result{}, err
	}
	result.Took = time.Since(started)
	return result, nil
}

// complete fills in what a request leaves open and checks its limits.
func complete(r Request) (Request, error) {
	if r.Limit == 0 {
		r.Limit = DefaultLimit
	}
	if r.Mode == "" {
		r.Mode = ModeHybrid
	}
	switch {
	case r.Limit < 0 || r.Limit > MaxLimit:
		return r, fmt.Errorf("%w: limit %d is not between 1 and %d", ErrBadRequest, r.Limit, MaxLimit)
	case r.Offset < 0 || r.Offset > MaxOffset:
		return r, fmt.Errorf("%w: offset %d is not between 0 and %d", ErrBadRequest, r.Offset, MaxOffset)
	case r.Mode != ModeText && r.Mode != ModeSemantic && r.Mode != ModeHybrid:
		return r, fmt.Errorf("%w: mode %q is not text, semantic or hybrid", ErrBadRequest, r.Mode)
	case r.Sort != "" && r.Sort != SortRelevance && r.Sort != SortDate:
		return r, fmt.Errorf("%w: sort %q is not relevance or date", ErrBadRequest, r.Sort)
	case !isoDate(r.Filter.From) || !isoDate(r.Filter.To):
		return r, fmt.Errorf("%w: dates are written 2021, 2021-04 or 2021-04-28, not %q, %q", ErrBadRequest, r.Filter.From, r.Filter.To)
	}
	values := len(r.Filter.Documents)
	for _, facet := range Facets() {
		values = max(values, len(r.Filter.Chosen(facet)))
	}
	if values > maxValues {
		return r, fmt.Errorf("%w: %d values in a filter, at most %d", ErrBadRequest, values, maxValues)
	}
	for _, facet := range r.Facets {
		if !slices.Contains(Facets(), facet) {
			return r, fmt.Errorf("%w: unknown facet %q", ErrBadRequest, facet)
		}
	}
	if r.Cursor == "" {
		return r, nil
	}
	var err error
	r.after, err = position(r.Cursor)
	r.Offset = 0
	return r, err
}

// facets counts the facets that a request asks for.
func (e *Engine) facets(ctx context.Context, q query.Query, r Request, found answer) (map[Facet][]FacetCount, error) {
	counter, counts := e.config.Index.(Counter)
	if len(r.Facets) == 0 || !counts {
		return map[Facet][]FacetCount{}, nil
	}
	facets, err := counter.Count(ctx, q, r.Filter, Counting{Facets: r.Facets, Loose: found.loose, Also: found.also})
	if err != nil {
		return nil, fmt.Errorf("count facets: %w", err)
	}
	return facets, nil
}

// isoDate reports whether a date is "", a year, year-month or day.
func isoDate(date string) bool {
	for _, layout := range []string{"", "2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, date); err == nil {
			return true
		}
	}
	return false
}

// hits reads the passages of the matches and marks what matched.
func (e *Engine) hits(ctx context.Context, matches Matches) ([]Hit, error) {
	hits := make([]Hit, 0, len(matches.Postings))
	if len(matches.Postings) == 0 {
		return hits, nil
	}
	ids := make([]string, len(matches.Postings))
	scores := make(map[string]float64, len(ids))
	for i, p := range matches.Postings {
		ids[i] = p.Passage
		scores[p.Passage] = p.Score
	}
	sources, err := e.config.Texts.Passages(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read passages found: %w", err)
	}
	if missing := len(ids) - len(sources); missing > 0 {
		e.config.Logger.WarnContext(ctx, "passages in the index are missing in the store", "missing", missing)
	}
	for _, source := range sources {
		hits = append(hits, newHit(source, scores[source.Passage.ID], matches.Mark))
	}
	return hits, nil
}

func newHit(source Source, score float64, mark Marker) Hit {
	p, d := source.Passage, source.Document
	highlights := mark.Mark(source.Text)
	for i := range highlights {
		highlights[i].Start += p.Start
		highlights[i].End += p.Start
	}
	if highlights == nil {
		highlights = []corpus.Span{}
	}
	return Hit{
		Document: d.ID, Source: d.Source, Title: d.Title, Date: d.Date, Kind: d.Kind,
		Passage: p.ID, Span: p.Span, Score: score, Text: source.Text, Highlights: highlights,
		Speaker: p.Speaker, Heading: p.Heading, Time: p.Time, Timed: p.Timed, Page: p.Page,
	}
}

func (e *Engine) coverage(ctx context.Context, generation uint64) (Coverage, error) {
	if e.config.Coverage == nil {
		return Coverage{Generation: generation}, nil
	}
	coverage, err := e.config.Coverage.Coverage(ctx, generation)
	if err != nil {
		return Coverage{}, fmt.Errorf("count what is covered: %w", err)
	}
	return coverage, nil
}
