package tagger

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Example is a sentence to learn from.
type Example struct {
	Words  []string
	Labels []Label
	// Schemes are the annotation schemes whose copies of features the sentence
	// trains: a Convention, or a number of its own for a source that goes its
	// own way.
	Schemes []uint8
	Other   bool    // labels for other kinds of names are told apart
	Weight  float32 // 1 as usual
}

// Options say how a model is learned. The zero value is of no use.
type Options struct {
	Epochs   int
	Average  int     // the model is the mean of those after this many last epochs
	Rate     float32 // of AdaGrad (Duchi et al. 2011)
	Decay    float32 // of weights, at every use
	Dropout  float32 // share of features left out at each step
	Seed     uint64
	Prune    float32 // features whose weights all are nearer to 0 are left out
	Unit     float32 // weights are multiples of it
	Progress func(epoch int, loss float64)
}

// Learn learns a model. The result depends on nothing but the arguments.
func Learn(lexicon *Lexicon, examples []Example, o Options) *Model {
	l := newLearner(lexicon, examples, o)
	order := make([]int, len(l.lessons))
	for i := range order {
		order[i] = i
	}
	for epoch := range o.Epochs {
		l.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var loss float64
		for _, i := range order {
			loss += l.learn(&l.lessons[i])
		}
		if epoch >= o.Epochs-o.Average {
			l.accumulate()
		}
		if o.Progress != nil {
			o.Progress(epoch+1, loss)
		}
	}
	return l.model()
}

// lesson is an example made ready: one run of active words.
type lesson struct {
	features [][]uint32 // by word, indices of weights
	labels   []Label
	example  *Example
}

// weighted is a matrix of weights with what AdaGrad remembers of each.
type weighted struct{ value, square, mean scores }

type learner struct {
	options Options
	random  *rand.Rand
	index   map[uint32]uint32 // feature → index in weights
	weights []weighted
	keys    []uint32 // of the weights
	foreign []bool   // weights of copies for schemes other than the conventions
	steps   map[uint8]*[labels]weighted
	lessons []lesson
	lattice lattice
	kept    []uint32
	keep    uint32 // features are kept when a random number is below
	seen    float32
}

// Every sixth sentence is learned as if no list held its longer names, so that
// the model also learns what they are made of: the lists hold nearly all real
// bodies, and not those of next year.
const unlisted = 6

// allSchemes is the number of the transitions that all schemes share.
const allSchemes = 255

func newLearner(lexicon *Lexicon, examples []Example, o Options) *learner {
	l := &learner{
		options: o,
		random:  rand.New(rand.NewPCG(o.Seed, 1)), //nolint:gosec // to be repeated
		index:   map[uint32]uint32{},
		steps:   map[uint8]*[labels]weighted{allSchemes: {}},
		keep:    uint32((1 - o.Dropout) * (1 << 24)),
	}
	s := newSentence(lexicon)
	for i := range examples {
		for _, scheme := range examples[i].Schemes {
			if l.steps[scheme] == nil {
				l.steps[scheme] = new([labels]weighted)
			}
		}
		s.blind = i%unlisted == 0
		if s.set(examples[i].Words) {
			l.prepare(s, &examples[i])
		}
	}
	return l
}

// prepare makes lessons of the runs of active words in a sentence.
func (l *learner) prepare(s *sentence, e *Example) {
	for from := 0; from < len(e.Words); from++ {
		if !s.active[from] {
			continue
		}
		to := from
		next := lesson{example: e}
		for ; to < len(e.Words) && s.active[to]; to++ {
			next.features = append(next.features, l.features(s, to, e.Schemes))
		}
		next.labels = clip(e.Labels, from, to)
		l.lessons = append(l.lessons, next)
		from = to
	}
}

// clip returns the labels of a run. A name that reaches beyond it is lost to
// the tagger, which is to learn that there is none.
func clip(all []Label, from, to int) []Label {
	part := append([]Label(nil), all[from:to]...)
	for i := 0; i < len(part) && part[i].inside(); i++ {
		part[i] = None
	}
	if to < len(all) && all[to].inside() {
		for i := len(part) - 1; i >= 0 && part[i] != None; i-- {
			begins := part[i].begins()
			part[i] = None
			if begins {
				break
			}
		}
	}
	return part
}

// features returns the indices of a word's features.
func (l *learner) features(s *sentence, i int, schemes []uint8) []uint32 {
	var b bag
	for _, part := range s.roles(i) {
		part.word.append(&b, part.role)
	}
	s.context(&b, i)
	found := make([]uint32, 0, len(b)+len(b)/4)
	for _, feature := range b {
		found = append(found, l.weight(feature, false))
		if feature&shared != 0 {
			continue
		}
		for _, scheme := range schemes {
			found = append(found, l.weight(copyOf(feature, scheme), int(scheme) >= conventions))
		}
	}
	return found
}

// weight returns the index of a feature's weights.
func (l *learner) weight(feature uint32, foreign bool) uint32 {
	at, known := l.index[feature]
	if !known {
		at = uint32(len(l.weights)) //nolint:gosec // some million
		l.index[feature] = at
		l.weights = append(l.weights, weighted{})
		l.keys = append(l.keys, feature)
		l.foreign = append(l.foreign, foreign)
	}
	return at
}

// transitions adds up those of all schemes and of the example's.
func (l *learner) transitions(e *Example) *transitions {
	t := new(transitions)
	l.eachStep(e, func(step *[labels]weighted) {
		for from := range step {
			for to := range labels {
				t[from][to] += step[from].value[to]
			}
		}
	})
	t.forbid(e.Other)
	return t
}

