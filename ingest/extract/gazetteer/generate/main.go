// Command generate makes the gazetteer's list of organisations from the lists
// of authorities (myndighetsdata) and of municipalities, from the bodies
// written by hand in bodies.tsv, and from how often running text uses which of
// their names:
//
//	go run ./ingest/extract/gazetteer/generate --shared ../shared
//
// The same input gives the same list, byte for byte.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// run writes the list and returns the exit code.
func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	shared := flags.String("shared", "../shared", "folder that holds data/gazetteers and data/text")
	folder := flags.String("folder", "ingest/extract/gazetteer", "folder of the gazetteer")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := generate(*shared, *folder); err != nil {
		_, _ = fmt.Fprintln(stderr, "generate:", err)
		return 1
	}
	return 0
}

// generate reads all sources and writes data/organisations.tsv.
func generate(shared, folder string) error {
	byHand, err := readBodies(filepath.Join(folder, "generate", "bodies.tsv"))
	if err != nil {
		return err
	}
	agencies, err := readAgencies(filepath.Join(shared, "data", "gazetteers"))
	if err != nil {
		return err
	}
	towns, err := readMunicipalities(filepath.Join(shared, "data", "gazetteers", "municipalities_se.json"))
	if err != nil {
		return err
	}
	bodies := merge(withRegionForms(byHand), append(agencies, towns...))
	used, err := countNames(filepath.Join(shared, "data", "text"), bodies)
	if err != nil {
		return err
	}
	bodies = inUse(bodies, used)
	showUsual(bodies, used)
	return writeBodies(filepath.Join(folder, "data", "organisations.tsv"), bodies)
}
