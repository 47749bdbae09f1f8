package graph

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"github.com/samband/samband/corpus"
)

// ErrChanged reports that documents were written during an export, so that its
// lines may not agree with each other. The remedy is to export again.
var ErrChanged = errors.New("the graph changed during the export")

// ExportOptions choose what an export holds.
type ExportOptions struct {
	Text bool // documents carry their canonical text
}

// Export writes the graph as JSON Lines: documents, passages, entities,
// mentions and relations, each sorted as the Store yields them, so that equal
// graphs give equal bytes. MentionedIn is among the relations; Related is not,
// for it is association of the whole corpus and follows from the mentions.
// texts returns the canonical text of a document. Memory use does not grow
// with the graph.
func Export(ctx context.Context, store Store, texts func(corpus.Document) (string, error), w io.Writer, options ExportOptions) error {
	before, err := store.Stats(ctx)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	e := exporter{store: store, texts: texts, options: options, encoder: encoder}
	for _, lines := range []func(context.Context) error{e.documents, e.passages, e.entities, e.mentions, e.relations} {
		if err := lines(ctx); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	after, err := store.Stats(ctx)
	if err == nil && after.Generation != before.Generation {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

type exporter struct {
	store   Store
	texts   func(corpus.Document) (string, error)
	options ExportOptions
	encoder *json.Encoder
}

// seconds are written with three decimals.
type seconds time.Duration

// MarshalJSON renders the duration as a number of seconds.
func (s seconds) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, time.Duration(s).Seconds(), 'f', 3, 64), nil
}

type documentLine struct {
	Type       string              `json:"type"`
	ID         string              `json:"id"`
	Source     string              `json:"source"`
	Kind       corpus.DocumentKind `json:"kind"`
	Title      string              `json:"title"`
	Date       string              `json:"date"`
	Language   string              `json:"language"`
	Revision   string              `json:"revision"`
	Collection string              `json:"collection"`
	Publisher  string              `json:"publisher"`
	Authors    []string            `json:"authors"`
	URL        string              `json:"url"`
	Text       *string             `json:"text,omitempty"`
}

type passageLine struct {
	Type       string             `json:"type"`
	ID         string             `json:"id"`
	Document   string             `json:"document"`
	Ordinal    int                `json:"ordinal"`
	Start      int                `json:"start"`
	End        int                `json:"end"`
	Speaker    *string            `json:"speaker"`
	Heading    string             `json:"heading"`
	Time       *seconds           `json:"time"`
	Page       *int               `json:"page"`
	Text       string             `json:"text"`
	Kind       corpus.PassageKind `json:"kind"`
	AgendaItem string             `json:"agenda_item"`
	Language   string             `json:"language"`
}

type entityLine struct {
	Type       string            `json:"type"`
	ID         string            `json:"id"`
	Kind       Kind              `json:"kind"`
	Name       string            `json:"name"`
	Aliases    []string          `json:"aliases"`
	Attributes map[string]string `json:"attributes"`
}

type mentionLine struct {
	Type       string  `json:"type"`
	Entity     string  `json:"entity"`
	Document   string  `json:"document"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Text       string  `json:"text"`
	Method     string  `json:"method"`
	Confidence float64 `json:"confidence"`
}

type relationLine struct {
	Type       string            `json:"type"`
	From       string            `json:"from"`
	Relation   RelationType      `json:"relation"`
	To         string            `json:"to"`
	Attributes map[string]string `json:"attributes"`
	Evidence   []evidenceObject  `json:"evidence"`
}

type evidenceObject struct {
	Document   string   `json:"document"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Quote      string   `json:"quote"`
	Page       *int     `json:"page,omitempty"`
	Time       *seconds `json:"time,omitempty"`
	Method     string   `json:"method"`
	Confidence float64  `json:"confidence"`
}

// each writes one line for every value of a sequence.
func each[T any](sequence iter.Seq2[T, error], write func(T) error) error {
	for value, err := range sequence {
		if err != nil {
			return err
		}
		if err := write(value); err != nil {
			return err
		}
	}
	return nil
}

func (e *exporter) documents(ctx context.Context) error {
	return each(e.store.Documents(ctx, DocumentFilter{}), func(d corpus.Document) error {
		line := documentLine{
			Type: "document", ID: d.ID, Source: d.Source, Kind: d.Kind, Title: d.Title, Date: d.Date, Language: d.Language,
			Revision: d.Revision, Collection: d.Collection, Publisher: d.Publisher, Authors: d.Authors, URL: d.URL,
		}
		if line.Authors == nil {
			line.Authors = []string{}
		}
		if e.options.Text {
			text, err := e.text(d)
			if err != nil {
				return err
			}
			line.Text = &text
		}
		return e.encoder.Encode(&line)
	})
}

func (e *exporter) text(document corpus.Document) (string, error) {
	text, err := e.texts(document)
	if err != nil {
		return "", fmt.Errorf("text of %s: %w", document.ID, err)
	}
	return text, nil
}

func (e *exporter) passages(ctx context.Context) error {
	return each(e.store.Documents(ctx, DocumentFilter{}), func(d corpus.Document) error {
		text, read := "", false
		return each(e.store.Passages(ctx, d.ID), func(p corpus.Passage) error {
			if !read {
				var err error
				if text, err = e.text(d); err != nil {
					return err
				}
				read = true
			}
			if !p.Valid(text) {
				return fmt.Errorf("passage %s: span %s lies outside the text of %d bytes", p.ID, p.Span, len(text))
			}
			return e.encoder.Encode(newPassageLine(&p, p.Of(text)))
		})
	})
}

func newPassageLine(p *corpus.Passage, text string) *passageLine {
	line := &passageLine{
		Type: "passage", ID: p.ID, Document: p.Document, Ordinal: p.Ordinal, Start: p.Start, End: p.End,
		Heading: p.Heading, Text: text, Kind: p.Kind, AgendaItem: p.AgendaItem, Language: p.Language,
	}
	if p.Speaker != "" {
		line.Speaker = &p.Speaker
	}
	line.Page, line.Time = place(p.Page, p.Time, p.Timed)
	return line
}

// place is nil for what is not known.
func place(page int, at time.Duration, timed bool) (*int, *seconds) {
	var pageOrNone *int
	if page > 0 {
		pageOrNone = &page
	}
	if !timed {
		return pageOrNone, nil
	}
	moment := seconds(at)
	return pageOrNone, &moment
}

func (e *exporter) entities(ctx context.Context) error {
	return each(e.store.Entities(ctx, EntityFilter{}), func(entity Entity) error {
		return e.encoder.Encode(&entityLine{
			Type: "entity", ID: entity.ID, Kind: entity.Kind, Name: entity.Name,
			Aliases: entity.Aliases, Attributes: entity.Attributes,
		})
	})
}

func (e *exporter) mentions(ctx context.Context) error {
	return each(e.store.Mentions(ctx, MentionFilter{}), func(m Mention) error {
		return e.encoder.Encode(&mentionLine{
			Type: "mention", Entity: m.Entity, Document: m.Document, Start: m.Start, End: m.End,
			Text: m.Text, Method: m.Method, Confidence: m.Confidence,
		})
	})
}

func (e *exporter) relations(ctx context.Context) error {
	return each(e.store.Relations(ctx, RelationFilter{}), func(r Relation) error {
		line := relationLine{Type: "relation", From: r.From, Relation: r.Type, To: r.To, Attributes: r.Attributes}
		for i := range r.Evidence {
			evidence := &r.Evidence[i]
			object := evidenceObject{
				Document: evidence.Document, Start: evidence.Start, End: evidence.End, Quote: evidence.Quote,
				Method: evidence.Method, Confidence: evidence.Confidence,
			}
			object.Page, object.Time = place(evidence.Page, evidence.Time, evidence.Timed)
			line.Evidence = append(line.Evidence, object)
		}
		return e.encoder.Encode(&line)
	})
}
