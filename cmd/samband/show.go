package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/ingest/resolve"
)

// shownEvidence is how many quotes are printed under a relation.
const shownEvidence = 2

func (p *program) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show ID|NAME",
		Short: p.text("visa en entitet, ett dokument eller ett textställe", "show an entity, a document or a passage"),
		Example: `  samband show person:anna-ek
  samband show 'Anna Ek'
  samband show protokoll-2021-04-1a2b3c4d
  samband show protokoll-2021-04-1a2b3c4d:0007 --json`,
		Args: p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.show(cmd.Context(), lib, args[0])
		},
	}
}

func (p *program) show(ctx context.Context, lib *library, id string) error {
	documentID, _, isPassage := strings.Cut(id, ":")
	document, err := graph.Document(ctx, lib.store, documentID)
	switch {
	case err == nil && isPassage:
		return p.showPassage(ctx, lib, document, id)
	case err == nil:
		return p.showDocument(ctx, lib, document)
	case !errors.Is(err, graph.ErrNotFound):
		return err
	}
	entity, err := p.findEntity(ctx, lib, id)
	if err != nil {
		return err
	}
	return p.showEntity(ctx, lib, entity)
}

// get prints what the HTTP API answers, without a server.
func (p *program) get(ctx context.Context, lib *library, path string) error {
	body, err := p.fetch(ctx, lib, path)
	if err == nil {
		p.printf("%s", body)
	}
	return err
}

// fetch asks the HTTP API without a server.
func (p *program) fetch(ctx context.Context, lib *library, path string) ([]byte, error) {
	server, err := lib.server(serving{})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	answer := answer{header: http.Header{}}
	server.Handler().ServeHTTP(&answer, request)
	if answer.status >= http.StatusBadRequest {
		return nil, fmt.Errorf("GET %s: %s: %s", path, http.StatusText(answer.status), strings.TrimSpace(answer.body.String()))
	}
	return answer.body.Bytes(), nil
}

// answer is an http.ResponseWriter into memory.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) { a.status = status }

// Write implements http.ResponseWriter.
func (a *answer) Write(data []byte) (int, error) { return a.body.Write(data) }

func (p *program) showDocument(ctx context.Context, lib *library, document corpus.Document) error {
	if p.json {
		return p.get(ctx, lib, "/api/v1/documents/"+url.PathEscape(document.ID))
	}
	p.printf("%s\n", p.style(styleBold, document.Title))
	for _, line := range [][2]string{
		{"id", document.ID},
		{p.text("slag", "kind"), string(document.Kind)},
		{p.text("datum", "date"), document.Date},
		{p.text("utgivare", "publisher"), document.Publisher},
		{p.text("av", "by"), strings.Join(document.Authors, ", ")},
		{p.text("källa", "source"), document.Source},
		{p.text("revision", "revision"), document.Revision},
	} {
		if line[1] != "" {
			p.printf("  %-10s %s\n", line[0], line[1])
		}
	}
	text, err := lib.sources().Text(ctx, document.TextHash)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for passage, err := range lib.store.Passages(ctx, document.ID) {
		if err != nil {
			return err
		}
		if err := p.printPassage(ctx, lib, names, passage, text); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) printPassage(ctx context.Context, lib *library, names map[string]string, passage corpus.Passage, text string) error {
	label := fmt.Sprintf("%04d", passage.Ordinal)
	if place := placeOf(passage.Page, passage.Time, passage.Timed); place != "" {
		label += " " + place
	}
	if passage.Speaker != "" {
		name, err := entityName(ctx, lib.store, names, passage.Speaker)
		if err != nil {
			return err
		}
		label += " " + name
	}
	p.printf("\n%s\n%s\n", p.style(styleDim, label), passage.Of(text))
	return nil
}

func (p *program) showPassage(ctx context.Context, lib *library, document corpus.Document, id string) error {
	text, err := lib.sources().Text(ctx, document.TextHash)
	if err != nil {
		return err
	}
	for passage, err := range lib.store.Passages(ctx, document.ID) {
		if err != nil {
			return err
		}
		if passage.ID != id {
			continue
		}
		if p.json {
			return p.emit(api.NewPassage(passage, text))
		}
		p.printf("%s  %s\n", p.style(styleBold, document.Title), document.Date)
		return p.printPassage(ctx, lib, map[string]string{}, passage, text)
	}
	return fmt.Errorf("passage %s: %w", id, graph.ErrNotFound)
}

func (p *program) showEntity(ctx context.Context, lib *library, entity graph.Entity) error {
	if p.json {
		return p.get(ctx, lib, "/api/v1/entities/"+url.PathEscape(entity.ID))
	}
	p.printf("%s  %s\n", p.style(styleBold, entity.Name), p.style(styleDim, entity.ID))
	p.printf("  %d %s\n", entity.Documents, p.text("dokument", "documents"))
	if len(entity.Aliases) > 0 {
		p.printf("  %s: %s\n", p.text("även", "also"), strings.Join(entity.Aliases, ", "))
	}
	for _, key := range slices.Sorted(maps.Keys(entity.Attributes)) {
		p.printf("  %s: %s\n", key, entity.Attributes[key])
	}
	if err := p.showNotes(ctx, lib, entity.ID); err != nil {
		return err
	}
	types := slices.DeleteFunc(graph.RelationTypes(), func(t graph.RelationType) bool { return t == graph.MentionedIn })
	titles, names := map[string]string{}, map[string]string{}
	for relation, err := range lib.store.Relations(ctx, graph.RelationFilter{Node: entity.ID, Types: types}) {
		if err != nil {
			return err
		}
		if err := p.printRelation(ctx, lib, names, titles, relation); err != nil {
			return err
		}
	}
	return nil
}

// showNotes prints what people have noted about an entity.
func (p *program) showNotes(ctx context.Context, lib *library, id string) error {
	rulings, err := resolve.Rulings(ctx, lib.store)
	if err != nil {
		return err
	}
	about, err := p.about(ctx, lib, rulings, id)
	if err != nil {
		return err
	}
	for _, event := range rulings.Events() {
		if _, undone := rulings.Event(event.ID); event.Kind == graph.Note && !undone && about(event.Subjects[0]) {
			p.printf("  %s: %s\n", p.text("anteckning", "note"), event.Value)
		}
	}
	return nil
}

func (p *program) printRelation(ctx context.Context, lib *library, names, titles map[string]string, relation graph.Relation) error {
	facts, err := query.Attest(ctx, lib.store, relation)
	if err != nil {
		return err
	}
	return p.printFact(ctx, lib, names, titles, &facts[0])
}

// nodeName names an entity, a document or a passage of one.
func (p *program) nodeName(ctx context.Context, lib *library, names map[string]string, id string) (string, error) {
	if _, isEntity := graph.KindOf(id); isEntity {
		return entityName(ctx, lib.store, names, id)
	}
	if name, known := names[id]; known {
		return name, nil
	}
	documentID, _, _ := strings.Cut(id, ":")
	document, err := graph.Document(ctx, lib.store, documentID)
	if err != nil {
		return "", err
	}
	name := document.Title
	if name == "" {
		name = document.Source
	}
	names[id] = name
	return name, nil
}
