package ingest_test

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search"
)

func export(t *testing.T, l *ingesttest.Library) string {
	t.Helper()
	var out bytes.Buffer
	if err := graph.Export(t.Context(), l.Store, l.Text(t.Context()), &out, graph.ExportOptions{Text: true}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func verify(t *testing.T, l *ingesttest.Library) {
	t.Helper()
	checked, err := ingest.Verify(t.Context(), l.Store, l.Archive, l.Index, func(d ingest.Difference) { t.Error(d) })
	if err != nil || checked.Documents == 0 {
		t.Fatalf("Verify = %+v, %v", checked, err)
	}
}

// shuffled yields the files in another order.
func shuffled(files iter.Seq2[source.File, error], seed uint64) iter.Seq2[source.File, error] {
	return func(yield func(source.File, error) bool) {
		var all []source.File
		for file, err := range files {
			if err != nil && !yield(file, err) {
				return
			}
			all = append(all, file)
		}
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, file := range all {
			if !yield(file, nil) {
				return
			}
		}
	}
}

// one runs each file as a job of its own.
func one(files iter.Seq2[source.File, error]) iter.Seq[iter.Seq2[source.File, error]] {
	return func(yield func(iter.Seq2[source.File, error]) bool) {
		for file, err := range files {
			if !yield(func(each func(source.File, error) bool) { each(file, err) }) {
				return
			}
		}
	}
}

func TestAnyOrderAndWorkersExportTheSameBytes(t *testing.T) {
	reference := ingesttest.Open(t, t.TempDir(), 1)
	events, summary := reference.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	if summary.Failed > 0 || summary.Added < 12 {
		t.Fatalf("summary %+v, events %v", summary, events)
	}
	verify(t, reference)
	want := export(t, reference)
	for seed := range uint64(4) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			l := ingesttest.Open(t, t.TempDir(), 1+int(seed))
			files := shuffled(ingesttest.Sample(t.Context()), seed)
			if seed%2 == 0 {
				l.Run(t, ingest.Job{Files: files})
			} else {
				for job := range one(files) {
					l.Run(t, ingest.Job{Files: job})
				}
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(export(t, l), "\n")); diff != "" {
				t.Errorf("export differs (-reference +shuffled):\n%s", diff)
			}
			verify(t, l)
		})
	}
}

func TestSecondRunDoesNothing(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	_, first := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	before := export(t, l)
	events, second := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	if second.Unchanged != first.Added || second.Added+second.Updated+second.Failed != 0 {
		t.Errorf("second run %+v, events %v", second, events)
	}
	if export(t, l) != before {
		t.Error("second run changed the graph")
	}
}

// folder is a folder of text files under test.
type folder struct {
	t    *testing.T
	root string
}

func (f folder) write(name, text string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.root, name), []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f folder) run(l *ingesttest.Library, job ingest.Job) map[string]ingest.Status {
	f.t.Helper()
	job.Files = source.New(source.Config{}).Files(f.t.Context(), f.root)
	events, _ := l.Run(f.t, job)
	statuses := map[string]ingest.Status{}
	for _, event := range events {
		statuses[filepath.Base(event.Source)] = event.Status
	}
	return statuses
}

func TestChangedVanishedAndFailedFiles(t *testing.T) {
	f := folder{t, t.TempDir()}
	l := ingesttest.Open(t, t.TempDir(), 2)
	f.write("a.txt", "Anna Lindqvist arbetar på Boverket med klimatanpassning.")
	f.write("b.txt", "Bo Hedlund är generaldirektör för Lantmäteriet.")
	f.write("tom.txt", "")
	want := map[string]ingest.Status{"a.txt": ingest.Added, "b.txt": ingest.Added, "tom.txt": ingest.Failed}
	if diff := cmp.Diff(want, f.run(l, ingest.Job{})); diff != "" {
		t.Fatal(diff)
	}

	f.write("a.txt", "Anna Lindqvist arbetar inte längre där. Nu leder hon Boverkets arbete med skyfall.")
	want = map[string]ingest.Status{"a.txt": ingest.Updated, "b.txt": ingest.Unchanged, "tom.txt": ingest.Failed}
	if diff := cmp.Diff(want, f.run(l, ingest.Job{})); diff != "" {
		t.Fatal(diff)
	}
	verify(t, l)

	f.write("a.txt", "") // what was stored of it stays, also when vanished files are pruned
	if err := os.Remove(filepath.Join(f.root, "b.txt")); err != nil {
		t.Fatal(err)
	}
	want = map[string]ingest.Status{"a.txt": ingest.Failed, "b.txt": ingest.Removed, "tom.txt": ingest.Failed}
	if diff := cmp.Diff(want, f.run(l, ingest.Job{Prune: []string{f.root}})); diff != "" {
		t.Fatal(diff)
	}
	out := export(t, l)
	if !strings.Contains(out, "arbete med skyfall") || strings.Contains(out, "Hedlund") {
		t.Errorf("export after prune:\n%s", out)
	}
	failed, err := l.Archive.Failed(t.Context())
	if err != nil || len(failed) != 2 || failed[0].Document == "" {
		t.Errorf("Failed = %+v, %v", failed, err)
	}
	verify(t, l)
}

