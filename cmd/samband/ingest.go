package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search/embed"
)

// ingestOptions are the flags of ingest.
type ingestOptions struct {
	collection   string
	kind         string
	as           string
	workers      int
	force        bool
	onlyFailed   bool
	dryRun       bool
	prune        bool
	allowPrivate bool
	refine       string
	wait         bool // for vectors
	limits       read.Limits
}

func (p *program) ingestCommand() *cobra.Command {
	var options ingestOptions
	cmd := &cobra.Command{
		Use:   "ingest PATH|URL|-…",
		Short: p.text("läs in dokument: filer, kataloger, mönster, zip, webbadresser, standard input", "read documents: files, folders, globs, zip, addresses, standard input"),
		Long: p.text(`Läser in dokument i datakatalogen. Det som redan finns och inte ändrats hoppas över,
ändrade filer ersätter sin förra version. Ett dokument som inte går att läsa stoppar
inte de andra: det nämns på standard error och avslutskoden blir 3. Ctrl-C avslutar
efter de dokument som bearbetas; kör om för att fortsätta.

När allt är läst går kodaren igenom dokumenten noggrannare så länge --refine säger: auto
är fem sekunder på en processor som är snabb nog, efter en inläsning som tagit högst
tio; resten gör samband refine. I den tid som blir över görs vektorer att söka på
innebörd med; resten gör samband serve i bakgrunden.`,
			`Reads documents into the data directory. What is there and unchanged is skipped,
changed files replace their earlier revision. A document that cannot be read does not
stop the others: it is named on standard error and the exit status is 3. Ctrl-C stops
after the running documents; run again to go on.

When all is read, the encoder goes through the documents more carefully for as long as
--refine says: auto is five seconds on a processor that is fast enough, after an ingest
that took at most ten; samband refine does the rest. The time that is left goes to
vectors to search by meaning with; samband serve does the rest in the background.`),
		Example: `  samband ingest ./protokoll --collection nämnden
  samband ingest intervju.srt 'rapporter/**/*.pdf' arkiv.zip
  samband ingest https://example.se/podd/feed.xml
  cat avsnitt.vtt | samband ingest - --as vtt`,
		Args: p.arguments(1, anyNumber),
		RunE: func(cmd *cobra.Command, args []string) error { return p.ingest(cmd.Context(), options, args) },
	}
	p.ingestFlags(cmd, &options)
	mustGive(cmd.Flags(), "prune")
	return cmd
}

