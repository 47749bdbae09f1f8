package ingest_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/structure"
)

// originals returns the documents of all sets by name.
func originals(t *testing.T) map[string][]byte {
	t.Helper()
	documents := map[string][]byte{}
	for _, name := range sample.Sets() {
		set, err := sample.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		err = fs.WalkDir(set.Documents, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			documents[path], err = fs.ReadFile(set.Documents, path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return documents
}

// spliced is a document of lines and half lines of others: what people cut
// together, what a bad conversion leaves.
func spliced(random *rand.Rand, documents [][]byte) []byte {
	var out []byte
	for range 3 + random.IntN(12) {
		lines := bytes.SplitAfter(documents[random.IntN(len(documents))], []byte("\n"))
		from := random.IntN(len(lines))
		part := bytes.Join(lines[from:min(len(lines), from+1+random.IntN(12))], nil)
		if random.IntN(3) == 0 {
			part = part[random.IntN(len(part)+1):]
		}
		if random.IntN(4) == 0 {
			part = bytes.TrimSuffix(part, []byte("\n"))
		}
		out = append(out, part...)
	}
	return bytes.ToValidUTF8(out, nil)
}

// TestSplicedDocumentsNeverFail reads, parses and extracts documents that are
// cut together from others. No document may cost more than itself: a fault in
// one would lose it.
func TestSplicedDocumentsNeverFail(t *testing.T) {
	rounds := 400
	if testing.Short() {
		rounds = 40
	}
	extractor, err := extract.New(extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	documents := originals(t)
	var texts [][]byte
	for _, extension := range []string{".txt", ".md", ".html", ".vtt", ".srt"} {
		for _, name := range slices.Sorted(maps.Keys(documents)) {
			if strings.HasSuffix(name, extension) {
				texts = append(texts, documents[name])
			}
		}
		t.Run(extension, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, uint64(len(texts))))
			for i := range rounds {
				content := spliced(random, texts)
				if fault := digest(t.Context(), extractor, "spliced"+extension, content); fault != nil {
					t.Fatalf("round %d: %v\n%s", i, fault, content)
				}
			}
		})
	}
}

// digest reads a document as the pipeline does and returns what it panics
// with, or the error of its structure or extraction.
func digest(ctx context.Context, extractor *extract.Extractor, name string, content []byte) (fault error) {
	defer func() {
		if recovered := recover(); recovered != nil {
			fault = fmt.Errorf("panic: %v\n%s", recovered, debug.Stack())
		}
	}()
	items, err := read.Read(ctx, read.Input{Name: name, Bytes: content}, read.DefaultLimits())
	if err != nil {
		return nil // a reader may refuse what is no document
	}
	for i := range items {
		parsed, err := structure.Parse(&items[i].Text)
		if err != nil {
			return err
		}
		if _, err := extractor.Extract(ctx, extract.Input{Text: &items[i].Text, Structure: parsed}); err != nil {
			return err
		}
	}
	return nil
}
