package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
)

// group is the n-th write: twenty documents, of which half are those of the
// write before.
func group(n int) []graph.Batch {
	var batches []graph.Batch
	for i := range 20 {
		b := document(fmt.Sprintf("d%04d", 10*n+i))
		b.Document.Title = strconv.Itoa(n)
		b.Claims = append(b.Claims, graph.Claim{
			Kind: graph.Organisation, Name: "Nämnden " + strconv.Itoa(i), Entity: "organisation:namnden-" + strconv.Itoa(i),
		})
		b.Facts = []graph.Fact{{
			Type: graph.AffiliatedWith, From: graph.End{Claim: 0}, To: graph.End{Claim: 1},
			Evidence: []corpus.Evidence{{Span: corpus.Span{Start: n, End: n + 4}, Quote: "i " + strconv.Itoa(n), Method: "rule", Confidence: .5}},
		}}
		batches = append(batches, b)
	}
	return batches
}

// TestServerRestarts kills, stops and starts the server again and again while
// a writer writes. The writer waits, and what it wrote is there once.
func TestServerRestarts(t *testing.T) {
	server := newServer(t)
	server.start(t)
	var waited atomic.Int32
	server.config.Logger = slog.New(counting{&waited})
	store := open(t, server.config)
	defer store.Close()

	const rounds = 2
	var written atomic.Int32
	stop := make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				failed <- nil
				return
			default:
			}
			if err := store.Apply(t.Context(), group(n)...); err != nil {
				failed <- fmt.Errorf("write %d: %w", n, err)
				return
			}
			written.Add(1)
		}
	}()
	for round := range rounds {
		progress(t, &written, failed)
		if round == 1 {
			server.stop(t)
		} else {
			server.kill(t)
		}
		server.start(t)
	}
	progress(t, &written, failed)
	close(stop)
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	if waited.Load() == 0 {
		t.Error("the log does not tell that the writer waited")
	}
	want := graphtest.NewReference()
	for n := range int(written.Load()) {
		if err := want.Apply(t.Context(), group(n)...); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Same(t, store, want)
	stats, err := store.Stats(t.Context())
	if err != nil || stats.Generation != uint64(written.Load()) {
		t.Errorf("generation %d after %d writes, %v", stats.Generation, written.Load(), err)
	}
	t.Logf("%d writes through %d restarts, %d pauses", written.Load(), rounds, waited.Load())
}

// progress waits until some more writes are done.
func progress(t *testing.T, written *atomic.Int32, failed chan error) {
	t.Helper()
	for goal := written.Load() + 5; written.Load() < goal; {
		select {
		case err := <-failed:
			t.Fatal(err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// counting is a log that counts warnings.
type counting struct{ warnings *atomic.Int32 }

func (counting) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
func (c counting) WithAttrs([]slog.Attr) slog.Handler             { return c }
func (c counting) WithGroup(string) slog.Handler                  { return c }
func (c counting) Handle(context.Context, slog.Record) error {
	c.warnings.Add(1)
	return nil
}

// TestImpatience gives up on a server that does not come back.
func TestImpatience(t *testing.T) {
	server := newServer(t)
	server.start(t)
	server.config.Patience = time.Second
	store := open(t, server.config)
	defer store.Close()
	server.kill(t)
	err := store.Apply(t.Context(), document("a"))
	if err == nil || !strings.Contains(err.Error(), "write graph") {
		t.Errorf("write without a server: %v", err)
	}
	if _, err := store.Stats(t.Context()); !errors.Is(err, neo4j.ErrUnreachable) {
		t.Errorf("read without a server: %v, want ErrUnreachable", err)
	}
}

// childOf in the environment makes the test binary write to that server until
// it is killed.
const childOf = "NEO4J_TEST_CHILD"

func TestMain(m *testing.M) {
	if address := os.Getenv(childOf); address != "" {
		fmt.Fprintln(os.Stderr, writeForEver(context.Background(), neo4j.Config{URL: address, Password: os.Getenv(neo4jtest.Password)}))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForEver reports the number of each write on a line once it is durable.
func writeForEver(ctx context.Context, config neo4j.Config) error {
	store, err := neo4j.Open(ctx, config)
	if err != nil {
		return err
	}
	stats, err := store.Stats(ctx)
	if err != nil {
		return err
	}
	for n := int(stats.Generation); ; n++ { //nolint:gosec // a few writes
		if err := store.Apply(ctx, group(n)...); err != nil {
			return err
		}
		if _, err := fmt.Println(n); err != nil {
			return err
		}
	}
}

// TestKilledWriter kills a writing process at random moments. What it reported
// is there, nothing twice and no part of a write; and the next writer is not
// kept waiting.
func TestKilledWriter(t *testing.T) {
	config := neo4jtest.Config(t)
	for round := range 6 {
		reported := writeAndKill(t, config, time.Duration(40*round)*time.Millisecond)
		store := open(t, config)
		stats, err := store.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		writes := int(stats.Generation) //nolint:gosec // a few writes
		if writes < reported+1 || writes > reported+2 {
			t.Errorf("round %d: %d writes are there; number %d was reported last", round, writes, reported)
		}
		want := graphtest.NewReference()
		for n := range writes {
			if err := want.Apply(t.Context(), group(n)...); err != nil {
				t.Fatal(err)
			}
		}
		graphtest.Same(t, store, want)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// writeAndKill returns the number of the last write that was reported.
func writeAndKill(t *testing.T, config neo4j.Config, after time.Duration) (reported int) {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), executable)
	child.Env = append(os.Environ(), childOf+"="+config.URL)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	reported = -1
	for {
		var n int
		if _, err := fmt.Fscanln(out, &n); err != nil {
			break
		}
		if reported = n; timer == nil { // the first write is done: the others may be cut
			timer = time.AfterFunc(after, func() { _ = child.Process.Kill() })
		}
	}
	if err := child.Wait(); err == nil || reported < 0 {
		t.Fatalf("the child wrote up to %d and ended: %v", reported, err)
	}
	return reported
}
