package archive

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Entry is what the ledger knows of one source: which document it became, or
// why it became none.
type Entry struct {
	Collection   string
	Source       string // the source of the document: the file, or a record in it
	File         string // the file or address the source was read from
	Document     string // id; "" where the source never was read
	Revision     string // revision last stored, "" where none was
	Size         int64  // of the file, in bytes; 0 unknown
	Modified     time.Time
	ETag         string // validators of an address, for the next conditional request
	LastModified string
	Error        string // why the last attempt failed, "" where it did not
}

// Commit is a set of changes that are written together.
type Commit struct {
	Retried   []File // files whose failed records are forgotten before Entries are written
	Blobs     []Blob
	Revisions []Revision
	Layouts   []Layout
	Entries   []Entry
	Forgotten []File // sources that became no document, removed after Entries are written
}

// File names a file or another source of a collection.
type File struct {
	Collection string
	Name       string
}

// Revision ties a document's revision to its original and canonical text.
type Revision struct {
	Document string
	Revision string // hash of the original
	TextHash string // hash of the canonical text
}

// Commit writes all of c durably or nothing. Blobs that are there already are
// left alone.
func (a *Archive) Commit(ctx context.Context, c Commit) error {
	return a.transact(ctx, "commit", func(tx *sql.Tx) error {
		if err := a.putBlobs(ctx, tx, c.Blobs); err != nil {
			return err
		}
		if err := a.noteRevisions(ctx, tx, c.Revisions); err != nil {
			return err
		}
		if err := putRevisions(ctx, tx, c.Revisions); err != nil {
			return err
		}
		if err := a.putLayouts(ctx, tx, c.Layouts); err != nil {
			return err
		}
		for _, file := range c.Retried {
			_, err := tx.ExecContext(ctx, "DELETE FROM sources WHERE collection = ? AND file = ? AND document = ''", file.Collection, file.Name)
			if err != nil {
				return fmt.Errorf("forget failures of %s: %w", file.Name, err)
			}
		}
		if err := putEntries(ctx, tx, c.Entries); err != nil {
			return err
		}
		return forget(ctx, tx, c.Forgotten)
	})
}

