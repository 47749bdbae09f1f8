package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/samband/samband/graph"
)

// RelationOptions narrow what Relations answers; the zero value asks for all
// that documents state.
type RelationOptions struct {
	Types     []graph.RelationType // only these; empty is all that documents state
	Direction Direction            // which end the node is; "" is either
	Scope     Scope
	Window    Window
}

// Relations returns the facts about a node in the order of Store.Relations. A
// node that does not exist has none.
func Relations(ctx context.Context, store graph.Store, id string, options RelationOptions) (Page[Fact], error) {
	none := Page[Fact]{}
	if err := options.Scope.Validate(); err != nil {
		return none, err
	}
	filter := graph.RelationFilter{Types: options.Types}
	if len(filter.Types) == 0 {
		filter.Types = stated()
	}
	switch options.Direction {
	case Outgoing:
		filter.From = id
	case Incoming:
		filter.To = id
	default:
		filter.Node = id
	}
	facts, err := newReader(store).relations(ctx, &options.Scope, filter)
	if err != nil {
		return none, fmt.Errorf("relations of %s: %w", id, err)
	}
	return page(facts, options.Window), nil
}

// Mentioned is a place where a document speaks of an entity.
type Mentioned struct {
	Document Source        `json:"document"`
	Mention  graph.Mention `json:"mention"`
	Place    Place         `json:"place"`
}

// Mentions returns where documents of the scope speak of an entity, the newest
// document first and in text order. An entity that does not exist is mentioned
// nowhere.
func Mentions(ctx context.Context, store graph.Store, id string, scope Scope, window Window) (Page[Mentioned], error) {
	none := Page[Mentioned]{}
	if err := scope.Validate(); err != nil {
		return none, err
	}
	mentions, err := collect(store.Mentions(ctx, graph.MentionFilter{Entity: id}))
	if err != nil {
		return none, fmt.Errorf("mentions of %s: %w", id, err)
	}
	r := newReader(store)
	documents := make([]string, len(mentions))
	for i := range mentions {
		documents[i] = mentions[i].Document
	}
	if err := r.load(ctx, documents); err != nil {
		return none, err
	}
	var all []Mentioned
	for i := range mentions {
		if document := r.known[mentions[i].Document]; scope.holds(&document) {
			all = append(all, Mentioned{Document: sourceOf(&document), Mention: mentions[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b Mentioned) int { return newest(&a.Document, &b.Document) })
	wanted := page(all, window)
	for i := range wanted.Items {
		passages, err := r.read(ctx, wanted.Items[i].Document.ID)
		if err != nil {
			return none, fmt.Errorf("passages of %s: %w", wanted.Items[i].Document.ID, err)
		}
		wanted.Items[i].Place = placed(passages, wanted.Items[i].Mention.Span)
	}
	return wanted, nil
}
