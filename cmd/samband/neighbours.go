package main

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
	"github.com/samband/samband/graph/query"
)

// neighbourFlags narrow a question for neighbours.
type neighbourFlags struct {
	questionFlags
	kinds     []string
	direction string
	depth     int
}

func (p *program) neighboursCommand() *cobra.Command {
	flags := &neighbourFlags{}
	cmd := &cobra.Command{
		Use:   "neighbours ID|NAME",
		Short: p.text("vem och vad som finns kring en entitet", "who and what is around an entity"),
		Long: p.text(`Visar vad relationer förbinder direkt med en entitet, det bäst belagda först. Med --depth 2
visas i stället vad som ligger två steg bort, via vilka, och det bästa belägget för varje steg;
en sällsynt gemensam nämnare väger tyngre än ett möte med många.`,
			`Shows what relations join directly to an entity, the best attested first. With --depth 2 it
shows what is two hops away instead, over what, and the best evidence of each hop; a rare
common ground weighs more than a meeting of many.`),
		Example: `  samband neighbours 'Anna Ek'
  samband neighbours 'Region Skåne' --kind person --direction in --since 2021
  samband neighbours person:anna-ek --depth 2 --json`,
		Args: p.arguments(1, 1),
	}
	cmd.Flags().StringSliceVar(&flags.kinds, "kind", nil, p.text("bara noder av slagen: person, organisation, report, concept, place, document", "only nodes of these kinds: person, organisation, report, concept, place, document"))
	cmd.Flags().StringVar(&flags.direction, "direction", string(query.Both), p.text("relationernas riktning: out, in eller both", "direction of the relations: out, in or both"))
	cmd.Flags().IntVar(&flags.depth, "depth", 1, p.text("antal steg bort, 1 eller 2", "hops away, 1 or 2"))
	p.attestedFlags(cmd, &flags.attested)
	return p.question(cmd, &flags.questionFlags, func(ctx context.Context, a *asking, args []string) (int, error) {
		return a.neighbours(ctx, flags, args[0])
	})
}

func (a *asking) neighbours(ctx context.Context, flags *neighbourFlags, name string) (int, error) {
	options := query.NeighbourOptions{Types: a.types, Direction: query.Direction(flags.direction), Depth: flags.depth, Scope: a.scope, Window: a.window()}
	if !slices.Contains([]query.Direction{query.Both, query.Outgoing, query.Incoming}, options.Direction) {
		return 0, usagef("--direction %q: out, in, both", flags.direction)
	}
	for _, kind := range flags.kinds {
		if !slices.Contains(network.NodeKinds(), graph.Kind(kind)) {
			return 0, usagef("--kind %q: %v", kind, network.NodeKinds())
		}
		options.Kinds = append(options.Kinds, graph.Kind(kind))
	}
	entity, err := a.findEntity(ctx, a.lib, name)
	if err != nil {
		return 0, err
	}
	found, err := query.Neighbours(ctx, a.lib.store, entity.ID, options)
	if err != nil {
		return 0, err
	}
	if a.json {
		values := a.values("direction", flags.direction, "depth", strconv.Itoa(flags.depth))
		values["kind"] = flags.kinds
		return a.lines(ctx, entityPath(entity.ID, "neighbours"), values)
	}
	a.heading(entity.Name, entity.ID)
	for i := range found.Items {
		if err := a.neighbour(ctx, &found.Items[i]); err != nil {
			return 0, err
		}
	}
	if found.Total == 0 {
		a.printf("%s\n", a.text("Inga grannar.", "No neighbours."))
	}
	a.counted(len(found.Items), found.Total)
	return len(found.Items), nil
}

func (a *asking) neighbour(ctx context.Context, n *query.Neighbour) error {
	a.printf("\n%s  %s  ", a.style(styleBold, n.Node.Name), a.style(styleDim, n.Node.ID))
	if n.Between == 0 {
		a.printf("%d %s\n", n.Documents, a.text("dokument", "documents"))
		return a.facts(ctx, n.Relations)
	}
	a.printf(a.text("via %d, vikt %.2f\n", "over %d, weight %.2f\n"), n.Between, n.Weight)
	for i := range n.Through {
		if i == shownOf {
			a.printf(a.text("  … och via %d till\n", "  … and over %d more\n"), n.Between-i)
			break
		}
		through := &n.Through[i]
		a.printf(a.text("\n  via %s (%d grannar)\n", "\n  over %s (%d neighbours)\n"), a.style(styleBold, through.Node.Name), through.Degree)
		for _, fact := range []query.Fact{through.First, through.Second} {
			if err := a.fact(ctx, &fact); err != nil {
				return err
			}
		}
	}
	return nil
}
