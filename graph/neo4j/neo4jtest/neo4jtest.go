// Package neo4jtest gives tests a real Neo4j server, which "make test" starts,
// and keeps them off one another: a server of the Community edition has one
// database only.
package neo4jtest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gofrs/flock"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph/neo4j"
)

// Server and Password name the environment variables with the address of a
// server that tests may wipe and the password of its user "neo4j".
const (
	Server   = "SAMBAND_TEST_NEO4J"
	Password = "SAMBAND_TEST_NEO4J_PASSWORD" //nolint:gosec // the name of one
)

// Config returns an empty database, which the test has to itself, among all
// processes, until it ends. Without a server the test is skipped.
func Config(tb testing.TB) neo4j.Config {
	tb.Helper()
	address := os.Getenv(Server)
	if address == "" {
		tb.Skipf("%s is not set, so there is no Neo4j to test on; run the tests by .ci/engines/neo4j/with.sh go test PACKAGE", Server)
	}
	lock := flock.New(filepath.Join(os.TempDir(), "samband-test-neo4j.lock"))
	if err := lock.Lock(); err != nil {
		tb.Fatalf("wait for the Neo4j server: %v", err)
	}
	tb.Cleanup(func() { _ = lock.Unlock() })
	config := neo4j.Config{URL: address, Password: os.Getenv(Password)}
	Wipe(tb, config)
	return config
}

// Wipe removes all nodes.
func Wipe(tb testing.TB, config neo4j.Config) {
	tb.Helper()
	Ask(tb, config, `MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS`, nil)
}

// Ask runs a query without Samband, in a transaction that commits itself, and
// returns the values of its records.
func Ask(tb testing.TB, config neo4j.Config, query string, parameters map[string]any) [][]any {
	tb.Helper()
	d, err := driver.NewDriverWithContext(config.URL, driver.BasicAuth("neo4j", config.Password, ""))
	if err != nil {
		tb.Fatal(err)
	}
	defer d.Close(tb.Context()) //nolint:errcheck // nothing to lose
	session := d.NewSession(tb.Context(), driver.SessionConfig{})
	defer session.Close(tb.Context()) //nolint:errcheck // nothing to lose
	result, err := session.Run(tb.Context(), query, parameters)
	if err != nil {
		tb.Fatalf("%s: %v", query, err)
	}
	records, err := result.Collect(tb.Context())
	if err != nil {
		tb.Fatalf("%s: %v", query, err)
	}
	values := make([][]any, len(records))
	for i, record := range records {
		values[i] = record.Values
	}
	return values
}
