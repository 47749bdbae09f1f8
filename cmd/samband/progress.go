package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/samband/samband/ingest"
)

// quietPeriod is how long a run that is not watched on a terminal goes on
// without a line of progress.
const quietPeriod = 10 * time.Second

// progress shows how far an ingest has come: a bar on a terminal, a plain line
// now and then elsewhere, nothing with --json.
type progress struct {
	program   *program
	bar       *progressbar.ProgressBar
	documents int
	passages  int
	entities  int
	last      time.Time
}

func (p *program) newProgress(expected int64) *progress {
	progress := &progress{program: p, last: time.Now()}
	if p.json || !terminal(p.stderr) {
		return progress
	}
	if expected == 0 {
		expected = -1
	}
	progress.bar = progressbar.NewOptions64(expected,
		progressbar.OptionSetWriter(p.stderr), progressbar.OptionShowBytes(true), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(expected > 0), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(),
	)
	return progress
}

func (g *progress) count(event ingest.Event) {
	g.documents++
	g.passages += event.Passages
	g.entities += event.Entities
	line := fmt.Sprintf(g.program.text("%d filer, %d textställen, %d entiteter", "%d files, %d passages, %d entities"), g.documents, g.passages, g.entities)
	switch {
	case g.bar != nil:
		g.bar.Describe(line)
		_ = g.bar.Add(event.Original) // a bar that cannot be drawn is no reason to stop
	case !g.program.json && time.Since(g.last) > quietPeriod:
		g.last = time.Now()
		g.program.note(line)
	}
}

// interrupt clears the bar while something else is printed.
func (g *progress) interrupt(say func()) {
	if g.bar != nil {
		_ = g.bar.Clear()
	}
	say()
}

func (g *progress) finish() {
	if g.bar != nil {
		_ = g.bar.Finish()
	}
}