func (p *program) ingestFlags(cmd *cobra.Command, options *ingestOptions) {
	flags, defaults := cmd.Flags(), read.DefaultLimits()
	flags.StringVar(&options.collection, "collection", "", p.text("samling som dokumenten hör till", "collection the documents belong to"))
	flags.StringVar(&options.kind, "kind", "", p.text("dokumentslag: podcast, minutes, report, article, event, other", "kind of document: podcast, minutes, report, article, event, other"))
	flags.StringVar(&options.as, "as", "", p.text("format i stället för det som känns igen, t.ex. srt", "format instead of the one recognised, for example srt"))
	flags.IntVar(&options.workers, "workers", runtime.GOMAXPROCS(0), p.text("antal dokument åt gången", "documents at a time"))
	flags.BoolVar(&options.force, "force", false, p.text("läs in även det som är oförändrat", "ingest what is unchanged as well"))
	flags.BoolVar(&options.onlyFailed, "only-failed", false, p.text("bara det som misslyckades senast", "only what failed the last time"))
	flags.BoolVar(&options.dryRun, "dry-run", false, p.text("läs och tolka men skriv ingenting", "read and extract but write nothing"))
	flags.BoolVar(&options.prune, "prune", false, p.text("ta bort dokument vars filer försvunnit från de givna katalogerna", "remove documents whose files have vanished from the folders given"))
	flags.StringVar(&options.refine, "refine", "auto", p.text("hur länge kodaren får gå igenom dokumenten efteråt: auto, all, off eller en tid som 30s", "how long the encoder may go through the documents afterwards: auto, all, off or a time such as 30s"))
	flags.BoolVar(&options.wait, "wait-for-vectors", false, p.text("vänta tills alla textställen har vektorer att söka på innebörd med", "wait until all passages have vectors to search by meaning with"))
	flags.BoolVar(&options.allowPrivate, "allow-private", false, p.text("tillåt adresser i privata nät", "allow addresses in private networks"))
	flags.Int64Var(&options.limits.Bytes, "max-bytes", defaults.Bytes, p.text("största fil i byte", "largest file in bytes"))
	flags.IntVar(&options.limits.TextBytes, "max-text", defaults.TextBytes, p.text("längsta text i byte", "longest text in bytes"))
	flags.IntVar(&options.limits.Pages, "max-pages", defaults.Pages, p.text("flest sidor i ett dokument", "most pages in a document"))
	flags.Int64Var(&options.limits.ArchiveBytes, "max-archive", defaults.ArchiveBytes, p.text("största uppackade arkiv i byte", "largest expanded archive in bytes"))
	flags.IntVar(&options.limits.ArchiveRatio, "max-ratio", defaults.ArchiveRatio, p.text("största förhållande mellan uppackat och packat", "largest ratio of expanded to packed size"))
	flags.IntVar(&options.limits.ArchiveFiles, "max-files", defaults.ArchiveFiles, p.text("flest filer i ett arkiv", "most members of an archive"))
	flags.IntVar(&options.limits.Nesting, "max-nesting", defaults.Nesting, p.text("djupaste arkiv i arkiv", "deepest archive in an archive"))
}

func (p *program) ingest(ctx context.Context, options ingestOptions, args []string) error {
	kind, err := documentKind(options.kind)
	if err != nil {
		return err
	}
	if _, err := refineTime(options.refine, 0); err != nil {
		return err
	}
	p.boundMemory()
	if options.dryRun {
		remove, err := p.borrowDataDirectory()
		if err != nil {
			return err
		}
		defer remove()
	}
	lister := source.New(source.Config{
		Limits: options.limits, Stdin: p.stdin, AllowPrivate: options.allowPrivate, Marker: markerName, UserAgent: userAgent(), Logger: p.logger,
	})
	lib, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(lib)
	pipeline, err := lib.pipeline(options.workers, options.limits, lister.Fetcher())
	if err != nil {
		return err
	}
	job := ingest.Job{
		Files: lister.Files(ctx, args...), Collection: options.collection, Kind: kind, As: corpus.Format(options.as),
		Force: options.force, OnlyFailed: options.onlyFailed, DryRun: options.dryRun,
	}
	if options.prune {
		job.Prune = localPaths(args)
	}
	summary, err := p.runJob(ctx, pipeline, job, p.expectedBytes(ctx, lister, args))
	if err != nil {
		return err
	}
	after := aftermath{}
	if !options.dryRun && !summary.Stopped {
		if after, err = p.goOn(ctx, lib, pipeline, options, summary.Elapsed); err != nil {
			return err
		}
	}
	return p.ingestOutcome(options, summary, after)
}

// aftermath is what became of the work that an ingest goes on with when all is
// read.
type aftermath struct {
	refined ingest.Refined
	vectors vectorState
}

// goOn has the encoder read documents after an ingest that took so long, and
// makes vectors in the time that this leaves, or of all where they are waited
// for.
func (p *program) goOn(ctx context.Context, lib *library, pipeline *ingest.Pipeline, options ingestOptions, took time.Duration) (after aftermath, err error) {
	began := time.Now()
	if after.refined, err = p.refineAfter(ctx, pipeline, options.refine, took); err != nil {
		return after, err
	}
	left := refineAfterIngest - time.Since(began)
	switch {
	case lib.embedder == nil:
	case options.wait:
		after.vectors, err = p.fillFor(ctx, lib, options.workers, 0)
	case quickEncoder() && took <= longIngest && left > 0:
		after.vectors, err = p.fillFor(ctx, lib, options.workers, left)
		if errors.Is(err, embed.ErrEndpoint) {
			p.complain(err) // the documents are stored; vectors can be made later
			err = nil
		}
	default:
		after.vectors, err = lib.vectorState(ctx)
	}
	return after, err
}

