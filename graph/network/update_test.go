package network

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
)

func openStore(t *testing.T) *embedded.Store {
	t.Helper()
	store, err := embedded.Open(t.Context(), embedded.Config{Path: filepath.Join(t.TempDir(), "graph.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func build(t *testing.T, store graph.Store) *Snapshot {
	t.Helper()
	s, err := Build(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// randomBatch states something about few entities, or deletes, or moves
// claims; now and then it leads to another document, stored or not.
func randomBatch(r *rand.Rand) graph.Batch {
	entity := func() string {
		kinds := graph.Kinds()
		return fmt.Sprintf("%s:e%02d", kinds[r.IntN(len(kinds))], r.IntN(9))
	}
	id := fmt.Sprintf("d%02d", r.IntN(20))
	var moves []graph.Assignment
	for range r.IntN(3) {
		move := graph.Assignment{Claim: graph.ClaimID{Document: fmt.Sprintf("d%02d", r.IntN(20)), Index: r.IntN(6)}, Entity: entity()}
		switch r.IntN(4) {
		case 0:
			move.Entity = graph.NoEntity
		case 1:
			move.Called = fmt.Sprintf("Namn %d", r.IntN(3))
		}
		moves = append(moves, move)
	}
	if r.IntN(6) == 0 {
		return graph.Batch{Document: corpus.Document{ID: id}, Delete: true, Reassign: moves}
	}
	var statements []graphtest.Statement
	types := []graph.RelationType{graph.Attended, graph.HasRole, graph.PartOf, graph.Discusses}
	for range r.IntN(8) {
		to := entity()
		switch r.IntN(30) {
		case 0:
			to = fmt.Sprintf("d%02d", r.IntN(40))
		case 1, 2, 3:
			to = id
		case 4:
			to = id + ":0001"
		}
		statements = append(statements, graphtest.Says(entity(), types[r.IntN(len(types))], to))
	}
	batch := graphtest.State(id, statements...)
	batch.Document.Date = fmt.Sprintf("20%02d-01-02", r.IntN(20))
	batch.Document.Revision = strconv.FormatUint(uint64(r.Uint32()), 10)
	batch.Reassign = moves
	for i := range batch.Claims {
		if r.IntN(5) == 0 {
			batch.Claims[i].Mentions = nil
		}
	}
	return batch
}

// same fails where two snapshots differ in anything a question can see.
func same(t *testing.T, got, want *Snapshot) {
	t.Helper()
	got, want = got.compact(), want.compact()
	options := cmp.Options{cmp.AllowUnexported(node{}, origin{}, edges{}, rows{}, ties{}), cmpopts.EquateEmpty()}
	for what, pair := range map[string][2]any{
		"version": {got.version, want.version}, "nodes": {got.nodes, want.nodes}, "origins": {originsOf(got), originsOf(want)}, "kinds": {got.kinds, want.kinds},
		"edges": {got.edges, want.edges}, "degrees": {got.degrees, want.degrees},
		"low ends": {got.stated.low, want.stated.low}, "high ends": {got.stated.high, want.stated.high}, "types": {got.stated.kind, want.stated.kind},
		"ties of each": {lengths(got.stated.first, got.stated.last), lengths(want.stated.first, want.stated.last)},
	} {
		if diff := cmp.Diff(pair[1], pair[0], options); diff != "" {
			t.Fatalf("%s differ (-built +updated):\n%s", what, diff)
		}
	}
}

func originsOf(s *Snapshot) []origin {
	var list []origin
	for n := range s.nodes {
		list = append(list, s.origin(int32(n)))
	}
	return list
}

// TestUpdatesEqualRebuild brings a snapshot along through random batches and
// compares it after each with one that is built anew.
func TestUpdatesEqualRebuild(t *testing.T) {
	updated, rebuilt := 0, 0
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 5))
		store := openStore(t)
		current := build(t, store)
		for range 40 {
			batches := make([]graph.Batch, 1+r.IntN(3))
			for i := range batches {
				batches[i] = randomBatch(r)
			}
			if err := store.Apply(t.Context(), batches...); err != nil {
				t.Fatal(err)
			}
			if r.IntN(3) == 0 {
				continue // several changes at once
			}
			changes, err := store.Changes(t.Context(), current.version)
			if err != nil || changes == nil {
				t.Fatalf("changes since %v: %v, %v", current.version, changes, err)
			}
			before := current.encode()
			next, ok := current.updated(changes)
			if !bytes.Equal(before, current.encode()) {
				t.Fatal("an update changed the snapshot it began with")
			}
			fresh := build(t, store)
			if ok {
				updated++
				same(t, next, fresh)
				current = next
			} else {
				rebuilt++
				current = fresh
			}
		}
	}
	if updated < 100 || rebuilt == 0 {
		t.Errorf("%d updates and %d snapshots built anew: the batches try one way only", updated, rebuilt)
	}
}

// TestUpdateTwice makes two snapshots from the same one.
func TestUpdateTwice(t *testing.T) {
	store := openStore(t)
	if err := store.Apply(t.Context(), graphtest.Society()...); err != nil {
		t.Fatal(err)
	}
	first := build(t, store)
	if err := store.Apply(t.Context(), graphtest.State("new", graphtest.Says("person:p05", graph.Authored, "report:q"))); err != nil {
		t.Fatal(err)
	}
	changes, err := store.Changes(t.Context(), first.version)
	if err != nil {
		t.Fatal(err)
	}
	second, _ := first.updated(changes)
	if err := store.Apply(t.Context(), graphtest.State("newer", graphtest.Says("person:p06", graph.Authored, "report:q"))); err != nil {
		t.Fatal(err)
	}
	if changes, err = store.Changes(t.Context(), first.version); err != nil {
		t.Fatal(err)
	}
	third, _ := first.updated(changes)
	if second == nil || third == nil {
		t.Fatal("an update is refused")
	}
	same(t, third, build(t, store))
	if _, edges := second.Len(); edges != second.compact().edges.live()/2 {
		t.Errorf("the second snapshot has %d edges and counts %d", second.compact().edges.live()/2, edges)
	}
}

func TestFile(t *testing.T) {
	store := openStore(t)
	if err := store.Apply(t.Context(), graphtest.Society()...); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "graph.snapshot")
	want := build(t, store)
	if err := want.save(name); err != nil {
		t.Fatal(err)
	}
	got, err := load(name, store)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, want)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		damage func([]byte) []byte
	}{
		{"a flipped bit", func(b []byte) []byte { b[len(b)/2] ^= 4; return b }},
		{"cut off", func(b []byte) []byte { return b[:len(b)-9] }},
		{"empty", func([]byte) []byte { return nil }},
		{"another file", func([]byte) []byte { return []byte("SQLite format 3") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			damaged := filepath.Join(t.TempDir(), "graph.snapshot")
			if err := os.WriteFile(damaged, c.damage(bytes.Clone(data)), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := load(damaged, store); !errors.Is(err, errDamaged) {
				t.Errorf("got %v, want errDamaged", err)
			}
			live, err := NewLive(Config{Store: store, File: damaged})
			if err != nil {
				t.Fatal(err)
			}
			s, err := live.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			same(t, s, want)
			if s, err = load(damaged, store); err != nil {
				t.Fatalf("the damaged file is not replaced: %v", err)
			}
			same(t, s, want)
		})
	}
}

