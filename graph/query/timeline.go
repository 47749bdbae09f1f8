package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/samband/samband/graph"
)

// Basis says what an event has its date from.
type Basis string

// What dates an event.
const (
	BasisFrom     Basis = "from"      // the text says since when
	BasisTo       Basis = "to"        // the text says until when
	BasisStated   Basis = "stated_on" // the text says that it held then
	BasisYear     Basis = "year"      // the year of the report
	BasisDocument Basis = "document"  // the date of the document that says so
)

// TimelineOptions narrow what Timeline answers; the zero value asks for every
// stated fact.
type TimelineOptions struct {
	Types       []graph.RelationType // only these; empty is all that documents state
	Collection  *string              // only evidence of this collection
	From, To    string               // only events between these dates, whatever dates them
	NewestFirst bool
	Window      Window
}

// Event is a dated fact.
type Event struct {
	Date  string `json:"date"` // ISO 8601; "" unknown
	Basis Basis  `json:"basis"`
	Fact  Fact   `json:"fact"` // with the evidence of one document
}

// Timeline returns every fact about the entity in order of time: facts whose
// text says since or until when, or of when it speaks, at those dates; reports
// in their year; all others at the date of each document that states them.
// What has no date comes last. It returns ErrNotFound, wrapped, for an entity
// that is not there.
func Timeline(ctx context.Context, store graph.Store, id string, options TimelineOptions) (Page[Event], error) {
	none := Page[Event]{}
	span := Scope{From: options.From, To: options.To}
	if err := span.Validate(); err != nil {
		return none, err
	}
	if _, err := graph.EntityByID(ctx, store, id); err != nil {
		return none, err
	}
	if len(options.Types) == 0 {
		options.Types = stated()
	}
	r := newReader(store)
	facts, err := r.relations(ctx, &Scope{Collection: options.Collection}, graph.RelationFilter{Node: id, Types: options.Types})
	if err != nil {
		return none, fmt.Errorf("facts about %s: %w", id, err)
	}
	years, err := r.years(ctx, facts)
	if err != nil {
		return none, err
	}
	var events []Event
	for i := range facts {
		for _, part := range r.separate(&facts[i]) {
			events = append(events, r.events(part, years)...)
		}
	}
	events = slices.DeleteFunc(events, func(e Event) bool { return !span.holdsDate(e.Date) })
	slices.SortStableFunc(events, func(a, b Event) int { return compareDates(a.Date, b.Date, options.NewestFirst) })
	return page(events, options.Window), nil
}

// compareDates orders by first day, a day before the month or year that begins
// with it, and what has no date last.
func compareDates(a, b string, newestFirst bool) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	order := cmp.Or(cmp.Compare(firstDay(a), firstDay(b)), cmp.Compare(len(b), len(a)))
	if newestFirst {
		return -order
	}
	return order
}

// events dates a fact of one document.
func (r *reader) events(fact Fact, years map[string]string) []Event {
	var events []Event
	for _, basis := range []Basis{BasisFrom, BasisTo} {
		if date := fact.Attributes[string(basis)]; isDate(date) {
			events = append(events, Event{Date: date, Basis: basis, Fact: fact})
		}
	}
	if len(events) > 0 {
		return events
	}
	if date := fact.Attributes[string(BasisStated)]; isDate(date) {
		return []Event{{Date: date, Basis: BasisStated, Fact: fact}}
	}
	if fact.Type == graph.Published || fact.Type == graph.Authored {
		if year := years[fact.To]; year != "" {
			return []Event{{Date: year, Basis: BasisYear, Fact: fact}}
		}
	}
	return []Event{{Date: r.known[fact.Documents[0]].Date, Basis: BasisDocument, Fact: fact}}
}

// years finds the years of the reports that somebody wrote or published.
func (r *reader) years(ctx context.Context, facts []Fact) (map[string]string, error) {
	ids := []string{}
	for i := range facts {
		if kind, _ := graph.KindOf(facts[i].To); kind == graph.Report {
			ids = append(ids, facts[i].To)
		}
	}
	years := map[string]string{}
	for report, err := range r.store.Entities(ctx, graph.EntityFilter{IDs: ids}) {
		if err != nil {
			return nil, fmt.Errorf("read reports: %w", err)
		}
		if year := report.Attributes["year"]; isDate(year) {
			years[report.ID] = year
		}
	}
	return years, nil
}
