package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
)

func (p *program) pathCommand() *cobra.Command {
	options := network.PathOptions{}
	var exitCode bool
	cmd := &cobra.Command{
		Use:   "path A B",
		Short: p.text("hur två hänger ihop, med belägg för varje steg", "how two are connected, with evidence for every hop"),
		Long: p.text(`Visar de starkaste vägarna mellan två entiteter. En sällsynt, väl belagd förbindelse
väger tyngre än ett möte med många deltagare; att bara nämnas tillsammans räknas inte.`,
			`Shows the strongest paths between two entities. A rare, well-attested tie weighs more
than a meeting of many; being mentioned together does not count.`),
		Example: "  samband path 'Anna Ek' 'Region Skåne'\n  samband path person:anna-ek person:bo-alm --k 3 --json",
		Args:    p.arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := p.path(cmd.Context(), options, args[0], args[1])
			if err == nil && found == 0 && exitCode {
				return &exitError{code: exitNothing}
			}
			return err
		},
	}
	cmd.Flags().IntVar(&options.K, "k", 1, p.text("antal vägar", "number of paths"))
	cmd.Flags().IntVar(&options.MaxHops, "max-hops", 6, p.text("längsta väg i steg", "longest path in hops"))
	cmd.Flags().StringSliceVar(&options.Avoid, "avoid", nil, p.text("id att undvika", "ids to avoid"))
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return cmd
}

// wirePath is one path in JSON.
type wirePath struct {
	Cost float64   `json:"cost"`
	Hops []wireHop `json:"hops"`
}

// wireHop is one step of a path in JSON.
type wireHop struct {
	From      graph.Node     `json:"from"`
	To        graph.Node     `json:"to"`
	Relations []api.Relation `json:"relations"`
}

func (p *program) path(ctx context.Context, options network.PathOptions, from, to string) (int, error) {
	lib, err := p.openForReading(ctx)
	if err != nil {
		return 0, err
	}
	defer p.closeLibrary(lib)
	a, err := p.findEntity(ctx, lib, from)
	if err != nil {
		return 0, err
	}
	b, err := p.findEntity(ctx, lib, to)
	if err != nil {
		return 0, err
	}
	snapshot, err := network.Build(ctx, lib.store)
	if err != nil {
		return 0, err
	}
	paths, err := snapshot.Paths(ctx, a.ID, b.ID, options)
	if err != nil {
		return 0, err
	}
	for i, path := range paths {
		if err := p.printPath(ctx, lib, i, path); err != nil {
			return 0, err
		}
	}
	if len(paths) == 0 && !p.json {
		p.printf(p.text("Ingen väg mellan %s och %s med högst %d steg.\n", "No path between %s and %s within %d hops.\n"), a.Name, b.Name, options.MaxHops)
	}
	return len(paths), nil
}

func (p *program) printPath(ctx context.Context, lib *library, number int, path network.Path) error {
	if p.json {
		wire := wirePath{Cost: path.Cost, Hops: []wireHop{}}
		for _, hop := range path.Hops {
			step := wireHop{From: hop.From, To: hop.To, Relations: []api.Relation{}}
			for _, relation := range hop.Relations {
				step.Relations = append(step.Relations, api.NewRelation(relation, shownEvidence))
			}
			wire.Hops = append(wire.Hops, step)
		}
		return p.emit(wire)
	}
	names, titles := map[string]string{}, map[string]string{}
	p.printf("%s\n", p.style(styleBold, fmt.Sprintf(p.text("Väg %d, %d steg", "Path %d, %d hops"), number+1, len(path.Hops))))
	for _, hop := range path.Hops {
		p.printf("\n%s – %s\n", p.style(styleBold, hop.From.Name), p.style(styleBold, hop.To.Name))
		for _, relation := range hop.Relations {
			if err := p.printRelation(ctx, lib, names, titles, relation); err != nil {
				return err
			}
		}
	}
	p.printf("\n")
	return nil
}
