// Package archive is the content-addressed store of originals and canonical
// texts, with the ledger of where they came from. Blobs are named by the
// SHA-256 of their bytes, compressed, and never changed; evidence of an old
// revision can therefore always be shown.
//
// One SQLite file holds it all, so that a commit is atomic and durable.
package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the database/sql driver "sqlite"

	"github.com/samband/samband/corpus"
)

// Errors that callers branch on.
var (
	// ErrNotFound reports that no blob has the hash asked for.
	ErrNotFound = errors.New("not in the archive")
	// ErrDamaged reports a blob whose bytes no longer have its hash.
	ErrDamaged = errors.New("archive is damaged")
	// ErrNewer reports an archive written by a later version of Samband.
	ErrNewer = errors.New("written by a newer version")
)

// version is the format of the archive, kept in SQLite's user_version.
const version = 4

const schema = `
CREATE TABLE IF NOT EXISTS blobs (
	hash TEXT PRIMARY KEY,
	size INTEGER NOT NULL,
	data BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS revisions (
	document TEXT NOT NULL,
	revision TEXT NOT NULL,
	text_hash TEXT NOT NULL,
	PRIMARY KEY (document, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS revisions_by_text ON revisions (text_hash);
CREATE INDEX IF NOT EXISTS revisions_by_original ON revisions (revision);
CREATE TABLE IF NOT EXISTS sources (
	collection TEXT NOT NULL,
	source TEXT NOT NULL,
	file TEXT NOT NULL,
	document TEXT NOT NULL,
	revision TEXT NOT NULL,
	size INTEGER NOT NULL,
	modified INTEGER NOT NULL,
	etag TEXT NOT NULL,
	last_modified TEXT NOT NULL,
	error TEXT NOT NULL,
	PRIMARY KEY (collection, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_by_file ON sources (collection, file);
CREATE TABLE IF NOT EXISTS layouts (
	document TEXT NOT NULL UNIQUE,
	revision TEXT NOT NULL,
	text_hash TEXT NOT NULL,
	refined TEXT NOT NULL,
	data BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS layouts_by_refined ON layouts (refined);
CREATE TABLE IF NOT EXISTS erasures (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (
	number INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	kind TEXT NOT NULL,
	document TEXT NOT NULL,
	revision TEXT NOT NULL,
	before TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS changes_by_time ON changes (at);
CREATE INDEX IF NOT EXISTS changes_by_document ON changes (document);
CREATE INDEX IF NOT EXISTS sources_by_document ON sources (document);
`

// Archive keeps originals, canonical texts and the ledger of sources. It is
// safe for concurrent use.
type Archive struct {
	write   *sql.DB // one connection: SQLite has one writer
	read    *sql.DB
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	now     func() time.Time // when changes are noted
}

// Open opens the archive in the file at path and creates it where it is
// missing. It returns ErrNewer for a format it does not know.
func Open(ctx context.Context, path string) (*Archive, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("make compressor: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
	if err != nil {
		return nil, fmt.Errorf("make decompressor: %w", err)
	}
	a := &Archive{encoder: encoder, decoder: decoder, now: time.Now}
	if a.write, err = openDatabase(path, 1); err != nil {
		return nil, err
	}
	if a.read, err = openDatabase(path, 4); err != nil {
		return nil, errors.Join(err, a.write.Close())
	}
	if err := a.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open archive %s: %w", path, err), a.Close())
	}
	return a, nil
}

func openDatabase(path string, connections int) (*sql.DB, error) {
	pragmas := url.Values{"_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "cache_size(-4000)",
	}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+pragmas.Encode())
	if err != nil {
		return nil, fmt.Errorf("open archive %s: %w", path, err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

func (a *Archive) migrate(ctx context.Context) error {
	var found int
	if err := a.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&found); err != nil {
		return fmt.Errorf("read format version: %w", err)
	}
	if found > version {
		return fmt.Errorf("format %d, this program knows %d: %w", found, version, ErrNewer)
	}
	if found == version {
		return nil
	}
	_, err := a.write.ExecContext(ctx, fmt.Sprintf("BEGIN IMMEDIATE;%s;PRAGMA user_version=%d;COMMIT", schema, version))
	if err != nil {
		return fmt.Errorf("create tables: %w", err)
	}
	return nil
}

// Close releases the archive.
func (a *Archive) Close() error {
	a.decoder.Close()
	return errors.Join(a.read.Close(), a.write.Close(), a.encoder.Close())
}

// Blob is a named piece of content.
type Blob struct {
	Hash string // corpus.Hash of Data
	Data []byte
}

// NewBlob names data by its hash.
func NewBlob(data []byte) Blob { return Blob{Hash: corpus.Hash(data), Data: data} }

// Get returns the bytes with the hash. It returns ErrNotFound where there are
// none and ErrDamaged where the stored bytes have another hash.
func (a *Archive) Get(ctx context.Context, hash string) ([]byte, error) {
	var size int
	var packed []byte
	err := a.read.QueryRowContext(ctx, "SELECT size, data FROM blobs WHERE hash = ?", hash).Scan(&size, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("blob %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", hash, err)
	}
	data, err := a.decoder.DecodeAll(packed, make([]byte, 0, size))
	if err != nil || corpus.Hash(data) != hash {
		return nil, fmt.Errorf("blob %s: %w", hash, errors.Join(ErrDamaged, err))
	}
	return data, nil
}

// Check examines the structure of the archive's file and returns ErrDamaged
// where it is not as SQLite left it. It reads the whole file; that blobs have
// their hashes is Get's to say.
func (a *Archive) Check(ctx context.Context) error {
	var found string
	err := a.read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found)
	if err == nil && found != "ok" {
		err = errors.New(found)
	}
	if err != nil {
		return fmt.Errorf("check archive: %w: %w", ErrDamaged, err)
	}
	return nil
}

// Text returns the canonical text with the hash, with the errors of Get.
func (a *Archive) Text(ctx context.Context, hash string) (string, error) {
	data, err := a.Get(ctx, hash)
	return string(data), err
}
