package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
)

// label is the label of a kind of entity beside Entity.
func label(kind graph.Kind) string {
	name := string(kind)
	return strings.ToUpper(name[:1]) + name[1:]
}

// putEntities counts documents in and out of the entities that they speak of,
// and deletes those that none speaks of any more.
func (w *writing) putEntities() error {
	changes := w.shares()
	tallies, err := w.tallies(slices.Sorted(maps.Keys(changes)))
	if err != nil {
		return err
	}
	var rows, gone []any
	for _, id := range slices.Sorted(maps.Keys(changes)) {
		tally := tallies[id]
		if tally == nil {
			tally = &graph.Tally{}
		}
		for _, change := range changes[id] {
			tally.Add(change.Share, change.sign)
		}
		if tally.Documents <= 0 {
			gone = append(gone, id)
			continue
		}
		properties, err := entityProperties(id, tally)
		if err != nil {
			return err
		}
		kind, _ := graph.KindOf(id)
		rows = append(rows, map[string]any{"id": id, "label": label(kind), "properties": properties})
	}
	if err := w.rows(`UNWIND $rows AS id MATCH (e:Entity {id: id}) DETACH DELETE e`, gone); err != nil {
		return err
	}
	return w.rows(`UNWIND $rows AS row MERGE (e:Entity {id: row.id}) SET e:$(row.label), e = row.properties`, rows)
}

// change is what one document now says more (sign 1) or less (-1) of an entity.
type change struct {
	graph.Share
	sign int
}

// shares lists for every entity what changes in what documents say of it.
func (w *writing) shares() map[string][]change {
	changes := map[string][]change{}
	for _, id := range w.documents {
		before, after := w.before[id].byEntity(), w.after[id].byEntity()
		for entity, claims := range after {
			now := graph.ShareOf(claims)
			if old, known := before[entity]; known {
				was := graph.ShareOf(old)
				if was.Equal(&now) {
					delete(before, entity)
					continue
				}
			}
			changes[entity] = append(changes[entity], change{now, 1})
		}
		for entity, claims := range before {
			changes[entity] = append(changes[entity], change{graph.ShareOf(claims), -1})
		}
	}
	return changes
}

// tallies reads the counts of entities; the map lacks those that are new.
func (w *writing) tallies(ids []string) (map[string]*graph.Tally, error) {
	tallies := make(map[string]*graph.Tally, len(ids))
	err := w.query(`UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id, e.tally`, map[string]any{"ids": ids}, func(values []any) error {
		tally := &graph.Tally{}
		tallies[text(values[0])] = tally
		return json.Unmarshal([]byte(text(values[1])), tally)
	})
	if err != nil {
		return nil, fmt.Errorf("read counts: %w", errors.Join(errDamaged, err))
	}
	return tallies, nil
}

// longestTerm is how many bytes of a form the index holds; Lucene takes no
// more than 32,766.
const longestTerm = 1000

// cut shortens a form to what the index holds, never within a letter.
func cut(form string) string {
	return strings.ToValidUTF8(form[:min(len(form), longestTerm)], "")
}

func entityProperties(id string, tally *graph.Tally) (map[string]any, error) {
	packed, err := json.Marshal(tally)
	if err != nil {
		return nil, err
	}
	entity := tally.Entity(id)
	properties := make(map[string]any, len(entity.Attributes)+9)
	for name, value := range entity.Attributes {
		if name != "" {
			properties[name] = value
		}
	}
	var folded, words []string
	for form, whole := range tally.Index() {
		form = cut(form)
		words = append(words, form)
		if whole {
			folded = append(folded, form)
		}
	}
	maps.Copy(properties, map[string]any{
		"id": id, "kind": string(entity.Kind), "name": entity.Name, "aliases": entity.Aliases, "documents": entity.Documents,
		"attributes": graph.CanonicalAttributes(entity.Attributes), "tally": string(packed),
		"folded": distinct(folded), "words": distinct(words),
	})
	return properties, nil
}

const entityColumns = `e.id, e.kind, e.name, e.aliases, e.attributes, e.documents`

func unpackEntity(v []any) (graph.Entity, error) {
	entity := graph.Entity{
		ID: text(v[0]), Kind: graph.Kind(text(v[1])), Name: text(v[2]), Aliases: texts(v[3]),
		Attributes: map[string]string{}, Documents: number(v[5]),
	}
	if err := json.Unmarshal([]byte(text(v[4])), &entity.Attributes); err != nil {
		return entity, errors.Join(errDamaged, err)
	}
	return entity, nil
}

// Entities yields entities, see graph.Store.
func (s *Store) Entities(ctx context.Context, filter graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return sequence(ctx, s, filter.Limit, func(tx neo4j.ManagedTransaction) ([]graph.Entity, error) {
		var entities []graph.Entity
		statement, parameters := selectEntities(&filter)
		if statement == "" {
			return nil, nil
		}
		err := query(ctx, tx, statement, parameters, func(values []any) error {
			entity, err := unpackEntity(values)
			if err == nil && filter.Match(&entity) {
				entities = append(entities, entity)
			}
			return err
		})
		slices.SortFunc(entities, func(a, b graph.Entity) int {
			if filter.Prefix != "" && a.Documents != b.Documents {
				return b.Documents - a.Documents
			}
			return cmp.Compare(a.ID, b.ID)
		})
		return entities, err
	})
}

// selectEntities writes the query for a filter, "" where nothing can pass. It
// may find too much, which Match removes, and limits only where it does not.
func selectEntities(filter *graph.EntityFilter) (statement string, parameters map[string]any) {
	kinds := make([]string, len(filter.Kinds))
	for i, kind := range filter.Kinds {
		kinds[i] = string(kind)
	}
	parameters = map[string]any{"kinds": kinds, "after": filter.After, "limit": limitOf(filter.Limit)}
	const wanted = ` (size($kinds) = 0 OR e.kind IN $kinds) `
	name, prefix := graph.Fold(filter.Name), graph.Fold(filter.Prefix)
	switch {
	case filter.Name != "" && name == "":
		return "", nil
	case filter.IDs != nil:
		parameters["ids"] = distinct(filter.IDs)
		return `UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN ` + entityColumns, parameters
	case filter.Name != "":
		parameters["terms"] = "folded:" + quoteTerm(name)
		return `CALL db.index.fulltext.queryNodes('samband_forms', $terms) YIELD node AS e RETURN ` + entityColumns, parameters
	case prefix != "" && len(prefix) < longestTerm:
		parameters["terms"] = "words:" + escapeTerm(prefix) + "*"
		return `CALL db.index.fulltext.queryNodes('samband_forms', $terms) YIELD node AS e WHERE` + wanted +
			`WITH e ORDER BY e.documents DESC, e.id LIMIT $limit RETURN ` + entityColumns, parameters
	case filter.Prefix != "":
		return `MATCH (e:Entity) WHERE` + wanted + `RETURN ` + entityColumns, parameters
	}
	return `MATCH (e:Entity) WHERE e.id > $after AND` + wanted + `RETURN ` + entityColumns + ` ORDER BY e.id LIMIT $limit`, parameters
}

// quoteTerm writes a term for Lucene's parser as a phrase of one word.
func quoteTerm(term string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(cut(term)) + `"`
}

// escapeTerm writes a term for Lucene's parser so that more can follow.
func escapeTerm(term string) string {
	var escaped strings.Builder
	for _, r := range term {
		if strings.ContainsRune(`\+-!():^[]"{}~*?|&/ `+"\t\n\r\u3000", r) {
			escaped.WriteByte('\\')
		}
		escaped.WriteRune(r)
	}
	return escaped.String()
}
