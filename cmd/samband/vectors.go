package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/embed"
	"github.com/samband/samband/search/vector"
)

// vectorState says how far vectors have come.
type vectorState struct {
	Passages int    `json:"passages"`
	Vectors  int    `json:"vectors"` // passages that have one
	Failed   int    `json:"failed"`  // documents that the embedder would not take this time
	Model    string `json:"model"`   // what makes them, "" where that is off
}

// complete reports whether nothing is left to do.
func (s vectorState) complete() bool { return s.Model == "" || s.Vectors >= s.Passages }

func (p *program) vectorsCommand() *cobra.Command {
	var workers int
	var limit time.Duration
	var onlyState bool
	cmd := &cobra.Command{
		Use:   "vectors",
		Short: p.text("gör vektorer att söka på innebörd med", "make vectors to search by meaning with"),
		Long: p.text(`Gör de vektorer som saknas, för de senast inlästa dokumenten först. En inläsning börjar
med det, och samband serve fortsätter i bakgrunden; det här kommandot gör det genast.
Sökningar går bra under tiden. Ctrl-C avbryter; kör om för att gå vidare.`,
			`Makes the vectors that are missing, for the last ingested documents first. An ingest
begins with that, and samband serve goes on in the background; this command does it now.
Searches work meanwhile. Ctrl-C interrupts; run again to go on.`),
		Example: "  samband vectors\n  samband vectors --for 10m\n  samband vectors --state --json\n  samband vectors --embed 'http://127.0.0.1:8000/v1?input_type=1'",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			if onlyState {
				state, err := lib.vectorState(cmd.Context())
				return errors.Join(err, p.printVectors(state))
			}
			return p.makeVectors(cmd.Context(), lib, workers, limit)
		},
	}
	cmd.Flags().IntVar(&workers, "workers", 0, p.text("antal dokument åt gången; 0 är ett per processor", "documents at a time; 0 is one per processor"))
	cmd.Flags().DurationVar(&limit, "for", 0, p.text("längsta tid, t.ex. 10m; 0 är tills allt är klart", "longest time, for example 10m; 0 is until all is done"))
	cmd.Flags().BoolVar(&onlyState, "state", false, p.text("säg bara hur långt det har kommit", "only tell how far it has come"))
	return cmd
}

// makeVectors makes vectors for a time; 0 is until all are there.
func (p *program) makeVectors(ctx context.Context, lib *library, workers int, limit time.Duration) error {
	if lib.embedder == nil {
		return usagef("%s", p.text("vektorer är avstängda med --embed off", "vectors are turned off by --embed off"))
	}
	p.boundMemory()
	state, err := p.fillFor(ctx, lib, workers, limit)
	if errors.Is(err, search.ErrLocked) {
		return &exitError{code: exitLocked, err: errors.New(p.text(
			"vektorerna görs redan av en annan samband-process, till exempel samband serve",
			"another samband process is making the vectors, for example samband serve"))}
	}
	if err != nil {
		return err
	}
	if err := p.printVectors(state); err != nil {
		return err
	}
	switch {
	case state.Failed > 0:
		return &exitError{code: exitSomeFailed}
	case !state.complete() && limit == 0:
		return &exitError{code: exitInterrupted}
	}
	return nil
}

func (p *program) printVectors(state vectorState) error {
	if p.json {
		return p.emit(state)
	}
	p.printf(p.text("%d av %d textställen har vektorer (%s)\n", "%d of %d passages have vectors (%s)\n"), state.Vectors, state.Passages, cmp.Or(state.Model, embed.Off))
	if state.Failed > 0 {
		p.printf(p.text("%d dokument gick inte att göra vektorer av\n", "%d documents could not be made vectors of\n"), state.Failed)
	}
	return nil
}

// fillFor makes vectors for a time, showing progress; 0 is until all are there.
func (p *program) fillFor(ctx context.Context, lib *library, workers int, limit time.Duration) (vectorState, error) {
	began := time.Now()
	p.graceful.Store(true)
	defer p.graceful.Store(false)
	over := func() bool {
		select {
		case <-p.stop:
			return true
		default:
			return limit > 0 && time.Since(began) > limit
		}
	}
	state, err := lib.vectorState(ctx)
	if err != nil {
		return state, err
	}
	progress := p.newPassageProgress(state.Passages)
	defer progress.finish()
	filled, err := lib.fill(ctx, vector.Filling{
		Workers: workers, Over: over, Report: func(int) { progress.show(lib.vectors.Len()) },
	})
	if err != nil {
		return state, err
	}
	state, err = lib.vectorState(ctx)
	state.Failed = filled.Failed
	return state, err
}

// openVectors opens the vectors. Where none are to be made, those that are there
// are kept in step with what is written all the same.
func (l *library) openVectors(ctx context.Context, readOnly bool) (err error) {
	key, err := l.program.secret("SAMBAND_EMBED_KEY")
	if err != nil {
		return err
	}
	if l.embedder, err = embed.New(l.program.embed, key); err != nil {
		return usagef("--embed: %w", err)
	}
	config := vector.Config{Path: filepath.Join(l.dir, vectorsName), ReadOnly: readOnly, Logger: l.program.logger}
	if l.embedder != nil {
		config.Model = vector.ModelName(l.embedder)
	} else if config.Model, err = vector.ModelOf(config.Path); err != nil || config.Model == "" || readOnly {
		return err
	}
	l.vectors, err = vector.Open(ctx, config)
	return err
}

