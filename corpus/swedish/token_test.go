package swedish

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestTokenize(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{ // tokens set off by "|"
		{"sentence", "Vi möts i Luleå.", "Vi|möts|i|Luleå|."},
		{"hyphens", "E-hälsa, covid-19 och Life-Science", "E-hälsa|,|covid-19|och|Life-Science"},
		{"coordinated compound", "hälso- och sjukvård", "hälso-|och|sjukvård"},
		{"coordinated list", "hälso-, vård- och forskningsdata", "hälso-|,|vård-|och|forskningsdata"},
		{"dash", "Hon – som vet – går - sakta", "Hon|–|som|vet|–|går|-|sakta"},
		{"colon forms", "S:t Erik, SKL:s, EU:s, s:a och tv:n", "S:t|Erik|,|SKL:s|,|EU:s|,|s:a|och|tv:n"},
		{"colon of speaker", "JENNI: Ja, du:hej", "JENNI|:|Ja|,|du|:|hej"},
		{"document number", "SOU 2021:17, prop. 2019/20:15", "SOU|2021:17|,|prop.|2019|/|20:15"},
		{"time", "kl. 10.30 och 14:00", "kl.|10.30|och|14:00"},
		{"inner marks", "h@h, R&D, Forska!Sverige", "h@h|,|R&D|,|Forska!Sverige"},
		{"exclamation", "Hej! Sverige!", "Hej|!|Sverige|!"},
		{"apostrophes", "O'Neill, l’Oréal och Anders' bil", "O'Neill|,|l’Oréal|och|Anders|'|bil"},
		{"quotes", "”Hej”, sa 'hon'", "”|Hej|”|,|sa|'|hon|'"},
		{"abbreviations", "bl.a. t.ex. dvs. m.m. dr. Ek", "bl.a.|t.ex.|dvs.|m.m.|dr.|Ek"},
		{"abbreviation without stop", "t.ex så", "t.ex|så"},
		{"words like abbreviations", "Han var mot. Den nr. 5 art. 3", "Han|var|mot|.|Den|nr.|5|art.|3"},
		{"initials", "A. Ek, J.K. Rowling och U.S.A. nu", "A|.|Ek|,|J.K.|Rowling|och|U.S.A.|nu"},
		{"thousands", "15 000 kr, 1 000 000,50 och 12\u00a0500", "15 000|kr|,|1 000 000,50|och|12\u00a0500"},
		{"no thousands", "2021 300 och 070 123", "2021|300|och|070|123"},
		{"decimals", "3,5 procent, 2.1 Mål", "3,5|procent|,|2.1|Mål"},
		{"number and list comma", "1, 2 och 3.", "1|,|2|och|3|."},
		{"dates", "2019-05-02, 2021-04 och 28.4.2021.", "2019-05-02|,|2021-04|och|28.4.2021|."},
		{"ranges", "2019-2021 och 10-15 samt 2019–2021", "2019|-|2021|och|10|-|15|samt|2019|–|2021"},
		{"registry numbers", "556677-8899 08-123", "556677-8899|08-123"},
		{"number words", "5G, 70-talet, 18-åring, 3:e", "5G|,|70-talet|,|18-åring|,|3:e"},
		{"address", "Se https://www.vinnova.se/a?b=(c). Och www.kb.se!", "Se|https://www.vinnova.se/a?b=(c)|.|Och|www.kb.se|!"},
		{"bracketed address", "(https://kb.se/x)", "(|https://kb.se/x|)"},
		{"host", "verksamt.se har, vinnova.se/om.", "verksamt.se|har|,|vinnova.se/om|."},
		{"mail", "anna.b@kb.se, a@b.se.", "anna.b@kb.se|,|a@b.se|."},
		{"missing space", "slut.Början", "slut|.|Början"},
		{"ellipsis", "ja... nej… -- så", "ja|...|nej|…|--|så"},
		{"symbols", "5 % § 3 €", "5|%|§|3|€"},
		{"decomposed", "ha\u0308lsa A\u030asa", "ha\u0308lsa|A\u030asa"},
		{"soft hyphen", "läke\u00admedel", "läke\u00admedel"},
		{"byte order mark", "\ufeffHej\u200b du", "Hej|du"},
		{"invalid bytes", "a\xffb", "a|\xff|b"},
		{"slash", "och/eller", "och|/|eller"},
		{"empty", "", ""},
		{"white space", " \t\r\n\u00a0", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, token := range Tokenize(test.text) {
				got = append(got, test.text[token.Start:token.End])
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("Tokenize(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestTokenKinds(t *testing.T) {
	for text, want := range map[string]Kind{
		"hälsa": Word, "5G": Word, "3:e": Word, "covid-19": Word, "t.ex.": Word, "www.kb.se": Word,
		"15 000": Number, "2021:17": Number, "2019-05-02": Number, "٣": Number,
		".": Punct, "–": Punct, "”": Punct, "...": Punct, "%": Symbol, "§": Symbol, "€": Symbol, "😀": Symbol, "\xff": Symbol,
	} {
		tokens := Tokenize(text)
		if len(tokens) != 1 || tokens[0].Kind != want {
			t.Errorf("Tokenize(%q) = %v, want one token of kind %d", text, tokens, want)
		}
	}
}

func TestTokenizeAllocatesNothing(t *testing.T) {
	text := "Å ÄR bl.a. S:t Kl. ÖVERSÄTTNING. anna@kb.se 15 000 kr 2019-05-02 ”Ja!”"
	buffer := make([]Token, 0, 100)
	if n := testing.AllocsPerRun(10, func() { buffer = AppendTokens(buffer[:0], text) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// textSeeds are texts for fuzzing tokens and sentences.
func textSeeds() []string {
	return []string{
		"Vi möts den 3. maj kl. 10.30, bl.a. A. Ek (S:t Erik). ”Jaha!” sa hon.\n\n1. Punkt\n2. Punkt",
		"e-hälsa covid-19 h@h R&D Forska!Sverige http://a.se/b(c). a@b.se 15 000,5 2019-05-02",
		"ha\u0308lsa\u00ad A\u030a.\u00a0B… – \ufeff\u200b\xff\xc3(", "...!?”’»)", "1.2.3-4:5:e-", "a:b:c's'&@!A",
		"www. http:// a.b.c.se/. :s -", "5-a5-5 0-0 12 345 678 90",
	}
}

func FuzzTokenize(f *testing.F) {
	for _, seed := range textSeeds() {
		f.Add(seed)
		f.Add(norm.NFD.String(seed))
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, token := range Tokenize(text) {
			if token.Start < end || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("token %+v after %d in %q", token, end, text)
			}
			checkGap(t, text[end:token.Start])
			for _, at := range []int{token.Start, token.End} {
				if utf8.ValidString(text) && at < len(text) && !utf8.RuneStart(text[at]) {
					t.Fatalf("token %+v cuts a code point of %q", token, text)
				}
			}
			end = token.End
		}
		checkGap(t, text[end:])
	})
}

// checkGap fails the test where anything but white space lies between tokens.
func checkGap(t *testing.T, gap string) {
	t.Helper()
	for _, r := range gap {
		if !unicode.IsSpace(r) && r != '\ufeff' && r != '\u200b' {
			t.Fatalf("%q between tokens", gap)
		}
	}
}

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat("Regeringen beslutade den 28 april 2021 om en strategi för hälso- och sjukvården, bl.a. för e-hälsa (SOU 2021:17). ”Vi måste börja nu”, säger Anna Ek. ", 2000)
	buffer := make([]Token, 0, len(text)/3)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		buffer = AppendTokens(buffer[:0], text)
	}
}

// TestLongRunsAreLinear guards against texts that take quadratic time.
func TestLongRunsAreLinear(t *testing.T) {
	for _, unit := range []string{"a.", "A.", "a-", "1-", "1.", "1 234 ", ")", "(", "”", ".", "a:", "a'", "http://a", "www.)", "a@", "s. ", "\n", "– ", "å", "a\u0308"} {
		text := strings.Repeat(unit, 200_000/len(unit))
		start := time.Now()
		Sentences(text)
		Dates(text)
		Lemma(text)
		Split(text)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("200 kB of %q took %v", unit, took)
		}
	}
}
