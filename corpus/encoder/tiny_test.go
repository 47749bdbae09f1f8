package encoder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"testing"
)

// part is a tensor to be written.
type part struct {
	name  string
	dtype string
	shape []int
	data  []byte
}

// write makes a file of a header and tensors.
func write(tb testing.TB, header map[string]any, parts []part) []byte {
	tb.Helper()
	header = maps.Clone(header)
	offset := 0
	encode := func() []byte {
		list := []map[string]any{}
		at := offset
		for _, p := range parts {
			list = append(list, map[string]any{
				"name": p.name, "dtype": p.dtype, "shape": p.shape, "offset": at, "bytes": len(p.data),
			})
			at += (len(p.data) + alignment - 1) / alignment * alignment
		}
		header["tensors"] = list
		text, err := json.Marshal(header)
		if err != nil {
			tb.Fatal(err)
		}
		return text
	}
	offset = (preamble + len(encode()) + 1024 + alignment - 1) / alignment * alignment
	text := encode()
	file := append([]byte(magic), 1, 0, 0, 0)
	file = binary.LittleEndian.AppendUint32(file, uint32(len(text)))
	file = append(file, text...)
	file = append(file, make([]byte, offset-len(file))...)
	for _, p := range parts {
		file = append(file, p.data...)
		file = append(file, make([]byte, (alignment-len(p.data)%alignment)%alignment)...)
	}
	return file
}

// random makes a tensor of small weights.
func random(r *rand.Rand, name, dtype string, shape ...int) part {
	count, rows := shape[0], shape[0]
	if len(shape) == 2 {
		count *= shape[1]
	}
	var data []byte
	switch dtype {
	case "f32":
		for range count {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(r.Float32()-.5))
		}
	case "f16":
		for range count {
			data = binary.LittleEndian.AppendUint16(data, uint16(r.IntN(2))<<15|uint16(r.IntN(15))<<10|uint16(r.IntN(1024)))
		}
	case "q4":
		for range count / blockSize {
			data = binary.LittleEndian.AppendUint16(data, 10<<10) // 2⁻⁵
			for range blockSize / 2 {
				data = append(data, byte(r.IntN(256)))
			}
		}
	case "i8r":
		for range rows {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(r.Float32()/100))
		}
		for range count {
			data = append(data, byte(r.IntN(256)))
		}
	}
	return part{name, dtype, shape, data}
}

// Sizes of the tiny model.
const (
	tinyHidden = 2 * headWidth
	tinyFFN    = 96
	tinyLayers = 3
)

// tinyPieces is the vocabulary of the tiny model.
func tinyPieces() []string {
	return []string{
		"<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "ab", "▁ab", "bra", "▁bra", "å", "▁å", "kad", "▁abra", "query", ":", "▁query:",
	}
}

func tinyBaseHeader() map[string]any {
	return map[string]any{
		"format": "SVE1", "kind": "base", "hidden": tinyHidden, "layers": tinyLayers, "heads": 2, "ffn": tinyFFN,
		"vocab": len(tinyPieces()), "max_tokens": 16, "ln_eps": 1e-12, "bos": 0, "pad": 1, "eos": 2, "unk": 3,
		"query_prefix": "query: ", "passage_prefix": "", "n_norm": 3,
	}
}

// tinyVocabulary is the part of a base that the tokenizer reads.
func tinyVocabulary() []part {
	var offsets, blob, scores, table []byte
	for i, piece := range tinyPieces() {
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(blob)))
		blob = append(blob, piece...)
		scores = binary.LittleEndian.AppendUint32(scores, math.Float32bits(-float32(i%7)-1))
	}
	offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(blob)))
	for _, entry := range [][]uint32{{'\t', ' '}, {'½', '1', '⁄', '2'}, {'\u0007'}} {
		table = binary.LittleEndian.AppendUint32(table, entry[0])
		table = append(table, byte(len(entry)-1))
		for _, r := range entry[1:] {
			table = binary.LittleEndian.AppendUint32(table, r)
		}
	}
	n := len(tinyPieces())
	return []part{
		{"tok.offsets", "u32", []int{n + 1}, offsets},
		{"tok.blob", "u8", []int{len(blob)}, blob},
		{"tok.scores", "f32", []int{n}, scores},
		{"tok.norm", "u8", []int{len(table)}, table},
	}
}

// tinyBase is a base of three layers.
func tinyBase(tb testing.TB) []byte {
	tb.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	parts := append(tinyVocabulary(),
		random(r, "emb.word", "q4", len(tinyPieces()), tinyHidden),
		random(r, "emb.pos", "f16", 16, tinyHidden),
		random(r, "emb.ln.w", "f32", tinyHidden),
		random(r, "emb.ln.b", "f32", tinyHidden))
	for l := range tinyLayers {
		for _, m := range []struct {
			name    string
			out, in int
		}{
			{"qkv", 3 * tinyHidden, tinyHidden},
			{"ao", tinyHidden, tinyHidden},
			{"fi", tinyFFN, tinyHidden},
			{"fo", tinyHidden, tinyFFN},
		} {
			name := fmt.Sprintf("l%d.%s", l, m.name)
			parts = append(parts, random(r, name+".w", "q4", m.out, m.in), random(r, name+".b", "f32", m.out))
		}
		for _, name := range []string{"aln.w", "aln.b", "oln.w", "oln.b"} {
			parts = append(parts, random(r, fmt.Sprintf("l%d.%s", l, name), "f32", tinyHidden))
		}
	}
	return write(tb, tinyBaseHeader(), parts)
}

func tinyAdapterHeader(base []byte, kind string) map[string]any {
	sum := sha256.Sum256(base)
	return map[string]any{
		"format": "SVE1", "kind": "adapter", "adapter": kind, "layers": 2,
		"base":  map[string]any{"sha256": hex.EncodeToString(sum[:])},
		"ner":   map[string]any{"max_word_pieces": 4, "long_after": 12},
		"heads": map[string]any{"U": tinyHead(), "K": tinyHead()},
	}
}

func tinyHead() map[string]any {
	return map[string]any{"labels": []string{"O", "B-PER", "I-PER"}, "o_bias": 0}
}

// tinyAdapter changes layer 1.
func tinyAdapter(tb testing.TB, base []byte, kind string) []byte {
	tb.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	parts := []part{
		random(r, "l1.qkv.A", "i8r", 4, tinyHidden), random(r, "l1.qkv.Bt", "i8r", 4, 3*tinyHidden),
		random(r, "l1.fo.b", "f16", tinyHidden),
	}
	if kind == "ner" {
		for _, name := range []string{"U", "K"} {
			parts = append(parts, random(r, "head."+name+".w", "f32", 3, tinyHidden), random(r, "head."+name+".b", "f16", 3))
		}
	} else {
		parts = append(parts, random(r, "mean.query", "f32", tinyHidden), random(r, "mean.passage", "f32", tinyHidden))
	}
	return write(tb, tinyAdapterHeader(base, kind), parts)
}

// tinyModel is a model of tiny files.
func tinyModel(tb testing.TB) *Model {
	tb.Helper()
	base := tinyBase(tb)
	return open(base, tinyAdapter(tb, base, "retrieval"), tinyAdapter(tb, base, "ner"), expandInt8)
}

// replaced returns file with the first old replaced by an equally long text.
func replaced(tb testing.TB, file []byte, old, with string) []byte {
	tb.Helper()
	if len(old) != len(with) || !bytes.Contains(file, []byte(old)) {
		tb.Fatalf("%q is not in the file or not as long as %q", old, with)
	}
	return bytes.Replace(file, []byte(old), []byte(with), 1)
}
