package structure

import (
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
)

// TestLinesAboveTitles checks that what stands above a title is not taken for it.
func TestLinesAboveTitles(t *testing.T) {
	const body = "\n\nDet första stycket säger vad som har hänt. Det är en lång mening som går vidare och slutar här.\n\nDet andra stycket säger mer om det.\n"
	tests := map[string]struct{ above, title string }{
		"masthead and issue": {"UDDEN – bladet för Norrvik\nNr 3, mars 2025\n\n", "Vinden vände på natten"},
		"site and menu":      {"Kustposten.example\nMeny ☰   Nyheter | Sport | Opinion\n\n", "Vinden vände på natten"},
		"path of the page":   {"Start / Om oss / Press\n\n", "Vinden vände på natten"},
		"registration":       {"STIFTELSEN UDDEN\nOrg.nr 802400-0000\n\n", "Årsredovisning för räkenskapsåret 2024"},
		"sender for a task":  {"Inspektionen för vind och vatten\nRapport 2023:11\n\n", "Tillgången till vind"},
		"audit":              {"NORDREVISIONEN\nEN GRANSKNINGSRAPPORT FRÅN NORDREVISIONEN\n\n", "Vindens underhåll"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Parse(&corpus.Text{Canonical: test.above + test.title + body, Format: corpus.FormatPlain})
			if err != nil {
				t.Fatal(err)
			}
			if s.Title != test.title {
				t.Errorf("title %q, want %q", s.Title, test.title)
			}
		})
	}
}

func TestIsIssue(t *testing.T) {
	tests := map[string]bool{
		"nr 3, mars 2025": true, "nummer 4 2023": true, "årgång 12, nr 1": true,
		"nr 5": false, "nr 5: vinden vänder": false, "mars 2025": false,
	}
	for line, want := range tests {
		if got := isIssue(line); got != want {
			t.Errorf("isIssue(%q) = %t, want %t", line, got, want)
		}
	}
}

// TestDateOfRunningHead checks that a report which opens with its number is as
// old as that number, whatever days its first lines speak of.
func TestDateOfRunningHead(t *testing.T) {
	text := "SOU 2024:91                                     Vind och vatten\n\n3    Gällande rätt\n\n3.1  Lagen\n\nLagen om vind har ändrats flera gånger. Ändringarna i lagen trädde i kraft\nden 1 juli 2020.\n\n3.2  Förordningen\n\n" + strings.Repeat("Förordningen ändrades också och gäller alla som bor vid vatten.\n", 4)
	s, err := Parse(&corpus.Text{Canonical: text, Format: corpus.FormatPlain})
	if err != nil {
		t.Fatal(err)
	}
	if s.Date != "2024" || s.Title != "Vind och vatten" {
		t.Errorf("date %q and title %q, want 2024 and Vind och vatten", s.Date, s.Title)
	}
}
