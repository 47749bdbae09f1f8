package reference_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest/extract/reference"
)

// withList makes a structure of a text whose last section is its references.
func withList(text string) *corpus.Structure {
	s := &corpus.Structure{}
	if at := strings.Index(text, "Referenser\n"); at >= 0 {
		end := at + len("Referenser")
		s.Sections = []corpus.Section{{Heading: corpus.Span{Start: at, End: end}, Body: corpus.Span{Start: end + 1, End: len(text)}}}
	}
	return s
}

// works renders the cited works as "publisher: name".
func works(text string) []string {
	var out []string
	for _, r := range reference.Find(&corpus.Text{Canonical: text}, withList(text)) {
		if work := r.Publisher + ": " + r.Name; r.Cited && (len(out) == 0 || out[len(out)-1] != work) {
			out = append(out, work)
		}
	}
	return out
}

func TestFindPublishers(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"subject before the verb":       {"I fjol har Sjöfartsverket lämnat rapporten ”Farleder i norr” till regeringen.", []string{"Sjöfartsverket: Farleder i norr"}},
		"subject behind the verb":       {"I maj gav Skolverket ut handboken ”Läsa tillsammans” för lärare.", []string{"Skolverket: Läsa tillsammans"}},
		"what the body says in it":      {"Polismyndigheten konstaterar i rapporten ”Lugna gator” att oron minskar.", []string{"Polismyndigheten: Lugna gator"}},
		"what the body examined in it":  {"Kemikalieinspektionen har granskat märkningen i rapporten ”Rena varor”.", []string{"Kemikalieinspektionen: Rena varor"}},
		"inquiry with a long name":      {"Utredningen om tryggare resor lämnade i mars 2021 betänkandet ”Resa tryggt” (SOU 2021:99).", []string{"Utredningen om tryggare resor: Resa tryggt"}},
		"relative clause":               {"Uppdraget gick till Sjöfartsverket, som lämnade delrapporten ”Isbrytning efter två år” i mars.", []string{"Sjöfartsverket: Isbrytning efter två år"}},
		"according to":                  {"Enligt Centrum för snöforskning, i rapporten ”Tunnare täcken” (2019:4), minskar snön.", []string{"Centrum för snöforskning: Tunnare täcken"}},
		"decision":                      {"Regeringen beslutade i juni 2020 om ”Nationell strategi för sällsynta sjukdomar”.", []string{"Regeringen: Nationell strategi för sällsynta sjukdomar"}},
		"list item":                     {"- ”Cykelplan för Norrvika”, Norrvika kommun 2021\n", []string{"Norrvika kommun: Cykelplan för Norrvika"}},
		"target year":                   {"- Översiktsplan 2040, Norrvika kommun\n", []string{"Norrvika kommun: Översiktsplan 2040"}},
		"between commas":                {"Enligt en rapport från Skolverket, Läsning på fritiden, läser fler.", []string{"Skolverket: Läsning på fritiden"}},
		"bodies between commas":         {"Enligt en rapport från Skolverket, Sveriges Kommuner och Regioner, läser fler.", nil},
		"series in the bracket":         {"Sjöfartsverket redovisade våren 2021 rapporten ”Isar och farleder” (Sea reports 2021:7).", []string{"Sjöfartsverket: Isar och farleder"}},
		"publisher in the bracket":      {"Det framgår av rapporten Vägar i norr (RRV 1996:29).", []string{"RRV: Vägar i norr"}},
		"a sentence is no title":        {"Vägarna har i Sverige en genomsnittlig bredd av nio meter (RRV 1994:23).", []string{"RRV: RRV 1994:23"}},
		"nation-wide plan":              {"Sjöfartsverket har tagit fram Nationell plan för säkrare farleder.", []string{"Sjöfartsverket: plan för säkrare farleder"}},
		"verb behind the title":         {"Kommittén har i sitt slutbetänkande Vägar i norr visat att mycket saknas.", []string{": Vägar i norr"}},
		"matter of a bill":              {"1.1 Skäl till granskning\n\nÖppningen av marknaden (prop. 2008/09:176) gav fler tåg.", []string{": prop. 2008/09:176"}},
		"subject behind the title":      {"I rapporten ”Tunnare täcken” (2022:11) visar Sjöfartsverket att snön minskar.", []string{"Sjöfartsverket: Tunnare täcken"}},
		"person behind the title":       {"I rapporten ”Tunnare täcken” (2022:11) visar Anna Ekberg att snön minskar.", []string{": Tunnare täcken"}},
		"verb and particle":             {"Sjöfartsverket gav 2021 ut ”Nationella riktlinjer för bojar”.", []string{"Sjöfartsverket: Nationella riktlinjer för bojar"}},
		"report of a year":              {"Post- och telestyrelsen, PTS, konstaterar i rapporten Bojkartläggning 2022 att täckningen ökar.", []string{"PTS: Bojkartläggning 2022"}},
		"year and clause":               {"Sjöfartsverket redovisade i rapporten Trafikskador 2022 att bojorna rostar.", []string{"Sjöfartsverket: Trafikskador 2022"}},
		"short title":                   {"Sjöfartsverket har publicerat vägledningen Hållbar muddring. Den är ny.", []string{"Sjöfartsverket: Hållbar muddring"}},
		"thesis":                        {"I avhandlingen ”Den digitala bojen” beskriver hon det.", []string{": Den digitala bojen"}},
		"a person is no publisher":      {"I går presenterade Anna Ekberg rapporten ”Farleder i norr”.", []string{": Farleder i norr"}},
		"a word that stands for a body": {"Myndigheten konstaterar i rapporten ”Lugna gator” att oron minskar.", []string{": Lugna gator"}},
		"another object":                {"Sjöfartsverket lämnade frågan öppen när rapporten ”Farleder i norr” kom.", []string{": Farleder i norr"}},
		"matter registered on its line": {"§ 4 Budget för skolan      Dnr KS 2023/402\nNämnden beslutar.", nil},
		"range of years":                {"Förslaget till Miljöprogram 2024–2030 skickas ut.", []string{": Miljöprogram 2024–2030"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, works(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestFindWrappedEntries(t *testing.T) {
	text := `Som rapport 2020:6 visar är behovet stort.

Referenser
Riksrevisionen, RiR 2018:3. Stöd till fjällräddning – statens roll.
Myndigheten för vård- och omsorgsanalys (2020). En plats att må bra på?
Rapport 2020:6. Stockholm: Myndigheten för vård- och omsorgsanalys.
Norrvika kommun (2019). Färdplan för småbåtshamnar i
Norrvika. Rapport 2019:2.
Sjöfartsverket (2017). Farleder i norr.
`
	want := []string{
		"Myndigheten för vård- och omsorgsanalys: En plats att må bra på?",
		"Riksrevisionen: Stöd till fjällräddning – statens roll",
		"Myndigheten för vård- och omsorgsanalys: En plats att må bra på?",
		"Norrvika kommun: Färdplan för småbåtshamnar i Norrvika",
		"Sjöfartsverket: Farleder i norr",
	}
	if diff := cmp.Diff(want, works(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFindShortForms(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"acronym":          {"Enligt socialtjänstlagen (2001:453), förkortad SoL, gäller det. SOL är något annat, 4 kap. SoL inte.", nil},
		"bracketed":        {"Enligt plan- och bygglagen (2010:900) (PBL) krävs lov. I PBL står mer.", []string{"plan- och bygglagen (2010:900) → SFS 2010:900", "PBL → SFS 2010:900", "PBL → SFS 2010:900"}},
		"called":           {"Lag (1995:11) om mindre hamnar, som ofta kallas småhamnslagen, berör det. Av småhamnslagen framgår mer.", []string{"Lag (1995:11) om mindre hamnar → SFS 1995:11", "småhamnslagen → SFS 1995:11", "småhamnslagen → SFS 1995:11"}},
		"short name":       {"Enligt ellagen (1997:857) krävs det. Ellagen ändras, och ellagens regler också.", []string{"ellagen (1997:857) → SFS 1997:857", "Ellagen → SFS 1997:857", "ellagen → SFS 1997:857"}},
		"plan and bill":    {"Nationell strategi för hälsa, prop. 2017/18:9, antogs.", []string{"Nationell strategi för hälsa → prop. 2017/18:9", "prop. 2017/18:9 → prop. 2017/18:9"}},
		"unlike shortened": {"Enligt skollagen (2010:800), SVT och andra gäller det.", []string{"skollagen (2010:800) → SFS 2010:800"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.want == nil {
				test.want = []string{"socialtjänstlagen (2001:453) → SFS 2001:453"}
			}
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestFindOwnNumber(t *testing.T) {
	body := strings.Repeat("Texten handlar om hamnar. ", 60)
	tests := map[string]struct{ text, title, want string }{
		"inquiry before the title": {"SOU 2021:99          Resa tryggt\n\n" + body, "SOU 2021:99 Resa tryggt", "Resa tryggt"},
		"report below the title":   {"Färdplan för småbåtshamnar\n\nNorrvika kommun, rapport 2019:2\n\n" + body, "Färdplan för småbåtshamnar", "Färdplan för småbåtshamnar"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := &corpus.Structure{Title: test.title}
			if at := strings.Index(test.text, test.title); at >= 0 {
				s.TitleSpan = corpus.Span{Start: at, End: at + len(test.title)}
			}
			for _, r := range reference.Find(&corpus.Text{Canonical: test.text}, s) {
				if r.Cited || r.Name != test.want {
					t.Errorf("%q is %q, cited %v", r.Of(test.text), r.Name, r.Cited)
				}
			}
		})
	}
}
