package encoder

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// words returns the texts of pieces.
func words(tb testing.TB, b *base, ids []int32) (texts []string) {
	tb.Helper()
	pieces, err := readPieces(b.container)
	if err != nil {
		tb.Fatal(err)
	}
	for _, id := range ids {
		texts = append(texts, pieces[id])
	}
	return texts
}

func TestTokenize(t *testing.T) {
	b, err := newBase(tinyBase(t), expandInt8)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		text string
		want []string
	}{
		"empty":              {"", []string{"▁"}},
		"blanks only":        {" \t ", []string{"▁"}},
		"best sum":           {"abrakad", []string{"▁abra", "kad"}},
		"blank at the end":   {"bra ", []string{"▁bra", "▁"}},
		"blanks collapse":    {"  bra \t bra", []string{"▁bra", "▁bra"}},
		"unknown stay apart": {"xy", []string{"▁", "<unk>", "<unk>"}},
		"special as text":    {"<s>", []string{"▁", "<unk>", "<unk>", "<unk>"}},
		"composed":           {"a\u030A", []string{"▁å"}},
		"soft hyphen":        {"b\u00ADra", []string{"▁bra"}},
		"deleted":            {"b\u0007ra", []string{"▁bra"}},
		"replaced by three":  {"½", []string{"▁", "<unk>", "<unk>", "<unk>"}},
		"written U+2581":     {"▁bra", []string{"▁", "▁bra"}},
		"no UTF-8":           {"\xffbra", []string{"▁", "<unk>", "bra"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := words(t, b, b.tokenizer.append(nil, compose(tc.text), 100, &scratch{}))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestLongTextKeepsItsHead compares the pieces of a text with those of much
// longer ones that begin with it.
func TestLongTextKeepsItsHead(t *testing.T) {
	b, err := New().base()
	if err != nil {
		t.Fatal(err)
	}
	s := &scratch{}
	sentence := "Nämnden beslutar att hänskjuta ärendet om parkeringsavgifterna, enligt § 7. "
	head := strings.Repeat(sentence, 50)
	want := b.pieces(head, s)
	if len(want) != b.header.MaxTokens {
		t.Fatalf("%d pieces, want a text that is cut", len(want))
	}
	for name, text := range map[string]string{
		"many words": head + strings.Repeat(sentence, 5000),
		"one word":   head + strings.Repeat("x", 1<<20),
	} {
		if diff := cmp.Diff(want, b.pieces(text, s)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if len(s.text) > 1<<16 {
			t.Errorf("%s: %d bytes were cut into pieces", name, len(s.text))
		}
	}
	if got := len(b.pieces(strings.Repeat("å", 1<<20), s)); got > b.header.MaxTokens || len(s.text) > 1<<16 {
		t.Errorf("one long word: %d pieces of %d bytes", got, len(s.text))
	}
}

// FuzzTokenize holds that pieces spell the normalised text and that no way
// through it that differs in one place is better.
func FuzzTokenize(f *testing.F) {
	for _, text := range []string{"abrakadabra", " å½\tb\u00ADra ", "<s>▁", "\xff\xfe", "ﬁnans 😀"} {
		f.Add(text)
	}
	b, err := New().base()
	if err != nil {
		f.Fatal(err)
	}
	pieces, err := readPieces(b.container)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := &scratch{}
		ids := b.tokenizer.append(nil, compose(text), 1<<12, s)
		at := 0
		for _, id := range ids {
			if id != b.tokenizer.unknown {
				if !strings.HasPrefix(string(s.text[at:]), pieces[id]) {
					t.Fatalf("%q is not at %d of %q", pieces[id], at, s.text)
				}
				at += len(pieces[id])
				continue
			}
			_, size := utf8.DecodeRune(s.text[at:])
			at += size
		}
		if at != len(s.text) {
			t.Errorf("pieces spell %d bytes of %d", at, len(s.text))
		}
		if again := b.tokenizer.append(nil, compose(text), 1<<12, s); !slices.Equal(ids, again) {
			t.Errorf("%v, then %v", ids, again)
		}
		if few := b.tokenizer.append(nil, compose(text), 5, s); len(few) > 5 {
			t.Errorf("%d pieces, want at most 5", len(few))
		}
	})
}
