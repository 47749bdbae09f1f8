package embedded

import (
	"context"
	"database/sql"
	"strings"
)

// queries are the reading statements, compiled once for each connection.
type queries struct {
	passages, header, documentNumber *sql.Stmt
	facts, mentions, claims          *sql.Stmt
	entityByID, entityNumber         *sql.Stmt
	sharedByEntities, sharedByNode   *sql.Stmt
	sharedByNodes                    *sql.Stmt
	entityID, entityDocuments        *sql.Stmt
	nodeDocuments, keyDocuments      *sql.Stmt
	version, changed, contribution   *sql.Stmt
}

func (q *queries) prepare(ctx context.Context, db *sql.DB) error {
	return prepare(ctx, db, map[**sql.Stmt]string{
		&q.passages:       `SELECT d.passages, c.entities FROM document d JOIN content c ON c.document = d.n WHERE d.id = ?`,
		&q.header:         `SELECT header FROM document WHERE id = ?`,
		&q.documentNumber: `SELECT n FROM document WHERE id = ?`,
		&q.facts: `SELECT d.id, d.revision, c.entities, c.facts
			FROM document d JOIN content c ON c.document = d.n WHERE d.n = ?`,
		&q.mentions: `SELECT d.id, d.revision, c.entities, c.mentions
			FROM document d JOIN content c ON c.document = d.n WHERE d.n = ?`,
		&q.claims: `SELECT d.id, d.revision, c.entities, c.claims
			FROM document d JOIN content c ON c.document = d.n WHERE d.n = ?`,
		&q.entityByID:   `SELECT n, documents, state FROM entity WHERE id = ?`,
		&q.entityNumber: `SELECT n, documents FROM entity WHERE id = ?`,
		&q.sharedByEntities: `SELECT p.document, p.sides, q.sides FROM entity_document p
			CROSS JOIN entity_document q ON q.entity = ?2 AND q.document = p.document WHERE p.entity = ?1`,
		&q.sharedByNode: `SELECT p.document, p.sides, q.sides FROM node_document p
			CROSS JOIN entity_document q ON q.entity = ?2 AND q.document = p.document WHERE p.node = ?1`,
		&q.sharedByNodes: `SELECT p.document, p.sides, q.sides FROM node_document p
			CROSS JOIN node_document q ON q.node = ?2 AND q.document = p.document WHERE p.node = ?1`,
		&q.entityID:        `SELECT id FROM entity WHERE n = ?`,
		&q.entityDocuments: `SELECT document, sides FROM entity_document WHERE entity = ?`,
		&q.nodeDocuments:   `SELECT document, sides FROM node_document WHERE node = ?`,
		&q.keyDocuments:    `SELECT document FROM key_document WHERE key = ?`,
		&q.version:         `SELECT generation, mark FROM change ORDER BY generation DESC LIMIT 1`,
		&q.changed: `SELECT d.header, c.entities, c.facts, c.mentions
			FROM document d JOIN content c ON c.document = d.n WHERE d.id = ?`,
		&q.contribution: `SELECT d.header, d.passages, c.entities, c.claims, c.facts, c.mentions
			FROM document d JOIN content c ON c.document = d.n WHERE d.id = ?`,
	})
}

// changes are the writing statements.
type changes struct {
	document, putDocument, putContent, deleteDocument, deleteContent, moveClaims *sql.Stmt
	entityByID, entitiesByID, entityByNumber, nextEntity, deleteEntity           *sql.Stmt
	deletePosting, deleteNode, deleteKey, deleteForm, addTotal, addCuration      *sql.Stmt
	addChange, forgetChanges                                                     *sql.Stmt
	putEntities, putPostings, putNodes, putKeys, putForms                        bulkStatement
}

// bulkStatement inserts rows of one table.
type bulkStatement struct {
	full       *sql.Stmt // for rowsAtOnce rows
	head, tail string
	width      int
}

