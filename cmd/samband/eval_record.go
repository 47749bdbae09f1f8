package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/ingest/eval"
)

// Tables of docs/quality.md. The first two are guarded: a test fails when a
// figure falls.
const (
	documentsTable = "documents"
	namesTable     = "names"
	speedsTable    = "speed"
	retrievalName  = "retrieval"
)

// recordQuality measures everything and writes the tables of a record anew.
// What cannot be measured here, because its sentences are not there, stays as
// it is.
func (p *program) recordQuality(ctx context.Context, options evalOptions) error {
	content, err := os.ReadFile(options.record)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	record, err := eval.ReadRecord(strings.NewReader(string(content)))
	if err != nil {
		return fmt.Errorf("%s: %w", options.record, err)
	}
	for _, name := range options.sets {
		for _, refine := range slices.Compact([]bool{false, quickEncoder()}) {
			options.refine, options.speed = refine, !refine
			if err := p.recordSet(ctx, record, name, options); err != nil {
				return err
			}
		}
	}
	if err := p.recordRetrieval(ctx, record, options); err != nil {
		return err
	}
	if options.treebank == "" {
		p.note(p.text("Utan --treebank står raderna om namn kvar som de var.", "Without --treebank the rows about names stay as they were."))
	} else if err := p.recordNames(ctx, record, options.treebank); err != nil {
		return err
	}
	if err := os.WriteFile(options.record, []byte(record.String()), 0o644); err != nil { //nolint:gosec // documentation for everybody
		return fmt.Errorf("eval: %w", err)
	}
	return nil
}

func (p *program) recordSet(ctx context.Context, record *eval.Record, name string, options evalOptions) error {
	set, err := sample.Open(name)
	if err != nil {
		return usagef("--set: %w", err)
	}
	result, err := p.measureSet(ctx, set, options)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, figure := range recorded(setName(name, options.refine), result.Figures) {
		rows = append(rows, figure.Row(setCommand(name, options.refine, figure)))
	}
	if err := record.Replace(documentsTable, inSet(setName(name, options.refine)), rows); err != nil {
		return err
	}
	p.note(fmt.Sprintf(p.text("%s: %d mått", "%s: %d measures"), setName(name, options.refine), len(rows)))
	if s := result.Speed; s != nil {
		row := []string{
			name, "documents, without encoder", decimals(s.Extraction.MegabytesPerSecond()), decimals(s.Extraction.WordsPerSecond() / 1e3),
			decimals(s.Ratio), "`samband eval documents --set " + name + "`",
		}
		return record.Replace(speedsTable, inSet(name), [][]string{row})
	}
	return nil
}

// setName is how a set is called in the record.
func setName(name string, refined bool) string {
	if refined {
		return name + " + encoder"
	}
	return name
}

// setCommand is the command that shows a figure of a set.
func setCommand(name string, refined bool, figure eval.Recorded) string {
	command := "documents"
	if strings.HasPrefix(figure.Measure, "identity") {
		command = "identity"
	}
	command = "samband eval " + command + " --set " + name
	if refined {
		command += " --encoder"
	}
	return command
}

// recordRetrieval measures the pools of queries that are here. With chosen sets
// it measures none but the sample's, for their sake.
func (p *program) recordRetrieval(ctx context.Context, record *eval.Record, options evalOptions) error {
	asked := retrievalOptions{shared: p.sharedFolder(), work: options.work, modes: []string{"text", "semantic", "hybrid"}}
	if !slices.Equal(options.sets, sample.Sets()) {
		if !slices.Contains(options.sets, sample.SampleSet) {
			return nil
		}
		asked.pools = []string{samplePool}
	}
	pools, err := p.pools(asked)
	if err != nil {
		return err
	}
	for _, pool := range pools {
		table, err := p.measurePool(ctx, pool, asked)
		if err != nil {
			return fmt.Errorf("%s: %w", pool.name, err)
		}
		if err := record.Replace(retrievalName, inSet(pool.name), table.rows()); err != nil {
			return err
		}
		p.note(fmt.Sprintf(p.text("%s: %d frågor", "%s: %d queries"), pool.name, table.Queries))
	}
	return nil
}

func (p *program) recordNames(ctx context.Context, record *eval.Record, path string) error {
	treebanks, err := loadTreebanks(path)
	if err != nil {
		return err
	}
	return p.measureNames(ctx, treebanks, quickNamers(), func(report eval.NamesReport) error {
		command := "samband eval ner --treebank DIR --namer " + report.Namer
		var rows [][]string
		for _, figure := range recorded(report.Treebank, report.Figures()) {
			rows = append(rows, figure.Row(command))
		}
		same := func(cells []string) bool {
			return len(cells) > 1 && cells[0] == report.Treebank && strings.HasPrefix(cells[1], report.Namer+": ")
		}
		if err := record.Replace(namesTable, same, rows); err != nil {
			return err
		}
		p.note(fmt.Sprintf("%s, %s: F1 %.3f", report.Treebank, report.Namer, report.Scores[len(report.Scores)-1].F1))
		row := []string{report.Treebank, "names, " + report.Namer, decimals(report.Speed.MegabytesPerSecond()), decimals(report.Speed.WordsPerSecond() / 1e3), "–", "`" + command + "`"}
		return record.Replace(speedsTable, func(cells []string) bool { return len(cells) > 1 && cells[0] == row[0] && cells[1] == row[1] }, [][]string{row})
	})
}

// recorded gives figures the name of their set.
func recorded(set string, figures []eval.Figure) []eval.Recorded {
	all := make([]eval.Recorded, len(figures))
	for i, figure := range figures {
		all[i] = eval.Recorded{Set: set, Figure: figure}
	}
	return all
}

func inSet(name string) func([]string) bool {
	return func(cells []string) bool { return len(cells) > 0 && cells[0] == name }
}

func decimals(value float64) string { return strconv.FormatFloat(value, 'f', 2, 64) }
