package network

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// The bounds of GroupOptions where they are 0.
const (
	defaultGroups   = 20
	greatestGroups  = 1000
	defaultLeast    = 3
	defaultMembers  = 10
	greatestMembers = 1000
	defaultTies     = 3
	greatestTies    = 100
	groupConcepts   = 5
	nameConcepts    = 3
)

// GroupOptions narrow a search for groups; the zero value asks for the twenty
// largest groups of all that documents state.
type GroupOptions struct {
	Filter
	Limit      int     // groups wanted, at most 1000; 0 is 20
	Least      int     // nodes a group has at least; 0 is 3
	Members    int     // shown of each, at most 1000; 0 is 10
	Ties       int     // ties shown of each, at most 100; 0 is 3, less is none
	Resolution float64 // above 1 more and smaller groups, below fewer and larger; 0 is 1
	Seed       uint64  // of the order in which nodes are visited
}

// Group is a community: nodes that have more to do with each other than with
// others.
type Group struct {
	Name      string       `json:"name"`      // its foremost concepts, else members
	Size      int          `json:"size"`      // nodes, documents among them
	Documents int          `json:"documents"` // of the nodes
	Concepts  []graph.Node `json:"concepts"`  // that set it apart, the foremost first, at most five
	Members   []Member     `json:"members"`   // entities that belong to it most, first
	Ties      []Hop        `json:"ties"`      // the strongest within it of each of the foremost members, with their evidence
}

// Member is an entity in a group.
type Member struct {
	Node     graph.Node `json:"node"`
	Strength float64    `json:"strength"` // of all its ties within the group

	number int32 // in the part
}

// Groups finds communities, see leiden for the method. Equal graphs, options
// and seeds give equal groups: the largest first, equal ones in the order of
// their first ids. It returns also how many groups there are of the least size.
func (s *Snapshot) Groups(ctx context.Context, options GroupOptions) (groups []Group, total int, err error) {
	p := s.part(&options.Filter)
	if len(p.numbers) == 0 {
		return nil, 0, ctx.Err()
	}
	resolution := options.Resolution
	if resolution <= 0 {
		resolution = 1
	}
	g := newWeighted(p.first, p.targets, p.weights, make([]float64, len(p.numbers)))
	of, err := communities(ctx, g, resolution, options.Seed)
	if err != nil {
		return nil, 0, err
	}
	all := gathered(of, bounded(options.Least, defaultLeast, math.MaxInt))
	for _, members := range all[:min(len(all), bounded(options.Limit, defaultGroups, greatestGroups))] {
		group, err := p.group(ctx, members, of, &options)
		if err != nil {
			return nil, 0, err
		}
		groups = append(groups, group)
	}
	return groups, len(all), nil
}

// gathered lists the members of each community of at least so many, the
// largest first.
func gathered(of []int32, least int) [][]int32 {
	var all [][]int32
	for i, c := range of {
		for int(c) >= len(all) {
			all = append(all, nil)
		}
		all[c] = append(all[c], int32(i))
	}
	all = slices.DeleteFunc(all, func(members []int32) bool { return len(members) < least })
	slices.SortStableFunc(all, func(a, b []int32) int { return cmp.Compare(len(b), len(a)) })
	return all
}

func (p *part) seen(i int32) graph.Node { return p.nodes[p.numbers[i]].seen() }

func (p *part) group(ctx context.Context, members, of []int32, options *GroupOptions) (Group, error) {
	group := Group{Size: len(members), Concepts: p.concepts(members), Members: []Member{}, Ties: []Hop{}}
	for _, i := range members {
		node := p.seen(i)
		if node.Kind == graph.DocumentNode {
			group.Documents++
			continue
		}
		strength := 0.0
		for at := p.first[i]; at < p.first[i+1]; at++ {
			if of[p.targets[at]] == of[i] {
				strength += p.weights[at]
			}
		}
		group.Members = append(group.Members, Member{node, strength, i})
	}
	slices.SortFunc(group.Members, func(a, b Member) int {
		return cmp.Or(cmp.Compare(b.Strength, a.Strength), cmp.Compare(a.Node.ID, b.Node.ID))
	})
	group.Members = group.Members[:min(len(group.Members), bounded(options.Members, defaultMembers, greatestMembers))]
	group.Name = group.name()
	if options.Ties < 0 {
		return group, nil
	}
	var err error
	group.Ties, err = p.strongest(ctx, group.Members, of, bounded(options.Ties, defaultTies, greatestTies), options)
	return group, err
}

// name names a group after its concepts, or where it has none its members.
func (g *Group) name() string {
	var names []string
	for _, concept := range g.Concepts {
		names = append(names, concept.Name)
	}
	for _, member := range g.Members {
		if len(g.Concepts) == 0 {
			names = append(names, member.Node.Name)
		}
	}
	return strings.Join(names[:min(len(names), nameConcepts)], ", ")
}

// concepts are those that set the nodes apart: a concept that m of the n nodes
// are or have to do with, and M of all N, scores m·ln((m/n)/(M/N)), its part in
// the divergence of Kullback and Leibler (1951, "On Information and
// Sufficiency").
func (p *part) concepts(members []int32) []graph.Node {
	kind := kindNumber(graph.Concept)
	counts := map[int32]int{}
	for _, i := range members {
		n := p.numbers[i]
		if p.kinds[n] == kind {
			counts[n]++
		}
		for to := range p.neighbours(n, ^kindSet(0)) {
			if p.kinds[to] == kind {
				counts[to]++
			}
		}
	}
	type scored struct {
		node  int32
		score float64
	}
	var list []scored
	for n, count := range counts {
		everywhere := float64(p.degree(n, ^kindSet(0)) + 1)
		score := float64(count) * math.Log(float64(count)/float64(len(members))*float64(len(p.order))/everywhere)
		if count > 1 && score > 0 {
			list = append(list, scored{n, score})
		}
	}
	slices.SortFunc(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(p.rank[a.node], p.rank[b.node]))
	})
	concepts := []graph.Node{}
	for _, c := range list[:min(len(list), groupConcepts)] {
		concepts = append(concepts, p.nodes[c.node].seen())
	}
	return concepts
}

// strongest attests of each of the foremost members the heaviest edge within
// the group that none before it has.
func (p *part) strongest(ctx context.Context, members []Member, of []int32, limit int, options *GroupOptions) ([]Hop, error) {
	hops, shown := []Hop{}, map[[2]int32]bool{}
	types := wantedTypes(options.Types, options.AvoidTypes)
	for _, member := range members {
		to := p.heaviest(member.number, of, shown)
		if to < 0 {
			continue
		}
		shown[[2]int32{min(member.number, to), max(member.number, to)}] = true
		hop := Hop{From: member.Node, To: p.seen(to)}
		var err error
		if hop.Relations, err = p.relations(ctx, hop.From, hop.To, types, &options.Documents); err != nil {
			return nil, err
		}
		if len(hop.Relations) > 0 {
			hops = append(hops, hop)
		}
		if len(hops) == limit {
			break
		}
	}
	return hops, nil
}

// heaviest is the neighbour within its group to which a node has the heaviest
// edge that is not shown yet, -1 for none.
func (p *part) heaviest(i int32, of []int32, shown map[[2]int32]bool) int32 {
	best, most := int32(-1), 0.0
	for at := p.first[i]; at < p.first[i+1]; at++ {
		to := p.targets[at]
		if of[to] == of[i] && p.weights[at] > most && !shown[[2]int32{min(i, to), max(i, to)}] {
			best, most = to, p.weights[at]
		}
	}
	return best
}
