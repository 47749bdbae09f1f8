package read

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/samband/samband/corpus"
)

// verify checks what every text of every reader promises.
func verify(t *testing.T, original []byte, text *corpus.Text) {
	t.Helper()
	s := text.Canonical
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		t.Fatalf("text is not UTF-8 in NFC: %q", s)
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' && r != '\t' || r == 0xFEFF || r == 0x7F }); i >= 0 {
		t.Fatalf("control character at %d: %q", i, s)
	}
	at := 0
	for _, b := range text.Blocks {
		if !b.Valid(s) || b.Empty() {
			t.Fatalf("block %v %s does not fit the text %q", b.Span, b.Kind, s)
		}
		if b.Start < at {
			t.Fatalf("block %v %s begins before %d: blocks %+v of %q", b.Span, b.Kind, at, text.Blocks, s)
		}
		at = b.Start
		if b.Kind != corpus.BlockFurniture {
			at = b.End
		}
	}
	at = 0
	for _, l := range text.Links {
		if !l.Valid(s) || l.Empty() || l.Start < at {
			t.Fatalf("link %v does not fit: %+v of %q", l.Span, text.Links, s)
		}
		at = l.End
	}
	at = 0
	for _, e := range text.Emphasis {
		if !e.Valid(s) || e.Empty() || e.Start < at {
			t.Fatalf("emphasis %v does not fit: %+v of %q", e, text.Emphasis, s)
		}
		at = e.End
	}
	verifyOrigin(t, original, text)
}

// verifyOrigin checks that anchors ascend, cut no character, and that exact
// stretches are the original byte by byte where both are ASCII.
func verifyOrigin(t *testing.T, original []byte, text *corpus.Text) {
	t.Helper()
	s := text.Canonical
	if s != "" && (len(text.Origin) == 0 || text.Origin[0].Canonical != 0) {
		t.Fatalf("no anchor at 0: %+v", text.Origin)
	}
	for i, a := range text.Origin {
		end := len(s)
		if i+1 < len(text.Origin) {
			end = text.Origin[i+1].Canonical
		}
		if a.Canonical >= end || !(corpus.Span{Start: a.Canonical, End: end}).Valid(s) {
			t.Fatalf("anchor %+v up to %d does not fit %q", a, end, s)
		}
		if a.Original < -1 || a.Original > int64(len(original)) {
			t.Fatalf("anchor %+v outside the original of %d bytes", a, len(original))
		}
		if !a.Exact {
			continue
		}
		got := string(original[a.Original : int(a.Original)+end-a.Canonical])
		if want := s[a.Canonical:end]; strings.NewReplacer("\r", "\n", "\f", "\n", "\v", "\n").Replace(got) != want {
			t.Fatalf("anchor %+v up to %d: original %q, text %q", a, end, got, want)
		}
	}
}
