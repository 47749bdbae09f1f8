package embedded

import (
	"database/sql"
	"errors"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// stretch is how many pairs of a node and a document are read before they are
// sorted and yielded: enough that a document is seldom read twice, few enough
// to fit in some tens of megabytes.
const stretch = 1 << 16

// origin is a node that relations may go out from, and a document about it.
type origin struct {
	node     string
	document int64
	states   bool // the document has facts that go out from the node
	mentions bool // the document mentions the node
}

// allRelations yields every relation. It walks the nodes in order and reads
// the documents about one stretch of them at a time, so that memory does not
// grow with the graph.
func (r *reader) allRelations(filter *graph.RelationFilter, yield func(graph.Relation) bool) error {
	if err := r.nameAll(); err != nil {
		return err
	}
	origins, err := r.origins(filter)
	if err != nil {
		return err
	}
	defer origins.close()
	for {
		chunk, err := origins.stretch()
		if err != nil || len(chunk) == 0 {
			return err
		}
		more, err := r.relationsFrom(filter, chunk, yield)
		if err != nil || !more {
			return err
		}
	}
}

// relationsFrom yields the relations that go out from a stretch of nodes.
func (r *reader) relationsFrom(filter *graph.RelationFilter, chunk []origin, yield func(graph.Relation) bool) (bool, error) {
	first, last := chunk[0].node, chunk[len(chunk)-1].node
	g := r.gather(filter)
	g.wanted = func(from string, kind graph.RelationType, _ string) bool {
		return from >= first && from <= last && filter.Wants(kind)
	}
	stating, mentioning := map[int64]bool{}, map[int64]bool{}
	for _, origin := range chunk {
		if origin.states {
			stating[origin.document] = true
		}
		if origin.mentions {
			mentioning[origin.document] = true
		}
	}
	for _, document := range slices.Sorted(maps.Keys(stating)) {
		if err := g.document(document); err != nil {
			return false, err
		}
	}
	for _, document := range slices.Sorted(maps.Keys(mentioning)) {
		if err := g.mentioned(document); err != nil {
			return false, err
		}
	}
	return g.yield(yield), nil
}

// nameAll reads the ids of all entities: one query instead of one for each.
func (r *reader) nameAll() error {
	rows, err := r.tx.QueryContext(r.running, `SELECT n, id FROM entity`)
	return r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var number int64
		var id string
		err := rows.Scan(&number, &id)
		r.names[number] = id
		return true, err
	})
}

// origins merges entities and other nodes in order.
type origins struct {
	reader          *reader
	entities, nodes *cursor
}

// cursor is a query for node, document and sides, one row ahead.
type cursor struct {
	rows             *sql.Rows
	states, mentions bool // what the caller wants of its rows
	head             origin
	done             bool
}

func (r *reader) origins(filter *graph.RelationFilter) (*origins, error) {
	states, mentions := statesFacts(filter), filter.Wants(graph.MentionedIn)
	least := outgoing // the sides that a pair must have to count
	if mentions {
		least = 0
	}
	entities, err := r.cursor(`SELECT e.id, p.document, p.sides FROM entity e CROSS JOIN entity_document p
		ON p.entity = e.n WHERE p.sides & ?1 = ?1 ORDER BY e.id`, least, states, mentions)
	if err != nil {
		return nil, err
	}
	nodes, err := r.cursor(`SELECT node, document, sides FROM node_document WHERE sides & ?1 = ?1 ORDER BY node`,
		outgoing, states, false)
	if err != nil {
		return nil, errors.Join(err, entities.rows.Close())
	}
	return &origins{reader: r, entities: entities, nodes: nodes}, nil
}

func (r *reader) cursor(query string, least sides, states, mentions bool) (*cursor, error) {
	rows, err := r.tx.QueryContext(r.running, query, int64(least))
	if err != nil {
		return nil, err
	}
	c := &cursor{rows: rows, states: states, mentions: mentions}
	if err := c.advance(); err != nil {
		return nil, errors.Join(err, rows.Close())
	}
	return c, nil
}

func (c *cursor) advance() error {
	if !c.rows.Next() {
		c.done = true
		return c.rows.Err()
	}
	var side int64
	c.head = origin{mentions: c.mentions}
	if err := c.rows.Scan(&c.head.node, &c.head.document, &side); err != nil {
		return err
	}
	c.head.states = c.states && side&int64(outgoing) != 0
	return nil
}

// stretch returns the next pairs in order of node, never part of a node's.
func (o *origins) stretch() ([]origin, error) {
	var chunk []origin
	for !o.entities.done || !o.nodes.done {
		if err := o.reader.ctx.Err(); err != nil {
			return nil, err
		}
		next := o.entities
		if next.done || !o.nodes.done && o.nodes.head.node < next.head.node {
			next = o.nodes
		}
		if len(chunk) >= stretch && chunk[len(chunk)-1].node != next.head.node {
			return chunk, nil
		}
		chunk = append(chunk, next.head)
		if err := next.advance(); err != nil {
			return nil, err
		}
	}
	return chunk, nil
}

func (o *origins) close() {
	_ = o.entities.rows.Close() // only read
	_ = o.nodes.rows.Close()
}
