package encoder

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrFormat is wrapped by every error about the content of a model file.
var ErrFormat = errors.New("not a usable encoder file")

// malformed describes what is wrong with a model file.
func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}

const (
	magic      = "SVE1"
	version    = 1
	preamble   = 12 // magic, version and the header's length
	alignment  = 64 // of every tensor's offset
	blockSize  = 32 // weights that share a scale in dtype q4
	blockBytes = 2 + blockSize/2
)

// container is an SVE1 file taken apart. Its tensors are parts of the file's
// bytes, not copies.
type container struct {
	header  header
	tensors map[string]tensor
}

// header is the JSON at the front of a base or an adapter; each uses some of
// the keys.
type header struct {
	Kind    string `json:"kind"`
	Layers  int    `json:"layers"` // an adapter's: how many to run
	Tensors []struct {
		Name   string `json:"name"`
		Dtype  string `json:"dtype"`
		Shape  []int  `json:"shape"`
		Offset int64  `json:"offset"`
		Bytes  int64  `json:"bytes"`
	} `json:"tensors"`

	Hidden        int     `json:"hidden"`
	FFN           int     `json:"ffn"`
	Vocabulary    int     `json:"vocab"`
	MaxTokens     int     `json:"max_tokens"`
	Epsilon       float64 `json:"ln_eps"`
	Begin         int32   `json:"bos"`
	End           int32   `json:"eos"`
	Unknown       int32   `json:"unk"`
	Norms         int     `json:"n_norm"`
	QueryPrefix   string  `json:"query_prefix"`
	PassagePrefix string  `json:"passage_prefix"`

	Heads   json.RawMessage `json:"heads"` // a number of attention heads, or an adapter's output heads
	Adapter string          `json:"adapter"`
	Base    struct {
		SHA256 string `json:"sha256"`
	} `json:"base"`
	Names struct {
		MaxWordPieces int `json:"max_word_pieces"`
		LongAfter     int `json:"long_after"`
	} `json:"ner"`
}

// tensor is an array as it lies in the file, row-major.
type tensor struct {
	name  string
	dtype string
	shape []int
	data  []byte
}

// parse takes a file apart and checks that every tensor lies inside it and is
// as long as its shape says. It allocates no more than the header needs.
func parse(file []byte) (*container, error) {
	if len(file) < preamble || string(file[:4]) != magic {
		return nil, malformed("it does not begin with %s", magic)
	}
	if v := binary.LittleEndian.Uint32(file[4:]); v != version {
		return nil, malformed("version %d, want %d", v, version)
	}
	size := int64(binary.LittleEndian.Uint32(file[8:]))
	if size > int64(len(file)-preamble) {
		return nil, malformed("a header of %d bytes in a file of %d", size, len(file))
	}
	c := &container{tensors: map[string]tensor{}}
	if err := json.Unmarshal(file[preamble:preamble+size], &c.header); err != nil {
		return nil, malformed("header: %v", err)
	}
	for _, t := range c.header.Tensors {
		if _, twice := c.tensors[t.Name]; twice {
			return nil, malformed("tensor %q twice", t.Name)
		}
		want, ok := storage(t.Dtype, t.Shape)
		if !ok {
			return nil, malformed("tensor %q: %v of %q", t.Name, t.Shape, t.Dtype)
		}
		if t.Bytes != want {
			return nil, malformed("tensor %q: %d bytes for %v of %s", t.Name, t.Bytes, t.Shape, t.Dtype)
		}
		if t.Offset < preamble+size || t.Offset%alignment != 0 || t.Offset > int64(len(file))-t.Bytes {
			return nil, malformed("tensor %q: %d bytes at %d in a file of %d", t.Name, t.Bytes, t.Offset, len(file))
		}
		c.tensors[t.Name] = tensor{t.Name, t.Dtype, t.Shape, file[t.Offset : t.Offset+t.Bytes]}
	}
	return c, nil
}

// storage returns the bytes that an array takes; not ok where the dtype is
// unknown or the shape is not one of its.
func storage(dtype string, shape []int) (size int64, ok bool) {
	if len(shape) < 1 || len(shape) > 2 {
		return 0, false
	}
	count := int64(1)
	for _, n := range shape {
		if n < 1 || n > math.MaxInt32 {
			return 0, false
		}
		count *= int64(n) // two factors below 2³¹
	}
	rows, columns := int64(shape[0]), int64(shape[len(shape)-1])
	switch dtype {
	case "f32", "u32":
		return 4 * count, count <= math.MaxInt64/4
	case "f16":
		return 2 * count, true
	case "u8":
		return count, true
	case "q4":
		return count / blockSize * blockBytes, columns%blockSize == 0
	case "i8r":
		return 4*rows + count, len(shape) == 2
	}
	return 0, false
}

// get returns the tensor of a name, which must have one of the dtypes and
// exactly the shape.
func (c *container) get(name string, shape []int, dtypes ...string) (tensor, error) {
	t, ok := c.tensors[name]
	if !ok {
		return tensor{}, malformed("no tensor %q", name)
	}
	if !slices.Equal(t.shape, shape) {
		return tensor{}, malformed("tensor %q: %v, want %v", name, t.shape, shape)
	}
	if !slices.Contains(dtypes, t.dtype) {
		return tensor{}, malformed("tensor %q: %s, want one of %v", name, t.dtype, dtypes)
	}
	return t, nil
}
