package neo4j_test

import (
	"os"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j"
)

// The server that the tests may wipe, and its password.
const (
	serverVariable   = "SAMBAND_TEST_NEO4J"
	passwordVariable = "SAMBAND_TEST_NEO4J_PASSWORD"
)

// server returns the configuration of the test server.
func server(t testing.TB) neo4j.Config {
	t.Helper()
	address := os.Getenv(serverVariable)
	if address == "" {
		t.Skipf("%s names no Neo4j server that may be wiped: run make test, or .ci/engines/neo4j/neo4j-up.sh and set it to the address that this prints", serverVariable)
	}
	return neo4j.Config{URL: address, Password: os.Getenv(passwordVariable)}
}

// wipe removes all nodes.
func wipe(t testing.TB, config neo4j.Config) {
	t.Helper()
	ask(t, config, `MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS`, nil)
}

// ask runs a query on the test server without Samband.
func ask(t testing.TB, config neo4j.Config, query string, parameters map[string]any) [][]any {
	t.Helper()
	d, err := driver.NewDriverWithContext(config.URL, driver.BasicAuth("neo4j", config.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	session := d.NewSession(t.Context(), driver.SessionConfig{})
	defer session.Close(t.Context())
	result, err := session.Run(t.Context(), query, parameters)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	records, err := result.Collect(t.Context())
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	values := make([][]any, len(records))
	for i, record := range records {
		values[i] = record.Values
	}
	return values
}

func open(t testing.TB, config neo4j.Config) *neo4j.Store {
	t.Helper()
	store, err := neo4j.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// TestStore gives every test of the suite the whole database, wiped when the
// suite names a directory for the first time.
func TestStore(t *testing.T) {
	config := server(t)
	known := map[string]bool{}
	graphtest.Run(t, func(t *testing.T, dir string) graph.Store {
		t.Helper()
		if !known[dir] {
			wipe(t, config)
			known[dir] = true
		}
		return open(t, config)
	})
}
