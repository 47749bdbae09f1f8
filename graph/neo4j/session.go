package neo4j

import (
	"context"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// firstPause and longestPause are between attempts to reach a server that
// went away.
const (
	firstPause   = 200 * time.Millisecond
	longestPause = 2 * time.Second
)

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: mode, DatabaseName: s.config.Database, BookmarkManager: s.bookmarks, FetchSize: fetchSize,
	})
}

// fetchSize is how many records the server sends before it waits to be asked
// for more. The driver's default is a thousand; answers are read to their end
// anyhow.
const fetchSize = 10_000

// transact runs work in a managed transaction. The driver repeats it after
// transient errors for some seconds; where the server is away for longer, it
// is tried again until Config.Patience is over. work must bear being repeated,
// also after a commit whose outcome nobody learned.
func (s *Store) transact(ctx context.Context, mode neo4j.AccessMode, work func(neo4j.ManagedTransaction) error) error {
	return s.persist(ctx, func() error { return s.attempt(ctx, mode, work) })
}

// persist repeats an attempt while the server is away, see transact.
func (s *Store) persist(ctx context.Context, attempt func() error) error {
	if s.closed.Load() {
		return errClosed
	}
	deadline := time.Now().Add(s.config.Patience)
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := attempt()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case !passing(err) || time.Now().After(deadline) || s.closed.Load():
			return explain(err)
		}
		s.logger.WarnContext(ctx, "waiting for Neo4j", "address", s.config.URL, "error", err, "until", deadline)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Store) attempt(ctx context.Context, mode neo4j.AccessMode, work func(neo4j.ManagedTransaction) error) error {
	session := s.session(ctx, mode)
	defer session.Close(context.WithoutCancel(ctx)) //nolint:errcheck // the transaction has ended, one way or the other
	run := session.ExecuteWrite
	if mode == neo4j.AccessModeRead {
		run = session.ExecuteRead
	}
	_, err := run(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		err := work(tx)
		switch {
		case err == nil:
			return nil, nil
		case tooLarge(codeOf(err)):
			return nil, explain(err)
		case neo4j.IsRetryable(plain(err)):
			return nil, plain(err)
		}
		return nil, err
	}, neo4j.WithTxTimeout(s.config.QueryTimeout))
	return err
}

// query runs a statement and calls each for the values of every record.
func query(ctx context.Context, tx neo4j.ManagedTransaction, statement string, parameters map[string]any, each func(values []any) error) error {
	result, err := tx.Run(ctx, statement, parameters)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		if err := each(result.Record().Values); err != nil {
			return err
		}
	}
	return result.Err()
}

// exec runs a statement that returns nothing.
func exec(ctx context.Context, tx neo4j.ManagedTransaction, statement string, parameters map[string]any) error {
	return query(ctx, tx, statement, parameters, func([]any) error { return nil })
}

// The values of records; what is missing is zero.

func text(value any) string {
	s, _ := value.(string)
	return s
}

func number(value any) int {
	n, _ := value.(int64)
	return int(n)
}

func decimal(value any) float64 {
	f, _ := value.(float64)
	return f
}

// list returns nil for null and an empty list for an empty one.
func list[T any](value any, each func(any) T) []T {
	values, there := value.([]any)
	if !there {
		return nil
	}
	converted := make([]T, len(values))
	for i, v := range values {
		converted[i] = each(v)
	}
	return converted
}

func texts(value any) []string { return list(value, text) }

func bytesOf(value any) ([]byte, error) {
	b, fine := value.([]byte)
	if !fine {
		return nil, fmt.Errorf("%w: %T where bytes were expected", errDamaged, value)
	}
	return b, nil
}
