package main

import (
	"os"
	"path/filepath"
	"strings"
)

// class is what a word form mostly is.
type class int

const (
	noun class = iota
	adjective
	other
	classCount
)

// readTreebank returns the class that each lower-case form of the treebank
// has most often; names are left out.
func readTreebank(folder string) (map[string]class, error) {
	counts := map[string]*[classCount + 1]int{}
	for _, part := range []string{"dev", "test"} {
		data, err := os.ReadFile(filepath.Join(folder, "sv_talbanken-ud-"+part+".conllu")) //nolint:gosec // the user names the folder
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			fields := strings.Split(line, "\t")
			if len(fields) < 10 || strings.Trim(fields[0], "0123456789") != "" {
				continue
			}
			c, word := classOf(fields[3], fields[5])
			if !word {
				continue
			}
			form := strings.ToLower(fields[1])
			if counts[form] == nil {
				counts[form] = new([classCount + 1]int)
			}
			counts[form][c]++
		}
	}
	marked := map[string]class{}
	for form, n := range counts {
		if c := most(n[:]); c < classCount {
			marked[form] = c
		}
	}
	return marked, nil
}

// classOf returns the class of a part of speech, classCount for names; false
// for what is no word.
func classOf(pos, features string) (class, bool) {
	switch pos {
	case "PUNCT", "SYM", "X":
		return 0, false
	case "NOUN":
		return noun, true
	case "ADJ":
		return adjective, true
	case "PROPN":
		return classCount, true
	case "VERB":
		if strings.Contains(features, "VerbForm=Part") {
			return adjective, true
		}
	}
	return other, true
}

// most returns the class with the largest number, the first of equals.
func most[N int | float64](numbers []N) class {
	best := 0
	for i, n := range numbers {
		if n > numbers[best] {
			best = i
		}
	}
	return class(best)
}
