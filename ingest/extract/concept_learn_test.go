package extract

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/term"
	"github.com/samband/samband/ingest/structure"
)

// learn rewrites the weights of the features of concepts:
//
//	go test ./ingest/extract -run TestConcepts -learn
var learn = flag.Bool("learn", false, "learn the weights of concepts from the gold and write them") //nolint:gochecknoglobals // a flag of the test

const weightsFile = "term/weights.tsv"

// indexed is a document with what an indexer chose and would accept.
type indexed struct {
	name           string
	text           *corpus.Text
	structure      *corpus.Structure
	wanted, passed map[string]bool
}

// indexedDocuments reads the documents whose concepts are judged: those of the
// development corpus and those that were written for concepts alone.
func indexedDocuments(t *testing.T) []indexed {
	t.Helper()
	var all []indexed
	for _, folder := range []string{"../../corpus/sample", "../../corpus/sample/development"} {
		files, err := filepath.Glob(folder + "/gold/*.json")
		if err != nil || len(files) == 0 {
			t.Fatalf("no gold in %s: %v", folder, err)
		}
		for _, file := range files {
			if d, ok := judged(t, folder, file); ok {
				all = append(all, d)
			}
		}
	}
	files, err := filepath.Glob("testdata/concepts/*.gold")
	if err != nil || len(files) == 0 {
		t.Fatalf("no concepts in testdata: %v", err)
	}
	for _, file := range files {
		wanted, passed, _ := strings.Cut(contents(t, file), "\n\n")
		d := indexed{name: file, wanted: set(strings.Split(wanted, "\n")), passed: set(strings.Split(passed, "\n"))}
		d.text, d.structure = readDocument(t, strings.TrimSuffix(file, ".gold")+".txt")
		all = append(all, d)
	}
	return all
}

// judged reads a document with its gold; it reports false for one whose
// concepts nobody judged or that is not a file of its own.
func judged(t *testing.T, folder, file string) (indexed, bool) {
	t.Helper()
	var gold struct {
		Document string
		Entities []struct {
			ID, Name    string
			Also, Forms []string
		}
		Accept   map[string][]string
		Unjudged []string
	}
	if err := json.Unmarshal([]byte(contents(t, file)), &gold); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "documents", gold.Document)
	if _, err := os.Stat(path); err != nil || slices.Contains(gold.Unjudged, "concept") {
		return indexed{}, false
	}
	d := indexed{name: path, wanted: map[string]bool{}, passed: set(gold.Accept["concept"])}
	for _, e := range gold.Entities {
		if strings.HasPrefix(e.ID, "concept:") {
			d.wanted[strings.ToLower(e.Name)] = true
			for _, form := range append(e.Also, e.Forms...) {
				d.passed[strings.ToLower(form)] = true
			}
		}
	}
	d.text, d.structure = readDocument(t, path)
	return d, true
}

func contents(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func set(names []string) map[string]bool {
	all := map[string]bool{}
	for _, name := range names {
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
			all[name] = true
		}
	}
	return all
}

func readDocument(t *testing.T, path string) (*corpus.Text, *corpus.Structure) {
	t.Helper()
	items, err := read.Read(t.Context(), read.Input{Name: path, Bytes: []byte(contents(t, path))}, read.Limits{})
	if err != nil || len(items) != 1 {
		t.Fatalf("%s: %d items, %v", path, len(items), err)
	}
	s, err := structure.Parse(&items[0].Text)
	if err != nil {
		t.Fatal(err)
	}
	return &items[0].Text, s
}

// TestConceptsOfGold measures how many of an indexer's concepts are found, and
// how many are given for each of them; with -learn it learns the weights.
func TestConceptsOfGold(t *testing.T) {
	extractor, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	var examples []example
	wanted, found, given := 0, 0, 0
	for _, d := range indexedDocuments(t) {
		result, err := extractor.Extract(t.Context(), Input{Text: d.text, Structure: d.structure})
		if err != nil {
			t.Fatal(err)
		}
		if *learn {
			examples = append(examples, d.examples(extractor.terms, result)...)
		}
		names, hit := map[string]bool{}, map[string]bool{}
		for _, m := range result.Mentions {
			if m.Kind == graph.Concept {
				names[m.Name] = true
				hit[strings.ToLower(m.Name)], hit[strings.ToLower(m.Of(d.text.Canonical))] = true, true
			}
		}
		wanted, given = wanted+len(d.wanted), given+len(names)
		for name := range d.wanted {
			if hit[name] {
				found++
			}
		}
	}
	if *learn {
		writeWeights(t, logistic(examples, 20))
		return
	}
	recall, ratio := float64(found)/float64(wanted), float64(given)/float64(wanted)
	t.Logf("recall %.3f with %.2f concepts for each of the gold's %d", recall, ratio, wanted)
	if recall < .85 || ratio > 2.2 {
		t.Errorf("recall %.3f, want .85; %.2f times the gold's number, want 2.2 at most", recall, ratio)
	}
}