// eachStep calls a function for the matrices of transitions of an example.
func (l *learner) eachStep(e *Example, f func(*[labels]weighted)) {
	f(l.steps[allSchemes])
	for _, scheme := range e.Schemes {
		f(l.steps[scheme])
	}
}

// learn takes a step along the gradient of one lesson's likelihood, and returns
// the loss before it.
func (l *learner) learn(next *lesson) float64 {
	factors := l.transitions(next.example).exp()
	l.lattice.resize(len(next.features))
	features := l.drop(next.features)
	for i, list := range features {
		var total scores
		for _, at := range list {
			value := &l.weights[at].value
			for y := range total {
				total[y] += value[y]
			}
		}
		l.lattice.emit[i] = total
	}
	l.lattice.sum(factors)
	l.learnSteps(next, factors)
	var loss float64
	for i, list := range features {
		gradient, missed := l.gradient(next, i)
		loss += missed
		l.update(list, &gradient)
	}
	return loss * float64(next.example.Weight)
}

// drop returns the features that are kept for this step. The first feature of
// a word always is.
func (l *learner) drop(all [][]uint32) [][]uint32 {
	if l.options.Dropout == 0 {
		return all
	}
	l.kept = l.kept[:0]
	kept := make([][]uint32, len(all))
	for i, list := range all {
		from := len(l.kept)
		for k, at := range list {
			if k == 0 || l.random.Uint32()>>8 < l.keep {
				l.kept = append(l.kept, at)
			}
		}
		kept[i] = l.kept[from:len(l.kept):len(l.kept)]
	}
	return kept
}

// gradient returns the derivative of the log-likelihood by a word's scores,
// and the negative log-likelihood of its label.
func (l *learner) gradient(next *lesson, i int) (gradient scores, loss float64) {
	for y := range gradient {
		probability := l.lattice.alpha[i][y] * l.lattice.beta[i][y]
		if Label(y) == next.labels[i] {
			loss = -math.Log(max(1e-9, float64(probability)))
		}
		gradient[y] = -probability
	}
	gradient[next.labels[i]]++
	for y := range gradient {
		gradient[y] *= next.example.Weight
	}
	return gradient, loss
}

// update changes the weights of features (AdaGrad).
func (l *learner) update(list []uint32, gradient *scores) {
	var size float32
	for _, g := range gradient {
		size = max(size, g, -g)
	}
	if size < 1e-4 {
		return
	}
	for _, at := range list {
		w := &l.weights[at]
		for y := range gradient {
			g := gradient[y] - l.options.Decay*w.value[y]
			w.square[y] += g * g
			w.value[y] += l.options.Rate * g / sqrt(w.square[y]+.01)
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// learnSteps changes the transitions.
func (l *learner) learnSteps(next *lesson, factors *transitions) {
	gradient := l.expected(factors)
	last := None
	for _, label := range append(slices.Clip(next.labels), None) {
		gradient[last][label]++
		last = label
	}
	l.eachStep(next.example, func(step *[labels]weighted) {
		for from := range step {
			for to := range labels {
				g := gradient[from][to] * next.example.Weight
				if g != 0 {
					step[from].square[to] += g * g
					step[from].value[to] += l.options.Rate * g / sqrt(step[from].square[to]+1)
				}
			}
		}
	})
}

// expected returns how often the model expects each transition, negative.
func (l *learner) expected(factors *transitions) *transitions {
	counts, n := new(transitions), len(l.lattice.emit)
	for y := range labels {
		counts[None][y] -= l.lattice.alpha[0][y] * l.lattice.beta[0][y]
		counts[y][None] -= l.lattice.alpha[n-1][y] * l.lattice.beta[n-1][y]
	}
	for i := 1; i < n; i++ {
		for from := range labels {
			alpha := l.lattice.alpha[i-1][from]
			if alpha == 0 {
				continue
			}
			for to := range labels {
				counts[from][to] -= alpha * factors[from][to] * l.lattice.emit[i][to] * l.lattice.beta[i][to] / l.lattice.scale[i]
			}
		}
	}
	return counts
}

// accumulate adds the weights to their means.
func (l *learner) accumulate() {
	l.seen++
	add := func(w *weighted) {
		for y := range w.value {
			w.mean[y] += (w.value[y] - w.mean[y]) / l.seen
		}
	}
	for i := range l.weights {
		add(&l.weights[i])
	}
	for _, step := range l.steps {
		for from := range step {
			add(&step[from])
		}
	}
}

// model rounds the mean weights and leaves out what is near 0.
func (l *learner) model() *Model {
	kept := map[uint32]row{}
	for i := range l.weights {
		if l.foreign[i] {
			continue
		}
		var size float32
		var rounded row
		for y, value := range l.weights[i].mean {
			size = max(size, value, -value)
			rounded[y] = int8(max(-127, min(127, math.Round(float64(value/l.options.Unit)))))
		}
		if size >= l.options.Prune && rounded != (row{}) {
			kept[l.keys[i]] = rounded
		}
	}
	var steps [conventions]transitions
	for c := range steps {
		for from := range labels {
			for to := range labels {
				steps[c][from][to] = l.steps[allSchemes][from].mean[to]
				if own := l.steps[uint8(c)]; own != nil {
					steps[c][from][to] += own[from].mean[to]
				}
			}
		}
	}
	return newModel(l.options.Unit, steps, kept)
}
