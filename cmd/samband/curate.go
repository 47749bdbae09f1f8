package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/resolve"
)

// deciding is one command that adds a decision to the log.
type deciding struct {
	*program
	lib     *library
	by, why string
	dryRun  bool
}

// decisionCommand makes a command that decides what propose makes of its
// arguments.
func (p *program) decisionCommand(command *cobra.Command, propose func(context.Context, *deciding, []string) (graph.Proposal, error)) *cobra.Command {
	d := deciding{program: p}
	command.RunE = func(cmd *cobra.Command, args []string) error {
		open := p.openExistingForWriting
		if d.dryRun {
			open = p.openForReading
		}
		var err error
		if d.lib, err = open(cmd.Context()); err != nil {
			return err
		}
		defer p.closeLibrary(d.lib)
		proposal, err := propose(cmd.Context(), &d, args)
		if err != nil {
			return err
		}
		proposal.By, proposal.Why = d.by, d.why
		outcome, err := d.decide(cmd.Context(), proposal)
		if err != nil {
			return p.explain(err, proposal)
		}
		return d.print(outcome)
	}
	flags := command.Flags()
	flags.StringVar(&d.by, "by", cmp.Or(p.getenv("USER"), p.getenv("USERNAME")), p.text("vem som beslutar", "who decides"))
	flags.StringVar(&d.why, "why", "", p.text("varför", "why"))
	flags.BoolVar(&d.dryRun, "dry-run", false, p.text("visa bara vad som skulle beslutas", "only show what would be decided"))
	mustGive(flags, "why", "dry-run")
	return command
}

// decide makes the decision, unless it is only tried.
func (d *deciding) decide(ctx context.Context, proposal graph.Proposal) (graph.Outcome, error) {
	if d.dryRun {
		return ingest.Propose(ctx, d.lib.store, proposal, nil)
	}
	pipeline, err := d.lib.pipeline(1, read.Limits{}, nil)
	if err != nil {
		return graph.Outcome{}, err
	}
	return pipeline.Decide(ctx, proposal, nil)
}

// explain tells in the user's language why a decision was not made, and what
// to do.
func (p *program) explain(err error, proposal graph.Proposal) error {
	rests, resting := errors.AsType[*graph.RestsError](err)
	switch {
	case resting:
		return fmt.Errorf(p.text("%s bygger på det; ångra först: samband undo %s", "%s rests on it; undo first: samband undo %s"), p.describe(&rests.Later), rests.Later.ID)
	case errors.Is(err, graph.ErrUndone):
		return fmt.Errorf(p.text("%s är redan ångrat", "%s is undone already"), proposal.Value)
	case errors.Is(err, graph.ErrNotFound) && proposal.Kind == graph.Undo:
		return fmt.Errorf(p.text("inget beslut %q; se \"samband curations\"", "no decision %q; see \"samband curations\""), proposal.Value)
	case errors.Is(err, graph.ErrNotFound) && proposal.Suggestion != "":
		return fmt.Errorf(p.text("inget förslag %q; se \"samband suggest\"", "no suggestion %q; see \"samband suggest\""), proposal.Suggestion)
	case errors.Is(err, resolve.ErrSplit):
		return fmt.Errorf(p.text("%s nämns inte både i och utanför de dokumenten: %w", "%s is not spoken of both in and outside these documents: %w"), proposal.Entities[0], err)
	}
	return err
}

func (p *program) mergeCommand() *cobra.Command {
	return p.decisionCommand(&cobra.Command{
		Use:   "merge A… B",
		Short: p.text("slå ihop: A går upp i B, som behåller sitt id", "merge: A goes into B, which keeps its id"),
		Long: p.text(`Det som dokumenten säger om A och B gäller från nu B, även i dokument som läses in
senare. A:s id leder till B. Ångras med "samband undo".`,
			`What the documents say about A and B is from now on about B, in documents that are read
later too. The id of A leads to B. Undone by "samband undo".`),
		Example: "  samband merge person:anna-maria-ek person:anna-ek --why 'samma enhet och telefon'\n  samband merge 'Socialnämndens utskott' Socialutskottet --dry-run",
		Args:    p.arguments(2, anyNumber),
	}, func(ctx context.Context, d *deciding, args []string) (graph.Proposal, error) {
		entities, err := d.entities(ctx, args...)
		return graph.Proposal{Kind: graph.Merge, Entities: entities}, err
	})
}

