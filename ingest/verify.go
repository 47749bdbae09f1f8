package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// Difference is something stored that does not agree with the text or graph
// it was made from.
type Difference struct {
	What     string `json:"what"` // archive, document, passage, mention, evidence, index
	Document string `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Problem  string `json:"problem"`
}

// String renders the difference on one line.
func (d Difference) String() string {
	if d.Document == "" {
		return d.What + ": " + d.Problem
	}
	return fmt.Sprintf("%s %s %d:%d: %s", d.Document, d.What, d.Start, d.End, d.Problem)
}

// Verification counts what was checked.
type Verification struct {
	Documents   int `json:"documents"`
	Passages    int `json:"passages"`
	Mentions    int `json:"mentions"`
	Evidence    int `json:"evidence"`
	Differences int `json:"differences"`
}

// Verify recomputes the hash of every original and text, every passage,
// mention and quote against its canonical text, and compares what the index
// holds with the graph. Each difference is reported as it is found.
func Verify(ctx context.Context, store graph.Store, texts *archive.Archive, index search.Index, report func(Difference)) (Verification, error) {
	v := &verifier{store: store, texts: texts, report: report, known: map[string]corpus.Document{}}
	for _, step := range []func(context.Context) error{v.archive, v.documents, v.relations} {
		if err := step(ctx); err != nil {
			return v.result, fmt.Errorf("verify: %w", err)
		}
	}
	if err := v.index(ctx, index); err != nil {
		return v.result, fmt.Errorf("verify: %w", err)
	}
	return v.result, nil
}

// maxCachedText bounds the texts kept while relations are checked, in bytes.
const maxCachedText = 128 << 20

type verifier struct {
	store  graph.Store
	texts  *archive.Archive
	report func(Difference)
	result Verification
	known  map[string]corpus.Document
	cache  map[string]string // canonical text by document id
	cached int
}

func (v *verifier) differ(what, document string, span corpus.Span, format string, args ...any) {
	v.result.Differences++
	v.report(Difference{What: what, Document: document, Start: span.Start, End: span.End, Problem: fmt.Sprintf(format, args...)})
}

func (v *verifier) archive(ctx context.Context) error {
	err := v.texts.Check(ctx)
	if err != nil && ctx.Err() == nil {
		v.differ("archive", "", corpus.Span{}, "%v", err)
	}
	return ctx.Err()
}

func (v *verifier) documents(ctx context.Context) error {
	for document, err := range v.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return err
		}
		v.result.Documents++
		v.known[document.ID] = document
		if _, err := v.texts.Get(ctx, document.Revision); err != nil {
			v.differ("document", document.ID, corpus.Span{}, "original: %v", err)
		}
		text, err := v.texts.Text(ctx, document.TextHash)
		if err != nil {
			v.differ("document", document.ID, corpus.Span{}, "text: %v", err)
			continue
		}
		if err := v.document(ctx, document.ID, text); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) document(ctx context.Context, id, text string) error {
	for passage, err := range v.store.Passages(ctx, id) {
		if err != nil {
			return err
		}
		v.result.Passages++
		if !passage.Valid(text) {
			v.differ("passage", id, passage.Span, "lies outside the text of %d bytes", len(text))
		}
	}
	for mention, err := range v.store.Mentions(ctx, graph.MentionFilter{Document: id}) {
		if err != nil {
			return err
		}
		v.result.Mentions++
		v.quote("mention", id, mention.Span, mention.Text, text)
	}
	return nil
}

func (v *verifier) quote(what, document string, span corpus.Span, quote, text string) {
	if !span.Valid(text) {
		v.differ(what, document, span, "lies outside the text of %d bytes", len(text))
	} else if span.Of(text) != quote {
		v.differ(what, document, span, "the text says %q, stored is %q", span.Of(text), quote)
	}
}

func (v *verifier) relations(ctx context.Context) error {
	for relation, err := range v.store.Relations(ctx, graph.RelationFilter{}) {
		if err != nil {
			return err
		}
		if len(relation.Evidence) == 0 {
			v.differ("evidence", relation.From, corpus.Span{}, "%s to %s has none", relation.Type, relation.To)
		}
		for _, evidence := range relation.Evidence {
			v.result.Evidence++
			v.evidence(ctx, evidence)
		}
	}
	return nil
}

func (v *verifier) evidence(ctx context.Context, evidence corpus.Evidence) {
	document, ok := v.known[evidence.Document]
	if !ok {
		v.differ("evidence", evidence.Document, evidence.Span, "its document is not in the graph")
		return
	}
	if evidence.Revision != document.Revision {
		v.differ("evidence", evidence.Document, evidence.Span, "is of revision %s, stored is %s", evidence.Revision, document.Revision)
		return
	}
	if text, err := v.text(ctx, document); err == nil { // else it was reported with the document
		v.quote("evidence", evidence.Document, evidence.Span, evidence.Quote, text)
	}
}

func (v *verifier) text(ctx context.Context, document corpus.Document) (string, error) {
	if text, ok := v.cache[document.ID]; ok {
		return text, nil
	}
	text, err := v.texts.Text(ctx, document.TextHash)
	if err != nil {
		return "", err
	}
	if v.cache == nil || v.cached > maxCachedText {
		v.cache, v.cached = map[string]string{}, 0
	}
	v.cache[document.ID] = text
	v.cached += len(text)
	return text, nil
}

// checkedIndex is an index that can tell whether its files are whole, and which
// passages of a document it holds, in byte order. Verify returns
// search.ErrRebuild where files are damaged.
type checkedIndex interface {
	Verify(ctx context.Context) error
	Passages(ctx context.Context, document string) ([]string, error)
}

func (v *verifier) index(ctx context.Context, index search.Index) error {
	stats, err := v.store.Stats(ctx)
	if err != nil {
		return err
	}
	if checked, ok := index.(checkedIndex); ok {
		if err := v.entries(ctx, checked); err != nil {
			return err
		}
	}
	generation, revisions, err := index.State(ctx)
	if err != nil {
		return err
	}
	if generation != stats.Generation {
		v.differ("index", "", corpus.Span{}, "reflects generation %d of the graph, which is at %d", generation, stats.Generation)
	}
	for id, document := range v.known {
		if revisions[id] != document.Revision {
			v.differ("index", id, corpus.Span{}, "holds revision %q, the graph %q", revisions[id], document.Revision)
		}
	}
	for id := range revisions {
		if _, ok := v.known[id]; !ok {
			v.differ("index", id, corpus.Span{}, "is not in the graph")
		}
	}
	return nil
}

// entries compares the passages the index holds of each document with those of
// the graph. It does not look into damaged files.
func (v *verifier) entries(ctx context.Context, index checkedIndex) error {
	if err := index.Verify(ctx); errors.Is(err, search.ErrRebuild) {
		v.differ("index", "", corpus.Span{}, "%v; run \"samband reindex\"", err)
		return nil
	} else if err != nil {
		return err
	}
	for id := range v.known {
		var stored []string
		for passage, err := range v.store.Passages(ctx, id) {
			if err != nil {
				return err
			}
			stored = append(stored, passage.ID)
		}
		held, err := index.Passages(ctx, id)
		if err != nil {
			return err
		}
		slices.Sort(stored)
		if !slices.Equal(stored, held) {
			v.differ("index", id, corpus.Span{}, "holds %d passages, the graph %d, or others", len(held), len(stored))
		}
	}
	return nil
}
