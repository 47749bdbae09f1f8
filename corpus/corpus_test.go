package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNewID(t *testing.T) {
	tests := []struct {
		name, collection, source, prefix string
	}{
		{"path", "", "protokoll/Möte den 3 maj.txt", "mote-den-3-maj-"},
		{"record", "", "ipq-199495--0001", "ipq-199495-0001-"},
		{"address", "", "https://example.se/nyheter/", "nyheter-"},
		{"no letters", "", "…", "document-"},
		{"windows path", "", `C:\arkiv\rapport.pdf`, "rapport-"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id := NewID(tt.collection, tt.source)
			if !strings.HasPrefix(id, tt.prefix) || strings.ContainsAny(id, ":./") {
				t.Errorf("NewID(%q, %q) = %q, want prefix %q", tt.collection, tt.source, id, tt.prefix)
			}
		})
	}
	if NewID("a", "x.txt") == NewID("b", "x.txt") {
		t.Error("collections share an id")
	}
	if NewID("", "a/x.txt") == NewID("", "b/x.txt") {
		t.Error("folders share an id")
	}
}

func FuzzSpanUnits(f *testing.F) {
	f.Add("Hälsodata å e\u0301 😀 slut", 3, 9)
	f.Add("", 0, 0)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		span := Span{Start: start, End: end}
		if !utf8.ValidString(text) || !span.Valid(text) {
			t.Skip()
		}
		points := span.CodePoints(text)
		if got := string([]rune(text)[points.Start:points.End]); got != span.Of(text) {
			t.Errorf("code points cut %q, bytes %q", got, span.Of(text))
		}
		if units := span.UTF16(text); units.Len() < points.Len() || units.Len() > 2*points.Len() {
			t.Errorf("UTF-16 length %d for %d code points", units.Len(), points.Len())
		}
	})
}

func TestTextAt(t *testing.T) {
	text := Text{Canonical: "abcdef", Origin: []Anchor{{Canonical: 0, Page: 1}, {Canonical: 3, Page: 2}}}
	for offset, page := range map[int]int{0: 1, 2: 1, 3: 2, 6: 2} {
		if anchor, ok := text.At(offset); !ok || anchor.Page != page {
			t.Errorf("At(%d) = page %d, %v; want %d", offset, anchor.Page, ok, page)
		}
	}
	if _, ok := (&Text{}).At(0); ok {
		t.Error("a text without anchors has one")
	}
}
