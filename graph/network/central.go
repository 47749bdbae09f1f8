package network

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/samband/samband/graph"
)

// Measure is a way to say how central a node is.
type Measure string

// The measures of centrality.
const (
	PageRank    Measure = "pagerank"
	Degree      Measure = "degree"
	Betweenness Measure = "betweenness"
)

// Measures lists all measures.
func Measures() []Measure { return []Measure{PageRank, Degree, Betweenness} }

// The bounds of CentralOptions where they are 0, and of the computation.
const (
	defaultCentral  = 20
	greatestCentral = 1000
	defaultSamples  = 64
	greatestSamples = 4096
	damping         = .85
	rankRounds      = 100
	rankTolerance   = 1e-9
)

// CentralOptions narrow a search for central nodes; the zero value asks for
// the twenty people and organisations of the greatest PageRank.
type CentralOptions struct {
	Filter
	Ranked  []graph.Kind // kinds of node to list; empty is Person and Organisation
	By      Measure      // that orders the list; "" is PageRank
	Limit   int          // nodes wanted, at most 1000; 0 is 20
	Samples int          // nodes from which Betweenness is estimated, at most 4096; 0 is 64
	Seed    uint64       // of the draw of samples
}

// Central is a node with how central it is in the part of the graph that the
// filter selects.
type Central struct {
	Node        graph.Node `json:"node"`
	Degree      int        `json:"degree"`      // neighbours
	PageRank    float64    `json:"pagerank"`    // of all nodes together 1
	Betweenness float64    `json:"betweenness"` // share of the shortest ways between others that lead through it; an estimate
}

// Central returns the most central nodes, the first first, equal ones in order
// of id. PageRank (Brin and Page 1998, "The Anatomy of a Large-Scale
// Hypertextual Web Search Engine") goes by the weights of edges, see part;
// betweenness (Freeman 1977) counts hops, by the method of Brandes (2001, "A
// Faster Algorithm for Betweenness Centrality") from a sample of nodes (Brandes
// et al. 2007, "Centrality Estimation in Large Networks"). Documents and
// other nodes between the ranked ones count as what they are: nodes.
func (s *Snapshot) Central(ctx context.Context, options CentralOptions) ([]Central, error) {
	if options.By == "" {
		options.By = PageRank
	}
	if !slices.Contains(Measures(), options.By) {
		return nil, fmt.Errorf("measure %q is not known", options.By)
	}
	ranked := options.Ranked
	if len(ranked) == 0 {
		ranked = []graph.Kind{graph.Person, graph.Organisation}
	}
	p := s.part(&options.Filter)
	ranks, err := p.pageRank(ctx)
	if err != nil {
		return nil, err
	}
	between, err := p.betweenness(ctx, bounded(options.Samples, defaultSamples, greatestSamples), options.Seed)
	if err != nil {
		return nil, err
	}
	var list []Central
	for i := range p.numbers {
		node := p.seen(int32(i))
		if slices.Contains(ranked, node.Kind) {
			list = append(list, Central{node, p.width(int32(i)), ranks[i], between[i]})
		}
	}
	slices.SortStableFunc(list, func(a, b Central) int { return cmp.Compare(b.by(options.By), a.by(options.By)) })
	return list[:min(len(list), bounded(options.Limit, defaultCentral, greatestCentral))], nil
}

func (c *Central) by(measure Measure) float64 {
	switch measure {
	case Degree:
		return float64(c.Degree)
	case Betweenness:
		return c.Betweenness
	case PageRank:
	}
	return c.PageRank
}

// pageRank goes from rank to rank until they stay.
func (p *part) pageRank(ctx context.Context) ([]float64, error) {
	n := len(p.numbers)
	ranks, mass := make([]float64, n), make([]float64, n)
	for i := range ranks {
		ranks[i] = 1 / float64(n)
		for _, weight := range p.weights[p.first[i]:p.first[i+1]] {
			mass[i] += weight
		}
	}
	for range rankRounds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		next, moved := make([]float64, n), 0.0
		for i := range next {
			sum := 0.0
			for at := p.first[i]; at < p.first[i+1]; at++ {
				to := p.targets[at] // the edge is as heavy in the other direction
				sum += ranks[to] * p.weights[at] / mass[to]
			}
			next[i] = (1-damping)/float64(n) + damping*sum
			moved += math.Abs(next[i] - ranks[i])
		}
		ranks = next
		if moved < rankTolerance {
			break
		}
	}
	return ranks, nil
}

// betweenness sums from each of the sampled nodes what the nodes on the
// shortest ways from it depend on.
func (p *part) betweenness(ctx context.Context, samples int, seed uint64) ([]float64, error) {
	n := len(p.numbers)
	sums := make([]float64, n)
	pivots := rand.New(rand.NewPCG(seed, seed)).Perm(n) //nolint:gosec // must be repeatable
	pivots = pivots[:min(n, samples)]
	b := &brandes{part: p, distance: make([]int32, n), ways: make([]float64, n), share: make([]float64, n)}
	for _, pivot := range pivots {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b.from(int32(pivot), sums) //nolint:gosec // far fewer nodes than that
	}
	if n > 2 {
		scale := float64(n) / float64(len(pivots)) / (float64(n-1) * float64(n-2))
		for i := range sums {
			sums[i] *= scale
		}
	}
	return sums, nil
}

// brandes is one search after the other for shortest ways.
type brandes struct {
	*part
	order       []int32 // nodes as they were reached
	distance    []int32
	ways, share []float64 // number of shortest ways to each node, and how many depend on it
}

func (b *brandes) from(source int32, sums []float64) {
	for i := range b.distance {
		b.distance[i], b.ways[i], b.share[i] = -1, 0, 0
	}
	b.order = append(b.order[:0], source)
	b.distance[source], b.ways[source] = 0, 1
	for at := 0; at < len(b.order); at++ {
		node := b.order[at]
		for _, to := range b.targets[b.first[node]:b.first[node+1]] {
			if b.distance[to] < 0 {
				b.distance[to] = b.distance[node] + 1
				b.order = append(b.order, to)
			}
			if b.distance[to] == b.distance[node]+1 {
				b.ways[to] += b.ways[node]
			}
		}
	}
	for _, node := range slices.Backward(b.order[1:]) {
		for _, to := range b.targets[b.first[node]:b.first[node+1]] {
			if b.distance[to] == b.distance[node]-1 {
				b.share[to] += b.ways[to] / b.ways[node] * (1 + b.share[node])
			}
		}
		sums[node] += b.share[node]
	}
}
