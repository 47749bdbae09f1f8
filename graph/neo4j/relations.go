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
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// edgeColumns are what unpackEdge wants. Only relationships of documents have
// the property document; what else joins nodes is no relation.
const edgeColumns = `a.id, type(r), b.id, r.document, r.attributes, r.starts, r.ends, r.quotes, r.methods, r.confidences,
	r.pages, r.times, r.timed`

// ofTypes is the condition on a relationship that it is one, of the types.
const ofTypes = `r.document IS NOT NULL AND (size($types) = 0 OR type(r) IN $types)`

func unpackEdge(v []any) (graph.Stated, error) {
	stated := graph.Stated{
		Relation:  graph.Relation{From: text(v[0]), Type: graph.RelationType(text(v[1])), To: text(v[2]), Attributes: map[string]string{}},
		Canonical: text(v[4]),
	}
	if stated.Canonical != "{}" {
		if err := json.Unmarshal([]byte(stated.Canonical), &stated.Attributes); err != nil {
			return stated, errors.Join(errDamaged, err)
		}
	}
	evidence, err := unpackEvidence(v[3:])
	stated.Evidence = evidence
	return stated, err
}

// unpackEvidence reads document, attributes, and the lists of what each piece
// of evidence has. Revisions are those of the documents; see revise.
func unpackEvidence(v []any) ([]corpus.Evidence, error) {
	starts, ends, quotes := list(v[2], number), list(v[3], number), texts(v[4])
	methods, confidences := texts(v[5]), list(v[6], decimal)
	pages, times, timed := list(v[7], number), list(v[8], number), list(v[9], truth)
	n := len(starts)
	if n == 0 || len(ends) != n || len(quotes) != n || len(methods) == 0 || len(confidences) == 0 {
		return nil, fmt.Errorf("%w: evidence in %s", errDamaged, text(v[0]))
	}
	evidence := make([]corpus.Evidence, n)
	for i := range evidence {
		evidence[i] = corpus.Evidence{
			Document: text(v[0]), Span: corpus.Span{Start: starts[i], End: ends[i]}, Quote: quotes[i],
			Method: at(methods, i), Confidence: at(confidences, i),
			Page: at(pages, i), Time: time.Duration(at(times, i)), Timed: at(timed, i),
		}
	}
	return evidence, nil
}

func truth(value any) bool {
	b, _ := value.(bool)
	return b
}

// at is the value for the i-th piece of evidence: the one that is alike for
// all, or nothing where there is none.
func at[T any](values []T, i int) T {
	var none T
	switch {
	case len(values) == 0:
		return none
	case len(values) == 1:
		return values[0]
	}
	return values[i]
}

// edges collects relationships that pass a filter.
type edges struct {
	ctx    context.Context //nolint:containedctx // lives as long as the transaction
	tx     neo4j.ManagedTransaction
	filter *graph.RelationFilter
	list   []graph.Stated
}

// find runs a query for edgeColumns.
func (e *edges) find(statement string, parameters map[string]any) error {
	kinds := make([]string, len(e.filter.Types))
	for i, kind := range e.filter.Types {
		kinds[i] = string(kind)
	}
	parameters["types"] = kinds
	return query(e.ctx, e.tx, statement+` RETURN `+edgeColumns, parameters, func(values []any) error {
		stated, err := unpackEdge(values)
		if err == nil && e.filter.Match(stated.From, stated.Type, stated.To) {
			e.list = append(e.list, stated)
		}
		return err
	})
}

// revise fills in the revisions of the documents that evidence lies in.
func (e *edges) revise() error {
	revisions := map[string]string{}
	for i := range e.list {
		revisions[e.list[i].Evidence[0].Document] = ""
	}
	err := query(e.ctx, e.tx, `UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id, d.revision`,
		map[string]any{"ids": slices.Collect(maps.Keys(revisions))}, func(v []any) error {
			revisions[text(v[0])] = text(v[1])
			return nil
		})
	for i := range e.list {
		for j := range e.list[i].Evidence {
			evidence := &e.list[i].Evidence[j]
			evidence.Revision = revisions[evidence.Document]
		}
	}
	return err
}

// Relations yields relations, see graph.Store.
func (s *Store) Relations(ctx context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error] {
	return sequence(ctx, s, filter.Limit, func(tx neo4j.ManagedTransaction) ([]graph.Relation, error) {
		e := &edges{ctx: ctx, tx: tx, filter: &filter}
		if err := e.collect(); err != nil {
			return nil, err
		}
		if err := e.revise(); err != nil {
			return nil, err
		}
		relations := make([]graph.Relation, 0, len(e.list))
		graph.JoinStated(e.list, func(relation graph.Relation) bool {
			relations = append(relations, relation)
			return true
		})
		return relations, nil
	})
}

