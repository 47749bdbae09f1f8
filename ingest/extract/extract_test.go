package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// extractor is shared by the tests; it is safe for concurrent use.
var extractor = sync.OnceValues(func() (*Extractor, error) { return New(Config{}) }) //nolint:gochecknoglobals // made once: it loads every list

// extractFrom runs the extractor on a text with a structure.
func extractFrom(tb testing.TB, text string, s *corpus.Structure) Result {
	tb.Helper()
	e, err := extractor()
	if err != nil {
		tb.Fatal(err)
	}
	result, err := e.Extract(context.Background(), Input{&corpus.Text{Canonical: text}, s})
	if err != nil {
		tb.Fatal(err)
	}
	return result
}

// names lists the mentions of a kind as "name" or "name=official".
func names(r Result, kind graph.Kind) []string {
	var out []string
	for _, m := range r.Mentions {
		if m.Kind != kind {
			continue
		}
		name := m.Name
		if m.Canonical != "" && m.Canonical != m.Name {
			name += "=" + m.Canonical
		}
		out = append(out, name)
	}
	return out
}

// end renders one end of a fact.
func end(r Result, ref Ref) string {
	switch {
	case ref.Mention >= 0:
		return r.Mentions[ref.Mention].Name
	case ref.Passage >= 0:
		return fmt.Sprintf("passage %d", ref.Passage)
	}
	return "document"
}

