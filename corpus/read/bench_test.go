package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/samband/samband/corpus"
)

// BenchmarkPlain reads minutes in the character sets that matter.
func BenchmarkPlain(b *testing.B) {
	text := strings.Repeat(minutes, 4000)
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{
		{"utf-8", text},
		{"crlf", strings.ReplaceAll(text, "\n", "\r\n")},
		{"windows-1252", latin},
		{"decomposed", strings.ReplaceAll(text, "ö", "o\u0308")},
	} {
		b.Run(c.name, func(b *testing.B) { benchmark(b, "a.txt", []byte(c.text)) })
	}
}

// BenchmarkJSONLines reads records of about 2 KB.
func BenchmarkJSONLines(b *testing.B) {
	var lines bytes.Buffer
	for i := range 2000 {
		fmt.Fprintf(&lines, "{\"id\":\"r%d\",\"year\":\"2021\",\"text\":%q}\n", i, strings.Repeat(minutes, 12))
	}
	benchmark(b, "a.jsonl", lines.Bytes())
}

// BenchmarkHTML reads a news page.
func BenchmarkHTML(b *testing.B) {
	page, err := os.ReadFile("testdata/news.html")
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, "a.html", page)
}

// BenchmarkInterpellations reads the 15,174 records of the shared data.
func BenchmarkInterpellations(b *testing.B) {
	f, err := os.Open(filepath.Join(shared(b), "data", "retrieval", "interpellations.jsonl.gz"))
	if err != nil {
		b.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		b.Fatal(err)
	}
	lines, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, "interpellations.jsonl", lines)
}

func benchmark(b *testing.B, name string, content []byte) {
	b.Helper()
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		for item, err := range Records(context.Background(), Input{Name: name, Bytes: content}, Limits{}) {
			if err != nil || item.Text.Format == corpus.FormatPDF {
				b.Fatal(err)
			}
		}
	}
}
