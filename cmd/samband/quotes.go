package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

func (p *program) quotesCommand() *cobra.Command {
	var limit int
	var exitCode bool
	cmd := &cobra.Command{
		Use:     "quotes PERSON",
		Short:   p.text("vad en person har sagt, ordagrant", "what a person has said, verbatim"),
		Example: "  samband quotes 'Anna Ek'\n  samband quotes person:anna-ek --json",
		Args:    p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			person, err := p.findEntity(cmd.Context(), lib, args[0], graph.Person)
			if err != nil {
				return err
			}
			found, err := p.quotes(cmd.Context(), lib, person, limit)
			if err == nil && found == 0 && exitCode {
				return &exitError{code: exitNothing}
			}
			return err
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, p.text("högst så många; 0 är alla", "at most so many; 0 is all"))
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return cmd
}

func (p *program) quotes(ctx context.Context, lib *library, person graph.Entity, limit int) (int, error) {
	found := 0
	titles := map[string]string{}
	filter := graph.RelationFilter{From: person.ID, Types: []graph.RelationType{graph.Said}, Limit: limit}
	for relation, err := range lib.store.Relations(ctx, filter) {
		if err != nil {
			return found, err
		}
		found++
		if p.json {
			facts, err := query.Attest(ctx, lib.store, relation)
			if err != nil {
				return found, err
			}
			if err := p.emit(api.NewFact(facts[0], 0)); err != nil {
				return found, err
			}
			continue
		}
		for _, evidence := range relation.Evidence {
			quote, err := p.quoted(ctx, lib, titles, evidence)
			if err != nil {
				return found, err
			}
			p.printf("%s\n\n", quote)
		}
	}
	if found == 0 && !p.json {
		p.printf(p.text("Inget ordagrant av %s i dokumenten.\n", "Nothing verbatim by %s in the documents.\n"), person.Name)
	}
	return found, nil
}
