package api

import (
	"context"
	"iter"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// Entities answers what a search asks of the graph about entities.
type Entities struct{ Store graph.Store }

var _ search.Entities = Entities{}

// Named implements search.Entities.
func (e Entities) Named(ctx context.Context, kind, name string) ([]string, error) {
	found, err := graph.Find(ctx, e.Store, name, graph.Kind(kind))
	ids := make([]string, len(found))
	for i, entity := range found {
		ids[i] = entity.ID
	}
	return ids, err
}

// Places implements search.Entities.
func (e Entities) Places(ctx context.Context, role, entity, document string) iter.Seq2[search.Place, error] {
	return func(yield func(search.Place, error) bool) {
		switch role {
		case query.RoleAttended:
			e.facts(ctx, graph.RelationFilter{From: entity, Document: document, Types: []graph.RelationType{graph.Attended}}, true, yield)
		case query.RoleWrote:
			e.facts(ctx, graph.RelationFilter{From: entity, Document: document, Types: []graph.RelationType{graph.Authored, graph.Presented}}, false, yield)
		default:
			for mention, err := range e.Store.Mentions(ctx, graph.MentionFilter{Entity: entity, Document: document}) {
				if !yield(search.Place{Entity: mention.Entity, Document: mention.Document, Start: mention.Start}, err) || err != nil {
					return
				}
			}
		}
	}
}

// facts yields where relations have evidence, or all of the documents that they
// lead to.
func (e Entities) facts(ctx context.Context, filter graph.RelationFilter, whole bool, yield func(search.Place, error) bool) {
	for relation, err := range e.Store.Relations(ctx, filter) {
		if err != nil {
			yield(search.Place{}, err)
			return
		}
		if whole {
			if !yield(search.Place{Entity: relation.From, Document: relation.To, Start: -1}, nil) {
				return
			}
			continue
		}
		for _, evidence := range relation.Evidence {
			if !yield(search.Place{Entity: relation.From, Document: evidence.Document, Start: evidence.Start}, nil) {
				return
			}
		}
	}
}
