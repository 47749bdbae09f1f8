package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/eval"
)

// evalOptions are the flags of eval.
type evalOptions struct {
	gold   string
	sets   []string
	errors int
	loud   bool // --errors was given

	record   string
	work     string // folder where pools of queries are kept between measurements
	treebank string
	namers   []string

	refine  bool // analyse again with the encoder before measuring
	queries bool // judge queries, too
	speed   bool // measure speed, too
	only    eval.Group
}

func (p *program) evalCommand() *cobra.Command {
	options := &evalOptions{}
	cmd := &cobra.Command{
		Use:   "eval",
		Short: p.text("mät kvaliteten mot facit", "measure quality against gold"),
		Long: p.text(`Mäter det som hittades mot ett facit: precision, täckning och F1 för varje slags
entitet och relation, och nDCG@10 och täckning@10 för bedömda frågor. Utan --gold
mäts de medföljande exempeldokumenten i en tillfällig katalog; med --gold mäts
dokumenten i --data mot facit i katalogen (format: docs/gold-format.md). Med --record
mäts allt som docs/quality.md redovisar (eller bara --set), och dess tabeller skrivs om.`,
			`Measures what was found against gold: precision, recall and F1 for every kind of entity
and relation, and nDCG@10 and recall@10 of judged queries. Without --gold the sample
documents are measured in a temporary directory; with --gold the documents in --data
are measured against the gold in the folder (format: docs/gold-format.md). With --record
everything that docs/quality.md reports is measured (or only --set), and its tables are
written anew.`),
		Example: "  samband eval\n  samband eval documents --set development --errors 50\n  samband eval --data ./min-katalog --gold ./facit --json\n" +
			"  samband eval ner --treebank ./talbanken --namer crf,product\n  samband eval --record docs/quality.md",
		Args: p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if options.record != "" {
				if !cmd.Flags().Changed("set") {
					options.sets = sample.Sets()
				}
				return p.recordQuality(cmd.Context(), *options)
			}
			options.queries = true
			return p.evalDocuments(cmd, *options)
		},
	}
	p.evalDocumentsFlags(cmd, options)
	p.treebankFlag(cmd, options)
	cmd.Flags().StringVar(&options.record, "record", "", p.text("fil med kvalitetstabeller att skriva om", "file with tables of quality to write anew"))
	cmd.Flags().StringVar(&options.work, "work", "", p.text("mapp där --record sparar bibliotek och vektorer för bedömda frågor", "folder where --record keeps libraries and vectors of judged queries"))
	cmd.AddCommand(p.evalDocumentsCommand(options), p.evalIdentityCommand(options), p.evalNamesCommand(options), p.evalRetrievalCommand())
	return cmd
}

// evalDocumentsFlags are those of all that measures documents.
func (p *program) evalDocumentsFlags(cmd *cobra.Command, options *evalOptions) {
	cmd.Flags().StringVar(&options.gold, "gold", "", p.text("katalog med facit", "folder with gold"))
	cmd.Flags().StringSliceVar(&options.sets, "set", []string{sample.SampleSet}, p.text("medföljande dokument att mäta: ", "documents of the program to measure: ")+strings.Join(sample.Sets(), ", "))
	cmd.Flags().BoolVar(&options.refine, "encoder", false, p.text("gå igenom medföljande dokument med kodaren, också, före mätningen", "analyse documents of the program with the encoder, too, before measuring"))
	p.errorsFlag(cmd, options)
}

func (p *program) errorsFlag(cmd *cobra.Command, options *evalOptions) {
	cmd.Flags().IntVar(&options.errors, "errors", 50, p.text("antal fel att visa; -1 är alla", "number of errors to show; -1 is all"))
}

func (p *program) evalDocumentsCommand(options *evalOptions) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "documents",
		Short: p.text("mät vad som hittas i dokument", "measure what is found in documents"),
		Long: p.text(`Mäter vad som hittas i medföljande dokument (--set) eller i dokumenten i --data mot
facit i en mapp (--gold), med förväxlingar mellan slag, och hur fort det går.
Dokumenten i heldout är till för att mätas, inte läsas: för dem visas inga fel.`,
			`Measures what is found in documents of the program (--set), or in those in --data
against the gold in a folder (--gold), with confusion between kinds, and how fast it is.
The documents in heldout are there to be scored, not read: their errors are not shown.`),
		Example: "  samband eval documents --set sample,development\n  samband eval documents --set heldout --json\n  samband eval documents --gold ./facit --errors -1",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			options.queries, options.speed = true, true
			return p.evalDocuments(cmd, *options)
		},
	}
	p.evalDocumentsFlags(cmd, options)
	return cmd
}

func (p *program) evalIdentityCommand(options *evalOptions) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "identity",
		Short: p.text("mät vilka som tas för samma", "measure who is taken for the same"),
		Long: p.text(`Mäter, parvis mellan dokument, om det som är ett tas för ett och namnar hålls isär.`,
			`Measures, by pairs of documents, whether one is taken for one and namesakes kept apart.`),
		Example: "  samband eval identity --set development\n  samband eval identity --gold ./facit",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			options.only = eval.GroupIdentity
			return p.evalDocuments(cmd, *options)
		},
	}
	p.evalDocumentsFlags(cmd, options)
	return cmd
}

