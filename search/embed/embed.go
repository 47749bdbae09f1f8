package embed

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/samband/samband/corpus/encoder"
)

// Embedder turns texts into vectors of unit length. The dot product of a
// query's and a passage's says how near they are in meaning. It is safe for
// concurrent use.
type Embedder interface {
	// Query returns the vector of a text to search with.
	Query(ctx context.Context, text string) ([]float32, error)
	// Passages returns the vector of each text that is searched. It stops soon
	// after ctx is done.
	Passages(ctx context.Context, texts []string) ([][]float32, error)
	// Model identifies what made the vectors. Those of different models must
	// not be compared. It is never "".
	Model() string
	// Size is the number of dimensions, 0 where nothing was embedded yet that
	// tells it.
	Size() int
}

// Names of embedders that New knows, beside the addresses of endpoints.
const (
	BuiltIn = "builtin" // the encoder that the program carries
	Off     = "off"     // none
)

// ErrUnknown reports the name of an embedder that there is none of.
var ErrUnknown = errors.New("unknown embedder")

// New returns the embedder of a name, nil for Off. The key is sent to endpoints;
// "" sends none.
func New(name, key string) (Embedder, error) {
	switch {
	case name == BuiltIn:
		return FromEncoder(encoder.New()), nil
	case name == Off:
		return nil, nil //nolint:nilnil // no embedder is what was asked for
	case strings.HasPrefix(name, "http://"), strings.HasPrefix(name, "https://"):
		return NewEndpoint(EndpointConfig{Address: name, Key: key})
	}
	return nil, fmt.Errorf("%w %q: %s, %s or the address of an endpoint, http://… or https://…", ErrUnknown, name, BuiltIn, Off)
}

// builtIn is an encoder in this process.
type builtIn struct{ model *encoder.Model }

// FromEncoder returns the embedder that an encoder is.
func FromEncoder(model *encoder.Model) Embedder { return builtIn{model} }

func (b builtIn) Query(ctx context.Context, text string) ([]float32, error) {
	vectors, err := b.model.Embed(ctx, encoder.Query, []string{text})
	if err != nil {
		return nil, fmt.Errorf("embed query: %w", err)
	}
	return vectors[0], nil
}

func (b builtIn) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := b.model.Embed(ctx, encoder.Passage, texts)
	if err != nil {
		return nil, fmt.Errorf("embed passages: %w", err)
	}
	return vectors, nil
}

func (b builtIn) Model() string { return b.model.Checksum() }
func (b builtIn) Size() int     { return encoder.Size }
