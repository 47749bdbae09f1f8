package neo4j_test

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// ownServer is a Neo4j of one test, which may stop, kill and start it again.
type ownServer struct {
	config      neo4j.Config
	scripts     string
	environment []string
}

// newServer prepares a server without starting it; settings are variables of
// the scripts. It is stopped and removed when the test ends. Without the
// server of all tests, or in a short run, the test is skipped.
func newServer(t *testing.T, settings ...string) *ownServer {
	t.Helper()
	if os.Getenv(neo4jtest.Server) == "" || testing.Short() {
		t.Skip("starts a Neo4j of its own; run the tests by .ci/engines/neo4j/with.sh go test PACKAGE")
	}
	scripts, err := filepath.Abs("../../.ci/engines/neo4j")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(freePort(t))
	s := &ownServer{
		config:  neo4j.Config{URL: "bolt://127.0.0.1:" + port, Password: "only-for-one-test"},
		scripts: scripts,
		environment: append(os.Environ(), append([]string{
			"NEO4J_BOLT_PORT=" + port, "NEO4J_PASSWORD=only-for-one-test",
			"NEO4J_RUN_DIR=" + filepath.Join(t.TempDir(), "neo4j"), "NEO4J_PAGECACHE=32m",
		}, settings...)...),
	}
	t.Cleanup(func() { s.run(t, context.WithoutCancel(t.Context()), "down.sh", "NEO4J_KILL=1", "NEO4J_PURGE=1") })
	return s
}

func freePort(t *testing.T) int {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func (s *ownServer) run(t *testing.T, ctx context.Context, script string, settings ...string) { //nolint:revive // t comes first in tests
	t.Helper()
	command := exec.CommandContext(ctx, filepath.Join(s.scripts, script))
	command.Env = slices.Concat(s.environment, settings)
	var said bytes.Buffer
	command.Stderr = &said
	if err := command.Run(); err != nil {
		t.Errorf("%s: %v\n%s", script, err, strings.TrimSpace(said.String()))
	}
}

func (s *ownServer) start(t *testing.T, settings ...string) {
	t.Helper()
	s.run(t, t.Context(), "up.sh", settings...)
	if t.Failed() {
		t.FailNow()
	}
}

func (s *ownServer) kill(t *testing.T) {
	t.Helper()
	s.run(t, t.Context(), "down.sh", "NEO4J_KILL=1")
}

func (s *ownServer) stop(t *testing.T) {
	t.Helper()
	s.run(t, t.Context(), "down.sh")
}