// secret reads a secret from the environment, or from the file that the
// variable with _FILE names.
func (p *program) secret(name string) (string, error) {
	if path := p.getenv(name + "_FILE"); path != "" {
		content, err := os.ReadFile(path) //nolint:gosec // the user's own file
		if err != nil {
			return "", fmt.Errorf("%s_FILE: %w", name, err)
		}
		return strings.TrimSpace(string(content)), nil
	}
	return p.getenv(name), nil
}

// followed is the index, which vectors follow where there are any.
func (l *library) followed() search.Index {
	if l.vectors == nil {
		return l.index
	}
	return vector.Follow(l.index, l.vectors)
}

// searchable counts the passages that can be found by meaning.
func (l *library) searchable() int {
	if l.vectors == nil || l.embedder == nil {
		return 0
	}
	return l.vectors.Len()
}

func (l *library) vectorState(ctx context.Context) (vectorState, error) {
	stats, err := l.store.Stats(ctx)
	state := vectorState{Passages: stats.Passages, Vectors: l.searchable()}
	if l.embedder != nil {
		state.Model = vector.ModelName(l.embedder)
	}
	return state, err
}

// fill makes the vectors that are missing, for the last ingested documents
// first. It returns search.ErrLocked where another process does.
func (l *library) fill(ctx context.Context, filling vector.Filling) (vector.Filled, error) {
	if err := l.vectors.Own(ctx); err != nil {
		return vector.Filled{}, err
	}
	ids, err := l.unembedded(ctx)
	if err != nil {
		return vector.Filled{}, err
	}
	filling.Embedder, filling.Documents, filling.Logger = l.embedder, l.updates(ctx, ids), l.program.logger
	return vector.Fill(ctx, l.vectors, filling)
}

// unembedded returns the documents without vectors, the last ingested first.
func (l *library) unembedded(ctx context.Context) ([]string, error) {
	there := map[string]bool{}
	for document, err := range l.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		if !l.vectors.Holds(document.ID) {
			there[document.ID] = true
		}
	}
	latest, err := l.archive.Latest(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(there))
	for _, id := range latest {
		if there[id] {
			ids = append(ids, id)
			delete(there, id)
		}
	}
	var older []string // ingested before layouts were kept
	for id := range there {
		older = append(older, id)
	}
	slices.Sort(older)
	return append(ids, older...), nil
}

// updateGroup is how many documents are read from the store at a time.
const updateGroup = 64

// updates reads documents in the order given.
func (l *library) updates(ctx context.Context, ids []string) iter.Seq2[search.Update, error] {
	return func(yield func(search.Update, error) bool) {
		for group := range slices.Chunk(ids, updateGroup) {
			documents := map[string]corpus.Document{}
			for document, err := range l.store.Documents(ctx, graph.DocumentFilter{IDs: group}) {
				if err != nil {
					yield(search.Update{}, err)
					return
				}
				documents[document.ID] = document
			}
			for _, id := range group {
				document, there := documents[id]
				if !there {
					continue
				}
				update, err := l.update(ctx, document)
				if !yield(update, err) || err != nil {
					return
				}
			}
		}
	}
}

func (l *library) update(ctx context.Context, document corpus.Document) (search.Update, error) {
	text, err := l.archive.Text(ctx, document.TextHash)
	if err != nil {
		return search.Update{}, fmt.Errorf("text of %s: %w", document.Source, err)
	}
	// Masked, as what the index is given: an embedder may be far away.
	update := search.Update{Document: document, Text: privacy.Mask(text)}
	for passage, err := range l.store.Passages(ctx, document.ID) {
		if err != nil {
			return search.Update{}, err
		}
		update.Passages = append(update.Passages, passage)
	}
	return update, nil
}

// Times of the worker that makes vectors while pages are served.
const (
	lookAgain = 5 * time.Second // for new documents, or whether another process has stopped
	afterFail = time.Minute     // before an embedder that failed is asked again
)

// keepVectors makes vectors in the background, on threads that yield to all
// others, until ctx is done. Where another process makes them, it takes in what
// that one has made and stands by.
func (l *library) keepVectors(ctx context.Context) {
	if l.embedder == nil {
		return
	}
	logger := l.program.logger
	last := time.Now()
	report := func(int) {
		if time.Since(last) > quietPeriod {
			last = time.Now()
			logger.InfoContext(ctx, "making vectors", "passages", l.vectors.Len())
		}
	}
	done := uint64(0) // generation of the graph that is done with
	for {
		pause := lookAgain
		stats, err := l.store.Stats(ctx)
		if err == nil && (stats.Generation != done || stats.Generation == 0) {
			var filled vector.Filled
			filled, err = l.fill(ctx, vector.Filling{Workers: idleWorkers(), Worker: yielding, Report: report})
			if filled.Complete {
				done = stats.Generation
				logger.InfoContext(ctx, "vectors are made", "passages", l.vectors.Len(), "failed_documents", filled.Failed)
			}
		}
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, search.ErrLocked):
			if err = l.vectors.Refresh(ctx); err == nil {
				break
			}
			fallthrough
		case err != nil:
			pause = afterFail
			logger.WarnContext(ctx, "vectors could not be made", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// idleWorkers leaves a processor to those who wait for an answer.
func idleWorkers() int { return max(1, runtime.GOMAXPROCS(0)-1) }
