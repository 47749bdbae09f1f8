package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/resolve"
)

// shownFaults is how many faulty lines of a log are told.
const shownFaults = 20

// clockSkew is how far the clock of another library may be ahead.
const clockSkew = 24 * time.Hour

func (p *program) curationsCommand() *cobra.Command {
	var exitCode, conflicts bool
	command := &cobra.Command{
		Use:     "curations [ENTITY]",
		Short:   p.text("vad människor har beslutat om entiteter, i ordning", "what people have decided about entities, in order"),
		Example: "  samband curations\n  samband curations person:anna-ek --json\n  samband curations --conflicts\n  samband curations export -o beslut.jsonl\n  samband curations import beslut.jsonl",
		Args:    p.arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			list := p.curations
			if conflicts {
				list = p.conflicts
			}
			found, err := list(cmd.Context(), lib, args)
			if err == nil && found == 0 && exitCode {
				return &exitError{code: exitNothing}
			}
			return err
		},
	}
	command.Flags().BoolVar(&exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	command.Flags().BoolVar(&conflicts, "conflicts", false, p.text("bara beslut som motsäger varandra", "only decisions that contradict one another"))
	command.AddCommand(p.exportCurationsCommand(), p.importCurationsCommand())
	return command
}

func (p *program) exportCurationsCommand() *cobra.Command {
	var output string
	command := &cobra.Command{
		Use:   "export",
		Short: p.text("skriv ut alla beslut, för ett annat bibliotek", "write out all decisions, for another library"),
		Long: p.text(`Skriver loggen som JSON Lines, ett beslut per rad i tidsordning; samma logg ger samma
bytes. "samband curations import" läser den.`,
			`Writes the log as JSON Lines, a decision a line in order of time; equal logs give equal
bytes. "samband curations import" reads it.`),
		Example: "  samband curations export > beslut.jsonl\n  samband curations export -o beslut.jsonl",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			rulings, err := resolve.Rulings(cmd.Context(), lib.store)
			if err != nil {
				return err
			}
			if output == "-" {
				return graph.WriteCurations(p.stdout, rulings.Events())
			}
			file, err := os.Create(output) //nolint:gosec // the user names it
			if err != nil {
				return fmt.Errorf("export: %w", err)
			}
			return errors.Join(graph.WriteCurations(file, rulings.Events()), file.Close())
		},
	}
	command.Flags().StringVarP(&output, "output", "o", "-", p.text("fil att skriva till; - är standard output", "file to write to; - is standard output"))
	return command
}

func (p *program) importCurationsCommand() *cobra.Command {
	var dryRun bool
	command := &cobra.Command{
		Use:   "import FILE|-",
		Short: p.text("läs in beslut från ett annat bibliotek", "take in decisions of another library"),
		Long: p.text(`Läser det som "samband curations export" skrev. Beslut som redan finns ändrar inget. Beslut om
det som inga dokument här talar om behålls, och gäller när sådana dokument kommer. Är en
rad fel läses inget in.`,
			`Reads what "samband curations export" wrote. Decisions that are there already change nothing.
Decisions about what no document here speaks of are kept, and hold once such documents
come. Where a line is wrong nothing is taken in.`),
		Example: "  samband curations import beslut.jsonl --dry-run\n  samband curations import - < beslut.jsonl",
		Args:    p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			events, err := p.readCurations(args[0])
			if err != nil {
				return err
			}
			return p.importCurations(cmd.Context(), events, dryRun)
		},
	}
	command.Flags().BoolVar(&dryRun, "dry-run", false, p.text("visa bara vad som skulle hända", "only show what would happen"))
	mustGive(command.Flags(), "dry-run")
	return command
}

