package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/samband/samband/graph"
)

// CitationOptions narrow what Citations answers; the zero value asks for all.
type CitationOptions struct {
	Scope   Scope
	Window  Window // of the citations
	CoCited int    // at most so many co-cited reports, up to MaxLimit; 0 is none
}

// Citation is a place that cites a report.
type Citation struct {
	Document Source `json:"document"` // that cites it
	Fact     Fact   `json:"fact"`     // CITES with the one piece of evidence, whose quote is the words
	Place    Place  `json:"place"`    // section, agenda item and speaker where it stands
}

// CoCitation is a report that documents cite together with another.
type CoCitation struct {
	Report    graph.Node `json:"report"`
	Documents int        `json:"documents"` // that cite both
	Facts     []Fact     `json:"facts"`     // CITES from each of them to this report, up to twenty
}

// CitationAnswer says who cites a report.
type CitationAnswer struct {
	Citations Page[Citation]   `json:"citations"` // the newest document first, in text order
	Documents int              `json:"documents"` // that cite it
	CoCited   Page[CoCitation] `json:"cocited"`   // those that most of the documents cite first, then by id
}

// Citations returns who cites the report, where, and with which words, and
// which reports the same documents cite (co-citation: Small 1973, "Co-citation
// in the scientific literature"). It returns ErrNotFound, wrapped, for a
// report that is not there.
func Citations(ctx context.Context, store graph.Store, report string, options CitationOptions) (CitationAnswer, error) {
	if err := options.Scope.Validate(); err != nil {
		return CitationAnswer{}, err
	}
	if _, err := graph.EntityByID(ctx, store, report); err != nil {
		return CitationAnswer{}, err
	}
	r := newReader(store)
	cites := []graph.RelationType{graph.Cites}
	facts, err := r.relations(ctx, &options.Scope, graph.RelationFilter{To: report, Types: cites})
	if err != nil {
		return CitationAnswer{}, fmt.Errorf("citations of %s: %w", report, err)
	}
	var all []Citation
	for i := range facts {
		for _, one := range r.perEvidence(&facts[i]) {
			document := r.known[one.Evidence[0].Document]
			all = append(all, Citation{Document: sourceOf(&document), Fact: one})
		}
	}
	slices.SortStableFunc(all, func(a, b Citation) int {
		return cmp.Or(newest(&a.Document, &b.Document), graph.CompareEvidence(&a.Fact.Evidence[0], &b.Fact.Evidence[0]))
	})
	answer := CitationAnswer{Citations: page(all, options.Window), Documents: len(attesting(facts)), CoCited: Page[CoCitation]{Items: []CoCitation{}}}
	for i := range answer.Citations.Items {
		citation := &answer.Citations.Items[i]
		if citation.Place, err = r.place(ctx, &citation.Fact); err != nil {
			return answer, err
		}
	}
	if options.CoCited > 0 {
		answer.CoCited, err = r.coCited(ctx, report, attesting(facts), options)
	}
	return answer, err
}

// coCited counts what else the documents cite.
func (r *reader) coCited(ctx context.Context, report string, documents []string, options CitationOptions) (Page[CoCitation], error) {
	none := Page[CoCitation]{}
	others := map[string][]Fact{}
	for _, document := range documents {
		facts, err := r.relations(ctx, &options.Scope, graph.RelationFilter{From: document, Types: []graph.RelationType{graph.Cites}})
		if err != nil {
			return none, fmt.Errorf("citations in %s: %w", document, err)
		}
		for _, fact := range facts {
			if fact.To != report {
				others[fact.To] = append(others[fact.To], fact)
			}
		}
	}
	all := make([]CoCitation, 0, len(others))
	for id, facts := range others {
		all = append(all, CoCitation{Report: graph.Node{ID: id}, Documents: len(attesting(facts)), Facts: facts[:min(shownFacts, len(facts))]})
	}
	slices.SortFunc(all, func(a, b CoCitation) int {
		return cmp.Or(cmp.Compare(b.Documents, a.Documents), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	wanted := page(all, Window{Limit: options.CoCited})
	nodes := make([]*graph.Node, len(wanted.Items))
	for i := range wanted.Items {
		nodes[i] = &wanted.Items[i].Report
	}
	return wanted, r.name(ctx, nodes...)
}
