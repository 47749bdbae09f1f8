package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/resolve"
)

// deciding is one command that adds a decision to the log.
type deciding struct {
	*program
	lib     *library
	rulings *graph.Rulings // as decided so far
	by, why string
	dryRun  bool
}

// decisionCommand makes a command that adds the event that decide makes of its
// arguments.
func (p *program) decisionCommand(command *cobra.Command, decide func(context.Context, *deciding, []string) (graph.Curation, error)) *cobra.Command {
	var d deciding
	command.RunE = func(cmd *cobra.Command, args []string) error {
		lib, err := p.openExistingForWriting(cmd.Context())
		if err != nil {
			return err
		}
		defer p.closeLibrary(lib)
		d.program, d.lib = p, lib
		if d.rulings, err = resolve.Rulings(cmd.Context(), lib.store); err != nil {
			return err
		}
		event, err := decide(cmd.Context(), &d, args)
		if err != nil {
			return err
		}
		return d.add(cmd.Context(), event)
	}
	flags := command.Flags()
	flags.StringVar(&d.by, "by", cmp.Or(p.getenv("USER"), p.getenv("USERNAME")), p.text("vem som beslutar", "who decides"))
	flags.StringVar(&d.why, "why", "", p.text("varför", "why"))
	flags.BoolVar(&d.dryRun, "dry-run", false, p.text("visa bara vad som skulle beslutas", "only show what would be decided"))
	mustGive(flags, "why", "dry-run")
	return command
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
	}, func(ctx context.Context, d *deciding, args []string) (graph.Curation, error) {
		subjects, err := d.subjects(ctx, args...)
		if err != nil {
			return graph.Curation{}, err
		}
		return graph.Curation{Kind: graph.Merge, Subjects: subjects}, nil
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
	}, func(ctx context.Context, d *deciding, args []string) (graph.Curation, error) {
		if len(documents) == 0 {
			return graph.Curation{}, usagef("%s", p.text("ange vilka dokument med --document", "say which documents with --document"))
		}
		entity, err := d.findEntity(ctx, d.lib, args[0])
		if err != nil {
			return graph.Curation{}, err
		}
		rest, taken, err := resolve.Split(ctx, d.lib.store, d.rulings, &entity, documents)
		if errors.Is(err, resolve.ErrSplit) {
			return graph.Curation{}, fmt.Errorf(p.text("%s nämns inte både i och utanför de dokumenten: %w", "%s is not spoken of both in and outside these documents: %w"), entity.ID, err)
		}
		return graph.Curation{Kind: graph.Split, Subjects: []graph.Subject{rest, taken}}, err
	})
	command.Flags().StringSliceVar(&documents, "document", nil, p.text("dokument-id; kan upprepas", "document id; can be repeated"))
	mustGive(command.Flags(), "document")
	return command
}

// valueCommand makes a command that gives one entity a value.
func (p *program) valueCommand(command *cobra.Command, kind graph.CurationKind) *cobra.Command {
	command.Args = p.arguments(2, 2)
	return p.decisionCommand(command, func(ctx context.Context, d *deciding, args []string) (graph.Curation, error) {
		value := strings.Join(strings.Fields(args[1]), " ")
		if value == "" {
			return graph.Curation{}, usagef(p.text("tomt värde; se %q", "empty value; see %q"), "samband help "+string(kind))
		}
		if kind == graph.Retype && !slices.Contains(graph.Kinds(), graph.Kind(value)) {
			return graph.Curation{}, usagef(p.text("slag %q; välj bland %v", "kind %q; choose among %v"), value, graph.Kinds())
		}
		subjects, err := d.subjects(ctx, args[0])
		return graph.Curation{Kind: kind, Subjects: subjects, Value: value}, err
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
	}, func(ctx context.Context, d *deciding, args []string) (graph.Curation, error) {
		subjects, err := d.subjects(ctx, args[0])
		return graph.Curation{Kind: graph.Reject, Subjects: subjects}, err
	})
}

func (p *program) undoCommand() *cobra.Command {
	return p.decisionCommand(&cobra.Command{
		Use:     "undo EVENT",
		Short:   p.text("ta tillbaka ett beslut", "take a decision back"),
		Example: "  samband undo c:1a2b3c4d5e6f\n  samband curations",
		Args:    p.arguments(1, 1),
	}, func(_ context.Context, d *deciding, args []string) (graph.Curation, error) {
		event, undone := d.rulings.Event(args[0])
		switch {
		case event == nil:
			return graph.Curation{}, fmt.Errorf(p.text("inget beslut %q; se \"samband curations\"", "no decision %q; see \"samband curations\""), args[0])
		case undone:
			return graph.Curation{}, fmt.Errorf(p.text("%s är redan ångrat", "%s is undone already"), event.ID)
		}
		if later := d.rulings.Builds(event); later != nil {
			return graph.Curation{}, fmt.Errorf(p.text("%s bygger på det; ångra först: samband undo %s", "%s rests on it; undo first: samband undo %s"), p.describe(later), later.ID)
		}
		return graph.Curation{Kind: graph.Undo, Value: event.ID}, nil
	})
}