// readCurations reads a log, or tells which lines of it are wrong.
func (p *program) readCurations(name string) ([]graph.Curation, error) {
	from := p.stdin
	if name != "-" {
		file, err := os.Open(name) //nolint:gosec // the user names it
		if err != nil {
			return nil, err
		}
		defer file.Close() //nolint:errcheck // only read
		from = file
	}
	var events []graph.Curation
	var faults []error
	for event, err := range graph.ReadCurations(from, time.Now().Add(clockSkew)) {
		fault, faulty := errors.AsType[*graph.LogError](err)
		switch {
		case faulty:
			faults = append(faults, fmt.Errorf("%s:%d: %w; %s", name, fault.Line, fault.Err, fault.Remedy))
		case err != nil:
			return nil, fmt.Errorf("%s: %w", name, err)
		default:
			events = append(events, event)
		}
	}
	if len(faults) > 0 {
		return nil, p.faults(faults)
	}
	return events, nil
}

func (p *program) faults(faults []error) error {
	told := faults[:min(len(faults), shownFaults)]
	if more := len(faults) - len(told); more > 0 {
		told = append(slices.Clone(told), fmt.Errorf(p.text("… och %d rader till", "… and %d more lines"), more))
	}
	return fmt.Errorf("%w\n%s", errors.Join(told...), p.text("inget lästes in", "nothing was taken in"))
}

