package api

import (
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// Explorer answers what is asked about words beside a search. A Searcher that is
// none has no such routes.
type Explorer interface {
	Trend(ctx context.Context, request search.Request) (search.Trend, error)
	Complete(ctx context.Context, text string, limit int) (search.Completions, error)
	Similar(ctx context.Context, passage string, limit int) ([]search.Hit, error)
}

// errNoExplorer reports a searcher without routes for exploring.
var errNoExplorer = fmt.Errorf("the searcher of this server only searches: %w", graph.ErrNotFound)

func (s *Server) registerExplore(api huma.API) {
	huma.Register(api, reading("suggest", "/suggest", "Words, entities and documents that begin as typed"), adapt(s, s.suggest))
	huma.Register(api, reading("concordance", "/kwic", "Matches with what stands before and after them"), adapt(s, s.kwic))
	huma.Register(api, reading("trend", "/trend", "Passages that match, by year"), adapt(s, s.trend))
	huma.Register(api, reading("similar-passages", "/passages/{id}/similar", "Passages that share the telling words of one"), adapt(s, s.similar))
}

func (s *Server) explorer() (Explorer, error) {
	explorer, ok := s.searcher.(Explorer)
	if !ok {
		return nil, errNoExplorer
	}
	return explorer, nil
}

type suggestInput struct {
	Prefix string `query:"prefix" maxLength:"200" doc:"What is typed so far"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"8" doc:"Of each type"`
}

// Completion is what what was typed may become: a word, an entity or a document.
type Completion struct {
	Type  string `json:"type" enum:"word,person,organisation,report,concept,place,document"`
	Text  string `json:"text"`
	ID    string `json:"id,omitempty" doc:"Of an entity or document"`
	Count int    `json:"count" doc:"Passages with a word, documents with an entity"`
}

type suggestOutput struct {
	Body struct {
		Items []Completion `json:"items"`
	}
}

func (s *Server) suggest(ctx context.Context, input *suggestInput) (*suggestOutput, error) {
	explorer, err := s.explorer()
	if err != nil {
		return nil, err
	}
	output := &suggestOutput{}
	output.Body.Items = []Completion{}
	found, err := explorer.Complete(ctx, input.Prefix, input.Limit)
	if err != nil {
		return nil, err
	}
	for _, word := range found.Words {
		output.Body.Items = append(output.Body.Items, Completion{Type: "word", Text: word.Word, Count: word.Passages})
	}
	if input.Prefix != "" {
		for entity, err := range s.store.Entities(ctx, graph.EntityFilter{Prefix: input.Prefix, Limit: input.Limit}) {
			if err != nil {
				return nil, fmt.Errorf("suggest entities: %w", err)
			}
			output.Body.Items = append(output.Body.Items, Completion{Type: string(entity.Kind), Text: entity.Name, ID: entity.ID, Count: entity.Documents})
		}
	}
	if len(found.Documents) > 0 {
		for document, err := range s.store.Documents(ctx, graph.DocumentFilter{IDs: found.Documents}) {
			if err != nil {
				return nil, fmt.Errorf("suggest documents: %w", err)
			}
			output.Body.Items = append(output.Body.Items, Completion{Type: "document", Text: titleOf(document), ID: document.ID, Count: 1})
		}
	}
	return output, nil
}

// Limits of a concordance.
const (
	maxLinePassages = search.MaxLimit // passages whose matches make lines
	maxContext      = 400             // characters on each side
)

// ConcordanceQuery is what a concordance takes beside the question.
type ConcordanceQuery struct {
	Sort  string `query:"sort" enum:"relevance,left,match,right,speaker,date" default:"relevance"`
	Width int    `query:"width" minimum:"10" maximum:"400" default:"60" doc:"Characters of context on each side"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"Passages whose matches are listed, the best"`
}

type kwicInput struct {
	QueryInput
	ConcordanceQuery
}

// Line is a match with its context.
type Line struct {
	Left     string   `json:"left"`
	Match    string   `json:"match"`
	Right    string   `json:"right"`
	Start    int      `json:"start" doc:"First byte of the match in the canonical text"`
	End      int      `json:"end" doc:"One past its last byte"`
	Document string   `json:"document"`
	Title    string   `json:"title"`
	Date     string   `json:"date"`
	Passage  string   `json:"passage"`
	Speaker  *string  `json:"speaker" doc:"Entity id of the speaker"`
	Time     *float64 `json:"time" doc:"Seconds into the recording"`
	Page     *int     `json:"page"`
}

// Concordance lists matches with their context.
type Concordance struct {
	Items []Line           `json:"items"`
	Total search.Total     `json:"total" doc:"Passages that match"`
	Query search.QueryEcho `json:"query"`
}

type kwicOutput struct{ Body Concordance }

func (s *Server) kwic(ctx context.Context, input *kwicInput) (*kwicOutput, error) {
	lines, result, err := s.lines(ctx, input)
	if err != nil {
		return nil, err
	}
	body := Concordance{Items: make([]Line, len(lines)), Total: result.Total, Query: result.Query}
	for i := range lines {
		body.Items[i] = NewLine(&lines[i])
	}
	return &kwicOutput{body}, nil
}

// lines answers a concordance. Only words make lines, so that meaning is left
// out.
func (s *Server) lines(ctx context.Context, input *kwicInput) ([]search.Line, search.Result, error) {
	request := input.request()
	request.Mode, request.Limit = search.ModeText, min(input.Limit, maxLinePassages)
	result, err := s.find(ctx, request)
	if err != nil {
		return nil, result, err
	}
	lines := search.Concordance(result.Hits, min(input.Width, maxContext))
	search.SortLines(lines, input.Sort)
	return lines, result, nil
}

// NewLine renders a line of a concordance.
func NewLine(l *search.Line) Line {
	line := Line{
		Left: l.Left, Match: l.Match, Right: l.Right, Start: l.Start, End: l.End, Document: l.Document, Title: l.Title, Date: l.Date,
		Passage: l.Passage, Speaker: optional(l.Speaker),
	}
	line.Time, line.Page = whereabouts(l.Time, l.Timed, l.Page)
	return line
}

type trendInput struct{ QueryInput }

// Trend is how often a question is answered, by year.
type Trend struct {
	Items []TrendPeriod    `json:"items" doc:"Every year from the first to the last, documents without date last"`
	Total search.Total     `json:"total" doc:"Sum of the passages"`
	Query search.QueryEcho `json:"query"`
}

// TrendPeriod is one year.
type TrendPeriod struct {
	search.Period

	PerWords float64 `json:"per_10000_words" doc:"Passages that match for every 10,000 words of the passages that pass the filter"`
}

type trendOutput struct{ Body Trend }

func (s *Server) trend(ctx context.Context, input *trendInput) (*trendOutput, error) {
	explorer, err := s.explorer()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, searchTimeout)
	defer cancel()
	trend, err := explorer.Trend(ctx, input.request())
	if err != nil {
		return nil, err
	}
	return &trendOutput{NewTrend(trend)}, nil
}

