package term

import (
	_ "embed"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
)

const (
	backgroundSize = 15.5e6 // running words that swedish.Frequency counts
	fewest, most   = 4, 23  // concepts of a document, where it has candidates enough
	leastScore     = -1.0   // log-odds below which only a document with few concepts keeps a candidate
)

//go:embed weights.tsv
var weightList string

// newWeights reads "feature\tweight" lines, one for each feature.
func newWeights(list string) (features, error) {
	at := map[string]int{}
	for i, name := range featureNames() {
		at[name] = i
	}
	var w features
	seen := 0
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		i, known := at[name]
		weight, err := strconv.ParseFloat(value, 64)
		if !known || err != nil {
			return w, fmt.Errorf("weights: line %q: %w", line, ErrWeights)
		}
		w[i] = weight
		seen++
	}
	if seen != featureCount {
		return w, fmt.Errorf("weights: %d features of %d: %w", seen, featureCount, ErrWeights)
	}
	return w, nil
}

// dot is the log-odds that a careful indexer would choose a candidate.
func (f *features) dot(w *features) float64 {
	sum := 0.
	for i := range f {
		sum += f[i] * w[i]
	}
	return sum
}

// prior is what is known of the vocabulary before a document is read.
type prior struct {
	glossary map[string]bool // terms
	keyness  *keyness
	weights  features
}

// rank scores the candidates that can be concepts and returns them, the most
// salient first.
func (d *document) rank(p *prior) []*candidate {
	d.top = 0
	for _, c := range d.candidates {
		d.top = max(d.top, c.frequency())
	}
	ranked := make([]*candidate, 0, len(d.candidates))
	for _, c := range d.candidates {
		if !d.eligible(c, p.glossary[c.name]) {
			continue
		}
		f := d.features(c, p)
		c.score = f.dot(&p.weights)
		ranked = append(ranked, c)
	}
	sort.Slice(ranked, func(i, j int) bool {
		if ranked[i].score != ranked[j].score {
			return ranked[i].score > ranked[j].score
		}
		return ranked[i].name < ranked[j].name
	})
	return ranked
}

// eligible reports whether a candidate can be a concept at all: it is no word
// that only frames what a text is about, unless the glossary knows it, not
// what a person beside it is called, and not always inside one longer
// candidate.
func (d *document) eligible(c *candidate, known bool) bool {
	n := len(c.places)
	switch {
	case n == 0, c.generic && !known, c.apposed == n && c.heading != inTitle && !known:
		return false
	}
	return c.containers != 1 || c.nested < n || n == 1
}

// choose returns the document's concepts by name: the best of the ranked, as
// far as the budget of the document goes.
func (d *document) choose(ranked []*candidate) map[string]*candidate {
	chosen := map[string]*candidate{}
	for _, c := range ranked {
		if len(chosen) >= most || len(chosen) >= fewest && c.score < leastScore {
			break
		}
		chosen[c.name] = c
	}
	return chosen
}

// terms lists the places of the chosen concepts in text order, a longer one
// before those inside it. Of places that cross the first stands.
func (d *document) terms(chosen map[string]*candidate) []Term {
	var all []Term
	for _, c := range chosen {
		t := Term{Name: c.name, Method: c.method, Acronym: c.acronym, Broader: d.broader(c, chosen)}
		t.Confidence = math.Round(100*(.5+.45/(1+math.Exp(-c.score)))) / 100
		for _, p := range c.places {
			t.Span = d.span(p)
			all = append(all, t)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		switch x, y := &all[i], &all[j]; {
		case x.Start != y.Start:
			return x.Start < y.Start
		case x.End != y.End:
			return x.End > y.End
		default:
			return x.Name < y.Name
		}
	})
	return nested(all)
}

// nested drops places that cross or repeat one before them.
func nested(all []Term) []Term {
	kept, open := all[:0], []corpus.Span(nil)
	for _, t := range all {
		for len(open) > 0 && open[len(open)-1].End <= t.Start {
			open = open[:len(open)-1]
		}
		if n := len(open); n > 0 && (t.End > open[n-1].End || t.Span == open[n-1]) {
			continue
		}
		open = append(open, t.Span)
		kept = append(kept, t)
	}
	return kept
}

// span is where an occurrence stands in the text.
func (d *document) span(p occurrence) corpus.Span {
	return corpus.Span{Start: d.tokens[p.first].Start, End: d.tokens[p.last].End - p.cut}
}

// broader returns the chosen concept that a concept is a kind of: the head of
// a phrase without its attributes, or of a compound.
func (d *document) broader(c *candidate, chosen map[string]*candidate) string {
	if _, rest, found := strings.Cut(c.name, " "); found && c.method == MethodPhrase {
		for rest != "" {
			if _, ok := chosen[rest]; ok {
				return rest
			}
			_, rest, _ = strings.Cut(rest, " ")
		}
	}
	if _, ok := chosen[c.head]; ok && c.head != c.name {
		return c.head
	}
	return ""
}

// Candidate is a possible concept of a document, for those who learn weights.
type Candidate struct {
	Name     string
	Spans    []corpus.Span
	Features []float64 // in the order of FeatureNames
}

// FeatureNames returns the names of the features that candidates are ranked by.
func FeatureNames() []string {
	names := featureNames()
	return names[:]
}

// Candidates returns what Find chooses from.
func (f *Finder) Candidates(text *corpus.Text, s *corpus.Structure, taken, titles []corpus.Span) []Candidate {
	d := f.read(new(buffers), text, s, taken, titles)
	var all []Candidate
	for _, c := range d.candidatesOf(f) {
		features := d.features(c, &f.prior)
		candidate := Candidate{Name: c.name, Features: features[:]}
		for _, p := range c.places {
			candidate.Spans = append(candidate.Spans, d.span(p))
		}
		all = append(all, candidate)
	}
	return all
}

// candidatesOf collects and ranks the candidates.
func (d *document) candidatesOf(f *Finder) []*candidate {
	d.collect(f.prior.glossary)
	return d.rank(&f.prior)
}

// collect finds all candidates.
func (d *document) collect(glossary map[string]bool) {
	d.findPhrases()
	d.findForeign()
	d.findAcronyms()
	d.findNumbered()
	d.findModifiers()
	d.absorb(glossary)
}
