package embedded

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// reader reads one snapshot of the graph.
type reader struct {
	ctx     context.Context //nolint:containedctx // lives as long as the transaction; looked at between rows
	running context.Context //nolint:containedctx // never ends: a statement whose context can end costs a goroutine
	tx      *sql.Tx
	queries *queries
	names   map[int64]string // ids of entities by number, as far as they were asked for
}

func (s *Store) begin(ctx context.Context) (*reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	running := context.WithoutCancel(ctx)
	tx, err := s.read.BeginTx(running, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return &reader{ctx: ctx, running: running, tx: tx, queries: &s.queries, names: map[int64]string{}}, nil
}

func (r *reader) end() { _ = r.tx.Rollback() } // nothing was written

// stream turns a reading function into a sequence over a snapshot that is
// taken when the sequence begins and released when it ends.
func stream[T any](ctx context.Context, s *Store, read func(*reader, func(T) bool) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		r, err := s.begin(ctx)
		if err != nil {
			yield(none, fmt.Errorf("read graph: %w", err))
			return
		}
		defer r.end()
		left := false
		err = read(r, func(value T) bool {
			left = left || !yield(value, nil)
			return !left
		})
		if err != nil && !left {
			yield(none, fmt.Errorf("read graph: %w", err))
		}
	}
}

// limited stops after limit values; 0 is no limit.
func limited[T any](limit int, yield func(T) bool) func(T) bool {
	if limit <= 0 {
		return yield
	}
	return func(value T) bool {
		limit--
		return yield(value) && limit > 0
	}
}

func (r *reader) row(statement *sql.Stmt, arg any, dest ...any) (found bool, err error) {
	if err := r.ctx.Err(); err != nil {
		return false, err
	}
	err = r.tx.StmtContext(r.running, statement).QueryRowContext(r.running, arg).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// rows calls each for every row until it says no.
func (r *reader) rows(rows *sql.Rows, err error, each func(*sql.Rows) (more bool, err error)) error {
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells what went wrong
	for rows.Next() {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if more, err := each(rows); err != nil || !more {
			return err
		}
	}
	return rows.Err()
}

// Documents yields documents in order of id, see graph.Store.
func (s *Store) Documents(ctx context.Context, filter graph.DocumentFilter) iter.Seq2[corpus.Document, error] {
	return stream(ctx, s, func(r *reader, yield func(corpus.Document) bool) error {
		yield = limited(filter.Limit, yield)
		if filter.IDs != nil {
			return r.documentsByID(&filter, yield)
		}
		rows, err := r.tx.QueryContext(r.running,
			`SELECT header FROM document WHERE id > ? AND (? IS NULL OR collection = ?) ORDER BY id`,
			filter.After, filter.Collection, filter.Collection)
		return r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
			var header sql.RawBytes
			if err := rows.Scan(&header); err != nil {
				return false, err
			}
			document, err := unpackHeader(header)
			return err == nil && yield(document), err
		})
	})
}

func (r *reader) documentsByID(filter *graph.DocumentFilter, yield func(corpus.Document) bool) error {
	for _, id := range distinct(slices.Clone(filter.IDs)) {
		var header []byte
		found, err := r.row(r.queries.header, id, &header)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		document, err := unpackHeader(header)
		if err != nil {
			return err
		}
		if filter.Match(&document) && !yield(document) {
			return nil
		}
	}
	return nil
}

func unpackHeader(header []byte) (corpus.Document, error) {
	var document corpus.Document
	if err := json.Unmarshal(header, &document); err != nil {
		return document, errors.Join(errDamaged, err)
	}
	return document, nil
}

// Passages yields a document's passages, see graph.Store. Turn is not stored
// and reads back as -1.
func (s *Store) Passages(ctx context.Context, document string) iter.Seq2[corpus.Passage, error] {
	return stream(ctx, s, func(r *reader, yield func(corpus.Passage) bool) error {
		passages, err := r.passages(document)
		if err != nil {
			return err
		}
		for _, passage := range passages {
			if !yield(passage) {
				return nil
			}
		}
		return nil
	})
}

