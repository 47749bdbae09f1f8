package api

import (
	"context"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// Bounds of one answer about an entity.
const (
	maxRelations = 500
	maxEvidence  = 20 // per relation
	maxMentions  = 200
	maxDocuments = 100 // per relation
)

type entitiesInput struct {
	Prefix string   `query:"prefix" doc:"Beginning of a name, an alias, or a word of one; best known first"`
	Name   string   `query:"name" doc:"Exactly this name or alias"`
	Kind   []string `query:"kind,explode" enum:"person,organisation,report,concept,place"`
	After  string   `query:"after" doc:"Only ids after this; next of the answer before. Not with prefix"`
	Limit  int      `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

type entitiesOutput struct{ Body EntityList }

type entityOutput struct{ Body EntityResponse }

func (s *Server) entities(ctx context.Context, input *entitiesInput) (*entitiesOutput, error) {
	filter := graph.EntityFilter{Prefix: input.Prefix, Name: input.Name, After: input.After, Limit: input.Limit + 1}
	for _, kind := range input.Kind {
		filter.Kinds = append(filter.Kinds, graph.Kind(kind))
	}
	if input.Prefix != "" {
		filter.After, filter.Limit = "", input.Limit
	}
	list := EntityList{Items: []Entity{}}
	for entity, err := range s.store.Entities(ctx, filter) {
		if err != nil {
			return nil, err
		}
		if len(list.Items) == input.Limit {
			list.Next = optional(list.Items[input.Limit-1].ID)
			break
		}
		list.Items = append(list.Items, NewEntity(entity))
	}
	return &entitiesOutput{list}, nil
}

func (s *Server) entity(ctx context.Context, input *idInput) (*entityOutput, error) {
	entity, err := s.entityAt(ctx, input.ID, "/api/v1/entities/")
	if err != nil {
		return nil, err
	}
	about, err := s.about(ctx, entity)
	if err != nil {
		return nil, err
	}
	body := EntityResponse{Entity: NewEntity(about.entity), Relations: []Relation{}, Mentions: []Mention{}}
	for _, relation := range about.relations {
		body.Relations = append(body.Relations, NewFact(relation, maxEvidence))
	}
	for _, m := range about.mentions {
		body.Mentions = append(body.Mentions, newMention(m))
	}
	return &entityOutput{body}, nil
}

// about is what is known of an entity.
type about struct {
	entity    graph.Entity
	relations []query.Fact
	mentions  []graph.Mention
}

func (s *Server) about(ctx context.Context, entity graph.Entity) (about, error) {
	relations, err := query.Relations(ctx, s.store, entity.ID, query.RelationOptions{Window: query.Window{Limit: maxRelations}})
	if err != nil {
		return about{}, err
	}
	found := about{entity: entity, relations: relations.Items}
	for mention, err := range s.store.Mentions(ctx, graph.MentionFilter{Entity: entity.ID, Limit: maxMentions}) {
		if err != nil {
			return about{}, err
		}
		found.mentions = append(found.mentions, mention)
	}
	return found, nil
}
