package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

func (p *program) rolesCommand() *cobra.Command {
	flags := &questionFlags{}
	var on, title string
	cmd := &cobra.Command{
		Use:   "roles PERSON|ORGANISATION",
		Short: p.text("roller genom tiden, och vad som gäller ett visst datum", "roles through time, and what holds on a date"),
		Long: p.text(`Visar vilka roller en person har haft, eller vilka som har haft roller i en organisation, med
perioder och luckor. Med --on visas vad som är känt om just det datumet: innehas, innehas
såvitt känt (inget säger att rollen har upphört), tillträder, okänt, avslutad eller ännu inte,
och vad dokumenten fram till dess visste. En period vars slut ingen nämner lämnas öppen.`,
			`Shows what roles a person has had, or who has had roles in an organisation, with periods and
gaps. With --on it shows what is known of that date: held, presumed (nothing says that it has
ended), announced, unknown, ended or not yet, and what documents up to then knew. A period
whose end nobody tells is left open.`),
		Example: "  samband roles 'Anna Ek' --on 2021-04-28\n  samband roles 'Region Skåne' --title ordförande --json",
		Args:    p.arguments(1, 1),
	}
	cmd.Flags().StringVar(&on, "on", "", p.text("datum: dag, månad eller år", "date: day, month or year"))
	cmd.Flags().StringVar(&title, "title", "", p.text("bara roller vars titel innehåller detta", "only roles whose title contains this"))
	p.documentFlags(cmd, &flags.attested)
	return p.question(cmd, flags, func(ctx context.Context, a *asking, args []string) (int, error) {
		return a.roles(ctx, args[0], query.RoleOptions{On: on, Title: title, Scope: a.scope, Window: a.window()})
	})
}

func (a *asking) roles(ctx context.Context, name string, options query.RoleOptions) (int, error) {
	entity, err := a.findEntity(ctx, a.lib, name, graph.Person, graph.Organisation)
	if err != nil {
		return 0, err
	}
	answer, err := query.Roles(ctx, a.lib.store, entity.ID, options)
	if err != nil {
		return 0, err
	}
	found := len(answer.Roles.Items)
	if a.json {
		return found, a.get(ctx, a.lib, "/api/v1/roles?"+a.values("of", entity.ID, "on", options.On, "title", options.Title).Encode())
	}
	a.heading(entity.Name, entity.ID)
	for i := range answer.Roles.Items {
		if err := a.role(ctx, &answer.Roles.Items[i], entity.Kind); err != nil {
			return 0, err
		}
	}
	if found == 0 {
		a.printf("%s\n", a.text("Inga kända roller.", "No known roles."))
	}
	for _, gap := range answer.Gaps {
		what := a.text("roll", "role")
		if gap.Title != "" {
			what = gap.Title
		}
		a.printf(a.text("\nLucka: ingen känd %s mellan %s och %s\n", "\nGap: no known %s between %s and %s\n"), what, gap.After, gap.Before)
	}
	a.counted(found, answer.Roles.Total)
	return found, nil
}

func (a *asking) role(ctx context.Context, role *query.Role, of graph.Kind) error {
	title, other := role.Title, role.Organisation
	if title == "" {
		title = a.text("knuten till", "affiliated with")
	}
	if of == graph.Organisation {
		other = role.Person
	}
	if other.Name == "" {
		other.Name = a.text("(ingen organisation nämnd)", "(no organisation named)")
	}
	a.printf("\n%s, %s  %s\n", a.style(styleBold, title), other.Name, a.style(styleDim, other.ID))
	if role.Standing != "" {
		a.printf("  %s", a.standing(role.Standing))
		if role.KnownThen != role.Standing {
			a.printf(a.text(" (då känt: %s)", " (known then: %s)"), a.standing(role.KnownThen))
		}
		a.printf("\n")
	}
	for i := range role.Periods {
		acting := ""
		if role.Periods[i].Acting {
			acting = a.text("tillförordnad ", "acting ")
		}
		a.printf("  %s%s\n", acting, a.period(&role.Periods[i]))
	}
	if role.Announced != "" {
		a.printf(a.text("  tillträde aviserat %s\n", "  announced %s\n"), role.Announced)
	}
	for i := range role.Facts {
		if i == shownEvidence {
			a.printf("    %s\n", fmt.Sprintf(a.text("… och %d belägg till", "… and %d more pieces of evidence"), len(role.Facts)-i))
			break
		}
		if err := a.evidence(ctx, &role.Facts[i]); err != nil {
			return err
		}
	}
	return nil
}

