package structure

import (
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
)

func TestKind(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst. Kostnaden beräknas till nio miljoner.\n\n"
	tests := []struct {
		name string
		want corpus.DocumentKind
		text string
	}{
		{"transcript", corpus.KindPodcast, "Samtal om vård\n\nANNA: Hej och välkommen.\n\nBO: Tack.\n\nANNA: Hur mår du?\n\nBO: Bra.\n"},
		{"transcript with intro", corpus.KindPodcast, "Vårdpodden – en podcast från Region Skåne\n\n" + body + "Anna Ek: Hej.\n\nBo Alm: Tack.\n\nAnna Ek: Då börjar vi.\n"},
		{"timed interview", corpus.KindPodcast, "[00:00:01] Intervjuare: Vad tycker du?\n[00:00:05] Respondent: Det är bra.\n[00:00:09] Intervjuare: Tack.\n"},

		{"notes of a meeting", corpus.KindMinutes, "Minnesanteckningar möte med referensgruppen den 28 april 2021\n\n1 Inledning\n\n" + body + "2 Avslut\n\n" + body + "Deltagare\n\n1. Anna Ek, ledamot\n2. Bo Alm, ledamot\n"},
		{"minutes with signs", corpus.KindMinutes, "Kommunstyrelsen\n2021-05-03\n\nNärvarande: Anna Ek (ordf.), Bo Alm\n\n§ 1 Mötets öppnande\nMötet öppnades.\n\n§ 2 Budget\nStyrelsen beslutar att anta budgeten.\n"},
		{"minutes of an association", corpus.KindMinutes, "Protokoll fört vid årsmöte i Byalaget 2022-03-15\n\n1. Mötets öppnande\nAnna Ek öppnade mötet.\n\n2. Val av justerare\nBo Alm valdes.\n\n3. Mötets avslutande\nOrdföranden tackade.\n\nVid protokollet\nCecilia Dahl\n\nJusteras\nBo Alm\n"},

		{"report with notes", corpus.KindReport, "Behov av en nationell plan för hälsodata\n\n" + body + "Läget är känt¹ sedan länge².\n\nFigur 1: De viktigaste behoven.\n\n¹ Se Vårdanalys (2021:5).\n² Se Statskontoret (2021:17).\n"},
		{"report with parts", corpus.KindReport, "Rapport 2022:2 Färdplan för data\n\nSammanfattning\n\n" + body + "1 Bakgrund\n\n" + body + "2 Metod\n\n" + body + "3 Resultat\n\n" + body + "Referenser\n\nEk, A. (2020). Om data.\n"},
		{"inquiry", corpus.KindReport, "SOU 2021:4\nInformationsöverföring inom vård och omsorg\n\nBetänkande av utredningen om data\n\n1 Inledning\n\n" + body + "2 Bakgrund\n\n" + body + "2.1 Tidigare utredningar\n\n" + body},

		{"news with dialogue", corpus.KindArticle, "Ny skola i centrum\n\n" + body + "– Det är en stor dag, säger rektorn Anna Ek.\n\n" + body + "– Vi är nöjda, säger Bo Alm.\n\nAnna Ek på den nya tomten. Foto: Cecilia Dahl\n"},
		{"press release", corpus.KindArticle, "Pressmeddelande 2021-05-03\n\nNy chef för Vinnova\n\n" + body + "– Det är en stor dag, säger Anna Ek.\n\nPresskontakt: Bo Alm, 08-123 45 67\n"},
		{"article with byline", corpus.KindArticle, "Ny skola i centrum\n\nAv Anna Ek\n\nPublicerad 3 maj 2021\n\n" + body + body},

		{"programme with speakers", corpus.KindEvent, "Vårdens vägval: hälsodata\n\n" + body + "Medverkande:\n\nAnna Ek, överläkare i Region Halland\n\nBo Alm (C), regionråd\n\nCecilia Dahl, analyschef, Lif\n\nDiana Berg, professor\n"},
		{"invitation", corpus.KindEvent, "Välkommen till frukostmöte om data\n\nTid: 12 oktober 2023 kl. 8.30\nPlats: Rosenbad, Stockholm\nAnmälan: senast den 2 oktober\n\n" + body},
		{"conference with times", corpus.KindEvent, "Klimatdagen 2023\n\nProgram\n\n09.00 Kaffe\n09.30 Inledning\n10.15 Vatten i staden\n12.00 Lunch\n13.00 Panel\n\nAnmälan\n\nAnmäl dig senast den 2 oktober.\n"},

		{"parliamentary question", corpus.KindOther, "Inkom den 3 oktober : Besvarad den 27 oktober Prot. 1994/95:16 Läget är allvarligt. Därför vill jag fråga statsministern: 1. Är statsministern villig att ta initiativ?"},
		{"motion", corpus.KindOther, "Motion till regionfullmäktige om tidiga varningar\n\n" + body + "Jag yrkar därför\n\natt regionen varnar i tid.\n\nAnna Ek (V)\nledamot i regionfullmäktige\n"},
		{"letter", corpus.KindOther, "Norrvika kommun          Skrivelse\n                         2023-04-03\n\nBegäran om samordning av åtgärder\n\n" + body + "För nämnden\n\nAnna Ek\nordförande\n"},
		{"law", corpus.KindOther, "Förordning om statsbidrag\n\nInledande bestämmelser\n\n1 § Denna förordning gäller bidrag.\n\n2 § Bidrag lämnas i mån av tillgång på medel.\n\nFormen för bidrag\n\n3 § Bidraget lämnas som projektbidrag.\n"},
		{"plain text", corpus.KindOther, body},
		{"nothing", corpus.KindOther, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := parse(t, test.text).Kind; got != test.want {
				t.Errorf("kind %q, want %q", got, test.want)
			}
		})
	}
}

