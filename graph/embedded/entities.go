package embedded

import (
	"context"
	"database/sql"
	"iter"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// rare is up to how many forms a prefix is looked up by form. A prefix with
// more is so common that going through the entities from the best known down
// meets enough of them sooner.
const rare = 1500

// Entities yields entities, see graph.Store.
func (s *Store) Entities(ctx context.Context, filter graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return stream(ctx, s, func(r *reader, yield func(graph.Entity) bool) error {
		yield = limited(filter.Limit, yield)
		switch {
		case filter.Prefix != "":
			return r.completions(&filter, yield)
		case filter.IDs != nil:
			return r.entitiesByID(&filter, distinct(slices.Clone(filter.IDs)), yield)
		case filter.Name != "":
			return r.entities(&filter, yield, `SELECT e.n, e.id, e.documents, e.state
				FROM entity_form f JOIN entity e ON e.n = f.entity
				WHERE f.form = ? AND f.whole = 1 ORDER BY e.id`, graph.Fold(filter.Name))
		case len(filter.Kinds) > 0:
			return r.entitiesByKind(&filter, yield)
		}
		return r.entities(&filter, yield,
			`SELECT n, id, documents, state FROM entity WHERE id > ? ORDER BY id`, filter.After)
	})
}

// entities runs a query for number, id, documents and state.
func (r *reader) entities(filter *graph.EntityFilter, yield func(graph.Entity) bool, query string, args ...any) error {
	rows, err := r.tx.QueryContext(r.running, query, args...)
	return r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var number int64
		var id string
		var documents int
		var column sql.RawBytes
		if err := rows.Scan(&number, &id, &documents, &column); err != nil {
			return false, err
		}
		s, err := unpackState(number, id, documents, column)
		if err != nil {
			return false, err
		}
		entity := s.Entity(s.id)
		return !filter.Match(&entity) || yield(entity), nil
	})
}

// entitiesByKind reads one stretch of ids after the other: ids begin with
// their kind.
func (r *reader) entitiesByKind(filter *graph.EntityFilter, yield func(graph.Entity) bool) error {
	kinds := slices.Clone(filter.Kinds)
	slices.Sort(kinds)
	more := true
	goOn := func(entity graph.Entity) bool {
		more = yield(entity)
		return more
	}
	for _, kind := range slices.Compact(kinds) {
		err := r.entities(filter, goOn,
			`SELECT n, id, documents, state FROM entity WHERE id > ? AND id >= ? AND id < ? ORDER BY id`,
			filter.After, string(kind)+":", string(kind)+";") // ";" follows ":"
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// entitiesByID looks entities up in the order of ids.
func (r *reader) entitiesByID(filter *graph.EntityFilter, ids []string, yield func(graph.Entity) bool) error {
	for _, id := range ids {
		var number int64
		var documents int
		var column []byte
		found, err := r.row(r.queries.entityByID, id, &number, &documents, &column)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		s, err := unpackState(number, id, documents, column)
		if err != nil {
			return err
		}
		entity := s.Entity(s.id)
		if filter.Match(&entity) && !yield(entity) {
			return nil
		}
	}
	return nil
}

// completions yields the entities with the prefix, the best known first.
func (r *reader) completions(filter *graph.EntityFilter, yield func(graph.Entity) bool) error {
	first := graph.Fold(filter.Prefix)
	last := first + "\U0010FFFF"
	var forms int
	err := r.tx.QueryRowContext(r.running,
		`SELECT count(*) FROM (SELECT 1 FROM entity_form WHERE form >= ? AND form < ? LIMIT ?)`,
		first, last, rare+1).Scan(&forms)
	if err != nil {
		return err
	}
	if forms > rare && filter.Limit > 0 {
		return r.entities(filter, yield, `SELECT n, id, documents, state FROM entity ORDER BY documents DESC, id`)
	}
	// The states are read afterwards, for those that are asked for: sorting
	// them too takes several times as long.
	ids, err := r.strings(`SELECT e.id FROM (SELECT DISTINCT entity FROM entity_form WHERE form >= ? AND form < ?) f
		JOIN entity e ON e.n = f.entity ORDER BY e.documents DESC, e.id`, first, last)
	if err != nil {
		return err
	}
	return r.entitiesByID(filter, ids, yield)
}

func (r *reader) strings(query string, args ...any) ([]string, error) {
	var list []string
	rows, err := r.tx.QueryContext(r.running, query, args...)
	err = r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var value string
		err := rows.Scan(&value)
		list = append(list, value)
		return true, err
	})
	return list, err
}

// setTotal puts a row of the table of totals where it belongs.
func setTotal(stats *graph.Stats, name string, value int) {
	switch name {
	case "documents":
		stats.Documents = value
	case "passages":
		stats.Passages = value
	case "mentions":
		stats.Mentions = value
	case "facts":
		stats.Facts = value
	case "generation":
		stats.Generation = uint64(value) //nolint:gosec // only ever grows from 0
	default:
		if kind, found := strings.CutPrefix(name, entityTotal); found && value > 0 {
			stats.Entities[graph.Kind(kind)] = value
		}
	}
}
