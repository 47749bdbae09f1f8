package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
)

// pathFlags are what narrows a search for paths, as the user wrote it.
type pathFlags struct {
	network.PathOptions
	attested attestedFlags
	avoid    []string
	exitCode bool
}

// attestedFlags narrow a question to what some documents attest.
type attestedFlags struct {
	types                    []string
	collection, since, until string
}

func (p *program) attestedFlags(cmd *cobra.Command, flags *attestedFlags) {
	cmd.Flags().StringSliceVar(&flags.types, "type", nil, p.text("bara relationer av dessa typer", "only relations of these types"))
	p.documentFlags(cmd, flags)
}

// documentFlags are those of attestedFlags that choose documents.
func (p *program) documentFlags(cmd *cobra.Command, flags *attestedFlags) {
	cmd.Flags().StringVar(&flags.collection, "in", "", p.text("bara vad dokument i samlingen belägger", "only what documents of this collection attest"))
	cmd.Flags().StringVar(&flags.since, "since", "", p.text("bara dokument daterade då eller senare: dag, månad eller år", "only documents dated so or later: day, month or year"))
	cmd.Flags().StringVar(&flags.until, "until", "", p.text("bara dokument daterade då eller tidigare", "only documents dated so or earlier"))
}

func (f *attestedFlags) documents() network.DocumentFilter {
	filter := network.DocumentFilter{From: f.since, To: f.until}
	if f.collection != "" {
		filter.Collection = &f.collection
	}
	return filter
}

func (f *attestedFlags) relationTypes() ([]graph.RelationType, error) {
	var types []graph.RelationType
	for _, name := range f.types {
		kind, err := api.ParseRelationType(name)
		if err != nil {
			return nil, usagef("%w", err)
		}
		types = append(types, kind)
	}
	return types, nil
}

func (p *program) pathCommand() *cobra.Command {
	flags := &pathFlags{}
	cmd := &cobra.Command{
		Use:   "path A B",
		Short: p.text("hur två hänger ihop, med belägg för varje steg", "how two are connected, with evidence for every hop"),
		Long: p.text(`Visar de bäst belagda vägarna mellan två entiteter eller dokument. En sällsynt, väl belagd
förbindelse väger tyngre än ett möte med många deltagare; att bara nämnas tillsammans eller
tala om samma sak räknas inte, om man inte ber om det med --type MENTIONED_IN eller DISCUSSES.`,
			`Shows the best evidenced paths between two entities or documents. A rare, well-attested tie
weighs more than a meeting of many; being mentioned together or speaking of the same does not
count unless asked for with --type MENTIONED_IN or DISCUSSES.`),
		Example: `  samband path 'Anna Ek' 'Region Skåne'
  samband path person:anna-ek person:bo-alm --k 3 --json
  samband path 'Anna Ek' 'Bo Alm' --fewest --avoid document --avoid 'Region Skåne'
  samband path 'Anna Ek' 'Bo Alm' --via 'Cia Dal' --since 2021`,
		Args: p.arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := p.path(cmd.Context(), flags, args[0], args[1])
			if err == nil && found == 0 && flags.exitCode {
				return &exitError{code: exitNothing}
			}
			return err
		},
	}
	cmd.Flags().IntVar(&flags.K, "k", 1, p.text("antal vägar", "number of paths"))
	cmd.Flags().IntVar(&flags.MaxHops, "max-hops", 6, p.text("längsta väg i steg", "longest path in hops"))
	cmd.Flags().BoolVar(&flags.Fewest, "fewest", false, p.text("kortast väg först, i stället för bäst belagd", "fewest hops first, instead of best evidenced"))
	cmd.Flags().StringSliceVar(&flags.Via, "via", nil, p.text("gå genom dessa, i ordning", "go through these, in order"))
	cmd.Flags().StringSliceVar(&flags.avoid, "avoid", nil, p.text("undvik: id eller namn, slag (document, concept …) eller relationstyp", "avoid: ids or names, kinds (document, concept …) or types of relation"))
	p.attestedFlags(cmd, &flags.attested)
	cmd.Flags().BoolVar(&flags.exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return cmd
}

func (p *program) path(ctx context.Context, flags *pathFlags, from, to string) (int, error) {
	lib, err := p.openForReading(ctx)
	if err != nil {
		return 0, err
	}
	defer p.closeLibrary(lib)
	a, err := p.findNode(ctx, lib, from)
	if err != nil {
		return 0, err
	}
	b, err := p.findNode(ctx, lib, to)
	if err != nil {
		return 0, err
	}
	options, err := p.pathOptions(ctx, lib, flags)
	if err != nil {
		return 0, err
	}
	snapshot, err := p.snapshot(ctx, lib)
	if err != nil {
		return 0, err
	}
	paths, err := snapshot.Paths(ctx, a.ID, b.ID, options)
	if errors.Is(err, network.ErrEffort) && len(paths) > 0 {
		p.note(err.Error())
	} else if err != nil {
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

// snapshot returns the graph in memory as it is now.
func (p *program) snapshot(ctx context.Context, lib *library) (*network.Snapshot, error) {
	live, err := lib.network()
	if err != nil {
		return nil, err
	}
	return live.Snapshot(ctx)
}

// findNode finds a document by its id, or else an entity by id or name.
func (p *program) findNode(ctx context.Context, lib *library, name string) (graph.Node, error) {
	nodes, err := graph.Nodes(ctx, lib.store, name)
	if err != nil {
		return graph.Node{}, err
	}
	if node, known := nodes[name]; known {
		return node, nil
	}
	entity, err := p.findEntity(ctx, lib, name)
	return graph.Node{ID: entity.ID, Kind: entity.Kind, Name: entity.Name}, err
}

// pathOptions reads names of nodes and types as the user wrote them.
func (p *program) pathOptions(ctx context.Context, lib *library, flags *pathFlags) (network.PathOptions, error) {
	options := flags.PathOptions
	var err error
	if options.Types, err = flags.attested.relationTypes(); err != nil {
		return options, err
	}
	options.Documents = flags.attested.documents()
	options.Via = nil
	for _, name := range flags.Via {
		node, err := p.findNode(ctx, lib, name)
		if err != nil {
			return options, err
		}
		options.Via = append(options.Via, node.ID)
	}
	options.AvoidNamed(flags.avoid...)
	for i, name := range options.Avoid {
		node, err := p.findNode(ctx, lib, name)
		if err != nil {
			return options, err
		}
		options.Avoid[i] = node.ID
	}
	return options, nil
}

func (p *program) printPath(ctx context.Context, lib *library, number int, path network.Path) error {
	if p.json {
		wire, err := api.NewPath(ctx, lib.store, path)
		if err != nil {
			return err
		}
		return p.emit(wire)
	}
	p.printf("%s\n", p.style(styleBold, fmt.Sprintf(p.text("Väg %d, %d steg", "Path %d, %d hops"), number+1, len(path.Hops))))
	names, titles := map[string]string{}, map[string]string{}
	for _, hop := range path.Hops {
		if err := p.printHop(ctx, lib, names, titles, hop); err != nil {
			return err
		}
	}
	p.printf("\n")
	return nil
}

func (p *program) printHop(ctx context.Context, lib *library, names, titles map[string]string, hop network.Hop) error {
	p.printf("\n%s – %s\n", p.style(styleBold, hop.From.Name), p.style(styleBold, hop.To.Name))
	for _, relation := range hop.Relations {
		if err := p.printRelation(ctx, lib, names, titles, relation); err != nil {
			return err
		}
	}
	return nil
}
