package extract

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// bodies lists the organisations that a text mentions, each as "words=name"
// where the name differs.
func bodies(r Result, text string) []string {
	var out []string
	for i, m := range r.Mentions {
		if m.Kind != graph.Organisation {
			continue
		}
		name := whole(r, i)
		if m.Canonical != "" {
			name = m.Canonical
		}
		if words := m.Of(text); words != name {
			name = words + "=" + name
		}
		out = append(out, name)
	}
	return out
}

// TestBodyClauses holds one case for every form in which texts name bodies.
func TestBodyClauses(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"region, other form", "Skånes region växer.", []string{"Skånes region=Region Skåne"}},
		{"region by its noun", "Region Skåne växer. Regionen betalar.", []string{"Region Skåne", "Regionen=Region Skåne"}},
		{"two regions have no noun", "Region Skåne och Region Halland växer. Regionen betalar.", []string{"Region Skåne", "Region Halland"}},
		{"municipality by its noun", "Lunds kommun bygger. Det säger kommunen.", []string{"Lunds kommun", "kommunen=Lunds kommun"}},
		{"adjective before the head", "Nationella rådet för digital omsorg möttes.", []string{"Nationella rådet för digital omsorg"}},
		{"cooperative", "Norrvikens Lin ek. för. sålde mer.", []string{"Norrvikens Lin ek. för."}},
		{"cooperative in words", "Norrvikens Lin ekonomisk förening sålde.", []string{"Norrvikens Lin ekonomisk förening"}},
		{"och inside a company", "Vi anlitar Norrvik Miljö och Teknik AB.", []string{"Norrvik Miljö och Teknik AB"}},
		{"role before a company", "Konsulten Lind & Falk AB har räknat.", []string{"Lind & Falk AB"}},
		{"fire brigade", "I går övade Storstockholms brandförsvar.", []string{"Storstockholms brandförsvar"}},
		{
			"county boards", "Länsstyrelserna i Dalarna, Värmland och Gävleborg samverkar.",
			[]string{"Dalarna=Länsstyrelsen i Dalarnas län", "Värmland=Länsstyrelsen i Värmlands län", "Gävleborg=Länsstyrelsen i Gävleborgs län"},
		},
		{"regions in the plural", "Regionerna Halland och Skåne enades.", []string{"Halland=Region Halland", "Skåne=Region Skåne"}},
		{"end of an enumeration", "Vi bjöd in Almega, Vårdförbundet och Lindvård.", []string{"Almega", "Vårdförbundet", "Lindvård"}},
		{"branch of a union", "Vi mötte IF Metall Mellersta Norrland.", []string{"IF Metall Mellersta Norrland"}},
		{"branch with region", "Avtalet med Hyresgästföreningen region Norrland gäller.", []string{"Hyresgästföreningen region Norrland"}},
		{"branch of an acronym", "Svar kom från DHR Sörmland.", []string{"DHR Sörmland"}},
		{"place that completes", "Landsarkivet i Uppsala flyttar.", []string{"Landsarkivet i Uppsala"}},
		{"society of a place's", "Föreningen Dalarnas industribanor klagar.", []string{"Föreningen Dalarnas industribanor"}},
		{"society of a district", "Hyresgästföreningen i Halland klagar.", []string{"Hyresgästföreningen i Halland"}},
		{"school of a district", "Hon är lärare vid Polishögskolan i Södertörn.", []string{"Polishögskolan i Södertörn"}},
		{"district of the police", "Enligt Polisregion Bergslagen ökar brotten.", []string{"Polisregion Bergslagen"}},
		{"branch of a district", "Nu ska Kulturmiljö Halland gräva.", []string{"Kulturmiljö Halland"}},
		{"part of a district", "Vi bor i Inre Halland.", nil},
		{"sort before a name", "Provet gick till laboratoriet Nordlab Väst.", []string{"Nordlab Väst"}},
		{"sort that opens a sentence", "Konsthallen Havsmagasinet stänger.", []string{"Havsmagasinet"}},
		{"water and energy", "Frågan gick till Sörvatten och Kustenergi.", []string{"Sörvatten", "Kustenergi"}},
		{"Danish coordination", "Kravet kom från Miljø- og Fiskeristyrelsen.", []string{"Miljø- og Fiskeristyrelsen"}},
		{"short form in a title", "Det menar LO-ekonomen Rut Ek.", []string{"LO=Landsorganisationen i Sverige"}},
		{"party in a title", "EU-ministern Rut Ek svarar.", nil},
		{"centre for", "Hon går till Resurscentrum för konst och Nationellt centrum för läsning.", []string{"Resurscentrum för konst", "Nationellt centrum för läsning"}},
		{"committee that opens a sentence", "Utbildningsutskottet tillstyrkte förslagen.", []string{"Utbildningsutskottet"}},
		{"café and hotel", "Vi sågs på Café Tuvan och Hotell Solgården.", []string{"Café Tuvan", "Hotell Solgården"}},
		{"court of a place", "Hon klagade till Förvaltningsrätten i Göteborg.", []string{"Förvaltningsrätten i Göteborg"}},
		{"foundation of a place", "Stiftelsen Bostäder i Lund bygger.", []string{"Stiftelsen Bostäder i Lund"}},
		{"board of a municipality", "Kommunstyrelsens arbetsutskott sade nej.", []string{"Kommunstyrelsens=Kommunstyrelsen", "arbetsutskott=Kommunstyrelsens arbetsutskott"}},
		{"department of a city", "Göteborgs stads utbildningsförvaltning svarar.", []string{"Göteborgs stads=Göteborgs stad", "utbildningsförvaltning=Göteborgs stads utbildningsförvaltning"}},
		{"police", "Larmet gick till polisen i Boden.", []string{"polisen=Polismyndigheten"}},
		{"usual name", "Statens skolverk svarade.", []string{"Statens skolverk=Skolverket"}},
		{"topic that is no body", "Hon talade om Blue Care. Vi har blue care i hela länet.", nil},
		{"law that is no body", "Det följer av LOU och Vårdförbundet.", []string{"Vårdförbundet"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, bodies(extractFrom(t, tc.text, paragraphs(tc.text)), tc.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestBodiesInLowerCase checks boards in the minutes of whoever they belong to.
func TestBodiesInLowerCase(t *testing.T) {
	text := "Nämnden hörde kommunstyrelsen. Sedan talade socialnämndens sekreterare."
	s := paragraphs(text)
	if got := bodies(extractFrom(t, text, s), text); len(got) != 0 {
		t.Errorf("outside minutes: %v", got)
	}
	s.Kind = corpus.KindMinutes
	want := []string{"kommunstyrelsen", "socialnämndens=socialnämnden"}
	if diff := cmp.Diff(want, bodies(extractFrom(t, text, s), text)); diff != "" {
		t.Errorf("in minutes (-want +got):\n%s", diff)
	}
}

// TestBodyRelations checks which bodies are part or successors of which.
func TestBodyRelations(t *testing.T) {
	cases := []struct {
		name, text string
		kind       graph.RelationType
		want       []string
	}{
		{"group within a council", "Arbetsgruppen för bokbussar inom Nationella rådet för digital omsorg möttes.", graph.PartOf, []string{"arbetsgruppen för bokbussar [] Nationella rådet för digital omsorg"}},
		{"board in a municipality", "Socialnämnden i Lunds kommun sade nej.", graph.PartOf, []string{"Socialnämnden [] Lunds kommun"}},
		{"relative clause", "Labbcentrum Nord, som är en del av Karolinska institutet, växer.", graph.PartOf, []string{"Labbcentrum Nord [] Karolinska institutet"}},
		{"behind its owner", "Region Skånes nämnd för vatten sade ja.", graph.PartOf, []string{"Region Skånes nämnd för vatten [] Region Skåne"}},
		{"a neighbour is no part", "Socialnämnden och Lunds kommun sade nej.", graph.PartOf, nil},
		{"listed in one sentence", "Sveriges Kommuner och Landsting är i dag Sveriges Kommuner och Regioner.", graph.Succeeds, []string{"Sveriges Kommuner och Regioner [] Sveriges Kommuner och Landsting"}},
		{"year between", "Nordvik AB bytte 2021 namn till Ljusvik AB.", graph.Succeeds, []string{"Ljusvik AB [] Nordvik AB"}},
		{"nowadays", "Nordvik AB (numera Ljusvik AB) växer.", graph.Succeeds, []string{"Ljusvik AB [] Nordvik AB"}},
		{"called since", "Nordvik AB heter sedan maj Ljusvik AB.", graph.Succeeds, []string{"Ljusvik AB [] Nordvik AB"}},
		{"county council", "Jämtlands läns landsting blev Region Jämtland Härjedalen.", graph.Succeeds, []string{"Region Jämtland Härjedalen [] Jämtlands läns landsting"}},
		{"becoming an owner is no succession", "Nordvik AB blev Ljusvik AB:s ägare.", graph.Succeeds, nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := slices.Compact(facts(extractFrom(t, tc.text, paragraphs(tc.text)), tc.kind))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestAuthorship checks who wrote or led what is cited.
func TestAuthorship(t *testing.T) {
	cases := []struct {
		name, text string
		kind       graph.RelationType
		want       []string
	}{
		{"passive", "Rapporten ”Vatten för alla” har tagits fram av Anna Wrede och Olle Sten.", graph.Authored, []string{"Anna Wrede [] Vatten för alla", "Olle Sten [] Vatten för alla"}},
		{"not by", "Rapporten ”Vatten för alla” är inte skriven av Karin Falk utan av Lotta Ekdahl.", graph.Authored, []string{"Lotta Ekdahl [] Vatten för alla"}},
		{"active", "Anna Wrede har skrivit rapporten ”Vatten för alla”.", graph.Authored, []string{"Anna Wrede [] Vatten för alla"}},
		{"handed over", "Betänkandet Hela vägen (SOU 2021:45) överlämnades till regeringen av särskilda utredaren Nils Ask.", graph.Presented, []string{"Nils Ask [] Hela vägen"}},
		{"led", "Utredningen om framtidens vatten (M 2020:04) leds av Stina Åhs.", graph.Presented, []string{"Stina Åhs [] M 2020:04"}},
		{"publisher between", "Anna Wrede skrev till Boverket, som har rapporten ”Vatten för alla”.", graph.Authored, nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, facts(extractFrom(t, tc.text, paragraphs(tc.text)), tc.kind)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
