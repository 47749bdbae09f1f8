package graph

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
)

// The kinds of node that are no entities; see Node.
const (
	DocumentNode Kind = "document"
	PassageNode  Kind = "passage"
)

// Node is an entity, a document or a passage with what a reader calls it.
type Node struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"` // kind of entity, DocumentNode or PassageNode
	Name string `json:"name"` // name of an entity; title of a document or of a passage's document, else its source
}

// candidates is how many entities Find offers for the beginning of a name.
const candidates = 20

// Document returns the document with the id, or ErrNotFound, wrapped.
func Document(ctx context.Context, store Store, id string) (corpus.Document, error) {
	return one(store.Documents(ctx, DocumentFilter{IDs: []string{id}}), "document", id)
}

// EntityByID returns the entity with the id, or ErrNotFound, wrapped.
func EntityByID(ctx context.Context, store Store, id string) (Entity, error) {
	return one(store.Entities(ctx, EntityFilter{IDs: []string{id}}), "entity", id)
}

func one[T any](sequence iter.Seq2[T, error], what, id string) (T, error) {
	for value, err := range sequence {
		return value, err
	}
	var none T
	return none, fmt.Errorf("%s %q: %w", what, id, ErrNotFound)
}

// Find returns the entities a user may mean, of the given kinds or of any: the
// one with that id, else those with that name or alias, else the report with
// that number ("SOU 2021:17"), else those that the id leads to (see Follow),
// else the best known of those with a name that begins so. The first of several is spoken of in the
// most documents. It returns nothing and no error where nobody is called so.
func Find(ctx context.Context, store Store, text string, kinds ...Kind) ([]Entity, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	entities := func(filter EntityFilter) func() ([]Entity, error) {
		return func() ([]Entity, error) { return collect(store.Entities(ctx, filter)) }
	}
	for _, find := range []func() ([]Entity, error){
		entities(EntityFilter{Kinds: kinds, IDs: []string{text}}),
		entities(EntityFilter{Kinds: kinds, Name: text}),
		entities(EntityFilter{Kinds: kinds, IDs: []string{numbered(text)}}),
		func() ([]Entity, error) { return followKinds(ctx, store, text, kinds) },
		entities(EntityFilter{Kinds: kinds, Prefix: text, Limit: candidates}),
	} {
		found, err := find()
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			slices.SortStableFunc(found, func(a, b Entity) int { return cmp.Compare(b.Documents, a.Documents) })
			return found, nil
		}
	}
	return nil, nil
}

// numbered is the id of the report with the number, as in
// "report:prop-2017-18-163".
func numbered(number string) string {
	return string(Report) + ":" + strings.NewReplacer(" ", "-", ":", "-", "/", "-").Replace(Fold(number))
}

// followKinds follows what is an entity's id to entities of the kinds.
func followKinds(ctx context.Context, store Store, id string, kinds []Kind) ([]Entity, error) {
	if _, entity := KindOf(id); !entity {
		return nil, nil
	}
	found, err := Follow(ctx, store, id)
	return slices.DeleteFunc(found, func(e Entity) bool { return len(kinds) > 0 && !slices.Contains(kinds, e.Kind) }), err
}

func collect[T any](sequence iter.Seq2[T, error]) ([]T, error) {
	var values []T
	for value, err := range sequence {
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

// Nodes names the nodes with the ids. Ids that the store does not know are
// left out.
func Nodes(ctx context.Context, store Store, ids ...string) (map[string]Node, error) {
	nodes := make(map[string]Node, len(ids))
	entities, documents := []string{}, []string{}
	for _, id := range ids {
		if _, entity := KindOf(id); entity {
			entities = append(entities, id)
			continue
		}
		document, _ := DocumentOf(id)
		documents = append(documents, document)
	}
	for entity, err := range store.Entities(ctx, EntityFilter{IDs: entities}) {
		if err != nil {
			return nil, err
		}
		nodes[entity.ID] = Node{entity.ID, entity.Kind, entity.Name}
	}
	titles := map[string]string{}
	for document, err := range store.Documents(ctx, DocumentFilter{IDs: documents}) {
		if err != nil {
			return nil, err
		}
		titles[document.ID] = cmp.Or(document.Title, document.Source)
	}
	for _, id := range ids {
		document, kind := DocumentOf(id)
		if title, known := titles[document]; known {
			nodes[id] = Node{id, kind, title}
		}
	}
	return nodes, nil
}

// DocumentOf returns the document that a node which is no entity stands for:
// itself, or the one a passage lies in. The ids of documents contain no ":",
// see corpus.NewID and corpus.PassageID.
func DocumentOf(id string) (document string, kind Kind) {
	if document, _, passage := strings.Cut(id, ":"); passage {
		return document, PassageNode
	}
	return id, DocumentNode
}
