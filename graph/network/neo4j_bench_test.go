package network_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/neo4j"
	"github.com/samband/samband/graph/neo4j/neo4jtest"
	"github.com/samband/samband/graph/network"
	"github.com/samband/samband/graph/query"
)

// What both stores are given: a tenth of the made-up library.
const (
	sharedDocuments = 4000
	sharedGroup     = 500 // documents written together
	askedOften      = 100 // times each question is asked, each time about something else
)

// BenchmarkStores asks the embedded store and a real Neo4j the same questions
// about the same documents, and fails where they answer differently. It needs
// a server that tests may wipe, see neo4jtest.
func BenchmarkStores(b *testing.B) {
	config := neo4jtest.Config(b)
	stores := []struct {
		name string
		open func() (graph.Store, error)
		ask  func(query string, parameters map[string]any) // in the store's own language; nil where it has none
	}{
		{"embedded", func() (graph.Store, error) {
			return embedded.Open(b.Context(), embedded.Config{Path: filepath.Join(b.TempDir(), "graph.db")})
		}, nil},
		{"neo4j", func() (graph.Store, error) { return neo4j.Open(b.Context(), config) }, cypher(b, config)},
	}
	var answers []any
	for _, s := range stores {
		store, err := s.open()
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			if err := store.Close(); err != nil {
				b.Error(err)
			}
		})
		b.Run(s.name+"/ingest", func(b *testing.B) { ingest(b, store) })
		asked := asking(b, store)
		b.Run(s.name, func(b *testing.B) { asked.run(b, s.ask) })
		answers = append(answers, asked.answers())
	}
	if diff := cmp.Diff(answers[0], answers[1], cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(network.Member{})); diff != "" {
		b.Errorf("the stores answer differently:\n%s", diff)
	}
}

// ingest writes the documents once, however often the benchmark asks to.
func ingest(b *testing.B, store graph.Store) {
	b.Helper()
	maker := graphtest.NewMaker(1)
	began, took := time.Now(), time.Duration(0)
	for b.Loop() {
		if took > 0 {
			continue
		}
		for written := 0; written < sharedDocuments; written += sharedGroup {
			if err := store.Apply(b.Context(), maker.Batches(sharedGroup)...); err != nil {
				b.Fatal(err)
			}
		}
		took = time.Since(began)
	}
	b.ReportMetric(float64(sharedDocuments*graphtest.MadeRelations)/took.Seconds(), "relations/s")
}

// cypher returns a way to ask Neo4j without Samband.
func cypher(b *testing.B, config neo4j.Config) func(string, map[string]any) {
	b.Helper()
	d, err := driver.NewDriverWithContext(config.URL, driver.BasicAuth("neo4j", config.Password, ""))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close(context.WithoutCancel(b.Context())) })
	return func(text string, parameters map[string]any) {
		if _, err := driver.ExecuteQuery(b.Context(), d, text, parameters, driver.EagerResultTransformer); err != nil {
			b.Fatal(err)
		}
	}
}

// questions are what both stores are asked.
type questions struct {
	tb       testing.TB
	store    graph.Store
	snapshot *network.Snapshot
	ids      []string
}

// asking prepares questions about known people and organisations.
func asking(tb testing.TB, store graph.Store) *questions {
	tb.Helper()
	snapshot, err := network.Build(tb.Context(), store)
	if err != nil {
		tb.Fatal(err)
	}
	central, err := snapshot.Central(tb.Context(), network.CentralOptions{Limit: 1000, Samples: 1})
	if err != nil {
		tb.Fatal(err)
	}
	q := &questions{tb: tb, store: store, snapshot: snapshot}
	for i := range askedOften + 1 {
		q.ids = append(q.ids, central[i*len(central)/(askedOften+1)].Node.ID)
	}
	return q
}

