// Package sample holds a small corpus written for Samband, so that a fresh
// clone has something to show and to measure itself on: podcast episodes,
// minutes, reports, articles, an event page and more about climate adaptation
// and digital twins in a county that does not exist. Real authorities appear
// beside invented people, municipalities, institutes and reports; no document
// quotes a real person.
//
// With the documents come gold annotations (what a careful reader finds in
// each of them, in the format of docs/gold-format.md) and judged queries.
//
//go:generate go run ./generate
package sample

import (
	"embed"
	"io/fs"
)

//go:embed documents
var documents embed.FS

//go:embed gold
var gold embed.FS

// Documents returns the sample documents, one file each, in a flat file
// system. A feed and a JSON Lines file among them hold several documents.
func Documents() fs.FS { return sub(documents, "documents") }

// Gold returns the annotations, one JSON file for each document, in a flat file
// system that ingest/eval loads.
func Gold() fs.FS { return sub(gold, "gold") }

// sub returns a directory of an embedded file system. fs.Sub fails on
// malformed paths alone, and the paths here are constants.
func sub(files fs.FS, dir string) fs.FS {
	inner, err := fs.Sub(files, dir)
	if err != nil {
		return files
	}
	return inner
}
