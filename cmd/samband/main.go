// Command samband turns Swedish documents into a searchable, citable knowledge
// graph. It parses the command line, wires the packages together, runs, and
// closes what it opened.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), environment{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
		signals: interrupts(),
	}))
}