func TestKindOfMetadata(t *testing.T) {
	s, err := Parse(&corpus.Text{Canonical: "ANNA: Hej.\n\nBO: Tack.\n\nANNA: Då så.\n", Kind: corpus.KindEvent})
	if err != nil {
		t.Fatal(err)
	}
	if s.Kind != corpus.KindEvent {
		t.Errorf("kind %q, want that of the metadata", s.Kind)
	}
}

func TestTitle(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst.\n\n"
	tests := []struct{ name, want, text string }{
		{"first line", "Ny skola i centrum", "Ny skola i centrum\n\n" + body},
		{"below a banner", "Ny skola i centrum", "Vi använder cookies för att webbplatsen ska fungera.\n\nNy skola i centrum\n\n" + body},
		{"below the sender", "Minnesanteckningar från möte den 3 maj 2021", "Dataskyddskontoret\n\nMinnesanteckningar från möte den 3 maj 2021\n\n1 Inledning\n\n" + body},
		{"below the kind", "Styrelsemöte i Byalaget", "PROTOKOLL\n\nStyrelsemöte i Byalaget\n2021-05-03\n\n§ 1 Öppnande\n" + body},
		{"kind and date", "Protokoll 2021-05-03", "Protokoll\n2021-05-03\n\n§ 1 Öppnande\n" + body},
		{"below a date", "Ny skola i centrum", "2021-05-03\n\nNy skola i centrum\n\n" + body},
		{"episode below the series", "Avsnitt 12: Om data", "Vårdpodden – en podcast från Region Skåne\n\n" + body + "Avsnitt 12: Om data\n\nANNA: Hej.\n\nBO: Tack.\n\nANNA: Då så.\n"},
		{"episode with a short number", "EP78 – Anna Ek om data", "Vårdpodden\n\nEP78 – Anna Ek om data\n\nANNA: Hej.\n\nBO: Tack.\n\nANNA: Då så.\n"},
		{"below the number of the series", "Genvägen till precision", "Rapport 2021:5\n\nGenvägen till precision\n\n" + body},
		{"wrapped", "Rapport om hur kommuner och regioner kan använda hälsodata i vården", "Rapport om hur kommuner och regioner kan\nanvända hälsodata i vården\n\n" + body},
		{"Markdown", "Färdplan för data", "# Färdplan för data\n\n" + body},
		{"bold", "Färdplan för data", "**Färdplan för data**\n\n" + body},
		{"above labelled fields", "Klimatdagen 2023", "Klimatdagen 2023\nTid: 12 oktober\nPlats: Ekvalla\n\n" + body},
		{"below labelled fields", "Klimatdagen 2023", "Datum: 2023-10-12\nPlats och tid: Ekvalla\n\nKlimatdagen 2023\n\n" + body},
		{"letterhead in columns", "Protokoll Arbetsgruppen för data", "REGION SKÅNE           PROTOKOLL\nArbetsgruppen för data      Nr 4\n\n§ 1 Öppnande\n" + body},
		{"question", "Vem äger vattnet?", "Vem äger vattnet?\n\n" + body},
		{"running text alone", "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst.", body},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			if s.Title != test.want {
				t.Errorf("title %q, want %q", s.Title, test.want)
			}
			if test.want != "" && !strings.EqualFold(squeeze(s.TitleSpan.Of(test.text)), test.want) {
				t.Errorf("the title's span is %q", s.TitleSpan.Of(test.text))
			}
		})
	}
}