// borrowDataDirectory lets a dry run that has no data directory use one that is
// removed afterwards.
func (p *program) borrowDataDirectory() (remove func(), err error) {
	if err := checkDataDirectory(p.data); !errors.Is(err, fs.ErrNotExist) {
		return func() {}, err
	}
	dir, err := os.MkdirTemp("", "samband-dry-run-")
	if err != nil {
		return nil, fmt.Errorf("dry run: %w", err)
	}
	p.data = dir
	return func() {
		if err := os.RemoveAll(dir); err != nil {
			p.logger.Warn("remove directory of dry run", "error", err)
		}
	}, nil
}

// memoryGoal is how much memory an ingest tries to stay within, in bytes. It
// is a goal: an ingest that needs more gets it, at the price of speed.
const memoryGoal = 400 << 20

// boundMemory sets the goal, unless the user has set one in Go's own way.
func (p *program) boundMemory() {
	if p.getenv("GOMEMLIMIT") == "" && p.getenv("GOGC") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}

func documentKind(name string) (corpus.DocumentKind, error) {
	kinds := []corpus.DocumentKind{
		"", corpus.KindPodcast, corpus.KindMinutes, corpus.KindReport, corpus.KindArticle, corpus.KindEvent, corpus.KindOther,
	}
	for _, kind := range kinds {
		if name == string(kind) {
			return kind, nil
		}
	}
	return "", usagef("--kind %q: one of podcast, minutes, report, article, event, other", name)
}

func localPaths(args []string) []string {
	var paths []string
	for _, arg := range args {
		if arg != "-" && !source.IsAddress(arg) {
			paths = append(paths, arg)
		}
	}
	return paths
}

// expectedBytes adds up the local files, for the progress bar; 0 where they
// cannot be known beforehand or nobody watches.
func (p *program) expectedBytes(ctx context.Context, lister *source.Lister, args []string) int64 {
	if p.json || !terminal(p.stderr) || len(localPaths(args)) < len(args) {
		return 0
	}
	return totalSize(lister.Files(ctx, args...))
}

func totalSize(files iter.Seq2[source.File, error]) int64 {
	var total int64
	for file, err := range files {
		if err == nil {
			total += file.Size
		}
	}
	return total
}

// runJob runs a job with progress shown and events printed.
func (p *program) runJob(ctx context.Context, pipeline *ingest.Pipeline, job ingest.Job, expected int64) (ingest.Summary, error) {
	progress := p.newProgress(expected)
	job.Stop = p.stop
	p.graceful.Store(true)
	defer p.graceful.Store(false)
	var printing error
	job.Report = func(event ingest.Event) {
		progress.count(event)
		if p.json {
			if err := p.emit(wireEvent(event)); err != nil && printing == nil {
				printing = err
			}
		}
		if event.Err != nil {
			progress.interrupt(func() { p.complain(event.Err) })
		}
	}
	summary, err := pipeline.Run(ctx, job)
	progress.finish()
	if err == nil {
		err = printing
	}
	return summary, err
}

// emitSummary prints the last line of ingest --json.
func (p *program) emitSummary(summary ingest.Summary, after aftermath) error {
	return p.emit(struct {
		Summary wireSummary `json:"summary"`
	}{wireSummary{
		Summary: summary, Seconds: summary.Elapsed.Seconds(), Stages: seconds(summary.Stages),
		Refined: after.refined.Documents, Unrefined: after.refined.Remaining, RefineSeconds: after.refined.Elapsed.Seconds(),
		Vectors: after.vectors.Vectors, Unembedded: max(0, after.vectors.Passages-after.vectors.Vectors),
	}})
}

