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
	expected  int64 // bytes to read, 0 unknown
	done      int64 // bytes of originals dealt with
	documents int
	passages  int
	entities  int
	began     time.Time
	last      time.Time // of the last plain line
}

func (p *program) newProgress(expected int64) *progress {
	progress := &progress{program: p, expected: expected, began: time.Now(), last: time.Now()}
	if p.json || !terminal(p.stderr) {
		return progress
	}
	if expected == 0 {
		expected = -1
	}
	progress.bar = progressbar.NewOptions64(expected,
		progressbar.OptionSetWriter(p.stderr), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(),
	)
	return progress
}

func (g *progress) count(event ingest.Event) {
	g.documents++
	g.passages += event.Passages
	g.entities += event.Entities
	g.done += int64(event.Original)
	switch {
	case g.bar != nil:
		g.bar.Describe(g.line(time.Since(g.began)))
		_ = g.bar.Add(event.Original) // a bar that cannot be drawn is no reason to stop
	case !g.program.json && time.Since(g.last) > quietPeriod:
		g.last = time.Now()
		g.program.note(g.line(time.Since(g.began)))
	}
}

// line tells what came of the time that has passed. Rate and time left are
// those of the whole run: documents are reported a group at a time, so that
// anything shorter would jump.
func (g *progress) line(passed time.Duration) string {
	text := g.program.text
	line := fmt.Sprintf(text("%d filer, %d textställen, %d entiteter", "%d files, %d passages, %d entities"), g.documents, g.passages, g.entities)
	if g.done == 0 || passed <= 0 {
		return line
	}
	line += fmt.Sprintf(", %.1f MB/s", float64(g.done)/1e6/passed.Seconds())
	if g.expected > g.done {
		left := time.Duration(float64(passed) * float64(g.expected-g.done) / float64(g.done))
		line += fmt.Sprintf(text(", %s kvar", ", %s left"), left.Round(time.Second))
	}
	return line
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

// passageProgress shows how many passages have been dealt with: a bar on a
// terminal, a plain line now and then elsewhere, nothing with --json.
type passageProgress struct {
	program *program
	bar     *progressbar.ProgressBar
	total   int
	last    time.Time // of the last plain line
}

func (p *program) newPassageProgress(total int) *passageProgress {
	g := &passageProgress{program: p, total: total, last: time.Now()}
	if !p.json && terminal(p.stderr) {
		g.bar = progressbar.NewOptions(max(total, 1), progressbar.OptionSetWriter(p.stderr), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(), progressbar.OptionSetDescription(p.text("vektorer", "vectors")))
	}
	return g
}

func (g *passageProgress) show(done int) {
	switch {
	case g.bar != nil:
		_ = g.bar.Set(min(done, g.total)) // a bar that cannot be drawn is no reason to stop
	case !g.program.json && time.Since(g.last) > quietPeriod:
		g.last = time.Now()
		g.program.note(fmt.Sprintf(g.program.text("%d av %d textställen har vektorer", "%d of %d passages have vectors"), done, g.total))
	}
}

func (g *passageProgress) finish() {
	if g.bar != nil {
		_ = g.bar.Finish()
	}
}
