package graph

import (
	"context"
	"iter"

	"github.com/samband/samband/corpus"
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
// Relations implement it; see LinksOf.
type LinkSource interface {
	Links(ctx context.Context) iter.Seq2[Link, error]
}

// LinksOf yields the links of any store: its own, else those of its relations.
func LinksOf(ctx context.Context, store Store) iter.Seq2[Link, error] {
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

// Version names a state of a store. States of one store that differ have
// different versions, also where a store was set back to a copy of earlier
// days and written to again: Mark, chosen at random with each change, tells
// such states of equal generation apart.
type Version struct {
	Generation uint64 // as in Stats
	Mark       uint64
}

// Changes is what has changed in a store since an earlier version: enough to
// bring along what was derived from all links of that version.
type Changes struct {
	Version   Version           // after the changes
	Entities  []Node            // that came or whose name may have changed, in order of id
	Documents []corpus.Document // stored anew, or whose claims moved to other entities, in order of id
	Gone      []string          // entities and documents that are there no longer, in order of id
	Links     []Link            // all links of Documents, in their order
}

// ChangeSource is what a Store may offer besides. Stores without it are read
// anew after each change.
type ChangeSource interface {
	// Version returns the present version.
	Version(ctx context.Context) (Version, error)
	// Changes returns what has changed since a version, as of one moment. It
	// is nil where the store cannot tell, or where that much has changed that
	// reading everything takes no longer.
	Changes(ctx context.Context, since Version) (*Changes, error)
}
