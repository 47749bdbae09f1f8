package network

import (
	"context"
	"math/rand/v2"
	"slices"
)

// weighted is an undirected graph with weights in compressed sparse rows. A
// loop is the weight within a node that stands for several.
type weighted struct {
	first   []uint32
	targets []int32
	weights []float64
	loops   []float64
	mass    []float64 // weight of all edges of each node, those of loops twice
	total   float64   // mass of all nodes
}

func newWeighted(first []uint32, targets []int32, weights, loops []float64) *weighted {
	g := &weighted{first: first, targets: targets, weights: weights, loops: loops, mass: make([]float64, len(first)-1)}
	for i := range g.mass {
		for _, weight := range weights[first[i]:first[i+1]] {
			g.mass[i] += weight
		}
		g.mass[i] += 2 * loops[i]
		g.total += g.mass[i]
	}
	return g
}

// leiden finds communities that maximise modularity (Newman and Girvan 2004,
// "Finding and evaluating community structure in networks", with the
// resolution of Reichardt and Bornholdt 2006) by the method of Traag, Waltman
// and van Eck (2019, "From Louvain to Leiden: guaranteeing well-connected
// communities"): nodes move to the community where they add most, each
// community is refined into well-connected parts, the parts become nodes, and
// so on until nothing moves. Where the paper merges parts at random, the part
// that gains most is taken; only the order in which nodes are visited is drawn,
// from the seed.
type leiden struct {
	ctx        context.Context //nolint:containedctx // lives as long as one question
	resolution float64
	random     *rand.Rand
	near       []float64 // weight from the node at hand to each community
	touched    []int32   // communities in near
}

// communities returns the community of each node, numbered from 0 in the
// order of their first nodes.
func communities(ctx context.Context, g *weighted, resolution float64, seed uint64) ([]int32, error) {
	l := &leiden{ctx: ctx, resolution: resolution, random: rand.New(rand.NewPCG(seed, seed)), near: make([]float64, len(g.mass))} //nolint:gosec // must be repeatable
	found, members := make([]int32, len(g.mass)), make([]int32, len(g.mass))                                                      // members: node of g for each of the first graph
	for i := range found {
		found[i], members[i] = int32(i), int32(i)
	}
	for {
		if err := l.move(g, found); err != nil {
			return nil, err
		}
		parts := l.refine(g, found)
		count := renumber(parts)
		if count == len(g.mass) {
			break
		}
		above := make([]int32, count)
		for i, part := range parts {
			above[part] = found[i]
		}
		g = aggregate(g, parts, count)
		for i := range members {
			members[i] = parts[members[i]]
		}
		renumber(above)
		found = above
	}
	for i := range members {
		members[i] = found[members[i]]
	}
	renumber(members)
	return members, nil
}

// renumber gives communities the numbers of their order of appearance.
func renumber(list []int32) (count int) {
	numbers := make(map[int32]int32, len(list))
	for i, old := range list {
		number, known := numbers[old]
		if !known {
			number = int32(len(numbers)) //nolint:gosec // far fewer nodes than that
			numbers[old] = number
		}
		list[i] = number
	}
	return len(numbers)
}

// weigh sums the weights from a node to the communities around it.
func (l *leiden) weigh(g *weighted, node int32, of []int32, among func(int32) bool) {
	for _, c := range l.touched {
		l.near[c] = 0
	}
	l.touched = l.touched[:0]
	for at := g.first[node]; at < g.first[node+1]; at++ {
		to := g.targets[at]
		if among != nil && !among(to) {
			continue
		}
		c := of[to]
		if l.near[c] == 0 {
			l.touched = append(l.touched, c)
		}
		l.near[c] += g.weights[at]
	}
}

