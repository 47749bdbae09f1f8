package neo4j

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// rowsAtOnce is how many rows one UNWIND carries. BenchmarkApply wrote 3,400
// relations a second in rows of 200, 3,000 of 500, 4,600 of 2,000 and 2,700 of
// 10,000, on two busy cores shared with the server.
const rowsAtOnce = 2000

// rows runs a statement over rows, many at a time.
func (w *writing) rows(statement string, rows []any) error {
	for chunk := range slices.Chunk(rows, rowsAtOnce) {
		if err := exec(w.ctx, w.tx, statement, map[string]any{"rows": chunk}); err != nil {
			return err
		}
	}
	return nil
}

// flush writes the difference. What goes is removed before what comes is
// created, and nodes are there before relationships.
func (w *writing) flush() error {
	gone, fresh := w.difference()
	for _, step := range []struct {
		name string
		run  func() error
	}{
		{"old relations", func() error { return w.deleteEdges(gone) }},
		{"documents", w.putDocuments},
		{"entities", w.putEntities},
		{"relations", func() error { return w.createEdges(fresh) }},
		{"nodes without relations", func() error { return w.sweep(gone) }},
		{"contributions", w.putContributions},
		{"decisions", w.putEvents},
		{"state", w.putState},
	} {
		if err := step.run(); err != nil {
			return fmt.Errorf("write %s: %w", step.name, err)
		}
	}
	return nil
}

// difference lists the relationships to remove and to create.
func (w *writing) difference() (gone, fresh []*edge) {
	for _, document := range w.documents {
		before, after := w.before[document].project(), w.after[document].project()
		for id, old := range before {
			if now := after[id]; now == nil || !now.same(old) {
				gone = append(gone, old)
			}
		}
		for id, now := range after {
			if old := before[id]; old == nil || !now.same(old) {
				fresh = append(fresh, now)
			}
		}
	}
	return gone, fresh
}

// ends are the labels by which the two nodes of a relationship are found.
type ends struct{ from, to string }

func labelOf(node string) string {
	if _, entity := graph.KindOf(node); entity {
		return "Entity"
	}
	return "Text"
}

// byEnds makes rows of relationships, apart for each pair of labels, because
// an index serves one label.
func byEnds(edges []*edge, row func(*edge) any) map[ends][]any {
	rows := map[ends][]any{}
	for _, e := range edges {
		pair := ends{labelOf(e.from), labelOf(e.to)}
		rows[pair] = append(rows[pair], row(e))
	}
	return rows
}

func (e *edge) key() map[string]any {
	return map[string]any{"from": e.from, "type": string(e.kind), "to": e.to, "document": e.document, "fact": e.fact}
}

func (w *writing) deleteEdges(edges []*edge) error {
	for pair, rows := range byEnds(edges, func(e *edge) any { return e.key() }) {
		err := w.rows(`UNWIND $rows AS row
			MATCH (a:`+pair.from+` {id: row.from})-[r:$(row.type)]->(b:`+pair.to+` {id: row.to})
			WHERE r.document = row.document AND r.fact = row.fact DELETE r`, rows)
		if err != nil {
			return err
		}
	}
	return nil
}

// createEdges creates relationships, and before them the nodes of documents
// and passages that they name and that are not stored.
func (w *writing) createEdges(edges []*edge) error {
	if err := w.rows(`UNWIND $rows AS id MERGE (:Text {id: id})`, textEnds(edges)); err != nil {
		return err
	}
	rows := byEnds(edges, func(e *edge) any {
		return map[string]any{"from": e.from, "type": string(e.kind), "to": e.to, "properties": e.properties()}
	})
	for pair, rows := range rows {
		err := w.rows(`UNWIND $rows AS row
			MATCH (a:`+pair.from+` {id: row.from}) MATCH (b:`+pair.to+` {id: row.to})
			CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties`, rows)
		if err != nil {
			return err
		}
	}
	return nil
}

func textEnds(edges []*edge) []any {
	nodes := map[string]bool{}
	for _, e := range edges {
		for _, node := range []string{e.from, e.to} {
			if labelOf(node) == "Text" {
				nodes[node] = true
			}
		}
	}
	return anyOf(slices.Sorted(maps.Keys(nodes)))
}

func anyOf[T any](values []T) []any {
	list := make([]any, len(values))
	for i := range values {
		list[i] = values[i]
	}
	return list
}

// sweep deletes documents and passages that are not stored and that nothing
// names any more.
func (w *writing) sweep(gone []*edge) error {
	nodes := textEnds(gone)
	for _, id := range w.documents {
		if w.after[id] == nil {
			nodes = append(nodes, id)
		}
		nodes = append(nodes, anyOf(w.lostPassages(id))...)
	}
	return w.rows(`UNWIND $rows AS id MATCH (t:Text {id: id})
		WHERE NOT t:Document AND NOT t:Passage AND NOT EXISTS { (t)--() } DELETE t`, nodes)
}

func (w *writing) putContributions() error {
	var gone, moved, fresh []any
	for _, id := range w.documents {
		after := w.after[id]
		switch {
		case after == nil:
			gone = append(gone, id)
		case !after.fresh:
			moved = append(moved, after.assignment())
		default:
			properties, err := after.properties()
			if err != nil {
				return err
			}
			fresh = append(fresh, map[string]any{"id": id, "properties": properties})
		}
	}
	if err := w.rows(`UNWIND $rows AS id MATCH (c:Contribution {id: id}) DELETE c`, gone); err != nil {
		return err
	}
	if err := w.rows(`UNWIND $rows AS row MATCH (c:Contribution {id: row.id})
		SET c.entities = row.entities, c.called = row.called`, moved); err != nil {
		return err
	}
	return w.rows(`UNWIND $rows AS row MERGE (c:Contribution {id: row.id}) SET c = row.properties`, fresh)
}

// putEvents adds to the log of decisions.
func (w *writing) putEvents() error {
	rows := make([]any, len(w.events))
	for i := range w.events {
		row, err := eventRow(&w.events[i])
		if err != nil {
			return err
		}
		rows[i] = row
	}
	return w.rows(`UNWIND $rows AS row CREATE (c:Curation) SET c = row`, rows)
}

// eventRow is a decision as properties of a node.
func eventRow(event *graph.Curation) (map[string]any, error) {
	content, err := json.Marshal(event)
	if err != nil {
		return nil, err
	}
	subjects := make([]string, len(event.Subjects))
	for i := range event.Subjects {
		subjects[i] = event.Subjects[i].Entity
	}
	return map[string]any{
		"id": event.ID, "event": string(content), "at": event.At.UTC(), "kind": string(event.Kind),
		"by": event.By, "why": event.Why, "value": event.Value, "subjects": subjects,
	}, nil
}

// putState counts, and leaves the token by which the commit is recognised.
func (w *writing) putState() error {
	mentions, facts := 0, 0
	for _, id := range w.documents {
		lessMentions, lessFacts := w.before[id].counts()
		moreMentions, moreFacts := w.after[id].counts()
		mentions, facts = mentions+moreMentions-lessMentions, facts+moreFacts-lessFacts
	}
	return exec(w.ctx, w.tx, `MATCH (s:Samband {id: 'state'}) SET s.generation = s.generation + 1, s.token = $token,
		s.mentions = s.mentions + $mentions, s.facts = s.facts + $facts`,
		map[string]any{"token": w.token, "mentions": mentions, "facts": facts})
}
