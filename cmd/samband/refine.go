package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/corpus/encoder/kernel"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/extract/tagger"
)

// An ingest goes on with the encoder for refineAfterIngest when nobody says
// otherwise: enough for a folder, too little to wait for. After one that took
// longer than longIngest it leaves the encoder's work to samband refine.
const (
	refineAfterIngest = 5 * time.Second
	longIngest        = 10 * time.Second
)

func (p *program) refineCommand() *cobra.Command {
	var workers int
	var limit time.Duration
	cmd := &cobra.Command{
		Use:   "refine",
		Short: p.text("gå igenom inlästa dokument noggrannare", "go through ingested documents more carefully"),
		Long: p.text(`Låter språkmodellen som följer med (kodaren) leta namn i de dokument den inte har sett,
de senast inlästa först, och gör om det som sägs i dem. Ctrl-C avbryter; kör om för att
gå vidare. En inläsning börjar själv med det (samband ingest --refine).`,
			`Has the language model that comes with the program (the encoder) look for names in the
documents that it has not seen, the last ingested first, and redoes what they say. Ctrl-C
interrupts; run again to go on. An ingest begins with it by itself (samband ingest --refine).`),
		Example: "  samband refine\n  samband refine --for 10m",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, err := p.openExistingForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			p.boundMemory()
			pipeline, err := lib.pipeline(workers, read.Limits{}, nil)
			if err != nil {
				return err
			}
			return p.refine(cmd.Context(), pipeline, limit)
		},
	}
	cmd.Flags().IntVar(&workers, "workers", 0, p.text("antal dokument åt gången; 0 är ett per processor", "documents at a time; 0 is one per processor"))
	cmd.Flags().DurationVar(&limit, "for", 0, p.text("längsta tid, t.ex. 10m; 0 är tills allt är klart", "longest time, for example 10m; 0 is until all is done"))
	return cmd
}

// refine refines what is not refined yet and tells what came of it.
func (p *program) refine(ctx context.Context, pipeline *ingest.Pipeline, limit time.Duration) error {
	refined, err := p.refineFor(ctx, pipeline, limit)
	if err != nil {
		return err
	}
	if p.json {
		return p.emit(refined)
	}
	p.printf(p.text("%d dokument genomgångna på %s, %d kvar\n", "%d documents gone through in %s, %d left\n"),
		refined.Documents, refined.Elapsed.Round(10*time.Millisecond), refined.Remaining)
	if refined.Failed > 0 {
		p.printf(p.text("%d gick inte att gå igenom och är som de var\n", "%d could not be gone through and are as they were\n"), refined.Failed)
	}
	if refined.Remaining > 0 && limit == 0 {
		return &exitError{code: exitInterrupted}
	}
	return nil
}

// refineAfter has the encoder go through documents after an ingest that took
// so long, as --refine asks.
func (p *program) refineAfter(ctx context.Context, pipeline *ingest.Pipeline, value string, took time.Duration) (ingest.Refined, error) {
	limit, err := refineTime(value, took)
	if err != nil || limit == 0 {
		return ingest.Refined{}, err
	}
	return p.refineFor(ctx, pipeline, max(limit, 0))
}

// refineFor has the encoder go through documents for a time; 0 is until all
// are done.
func (p *program) refineFor(ctx context.Context, pipeline *ingest.Pipeline, limit time.Duration) (ingest.Refined, error) {
	job, err := refinement()
	if err != nil {
		return ingest.Refined{}, err
	}
	if limit > 0 {
		job.Deadline = time.Now().Add(limit)
	}
	job.Stop = p.stop
	p.graceful.Store(true)
	defer p.graceful.Store(false)
	last := time.Now()
	job.Report = func(done, total int) {
		if !p.json && time.Since(last) > quietPeriod {
			last = time.Now()
			p.note(fmt.Sprintf(p.text("%d av %d dokument genomgångna", "%d of %d documents gone through"), done, total))
		}
	}
	return pipeline.Refine(ctx, job)
}

// refinement is extraction with the CRF and the encoder together.
func refinement() (ingest.Refinement, error) {
	joint, err := jointTagger()
	if err != nil {
		return ingest.Refinement{}, err
	}
	extractor, err := extract.New(extract.Config{Tagger: joint})
	if err != nil {
		return ingest.Refinement{}, err
	}
	return ingest.Refinement{Extractor: extractor, Model: joint.Checksum()}, nil
}

// jointTagger is the CRF and the encoder together.
func jointTagger() (*tagger.Joint, error) {
	crf, err := tagger.NewCRF()
	if err != nil {
		return nil, err
	}
	return tagger.NewJoint(crf, tagger.NewEncoder(encoder.New())), nil
}

// quickEncoder reports whether the processor has instructions that make the
// encoder fast; without them it is a hundred times slower.
func quickEncoder() bool { return kernel.ISA() != "portable" }

// refineTime reads the value of --refine: how long after an ingest that took so
// long, 0 for not at all, and a negative time for as long as it takes.
func refineTime(value string, took time.Duration) (time.Duration, error) {
	switch value {
	case "auto":
		if quickEncoder() && took <= longIngest {
			return refineAfterIngest, nil
		}
		return 0, nil
	case "all":
		return -1, nil
	case "off":
		return 0, nil
	}
	limit, err := time.ParseDuration(value)
	if err != nil || limit < 0 {
		return 0, usagef("--refine %q: auto, all, off or a time such as 30s", value)
	}
	return limit, nil
}