func (e *edges) collect() error {
	f := e.filter
	from, to := cmp.Or(f.From, f.Node), cmp.Or(f.To, f.Node)
	ends := map[string]any{"from": from, "to": to}
	switch {
	case f.Document != "":
		return e.inDocument()
	case f.From != "" && f.To != "":
		return e.find(`MATCH (a:`+labelOf(from)+` {id: $from})-[r]->(b:`+labelOf(to)+` {id: $to}) WHERE `+ofTypes, ends)
	case f.From != "":
		return e.find(`MATCH (a:`+labelOf(from)+` {id: $from})-[r]->(b) WHERE `+ofTypes, ends)
	case f.To != "":
		return e.find(`MATCH (a)-[r]->(b:`+labelOf(to)+` {id: $to}) WHERE `+ofTypes, ends)
	case f.Node != "":
		if err := e.find(`MATCH (a:`+labelOf(from)+` {id: $from})-[r]->(b) WHERE `+ofTypes, ends); err != nil {
			return err
		}
		return e.find(`MATCH (a)-[r]->(b:`+labelOf(to)+` {id: $to}) WHERE a <> b AND `+ofTypes, ends)
	case f.Limit > 0: // each of the first nodes has a relation at least
		return e.find(`MATCH (a:Entity|Text) WHERE EXISTS { (a)-[r]->() WHERE `+ofTypes+` } WITH a ORDER BY a.id LIMIT $limit
			MATCH (a)-[r]->(b) WHERE `+ofTypes, map[string]any{"limit": f.Limit})
	}
	return e.find(`MATCH (a)-[r]->(b) WHERE `+ofTypes, ends)
}

// inDocument collects what a document states, with what other documents add
// to the same relations, and what it mentions.
func (e *edges) inDocument() error {
	document := e.filter.Document
	c, err := readContribution(e.ctx, e.tx, document)
	if err != nil || c == nil {
		return err
	}
	type key struct{ from, kind, to, attributes string }
	rows := map[ends][]any{}
	seen := map[key]bool{}
	for id, edge := range c.project() {
		k := key{id.from, string(id.kind), id.to, graph.CanonicalAttributes(edge.attributes)}
		if id.fact == mentioning || seen[k] || !e.filter.Match(id.from, id.kind, id.to) {
			continue
		}
		seen[k] = true
		pair := ends{labelOf(id.from), labelOf(id.to)}
		rows[pair] = append(rows[pair], map[string]any{"from": k.from, "type": k.kind, "to": k.to, "attributes": k.attributes})
	}
	for pair, list := range rows {
		err := e.find(`UNWIND $rows AS row MATCH (a:`+pair.from+` {id: row.from})-[r:$(row.type)]->(b:`+pair.to+` {id: row.to})
			WHERE r.attributes = row.attributes AND `+ofTypes, map[string]any{"rows": list})
		if err != nil {
			return err
		}
	}
	if !e.filter.Wants(graph.MentionedIn) {
		return nil
	}
	return e.find(`MATCH (a:Entity)-[r:MENTIONED_IN]->(b:Document {id: $document}) WHERE `+ofTypes, map[string]any{"document": document})
}

// readContribution returns nil for an unknown document.
func readContribution(ctx context.Context, tx neo4j.ManagedTransaction, document string) (c *contribution, err error) {
	err = query(ctx, tx, `MATCH (c:Contribution {id: $document}) RETURN `+contributionColumns,
		map[string]any{"document": document}, func(values []any) (err error) {
			c, err = unpackContribution(values)
			return err
		})
	return c, err
}

// Mentions yields mentions, see graph.Store.
func (s *Store) Mentions(ctx context.Context, filter graph.MentionFilter) iter.Seq2[graph.Mention, error] {
	return sequence(ctx, s, filter.Limit, func(tx neo4j.ManagedTransaction) ([]graph.Mention, error) {
		e := &edges{ctx: ctx, tx: tx, filter: &graph.RelationFilter{}}
		statement := `MATCH (a:Entity)-[r:MENTIONED_IN]->(b:Document)`
		switch {
		case filter.Document != "" && filter.Entity != "":
			statement = `MATCH (a:Entity {id: $entity})-[r:MENTIONED_IN]->(b:Document {id: $document})`
		case filter.Document != "":
			statement = `MATCH (a:Entity)-[r:MENTIONED_IN]->(b:Document {id: $document})`
		case filter.Entity != "":
			statement = `MATCH (a:Entity {id: $entity})-[r:MENTIONED_IN]->(b:Document)`
		case filter.Limit > 0: // each of the first documents has a mention at least
			statement = `MATCH (b:Document) WHERE EXISTS { (b)<-[:MENTIONED_IN]-() } WITH b ORDER BY b.id LIMIT $limit
				MATCH (a:Entity)-[r:MENTIONED_IN]->(b)`
		}
		err := e.find(statement, map[string]any{"document": filter.Document, "entity": filter.Entity, "limit": limitOf(filter.Limit)})
		if err != nil {
			return nil, err
		}
		return mentionsOf(e.list), nil
	})
}

func mentionsOf(stated []graph.Stated) []graph.Mention {
	var mentions []graph.Mention
	for i := range stated {
		for _, evidence := range stated[i].Evidence {
			mentions = append(mentions, graph.Mention{
				Entity: stated[i].From, Document: evidence.Document, Span: evidence.Span,
				Text: evidence.Quote, Method: evidence.Method, Confidence: evidence.Confidence,
			})
		}
	}
	slices.SortFunc(mentions, func(a, b graph.Mention) int { return graph.CompareMentions(&a, &b) })
	return mentions
}

var _ graph.LinkSource = (*Store)(nil)

// Links yields the ends of all facts and mentions, see graph.LinkSource.
func (s *Store) Links(ctx context.Context) iter.Seq2[graph.Link, error] {
	return sequence(ctx, s, 0, func(tx neo4j.ManagedTransaction) ([]graph.Link, error) {
		var links []graph.Link
		err := query(ctx, tx, `MATCH (a)-[r]->(b) WHERE r.document IS NOT NULL RETURN a.id, type(r), b.id, r.document`, nil, func(v []any) error {
			links = append(links, graph.Link{From: text(v[0]), Type: graph.RelationType(text(v[1])), To: text(v[2]), Document: text(v[3])})
			return nil
		})
		return links, err
	})
}
