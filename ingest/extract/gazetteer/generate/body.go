package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
)

// body is one entry of the list. Its names carry the marks of their modes, as
// the gazetteer reads them: "=" exact, "~" exact and with support only, "+"
// lower case too.
type body struct {
	class     string
	name      string
	aliases   []string
	successor string // name of the body that it became, "" where it has none
	computed  bool   // not written by hand
}

// marks are the signs of the modes in front of a name.
const marks = "=~+"

// bare is a name without the mark of its mode.
func bare(name string) string { return strings.TrimLeft(name, marks) }

// readBodies reads lines of class, name, aliases and, perhaps, successor.
func readBodies(path string) ([]body, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	var bodies []body
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 2 || len(fields) > 4 {
			return nil, fmt.Errorf("%s: %q: want class, name, aliases and successor", path, line)
		}
		b := body{class: fields[0], name: fields[1]}
		if len(fields) > 2 && fields[2] != "" {
			b.aliases = strings.Split(fields[2], "|")
		}
		if len(fields) > 3 {
			b.successor = fields[3]
		}
		bodies = append(bodies, b)
	}
	return bodies, nil
}

// merge joins the bodies written by hand with the computed ones. A body
// written by hand replaces the computed one of its name; a name that somebody
// wrote by hand for one body is no alias of a computed one.
func merge(byHand, computed []body) []body {
	taken := map[string]bool{}
	for _, b := range byHand {
		for _, name := range append([]string{b.name}, b.aliases...) {
			taken[bare(name)] = true
		}
	}
	bodies := slices.Clone(byHand)
	for _, b := range computed {
		if taken[bare(b.name)] {
			continue
		}
		b.aliases = slices.DeleteFunc(b.aliases, func(alias string) bool { return taken[bare(alias)] })
		b.computed = true
		bodies = append(bodies, b)
	}
	return bodies
}

// writeBodies writes the list, sorted by name.
func writeBodies(path string, bodies []body) error {
	slices.SortStableFunc(bodies, func(x, y body) int {
		return cmp.Or(cmp.Compare(bare(x.name), bare(y.name)), cmp.Compare(x.class, y.class))
	})
	var out bytes.Buffer
	out.WriteString("# Made by ../generate. kind, usual name, aliases (\"=\": exact capitals, \"~\": exact capitals and only with support in the document, \"+\": lower case too), name of the successor\n")
	for _, b := range bodies {
		aliases := unique(b.aliases, b.name)
		line := strings.Join([]string{b.class, b.name, strings.Join(aliases, "|"), b.successor}, "\t")
		out.WriteString(strings.TrimRight(line, "\t") + "\n")
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}

// unique drops aliases that are written like the name or an earlier alias.
func unique(aliases []string, name string) []string {
	seen := map[string]bool{name: true}
	kept := make([]string, 0, len(aliases))
	for _, alias := range aliases {
		if !seen[alias] {
			kept = append(kept, alias)
		}
		seen[alias] = true
	}
	return kept
}
