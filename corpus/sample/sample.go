// Package sample holds documents written for Samband, so that a fresh clone has
// something to show and to measure itself on. Real authorities appear beside
// invented people, municipalities, institutes and reports; no document quotes a
// real person. With the documents come gold annotations (what a careful reader
// finds in each of them, in the format of docs/gold-format.md).
//
// There are three sets. The sample is a small corpus about climate adaptation
// and digital twins in a county that does not exist: podcast episodes, minutes,
// reports, articles, an event page and more; it has judged queries, too, and is
// what the demo shows. The development set is what extraction is written and
// tuned on. The held-out set is only scored: nobody who works on extraction
// reads it, so that its figures tell what to expect of unseen documents.
//
//go:generate go run ./generate
package sample

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

//go:embed documents gold */documents */gold
var files embed.FS

// ErrSet reports the name of a set that does not exist.
var ErrSet = errors.New("no such set of documents")

// Names of the sets.
const (
	SampleSet      = "sample"
	DevelopmentSet = "development"
	HeldOutSet     = "heldout"
)

// Sets returns the names of the sets that are there, the sample first.
func Sets() []string {
	var names []string
	for _, name := range []string{SampleSet, DevelopmentSet, HeldOutSet} {
		if entries, err := fs.ReadDir(files, path.Join(folder(name), "gold")); err == nil && len(entries) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// Set is documents with their gold.
type Set struct {
	Name      string
	Documents fs.FS // one file each, flat; feeds and JSON Lines files hold several documents
	Gold      fs.FS // one JSON file for each document, flat
	HeldOut   bool  // only scored: errors must not be shown
}

// Open returns a set, or an error that wraps ErrSet.
func Open(name string) (Set, error) {
	if !slices.Contains(Sets(), name) {
		return Set{}, fmt.Errorf("%w: %q; there are %q", ErrSet, name, Sets())
	}
	return Set{
		Name: name, Documents: sub(path.Join(folder(name), "documents")), Gold: sub(path.Join(folder(name), "gold")), HeldOut: name == HeldOutSet,
	}, nil
}

// folder is where a set lies; the sample lies outermost.
func folder(name string) string {
	if name == SampleSet {
		return "."
	}
	return name
}

// Documents returns the sample documents, one file each, in a flat file
// system. A feed and a JSON Lines file among them hold several documents.
func Documents() fs.FS { return sub("documents") }

// Gold returns the annotations of the sample, one JSON file for each document,
// in a flat file system that ingest/eval loads.
func Gold() fs.FS { return sub("gold") }

// sub returns a directory of the embedded files. fs.Sub fails on malformed
// paths alone, and the paths here are constants.
func sub(dir string) fs.FS {
	inner, err := fs.Sub(files, dir)
	if err != nil {
		return files
	}
	return inner
}