// wordsPerRate is the number of words that relative frequencies are given for.
const wordsPerRate = 10_000

// NewTrend renders a trend.
func NewTrend(trend search.Trend) Trend {
	body := Trend{Items: make([]TrendPeriod, len(trend.Periods)), Total: search.Total{Value: trend.Total, Relation: "eq"}, Query: trend.Query}
	for i, period := range trend.Periods {
		body.Items[i].Period = period
		if period.Words > 0 {
			body.Items[i].PerWords = float64(period.Passages) * wordsPerRate / float64(period.Words)
		}
	}
	return body
}

type similarInput struct {
	ID    string `path:"id" doc:"Passage id"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"10"`
}

type similarOutput struct {
	Body struct {
		Items []Hit `json:"items"`
	}
}

func (s *Server) similar(ctx context.Context, input *similarInput) (*similarOutput, error) {
	explorer, err := s.explorer()
	if err != nil {
		return nil, err
	}
	document, _ := graph.DocumentOf(input.ID)
	if _, err := graph.Document(ctx, s.store, document); err != nil {
		return nil, err
	}
	hits, err := explorer.Similar(ctx, input.ID, input.Limit)
	if err != nil {
		return nil, err
	}
	output := &similarOutput{}
	output.Body.Items = make([]Hit, 0, len(hits))
	for i := range hits {
		output.Body.Items = append(output.Body.Items, newHit(&hits[i]))
	}
	return output, nil
}
