package tagger

import "math"

// scores holds a number per label.
type scores [labels]float32

// transitions holds the score of each label (second) behind another (first).
type transitions [labels]scores

// never is the score of what is forbidden.
const never = -1e9

// forbid gives what the scheme does not allow the score never: names that go
// on without having begun and, where other kinds of names are not told apart,
// their labels.
func (t *transitions) forbid(other bool) {
	for from := range t {
		for to := range t[from] {
			if !Label(to).follows(Label(from)) || !other && (to >= int(BeginOther) || from >= int(BeginOther)) {
				t[from][to] = never
			}
		}
	}
}

// exp returns the factors of a transition; what is forbidden has 0.
func (t *transitions) exp() *transitions {
	factors := new(transitions)
	for from := range t {
		for to, score := range t[from] {
			if score > never/2 {
				factors[from][to] = exp(score)
			}
		}
	}
	return factors
}

func exp(x float32) float32 { return float32(math.Exp(float64(x))) }

// lattice holds the paths through a run of words, None before and behind it.
// Its memory is used again.
type lattice struct {
	emit        []scores // scores, and factors after forward
	back        [][labels]Label
	alpha, beta []scores
	scale       []float32 // what alpha was divided by, and at last the end
}

// resize makes room for a number of words.
func (l *lattice) resize(n int) {
	if cap(l.emit) < n {
		l.emit, l.back = make([]scores, 2*n), make([][labels]Label, 2*n)
		l.alpha, l.beta = make([]scores, 2*n), make([]scores, 2*n)
		l.scale = make([]float32, 2*n+1)
	}
	l.emit, l.back, l.alpha, l.beta, l.scale = l.emit[:n], l.back[:n], l.alpha[:n], l.beta[:n], l.scale[:n+1]
}

// best writes the path of the highest score to the labels (Viterbi).
func (l *lattice) best(t *transitions, path []Label) {
	last := len(l.emit) - 1
	var now scores
	for y := range now {
		now[y] = t[None][y] + l.emit[0][y]
	}
	for i := 1; i <= last; i++ {
		var next scores
		for y := range next {
			from, top := None, float32(math.Inf(-1))
			for p := range now {
				if score := now[p] + t[p][y]; score > top {
					from, top = Label(p), score
				}
			}
			next[y] = top + l.emit[i][y]
			l.back[i][y] = from
		}
		now = next
	}
	at, top := None, float32(math.Inf(-1))
	for y := range now {
		if score := now[y] + t[y][None]; score > top {
			at, top = Label(y), score
		}
	}
	for i := last; i > 0; i-- {
		path[i] = at
		at = l.back[i][at]
	}
	path[0] = at
}

// sum runs forward and backward (Rabiner 1989) with factors of transitions; the
// scores become factors. alpha[i][y]·beta[i][y] is then the probability of a
// label.
func (l *lattice) sum(t *transitions) {
	last := len(l.emit) - 1
	for i := range l.emit {
		l.exponentiate(i)
		var total float32
		for y := range labels {
			value := t[None][y]
			if i > 0 {
				value = 0
				for p := range labels {
					value += l.alpha[i-1][p] * t[p][y]
				}
			}
			value *= l.emit[i][y]
			l.alpha[i][y] = value
			total += value
		}
		l.scale[i] = max(total, 1e-30)
		for y := range labels {
			l.alpha[i][y] /= l.scale[i]
		}
	}
	var end float32
	for y := range labels {
		end += l.alpha[last][y] * t[y][None]
	}
	l.scale[last+1] = max(end, 1e-30)
	for y := range labels {
		l.beta[last][y] = t[y][None] / l.scale[last+1]
	}
	for i := last - 1; i >= 0; i-- {
		for p := range labels {
			l.beta[i][p] = l.ahead(t, p, i+1, labels)
		}
	}
}

// exponentiate turns the scores of a word into factors, the highest of them 1.
func (l *lattice) exponentiate(i int) {
	top := l.emit[i][0]
	for _, score := range l.emit[i] {
		top = max(top, score)
	}
	for y, score := range l.emit[i] {
		l.emit[i][y] = exp(max(score-top, -60))
	}
}

// ahead sums what follows a label, over all labels at i but one.
func (l *lattice) ahead(t *transitions, from, i, without int) float32 {
	var total float32
	for y := range labels {
		if y != without {
			total += t[from][y] * l.emit[i][y] * l.beta[i][y]
		}
	}
	return total / l.scale[i]
}

// probability returns how likely the words from a up to b are a name, with
// exactly these borders; begin is its first label. It needs sum.
func (l *lattice) probability(t *transitions, a, b int, begin Label) float64 {
	value := l.alpha[a][begin]
	at := begin
	for i := a + 1; i < b; i++ {
		value *= t[at][begin+1] * l.emit[i][begin+1] / l.scale[i]
		at = begin + 1
	}
	if b == len(l.emit) {
		value *= t[at][None] / l.scale[b]
	} else {
		value *= l.ahead(t, int(at), b, int(begin+1))
	}
	return min(1, float64(value))
}
