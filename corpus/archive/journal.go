package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/samband/samband/corpus"
)

// Changes returns what became of documents from since on and before until, a
// zero until being the end, in the order in which it happened. Archives of
// format 3 and earlier wrote nothing down.
func (a *Archive) Changes(ctx context.Context, since, until time.Time) ([]corpus.Change, error) {
	if until.IsZero() {
		return a.changes(ctx, "WHERE c.at >= ? ORDER BY c.at, c.number", since.UnixNano())
	}
	return a.changes(ctx, "WHERE c.at >= ? AND c.at < ? ORDER BY c.at, c.number", since.UnixNano(), until.UnixNano())
}

// History returns what became of one document, in the order in which it
// happened. Where it was there before anything was written down, its arrival
// has no time. A document that is unknown or removed has no history.
func (a *Archive) History(ctx context.Context, document string) ([]corpus.Change, error) {
	changes, err := a.changes(ctx, "WHERE c.document = ? AND c.kind <> 'removed' ORDER BY c.number", document)
	if err != nil || len(changes) > 0 && changes[0].Before == "" {
		return changes, err
	}
	first := corpus.Change{Kind: corpus.ChangeAdded, Document: document}
	if len(changes) > 0 {
		first.Revision = changes[0].Before
	} else if err = a.read.QueryRowContext(ctx, selectStored, document).Scan(&first.Revision); err != nil {
		return nil, fmt.Errorf("read revision of %s: %w", document, err)
	}
	if first.Revision == "" {
		return nil, nil
	}
	err = a.read.QueryRowContext(ctx, "SELECT text_hash FROM revisions WHERE document = ? AND revision = ?", document, first.Revision).Scan(&first.TextHash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read revisions of %s: %w", document, err)
	}
	return append([]corpus.Change{first}, changes...), nil
}

// changesFrom is what a clause of this file's queries follows.
const changesFrom = `SELECT c.at, c.kind, c.document, c.revision, coalesce(r.text_hash, ''), c.before
	FROM changes c LEFT JOIN revisions r ON r.document = c.document AND r.revision = c.revision `

func (a *Archive) changes(ctx context.Context, where string, args ...any) ([]corpus.Change, error) {
	rows, err := a.read.QueryContext(ctx, changesFrom+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var changes []corpus.Change
	for rows.Next() {
		var c corpus.Change
		var at int64
		if err := rows.Scan(&at, &c.Kind, &c.Document, &c.Revision, &c.TextHash, &c.Before); err != nil {
			return nil, fmt.Errorf("read changes: %w", err)
		}
		c.At = fromUnixNano(at)
		changes = append(changes, c)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	return changes, nil
}

// selectStored finds the revision of a document that was last stored: as
// written down, else as the ledger of sources has it; "" where there is none.
const selectStored = `SELECT coalesce(
	(SELECT revision FROM changes WHERE document = ?1 ORDER BY number DESC LIMIT 1),
	(SELECT revision FROM sources WHERE document = ?1 AND revision <> '' LIMIT 1),
	(SELECT revision FROM revisions WHERE document = ?1 LIMIT 1), '')`

const insertChange = "INSERT INTO changes (at, kind, document, revision, before) VALUES (?, ?, ?, ?, ?)"

// noteRevisions writes down which documents are new, and which have another
// revision than before. It comes before the revisions are put.
func (a *Archive) noteRevisions(ctx context.Context, tx *sql.Tx, revisions []Revision) error {
	find, err := tx.PrepareContext(ctx, selectStored)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = find.Close() }()
	note, err := tx.PrepareContext(ctx, insertChange)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = note.Close() }()
	for _, r := range revisions {
		var before string
		if err := find.QueryRowContext(ctx, r.Document).Scan(&before); err != nil {
			return fmt.Errorf("read revision of %s: %w", r.Document, err)
		}
		if before == r.Revision {
			continue
		}
		kind := corpus.ChangeRevised
		if before == "" {
			kind = corpus.ChangeAdded
		}
		if _, err := note.ExecContext(ctx, a.now().UnixNano(), kind, r.Document, r.Revision, before); err != nil {
			return fmt.Errorf("note change of %s: %w", r.Document, err)
		}
	}
	return nil
}

// noteRemoval writes down that a document goes, and forgets what it was
// before. It comes before its revisions go.
func (a *Archive) noteRemoval(ctx context.Context, tx *sql.Tx, document string) error {
	var before string
	if err := tx.QueryRowContext(ctx, selectStored, document).Scan(&before); err != nil || before == "" {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM changes WHERE document = ?", document); err != nil {
		return fmt.Errorf("forget changes: %w", err)
	}
	if _, err := tx.ExecContext(ctx, insertChange, a.now().UnixNano(), corpus.ChangeRemoved, document, "", ""); err != nil {
		return fmt.Errorf("note removal: %w", err)
	}
	return nil
}
