package main

import (
	"context"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/source"
)

// samplePrefix stands before the names of the sample documents.
const samplePrefix = "sample/"

func (p *program) demoCommand() *cobra.Command {
	var options listenOptions
	var noServe bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: p.text("prova med de medföljande exempeldokumenten", "try it with the sample documents that come with it"),
		Long: p.text(`Läser in de medföljande exempeldokumenten (med påhittade personer) i datakatalogen,
berättar vad som hittades och öppnar sidan. Körs det igen startar det direkt.`,
			`Ingests the sample documents that come with the program (about invented people) into
the data directory, tells what it found and serves the page. Run again, it starts at once.`),
		Example: "  samband demo\n  samband demo --port 0\n  samband demo --no-serve --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.ingestSample(cmd.Context()); err != nil || noServe {
				return err
			}
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.serve(cmd.Context(), lib, options)
		},
	}
	p.listenFlags(cmd, &options)
	cmd.Flags().BoolVar(&noServe, "no-serve", false, p.text("sluta efter inläsningen", "stop after the ingest"))
	return cmd
}

// ingestSample ingests the sample corpus and tells what is in the library.
func (p *program) ingestSample(ctx context.Context) error {
	lib, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(lib)
	pipeline, job, err := lib.embedded(ctx, sample.Documents())
	if err != nil {
		return err
	}
	summary, err := p.runJob(ctx, pipeline, job, 0)
	if err != nil {
		return err
	}
	if p.json {
		err = p.emitSummary(summary, aftermath{})
	} else {
		err = p.printFound(ctx, lib, summary)
	}
	if err != nil {
		return err
	}
	if summary.Stopped {
		return &exitError{code: exitInterrupted}
	}
	return nil
}

// embedded returns a pipeline and the job that ingests documents of the
// program.
func (l *library) embedded(ctx context.Context, documents fs.FS) (*ingest.Pipeline, ingest.Job, error) {
	pipeline, err := l.pipeline(0, read.Limits{}, nil)
	if err != nil {
		return nil, ingest.Job{}, err
	}
	lister := source.New(source.Config{Logger: l.program.logger})
	return pipeline, ingest.Job{Files: lister.FS(ctx, documents, samplePrefix)}, nil
}

// kindName names many entities of a kind.
func (p *program) kindName(kind graph.Kind) string {
	switch kind {
	case graph.Person:
		return p.text("personer", "people")
	case graph.Organisation:
		return p.text("organisationer", "organisations")
	case graph.Report:
		return p.text("rapporter", "reports")
	case graph.Concept:
		return p.text("begrepp", "concepts")
	case graph.Place:
		return p.text("platser", "places")
	default:
		return string(kind)
	}
}

// printFound tells what the library holds.
func (p *program) printFound(ctx context.Context, lib *library, summary ingest.Summary) error {
	stats, err := lib.store.Stats(ctx)
	if err != nil {
		return err
	}
	if summary.Added+summary.Updated+summary.Failed == 0 {
		p.printf("%s\n", p.text("Exempeldokumenten är redan inlästa.", "The sample documents are already ingested."))
	}
	p.printf("%6d %s\n%6d %s\n", stats.Documents, p.text("dokument", "documents"), stats.Passages, p.text("textställen", "passages"))
	for _, kind := range graph.Kinds() {
		p.printf("%6d %s\n", stats.Entities[kind], p.kindName(kind))
	}
	p.printf("%6d %s\n%6d %s\n", stats.Facts, p.text("uppgifter med belägg", "facts with evidence"), summary.Failed, p.text("misslyckade", "failed"))
	return nil
}
