package tagger

import (
	"bytes"
	"context"
	_ "embed" // the model
	"runtime"
)

//go:embed data/lexicon.bin.gz
var lexiconData []byte

//go:embed data/model.bin.gz
var modelData []byte

// CRF is the linear-chain conditional random field (Lafferty et al. 2001). It
// is safe for concurrent use.
type CRF struct {
	lexicon *Lexicon
	model   *Model
	steps   [conventions]transitions // with what is forbidden
	factors [conventions]*transitions
	free    chan *worker // idle workers, with their warm caches
}

var _ Tagger = (*CRF)(nil)

// NewCRF loads the embedded model, in about 60 ms and 20 MB. It fails only when
// the model is damaged.
func NewCRF() (*CRF, error) {
	lexicon, err := ReadLexicon(bytes.NewReader(lexiconData))
	if err != nil {
		return nil, err
	}
	model, err := ReadModel(bytes.NewReader(modelData))
	if err != nil {
		return nil, err
	}
	return Assemble(lexicon, model), nil
}

// Assemble makes a tagger of a lexicon and a model that was trained with it.
func Assemble(lexicon *Lexicon, model *Model) *CRF {
	c := &CRF{lexicon: lexicon, model: model, free: make(chan *worker, runtime.GOMAXPROCS(0))}
	for convention := range c.steps {
		c.steps[convention] = model.steps[convention]
		c.steps[convention].forbid(Convention(convention) == News)
		c.factors[convention] = c.steps[convention].exp()
	}
	return c
}

// Tag names what stands in sentences. The score of a span is its marginal
// probability: how likely exactly these words are a name of this kind.
//
// Sentences without a word that can open a name cost little: see
// sentence.activate.
func (c *CRF) Tag(ctx context.Context, convention Convention, sentences [][]string) ([][]Span, error) {
	w := c.worker()
	defer c.release(w)
	found := make([][]Span, len(sentences))
	for i, words := range sentences {
		if i&63 == 0 && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		found[i] = w.tag(convention, words)
	}
	return found, nil
}

// worker returns an idle worker or a new one.
func (c *CRF) worker() *worker {
	select {
	case w := <-c.free:
		return w
	default:
		return &worker{crf: c, sentence: newSentence(c.lexicon)}
	}
}

// release keeps a worker, unless enough wait.
func (c *CRF) release(w *worker) {
	select {
	case c.free <- w:
	default:
	}
}

// worker tags one sentence after another, with memory of its own.
type worker struct {
	crf      *CRF
	sentence *sentence
	lattice  lattice
	features bag
	path     []Label
	spans    []Span
}

// tag returns the spans of a sentence.
func (w *worker) tag(c Convention, words []string) []Span {
	w.spans = w.spans[:0]
	w.eachRun(c, words, func(from, to int) { w.run(c, from, to) })
	if len(w.spans) == 0 {
		return nil
	}
	return append([]Span(nil), w.spans...)
}

// eachRun calls a function for the runs of active words of a sentence, the
// scores of their labels in the lattice.
func (w *worker) eachRun(c Convention, words []string, use func(from, to int)) {
	if c > News || !w.sentence.set(words) {
		return
	}
	for from := 0; from < len(words); {
		if !w.sentence.active[from] {
			from++
			continue
		}
		to := from + 1
		for to < len(words) && w.sentence.active[to] {
			to++
		}
		w.lattice.resize(to - from)
		for i := from; i < to; i++ {
			w.score(&w.lattice.emit[i-from], i, c)
		}
		use(from, to)
		from = to
	}
}

// marginals returns the probability of each label of each word (Rabiner 1989).
func (w *worker) marginals(c Convention, words []string) []scores {
	found := make([]scores, len(words))
	for i := range found {
		found[i][None] = 1
	}
	w.eachRun(c, words, func(from, to int) {
		w.lattice.sum(w.crf.factors[c])
		for i := from; i < to; i++ {
			for y := range labels {
				found[i][y] = w.lattice.alpha[i-from][y] * w.lattice.beta[i-from][y]
			}
		}
	})
	return found
}

// run finds the names among the active words from one up to another.
func (w *worker) run(c Convention, from, to int) {
	if cap(w.path) < to-from {
		w.path = make([]Label, 2*(to-from))
	}
	path := w.path[:to-from]
	w.lattice.best(&w.crf.steps[c], path)
	summed := false
	for a := 0; a < len(path); {
		b := a + 1
		if !path[a].begins() {
			a = b
			continue
		}
		for b < len(path) && path[b] == path[a]+1 {
			b++
		}
		if kind := path[a].kind(); kind != "" {
			if !summed {
				w.lattice.sum(w.crf.factors[c])
				summed = true
			}
			score := w.lattice.probability(w.crf.factors[c], a, b, path[a])
			w.spans = append(w.spans, Span{From: from + a, To: from + b, Kind: kind, Score: score})
		}
		a = b
	}
}

// score computes the scores of a word's labels.
func (w *worker) score(dst *scores, i int, c Convention) {
	m, s := w.crf.model, w.sentence
	var total sum16
	for _, part := range s.roles(i) {
		sum := m.of(part.word, part.role, c, &w.features)
		for y := range total {
			total[y] += sum[y]
		}
	}
	w.features = w.features[:0]
	s.context(&w.features, i)
	m.add(&total, w.features, c)
	for y := range dst {
		dst[y] = float32(total[y]) * m.unit
	}
}

// part is a word in a role.
type part struct {
	word *word
	role role
}

// roles returns the words that give features to the word at i.
func (s *sentence) roles(i int) [5]part {
	w := s.words[i]
	rank := role(w.class.rank()) //nolint:gosec // below ranks
	return [5]part{
		{w, self + role(s.first(i))}, //nolint:gosec // 0 or 1
		{s.at(i - 1), before + rank},
		{s.at(i + 1), after + rank},
		{s.at(i - 2), before2},
		{s.at(i + 2), after2},
	}
}
