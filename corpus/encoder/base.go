package encoder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// base is the model that adapters change: vocabulary, embeddings and the
// transformer's layers. Adapters share the layers that they leave alone.
type base struct {
	*container
	digest    [sha256.Size]byte
	heads     int
	begin     int32 // the piece in front of every text
	end       int32 // the piece behind it
	tokenizer *tokenizer
	word      tensor // q4 [vocabulary, hidden], decoded row by row when used
	position  tensor // f16 [max tokens, hidden]
	norm      layerNorm
	layers    []func() (*layer, error) // as the base has them
	pack      packer
}

// packer turns weights of shape [out, in] into the form that multiplies.
type packer func(weights []float32, out, in int, bias []float32) (linear, error)

// newBase reads a base file. Its layers are expanded when first used.
func newBase(file []byte, pack packer) (*base, error) {
	c, err := parse(file)
	if err != nil {
		return nil, fmt.Errorf("base: %w", err)
	}
	b := &base{container: c, digest: sha256.Sum256(file), pack: pack}
	if err := b.check(); err != nil {
		return nil, fmt.Errorf("base: %w", err)
	}
	if err := b.embeddings(); err != nil {
		return nil, fmt.Errorf("base: %w", err)
	}
	if b.tokenizer, err = newTokenizer(c); err != nil {
		return nil, fmt.Errorf("base: %w", err)
	}
	for i := range c.header.Layers {
		b.layers = append(b.layers, sync.OnceValues(func() (*layer, error) { return b.layer(i, nil) }))
	}
	return b, nil
}

// check refuses sizes that no file of this kind has, before anything is
// allocated by them.
func (b *base) check() error {
	h := &b.header
	if err := json.Unmarshal(h.Heads, &b.heads); err != nil || b.heads < 1 || b.heads > 128 {
		return malformed("%s attention heads", h.Heads)
	}
	switch {
	case h.Kind != "base":
		return malformed("a file of kind %q", h.Kind)
	case h.Layers < 1 || h.Layers > 64:
		return malformed("%d layers", h.Layers)
	case h.Hidden != b.heads*headWidth:
		return malformed("%d heads in a width of %d", b.heads, h.Hidden)
	case h.FFN < 1 || h.FFN > 1<<15 || h.FFN%blockSize != 0:
		return malformed("a feed-forward part of %d", h.FFN)
	case h.MaxTokens < 3 || h.MaxTokens > 1<<13:
		return malformed("texts of %d tokens", h.MaxTokens)
	case !(h.Epsilon > 0 && h.Epsilon < 1):
		return malformed("an epsilon of %g", h.Epsilon)
	}
	for _, id := range []int32{h.Begin, h.End, h.Unknown} {
		if id < 0 || id >= specials {
			return malformed("special piece %d", id)
		}
	}
	b.begin, b.end = h.Begin, h.End
	return nil
}

func (b *base) embeddings() (err error) {
	h := &b.header
	if b.word, err = b.get("emb.word", []int{h.Vocabulary, h.Hidden}, "q4"); err != nil {
		return err
	}
	if b.position, err = b.get("emb.pos", []int{h.MaxTokens, h.Hidden}, "f16", "f32"); err != nil {
		return err
	}
	b.norm, err = b.layerNorm(nil, "emb.ln")
	return err
}

// vector reads n numbers from the adapter if it has them, else from the base.
func (b *base) vector(adapter *container, name string, n int) ([]float32, error) {
	from := b.container
	if adapter != nil && adapter.tensors[name].data != nil {
		from = adapter
	}
	stored, err := from.get(name, []int{n}, "f32", "f16")
	if err != nil {
		return nil, err
	}
	values, ok := stored.floats()
	if !ok {
		return nil, malformed("tensor %q: a value is not finite", name)
	}
	return values, nil
}

func (b *base) layerNorm(adapter *container, name string) (n layerNorm, err error) {
	if n.weight, err = b.vector(adapter, name+".w", b.header.Hidden); err != nil {
		return n, err
	}
	n.bias, err = b.vector(adapter, name+".b", b.header.Hidden)
	n.epsilon = float32(b.header.Epsilon)
	return n, err
}

