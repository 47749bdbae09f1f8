package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// soon is what a user is asked to wait for bad news.
const soon = 5 * time.Second

// refused opens a database that must not open, and returns why.
func refused(t *testing.T, config neo4j.Config) error {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), soon)
	defer stop()
	store, err := neo4j.Open(ctx, config)
	if err == nil {
		_ = store.Close()
		t.Fatal("the database opened")
	}
	if ctx.Err() != nil {
		t.Errorf("not within %s: %v", soon, err)
	}
	return err
}

func TestAddresses(t *testing.T) {
	for name, c := range map[string]struct{ url, says string }{
		"no scheme":         {"localhost:7687", "want neo4j://"},
		"another scheme":    {"https://localhost", "want neo4j://"},
		"no host":           {"neo4j://", "want neo4j://"},
		"a password":        {"neo4j://a:hemligt@localhost", "a password has no place"},
		"no address at all": {"", "want neo4j://"},
	} {
		t.Run(name, func(t *testing.T) {
			err := refused(t, neo4j.Config{URL: c.url})
			if !errors.Is(err, neo4j.ErrURL) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want ErrURL saying %q", err, c.says)
			}
			if strings.Contains(err.Error(), "hemligt") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	right := neo4jtest.Config(t)
	for _, c := range []struct {
		name   string
		change func(*neo4j.Config)
		want   error
	}{
		{"wrong password", func(c *neo4j.Config) { c.Password = "fel lösenord" }, neo4j.ErrPassword},
		{"wrong user", func(c *neo4j.Config) { c.URL = strings.Replace(c.URL, "://", "://nobody@", 1) }, neo4j.ErrPassword},
		{"nobody listens", func(c *neo4j.Config) { c.URL = fmt.Sprintf("bolt://127.0.0.1:%d", freePort(t)) }, neo4j.ErrUnreachable},
		{"nobody answers", func(c *neo4j.Config) { c.URL = "bolt://192.0.2.1" }, neo4j.ErrUnreachable}, // RFC 5737: leads nowhere
		{"no such host", func(c *neo4j.Config) { c.URL = "neo4j://samband.invalid" }, neo4j.ErrUnreachable},
		{"TLS where there is none", func(c *neo4j.Config) { c.URL = strings.Replace(c.URL, "bolt://", "bolt+s://", 1) }, neo4j.ErrUnreachable},
		{"no such database", func(c *neo4j.Config) { c.Database = "kommuner" }, neo4j.ErrDatabase},
		{"nothing to read yet", func(c *neo4j.Config) { c.ReadOnly = true }, neo4j.ErrEmpty},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := right
			c.change(&config)
			if err := refused(t, config); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestUserInAddress(t *testing.T) {
	config := neo4jtest.Config(t)
	config.URL = strings.Replace(config.URL, "bolt://", "neo4j://neo4j@", 1)
	if err := open(t, config).Close(); err != nil {
		t.Error(err)
	}
}

func TestForeignDatabase(t *testing.T) {
	config := neo4jtest.Config(t)
	neo4jtest.Ask(t, config, `CREATE (:Recept {namn: 'semlor'})`, nil)
	if err := refused(t, config); !errors.Is(err, neo4j.ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
	left := neo4jtest.Ask(t, config, `MATCH (n) RETURN labels(n)[0]`, nil)
	if len(left) != 1 || left[0][0] != "Recept" {
		t.Errorf("the database now holds %v", left)
	}
}

func TestFormats(t *testing.T) {
	config := neo4jtest.Config(t)
	if err := open(t, config).Close(); err != nil {
		t.Fatal(err)
	}
	if err := open(t, config).Close(); err != nil { // nothing to migrate
		t.Fatal(err)
	}
	neo4jtest.Ask(t, config, `CREATE (:Samband {id: 'migration:9999', number: 9999})`, nil)
	if err := refused(t, config); !errors.Is(err, neo4j.ErrNewerFormat) {
		t.Errorf("got %v, want ErrNewerFormat", err)
	}
}

// TestInterruptedMigration finds the indexes of a migration that was cut short
// before it was recorded.
func TestInterruptedMigration(t *testing.T) {
	config := neo4jtest.Config(t)
	if err := open(t, config).Close(); err != nil {
		t.Fatal(err)
	}
	neo4jtest.Ask(t, config, `MATCH (m:Samband) WHERE m.id STARTS WITH 'migration:' DELETE m`, nil)
	store := open(t, config)
	defer store.Close()
	if err := store.Apply(t.Context(), document("a")); err != nil {
		t.Error(err)
	}
}

// document is a document that speaks of a person.
func document(id string) graph.Batch {
	return graph.Batch{
		Document: corpus.Document{ID: id, Revision: "1", Title: id},
		Claims: []graph.Claim{{
			Kind: graph.Person, Name: "Åsa Ek", Entity: "person:asa-ek", Keys: []string{"name:åsa ek"},
			Mentions: []graph.ClaimMention{{Span: corpus.Span{Start: 0, End: 7}, Text: "Åsa Ek", Method: "list", Confidence: 1}},
		}},
	}
}

func TestReadOnlyStore(t *testing.T) {
	config := neo4jtest.Config(t)
	writer := open(t, config)
	defer writer.Close()
	if err := writer.Apply(t.Context(), document("a")); err != nil {
		t.Fatal(err)
	}
	config.ReadOnly = true
	reader := open(t, config)
	defer reader.Close()
	if stats, err := reader.Stats(t.Context()); err != nil || stats.Documents != 1 {
		t.Errorf("read %+v, %v", stats, err)
	}
	if err := reader.Apply(t.Context(), document("b")); !errors.Is(err, neo4j.ErrReadOnly) {
		t.Errorf("write: %v, want ErrReadOnly", err)
	}
}

func TestTwoWriters(t *testing.T) {
	config := neo4jtest.Config(t)
	first, second := open(t, config), open(t, config)
	defer first.Close()
	defer second.Close()
	if err := first.Apply(t.Context(), document("a")); err != nil {
		t.Fatal(err)
	}
	if err := second.Apply(t.Context(), document("b")); !errors.Is(err, graph.ErrLocked) {
		t.Errorf("the second writer got %v, want ErrLocked", err)
	}
	if err := first.Apply(t.Context(), document("c")); err != nil {
		t.Errorf("the first writer is disturbed: %v", err)
	}
	third := open(t, config)
	defer third.Close()
	if err := third.Apply(t.Context(), document("d")); err != nil {
		t.Errorf("a new writer: %v", err)
	}
}

func TestDatabaseThatMayOnlyBeRead(t *testing.T) {
	server := newServer(t)
	server.start(t)
	store := open(t, server.config)
	if err := store.Apply(t.Context(), document("a")); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	server.stop(t)
	server.start(t, "NEO4J_READ_ONLY=true")
	reading := server.config
	reading.ReadOnly = true
	reader := open(t, reading)
	defer reader.Close()
	if stats, err := reader.Stats(t.Context()); err != nil || stats.Documents != 1 {
		t.Errorf("read %+v, %v", stats, err)
	}
	if err := refused(t, server.config); !errors.Is(err, neo4j.ErrReadOnly) {
		t.Errorf("open for writing: %v, want ErrReadOnly", err)
	}
}

func TestOldServer(t *testing.T) {
	server := newServer(t, "NEO4J_VERSION=5.25.1")
	server.start(t)
	if err := refused(t, server.config); !errors.Is(err, neo4j.ErrVersion) || !strings.Contains(err.Error(), "5.25.1") {
		t.Errorf("got %v, want ErrVersion and the version", err)
	}
}

// TestTooLarge writes more at once than a server with little memory takes, and
// then less.
func TestTooLarge(t *testing.T) {
	server := newServer(t, "NEO4J_TRANSACTIONS=16m")
	server.start(t)
	store := open(t, server.config)
	defer store.Close()
	maker := graphtest.NewMaker(1)
	if err := store.Apply(t.Context(), maker.Batches(500)...); !errors.Is(err, neo4j.ErrTooLarge) {
		t.Errorf("a large write: %v, want ErrTooLarge", err)
	}
	if stats, err := store.Stats(t.Context()); err != nil || stats.Documents != 0 || stats.Generation != 0 {
		t.Errorf("the large write left %+v, %v", stats, err)
	}
	if err := store.Apply(t.Context(), maker.Batches(20)...); err != nil {
		t.Errorf("a small write: %v", err)
	}
}
