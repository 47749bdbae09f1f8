package reference_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest/extract/reference"
)

// described renders references with publisher and section, where they have
// them: "span [publisher] §section".
func described(text string) []string {
	var out []string
	for _, r := range reference.Find(&corpus.Text{Canonical: text}, &corpus.Structure{}) {
		s := r.Of(text)
		if r.Publisher != "" {
			s += " [" + r.Publisher + "]"
		}
		if r.Section != "" {
			s += " §" + r.Section
		}
		out = append(out, s)
	}
	return out
}

// TestClauses holds one case for every form in which texts cite works.
func TestClauses(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"series without a year":   {"I Naturvårdsverkets rapport 6991 sägs det.", []string{"rapport 6991 [Naturvårdsverket]"}},
		"year and dash":           {"I Boverkets rapport 2024-11 sägs det.", []string{"rapport 2024-11 [Boverket]"}},
		"owner before the word":   {"Enligt VTI rapport 1044 är det så.", []string{"rapport 1044 [VTI]"}},
		"how many, no number":     {"De lämnade rapport 120 gånger.", nil},
		"defence research":        {"Hotet beskrivs i FOI-R--4512--SE.", []string{"FOI-R--4512--SE"}},
		"English series":          {"Se K2 Working Paper 2022:3.", []string{"Working Paper 2022:3 [K2]"}},
		"behind a comma":          {"Det visar en ny rapport från Boverket, ”Bo i norr”, som kom i går.", []string{"rapport [Boverket]", "Bo i norr [Boverket]"}},
		"written in":              {"Transportstyrelsen skriver i ”Hamnar på väg” att det går.", []string{"Hamnar på väg [Transportstyrelsen]"}},
		"a quotation is no title": {"Boverket skriver: ”Det går bra nu”.", nil},
		"guidelines":              {"Vi följer Socialstyrelsens nationella riktlinjer för diabetesvård.", []string{"nationella riktlinjer för diabetesvård [Socialstyrelsen]"}},
		"general advice":          {"Vi följer Skolverkets allmänna råd för arbetet mot mobbning.", []string{"allmänna råd för arbetet mot mobbning [Skolverket]"}},
		"nobody's advice":         {"Vi gav råd för arbetet mot mobbning.", nil},
		"base adjective":          {"Sedan kom Färdplan för fossilfri stålindustri.", []string{"Färdplan för fossilfri stålindustri"}},
		"article":                 {"Vi läste Färdplan för en konkurrenskraftig sjöfart.", []string{"Färdplan för en konkurrenskraftig sjöfart"}},
		"period of a plan":        {"Regionens Handlingsplan mot mobbning 2021–2024 löper ut.", []string{"Handlingsplan mot mobbning 2021–2024 [Regionen]"}},
		"only a period":           {"Här är vårt trafikförsörjningsprogram för 2025–2034.", []string{"trafikförsörjningsprogram för 2025–2034"}},
		"place in the topic":      {"Vi antog Folkhälsopolicy för Region Skåne.", []string{"Folkhälsopolicy för Region Skåne"}},
		"law by its subject":      {"Lagen om offentlig upphandling gäller.", []string{"Lagen om offentlig upphandling"}},
		"law and its short form":  {"Enligt lagen om valfrihetssystem (LOV) får vi. LOV gäller.", []string{"lagen om valfrihetssystem", "LOV", "LOV"}},
		"no law":                  {"Vi talade om lagen om det.", nil},
		"act of the union":        {"Dataförvaltningsakten och AI-akten gäller.", []string{"Dataförvaltningsakten", "AI-akten"}},
		"no act":                  {"Kontakten och trakten är bra.", nil},
		"section in brackets":     {"Enligt Boverkets rapport ”Bo i norr” (kapitel 4) är det så.", []string{"Bo i norr [Boverket] §kapitel 4"}},
		"section before":          {"I avsnitt 5.2 i betänkandet SOU 2020:3 sägs det.", []string{"SOU 2020:3 §avsnitt 5.2"}},
		"pages behind":            {"Se SOU 2020:3, s. 23.", []string{"SOU 2020:3 §s. 23"}},
		"stated in a report":      {"Även Skolverket har i rapporten ”Bo i norr” föreslagit det.", []string{"Bo i norr [Skolverket]"}},
		"government bill":         {"Regeringens proposition 2021/22:98 antogs.", []string{"proposition 2021/22:98 [Regeringen]"}},
		"month behind the title":  {"Då kom rapporten Barnets hus i mars.", []string{"Barnets hus"}},
		"compound and year":       {"Boverkets rapport Bostadsenkäten 2024 kom.", []string{"Bostadsenkäten 2024 [Boverket]"}},
		"clause behind the title": {"Boverket räknade i sin lägesbild Avstånd till vatten att vägen ökat.", []string{"Avstånd till vatten [Boverket]"}},
		"participle behind":       {"Enligt rapporten Kyrkans skogar, framtagen av Skogsstyrelsen, är det så.", []string{"Kyrkans skogar [Skogsstyrelsen]"}},
		"regulations":             {"Se Naturvårdsverkets föreskrifter NFS 2016:8.", []string{"NFS 2016:8 [Naturvårdsverket]"}},
		"year ends a title":       {"Jag har läst Boverkets rapport Bygget i norr 2023 noga.", []string{"Bygget i norr 2023 [Boverket]"}},
		"book":                    {"I boken Den nya staden skriver hon om det.", []string{"Den nya staden"}},
		"given out":               {"Livsmedelsverket har gett ut Bra måltider i skolan.", []string{"Bra måltider i skolan [Livsmedelsverket]"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, described(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// TestLists checks that every entry of a list becomes one citation, however its
// lines are broken.
func TestLists(t *testing.T) {
	entries := []string{
		"Ahlm, E. & Berg, K. (2018). Barns lek i staden. Lund: Studentlitteratur.",
		"Boverket (2020). Plan för grönska. Rapport 2020:11.",
		"Naturvårdsverket. 2020. Våtmarker i norr. Rapport 6912.",
		"SOU 2019:30. Vatten i framtiden. Stockholm: Norstedts.",
		"Westin, A. m.fl. (2018) Historiska kartor som underlag. Uppsala.",
	}
	want := []string{"Barns lek i staden", "Plan för grönska", "Våtmarker i norr", "Vatten i framtiden", "Historiska kartor som underlag"}
	for name, separator := range map[string]string{"lines": "\n", "one line": " "} {
		t.Run(name, func(t *testing.T) {
			text := "Litteratur:\n" + strings.Join(entries, separator)
			seen := map[string]bool{}
			var got []string
			for _, r := range reference.Find(&corpus.Text{Canonical: text}, &corpus.Structure{}) {
				if !seen[r.Name] && r.Cited {
					seen[r.Name] = true
					got = append(got, r.Name)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
