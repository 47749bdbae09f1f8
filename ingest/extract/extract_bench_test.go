package extract

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
)

// paragraphs makes a structure whose passages are the paragraphs.
func paragraphs(text string) *corpus.Structure {
	s := &corpus.Structure{Kind: corpus.KindOther}
	at := 0
	for part := range strings.SplitSeq(text, "\n\n") {
		if trimmed := strings.TrimSpace(part); trimmed != "" {
			start := at + strings.Index(part, trimmed)
			s.Passages = append(s.Passages, corpus.Passage{
				Ordinal: len(s.Passages), Span: corpus.Span{Start: start, End: start + len(trimmed)}, Turn: -1,
			})
		}
		at += len(part) + 2
	}
	return s
}

// BenchmarkExtract measures the whole extraction on parliament's
// interpellations, in bytes of text.
func BenchmarkExtract(b *testing.B) {
	file, err := os.Open(shared(b, "data/retrieval/interpellations.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	var inputs []Input
	size := 0
	lines := bufio.NewScanner(packed)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() && len(inputs) < 1500 {
		var record struct{ Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			b.Fatal(err)
		}
		text := record.Title + "\n\n" + record.Text
		size += len(text)
		inputs = append(inputs, Input{&corpus.Text{Canonical: text}, paragraphs(text)})
	}
	e, err := New(Config{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, in := range inputs {
			if _, err := e.Extract(context.Background(), in); err != nil {
				b.Fatal(err)
			}
		}
	}
}
