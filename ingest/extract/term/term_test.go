package term_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest/extract/term"
)

func newFinder(tb testing.TB) *term.Finder {
	tb.Helper()
	f, err := term.New()
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// named groups the surface forms of each concept.
func named(text string, terms []term.Term) map[string][]string {
	found := map[string][]string{}
	for _, t := range terms {
		if form := t.Of(text); !slices.Contains(found[t.Name], form) {
			found[t.Name] = append(found[t.Name], form)
		}
	}
	return found
}

func TestFindNames(t *testing.T) {
	finder := newFinder(t)
	tests := map[string]struct {
		text string
		want map[string][]string // must be among the concepts
		not  []string            // must not
	}{
		"compound in all forms": {
			"Vattenvården är viktig. Vattenvård kräver kunskap. God vattenvård ger liv.",
			map[string][]string{"vattenvård": {"Vattenvården", "Vattenvård", "vattenvård"}},
			[]string{"god vattenvård", "liv", "kunskap"},
		},
		"one form of a noun in -en is no definite form": {
			"Kommunen leder dagvatten till ån. Dagvattnet renas. Också spillvatten renas, och spillvatten kostar.",
			map[string][]string{"dagvatten": {"dagvatten", "Dagvattnet"}, "spillvatten": {"spillvatten"}},
			[]string{"dagvatt", "spillvatt"},
		},
		"phrase agrees with its noun": {
			"Digitala vårdtjänster sprids. En digital vårdtjänst kan hjälpa. Digitala verktyg och digitalt verktyg.",
			map[string][]string{"digital vårdtjänst": {"Digitala vårdtjänster", "digital vårdtjänst"}},
			nil,
		},
		"coordinated compound": {
			"Hälso- och sjukvården växer. All hälso- och sjukvård kostar.",
			map[string][]string{"hälso- och sjukvård": {"Hälso- och sjukvården", "hälso- och sjukvård"}},
			nil,
		},
		"acronym explained": {
			"Patienter med kroniskt obstruktiv lungsjukdom (KOL) får stöd. KOL är vanligt.",
			map[string][]string{"kroniskt obstruktiv lungsjukdom": {"kroniskt obstruktiv lungsjukdom", "KOL"}},
			[]string{"KOL"},
		},
		"English term": {
			"Vi arbetar med life science i regionen, och life science växer. Life science-sektorn är stor.",
			map[string][]string{"life science": {"life science", "Life science"}},
			[]string{"med life science"},
		},
		"furniture of language": {
			"I fredags höll vi ett möte om projektet. Frågan är viktig på många sätt och arbetet fortsätter nästa vecka.",
			nil,
			[]string{"möte", "projekt", "fråga", "sätt", "arbete", "vecka", "fredag"},
		},
		"roles are no concepts": {
			"Näringsministern talade. Näringsministern och förvaltningschefen svarade. Förvaltningschefen nickade.",
			nil,
			[]string{"näringsminister", "förvaltningschef"},
		},
		"compound that is rarely split": {
			"Gaspriserna stiger i vinter. Solparkerna byggs ut och spårtrafiken växer.",
			map[string][]string{"gaspris": {"Gaspriserna"}, "spårtrafik": {"spårtrafiken"}},
			nil,
		},
		"noun in -iv": {
			"Stadens bildarkiv flyttar. Ett bildarkiv är aktivt och levande.",
			map[string][]string{"bildarkiv": {"bildarkiv"}},
			[]string{"aktiv"},
		},
		"participle as noun": {
			"Reglerna om långsamt åldrande av betong. Kommunen vill se hållbart resande i tätorten.",
			map[string][]string{"hållbart resande": {"hållbart resande"}},
			nil,
		},
		"verbs are no concepts": {
			"Brevet har skrivits om och det regnar. Hon efterträder honom och begriper allt.",
			nil,
			[]string{"skriva", "regna", "efterträda", "begripa"},
		},
		"endings that belong to the word": {
			"Milstolparna följer bergsbestigningen. Fiskodlarna såg nedgången, men inte kommunfullmäktige.",
			nil,
			[]string{"milstolp", "fiskodl", "nedgå", "kommunfullmäktig"},
		},
		"noun in -ens": {
			"Maskinell intelligens kräver data. Mer maskinell intelligens behövs, för konkurrensens skull.",
			map[string][]string{"maskinell intelligens": {"Maskinell intelligens", "maskinell intelligens"}},
			nil,
		},
		"definite forms in -et": {
			"Banunderhållet brister i inlandet. Underhållet kostar, och hjärtat värker.",
			map[string][]string{"banunderhåll": {"Banunderhållet"}},
			[]string{"underhålla", "inlande", "banunderhålla"},
		},
		"definite form in -andet": {
			"Riskbadandet ökar. Kustkommunerna varnar.",
			map[string][]string{"riskbadande": {"Riskbadandet"}},
			[]string{"riskbadand"},
		},
		"an -s that belongs to the word": {
			"Industriell symbios prövas. Mer industriell symbios behövs.",
			map[string][]string{"industriell symbios": {"Industriell symbios", "industriell symbios"}},
			[]string{"symbio"},
		},
		"definite form of data": {
			"Hälsodatan växer. Vi delar hälsodata, och nationella hälsodata behövs.",
			map[string][]string{"hälsodata": {"Hälsodatan", "hälsodata"}},
			[]string{"hälsodatan"},
		},
		"acronym that nobody explains": {
			"Sjukhuset prövar ATMP i höst. En MOOC om ATMP är på väg.",
			map[string][]string{"ATMP": {"ATMP"}, "MOOC": {"MOOC"}},
			nil,
		},
		"acronym before its expansion": {
			"KOL (kroniskt obstruktiv lungsjukdom) är vanligt. KOL kan behandlas.",
			map[string][]string{"kroniskt obstruktiv lungsjukdom": {"KOL", "kroniskt obstruktiv lungsjukdom"}},
			[]string{"KOL"},
		},
		"word broken at the end of a line": {
			"Problemet är antibiotikaresis-\ntens. Arbetet mot antibiotikaresistens fortsätter.",
			map[string][]string{"antibiotikaresistens": {"antibiotikaresis-\ntens", "antibiotikaresistens"}},
			nil,
		},
		"first of coordinated compounds": {
			"Bygg- och rivningsavfall sorteras på plats.",
			map[string][]string{"rivningsavfall": {"rivningsavfall"}},
			[]string{"bygg"},
		},
		"programme with a number": {
			"Sjön ligger i Natura 2000-området. Natura 2000 är ett nätverk. Mässan Vattendagar 2023 är slut.",
			map[string][]string{"Natura 2000": {"Natura 2000"}},
			[]string{"Vattendagar 2023"},
		},
		"furniture of pages": {
			"Vi använder cookies. Läs mer i din webbläsare på vår webbplats. Skicka e-post eller ring oss på telefonnumret.",
			nil,
			[]string{"cookie", "cookies", "webbläsare", "webbplats", "e-post", "telefonnummer"},
		},
		"time": {
			"Under våren, sommaren och nästa årtionde. I fredags eftermiddag, varje kvartal och i november månad.",
			nil,
			[]string{"vår", "sommar", "årtionde", "fredag", "eftermiddag", "kvartal", "november", "månad"},
		},
		"half phrases": {
			"Kommunen har lovat fluorsköljning. De har begränsat utsläppen, och betydande utsläpp kvarstår.",
			map[string][]string{"fluorsköljning": {"fluorsköljning"}},
			[]string{"lovat fluorsköljning", "begränsat utsläpp"},
		},
		"transcript without capitals": {
			"ja hej och välkomna till örebro vi ska prata om språkmodeller och hur språkmodeller används i skolan",
			map[string][]string{"språkmodell": {"språkmodeller"}},
			[]string{"örebro"},
		},
		"term that the background uses as one": {
			"Många enskilda avlopp är gamla. Ett enskilt avlopp kan läcka.",
			map[string][]string{"enskilt avlopp": {"enskilda avlopp", "enskilt avlopp"}},
			nil,
		},
		"hyphen or none": {
			"Satsningen på ehälsa fortsätter. Myndigheten för e-hälsa finns redan, och e-hälsan växer.",
			map[string][]string{"e-hälsa": {"ehälsa", "e-hälsa", "e-hälsan"}},
			[]string{"ehälsa"},
		},
		"words that are nouns by use": {
			"Vinterns foder räcker inte. Dataspel och trygghetslarm säljs, och asbest hittades.",
			map[string][]string{"foder": {"foder"}, "dataspel": {"Dataspel"}, "trygghetslarm": {"trygghetslarm"}, "asbest": {"asbest"}},
			nil,
		},
		"lemmas by paradigm": {
			"Kväveoxider och plastpåsar sprids. Politiska fångar släpps. Extremister och palestinier demonstrerar, och bakterier växer.",
			map[string][]string{"kväveoxid": {"Kväveoxider"}, "plastpåse": {"plastpåsar"}, "bakterie": {"bakterier"}},
			[]string{"kväveoxider", "plastpås", "extremiste", "palestini", "bakteri"},
		},
		"lemma in -an": {
			"Efterfrågan på vattenkraft växer. Nedskräpning och orosanmälningar ökar.",
			map[string][]string{"vattenkraft": {"vattenkraft"}, "orosanmälan": {"orosanmälningar"}},
			[]string{"efterfråga", "orosanmälning"},
		},
		"lemmas of loan words": {
			"Webbinariet om reportaget handlar om kraftfodret och ESBL-bildande tarmbakterier.",
			map[string][]string{"reportage": {"reportaget"}, "kraftfoder": {"kraftfodret"}, "ESBL": {"ESBL"}},
			[]string{"webbinari", "reportag", "kraftfodr"},
		},
		"addresses": {
			"Skriv till kontakt@vattenvård.example eller besök www.vattenvård.example för mer om fiskevård.",
			map[string][]string{"fiskevård": {"fiskevård"}},
			[]string{"kontakt@vattenvård.example", "www.vattenvård.example"},
		},
		"plural of a known word": {
			"Fiskvägarna byggs om. Varje fiskväg kostar.",
			map[string][]string{"fiskväg": {"Fiskvägarna", "fiskväg"}},
			[]string{"fiskväge"},
		},
		"term of a word that says little elsewhere": {
			"Eleven fick särskilda stöd. Rätten till särskilt stöd prövas.",
			map[string][]string{"särskilt stöd": {"särskilda stöd", "särskilt stöd"}},
			[]string{"särskiltt stöd"},
		},
		"gender of what looks like the other": {
			"Kliniska läkemedel och kliniskt läkemedel testas. Gröna tak kyler, ett grönt tak också.",
			map[string][]string{"kliniskt läkemedel": {"Kliniska läkemedel", "kliniskt läkemedel"}, "grönt tak": {"Gröna tak", "grönt tak"}},
			nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := named(test.text, finder.Find(&corpus.Text{Canonical: test.text}, &corpus.Structure{}, nil, nil))
			for concept, forms := range test.want {
				if diff := cmp.Diff(forms, got[concept]); diff != "" {
					t.Errorf("%s (-want +got):\n%s\nall: %v", concept, diff, got)
				}
			}
			for _, concept := range test.not {
				if _, found := got[concept]; found {
					t.Errorf("%q is no concept here: %v", concept, got)
				}
			}
		})
	}
}

