package bleveindex

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

var _ search.Counter = (*Index)(nil)

// Count implements search.Counter.
func (x *Index) Count(ctx context.Context, q query.Query, filter search.Filter, counting search.Counting) (map[search.Facet][]search.FacetCount, error) {
	counts := make(map[search.Facet][]search.FacetCount, len(counting.Facets))
	err := x.evaluate(ctx, func(e *evaluation) error {
		e.counting = true
		s, err := e.selection(q, filter, counting.Loose)
		if err != nil {
			return err
		}
		numbers, err := e.numbersOf(counting.Also)
		if err != nil {
			return err
		}
		for _, number := range numbers {
			s.matched.add(number)
		}
		for _, facet := range counting.Facets {
			values, err := e.countFacet(facet, s.without(facet))
			if err != nil {
				return err
			}
			counts[facet] = listed(values, filter.Chosen(facet))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return counts, nil
}

// countFacet counts the values of a facet among the members of a set.
func (e *evaluation) countFacet(facet search.Facet, members set) (map[string]int, error) {
	switch facet {
	case search.FacetKind:
		return e.countColumn(fieldKind, members)
	case search.FacetYear:
		return e.countColumn(fieldYear, members)
	case search.FacetLanguage:
		return e.countColumn(fieldLanguage, members)
	case search.FacetSpeaker:
		return e.countColumn(fieldSpeaker, members)
	case search.FacetCollection:
		counts, err := e.countColumn(fieldCollection, members)
		named := make(map[string]int, len(counts))
		for term, n := range counts {
			named[strings.TrimPrefix(term, collectionTerm(""))] = n
		}
		return named, err
	default:
		return e.countEntities(string(facet), members)
	}
}

func (e *evaluation) countColumn(field string, members set) (map[string]int, error) {
	counts := make(map[string]int)
	var current *columns
	var byCode []int
	finish := func() {
		for code, n := range byCode {
			if n > 0 && code > 0 {
				counts[current.properties[field].values[code]] += n
			}
		}
	}
	var codes []uint32
	err := e.eachWithColumns(members, func(_ uint64, c *columns, local uint64) {
		if c != current {
			finish()
			current, codes = c, c.properties[field].codes
			byCode = make([]int, len(c.properties[field].values))
		}
		byCode[codes[local]]++
	})
	finish()
	return counts, err
}

// listed orders counted values by falling count and then by name, and keeps the
// first of them and the chosen ones.
func listed(values map[string]int, chosen []string) []search.FacetCount {
	list := make([]search.FacetCount, 0, len(values))
	for _, value := range chosen {
		values[value] += 0 // so that it is listed
	}
	for value, n := range values {
		list = append(list, search.FacetCount{Value: value, Count: n, Selected: slices.Contains(chosen, value)})
	}
	slices.SortFunc(list, func(a, b search.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	kept := list[:0]
	for i, c := range list {
		if i < search.MaxFacetValues || c.Selected {
			kept = append(kept, c)
		}
	}
	return kept
}

// Trend implements search.Counter.
func (x *Index) Trend(ctx context.Context, q query.Query, filter search.Filter) ([]search.Period, error) {
	years := make(map[string]*search.Period)
	err := x.evaluate(ctx, func(e *evaluation) error {
		e.counting = true
		s, err := e.selection(q, filter, false)
		if err != nil {
			return err
		}
		matched := s.without("")
		s.matched = nil
		passing := s.without("")
		if passing == nil {
			if passing, err = e.everything(); err != nil {
				return err
			}
		}
		passing.unite(matched)
		return e.eachWithColumns(passing, func(n uint64, c *columns, local uint64) {
			year := c.year.at(local)
			if years[year] == nil {
				years[year] = &search.Period{Year: year}
			}
			years[year].Words += int(c.words[local])
			if matched.has(n) {
				years[year].Passages++
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return periods(years), nil
}

// periods orders years, with those between that have no documents.
func periods(years map[string]*search.Period) []search.Period {
	list := []search.Period{}
	first, last := 0, -1
	for name := range years {
		if year, err := strconv.Atoi(name); err == nil {
			if last < first {
				first, last = year, year
			}
			first, last = min(first, year), max(last, year)
		}
	}
	for year := first; year <= last; year++ {
		period := search.Period{Year: strconv.Itoa(year)}
		if known := years[period.Year]; known != nil {
			period = *known
		}
		list = append(list, period)
	}
	if undated := years[""]; undated != nil {
		list = append(list, *undated)
	}
	return list
}
