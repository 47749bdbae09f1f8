package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/resolve"
)

func (p *program) suggestCommand() *cobra.Command {
	var limit int
	var exitCode bool
	command := &cobra.Command{
		Use:   "suggest",
		Short: p.text("par som kan vara samma, med skäl, att ta ställning till", "pairs that may be one, with reasons, to decide about"),
		Long: p.text(`Det som samband inte är säkert på hålls isär och visas här. Svara med
"samband accept FÖRSLAG" (samma) eller "samband accept FÖRSLAG --different" (olika).`,
			`What samband is not sure of is kept apart and shown here. Answer with
"samband accept SUGGESTION" (the same) or "samband accept SUGGESTION --different".`),
		Example: "  samband suggest\n  samband suggest --json --limit 10",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			found, err := p.suggest(cmd.Context(), lib, limit)
			if err == nil && found == 0 && exitCode {
				return &exitError{code: exitNothing}
			}
			return err
		},
	}
	command.Flags().IntVar(&limit, "limit", 0, p.text("högst så många; 0 är alla", "at most so many; 0 is all"))
	command.Flags().BoolVar(&exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return command
}

func (p *program) acceptCommand() *cobra.Command {
	var different bool
	command := p.decisionCommand(&cobra.Command{
		Use:   "accept SUGGESTION",
		Short: p.text("svara på ett förslag: samma, eller med --different olika", "answer a suggestion: the same, or with --different not"),
		Long: p.text(`Den mindre kända går upp i den mer kända. Med --different föreslås paret aldrig mer,
och inget slår ihop det.`,
			`The one that fewer documents speak of goes into the other. With --different the pair is
never suggested again, and nothing joins it.`),
		Example: "  samband accept s:1a2b3c4d\n  samband accept s:1a2b3c4d --different --why 'mor och dotter'",
		Args:    p.arguments(1, 1),
	}, func(_ context.Context, _ *deciding, args []string) (graph.Proposal, error) {
		proposal := graph.Proposal{Kind: graph.Accept, Suggestion: args[0], Value: graph.Same}
		if different {
			proposal.Value = graph.Different
		}
		return proposal, nil
	})
	command.Flags().BoolVar(&different, "different", false, p.text("de är olika", "they are different"))
	mustGive(command.Flags(), "different")
	return command
}

func (p *program) suggest(ctx context.Context, lib *library, limit int) (int, error) {
	suggestions, err := resolve.New(resolve.Config{}).Suggest(ctx, lib.store)
	if err != nil {
		return 0, err
	}
	if limit > 0 {
		suggestions = suggestions[:min(limit, len(suggestions))]
	}
	titles := map[string]string{}
	for _, suggestion := range suggestions {
		if err := p.printSuggestion(ctx, lib, titles, suggestion); err != nil {
			return 0, err
		}
	}
	if len(suggestions) == 0 && !p.json {
		p.printf("%s\n", p.text("Inget att ta ställning till.", "Nothing to decide about."))
	}
	return len(suggestions), nil
}

func (p *program) printSuggestion(ctx context.Context, lib *library, titles map[string]string, suggestion resolve.Suggestion) error {
	wire, err := api.NewSuggestion(ctx, lib.store, lib.sources(), suggested(suggestion))
	if err != nil {
		return err
	}
	if p.json {
		return p.emit(wire)
	}
	p.printf("%s  %s\n", p.style(styleBold, wire.ID), p.reasons(suggestion.Reasons))
	for _, side := range []api.Side{wire.A, wire.B} {
		p.printf("  %s  %s  %d %s\n", p.style(styleBold, side.Name), p.style(styleDim, side.ID), side.Documents, p.text("dokument", "documents"))
		for _, q := range side.Evidence {
			quote, err := p.quoted(ctx, lib, titles, corpus.Evidence{Document: q.Document, Quote: q.Quote})
			if err != nil {
				return err
			}
			p.printf("%s\n", quote)
		}
	}
	p.printf("\n")
	return nil
}

// reasons says why two may be one.
func (p *program) reasons(reasons []resolve.Reason) string {
	var list []string
	for _, reason := range reasons {
		line := p.feature(reason.Feature)
		if len(reason.Values) > 0 {
			line += ": " + strings.Join(reason.Values, ", ")
		}
		list = append(list, line)
	}
	return strings.Join(list, "; ")
}

func (p *program) feature(feature resolve.Feature) string {
	switch feature {
	case resolve.Spelling:
		return p.text("namnen liknar varandra", "names alike")
	case resolve.Organisation:
		return p.text("samma organisation", "same organisation")
	case resolve.Role:
		return p.text("samma roll", "same role")
	case resolve.Report:
		return p.text("samma rapport", "same report")
	case resolve.Company:
		return p.text("samma sällskap", "same company")
	case resolve.Name:
		return p.text("samma namn, inget som motsäger", "same name, nothing that contradicts")
	}
	return string(feature)
}