func TestTitleOfMetadata(t *testing.T) {
	const canonical = "Ny skola i centrum\n\nKommunen bygger en ny skola."
	tests := []struct {
		name, title, want string
		span              corpus.Span
	}{
		{"shown in the text", "Ny skola i centrum", "Ny skola i centrum", corpus.Span{Start: 0, End: 18}},
		{"not shown", "Skolan", "Skolan", corpus.Span{}},
		{"without meaning", "Microsoft Word - protokoll.docx", "Ny skola i centrum", corpus.Span{Start: 0, End: 18}},
		{"only the kind", "Nyheter", "Ny skola i centrum", corpus.Span{Start: 0, End: 18}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := Parse(&corpus.Text{Canonical: canonical, Title: test.title, Format: corpus.FormatPDF})
			if err != nil {
				t.Fatal(err)
			}
			if s.Title != test.want || s.TitleSpan != test.span {
				t.Errorf("title %q at %v, want %q at %v", s.Title, s.TitleSpan, test.want, test.span)
			}
		})
	}
}

func TestDate(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst.\n\n"
	tests := []struct{ name, want, text string }{
		{"in the title", "2021-04-28", "Minnesanteckningar från möte den 28 april 2021\n\n1 Inledning\n\nNästa möte är den 25 augusti 2021.\n\n"},
		{"on a line at the end", "2019-05-02", "Ny skola i centrum\n\n" + body + body + "2 maj 2019\nKommentera sidan\n"},
		{"on a line at the top", "2021-05-03", "Ny skola i centrum\n2021-05-03\n\n" + body},
		{"labelled", "2022-09-21", "Protokoll från styrelsen\n\nSammanträdesdatum: 2022-09-21\n\n§ 1 Justering\nProtokollet justeras den 28 september 2022.\n"},
		{"published", "2024-11-05", "Ny skola i centrum\n\nPublicerad 5 november 2024\nUppdaterad 7 november 2024\n\n" + body},
		{"short form", "2021-04-28", "Möte 28/4 -21\n\n" + body},
		{"month", "2022-11", "Färdplan för data\n\nNovember 2022\n\n" + body},
		{"time and place", "2023-10-12", "Klimatdagen\n\nTid: torsdagen den 12 oktober 2023 kl. 9.30–16.00\nPlats: Ekvalla\n\n" + body},
		{"year from another date", "2023-03-15", "Möte den 15 mars\n\nDatum för utskick: 2023-03-20\n\n" + body},
		{"session of parliament in autumn", "1994-10-03", "Inkom den 3 oktober : Besvarad den 27 oktober Prot. 1994/95:16 Läget är allvarligt."},
		{"session of parliament in spring", "1995-02-07", "Inkom den 7 februari : Besvarad den 27 februari Prot. 1994/95:61 Läget är allvarligt."},
		{"no year anywhere", "", "Möte den 15 mars\n\n" + body},
		{"a date in the story", "", "Ny skola i centrum\n\nSkolan ritades den 3 maj 1987 av en arkitekt som ingen längre minns, och den har sedan dess byggts om fyra gånger utan att någon blev nöjd med resultatet eller med kostnaden för kommunen och dess invånare.\n\n" + body},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := parse(t, test.text).Date; got != test.want {
				t.Errorf("date %q, want %q", got, test.want)
			}
		})
	}
}

