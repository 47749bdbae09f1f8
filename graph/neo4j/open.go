package neo4j

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/samband/samband/graph"
)

// Store is a graph.Store in a Neo4j database. It is safe for concurrent use.
type Store struct {
	config    Config
	driver    neo4j.DriverWithContext
	bookmarks neo4j.BookmarkManager // every session sees what the others wrote
	turn      chan struct{}         // holds one token: whoever has it may write
	closed    atomic.Bool
	left      left // whoever has the turn may look
	wrote     bool // anything; likewise
	logger    *slog.Logger
}

var _ graph.Store = (*Store)(nil)

// Open connects to the database and, unless ReadOnly, brings its constraints
// and indexes up to date. What is wrong with address, password, version or
// contents it reports within five seconds, as one of the errors above.
//
// Two processes may have one database open; as soon as one of them has
// written, the other's Apply returns graph.ErrLocked, wrapped, until it opens
// the database again.
func Open(ctx context.Context, config Config) (*Store, error) {
	config, err := config.complete()
	if err != nil {
		return nil, fmt.Errorf("open graph: %w", err)
	}
	s := &Store{config: config, turn: make(chan struct{}, 1), logger: config.Logger}
	s.bookmarks = neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})
	s.driver, err = neo4j.NewDriverWithContext(config.URL, neo4j.BasicAuth(config.User, config.Password, ""), config.driver)
	if err != nil {
		return nil, fmt.Errorf("open graph %s: %w: %w", config.URL, ErrURL, err)
	}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open graph %s: %w", config.URL, err), s.driver.Close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

// driver sets what the driver lets us set. Its own retries end soon: Store
// goes on with longer pauses and tells the log about it.
func (c *Config) driver(d *config.Config) {
	d.MaxConnectionPoolSize = c.Connections
	d.MaxConnectionLifetime = c.ConnectionLife
	d.ConnectionAcquisitionTimeout = c.ConnectTimeout
	d.SocketConnectTimeout = c.ConnectTimeout
	d.MaxTransactionRetryTime = c.ConnectTimeout
	d.UserAgent = "samband"
	d.NotificationsMinSeverity = notifications.DisabledLevel
	d.TelemetryDisabled = true
}

func (s *Store) open(ctx context.Context) error {
	if err := s.check(ctx); err != nil {
		return err
	}
	if err := s.bringUpToDate(ctx); err != nil {
		return err
	}
	if s.config.ReadOnly {
		return nil
	}
	generation, err := s.settle(ctx)
	s.left.generation = generation
	return err
}

// check asks the server who it is, in time. A server that has just started
// greets at once, but takes seconds for its first query, so there is none.
func (s *Store) check(ctx context.Context) error {
	asking, stop := context.WithTimeout(ctx, s.config.ConnectTimeout)
	defer stop()
	server, err := s.driver.GetServerInfo(asking)
	if err != nil {
		return explainOpening(ctx, err)
	}
	var major, minor int
	if _, err := fmt.Sscanf(server.Agent(), "Neo4j/%d.%d", &major, &minor); err != nil || major < 5 || major == 5 && minor < 26 {
		return fmt.Errorf("%w; this is %s", ErrVersion, server.Agent())
	}
	return nil
}

// longestRelating is how long Close lets associations be derived.
const longestRelating = time.Minute

// Close releases the connections once a running Apply has ended. Sequences
// that have begun may go on to their end. A store that has written derives the
// associations of concepts first, see Relate; where that fails, the log tells.
func (s *Store) Close() error {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	if s.closed.Load() {
		return nil
	}
	ctx, stop := context.WithTimeout(context.Background(), longestRelating)
	defer stop()
	if s.wrote {
		if err := s.relate(ctx, s.attempt); err != nil {
			s.logger.WarnContext(ctx, "associations are out of date", "error", err)
		}
	}
	s.closed.Store(true)
	return s.driver.Close(context.Background())
}
