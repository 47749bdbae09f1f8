package main

import (
	"context"
	"math"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/ingest/eval"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/extract/english"
	"github.com/samband/samband/ingest/structure"
)

// speedTable is how fast extraction is without the encoder, beside prose with
// entities on the same text in the same run.
type speedTable struct {
	Extraction eval.Speed `json:"extraction"`
	Prose      eval.Speed `json:"prose"`
	Ratio      float64    `json:"ratio"` // of the two throughputs
}

// speedTime is how long extraction is measured at least.
const speedTime = time.Second

// evalSpeed measures on the canonical texts of a library, one processor.
func (p *program) evalSpeed(ctx context.Context, lib *library) (*speedTable, error) {
	texts, err := lib.texts(ctx)
	if err != nil {
		return nil, err
	}
	extractor, err := extract.New(extract.Config{})
	if err != nil {
		return nil, err
	}
	prose, err := english.New()
	if err != nil {
		return nil, err
	}
	var inputs []extract.Input
	words, bytes := 0, 0
	for _, text := range texts {
		parsed, err := structure.Parse(text)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, extract.Input{Text: text, Structure: parsed})
		words, bytes = words+countWords(text.Canonical), bytes+len(text.Canonical)
	}
	table := &speedTable{}
	table.Extraction, err = eval.MeasureSpeed(ctx, words, bytes, speedTime, func(ctx context.Context) error {
		for _, in := range inputs {
			if _, err := extractor.Extract(ctx, in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	table.Prose, err = eval.MeasureSpeed(ctx, words, bytes, 0, func(ctx context.Context) error {
		for _, text := range texts {
			prose.Entities(text.Canonical)
		}
		return ctx.Err()
	})
	if prose := table.Prose.MegabytesPerSecond(); prose > 0 {
		table.Ratio = table.Extraction.MegabytesPerSecond() / prose
	}
	return table, err
}

// texts returns the texts of all documents.
func (l *library) texts(ctx context.Context) ([]*corpus.Text, error) {
	const model = "speed" // has refined none of them
	layouts, err := l.archive.Unrefined(ctx, model, math.MaxInt32)
	all := make([]*corpus.Text, len(layouts))
	for i := range layouts {
		all[i] = &layouts[i].Text
	}
	return all, err
}

// countWords counts what a reader calls words.
func countWords(text string) int {
	count := 0
	for _, token := range swedish.Tokenize(text) {
		if token.Kind == swedish.Word || token.Kind == swedish.Number {
			count++
		}
	}
	return count
}

func (p *program) printSpeed(t *speedTable) {
	if t == nil {
		return
	}
	p.printf(p.text("\nUtvinning utan kodare: %.2f MB/s, %.0f ord/s; prose med entiteter på samma text: %.3f MB/s; kvot %.1f\n",
		"\nExtraction without encoder: %.2f MB/s, %.0f words/s; prose with entities on the same text: %.3f MB/s; ratio %.1f\n"),
		t.Extraction.MegabytesPerSecond(), t.Extraction.WordsPerSecond(), t.Prose.MegabytesPerSecond(), t.Ratio)
}
