package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

const (
	lineContext = 40 // characters on each side of a match in a concordance
	barWidth    = 40 // characters of the longest bar
)

// facetList names the facets.
func facetList() string {
	names := make([]string, 0, len(search.Facets()))
	for _, facet := range search.Facets() {
		names = append(names, string(facet))
	}
	return strings.Join(names, ", ")
}

// printFacets prints how many hits have which values.
func (p *program) printFacets(ctx context.Context, store graph.Store, options searchOptions, result search.Result) error {
	labelled, err := api.LabelFacets(ctx, store, result.Facets)
	if err != nil {
		return err
	}
	for _, facet := range options.facets {
		p.printf("%s\n", p.style(styleBold, facet))
		for _, value := range labelled[facet] {
			label := value.Label
			if label == "" {
				label = p.text("(ingen)", "(none)")
			}
			p.printf("%8d  %s\n", value.Count, label)
		}
		p.printf("\n")
	}
	return nil
}

// printLines prints a concordance.
func (p *program) printLines(_ context.Context, _ *library, options searchOptions, result search.Result) error {
	lines := search.Concordance(result.Hits, lineContext)
	search.SortLines(lines, options.sort)
	if p.json {
		for i := range lines {
			if err := p.emit(api.NewLine(&lines[i])); err != nil {
				return err
			}
		}
		return nil
	}
	for _, note := range result.Query.Notes {
		p.note(note)
	}
	for _, l := range lines {
		left := strings.Repeat(" ", max(0, lineContext-utf8.RuneCountInString(l.Left))) + l.Left
		right := l.Right + strings.Repeat(" ", max(0, lineContext-utf8.RuneCountInString(l.Right)))
		p.printf("%s%s%s  %s %s\n", left, p.marked(l.Match, 0, []corpus.Span{{End: len(l.Match)}}), right, l.Date, p.style(styleDim, l.Passage))
	}
	return nil
}

// trend prints how often a query matches by year.
func (p *program) trend(ctx context.Context, searcher *search.Engine, request search.Request) error {
	found, err := searcher.Trend(ctx, request)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	trend := api.NewTrend(found)
	if p.json {
		return p.emit(trend)
	}
	for _, note := range found.Query.Notes {
		p.note(note)
	}
	most := 1
	for _, period := range trend.Items {
		most = max(most, period.Passages)
	}
	for _, period := range trend.Items {
		year := period.Year
		if year == "" {
			year = p.text("odaterat", "undated")
		}
		p.printf("%-8s %7d  %6.2f  %s\n", year, period.Passages, period.PerWords, strings.Repeat("█", period.Passages*barWidth/most))
	}
	p.printf(p.text("%d textställen; andra kolumnen: per 10 000 ord\n", "%d passages; second column: per 10,000 words\n"), found.Total)
	return nil
}

// knownFacet reports whether a facet has the name.
func knownFacet(name string) bool { return slices.Contains(search.Facets(), search.Facet(name)) }
