package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/ingest/eval"
	"github.com/samband/samband/search/embed"
)

const qualityFile = "../../docs/quality.md"

func readQuality(t *testing.T) *eval.Record {
	t.Helper()
	file, err := os.Open(qualityFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	record, err := eval.ReadRecord(file)
	if err != nil {
		t.Fatal(err)
	}
	return record
}

// measurer is a program that measures and prints nothing.
func measurer(t *testing.T) *program {
	t.Helper()
	return &program{
		environment: environment{stdout: io.Discard, stderr: io.Discard, getenv: os.Getenv},
		logger:      slog.New(slog.DiscardHandler), stop: make(chan struct{}), embed: embed.BuiltIn,
	}
}

// shared returns a path in the development data, and skips the test where
// there is none.
func shared(t *testing.T, path string) string {
	t.Helper()
	for _, root := range []string{os.Getenv("SAMBAND_SHARED"), "../../shared", "../../../shared", "../../../../shared"} {
		if full := filepath.Join(root, path); root != "" {
			if _, err := os.Stat(full); err == nil {
				return full
			}
		}
	}
	t.Skipf("annotated sentences not here: set SAMBAND_SHARED to the folder that holds %s", path)
	return ""
}

// TestQualityIsKept measures again what docs/quality.md records and fails when
// a figure has fallen by more than half a point. Every set and treebank must
// be recorded.
func TestQualityIsKept(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	record := readQuality(t)
	for _, name := range sample.Sets() {
		for _, refine := range slices.Compact([]bool{false, quickEncoder()}) {
			t.Run(setName(name, refine), func(t *testing.T) {
				set, err := sample.Open(name)
				if err != nil {
					t.Fatal(err)
				}
				result, err := measurer(t).measureSet(t.Context(), set, evalOptions{refine: refine})
				if err != nil {
					t.Fatal(err)
				}
				for _, missing := range result.Extraction.Missing {
					t.Errorf("%s was not ingested", missing)
				}
				holds(t, record, documentsTable, recorded(setName(name, refine), result.Figures))
			})
		}
	}
	t.Run("names", func(t *testing.T) {
		treebanks, err := loadTreebanks(shared(t, "data/ner"))
		if err != nil {
			t.Fatal(err)
		}
		var measured []eval.Recorded
		err = measurer(t).measureNames(t.Context(), treebanks, quickNamers(), func(report eval.NamesReport) error {
			measured = append(measured, recorded(report.Treebank, report.Figures())...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, record, namesTable, measured, quickNamers()...)
	})
}

// holds compares the measures that a table of the record has of the same sets,
// of these namers only where they are given.
func holds(t *testing.T, record *eval.Record, table string, measured []eval.Recorded, namers ...string) {
	t.Helper()
	all, err := record.Figures(table)
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(r eval.Recorded) bool {
		namer, _, _ := strings.Cut(r.Measure, ": ")
		return len(namers) > 0 && !slices.Contains(namers, namer)
	})
	for _, drop := range eval.Drops(all, measured) {
		t.Errorf("%s; if that is right, \"make eval\" records it", drop)
	}
	for _, m := range measured {
		if !slices.ContainsFunc(all, func(r eval.Recorded) bool { return r.Set == m.Set && r.Measure == m.Measure }) {
			t.Errorf("%s, %s is not in table %q of docs/quality.md; \"make eval\" records it", m.Set, m.Measure, table)
		}
	}
}

// TestRetrievalIsKept measures again what docs/quality.md records of queries
// over few documents, and fails when the nDCG of a mode has fallen by more than
// half a point.
func TestRetrievalIsKept(t *testing.T) {
	if testing.Short() || !quickEncoder() {
		t.Skip("makes vectors, which takes a while")
	}
	rows, err := readQuality(t).Rows(retrievalName)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{samplePool, faqPool} {
		t.Run(name, func(t *testing.T) {
			options := retrievalOptions{pools: []string{name}, modes: []string{"text", "semantic", "hybrid"}}
			if name != samplePool {
				options.shared = filepath.Dir(filepath.Dir(shared(t, "data/retrieval")))
			}
			p := measurer(t)
			pools, err := p.pools(options)
			if err != nil {
				t.Fatal(err)
			}
			table, err := p.measurePool(t.Context(), pools[0], options)
			if err != nil {
				t.Fatal(err)
			}
			for _, mode := range table.Modes {
				i := slices.IndexFunc(rows, func(cells []string) bool { return cells[0] == name && cells[2] == string(mode.Mode) })
				if i < 0 {
					t.Errorf("%s is not recorded in mode %s; \"make eval\" records it", name, mode.Mode)
					continue
				}
				if was, err := strconv.ParseFloat(rows[i][4], 64); err != nil || mode.Mean.NDCG < was-eval.Tolerance-.0005 {
					t.Errorf("nDCG@10 of %s in mode %s fell from %s to %.3f, %v; if that is right, \"make eval\" records it", name, mode.Mode, rows[i][4], mode.Mean.NDCG, err)
				}
			}
		})
	}
}
