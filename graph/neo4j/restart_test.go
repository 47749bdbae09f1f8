package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
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

func TestMain(m *testing.M) {
	os.Exit(graphtest.Main(m.Run, func(ctx context.Context, place string) (graph.Store, error) {
		return neo4j.Open(ctx, neo4j.Config{URL: place, Password: os.Getenv(neo4jtest.Password)})
	}))
}

func TestKilledWriter(t *testing.T) {
	config := neo4jtest.Config(t)
	graphtest.RunKilled(t, config.URL, func(t *testing.T) graph.Store {
		t.Helper()
		return open(t, config)
	})
}