// facts lists the facts of a type as "from [title, status] to".
func facts(r Result, kind graph.RelationType, keys ...string) []string {
	var out []string
	for _, f := range r.Facts {
		if f.Type != kind {
			continue
		}
		var details []string
		for _, key := range keys {
			if value := f.Attributes[key]; value != "" && value != "current" {
				details = append(details, value)
			}
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s [%s] %s", end(r, f.From), strings.Join(details, ", "), end(r, f.To))))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestPeople(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"full name", "I går kom Anna Ek till mötet.", "Anna Ek"},
		{"sentence start", "Därför Anna Ek fick priset. Enligt Bo Lind dröjer det.", "Anna Ek, Bo Lind"},
		{"double and hyphenated names", "Ann-Sofi Hedin och Eva Rautio Jansson talade.", "Ann-Sofi Hedin, Eva Rautio Jansson"},
		{"particles", "Carl von Linné och Maria af Ugglas var där.", "Carl von Linné, Maria af Ugglas"},
		{"genitive", "Anna Lindgrens förslag antogs.", "Anna Lindgren"},
		{"surname in s", "Vi mötte Berit Ros på torget.", "Berit Ros"},
		{"initials", "Artikeln av Per A. Holm väckte debatt.", "Per A. Holm"},
		{"title is no name", "Champion Anders Molin och forskningsdirektör Göran Lindell enades.", "Anders Molin, Göran Lindell"},
		{"title and surname", "Då svarade statsminister Persson direkt.", "Persson"},
		{"unknown name with title", "Rapporten presenterades av professor Xiaolin Qweyu.", "Xiaolin Qweyu"},
		{"unknown name that speaks", "– Nej, säger Sineva Ribeiru. Sineva Ribeiru log.", "Sineva Ribeiru, Sineva Ribeiru"},
		{"surname refers", "Lisa Hedlund inledde. Sedan tog Lundgren upp frågan.", "Lisa Hedlund, Lundgren"},
		{"streets and prizes", "Kontoret på Gamla Brogatan och Drottninggatan. Olof Palmes gata, Anna Lindh-priset.", ""},
		{"saints", "Patienter på Capio S:t Görans sjukhus.", ""},
		{"months and weekdays", "På Måndag i Maj börjar det.", ""},
		{"list of names on lines", "Anna Ek\nBo Lind\nKarin Ström", "Anna Ek, Bo Lind, Karin Ström"},
		{"company with a person's name", "Lars Svensson AB levererade.", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := strings.Join(names(extractFrom(t, tc.text, paragraphs(tc.text)), graph.Person), ", ")
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestOrganisations(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"genitive", "Det framgår av Vinnovas rapport.", "Vinnova"},
		{"official name", "Vårdanalys granskade frågan.", "Vårdanalys=Myndigheten för vård- och omsorgsanalys"},
		{"two names in the genitive", "Region Norrbottens och Region Västerbottens kontor.", "Region Norrbotten, Region Västerbotten"},
		{"shared head", "Hon har läst vid Stockholms och Uppsala universitet.", "Stockholms universitet, Uppsala universitet"},
		{"plural head", "Även Lunds, Solna och Täby kommuner deltog.", "Lunds kommun, Solna kommun=Solna stad, Täby kommun"},
		{"dangling compounds", "Både social- och utbildningsdepartementet svarade.", "Socialdepartementet, Utbildningsdepartementet"},
		{
			"acronyms both ways", "Nordiska hälsoinstitutet (NHI) och SKL (Sveriges kommuner och landsting) deltog. NHI var nöjt.",
			"Nordiska hälsoinstitutet, NHI, SKL=Sveriges Kommuner och Landsting, Sveriges kommuner och landsting=Sveriges Kommuner och Landsting, NHI",
		},
		{"bodies named by task", "Enligt arbetsgruppen för hälsodata krävs mer.", "arbetsgruppen för hälsodata"},
		{"body for, genitive", "I arbetsgruppen för hälsodatas arbete ingår detta.", "arbetsgruppen för hälsodata"},
		{"company forms", "Avtal slöts med Nordvik Medical AB och AB Volvo.", "Nordvik Medical AB, AB Volvo=Volvo"},
		{"known once, known again", "Då tog företaget Ljusvik över. Ljusvik växer.", "Ljusvik, Ljusvik"},
		{"unknown municipality", "Ärendet avgjordes i Ekvalla kommun.", "Ekvalla kommun"},
		{"branch at a place", "Vården drivs av Folktandvården Sörmland.", "Folktandvården Sörmland"},
		{"English names with of", "Studien gjordes vid University of Westbury.", "University of Westbury"},
		{"file numbers", "Dnr SBN 2023/118 och SKR 2023/24:12.", ""},
		{"apposition", "Då tog företaget Ljusvik över.", "Ljusvik"},
		{"place completes", "Hon är lektor vid Högskolan i Borås.", "Högskolan i Borås"},
		{"described", "Friskolornas riksförbund och Svensk sjuksköterskeförening protesterade.", "Friskolornas riksförbund, Svensk sjuksköterskeförening"},
		{"weak acronym that stands where a body does", "Domen från AD kom i går.", "AD=Arbetsdomstolen"},
		{"common words", "Vision och ratio är vackra ord.", ""},
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

func TestPlaces(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"towns and countries", "Vi for från Luleå till Danmark.", "Luleå, Danmark"},
		{"genitive", "Det var Sveriges största gruva.", "Sverige"},
		{"part of a body", "Region Stockholm och Lunds universitet.", ""},
		{"common word", "Berg är höga.", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := strings.Join(names(extractFrom(t, tc.text, paragraphs(tc.text)), graph.Place), ", ")
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestRoles(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"apposition", "Lisa Hedlund, utvecklingsstrateg på Region Norrbotten, inledde.", []string{"Lisa Hedlund [utvecklingsstrateg] Region Norrbotten"}},
		{
			"two people", "Lisa Hedlund, strateg på Region Norrbotten, och Erik Wallin, affärsutvecklare på Norrvik Bio, inledde.",
			[]string{"Erik Wallin [affärsutvecklare] Norrvik Bio", "Lisa Hedlund [strateg] Region Norrbotten"},
		},
		{"two roles", "Markus Hagberg, överläkare och strateg i Region Gävleborg", []string{"Markus Hagberg [strateg] Region Gävleborg", "Markus Hagberg [överläkare] Region Gävleborg"}},
		{"coordinated compound", "Klara Hellberg, forsknings- och utvecklingsdirektör i Region Stockholm", []string{"Klara Hellberg [forsknings- och utvecklingsdirektör] Region Stockholm"}},
		{"title and preposition", "Forskningsdirektör Göran Lindell från Region Jämtland Härjedalen log.", []string{"Göran Lindell [forskningsdirektör] Region Jämtland Härjedalen"}},
		{"definite title", "Det sade utredaren Siv Fries i går.", []string{"Siv Fries [utredare] document"}},
		{"inverted genitive", "Enligt Region Skånes regiondirektör Pia Lundbom dröjer det.", []string{"Pia Lundbom [regiondirektör] Region Skåne"}},
		{"relative clause", "Vi möter Jenni Sandmark som är regeringens samordnare för skogsfrågor.", []string{"Jenni Sandmark [samordnare för skogsfrågor] regeringen"}},
		{"former", "Eva Holm, tidigare generaldirektör för Skolverket, avgick.", []string{"Eva Holm [generaldirektör, former] Skolverket"}},
		{"acting", "Tillförordnad rektor Bo Lind tackade.", []string{"Bo Lind [rektor, acting] document"}},
		{"years", "Eva Holm, rektor vid Lunds universitet 2015–2019, talade.", []string{"Eva Holm [rektor, 2015, 2019] Lunds universitet"}},
		{"without preposition", "Karolina Petrov, analyschef Lif", []string{"Karolina Petrov [analyschef] Lif"}},
		{"role, then body", "Helena Frisk, generaldirektör, Trafikanalys", []string{"Helena Frisk [generaldirektör] Trafikanalys"}},
		{"denied", "Anna Ek är inte rektor vid Lunds universitet.", nil},
		{"denied before", "Anna Ek har inte varit rektor vid Lunds universitet.", nil},
		{"planned", "Anna Ek ska utses till rektor vid Lunds universitet.", nil},
		{"appointed", "Anna Ek har utsetts till rektor vid Lunds universitet.", []string{"Anna Ek [rektor] Lunds universitet"}},
		{"plural", "Det säger forskarna Anna Holm (KI) och Bo Lind.", []string{"Anna Holm [forskare] KI", "Bo Lind [forskare] document"}},
		{"plural and parties", "Kommunalråden Lena Hall (M) och Ulla Öst (C) log.", []string{"Lena Hall [kommunalråd] document", "Ulla Öst [kommunalråd] document"}},
		{"elected", "Till justerare utses Eva Holm.", []string{"Eva Holm [justerare] document"}},
		{"appositive body, then copula", "Kansliråd Anna Holm, Socialdepartementet, är sekreterare.", []string{"Anna Holm [kansliråd] Socialdepartementet", "Anna Holm [sekreterare] document"}},
		{"unknown body in the genitive", "Privattandläkarnas vd Lars Olsson log.", []string{"Lars Olsson [vd] Privattandläkarna"}},
		{
			"two roles behind a verb", "Eva Holm har varit ledamot i Svenska Akademien och ordförande för Naturskyddsföreningen.",
			[]string{"Eva Holm [ledamot, former] Svenska Akademien", "Eva Holm [ordförande, former] Naturskyddsföreningen"},
		},
		{"copula before", "Gruppens ordförande var Peter Lund.", []string{"Peter Lund [ordförande] document"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := facts(extractFrom(t, tc.text, paragraphs(tc.text)), graph.HasRole, "title", "status", "from", "to")
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAffiliations(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"two bodies in brackets", "Anna Wester (KI/KS) berättar.", []string{"Anna Wester [] KI", "Anna Wester [] KS"}},
		{"shared brackets", "Niklas Björk och Olle Rydberg (Forte) berättar.", []string{"Niklas Björk [] Forte", "Olle Rydberg [] Forte"}},
		{"party", "Annette Lindmark (C) talade.", []string{"Annette Lindmark [] Centerpartiet"}},
		{"from", "Vi lyssnade på Anna Ek från Vinnova.", []string{"Anna Ek [] Vinnova"}},
		{"genitive", "Vinnovas Göran Marklund svarade.", []string{"Göran Marklund [] Vinnova"}},
		{"unknown body in brackets", "Ulrika Berg (Ljustrafik) svarade.", []string{"Ulrika Berg [] Ljustrafik"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := facts(extractFrom(t, tc.text, paragraphs(tc.text)), graph.AffiliatedWith)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBodies(t *testing.T) {
	cases := []struct {
		name, text string
		kind       graph.RelationType
		want       []string
	}{
		{"part", "Labbcentrum Nord är en del av Karolinska institutet.", graph.PartOf, []string{"Labbcentrum Nord [] Karolinska institutet"}},
		{"member", "Umeå kommun är medlem i SKR.", graph.MemberOf, []string{"Umeå kommun [] SKR"}},
		{"formerly", "SKR (tidigare SKL) svarade.", graph.Succeeds, []string{"SKR [] SKL"}},
		{"renamed", "Nordvik AB bytte namn till Ljusvik AB.", graph.Succeeds, []string{"Ljusvik AB [] Nordvik AB"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, facts(extractFrom(t, tc.text, paragraphs(tc.text)), tc.kind)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// at returns the span of the first occurrence of a part in the text.
func at(tb testing.TB, text, part string) corpus.Span {
	tb.Helper()
	start := strings.Index(text, part)
	if start < 0 {
		tb.Fatalf("%q is not in the text", part)
	}
	return corpus.Span{Start: start, End: start + len(part)}
}

func TestQuotes(t *testing.T) {
	text := "Lisa Hedlund och Erik Berg möttes.\n\n" +
		"– Det går bra, konstaterade Lisa Hedlund.\n\n" +
		"– Vi fortsätter, sa han.\n\n" +
		"– Det är vårt löfte.\n\n" +
		"Lisa Hedlund berättade: ”Allt är klart.”"
	s := paragraphs(text)
	s.Quotes = []corpus.Quote{
		{Span: at(t, text, "Det går bra"), Cue: at(t, text, "konstaterade Lisa Hedlund"), Dash: true},
		{Span: at(t, text, "Vi fortsätter"), Cue: at(t, text, "sa han"), Dash: true},
		{Span: at(t, text, "Det är vårt löfte."), Dash: true},
		{Span: at(t, text, "Allt är klart.")},
	}
	want := []string{
		"Erik Berg [direct, sa] passage 2",
		"Erik Berg [direct] passage 3",
		"Lisa Hedlund [direct, berättade] passage 4",
		"Lisa Hedlund [direct, konstaterade] passage 1",
	}
	if diff := cmp.Diff(want, facts(extractFrom(t, text, s), graph.Said, "mode", "verb")); diff != "" {
		t.Error(diff)
	}
}

func TestIndirectSpeech(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"that", "Anna Ek menar att det brådskar.", []string{"Anna Ek [menar] passage 0"}},
		{"pronoun", "Eva Lind kom. Hon anser att allt är klart.", []string{"Eva Lind [anser] passage 0"}},
		{"pronoun of the other gender", "Eva Lind och Bo Ek kom. Han anser att allt är klart.", []string{"Bo Ek [anser] passage 0"}},
		{"according to", "Enligt Anna Ek är det klart.", []string{"Anna Ek [enligt] passage 0"}},
		{"brackets between", "Anna Ek (KI) berättar om arbetet.", []string{"Anna Ek [berättar] passage 0"}},
		{"several", "Bo Lind (Forte) och Anna Ek (KI) berättar om arbetet.", []string{"Anna Ek [berättar] passage 0", "Bo Lind [berättar] passage 0"}},
		{"role", "Anna Ek (samordnare) kom. Samordnaren konstaterar att det går.", []string{"Anna Ek [konstaterar] passage 0"}},
		{"nearest title", "Anna Ek (rektor) och Bo Lind (prorektor) kom. Rektorn konstaterar att det går.", []string{"Anna Ek [konstaterar] passage 0"}},
		{"title alone", "Anna Ek (rektor) kom. Rektor konstaterar att det går.", []string{"Anna Ek [konstaterar] passage 0"}},
		{"no speech", "Anna Ek öppnar mötet.", nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := facts(extractFrom(t, tc.text, paragraphs(tc.text)), graph.Said, "verb")
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTranscript(t *testing.T) {
	text := "Programledare Maria Engdahl möter Jenny Stål, forskare vid Lunds universitet.\n\n" +
		"MARIA: Välkommen Jenni! Vem är du?\n\n" +
		"JENNI: Jag är professor vid Lunds universitet.\n\n" +
		"RÖST: Reklam."
	s := paragraphs(text)
	s.Kind = corpus.KindPodcast
	for i, label := range []string{"MARIA", "JENNI", "RÖST"} {
		passage := &s.Passages[i+1]
		passage.Turn = i
		s.Turns = append(s.Turns, corpus.Turn{
			Speaker: label,
			Label:   corpus.Span{Start: passage.Start, End: passage.Start + len(label)},
			Body:    corpus.Span{Start: passage.Start + len(label) + 2, End: passage.End},
		})
	}
	r := extractFrom(t, text, s)
	if r.Speakers[2] != -1 {
		t.Error("a voice without a name has a speaker")
	}
	for turn, want := range []string{"Maria Engdahl", "Jenny Stål"} {
		m := r.Mentions[r.Speakers[turn]]
		if m.Refers < 0 || r.Mentions[m.Refers].Name != want {
			t.Errorf("turn %d: %+v does not refer to %s", turn, m, want)
		}
	}
	want := []string{"Jenni [guest, 1] document", "Maria [host, 1] document"}
	if diff := cmp.Diff(want, facts(r, graph.SpeaksIn, "part", "turns")); diff != "" {
		t.Error(diff)
	}
	if got := facts(r, graph.HasRole, "title"); !slices.Contains(got, "Jenni [professor] Lunds universitet") {
		t.Errorf("no role in the first person: %q", got)
	}
}

func TestLabelWithBody(t *testing.T) {
	text := "ANNA EK, VINNOVA: Hej.\n\nBo Lind (Forte): Hej."
	s := paragraphs(text)
	for i, label := range []string{"ANNA EK, VINNOVA", "Bo Lind (Forte)"} {
		passage := &s.Passages[i]
		passage.Turn = i
		s.Turns = append(s.Turns, corpus.Turn{
			Speaker: label,
			Label:   corpus.Span{Start: passage.Start, End: passage.Start + len(label)},
			Body:    corpus.Span{Start: passage.Start + len(label) + 2, End: passage.End},
		})
	}
	r := extractFrom(t, text, s)
	if got := names(r, graph.Person); !slices.Equal(got, []string{"Anna Ek", "Bo Lind"}) {
		t.Errorf("got %q", got)
	}
	if got := facts(r, graph.AffiliatedWith); !slices.Contains(got, "Bo Lind [] Forte") {
		t.Errorf("got %q", got)
	}
}

func TestAttendance(t *testing.T) {
	text := "1. Anders Molin, ledamot\n\n2. Stina Forsell, statssekreterare (punkt 1-4)\n\n3. Jenni Sandmark, ordförande och samordnare\n\n4. Olle Rydberg, Forte"
	s := paragraphs(text)
	add := func(entry, name, detail, items string, as corpus.AttendanceAs) {
		s.Attendees = append(s.Attendees, corpus.Attendee{
			Entry: at(t, text, entry), Name: at(t, text, name), Detail: at(t, text, detail), As: as, Items: items,
		})
	}
	add("1. Anders Molin, ledamot", "Anders Molin", "ledamot", "", corpus.AttendedMember)
	add("2. Stina Forsell, statssekreterare (punkt 1-4)", "Stina Forsell", "statssekreterare", "1-4", corpus.AttendedPresent)
	add("3. Jenni Sandmark, ordförande och samordnare", "Jenni Sandmark", "ordförande och samordnare", "", corpus.AttendedChair)
	add("4. Olle Rydberg, Forte", "Olle Rydberg", "Forte", "", corpus.AttendedAbsent)
	r := extractFrom(t, text, s)
	wantAttended := []string{
		"Anders Molin [member] document", "Jenni Sandmark [chair] document",
		"Olle Rydberg [absent, true] document", "Stina Forsell [present, 1-4] document",
	}
	if diff := cmp.Diff(wantAttended, facts(r, graph.Attended, "as", "items", "absent")); diff != "" {
		t.Error(diff)
	}
	wantRoles := []string{
		"Anders Molin [ledamot] document", "Jenni Sandmark [ordförande] document",
		"Jenni Sandmark [samordnare] document", "Stina Forsell [statssekreterare] document",
	}
	if diff := cmp.Diff(wantRoles, facts(r, graph.HasRole, "title")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Olle Rydberg [] Forte"}, facts(r, graph.AffiliatedWith)); diff != "" {
		t.Error(diff)
	}
}

func TestMinister(t *testing.T) {
	text := "Hon tackade näringsminister Baylan."
	s := paragraphs(text)
	s.Date = "2021-04-28"
	r := extractFrom(t, text, s)
	if got := names(r, graph.Person); !slices.Equal(got, []string{"Baylan=Ibrahim Baylan"}) {
		t.Errorf("got %q", got)
	}
	s.Date = "1999"
	if got := names(extractFrom(t, text, s), graph.Person); !slices.Equal(got, []string{"Baylan"}) {
		t.Errorf("wrong year: got %q", got)
	}
}

func TestExtractErrors(t *testing.T) {
	e, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Extract(context.Background(), Input{}); !errors.Is(err, ErrInput) {
		t.Errorf("got %v, want ErrInput", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Extract(ctx, Input{&corpus.Text{}, &corpus.Structure{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}
