package extract

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/structure"
)

// TestStatedByClause checks who wrote and who published a work where the clause
// around it tells.
func TestStatedByClause(t *testing.T) {
	cases := []struct {
		name, text string
		kind       graph.RelationType
		want       []string
	}{
		{"subject of the verb", "Det visade Anna Wik och Per Nordell 2021 i rapporten ”Döda bottnar”.", graph.Authored, []string{"Anna Wik [] Döda bottnar", "Per Nordell [] Döda bottnar"}},
		{"where the researcher", "Det står i rapporten ”Döda bottnar”, där forskaren Anna Wik beräknade halterna.", graph.Authored, []string{"Anna Wik [] Döda bottnar"}},
		{"one of its authors", "Rapporten ”Döda bottnar” är ny. Det är allvar, säger Anna Wik, en av rapportens tre författare.", graph.Authored, []string{"Anna Wik [] Döda bottnar"}},
		{"author of", "Anna Wik är författare till Havet utan fisk.", graph.Authored, []string{"Anna Wik [] Havet utan fisk"}},
		{"came with", "I juni kom Boverket med rapporten ”Rum för alla”.", graph.Published, []string{"Boverket [] Rum för alla"}},
		{"from", "Läs rapporten ”Rum för alla” från Boverket.", graph.Published, []string{"Boverket [] Rum för alla"}},
		{"owner", "I Skolutredningens betänkande Lika skolor (SOU 2020:99) föreslogs en lag.", graph.Published, []string{"Skolutredningen [] Lika skolor"}},
		{"two owners", "Det står i Skolverkets och Boverkets rapport Lika skolor (2020:9).", graph.Published, []string{"Boverket [] Lika skolor", "Skolverket [] Lika skolor"}},
		{"jointly", "Boverket och Naturvårdsverket har gett ut ”Rum för alla”.", graph.Published, []string{"Boverket [] Rum för alla", "Naturvårdsverket [] Rum för alla"}},
		{"together with", "Tillsammans med Boverket och Naturvårdsverket gav Skolverket ut handboken Lägen att leva i.", graph.Published, []string{"Boverket [] Lägen att leva i", "Naturvårdsverket [] Lägen att leva i", "Skolverket [] Lägen att leva i"}},
		{"definite noun", "Det säger Länsstyrelsen i Uppsala län. Metoden står i länsstyrelsens rapport ”Rum för alla”.", graph.Published, []string{"Länsstyrelsen i Uppsala län [] Rum för alla"}},
		{"two of the noun", "Länsstyrelsen i Uppsala län och Länsstyrelsen i Kalmar län enades. Det står i länsstyrelsens rapport ”Rum för alla”.", graph.Published, nil},
		{"number in brackets", "Läs vägledningen ”Rum för alla” (Boverket rapport 2022:9).", graph.Published, []string{"Boverket [] Rum för alla"}},
		{"her own book", "Anna Wik är professor. Hon utgår från sin bok ”Döda bottnar”.", graph.Authored, []string{"Anna Wik [] Döda bottnar"}},
		{"editors behind", "Boverket gav ut handboken Lägen att leva i. Redaktörer var Anna Wik och etnologen Per Nordell.", graph.Authored, []string{"Anna Wik [] Lägen att leva i", "Per Nordell [] Lägen att leva i"}},
		{"together with is no publisher", "Anna Wik samarbetade med Boverket om boken ”Rum för alla”.", graph.Published, nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := facts(extractFrom(t, tc.text, paragraphs(tc.text)), tc.kind)
			slices.Sort(got)
			if diff := cmp.Diff(tc.want, slices.Compact(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestWholeDocuments checks what the layout of a document tells: signatories,
// the preface of a report, lists of references, words broken at line ends.
func TestWholeDocuments(t *testing.T) {
	cases := []struct {
		name, text string
		kind       graph.RelationType
		want       []string
	}{
		{
			"signatories",
			"DEBATT\n\nLåt inte haven dö\n\nVi kräver ett stopp. Vi vet att det går. Vi har väntat länge nog på att de som styr ska bry sig om havet.\n\nAnna Wik (L), ordförande i Havsrådet\nPer Nordell, docent\nMoa Stenberg, vd Kustbolaget\n\nVill du svara? Mejla oss.\n",
			graph.Authored,
			[]string{"Anna Wik [] document", "Moa Stenberg [] document", "Per Nordell [] document"},
		},
		{
			"those to contact have signed nothing",
			"DEBATT\n\nLåt inte haven dö\n\nVi kräver ett stopp. Vi vet att det går. Vi väntar på svar från dem som styr.\n\nKontakt\nAnna Wik, ordförande\nPer Nordell, docent\n",
			graph.Authored, nil,
		},
		{
			"list of references",
			"Havets tillstånd\n\nDet blir sämre.\n\nReferenser\n\nGranqvist, Sara (2017). Rörelse som medicin. Lund: Lunds universitet.\n",
			graph.Authored,
			[]string{"Sara Granqvist [] Rörelse som medicin"},
		},
		{
			"publisher at the end of an entry",
			"Havets tillstånd\n\nDet blir sämre.\n\nReferenser\n\nGranqvist, Sara (2017). Rörelse som medicin. Lund: Lunds universitet.\n",
			graph.Published,
			[]string{"Lunds universitet [] Rörelse som medicin"},
		},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			text := &corpus.Text{Canonical: tc.text, Format: corpus.FormatPlain}
			s, err := structure.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			got := facts(extractFrom(t, tc.text, s), tc.kind)
			slices.Sort(got)
			if diff := cmp.Diff(tc.want, slices.Compact(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestBrokenWords checks that a word broken at the end of a line is one.
func TestBrokenWords(t *testing.T) {
	text := "Prov har tagits av Social-\nstyrelsen och hälso-\noch sjukvården i Stock-\nholm."
	r := extractFrom(t, text, paragraphs(text))
	if diff := cmp.Diff([]string{"Socialstyrelsen"}, names(r, graph.Organisation)); diff != "" {
		t.Errorf("organisations (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Stockholm"}, names(r, graph.Place)); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}
