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
	documents float64 // documents whose text holds it
	titled    float64 // of these, documents that hold it in their title too
	bursts    float64 // occurrences in a document that holds it
}

// keyness holds the usage of terms, of the last parts of compounds with
// a hyphen before them, and of attributes with one behind.
type keyness struct {
	terms map[string]usage
	rate  float64 // of all uses, the share whose document has the term in its title
}

// steady is how many documents of the general rate are mixed into a term's
// own, so that few documents say little.
const steady = 12

// newKeyness reads a gzipped list with one "term\tdocuments\ttitled\tbursts" a
// line, bursts in hundredths.
func newKeyness(packed []byte) (*keyness, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("keyness: %w", err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("keyness: %w", err)
	}
	k := &keyness{terms: make(map[string]usage, bytes.Count(text, []byte("\n")))}
	var documents, titled float64
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 4 {
			return nil, fmt.Errorf("keyness: line %q: %w", line, ErrEmptyList)
		}
		var n [3]float64
		for i := range n {
			if n[i], err = strconv.ParseFloat(fields[i+1], 64); err != nil {
				return nil, fmt.Errorf("keyness: line %q: %w", line, err)
			}
		}
		u := usage{documents: n[0], titled: n[1], bursts: n[2] / 100}
		k.terms[fields[0]] = u
		if !strings.HasPrefix(fields[0], "-") && !strings.HasSuffix(fields[0], "-") {
			documents += u.documents
			titled += u.titled
		}
	}
	k.rate = titled / documents
	return k, nil
}

// burst is the logarithm of how often a term occurs in a document that uses it;
// 0 where nothing is known.
func (k *keyness) burst(term string) float64 {
	return math.Log(max(k.terms[term].bursts, 1))
}

// titleness is the logarithm of how much more often than others a term stands
// in the title of a document that uses it; 0 where nothing is known.
func (k *keyness) titleness(term string) float64 {
	u := k.terms[term]
	return math.Log((u.titled + steady*k.rate) / ((u.documents + steady) * k.rate))
}
