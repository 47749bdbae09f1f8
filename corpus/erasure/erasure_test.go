package erasure

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// The people are invented.
func TestForms(t *testing.T) {
	tests := []struct {
		name  string
		names []string
		want  []string
	}{
		{"two words", []string{"Maja Ekenberg"}, []string{"ekenberg maja", "ekenberg, maja", "maja ekenberg", "majaekenberg"}},
		{"letters of addresses", []string{"Åsa Ö"}, nil},
		{"one word", []string{"Maja"}, nil},
		{"initial", []string{"M. Ekenberg"}, nil},
		{"title", []string{"Minister Ekenberg"}, nil},
		{"none", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Forms(tt.names)); diff != "" {
				t.Errorf("Forms:\n%s", diff)
			}
		})
	}
	if forms := Forms([]string{"Åsa Öberg"}); !strings.Contains(strings.Join(forms, "|"), "asa oberg") {
		t.Errorf("no form in the letters of addresses: %v", forms)
	}
}

func TestScan(t *testing.T) {
	m := NewMatcher(Forms([]string{"Maja Ekenberg", "Maja Lo Ekenberg", "Åsa Öberg"}))
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "Då kom Maja Ekenberg hit.", []string{"Maja Ekenberg"}},
		{"capitals", "MAJA EKENBERG:", []string{"MAJA EKENBERG"}},
		{"genitive", "Maja Ekenbergs hus", []string{"Maja Ekenbergs"}},
		{"line break", "Maja\nEkenberg", []string{"Maja\nEkenberg"}},
		{"surname first", "Ekenberg, Maja", []string{"Ekenberg, Maja"}},
		{"longest", "Maja Lo Ekenberg", []string{"Maja Lo Ekenberg"}},
		{"address", "maja.ekenberg@example.se och /asa-oberg/", []string{"maja.ekenberg", "asa-oberg"}},
		{"one word", "@majaekenberg", []string{"majaekenberg"}},
		{"double surname", "Maja Ekenberg-Lund", nil},
		{"double given name", "Britt-Maja Ekenberg", nil},
		{"two sentences", "Så sade Maja. Ekenberg är en ort.", nil},
		{"two paragraphs", "Maja\n\nEkenberg", nil},
		{"part of a word", "Maja Ekenbergström", nil},
		{"surname alone", "Ekenberg", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, span := range Scan(tt.text, m) {
				got = append(got, span.Of(tt.text))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Scan(%q):\n%s", tt.text, diff)
			}
		})
	}
}

func TestRedactMovesTheLayoutAlong(t *testing.T) {
	canonical := "Maja: Hej på er!\nBo: Tack, Maja.\nSlut"
	span := func(part string) corpus.Span {
		at := strings.Index(canonical, part)
		return corpus.Span{Start: at, End: at + len(part)}
	}
	text := &corpus.Text{
		Canonical: canonical, Title: "Maja Ekenberg i radion", Authors: []string{"Maja Ekenberg", "Bo Lund"}, URL: "https://example.se/maja-ekenberg",
		Meta: map[string]string{"k": "av Maja"},
		Blocks: []corpus.Block{
			{Span: span("Maja: Hej på"), Speaker: "Maja"}, {Span: span(" er!"), Speaker: "Maja"}, {Span: span("Bo: Tack, Maja."), Speaker: "Bo"},
		},
		Links:    []corpus.Link{{Span: span("Maja."), Target: "/m"}, {Span: span("Slut"), Target: "/s"}},
		Emphasis: []corpus.Span{span("på er"), span("Slut")},
		Origin:   []corpus.Anchor{{Exact: true}, {Canonical: span("er!").Start, Original: 9}, {Canonical: span("Slut").Start, Original: 40, Page: 2}},
	}
	last := strings.LastIndex(canonical, "Maja")
	cuts := Join([]Cut{
		{Span: corpus.Span{Start: last, End: last + 4}}, {Span: span("Hej på er!"), Kind: CutSpeech}, {Span: span("Maja"), Kind: CutLabel},
	})
	got := Redact(text, cuts, NewMatcher(Forms([]string{"Maja Ekenberg"})))
	if want := "Okänd talare: [yttrande borttaget]\nBo: Tack, [borttagen].\nSlut"; got.Canonical != want {
		t.Fatalf("text %q, want %q", got.Canonical, want)
	}
	if got.Title != "[borttagen] i radion" || got.URL != "" || got.Meta["k"] != "av [borttagen]" || !cmp.Equal(got.Authors, []string{"Bo Lund"}) {
		t.Errorf("beside the text: %q, %q, %v, %v", got.Title, got.URL, got.Meta, got.Authors)
	}
	var blocks []string
	for _, block := range got.Blocks {
		blocks = append(blocks, block.Speaker+"|"+block.Of(got.Canonical))
	}
	want := []string{"Okänd talare|Okänd talare: [yttrande borttaget]", "Bo|Bo: Tack, [borttagen]."}
	if diff := cmp.Diff(want, blocks); diff != "" {
		t.Errorf("blocks:\n%s", diff)
	}
	if len(got.Links) != 1 || got.Links[0].Of(got.Canonical) != "Slut" || len(got.Emphasis) != 1 || got.Emphasis[0].Of(got.Canonical) != "Slut" {
		t.Errorf("links %v, emphasis %v", got.Links, got.Emphasis)
	}
	if last := got.Origin[len(got.Origin)-1]; last.Page != 2 || got.Canonical[last.Canonical:] != "Slut" || last.Original != -1 {
		t.Errorf("origin %v", got.Origin)
	}
}