// text is the statement for count rows.
func (b *bulkStatement) text(count int) string {
	tuple := "(" + strings.TrimSuffix(strings.Repeat("?,", b.width), ",") + "),"
	return b.head + strings.TrimSuffix(strings.Repeat(tuple, count), ",") + b.tail
}

func (c *changes) prepare(ctx context.Context, db *sql.DB) error {
	c.putEntities = bulkStatement{
		head: `INSERT INTO entity (n, id, documents, state) VALUES `, width: 4,
		tail: ` ON CONFLICT (n) DO UPDATE SET documents = excluded.documents, state = excluded.state`,
	}
	c.putPostings = bulkStatement{head: `INSERT OR REPLACE INTO entity_document (entity, document, sides) VALUES `, width: 3}
	c.putNodes = bulkStatement{head: `INSERT OR REPLACE INTO node_document (node, document, sides) VALUES `, width: 3}
	c.putKeys = bulkStatement{head: `INSERT OR REPLACE INTO key_document (key, document) VALUES `, width: 2}
	c.putForms = bulkStatement{head: `INSERT OR REPLACE INTO entity_form (form, entity, whole) VALUES `, width: 3}
	statements := map[**sql.Stmt]string{
		&c.document: `SELECT d.n, d.passage_count, d.mention_count, d.fact_count, d.header, d.passages,
			c.entities, c.claims, c.facts, c.mentions
			FROM document d JOIN content c ON c.document = d.n WHERE d.id = ?`,
		&c.putDocument: `INSERT OR REPLACE INTO document
			(n, id, revision, collection, passage_count, mention_count, fact_count, header, passages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		&c.putContent:     `INSERT OR REPLACE INTO content (document, entities, claims, facts, mentions) VALUES (?, ?, ?, ?, ?)`,
		&c.deleteDocument: `DELETE FROM document WHERE n = ?`,
		&c.deleteContent:  `DELETE FROM content WHERE document = ?`,
		&c.moveClaims:     `UPDATE content SET entities = ? WHERE document = ?`,
		&c.entityByID:     `SELECT n, documents, state FROM entity WHERE id = ?`,
		&c.entitiesByID: `SELECT n, id, documents, state FROM entity WHERE id IN (?` +
			strings.Repeat(",?", rowsAtOnce-1) + `)`,
		&c.entityByNumber: `SELECT id, documents, state FROM entity WHERE n = ?`,
		&c.nextEntity:     `SELECT coalesce(max(n), 0) + 1 FROM entity`,
		&c.deleteEntity:   `DELETE FROM entity WHERE n = ?`,
		&c.deletePosting:  `DELETE FROM entity_document WHERE entity = ? AND document = ?`,
		&c.deleteNode:     `DELETE FROM node_document WHERE node = ? AND document = ?`,
		&c.deleteKey:      `DELETE FROM key_document WHERE key = ? AND document = ?`,
		&c.deleteForm:     `DELETE FROM entity_form WHERE form = ? AND entity = ?`,
		&c.addCuration:    `INSERT OR IGNORE INTO curation (id, at, event) VALUES (?, ?, ?)`,
		&c.addChange:      `INSERT INTO change (generation, mark, nodes) SELECT value, random(), ? FROM total WHERE name = 'generation'`,
		&c.forgetChanges:  `DELETE FROM change WHERE generation <= (SELECT max(generation) FROM change) - ?`,
		&c.addTotal: `INSERT INTO total (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`,
	}
	for _, bulk := range []*bulkStatement{&c.putEntities, &c.putPostings, &c.putNodes, &c.putKeys, &c.putForms} {
		statements[&bulk.full] = bulk.text(rowsAtOnce)
	}
	return prepare(ctx, db, statements)
}

func prepare(ctx context.Context, db *sql.DB, statements map[**sql.Stmt]string) error {
	for target, text := range statements {
		statement, err := db.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		*target = statement
	}
	return nil
}
