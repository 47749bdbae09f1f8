package neo4j

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

func documentProperties(d *corpus.Document) map[string]any {
	properties := map[string]any{
		"id": d.ID, "revision": d.Revision, "text_hash": d.TextHash, "collection": d.Collection, "source": d.Source,
		"kind": string(d.Kind), "title": d.Title, "date": d.Date, "language": d.Language, "publisher": d.Publisher,
		"url": d.URL, "format": string(d.Format), "pages": d.Pages, "duration": int64(d.Duration),
	}
	if d.Authors != nil {
		properties["authors"] = d.Authors
	}
	return properties
}

const documentColumns = `d.id, d.revision, d.text_hash, d.collection, d.source, d.kind, d.title, d.date, d.language,
	d.publisher, d.url, d.format, d.pages, d.duration, d.authors`

func unpackDocument(v []any) corpus.Document {
	return corpus.Document{
		ID: text(v[0]), Revision: text(v[1]), TextHash: text(v[2]), Collection: text(v[3]), Source: text(v[4]),
		Kind: corpus.DocumentKind(text(v[5])), Title: text(v[6]), Date: text(v[7]), Language: text(v[8]), Publisher: text(v[9]),
		URL: text(v[10]), Format: corpus.Format(text(v[11])), Pages: number(v[12]), Duration: time.Duration(number(v[13])),
		Authors: texts(v[14]),
	}
}

// passage is the row of a passage, nil where it is as it was.
func (w *writing) passage(after, before *contribution, i int) map[string]any {
	properties := map[string]any{"speaker": after.speaker(i)}
	if !after.fresh {
		if before.speaker(i) == after.speaker(i) {
			return nil
		}
		return map[string]any{"id": after.passageIDs[i], "document": after.document.ID, "properties": properties}
	}
	p := &after.passages[i]
	// of words that may not be these any more
	maps.Copy(properties, map[string]any{
		"id": p.ID, "document": after.document.ID, "position": i, "ordinal": p.Ordinal, "start": p.Start, "end": p.End,
		"kind": string(p.Kind), "heading": p.Heading, "agenda_item": p.AgendaItem, "page": p.Page,
		"time": int64(p.Time), "timed": p.Timed, "language": p.Language,
		"embedding": nil,
	})
	return map[string]any{"id": p.ID, "document": after.document.ID, "properties": properties}
}

// putDocuments writes documents with their passages, and takes the labels off
// those that are gone.
func (w *writing) putDocuments() error {
	var documents, passages, gone []any
	for _, id := range w.documents {
		before, after := w.before[id], w.after[id]
		gone = append(gone, anyOf(w.lostPassages(id))...)
		if after == nil {
			gone = append(gone, id)
			continue
		}
		if after.fresh {
			documents = append(documents, map[string]any{"id": id, "properties": documentProperties(&after.document)})
		}
		for i := range after.passageIDs {
			if row := w.passage(after, before, i); row != nil {
				passages = append(passages, row)
			}
		}
	}
	if err := w.rows(`UNWIND $rows AS id MATCH (t:Text {id: id}) REMOVE t:Document:Passage SET t = {id: id}
		WITH t MATCH (t)-[r:IN_DOCUMENT]-() DELETE r`, gone); err != nil {
		return err
	}
	if err := w.rows(`UNWIND $rows AS row MERGE (d:Text {id: row.id}) SET d:Document, d = row.properties`, documents); err != nil {
		return err
	}
	return w.rows(`UNWIND $rows AS row MATCH (d:Document {id: row.document}) MERGE (p:Text {id: row.id})
		SET p:Passage, p += row.properties MERGE (p)-[:IN_DOCUMENT]->(d)`, passages)
}

// lostPassages lists the passages that a document had and has no longer.
func (w *writing) lostPassages(document string) []string {
	before, after := w.before[document], w.after[document]
	if before == nil {
		return nil
	}
	kept := map[string]bool{}
	if after != nil {
		for _, id := range after.passageIDs {
			kept[id] = true
		}
	}
	var lost []string
	for _, id := range before.passageIDs {
		if !kept[id] {
			lost = append(lost, id)
		}
	}
	return lost
}

// Documents yields documents in order of id, see graph.Store.
func (s *Store) Documents(ctx context.Context, filter graph.DocumentFilter) iter.Seq2[corpus.Document, error] {
	return sequence(ctx, s, filter.Limit, func(tx neo4j.ManagedTransaction) ([]corpus.Document, error) {
		statement := `MATCH (d:Document) WHERE d.id > $after AND ($collection IS NULL OR d.collection = $collection)
			RETURN ` + documentColumns + ` ORDER BY d.id LIMIT $limit`
		if filter.IDs != nil {
			statement = `UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN ` + documentColumns
		}
		var documents []corpus.Document
		err := query(ctx, tx, statement, map[string]any{
			"after": filter.After, "collection": filter.Collection, "limit": limitOf(filter.Limit), "ids": distinct(filter.IDs),
		}, func(values []any) error {
			if document := unpackDocument(values); filter.Match(&document) {
				documents = append(documents, document)
			}
			return nil
		})
		slices.SortFunc(documents, func(a, b corpus.Document) int { return cmp.Compare(a.ID, b.ID) })
		return documents, err
	})
}

// Passages yields a document's passages, see graph.Store.
func (s *Store) Passages(ctx context.Context, document string) iter.Seq2[corpus.Passage, error] {
	return sequence(ctx, s, 0, func(tx neo4j.ManagedTransaction) ([]corpus.Passage, error) {
		return readPassages(ctx, tx, document)
	})
}

func readPassages(ctx context.Context, tx neo4j.ManagedTransaction, document string) ([]corpus.Passage, error) {
	var passages []corpus.Passage
	err := query(ctx, tx, `MATCH (:Document {id: $document})<-[:IN_DOCUMENT]-(p:Passage)
		RETURN p.id, p.ordinal, p.start, p.end, p.kind, p.heading, p.agenda_item, p.speaker, p.page, p.time, p.timed, p.language
		ORDER BY p.position`, map[string]any{"document": document}, func(v []any) error {
		timed, _ := v[10].(bool)
		passages = append(passages, corpus.Passage{
			ID: text(v[0]), Document: document, Ordinal: number(v[1]), Span: corpus.Span{Start: number(v[2]), End: number(v[3])},
			Kind: corpus.PassageKind(text(v[4])), Heading: text(v[5]), AgendaItem: text(v[6]), Speaker: text(v[7]), Turn: -1,
			Page: number(v[8]), Time: time.Duration(number(v[9])), Timed: timed, Language: text(v[11]),
		})
		return nil
	})
	return passages, err
}