func TestFindPassesOverTitlesOfPeople(t *testing.T) {
	text := "Där talade klimatolog Anna Ekberg. Sven Dal, växtforskare på Boverket, teg. Växtförädling är viktig."
	var taken []corpus.Span
	for _, name := range []string{"Anna Ekberg", "Sven Dal", "Boverket"} {
		at := strings.Index(text, name)
		taken = append(taken, corpus.Span{Start: at, End: at + len(name)})
	}
	got := named(text, newFinder(t).Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, taken, nil))
	if _, found := got["växtförädling"]; !found {
		t.Errorf("växtförädling is missing: %v", got)
	}
	for _, title := range []string{"klimatolog", "växtforskare"} {
		if _, found := got[title]; found {
			t.Errorf("%q is what a person is called", title)
		}
	}
}

func TestFindReadsTheTitleOfTheDocument(t *testing.T) {
	text := "Effektbrist i elnätet\n\nDetta är en kort text."
	title := corpus.Span{Start: 0, End: strings.IndexByte(text, '\n')}
	s := &corpus.Structure{Title: title.Of(text), TitleSpan: title}
	got := named(text, newFinder(t).Find(&corpus.Text{Canonical: text}, s, []corpus.Span{title}, nil))
	if _, found := got["effektbrist"]; !found {
		t.Errorf("the title names the document, its words the subject: %v", got)
	}
}

