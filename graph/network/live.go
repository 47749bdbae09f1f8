package network

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"

	"github.com/samband/samband/graph"
)

// Config says what Live follows.
type Config struct {
	Store  graph.Store
	File   string       // where the snapshot is kept between runs; "" keeps it nowhere
	Logger *slog.Logger // nil discards
}

// Live keeps a snapshot of a store up to date. It is safe for concurrent use.
type Live struct {
	store   graph.Store
	file    string
	logger  *slog.Logger
	mu      sync.Mutex
	current *Snapshot     // nil until it is first asked for
	kept    graph.Version // of the snapshot in the file
}

// NewLive returns a Live that reads nothing until Snapshot is called.
func NewLive(config Config) (*Live, error) {
	if config.Store == nil {
		return nil, errors.New("follow graph: no store")
	}
	logger := config.Logger
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	return &Live{store: config.Store, file: config.File, logger: logger}, nil
}

// Snapshot returns a snapshot of what the store holds at present: the last
// one where nothing has changed, else that with the documents that have, else
// a new one. Those that wait for one while it is made share it.
func (l *Live) Snapshot(ctx context.Context) (*Snapshot, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	version, err := versionOf(ctx, l.store)
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	if l.current == nil {
		l.load(ctx)
	}
	if l.current == nil || l.current.version != version {
		if err := l.refresh(ctx); err != nil {
			return nil, err
		}
	}
	return l.current, nil
}

// load takes the snapshot from the file. That there is none, or a damaged
// one, costs only time.
func (l *Live) load(ctx context.Context) {
	if l.file == "" {
		return
	}
	s, err := load(l.file, l.store)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			l.logger.WarnContext(ctx, "snapshot cannot be used and is built anew", "error", err)
		}
		return
	}
	l.current, l.kept = s, s.version
}

func (l *Live) refresh(ctx context.Context) error {
	if source, offers := l.store.(graph.ChangeSource); offers && l.current != nil {
		changes, err := source.Changes(ctx, l.current.version)
		if err != nil {
			return fmt.Errorf("update snapshot: %w", err)
		}
		if changes != nil {
			if next, ok := l.current.updated(changes); ok {
				l.current = next
				return nil
			}
		}
	}
	built, err := Build(ctx, l.store)
	if err != nil {
		return err
	}
	l.current = built
	if err := l.keep(); err != nil {
		l.logger.WarnContext(ctx, "snapshot cannot be kept for the next start", "error", err)
	}
	return nil
}

// keep writes the snapshot to the file. Only stores that name each of their
// states can tell later whether a file is of the present one.
func (l *Live) keep() error {
	if _, offers := l.store.(graph.ChangeSource); !offers || l.file == "" || l.current == nil || l.kept == l.current.version {
		return nil
	}
	if err := l.current.save(l.file); err != nil {
		return err
	}
	l.kept = l.current.version
	return nil
}

// Close keeps the snapshot in the file, if there is one, and leaves the store
// open.
func (l *Live) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.keep()
}
