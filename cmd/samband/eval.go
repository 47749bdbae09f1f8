package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/eval"
	"github.com/samband/samband/ingest/source"
	searcheval "github.com/samband/samband/search/eval"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/ingest"
)

// evalDepth is how many results of a query are judged.
const evalDepth = 10

// evalOptions are the flags of eval.
type evalOptions struct {
	gold   string
	errors int
}

func (p *program) evalCommand() *cobra.Command {
	var options evalOptions
	cmd := &cobra.Command{
		Use:   "eval",
		Short: p.text("mät kvaliteten mot facit", "measure quality against gold"),
		Long: p.text(`Mäter det som hittades mot ett facit: precision, täckning och F1 för varje slags
entitet och relation, och nDCG@10 och täckning@10 för bedömda frågor. Utan --gold
mäts de medföljande exempeldokumenten i en tillfällig katalog; med --gold mäts
dokumenten i --data mot facit i katalogen (format: docs/gold-format.md).`,
			`Measures what was found against gold: precision, recall and F1 for every kind of entity
and relation, and nDCG@10 and recall@10 of judged queries. Without --gold the sample
documents are measured in a temporary directory; with --gold the documents in --data
are measured against the gold in the folder (format: docs/gold-format.md).`),
		Example: "  samband eval\n  samband eval --errors 50\n  samband eval --data ./min-katalog --gold ./facit --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if options.gold == "" {
				return p.evalSample(cmd.Context(), options)
			}
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.evalFolder(cmd.Context(), lib, options)
		},
	}
	cmd.Flags().StringVar(&options.gold, "gold", "", p.text("katalog med facit", "folder with gold"))
	cmd.Flags().IntVar(&options.errors, "errors", 20, p.text("antal fel att visa; -1 är alla", "number of errors to show; -1 is all"))
	return cmd
}

// evalSample ingests the sample documents into a directory of their own and
// measures them.
func (p *program) evalSample(ctx context.Context, options evalOptions) (err error) {
	dir, err := os.MkdirTemp("", "samband-eval-")
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p.data = filepath.Join(dir, "data")
	lib, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(lib)
	pipeline, err := lib.pipeline(0, read.Limits{}, nil)
	if err != nil {
		return err
	}
	lister := source.New(source.Config{Logger: p.logger})
	job := ingest.Job{Files: lister.FS(ctx, sample.Documents(), samplePrefix), Report: func(event ingest.Event) {
		if event.Err != nil {
			p.complain(event.Err)
		}
	}}
	if _, err := pipeline.Run(ctx, job); err != nil {
		return err
	}
	queries, err := sample.Queries()
	if err != nil {
		return err
	}
	return p.eval(ctx, lib, sample.Gold(), queries, options)
}

func (p *program) evalFolder(ctx context.Context, lib *library, options evalOptions) error {
	var queries []sample.Query
	file, err := os.Open(filepath.Join(options.gold, "queries.tsv"))
	switch {
	case err == nil:
		queries, err = sample.ReadQueries(file)
		err = errors.Join(err, file.Close())
	case errors.Is(err, fs.ErrNotExist):
		err = nil
	}
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	if err := p.eval(ctx, lib, os.DirFS(options.gold), queries, options); err != nil {
		return fmt.Errorf("gold in %s: %w", options.gold, err)
	}
	return nil
}

// evalResult is the outcome in JSON.
type evalResult struct {
	Extraction eval.Report     `json:"extraction"`
	Retrieval  *retrievalTable `json:"retrieval"`
}

// retrievalTable is how well queries are answered.
type retrievalTable struct {
	Queries int                 `json:"queries"`
	K       int                 `json:"k"`
	Mean    searcheval.Measures `json:"mean"`
	Low     searcheval.Measures `json:"low"`  // of the 95 % confidence interval
	High    searcheval.Measures `json:"high"` // of the 95 % confidence interval
}

func (p *program) eval(ctx context.Context, lib *library, goldFolder fs.FS, queries []sample.Query, options evalOptions) error {
	gold, err := eval.Load(goldFolder)
	if err != nil {
		return err
	}
	report, err := eval.Run(ctx, gold, lib.store, func(ctx context.Context, document corpus.Document) (string, error) {
		return lib.archive.Text(ctx, document.TextHash)
	})
	if err != nil {
		return err
	}
	result := evalResult{Extraction: report}
	if len(queries) > 0 {
		if result.Retrieval, err = p.evalQueries(ctx, lib, queries); err != nil {
			return err
		}
	}
	if p.json {
		return p.emit(result)
	}
	if err := report.WriteText(p.stdout, options.errors); err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	if r := result.Retrieval; r != nil {
		p.printf(p.text("\nFrågor: %d   nDCG@%d %.3f [%.3f–%.3f]   täckning@%d %.3f   MRR %.3f\n", "\nQueries: %d   nDCG@%d %.3f [%.3f–%.3f]   recall@%d %.3f   MRR %.3f\n"),
			r.Queries, r.K, r.Mean.NDCG, r.Low.NDCG, r.High.NDCG, r.K, r.Mean.Recall, r.Mean.MRR)
	}
	return nil
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