func TestDateOfAddress(t *testing.T) {
	tests := []struct{ address, want string }{
		{"https://example.se/2021/03/15/ny-skola", "2021-03-15"},
		{"https://example.se/nyheter/2021-03-15-ny-skola", "2021-03-15"},
		{"https://example.se/2021/03/ny-skola", "2021-03"},
		{"https://example.se/2021/ny-skola", ""},
		{"https://example.se/2021/13/15/", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := dateOfURL(test.address); got != test.want {
			t.Errorf("dateOfURL(%q) = %q, want %q", test.address, got, test.want)
		}
	}
}

func TestPublisher(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst.\n\n"
	tests := []struct{ name, want, text string }{
		{"authority above the title", "Life science-kontoret", "Life science-kontoret\n\nMinnesanteckningar från möte den 3 maj 2021\n\n1 Inledning\n\n" + body},
		{"region in capitals", "Region Skåne", "REGION SKÅNE           PROTOKOLL\nArbetsgruppen för data      Nr 4\n\n§ 1 Öppnande\n" + body},
		{"podcast", "SKR", "Vårdpodden - en podcast från SKR\n\n" + body + "ANNA: Hej.\n\nBO: Tack.\n\nANNA: Då så.\n"},
		{"responsible publisher", "Ekvalla kommun", "Ny skola i centrum\n\n" + body + "Utgivare: Ekvalla kommun"},
		{"copyright", "Ekvalla kommun", "Ny skola i centrum\n\n" + body + body + "© 2021 Ekvalla kommun"},
		{"municipality below the title", "Ekvalla kommun", "Färdplan för data\n\nEkvalla kommun, rapport 2022:2\n\n" + body},
		{"whose minutes", "Arbetsgruppen för data", "Protokoll från Arbetsgruppen för data den 3 maj 2021\n\nNärvarande: Anna Ek, Bo Alm\n\n§ 1 Öppnande\n" + body},
		{"none", "", "Ny skola i centrum\n\n" + body},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := parse(t, test.text).Publisher; got != test.want {
				t.Errorf("publisher %q, want %q", got, test.want)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst.\n\n"
	tests := []struct{ name, want, text string }{
		{"byline", "Anna Ek", "Ny skola i centrum\n\nAv Anna Ek\n\n" + body},
		{"text and picture", "Anna Ek", "Ny skola i centrum\n\nText: Anna Ek\nFoto: Bo Alm\n\n" + body},
		{"two authors", "Anna Ek, Bo Alm", "Färdplan för data\n\nFörfattare: Anna Ek och Bo Alm\n\n" + body},
		{"text and picture by one", "Anna Ek", "Ny skola i centrum\n\n" + body + "Text och foto: Anna Ek"},
		{"signed opinion", "Anna Ek, Bo Alm", "DEBATT\n\nBygg skolan nu\n\n" + body + "Anna Ek, förbundsjurist, SKR\n\nBo Alm, professor, Lunds universitet"},
		{"signed letter", "Anna Ek", "Begäran om samordning av åtgärder\n\n" + body + "För nämnden\n\nAnna Ek\nordförande i nämnden"},
		{"signed with an address", "Anna Ek", "Ny skola i centrum\n\n" + body + "Anna Ek\nanna.ek@tidningen.example\n070-111 22 33"},
		{"contacts", "", "Ny skola i centrum\n\n" + body + "För mer information, kontakta:\nAnna Ek, presschef, 070-123 45 67\nBo Alm\nbo.alm@example.se"},
		{"by is a preposition", "", "Ny skola i centrum\n\nAv Anna Eks tankar blev en skola som alla minns.\n\n" + body},
		{"photographer", "", "Ny skola i centrum\n\n" + body + "Foto: Anna Ek"},
		{"none", "", "Ny skola i centrum\n\n" + body},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			var got []string
			for _, a := range s.Authors {
				if a.Span.Of(test.text) != a.Text {
					t.Errorf("%q stands at %q", a.Text, a.Span.Of(test.text))
				}
				got = append(got, a.Text)
			}
			if names := strings.Join(got, ", "); names != test.want {
				t.Errorf("authors %q, want %q", names, test.want)
			}
		})
	}
}

func TestMetadataWins(t *testing.T) {
	text := &corpus.Text{
		Canonical: "Ny skola\n\nAv Anna Ek\n\n2021-05-03\n\nBo Alm skriver.", Title: "Skolan", Date: "2020-01-02",
		Publisher: "Ekvalla kommun", Authors: []string{"Bo Alm", "Nils Berg"}, Language: "sv-SE",
	}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	if s.Title != "Skolan" || s.Date != "2020-01-02" || s.Publisher != "Ekvalla kommun" || s.Language != "sv-SE" {
		t.Errorf("the metadata did not win: %q %q %q %q", s.Title, s.Date, s.Publisher, s.Language)
	}
	if len(s.Authors) != 2 || s.Authors[0].Span.Of(text.Canonical) != "Bo Alm" || !s.Authors[1].Span.Empty() {
		t.Errorf("authors %+v", s.Authors)
	}
}
