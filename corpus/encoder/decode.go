package encoder

import "math"

// forbidden is what a label costs that may not stand where it stands.
const forbidden = 1e4

// decode returns the best labels of a sentence in which each follows another
// that it may follow. Of equal ways the one with the lower labels wins. It adds
// the preference for O to scores.
func (h *head) decode(scores [][]float64, outside float64) []int {
	labels := make([]int, len(scores))
	if len(scores) == 0 {
		return labels
	}
	n := len(h.labels)
	best, next := make([]float64, n), make([]float64, n)
	back := make([]int, len(scores)*n)
	for w, row := range scores {
		row[0] += h.outside + outside
		for j := range n {
			if w == 0 {
				next[j] = row[j] - h.cost(0, j)
				continue
			}
			from, top := 0, math.Inf(-1)
			for i := range n {
				if v := best[i] - h.cost(i, j); v > top {
					from, top = i, v
				}
			}
			back[w*n+j], next[j] = from, top+row[j]
		}
		best, next = next, best
	}
	last := 0
	for j, v := range best {
		if v > best[last] {
			last = j
		}
	}
	for w := len(scores) - 1; w >= 0; w-- {
		labels[w] = last
		last = back[w*n+last]
	}
	return labels
}

func (h *head) cost(before, label int) float64 {
	if h.follows[label][before] {
		return 0
	}
	return forbidden
}

// names decodes a sentence and gathers its spans: a B and the I behind it.
func (h *head) names(scores [][]float64, outside float64) []Name {
	var names []Name
	for w, label := range h.decode(scores, outside) {
		if label == 0 {
			continue
		}
		normalise(scores[w])
		probability := math.Exp(scores[w][label])
		if h.labels[label][0] == 'B' || len(names) == 0 || names[len(names)-1].To != w {
			names = append(names, Name{From: w, To: w + 1, Label: h.labels[label][2:], Score: probability})
			continue
		}
		name := &names[len(names)-1]
		name.To, name.Score = w+1, min(name.Score, probability)
	}
	return names
}
