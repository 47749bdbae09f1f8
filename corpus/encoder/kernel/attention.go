package kernel

import "math"

// belowAll stands for the score of a token that does not exist: e to its power
// is 0.
const belowAll = -1e30

// Scratch is the working memory of Attention. Its zero value is ready, and
// reusing it avoids allocation; one goroutine at a time.
type Scratch struct {
	keys   []float32 // of one head, transposed: width rows of padded tokens
	values []float32 // of one head: a row of padded width per token
	scores []float32 // productRows rows of padded tokens
	out    []float32 // productRows rows of padded width
}

// Attention computes multi-head self-attention over all tokens of one text,
// softmax(q·kᵀ/√width)·v. A row of qkv is q, k and v, each heads·width
// elements; a row of dst is heads·width. dst and qkv must not overlap.
func Attention(dst, qkv []float32, tokens, heads, width int, scratch *Scratch) {
	attention(best(), dst, qkv, tokens, heads, width, scratch)
}

// attention is Attention for one instruction set.
func attention(s isa, dst, qkv []float32, tokens, heads, width int, scratch *Scratch) {
	hidden := heads * width
	if tokens == 0 || hidden == 0 {
		return
	}
	head := attentionHead{
		isa: s, scratch: scratch, tokens: tokens, width: width,
		in: 3 * hidden, out: hidden,
		paddedTokens: roundUp(tokens, productCols), paddedWidth: roundUp(width, productCols),
		scale: float32(1 / math.Sqrt(float64(width))),
	}
	head.resize()
	for h := range heads {
		head.load(qkv[hidden+h*width:], qkv[2*hidden+h*width:])
		for t := 0; t < tokens; t += productRows {
			head.attend(dst[t*hidden+h*width:], qkv[t*3*hidden+h*width:], min(productRows, tokens-t))
		}
	}
}

// attentionHead is the work on one head after another.
type attentionHead struct {
	isa                       isa
	scratch                   *Scratch
	tokens, width             int
	in, out                   int // elements from token to token, of qkv and dst
	paddedTokens, paddedWidth int
	scale                     float32
}

// resize makes room for a head and clears the padding that is read.
func (h *attentionHead) resize() {
	s := h.scratch
	s.keys = resize(s.keys, h.width*h.paddedTokens)
	s.values = resize(s.values, h.tokens*h.paddedWidth)
	s.scores = resize(s.scores, productRows*h.paddedTokens)
	s.out = resize(s.out, productRows*h.paddedWidth)
	clear(s.keys)
	clear(s.values)
}

// load packs one head's keys and values, given from the first token's on.
func (h *attentionHead) load(keys, values []float32) {
	for t := range h.tokens {
		copy(h.scratch.values[t*h.paddedWidth:][:h.width], values[t*h.in:])
	}
	t := 0
	for ; t+4 <= h.tokens; t += 4 { // four at once take half the time
		k0, k1 := keys[t*h.in:][:h.width], keys[(t+1)*h.in:][:h.width]
		k2, k3 := keys[(t+2)*h.in:][:h.width], keys[(t+3)*h.in:][:h.width]
		for d, v := range k0 {
			column := h.scratch.keys[d*h.paddedTokens+t:][:4]
			column[0], column[1], column[2], column[3] = v, k1[d], k2[d], k3[d]
		}
	}
	for ; t < h.tokens; t++ {
		for d, v := range keys[t*h.in:][:h.width] {
			h.scratch.keys[d*h.paddedTokens+t] = v
		}
	}
}

// attend computes rows tokens of dst from their queries.
func (h *attentionHead) attend(dst, queries []float32, rows int) {
	s := h.scratch
	scores := matrixProduct{
		c: s.scores, a: queries, b: s.keys,
		cStride: h.paddedTokens, aStride: h.in, bStride: h.paddedTokens,
		cols: h.paddedTokens, depth: h.width,
	}
	scores.run(h.isa, rows)
	for r := range rows {
		row := s.scores[r*h.paddedTokens:][:h.paddedTokens]
		for t := h.tokens; t < len(row); t++ {
			row[t] = belowAll
		}
		h.isa.softmax(row, h.scale)
	}
	out := matrixProduct{
		c: s.out, a: s.scores, b: s.values,
		cStride: h.paddedWidth, aStride: h.paddedTokens, bStride: h.paddedWidth,
		cols: h.paddedWidth, depth: h.tokens,
	}
	out.run(h.isa, rows)
	for r := range rows {
		copy(dst[r*h.out:][:h.width], s.out[r*h.paddedWidth:])
	}
}
