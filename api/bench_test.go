package api_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/samband/samband/api"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search"
)

// benchmarkFiles yields the interpellations where SAMBAND_SHARED names the
// folder with the development data, else the sample.
func benchmarkFiles(b *testing.B) iter.Seq2[source.File, error] {
	b.Helper()
	shared := os.Getenv("SAMBAND_SHARED")
	if shared == "" {
		return ingesttest.Sample(b.Context())
	}
	packed, err := os.ReadFile(filepath.Join(shared, "data", "retrieval", "interpellations.jsonl.gz"))
	if err != nil {
		b.Skip(err)
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(reader)
	if err != nil {
		b.Fatal(err)
	}
	return source.New(source.Config{Stdin: bytes.NewReader(data), StdinName: "interpellations.jsonl"}).Files(b.Context(), "-")
}

// BenchmarkSearch asks a real server over HTTP and reports the median and the
// 95th percentile of each kind of query, hits and highlights included.
func BenchmarkSearch(b *testing.B) {
	l := ingesttest.Open(b, b.TempDir(), 2)
	l.Run(b, ingest.Job{Files: benchmarkFiles(b)})
	sources := api.Sources{Store: l.Store, Archive: l.Archive}
	engine, err := search.New(search.Config{Index: l.Index, Texts: sources, Coverage: sources})
	if err != nil {
		b.Fatal(err)
	}
	handler, err := api.New(api.Config{Store: l.Store, Searcher: engine, Texts: sources, Coverage: sources})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler.Handler())
	b.Cleanup(server.Close)
	for _, kind := range []struct {
		name    string
		queries []string
	}{
		{"term", []string{"skola", "klimat", "järnväg", "sjukvård", "läkemedel", "polisen", "jordbruk", "vatten", "arbetslöshet", "försvaret"}},
		{"three terms", []string{"regeringen skola lärare", "kommun vatten klimat", "sjukvård region köer", "skatt företag regler"}},
		{"phrase", []string{`"offentlig sektor"`, `"den statliga"`, `"på grund av"`, `"i dag"`}},
		{"prefix", []string{"järnvä*", "klimat*", "läkem*", "sko*"}},
	} {
		b.Run(kind.name, func(b *testing.B) {
			var spent []time.Duration
			for i := 0; b.Loop(); i++ {
				address := server.URL + "/api/v1/search?limit=10&q=" + url.QueryEscape(kind.queries[i%len(kind.queries)])
				began := time.Now()
				if err := fetch(b, address); err != nil {
					b.Fatal(err)
				}
				spent = append(spent, time.Since(began))
			}
			slices.Sort(spent)
			b.ReportMetric(spent[len(spent)/2].Seconds()*1e3, "p50-ms")
			b.ReportMetric(spent[len(spent)*95/100].Seconds()*1e3, "p95-ms")
		})
	}
}

func fetch(b *testing.B, address string) error {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s", answer.Status)
	}
	return nil
}
