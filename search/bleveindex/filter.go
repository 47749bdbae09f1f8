package bleveindex

import (
	"errors"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// filter returns the passages that pass, nil where all do.
func (e *evaluation) filter(f search.Filter) (result, error) {
	byFacet, rest, err := e.filters(f)
	if err != nil {
		return nil, err
	}
	s := selection{passing: byFacet, rest: rest}
	return s.without(""), nil
}

// filters returns the passages that pass each of the facets filtered by, and
// those that pass the rest of a filter, nil where all do.
func (e *evaluation) filters(f search.Filter) (byFacet map[search.Facet]set, rest set, err error) {
	byFacet = make(map[search.Facet]set)
	for _, facet := range search.Facets() {
		if values := f.Chosen(facet); len(values) > 0 {
			if byFacet[facet], err = e.having(facet, values); err != nil {
				return nil, nil, err
			}
		}
	}
	if len(f.Documents) > 0 {
		if rest, err = e.whole(fieldDocument, f.Documents...); err != nil {
			return nil, nil, err
		}
	}
	if f.From == "" && f.To == "" {
		return byFacet, rest, nil
	}
	dated, err := e.dates(f.From, f.To)
	if err == nil && rest != nil {
		dated.intersect(rest)
	}
	return byFacet, dated, err
}

// having returns the passages that have any of the values of a facet.
func (e *evaluation) having(facet search.Facet, values []string) (set, error) {
	switch facet {
	case search.FacetKind:
		return e.whole(fieldKind, values...)
	case search.FacetYear:
		return e.whole(fieldYear, values...)
	case search.FacetLanguage:
		return e.whole(fieldLanguage, values...)
	case search.FacetSpeaker:
		return e.whole(fieldSpeaker, values...)
	case search.FacetCollection:
		terms := make([]string, len(values))
		for i, name := range values {
			terms[i] = collectionTerm(name)
		}
		return e.whole(fieldCollection, terms...)
	default:
		return e.mentioned(values)
	}
}

// field evaluates a field of the query language.
func (e *evaluation) field(f query.Field) (result, error) {
	switch f.Name {
	case query.Kind:
		return e.whole(fieldKind, f.Value)
	case query.Collection:
		return e.whole(fieldCollection, collectionTerm(f.Value))
	case query.Date:
		from, to := f.Range()
		return e.dates(from, to)
	case query.Speaker:
		return e.speaker(f.Value)
	case query.Title:
		return e.title(f.Value)
	case query.Person, query.Organisation, query.Report, query.Concept:
		return e.entityField(f)
	case query.Role:
		return e.roleField(f.Value)
	}
	return nil, fmt.Errorf("unknown field %q in query", f.Name)
}

// speaker selects by entity id or by the words of a name.
func (e *evaluation) speaker(value string) (set, error) {
	found, err := e.whole(fieldSpeaker, value)
	if err != nil || found.count() > 0 {
		return found, err
	}
	for i, word := range nameTerms(value) {
		named, err := e.whole(fieldSpeakerName, word)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			found = named
			continue
		}
		found.intersect(named)
	}
	return found, nil
}

// title selects by words of the document's title, each in any inflection.
func (e *evaluation) title(value string) (result, error) {
	b := &builder{analyzer: e.index.analyzer}
	b.tokens = b.analyzer.tokens(nil, value, &b.scratch)
	var c conjunction
	for _, t := range b.tokens {
		if t.stop {
			continue
		}
		found := newSet(e.size)
		if err := e.scored(found, fieldTitle, t.stem, weightContext); err != nil {
			return nil, err
		}
		c.required = append(c.required, found)
	}
	return c.all(e)
}

// dates selects the passages whose document's date may lie in a range; a year
// or month stands for all its days, in the range as in the document.
func (e *evaluation) dates(from, to string) (set, error) {
	first, last := firstDay(from), lastDay(to)
	years, err := allTerms(e.snapshot.reader, fieldYear)
	if err != nil {
		return nil, err
	}
	var whole, terms []string
	for _, year := range years {
		switch {
		case lastDay(year) < first || firstDay(year) > last:
		case firstDay(year) >= first && lastDay(year) <= last:
			whole = append(whole, year)
		default:
			days, err := e.daysOf(year, first, last)
			if err != nil {
				return nil, err
			}
			terms = append(terms, days...)
		}
	}
	found, err := e.whole(fieldYear, whole...)
	if err != nil {
		return nil, err
	}
	days, err := e.whole(fieldDate, terms...)
	if err != nil {
		return nil, err
	}
	found.unite(days)
	return found, nil
}

// daysOf returns the dates of a year that may lie in a range of days.
func (e *evaluation) daysOf(year, first, last string) ([]string, error) {
	dict, err := e.snapshot.reader.FieldDictPrefix(fieldDate, []byte(year))
	if err != nil {
		return nil, err
	}
	dates, err := readTerms(dict, 0)
	var kept []string
	for _, term := range dates {
		date := strings.TrimSuffix(term, "-")
		if firstDay(date) <= last && lastDay(date) >= first {
			kept = append(kept, term)
		}
	}
	return kept, err
}

// firstDay returns the first day of a date, year-month or year; of "" one
// before all days.
func firstDay(date string) string { return date + "0000-00-00"[min(len(date), 10):] }

// lastDay returns a day at or after the last of a date, year-month or year; of
// "" one after all days.
func lastDay(date string) string { return date + "9999-99-99"[min(len(date), 10):] }

// allTerms returns every term of a field in order. Terms of deleted documents
// may be among them.
func allTerms(reader *scorch.IndexSnapshot, field string) ([]string, error) {
	dict, err := reader.FieldDict(field)
	if err != nil {
		return nil, err
	}
	return readTerms(dict, 0)
}

// readTerms reads and closes a dictionary, up to a number of terms; 0 is all.
func readTerms(dict index.FieldDict, limit int) (terms []string, err error) {
	defer func() { err = errors.Join(err, dict.Close()) }()
	for limit == 0 || len(terms) < limit {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return terms, err
		}
		terms = append(terms, entry.Term)
	}
	return terms, nil
}
