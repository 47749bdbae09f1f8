package api

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
)

// searchInput is the query of a search.
type searchInput struct {
	Query      string   `query:"q" doc:"Words, \"exact phrase\", -word, OCH/ELLER/INTE, talare:, typ:, från:, till: …"`
	Mode       string   `query:"mode" enum:"text,semantic,hybrid" default:"hybrid"`
	Limit      int      `query:"limit" minimum:"1" maximum:"1000" default:"10"`
	Cursor     string   `query:"cursor" doc:"Token of a page, from next of the answer before"`
	Offset     int      `query:"offset" minimum:"0" maximum:"10000" doc:"Hits to skip; cursor takes precedence"`
	Kind       []string `query:"kind,explode" doc:"Kinds of document"`
	Collection []string `query:"collection,explode"`
	Document   []string `query:"document,explode" doc:"Document ids"`
	Speaker    []string `query:"speaker,explode" doc:"Entity ids"`
	From       string   `query:"from" doc:"ISO 8601 date, inclusive"`
	To         string   `query:"to" doc:"ISO 8601 date, inclusive"`
}

func (i *searchInput) request() (search.Request, error) {
	offset := i.Offset
	if i.Cursor != "" {
		var err error
		if offset, err = decodeOffset(i.Cursor); err != nil {
			return search.Request{}, err
		}
	}
	kinds := make([]corpus.DocumentKind, len(i.Kind))
	for n, kind := range i.Kind {
		kinds[n] = corpus.DocumentKind(kind)
	}
	return search.Request{
		Query: i.Query, Mode: search.Mode(i.Mode), Limit: i.Limit, Offset: offset,
		Filter: search.Filter{
			Documents: i.Document, Collections: i.Collection, Kinds: kinds, Speakers: i.Speaker, From: i.From, To: i.To,
		},
	}, nil
}

type searchOutput struct{ Body SearchResponse }

func (s *Server) search(ctx context.Context, input *searchInput) (*searchOutput, error) {
	request, err := input.request()
	if err != nil {
		return nil, err
	}
	result, err := s.find(ctx, request)
	if err != nil {
		return nil, err
	}
	return &searchOutput{NewSearchResponse(result, nextPage(request, result))}, nil
}

// find searches with a deadline of its own.
func (s *Server) find(ctx context.Context, request search.Request) (search.Result, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTimeout)
	defer cancel()
	return s.searcher.Search(ctx, request)
}

// nextPage returns the token of the page after the result, "" after the last.
func nextPage(request search.Request, result search.Result) string {
	next := request.Offset + len(result.Hits)
	if len(result.Hits) == 0 || next >= result.Total.Value && result.Total.Relation == "eq" || next > 10000 {
		return ""
	}
	return encodeOffset(next)
}

// offsetToken tells tokens of this form from others.
const offsetToken = "offset:"

func encodeOffset(offset int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(offsetToken + strconv.Itoa(offset)))
}

func decodeOffset(token string) (int, error) {
	decoded, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil {
		var offset int
		if number, ok := strings.CutPrefix(string(decoded), offsetToken); ok {
			if offset, err = strconv.Atoi(number); err == nil && offset >= 0 {
				return offset, nil
			}
		}
	}
	return 0, fmt.Errorf("%w: cursor %q is not one of ours; take it from next of the answer before", search.ErrBadRequest, token)
}
