package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Fact is a relation with when and how often it was seen.
type Fact struct {
	graph.Relation
	Seen
}

// Seen says when and where the evidence of a relation stands.
type Seen struct {
	First     string   `json:"first_seen"` // date of the earliest document; "" where none has a date
	Last      string   `json:"last_seen"`  // date of the latest document; "" where none has a date
	Count     int      `json:"count"`      // pieces of evidence
	Documents []string `json:"documents"`  // ids of the documents, in byte order
}

// Attest says when and where the relations were seen, all of them in order.
func Attest(ctx context.Context, store graph.Store, relations ...graph.Relation) ([]Fact, error) {
	return newReader(store).facts(ctx, &Scope{}, relations)
}

// facts dates relations and keeps of their evidence what lies in the scope;
// relations without any are left out.
func (r *reader) facts(ctx context.Context, scope *Scope, relations []graph.Relation) ([]Fact, error) {
	var ids []string
	for i := range relations {
		for j := range relations[i].Evidence {
			ids = append(ids, relations[i].Evidence[j].Document)
		}
	}
	if err := r.load(ctx, ids); err != nil {
		return nil, err
	}
	facts := make([]Fact, 0, len(relations))
	for i := range relations {
		fact := r.fact(relations[i], func(document *corpus.Document) bool { return scope.holds(document) })
		if fact.Count > 0 {
			facts = append(facts, fact)
		}
	}
	return facts, nil
}

// fact keeps the evidence in the documents that hold; they are loaded.
func (r *reader) fact(relation graph.Relation, holds func(*corpus.Document) bool) Fact {
	fact := Fact{Relation: relation, Seen: Seen{Documents: []string{}}}
	fact.Evidence = nil
	for i := range relation.Evidence {
		document := r.known[relation.Evidence[i].Document]
		if !holds(&document) {
			continue
		}
		fact.Evidence = append(fact.Evidence, relation.Evidence[i])
		if count := len(fact.Documents); count == 0 || fact.Documents[count-1] != document.ID {
			fact.Documents = append(fact.Documents, document.ID)
			fact.widen(document.Date)
		}
	}
	fact.Count = len(fact.Evidence)
	return fact
}

// in keeps of a fact what stands in one document.
func (r *reader) in(fact *Fact, document string) Fact {
	return r.fact(fact.Relation, func(d *corpus.Document) bool { return d.ID == document })
}

func (s *Seen) widen(date string) {
	if date == "" {
		return
	}
	if s.First == "" || cmp.Or(cmp.Compare(firstDay(date), firstDay(s.First)), cmp.Compare(len(s.First), len(date))) < 0 {
		s.First = date
	}
	if s.Last == "" || cmp.Or(cmp.Compare(lastDay(date), lastDay(s.Last)), cmp.Compare(len(date), len(s.Last))) > 0 {
		s.Last = date
	}
}

// relations reads the facts that a filter selects within the scope.
func (r *reader) relations(ctx context.Context, scope *Scope, filter graph.RelationFilter) ([]Fact, error) {
	relations, err := collect(r.store.Relations(ctx, filter))
	if err != nil {
		return nil, err
	}
	return r.facts(ctx, scope, relations)
}

// stated lists the types of relation that documents state, rather than those
// derived from mentions.
func stated() []graph.RelationType {
	return slices.DeleteFunc(graph.RelationTypes(), func(kind graph.RelationType) bool {
		return kind == graph.MentionedIn || kind == graph.Related
	})
}

// best returns the fact that the most documents attest, then the surest, then
// the first; facts is not empty.
func best(facts []Fact) Fact {
	return slices.MaxFunc(facts, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(len(a.Documents), len(b.Documents)), cmp.Compare(sureness(&a), sureness(&b)))
	})
}

// sureness is the confidence of the surest evidence.
func sureness(fact *Fact) float64 {
	most := 0.0
	for i := range fact.Evidence {
		most = max(most, fact.Evidence[i].Confidence)
	}
	return most
}

// attesting lists the documents in which facts stand, in byte order.
func attesting(facts []Fact) []string {
	var documents []string
	for i := range facts {
		documents = append(documents, facts[i].Documents...)
	}
	slices.Sort(documents)
	return slices.Compact(documents)
}

// name names the nodes that the ids stand for. A node that the store does not
// know keeps its id for a name.
func (r *reader) name(ctx context.Context, nodes ...*graph.Node) error {
	ids := make([]string, len(nodes))
	for i, node := range nodes {
		ids[i] = node.ID
	}
	named, err := graph.Nodes(ctx, r.store, ids...)
	if err != nil {
		return err
	}
	for _, node := range nodes {
		found := named[node.ID]
		node.Kind, node.Name = kindOf(node.ID), cmp.Or(found.Name, node.ID)
	}
	return nil
}

// kindOf is the kind of any node.
func kindOf(id string) graph.Kind {
	if kind, entity := graph.KindOf(id); entity {
		return kind
	}
	_, kind := graph.DocumentOf(id)
	return kind
}
