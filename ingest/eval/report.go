package eval

import (
	"cmp"
	"slices"
	"strings"
)

// Report is the outcome of an evaluation. It marshals to JSON as it is.
type Report struct {
	Documents  int         `json:"documents"`  // documents with gold
	Missing    []string    `json:"missing"`    // documents with gold that the graph lacks
	Scores     []Score     `json:"scores"`     // in a fixed order: entities, mentions, relations, identity
	Accuracies []Accuracy  `json:"accuracies"` // in a fixed order
	Confusion  []Confusion `json:"confusion"`  // of places, in a fixed order
	Errors     []Fault     `json:"errors"`     // all errors, worst first
}

// Group says what a Score counts.
type Group string

// The groups, in the order of the report.
const (
	GroupEntities Group = "entities" // is the entity found in the document
	GroupStrict   Group = "mentions" // is the place found with the right ends
	GroupOverlap  Group = "overlap"  // is the place found at all
	GroupRelation Group = "relations"
	GroupIdentity Group = "identity" // pairs of documents that speak of the same entity
)

// Score counts right, wrong and missed answers of one sort.
type Score struct {
	Group     Group   `json:"group"`
	Name      string  `json:"name"` // kind, relation or "all"
	Right     int     `json:"right"`
	Wrong     int     `json:"wrong"`
	Missed    int     `json:"missed"`
	Precision float64 `json:"precision"` // right / (right + wrong); 0 where nothing was answered
	Recall    float64 `json:"recall"`    // right / (right + missed); 0 where nothing was asked
	F1        float64 `json:"f1"`
	Low       float64 `json:"low"`  // of the 95 % confidence interval of F1; not of identity
	High      float64 `json:"high"` // of the 95 % confidence interval of F1; not of identity
	Open      int     `json:"open"` // found, and left open by the gold
}

// totalName is the name of the score that sums a group up.
const totalName = "all"

// compute fills in precision, recall and F1.
func (s *Score) compute() {
	s.Precision, s.Recall, s.F1 = share(s.Right, s.Right+s.Wrong), share(s.Right, s.Right+s.Missed), s.f1()
}

// Accuracy is the share of right values of an attribute, among those found.
type Accuracy struct {
	Name  string  `json:"name"`
	Right int     `json:"right"`
	Total int     `json:"total"`
	Share float64 `json:"share"` // 0 where Total is 0
}

// Problem says in which way an answer is wrong.
type Problem string

// The problems.
const (
	Missed Problem = "missed" // required and not found
	Wrong  Problem = "wrong"  // found and not there
	Differ Problem = "differ" // found with another value
	Merged Problem = "merged" // different entities taken for one
	Split  Problem = "split"  // one entity taken for several

	Confused Problem = "confused" // a name taken for one of another kind
	Ends     Problem = "ends"     // a name found with other ends
)

// Fault is one error with what it takes to understand it.
type Fault struct {
	Document string  `json:"document"`
	Measure  string  `json:"measure"` // the Score or Accuracy it belongs to, e.g. "entities/person"
	Problem  Problem `json:"problem"`
	Want     string  `json:"want"`
	Got      string  `json:"got"`
	Context  string  `json:"context"` // words around the place, "" where there is none

	Count      int     `json:"count,omitempty"`      // how often the same error is made, where they are listed once
	Confidence float64 `json:"confidence,omitempty"` // of what was found
}

// severity orders errors by what they do to a reader who trusts the answer:
// a quote in the wrong mouth or two people made one weighs most, a boundary
// least.
func (f Fault) severity() int {
	group, _, _ := strings.Cut(f.Measure, "/")
	switch {
	case f.Problem == Merged:
		return 0
	case f.Measure == "relations/SAID":
		return 1
	case f.Problem == Split:
		return 2
	case group == string(GroupRelation):
		return 3
	case group == "document":
		return 4
	case group == string(GroupEntities) && !strings.HasSuffix(f.Measure, "/concept"):
		return 5
	case group == string(GroupEntities):
		return 7
	default:
		return 6
	}
}

// rank sorts errors, worst first, and drops repetitions.
func rank(faults []Fault) []Fault {
	slices.SortFunc(faults, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(a.severity(), b.severity()), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Document, b.Document),
			cmp.Compare(a.Problem, b.Problem), cmp.Compare(a.Want, b.Want), cmp.Compare(a.Got, b.Got), cmp.Compare(a.Context, b.Context),
		)
	})
	return slices.Compact(faults)
}

// Only returns the report with the scores and errors of one group.
func (r Report) Only(group Group) Report {
	others := func(s Score) bool { return s.Group != group }
	measured := func(f Fault) bool { return !strings.HasPrefix(f.Measure, string(group)+"/") }
	r.Scores, r.Errors = slices.DeleteFunc(slices.Clone(r.Scores), others), slices.DeleteFunc(slices.Clone(r.Errors), measured)
	r.Accuracies, r.Confusion = []Accuracy{}, []Confusion{}
	return r
}

// Score returns the score of a group and name, and whether the report has it.
func (r Report) Score(group Group, name string) (Score, bool) {
	for _, score := range r.Scores {
		if score.Group == group && score.Name == name {
			return score, true
		}
	}
	return Score{}, false
}

// repeated lists every error on names once, with the number of times it is
// made, those first that weigh most: what a reader who trusts the answer takes
// for something it is not, then what is not there, what is not found, and names
// with other ends.
func repeated(faults []Fault) []Fault {
	at := map[Fault]int{}
	all := []Fault{}
	for _, f := range faults {
		key := Fault{Problem: f.Problem, Want: f.Want, Got: f.Got}
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, f)
		}
		all[i].Count++
	}
	slices.SortStableFunc(all, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(b.Count*b.Problem.weight(), a.Count*a.Problem.weight()), cmp.Compare(b.Problem.weight(), a.Problem.weight()),
			cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Want, b.Want), cmp.Compare(a.Got, b.Got),
		)
	})
	return all
}

func (p Problem) weight() int {
	switch p {
	case Confused:
		return 4
	case Wrong:
		return 3
	case Missed:
		return 2
	default:
		return 1
	}
}
