package searchtest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// testSwedish checks which words find which.
func testSwedish(t *testing.T, open Opener) { //nolint:funlen // a table
	tests := map[string]struct {
		text, query string
		want        []string // words marked in the text; none where it is not found
	}{
		"inflection läkemedlet":    {"Priset på läkemedlet steg", "läkemedel", []string{"läkemedlet"}},
		"inflection läkemedel":     {"Flera läkemedel saknas", "läkemedlen", []string{"läkemedel"}},
		"inflection läkemedlen":    {"Alla läkemedlen kom", "läkemedlet", []string{"läkemedlen"}},
		"definite plural":          {"Det var långa köer", "köerna", []string{"köer"}},
		"compound head":            {"Långa vårdköer väntar", "köerna", []string{"köer"}},
		"compound first part":      {"Vi delar hälsodata", "hälsa", []string{"hälso"}},
		"inflected compound":       {"Hela hälsodatan delas", "hälsodata", []string{"hälsodatan"}},
		"compound in compound":     {"En hälsodatastrategi kom", "hälsodata", []string{"hälsodata"}},
		"whole is no part":         {"Vi talar om hälsa", "hälsodata", nil},
		"å is not a":               {"Det är hall", "häll", nil},
		"ä is not a":               {"Det är häll", "hall", nil},
		"ö is not o":               {"Ny ko", "kö", nil},
		"case":                     {"VÅRD och omsorg", "vård", []string{"VÅRD"}},
		"NFD in query":             {"Nya vårdköer här", norm.NFD.String("vårdköer"), []string{"vårdköer"}},
		"NFD in phrase":            {"nära vård", norm.NFD.String(`"nära vård"`), []string{"nära vård"}},
		"soft hyphen":              {"Nya vård\u00adköer här", "vårdköer", []string{"vård\u00adköer"}},
		"e-hälsa":                  {"Ny satsning på e-hälsa", "e-hälsa", []string{"e-hälsa"}},
		"number of a report":       {"Se SOU 2021:17 om detta", "2021:17", []string{"2021:17"}},
		"number of another report": {"Se SOU 2021:17 om detta", "2021:1", nil},
		"h@h":                      {"Projektet h@h är slut", "h@h", []string{"h@h"}},
		"covid-19":                 {"Efter covid-19 kom", "covid-19", []string{"covid-19"}},
		"hyphenated part":          {"En EU-strategi kom", "strategi", []string{"strategi"}},
		"name":                     {"Jenni Nordborg talar", "nordborg", []string{"Nordborg"}},
		"genitive":                 {"Vinnovas rapport kom", "Vinnova", []string{"Vinnovas"}},
		"two words":                {"Nära vård ger hälsa", "hälsa vård", []string{"vård", "hälsa"}},
		"stop words are optional":  {"Nära vård ger hälsa", "hälsa och vård", []string{"vård", "hälsa"}},
		"stop words alone":         {"Att vara eller icke", "att", []string{"Att"}},
		"slash":                    {"Om kost och hälsa", "kost/hälsa", []string{"kost", "hälsa"}},
		"phrase":                   {"Om nära vård och vård", `"nära vård"`, []string{"nära vård"}},
		"phrase over comma":        {"Om vård, omsorg", `"vård omsorg"`, []string{"vård, omsorg"}},
		"phrase in other order":    {"Om vård nära dig", `"nära vård"`, nil},
		"phrase in other form":     {"Om nära vården", `"nära vård"`, nil},
		"phrase with gap":          {"Om nära god vård", `"nära vård"`, nil},
		"phrase with stop words":   {"Det är i vården och i skolan", `"i vården och i skolan"`, []string{"i vården och i skolan"}},
		"phrase of one word":       {"En vård", `"vården"`, nil},
		"prefix":                   {"Nya läkemedelsbolag", "läkemed*", []string{"läkemedelsbolag"}},
		"prefix of nothing":        {"Nya läkemedelsbolag", "bolag*", nil},
		"fuzzy":                    {"Om läkemedel", "läkemdel~", []string{"läkemedel"}},
		"fuzzy too far":            {"Om läkemedel", "lämel~", nil},
		"not":                      {"Om vård", "-vård", nil},
		"not other":                {"Om vård", "vård -kö", []string{"vård"}},
		"or":                       {"Om vård", "kö ELLER vård", []string{"vård"}},
		"near":                     {"Köer växer i all vård", `nära(vård, kö, 3)`, []string{"Köer", "vård"}},
		"near in a compound":       {"Skolan har vårdköer", `"kö vård"~0`, []string{"vård", "köer"}},
		"near but too far":         {"Köer växer i all vård", `"vård kö"~2`, nil},
		"near with stop word":      {"Vi går i skolan nu", `nära(skola, i, 0)`, []string{"i", "skolan"}},
		"near with a phrase":       {"En god och nära vård för alla", `nära("nära vård", alla, 1)`, []string{"nära", "vård", "alla"}},
		"near the phrase apart":    {"En nära och god vård för alla", `nära("nära vård", alla, 1)`, nil},
		"near twice":               {"Vård efter vård", `"vård vård"~1`, []string{"Vård", "vård"}},
		"near twice met once":      {"Vård efter skola", `"vård vård"~1`, nil},
		"not near":                 {"Köer växer i all vård", `växa -nära(vård, kö, 3)`, nil},
		"parts of a compound":      {"Om köerna i vården", "vårdkö", []string{"köerna", "vården"}},
		"parts too far apart":      {"Köerna växer i hela den vård vi har", "vårdkö", nil},
		"compound with link":       {"Om sjukvårdskön här", "vårdkö", []string{"vårdskön"}},
		"misspelt name":            {"Jenni Nordborg talar", "Nordbrog", []string{"Nordborg"}},
		"misspelt long word":       {"Om digitalisering", "digitalsierng", []string{"digitalisering"}},
		"misspelt too much":        {"Om digitalisering", "digtalsierng", nil},
		"misspelt short word":      {"Om vård", "vrd", nil},
		"misspelt in negation":     {"Om vård", "om -vårdd", []string{"Om"}},
		"or in and":                {"Om vård i Norrland", "(kö ELLER vård) norrland", []string{"vård", "Norrland"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			index := opened(t, open, Update("a", test.text))
			found := match(t, index, test.query, search.Filter{})
			var marked []string
			if found.Total > 0 {
				for _, span := range found.Mark.Mark(test.text) {
					if !span.Valid(test.text) {
						t.Fatalf("span %v cuts a character", span)
					}
					marked = append(marked, span.Of(test.text))
				}
			}
			if strings.Join(marked, "|") != strings.Join(test.want, "|") || (found.Total > 0) != (test.want != nil) {
				t.Errorf("%q in %q: found %d, marked %q; want %q", test.query, test.text, found.Total, marked, test.want)
			}
		})
	}
}

