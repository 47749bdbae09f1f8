package eval

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Report is the outcome of an evaluation. It marshals to JSON as it is.
type Report struct {
	Documents  int        `json:"documents"`  // documents with gold
	Missing    []string   `json:"missing"`    // documents with gold that the graph lacks
	Scores     []Score    `json:"scores"`     // in a fixed order: entities, mentions, relations, identity
	Accuracies []Accuracy `json:"accuracies"` // in a fixed order
	Errors     []Fault    `json:"errors"`     // all errors, worst first
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
)

// Fault is one error with what it takes to understand it.
type Fault struct {
	Document string  `json:"document"`
	Measure  string  `json:"measure"` // the Score or Accuracy it belongs to, e.g. "entities/person"
	Problem  Problem `json:"problem"`
	Want     string  `json:"want"`
	Got      string  `json:"got"`
	Context  string  `json:"context"` // words around the place, "" where there is none
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

// Score returns the score of a group and name, and whether the report has it.
func (r Report) Score(group Group, name string) (Score, bool) {
	for _, score := range r.Scores {
		if score.Group == group && score.Name == name {
			return score, true
		}
	}
	return Score{}, false
}

// WriteText prints the report as tables in Swedish with at most so many
// errors; a negative number prints all of them.
func (r Report) WriteText(w io.Writer, errors int) error {
	var text strings.Builder
	fmt.Fprintf(&text, "Dokument med facit: %d\n", r.Documents)
	for _, name := range r.Missing {
		fmt.Fprintf(&text, "Saknas i grafen: %s\n", name)
	}
	var group Group
	for _, s := range r.Scores {
		if s.Right+s.Wrong+s.Missed == 0 {
			continue
		}
		if s.Group != group {
			group = s.Group
			fmt.Fprintf(&text, "\n%-32s %7s %7s %7s %9s %9s %6s\n", group.heading(), "rätt", "fel", "missade", "precision", "täckning", "F1")
		}
		fmt.Fprintf(&text, "  %-30s %7d %7d %7d %9.3f %9.3f %6.3f\n", s.Name, s.Right, s.Wrong, s.Missed, s.Precision, s.Recall, s.F1)
	}
	if len(r.Accuracies) > 0 {
		fmt.Fprintf(&text, "\n%-32s %7s %7s %7s\n", "Uppgifter", "rätt", "av", "andel")
	}
	for _, a := range r.Accuracies {
		fmt.Fprintf(&text, "  %-30s %7d %7d %7.3f\n", a.Name, a.Right, a.Total, a.Share)
	}
	if _, err := io.WriteString(w, text.String()); err != nil {
		return err
	}
	return r.writeErrors(w, errors)
}

func (r Report) writeErrors(w io.Writer, limit int) error {
	if limit < 0 || limit > len(r.Errors) {
		limit = len(r.Errors)
	}
	if limit == 0 {
		return nil
	}
	if _, err := fmt.Fprintf(w, "\nFel (%d av %d, de värsta först)\n", limit, len(r.Errors)); err != nil {
		return err
	}
	for _, f := range r.Errors[:limit] {
		if _, err := fmt.Fprintln(w, f.line()); err != nil {
			return err
		}
	}
	return nil
}

func (f Fault) line() string {
	line := fmt.Sprintf("  %-8s %-24s %s:", f.Problem.swedish(), f.Measure, f.Document)
	if f.Want != "" {
		line += " facit " + f.Want + ";"
	}
	if f.Got != "" {
		line += " fick " + f.Got + ";"
	}
	line = strings.TrimRight(line, ";:")
	if f.Context != "" {
		line += " «" + f.Context + "»"
	}
	return line
}

func (p Problem) swedish() string {
	switch p {
	case Missed:
		return "missad"
	case Wrong:
		return "fel"
	case Differ:
		return "avviker"
	case Merged:
		return "hopslagen"
	case Split:
		return "delad"
	default:
		return string(p)
	}
}

func (g Group) heading() string {
	switch g {
	case GroupEntities:
		return "Entiteter per dokument"
	case GroupStrict:
		return "Omnämnanden, exakt"
	case GroupOverlap:
		return "Omnämnanden, överlapp"
	case GroupRelation:
		return "Relationer"
	case GroupIdentity:
		return "Identitet mellan dokument"
	default:
		return string(g)
	}
}