func (a *Archive) transact(ctx context.Context, what string, do func(*sql.Tx) error) error {
	tx, err := a.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s to archive: %w", what, err)
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	if err := do(tx); err != nil {
		return fmt.Errorf("%s to archive: %w", what, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("%s to archive: %w", what, err)
	}
	return nil
}

func (a *Archive) putBlobs(ctx context.Context, tx *sql.Tx, blobs []Blob) error {
	put, err := tx.PrepareContext(ctx, "INSERT INTO blobs (hash, size, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = put.Close() }()
	var packed []byte
	for _, blob := range blobs {
		packed = a.encoder.EncodeAll(blob.Data, packed[:0])
		if _, err := put.ExecContext(ctx, blob.Hash, len(blob.Data), packed); err != nil {
			return fmt.Errorf("put blob %s: %w", blob.Hash, err)
		}
	}
	return nil
}

func putRevisions(ctx context.Context, tx *sql.Tx, revisions []Revision) error {
	put, err := tx.PrepareContext(ctx,
		"INSERT INTO revisions (document, revision, text_hash) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET text_hash = excluded.text_hash")
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = put.Close() }()
	for _, r := range revisions {
		if _, err := put.ExecContext(ctx, r.Document, r.Revision, r.TextHash); err != nil {
			return fmt.Errorf("put revision of %s: %w", r.Document, err)
		}
	}
	return nil
}

func putEntries(ctx context.Context, tx *sql.Tx, entries []Entry) error {
	put, err := tx.PrepareContext(ctx, `INSERT OR REPLACE INTO sources
		(collection, source, file, document, revision, size, modified, etag, last_modified, error)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = put.Close() }()
	for _, e := range entries {
		_, err := put.ExecContext(ctx, e.Collection, e.Source, e.File, e.Document, e.Revision,
			e.Size, unixNano(e.Modified), e.ETag, e.LastModified, e.Error)
		if err != nil {
			return fmt.Errorf("put source %s: %w", e.Source, err)
		}
	}
	return nil
}

const selectEntries = `SELECT collection, source, file, document, revision, size, modified, etag, last_modified, error FROM sources`

// File returns the entries that were read from the file or address in the
// collection, in order of source.
func (a *Archive) File(ctx context.Context, collection, file string) ([]Entry, error) {
	return a.entries(ctx, selectEntries+" WHERE collection = ? AND file = ? ORDER BY source", collection, file)
}

// Failed returns the entries whose last attempt failed, in order of collection
// and source.
func (a *Archive) Failed(ctx context.Context) ([]Entry, error) {
	return a.entries(ctx, selectEntries+" WHERE error <> '' ORDER BY collection, source")
}

// Sources returns all entries of the collection in order of source.
func (a *Archive) Sources(ctx context.Context, collection string) ([]Entry, error) {
	return a.entries(ctx, selectEntries+" WHERE collection = ? ORDER BY source", collection)
}

func (a *Archive) entries(ctx context.Context, query string, args ...any) ([]Entry, error) {
	rows, err := a.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var entries []Entry
	for rows.Next() {
		var e Entry
		var modified int64
		if err := rows.Scan(&e.Collection, &e.Source, &e.File, &e.Document, &e.Revision,
			&e.Size, &modified, &e.ETag, &e.LastModified, &e.Error); err != nil {
			return nil, fmt.Errorf("read ledger: %w", err)
		}
		e.Modified = fromUnixNano(modified)
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	return entries, nil
}

// Drop removes documents with all their revisions and ledger entries, and the
// blobs that no other document refers to.
func (a *Archive) Drop(ctx context.Context, documents ...string) error {
	return a.transact(ctx, "drop", func(tx *sql.Tx) error {
		for _, document := range documents {
			err := a.noteRemoval(ctx, tx, document)
			if err == nil {
				err = drop(ctx, tx, document)
			}
			if err != nil {
				return fmt.Errorf("document %s: %w", document, err)
			}
		}
		return nil
	})
}

// forget removes the ledger entries of sources that became no document.
func forget(ctx context.Context, tx *sql.Tx, sources []File) error {
	for _, source := range sources {
		_, err := tx.ExecContext(ctx, "DELETE FROM sources WHERE collection = ? AND source = ? AND document = ''", source.Collection, source.Name)
		if err != nil {
			return fmt.Errorf("forget source %s: %w", source.Name, err)
		}
	}
	return nil
}

func drop(ctx context.Context, tx *sql.Tx, document string) error {
	hashes, err := hashesOf(ctx, tx, document)
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM revisions WHERE document = ?",
		"DELETE FROM sources WHERE document = ?",
		"DELETE FROM layouts WHERE document = ?",
	} {
		if _, err := tx.ExecContext(ctx, statement, document); err != nil {
			return err
		}
	}
	return dropUnused(ctx, tx, hashes...)
}

// dropUnused removes those of the blobs that no revision refers to.
func dropUnused(ctx context.Context, tx *sql.Tx, hashes ...string) error {
	for _, hash := range hashes {
		_, err := tx.ExecContext(ctx, `DELETE FROM blobs WHERE hash = ?1
			AND NOT EXISTS (SELECT 1 FROM revisions WHERE revision = ?1)
			AND NOT EXISTS (SELECT 1 FROM revisions WHERE text_hash = ?1)`, hash)
		if err != nil {
			return err
		}
	}
	return nil
}

func hashesOf(ctx context.Context, tx *sql.Tx, document string) ([]string, error) {
	rows, err := tx.QueryContext(ctx,
		"SELECT revision FROM revisions WHERE document = ?1 UNION SELECT text_hash FROM revisions WHERE document = ?1", document)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var hashes []string
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, rows.Err()
}

func unixNano(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func fromUnixNano(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds).UTC()
}