func TestFindBroader(t *testing.T) {
	text := "Ekologisk odling sprids. Odling är viktig. Ekologisk odling är en odling som tål mycket. Odlingen breder ut sig."
	broader := map[string]string{}
	for _, found := range newFinder(t).Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, nil, nil) {
		broader[found.Name] = found.Broader
	}
	if diff := cmp.Diff(map[string]string{"ekologisk odling": "odling", "odling": ""}, broader); diff != "" {
		t.Errorf("broader (-want +got):\n%s", diff)
	}
}

func TestFindLeavesTakenSpans(t *testing.T) {
	text := "Vattenvården leds av Centrum för vattenvård. Vattenvården är bra."
	at := strings.Index(text, "Centrum")
	taken := []corpus.Span{{Start: at, End: at + len("Centrum för vattenvård")}}
	for _, found := range newFinder(t).Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, taken, nil) {
		if found.Overlaps(taken[0]) {
			t.Errorf("%q overlaps a taken span", found.Of(text))
		}
	}
}

func TestFindGrowsSlowly(t *testing.T) {
	finder := newFinder(t)
	text := "Vattenvården och skogsvården kräver markundersökningar. Fiskevård, viltvård och naturvård hör till. "
	few := named(text, finder.Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, nil, nil))
	long := strings.Repeat(text, 200)
	many := named(long, finder.Find(&corpus.Text{Canonical: long}, &corpus.Structure{}, nil, nil))
	if len(few) < 3 || len(many) > 30 {
		t.Errorf("%d concepts in a short text, %d in a long one", len(few), len(many))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Hälso- och sjukvården (HSV), h@h, hospital at home, KOL – kroniskt obstruktiv lungsjukdom (KOL).", 3, 9)
	f.Add("Antibiotikaresis-\ntensen ökar, bygg- och\nrivnings-\navfall. Natura 2000-området i-\n\nx-\ny", 1, 2)
	f.Add("LIFE SCIENCE-sektorn\u00ad åäö \u00a0 e-hälsans mRNA-teknologier", 0, 0)
	finder := newFinder(f)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		text = strings.ToValidUTF8(text, "")
		var taken []corpus.Span
		if span := (corpus.Span{Start: from, End: to}); span.Valid(text) {
			taken = append(taken, span)
		}
		start := 0
		for _, found := range finder.Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, taken, nil) {
			if !found.Valid(text) || found.Empty() || found.Start < start || found.Name == "" {
				t.Fatalf("%+v in %q", found, text)
			}
			if found.Confidence < 0 || found.Confidence > 1 {
				t.Fatalf("confidence %v", found.Confidence)
			}
			start = found.Start
		}
	})
}
