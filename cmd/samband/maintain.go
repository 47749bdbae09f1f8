package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
)

func (p *program) exportCommand() *cobra.Command {
	var format, output string
	var options graph.ExportOptions
	cmd := &cobra.Command{
		Use:     "export",
		Short:   p.text("skriv ut hela grafen", "write out the whole graph"),
		Example: "  samband export > graf.jsonl\n  samband export --text -o graf.jsonl",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "jsonl" {
				return usagef("--format %q: only jsonl is known", format)
			}
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.export(cmd.Context(), lib, options, output)
		},
	}
	cmd.Flags().StringVar(&format, "format", "jsonl", p.text("format: jsonl", "format: jsonl"))
	cmd.Flags().StringVarP(&output, "output", "o", "-", p.text("fil att skriva till; - är standard output", "file to write to; - is standard output"))
	cmd.Flags().BoolVar(&options.Text, "text", false, p.text("ta med dokumentens texter", "include the documents' texts"))
	return cmd
}

func (p *program) export(ctx context.Context, lib *library, options graph.ExportOptions, output string) (err error) {
	to := p.stdout
	if output != "-" {
		file, err := os.Create(output) //nolint:gosec // the user names it
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		defer func() {
			if closeErr := file.Close(); err == nil && closeErr != nil {
				err = fmt.Errorf("export: %w", closeErr)
			}
		}()
		to = file
	}
	return graph.Export(ctx, lib.store, func(document corpus.Document) (string, error) {
		return lib.sources().Text(ctx, document.TextHash)
	}, to, options)
}

func (p *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: p.text("kontrollera att varje belägg stämmer med sin text", "check that every piece of evidence agrees with its text"),
		Long: p.text(`Räknar om varje textställe, omnämnande och belägg mot dokumentens texter och jämför
sökindexet med grafen. Avslutar med 1 och nämner det som skiljer sig.`,
			`Recomputes every passage, mention and piece of evidence against the documents' texts and
compares the search index with the graph. Exits with 1 and names what differs.`),
		Example: "  samband verify\n  samband verify --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, err := p.openAsIs(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.verify(cmd.Context(), lib)
		},
	}
}

func (p *program) verify(ctx context.Context, lib *library) error {
	var printing error
	verified, err := ingest.Verify(ctx, lib.store, lib.archive, lib.index, func(difference ingest.Difference) {
		difference.Problem = privacy.Mask(difference.Problem)
		if p.json {
			printing = p.emit(difference)
		} else {
			p.printf("%s\n", difference)
		}
	})
	if err != nil {
		return err
	}
	if printing != nil {
		return printing
	}
	if p.json {
		printing = p.emit(struct {
			Summary ingest.Verification `json:"summary"`
		}{verified})
	} else {
		p.printf(p.text("%d dokument, %d textställen, %d omnämnanden, %d belägg kontrollerade; %d skiljer sig\n",
			"%d documents, %d passages, %d mentions, %d pieces of evidence checked; %d differ\n"),
			verified.Documents, verified.Passages, verified.Mentions, verified.Evidence, verified.Differences)
	}
	if verified.Differences > 0 {
		return &exitError{code: exitFailed}
	}
	return printing
}

func (p *program) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "reindex",
		Short:   p.text("bygg om sökindexet från grafen", "rebuild the search index from the graph"),
		Example: "  samband reindex\n  samband reindex --data ./min-katalog --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, err := p.openExistingForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			if err := lib.rebuild(cmd.Context()); err != nil {
				return err
			}
			stats, err := lib.store.Stats(cmd.Context())
			if err != nil {
				return err
			}
			if p.json {
				return p.emit(struct {
					Documents int `json:"documents"`
				}{stats.Documents})
			}
			p.printf(p.text("%d dokument indexerade\n", "%d documents indexed\n"), stats.Documents)
			return nil
		},
	}
}

// deleteOptions are the flags of delete.
type deleteOptions struct {
	collection string
	yes        bool
	dryRun     bool
}

func (p *program) deleteCommand() *cobra.Command {
	var options deleteOptions
	cmd := &cobra.Command{
		Use:     "delete DOCUMENT…",
		Short:   p.text("ta bort dokument och allt som bara de säger", "remove documents and all that only they say"),
		Example: "  samband delete protokoll-2021-04-1a2b3c4d --yes\n  samband delete --collection nämnden --dry-run",
		Args:    p.arguments(0, anyNumber),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (len(args) == 0) == (options.collection == "") {
				return usagef("%s", p.text("ange dokument-id eller --collection", "give document ids or --collection"))
			}
			if p.json && !options.yes && !options.dryRun { // a line of JSON says what is removed
				return p.confirm(false, p.irrevocable())
			}
			lib, err := p.openExistingForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.delete(cmd.Context(), lib, options, args)
		},
	}
	cmd.Flags().StringVar(&options.collection, "collection", "", p.text("ta bort hela samlingen", "remove the whole collection"))
	cmd.Flags().BoolVar(&options.yes, "yes", false, p.text("fråga inte", "do not ask"))
	cmd.Flags().BoolVar(&options.dryRun, "dry-run", false, p.text("visa bara vad som skulle tas bort", "only show what would be removed"))
	mustGive(cmd.Flags(), "collection", "yes")
	return cmd
}

func (p *program) delete(ctx context.Context, lib *library, options deleteOptions, ids []string) error {
	filter := graph.DocumentFilter{IDs: ids}
	if options.collection != "" {
		filter = graph.DocumentFilter{Collection: &options.collection}
	}
	var found []string
	for document, err := range lib.store.Documents(ctx, filter) {
		if err != nil {
			return err
		}
		found = append(found, document.ID)
		if p.json {
			err = p.emit(eventLine{Source: document.Source, Document: document.ID, Status: ingest.Removed})
		} else {
			p.printf("%s  %s\n", document.ID, document.Source)
		}
		if err != nil {
			return err
		}
	}
	if len(found) < len(ids) {
		return fmt.Errorf(p.text("%d av %d dokument finns; inget togs bort", "%d of %d documents exist; nothing was removed"), len(found), len(ids))
	}
	if options.dryRun || len(found) == 0 {
		return nil
	}
	if err := p.confirm(options.yes, p.irrevocable()); err != nil {
		return err
	}
	return p.deleteFound(ctx, lib, found)
}

func (p *program) irrevocable() string {
	return p.text("borttagning kan inte ångras", "deletion cannot be undone")
}

// deleteFound removes documents and tells what went with them.
func (p *program) deleteFound(ctx context.Context, lib *library, found []string) error {
	pipeline, err := lib.pipeline(1, read.Limits{}, nil)
	if err != nil {
		return err
	}
	before, err := lib.store.Stats(ctx)
	if err != nil {
		return err
	}
	removed, err := pipeline.Delete(ctx, found...)
	if err != nil || p.json {
		return err
	}
	after, err := lib.store.Stats(ctx)
	if err != nil {
		return err
	}
	entities := 0
	for kind, count := range before.Entities {
		entities += count - after.Entities[kind]
	}
	p.printf(p.text("%d dokument borttagna, och med dem %d textställen, %d omnämnanden, %d uppgifter och %d entiteter som bara de talade om\n",
		"%d documents removed, and with them %d passages, %d mentions, %d facts and %d entities that only they spoke of\n"),
		removed, before.Passages-after.Passages, before.Mentions-after.Mentions, before.Facts-after.Facts, entities)
	return nil
}
