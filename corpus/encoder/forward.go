package encoder

import (
	"context"

	"github.com/samband/samband/corpus/encoder/kernel"
)

// headWidth is the number of columns of an attention head.
const headWidth = 32

// linear multiplies: it writes x·Wᵀ + b for n rows of x to as many rows of dst.
type linear interface {
	apply(dst, x []float32, n int, s *workspace)
}

// layer is one block of a BERT encoder with its normalisation behind each part
// (Devlin et al. 2019, "BERT").
type layer struct {
	project          linear // to queries, keys and values, side by side
	attended         linear
	afterAttention   layerNorm
	widen, narrow    linear // the feed-forward part
	afterFeedForward layerNorm
}

// layerNorm scales rows to mean 0 and variance 1, then by weight and bias (Ba et
// al. 2016, "Layer Normalization").
type layerNorm struct {
	weight, bias []float32
	epsilon      float32
}

// add replaces x by the normalised x + y.
func (l layerNorm) add(x, y []float32, rows int) {
	kernel.AddLayerNorm(x, y, l.weight, l.bias, rows, len(l.weight), l.epsilon)
}

// workspace holds what a forward pass needs, to be used again.
type workspace struct {
	scratch
	states  []float32 // by token: hidden
	wide    []float32 // by token: the larger of queries, keys and values, and feed-forward
	context []float32 // by token: hidden
	shared  []float32 // by token: hidden, with copies of loud columns
	numbers kernel.Activations
	kernel.Scratch
}

// batchTokens is how many tokens of several texts are multiplied at once: more
// gain nothing. A text of its own may be longer.
const batchTokens = 128

// encode runs texts, given as pieces, through layers and hands each one's
// states, [pieces, hidden], to use. It stops soon after ctx is done.
func (b *base) encode(ctx context.Context, layers []*layer, texts [][]int32, s *workspace, use func(text int, states []float32)) error {
	for from := 0; from < len(texts); {
		to, tokens := from+1, len(texts[from])
		for to < len(texts) && tokens+len(texts[to]) <= batchTokens {
			tokens += len(texts[to])
			to++
		}
		b.embed(texts[from:to], tokens, s)
		for _, l := range layers {
			if err := ctx.Err(); err != nil {
				return err
			}
			b.forward(l, texts[from:to], tokens, s)
		}
		at := 0
		for i, ids := range texts[from:to] {
			n := len(ids) * b.header.Hidden
			use(from+i, s.states[at:at+n])
			at += n
		}
		from = to
	}
	return nil
}

// embed fills s.states with the sum of each piece's vector and its place's.
func (b *base) embed(texts [][]int32, tokens int, s *workspace) {
	hidden := b.header.Hidden
	s.states, s.context = resize(s.states, tokens*hidden), resize(s.context, tokens*hidden)
	at := 0
	for _, ids := range texts {
		for i, id := range ids {
			b.word.row(s.states[at:at+hidden], int(id))
			b.position.row(s.context[at:at+hidden], i)
			at += hidden
		}
	}
	b.norm.add(s.states, s.context, tokens)
}

// forward runs one layer over s.states.
func (b *base) forward(l *layer, texts [][]int32, tokens int, s *workspace) {
	hidden, ffn := b.header.Hidden, b.header.FFN
	s.wide = resize(s.wide, tokens*max(3*hidden, ffn))

	l.project.apply(s.wide, s.states, tokens, s)
	at := 0
	for _, ids := range texts {
		n := len(ids)
		kernel.Attention(s.context[at*hidden:(at+n)*hidden], s.wide[at*3*hidden:], n, b.heads, headWidth, &s.Scratch)
		at += n
	}
	l.attended.apply(s.wide, s.context, tokens, s)
	l.afterAttention.add(s.states, s.wide, tokens)

	l.widen.apply(s.wide, s.states, tokens, s)
	kernel.GELU(s.wide[:tokens*ffn])
	l.narrow.apply(s.context, s.wide, tokens, s)
	l.afterFeedForward.add(s.states, s.context, tokens)
}

// addScaled adds scale·x to y. Like all arithmetic here it rounds the product
// before the sum, so that processors which fuse them give the same bits.
func addScaled(y, x []float32, scale float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += float32(scale * x[i])
	}
}

// resize returns a slice of n elements, x where it is large enough. What they
// hold is left as it is.
func resize[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n)
	}
	return x[:n]
}
