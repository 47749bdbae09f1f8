package eval

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/extract/tagger"
)

// answers is a namer that has its answers by heart: "kind words" by sentence.
type answers map[string][]string

var errNoAnswer = errors.New("no answer")

func (a answers) Names(_ context.Context, sentences []Sentence) ([][]Name, error) {
	all := make([][]Name, len(sentences))
	for i, s := range sentences {
		given, known := a[s.Text]
		if !known {
			return nil, errNoAnswer
		}
		for _, answer := range given {
			kind, words, _ := strings.Cut(answer, " ")
			start := strings.Index(s.Text, words)
			all[i] = append(all[i], Name{corpus.Span{Start: start, End: start + len(words)}, graph.Kind(kind), .9})
		}
	}
	return all, nil
}

func treebank(t *testing.T, columns string) Treebank {
	t.Helper()
	sentences, err := ReadColumns(strings.NewReader(columns))
	if err != nil {
		t.Fatal(err)
	}
	return Treebank{Name: "test", Convention: tagger.News, Sentences: sentences}
}

func TestNames(t *testing.T) {
	bank := treebank(t, strings.Join([]string{
		"Anna PER\nEk PER\npå 0\nIKEA ORG\ni 0\nÅre LOC\n", // one right, one as a place, one missed
		"Bo PER\nvon PER\nEk PER\nvann 0\nOS MISC\n",       // wrong ends, and another kind taken for an organisation
		"Regnet 0\nkom 0\n",       // found where nothing is
		"Boverkets ORG\nsvar 0\n", // without its genitive
	}, "\n"))
	report, err := Names(t.Context(), bank, "heart", answers{
		"Anna Ek på IKEA i Åre": {"person Anna Ek", "place IKEA"},
		"Bo von Ek vann OS":     {"person Ek", "organisation OS"},
		"Regnet kom":            {"person Regnet"},
		"Boverkets svar":        {"organisation Boverket"},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][3]int{}
	for _, s := range report.Scores {
		got[s.Name] = [3]int{s.Right, s.Wrong, s.Missed}
	}
	want := map[string][3]int{"person": {1, 2, 1}, "organisation": {1, 1, 1}, "place": {0, 1, 1}, "all": {2, 4, 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	cells := []Confusion{
		{Gold: "person", Found: "person", Count: 2, Ends: 1},
		{Gold: "organisation", Found: "organisation", Count: 1},
		{Gold: "organisation", Found: "place", Count: 1},
		{Gold: "place", Found: "", Count: 1},
		{Gold: "other", Found: "organisation", Count: 1},
		{Gold: "", Found: "person", Count: 1},
	}
	if diff := cmp.Diff(cells, report.Confusion); diff != "" {
		t.Error(diff)
	}
	var problems []Problem
	for _, f := range report.Errors {
		problems = append(problems, f.Problem)
	}
	if diff := cmp.Diff([]Problem{Confused, Confused, Wrong, Missed, Ends}, problems); diff != "" {
		t.Error(diff)
	}
	if report.Speed.Words != 15 || report.Sentences != 4 {
		t.Errorf("%d words in %d sentences, want 15 in 4", report.Speed.Words, report.Sentences)
	}
	var text bytes.Buffer
	if err := report.WriteText(&text, English, 1); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"test, heart: 4 sentences, 15 words", "Errors (1 of 5, worst first)", "gold organisation IKEA; got place IKEA «Anna Ek på IKEA i Åre»"} {
		if !strings.Contains(text.String(), line) {
			t.Errorf("no %q in\n%s", line, text.String())
		}
	}
}

func TestNamesReportsFailure(t *testing.T) {
	if _, err := Names(t.Context(), treebank(t, "Anna PER\n"), "heart", answers{}); !errors.Is(err, errNoAnswer) {
		t.Errorf("Names = %v, want the namer's error", err)
	}
}

func TestRepeatedErrorsAreListedOnce(t *testing.T) {
	fault := func(problem Problem, got, context string, confidence float64) Fault {
		return Fault{Problem: problem, Got: got, Context: context, Confidence: confidence}
	}
	got := repeated([]Fault{
		fault(Missed, "a", "first", 0), fault(Wrong, "b", "", .5), fault(Wrong, "c", "", .9), fault(Missed, "a", "second", 0), fault(Confused, "d", "", 0), fault(Ends, "e", "", 0),
	})
	var order []string
	for _, f := range got {
		order = append(order, f.Got)
	}
	// Two missed weigh as one of another kind; of the wrong ones the surer is worse.
	if diff := cmp.Diff([]string{"d", "a", "c", "b", "e"}, order); diff != "" {
		t.Error(diff)
	}
	if got[1].Count != 2 || got[1].Context != "first" {
		t.Errorf("the repeated error is %+v, want it twice with the first context", got[1])
	}
}

// titled tags words that begin with a capital as people.
type titled struct{}

func (titled) Tag(_ context.Context, _ tagger.Convention, sentences [][]string) ([][]tagger.Span, error) {
	all := make([][]tagger.Span, len(sentences))
	for i, words := range sentences {
		for k, word := range words {
			if strings.ToUpper(word[:1]) == word[:1] && word != "." {
				all[i] = append(all[i], tagger.Span{From: k, To: k + 1, Kind: graph.Person, Score: .7})
			}
		}
	}
	return all, nil
}

func TestNamers(t *testing.T) {
	extractor, err := extract.New(extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	sentences := []Sentence{
		{Document: "a", Text: "Generaldirektören Anna Lindqvist talade."},
		{Document: "a", Text: "Sedan åkte Lindqvist hem till Malmö."},
		{Text: "Hon tackade Boverket."},
	}
	tests := map[string]struct {
		namer Namer
		want  []string
	}{
		"extractor": {ExtractorNamer{extractor}, []string{
			"Generaldirektören [person Anna Lindqvist] talade.", "Sedan åkte [person Lindqvist] hem till [place Malmö].", "Hon tackade [organisation Boverket].",
		}},
		"tagger": {TaggerNamer{titled{}, tagger.Universal}, []string{
			"[person Generaldirektören] [person Anna] [person Lindqvist] talade.", "[person Sedan] åkte [person Lindqvist] hem till [person Malmö].", "[person Hon] tackade [person Boverket].",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found, err := test.namer.Names(t.Context(), sentences)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, s := range sentences {
				s.Names = found[i]
				got = append(got, marked(s))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
