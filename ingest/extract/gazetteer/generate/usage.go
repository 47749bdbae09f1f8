package main

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// usage is how often a text uses each name.
type usage map[string]int

// countNames counts the names of all bodies, nominative and genitive, in the
// interpellations: texts of many hands, unlike statutes, which use full names
// by rule.
func countNames(folder string, bodies []body) (usage, error) {
	file, err := os.Open(filepath.Join(folder, "interpellations.txt.gz")) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	packed, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	names := byFirstWord(bodies)
	used := usage{}
	lines := bufio.NewScanner(packed)
	lines.Buffer(nil, 1<<22)
	var tokens []swedish.Token
	for lines.Scan() {
		line := lines.Text()
		tokens = swedish.AppendTokens(tokens[:0], line)
		for _, t := range tokens {
			first := strings.TrimSuffix(line[t.Start:t.End], "s")
			for _, name := range names[first] {
				if rest, ok := strings.CutPrefix(line[t.Start:], name); ok && endsWord(rest) {
					used[name]++
				}
			}
		}
	}
	return used, lines.Err()
}

// byFirstWord indexes the names by their first word, without a genitive -s.
func byFirstWord(bodies []body) map[string][]string {
	names := map[string][]string{}
	for _, b := range bodies {
		for _, name := range append([]string{b.name}, b.aliases...) {
			name = bare(name)
			tokens := swedish.Tokenize(name)
			if len(tokens) == 0 {
				continue
			}
			first := strings.TrimSuffix(name[tokens[0].Start:tokens[0].End], "s")
			if !slices.Contains(names[first], name) {
				names[first] = append(names[first], name)
			}
		}
	}
	return names
}

// endsWord reports whether a name ends where rest begins, perhaps in a
// genitive -s.
func endsWord(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, "s"))
	return rest == "" || rest == "s" || !unicode.IsLetter(r) && r != '-'
}

// showUsual makes the name that is used most the one that is shown, where it
// is used at least thrice as often as the official one. Acronyms, which tell
// a reader less, and names in English or with support only stay aliases.
func showUsual(bodies []body, used usage) {
	renamed := map[string]string{}
	for i := range bodies {
		b := &bodies[i]
		best, at := used[bare(b.name)], -1
		least := 3 * best
		for k, alias := range b.aliases {
			if n := used[bare(alias)]; n > best && n >= max(least, fewest(b.class)) && shown(alias, b.name) {
				best, at = n, k
			}
		}
		if at < 0 {
			continue
		}
		official := b.name
		b.name = b.aliases[at]
		b.aliases = append(slices.Delete(b.aliases, at, at+1), official)
		renamed[bare(official)] = bare(b.name)
	}
	for i := range bodies {
		if name, ok := renamed[bodies[i].successor]; ok {
			bodies[i].successor = name
		}
	}
}

// fewest is how often a name must be used to tell what is usual. The forms of
// a municipality's name are so alike that few do.
func fewest(class string) int {
	if class == "municipality" {
		return 2
	}
	return 10
}

// shown reports whether an alias may be the name that is shown instead of the
// official one: it is no other spelling of it and no mere beginning.
func shown(alias, official string) bool {
	name := bare(alias)
	if alias[0] == '~' || strings.ToUpper(name) == name || letters(name) == letters(official) {
		return false
	}
	if alias[0] == '+' && !strings.HasSuffix(official, strings.TrimSuffix(name, "en")) {
		return false // a common noun, too: polisen
	}
	return !strings.HasPrefix(bare(official), name)
}

// letters is a name in lower case without spaces and marks.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// inUse drops the computed bodies that no text speaks of, and those whose name
// is an everyday word: registers list many who only wind up, represent or were
// never begun. Successions are kept.
func inUse(bodies []body, used usage) []body {
	return slices.DeleteFunc(bodies, func(b body) bool {
		if !b.computed || b.successor != "" || b.class == "municipality" {
			return false
		}
		lower, _, _, _ := swedish.Frequency(strings.ToLower(b.name))
		return used[bare(b.name)] == 0 || lower > 0 && !strings.Contains(b.name, " ")
	})
}