func (a *asking) standing(standing query.Standing) string {
	switch standing {
	case query.Held:
		return a.text("innehas", "held")
	case query.Presumed:
		return a.text("innehas såvitt känt", "presumably held")
	case query.Announced:
		return a.text("tillträder", "announced")
	case query.Ended:
		return a.text("avslutad", "ended")
	case query.NotYet:
		return a.text("ännu inte", "not yet")
	case query.Unknown:
	}
	return a.text("okänt", "unknown")
}

// period tells what is known of a period and what is not.
func (a *asking) period(p *query.Period) string {
	from := p.From
	switch {
	case from == "":
		from = a.text("okänt", "unknown")
	case p.FromStated:
		from = a.text("från ", "from ") + from
	default:
		from = a.text("senast från ", "from at the latest ") + from
	}
	switch {
	case p.ToStated:
		return from + a.text(" till ", " to ") + p.To
	case p.EndedBy != "" && p.To != "":
		return from + a.text(" till tidigast ", " to at the earliest ") + p.To + a.text(", avslutad senast ", ", ended at the latest ") + p.EndedBy
	case p.EndedBy != "":
		return from + a.text(", avslutad senast ", ", ended at the latest ") + p.EndedBy
	}
	return from + a.text(", senast känt ", ", last known ") + p.To
}

func (p *program) timelineCommand() *cobra.Command {
	flags := &questionFlags{}
	var newest bool
	cmd := &cobra.Command{
		Use:   "timeline ID|NAME",
		Short: p.text("allt daterat om en entitet i tidsordning", "everything dated about an entity in order of time"),
		Long: p.text(`Visar varje uppgift om en entitet vid det datum den gäller: det texten säger, rapportens år,
eller dokumentets datum. Det som saknar datum kommer sist.`,
			`Shows every fact about an entity at the date it holds for: what the text says, the year of the
report, or the date of the document. What has no date comes last.`),
		Example: "  samband timeline 'Anna Ek' --since 2021\n  samband timeline 'Region Skåne' --type HAS_ROLE --newest --json",
		Args:    p.arguments(1, 1),
	}
	cmd.Flags().BoolVar(&newest, "newest", false, p.text("det nyaste först", "the newest first"))
	p.attestedFlags(cmd, &flags.attested)
	return p.question(cmd, flags, func(ctx context.Context, a *asking, args []string) (int, error) {
		return a.timeline(ctx, args[0], newest)
	})
}

func (a *asking) timeline(ctx context.Context, name string, newest bool) (int, error) {
	entity, err := a.findEntity(ctx, a.lib, name)
	if err != nil {
		return 0, err
	}
	found, err := query.Timeline(ctx, a.lib.store, entity.ID, query.TimelineOptions{
		Types: a.types, Collection: a.scope.Collection, From: a.scope.From, To: a.scope.To, NewestFirst: newest, Window: a.window(),
	})
	if err != nil {
		return 0, err
	}
	if a.json {
		order := "oldest"
		if newest {
			order = "newest"
		}
		return a.lines(ctx, entityPath(entity.ID, "timeline"), a.values("order", order))
	}
	a.heading(entity.Name, entity.ID)
	for i := range found.Items {
		event := &found.Items[i]
		date := event.Date
		if date == "" {
			date = a.text("utan datum", "no date")
		}
		a.printf("\n%s  %s", a.style(styleBold, date), a.style(styleDim, a.basis(event.Basis)))
		if err := a.fact(ctx, &event.Fact); err != nil {
			return 0, err
		}
	}
	if found.Total == 0 {
		a.printf("%s\n", a.text("Inga uppgifter.", "No facts."))
	}
	a.counted(len(found.Items), found.Total)
	return len(found.Items), nil
}

func (a *asking) basis(basis query.Basis) string {
	switch basis {
	case query.BasisFrom:
		return a.text("börjar", "begins")
	case query.BasisTo:
		return a.text("slutar", "ends")
	case query.BasisYear:
		return a.text("rapportens år", "year of the report")
	case query.BasisStated:
		return a.text("enligt texten", "as the text says")
	case query.BasisDocument:
	}
	return a.text("dokumentets datum", "date of the document")
}
