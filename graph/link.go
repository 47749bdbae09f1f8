package graph

import (
	"context"
	"iter"
)

// Link is the bare ends of a relation as one document states it.
type Link struct {
	From     string
	Type     RelationType
	To       string
	Document string // that states or mentions it
}

// LinkSource is what a Store may offer besides: all links without order and
// evidence, MentionedIn among them, one for each fact of each document. The
// same link may come more than once. Stores that can do this much faster than
// Relations implement it; BuildSnapshot uses it where it is there.
type LinkSource interface {
	Links(ctx context.Context) iter.Seq2[Link, error]
}

// links yields the links of any store.
func links(ctx context.Context, store Store) iter.Seq2[Link, error] {
	if source, offers := store.(LinkSource); offers {
		return source.Links(ctx)
	}
	return func(yield func(Link, error) bool) {
		for relation, err := range store.Relations(ctx, RelationFilter{}) {
			if err != nil {
				yield(Link{}, err)
				return
			}
			for i := range relation.Evidence {
				if !yield(Link{relation.From, relation.Type, relation.To, relation.Evidence[i].Document}, nil) {
					return
				}
			}
		}
	}
}
