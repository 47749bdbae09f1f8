package term

import (
	"slices"

	"github.com/samband/samband/corpus"
)

// Phrase is a noun, compound or noun with attributes of a text, for those who
// count how a background uses its terms.
type Phrase struct {
	Name  string
	Head  string // lemma of its last noun, or of its last part
	Spans []corpus.Span
}

// NewBackground returns a finder that knows nothing of how terms are used, for
// those who count it. Classes are a gzipped list of word classes, as
// classes.txt.gz. With attributes it takes for parts of terms also the
// attributes that say nothing by themselves.
func NewBackground(classes []byte, attributes bool) (*Finder, error) {
	f, err := New()
	if err != nil {
		return nil, err
	}
	if f.tagger.classes, err = newClasses(classes); err != nil {
		return nil, err
	}
	f.tagger.keyness, f.prior.keyness = &keyness{}, &keyness{}
	f.tagger.closing = closing(f.prior.glossary, &keyness{})
	if attributes {
		f.tagger.empty = words(functionList)
	}
	return f, nil
}

// Phrases returns all phrases of a text, whether or not they can be concepts,
// by name.
func (f *Finder) Phrases(text *corpus.Text, s *corpus.Structure) []Phrase {
	d := f.read(new(buffers), text, s, nil, nil)
	d.collect(f.prior.glossary)
	var all []Phrase
	for _, c := range d.candidates {
		p := Phrase{Name: c.name, Head: c.head}
		for _, place := range c.places {
			p.Spans = append(p.Spans, d.span(place))
		}
		if len(p.Spans) > 0 {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(x, y Phrase) int {
		if x.Name < y.Name {
			return -1
		}
		return 1
	})
	return all
}
