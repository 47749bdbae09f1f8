package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
)

// forgetOptions are the flags of forget.
type forgetOptions struct {
	keepSpeech bool
	replay     bool
	yes        bool
	dryRun     bool
}

func (p *program) forgetCommand() *cobra.Command {
	var options forgetOptions
	cmd := &cobra.Command{
		Use:   "forget PERSON",
		Short: p.text("radera en person och håll personen raderad", "erase a person and keep the person erased"),
		Long: p.text(`Raderar personen ur graf, sökindex, arkiv och beslutslogg: namnet i texterna ersätts med
[borttagen], det personen sagt ordagrant med [yttrande borttaget], och originalen som
nämner personen tas bort. Dokumenten och andras uppgifter är kvar. I en liggare stannar
nyckelhashar av namnen, så att personen inte kommer tillbaka när dokument läses in igen
eller en säkerhetskopia läggs tillbaka. Kan inte ångras. Se docs/privacy.md.`,
			`Erases the person from graph, index, archive and log of decisions: the name is replaced by
[borttagen] in texts, the person's verbatim words by [yttrande borttaget], and originals
that name the person are removed. Documents and the facts about others stay. A ledger
keeps keyed hashes of the names, so that the person does not come back when documents
are ingested again or a backup is put back. Cannot be undone. See docs/privacy.md.`),
		Example: "  samband forget person:anna-ek --dry-run\n  samband forget person:anna-ek --yes\n  samband forget --replay",
		Args:    p.arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if options.replay == (len(args) == 1) {
				return usagef("%s", p.text("ange en person, eller --replay", "give a person, or --replay"))
			}
			if options.replay {
				return p.forgetAgain(cmd.Context())
			}
			return p.forget(cmd.Context(), options, args[0])
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&options.keepSpeech, "keep-speech", false, p.text("behåll det personen sagt, utan talare", "keep what the person said, without speaker"))
	flags.BoolVar(&options.replay, "replay", false, p.text("radera alla i liggaren igen, t.ex. efter att filer lagts tillbaka", "erase everyone in the ledger again, for example after files were put back"))
	flags.BoolVar(&options.yes, "yes", false, p.text("fråga inte", "do not ask"))
	flags.BoolVar(&options.dryRun, "dry-run", false, p.text("visa bara vad som skulle raderas", "only show what would be erased"))
	mustGive(flags, "keep-speech", "replay", "yes")
	return cmd
}

// forget erases a person once what goes has been shown and confirmed.
func (p *program) forget(ctx context.Context, options forgetOptions, name string) error {
	lib, err := p.openExistingForWriting(ctx)
	if err != nil {
		return err
	}
	plan, err := p.planForget(ctx, lib, options, name)
	if err == nil {
		err = p.printForgotten(plan.Forgotten, options.dryRun)
	}
	if err == nil && !options.dryRun {
		err = p.confirm(options.yes, p.text("raderingen kan inte ångras", "erasure cannot be undone"))
	}
	if err == nil && !options.dryRun {
		err = lib.erasures.Add(plan.Erasure)
	}
	if err != nil || options.dryRun {
		return errors.Join(err, lib.close())
	}
	// From here on the ledger holds the erasure: what does not end now is
	// finished by the next command.
	if lib, err = p.replayErasures(ctx, lib); err != nil {
		return err
	}
	if err := p.repair(ctx, lib); err != nil {
		return err
	}
	if !p.json {
		p.printf("%s\n", p.text("Raderad.", "Erased."))
	}
	return lib.close()
}

func (p *program) planForget(ctx context.Context, lib *library, options forgetOptions, name string) (*ingest.Forgetting, error) {
	person, err := p.findEntity(ctx, lib, name, graph.Person)
	if err != nil {
		return nil, err
	}
	pipeline, err := lib.pipeline(1, read.Limits{}, nil)
	if err != nil {
		return nil, err
	}
	return pipeline.PlanForget(ctx, person, options.keepSpeech)
}

func (p *program) printForgotten(f ingest.Forgotten, dryRun bool) error {
	if p.json {
		return p.emit(struct {
			DryRun bool `json:"dry_run"`
			ingest.Forgotten
		}{dryRun, f})
	}
	for _, line := range []struct {
		count int
		what  string
	}{
		{f.Documents, p.text("dokument som skrivs om; deras original tas bort", "documents rewritten; their originals go")},
		{f.Revisions, p.text("tidigare versioner som tas bort", "earlier revisions that go")},
		{f.Names, p.text("ställen där personen nämns", "places that name the person")},
		{f.Speech, p.text("yttranden och citat", "turns and quotes")},
		{f.Mentions, p.text("omnämnanden i grafen", "mentions in the graph")},
		{f.Relations, p.text("samband i grafen", "relations in the graph")},
		{f.Decisions, p.text("beslut som görs oläsliga", "decisions made unreadable")},
		{f.Sources, p.text("källor som byter namn", "sources renamed")},
	} {
		p.printf("%6d  %s\n", line.count, line.what)
	}
	for _, id := range f.Touched {
		p.printf("        %s\n", id)
	}
	if len(f.Namesakes) > 0 {
		p.printf("%s %s\n", p.text("Andra med samma namn är kvar:", "Others of the same name stay:"), strings.Join(f.Namesakes, ", "))
	}
	if f.OnlyOneWord {
		p.printf("%s\n", p.text("Personen har inget namn i flera ord: nya dokument känns inte igen.", "The person has no name of several words: new documents are not recognised."))
	}
	return nil
}

// confirm asks on a terminal whether to go on. Elsewhere only --yes goes on.
func (p *program) confirm(yes bool, warning string) error {
	if yes {
		return nil
	}
	if !terminal(p.stdout) || p.json {
		return usagef(p.text("%s: ange --yes, eller --dry-run för att se vad som försvinner", "%s: give --yes, or --dry-run to see what would go"), warning)
	}
	p.printf(p.text("%s. Fortsätt? [j/N] ", "%s. Go on? [y/N] "), warning)
	answer, err := bufio.NewReader(p.stdin).ReadString('\n')
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "j", "ja", "y", "yes":
		return nil
	}
	return usagef("%s", p.text("inget togs bort", "nothing was removed"))
}

// forgetAgain erases everyone in the ledger again.
func (p *program) forgetAgain(ctx context.Context) error {
	lib, err := p.openExistingForWriting(ctx)
	if err != nil {
		return err
	}
	count := len(lib.erasures.Erasures())
	if count > 0 {
		if lib, err = p.replayErasures(ctx, lib); err != nil {
			return err
		}
		if err := p.repair(ctx, lib); err != nil {
			return err
		}
	}
	if p.json {
		err = p.emit(struct {
			Erasures int `json:"erasures"`
		}{count})
	} else {
		p.printf(p.text("%d raderingar genomförda igen\n", "%d erasures done again\n"), count)
	}
	return errors.Join(err, lib.close())
}

// erased says that who a user asks for was erased, nil where that is not so.
func (p *program) erased(lib *library, name string) error {
	if lib.erasures.Erased(name) || len(lib.erasures.Called(name)) > 0 {
		return fmt.Errorf(p.text("%q är raderad", "%q was erased"), name)
	}
	return nil
}
