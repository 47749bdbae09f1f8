package network

import (
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// What the benchmarks read: a hundred thousand entities and a million
// relations.
const (
	benchDocuments = 40_000
	benchGroup     = 512 // documents written together, as ingest does
)

// BenchmarkLibrary asks a made-up library of a hundred thousand entities and a
// million relations. Every yardstick is measured in the same run.
func BenchmarkLibrary(b *testing.B) {
	store := benchStore(b)
	maker, began := graphtest.NewMaker(1), time.Now()
	for written := 0; written < benchDocuments; written += benchGroup {
		if err := store.Apply(b.Context(), maker.Batches(min(benchGroup, benchDocuments-written))...); err != nil {
			b.Fatal(err)
		}
	}
	took := time.Since(began)
	b.Run("write", func(b *testing.B) {
		for b.Loop() { // written already, once
		}
		b.ReportMetric(float64(benchDocuments*graphtest.MadeRelations)/took.Seconds(), "relations/s")
	})
	benchmarkSnapshot(b, store)
}

// BenchmarkInterpellations asks 15,174 real documents the same. It needs the
// shared data, see sharedData.
func BenchmarkInterpellations(b *testing.B) {
	packed, err := os.Open(filepath.Join(sharedData(b), "retrieval", "interpellations.jsonl.gz"))
	if err != nil {
		b.Skip(err)
	}
	defer packed.Close()
	lines, err := gzip.NewReader(packed)
	if err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(b.TempDir(), "interpellations.jsonl")
	file, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(file, lines); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	l := ingesttest.Open(b, b.TempDir(), runtime.NumCPU())
	l.Run(b, ingest.Job{Files: source.New(source.Config{}).Files(b.Context(), name)})
	benchmarkSnapshot(b, l.Store)
}

// sharedData returns the folder of shared data: "data" in SAMBAND_SHARED.
func sharedData(b *testing.B) string {
	b.Helper()
	folder := os.Getenv("SAMBAND_SHARED")
	if folder == "" {
		b.Skip("no shared data: SAMBAND_SHARED is not set")
	}
	return filepath.Join(folder, "data")
}

func benchStore(b *testing.B) *embedded.Store {
	b.Helper()
	store, err := embedded.Open(b.Context(), embedded.Config{Path: filepath.Join(b.TempDir(), "graph.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	return store
}

// benchmarkSnapshot measures all that a snapshot of a store is for.
func benchmarkSnapshot(b *testing.B, store *embedded.Store) {
	b.Helper()
	s, err := Build(b.Context(), store)
	if err != nil {
		b.Fatal(err)
	}
	nodes, edges := s.Len()
	size := float64(s.size())
	name := filepath.Join(b.TempDir(), "graph.snapshot")
	if err := s.save(name); err != nil {
		b.Fatal(err)
	}
	b.Run("build", func(b *testing.B) {
		timed(b, func() error {
			_, err := Build(b.Context(), store)
			return err
		})
		b.ReportMetric(size/float64(edges), "bytes/relation")
		b.ReportMetric(float64(nodes), "nodes")
		b.ReportMetric(float64(edges), "relations")
	})
	b.Run("open", func(b *testing.B) { benchmarkOpen(b, store, name) })
	b.Run("two hops", func(b *testing.B) { benchmarkHops(b, s) })
	for _, c := range []struct {
		name    string
		options PathOptions
	}{{"best path", PathOptions{K: 1}}, {"three paths", PathOptions{K: 3}}, {"fewest hops", PathOptions{K: 1, Fewest: true}}} {
		b.Run(c.name, func(b *testing.B) { benchmarkPaths(b, s, c.options) })
	}
	b.Run("groups", func(b *testing.B) {
		timed(b, func() error {
			_, _, err := s.Groups(b.Context(), GroupOptions{})
			return err
		})
	})
	b.Run("label propagation", func(b *testing.B) {
		timed(b, func() error {
			propagate(s.part(&Filter{}))
			return nil
		})
	})
	b.Run("central", func(b *testing.B) {
		timed(b, func() error {
			_, err := s.Central(b.Context(), CentralOptions{})
			return err
		})
	})
	b.Run("update", func(b *testing.B) { benchmarkUpdate(b, store, name) })
}

// size is how many bytes the arrays and texts of a snapshot as built take.
func (s *Snapshot) size() (bytes int) {
	const word, header = 4, 32 // of a number, and of the two texts of a node
	for i := range s.nodes {
		bytes += header + len(s.nodes[i].id) + len(s.nodes[i].name)
	}
	for _, r := range []*rows{&s.edges.stated, &s.edges.mentioned} {
		bytes += word * (cap(r.first) + cap(r.targets) + cap(r.labels))
	}
	t := &s.stated
	bytes += word*(cap(t.first)+cap(t.low)+cap(t.high)) + cap(t.kind)
	return bytes + word*(cap(s.origins.of)+cap(s.order)+cap(s.degrees)) + cap(s.kinds)
}

// benchmarkOpen starts from the file and answers that nothing has changed.
func benchmarkOpen(b *testing.B, store graph.Store, name string) {
	b.Helper()
	timed(b, func() error {
		live, err := NewLive(Config{Store: store, File: name})
		if err != nil {
			return err
		}
		_, err = live.Snapshot(b.Context())
		return err
	})
}

// timed reports how long a call takes.
func timed(b *testing.B, call func() error) {
	b.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took watch
	for b.Loop() {
		took.start()
		if err := call(); err != nil {
			b.Fatal(err)
		}
		took.stop()
	}
	took.report(b)
}

// known returns nodes that some relations lead to, drawn by how many do: what
// people ask about is known.
func known(s *Snapshot, count int) []int32 {
	r := rand.New(rand.NewPCG(3, 4))
	list := make([]int32, 0, count)
	for len(list) < count {
		targets, _ := s.edges.stated.row(s.order[r.IntN(len(s.order))])
		for len(targets) > 0 {
			n := targets[r.IntN(len(targets))]
			if kind := s.nodes[n].seen().Kind; s.degrees[n] > 0 && (kind == graph.Person || kind == graph.Organisation) {
				list = append(list, n)
			}
			break
		}
	}
	return list
}

// benchmarkHops counts what lies within two hops, beside a walk over nothing
// but two arrays that hold the same edges.
func benchmarkHops(b *testing.B, s *Snapshot) {
	b.Helper()
	first, targets := bare(s)
	starts := known(s, 1000)
	search := s.newSearch(b.Context(), &PathOptions{})
	search.hops = 2
	var list, queue []int32
	seen := make([]uint32, len(s.nodes))
	found, reached, at := 0, 0, 0
	var ours, yardstick time.Duration
	for b.Loop() {
		search.source, search.target = starts[at%len(starts)], starts[at%len(starts)]
		at++
		begin := time.Now()
		list = search.reach(list[:0])
		ours += time.Since(begin)
		found += len(list)
		begin = time.Now()
		queue = walk(first, targets, seen, uint32(at), search.source, queue[:0])
		yardstick += time.Since(begin)
		reached += len(queue)
	}
	if found != reached {
		b.Fatalf("%d nodes within two hops, the bare walk finds %d", found, reached)
	}
	b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N), "ours-ns")
	b.ReportMetric(float64(yardstick.Nanoseconds())/float64(b.N), "bare-ns")
	b.ReportMetric(float64(ours)/float64(yardstick), "ratio")
	b.ReportMetric(float64(found)/float64(b.N), "nodes")
}

// bare copies the stated edges into two arrays.
func bare(s *Snapshot) (first []uint32, targets []int32) {
	first = make([]uint32, 1, len(s.nodes)+1)
	for n := range s.nodes {
		for to := range s.neighbours(int32(n), statedKinds) {
			targets = append(targets, to)
		}
		first = append(first, uint32(len(targets)))
	}
	return first, targets
}

// walk lists the nodes within two hops.
func walk(first []uint32, targets []int32, seen []uint32, mark uint32, start int32, queue []int32) []int32 {
	seen[start] = mark
	for _, to := range targets[first[start]:first[start+1]] {
		if seen[to] != mark {
			seen[to] = mark
			queue = append(queue, to)
		}
	}
	for _, from := range slices.Clip(queue) {
		for _, to := range targets[first[from]:first[from+1]] {
			if seen[to] != mark {
				seen[to] = mark
				queue = append(queue, to)
			}
		}
	}
	return queue
}

// watch measures calls one by one.
type watch struct {
	passed, spent []time.Duration
	begin         time.Time
	before        time.Duration
}

func (w *watch) start() { w.begin, w.before = time.Now(), spent() }

func (w *watch) stop() {
	w.passed, w.spent = append(w.passed, time.Since(w.begin)), append(w.spent, spent()-w.before)
}

// report gives the time that passed and, after "cpu-", the time a processor
// worked on it.
func (w *watch) report(b *testing.B) {
	b.Helper()
	for name, took := range map[string][]time.Duration{"": w.passed, "cpu-": w.spent} {
		slices.Sort(took)
		for _, q := range []float64{.5, .95} {
			at := int(math.Ceil(q*float64(len(took)))) - 1
			b.ReportMetric(float64(took[max(at, 0)].Microseconds())/1000, fmt.Sprintf("%sp%.0f-ms", name, 100*q))
		}
	}
}

// benchmarkPaths asks for ways between nodes with all evidence.
func benchmarkPaths(b *testing.B, s *Snapshot, options PathOptions) {
	b.Helper()
	ends := known(s, 2000)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took watch
	found, at := 0, 0
	for b.Loop() {
		from, to := ends[at%len(ends)], ends[(at+1)%len(ends)]
		at += 2
		took.start()
		paths, err := s.Paths(b.Context(), s.nodes[from].id, s.nodes[to].id, options)
		if err != nil {
			b.Fatal(err)
		}
		took.stop()
		found += len(paths)
	}
	took.report(b)
	b.ReportMetric(float64(found)/float64(b.N), "paths")
}

// benchmarkUpdate measures how long after a document is written the next
// question sees it.
func benchmarkUpdate(b *testing.B, store graph.Store, name string) {
	b.Helper()
	live, err := NewLive(Config{Store: store, File: name})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := live.Snapshot(b.Context()); err != nil {
		b.Fatal(err)
	}
	maker := graphtest.NewMaker(1) // the first documents again, otherwise
	batches := maker.Batches(2000)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took watch
	at := 0
	for b.Loop() {
		batch := batches[at%len(batches)]
		at++
		batch.Document.Revision = fmt.Sprintf("%064x", 1_000_000+at)
		batch.Claims[0].Entity = fmt.Sprintf("%s:ny-%d", batch.Claims[0].Kind, at)
		if err := store.Apply(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
		took.start()
		s, err := live.Snapshot(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		took.stop()
		if _, known := s.find(batch.Claims[0].Entity); !known {
			b.Fatal("the document is not visible")
		}
	}
	took.report(b)
}

// propagate finds communities by label propagation (Raghavan, Albert and
// Kumara 2007), the yardstick of Groups.
func propagate(p *part) int {
	labels, order := make([]int32, len(p.numbers)), rand.New(rand.NewPCG(1, 1)).Perm(len(p.numbers))
	for i := range labels {
		labels[i] = int32(i)
	}
	near, touched := make([]float64, len(labels)), []int32(nil)
	rounds := 0
	for moved := len(labels); moved > len(labels)/100 && rounds < 20; rounds++ {
		moved = 0
		for _, i := range order {
			best, most := labels[i], 0.0
			for at := p.first[i]; at < p.first[i+1]; at++ {
				c := labels[p.targets[at]]
				if near[c] == 0 {
					touched = append(touched, c)
				}
				if near[c] += p.weights[at]; near[c] > most {
					best, most = c, near[c]
				}
			}
			for _, c := range touched {
				near[c] = 0
			}
			touched = touched[:0]
			if best != labels[i] {
				labels[i] = best
				moved++
			}
		}
	}
	return rounds
}