// example is a candidate with how far an indexer wants it.
type example struct {
	features []float64
	want     float64
}

// accepted is how far an indexer wants what the gold accepts but does not ask for.
const accepted = .35

// examples are the candidates of a document.
func (d *indexed) examples(finder *term.Finder, result Result) []example {
	taken, titles := claimed(result.Mentions, d.text.Canonical)
	var all []example
	for _, c := range finder.Candidates(d.text, d.structure, taken, titles) {
		e := example{features: c.Features}
		for _, form := range append(forms(d.text.Canonical, c.Spans), strings.ToLower(c.Name)) {
			switch {
			case d.wanted[form]:
				e.want = 1
			case d.passed[form]:
				e.want = max(e.want, accepted)
			}
		}
		all = append(all, e)
	}
	return all
}

func forms(text string, spans []corpus.Span) []string {
	var all []string
	for _, span := range spans {
		all = append(all, strings.ToLower(span.Of(text)))
	}
	return all
}

// logistic fits weights to the examples by Newton's method, with a ridge on
// standardised features; the first feature is the constant.
func logistic(examples []example, ridge float64) []float64 {
	n := len(examples[0].features)
	mean, deviation := moments(examples)
	weights := make([]float64, n)
	for range 12 {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
		}
		for _, e := range examples {
			x := make([]float64, n)
			sum := 0.
			for i := range x {
				x[i] = (e.features[i] - mean[i]) / deviation[i]
				sum += x[i] * weights[i]
			}
			p := 1 / (1 + math.Exp(-sum))
			for i := range x {
				gradient[i] += (e.want - p) * x[i]
				for j := range x {
					hessian[i][j] += p * (1 - p) * x[i] * x[j]
				}
			}
		}
		for i := 1; i < n; i++ {
			gradient[i] -= ridge * weights[i]
			hessian[i][i] += ridge
		}
		for i, step := range solve(hessian, gradient) {
			weights[i] += step
		}
	}
	for i := 1; i < n; i++ {
		weights[i] /= deviation[i]
		weights[0] -= weights[i] * mean[i]
	}
	return weights
}

// moments are mean and standard deviation of each feature; the constant keeps
// 0 and 1.
func moments(examples []example) (mean, deviation []float64) {
	n := len(examples[0].features)
	mean, deviation = make([]float64, n), make([]float64, n)
	for i := range n {
		var sum, squares float64
		for _, e := range examples {
			sum += e.features[i]
			squares += e.features[i] * e.features[i]
		}
		mean[i] = sum / float64(len(examples))
		deviation[i] = math.Sqrt(squares/float64(len(examples))-mean[i]*mean[i]) + 1e-6
	}
	mean[0], deviation[0] = 0, 1
	return mean, deviation
}

// solve solves a system of linear equations with a positive definite matrix.
func solve(matrix [][]float64, right []float64) []float64 {
	n := len(right)
	x := slices.Clone(right)
	for k := range n {
		for i := k + 1; i < n; i++ {
			factor := matrix[i][k] / matrix[k][k]
			for j := k; j < n; j++ {
				matrix[i][j] -= factor * matrix[k][j]
			}
			x[i] -= factor * x[k]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			x[i] -= matrix[i][j] * x[j]
		}
		x[i] /= matrix[i][i]
	}
	return x
}

func writeWeights(t *testing.T, weights []float64) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Weights of the features of concepts, learned by logistic regression:\n# go test ./ingest/extract -run TestConceptsOfGold -learn\n")
	for i, name := range term.FeatureNames() {
		fmt.Fprintf(&b, "%s\t%.3f\n", name, weights[i])
	}
	if err := os.WriteFile(weightsFile, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
