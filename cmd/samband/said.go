package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

func (p *program) saidCommand() *cobra.Command {
	flags := &questionFlags{}
	cmd := &cobra.Command{
		Use:   "said PERSON [CONCEPT]",
		Short: p.text("vad en person har sagt om ett begrepp, ordagrant", "what a person has said about a concept, verbatim"),
		Long: p.text(`Visar vad en person har sagt, det nyaste först, med plats. Ett begrepp räknas som omtalat där
det eller ett snävare begrepp nämns, under något av sina namn, eller där ett ord är en
sammansättning med namnet.`,
			`Shows what a person has said, the newest first, with the place. A concept counts as spoken of
where it or a narrower one is mentioned, under any of its names, or where a word is a compound
with the name.`),
		Example: "  samband said 'Anna Ek' hälsodata\n  samband said person:anna-ek concept:hälsodata --since 2021 --json",
		Args:    p.arguments(1, 2),
	}
	p.documentFlags(cmd, &flags.attested)
	return p.question(cmd, flags, func(ctx context.Context, a *asking, args []string) (int, error) { return a.said(ctx, args) })
}

func (a *asking) said(ctx context.Context, args []string) (int, error) {
	person, err := a.findEntity(ctx, a.lib, args[0], graph.Person)
	if err != nil {
		return 0, err
	}
	options := query.SaidOptions{Scope: a.scope, Window: a.window()}
	var concept graph.Entity
	if len(args) > 1 {
		if concept, err = a.findEntity(ctx, a.lib, args[1], graph.Concept); err != nil {
			return 0, err
		}
		options.Concept = concept.ID
	}
	found, err := query.Said(ctx, a.lib.store, person.ID, options)
	if err != nil {
		return 0, err
	}
	if a.json {
		return a.lines(ctx, entityPath(person.ID, "quotes"), a.values("concept", concept.ID))
	}
	for i := range found.Items {
		saying := &found.Items[i]
		if err := a.evidence(ctx, &saying.Fact); err != nil {
			return 0, err
		}
		if saying.Fact.Attributes["mode"] == "indirect" {
			a.printf("    %s\n", a.style(styleDim, a.text("återgivet, inte ordagrant", "reported, not verbatim")))
		}
		if len(saying.Matches) > 0 {
			words, err := a.matches(ctx, saying.Matches)
			if err != nil {
				return 0, err
			}
			a.printf("    %s\n", a.style(styleDim, words))
		}
		a.printf("\n")
	}
	switch {
	case found.Total == 0 && concept.ID != "":
		a.printf(a.text("Inget ordagrant av %s om %s i dokumenten.\n", "Nothing verbatim by %s about %s in the documents.\n"), person.Name, concept.Name)
	case found.Total == 0:
		a.printf(a.text("Inget ordagrant av %s i dokumenten.\n", "Nothing verbatim by %s in the documents.\n"), person.Name)
	}
	a.counted(len(found.Items), found.Total)
	return len(found.Items), nil
}

// matches tells which words speak of a concept, and how.
func (a *asking) matches(ctx context.Context, matches []query.Match) (string, error) {
	var words []string
	for i := range matches {
		word := "”" + matches[i].Text + "”"
		switch matches[i].Manner {
		case query.MannerCompound:
			word += " " + a.text("(sammansättning)", "(compound)")
		case query.MannerNarrower:
			name, err := entityName(ctx, a.lib.store, a.names, matches[i].Concept)
			if err != nil {
				return "", err
			}
			word += " " + fmt.Sprintf(a.text("(snävare: %s)", "(narrower: %s)"), name)
		case query.MannerMention:
		}
		words = append(words, word)
	}
	return a.text("ord: ", "words: ") + strings.Join(words, ", "), nil
}

func (p *program) citationsCommand() *cobra.Command {
	flags := &questionFlags{}
	cmd := &cobra.Command{
		Use:   "citations REPORT",
		Short: p.text("vem som hänvisar till en rapport, var och med vilka ord", "who cites a report, where and with which words"),
		Long: p.text("Visar varje ställe som hänvisar till en rapport, det nyaste dokumentet först, och vilka rapporter samma dokument också hänvisar till.",
			"Shows every place that cites a report, the newest document first, and which reports the same documents cite too."),
		Example: "  samband citations 'SOU 2021:17'\n  samband citations report:sou-2021-17 --since 2022 --json",
		Args:    p.arguments(1, 1),
	}
	p.documentFlags(cmd, &flags.attested)
	return p.question(cmd, flags, func(ctx context.Context, a *asking, args []string) (int, error) {
		return a.citations(ctx, args[0])
	})
}

func (a *asking) citations(ctx context.Context, name string) (int, error) {
	report, err := a.findEntity(ctx, a.lib, name, graph.Report)
	if err != nil {
		return 0, err
	}
	answer, err := query.Citations(ctx, a.lib.store, report.ID, query.CitationOptions{Scope: a.scope, Window: a.window(), CoCited: shownOf})
	if err != nil {
		return 0, err
	}
	found := len(answer.Citations.Items)
	if a.json {
		return found, a.get(ctx, a.lib, "/api/v1/citations?"+a.values("report", report.ID).Encode())
	}
	a.heading(report.Name, report.ID)
	a.printf(a.text("  %d hänvisningar i %d dokument\n", "  %d citations in %d documents\n"), answer.Citations.Total, answer.Documents)
	for i := range answer.Citations.Items {
		citation := &answer.Citations.Items[i]
		a.printf("\n")
		if err := a.evidence(ctx, &citation.Fact); err != nil {
			return 0, err
		}
		where, err := a.where(ctx, citation)
		if err != nil {
			return 0, err
		}
		if where != "" {
			a.printf("    %s\n", a.style(styleDim, where))
		}
	}
	a.counted(found, answer.Citations.Total)
	return found, a.coCited(ctx, &answer.CoCited)
}

// where tells section, agenda item and speaker of a citation, and who wrote
// the document.
func (a *asking) where(ctx context.Context, citation *query.Citation) (string, error) {
	var parts []string
	add := func(label, value string) {
		if value != "" {
			parts = append(parts, label+" "+value)
		}
	}
	add(a.text("avsnitt", "section"), citation.Fact.Attributes["section"])
	add(a.text("under", "under"), strings.TrimSpace(citation.Place.AgendaItem+" "+citation.Place.Heading))
	if citation.Place.Speaker != "" {
		name, err := entityName(ctx, a.lib.store, a.names, citation.Place.Speaker)
		if err != nil {
			return "", err
		}
		add(a.text("sagt av", "said by"), name)
	}
	add(a.text("av", "by"), strings.Join(citation.Document.Authors, ", "))
	add(a.text("utgivet av", "published by"), citation.Document.Publisher)
	return strings.Join(parts, ", "), nil
}

func (a *asking) coCited(ctx context.Context, cocited *query.Page[query.CoCitation]) error {
	if cocited.Total == 0 {
		return nil
	}
	a.printf("\n%s\n", a.style(styleBold, a.text("I samma dokument hänvisas också till", "The same documents also cite")))
	for i := range cocited.Items {
		report := &cocited.Items[i]
		a.printf("\n  %d %s  %s  %s\n", report.Documents, a.text("dokument", "documents"), report.Report.Name, a.style(styleDim, report.Report.ID))
		if err := a.evidence(ctx, &report.Facts[0]); err != nil {
			return err
		}
	}
	return nil
}
