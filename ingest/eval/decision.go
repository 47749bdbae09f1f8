package eval

import (
	"strings"

	"github.com/samband/samband/graph"
)

// decisions scores DECIDED: the evidence must lie over the decision's first
// words.
func (r relationScorer) decisions() {
	name := string(graph.Decided)
	if !r.gold.judges(name) {
		return
	}
	given := r.view.of(graph.Decided)
	claimed := make([]bool, len(given))
	for i, decision := range r.gold.Decisions {
		span, hit := r.found.decisions[i], -1
		for k, relation := range given {
			if r.evidence(relation).Overlaps(span) {
				claimed[k] = true
				hit = k
			}
		}
		attributes := map[string]string{}
		if hit >= 0 {
			attributes = given[hit].Attributes
		}
		switch {
		case decision.Optional:
			continue
		case hit < 0:
			r.tally.missed(GroupRelation, name, Fault{Document: r.gold.Document, Want: decision.Text, Context: r.view.context(span)})
		default:
			r.tally.right(GroupRelation, name)
			r.judgeItem(decision, attributes["item"])
		}
		r.named(decisionMovers, decision, decision.Movers, attributes["mover"])
		r.named(decisionDissent, decision, decision.Dissent, attributes["dissent"])
	}
	for k, relation := range given {
		if span := r.evidence(relation); !claimed[k] {
			r.tally.wrong(GroupRelation, name, Fault{Document: r.gold.Document, Got: span.Of(r.view.text), Context: r.view.context(span)})
		}
	}
}

func (r relationScorer) judgeItem(decision Decision, got string) {
	if decision.Item != "" {
		r.tally.judge("decision/item", bareNumber(decision.Item) == bareNumber(got), Fault{Document: r.gold.Document, Want: decision.Item, Got: got, Context: decision.Text})
	}
}

// Scores of the people that facts about meetings name in attributes.
const (
	decisionMovers  = "DECIDED mover"
	decisionDissent = "DECIDED dissent"
	recusedFrom     = "ATTENDED recused"
)

// named scores who stands in an attribute of a decision: names divided by
// semicolons.
func (r relationScorer) named(name string, decision Decision, ids []string, attribute string) {
	if ids == nil {
		return
	}
	var want, given []fact
	for i, id := range ids {
		want = append(want, wanted(id, false, i))
	}
	for part := range strings.SplitSeq(attribute, ";") {
		if part = strings.TrimSpace(part); part != "" {
			given = append(given, fact{key: r.entityCalled(part), text: part})
		}
	}
	for i := range want {
		want[i].text += ": " + decision.Text
	}
	r.compare(name, want, given)
}

// entityCalled is the id of the gold's person or organisation with a name, or
// the name.
func (r relationScorer) entityCalled(name string) string {
	for _, e := range r.gold.Entities {
		if (e.Kind() == graph.Person || e.Kind() == graph.Organisation) && hasName(e.names(), name) {
			return e.ID
		}
	}
	return name
}

// recused scores who has a conflict of interest in which item, in documents
// whose gold names anybody.
func (r relationScorer) recused() {
	var want, given []fact
	for i, a := range r.gold.Attendance {
		if a.Recused != "" {
			want = append(want, wanted(a.Person+"\n"+bareNumber(a.Recused), a.Optional, i))
		}
	}
	if len(want) == 0 {
		return
	}
	for _, relation := range r.view.of(graph.Attended) {
		for item := range strings.SplitSeq(relation.Attributes["recused"], ";") {
			if item = strings.TrimSpace(item); item != "" {
				key := r.goldID(relation.From) + "\n" + bareNumber(item)
				given = append(given, fact{key: key, text: strings.ReplaceAll(key, "\n", " | "), span: r.evidence(relation)})
			}
		}
	}
	r.compare(recusedFrom, want, given)
}
