package eval

import (
	"context"
	"fmt"
	"time"

	"github.com/samband/samband/graph"
)

// Namer finds names in sentences. The answer has the names of each sentence,
// ascending and disjoint. Sentences of one document stand together and may be
// read together.
type Namer interface {
	Names(ctx context.Context, sentences []Sentence) ([][]Name, error)
}

// NamesReport is how well a namer finds the names of a treebank: strict, that
// is, the right words and the right kind.
type NamesReport struct {
	Treebank  string      `json:"treebank"`
	Namer     string      `json:"namer"`
	Sentences int         `json:"sentences"`
	Scores    []Score     `json:"scores"`    // person, organisation, place, all
	Confusion []Confusion `json:"confusion"` // in a fixed order
	Speed     Speed       `json:"speed"`
	Errors    []Fault     `json:"errors"` // worst first
}

// warmUp is how many sentences are read before time is taken, so that what is
// loaded once does not count.
const warmUp = 20

// Names scores a namer on a treebank.
func Names(ctx context.Context, treebank Treebank, name string, namer Namer) (NamesReport, error) {
	if _, err := namer.Names(ctx, treebank.Sentences[:min(len(treebank.Sentences), warmUp)]); err != nil {
		return NamesReport{}, fmt.Errorf("%s on %s: %w", name, treebank.Name, err)
	}
	began := time.Now()
	found, err := namer.Names(ctx, treebank.Sentences)
	if err != nil {
		return NamesReport{}, fmt.Errorf("%s on %s: %w", name, treebank.Name, err)
	}
	report := NamesReport{Treebank: treebank.Name, Namer: name, Sentences: len(treebank.Sentences)}
	report.Speed.Seconds = time.Since(began).Seconds()
	total := newTally()
	for i, sentence := range treebank.Sentences {
		report.Speed.Words += sentence.Words
		report.Speed.Bytes += len(sentence.Text)
		part := newTally()
		scoreNames(part, treebank.Name, sentence, found[i])
		total.add(part)
	}
	whole := total.report()
	report.Confusion = whole.Confusion
	report.Errors = repeated(whole.Errors)
	for _, score := range whole.Scores {
		if score.Group == GroupStrict {
			report.Scores = append(report.Scores, score)
		}
	}
	return report, nil
}

// scoreNames scores one sentence. A name answers for the annotators' name with
// the same ends, else for the first that it overlaps.
func scoreNames(t *tally, treebank string, s Sentence, found []Name) {
	for _, kind := range nameKinds() {
		t.score(GroupStrict, string(kind))
	}
	used := make([]bool, len(found))
	answers := make([]int, len(s.Names))
	for _, exact := range []bool{true, false} {
		for i, want := range s.Names {
			if exact {
				answers[i] = -1
			}
			for k, got := range found {
				if answers[i] < 0 && !used[k] && want.Overlaps(got.Span) && (!exact || sameSpan(s.Text, want.Span, got.Span)) {
					answers[i], used[k] = k, true
				}
			}
		}
	}
	n := nameScorer{tally: t, sentence: s, document: treebank}
	for i, want := range s.Names {
		if answers[i] < 0 {
			n.missed(want)
			continue
		}
		n.answered(want, found[answers[i]])
	}
	for k, got := range found {
		if !used[k] {
			n.spurious(got)
		}
	}
}

func nameKinds() []graph.Kind { return []graph.Kind{graph.Person, graph.Organisation, graph.Place} }

// nameScorer counts what becomes of the names of a sentence.
type nameScorer struct {
	tally    *tally
	sentence Sentence
	document string
}

func (n nameScorer) missed(want Name) {
	n.tally.confuse(kindOrOther(want.Kind), "", false)
	if want.Kind != "" {
		n.tally.missed(GroupStrict, string(want.Kind), n.fault(want, Name{}))
	}
}

func (n nameScorer) spurious(got Name) {
	n.tally.confuse("", kindOrOther(got.Kind), false)
	n.tally.wrong(GroupStrict, string(got.Kind), n.fault(Name{}, got))
}

// answered counts a name that was found with some ends and kind. Taking one
// kind for another is one error to a reader, and so listed once, but counts
// as wrong of the one and missed of the other.
func (n nameScorer) answered(want, got Name) {
	ends := sameSpan(n.sentence.Text, want.Span, got.Span)
	n.tally.confuse(kindOrOther(want.Kind), kindOrOther(got.Kind), !ends)
	if ends && want.Kind == got.Kind {
		n.tally.right(GroupStrict, string(want.Kind))
		return
	}
	n.tally.score(GroupStrict, string(got.Kind)).Wrong++
	fault := n.fault(want, got)
	fault.Measure, fault.Problem = string(GroupStrict)+"/"+string(got.Kind), Confused
	if want.Kind == got.Kind {
		fault.Problem = Ends
	}
	n.tally.faults = append(n.tally.faults, fault)
	if want.Kind != "" {
		n.tally.score(GroupStrict, string(want.Kind)).Missed++
	}
}

func (n nameScorer) fault(want, got Name) Fault {
	f := Fault{Document: n.document, Confidence: got.Confidence}
	at := got.Span
	if !want.Empty() {
		f.Want, at = string(kindOrOther(want.Kind))+" "+want.Of(n.sentence.Text), want.Span
	}
	if !got.Empty() {
		f.Got = string(got.Kind) + " " + got.Of(n.sentence.Text)
	}
	f.Context = around(n.sentence.Text, at)
	return f
}

// kindOrOther names the kinds that are not scored.
func kindOrOther(kind graph.Kind) graph.Kind {
	if kind == "" {
		return otherKind
	}
	return kind
}