func (p *program) splitCommand() *cobra.Command {
	var documents []string
	command := p.decisionCommand(&cobra.Command{
		Use:   "split ENTITY --document D…",
		Short: p.text("ta ut det som vissa dokument säger till en egen entitet", "take what some documents say out into an entity of its own"),
		Example: `  samband split person:anna-ek --document protokoll-2021-04-1a2b3c4d
  samband split organisation:ki --document a-11111111 --document b-22222222 --why 'Konjunkturinstitutet'`,
		Args: p.arguments(1, 1),
	}, func(ctx context.Context, d *deciding, args []string) (graph.Proposal, error) {
		if len(documents) == 0 {
			return graph.Proposal{}, usagef("%s", p.text("ange vilka dokument med --document", "say which documents with --document"))
		}
		entities, err := d.entities(ctx, args[0])
		return graph.Proposal{Kind: graph.Split, Entities: entities, Documents: documents}, err
	})
	command.Flags().StringSliceVar(&documents, "document", nil, p.text("dokument-id; kan upprepas", "document id; can be repeated"))
	mustGive(command.Flags(), "document")
	return command
}

// valueCommand makes a command that gives one entity a value.
func (p *program) valueCommand(command *cobra.Command, kind graph.CurationKind) *cobra.Command {
	command.Args = p.arguments(2, 2)
	return p.decisionCommand(command, func(ctx context.Context, d *deciding, args []string) (graph.Proposal, error) {
		value := strings.Join(strings.Fields(args[1]), " ")
		if value == "" {
			return graph.Proposal{}, usagef(p.text("tomt värde; se %q", "empty value; see %q"), "samband help "+string(kind))
		}
		if kind == graph.Retype && !slices.Contains(graph.Kinds(), graph.Kind(value)) {
			return graph.Proposal{}, usagef(p.text("slag %q; välj bland %v", "kind %q; choose among %v"), value, graph.Kinds())
		}
		entities, err := d.entities(ctx, args[0])
		return graph.Proposal{Kind: kind, Entities: entities, Value: value}, err
	})
}

func (p *program) renameCommand() *cobra.Command {
	return p.valueCommand(&cobra.Command{
		Use:     "rename ENTITY NAME",
		Short:   p.text("ge en entitet ett annat namn; id:t är kvar", "give an entity another name; the id stays"),
		Example: "  samband rename person:anna-ek 'Anna Ek Lundberg' --why 'gift 2023'",
	}, graph.Rename)
}

func (p *program) retypeCommand() *cobra.Command {
	return p.valueCommand(&cobra.Command{
		Use:     "retype ENTITY KIND",
		Short:   p.text("ändra slag: person, organisation, report, concept eller place", "change the kind: person, organisation, report, concept or place"),
		Example: "  samband retype organisation:norrvik place",
	}, graph.Retype)
}

func (p *program) noteCommand() *cobra.Command {
	return p.valueCommand(&cobra.Command{
		Use:     "note ENTITY TEXT",
		Short:   p.text("lägg en anteckning till en entitet", "add a note to an entity"),
		Example: "  samband note person:anna-ek 'nås genom kansliet'",
	}, graph.Note)
}

func (p *program) rejectCommand() *cobra.Command {
	return p.decisionCommand(&cobra.Command{
		Use:     "reject ENTITY",
		Short:   p.text("detta är ingen entitet: visa det inte mer", "this is no entity: show it no more"),
		Example: "  samband reject person:stora-torget --why 'en plats, ingen person'",
		Args:    p.arguments(1, 1),
	}, func(ctx context.Context, d *deciding, args []string) (graph.Proposal, error) {
		entities, err := d.entities(ctx, args[0])
		return graph.Proposal{Kind: graph.Reject, Entities: entities}, err
	})
}

func (p *program) undoCommand() *cobra.Command {
	return p.decisionCommand(&cobra.Command{
		Use:     "undo EVENT",
		Short:   p.text("ta tillbaka ett beslut", "take a decision back"),
		Example: "  samband undo c:1a2b3c4d5e6f\n  samband curations",
		Args:    p.arguments(1, 1),
	}, func(_ context.Context, _ *deciding, args []string) (graph.Proposal, error) {
		return graph.Proposal{Kind: graph.Undo, Value: args[0]}, nil
	})
}

