package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/samband/samband/graph"
)

// The bounds of a walk of two hops.
const (
	greatestDepth = 2
	breadth       = 100 // nodes next to the first that are gone on from
	shownMiddles  = 10  // of one neighbour
)

// Direction says which end of a relation an entity is.
type Direction string

// The directions; the zero value is Both.
const (
	Both     Direction = "both"
	Outgoing Direction = "out" // the entity is where the relation begins
	Incoming Direction = "in"
)

// NeighbourOptions narrow what Neighbours answers; the zero value asks for
// everything one stated relation away.
type NeighbourOptions struct {
	Types     []graph.RelationType // only by these; empty is all that documents state
	Kinds     []graph.Kind         // only nodes of these kinds; empty is all
	Direction Direction            // of every hop
	Depth     int                  // 1 or 2 hops away, not nearer; 0 is 1
	Scope     Scope
	Window    Window
}

// Neighbour is a node that relations join to another, with what joins them.
type Neighbour struct {
	Node      graph.Node `json:"node"`
	Documents int        `json:"documents"` // that attest the relations, or both hops over the best nodes between
	Weight    float64    `json:"weight"`    // of two hops, see Neighbours; of one the number of documents
	Relations []Fact     `json:"relations"` // of one hop: all, in the order of Store.Relations
	Through   []Through  `json:"through"`   // of two hops: the best ten nodes between
	Between   int        `json:"between"`   // of two hops: number of nodes between
}

// Through is a node between two others, with the best evidence of each hop.
type Through struct {
	Node   graph.Node `json:"node"`
	Degree int        `json:"degree"` // nodes next to it; the fewer, the more it says
	First  Fact       `json:"first"`
	Second Fact       `json:"second"`
}

// Neighbours returns the nodes around the entity or document with the id. A
// passage counts as its document, and no node as its own neighbour.
//
// Of one hop those come first that the most documents attest, then those with
// more evidence, then by id. Of two hops, which do not show what is one hop
// away, each node between weighs 1/ln(1+degree) (Adamic and Adar 2003,
// "Friends and neighbors on the Web"): a shared report of two authors says
// more than a meeting of sixty. Only the hundred best nodes at one hop are
// gone on from. A node that does not exist has no neighbours.
func Neighbours(ctx context.Context, store graph.Store, id string, options NeighbourOptions) (Page[Neighbour], error) {
	none := Page[Neighbour]{}
	if err := options.validate(); err != nil {
		return none, err
	}
	r := newReader(store)
	near, err := r.near(ctx, id, &options)
	if err != nil {
		return none, fmt.Errorf("neighbours of %s: %w", id, err)
	}
	found := rank(near)
	if options.Depth == greatestDepth {
		if found, err = r.beyond(ctx, id, near, found, &options); err != nil {
			return none, fmt.Errorf("neighbours of %s: %w", id, err)
		}
	}
	if len(options.Kinds) > 0 {
		found = slices.DeleteFunc(found, func(n Neighbour) bool { return !slices.Contains(options.Kinds, n.Node.Kind) })
	}
	wanted := page(found, options.Window)
	return wanted, r.nameNeighbours(ctx, wanted.Items)
}

func (o *NeighbourOptions) validate() error {
	if o.Depth < 0 || o.Depth > greatestDepth {
		return fmt.Errorf("%w: depth %d, not 1 or 2", ErrInvalid, o.Depth)
	}
	if o.Direction == "" {
		o.Direction = Both
	}
	if len(o.Types) == 0 {
		o.Types = stated()
	}
	return o.Scope.Validate()
}

// near reads the facts that join a node to each of those next to it.
func (r *reader) near(ctx context.Context, id string, options *NeighbourOptions) (map[string][]Fact, error) {
	facts, err := r.relations(ctx, &options.Scope, graph.RelationFilter{Node: id, Types: options.Types})
	if err != nil {
		return nil, err
	}
	if kindOf(id) == graph.DocumentNode && slices.Contains(options.Types, graph.Said) {
		said, err := r.relations(ctx, &options.Scope, graph.RelationFilter{Document: id, Types: []graph.RelationType{graph.Said}})
		if err != nil {
			return nil, err
		}
		facts = append(facts, said...)
	}
	near := map[string][]Fact{}
	for _, fact := range facts {
		other, ok := across(&fact, id, options.Direction)
		if ok {
			near[other] = append(near[other], fact)
		}
	}
	return near, nil
}

