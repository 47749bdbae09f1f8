package embedded

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/samband/samband/graph"
)

// entityTotal begins the names of the totals of entities, before the kind.
const entityTotal = "entity:"

// rowsAtOnce is how many rows one INSERT carries: a statement costs more than
// a row.
const rowsAtOnce = 128

// bulk collects rows of one table and inserts them many at a time.
type bulk struct {
	ctx   context.Context //nolint:containedctx // lives as long as the transaction
	tx    *sql.Tx
	table bulkStatement
	args  []any
}

func (b *bulk) add(row ...any) error {
	b.args = append(b.args, row...)
	if len(b.args) < b.table.width*rowsAtOnce {
		return nil
	}
	_, err := b.tx.StmtContext(b.ctx, b.table.full).ExecContext(b.ctx, b.args...)
	b.args = b.args[:0]
	return err
}

// flush inserts what is left.
func (b *bulk) flush() error {
	if len(b.args) == 0 {
		return nil
	}
	_, err := b.tx.ExecContext(b.ctx, b.table.text(len(b.args)/b.table.width), b.args...)
	b.args = b.args[:0]
	return err
}

func (w *writing) bulk(table bulkStatement) *bulk {
	return &bulk{ctx: w.ctx, tx: w.tx, table: table, args: make([]any, 0, table.width*rowsAtOnce)}
}

// finishEntities writes every entity that a document came to or left, and
// deletes those that none speaks of any more.
func (w *writing) finishEntities() error {
	states := make([]*state, 0, len(w.states))
	for _, s := range w.states {
		states = append(states, s)
	}
	slices.SortFunc(states, func(a, b *state) int { return cmp.Compare(a.number, b.number) })
	entities := w.bulk(w.changes.putEntities)
	var index indexChange
	for _, s := range states {
		if err := w.finishEntity(s, entities); err != nil {
			return err
		}
		index.compare(s)
	}
	if err := entities.flush(); err != nil {
		return err
	}
	return w.finishIndex(&index)
}

func (w *writing) finishEntity(s *state, entities *bulk) error {
	kind, _ := graph.KindOf(s.id)
	switch {
	case !s.dirty:
		return nil
	case s.Documents > 0:
		if !s.saved {
			w.totals[entityTotal+string(kind)]++
		}
		return entities.add(s.number, s.id, s.Documents, s.pack())
	case s.saved:
		w.totals[entityTotal+string(kind)]--
		return w.exec(w.changes.deleteEntity, s.number)
	}
	return nil // came and went within the transaction
}

// indexChange is what changes in the index table of names.
type indexChange struct {
	forms, gone []formRow
}

type formRow struct {
	form   string
	entity int64
	whole  bool
}

func (c *indexChange) compare(s *state) {
	if s.stored == nil {
		return
	}
	now := s.Index() // empty once no document speaks of the entity
	for form, whole := range now {
		if before, known := s.stored[form]; !known || before != whole {
			c.forms = append(c.forms, formRow{form, s.number, whole})
		}
	}
	for form := range s.stored {
		if _, kept := now[form]; !kept {
			c.gone = append(c.gone, formRow{form: form, entity: s.number})
		}
	}
}

func (w *writing) finishIndex(c *indexChange) error {
	slices.SortFunc(c.forms, func(a, b formRow) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.entity, b.entity))
	})
	for _, row := range c.gone {
		if err := w.exec(w.changes.deleteForm, row.form, row.entity); err != nil {
			return err
		}
	}
	forms := w.bulk(w.changes.putForms)
	for _, row := range c.forms {
		if err := forms.add(row.form, row.entity, row.whole); err != nil {
			return err
		}
	}
	return forms.flush()
}

func (w *writing) finishPostings() error {
	list := make([]posting, 0, len(w.postings))
	for p := range w.postings {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.entity, b.entity), cmp.Compare(a.document, b.document))
	})
	rows := w.bulk(w.changes.putPostings)
	for _, p := range list {
		var err error
		if side := w.postings[p]; side == gone {
			err = w.exec(w.changes.deletePosting, p.entity, p.document)
		} else {
			err = rows.add(p.entity, p.document, int64(side))
		}
		if err != nil {
			return err
		}
	}
	if err := rows.flush(); err != nil {
		return err
	}
	return w.finishNodes()
}

func (w *writing) finishNodes() error {
	list := make([]nodePosting, 0, len(w.nodes))
	for p := range w.nodes {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b nodePosting) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.document, b.document))
	})
	rows := w.bulk(w.changes.putNodes)
	for _, p := range list {
		var err error
		if side := w.nodes[p]; side == gone {
			err = w.exec(w.changes.deleteNode, p.node, p.document)
		} else {
			err = rows.add(p.node, p.document, int64(side))
		}
		if err != nil {
			return err
		}
	}
	if err := rows.flush(); err != nil {
		return err
	}
	return w.finishKeys()
}

func (w *writing) finishKeys() error {
	list := make([]keyPosting, 0, len(w.keys))
	for p := range w.keys {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b keyPosting) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.document, b.document))
	})
	rows := w.bulk(w.changes.putKeys)
	for _, p := range list {
		var err error
		if w.keys[p] {
			err = rows.add(p.key, p.document)
		} else {
			err = w.exec(w.changes.deleteKey, p.key, p.document)
		}
		if err != nil {
			return err
		}
	}
	return rows.flush()
}
