package swedish

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestSentences(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"two", "Hon kom. Han gick.", []string{"Hon kom.", "Han gick."}},
		{"question and exclamation", "Kom hon? Ja! Bra.", []string{"Kom hon?", "Ja!", "Bra."}},
		{"abbreviations", "Vi såg bl.a. Anna, t.ex. i Luleå kl. 10. Hon log.", []string{"Vi såg bl.a. Anna, t.ex. i Luleå kl. 10.", "Hon log."}},
		{"final abbreviation", "Äpplen, päron m.m. Vi åt allt.", []string{"Äpplen, päron m.m.", "Vi åt allt."}},
		{"final abbreviation inside", "Äpplen m.m. åts.", []string{"Äpplen m.m. åts."}},
		{"title", "Vi mötte dr. Ek och prof. Berg. De log.", []string{"Vi mötte dr. Ek och prof. Berg.", "De log."}},
		{"initials", "Boken av A. Ek och J. K. Rowling såldes. Den var bra.", []string{"Boken av A. Ek och J. K. Rowling såldes.", "Den var bra."}},
		{"capital at end", "Ta vitamin C. Det är bra.", []string{"Ta vitamin C.", "Det är bra."}},
		{"ordinal", "Den 3. maj kom de. De gick.", []string{"Den 3. maj kom de.", "De gick."}},
		{"year", "Det var 2021. Sedan hände inget.", []string{"Det var 2021.", "Sedan hände inget."}},
		{"enumeration", "1. Anders öppnar mötet. 2. Val.", []string{"1. Anders öppnar mötet.", "2. Val."}},
		{"section number", "2.1 Organisation\nAnna berättar.", []string{"2.1 Organisation", "Anna berättar."}},
		{"quotes", "”Kom!” Han gick. ”Vi går”, sa hon.", []string{"”Kom!”", "Han gick.", "”Vi går”, sa hon."}},
		{"quote goes on", "”Kom nu!” sa hon. Han gick.", []string{"”Kom nu!” sa hon.", "Han gick."}},
		{"brackets", "(Han kom sent.) Hon gick.", []string{"(Han kom sent.)", "Hon gick."}},
		{"dialogue", "– Ja, sa hon. – Nej, sa han.", []string{"– Ja, sa hon.", "– Nej, sa han."}},
		{"ellipsis", "Ja… kanske. Nej… Men nu.", []string{"Ja… kanske.", "Nej…", "Men nu."}},
		{"blank line", "Rubrik utan punkt\n\nhär fortsätter det", []string{"Rubrik utan punkt", "här fortsätter det"}},
		{"wrapped line", "En mening som är lång och bryts\növer två rader. Slut.", []string{"En mening som är lång och bryts\növer två rader.", "Slut."}},
		{"list", "Vi tog upp:\n- budget\n- val\n- övrigt", []string{"Vi tog upp:", "- budget", "- val", "- övrigt"}},
		{"heading line", "Sammanfattning\nVi möttes i Luleå.", []string{"Sammanfattning", "Vi möttes i Luleå."}},
		{
			"turns without end marks", "ANNA: jag tror att det blir en ganska lång dag för oss alla i dag också\nERIK EK: ja men visst",
			[]string{"ANNA: jag tror att det blir en ganska lång dag för oss alla i dag också", "ERIK EK: ja men visst"},
		},
		{"fields", "Närvarande: Anna Ek, Bo Berg\nFrånvarande: Cia Dal", []string{"Närvarande: Anna Ek, Bo Berg", "Frånvarande: Cia Dal"}},
		{"lower-case name begins", "Hon log. eHälsomyndigheten svarade.", []string{"Hon log.", "eHälsomyndigheten svarade."}},
		{"decimal and address", "Det blev 3.5 enligt kb.se i dag. Bra.", []string{"Det blev 3.5 enligt kb.se i dag.", "Bra."}},
		{"colon inside", "Han sa: vi går. Nu.", []string{"Han sa: vi går.", "Nu."}},
		{"decomposed", "O\u0308l. A\u030asa kom.", []string{"O\u0308l.", "A\u030asa kom."}},
		{"empty", " \n\n ", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, r := range Sentences(test.text) {
				got = append(got, test.text[r.Start:r.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Sentences(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestAbbreviation(t *testing.T) {
	for token, want := range map[string]bool{
		"t.ex.": true, "T.ex": true, "kl.": true, "Dr": true, "m.m.": true, "hälsa": false, "Anna.": false, "": false, ".": false,
	} {
		if got := Abbreviation(token); got != want {
			t.Errorf("Abbreviation(%q) = %v, want %v", token, got, want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, seed := range textSeeds() {
		f.Add(seed)
		f.Add(norm.NFD.String(seed))
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, r := range Sentences(text) {
			if r.Start < end || r.End <= r.Start || r.End > len(text) {
				t.Fatalf("sentence %+v after %d in %q", r, end, text)
			}
			checkGap(t, text[end:r.Start])
			if utf8.ValidString(text) && !utf8.ValidString(text[r.Start:r.End]) {
				t.Fatalf("sentence %+v cuts a code point of %q", r, text)
			}
			if strings.Contains(text[r.Start:r.End], "\n\n") {
				t.Fatalf("sentence %+v spans a blank line of %q", r, text)
			}
			end = r.End
		}
		checkGap(t, text[end:])
	})
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("Regeringen beslutade den 28 april 2021 om en strategi för hälso- och sjukvården, bl.a. för e-hälsa (SOU 2021:17). ”Vi måste börja nu”, säger Anna Ek. ", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Sentences(text)
	}
}