func TestRecordsOfOneFile(t *testing.T) {
	f := folder{t, t.TempDir()}
	l := ingesttest.Open(t, t.TempDir(), 2)
	f.write("d.jsonl", `{"id":"ett","text":"Första dokumentet om Boverket."}
inte json
{"id":"två","text":"Andra dokumentet om Trafikverket."}
{"id":"ett","text":"Samma id igen."}
`)
	events := f.run(l, ingest.Job{})
	if events["ett"] != ingest.Added || events["två"] != ingest.Added || len(events) != 4 {
		t.Errorf("events %v", events)
	}
	f.write("d.jsonl", `{"id":"ett","text":"Första dokumentet om Boverket."}
`)
	events = f.run(l, ingest.Job{Prune: []string{f.root}})
	if events["ett"] != ingest.Unchanged || events["två"] != ingest.Removed {
		t.Errorf("events after rewrite %v", events)
	}
	if failed, err := l.Archive.Failed(t.Context()); err != nil || len(failed) != 0 {
		t.Errorf("mended failures are still listed: %+v, %v", failed, err)
	}
	verify(t, l)
}

func TestStopFinishesRunningDocuments(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 1)
	stop := make(chan struct{})
	files := func(yield func(source.File, error) bool) {
		for i, file := range slices.Collect(keys(ingesttest.Sample(t.Context()))) {
			if i == 3 {
				close(stop)
			}
			if !yield(file, nil) {
				return
			}
		}
	}
	_, summary := l.Run(t, ingest.Job{Files: files, Stop: stop})
	if !summary.Stopped || summary.Added == 0 || summary.Added > 8 {
		t.Fatalf("summary %+v", summary)
	}
	verify(t, l)
	_, rest := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	if rest.Unchanged != summary.Added || rest.Added == 0 {
		t.Errorf("after %+v the rest was %+v", summary, rest)
	}
}

func keys[K, V any](sequence iter.Seq2[K, V]) iter.Seq[K] {
	return func(yield func(K) bool) {
		for key := range sequence {
			if !yield(key) {
				return
			}
		}
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	_, summary := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context()), DryRun: true})
	stats, err := l.Store.Stats(t.Context())
	if err != nil || stats.Documents != 0 || summary.Added == 0 {
		t.Errorf("stats %+v, summary %+v, %v", stats, summary, err)
	}
}

func TestRepairBuildsALostIndex(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	_, summary := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	l.Close(t)
	if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
		t.Fatal(err)
	}
	l = ingesttest.Open(t, dir, 2)
	repaired, err := l.Pipeline.Repair(t.Context())
	if err != nil || repaired != summary.Added {
		t.Fatalf("Repair = %d, %v; want %d", repaired, err, summary.Added)
	}
	verify(t, l)
	if again, err := l.Pipeline.Repair(t.Context()); err != nil || again != 0 {
		t.Errorf("second Repair = %d, %v", again, err)
	}
}

func TestDeleteLeavesNoOrphan(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	events, _ := l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	var ids []string
	for _, event := range events {
		ids = append(ids, event.Document)
	}
	removed, err := l.Pipeline.Delete(t.Context(), append(ids, "unknown")...)
	if err != nil || removed != len(ids) {
		t.Fatalf("Delete = %d, %v; want %d", removed, err, len(ids))
	}
	if out := export(t, l); out != "" {
		t.Errorf("left behind:\n%s", out)
	}
	if _, revisions, err := l.Index.State(t.Context()); err != nil || len(revisions) != 0 {
		t.Errorf("index still holds %v, %v", revisions, err)
	}
}

func TestVerifyFindsMissingIndexEntries(t *testing.T) {
	f := folder{t, t.TempDir()}
	l := ingesttest.Open(t, t.TempDir(), 1)
	f.write("a.txt", "Första stycket om Boverket.\n\nAndra stycket om Trafikverket.\n")
	f.run(l, ingest.Job{})
	update := search.Update{Text: "Första stycket om Boverket.\n\nAndra stycket om Trafikverket.\n"}
	for document, err := range l.Store.Documents(t.Context(), graph.DocumentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		update.Document = document
	}
	for passage, err := range l.Store.Passages(t.Context(), update.Document.ID) {
		if err != nil {
			t.Fatal(err)
		}
		update.Passages = append(update.Passages, passage)
	}
	update.Passages = update.Passages[1:]
	generation, _, err := l.Index.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Index.Apply(t.Context(), generation, update); err != nil {
		t.Fatal(err)
	}
	var found []ingest.Difference
	if _, err := ingest.Verify(t.Context(), l.Store, l.Archive, l.Index, func(d ingest.Difference) { found = append(found, d) }); err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].What != "index" || found[0].Document != update.Document.ID {
		t.Errorf("differences %v", found)
	}
}
