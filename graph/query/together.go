package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// The bounds of what Together and Compare take and show.
const (
	maxTogether = 10
	shownFacts  = 20 // of one entity in one document
	shownPlaces = 20 // in one document
)

// TogetherOptions narrow what Together answers; the zero value asks for all.
type TogetherOptions struct {
	Scope  Scope
	Window Window
}

// Shared is a document in which several entities have a part.
type Shared struct {
	Document Source  `json:"document"`
	Meeting  bool    `json:"meeting"` // whether all of them attended or spoke
	Parts    []Part  `json:"parts"`   // one for each entity, in the order asked
	Between  []Fact  `json:"between"` // from one of them to another, up to twenty
	Places   []Place `json:"places"`  // passages that all of them speak or are mentioned in, up to twenty
}

// Part is what a document says of one entity.
type Part struct {
	Node  graph.Node `json:"node"`
	Facts []Fact     `json:"facts"` // up to twenty; mere mention last, never empty
}

// Together returns the documents in which all of the two to ten entities have
// a part: first the meetings that they attended or spoke at together, then the
// others, each the newest first. An absent member has no part in a meeting. It
// returns ErrNotFound, wrapped, for an entity that is not there.
func Together(ctx context.Context, store graph.Store, ids []string, options TogetherOptions) (Page[Shared], error) {
	none := Page[Shared]{}
	if len(ids) < 2 || len(ids) > maxTogether {
		return none, fmt.Errorf("%w: %d entities, not 2 to %d", ErrInvalid, len(ids), maxTogether)
	}
	if err := options.Scope.Validate(); err != nil {
		return none, err
	}
	r := newReader(store)
	parts := make([]map[string][]Fact, len(ids))
	nodes := make([]graph.Node, len(ids))
	for i, id := range ids {
		entity, err := graph.EntityByID(ctx, store, id)
		if err != nil {
			return none, err
		}
		nodes[i] = graph.Node{ID: id, Kind: entity.Kind, Name: entity.Name}
		if parts[i], err = r.byDocument(ctx, &options.Scope, id); err != nil {
			return none, fmt.Errorf("documents of %s: %w", id, err)
		}
	}
	wanted := page(r.shared(nodes, parts), options.Window)
	for i := range wanted.Items {
		if err := r.places(ctx, &wanted.Items[i]); err != nil {
			return none, fmt.Errorf("passages of %s: %w", wanted.Items[i].Document.ID, err)
		}
	}
	return wanted, nil
}

// byDocument sorts the facts of an entity by the documents that state them.
func (r *reader) byDocument(ctx context.Context, scope *Scope, id string) (map[string][]Fact, error) {
	facts, err := r.relations(ctx, scope, graph.RelationFilter{Node: id})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(facts, func(a, b Fact) int { return cmp.Compare(precedence(a.Type), precedence(b.Type)) })
	byDocument := map[string][]Fact{}
	for i := range facts {
		if isAbsence(&facts[i]) {
			continue
		}
		for _, part := range r.separate(&facts[i]) {
			byDocument[part.Documents[0]] = append(byDocument[part.Documents[0]], part)
		}
	}
	return byDocument, nil
}

func isAbsence(fact *Fact) bool {
	return fact.Type == graph.Attended && fact.Attributes["as"] == string(corpus.AttendedAbsent)
}

// shared intersects the documents of the nodes.
func (r *reader) shared(nodes []graph.Node, parts []map[string][]Fact) []Shared {
	all := []Shared{}
	for id := range parts[0] {
		document := r.known[id]
		shared := Shared{Document: sourceOf(&document), Meeting: true, Between: []Fact{}, Places: []Place{}}
		for i := range nodes {
			facts := parts[i][id]
			shared.Meeting = shared.Meeting && slices.ContainsFunc(facts, present)
			if len(facts) > 0 {
				shared.Parts = append(shared.Parts, Part{Node: nodes[i], Facts: facts})
			}
		}
		if len(shared.Parts) == len(nodes) {
			shared.between()
			all = append(all, shared)
		}
	}
	slices.SortFunc(all, func(a, b Shared) int {
		if a.Meeting != b.Meeting {
			if a.Meeting {
				return -1
			}
			return 1
		}
		return newest(&a.Document, &b.Document)
	})
	return all
}

// present reports whether a fact tells of taking part.
func present(fact Fact) bool {
	return fact.Type == graph.Attended || fact.Type == graph.SpeaksIn
}

// between finds the facts that join the nodes.
func (s *Shared) between() {
	for i := range s.Parts {
		for _, fact := range s.Parts[i].Facts {
			joins := fact.From == s.Parts[i].Node.ID && fact.To != fact.From &&
				slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Node.ID == fact.To })
			if joins && len(s.Between) < shownFacts {
				s.Between = append(s.Between, fact)
			}
		}
	}
}

// places finds the passages that all nodes have a part in, and then bounds
// what is shown of each node.
func (r *reader) places(ctx context.Context, shared *Shared) error {
	passages, err := r.read(ctx, shared.Document.ID)
	if err != nil {
		return err
	}
	for i := range passages {
		if len(shared.Places) == shownPlaces {
			break
		}
		if !slices.ContainsFunc(shared.Parts, func(p Part) bool { return !p.in(&passages[i]) }) {
			shared.Places = append(shared.Places, placeOf(&passages[i]))
		}
	}
	for i := range shared.Parts {
		shared.Parts[i].Facts = shared.Parts[i].shown(shared.Meeting)
	}
	return nil
}

// in reports whether the node speaks the passage or is mentioned in it.
func (p *Part) in(passage *corpus.Passage) bool {
	if passage.Speaker == p.Node.ID {
		return true
	}
	for i := range p.Facts {
		if kind := p.Facts[i].Type; kind != graph.MentionedIn && kind != graph.Said {
			continue
		}
		for j := range p.Facts[i].Evidence {
			if passage.Overlaps(p.Facts[i].Evidence[j].Span) {
				return true
			}
		}
	}
	return false
}

// shown keeps the first facts, at a meeting those of taking part before the
// others, and mere mention only where there is no other.
func (p *Part) shown(meeting bool) []Fact {
	facts := slices.DeleteFunc(slices.Clone(p.Facts), func(f Fact) bool { return f.Type == graph.MentionedIn })
	if len(facts) == 0 {
		facts = slices.Clone(p.Facts)
	}
	if meeting {
		first := slices.IndexFunc(facts, present)
		taken := facts[first]
		copy(facts[1:first+1], facts[:first])
		facts[0] = taken
	}
	return facts[:min(shownFacts, len(facts))]
}