// layer expands layer i with an adapter's changes; none where it is nil.
func (b *base) layer(i int, adapter *container) (*layer, error) {
	hidden, ffn := b.header.Hidden, b.header.FFN
	l := &layer{}
	var err error
	for _, m := range []struct {
		to      *linear
		name    string
		out, in int
	}{
		{&l.project, "qkv", 3 * hidden, hidden},
		{&l.attended, "ao", hidden, hidden},
		{&l.widen, "fi", ffn, hidden},
		{&l.narrow, "fo", hidden, ffn},
	} {
		if *m.to, err = b.linear(adapter, fmt.Sprintf("l%d.%s", i, m.name), m.out, m.in); err != nil {
			return nil, err
		}
	}
	if l.afterAttention, err = b.layerNorm(adapter, fmt.Sprintf("l%d.aln", i)); err != nil {
		return nil, err
	}
	l.afterFeedForward, err = b.layerNorm(adapter, fmt.Sprintf("l%d.oln", i))
	return l, err
}

// linear expands a matrix: the base's, plus Btᵀ·A of the adapter.
func (b *base) linear(adapter *container, name string, out, in int) (linear, error) {
	stored, err := b.get(name+".w", []int{out, in}, "q4")
	if err != nil {
		return nil, err
	}
	bias, err := b.vector(adapter, name+".b", out)
	if err != nil {
		return nil, err
	}
	weights, ok := stored.floats()
	if !ok {
		return nil, malformed("tensor %q: a value is not finite", stored.name)
	}
	if err := addLowRank(weights, adapter, name, out, in); err != nil {
		return nil, err
	}
	return b.pack(weights, out, in, bias)
}

// addLowRank adds Btᵀ·A to weights [out, in] where the adapter has them.
func addLowRank(weights []float32, adapter *container, name string, out, in int) error {
	if adapter == nil || adapter.tensors[name+".A"].data == nil {
		return nil
	}
	rank := adapter.tensors[name+".A"].rows()
	stored, err := adapter.get(name+".A", []int{rank, in}, "i8r")
	if err != nil {
		return err
	}
	transposed, err := adapter.get(name+".Bt", []int{rank, out}, "i8r")
	if err != nil {
		return err
	}
	a, okA := stored.floats()
	bt, okB := transposed.floats()
	if !okA || !okB {
		return malformed("tensor %q: a value is not finite", name)
	}
	for o := range out {
		row := weights[o*in : (o+1)*in]
		for r := range rank {
			addScaled(row, a[r*in:(r+1)*in], bt[r*out+o])
		}
	}
	return nil
}

// adapted reads an adapter of the kind for this base and returns the layers to
// run with it.
func (b *base) adapted(file []byte, kind string) (*container, []*layer, error) {
	c, err := parse(file)
	if err != nil {
		return nil, nil, fmt.Errorf("%s adapter: %w", kind, err)
	}
	if c.header.Kind != "adapter" || c.header.Adapter != kind {
		return nil, nil, malformed("%s adapter: a file of kind %q %q", kind, c.header.Kind, c.header.Adapter)
	}
	if sum := hex.EncodeToString(b.digest[:]); c.header.Base.SHA256 != sum {
		return nil, nil, malformed("%s adapter: made for base %.12s, not %.12s", kind, c.header.Base.SHA256, sum)
	}
	if c.header.Layers < 1 || c.header.Layers > len(b.layers) {
		return nil, nil, malformed("%s adapter: %d layers of %d", kind, c.header.Layers, len(b.layers))
	}
	layers := make([]*layer, c.header.Layers)
	for i := range layers {
		if layers[i], err = b.adaptedLayer(i, c); err != nil {
			return nil, nil, fmt.Errorf("%s adapter: %w", kind, err)
		}
	}
	return c, layers, nil
}

// adaptedLayer returns layer i with an adapter's changes, or the shared one
// where it has none.
func (b *base) adaptedLayer(i int, adapter *container) (*layer, error) {
	if !adapter.changes(i) {
		return b.layers[i]()
	}
	return b.layer(i, adapter)
}

// changes says whether an adapter has tensors of layer i.
func (c *container) changes(i int) bool {
	prefix := fmt.Sprintf("l%d.", i)
	for name := range c.tensors {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
