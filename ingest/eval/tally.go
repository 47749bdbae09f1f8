package eval

import (
	"cmp"
	"slices"

	"github.com/samband/samband/graph"
)

// tally collects counts and errors while documents are scored.
type tally struct {
	scores     map[scoreKey]*Score
	accuracies map[string]*Accuracy
	confusion  map[confusionKey]*Confusion
	faults     []Fault
	parts      []map[scoreKey]*Score // of the tallies that were added
}

type scoreKey struct {
	group Group
	name  string
}

func newTally() *tally {
	return &tally{scores: map[scoreKey]*Score{}, accuracies: map[string]*Accuracy{}, confusion: map[confusionKey]*Confusion{}}
}

// add adds what was counted in one document or sentence.
func (t *tally) add(part *tally) {
	for key, score := range part.scores {
		sum := t.score(key.group, key.name)
		sum.Right += score.Right
		sum.Wrong += score.Wrong
		sum.Missed += score.Missed
		sum.Open += score.Open
	}
	for name, accuracy := range part.accuracies {
		if t.accuracies[name] == nil {
			t.accuracies[name] = &Accuracy{Name: name}
		}
		t.accuracies[name].Right += accuracy.Right
		t.accuracies[name].Total += accuracy.Total
	}
	for key, cell := range part.confusion {
		if t.confusion[key] == nil {
			t.confusion[key] = &Confusion{Gold: cell.Gold, Found: cell.Found}
		}
		t.confusion[key].Count += cell.Count
		t.confusion[key].Ends += cell.Ends
	}
	t.faults = append(t.faults, part.faults...)
	if len(part.scores) > 0 {
		part.total(GroupEntities)
		part.total(GroupStrict)
		part.total(GroupOverlap)
		t.parts = append(t.parts, part.scores)
	}
}

// score returns the counter of a group and name.
func (t *tally) score(group Group, name string) *Score {
	key := scoreKey{group, name}
	if t.scores[key] == nil {
		t.scores[key] = &Score{Group: group, Name: name}
	}
	return t.scores[key]
}

// judge counts one value of an attribute and records an error where it is not
// as wanted.
func (t *tally) judge(name string, right bool, fault Fault) {
	accuracy := t.accuracies[name]
	if accuracy == nil {
		accuracy = &Accuracy{Name: name}
		t.accuracies[name] = accuracy
	}
	accuracy.Total++
	if right {
		accuracy.Right++
		return
	}
	fault.Measure, fault.Problem = name, Differ
	t.faults = append(t.faults, fault)
}

// right counts a right answer.
func (t *tally) right(group Group, name string) { t.score(group, name).Right++ }

// missed counts a missed answer and records it.
func (t *tally) missed(group Group, name string, fault Fault) {
	t.score(group, name).Missed++
	fault.Measure, fault.Problem = string(group)+"/"+name, Missed
	t.faults = append(t.faults, fault)
}

// wrong counts a wrong answer and records it.
func (t *tally) wrong(group Group, name string, fault Fault) {
	t.score(group, name).Wrong++
	fault.Measure, fault.Problem = string(group)+"/"+name, Wrong
	t.faults = append(t.faults, fault)
}

// report computes the measures and puts everything in its fixed order.
func (t *tally) report() Report {
	report := Report{Missing: []string{}, Scores: []Score{}, Accuracies: []Accuracy{}, Confusion: []Confusion{}, Errors: []Fault{}}
	t.total(GroupEntities)
	t.total(GroupStrict)
	t.total(GroupOverlap)
	t.total(GroupIdentity)
	for key, score := range t.scores {
		score.compute()
		if key.group != GroupIdentity {
			score.Low, score.High = interval(t.partsOf(key))
		}
		report.Scores = append(report.Scores, *score)
	}
	for _, accuracy := range t.accuracies {
		accuracy.Share = share(accuracy.Right, accuracy.Total)
		report.Accuracies = append(report.Accuracies, *accuracy)
	}
	slices.SortFunc(report.Scores, func(a, b Score) int {
		return cmp.Or(cmp.Compare(a.Group.order(), b.Group.order()), cmp.Compare(nameOrder(a.Name), nameOrder(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	for _, cell := range t.confusion {
		report.Confusion = append(report.Confusion, *cell)
	}
	slices.SortFunc(report.Confusion, compareConfusions)
	slices.SortFunc(report.Accuracies, func(a, b Accuracy) int { return cmp.Compare(a.Name, b.Name) })
	report.Errors = append(report.Errors, rank(t.faults)...)
	return report
}

// partsOf returns what each part counted of a score.
func (t *tally) partsOf(key scoreKey) []Score {
	var all []Score
	for _, part := range t.parts {
		var score Score // all 0 where the part has none
		if found := part[key]; found != nil {
			score = *found
		}
		all = append(all, score)
	}
	return all
}

// total adds the counts of a group up under the name "all".
func (t *tally) total(group Group) {
	sum := Score{Group: group, Name: totalName}
	for key, score := range t.scores {
		if key.group == group && key.name != sum.Name {
			sum.Right += score.Right
			sum.Wrong += score.Wrong
			sum.Missed += score.Missed
			sum.Open += score.Open
		}
	}
	*t.score(group, sum.Name) = sum
}

func (s Score) f1() float64 { return share(2*s.Right, 2*s.Right+s.Wrong+s.Missed) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func (g Group) order() int {
	return slices.Index([]Group{GroupEntities, GroupStrict, GroupOverlap, GroupRelation, GroupIdentity}, g)
}

// nameOrder puts kinds in their canonical order and "all" last.
func nameOrder(name string) int {
	if name == totalName {
		return len(graph.Kinds())
	}
	return slices.Index(graph.Kinds(), graph.Kind(name))
}
