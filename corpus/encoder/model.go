package encoder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"sync"

	_ "embed"

	"github.com/samband/samband/corpus/encoder/kernel"
)

//go:embed data/sv-encoder-base.sve
var baseFile []byte

//go:embed data/sv-encoder-retrieval.sve
var retrievalFile []byte

//go:embed data/sv-encoder-ner.sve
var namesFile []byte

// Kind says which side of a comparison a text is on.
type Kind uint8

// Kinds of text: a Query is searched with, a Passage is searched.
const (
	Query Kind = iota
	Passage
)

// Size is the number of dimensions of the embedded model's vectors.
const Size = 384

// Model encodes text. Nothing of it is loaded before the first use, and only
// what that use needs. It is safe for concurrent use; each call works in its
// own goroutine only.
type Model struct {
	base       func() (*base, error)
	retrieval  func() (*retrieval, error)
	names      func() (*namer, error)
	glance     func() (*glance, error)
	checksum   func() string
	workspaces sync.Pool

	namesChecksum func() string
}

// retrieval is the base with the adapter for sentence vectors.
type retrieval struct {
	*base
	layers []*layer
	means  [2][]float32 // by Kind: what all vectors have in common
}

// New returns the model that the program carries.
func New() *Model { return open(baseFile, retrievalFile, namesFile, expandInt8) }

// open returns the model of three files.
func open(baseFile, retrievalFile, namesFile []byte, expand expander) *Model {
	m := &Model{}
	m.base = sync.OnceValues(func() (*base, error) { return newBase(baseFile, expand) })
	m.retrieval = sync.OnceValues(func() (*retrieval, error) { return m.newRetrieval(retrievalFile) })
	m.glance = sync.OnceValues(func() (*glance, error) {
		b, err := m.base()
		if err != nil {
			return nil, err
		}
		return newGlance(b), nil
	})
	m.names = sync.OnceValues(func() (*namer, error) { return m.newNamer(namesFile) })
	m.checksum = sync.OnceValue(func() string { return checksum(baseFile, retrievalFile) })
	m.namesChecksum = sync.OnceValue(func() string { return checksum(baseFile, namesFile) })
	m.workspaces.New = func() any { return &workspace{} }
	return m
}

// checksum is that of a base and an adapter.
func checksum(baseFile, adapter []byte) string {
	parts := [2][sha256.Size]byte{sha256.Sum256(baseFile), sha256.Sum256(adapter)}
	sum := sha256.Sum256(append(parts[0][:], parts[1][:]...))
	return hex.EncodeToString(sum[:])
}

func (m *Model) newRetrieval(file []byte) (*retrieval, error) {
	b, err := m.base()
	if err != nil {
		return nil, err
	}
	adapter, layers, err := b.adapted(file, "retrieval")
	if err != nil {
		return nil, err
	}
	r := &retrieval{base: b, layers: layers}
	for kind, name := range []string{Query: "mean.query", Passage: "mean.passage"} {
		if r.means[kind], err = b.vector(adapter, name, b.header.Hidden); err != nil {
			return nil, fmt.Errorf("retrieval adapter: %w", err)
		}
	}
	return r, nil
}

// Accelerated says whether this machine has instructions that the kernels use.
// Without them everything takes about a hundred times as long.
func Accelerated() bool { return kernel.ISA() != "portable" }

// Checksum identifies the model that Embed's vectors come from: vectors of
// models with different checksums must not be compared.
func (m *Model) Checksum() string { return m.checksum() }

// NamesChecksum identifies the model that Names answers from.
func (m *Model) NamesChecksum() string { return m.namesChecksum() }

// Embed returns a vector of unit length for each text. The dot product of a
// query's and a passage's says how well the passage answers the query: about 0
// for unrelated ones, 1 at most. What does not fit into 512 pieces of a text,
// some 1,500 bytes of Swedish, does not count. Embed stops soon after ctx is
// done with its error.
func (m *Model) Embed(ctx context.Context, kind Kind, texts []string) ([][]float32, error) {
	r, err := m.retrieval()
	if err != nil {
		return nil, err
	}
	s := m.workspaces.Get().(*workspace)
	defer m.workspaces.Put(s)
	prefix := r.header.QueryPrefix
	if kind == Passage {
		prefix = r.header.PassagePrefix
	}
	pieces := make([][]int32, len(texts))
	for i, text := range texts {
		pieces[i] = r.pieces(prefix+compose(text), &s.scratch)
	}
	vectors := make([][]float32, len(texts))
	err = r.encode(ctx, r.layers, pieces, s, func(i int, states []float32) {
		vectors[i] = pool(states, r.header.Hidden)
		centre(vectors[i], r.means[kind])
	})
	if err != nil {
		return nil, err
	}
	return vectors, nil
}

// pieces cuts a composed text with its prefix.
func (b *base) pieces(text string, s *scratch) []int32 {
	ids := []int32{b.begin}
	ids = b.tokenizer.append(ids, text, b.header.MaxTokens-2, s)
	return append(ids, b.end)
}

// pool returns the mean of all rows.
func pool(states []float32, hidden int) []float32 {
	mean := make([]float32, hidden)
	rows := len(states) / hidden
	for i := range rows {
		addScaled(mean, states[i*hidden:(i+1)*hidden], 1)
	}
	scale(mean, 1/float32(rows))
	return mean
}

// centre brings x to unit length, takes the mean away, and brings what is left
// to unit length.
func centre(x, mean []float32) {
	unit(x)
	addScaled(x, mean, -1)
	unit(x)
}

func unit(x []float32) {
	squares := float32(0)
	for _, v := range x {
		squares += float32(v * v)
	}
	if length := math.Sqrt(float64(squares)); length > 0 {
		scale(x, float32(1/length))
	}
}

func scale(x []float32, factor float32) {
	for i := range x {
		x[i] *= factor
	}
}
