package api

import (
	"context"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

type idInput struct {
	ID string `path:"id" doc:"Id"`
}

type listInput struct {
	After string `query:"after" doc:"Only ids after this; next of the answer before"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

type documentOutput struct{ Body DocumentResponse }

type documentsOutput struct{ Body DocumentList }

func (s *Server) document(ctx context.Context, input *idInput) (*documentOutput, error) {
	document, text, passages, err := s.read(ctx, input.ID)
	if err != nil {
		return nil, err
	}
	body := DocumentResponse{Document: newDocument(document), Passages: make([]Passage, len(passages))}
	for i, passage := range passages {
		body.Passages[i] = NewPassage(passage, text)
	}
	return &documentOutput{body}, nil
}

// read returns a document with its canonical text and passages.
func (s *Server) read(ctx context.Context, id string) (corpus.Document, string, []corpus.Passage, error) {
	document, err := graph.Document(ctx, s.store, id)
	if err != nil {
		return corpus.Document{}, "", nil, err
	}
	text, err := s.texts.Text(ctx, document.TextHash)
	if err != nil {
		return corpus.Document{}, "", nil, err
	}
	var passages []corpus.Passage
	for passage, err := range s.store.Passages(ctx, id) {
		if err != nil {
			return corpus.Document{}, "", nil, err
		}
		passages = append(passages, passage)
	}
	return document, text, passages, nil
}

func (s *Server) documents(ctx context.Context, input *listInput) (*documentsOutput, error) {
	list := DocumentList{Items: []Document{}}
	for document, err := range s.store.Documents(ctx, graph.DocumentFilter{After: input.After, Limit: input.Limit + 1}) {
		if err != nil {
			return nil, err
		}
		if len(list.Items) == input.Limit {
			list.Next = optional(list.Items[input.Limit-1].ID)
			break
		}
		list.Items = append(list.Items, newDocument(document))
	}
	return &documentsOutput{list}, nil
}

type coverageOutput struct{ Body CoverageResponse }

func (s *Server) coverage(ctx context.Context, _ *struct{}) (*coverageOutput, error) {
	stats, err := s.store.Stats(ctx)
	if err != nil {
		return nil, err
	}
	coverage, err := s.covered.Coverage(ctx, stats.Generation)
	if err != nil {
		return nil, err
	}
	return &coverageOutput{CoverageResponse{
		Coverage: coverage, Entities: stats.Entities, Facts: stats.Facts, Mentions: stats.Mentions,
	}}, nil
}
