package reference_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindTitlesInClauses(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"which is called":      {"Boverket har tagit fram en vägledning som heter Rum för alla.", []string{"Rum för alla → rum för alla"}},
		"it is called":         {"De har ett protokoll för skador sedan 2019, det heter Huvudsaken, men ingen följer det.", []string{"Huvudsaken → huvudsaken"}},
		"a person is called":   {"Hon heter Anna och skrev en rapport. Han heter Rum.", nil},
		"question in sentence": {"Friluftsförbundets rapport Lika villkor? visade att flickor får mindre.", []string{"Lika villkor? → lika villkor"}},
		"rare compound":        {"Det står i rapporten Pendlarparkering i Norrvika (2024-06-12).", []string{"Pendlarparkering i Norrvika → pendlarparkering i norrvika"}},
		"particle at the end":  {"Verket gav ut handboken Lägen att leva i. Den är bra.", []string{"Lägen att leva i → lägen att leva i"}},
		"year before title":    {"Nätverket NEMO publicerade 2023 ”Museums and Climate Action”.", []string{"Museums and Climate Action → museums and climate action"}},
		"book":                 {"Hon utgår från sin bok ”Skuld och skam”.", []string{"Skuld och skam → skuld och skam"}},
		"series of a body":     {"enligt Bokföringsnämndens BFNAR 2012:1 gäller", []string{"BFNAR 2012:1 → BFNAR 2012:1"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// TestUncapitalisedTitle checks titles in transcripts without capitals.
func TestUncapitalisedTitle(t *testing.T) {
	text := strings.Repeat("det var en bra dag ", 10) + "läs rapporten som heter algoritmer på rådhuset som kom i höstas " + strings.Repeat("det var en bra dag ", 10)
	want := []string{"algoritmer på rådhuset → algoritmer på rådhuset"}
	if diff := cmp.Diff(want, found(text)); diff != "" {
		t.Errorf("Find (-want +got):\n%s", diff)
	}
}
