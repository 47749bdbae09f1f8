package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/samband/samband/corpus"
)

// colorMode is the value of --color.
type colorMode string

// String returns the mode.
func (c *colorMode) String() string {
	if *c == "" {
		return "auto"
	}
	return string(*c)
}

// Set accepts auto, always and never.
func (c *colorMode) Set(value string) error {
	switch value {
	case "auto", "always", "never":
		*c = colorMode(value)
		return nil
	}
	return errors.New("auto, always or never")
}

// Type names the kind of value in help.
func (*colorMode) Type() string { return "mode" }

// colored reports whether results are printed in colour.
func (p *program) colored() bool {
	switch p.color {
	case "always":
		return true
	case "never":
		return false
	}
	if p.getenv("CLICOLOR_FORCE") != "" && p.getenv("CLICOLOR_FORCE") != "0" {
		return true
	}
	return p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb" && terminal(p.stdout)
}

func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Escape sequences for a terminal.
const (
	styleBold  = "\x1b[1m"
	styleMatch = "\x1b[1;33m"
	styleDim   = "\x1b[2m"
	styleReset = "\x1b[0m"
)

func (p *program) style(style, text string) string {
	if !p.colored() || text == "" {
		return text
	}
	return style + text + styleReset
}

// marked renders a passage that begins at offset base of its document with
// the highlighted spans in colour, or in brackets where there is none.
func (p *program) marked(text string, base int, highlights []corpus.Span) string {
	opening, closing := "[", "]"
	if p.colored() {
		opening, closing = styleMatch, styleReset
	}
	var b strings.Builder
	last := 0
	for _, span := range highlights {
		start, end := span.Start-base, span.End-base
		if start < last || end > len(text) {
			continue
		}
		b.WriteString(text[last:start])
		b.WriteString(opening + text[start:end] + closing)
		last = end
	}
	b.WriteString(text[last:])
	return b.String()
}

// indent puts prefix in front of every line.
func indent(text, prefix string) string {
	return prefix + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+prefix)
}

// emit prints one JSON object on a line of its own.
func (p *program) emit(value any) error {
	encoder := json.NewEncoder(p.stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}
