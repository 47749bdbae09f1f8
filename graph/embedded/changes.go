package embedded

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

var _ graph.ChangeSource = (*Store)(nil)

// Bounds of the log of changes.
const (
	loggedNodes       = 4096  // a call of Apply that changes more is not listed
	loggedGenerations = 1000  // kept
	toldNodes         = 20000 // more changes than this at once are not told
)

// finishChange logs which nodes the transaction has changed.
func (w *writing) finishChange() error {
	var nodes any // NULL
	if len(w.touched)+len(w.states) <= loggedNodes {
		for id, s := range w.states {
			if s.dirty {
				w.touched[id] = true
			}
		}
		p := newPacker()
		p.strings(slices.Sorted(maps.Keys(w.touched)))
		nodes = p.packed()
	}
	if err := w.exec(w.changes.addChange, nodes); err != nil {
		return err
	}
	return w.exec(w.changes.forgetChanges, loggedGenerations)
}

// Version returns the present version, see graph.ChangeSource.
func (s *Store) Version(ctx context.Context) (graph.Version, error) {
	if err := ctx.Err(); err != nil {
		return graph.Version{}, err
	}
	var generation, mark int64
	err := s.queries.version.QueryRowContext(context.WithoutCancel(ctx)).Scan(&generation, &mark)
	if err != nil {
		return graph.Version{}, fmt.Errorf("read graph: %w", err)
	}
	return version(generation, mark), nil
}

func version(generation, mark int64) graph.Version {
	return graph.Version{Generation: uint64(generation), Mark: uint64(mark)} //nolint:gosec // bits, not numbers
}

// Changes tells what has changed since a version, see graph.ChangeSource.
func (s *Store) Changes(ctx context.Context, since graph.Version) (*graph.Changes, error) {
	r, err := s.begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	defer r.end()
	changes, err := r.changes(since)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	return changes, nil
}

func (r *reader) changes(since graph.Version) (*graph.Changes, error) {
	ids, present, err := r.changed(since)
	if err != nil || ids == nil || len(ids) > toldNodes {
		return nil, err
	}
	changes := &graph.Changes{Version: present}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		read := r.changedDocument
		if _, entity := graph.KindOf(id); entity {
			read = r.changedEntity
		}
		found, err := read(id, changes)
		if err != nil {
			return nil, err
		}
		if !found {
			changes.Gone = append(changes.Gone, id)
		}
	}
	return changes, nil
}

// changed collects the nodes that have changed since a version; nil where
// that is not known.
func (r *reader) changed(since graph.Version) (ids map[string]bool, present graph.Version, err error) {
	rows, err := r.tx.QueryContext(r.running, `SELECT generation, mark, nodes FROM change WHERE generation >= ? ORDER BY generation`,
		int64(since.Generation)) //nolint:gosec // as it came from version
	complete := true
	err = r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var generation, mark int64
		var nodes sql.RawBytes
		if err := rows.Scan(&generation, &mark, &nodes); err != nil {
			return false, err
		}
		present = version(generation, mark)
		if ids == nil { // the first row must be the version itself
			ids = map[string]bool{}
			complete = present == since
			return complete, nil
		}
		complete = nodes != nil
		if !complete {
			return false, nil
		}
		u := unpack(nodes)
		for _, id := range u.strings() {
			ids[id] = true
		}
		return true, u.err
	})
	if !complete {
		ids = nil
	}
	return ids, present, err
}

func (r *reader) changedEntity(id string, changes *graph.Changes) (found bool, err error) {
	var number int64
	var documents int
	var column []byte
	if found, err = r.row(r.queries.entityByID, id, &number, &documents, &column); err != nil || !found {
		return found, err
	}
	s, err := unpackState(number, id, documents, column)
	if err != nil {
		return true, err
	}
	entity := s.Entity(s.id)
	changes.Entities = append(changes.Entities, graph.Node{ID: id, Kind: entity.Kind, Name: entity.Name})
	return true, nil
}

func (r *reader) changedDocument(id string, changes *graph.Changes) (found bool, err error) {
	var header, entities, facts, mentions []byte
	if found, err = r.row(r.queries.changed, id, &header, &entities, &facts, &mentions); err != nil || !found {
		return found, err
	}
	var document corpus.Document
	if document, err = unpackHeader(header); err != nil {
		return true, err
	}
	changes.Documents = append(changes.Documents, document)
	_, err = r.links(id, entities, facts, mentions, func(link graph.Link) bool {
		changes.Links = append(changes.Links, link)
		return true
	})
	return true, err
}
