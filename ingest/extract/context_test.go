package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/structure"
)

// parsed extracts from a text with the structure that the parser finds.
func parsed(t *testing.T, text string) Result {
	t.Helper()
	s, err := structure.Parse(&corpus.Text{Canonical: text, Format: corpus.FormatPlain})
	if err != nil {
		t.Fatal(err)
	}
	return extractFrom(t, text, s)
}

func TestBodiesInContext(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"several fields", "Ärendet gick till Barn- och utbildningsnämnden i fjol.", "Barn- och utbildningsnämnden"},
		{"three fields", "Utbildnings-, kultur- och fritidsnämnden avslog.", "Utbildnings-, kultur- och fritidsnämnden"},
		{"court at a place", "Målet avgjordes av Mark- och miljödomstolen i Växjö.", "Mark- och miljödomstolen i Växjö"},
		{"fields that are no body", "Kultur- och fritidsfrågor diskuterades.", ""},
		{"company at a place", "Avtalet gäller Lindvik Fastigheter i Värmland AB.", "Lindvik Fastigheter i Värmland AB"},
		{"title before a company", "Ring Anna Ek, VD Lindvik Energi AB, om du undrar.", "Lindvik Energi AB"},
		{"trade", "Huset ritades av Lindvik Arkitekter i höstas. Lindvik fick pris.", "Lindvik Arkitekter, Lindvik"},
		{"short for the country's company", "Dammen ägs av Forsvik Sverige AB. Enligt Forsvik är den säker.", "Forsvik Sverige AB, Forsvik"},
		{"foundation of a family", "Studien betalades av Familjen Lindviks stiftelse.", "Familjen Lindviks stiftelse"},
		{"local association", "Hon leder Hyresgästföreningen i Kalmar.", "Hyresgästföreningen i Kalmar"},
		{"association as such", "Hon talade med föreningen i Kalmar.", ""},
		{"society of a town", "De spelade för Karlstads Konserthussällskap i går.", "Karlstads Konserthussällskap"},
		{"library of a part", "Kursen ges av Länsbibliotek Nordväst i vår.", "Länsbibliotek Nordväst"},
		{"branch in the genitive", "Enligt Vårdförbundets avdelning Norrvika saknas folk.", "Vårdförbundets avdelning Norrvika"},
		{"council that a group is for", "Hon leder arbetsgruppen för Ljusåns vattenråd.", "arbetsgruppen för Ljusåns vattenråd"},
		{"acronym beside a body", "Kursen ges av XBF och Rädda Barnen. På XBF är man nöjd.", "XBF, Rädda Barnen, XBF"},
		{"acronym of a law beside a body", "Frågan rör GDPR och Skatteverket.", "Skatteverket"},
		{"acronym first", "Se rapporten från NFI, Nordic Forest Institute, om bränder.", "NFI, Nordic Forest Institute"},
		{"national society for a field", "Hon leder Svensk förening för ljudteknik.", "Svensk förening för ljudteknik"},
		{"national society", "Hon leder Svensk geriatrisk förening.", "Svensk geriatrisk förening"},
		{"national branch", "Kravet stöds av Solgas Sverige i dag.", "Solgas Sverige"},
		{"countries", "Natoländerna Norge och Island enades.", ""},
		{"announced by a compound", "Energibolaget Ljusvik AB ägs av pensionsstiftelsen Ankaret.", "Ljusvik AB, Ankaret"},
		{"association with its acronym", "Enligt Patientförbundet XBQ är det så.", "Patientförbundet XBQ"},
		{"given name of a body", "Nämnden stöder Kvinnojouren Alva.", "Kvinnojouren Alva"},
		{"amount behind a body", "Nämnden ger Kvinnojouren Alva 150 000 kronor.", "Kvinnojouren Alva"},
		{"county museum", "Vi besökte Örebro läns museum.", "Örebro läns museum"},
		{"sports clubs", "Matchen mellan Norrvika IF och IFK Ekvalla ställdes in.", "Norrvika IF, IFK Ekvalla"},
		{"firm with and without its form", "Avtal med Ljusvik Omsorg AB. Nu växer Ljusvik Omsorg.", "Ljusvik Omsorg AB, Ljusvik Omsorg"},
		{"sort of body that begins a sentence", "Konsultbolaget Ljusvik varnar.", "Ljusvik"},
		{"capital adjective", "Beslutet togs av Delregionala kollektivtrafikrådet i går.", "Delregionala kollektivtrafikrådet"},
		{"participle", "De bråkade med USA-baserade organisationen i går.", ""},
		{"newspaper", "Jag skrev i Dagens Skog i vintras.", "Dagens Skog"},
		{"English with a point of the compass", "Mötet hölls på North Baltic Office i Visby.", "North Baltic Office"},
		{"foreign acronym", "I går skrev Europeiska miljöbyrån, EMX, att värdena stiger.", "Europeiska miljöbyrån, EMX=Europeiska miljöbyrån"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := strings.Join(names(extractFrom(t, tc.text, paragraphs(tc.text)), graph.Organisation), ", ")
			if got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestRolesInContext(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"time before the verb", "Bo Lind, som fram till i våras var rektor vid Lunds universitet, kom.", []string{"Bo Lind [rektor, former] Lunds universitet"}},
		{"time behind the verb", "Bo Lind är sedan mars även ordförande i Vinnova.", []string{"Bo Lind [ordförande] Vinnova"}},
		{"verb before the name", "Sedan 2019 är Anna Ek generaldirektör för Skolverket.", []string{"Anna Ek [generaldirektör] Skolverket"}},
		{"question", "Är Anna Ek generaldirektör för Skolverket?", nil},
		{"denied behind the name", "Numera är Anna Ek inte generaldirektör för Skolverket.", nil},
		{"possessive", "Vi frågade Skogsstyrelsen. Deras generaldirektör Bo Lind dröjer med svar.", []string{"Bo Lind [generaldirektör] Skogsstyrelsen"}},
		{"what sort of body", "Det säger Bo Lind, vd för branschorganisationen Energiföretagen.", []string{"Bo Lind [vd] Energiföretagen"}},
		{"ombud", "Ombudet Rut Holm på Vinnova log.", []string{"Rut Holm [ombud] Vinnova"}},
		{"productive sort of scholar", "Osteologen Rut Holm grävde.", []string{"Rut Holm [osteolog] document"}},
		{"introduces herself", "Jag heter Rut Holm och är ordförande för Naturskyddsföreningen.", []string{"Rut Holm [ordförande] Naturskyddsföreningen"}},
		{"firm called after people", "Hon anlitade Bo Lind, revisor vid Anna Holm, i höstas.", []string{"Bo Lind [revisor] Anna Holm"}},
		{"past behind a pronoun", "Anna Ek är chef. Dessförinnan var hon arkivarie på Riksarkivet.", []string{"Anna Ek [arkivarie, former] Riksarkivet", "Anna Ek [chef] document"}},
		{"future before a pronoun", "Anna Ek är chef. I höst blir hon professor vid Mittuniversitetet.", []string{"Anna Ek [chef] document", "Anna Ek [professor, incoming] Mittuniversitetet"}},
		{"predecessor", "Hennes företrädare Bo Lind ville flytta.", nil},
		{"body meant by its sort", "Brevet gick till Arbetsförmedlingen i går. Där svarade myndighetens generaldirektör Bo Lind.", []string{"Bo Lind [generaldirektör] Arbetsförmedlingen"}},
		{"two roles before a name", "Styrelsens ordförande, förre riksbankschefen Bo Lind, teg.", []string{"Bo Lind [ordförande] document", "Bo Lind [riksbankschef, former] document"}},
		{"adjective in the definite form", "Det skriver särskilda utredaren Rut Holm.", []string{"Rut Holm [särskild utredare] document"}},
		{"whose doctoral student", "Rut Holm var doktorand för professor Bo Lind.", []string{"Bo Lind [professor] document", "Rut Holm [doktorand, former] document"}},
		{"numbers that count people", "Bakom Rut Holm var tre forskare.", nil},
		{"titles in columns", "Rut Holm          Bo Lind\nOrdförande        Ombudsman", nil},
		{"name completed by a place", "Rut Holm, projektledare för Kustliv Gotland, kom.", []string{"Rut Holm [projektledare] Kustliv Gotland"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := facts(extractFrom(t, tc.text, paragraphs(tc.text)), graph.HasRole, "title", "status")
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPetNames(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"in quotes", "Kulturchefen Karl-Erik \"Kalle\" Lund slutar. Kalle är 65.", "Karl-Erik Lund, Kalle→Karl-Erik Lund"},
		{"in brackets", "Då kom Margareta (Maggan) Holm in.", "Margareta Holm"},
		{"explained", "Vi ringde Totte, alltså Torsten Ek. Sedan kom Totte.", "Totte→Torsten Ek, Torsten Ek, Totte→Torsten Ek"},
		{"quoted word that is none", "Anna \"Nej\" tack sa Ek.", "Ek"},
		{"given name that is a place", "Åsa Holm kom. Då log Åsa.", "Åsa Holm, Åsa→Åsa Holm"},
		{"place after all", "Åsa Holm bor i Åsa.", "Åsa Holm"},
		{"surname first", "Anna Ek kom. Ersättare för Ek, Anna var Bo Lind.", "Anna Ek, Anna Ek, Bo Lind"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := people(extractFrom(t, tc.text, paragraphs(tc.text))); got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

// people lists the people mentioned, with whom short names refer to.
func people(r Result) string {
	var out []string
	for _, m := range r.Mentions {
		if m.Kind != graph.Person {
			continue
		}
		name := m.Name
		if m.Refers >= 0 && r.Mentions[m.Refers].Name != name {
			name += "→" + r.Mentions[m.Refers].Name
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// TestSpeakersIntroduceThemselves checks labels that are pet names.
func TestSpeakersIntroduceThemselves(t *testing.T) {
	r := parsed(t, "Kalle: Hej och välkomna! Jag heter Karl Lund och arbetar som kock på Grand Hotel.\n"+
		"Majsan: Maj Holm heter jag. Jag började som strateg på Vinnova.\n"+
		"Kalle: Sedan var du chef?\n"+
		"Majsan: Nej, men innan dess var jag utredare på Skolverket.\n")
	if diff := cmp.Diff([]string{"Karl Lund", "Maj Holm"}, speakerNames(r)); diff != "" {
		t.Error(diff)
	}
	want := []string{"Karl Lund [kock] Grand Hotel", "Majsan [strateg, former] Vinnova", "Majsan [utredare, former] Skolverket"}
	if diff := cmp.Diff(want, facts(r, graph.HasRole, "title", "status")); diff != "" {
		t.Error(diff)
	}
}

// TestPartLabels checks labels that name parts, which the head explains.
func TestPartLabels(t *testing.T) {
	r := parsed(t, "Vårdsnack, avsnitt 3\nGäst: Rut Holm\nProgramledare: Bo Lind\n\nProgramledaren: Hej och välkomna till Vårdsnack!\n"+
		"Gästen: Tack så mycket.\nProgramledaren: Hur började det?\nGästen: Jag jobbade som undersköterska på Vinnova.\n")
	if diff := cmp.Diff([]string{"Bo Lind", "Rut Holm"}, speakerNames(r)); diff != "" {
		t.Error(diff)
	}
	want := []string{"Bo Lind [programledare] document", "Rut Holm [undersköterska, former] Vinnova"}
	if diff := cmp.Diff(want, facts(r, graph.HasRole, "title", "status")); diff != "" {
		t.Error(diff)
	}
}

// TestQuotedNameDoesNotSpeak checks that a pronoun behind a quotation does not
// mean somebody named in it.
func TestQuotedNameDoesNotSpeak(t *testing.T) {
	r := parsed(t, "Rektor utsedd\n\nEva Holm blir rektor. Kulturminister Anna Ek gratulerar. ”Eva Holm kommer att bli en fantastisk rektor”, skriver hon.\n")
	var got []string
	for _, f := range r.Facts {
		if f.Type == graph.Said && f.Attributes["mode"] == "direct" {
			got = append(got, end(r, f.From))
		}
	}
	if diff := cmp.Diff([]string{"Anna Ek"}, got); diff != "" {
		t.Error(diff)
	}
}

// speakerNames are the people behind the turns, each once.
func speakerNames(r Result) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range r.Speakers {
		if m < 0 {
			continue
		}
		for r.Mentions[m].Refers >= 0 {
			m = r.Mentions[m].Refers
		}
		if name := r.Mentions[m].Name; !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// TestListEntries checks what the details of attendance lists say.
func TestListEntries(t *testing.T) {
	r := parsed(t, "Minnesanteckningar 2023-05-04\n\nDeltagare\nHolm, Rut\tVinnova\tutredare\nde Vries, Anna\tSkolverket\tordförande\n\n1. Inledning\nRut hälsade välkommen.\n")
	want := []string{"Anna de Vries [ordförande] document", "Rut Holm [utredare] Vinnova"}
	if diff := cmp.Diff(want, facts(r, graph.HasRole, "title", "status")); diff != "" {
		t.Error(diff)
	}
}

func TestOfficers(t *testing.T) {
	const head = "Protokoll från årsmöte 2024-03-12\n\n§ 1 Val\n"
	cases := []struct {
		name, text string
		want       []string
	}{
		{"chair of the meeting", "Till ordförande för mötet valdes Anna Ek.", []string{"Anna Ek [chair] document"}},
		{"chair of the association", "Till ordförande för föreningen valdes Anna Ek.", nil},
		{"secretary", "Styrelsen har utsett Bo Lind till protokollförare.", []string{"Bo Lind [secretary] document"}},
		{"adjusters", "Årsmötet valde Anna Ek och Bo Lind att justera protokollet.", []string{"Anna Ek [adjuster] document", "Bo Lind [adjuster] document"}},
		{"proposed", "Valberedningen föreslog att mötet valde Anna Ek att justera protokollet.", nil},
		{"planned", "Vid nästa möte ska Anna Ek utses att justera protokollet.", nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, facts(parsed(t, head+tc.text+"\n"), graph.Attended, "as")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestFileNumberOfItem checks that an item's own file number cites nothing.
func TestFileNumberOfItem(t *testing.T) {
	r := parsed(t, "Protokoll 2023-05-04\n\n§ 12   Val av konstnär          Dnr KS 2023/402\n\nBeslut\nNämnden beslutar att bordlägga ärendet. Jämför dnr KS 2021/77.\n")
	if got := names(r, graph.Report); len(got) != 1 || !strings.Contains(got[0], "2021/77") {
		t.Errorf("got %q, want only the number that is cited", got)
	}
}

// TestEvidenceStaysNear checks that a role's evidence does not reach back to
// where the document first names the organisation that is only meant.
func TestEvidenceStaysNear(t *testing.T) {
	text := "Ekvalla kommun bygger. " + strings.Repeat("Vi talar om annat en stund. ", 40) + "Rut Berg, som är stadsarkitekt i Ekvalla, svarar."
	r := extractFrom(t, text, paragraphs(text))
	found := false
	for _, f := range r.Facts {
		if f.Type != graph.HasRole {
			continue
		}
		found = true
		if whole(r, f.To.Mention) != "Ekvalla kommun" || f.Evidence[0].Len() > longestEvidence {
			t.Errorf("role at %s with evidence of %d bytes", whole(r, f.To.Mention), f.Evidence[0].Len())
		}
	}
	if !found {
		t.Error("no role found")
	}
}