// subjects describes the entities that arguments mean, which are all different.
func (d *deciding) subjects(ctx context.Context, names ...string) ([]graph.Subject, error) {
	var subjects []graph.Subject
	for _, name := range names {
		entity, err := d.findEntity(ctx, d.lib, name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(subjects, func(s graph.Subject) bool { return s.Entity == entity.ID }) {
			return nil, usagef(d.text("%q är redan %s", "%q is %s already"), name, entity.ID)
		}
		subject, err := resolve.Subject(ctx, d.lib.store, d.rulings, &entity)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, subject)
	}
	return subjects, nil
}

// add completes the event, writes it unless that is only tried, and prints it.
// It comes after all that was decided before, whatever the clock says.
func (d *deciding) add(ctx context.Context, event graph.Curation) error {
	event.By, event.Why, event.At = d.by, d.why, time.Now().UTC()
	if log := d.rulings.Events(); len(log) > 0 && !event.At.After(log[len(log)-1].At) {
		event.At = log[len(log)-1].At.Add(time.Nanosecond)
	}
	event, err := graph.NewCuration(event)
	if err != nil {
		return err
	}
	if !d.dryRun {
		pipeline, err := d.lib.pipeline(1, read.Limits{}, nil)
		if err != nil {
			return err
		}
		if err := pipeline.Curate(ctx, event); err != nil {
			return err
		}
	}
	if d.json {
		return d.emit(wireCuration{event, false})
	}
	if d.dryRun {
		d.printf(d.text("skulle besluta: %s\n", "would decide: %s\n"), d.describe(&event))
		return nil
	}
	d.printf("%s  %s\n", event.ID, d.describe(&event))
	return nil
}

// wireCuration is a decision in JSON.
type wireCuration struct {
	graph.Curation
	Undone bool `json:"undone"`
}

func (p *program) curationsCommand() *cobra.Command {
	var exitCode bool
	command := &cobra.Command{
		Use:     "curations [ENTITY]",
		Short:   p.text("vad människor har beslutat om entiteter, i ordning", "what people have decided about entities, in order"),
		Example: "  samband curations\n  samband curations person:anna-ek --json",
		Args:    p.arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			found, err := p.curations(cmd.Context(), lib, args)
			if err == nil && found == 0 && exitCode {
				return &exitError{code: exitNothing}
			}
			return err
		},
	}
	command.Flags().BoolVar(&exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return command
}

func (p *program) curations(ctx context.Context, lib *library, args []string) (found int, err error) {
	rulings, err := resolve.Rulings(ctx, lib.store)
	if err != nil {
		return 0, err
	}
	about := func(graph.Subject) bool { return true }
	if len(args) > 0 {
		if about, err = p.about(ctx, lib, rulings, args[0]); err != nil {
			return 0, err
		}
	}
	for _, event := range rulings.Events() {
		target := &event
		for target != nil && target.Kind == graph.Undo {
			target, _ = rulings.Event(target.Value)
		}
		if len(args) > 0 && (target == nil || !slices.ContainsFunc(target.Subjects, about)) {
			continue
		}
		found++
		_, undone := rulings.Event(event.ID)
		if err := p.printCuration(&event, undone); err != nil {
			return found, err
		}
	}
	return found, nil
}

// about recognises the subjects that are the entity now, or had its id.
func (p *program) about(ctx context.Context, lib *library, rulings *graph.Rulings, name string) (func(graph.Subject) bool, error) {
	if _, isID := graph.KindOf(name); isID && rulings.At(name) != nil {
		is := rulings.At(name)
		return func(s graph.Subject) bool { return s.Entity == name || rulings.At(s.Entity) == is }, nil
	}
	entity, err := p.findEntity(ctx, lib, name)
	if err != nil {
		return nil, err
	}
	is := rulings.At(entity.ID)
	return func(s graph.Subject) bool {
		return s.Entity == name || s.Entity == entity.ID || is != nil && rulings.At(s.Entity) == is
	}, nil
}

func (p *program) printCuration(event *graph.Curation, undone bool) error {
	if p.json {
		return p.emit(wireCuration{*event, undone})
	}
	line := event.ID + "  " + event.At.Local().Format("2006-01-02 15:04") + "  " + p.describe(event)
	if event.By != "" || event.Why != "" {
		line += "  – " + strings.TrimSuffix(event.By+": "+event.Why, ": ")
	}
	if undone {
		line += "  " + p.text("[ångrat]", "[undone]")
	}
	p.printf("%s\n", line)
	return nil
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
