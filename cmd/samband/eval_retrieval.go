package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/search"
	searcheval "github.com/samband/samband/search/eval"
)

// retrievalOptions are the flags of eval retrieval.
type retrievalOptions struct {
	pools  []string
	folder string
	shared string
	work   string
	modes  []string
	worst  int
}

func (p *program) evalRetrievalCommand() *cobra.Command {
	var options retrievalOptions
	cmd := &cobra.Command{
		Use:   "retrieval",
		Short: p.text("mät hur bra frågor besvaras", "measure how well queries are answered"),
		Long: p.text(`Mäter nDCG@10, täckning@10 och MRR för bedömda frågor, i varje sökläge, med 95 %-intervall
(bootstrap över frågor; skillnader mot textläget parvis), och visar de frågor som gick
sämst. Frågorna är exempeldokumentens, de i utvecklingsdata (--shared) eller de i en mapp
(--folder) med docs.jsonl (id och text) och queries.tsv: fråga, dokument och betyg, eller
id och fråga med bedömningarna i qrels.tsv. Första gången tar vektorerna tid; med --work
sparas de till nästa.`,
			`Measures nDCG@10, recall@10 and MRR of judged queries in every mode, with 95 % intervals
(bootstrapped over queries; differences from text mode in pairs), and shows the queries
that went worst. The queries are the sample documents', those of the development data
(--shared) or those in a folder (--folder) with docs.jsonl (id and text) and queries.tsv:
query, document and grade, or id and query with the judgements in qrels.tsv. The first
time the vectors take a while; with --work they are kept for the next.`),
		Example: "  samband eval retrieval\n  samband eval retrieval --pool swefaq-dev,interpellations-dev-3000 --work /tmp/pools\n  samband eval retrieval --folder ./frågor --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			pools, err := p.pools(options)
			if err != nil {
				return err
			}
			for _, pool := range pools {
				table, err := p.measurePool(cmd.Context(), pool, options)
				if err != nil {
					return fmt.Errorf("%s: %w", pool.name, err)
				}
				if err := p.printPool(table); err != nil {
					return err
				}
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&options.pools, "pool", nil, p.text("dokument och frågor att mäta med: ", "documents and queries to measure with: ")+samplePool+", "+faqPool+", "+smallPool+", "+interpellationsPool)
	flags.StringVar(&options.folder, "folder", "", p.text("mapp med egna dokument och frågor", "folder with documents and queries of one's own"))
	flags.StringVar(&options.shared, "shared", p.sharedFolder(), p.text("mapp med utvecklingsdata", "folder with development data"))
	flags.StringVar(&options.work, "work", "", p.text("mapp där bibliotek och vektorer sparas mellan mätningar", "folder where libraries and vectors are kept between measurements"))
	flags.StringSliceVar(&options.modes, "mode", []string{"text", "semantic", "hybrid"}, p.text("söklägen", "modes of searching"))
	flags.IntVar(&options.worst, "worst", 20, p.text("antal frågor att visa som gick sämst", "number of the worst queries to show"))
	return cmd
}

// sharedFolder is where development data is looked for when nobody says.
func (p *program) sharedFolder() string {
	if folder := p.getenv("SAMBAND_SHARED"); folder != "" {
		return folder
	}
	return filepath.Join("..", "shared")
}

// poolTable is the outcome of a pool in JSON.
type poolTable struct {
	Pool      string      `json:"pool"`
	Documents int         `json:"documents"`
	Passages  int         `json:"passages"`
	Queries   int         `json:"queries"`
	Modes     []modeTable `json:"modes"`
}

// modeTable is the outcome of a mode.
type modeTable struct {
	Mode        search.Mode           `json:"mode"`
	Mean        searcheval.Measures   `json:"mean"`
	Low         searcheval.Measures   `json:"low"`  // of the 95 % confidence interval
	High        searcheval.Measures   `json:"high"` // of the 95 % confidence interval
	AgainstText searcheval.Comparison `json:"against_text"`
	P50         float64               `json:"p50_ms"`
	P95         float64               `json:"p95_ms"`
	Worst       []worstQuery          `json:"worst"`
}

// worstQuery is a query that was answered badly.
type worstQuery struct {
	Query string   `json:"query"`
	NDCG  float64  `json:"ndcg"`
	Found []string `json:"found"` // the first that were found instead
	Want  []string `json:"want"`
}

// measurePool ingests a pool, makes its vectors and measures every mode.
func (p *program) measurePool(ctx context.Context, pool pool, options retrievalOptions) (table poolTable, err error) {
	dir := options.work
	if dir == "" {
		if dir, err = os.MkdirTemp("", "samband-eval-"); err != nil {
			return table, fmt.Errorf("eval: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	defer func(data string) { p.data = data }(p.data)
	p.data = filepath.Join(dir, pool.name)
	lib, err := p.openForWriting(ctx)
	if err != nil {
		return table, err
	}
	defer p.closeLibrary(lib)
	if err := pool.ingest(ctx, lib, dir); err != nil {
		return table, err
	}
	if lib.embedder != nil {
		if _, err := p.fillFor(ctx, lib, 0, 0); err != nil {
			return table, err
		}
	}
	queries, err := pool.queries(ctx, lib)
	if err != nil {
		return table, err
	}
	stats, err := lib.store.Stats(ctx)
	if err != nil {
		return table, err
	}
	table = poolTable{Pool: pool.name, Documents: stats.Documents, Passages: stats.Passages, Queries: len(queries)}
	table.Modes, err = p.measureModes(ctx, lib, queries, options)
	return table, err
}

// inMode asks a searcher in one mode.
type inMode struct {
	search.Searcher
	mode search.Mode
}

// Search implements search.Searcher.
func (m inMode) Search(ctx context.Context, r search.Request) (search.Result, error) {
	r.Mode = m.mode
	return m.Searcher.Search(ctx, r)
}

func (p *program) measureModes(ctx context.Context, lib *library, queries []searcheval.Query, options retrievalOptions) ([]modeTable, error) {
	searcher, err := lib.searcher()
	if err != nil {
		return nil, err
	}
	text, err := searcheval.Run(ctx, inMode{searcher, search.ModeText}, queries, evalDepth)
	if err != nil {
		return nil, err
	}
	var tables []modeTable
	for _, mode := range options.modes {
		report := text
		if search.Mode(mode) != search.ModeText {
			if report, err = searcheval.Run(ctx, inMode{searcher, search.Mode(mode)}, queries, evalDepth); err != nil {
				return nil, err
			}
		}
		against, err := searcheval.Compare(text, report)
		if err != nil {
			return nil, err
		}
		table := modeTable{
			Mode: search.Mode(mode), Mean: report.Mean, Low: report.Low, High: report.High, AgainstText: against,
			P50: milliseconds(report.Percentile(.5)), P95: milliseconds(report.Percentile(.95)),
		}
		for _, n := range report.Worst(options.worst) {
			worst := worstQuery{Query: queries[n].Text, NDCG: report.Queries[n].NDCG, Found: report.Found[n][:min(3, len(report.Found[n]))]}
			for id := range queries[n].Grades {
				worst.Want = append(worst.Want, id)
			}
			table.Worst = append(table.Worst, worst)
		}
		tables = append(tables, table)
	}
	return tables, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (p *program) printPool(table poolTable) error {
	if p.json {
		return p.emit(table)
	}
	p.printf(p.text("\n%s: %d dokument, %d textställen, %d frågor\n", "\n%s: %d documents, %d passages, %d queries\n"), table.Pool, table.Documents, table.Passages, table.Queries)
	p.printf("%s\n", p.text("läge      nDCG@10                mot text                  täckning@10    MRR   p50 ms  p95 ms",
		"mode      nDCG@10                against text              recall@10      MRR   p50 ms  p95 ms"))
	for _, m := range table.Modes {
		p.printf("%-8s  %.3f [%.3f, %.3f]  %+.3f [%+.3f, %+.3f]  %11.3f  %.3f  %7.1f %7.1f\n", m.Mode, m.Mean.NDCG, m.Low.NDCG, m.High.NDCG,
			m.AgainstText.Difference.NDCG, m.AgainstText.Low.NDCG, m.AgainstText.High.NDCG, m.Mean.Recall, m.Mean.MRR, m.P50, m.P95)
	}
	for _, m := range table.Modes {
		if m.Mode != search.ModeHybrid && len(table.Modes) > 1 || len(m.Worst) == 0 {
			continue
		}
		p.printf(p.text("sämst i läget %s:\n", "worst in mode %s:\n"), m.Mode)
		for _, w := range m.Worst {
			p.printf("  %.3f  %s\n         %v ≠ %v\n", w.NDCG, w.Query, w.Want, w.Found)
		}
	}
	return nil
}

// rows are those of a pool in docs/quality.md.
func (t poolTable) rows() [][]string {
	var rows [][]string
	for _, m := range t.Modes {
		rows = append(rows, []string{
			t.Pool, strconv.Itoa(t.Documents), string(m.Mode), strconv.Itoa(t.Queries), thousandths(m.Mean.NDCG),
			thousandths(m.Low.NDCG) + "–" + thousandths(m.High.NDCG), fmt.Sprintf("%+.3f to %+.3f", m.AgainstText.Low.NDCG, m.AgainstText.High.NDCG),
			thousandths(m.Mean.Recall), thousandths(m.Mean.MRR), "`samband eval retrieval --pool " + t.Pool + "`",
		})
	}
	return rows
}

func thousandths(value float64) string { return strconv.FormatFloat(value, 'f', 3, 64) }
