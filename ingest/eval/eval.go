package eval

import (
	"context"
	"errors"
	"slices"

	"github.com/samband/samband/graph"
)

// Run scores what the graph holds against the gold. Documents of the graph
// without gold are left alone; documents with gold that the graph lacks count
// as missed whole. The error wraps ErrQuote where gold quotes words that a
// document does not contain: such gold measures nothing and has to be mended
// first.
func Run(ctx context.Context, gold []Gold, g Graph, texts Texts) (Report, error) {
	p, err := readProduct(ctx, g, texts)
	if err != nil {
		return Report{}, err
	}
	t := newTally()
	var claims []claim
	var missing []string
	var problems []error
	for _, document := range gold {
		stored, found := p.document(document.Document)
		if !found {
			missing = append(missing, document.Document)
			part := newTally()
			document.allMissed(part)
			t.add(part)
			continue
		}
		v, err := p.view(ctx, stored)
		if err != nil {
			return Report{}, err
		}
		places, err := document.locate(v.text)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		part := newTally()
		claims = append(claims, scoreDocument(part, document, places, v)...)
		t.add(part)
	}
	if err := errors.Join(problems...); err != nil {
		return Report{}, err
	}
	scoreIdentity(t, claims)
	report := t.report()
	report.Documents = len(gold)
	report.Missing = append(report.Missing, missing...)
	return report, nil
}

// scoreDocument scores one document and returns what it contributes to
// identity across documents.
func scoreDocument(t *tally, gold Gold, found located, v *view) []claim {
	matches := match(gold, found.places, v)
	scoreMetadata(t, gold, v)
	scoreEntities(t, gold, found, v, matches)
	scoreMentions(t, gold, found.places, v)
	scoreConfusion(t, gold, found.places, v)
	r := relationScorer{tally: t, gold: gold, found: found, view: v}
	r.roles()
	r.speakers()
	r.attendance()
	r.quotes()
	r.citations()
	r.decisions()
	r.recused()
	r.others()
	var claims []claim
	for i, s := range matches {
		if s != nil && gold.judges(string(s.Kind)) {
			claims = append(claims, claim{document: gold.Document, gold: gold.Entities[i].ID, product: s.ID})
		}
	}
	return claims
}

// allMissed counts everything the gold requires as missed.
func (g Gold) allMissed(t *tally) {
	t.faults = append(t.faults, Fault{Document: g.Document, Measure: "document/found", Problem: Missed, Want: g.Document})
	for _, e := range g.Entities {
		if e.ID != g.Self && g.judges(string(e.Kind())) {
			t.score(GroupEntities, string(e.Kind())).Missed++
		}
	}
	count := func(relation graph.RelationType, optional bool) {
		if !optional && g.judges(string(relation)) {
			t.score(GroupRelation, string(relation)).Missed++
		}
	}
	for _, r := range g.Roles {
		count(graph.HasRole, r.Optional)
	}
	for _, s := range g.Speakers {
		count(graph.SpeaksIn, s.Optional)
	}
	for _, a := range g.Attendance {
		count(graph.Attended, a.Optional)
	}
	for _, q := range g.Quotes {
		count(graph.Said, q.Optional)
	}
	for _, c := range g.Citations {
		count(graph.Cites, c.Optional)
	}
	for _, d := range g.Decisions {
		count(graph.Decided, d.Optional)
	}
	for _, r := range g.Relations {
		count(r.Type, r.Optional)
	}
}

// scoreMetadata judges kind, title and date where the gold gives them.
func scoreMetadata(t *tally, gold Gold, v *view) {
	judge := func(field, want, got string, right bool) {
		if want != "" {
			t.judge("document/"+field, right, Fault{Document: gold.Document, Want: want, Got: got})
		}
	}
	d := v.document
	judge("kind", string(gold.Kind), string(d.Kind), gold.Kind == d.Kind)
	judge("date", gold.Date, d.Date, gold.Date == d.Date || slices.Contains(gold.Dates, d.Date))
	right := fold(gold.Title) == fold(d.Title)
	for _, title := range gold.Titles {
		right = right || fold(title) == fold(d.Title)
	}
	judge("title", gold.Title, d.Title, right)
}
