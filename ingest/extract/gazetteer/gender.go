package gazetteer

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the lists
	"fmt"
	"io"
	"strings"
)

//go:embed data/women.txt.gz
var women []byte

//go:embed data/men.txt.gz
var men []byte

// Gender is what a given name tells about the person, for pronouns.
type Gender uint8

// The genders. Unknown goes with every pronoun.
const (
	Unknown Gender = iota
	Woman
	Man
)

// Gender returns the gender of a given name; of a double name its first part
// decides.
func (g *Gazetteer) Gender(given string) Gender {
	if gender, ok := g.genders[given]; ok {
		return gender
	}
	first, _, _ := strings.Cut(given, "-")
	return g.genders[first]
}

// loadGenders reads the lists of given names.
func (g *Gazetteer) loadGenders() error {
	g.genders = make(map[string]Gender, 1<<15)
	for gender, packed := range map[Gender][]byte{Woman: women, Man: men} {
		text, err := unpack(packed)
		if err != nil {
			return err
		}
		for name := range strings.SplitSeq(text, "\n") {
			g.genders[name] = gender
		}
	}
	return nil
}

// unpack returns the text of a gzipped list of names.
func unpack(packed []byte) (string, error) {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", fmt.Errorf("gazetteer list of names: %w", err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		return "", fmt.Errorf("gazetteer list of names: %w", err)
	}
	return string(text), nil
}
