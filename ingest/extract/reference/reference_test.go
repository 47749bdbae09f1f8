package reference_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest/extract/reference"
)

// found renders references as "span → canonical", which is what most tests
// are about.
func found(text string) []string {
	t := &corpus.Text{Canonical: text}
	var out []string
	for _, r := range reference.Find(t, &corpus.Structure{}) {
		out = append(out, r.Of(text)+" → "+r.Canonical)
	}
	return out
}

func TestFindNumbers(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"inquiry":                 {"Se SOU 2021:17 för mer.", []string{"SOU 2021:17 → SOU 2021:17"}},
		"ministry report":         {"Enligt Ds 2020:3.", []string{"Ds 2020:3 → Ds 2020:3"}},
		"bill":                    {"Regeringen föreslog det (prop. 2022/23:45).", []string{"prop. 2022/23:45 → prop. 2022/23:45"}},
		"bill in words":           {"I proposition 1999/2000:12 sägs", []string{"proposition 1999/2000:12 → prop. 1999/2000:12"}},
		"committee report":        {"bet. 2021/22:SoU12, rskr. 2021/22:201", []string{"bet. 2021/22:SoU12 → bet. 2021/22:SoU12", "rskr. 2021/22:201 → rskr. 2021/22:201"}},
		"bare committee report":   {"behandlades i 2021/22:SoU12 i går", []string{"2021/22:SoU12 → bet. 2021/22:SoU12"}},
		"terms of reference":      {"Utredaren (dir. 2019:33) ska", []string{"dir. 2019:33 → dir. 2019:33"}},
		"statute":                 {"SFS 2018:218 gäller.", []string{"SFS 2018:218 → SFS 2018:218"}},
		"agency statute":          {"Föreskrifterna HSLF-FS 2016:40 gäller.", []string{"HSLF-FS 2016:40 → HSLF-FS 2016:40"}},
		"law with number":         {"Enligt patientdatalagen (2008:355) får man", []string{"patientdatalagen (2008:355) → SFS 2008:355"}},
		"law with title":          {"lagen (2016:1145) om offentlig upphandling ska tillämpas", []string{"lagen (2016:1145) om offentlig upphandling → SFS 2016:1145"}},
		"enumeration":             {"SOU 2019:29 och 2020:15 visar", []string{"SOU 2019:29 → SOU 2019:29", "2020:15 → SOU 2020:15"}},
		"EU regulation":           {"förordning (EU) 2016/679 gäller", []string{"förordning (EU) 2016/679 → EU 2016/679"}},
		"old EU regulation":       {"Förordningen (EG) nr 1907/2006 gäller", []string{"Förordningen (EG) nr 1907/2006 → EG nr 1907/2006"}},
		"EU directive":            {"genomför direktiv 2004/38/EG i svensk rätt", []string{"direktiv 2004/38/EG → 2004/38/EG"}},
		"case number":             {"Beslutet har dnr 2021/1234.", []string{"dnr 2021/1234 → dnr 2021/1234"}},
		"case number in letters":  {"Beslutet har diarienummer: S2021/06171", []string{"diarienummer: S2021/06171 → dnr S2021/06171"}},
		"case number with dashes": {"Yttrandet har dnr 624-2811-2022, men inte dnr 12-3.", []string{"dnr 624-2811-2022 → dnr 624-2811-2022"}},
		"committee":               {"Kommittén (S 2014:02) arbetar", []string{"S 2014:02 → S 2014:02"}},
		"audit":                   {"granskningen Ohälsans pris (RiR 2021:19) visar", []string{"Ohälsans pris → RiR 2021:19", "RiR 2021:19 → RiR 2021:19"}},
		"title and inquiry":       {"betänkandet Framtidens teknik i omsorgens tjänst (SOU 2020:14) föreslår", []string{"Framtidens teknik i omsorgens tjänst → SOU 2020:14", "SOU 2020:14 → SOU 2020:14"}},
		"agency report":           {"I Statskontorets rapport Att styra utan karta (2021:17) sägs", []string{"Att styra utan karta → Statskontoret 2021:17", "2021:17 → Statskontoret 2021:17"}},
		"agency and number":       {"Det framgår av Statskontoret 2021:17.", []string{"Statskontoret 2021:17 → Statskontoret 2021:17"}},
		"quoted title":            {"Boverkets rapport ”Bo för livet” (2019:8) säger", []string{"Bo för livet → Boverket 2019:8", "2019:8 → Boverket 2019:8"}},
		"time":                    {"Klockan 20:15 och 14:2021 samt 2021:17 spelades matchen 2:1.", nil},
		"verse":                   {"Joh 3:16 och Ps 119:105", nil},
		"date":                    {"den 2021/22 och 12/5 2021", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestFindPlansAndLaws(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"hyphenated":      {"Hur går det med life science-strategin nu?", []string{"life science-strategin → strategi för life science"}},
		"definite phrase": {"den nationella strategin för life science lanserades", []string{"strategin för life science → strategi för life science"}},
		"of government":   {"i regeringens Life Science strategi.", []string{"Life Science strategi → strategi för life science"}},
		"compound":        {"Livsmedelsstrategin ska följas upp", []string{"Livsmedelsstrategin → strategi för livsmedel"}},
		"of a region":     {"Region Skånes life science-strategi antogs", []string{"life science-strategi → region skåne strategi för life science"}},
		"indefinite":      {"Det saknas en nationell handlingsplan för lagring av data", nil},
		"vision":          {"arbetet inom Vision e-hälsa 2025 fortsätter", []string{"Vision e-hälsa 2025 → vision e hälsa 2025"}},
		"agenda":          {"målen i Agenda 2030", []string{"Agenda 2030 → agenda 2030"}},
		"law":             {"Skollagen och patientdatalagens krav", []string{"Skollagen → skollagen", "patientdatalagen → patientdatalagen"}},
		"coordinated law": {"enligt hälso- och sjukvårdslagen ska", []string{"hälso- och sjukvårdslagen → hälso och sjukvårdslagen"}},
		"not laws":        {"förslagen, underlagen, bolagen, anslagen och inslagen", nil},
		"gdpr":            {"GDPR ställer krav", []string{"GDPR → dataskyddsförordningen"}},
		"action plan":     {"Regeringens handlingsplan mot suicid gäller", []string{"handlingsplan mot suicid → handlingsplan mot suicid"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestFindAnaphora(t *testing.T) {
	text := "Boverkets rapport ”Bo för livet” (2019:8) kom i maj. Rapporten föreslår mycket.\n\nBoverkets rapport kritiserades."
	want := []string{"Bo för livet → Boverket 2019:8", "2019:8 → Boverket 2019:8", "Rapporten → Boverket 2019:8", "rapport → Boverket 2019:8"}
	if diff := cmp.Diff(want, found(text)); diff != "" {
		t.Errorf("Find (-want +got):\n%s", diff)
	}
}

func TestFindDescribedWorks(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"by whom and about what": {
			"Hon presenterar den rapport som Norrstiftelsen tagit fram kring skolans roll i krisen.",
			[]string{"rapport som Norrstiftelsen tagit fram kring skolans roll i krisen → norrstiftelsen rapport om skolans roll i krisen"},
		},
		"from whom": {
			"Enligt en rapport från Boverket om bostadsbrist ökar den.",
			[]string{"rapport från Boverket om bostadsbrist → boverket rapport om bostadsbrist"},
		},
		"nobody known": {"Hon skrev en rapport om bostadsbrist.", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestFindTitlesWithoutTypography(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"after the report word": {
			"David: Rapporten Skugga där människor bor kom i september.",
			[]string{"Skugga där människor bor → skugga där människor bor"},
		},
		"a question": {
			"Redan då visade utredningen Vem har ansvaret? att ingen har det.",
			[]string{"Vem har ansvaret? → vem har ansvaret"},
		},
		"repeated elsewhere": {
			"Se Boverkets rapport ”Att bygga för alla” (2019:8). I går talade vi om Att bygga för alla igen.",
			[]string{"Att bygga för alla → Boverket 2019:8", "2019:8 → Boverket 2019:8", "Att bygga för alla → Boverket 2019:8"},
		},
		"publisher before a comma": {
			"Hon läste den. Norra kommun, rapport 2022:2, heter den.",
			[]string{"rapport 2022:2 → Norra kommun 2022:2"},
		},
		"announced by a colon": {
			"Här finns flera vägledningar, varav den senaste nyss publicerats: ”Skolan – en plats för lugn och ro”.",
			[]string{"Skolan – en plats för lugn och ro → skolan en plats för lugn och ro"},
		},
		"speech behind a colon":   {"Om rapporten säger hon: ”Skolan är en plats för lugn och ro”.", nil},
		"sentence behind a colon": {"Om rapporten är de överens: ”Skolan är en plats för lugn. Det räcker.”", nil},
		"a name is no title":      {"Utredningen Anders Ek ledde blev klar.", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestFindReferenceList(t *testing.T) {
	text := "Referenser\nVårdanalys (2021). Genväg till bättre vård. Rapport 2021:5.\nSvensson, A. (2019). Att mäta tillit. Liber.\n"
	s := &corpus.Structure{Sections: []corpus.Section{{Heading: corpus.Span{Start: 0, End: 10}, Body: corpus.Span{Start: 11, End: len(text)}}}}
	var got []string
	for _, r := range reference.Find(&corpus.Text{Canonical: text}, s) {
		got = append(got, strings.Join([]string{r.Name, r.Canonical, r.Year, r.Publisher}, "|"))
	}
	genvag := "Genväg till bättre vård|Vårdanalys 2021:5|2021|Vårdanalys" // by title and by number
	want := []string{genvag, genvag, "Att mäta tillit|att mäta tillit|2019|"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Find (-want +got):\n%s", diff)
	}
}

func TestSetPublisher(t *testing.T) {
	text := "I Vårdanalys rapport Genväg till bättre vård (2021:5) sägs"
	refs := reference.Find(&corpus.Text{Canonical: text}, &corpus.Structure{})
	if len(refs) != 2 || refs[1].Canonical != refs[0].Canonical || refs[0].Canonical != "Vårdanalys 2021:5" {
		t.Fatalf("references = %+v", refs)
	}
	refs[0].SetPublisher("Myndigheten för vård- och omsorgsanalys")
	if want := "Myndigheten för vård- och omsorgsanalys 2021:5"; refs[0].Canonical != want {
		t.Errorf("canonical = %q, want %q", refs[0].Canonical, want)
	}
}

func TestFindLinks(t *testing.T) {
	tests := map[string]struct {
		text  string
		links []corpus.Span
		want  []string
	}{
		"links in a row without spaces": {
			"StartProgramTalareResa och hotell",
			[]corpus.Span{{Start: 0, End: 5}, {Start: 5, End: 12}, {Start: 12, End: 18}, {Start: 18, End: 33}},
			nil,
		},
		"link in the middle of a word": {"Rapporten:StartProgram", []corpus.Span{{Start: 15, End: 22}}, nil},
		"linked title":                 {"Rapporten Vägar till vatten visar", []corpus.Span{{Start: 10, End: 28}}, []string{"Vägar till vatten → vägar till vatten"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text := &corpus.Text{Canonical: test.text}
			for _, span := range test.links {
				text.Links = append(text.Links, corpus.Link{Span: span})
			}
			var got []string
			for _, r := range reference.Find(text, &corpus.Structure{}) {
				got = append(got, r.Of(test.text)+" → "+r.Canonical)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Statskontorets rapport ”Att styra” (2021:17), SOU 2019:29 och 2020:15, s. 5", 0, 12, 24, 34)
	f.Add("(EU) 2016/679 direktiv 2004/38/EG life science-strategin prop. 2022/23:45", 5, 13, 13, 30)
	f.Add("dnr S2021/06171 (2008:355 \u00a02021/22:SoUå", -1, 5, 40, 30)
	f.Add("Rapporter:StartProgramResa och hotell", 10, 15, 15, 22)
	f.Fuzz(func(t *testing.T, text string, w, x, y, z int) {
		text = strings.ToValidUTF8(text, "")
		source := &corpus.Text{
			Canonical: text,
			Links:     []corpus.Link{{Span: corpus.Span{Start: w, End: x}}},
			Emphasis:  []corpus.Span{{Start: y, End: z}},
		}
		end := 0
		for _, r := range reference.Find(source, &corpus.Structure{}) {
			if !r.Valid(text) || r.Empty() || r.Start < end {
				t.Fatalf("span %v of %q overlaps or is invalid", r.Span, text)
			}
			if !r.Evidence.Valid(text) || !r.Evidence.Contains(r.Span) {
				t.Fatalf("evidence %v does not hold %v", r.Evidence, r.Span)
			}
			if !r.PublisherSpan.Valid(text) {
				t.Fatalf("publisher span %v", r.PublisherSpan)
			}
			end = r.End
		}
	})
}
