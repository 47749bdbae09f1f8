package embedded

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// expect reads the entities of the batches, many at a time: one by one that
// takes longer than all the writing.
func (w *writing) expect(batches []graph.Batch) error {
	for i := range batches {
		for j := range batches[i].Claims {
			if id := batches[i].Claims[j].Entity; id != graph.NoEntity {
				w.absent[id] = true
			}
		}
	}
	ids := slices.Sorted(maps.Keys(w.absent))
	for list := range slices.Chunk(ids, rowsAtOnce) {
		args := make([]any, rowsAtOnce)
		for i := range args {
			args[i] = list[min(i, len(list)-1)]
		}
		if err := w.expectEntities(args); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) expectEntities(ids []any) error {
	rows, err := w.tx.StmtContext(w.ctx, w.changes.entitiesByID).QueryContext(w.ctx, ids...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells what went wrong
	for rows.Next() {
		var number int64
		var id string
		var documents int
		var column sql.RawBytes
		if err := rows.Scan(&number, &id, &documents, &column); err != nil {
			return err
		}
		if _, err := w.keep(unpackState(number, id, documents, column)); err != nil {
			return err
		}
		delete(w.absent, id)
	}
	return rows.Err()
}

// state returns the entity with the id, a new one where there is none.
func (w *writing) state(id string) (*state, error) {
	if s := w.states[id]; s != nil {
		return s, nil
	}
	if w.absent[id] {
		return w.create(id)
	}
	var number int64
	var documents int
	var column []byte
	err := w.tx.StmtContext(w.ctx, w.changes.entityByID).QueryRowContext(w.ctx, id).Scan(&number, &documents, &column)
	if errors.Is(err, sql.ErrNoRows) {
		return w.create(id)
	}
	if err != nil {
		return nil, err
	}
	return w.keep(unpackState(number, id, documents, column))
}

func (w *writing) numbered(number int64) (*state, error) {
	if id, known := w.ids[number]; known {
		return w.states[id], nil
	}
	var id string
	var documents int
	var column []byte
	err := w.tx.StmtContext(w.ctx, w.changes.entityByNumber).QueryRowContext(w.ctx, number).Scan(&id, &documents, &column)
	if err != nil {
		return nil, fmt.Errorf("entity number %d: %w", number, err)
	}
	return w.keep(unpackState(number, id, documents, column))
}

func (w *writing) create(id string) (*state, error) {
	if w.next == 0 {
		if err := w.tx.StmtContext(w.ctx, w.changes.nextEntity).QueryRowContext(w.ctx).Scan(&w.next); err != nil {
			return nil, err
		}
	}
	s := newState(id)
	s.number = w.next
	w.next++
	return w.keep(s, nil)
}

func (w *writing) keep(s *state, err error) (*state, error) {
	if err != nil {
		return nil, err
	}
	w.states[s.id], w.ids[s.number] = s, s.id
	return s, nil
}
