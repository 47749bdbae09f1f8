package structure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// sections renders sections as "level number title".
func sections(text string, s *corpus.Structure) []string {
	var out []string
	for _, x := range s.Sections {
		out = append(out, strings.Join(strings.Fields(fmt.Sprint(x.Level, " ", x.Number, " ", x.Heading.Of(text))), " "))
	}
	return out
}

func TestSections(t *testing.T) {
	const body = "Gruppen gick igenom läget och tackade för en god insats under våren."
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"bare numbers", "1 Inledning\n\n" + body + "\n\n2 Läget\n\n" + body + "\n\n2.1 Data i vården\n\n" + body + "\n\n3 Avslut\n\n" + body, []string{
			"1 1 Inledning", "1 2 Läget", "2 2.1 Data i vården", "1 3 Avslut",
		}},
		{"numbers with stops", "1. Mötets öppnande\n" + body + "\n\n2. Val av justerare\n" + body + "\n\n3. Nästa möte\n" + body, []string{
			"1 1 Mötets öppnande", "1 2 Val av justerare", "1 3 Nästa möte",
		}},
		{"one item without text", "1. Mötets öppnande\n\n2. Val av justerare\n\n" + body + "\n\n3. Ekonomi\n\n" + body + "\n\n4. Nästa möte\n\n" + body, []string{
			"1 1 Mötets öppnande", "1 2 Val av justerare", "1 3 Ekonomi", "1 4 Nästa möte",
		}},
		{"paragraph signs", "§ 12 Mötets öppnande\n" + body + "\n\n§ 13 Budget\n" + body, []string{"1 § 12 Mötets öppnande", "1 § 13 Budget"}},
		{"title below the sign", "§ 12\nMötets öppnande\n\n" + body + "\n\n§ 13\nBudget 2022\n\n" + body, []string{"1 § 12 Mötets öppnande", "1 § 13 Budget 2022"}},
		{"file number beside the sign", "KS § 45   Dnr KS 2021/123\nNy skola i centrum\n\n" + body + "\n\nKS § 46   Dnr KS 2021/124\nNytt bibliotek\n\n" + body, []string{
			"1 KS § 45 Ny skola i centrum", "1 KS § 46 Nytt bibliotek",
		}},
		{"sign with year", "§ 12/21 Öppnande\n" + body + "\n\n§ 13/21 Val\n" + body, []string{"1 § 12/21 Öppnande", "1 § 13/21 Val"}},
		{"points", "Punkt 1 Öppnande\n\n" + body + "\n\nPunkt 2: Ekonomi\n\n" + body + "\n\nPunkt 3. Avslut\n\n" + body, []string{
			"1 Punkt 1 Öppnande", "1 Punkt 2 Ekonomi", "1 Punkt 3 Avslut",
		}},
		{"Roman numerals", "I. Inledning\n\n" + body + "\n\nII. Metod\n\n" + body + "\n\nIII. Resultat\n\n" + body, []string{"1 I Inledning", "1 II Metod", "1 III Resultat"}},
		{"parts of an item", "§ 1 Skola i centrum\n\nÄrendet\n" + body + "\n\nBeslut\n" + body + "\n\n§ 2 Avslut\n\n" + body, []string{
			"1 § 1 Skola i centrum", "2 Ärendet", "2 Beslut", "1 § 2 Avslut",
		}},
		{"headings without numbers", "Rubriken på artikeln\n\n" + body + "\n\nVård och data\n\n" + body + "\n\nVad händer nu?\n\n" + body, []string{"1 Vård och data", "1 Vad händer nu?"}},
		{"headings in text without blank lines", "Rubriken på artikeln\n" + body + " " + body + "\nVård och data\n" + body + " " + body + "\nVad händer nu\n" + body + " " + body, []string{
			"1 Vård och data", "1 Vad händer nu",
		}},
		{"quoted heading", "Rubriken på artikeln\n\n" + body + "\n\n”Vi kan göra mer”\n\n" + body, []string{"1 ”Vi kan göra mer”"}},
		{"Markdown", "# Titel här\n\n" + body + "\n\n## Första delen\n\n" + body + "\n\n### 1.1 Mindre del\n\n" + body + "\n\n## Andra delen\n\n" + body, []string{
			"2 Första delen", "3 1.1 Mindre del", "2 Andra delen",
		}},
		{"participants above Markdown headings", "# Protokoll från styrgruppen\n\n**Närvarande:**\n- Anna Ek\n- Bo Alm\n\n## 1. Inledning\n" + body, []string{"2 Närvarande", "2 1 Inledning"}},
		{"bold headings", "Titel på texten\n\n" + body + "\n\n**Vård och data**\n\n" + body, []string{"1 Vård och data"}},
		{"participants after the items", "1 Inledning\n\n" + body + "\n\n2 Avslut\n\n" + body + "\n\nDeltagare\n\n1. Anna Ek, SKR\n2. Bo Alm, SKR\n", []string{"1 1 Inledning", "1 2 Avslut", "1 Deltagare"}},

		{"a numbered list", "Vi vill tre saker:\n\n1. Bygga en skola\n2. Bygga ett bibliotek\n3. Bygga en park\n\n" + body, nil},
		{"numbered sentences", "Titel på texten\n\n1. Är ministern beredd att ta ansvar för detta?\n\n2. Avser ministern att göra något åt saken?\n", nil},
		{"an agenda and its items", "Dagordning\n1. Öppnande\n2. Ekonomi\n3. Avslut\n\n1. Öppnande\n\n" + body + "\n\n2. Ekonomi\n\n" + body + "\n\n3. Avslut\n\n" + body, []string{
			"1 Dagordning", "1 1 Öppnande", "1 2 Ekonomi", "1 3 Avslut",
		}},
		{"dates", "Titel på texten\n\n28 april 2021 i Stockholm\n\n" + body + "\n\n2 maj\n\n" + body, nil},
		{"a table of contents", "Innehåll\n1 Inledning .......... 3\n2 Metod .......... 5\n3 Resultat .......... 9\n", []string{"1 Innehåll"}},
		{"times of a programme", "Titel på dagen\n\n9.30 Inledning\n\n9.45 Vården i framtiden\n\n10.30 Kaffe\n\n" + body, nil},
		{"signatures", body + "\n\nAnna Ek, förbundsjurist, SKR\n\nBo Alm, professor, Lunds universitet", nil},
		{"the beginning of a sentence", "Titel på texten\n\nJag yrkar därför\n\natt skolan byggs,\n\natt parken bevaras.", nil},
		{"a caption's picture text", "Titel på texten\n\n" + body + "\n\nBarn på en skolgård\nBarnen leker i skuggan. Foto: Anna Ek", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, sections(test.text, parse(t, test.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestItemParts checks that the parts of an item need no blank lines.
func TestItemParts(t *testing.T) {
	const text = "Protokoll 2024-01-09\n\n§ 7 Skolmat      Dnr BUN 2024/12\nBeslut\nNämnden beställer en förstudie.\nÄrendet\nRektor visar bilder.\n\n§ 8 Bad\nBeslut\nNämnden avslår.\n"
	s := parse(t, text)
	var got []string
	for i := range s.Sections {
		got = append(got, s.Sections[i].Heading.Of(text))
	}
	if diff := cmp.Diff([]string{"Skolmat", "Beslut", "Ärendet", "Bad", "Beslut"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSectionBodies(t *testing.T) {
	const text = "1 Inledning\n\nFörst något.\n\n2 Läget\n\nSedan något.\n\n2.1 Data\n\nDärefter något.\n\n3 Avslut\n\nSist något."
	s := parse(t, text)
	want := []string{"Först något.", "Sedan något.\n\n2.1 Data\n\nDärefter något.", "Därefter något.", "Sist något."}
	var got []string
	for _, x := range s.Sections {
		got = append(got, x.Body.Of(text))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReportedHeadings(t *testing.T) {
	text := &corpus.Text{Canonical: "Titeln\n\nIngress.\n\n1 Bakgrund\n\nText.\n\nDelen\n\nMer text.", Format: corpus.FormatDOCX, Blocks: []corpus.Block{
		{Span: corpus.Span{Start: 0, End: 6}, Kind: corpus.BlockHeading, Level: 1},
		{Span: corpus.Span{Start: 18, End: 28}, Kind: corpus.BlockHeading, Level: 2},
		{Span: corpus.Span{Start: 37, End: 42}, Kind: corpus.BlockHeading, Level: 3},
	}}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	if s.Title != "Titeln" {
		t.Errorf("title %q", s.Title)
	}
	if diff := cmp.Diff([]string{"2 1 Bakgrund", "3 Delen"}, sections(text.Canonical, s)); diff != "" {
		t.Error(diff)
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		text, number string
		style        numberStyle
		length       int
	}{
		{"1 Inledning", "1", styleDecimal, 2},
		{"2.1. Data", "2.1", styleDecimal, 5},
		{"3) Data", "3", styleDecimal, 3},
		{"§ 12 Val", "§ 12", styleSign, 6},
		{"§§ 12-14 Val", "§§ 12-14", styleSign, 11},
		{"§ 12 a Val", "§ 12 a", styleSign, 8},
		{"KS § 45 Val", "KS § 45", styleSign, 9},
		{"Punkt 3: Val", "Punkt 3", styleWord, 9},
		{"IV. Val", "IV", styleRoman, 4},
		{"§ 7", "§ 7", styleSign, 4},
		{"2021-04-28", "", styleNone, 0},
		{"12:30 Lunch", "", styleNone, 0},
		{"I dag regnar det", "", styleNone, 0},
		{"Vi", "", styleNone, 0},
		{"enligt § 4", "", styleNone, 0},
		{"", "", styleNone, 0},
	}
	for _, test := range tests {
		n, ok := parseNumber(test.text)
		if n.text != test.number || n.style != test.style || n.length != test.length || ok != (test.style != styleNone) {
			t.Errorf("parseNumber(%q) = %+v, %v", test.text, n, ok)
		}
	}
}

func TestNumbersFollow(t *testing.T) {
	tests := []struct {
		first, next string
		want        bool
	}{
		{"1 A", "2 B", true},
		{"1 A", "1.1 B", true},
		{"1.1 A", "1.2 B", true},
		{"1.2 A", "2 B", true},
		{"1 A", "3 B", true},
		{"2 A", "2.1 B", true},
		{"2.3 A", "3.1 B", true},
		{"2 A", "1 B", false},
		{"1 A", "7 B", false},
		{"2 A", "2.4 B", false},
		{"1 A", "§ 2 B", false},
	}
	for _, test := range tests {
		first, _ := parseNumber(test.first)
		next, _ := parseNumber(test.next)
		if got := next.follows(first); got != test.want {
			t.Errorf("%q follows %q: %v, want %v", test.next, test.first, got, test.want)
		}
	}
}