// passages reads a document's passages with who speaks them.
func (r *reader) passages(document string) ([]corpus.Passage, error) {
	var column, packed []byte
	if found, err := r.row(r.queries.passages, document, &column, &packed); err != nil || !found {
		return nil, err
	}
	passages, speakers, err := unpackPassages(column, document)
	if err != nil {
		return nil, err
	}
	entities, err := unpackEntities(packed)
	if err != nil {
		return nil, err
	}
	for i, speaker := range speakers {
		if speaker == nobody {
			continue
		}
		if speaker >= len(entities) {
			return nil, fmt.Errorf("%w: claim %d speaks passage %s", errDamaged, speaker, passages[i].ID)
		}
		if entities[speaker] == noEntity {
			continue
		}
		ids, err := r.ids(entities[speaker : speaker+1])
		if err != nil {
			return nil, err
		}
		passages[i].Speaker = ids[0]
	}
	return passages, nil
}

// Mentions yields mentions document by document, see graph.Store.
func (s *Store) Mentions(ctx context.Context, filter graph.MentionFilter) iter.Seq2[graph.Mention, error] {
	return stream(ctx, s, func(r *reader, yield func(graph.Mention) bool) error {
		yield = limited(filter.Limit, yield)
		documents, err := r.mentioning(&filter)
		if err != nil {
			return err
		}
		for _, document := range documents {
			mentions, err := r.mentions(document, filter.Entity)
			if err != nil {
				return err
			}
			for _, mention := range mentions {
				if !yield(mention) {
					return nil
				}
			}
		}
		return nil
	})
}

// mentioning lists the documents to look into, in order of id.
func (r *reader) mentioning(filter *graph.MentionFilter) ([]int64, error) {
	var documents []int64
	query, args := `SELECT n FROM document ORDER BY id`, []any{}
	switch {
	case filter.Document != "":
		query, args = `SELECT n FROM document WHERE id = ?`, []any{filter.Document}
	case filter.Entity != "":
		query = `SELECT d.n FROM entity e JOIN entity_document p ON p.entity = e.n
			JOIN document d ON d.n = p.document WHERE e.id = ? ORDER BY d.id`
		args = []any{filter.Entity}
	}
	rows, err := r.tx.QueryContext(r.running, query, args...)
	err = r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var n int64
		err := rows.Scan(&n)
		documents = append(documents, n)
		return true, err
	})
	return documents, err
}

// mentions reads a document's mentions of one entity, or of all for "".
func (r *reader) mentions(document int64, entity string) ([]graph.Mention, error) {
	content, err := r.content(r.queries.mentions, document)
	if err != nil {
		return nil, err
	}
	ids, err := r.ids(content.entities)
	if err != nil {
		return nil, err
	}
	var mentions []graph.Mention
	wanted := func(claim int) bool {
		return claim < len(ids) && ids[claim] != "" && (entity == "" || ids[claim] == entity)
	}
	err = unpackMentions(content.column, wanted, func(claim int, m graph.ClaimMention) {
		mentions = append(mentions, graph.Mention{
			Entity: ids[claim], Document: content.id, Span: m.Span, Text: m.Text, Method: m.Method, Confidence: m.Confidence,
		})
	})
	slices.SortFunc(mentions, func(a, b graph.Mention) int { return graph.CompareMentions(&a, &b) })
	return mentions, err
}

// content is one packed column of a document and what it refers to.
type content struct {
	id, revision string
	entities     []int64  // of each claim
	called       []string // what people call each; nil where nothing
	column       []byte
}

func (r *reader) content(statement *sql.Stmt, document int64) (*content, error) {
	var c content
	var entities []byte
	found, err := r.row(statement, document, &c.id, &c.revision, &entities, &c.column)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%w: document number %d is missing", errDamaged, document)
	}
	c.entities, c.called, err = unpackCalled(entities)
	return &c, err
}

// ids names the entities with the numbers; noEntity has no name.
func (r *reader) ids(numbers []int64) ([]string, error) {
	ids := make([]string, len(numbers))
	for i, number := range numbers {
		if number == noEntity {
			continue
		}
		id, known := r.names[number]
		if !known {
			found, err := r.row(r.queries.entityID, number, &id)
			if err != nil {
				return nil, err
			}
			if !found {
				return nil, fmt.Errorf("%w: entity number %d is missing", errDamaged, number)
			}
			r.names[number] = id
		}
		ids[i] = id
	}
	return ids, nil
}

