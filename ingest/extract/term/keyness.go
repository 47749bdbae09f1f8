package term

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

//go:embed keyness.tsv.gz
var keynessList []byte

// usage is how a background of titled documents uses a term.
type usage struct {
	titleness float64 // logarithm of how much more often than others it stands in the title of a document that uses it
	burst     float64 // logarithm of how often it occurs in a document that uses it
}

// keyness holds the usage of terms, of the last parts of compounds and of
// attributes. Of what it does not know it says nothing: 0.
type keyness struct{ terms, heads, attributes map[string]usage }

// steady is how many documents of the general rate are mixed into a term's
// own, so that few documents say little.
const steady = 12

// newKeyness reads a gzipped list with one "term\tdocuments\ttitled\tbursts" a
// line: documents whose text holds the term, those of them that hold it in
// their title too, occurrences in a document in hundredths. Last parts of
// compounds have a hyphen before them, attributes one behind.
func newKeyness(packed []byte) (*keyness, error) {
	text, err := unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("keyness: %w", err)
	}
	lines := strings.Count(text, "\n")
	names, numbers := make([]string, 0, lines), make([][3]float64, 0, lines)
	var documents, titled float64
	for line := range strings.Lines(text) {
		name, counts, err := usageLine(line)
		if err != nil {
			return nil, fmt.Errorf("keyness: line %q: %w", line, err)
		}
		names, numbers = append(names, name), append(numbers, counts)
		if !strings.HasPrefix(name, "-") && !strings.HasSuffix(name, "-") {
			documents, titled = documents+counts[0], titled+counts[1]
		}
	}
	k := &keyness{terms: make(map[string]usage, lines), heads: map[string]usage{}, attributes: map[string]usage{}}
	for i, name := range names {
		k.add(name, numbers[i], titled/documents)
	}
	return k, nil
}

// usageLine reads a line of the list.
func usageLine(line string) (name string, counts [3]float64, err error) {
	fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
	if len(fields) != 4 {
		return "", counts, ErrEmptyList
	}
	for i := range counts {
		if counts[i], err = strconv.ParseFloat(fields[i+1], 64); err != nil {
			return "", counts, err
		}
	}
	return fields[0], counts, nil
}

// add adds a term to its list; rate is the share of all uses whose document
// has the term in its title.
func (k *keyness) add(name string, counts [3]float64, rate float64) {
	u := usage{
		titleness: math.Log((counts[1] + steady*rate) / ((counts[0] + steady) * rate)),
		burst:     math.Log(max(counts[2]/100, 1)),
	}
	if head, ok := strings.CutPrefix(name, "-"); ok {
		k.heads[head] = u
		return
	}
	if attribute, ok := strings.CutSuffix(name, "-"); ok {
		k.attributes[attribute] = u
		return
	}
	k.terms[name] = u
}

// unpack returns the text of a gzipped list.
func unpack(packed []byte) (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
}