// testFold checks the search of those who have no å, ä and ö to type.
func testFold(t *testing.T, open Opener) {
	index := opened(t, open, Update("a", "Om läkemedel"), Update("b", "Om lakemedel"), Update("c", "Om häll"), Update("d", "om köerna"))
	tests := map[string]struct {
		query string
		want  []string
	}{
		"as written first": {"lakemedel", []string{"b:0000", "a:0000"}},
		"inflected":        {"koerna", []string{"d:0000"}},
		"short":            {"hall", []string{"c:0000"}},
		"with dots":        {"läkemedel", []string{"a:0000"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			q, _ := query.Parse(test.query)
			q.Fold = true
			found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range found.Postings {
				got = append(got, p.Passage)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// testCorrections checks what words without hits are read as.
func testCorrections(t *testing.T, open Opener) {
	index := opened(t, open, Update("a", "Jenni Nordborg talar\nNordberg kom"), Update("b", "Nordborg gick"))
	found := match(t, index, "nordbrg talar", search.Filter{})
	wanted := []search.Correction{{From: "nordbrg", To: "nordborg"}}
	if diff := cmp.Diff(wanted, found.Corrections); diff != "" || len(found.Notes) == 0 {
		t.Errorf("notes %q (-want +got):\n%s", found.Notes, diff)
	}
	if found := match(t, index, "nordberg", search.Filter{}); len(found.Corrections) != 0 || found.Total != 1 {
		t.Errorf("a word with hits: %+v", found)
	}
}

// testLanguage checks how the parts of the query language combine.
func testLanguage(t *testing.T, open Opener) {
	index := opened(t, open, Update("d", strings.Join([]string{
		"vård kust", "vård skog", "kust skog", "skog berg", "vård kust skog", "och",
	}, "\n")))
	tests := map[string]string{ // digits of the passages, in order of the text
		"vård kust":               "0124", // few have both
		"vård OCH kust":           "04",
		"vård ELLER kust":         "0124",
		"vård -kust":              "1",
		"-vård -kust":             "35",
		"vård (kust ELLER skog)":  "014",
		"-(vård ELLER kust) skog": "3",
		"vård eller berg":         "0134",
		`"vård kust" -skog`:       "0",
		"-(vård kust)":            "1235",
		"vård ELLER -skog":        "0145",
		"(vård kust) ELLER berg":  "034",
		"och":                     "5",
		"och vård":                "014",
		"":                        "012345",
		"berg kust hav":           "0234", // relaxed
		"berg hav -skog":          "",
	}
	for text, digits := range tests {
		t.Run(text, func(t *testing.T) {
			found := match(t, index, text, search.Filter{})
			var got [6]bool
			for _, p := range found.Postings {
				got[p.Passage[len(p.Passage)-1]-'0'] = true
			}
			var list strings.Builder
			for i, hit := range got {
				if hit {
					list.WriteByte(byte('0' + i))
				}
			}
			if list.String() != digits || found.Total != len(digits) {
				t.Errorf("found %s (%d), want %s", list.String(), found.Total, digits)
			}
		})
	}
}