// entities finds the entities that arguments mean, which are all different.
func (d *deciding) entities(ctx context.Context, names ...string) ([]string, error) {
	var ids []string
	for _, name := range names {
		entity, err := d.findEntity(ctx, d.lib, name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(ids, entity.ID) {
			return nil, usagef(d.text("%q är redan %s", "%q is %s already"), name, entity.ID)
		}
		ids = append(ids, entity.ID)
	}
	return ids, nil
}

// print tells what was decided, what that does, and what it goes against.
func (d *deciding) print(outcome graph.Outcome) error {
	if d.json {
		return d.emit(struct {
			wireCuration
			Effects []graph.Effect `json:"effects"`
		}{newWireCuration(&outcome.Event, false, outcome.Conflicts), outcome.Effects})
	}
	if d.dryRun {
		d.printf(d.text("skulle besluta: %s\n", "would decide: %s\n"), d.describe(&outcome.Event))
	} else {
		d.printf("%s  %s\n", outcome.Event.ID, d.describe(&outcome.Event))
	}
	for _, effect := range outcome.Effects {
		d.printf("  %s\n", d.effect(effect))
	}
	for _, conflict := range outcome.Conflicts {
		d.printf("  %s\n", d.conflict(conflict))
	}
	return nil
}

// effect says in one line what moves where.
func (p *program) effect(effect graph.Effect) string {
	from, to := effect.From, effect.To
	if from == graph.NoEntity {
		from = p.text("ingen entitet", "no entity")
	}
	if to == graph.NoEntity {
		to = p.text("ingen entitet", "no entity")
	}
	if effect.Called != "" {
		to += " (" + effect.Called + ")"
	}
	return fmt.Sprintf(p.text("%s → %s: %d dokument", "%s → %s: %d documents"), from, to, effect.Documents)
}

// describe says in one line what was decided.
func (p *program) describe(event *graph.Curation) string {
	var names []string
	for _, subject := range event.Subjects {
		names = append(names, fmt.Sprintf("%s (%s)", subject.Name, subject.Entity))
	}
	all := strings.Join(names, ", ")
	switch event.Kind {
	case graph.Merge:
		last := len(names) - 1
		return fmt.Sprintf(p.text("%s går upp i %s", "%s goes into %s"), strings.Join(names[:last], ", "), names[last])
	case graph.Split:
		return fmt.Sprintf(p.text("ur %s tas %s", "out of %s is taken %s"), names[0], names[1])
	case graph.Rename:
		return fmt.Sprintf(p.text("%s heter %s", "%s is called %s"), all, event.Value)
	case graph.Retype:
		return fmt.Sprintf(p.text("%s är %s", "%s is of kind %s"), all, event.Value)
	case graph.Reject:
		return fmt.Sprintf(p.text("%s är ingen entitet", "%s is no entity"), all)
	case graph.Accept:
		if event.Value == graph.Same {
			return fmt.Sprintf(p.text("%s är densamma som %s", "%s is the same as %s"), names[0], names[1])
		}
		return fmt.Sprintf(p.text("%s är en annan än %s", "%s is another than %s"), names[0], names[1])
	case graph.Note:
		return all + ": " + event.Value
	case graph.Undo:
		return fmt.Sprintf(p.text("%s ångras", "%s is undone"), event.Value)
	}
	return string(event.Kind)
}

// rejected says who decided that an id is no entity, and how to undo that.
func (p *program) rejected(ctx context.Context, lib *library, id string) error {
	rulings, err := resolve.Rulings(ctx, lib.store)
	if err != nil {
		return err
	}
	ruling := rulings.At(id)
	if ruling == nil || !ruling.Rejected {
		return nil
	}
	for _, event := range slices.Backward(rulings.Events()) {
		if _, undone := rulings.Event(event.ID); event.Kind == graph.Reject && !undone && rulings.At(event.Subjects[0].Entity) == ruling {
			return fmt.Errorf(p.text("%s; ångra: samband undo %s", "%s; undo: samband undo %s"), p.describe(&event), event.ID)
		}
	}
	return nil
}
