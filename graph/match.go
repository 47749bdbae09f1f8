package graph

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
)

// Match reports whether the document passes the filter; Limit has no part in it.
func (f *DocumentFilter) Match(document *corpus.Document) bool {
	return (f.IDs == nil || slices.Contains(f.IDs, document.ID)) &&
		(f.Collection == nil || *f.Collection == document.Collection) &&
		(f.After == "" || document.ID > f.After)
}

// Match reports whether the entity passes the filter; Limit has no part in it,
// and After none where Prefix is set.
func (f *EntityFilter) Match(entity *Entity) bool {
	return (f.IDs == nil || slices.Contains(f.IDs, entity.ID)) &&
		(len(f.Kinds) == 0 || slices.Contains(f.Kinds, entity.Kind)) &&
		(f.Name == "" || entity.named(Fold(f.Name))) &&
		(f.Prefix == "" || entity.begins(Fold(f.Prefix))) &&
		(f.After == "" || f.Prefix != "" || entity.ID > f.After)
}

func (e *Entity) named(folded string) bool {
	return folded != "" && e.anyName(func(name string) bool { return name == folded })
}

func (e *Entity) begins(folded string) bool {
	return e.anyName(func(name string) bool {
		if strings.HasPrefix(name, folded) {
			return true
		}
		for word := range strings.FieldsSeq(name) {
			if strings.HasPrefix(word, folded) {
				return true
			}
		}
		return false
	})
}

func (e *Entity) anyName(is func(folded string) bool) bool {
	return is(Fold(e.Name)) || slices.ContainsFunc(e.Aliases, func(alias string) bool { return is(Fold(alias)) })
}

// Wants reports whether the filter's Types let the type through.
func (f *RelationFilter) Wants(kind RelationType) bool {
	return len(f.Types) == 0 || slices.Contains(f.Types, kind)
}

// Match reports whether a relation between the nodes passes the filter;
// Document and Limit have no part in it.
func (f *RelationFilter) Match(from string, kind RelationType, to string) bool {
	return f.Wants(kind) &&
		(f.From == "" || f.From == from) &&
		(f.To == "" || f.To == to) &&
		(f.Node == "" || f.Node == from || f.Node == to)
}
