package api

import (
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

// Span is a range of bytes of a canonical text.
type Span struct {
	Start int `json:"start" doc:"First byte"`
	End   int `json:"end" doc:"One past the last byte"`
}

// Hit is a passage that answers a query.
type Hit struct {
	Document   string   `json:"document" doc:"Document id"`
	Source     string   `json:"source" doc:"File or address as given"`
	Title      string   `json:"title"`
	Date       string   `json:"date" doc:"ISO 8601 day, month or year"`
	Kind       string   `json:"kind"`
	Passage    string   `json:"passage" doc:"Passage id"`
	Start      int      `json:"start" doc:"First byte of the passage in the canonical text"`
	End        int      `json:"end" doc:"One past its last byte"`
	Score      float64  `json:"score"`
	Text       string   `json:"text" doc:"Exactly the canonical text from start to end"`
	Highlights []Span   `json:"highlights" doc:"Words that matched, as bytes of the canonical text"`
	Speaker    *string  `json:"speaker" doc:"Entity id of the speaker"`
	Heading    string   `json:"heading"`
	Time       *float64 `json:"time" doc:"Seconds into the recording"`
	Page       *int     `json:"page" doc:"Page, from 1"`
}

// SearchResponse answers a search.
type SearchResponse struct {
	Items    []Hit            `json:"items"`
	Total    search.Total     `json:"total"`
	Next     *string          `json:"next" doc:"Token of the next page"`
	Facets   FacetCounts      `json:"facets,omitempty" doc:"Values of the facets that were asked for, with the number of passages that choosing one would give"`
	Coverage search.Coverage  `json:"coverage"`
	Query    search.QueryEcho `json:"query"`
	TookMS   float64          `json:"took_ms"`
}

// NewSearchResponse renders a result.
func NewSearchResponse(result search.Result) SearchResponse {
	response := SearchResponse{
		Items: make([]Hit, 0, len(result.Hits)), Total: result.Total, Next: optional(result.Next),
		Coverage: result.Coverage, Query: result.Query, TookMS: float64(result.Took.Microseconds()) / 1000,
	}
	if response.Query.Notes == nil {
		response.Query.Notes = []string{}
	}
	for i := range result.Hits {
		response.Items = append(response.Items, newHit(&result.Hits[i]))
	}
	return response
}

func newHit(h *search.Hit) Hit {
	hit := Hit{
		Document: h.Document, Source: h.Source, Title: h.Title, Date: h.Date, Kind: string(h.Kind), Passage: h.Passage,
		Start: h.Start, End: h.End, Score: h.Score, Text: h.Text, Highlights: spans(h.Highlights),
		Speaker: optional(h.Speaker), Heading: h.Heading,
	}
	hit.Time, hit.Page = whereabouts(h.Time, h.Timed, h.Page)
	return hit
}

func spans(from []corpus.Span) []Span {
	to := make([]Span, len(from))
	for i, span := range from {
		to[i] = Span(span)
	}
	return to
}

func optional(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}

// whereabouts renders a time, in seconds, and a page; nil for what there is none of.
func whereabouts(at time.Duration, timed bool, page int) (*float64, *int) {
	var seconds *float64
	if timed {
		seconds = new(at.Seconds())
	}
	if page > 0 {
		return seconds, &page
	}
	return seconds, nil
}

// Document describes a document.
type Document struct {
	ID         string   `json:"id"`
	Revision   string   `json:"revision" doc:"SHA-256 of the original"`
	Collection string   `json:"collection"`
	Source     string   `json:"source"`
	Kind       string   `json:"kind"`
	Title      string   `json:"title"`
	Date       string   `json:"date"`
	Language   string   `json:"language"`
	Publisher  string   `json:"publisher"`
	Authors    []string `json:"authors"`
	URL        string   `json:"url"`
	Format     string   `json:"format"`
}

func newDocument(d corpus.Document) Document {
	authors := d.Authors
	if authors == nil {
		authors = []string{}
	}
	return Document{
		ID: d.ID, Revision: d.Revision, Collection: d.Collection, Source: d.Source, Kind: string(d.Kind), Title: d.Title,
		Date: d.Date, Language: d.Language, Publisher: d.Publisher, Authors: authors, URL: d.URL, Format: string(d.Format),
	}
}

// Passage is a passage of a document.
type Passage struct {
	ID         string   `json:"id"`
	Ordinal    int      `json:"ordinal"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Kind       string   `json:"kind"`
	Heading    string   `json:"heading"`
	AgendaItem string   `json:"agenda_item"`
	Speaker    *string  `json:"speaker"`
	Time       *float64 `json:"time"`
	Page       *int     `json:"page"`
	Text       string   `json:"text"`
}

// NewPassage renders a passage of a canonical text.
func NewPassage(p corpus.Passage, text string) Passage {
	passage := Passage{
		ID: p.ID, Ordinal: p.Ordinal, Start: p.Start, End: p.End, Kind: string(p.Kind), Heading: p.Heading,
		AgendaItem: p.AgendaItem, Speaker: optional(p.Speaker), Text: p.Of(text),
	}
	passage.Time, passage.Page = whereabouts(p.Time, p.Timed, p.Page)
	return passage
}

// DocumentResponse is a document with its passages.
type DocumentResponse struct {
	Document
	Passages []Passage `json:"passages"`
}

// Entity is a person, organisation, report, concept or place.
type Entity struct {
	ID         string            `json:"id"`
	Kind       string            `json:"kind"`
	Name       string            `json:"name"`
	Aliases    []string          `json:"aliases"`
	Attributes map[string]string `json:"attributes"`
	Documents  int               `json:"documents" doc:"Number of documents that speak of it"`
}

// NewEntity renders an entity.
func NewEntity(e graph.Entity) Entity {
	entity := Entity{ID: e.ID, Kind: string(e.Kind), Name: e.Name, Aliases: e.Aliases, Attributes: e.Attributes, Documents: e.Documents}
	if entity.Aliases == nil {
		entity.Aliases = []string{}
	}
	if entity.Attributes == nil {
		entity.Attributes = map[string]string{}
	}
	return entity
}

// Evidence is the words a fact rests on.
type Evidence struct {
	Document   string   `json:"document"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Quote      string   `json:"quote" doc:"Exactly the canonical text from start to end"`
	Time       *float64 `json:"time"`
	Page       *int     `json:"page"`
	Method     string   `json:"method"`
	Confidence float64  `json:"confidence"`
}

// Relation is a fact with its evidence.
type Relation struct {
	From       string            `json:"from"`
	Relation   string            `json:"relation"`
	To         string            `json:"to"`
	Attributes map[string]string `json:"attributes"`
	Evidence   []Evidence        `json:"evidence" doc:"The first of it where there is much"`
	FirstSeen  string            `json:"first_seen" doc:"Date of the earliest document that states it; empty where none has a date"`
	LastSeen   string            `json:"last_seen" doc:"Date of the latest"`
	Count      int               `json:"count" doc:"Pieces of evidence, those that are left out too"`
	Documents  []string          `json:"documents" doc:"Documents that state it, the first hundred by id"`
}

// NewFact renders a fact with at most limit pieces of evidence; 0 is no limit.
func NewFact(f query.Fact, limit int) Relation {
	r := &f.Relation
	relation := Relation{
		From: r.From, Relation: string(r.Type), To: r.To, Attributes: r.Attributes, Evidence: []Evidence{},
		FirstSeen: f.First, LastSeen: f.Last, Count: len(r.Evidence), Documents: []string{},
	}
	if relation.Attributes == nil {
		relation.Attributes = map[string]string{}
	}
	for i, e := range r.Evidence {
		if n := len(relation.Documents); (n == 0 || relation.Documents[n-1] != e.Document) && n < maxDocuments {
			relation.Documents = append(relation.Documents, e.Document)
		}
		if limit > 0 && i >= limit {
			continue
		}
		evidence := Evidence{Document: e.Document, Start: e.Start, End: e.End, Quote: e.Quote, Method: e.Method, Confidence: e.Confidence}
		evidence.Time, evidence.Page = whereabouts(e.Time, e.Timed, e.Page)
		relation.Evidence = append(relation.Evidence, evidence)
	}
	return relation
}

// Mention is a place where a document speaks of an entity.
type Mention struct {
	Document   string  `json:"document"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Text       string  `json:"text"`
	Method     string  `json:"method"`
	Confidence float64 `json:"confidence"`
}

func newMention(m graph.Mention) Mention {
	return Mention{Document: m.Document, Start: m.Start, End: m.End, Text: m.Text, Method: m.Method, Confidence: m.Confidence}
}

// EntityResponse is an entity with what is known of it.
type EntityResponse struct {
	Entity
	Relations []Relation `json:"relations" doc:"Facts from and to the entity, without mere mentions"`
	Mentions  []Mention  `json:"mentions"`
}

// EntityList is a list of entities.
type EntityList struct {
	Items []Entity `json:"items"`
	Next  *string  `json:"next"`
}

// DocumentList is a list of documents.
type DocumentList struct {
	Items []Document `json:"items"`
	Next  *string    `json:"next"`
}

// CoverageResponse says what the library holds.
type CoverageResponse struct {
	search.Coverage
	Entities map[graph.Kind]int `json:"entities"`
	Facts    int                `json:"facts"`
	Mentions int                `json:"mentions"`
}
