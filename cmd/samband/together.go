package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

func (p *program) togetherCommand() *cobra.Command {
	flags := &questionFlags{}
	cmd := &cobra.Command{
		Use:   "together A B [C …]",
		Short: p.text("möten, dokument och citat som två eller flera delar", "meetings, documents and quotes that two or more share"),
		Long: p.text(`Visar varje möte där alla deltog eller talade, och sedan övriga dokument där alla förekommer,
det nyaste först, med de textställen där de möts.`,
			`Shows every meeting that all of them attended or spoke at, then the other documents in which
all of them appear, the newest first, with the passages in which they meet.`),
		Example: "  samband together 'Anna Ek' 'Bo Alm'\n  samband together 'Anna Ek' 'Bo Alm' 'Region Skåne' --since 2021 --json",
		Args:    p.arguments(2, 10),
	}
	p.documentFlags(cmd, &flags.attested)
	return p.question(cmd, flags, func(ctx context.Context, a *asking, args []string) (int, error) { return a.together(ctx, args) })
}

func (a *asking) together(ctx context.Context, names []string) (int, error) {
	ids := make([]string, len(names))
	for i, name := range names {
		entity, err := a.findEntity(ctx, a.lib, name)
		if err != nil {
			return 0, err
		}
		ids[i] = entity.ID
	}
	found, err := query.Together(ctx, a.lib.store, ids, query.TogetherOptions{Scope: a.scope, Window: a.window()})
	if err != nil {
		return 0, err
	}
	if a.json {
		values := a.values()
		values["id"] = ids
		return a.lines(ctx, "/api/v1/together", values)
	}
	for i := range found.Items {
		if err := a.shared(ctx, &found.Items[i]); err != nil {
			return 0, err
		}
	}
	if found.Total == 0 {
		a.printf("%s\n", a.text("Inget möte, dokument eller citat förenar dem.", "No meeting, document or quote joins them."))
	}
	a.counted(len(found.Items), found.Total)
	return len(found.Items), nil
}

func (a *asking) shared(ctx context.Context, shared *query.Shared) error {
	what := a.text("Dokument", "Document")
	if shared.Meeting {
		what = a.text("Möte", "Meeting")
	}
	a.printf("%s: ", what)
	a.heading(dated(&shared.Document), shared.Document.ID)
	for i := range shared.Parts {
		part := &shared.Parts[i]
		if err := a.fact(ctx, &part.Facts[0]); err != nil {
			return err
		}
		if more := len(part.Facts) - 1; more > 0 {
			a.printf(a.text("    … och %d till om %s\n", "    … and %d more about %s\n"), more, part.Node.Name)
		}
	}
	for i := range shared.Places {
		if i == shownOf {
			a.printf(a.text("    … och %d till\n", "    … and %d more\n"), len(shared.Places)-i)
			break
		}
		a.printf("\n  %s\n", a.text("tillsammans i", "together in"))
		if err := a.excerpt(ctx, shared.Document.ID, &shared.Places[i]); err != nil {
			return err
		}
	}
	a.printf("\n")
	return nil
}

func (p *program) compareCommand() *cobra.Command {
	flags := &questionFlags{}
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: p.text("vad två delar, och vad bara den ena har", "what two share, and what only one has"),
		Long: p.text("Jämför två entiteter av samma slag, eller två dokument: vad båda har, och vad bara den ena har.",
			"Compares two entities of one kind, or two documents: what both have, and what only one has."),
		Example: "  samband compare 'Anna Ek' 'Bo Alm'\n  samband compare protokoll-2021-04-1a2b3c4d protokoll-2021-05-5e6f7a8b --json",
		Args:    p.arguments(2, 2),
	}
	p.attestedFlags(cmd, &flags.attested)
	return p.question(cmd, flags, func(ctx context.Context, a *asking, args []string) (int, error) {
		return a.compare(ctx, args[0], args[1])
	})
}

func (a *asking) compare(ctx context.Context, first, second string) (int, error) {
	nodes := make([]graph.Node, 2)
	for i, name := range []string{first, second} {
		var err error
		if nodes[i], err = a.findNode(ctx, a.lib, name); err != nil {
			return 0, err
		}
	}
	answer, err := query.Compare(ctx, a.lib.store, nodes[0].ID, nodes[1].ID, query.CompareOptions{Types: a.types, Scope: a.scope, Window: a.window()})
	if err != nil {
		return 0, err
	}
	total := answer.Shared.Total + answer.OnlyA.Total + answer.OnlyB.Total
	if a.json {
		return total, a.get(ctx, a.lib, "/api/v1/compare?"+a.values("a", nodes[0].ID, "b", nodes[1].ID).Encode())
	}
	for _, part := range []struct {
		title string
		page  query.Page[query.Likeness]
	}{
		{a.text("Gemensamt", "Shared"), answer.Shared},
		{fmt.Sprintf(a.text("Bara %s", "Only %s"), nodes[0].Name), answer.OnlyA},
		{fmt.Sprintf(a.text("Bara %s", "Only %s"), nodes[1].Name), answer.OnlyB},
	} {
		a.printf("%s: %d\n", a.style(styleBold, part.title), part.page.Total)
		for i := range part.page.Items {
			if err := a.likeness(ctx, &part.page.Items[i]); err != nil {
				return 0, err
			}
		}
		a.counted(len(part.page.Items), part.page.Total)
		a.printf("\n")
	}
	return total, nil
}

// likeness prints the first fact of each side that has one.
func (a *asking) likeness(ctx context.Context, l *query.Likeness) error {
	for _, facts := range [][]query.Fact{l.A, l.B} {
		if len(facts) == 0 {
			continue
		}
		if err := a.fact(ctx, &facts[0]); err != nil {
			return err
		}
		if more := len(facts) - 1; more > 0 {
			a.printf(a.text("    … och %d till\n", "    … and %d more\n"), more)
		}
	}
	return nil
}
