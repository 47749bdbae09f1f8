package swedish

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// testLines reads the lines of a file of testdata without its comments, as
// fields.
func testLines(tb testing.TB, name string) [][]string {
	tb.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(raw)) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] != "#" {
			out = append(out, fields)
		}
	}
	return out
}

func TestLemmaInflections(t *testing.T) {
	pairs, wrong := 0, 0
	for _, line := range testLines(t, "inflections.txt") {
		for _, form := range line {
			pairs++
			if got := Lemma(form); got != line[0] {
				wrong++
				t.Errorf("Lemma(%q) = %q, want %q", form, got, line[0])
			}
			if got, want := Stem(form), Stem(line[0]); got != want {
				t.Errorf("Stem(%q) = %q, want %q as of %q", form, got, want, line[0])
			}
		}
	}
	t.Logf("%d of %d pairs right", pairs-wrong, pairs)
	if pairs < 300 {
		t.Errorf("only %d pairs", pairs)
	}
}

func TestStemKeepsWordsApart(t *testing.T) {
	for _, pair := range testLines(t, "distinct.txt") {
		if Stem(pair[0]) == Stem(pair[1]) {
			t.Errorf("%q and %q share the stem %q", pair[0], pair[1], Stem(pair[0]))
		}
	}
}

func TestLemmaForms(t *testing.T) {
	for _, test := range []struct{ name, word, want string }{
		{"capitals", "KOMMUNERNA", "kommun"},
		{"plural of -ing beside -an", "försäkringar", "försäkring"},
		{"plural of -an", "anmälningar", "anmälan"},
		{"decomposed", "la\u0308kemedlet", "läkemedel"},
		{"soft hyphen", "läke\u00admedlet", "läkemedel"},
		{"initialism genitive", "EU:s", "eu"},
		{"initialism definite", "tv:n", "tv"},
		{"saint", "S:t", "s:t"},
		{"coordinated compound", "hälso-", "hälso"},
		{"hyphenated compound", "IT-systemen", "it-system"},
		{"unknown compound", "patientdataplattformarna", "patientdataplattform"},
		{"unknown umlaut compound", "regionhuvudstäderna", "regionhuvudstad"},
		{"unknown derivation", "omställbarheten", "omställbarhet"},
		{"month", "december", "december"},
		{"short", "i", "i"},
		{"empty", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Lemma(test.word); got != test.want {
				t.Errorf("Lemma(%q) = %q, want %q", test.word, got, test.want)
			}
		})
	}
}

// TestStemTalbanken measures how Stem joins the treebank's nouns, adjectives
// and verbs: of the pairs of forms with one lemma, how many have one stem; of
// the pairs with one stem, how many have one lemma.
func TestStemTalbanken(t *testing.T) {
	type word struct{ form, lemma string }
	seen := map[word]bool{}
	for _, s := range treebank(t, "test") {
		for _, w := range s.words {
			if (w.tag == "NOUN" || w.tag == "ADJ" || w.tag == "VERB") && !strings.ContainsAny(w.lemma+w.form, "_. -") {
				seen[word{strings.ToLower(w.form), strings.ToLower(w.lemma)}] = true
			}
		}
	}
	lemmas, stems, both := map[string]int{}, map[string]int{}, map[word]int{}
	for w := range seen {
		stem := Stem(w.form)
		lemmas[w.lemma]++
		stems[stem]++
		both[word{stem, w.lemma}]++
	}
	pairs := func(n int) int { return n * (n - 1) / 2 }
	same, joined, right := 0, 0, 0
	for _, n := range lemmas {
		same += pairs(n)
	}
	for _, n := range stems {
		joined += pairs(n)
	}
	for _, n := range both {
		right += pairs(n)
	}
	recall, precision := float64(right)/float64(same), float64(right)/float64(joined)
	t.Logf("of %d pairs of one lemma %.4f are joined; of %d joined pairs %.4f have one lemma", same, recall, joined, precision)
	if recall < 0.85 || precision < 0.75 {
		t.Errorf("recall %.4f, precision %.4f", recall, precision)
	}
}

func TestNewIsFast(t *testing.T) {
	start := time.Now()
	if _, err := New(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("New took %v", took)
	}
}

// TestConcurrentUse lets goroutines share the cache and learn the parts at the
// same time; it finds races when run with -race.
func TestConcurrentUse(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, line := range testLines(t, "inflections.txt")[:40] {
				for _, form := range line {
					if got, want := a.Stem(form), a.Stem(line[0]); got != want {
						t.Errorf("Stem(%q) = %q, want %q", form, got, want)
					}
					a.Split(form)
				}
			}
		})
	}
	group.Wait()
}

func TestFrequency(t *testing.T) {
	for _, test := range []struct {
		word  string
		lower bool // more frequent in lower case than capitalised mid-sentence
	}{{"den", true}, {"Regeringen", true}, {"stockholm", false}, {"Anders", false}} {
		lower, capital, _, _ := Frequency(test.word)
		if lower > capital != test.lower {
			t.Errorf("Frequency(%q) = %d lower, %d capital", test.word, lower, capital)
		}
	}
	if lower, capital, initial, upper := Frequency("xyzzyx"); lower+capital+initial+upper != 0 {
		t.Error("an unknown word has counts")
	}
}

func TestDamagedLists(t *testing.T) {
	if _, err := newLexicon([]byte("no gzip")); err == nil {
		t.Error("newLexicon accepted what is no list")
	}
	if _, err := newNameSet(nil); err == nil {
		t.Error("newNameSet accepted nothing")
	}
}

func TestIsStopword(t *testing.T) {
	for _, word := range []string{"och", "Att", "fo\u0308r", "inte", "t.ex.", "skulle"} {
		if !IsStopword(word) {
			t.Errorf("%q is no stopword", word)
		}
	}
	for _, word := range []string{"hälsa", "region", "", "vård", "data"} {
		if IsStopword(word) {
			t.Errorf("%q is a stopword", word)
		}
	}
}

func FuzzLemma(f *testing.F) {
	for _, seed := range []string{"läkemedlet", "EU:s", "-", "å", "s", "IT-systemen", "a\u0308\u0308", "\xff\xfe", "förs-"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if len(word) > 200 {
			return
		}
		if lemma, stem := Lemma(word), Stem(word); lemma != Lemma(word) || stem != Stem(word) {
			t.Fatalf("%q: not the same twice", word)
		}
		end := 0
		for _, p := range Split(word) {
			if p.Start < end || p.End <= p.Start || p.End > len(word) {
				t.Fatalf("Split(%q): bad part %+v", word, p)
			}
			end = p.End
		}
		if base, ok := Genitive(word); !strings.HasPrefix(word, base) || ok && base == word {
			t.Fatalf("Genitive(%q) = %q, %v", word, base, ok)
		}
		TitleCaseName(word)
		Language(word)
	})
}

func BenchmarkStem(b *testing.B) {
	words := strings.Fields(strings.Repeat("läkemedlet hälsodatan kommunerna städerna kvinnor möten regionernas beslutade större ", 100))
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range words {
			Stem(w)
		}
	}
	b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}

func BenchmarkLemmaUncached(b *testing.B) {
	a, err := New()
	if err != nil {
		b.Fatal(err)
	}
	words := make([]string, 0, 512)
	for i := range 512 {
		words = append(words, string(rune('a'+i%26))+"datautredningarnas")
	}
	for i := 0; b.Loop(); i++ {
		a.lemma(words[i%len(words)])
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
