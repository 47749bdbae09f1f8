package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
)

// QueryInput is what every question about passages takes.
type QueryInput struct {
	Query        string   `query:"q" doc:"Words, \"exact phrase\", -word, OCH/ELLER/INTE, word*, word~, nära(a, b, 5), talare:, person:, typ:, från:, till: …"`
	Fold         bool     `query:"fold" doc:"Without å, ä and ö: a, o and e stand for them, too; such hits rank below"`
	Kind         []string `query:"kind,explode" doc:"Kinds of document"`
	Collection   []string `query:"collection,explode"`
	Document     []string `query:"document,explode" doc:"Document ids"`
	Year         []string `query:"year,explode" doc:"Years of the document's date"`
	Language     []string `query:"language,explode" doc:"BCP 47, of the passage"`
	Speaker      []string `query:"speaker,explode" doc:"Entity ids"`
	Person       []string `query:"person,explode" doc:"Ids of persons mentioned"`
	Organisation []string `query:"organisation,explode" doc:"Ids of organisations mentioned"`
	Report       []string `query:"report,explode" doc:"Ids of reports mentioned"`
	Concept      []string `query:"concept,explode" doc:"Ids of concepts mentioned"`
	From         string   `query:"from" doc:"ISO 8601 date, inclusive"`
	To           string   `query:"to" doc:"ISO 8601 date, inclusive"`
}

func (i *QueryInput) request() search.Request {
	kinds := make([]corpus.DocumentKind, len(i.Kind))
	for n, kind := range i.Kind {
		kinds[n] = corpus.DocumentKind(kind)
	}
	return search.Request{Query: i.Query, Fold: i.Fold, Filter: search.Filter{
		Documents: i.Document, Collections: i.Collection, Kinds: kinds, Years: i.Year, Languages: i.Language, Speakers: i.Speaker,
		Persons: i.Person, Organisations: i.Organisation, Reports: i.Report, Concepts: i.Concept, From: i.From, To: i.To,
	}}
}

// searchInput is the query of a search.
type searchInput struct {
	QueryInput

	Mode    string   `query:"mode" enum:"text,semantic,hybrid" default:"hybrid"`
	Limit   int      `query:"limit" minimum:"1" maximum:"1000" default:"10"`
	Cursor  string   `query:"cursor" doc:"Token of a page, from next of the answer before"`
	Offset  int      `query:"offset" minimum:"0" maximum:"10000" doc:"Hits to skip; cursor takes precedence"`
	Sort    string   `query:"sort" enum:"relevance,date" default:"relevance" doc:"date is newest first, of what has the words"`
	Group   string   `query:"group" enum:"document" doc:"document gives the best passage of each document"`
	Include []string `query:"include" enum:"facets" doc:"What to add to the answer: facets"`
	Facet   []string `query:"facet,explode" doc:"Facets to count; include=facets counts all"`
}

func (i *searchInput) request() search.Request {
	request := i.QueryInput.request()
	request.Mode, request.Limit, request.Cursor, request.Offset = search.Mode(i.Mode), i.Limit, i.Cursor, i.Offset
	request.Sort, request.Group = search.Sort(i.Sort), i.Group == "document"
	for _, facet := range i.Facet {
		request.Facets = append(request.Facets, search.Facet(facet))
	}
	if len(i.Facet) == 0 && slices.Contains(i.Include, "facets") {
		request.Facets = search.Facets()
	}
	return request
}

type searchOutput struct{ Body SearchResponse }

func (s *Server) search(ctx context.Context, input *searchInput) (*searchOutput, error) {
	result, err := s.find(ctx, input.request())
	if err != nil {
		return nil, err
	}
	output := &searchOutput{NewSearchResponse(result)}
	if len(result.Facets) > 0 {
		if output.Body.Facets, err = LabelFacets(ctx, s.store, result.Facets); err != nil {
			return nil, fmt.Errorf("name facets: %w", err)
		}
	}
	return output, nil
}

// find searches with a deadline of its own.
func (s *Server) find(ctx context.Context, request search.Request) (search.Result, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTimeout)
	defer cancel()
	return s.searcher.Search(ctx, request)
}
