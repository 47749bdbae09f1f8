package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// CompareOptions narrow what Compare answers; the zero value compares all.
type CompareOptions struct {
	Types  []graph.RelationType // only these; empty is all that documents state, and mentions where documents are compared
	Scope  Scope
	Window Window // of each list
}

// Likeness is a fact that one or both of two have, however many relations of
// one type and with one other end tell it.
type Likeness struct {
	Type graph.RelationType `json:"relation"`
	From graph.Node         `json:"from"` // zero where it is the one that is compared
	To   graph.Node         `json:"to"`   // zero where it is the one that is compared
	A    []Fact             `json:"a"`    // up to twenty
	B    []Fact             `json:"b"`    // up to twenty
}

// Comparison is what two nodes share, and what only one of them has. What the
// most documents attest comes first.
type Comparison struct {
	A      graph.Node     `json:"a"`
	B      graph.Node     `json:"b"`
	Shared Page[Likeness] `json:"shared"`
	OnlyA  Page[Likeness] `json:"only_a"`
	OnlyB  Page[Likeness] `json:"only_b"`
}

// Compare compares two entities of one kind, or two documents: of entities the
// relations they have (roles, organisations, meetings, reports, concepts), of
// documents the entities they mention and the facts they state. What somebody
// said is left out, being said once. It returns ErrNotFound, wrapped, for a
// node that is not there, and ErrInvalid for two that cannot be compared.
func Compare(ctx context.Context, store graph.Store, a, b string, options CompareOptions) (Comparison, error) {
	if kindOf(a) != kindOf(b) || kindOf(a) == graph.PassageNode || a == b {
		return Comparison{}, fmt.Errorf("%w: %s and %s; compare two documents, or two entities of one kind", ErrInvalid, a, b)
	}
	if err := options.Scope.Validate(); err != nil {
		return Comparison{}, err
	}
	nodes, err := graph.Nodes(ctx, store, a, b)
	if err != nil {
		return Comparison{}, err
	}
	for _, id := range []string{a, b} {
		if _, there := nodes[id]; !there {
			return Comparison{}, fmt.Errorf("node %q: %w", id, graph.ErrNotFound)
		}
	}
	r := newReader(store)
	likenesses := map[likeness]*Likeness{}
	for i, id := range []string{a, b} {
		if err := r.liken(ctx, id, i == 0, &options, likenesses); err != nil {
			return Comparison{}, fmt.Errorf("facts about %s: %w", id, err)
		}
	}
	answer := Comparison{A: nodes[a], B: nodes[b]}
	answer.fill(likenesses, options.Window)
	return answer, answer.name(ctx, r)
}

// likeness is what makes two facts alike; an end that is compared is "".
type likeness struct {
	from string
	kind graph.RelationType
	to   string
}

// liken adds the facts of one of the two.
func (r *reader) liken(ctx context.Context, id string, first bool, options *CompareOptions, likenesses map[likeness]*Likeness) error {
	filter := graph.RelationFilter{Node: id, Types: options.Types}
	types := slices.DeleteFunc(stated(), func(kind graph.RelationType) bool { return kind == graph.Said })
	document := kindOf(id) == graph.DocumentNode
	if document {
		filter.Node, filter.Document = "", id
		types = append(types, graph.MentionedIn)
	}
	if len(filter.Types) == 0 {
		filter.Types = types
	}
	facts, err := r.relations(ctx, &options.Scope, filter)
	if err != nil {
		return err
	}
	for _, fact := range facts {
		if document {
			fact = r.in(&fact, id)
		}
		key := likeness{other(fact.From, id), fact.Type, other(fact.To, id)}
		if likenesses[key] == nil {
			likenesses[key] = &Likeness{Type: key.kind, From: graph.Node{ID: key.from}, To: graph.Node{ID: key.to}, A: []Fact{}, B: []Fact{}}
		}
		if first {
			likenesses[key].A = append(likenesses[key].A, fact)
		} else {
			likenesses[key].B = append(likenesses[key].B, fact)
		}
	}
	return nil
}

// other is "" for the compared node and its passages, else the node.
func other(node, compared string) string {
	if whole(node) == compared {
		return ""
	}
	return node
}

// fill divides what was found into what is shared and what is not.
func (c *Comparison) fill(likenesses map[likeness]*Likeness, window Window) {
	var shared, onlyA, onlyB []Likeness
	keys := slices.SortedFunc(maps.Keys(likenesses), func(x, y likeness) int {
		return cmp.Or(
			cmp.Compare(likenesses[y].documents(), likenesses[x].documents()),
			cmp.Compare(x.kind, y.kind), cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	})
	for _, key := range keys {
		found := likenesses[key]
		found.A, found.B = found.A[:min(shownFacts, len(found.A))], found.B[:min(shownFacts, len(found.B))]
		switch {
		case len(found.B) == 0:
			onlyA = append(onlyA, *found)
		case len(found.A) == 0:
			onlyB = append(onlyB, *found)
		default:
			shared = append(shared, *found)
		}
	}
	c.Shared, c.OnlyA, c.OnlyB = page(shared, window), page(onlyA, window), page(onlyB, window)
}

func (l *Likeness) documents() int { return len(attesting(l.A)) + len(attesting(l.B)) }

// name names the nodes that are shown.
func (c *Comparison) name(ctx context.Context, r *reader) error {
	var nodes []*graph.Node
	for _, list := range [][]Likeness{c.Shared.Items, c.OnlyA.Items, c.OnlyB.Items} {
		for i := range list {
			for _, node := range []*graph.Node{&list[i].From, &list[i].To} {
				if node.ID != "" {
					nodes = append(nodes, node)
				}
			}
		}
	}
	return r.name(ctx, nodes...)
}
