package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph"
	searcheval "github.com/samband/samband/search/eval"
)

// evalDepth is how many results of a query are judged.
const evalDepth = 10

// retrievalTable is how well queries are answered.
type retrievalTable struct {
	Queries int                 `json:"queries"`
	K       int                 `json:"k"`
	Mean    searcheval.Measures `json:"mean"`
	Low     searcheval.Measures `json:"low"`  // of the 95 % confidence interval
	High    searcheval.Measures `json:"high"` // of the 95 % confidence interval
}

func (p *program) evalQueries(ctx context.Context, lib *library, queries []sample.Query) (*retrievalTable, error) {
	judged, err := lib.judge(ctx, queries)
	if err != nil {
		return nil, err
	}
	searcher, err := lib.searcher()
	if err != nil {
		return nil, err
	}
	report, err := searcheval.Run(ctx, searcher, judged, evalDepth)
	if err != nil {
		return nil, err
	}
	return &retrievalTable{Queries: len(judged), K: report.K, Mean: report.Mean, Low: report.Low, High: report.High}, nil
}

// judge finds the passages that hold the answering words.
func (l *library) judge(ctx context.Context, queries []sample.Query) ([]searcheval.Query, error) {
	var judged []searcheval.Query
	at := map[string]int{}
	for _, query := range queries {
		passage, err := l.passageWith(ctx, query.Document, query.Quote)
		if err != nil {
			return nil, fmt.Errorf("query %q: %w", query.Query, err)
		}
		i, known := at[query.Query]
		if !known {
			i = len(judged)
			at[query.Query] = i
			judged = append(judged, searcheval.Query{Text: query.Query, Grades: map[string]float64{}})
		}
		judged[i].Grades[passage] = 1
	}
	return judged, nil
}

func (l *library) passageWith(ctx context.Context, source, quote string) (string, error) {
	words := strings.Join(strings.Fields(quote), " ")
	for document, err := range l.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return "", err
		}
		if document.Source != source && !strings.HasSuffix(document.Source, "/"+source) {
			continue
		}
		text, err := l.archive.Text(ctx, document.TextHash)
		if err != nil {
			return "", err
		}
		for passage, err := range l.store.Passages(ctx, document.ID) {
			if err != nil {
				return "", err
			}
			if strings.Contains(strings.Join(strings.Fields(passage.Of(text)), " "), words) {
				return passage.ID, nil
			}
		}
		return "", fmt.Errorf("no passage of %s holds %q", source, quote)
	}
	return "", fmt.Errorf("document %s: %w", source, graph.ErrNotFound)
}
