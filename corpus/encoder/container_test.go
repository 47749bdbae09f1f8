package encoder

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestMalformedBase(t *testing.T) {
	good := tinyBase(t)
	if _, err := newBase(good, expandInt8); err != nil {
		t.Fatal(err)
	}
	huge := slices.Clone(good)
	binary.LittleEndian.PutUint32(huge[8:], math.MaxUint32)
	cases := map[string]struct {
		file []byte
		want string
	}{
		"empty":             {nil, "SVE1"},
		"other magic":       {append([]byte("GGUF"), good[4:]...), "SVE1"},
		"other version":     {append([]byte("SVE1\x02"), good[5:]...), "version 2"},
		"header too long":   {huge, "header of"},
		"header cut off":    {good[:100], "header of"},
		"tensors cut off":   {good[:len(good)-1000], "tensor"},
		"no JSON":           {replaced(t, good, `{"bos"`, `["bos"`), "header"},
		"other kind":        {replaced(t, good, `"kind":"base"`, `"kind":"bass"`), "kind"},
		"layers missing":    {replaced(t, good, `"layers":3`, `"layers":9`), `no tensor "l3.`},
		"no layers":         {replaced(t, good, `"layers":3`, `"layers":0`), "layers"},
		"heads of another":  {replaced(t, good, `"heads":2`, `"heads":3`), "heads"},
		"heads as text":     {replaced(t, good, `"heads":2`, `"heads":"`), "header"},
		"tiny texts":        {replaced(t, good, `"max_tokens":16`, `"max_tokens":01`), "header"},
		"bad epsilon":       {replaced(t, good, `"ln_eps":1e-12`, `"ln_eps":1e+12`), "epsilon"},
		"bad special":       {replaced(t, good, `"unk":3`, `"unk":7`), "special"},
		"other vocabulary":  {replaced(t, good, `"vocab":18`, `"vocab":17`), "want [17"},
		"norm table short":  {replaced(t, good, `"n_norm":3`, `"n_norm":4`), "normalisation"},
		"unknown dtype":     {replaced(t, good, `"dtype":"q4"`, `"dtype":"q5"`), "q5"},
		"wrong size":        {replaced(t, good, `"bytes":648`, `"bytes":649`), "649 bytes"},
		"unaligned":         {replaced(t, good, `"shape":[64]`, `"shape":[46]`), "bytes for [46]"},
		"tensor twice":      {replaced(t, good, `"name":"emb.ln.b"`, `"name":"emb.ln.w"`), "twice"},
		"tensor missing":    {replaced(t, good, `"name":"emb.ln.b"`, `"name":"emb.ln.c"`), `no tensor "emb.ln.b"`},
		"piece twice":       {replaced(t, good, "<unk>▁abab", "<unk>▁aaab"), "the same"},
		"piece is no UTF-8": {replaced(t, good, "<unk>▁", "<unk>\xff\xff\xff"), "piece 4"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			err := useBase(tc.file)
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one about %q", err, tc.want)
			}
		})
	}
}

// useBase reads a base and all its layers.
func useBase(file []byte) error {
	b, err := newBase(file, expandInt8)
	if err != nil {
		return err
	}
	for _, layer := range b.layers {
		if _, err := layer(); err != nil {
			return err
		}
	}
	return nil
}

func TestHalf(t *testing.T) {
	cases := map[uint16]float64{
		0x0000: 0, 0x3c00: 1, 0xc000: -2, 0x7bff: 65504, 0x0400: 1. / (1 << 14), 0x0001: 1. / (1 << 24),
		0x83ff: -1023. / (1 << 24), 0x3555: .333251953125, 0x7c00: math.Inf(1), 0xfc00: math.Inf(-1),
	}
	for bits, want := range cases {
		if got := half(binary.LittleEndian.AppendUint16(nil, bits)); float64(got) != want {
			t.Errorf("half(%#04x) = %v, want %v", bits, got, want)
		}
	}
	if got := half([]byte{1, 0x7e}); !math.IsNaN(float64(got)) {
		t.Errorf("half(NaN) = %v", got)
	}
}

