package main

import (
	"bytes"
	_ "embed" // annotations by the encoder
	"fmt"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus/swedish"
)

// newsSilver says where sentences of public records stand and what the
// encoder's head for the scheme of Webbnyheter takes for names in them. A line
// holds the text (i for interpellations, l for statutes), the bytes from and up
// to which the sentence goes, and the names: first and last byte within the
// sentence and kind. Only sentences in whose names it was sure of every word (.6
// or more) are there. The command makes it with --annotate.
//
//go:embed silver/news.tsv.gz
var newsSilver []byte

// readSilver reads the sentences of newsSilver from the texts.
func readSilver(f *folder) ([]annotated, error) {
	list, err := gunzip(newsSilver)
	if err != nil {
		return nil, fmt.Errorf("read silver: %w", err)
	}
	f.note("silver/news.tsv.gz", newsSilver)
	texts, err := recordTexts(f)
	if err != nil {
		return nil, err
	}
	var found []annotated
	for line := range bytes.Lines(list) {
		fields := strings.Split(strings.TrimSpace(string(line)), "\t")
		if len(fields) < 3 {
			return nil, fmt.Errorf("read silver: line %q", line)
		}
		from, to, err := interval(fields[1] + "-" + fields[2])
		text := texts[fields[0]]
		if err != nil || to > len(text) {
			return nil, fmt.Errorf("read silver: line %q is not of these texts", line)
		}
		sentence, err := silverSentence(string(text[from:to]), fields[3:])
		if err != nil {
			return nil, err
		}
		found = append(found, sentence)
	}
	return found, nil
}

// recordTexts reads the public records by their keys.
func recordTexts(f *folder) (map[string][]byte, error) {
	texts := map[string][]byte{}
	for key, file := range map[string]string{
		"i": "data/text/interpellations.txt.gz", "l": "data/text/swedish_laws.txt.gz",
	} {
		text, err := f.read(file)
		if err != nil {
			return nil, err
		}
		texts[key] = text
	}
	return texts, nil
}

// interval reads "3-7".
func interval(text string) (from, to int, err error) {
	first, second, _ := strings.Cut(text, "-")
	if from, err = strconv.Atoi(first); err != nil {
		return 0, 0, fmt.Errorf("read silver: %w", err)
	}
	if to, err = strconv.Atoi(second); err != nil || from < 0 || to < from {
		return 0, 0, fmt.Errorf("read silver: interval %q", text)
	}
	return from, to, nil
}

// silverSentence gives the words of a sentence the labels of names such as
// 17-31:PER.
func silverSentence(text string, names []string) (annotated, error) {
	tags, ends := map[int]string{}, map[int]int{}
	for _, name := range names {
		place, kind, _ := strings.Cut(name, ":")
		from, to, err := interval(place)
		if err != nil {
			return annotated{}, err
		}
		tags[from], ends[from] = kind, to
	}
	var made annotated
	kind, end := "", 0
	for _, token := range swedish.Tokenize(text) {
		tag := "O"
		if begun, ok := tags[token.Start]; ok {
			kind, end = begun, ends[token.Start]
			tag = "B-" + kind
		} else if token.Start < end {
			tag = "I-" + kind
		}
		made.add(text[token.Start:token.End], tag)
	}
	return made, nil
}
