package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Source is a document as a reader names it.
type Source struct {
	ID         string              `json:"id"`
	Title      string              `json:"title"` // title, else source
	Date       string              `json:"date"`  // ISO 8601; "" unknown
	Kind       corpus.DocumentKind `json:"kind"`
	Collection string              `json:"collection"`
	Publisher  string              `json:"publisher"`
	Authors    []string            `json:"authors"`
}

func sourceOf(document *corpus.Document) Source {
	return Source{
		ID: document.ID, Title: cmp.Or(document.Title, document.Source, document.ID), Date: document.Date, Kind: document.Kind,
		Collection: document.Collection, Publisher: document.Publisher, Authors: append([]string{}, document.Authors...),
	}
}

// newest orders documents by date, the latest first and the undated last, then
// by id.
func newest(a, b *Source) int {
	return cmp.Or(cmp.Compare(firstDay(b.Date), firstDay(a.Date)), cmp.Compare(a.ID, b.ID))
}

// Place is the passage in which something stands.
type Place struct {
	Passage     string        `json:"passage"` // id; "" where it stands in none
	corpus.Span               // of the passage, into the canonical text
	Heading     string        `json:"heading"`     // nearest heading above
	AgendaItem  string        `json:"agenda_item"` // number of the agenda item
	Speaker     string        `json:"speaker"`     // entity id of who speaks it
	Page        int           `json:"page"`        // from 1; 0 where the format has no pages
	Time        time.Duration `json:"time"`        // start in the recording; valid only where Timed
	Timed       bool          `json:"timed"`
}

func placeOf(p *corpus.Passage) Place {
	return Place{
		Passage: p.ID, Span: p.Span, Heading: p.Heading, AgendaItem: p.AgendaItem, Speaker: p.Speaker,
		Page: p.Page, Time: p.Time, Timed: p.Timed,
	}
}

// placed finds the passage in which a span begins.
func placed(passages []corpus.Passage, span corpus.Span) Place {
	after, _ := slices.BinarySearchFunc(passages, span.Start+1, func(p corpus.Passage, start int) int { return cmp.Compare(p.Start, start) })
	if after == 0 || passages[after-1].End <= span.Start {
		return Place{}
	}
	return placeOf(&passages[after-1])
}

// read reads the passages of a document in text order, each document once.
func (r *reader) read(ctx context.Context, document string) ([]corpus.Passage, error) {
	if passages, known := r.passages[document]; known {
		return passages, nil
	}
	passages, err := collect(r.store.Passages(ctx, document))
	if err == nil {
		r.passages[document] = passages
	}
	return passages, err
}

// place finds where the first evidence of a fact stands.
func (r *reader) place(ctx context.Context, fact *Fact) (Place, error) {
	passages, err := r.read(ctx, fact.Evidence[0].Document)
	if err != nil {
		return Place{}, fmt.Errorf("passages of %s: %w", fact.Evidence[0].Document, err)
	}
	return placed(passages, fact.Evidence[0].Span), nil
}

// separate splits a fact into one for each document it stands in.
func (r *reader) separate(fact *Fact) []Fact {
	parts := make([]Fact, 0, len(fact.Documents))
	for start := 0; start < len(fact.Evidence); {
		end := start + 1
		for end < len(fact.Evidence) && fact.Evidence[end].Document == fact.Evidence[start].Document {
			end++
		}
		parts = append(parts, r.part(fact, start, end))
		start = end
	}
	return parts
}

// part is a fact with some of its evidence.
func (r *reader) part(fact *Fact, start, end int) Fact {
	part := fact.Relation
	part.Evidence = fact.Evidence[start:end]
	return r.fact(part, func(*corpus.Document) bool { return true })
}

// perEvidence splits a fact into one for each piece of evidence.
func (r *reader) perEvidence(fact *Fact) []Fact {
	parts := make([]Fact, len(fact.Evidence))
	for i := range fact.Evidence {
		parts[i] = r.part(fact, i, i+1)
	}
	return parts
}

// precedence orders types as a reader wants to know: what people and bodies
// are and did, then what they speak of and said, then how concepts hang
// together, then where something is merely mentioned.
func precedence(kind graph.RelationType) int {
	switch kind {
	case graph.Discusses:
		return 1
	case graph.Said:
		return 2
	case graph.Broader, graph.Related:
		return 3
	case graph.MentionedIn:
		return 4
	default:
		return 0
	}
}
