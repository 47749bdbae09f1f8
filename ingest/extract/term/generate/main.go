// Command generate makes the two lists that terms are found with: the classes
// of word forms, learned from their neighbours in running text and from the
// marked words of a treebank (UD Swedish-Talbanken), and how the titled
// documents of the background use each term:
//
//	go run ./ingest/extract/term/generate --shared ../shared
//
// The same input gives the same lists.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// run writes the lists and returns the exit code.
func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	shared := flags.String("shared", "../shared", "folder that holds data/text and data/ner")
	folder := flags.String("folder", "ingest/extract/term", "folder of the lists")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := generate(*shared, *folder); err != nil {
		_, _ = fmt.Fprintln(stderr, "generate:", err)
		return 1
	}
	return 0
}

// generate reads all sources and writes classes.txt.gz and keyness.tsv.gz.
func generate(shared, folder string) error {
	texts := filepath.Join(shared, "data", "text")
	marked, err := readTreebank(filepath.Join(shared, "data", "ner"))
	if err != nil {
		return err
	}
	forms, err := readForms(texts)
	if err != nil {
		return err
	}
	classes, err := pack(classList(forms, classify(forms, marked)))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "classes.txt.gz"), classes, 0o600); err != nil {
		return err
	}
	list, err := usageList(texts, classes)
	if err != nil {
		return err
	}
	keyness, err := pack(list)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "keyness.tsv.gz"), keyness, 0o600)
}

// pack returns a list gzipped.
func pack(list string) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(w, list); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
