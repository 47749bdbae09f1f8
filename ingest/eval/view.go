package eval

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Graph is what the pipeline produced; every graph.Store is one.
type Graph interface {
	Documents(ctx context.Context, filter graph.DocumentFilter) iter.Seq2[corpus.Document, error]
	Entities(ctx context.Context, filter graph.EntityFilter) iter.Seq2[graph.Entity, error]
	Mentions(ctx context.Context, filter graph.MentionFilter) iter.Seq2[graph.Mention, error]
	Relations(ctx context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error]
}

// Texts gives the canonical text of a stored document.
type Texts func(ctx context.Context, document corpus.Document) (string, error)

// product is the graph read for one evaluation.
type product struct {
	graph     Graph
	texts     Texts
	documents []corpus.Document
	entities  map[string]graph.Entity
}

func readProduct(ctx context.Context, g Graph, texts Texts) (*product, error) {
	p := &product{graph: g, texts: texts, entities: map[string]graph.Entity{}}
	for document, err := range g.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("read documents: %w", err)
		}
		p.documents = append(p.documents, document)
	}
	for entity, err := range g.Entities(ctx, graph.EntityFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
		p.entities[entity.ID] = entity
	}
	return p, nil
}

// document returns the stored document that gold names: by its whole source,
// else by the source's last part, the item of an input included.
func (p *product) document(name string) (corpus.Document, bool) {
	for _, d := range p.documents {
		if d.Source == name {
			return d, true
		}
	}
	for _, d := range p.documents {
		rest, found := strings.CutSuffix(d.Source, name)
		if found && rest != "" && strings.ContainsRune(`/\#:!`, rune(rest[len(rest)-1])) {
			return d, true
		}
	}
	return corpus.Document{}, false
}

// subject is an entity as the product sees it in one document.
type subject struct {
	graph.Entity
	mentions []graph.Mention
	matched  int // index into Gold.Entities, -1 where it is none of them
}

// view is what the product found in one document.
type view struct {
	document  corpus.Document
	text      string
	subjects  []*subject // in order of id
	byID      map[string]*subject
	relations []graph.Relation
}

func (p *product) view(ctx context.Context, document corpus.Document) (*view, error) {
	text, err := p.texts(ctx, document)
	if err != nil {
		return nil, fmt.Errorf("text of %s: %w", document.Source, err)
	}
	v := &view{document: document, text: text, byID: map[string]*subject{}}
	for mention, err := range p.graph.Mentions(ctx, graph.MentionFilter{Document: document.ID}) {
		if err != nil {
			return nil, fmt.Errorf("mentions of %s: %w", document.Source, err)
		}
		if mention.Valid(text) {
			v.add(p.entities[mention.Entity], mention)
		}
	}
	slices.SortFunc(v.subjects, func(a, b *subject) int { return cmp.Compare(a.ID, b.ID) })
	for relation, err := range p.graph.Relations(ctx, graph.RelationFilter{Document: document.ID}) {
		if err != nil {
			return nil, fmt.Errorf("relations of %s: %w", document.Source, err)
		}
		v.relations = append(v.relations, relation)
	}
	return v, nil
}

func (v *view) add(entity graph.Entity, mention graph.Mention) {
	known, found := v.byID[mention.Entity]
	if !found {
		known = &subject{Entity: entity, matched: -1}
		known.ID = mention.Entity
		known.Kind, _ = graph.KindOf(mention.Entity)
		v.byID[mention.Entity] = known
		v.subjects = append(v.subjects, known)
	}
	known.mentions = append(known.mentions, mention)
}

// of returns the document's relations of a type.
func (v *view) of(wanted graph.RelationType) []graph.Relation {
	var all []graph.Relation
	for _, relation := range v.relations {
		if relation.Type == wanted {
			all = append(all, relation)
		}
	}
	return all
}

// context is the text around a span of the document.
func (v *view) context(span corpus.Span) string { return around(v.text, span) }

// around is the text around a span, for people to see where an error lies. Of
// a long span it shows the beginning.
func around(text string, span corpus.Span) string {
	const around, longest = 40, 80
	if !span.Valid(text) {
		return ""
	}
	start, end := max(0, span.Start-around), min(len(text), span.End+around, span.Start+longest+around)
	for start > 0 && text[start]&0xC0 == 0x80 {
		start--
	}
	for end < len(text) && text[end]&0xC0 == 0x80 {
		end++
	}
	return strings.Join(strings.Fields(text[start:end]), " ")
}
