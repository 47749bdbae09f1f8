package neo4j

import (
	"context"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// The commit node is what a seqlock is in memory: a write announces the
// generation it is about to commit, and completes it. A reader that finds the
// same completed generation before and after has seen no part of any other.

// abandoned is after how long a reader takes a commit that was announced and
// never completed for one whose writer died.
const abandoned = 10 * time.Second

// attempts is how often a read is tried beside writers before it stops them.
const attempts = 4

// settle declares that no commit is under way, and returns the generation.
// Taking the lock on the state first makes it wait for one that is.
func (s *Store) settle(ctx context.Context) (generation uint64, err error) {
	err = s.attempt(ctx, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
		return query(ctx, tx, `MATCH (s:Samband {id: 'state'}) SET s.opened = datetime()
			WITH s MATCH (c:Samband {id: 'commit'}) SET c.announced = s.generation, c.completed = s.generation
			RETURN s.generation`, nil, func(values []any) error {
			generation = uint64(number(values[0])) //nolint:gosec // only ever grows from 0
			return nil
		})
	})
	return generation, explainOpening(ctx, err)
}

// announce says, in a transaction of its own, that a generation is about to be
// committed.
func (s *Store) announce(ctx context.Context, generation uint64) error {
	return s.note(ctx, `MATCH (c:Samband {id: 'commit'}) SET c.announced = $generation`, generation)
}

// complete says that a generation is committed. Where it cannot, the log tells,
// and readers find out by themselves after a while.
func (s *Store) complete(ctx context.Context, generation uint64) {
	ending := context.WithoutCancel(ctx)
	err := s.persist(ctx, func() error {
		return s.note(ending, `MATCH (c:Samband {id: 'commit'}) WHERE c.announced = $generation
			SET c.completed = $generation`, generation)
	})
	if err != nil {
		s.logger.WarnContext(ctx, "the end of a commit could not be noted", "error", err)
	}
}

// withdraw says that an announced generation is not going to be committed, if
// the server hears it.
func (s *Store) withdraw(ctx context.Context, generation uint64) {
	err := s.note(ctx, `MATCH (c:Samband {id: 'commit'}) WHERE c.announced = $generation
		SET c.announced = c.completed`, generation)
	if err != nil {
		s.logger.WarnContext(ctx, "the end of a write could not be noted", "error", err)
	}
}

// note runs a statement about a generation.
func (s *Store) note(ctx context.Context, statement string, generation uint64) error {
	return s.attempt(ctx, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
		return exec(ctx, tx, statement, map[string]any{"generation": int64(generation)}) //nolint:gosec // counts calls
	})
}

// mark is what the commit node says.
type mark struct{ announced, completed int }

func readMark(ctx context.Context, tx neo4j.ManagedTransaction) (m mark, err error) {
	err = query(ctx, tx, `MATCH (c:Samband {id: 'commit'}) RETURN c.announced, c.completed`, nil, func(values []any) error {
		m = mark{number(values[0]), number(values[1])}
		return nil
	})
	return m, err
}

// reading is a read that is repeated until it has seen one state of the graph.
type reading struct {
	store *Store
	work  func(tx neo4j.ManagedTransaction) error
	hold  bool      // keep writers out
	mark  mark      // before the last attempt
	stuck mark      // of a commit that is announced and not completed
	since time.Time // when that was seen first
}

// read runs work, which collects what it finds and bears being repeated, until
// no commit came between. In the end it keeps writers out.
func (s *Store) read(ctx context.Context, work func(tx neo4j.ManagedTransaction) error) error {
	r := &reading{store: s, work: work}
	for try := 1; ; {
		whole, err := r.attempt(ctx)
		switch {
		case whole:
			return err
		case err != nil && (r.hold || try > attempts || !torn(err)):
			return err
		case err != nil || r.mark.announced == r.mark.completed:
			try++ // a commit came between
			r.hold = try > attempts && !s.config.ReadOnly
			continue
		}
		if r.mark != r.stuck {
			r.stuck, r.since = r.mark, time.Now()
		}
		select {
		case <-time.After(untilCompleted):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// untilCompleted is how often a commit under way is looked at.
const untilCompleted = 2 * time.Millisecond

// torn reports whether an error can come from reading half of a commit.
func torn(err error) bool {
	return errors.Is(err, errDamaged) || codeOf(err) == "Neo.ClientError.Statement.EntityNotFound"
}

// attempt reports whether work saw one state.
func (r *reading) attempt(ctx context.Context) (whole bool, err error) {
	mode := neo4j.AccessModeRead
	if r.hold {
		mode = neo4j.AccessModeWrite
	}
	err = r.store.transact(ctx, mode, func(tx neo4j.ManagedTransaction) error {
		whole, err = r.between(ctx, tx)
		return err
	})
	return whole && err == nil, err
}

// between runs work between two looks at the commit node, or not at all while
// a commit is under way.
func (r *reading) between(ctx context.Context, tx neo4j.ManagedTransaction) (whole bool, err error) {
	if r.hold { // the lock lasts as long as the transaction
		if err := exec(ctx, tx, `MATCH (s:Samband {id: 'state'}) SET s.held = datetime()`, nil); err != nil {
			return false, err
		}
	}
	if r.mark, err = readMark(ctx, tx); err != nil {
		return false, err
	}
	underWay := r.mark.announced != r.mark.completed
	if underWay && !r.hold && (r.mark != r.stuck || time.Since(r.since) < abandoned) {
		return false, nil
	}
	if err := r.work(tx); err != nil {
		return false, err
	}
	after, err := readMark(ctx, tx)
	return r.hold || after == r.mark, err
}