func (p *program) importCurations(ctx context.Context, events []graph.Curation, dryRun bool) error {
	open := p.openForWriting
	if dryRun {
		open = p.openForReading
	}
	lib, err := open(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(lib)
	var done ingest.Imported
	if dryRun {
		done, err = ingest.Survey(ctx, lib.store, events)
	} else {
		var pipeline *ingest.Pipeline
		if pipeline, err = lib.pipeline(1, read.Limits{}, nil); err == nil {
			done, err = pipeline.Import(ctx, events)
		}
	}
	if err != nil {
		return err
	}
	return p.printImported(done, dryRun)
}

// wireUnmet is a decision about what no document speaks of, in JSON.
type wireUnmet struct {
	ID       string   `json:"id"`
	Entities []string `json:"entities"`
}

func (p *program) printImported(done ingest.Imported, dryRun bool) error {
	unmet, unknown := []wireUnmet{}, done.Unknown
	for _, event := range done.Added {
		if subjects := done.Unmet[event.ID]; len(subjects) > 0 {
			one := wireUnmet{ID: event.ID}
			for _, subject := range subjects {
				one.Entities = append(one.Entities, subject.Entity)
			}
			unmet = append(unmet, one)
		}
	}
	if p.json {
		return p.emit(struct {
			Added     int              `json:"added"`
			Known     int              `json:"known"`
			Conflicts []graph.Conflict `json:"conflicts"`
			Unmet     []wireUnmet      `json:"unmet"`
			Unknown   []string         `json:"unknown"`
		}{len(done.Added), done.Known, append([]graph.Conflict{}, done.Conflicts...), unmet, append([]string{}, unknown...)})
	}
	said := p.text("%d beslut inlästa, %d fanns redan\n", "%d decisions taken in, %d were there already\n")
	if dryRun {
		said = p.text("skulle läsa in %d beslut, %d finns redan\n", "would take in %d decisions, %d are there already\n")
	}
	p.printf(said, len(done.Added), done.Known)
	for _, one := range unmet {
		p.printf(p.text("  %s väntar: inget dokument talar om %s\n", "  %s waits: no document speaks of %s\n"), one.ID, strings.Join(one.Entities, ", "))
	}
	for _, id := range unknown {
		p.printf(p.text("  %s väntar: beslutet som det ångrar finns inte\n", "  %s waits: the decision that it undoes is not there\n"), id)
	}
	for _, conflict := range done.Conflicts {
		p.printf("  %s\n", p.conflict(conflict))
	}
	return nil
}

// conflict says in one line which decision goes against which, and in what.
func (p *program) conflict(conflict graph.Conflict) string {
	return fmt.Sprintf(p.text("%s går emot %s, som säger att %s; det senare gäller (ångra: samband undo %s)",
		"%s goes against %s, which says that %s; the later one counts (undo: samband undo %s)"),
		conflict.Later, conflict.Earlier, p.against(conflict), conflict.Later)
}

// against says what the earlier of two decisions says.
func (p *program) against(conflict graph.Conflict) string {
	says := ""
	switch conflict.Kind {
	case graph.AgainstSurvivor:
		says = p.text("%s gick upp i en annan, eller tvärtom", "%s went into another, or the other way round")
	case graph.AgainstMerge:
		says = p.text("%s är densamma som en annan", "%s is the same as another")
	case graph.AgainstParting:
		says = p.text("%s är en annan", "%s is another")
	case graph.AgainstRejection:
		says = p.text("%s är ingen entitet", "%s is no entity")
	case graph.AgainstName:
		says = p.text("%s heter något annat", "%s is called otherwise")
	case graph.AgainstKind:
		says = p.text("%s är av annat slag", "%s is of another kind")
	case graph.AgainstBasis:
		says = p.text("%s är som det ångrade beslutet gjorde den", "%s is what the decision now undone made it")
	}
	return fmt.Sprintf(says, conflict.Entity)
}

// conflicts prints the decisions that contradict one another, all or those
// that one entity is a subject of.
func (p *program) conflicts(ctx context.Context, lib *library, args []string) (found int, err error) {
	rulings, about, err := p.logAbout(ctx, lib, args)
	if err != nil {
		return 0, err
	}
	for _, conflict := range rulings.Conflicts() {
		earlier, _ := rulings.Event(conflict.Earlier)
		if earlier == nil || len(earlier.Subjects) > 0 && !slices.ContainsFunc(earlier.Subjects, about) {
			continue
		}
		found++
		if p.json {
			if err := p.emit(conflict); err != nil {
				return found, err
			}
			continue
		}
		p.printf("%s\n", p.conflict(conflict))
	}
	return found, nil
}

// wireCuration is a decision in JSON.
type wireCuration struct {
	graph.Curation
	Undone    bool             `json:"undone"`
	Conflicts []graph.Conflict `json:"conflicts"`
}

// newWireCuration renders an event.
func newWireCuration(event *graph.Curation, undone bool, conflicts []graph.Conflict) wireCuration {
	return wireCuration{*event, undone, append([]graph.Conflict{}, conflicts...)}
}

// logAbout reads the log, and recognises the subjects that the entity of the
// argument is, or all without one.
func (p *program) logAbout(ctx context.Context, lib *library, args []string) (*graph.Rulings, func(graph.Subject) bool, error) {
	rulings, err := resolve.Rulings(ctx, lib.store)
	if err != nil || len(args) == 0 {
		return rulings, func(graph.Subject) bool { return true }, err
	}
	about, err := p.about(ctx, lib, rulings, args[0])
	return rulings, about, err
}

func (p *program) curations(ctx context.Context, lib *library, args []string) (found int, err error) {
	rulings, about, err := p.logAbout(ctx, lib, args)
	if err != nil {
		return 0, err
	}
	conflicts := map[string][]graph.Conflict{}
	for _, conflict := range rulings.Conflicts() {
		conflicts[conflict.Earlier] = append(conflicts[conflict.Earlier], conflict)
		conflicts[conflict.Later] = append(conflicts[conflict.Later], conflict)
	}
	for _, event := range rulings.Events() {
		basis := rulings.Basis(&event)
		if len(args) > 0 && (basis == nil || !slices.ContainsFunc(basis.Subjects, about)) {
			continue
		}
		found++
		_, undone := rulings.Event(event.ID)
		if err := p.printCuration(&event, undone, conflicts[event.ID]); err != nil {
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

func (p *program) printCuration(event *graph.Curation, undone bool, conflicts []graph.Conflict) error {
	if p.json {
		return p.emit(newWireCuration(event, undone, conflicts))
	}
	var line strings.Builder
	line.WriteString(event.ID + "  " + event.At.Local().Format("2006-01-02 15:04") + "  " + p.describe(event))
	if event.By != "" || event.Why != "" {
		line.WriteString("  – " + strings.TrimSuffix(event.By+": "+event.Why, ": "))
	}
	if undone {
		line.WriteString("  " + p.text("[ångrat]", "[undone]"))
	}
	for _, conflict := range conflicts {
		if conflict.Later == event.ID {
			line.WriteString("  " + fmt.Sprintf(p.text("[går emot %s]", "[goes against %s]"), conflict.Earlier))
		}
	}
	p.printf("%s\n", line.String())
	return nil
}
