package encoder

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// Head is an annotation convention that names follow.
type Head uint8

// Heads.
const (
	Universal Head = iota // UniversalNER: PER, LOC, ORG; countries and towns are LOC
	News                  // Webbnyheter 2012: PER, LOC, ORG, MISC
)

// String returns the head's letter in the model file.
func (h Head) String() string {
	if h == News {
		return "K"
	}
	return "U"
}

// Name is a name in a sentence: words From up to, but not including, To.
type Name struct {
	From, To int
	Label    string  // PER, LOC, ORG or MISC
	Score    float64 // the least probability among its words that the word has just this label; 0 to 1
}

// namer is the base with the adapter for names.
type namer struct {
	*base
	layers        []*layer
	heads         [2]*head // by Head
	maxWordPieces int
	longAfter     int
}

// head turns the state of a word's first piece into scores of labels.
type head struct {
	labels  []string  // "O" first, then B- and I- of each kind
	outside float64   // what the file adds to the score of O
	weights []float32 // [hidden, labels]
	bias    []float32 // by label
	follows [][]bool  // [label][label before]: whether it may
}

func (m *Model) newNamer(file []byte) (*namer, error) {
	b, err := m.base()
	if err != nil {
		return nil, err
	}
	adapter, layers, err := b.adapted(file, "ner")
	if err != nil {
		return nil, err
	}
	settings := adapter.header.Names
	n := &namer{base: b, layers: layers, maxWordPieces: settings.MaxWordPieces, longAfter: settings.LongAfter}
	if n.maxWordPieces < 1 || n.maxWordPieces > b.header.MaxTokens {
		return nil, malformed("ner adapter: words of %d pieces", n.maxWordPieces)
	}
	for _, h := range []Head{Universal, News} {
		if n.heads[h], err = newHead(adapter, h.String(), b.header.Hidden); err != nil {
			return nil, fmt.Errorf("ner adapter: head %s: %w", h, err)
		}
	}
	return n, nil
}

func newHead(adapter *container, name string, hidden int) (*head, error) {
	var settings map[string]struct {
		Labels  []string `json:"labels"`
		Outside float64  `json:"o_bias"`
	}
	if err := json.Unmarshal(adapter.header.Heads, &settings); err != nil {
		return nil, malformed("%v", err)
	}
	h := &head{labels: settings[name].Labels, outside: settings[name].Outside}
	if len(h.labels) == 0 || len(h.labels) > 64 || h.labels[0] != "O" {
		return nil, malformed("labels %q", h.labels)
	}
	weights, err := adapter.get("head."+name+".w", []int{len(h.labels), hidden}, "f32", "f16")
	if err != nil {
		return nil, err
	}
	bias, err := adapter.get("head."+name+".b", []int{len(h.labels)}, "f32", "f16")
	if err != nil {
		return nil, err
	}
	var okWeights, okBias bool
	h.weights, okWeights = weights.floats()
	h.weights = transposed(h.weights, len(h.labels), hidden)
	h.bias, okBias = bias.floats()
	if !okWeights || !okBias {
		return nil, malformed("a value is not finite")
	}
	return h, h.constrain()
}

// constrain notes which label may follow which: I-X only B-X and I-X.
func (h *head) constrain() error {
	for _, label := range h.labels {
		part, kind, named := strings.Cut(label, "-")
		if label != "O" && (!named || kind == "" || part != "B" && part != "I") {
			return malformed("label %q", label)
		}
		may := make([]bool, len(h.labels))
		for i, before := range h.labels {
			may[i] = part != "I" || before == "B-"+kind || before == label
		}
		h.follows = append(h.follows, may)
	}
	return nil
}

// Names returns the names of each sentence, ascending and disjoint, as the
// head's convention has them. A sentence is its words: marks are words of their
// own, and hyphenated words, abbreviations with their stops and numbers are
// one. The model was trained on sentences of at most 100 words; of longer ones
// give it parts. Outside is added to the log-probability that a word is part of
// no name: 0 takes the model as it is, more gives fewer and surer names, and 1
// is a useful most. Names stops soon after ctx is done with its error.
func (m *Model) Names(ctx context.Context, convention Head, outside float64, sentences [][]string) ([][]Name, error) {
	return m.NamesGiven(ctx, convention, outside, sentences, nil)
}

// Evidence is what else is known of a word: how much to add to the
// log-probability that it has a label (O, or B- and I- of a kind).
type Evidence func(sentence, word int, label string) float64

// NamesGiven is Names with more evidence, none where it is nil. Scores are
// probabilities given all of it.
func (m *Model) NamesGiven(ctx context.Context, convention Head, outside float64, sentences [][]string, more Evidence) ([][]Name, error) {
	n, err := m.names()
	if err != nil {
		return nil, err
	}
	if convention > News {
		return nil, fmt.Errorf("encoder: no head %d", convention)
	}
	names := make([][]Name, len(sentences))
	s := m.workspaces.Get().(*workspace)
	defer m.workspaces.Put(s)
	err = n.label(ctx, convention, sentences, s, func(i int, scores [][]float64) {
		h := n.heads[convention]
		h.weigh(i, scores, more)
		names[i] = h.names(scores, outside)
	})
	if err != nil {
		return nil, err
	}
	return names, nil
}

// weigh adds evidence to the scores of a sentence.
func (h *head) weigh(sentence int, scores [][]float64, more Evidence) {
	if more == nil {
		return
	}
	for word, row := range scores {
		for y, label := range h.labels {
			row[y] += more(sentence, word, label)
		}
	}
}

// label hands the log-probabilities of labels, by word, of each sentence to
// use.
func (n *namer) label(ctx context.Context, convention Head, sentences [][]string, s *workspace, use func(i int, scores [][]float64)) error {
	pieces, places := make([][]int32, len(sentences)), make([][]int, len(sentences))
	for i, words := range sentences {
		pieces[i], places[i] = n.wordPieces(words, &s.scratch)
	}
	hidden := n.header.Hidden
	return n.encode(ctx, n.layers, pieces, s, func(i int, states []float32) {
		scores := make([][]float64, len(places[i]))
		for w, place := range places[i] {
			scores[w] = n.heads[convention].score(states[place*hidden:][:hidden])
		}
		use(i, scores)
	})
}

// wordPieces cuts the words of a sentence and returns each word's place: that
// of its first piece, or the last place of all where the sentence is too long.
func (n *namer) wordPieces(words []string, s *scratch) (ids []int32, places []int) {
	ids = append(ids, n.begin)
	last := n.header.MaxTokens - 3
	places = make([]int, len(words))
	for i, word := range words {
		from := len(ids)
		places[i] = min(from, last)
		ids = n.tokenizer.append(ids, compose(word), n.maxWordPieces, s)
		if len(ids) > n.longAfter {
			ids = ids[:from+1]
		}
	}
	ids = append(ids[:min(len(ids), last+1)], n.end)
	return ids, places
}

// score returns the log-softmax of a state's scores.
func (h *head) score(state []float32) []float64 {
	n := len(h.labels)
	scores := make([]float64, n)
	for i, b := range h.bias {
		scores[i] = float64(b)
	}
	for j, x := range state {
		for i, w := range h.weights[j*n : (j+1)*n] {
			scores[i] += float64(w * x)
		}
	}
	normalise(scores)
	return scores
}

// normalise turns scores into log-probabilities.
func normalise(scores []float64) {
	top, sum := math.Inf(-1), 0.0
	for _, v := range scores {
		top = max(top, v)
	}
	for _, v := range scores {
		sum += math.Exp(v - top)
	}
	for i := range scores {
		scores[i] -= top + math.Log(sum)
	}
}
