package main

import (
	"context"
	"math"
	"time"

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
	inputs, err := lib.inputs(ctx)
	if err != nil {
		return nil, err
	}
	words, bytes := 0, 0
	for _, in := range inputs {
		words, bytes = words+countWords(in.Text.Canonical), bytes+len(in.Text.Canonical)
	}
	extractor, err := extract.New(extract.Config{})
	if err != nil {
		return nil, err
	}
	prose, err := english.New()
	if err != nil {
		return nil, err
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
		for _, in := range inputs {
			prose.Entities(in.Text.Canonical)
		}
		return ctx.Err()
	})
	if rate := table.Prose.MegabytesPerSecond(); rate > 0 {
		table.Ratio = table.Extraction.MegabytesPerSecond() / rate
	}
	return table, err
}

// inputs returns all documents, ready for extraction.
func (l *library) inputs(ctx context.Context) ([]extract.Input, error) {
	const model = "speed" // has refined none of them
	layouts, err := l.archive.Unrefined(ctx, model, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	inputs := make([]extract.Input, len(layouts))
	for i := range layouts {
		inputs[i].Text = &layouts[i].Text
		if inputs[i].Structure, err = structure.Parse(inputs[i].Text); err != nil {
			return nil, err
		}
	}
	return inputs, nil
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