// TestLive follows a store through restarts.
func TestLive(t *testing.T) {
	store := openStore(t)
	name := filepath.Join(t.TempDir(), "graph.snapshot")
	for i := range 3 {
		live, err := NewLive(Config{Store: store, File: name})
		if err != nil {
			t.Fatal(err)
		}
		for j := range 3 {
			s, err := live.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			again, err := live.Snapshot(t.Context())
			if err != nil || again != s {
				t.Errorf("nothing has changed, but the snapshot has (%v)", err)
			}
			same(t, s, build(t, store))
			batch := graphtest.State(fmt.Sprint("d", i, j), graphtest.Says(fmt.Sprint("person:p", j), graph.HasRole, "organisation:o"))
			if err := store.Apply(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := live.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := live.Close(); err != nil {
			t.Fatal(err)
		}
		kept, err := load(name, store)
		if err != nil {
			t.Fatal(err)
		}
		same(t, kept, build(t, store))
	}
}

// TestLiveWhileWritten asks from several sides while documents arrive. What an
// older snapshot answers stays the same.
func TestLiveWhileWritten(t *testing.T) {
	store := openStore(t)
	if err := store.Apply(t.Context(), graphtest.Society()...); err != nil {
		t.Fatal(err)
	}
	live, err := NewLive(Config{Store: store})
	if err != nil {
		t.Fatal(err)
	}
	first, err := live.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := first.encode()
	done := make(chan struct{})
	var asking sync.WaitGroup
	for range 3 {
		asking.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				s, err := live.Snapshot(t.Context())
				if err == nil {
					_, err = s.Paths(t.Context(), "person:p00", "person:p02", PathOptions{})
				}
				if err == nil {
					_, _, err = first.Groups(t.Context(), GroupOptions{})
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 30 {
		batch := graphtest.State(fmt.Sprint("d", i%7), graphtest.Says(fmt.Sprint("person:p0", i%10), graph.HasRole, fmt.Sprint("organisation:", i)))
		if err := store.Apply(t.Context(), batch); err != nil {
			t.Error(err)
		}
	}
	close(done)
	asking.Wait()
	if !bytes.Equal(before, first.encode()) {
		t.Error("the first snapshot has changed")
	}
	last, err := live.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, last, build(t, store))
}

// FuzzDecode feeds the reader of snapshots what is none: no panic, and an
// error or a snapshot that renders again.
func FuzzDecode(f *testing.F) {
	s := &Snapshot{nodes: []node{{id: "d", name: "Årsmöte"}, {id: "person:a", name: "Anna"}}, loose: map[string]bool{"x": true}, origins: origins{[]uint32{1, 0}, []origin{{}, {"2021-05-03", "arkiv"}}}}
	s.number()
	s.stated = tiesByDocument([]tie{{0, 1, 0, 3}}, 2)
	s.edges = arrange(s.stated.all(), 2)
	s.measure()
	whole := s.encode()
	f.Add(whole[:len(whole)-checksumSize])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := decode(data)
		if err != nil {
			return
		}
		again := got.encode()
		if !bytes.Equal(again[:len(again)-checksumSize], data) {
			t.Error("what was read renders otherwise")
		}
	})
}

// TestStatedKinds holds the constant to what it means.
func TestStatedKinds(t *testing.T) {
	for i, kind := range graph.RelationTypes() {
		if want := kind != graph.MentionedIn && kind != graph.Related; statedKinds.has(uint8(i)) != want {
			t.Errorf("%s is number %d: stated %v, want %v", kind, i, !want, want)
		}
	}
}
