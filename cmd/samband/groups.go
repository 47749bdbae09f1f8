package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
)

// groupFlags are what narrows a search for groups or central nodes, as the
// user wrote it.
type groupFlags struct {
	network.GroupOptions
	attested attestedFlags
	kinds    []string
	central  string
	samples  int
}

func (p *program) groupsCommand() *cobra.Command {
	flags := &groupFlags{}
	cmd := &cobra.Command{
		Use:   "groups",
		Short: p.text("grupper som hänger ihop, eller de mest centrala", "groups that belong together, or the most central"),
		Long: p.text(`Visar grupper av personer, organisationer och annat som har mer med varandra än med andra att
göra, kallade efter sina begrepp (Leidens metod). Med --central visas i stället de mest centrala
personerna och organisationerna. Samma frö (--seed) ger samma svar.`,
			`Shows groups of people, organisations and other things that have more to do with each other
than with others, named after their concepts (the Leiden method). With --central it shows the
most central people and organisations instead. The same --seed gives the same answer.`),
		Example: `  samband groups
  samband groups --kind person --kind organisation --since 2021
  samband groups --central betweenness --limit 10 --json`,
		Args: p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if flags.central != "" && !slices.Contains(network.Measures(), network.Measure(flags.central)) {
				return usagef("--central %q: %v", flags.central, network.Measures())
			}
			return p.groups(cmd.Context(), flags)
		},
	}
	cmd.Flags().IntVar(&flags.Limit, "limit", 20, p.text("högst så många", "at most so many"))
	cmd.Flags().IntVar(&flags.Least, "least", 3, p.text("minsta storlek på en grupp", "least size of a group"))
	cmd.Flags().IntVar(&flags.Members, "members", 10, p.text("medlemmar att visa av varje grupp", "members to show of each group"))
	cmd.Flags().IntVar(&flags.Ties, "ties", 3, p.text("starkaste band att visa av varje grupp, -1 för inga", "strongest ties to show of each group, -1 for none"))
	cmd.Flags().Float64Var(&flags.Resolution, "resolution", 1, p.text("över 1 fler och mindre grupper", "above 1 more and smaller groups"))
	cmd.Flags().StringVar(&flags.central, "central", "", p.text("de mest centrala: pagerank, degree eller betweenness", "the most central: pagerank, degree or betweenness"))
	cmd.Flags().IntVar(&flags.samples, "samples", 64, p.text("noder att uppskatta betweenness från", "nodes to estimate betweenness from"))
	cmd.Flags().StringSliceVar(&flags.kinds, "kind", nil, p.text("bara noder av slagen: person, organisation, report, concept, place, document", "only nodes of these kinds: person, organisation, report, concept, place, document"))
	cmd.Flags().Uint64Var(&flags.Seed, "seed", 0, p.text("frö", "seed"))
	p.attestedFlags(cmd, &flags.attested)
	return cmd
}

func (p *program) groups(ctx context.Context, flags *groupFlags) error {
	var err error
	if flags.Types, err = flags.attested.relationTypes(); err != nil {
		return err
	}
	flags.Documents = flags.attested.documents()
	for _, name := range flags.kinds {
		if !slices.Contains(network.NodeKinds(), graph.Kind(name)) {
			return usagef("--kind %q: %v", name, network.NodeKinds())
		}
		flags.Kinds = append(flags.Kinds, graph.Kind(name))
	}
	lib, err := p.openForReading(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(lib)
	snapshot, err := p.snapshot(ctx, lib)
	if err != nil {
		return err
	}
	if flags.central != "" {
		return p.central(ctx, snapshot, flags)
	}
	groups, total, err := snapshot.Groups(ctx, flags.GroupOptions)
	if err != nil {
		return err
	}
	for i := range groups {
		if err := p.printGroup(ctx, lib, &groups[i]); err != nil {
			return err
		}
	}
	if !p.json {
		p.printf(p.text("%d av %d grupper\n", "%d of %d groups\n"), len(groups), total)
	}
	return nil
}

func (p *program) printGroup(ctx context.Context, lib *library, group *network.Group) error {
	if p.json {
		wire, err := api.NewGroup(ctx, lib.store, *group)
		if err != nil {
			return err
		}
		return p.emit(wire)
	}
	p.printf("%s  %s\n", p.style(styleBold, group.Name), p.style(styleDim, fmt.Sprintf(p.text("%d noder, %d dokument", "%d nodes, %d documents"), group.Size, group.Documents)))
	for _, member := range group.Members {
		p.printf("  %s  %s\n", member.Node.Name, p.style(styleDim, member.Node.ID))
	}
	names, titles := map[string]string{}, map[string]string{}
	for _, tie := range group.Ties {
		if err := p.printHop(ctx, lib, names, titles, tie); err != nil {
			return err
		}
	}
	p.printf("\n")
	return nil
}

func (p *program) central(ctx context.Context, snapshot *network.Snapshot, flags *groupFlags) error {
	list, err := snapshot.Central(ctx, network.CentralOptions{
		Filter: flags.Filter, By: network.Measure(flags.central), Limit: flags.Limit, Samples: flags.samples, Seed: flags.Seed,
	})
	if err != nil {
		return err
	}
	if !p.json {
		p.printf("%s\n", p.style(styleDim, p.text("  pagerank  grannar   mellan", "  pagerank neighbours between")))
	}
	for i := range list {
		if p.json {
			if err := p.emit(list[i]); err != nil {
				return err
			}
			continue
		}
		c := &list[i]
		p.printf("%10.6f %8d %8.5f  %s  %s\n", c.PageRank, c.Degree, c.Betweenness, c.Node.Name, p.style(styleDim, c.Node.ID))
	}
	return nil
}