func (q *questions) run(b *testing.B, ask func(string, map[string]any)) {
	b.Helper()
	stated := slices.DeleteFunc(graph.RelationTypes(), func(kind graph.RelationType) bool {
		return kind == graph.MentionedIn || kind == graph.Related
	})
	names := make([]string, len(stated))
	for i, kind := range stated {
		names[i] = string(kind)
	}
	types := strings.Join(names, "|")
	for _, c := range []struct {
		name   string
		ask    func(a, b string)
		cypher string
	}{
		{"neighbours with evidence", func(a, _ string) { q.neighbours(a) }, ""},
		{"facts of a document", func(a, _ string) { q.facts(a) }, ""},
		{
			"two hops", func(a, _ string) { q.around(a) },
			`MATCH (a {id: $a})-[:` + types + `]-()-[:` + types + `]-(b) RETURN count(DISTINCT b)`,
		},
		{"best evidenced path", func(a, b string) { q.paths(a, b, false) }, ""},
		{
			"fewest hops", func(a, b string) { q.paths(a, b, true) },
			`MATCH (a:Entity {id: $a}), (b:Entity {id: $b}), p = shortestPath((a)-[:` + types + `*..6]-(b)) RETURN p`,
		},
	} {
		b.Run(c.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				c.ask(q.ids[i%askedOften], q.ids[i%askedOften+1])
			}
		})
		if ask == nil || c.cypher == "" {
			continue
		}
		b.Run(c.name+" in Cypher", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				ask(c.cypher, map[string]any{"a": q.ids[i%askedOften], "b": q.ids[i%askedOften+1]})
			}
		})
	}
	b.Run("one more document", func(b *testing.B) {
		maker := graphtest.NewMaker(2)
		for i := 0; b.Loop(); i++ {
			batch := maker.Batches(1)[0]
			batch.Document.ID = "more"
			for j := range batch.Facts {
				if batch.Facts[j].To.Node != "" {
					batch.Facts[j].To.Node = "more"
				}
			}
			for j := range batch.Passages {
				batch.Passages[j].ID = strings.Replace(batch.Passages[j].ID, "document-", "more-", 1)
			}
			if err := q.store.Apply(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
		}
		if err := q.store.Apply(b.Context(), graph.Batch{Document: graphtest.State("more").Document, Delete: true}); err != nil {
			b.Fatal(err)
		}
	})
}

func (q *questions) neighbours(id string) []query.Neighbour {
	found, err := query.Neighbours(q.tb.Context(), q.store, id, query.NeighbourOptions{Window: query.Window{Limit: 20}})
	q.check(err)
	return found.Items
}

func (q *questions) facts(id string) []graph.Relation {
	var found []graph.Relation
	document := "document-00" + id[len(id)-2:] + "00"
	for relation, err := range q.store.Relations(q.tb.Context(), graph.RelationFilter{Document: document}) {
		q.check(err)
		found = append(found, relation)
	}
	return found
}

func (q *questions) around(id string) network.Around {
	found, err := q.snapshot.Around(q.tb.Context(), id, network.AroundOptions{Hops: 2, Limit: 1})
	q.check(err)
	return found
}

func (q *questions) paths(from, to string, fewest bool) []network.Path {
	found, err := q.snapshot.Paths(q.tb.Context(), from, to, network.PathOptions{K: 1, Fewest: fewest})
	q.check(err)
	return found
}

func (q *questions) check(err error) {
	q.tb.Helper()
	if err != nil {
		q.tb.Fatal(err)
	}
}

// answers are those to every question, asked of a snapshot of what is stored
// now.
func (q *questions) answers() []any {
	snapshot, err := network.Build(q.tb.Context(), q.store)
	q.check(err)
	q.snapshot = snapshot
	groups, _, err := snapshot.Groups(q.tb.Context(), network.GroupOptions{})
	q.check(err)
	central, err := snapshot.Central(q.tb.Context(), network.CentralOptions{Limit: 100})
	q.check(err)
	list := []any{groups, central}
	for i := range 20 {
		from, to := q.ids[i], q.ids[i+1]
		list = append(list, q.neighbours(from), q.facts(from), q.around(from), q.paths(from, to, false), q.paths(from, to, true))
	}
	return list
}