func TestLedgerNamesNobodyAndKnowsWhomItHolds(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(dir)
	if err != nil || !l.Empty() || l.Source("maja-ekenberg.txt") != "maja-ekenberg.txt" {
		t.Fatalf("a ledger that is not there: %v", err)
	}
	if err := l.Prepare(); err != nil {
		t.Fatal(err)
	}
	e := Erasure{
		ID: "x:1", At: time.Unix(1, 0).UTC(), Forms: l.NewForms(Forms([]string{"Maja Ekenberg"})),
		Entities: []string{l.Hash("entity", "person:maja-ekenberg")}, Subjects: []string{l.SubjectHash("c:1", 0)},
		Texts: map[string]Ruling{l.Hash("text", "t"): {Cuts: []Cut{{Span: corpus.Span{End: 4}}}}, l.Hash("text", "u"): {Keep: true}},
		Moved: map[string]string{l.Hash("document", "maja-1"): "borttagen-1"},
	}
	if err := l.Add(e); err != nil {
		t.Fatal(err)
	}
	if l, err = Open(dir); err != nil || len(l.Erasures()) != 1 {
		t.Fatalf("Open: %v", err)
	}
	if !l.Erased("person:maja-ekenberg") || l.Erased("person:bo") || !l.Subject("c:1", 0) || l.Subject("c:1", 1) || l.Moved("maja-1") != "borttagen-1" {
		t.Error("the ledger does not know whom it holds")
	}
	if len(l.Called("MAJA EKENBERG")) != 1 || len(l.Called("Maja Ekenbergs")) != 1 || len(l.Called("Bo Lund")) != 0 {
		t.Error("the ledger does not know names")
	}
	if ruling, decided := l.Ruling("t"); !decided || ruling.Keep || len(ruling.Cuts) != 1 {
		t.Errorf("Ruling = %v, %v", ruling, decided)
	}
	if ruling, decided := l.Ruling("u"); !decided || !ruling.Keep {
		t.Errorf("Ruling = %v, %v", ruling, decided)
	}
	if a, b := l.Source("om-maja-ekenberg.txt"), l.Source("av-maja-ekenberg.txt"); a == b || strings.Contains(a, "maja") || !strings.HasSuffix(a, ".txt") {
		t.Errorf("sources %q, %q", a, b)
	}
	data, err := os.ReadFile(filepath.Join(dir, LedgerName))
	if err != nil || strings.Contains(strings.ToLower(string(data)), "maja") {
		t.Errorf("the ledger names the person: %s, %v", data, err)
	}
	if info, err := os.Stat(filepath.Join(dir, KeyName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key: %v, %v", info, err)
	}
}

func TestOpenReportsWhatIsWrong(t *testing.T) {
	fill := func(t *testing.T, key, ledger string) string {
		t.Helper()
		dir := t.TempDir()
		for name, content := range map[string]string{KeyName: key, LedgerName: ledger} {
			if content == "" {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	key, line := strings.Repeat("ab", keyBytes)+"\n", `{"id":"x:1"}`+"\n"
	tests := []struct {
		name, key, ledger string
		want              error
		held              int
	}{
		{"whole", key, line, nil, 1},
		{"no key", "", line, ErrNoKey, 0},
		{"half a key", "abab\n", line, ErrNoKey, 0},
		{"damaged line", key, "{\n" + line, ErrDamaged, 0},
		{"line cut off by a crash", key, line + `{"id":"x:2","at`, nil, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := fill(t, tt.key, tt.ledger)
			l, err := Open(dir)
			if !errors.Is(err, tt.want) || len(l.Erasures()) != tt.held {
				t.Fatalf("Open = %v; %d held", err, len(l.Erasures()))
			}
			if err != nil {
				return
			}
			if err := l.Add(Erasure{ID: "x:3"}); err != nil {
				t.Fatal(err)
			}
			if l, err = Open(dir); err != nil || len(l.Erasures()) != tt.held+1 {
				t.Errorf("after Add: %v; %d held", err, len(l.Erasures()))
			}
		})
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("Maja Ekenberg sade: å, Maja\nEkenberg, Maja", 3, 9)
	f.Add("maja-ekenberg\x00MAJA EKENBERGS", 0, 2)
	f.Add("", 0, 0)
	m := NewMatcher(Forms([]string{"Maja Ekenberg"}))
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		speech := corpus.Span{Start: start, End: end}
		if !utf8.ValidString(text) || !speech.Valid(text) {
			t.Skip()
		}
		cuts := []Cut{{Span: speech, Kind: CutSpeech}}
		for _, span := range Scan(text, m) {
			if !span.Valid(text) {
				t.Fatalf("span %s in %d bytes", span, len(text))
			}
			cuts = append(cuts, Cut{Span: span})
		}
		layout := &corpus.Text{Canonical: text, Emphasis: []corpus.Span{{End: len(text)}, speech}}
		got := Redact(layout, Join(cuts), m)
		if !utf8.ValidString(got.Canonical) {
			t.Error("a code point was cut")
		}
		for _, span := range got.Emphasis {
			if !span.Valid(got.Canonical) {
				t.Errorf("span %s in %d bytes", span, len(got.Canonical))
			}
		}
	})
}
