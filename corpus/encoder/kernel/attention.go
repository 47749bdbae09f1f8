package kernel

import "math"

// Scratch is the working memory of Attention. Its zero value is ready, and
// reusing it avoids allocation; one goroutine at a time.
type Scratch struct {
	keys, values, scores []float32
}

// Attention computes multi-head self-attention over all tokens of one text,
// softmax(q·kᵀ/√width)·v. A row of qkv is q, k and v, each heads·width
// elements; a row of dst is heads·width. dst and qkv must not overlap.
func Attention(dst, qkv []float32, tokens, heads, width int, scratch *Scratch) {
	hidden := heads * width
	scratch.scores = resize(scratch.scores, tokens)
	scale := float32(1 / math.Sqrt(float64(width)))
	for h := range heads {
		for t := range tokens {
			q := qkv[t*3*hidden+h*width:][:width]
			for j := range tokens {
				k := qkv[j*3*hidden+hidden+h*width:][:width]
				sum := float32(0)
				for d, v := range q {
					sum += float32(v * k[d])
				}
				scratch.scores[j] = sum
			}
			softmaxPortable(scratch.scores, scale)
			out := dst[t*hidden+h*width:][:width]
			clear(out)
			for j, p := range scratch.scores {
				v := qkv[j*3*hidden+2*hidden+h*width:][:width]
				for d := range out {
					out[d] += float32(p * v[d])
				}
			}
		}
	}
}