// across returns the other end of a fact, and whether it leads there.
func across(fact *Fact, id string, direction Direction) (other string, leads bool) {
	from, to := whole(fact.From), whole(fact.To)
	switch {
	case from == to:
		return "", false
	case from == id:
		return to, direction != Incoming
	case to == id:
		return from, direction != Outgoing
	}
	return "", false
}

// whole returns a node, and the document of one that is a passage.
func whole(id string) string {
	if _, entity := graph.KindOf(id); entity {
		return id
	}
	document, _ := graph.DocumentOf(id)
	return document
}

func rank(near map[string][]Fact) []Neighbour {
	evidence := func(n *Neighbour) (count int) {
		for i := range n.Relations {
			count += n.Relations[i].Count
		}
		return count
	}
	ranked := make([]Neighbour, 0, len(near))
	for id, facts := range near {
		documents := len(attesting(facts))
		ranked = append(ranked, Neighbour{
			Node: graph.Node{ID: id, Kind: kindOf(id)}, Documents: documents, Weight: float64(documents),
			Relations: facts, Through: []Through{},
		})
	}
	slices.SortFunc(ranked, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Documents, a.Documents),
			cmp.Compare(evidence(&b), evidence(&a)), cmp.Compare(a.Node.ID, b.Node.ID))
	})
	return ranked
}

// beyond goes one hop on from the best of those near.
func (r *reader) beyond(ctx context.Context, id string, near map[string][]Fact, ranked []Neighbour, options *NeighbourOptions) ([]Neighbour, error) {
	between := map[string][]Through{}
	for _, middle := range ranked[:min(breadth, len(ranked))] {
		far, err := r.near(ctx, middle.Node.ID, options)
		if err != nil {
			return nil, err
		}
		first := best(middle.Relations)
		for other, facts := range far {
			if other != id && near[other] == nil {
				between[other] = append(between[other], Through{Node: middle.Node, Degree: len(far), First: first, Second: best(facts)})
			}
		}
	}
	found := make([]Neighbour, 0, len(between))
	for _, other := range slices.Sorted(maps.Keys(between)) {
		found = append(found, aggregate(other, between[other]))
	}
	slices.SortStableFunc(found, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(b.Documents, a.Documents))
	})
	return found, nil
}

// aggregate weighs all ways to a node and shows the best.
func aggregate(id string, ways []Through) Neighbour {
	slices.SortFunc(ways, func(a, b Through) int {
		return cmp.Or(cmp.Compare(a.Degree, b.Degree),
			cmp.Compare(len(b.First.Documents)+len(b.Second.Documents), len(a.First.Documents)+len(a.Second.Documents)),
			cmp.Compare(a.Node.ID, b.Node.ID))
	})
	neighbour := Neighbour{Node: graph.Node{ID: id, Kind: kindOf(id)}, Relations: []Fact{}, Between: len(ways)}
	for i := range ways {
		neighbour.Weight += 1 / math.Log(1+float64(max(ways[i].Degree, 2)))
	}
	neighbour.Through = ways[:min(shownMiddles, len(ways))]
	var facts []Fact
	for i := range neighbour.Through {
		facts = append(facts, neighbour.Through[i].First, neighbour.Through[i].Second)
	}
	neighbour.Documents = len(attesting(facts))
	return neighbour
}

func (r *reader) nameNeighbours(ctx context.Context, neighbours []Neighbour) error {
	var nodes []*graph.Node
	for i := range neighbours {
		nodes = append(nodes, &neighbours[i].Node)
		for j := range neighbours[i].Through {
			nodes = append(nodes, &neighbours[i].Through[j].Node)
		}
	}
	return r.name(ctx, nodes...)
}
