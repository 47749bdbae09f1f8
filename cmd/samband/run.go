package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// environment is everything the program takes from outside.
type environment struct {
	args    []string
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	getenv  func(string) string
	signals <-chan os.Signal // interrupts; nil where none come
}

// interrupts delivers the signals that ask the program to end.
func interrupts() <-chan os.Signal {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	return signals
}

// Exit codes, as the documentation promises them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitSomeFailed  = 3
	exitNothing     = 4
	exitNoData      = 10
	exitLocked      = 11
	exitInterrupted = 130
)

// exitError ends the program with a code. A nil err says nothing more.
type exitError struct {
	code int
	err  error
}

// Error renders the cause.
func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

// Unwrap returns the cause.
func (e *exitError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// program is one run of the command line.
type program struct {
	environment
	logger  *slog.Logger
	swedish bool // language of messages

	cancel context.CancelFunc
	stop   chan struct{} // closed at the first interrupt

	graceful atomic.Bool // whether running work heeds stop
	writing  error       // first error of writing to standard output

	data    string
	embed   string
	graph   string
	json    bool
	lang    string
	verbose bool
	unmask  bool
	color   colorMode
}

// run runs one command line and returns its exit code.
func run(ctx context.Context, env environment) int {
	p := &program{environment: env, stop: make(chan struct{})}
	ctx, p.cancel = context.WithCancel(ctx)
	defer p.cancel()
	defer p.watchInterrupts()()
	p.swedish = wantsSwedish(env.getenv, env.args)
	root := p.root()
	root.SetArgs(env.args)
	root.SetIn(env.stdin)
	root.SetOut(env.stdout)
	root.SetErr(env.stderr)
	err := root.ExecuteContext(ctx)
	return p.conclude(err)
}

// watchInterrupts closes stop at the first interrupt, so that running work can
// be finished. Where none heeds that, and at the second, it cancels everything;
// a third ends the process as it would have without us.
func (p *program) watchInterrupts() (done func()) {
	finished := make(chan struct{})
	go func() {
		for count := 0; ; count++ {
			select {
			case <-p.signals:
			case <-finished:
				return
			}
			switch {
			case count > 0:
				signal.Reset(os.Interrupt, syscall.SIGTERM)
				p.cancel()
			case p.graceful.Load():
				close(p.stop)
				p.note(p.text("Avslutar det som pågår; Ctrl-C igen avbryter genast.", "Finishing what is running; Ctrl-C again stops at once."))
			default:
				close(p.stop)
				p.cancel()
			}
		}
	}()
	return func() { close(finished) }
}

// conclude prints what went wrong and finds the exit code.
func (p *program) conclude(err error) int {
	if err == nil {
		err = p.writing
	}
	if err == nil {
		return exitDone
	}
	var exit *exitError
	code := exitFailed
	switch {
	case errors.As(err, &exit):
		code = exit.code
		if exit.err == nil {
			return code
		}
	case errors.Is(err, context.Canceled):
		p.note(p.text("Avbrutet.", "Interrupted."))
		return exitInterrupted
	case errors.Is(err, search.ErrBadRequest):
		code = exitUsage
	case errors.Is(err, graph.ErrLocked):
		code = exitLocked
	}
	p.complain(err)
	return code
}

// complain prints an error on one line.
func (p *program) complain(err error) {
	_, _ = fmt.Fprintf(p.stderr, "samband: %s\n", privacy.Mask(strings.ReplaceAll(err.Error(), "\n", " ")))
}

// wantsSwedish decides the language of messages before the flags are parsed,
// because help is made of them: --lang, else SAMBAND_LANG, else the locale.
func wantsSwedish(getenv func(string) string, args []string) bool {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	lang := flags.String("lang", "", "")
	flags.BoolP("help", "h", false, "")
	_ = flags.Parse(args) // a wrong flag is reported by the command itself
	for _, value := range []string{*lang, getenv("SAMBAND_LANG"), getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		switch {
		case value == "" || value == "C" || value == "POSIX" || strings.HasPrefix(value, "C."):
			continue
		default:
			return strings.HasPrefix(strings.ToLower(value), "sv")
		}
	}
	return true
}

// text chooses a message by language.
func (p *program) text(swedish, english string) string {
	if p.swedish {
		return swedish
	}
	return english
}

// printf prints a result.
func (p *program) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(p.stdout, format, args...); err != nil && p.writing == nil {
		p.writing = fmt.Errorf("write result: %w", err)
	}
}

// note prints a line about the run, not a result.
func (p *program) note(line string) {
	_, _ = fmt.Fprintln(p.stderr, privacy.Mask(line))
}

// anyNumber is the largest number of arguments of a command that takes many.
const anyNumber = math.MaxInt

// arguments checks how many arguments a command is given.
func (p *program) arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		help := cmd.CommandPath() + " --help"
		switch {
		case len(args) < least:
			return usagef(p.text("argument saknas: %s; se %q", "missing argument: %s; see %q"), cmd.Use, help)
		case len(args) > most:
			return usagef(p.text("för många argument: %q; se %q", "too many arguments: %q; see %q"), args[most:], help)
		}
		return nil
	}
}
