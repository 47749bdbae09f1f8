package encoder

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
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
	loud      []int                    // columns of hidden states that are much larger than others
	layers    []func() (*layer, error) // as the base has them
	expand    expander
}

// expander brings weights into the form that multiplies.
type expander func(m *matrix) (linear, error)

// newBase reads a base file. Its layers are expanded when first used.
func newBase(file []byte, expand expander) (*base, error) {
	c, err := parse(file)
	if err != nil {
		return nil, fmt.Errorf("base: %w", err)
	}
	b := &base{container: c, digest: sha256.Sum256(file), expand: expand}
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
	case h.Epsilon <= 0 || h.Epsilon >= 1:
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
	for i := 0; i < len(b.word.data); i += blockBytes {
		if !isFinite(half(b.word.data[i:])) {
			return malformed("tensor %q: a value is not finite", b.word.name)
		}
	}
	if _, ok := b.position.floats(); !ok {
		return malformed("tensor %q: a value is not finite", b.position.name)
	}
	if b.norm, err = b.layerNorm(nil, "emb.ln"); err != nil {
		return err
	}
	return b.findLoud()
}

// findLoud notes the hidden columns that the layers' norms raise to twice the
// usual or more somewhere: those that carry the largest values everywhere.
func (b *base) findLoud() error {
	peak := make([]float32, b.header.Hidden)
	for l := range b.header.Layers {
		norm, err := b.layerNorm(nil, fmt.Sprintf("l%d.aln", l))
		if err != nil {
			return err
		}
		sorted := slices.Sorted(slices.Values(norm.weight))
		median := sorted[len(sorted)/2]
		for j, w := range norm.weight {
			if w >= 2*median {
				peak[j] = max(peak[j], w/median)
			}
		}
	}
	for j, p := range peak {
		if p > 0 {
			b.loud = append(b.loud, j)
		}
	}
	slices.SortStableFunc(b.loud, func(i, j int) int { return cmp.Compare(peak[j], peak[i]) })
	b.loud = b.loud[:min(len(b.loud), loudColumns)]
	return nil
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
		loud    []int
	}{
		{&l.project, "qkv", 3 * hidden, hidden, b.loud},
		{&l.attended, "ao", hidden, hidden, nil},
		{&l.widen, "fi", ffn, hidden, b.loud},
		{&l.narrow, "fo", hidden, ffn, nil},
	} {
		weights, err := b.matrix(adapter, fmt.Sprintf("l%d.%s", i, m.name), m.out, m.in)
		if err != nil {
			return nil, err
		}
		weights.loud = m.loud
		if *m.to, err = b.expand(&weights); err != nil {
			return nil, err
		}
	}
	if l.afterAttention, err = b.layerNorm(adapter, fmt.Sprintf("l%d.aln", i)); err != nil {
		return nil, err
	}
	l.afterFeedForward, err = b.layerNorm(adapter, fmt.Sprintf("l%d.oln", i))
	return l, err
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
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range layers {
		group.Go(func() (err error) {
			layers[i], err = b.adaptedLayer(i, c)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, fmt.Errorf("%s adapter: %w", kind, err)
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