// Claims returns the claims with one of the keys, see graph.Store.
func (s *Store) Claims(ctx context.Context, keys ...string) ([]graph.StoredClaim, error) {
	r, err := s.begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	defer r.end()
	claims, err := r.claims(keys)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	return claims, nil
}

func (r *reader) claims(keys []string) ([]graph.StoredClaim, error) {
	documents, wantedKeys := map[int64]bool{}, make(map[string]bool, len(keys))
	for _, key := range keys {
		wantedKeys[key] = true
		if err := r.numbers(r.queries.keyDocuments, hashKey(key), documents); err != nil {
			return nil, err
		}
	}
	var claims []graph.StoredClaim
	for document := range documents {
		content, err := r.content(r.queries.claims, document)
		if err != nil {
			return nil, err
		}
		wanted := func(i int, keys []string) bool {
			return i < len(content.entities) && slices.ContainsFunc(keys, func(key string) bool { return wantedKeys[key] })
		}
		first := len(claims)
		err = unpackClaims(content.column, wanted, func(i int, claim graph.Claim) {
			claims = append(claims, graph.StoredClaim{ID: graph.ClaimID{Document: content.id, Index: i}, Claim: claim})
		})
		if err != nil {
			return nil, err
		}
		for i := first; i < len(claims); i++ {
			ids, err := r.ids(content.entities[claims[i].ID.Index : claims[i].ID.Index+1])
			if err != nil {
				return nil, err
			}
			claims[i].Entity = cmp.Or(ids[0], graph.NoEntity)
			if content.called != nil {
				claims[i].Called = content.called[claims[i].ID.Index]
			}
		}
	}
	slices.SortFunc(claims, func(a, b graph.StoredClaim) int {
		return cmp.Or(cmp.Compare(a.ID.Document, b.ID.Document), cmp.Compare(a.ID.Index, b.ID.Index))
	})
	return claims, nil
}

func (r *reader) numbers(statement *sql.Stmt, arg any, into map[int64]bool) error {
	rows, err := r.tx.StmtContext(r.running, statement).QueryContext(r.running, arg)
	return r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var n int64
		err := rows.Scan(&n)
		into[n] = true
		return true, err
	})
}

// documentsOf reads the documents of an entity or node, with the sides of the
// facts in them.
func (r *reader) documentsOf(statement *sql.Stmt, node any) (map[int64]sides, error) {
	documents := map[int64]sides{}
	rows, err := r.tx.StmtContext(r.running, statement).QueryContext(r.running, node)
	err = r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var n, side int64
		err := rows.Scan(&n, &side)
		documents[n] = sides(side) //nolint:gosec // 0 to 3
		return true, err
	})
	return documents, err
}

// Curations yields the log of decisions in order, see graph.Store.
func (s *Store) Curations(ctx context.Context) iter.Seq2[graph.Curation, error] {
	return stream(ctx, s, func(r *reader, yield func(graph.Curation) bool) error {
		rows, err := r.tx.QueryContext(r.running, `SELECT event FROM curation ORDER BY at, id`)
		return r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
			var content sql.RawBytes
			if err := rows.Scan(&content); err != nil {
				return false, err
			}
			var event graph.Curation
			if err := json.Unmarshal(content, &event); err != nil {
				return false, errors.Join(errDamaged, err)
			}
			return yield(event), nil
		})
	})
}

// Stats counts what is stored, see graph.Store.
func (s *Store) Stats(ctx context.Context) (graph.Stats, error) {
	stats := graph.Stats{Entities: map[graph.Kind]int{}}
	r, err := s.begin(ctx)
	if err != nil {
		return stats, fmt.Errorf("read graph: %w", err)
	}
	defer r.end()
	rows, err := r.tx.QueryContext(r.running, `SELECT name, value FROM total`) //nolint:contextcheck // see reader.running
	err = r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var name string
		var value int
		err := rows.Scan(&name, &value)
		setTotal(&stats, name, value)
		return true, err
	})
	if err != nil {
		return stats, fmt.Errorf("read graph: %w", err)
	}
	return stats, nil
}
