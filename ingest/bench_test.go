package ingest_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// benchmarkDocuments is how many records a benchmark ingests.
const benchmarkDocuments = 2000

// records returns JSON Lines to ingest: interpellations where SAMBAND_SHARED
// names the folder with the development data, else the sample's press releases
// over and over under new ids.
func records(b *testing.B) []byte {
	b.Helper()
	if shared := os.Getenv("SAMBAND_SHARED"); shared != "" {
		return interpellations(b, filepath.Join(shared, "data", "retrieval", "interpellations.jsonl.gz"))
	}
	data, err := os.ReadFile(filepath.Join("..", "corpus", "sample", "documents", "pressmeddelanden.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	for i := 0; i < benchmarkDocuments; {
		for line := range bytes.Lines(data) {
			var record map[string]any
			if err := json.Unmarshal(line, &record); err != nil {
				b.Fatal(err)
			}
			record["id"], record["source"] = strconv.Itoa(i), strconv.Itoa(i)
			if err := json.NewEncoder(&out).Encode(record); err != nil {
				b.Fatal(err)
			}
			i++
		}
	}
	return out.Bytes()
}

func interpellations(b *testing.B, name string) []byte {
	b.Helper()
	file, err := os.Open(name)
	if err != nil {
		b.Skip(err)
	}
	defer func() { _ = file.Close() }()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 1<<20)
	for i := 0; i < benchmarkDocuments && lines.Scan(); i++ {
		out.Write(lines.Bytes())
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// BenchmarkIngest measures the whole way from bytes to a searchable library
// in MB of canonical text per second, and the share of time of each stage.
func BenchmarkIngest(b *testing.B) {
	data := records(b)
	for _, workers := range []int{1, 2} {
		b.Run(strconv.Itoa(workers)+" workers", func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
			var summary ingest.Summary
			for b.Loop() {
				b.StopTimer()
				l := ingesttest.Open(b, b.TempDir(), workers)
				files := source.New(source.Config{Stdin: bytes.NewReader(data), StdinName: "records.jsonl"}).Files(b.Context(), "-")
				b.StartTimer()
				_, summary = l.Run(b, ingest.Job{Files: files})
			}
			b.SetBytes(int64(summary.Bytes))
			b.ReportMetric(float64(summary.Added)/summary.Elapsed.Seconds(), "documents/s")
			for stage, spent := range summary.Stages {
				b.ReportMetric(spent.Seconds()/summary.Elapsed.Seconds(), stage+"-s/s")
			}
		})
	}
}
