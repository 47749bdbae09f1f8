package neo4j

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Every statement of a migration can be repeated, so that one that was cut
// short is run again. What ran is recorded by nodes of the label Samband.
//
//go:embed migrations/*.cypher
var migrations embed.FS

// bringUpToDate runs the migrations that the database has not seen, or tells
// why it cannot.
func (s *Store) bringUpToDate(ctx context.Context) error {
	format, err := s.format(ctx)
	if err != nil {
		return explainOpening(ctx, err)
	}
	steps, err := fs.Glob(migrations, "migrations/*.cypher")
	if err != nil {
		return err
	}
	switch {
	case format > len(steps):
		return fmt.Errorf("%w: format %d, this one knows %d", ErrNewerFormat, format, len(steps))
	case format < len(steps) && s.config.ReadOnly:
		return cmp.Or(map[bool]error{true: ErrEmpty}[format == 0], fmt.Errorf("%w: format %d, this one reads %d", ErrOlderFormat, format, len(steps)))
	}
	for ; format < len(steps); format++ {
		if err := s.migrate(ctx, steps[format], format+1); err != nil {
			return fmt.Errorf("migrate to format %d: %w", format+1, explainOpening(ctx, err))
		}
	}
	return nil
}

// format is the number of the last migration, 0 for an empty database.
func (s *Store) format(ctx context.Context) (format int, err error) {
	foreign := false
	err = s.attempt(ctx, neo4j.AccessModeRead, func(tx neo4j.ManagedTransaction) error {
		err := query(ctx, tx, `MATCH (m:Samband) WHERE m.id STARTS WITH 'migration:' RETURN max(m.number)`, nil, func(values []any) error {
			format = number(values[0])
			return nil
		})
		if err != nil || format > 0 {
			return err
		}
		return query(ctx, tx, `MATCH (n) WHERE NOT n:Samband RETURN true LIMIT 1`, nil, func([]any) error {
			foreign = true
			return nil
		})
	})
	if err == nil && foreign {
		err = ErrForeign
	}
	return format, err
}

// migrate runs the statements of a step, each by itself: schema and data do
// not go into one transaction.
func (s *Store) migrate(ctx context.Context, step string, number int) error {
	script, err := migrations.ReadFile(step)
	if err != nil {
		return err
	}
	s.logger.InfoContext(ctx, "bringing the database up to date", "step", path.Base(step))
	statements := append(strings.SplitAfter(string(script), ";\n"), `CALL db.awaitIndexes(300)`)
	for _, statement := range statements {
		if statement = strings.TrimSpace(statement); statement == "" {
			continue
		}
		err := s.attempt(ctx, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
			return exec(ctx, tx, strings.TrimSuffix(statement, ";"), nil)
		})
		if err != nil {
			return err
		}
	}
	return s.attempt(ctx, neo4j.AccessModeWrite, func(tx neo4j.ManagedTransaction) error {
		return exec(ctx, tx, `MERGE (m:Samband {id: $id}) ON CREATE SET m.number = $number, m.name = $name, m.at = datetime()
			MERGE (s:Samband {id: 'state'}) ON CREATE SET s.generation = 0, s.mentions = 0, s.facts = 0
			MERGE (c:Samband {id: 'commit'}) ON CREATE SET c.announced = 0, c.completed = 0`,
			map[string]any{"id": fmt.Sprintf("migration:%04d", number), "number": number, "name": path.Base(step)})
	})
}
