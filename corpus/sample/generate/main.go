// Command generate writes the sample documents that cannot be typed: minutes
// as a Word file and a report as PDF. Run it with "go generate ./corpus/sample"
// after changing a text; the same texts always give the same bytes.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() { os.Exit(run("documents", os.Stderr)) }

// run writes both files into dir and returns the exit status.
func run(dir string, stderr io.Writer) int {
	if err := generate(dir); err != nil {
		_, _ = fmt.Fprintln(stderr, "generate:", err)
		return 1
	}
	return 0
}

func generate(dir string) error {
	word, err := docx(minutes())
	if err != nil {
		return err
	}
	paper, err := pdf(report())
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "protokoll-arbetsgruppen-2024-02-07.docx"), word, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "irb-rapport-2023-7.pdf"), paper, 0o600)
}

// style is the role of a block in both formats.
type style string

const (
	styleTitle   style = "Title"
	styleHeading style = "Heading1"
	styleBelow   style = "Heading2"
	styleText    style = "Normal"
	styleList    style = "ListParagraph"
	styleTable   style = "Table"
	stylePage    style = "PageBreak"
)

// block is a paragraph, or a table with its rows. A "^" in the text stands for
// the reference to the block's note.
type block struct {
	style style
	text  string
	note  string
	rows  [][]string
}

// paper is a whole document.
type paper struct {
	title   string
	author  string
	date    string // RFC 3339
	running string // running header
	blocks  []block
}
