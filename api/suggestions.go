package api

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// quotedDocuments is of how many documents a suggestion quotes each side.
const quotedDocuments = 2

// around is how many bytes of text a quote shows on each side of a name.
const around = 90

// Suggestion is a pair of entities that may be one, with reasons and the words
// of both sides.
type Suggestion struct {
	ID      string   `json:"id" doc:"To answer with accept"`
	Reasons []Reason `json:"reasons"`
	A       Side     `json:"a"`
	B       Side     `json:"b"`
}

// Side is one side of a suggestion.
type Side struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Documents int     `json:"documents" doc:"Number of documents that speak of it"`
	Evidence  []Quote `json:"evidence"`
}

// Quote is words of a document.
type Quote struct {
	Document string `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote" doc:"Exactly the canonical text from start to end"`
}

// SuggestionList is a part of what there is to decide about.
type SuggestionList struct {
	Items []Suggestion `json:"items"`
	Total int          `json:"total"`
	Next  *string      `json:"next"`
}

type suggestionsInput struct {
	Cursor string `query:"cursor" doc:"next of the answer before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"20"`
}

type suggestionsOutput struct {
	ETag         string `header:"ETag" doc:"Of the log of decisions, for If-Match"`
	CacheControl string `header:"Cache-Control"`
	Body         SuggestionList
}

func (s *Server) suggestions(ctx context.Context, input *suggestionsInput) (*suggestionsOutput, error) {
	if s.curator == nil {
		return nil, errReadOnly
	}
	offset := 0
	if input.Cursor != "" {
		var err error
		if offset, err = decodeOffset(input.Cursor); err != nil {
			return nil, err
		}
	}
	rulings, err := s.rulings(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.curator.Suggest(ctx)
	if err != nil {
		return nil, err
	}
	output := &suggestionsOutput{
		ETag: logTag(rulings.Events()), CacheControl: "no-cache", Body: SuggestionList{Items: []Suggestion{}, Total: len(all)},
	}
	end := min(len(all), offset+input.Limit)
	for _, suggested := range all[min(offset, end):end] {
		suggestion, err := NewSuggestion(ctx, s.store, s.texts, suggested)
		if errors.Is(err, graph.ErrNotFound) {
			continue // decided meanwhile
		}
		if err != nil {
			return nil, err
		}
		output.Body.Items = append(output.Body.Items, suggestion)
	}
	if end < len(all) {
		output.Body.Next = optional(encodeOffset(end))
	}
	return output, nil
}

// NewSuggestion completes a pair with what is known of both sides.
func NewSuggestion(ctx context.Context, store graph.Store, texts Texts, suggested Suggested) (Suggestion, error) {
	suggestion := Suggestion{ID: suggested.ID, Reasons: suggested.Reasons}
	for _, side := range []struct {
		id   string
		into *Side
	}{{suggested.A, &suggestion.A}, {suggested.B, &suggestion.B}} {
		entity, err := graph.EntityByID(ctx, store, side.id)
		if err != nil {
			return suggestion, err
		}
		*side.into = Side{ID: entity.ID, Name: entity.Name, Documents: entity.Documents}
		if side.into.Evidence, err = namedWhere(ctx, store, texts, entity.ID); err != nil {
			return suggestion, err
		}
	}
	return suggestion, nil
}

// namedWhere quotes the first place in each of some documents where they speak
// of an entity.
func namedWhere(ctx context.Context, store graph.Store, texts Texts, entity string) ([]Quote, error) {
	quotes := []Quote{}
	last := ""
	for mention, err := range store.Mentions(ctx, graph.MentionFilter{Entity: entity}) {
		if err != nil {
			return nil, err
		}
		if mention.Document == last {
			continue
		}
		last = mention.Document
		document, err := graph.Document(ctx, store, mention.Document)
		if err != nil {
			return nil, err
		}
		text, err := texts.Text(ctx, document.TextHash)
		if err != nil {
			return nil, err
		}
		span := onLine(text, mention.Span)
		if quotes = append(quotes, Quote{mention.Document, span.Start, span.End, text[span.Start:span.End]}); len(quotes) == quotedDocuments {
			break
		}
	}
	return quotes, nil
}

// onLine widens a span to what stands around it on its line, in whole words.
func onLine(text string, span corpus.Span) corpus.Span {
	start, end := max(0, span.Start-around), min(len(text), span.End+around)
	for start > 0 && start < span.Start && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	if at := strings.LastIndexByte(text[start:span.Start], '\n'); at >= 0 {
		start += at + 1
	} else if at := strings.IndexByte(text[start:span.Start], ' '); at >= 0 && start > 0 {
		start += at + 1
	}
	if at := strings.IndexByte(text[span.End:end], '\n'); at >= 0 {
		end = span.End + at
	} else if at := strings.LastIndexByte(text[span.End:end], ' '); at >= 0 && end < len(text) {
		end = span.End + at
	}
	return corpus.Span{Start: start, End: end}
}