func TestMalformedAdapter(t *testing.T) {
	base := tinyBase(t)
	retrieval, names := tinyAdapter(t, base, "retrieval"), tinyAdapter(t, base, "ner")
	cases := map[string]struct {
		retrieval, names []byte
		want             string
	}{
		"swapped":        {names, retrieval, "kind"},
		"other base":     {replaced(t, retrieval, `"sha256":"`, `"sha255":"`), replaced(t, names, `"sha256":"`, `"sha255":"`), "made for base"},
		"too many":       {replaced(t, retrieval, `"layers":2`, `"layers":4`), replaced(t, names, `"layers":2`, `"layers":4`), "4 layers of 3"},
		"half a pair":    {replaced(t, retrieval, "qkv.Bt", "qkv.bt"), replaced(t, names, "qkv.Bt", "qkv.bt"), "qkv.Bt"},
		"without result": {replaced(t, retrieval, "mean.query", "mean.nothi"), replaced(t, names, "head.K.w", "head.L.w"), "no tensor"},
		"labels":         {retrieval[:40], replaced(t, names, "I-PER", "IXPER"), ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := open(base, tc.retrieval, tc.names, expandInt8)
			_, first := m.Embed(t.Context(), Query, []string{"abra"})
			_, second := m.Names(t.Context(), Universal, 0, [][]string{{"abra"}})
			for _, err := range []error{first, second} {
				if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), tc.want) {
					t.Errorf("error %v, want one about %q", err, tc.want)
				}
			}
		})
	}
}

// damaged returns a file written over from a place on, and cut short.
func damaged(file []byte, at uint, with []byte, cut uint) []byte {
	file = slices.Clone(file)
	copy(file[at%uint(len(file)):], with)
	return file[:uint(len(file))-cut%uint(len(file))]
}

// addDamage gives a fuzz test places in a file's parts.
func addDamage(f *testing.F, file []byte) {
	f.Helper()
	f.Add(uint(0), []byte{}, uint(0))
	f.Add(uint(8), []byte{255, 255, 255, 127}, uint(0))
	f.Add(uint(0), []byte{}, uint(len(file)/2))
	for _, key := range []string{`"hidden":`, `"heads":`, `"n_norm":`, `"shape":[`, `"offset":`, `"layers":`, `"long_after":`} {
		if at := bytes.Index(file, []byte(key)); at >= 0 {
			f.Add(uint(at+len(key)), []byte("9"), uint(0))
			f.Add(uint(at+len(key)), []byte("-"), uint(0))
		}
	}
	f.Add(uint(len(file)-200), bytes.Repeat([]byte{255}, 100), uint(0)) // not finite
}

// FuzzBase holds that a file is used or refused, never more.
func FuzzBase(f *testing.F) {
	good := tinyBase(f)
	addDamage(f, good)
	f.Fuzz(func(t *testing.T, at uint, with []byte, cut uint) {
		file := damaged(good, at, with, cut)
		if err := useBase(file); err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("error %v is no ErrFormat", err)
			}
			return
		}
		b, err := newBase(file, expandInt8)
		if err != nil {
			t.Fatal(err)
		}
		first, err := b.layers[0]()
		if err != nil {
			t.Fatal(err)
		}
		text := [][]int32{b.pieces("abrakadabra å b", &scratch{})}
		if err := b.encode(t.Context(), []*layer{first}, text, &workspace{}, func(int, []float32) {}); err != nil {
			t.Error(err)
		}
	})
}

// FuzzAdapter does the same for adapters.
func FuzzAdapter(f *testing.F) {
	base := tinyBase(f)
	retrieval, names := tinyAdapter(f, base, "retrieval"), tinyAdapter(f, base, "ner")
	addDamage(f, retrieval)
	addDamage(f, names)
	f.Fuzz(func(t *testing.T, at uint, with []byte, cut uint) {
		m := open(base, damaged(retrieval, at, with, cut), damaged(names, at, with, cut), expandInt8)
		if _, err := m.Embed(t.Context(), Passage, []string{"abrakad"}); err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("error %v is no ErrFormat", err)
		}
		if _, err := m.Names(t.Context(), News, 0, [][]string{{"abra", "kad", "å"}}); err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("error %v is no ErrFormat", err)
		}
	})
}