// evalDocuments measures the documents in the data directory against a folder,
// or sets of the program's own documents.
func (p *program) evalDocuments(cmd *cobra.Command, options evalOptions) error {
	ctx := cmd.Context()
	options.loud = cmd.Flags().Changed("errors") && options.errors != 0
	if options.gold != "" {
		lib, err := p.openForReading(ctx)
		if err != nil {
			return err
		}
		defer p.closeLibrary(lib)
		return p.evalFolder(ctx, lib, options)
	}
	for _, name := range options.sets {
		set, err := sample.Open(name)
		if err != nil {
			return usagef("--set: %w", err)
		}
		if set.HeldOut && options.loud {
			p.note(p.text("heldout mäts bara: vilka fel som görs där visas inte, så att ingen rättar efter dem.",
				"heldout is only scored: its errors are not shown, so that nobody tunes to them."))
		}
		result, err := p.measureSet(ctx, set, options)
		if err != nil {
			return err
		}
		if err := p.printEval(result, options); err != nil {
			return err
		}
	}
	return nil
}

// evalResult is the outcome in JSON.
type evalResult struct {
	Set        string          `json:"set,omitempty"`
	Figures    []eval.Figure   `json:"figures"`
	Extraction eval.Report     `json:"extraction"`
	Retrieval  *retrievalTable `json:"retrieval"`
	Speed      *speedTable     `json:"speed,omitempty"`
}

// measureSet ingests a set into a directory of its own and measures it.
func (p *program) measureSet(ctx context.Context, set sample.Set, options evalOptions) (result evalResult, err error) {
	dir, err := os.MkdirTemp("", "samband-eval-")
	if err != nil {
		return evalResult{}, fmt.Errorf("eval: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	defer func(data string) { p.data = data }(p.data)
	p.data = filepath.Join(dir, "data")
	lib, err := p.openForWriting(ctx)
	if err != nil {
		return evalResult{}, err
	}
	defer p.closeLibrary(lib)
	if err := p.ingestSet(ctx, lib, set, options.refine); err != nil {
		return evalResult{}, err
	}
	var queries []sample.Query
	if set.Name == sample.SampleSet {
		if queries, err = sample.Queries(); err != nil {
			return evalResult{}, err
		}
	}
	result, err = p.measure(ctx, lib, set.Gold, queries, options)
	result.Set = set.Name
	if set.HeldOut {
		result.Extraction.Errors = []eval.Fault{}
	}
	return result, err
}

// ingestSet ingests a set and has the encoder go through it, where it is to.
func (p *program) ingestSet(ctx context.Context, lib *library, set sample.Set, refine bool) error {
	pipeline, job, err := lib.embedded(ctx, set.Documents)
	if err != nil {
		return err
	}
	job.Report = func(event ingest.Event) {
		if event.Err != nil {
			p.complain(event.Err)
		}
	}
	if _, err := pipeline.Run(ctx, job); err != nil || !refine {
		return err
	}
	again, err := refinement()
	if err == nil {
		_, err = pipeline.Refine(ctx, again)
	}
	return err
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
	result, err := p.measure(ctx, lib, os.DirFS(options.gold), queries, options)
	if err != nil {
		return fmt.Errorf("gold in %s: %w", options.gold, err)
	}
	return p.printEval(result, options)
}

// measure holds a library against gold.
func (p *program) measure(ctx context.Context, lib *library, goldFolder fs.FS, queries []sample.Query, options evalOptions) (evalResult, error) {
	gold, err := eval.Load(goldFolder)
	if err != nil {
		return evalResult{}, err
	}
	report, err := eval.Run(ctx, gold, lib.store, func(ctx context.Context, document corpus.Document) (string, error) {
		return lib.archive.Text(ctx, document.TextHash)
	})
	if err != nil {
		return evalResult{}, err
	}
	if options.only != "" {
		report = report.Only(options.only)
	}
	result := evalResult{Extraction: report, Figures: report.Figures()}
	if options.queries && len(queries) > 0 {
		if result.Retrieval, err = p.evalQueries(ctx, lib, queries); err != nil {
			return evalResult{}, err
		}
	}
	if options.speed {
		if result.Speed, err = p.evalSpeed(ctx, lib); err != nil {
			return evalResult{}, err
		}
	}
	return result, nil
}

func (p *program) printEval(result evalResult, options evalOptions) error {
	if p.json {
		return p.emit(result)
	}
	if result.Set != "" && !slices.Equal(options.sets, []string{sample.SampleSet}) {
		p.printf("\n%s\n", result.Set)
	}
	if err := result.Extraction.WriteText(p.stdout, p.language(), options.errors); err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	if r := result.Retrieval; r != nil {
		p.printf(p.text("\nFrågor: %d   nDCG@%d %.3f [%.3f–%.3f]   täckning@%d %.3f   MRR %.3f\n", "\nQueries: %d   nDCG@%d %.3f [%.3f–%.3f]   recall@%d %.3f   MRR %.3f\n"),
			r.Queries, r.K, r.Mean.NDCG, r.Low.NDCG, r.High.NDCG, r.K, r.Mean.Recall, r.Mean.MRR)
	}
	p.printSpeed(result.Speed)
	return nil
}

// language is that of printed reports.
func (p *program) language() eval.Language {
	if p.swedish {
		return eval.Swedish
	}
	return eval.English
}
