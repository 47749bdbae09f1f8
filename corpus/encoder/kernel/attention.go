package kernel

import "math"

// productRows is how many rows product computes together; it also takes one.
// productCols is what its columns are padded to.
const (
	productRows = 4
	productCols = 32
)

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

// matrixProduct is c = a·b over float32 rows of cols elements, a multiple of
// productCols, which are summed over a depth of at least 1, in order.
type matrixProduct struct {
	c, a, b                   []float32
	cStride, aStride, bStride int
	cols, depth               int
}

// run computes up to productRows rows: all at once, or else one by one.
func (p *matrixProduct) run(s isa, rows int) {
	if rows == productRows {
		s.product(p, rows)
		return
	}
	for r := range rows {
		row := *p
		row.c, row.a = p.c[r*p.cStride:], p.a[r*p.aStride:]
		s.product(&row, 1)
	}
}

// check panics where assembly would leave a slice.
func (p *matrixProduct) check(rows int) {
	_ = p.c[(rows-1)*p.cStride+p.cols-1]
	_ = p.a[(rows-1)*p.aStride+p.depth-1]
	_ = p.b[(p.depth-1)*p.bStride+p.cols-1]
}

// productPortable computes some rows.
func productPortable(p *matrixProduct, rows int) {
	for r := range rows {
		c := p.c[r*p.cStride:][:p.cols]
		clear(c)
		for k, v := range p.a[r*p.aStride:][:p.depth] {
			b := p.b[k*p.bStride:][:len(c)]
			for i := range c {
				c[i] += float32(v * b[i])
			}
		}
	}
}