// move lets each node go to the community where it adds most, and those around
// it think again, until none wants to.
func (l *leiden) move(g *weighted, found []int32) error {
	mass := make([]float64, len(found)) // of communities
	for i, c := range found {
		mass[c] += g.mass[i]
	}
	waiting := make([]int32, len(found))
	for i := range waiting {
		waiting[i] = int32(i)
	}
	l.random.Shuffle(len(waiting), func(i, j int) { waiting[i], waiting[j] = waiting[j], waiting[i] })
	waits := slices.Repeat([]bool{true}, len(found))
	for steps := 0; len(waiting) > 0; steps++ {
		if steps%4096 == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		node := waiting[0]
		waiting, waits[node] = waiting[1:], false
		own := found[node]
		best := l.best(g, node, found, mass)
		if best == own {
			continue
		}
		mass[own] -= g.mass[node]
		mass[best] += g.mass[node]
		found[node] = best
		for _, to := range g.targets[g.first[node]:g.first[node+1]] {
			if found[to] != best && !waits[to] {
				waiting, waits[to] = append(waiting, to), true
			}
		}
	}
	return nil
}

// least is the least gain in modularity, times the mass, that makes a node
// move: without it, rounding could make nodes move for ever.
const leastGain = 1e-12

// best is the community where a node adds most; of equal ones its own, then
// the first.
func (l *leiden) best(g *weighted, node int32, found []int32, mass []float64) int32 {
	l.weigh(g, node, found, nil)
	share := l.resolution * g.mass[node] / g.total
	own := found[node]
	best, most := own, l.near[own]-share*(mass[own]-g.mass[node])
	for _, c := range l.touched {
		if c == own {
			continue
		}
		gain := l.near[c] - share*mass[c]
		if gain > most+leastGain || gain > most-leastGain && best != own && c < best {
			best, most = c, max(gain, most)
		}
	}
	return best
}

// refine divides each community into parts that hang well together.
func (l *leiden) refine(g *weighted, found []int32) []int32 {
	parts := make([]int32, len(found))
	mass := slices.Clone(g.mass)         // of parts
	whole := make([]float64, len(found)) // of communities
	alone := slices.Repeat([]bool{true}, len(found))
	outward := make([]float64, len(found)) // weight from each part to the rest of its community
	for i, c := range found {
		parts[i] = int32(i)
		whole[c] += g.mass[i]
		for at := g.first[i]; at < g.first[i+1]; at++ {
			if found[g.targets[at]] == c {
				outward[i] += g.weights[at]
			}
		}
	}
	order := make([]int32, len(found))
	for i := range order {
		order[i] = int32(i)
	}
	l.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	connected := func(part int32, c int32) bool {
		return outward[part] >= l.resolution*mass[part]*(whole[c]-mass[part])/g.total
	}
	for _, node := range order {
		c := found[node]
		if !alone[node] || !connected(node, c) {
			continue
		}
		l.weigh(g, node, parts, func(to int32) bool { return found[to] == c })
		best, most := node, 0.0
		for _, part := range l.touched {
			gain := l.near[part] - l.resolution*g.mass[node]*mass[part]/g.total
			if part != node && connected(part, c) && (gain > most+leastGain || gain > most-leastGain && best != node && part < best) {
				best, most = part, max(gain, most)
			}
		}
		if best == node {
			continue
		}
		outward[best] += outward[node] - 2*l.near[best]
		mass[best] += mass[node]
		parts[node], alone[best] = best, false
		mass[node] = 0
	}
	return parts
}

// aggregate makes a node of each part.
func aggregate(g *weighted, parts []int32, count int) *weighted {
	members := make([][]int32, count)
	for i, part := range parts {
		members[part] = append(members[part], int32(i))
	}
	first, targets, weights, loops := make([]uint32, 1, count+1), []int32(nil), []float64(nil), make([]float64, count)
	near, touched := make([]float64, count), []int32(nil)
	for part, list := range members {
		for _, node := range list {
			loops[part] += g.loops[node]
			for at := g.first[node]; at < g.first[node+1]; at++ {
				to := parts[g.targets[at]]
				if int(to) == part {
					loops[part] += g.weights[at] / 2
					continue
				}
				if near[to] == 0 {
					touched = append(touched, to)
				}
				near[to] += g.weights[at]
			}
		}
		slices.Sort(touched)
		for _, to := range touched {
			targets, weights = append(targets, to), append(weights, near[to])
			near[to] = 0
		}
		touched = touched[:0]
		first = append(first, uint32(len(targets))) //nolint:gosec // fewer than 4 billion edges
	}
	return newWeighted(first, targets, weights, loops)
}
