package embedded

import (
	"context"
	"database/sql"
	"iter"

	"github.com/samband/samband/graph"
)

var _ graph.LinkSource = (*Store)(nil)

// Links yields the ends of all facts and mentions, document by document, see
// graph.LinkSource.
func (s *Store) Links(ctx context.Context) iter.Seq2[graph.Link, error] {
	return stream(ctx, s, func(r *reader, yield func(graph.Link) bool) error {
		if err := r.nameAll(); err != nil {
			return err
		}
		rows, err := r.tx.QueryContext(r.running, `SELECT d.id, c.entities, c.facts, c.mentions
			FROM content c CROSS JOIN document d ON d.n = c.document`)
		return r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
			var id string
			var entities, facts, mentions sql.RawBytes
			if err := rows.Scan(&id, &entities, &facts, &mentions); err != nil {
				return false, err
			}
			return r.links(id, entities, facts, mentions, yield)
		})
	})
}

func (r *reader) links(id string, entities, facts, mentions []byte, yield func(graph.Link) bool) (more bool, err error) {
	numbers, err := unpackEntities(entities)
	if err != nil {
		return false, err
	}
	ids, err := r.ids(numbers)
	if err != nil {
		return false, err
	}
	stated, err := unpackFacts(facts)
	if err != nil {
		return false, err
	}
	for i := range stated {
		from, to, err := stated[i].ends(ids)
		if err != nil {
			return false, err
		}
		if from == "" || to == "" {
			continue
		}
		if !yield(graph.Link{From: from, Type: stated[i].kind, To: to, Document: id}) {
			return false, nil
		}
	}
	u := unpack(mentions)
	for i := range u.count() {
		list := u.nested()
		if list.count() == 0 || i >= len(ids) || ids[i] == "" {
			continue
		}
		if !yield(graph.Link{From: ids[i], Type: graph.MentionedIn, To: id, Document: id}) {
			return false, nil
		}
	}
	return true, u.err
}
