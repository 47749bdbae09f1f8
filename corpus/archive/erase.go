package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

// Revisions yields every revision that is kept, in order of document and
// revision.
func (a *Archive) Revisions(ctx context.Context) iter.Seq2[Revision, error] {
	return func(yield func(Revision, error) bool) {
		rows, err := a.read.QueryContext(ctx, "SELECT document, revision, text_hash FROM revisions ORDER BY document, revision")
		if err != nil {
			yield(Revision{}, fmt.Errorf("read revisions: %w", err))
			return
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var r Revision
			err := rows.Scan(&r.Document, &r.Revision, &r.TextHash)
			if !yield(r, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Revision{}, fmt.Errorf("read revisions: %w", err))
		}
	}
}

// Layout returns the layout of a document with its canonical text. It returns
// ErrNotFound where there is none, as of documents that an early version
// ingested.
func (a *Archive) Layout(ctx context.Context, document string) (Layout, error) {
	layout := Layout{Document: document}
	var packed []byte
	err := a.read.QueryRowContext(ctx, "SELECT revision, text_hash, data FROM layouts WHERE document = ?", document).
		Scan(&layout.Revision, &layout.TextHash, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return Layout{}, fmt.Errorf("layout of %s: %w", document, ErrNotFound)
	}
	if err != nil {
		return Layout{}, fmt.Errorf("read layout of %s: %w", document, err)
	}
	data, err := a.decoder.DecodeAll(packed, nil)
	if err == nil {
		err = json.Unmarshal(data, &layout.Text)
	}
	if err != nil {
		return Layout{}, fmt.Errorf("layout of %s: %w: %w", document, ErrDamaged, err)
	}
	layout.Text.Canonical, err = a.Text(ctx, layout.TextHash)
	return layout, err
}

// DropRevisions removes revisions, what is written down of their coming and
// going, and the blobs that nothing refers to any more. Whatever else is known
// of their documents stays.
func (a *Archive) DropRevisions(ctx context.Context, revisions ...Revision) error {
	return a.transact(ctx, "drop revisions", func(tx *sql.Tx) error {
		for _, r := range revisions {
			for _, statement := range []string{
				"DELETE FROM revisions WHERE document = ? AND revision = ?",
				"DELETE FROM changes WHERE document = ? AND revision = ?",
				"UPDATE changes SET before = '' WHERE document = ? AND before = ?",
			} {
				if _, err := tx.ExecContext(ctx, statement, r.Document, r.Revision); err != nil {
					return fmt.Errorf("document %s: %w", r.Document, err)
				}
			}
			if err := dropUnused(ctx, tx, r.Revision, r.TextHash); err != nil {
				return fmt.Errorf("document %s: %w", r.Document, err)
			}
		}
		return nil
	})
}

// Expunge is Drop for documents whose very ids are to be forgotten: nothing is
// written down of it.
func (a *Archive) Expunge(ctx context.Context, documents ...string) error {
	return a.transact(ctx, "expunge", func(tx *sql.Tx) error {
		for _, document := range documents {
			if err := drop(ctx, tx, document); err != nil {
				return fmt.Errorf("document %s: %w", document, err)
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM changes WHERE document = ?", document); err != nil {
				return fmt.Errorf("document %s: %w", document, err)
			}
		}
		return nil
	})
}

// Collect removes the blobs that no revision refers to, which a crash may have
// left, and returns how many there were.
func (a *Archive) Collect(ctx context.Context) (int, error) {
	var count int64
	err := a.transact(ctx, "collect", func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM blobs WHERE hash NOT IN (SELECT revision FROM revisions)
			AND hash NOT IN (SELECT text_hash FROM revisions)`)
		if err == nil {
			count, err = result.RowsAffected()
		}
		return err
	})
	return int(count), err
}

// Entries yields the whole ledger in order of collection and source.
func (a *Archive) Entries(ctx context.Context) ([]Entry, error) {
	return a.entries(ctx, selectEntries+" ORDER BY collection, source")
}

// ReplaceEntry writes an entry in the place of an earlier one, which may have
// had another source.
func (a *Archive) ReplaceEntry(ctx context.Context, old, fresh Entry) error {
	return a.transact(ctx, "replace entry", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM sources WHERE collection = ? AND source = ?", old.Collection, old.Source); err != nil {
			return err
		}
		return putEntries(ctx, tx, []Entry{fresh})
	})
}

// Erasures returns the ids of the erasures that this archive and what was made
// from it have been through.
func (a *Archive) Erasures(ctx context.Context) (map[string]bool, error) {
	rows, err := a.read.QueryContext(ctx, "SELECT id FROM erasures")
	if err != nil {
		return nil, fmt.Errorf("read erasures: %w", err)
	}
	defer func() { _ = rows.Close() }()
	done := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read erasures: %w", err)
		}
		done[id] = true
	}
	return done, rows.Err()
}

// MarkErased notes that erasures are done.
func (a *Archive) MarkErased(ctx context.Context, ids ...string) error {
	return a.transact(ctx, "mark erased", func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO erasures (id) VALUES (?)", id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Compact writes the file anew without what was deleted from it, so that not a
// byte of that is left, in the journal neither. It needs as much free space as
// the file has, twice.
func (a *Archive) Compact(ctx context.Context) error {
	for _, statement := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := a.write.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("compact archive: %w", err)
		}
	}
	return nil
}
