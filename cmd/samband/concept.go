package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

func (p *program) conceptCommand() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:     "concept TERM",
		Short:   p.text("vad som sägs om ett begrepp, av vem och var", "what is said about a concept, by whom and where"),
		Example: "  samband concept precisionsmedicin\n  samband concept hälsodata --json",
		Args:    p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			concept, err := p.findEntity(cmd.Context(), lib, args[0], graph.Concept)
			if err != nil {
				return err
			}
			return p.concept(cmd.Context(), lib, concept, limit)
		},
	}
	cmd.Flags().IntVar(&limit, "limit", search.DefaultLimit, p.text("högst så många av varje", "at most so many of each"))
	return cmd
}

// conceptAnswer is what is known of a concept.
type conceptAnswer struct {
	Concept   api.Entity          `json:"concept"`
	Discussed []api.Relation      `json:"discussed_by"`
	Broader   []api.Relation      `json:"broader"`
	Related   []graph.Association `json:"related"` // mentioned together; association, not meaning
	Documents []conceptPlace      `json:"documents"`
}

// conceptPlace is a document that speaks of a concept, and how often.
type conceptPlace struct {
	Document string `json:"document"`
	Title    string `json:"title"`
	Date     string `json:"date"`
	Mentions int    `json:"mentions"`
}

func (p *program) concept(ctx context.Context, lib *library, concept graph.Entity, limit int) error {
	found := conceptAnswer{Concept: api.NewEntity(concept), Discussed: []api.Relation{}, Broader: []api.Relation{}, Related: []graph.Association{}, Documents: []conceptPlace{}}
	var relations []graph.Relation
	for _, part := range []struct {
		filter graph.RelationFilter
		into   *[]api.Relation
	}{
		{graph.RelationFilter{To: concept.ID, Types: []graph.RelationType{graph.Discusses}, Limit: limit}, &found.Discussed},
		{graph.RelationFilter{Node: concept.ID, Types: []graph.RelationType{graph.Broader}, Limit: limit}, &found.Broader},
	} {
		for relation, err := range lib.store.Relations(ctx, part.filter) {
			if err != nil {
				return err
			}
			facts, err := query.Attest(ctx, lib.store, relation)
			if err != nil {
				return err
			}
			relations = append(relations, relation)
			*part.into = append(*part.into, api.NewFact(facts[0], shownEvidence))
		}
	}
	related, err := graph.Associations(ctx, lib.store, concept.ID, limit)
	if err != nil {
		return err
	}
	found.Related = append(found.Related, related...)
	if found.Documents, err = p.conceptPlaces(ctx, lib, concept.ID, limit); err != nil {
		return err
	}
	if p.json {
		return p.emit(found)
	}
	return p.printConcept(ctx, lib, concept, found, relations)
}

func (p *program) conceptPlaces(ctx context.Context, lib *library, id string, limit int) ([]conceptPlace, error) {
	places := []conceptPlace{}
	for mention, err := range lib.store.Mentions(ctx, graph.MentionFilter{Entity: id}) {
		if err != nil {
			return nil, err
		}
		if len(places) > 0 && places[len(places)-1].Document == mention.Document {
			places[len(places)-1].Mentions++
			continue
		}
		if len(places) == limit {
			break
		}
		document, err := graph.Document(ctx, lib.store, mention.Document)
		if err != nil {
			return nil, err
		}
		places = append(places, conceptPlace{Document: document.ID, Title: document.Title, Date: document.Date, Mentions: 1})
	}
	return places, nil
}

func (p *program) printConcept(ctx context.Context, lib *library, concept graph.Entity, found conceptAnswer, relations []graph.Relation) error {
	p.printf("%s  %s\n  %d %s\n", p.style(styleBold, concept.Name), p.style(styleDim, concept.ID), concept.Documents, p.text("dokument", "documents"))
	for _, place := range found.Documents {
		p.printf("  %4d  %s  %s  %s\n", place.Mentions, place.Title, place.Date, p.style(styleDim, place.Document))
	}
	for _, association := range found.Related {
		p.printf(p.text("  nämns tillsammans med %s i %d dokument (npmi %.2f)\n", "  mentioned together with %s in %d documents (npmi %.2f)\n"),
			association.Concept.Name, association.Documents, association.NPMI)
	}
	names, titles := map[string]string{}, map[string]string{}
	for _, relation := range relations {
		if err := p.printRelation(ctx, lib, names, titles, relation); err != nil {
			return err
		}
	}
	return nil
}
