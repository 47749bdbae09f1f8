package api

import (
	"context"
	"fmt"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// Sources joins what a hit shows from graph and archive, and counts what a
// search covers: search.Sources, search.Covered and Texts in one.
type Sources struct {
	Store    graph.Store
	Archive  *archive.Archive
	Unmasked bool       // show personal identity numbers in full
	Vectors  func() int // counts the passages that have vectors; nil where none have
}

var (
	_ search.Sources = Sources{}
	_ search.Covered = Sources{}
	_ Texts          = Sources{}
)

// Passages implements search.Sources.
func (s Sources) Passages(ctx context.Context, ids []string) ([]search.Source, error) {
	var documents []string
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
		document, _, _ := strings.Cut(id, ":")
		documents = append(documents, document)
	}
	found := make(map[string]search.Source, len(ids))
	for document, err := range s.Store.Documents(ctx, graph.DocumentFilter{IDs: documents}) {
		if err != nil {
			return nil, err
		}
		if err := s.collect(ctx, document, wanted, found); err != nil {
			return nil, err
		}
	}
	sources := make([]search.Source, 0, len(ids))
	for _, id := range ids {
		if source, ok := found[id]; ok {
			sources = append(sources, source)
		}
	}
	return sources, nil
}

func (s Sources) collect(ctx context.Context, document corpus.Document, wanted map[string]bool, found map[string]search.Source) error {
	text, err := s.Text(ctx, document.TextHash)
	if err != nil {
		return fmt.Errorf("text of %s: %w", document.Source, err)
	}
	for passage, err := range s.Store.Passages(ctx, document.ID) {
		if err != nil {
			return err
		}
		if !wanted[passage.ID] {
			continue
		}
		if !passage.Valid(text) {
			return fmt.Errorf("passage %s lies outside its text; run \"samband verify\"", passage.ID)
		}
		found[passage.ID] = search.Source{Document: document, Passage: passage, Text: passage.Of(text)}
	}
	return nil
}

// Coverage implements search.Covered.
func (s Sources) Coverage(ctx context.Context, generation uint64) (search.Coverage, error) {
	stats, err := s.Store.Stats(ctx)
	if err != nil {
		return search.Coverage{}, err
	}
	failed, err := s.Archive.Failed(ctx)
	if err != nil {
		return search.Coverage{}, err
	}
	coverage := search.Coverage{Documents: stats.Documents, Failed: len(failed), Passages: stats.Passages, Generation: generation}
	if s.Vectors != nil {
		coverage.Vectors = s.Vectors()
	}
	return coverage, nil
}

// Text implements Texts.
func (s Sources) Text(ctx context.Context, hash string) (string, error) {
	text, err := s.Archive.Text(ctx, hash)
	if err != nil || s.Unmasked {
		return text, err
	}
	return privacy.Mask(text), nil
}