// wireSummary is the last line of ingest --json.
type wireSummary struct {
	ingest.Summary
	Seconds float64            `json:"seconds"`
	Stages  map[string]float64 `json:"stage_seconds"`

	Refined       int     `json:"refined"`   // documents that the encoder has gone through
	Unrefined     int     `json:"unrefined"` // those left to samband refine
	RefineSeconds float64 `json:"refine_seconds"`
	Vectors       int     `json:"vectors"`    // passages in the library that have vectors
	Unembedded    int     `json:"unembedded"` // those that have none yet
}

func seconds(stages map[string]time.Duration) map[string]float64 {
	result := make(map[string]float64, len(stages))
	for stage, spent := range stages {
		result[stage] = spent.Seconds()
	}
	return result
}

// eventLine is a line of ingest --json.
type eventLine struct {
	Source   string        `json:"source"`
	Document string        `json:"document"`
	Status   ingest.Status `json:"status"`
	Error    string        `json:"error"`
}

func wireEvent(event ingest.Event) eventLine {
	line := eventLine{Source: event.Source, Document: event.Document, Status: event.Status}
	if event.Err != nil {
		line.Error = event.Err.Error()
	}
	return line
}

// ingestOutcome prints the summary and decides the exit code.
func (p *program) ingestOutcome(options ingestOptions, summary ingest.Summary, after aftermath) error {
	if p.json {
		if err := p.emitSummary(summary, after); err != nil {
			return err
		}
	} else {
		p.printSummary(options, summary)
		p.printAftermath(after)
	}
	switch {
	case summary.Stopped:
		return &exitError{code: exitInterrupted}
	case summary.Failed > 0:
		return &exitError{code: exitSomeFailed}
	}
	return nil
}

// printAftermath tells what the encoder has been through and what waits for it.
func (p *program) printAftermath(after aftermath) {
	if state := after.vectors; state.Vectors < state.Passages {
		p.note(fmt.Sprintf(p.text("%d av %d textställen kan hittas på innebörd; resten gör samband serve i bakgrunden, eller samband vectors",
			"%d of %d passages can be found by meaning; samband serve does the rest in the background, or samband vectors"), state.Vectors, state.Passages))
	}
	if refined := after.refined; refined.Remaining > 0 {
		p.note(fmt.Sprintf(p.text("Kodaren har gått igenom %d dokument, %d återstår: samband refine",
			"The encoder has gone through %d documents, %d are left: samband refine"), refined.Documents, refined.Remaining))
	}
}

func (p *program) printSummary(options ingestOptions, s ingest.Summary) {
	p.printf(p.text("%d nya, %d ändrade, %d oförändrade, %d borttagna, %d misslyckade dokument på %s\n",
		"%d new, %d revised, %d unchanged, %d removed, %d failed documents in %s\n"),
		s.Added, s.Updated, s.Unchanged, s.Removed, s.Failed, s.Elapsed.Round(10*time.Millisecond))
	if written := s.Added + s.Updated; written > 0 && s.Elapsed > 0 {
		p.printf(p.text("%d textställen, %.1f MB text, %.1f MB/s\n", "%d passages, %.1f MB of text, %.1f MB/s\n"),
			s.Passages, float64(s.Bytes)/1e6, float64(s.Bytes)/1e6/s.Elapsed.Seconds())
	}
	switch {
	case s.Stopped:
		p.note(p.text("Avbrutet. Kör samma kommando igen för att fortsätta.", "Interrupted. Run the same command again to go on."))
	case options.dryRun:
		p.note(p.text("Provkörning: ingenting är skrivet.", "Dry run: nothing was written."))
	case s.Documents() > 0:
		p.note(p.text("Sök nu: samband search …   eller öppna sidan: samband serve", "Search now: samband search …   or open the page: samband serve"))
	}
}

func userAgent() string {
	return fmt.Sprintf("Samband/%s (+https://github.com/samband/samband)", readVersion().Version)
}
