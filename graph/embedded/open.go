package embedded

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/samband/samband/graph"
)

// ErrNewerFormat reports a file that a later version of Samband wrote.
var ErrNewerFormat = errors.New("the graph was written by a newer version of samband")

// ErrOlderFormat reports a file that an earlier version of Samband wrote, to
// an opener that may only read. Opening it for writing once brings it up to
// date.
var ErrOlderFormat = errors.New("the graph was written by an older version of samband")

// idleReaders is how many reading connections are kept open between reads.
const idleReaders = 8

//go:embed migrations/*.sql
var migrations embed.FS

// Config says where the graph lives.
type Config struct {
	Path     string       // the file; it and its folder are created where missing, unless ReadOnly
	ReadOnly bool         // open beside a writer; Apply returns an error
	Logger   *slog.Logger // nil discards
}

// Store is a graph.Store in a SQLite file. It is safe for concurrent use.
type Store struct {
	write   *sql.DB // one connection; nil where read-only
	read    *sql.DB
	lock    *flock.Flock
	turn    chan struct{} // holds one token: whoever has it may write
	logger  *slog.Logger
	queries queries
	changes changes
}

var _ graph.Store = (*Store)(nil)

// Open opens or creates the graph. It returns graph.ErrLocked, wrapped, at
// once where another process has it open for writing, and ErrNewerFormat where
// the file is beyond this version.
func Open(ctx context.Context, config Config) (*Store, error) {
	if config.Path == "" {
		return nil, errors.New("open graph: no path")
	}
	logger := config.Logger
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	store := &Store{turn: make(chan struct{}, 1), logger: logger}
	if err := store.open(ctx, config); err != nil {
		return nil, errors.Join(fmt.Errorf("open graph %s: %w", config.Path, err), store.Close())
	}
	return store, nil
}

func (s *Store) open(ctx context.Context, config Config) error {
	path, err := filepath.Abs(config.Path)
	if err != nil {
		return err
	}
	if config.ReadOnly {
		if _, err := os.Stat(path); err != nil {
			return err
		}
	} else if err := s.openWriter(ctx, path); err != nil {
		return err
	}
	if s.read, err = sql.Open("sqlite", dsn(path, "query_only(1)")); err != nil {
		return err
	}
	s.read.SetMaxIdleConns(idleReaders)
	if config.ReadOnly {
		if err := checkVersion(ctx, s.read); err != nil {
			return err
		}
	}
	return s.queries.prepare(ctx, s.read)
}

func (s *Store) openWriter(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	lock := flock.New(path + ".lock")
	locked, err := lock.TryLock()
	if err != nil {
		return err
	}
	if !locked {
		return graph.ErrLocked
	}
	s.lock = lock
	// synchronous FULL makes each commit durable; the journal may grow to 12,000
	// pages (96 MiB) before it is folded into the file: bulk ingests change the
	// same pages of the indexes over and over.
	s.write, err = sql.Open("sqlite", dsn(path, "synchronous(FULL)", "wal_autocheckpoint(12000)", "cache_size(-24000)")+"&_txlock=immediate")
	if err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(ctx, s.write); err != nil {
		return err
	}
	return s.changes.prepare(ctx, s.write)
}

// dsn names the file with the pragmas that every connection begins with.
func dsn(path string, pragmas ...string) string {
	values := url.Values{}
	all := append([]string{"busy_timeout(10000)", "page_size(8192)", "journal_mode(WAL)", "temp_store(MEMORY)"}, pragmas...)
	for _, pragma := range all {
		values.Add("_pragma", pragma)
	}
	file := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + file.EscapedPath() + "?" + values.Encode()
}

// migrate brings the file to the newest format, one numbered step at a time.
func migrate(ctx context.Context, db *sql.DB) error {
	version, err := userVersion(ctx, db)
	if err != nil {
		return err
	}
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("%w: format %d, this one knows %d", ErrNewerFormat, version, len(steps))
	}
	for ; version < len(steps); version++ {
		if err := step(ctx, db, steps[version], version+1); err != nil {
			return fmt.Errorf("migrate to format %d: %w", version+1, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, name string, version int) error {
	script, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // does nothing after Commit
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}

// checkVersion refuses what a read-only opener cannot bring up to date.
func checkVersion(ctx context.Context, db *sql.DB) error {
	version, err := userVersion(ctx, db)
	if err != nil {
		return err
	}
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	switch {
	case version > len(steps):
		return fmt.Errorf("%w: format %d, this one knows %d", ErrNewerFormat, version, len(steps))
	case version < len(steps):
		return fmt.Errorf("%w: format %d, this one reads %d", ErrOlderFormat, version, len(steps))
	}
	return nil
}

func userVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// Close releases the file once a running Apply has ended. Sequences that have
// begun may go on to their end.
func (s *Store) Close() error {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}
