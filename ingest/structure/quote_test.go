package structure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// quotes renders quotations as "words | cue", with a dash before those after a
// dialogue dash.
func quotes(text string, s *corpus.Structure) []string {
	var out []string
	for _, q := range s.Quotes {
		line := q.Of(text)
		if q.Dash {
			line = "– " + line
		}
		if !q.Cue.Empty() {
			line += " | " + q.Cue.Of(text)
		}
		out = append(out, line)
	}
	return out
}

func TestQuotes(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst.\n\n"
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"name after the verb", body + "– Det är en stor dag för oss, säger Anna Ek.", []string{"– Det är en stor dag för oss | säger Anna Ek"}},
		{"title and office", body + "– Det är en stor dag, säger rektorn Anna Ek, som leder skolan.", []string{"– Det är en stor dag | säger rektorn Anna Ek, som leder skolan"}},
		{"pronoun", body + "– Det är en stor dag, konstaterade hon.", []string{"– Det är en stor dag | konstaterade hon"}},
		{"definite title", body + "– Vi lämnar över i gott skick, säger den avgående chefen Bo Alm.", []string{"– Vi lämnar över i gott skick | säger den avgående chefen Bo Alm"}},
		{"speech goes on after the cue", body + "– Det är bra, säger Anna Ek, och vi fortsätter gärna.", []string{"– Det är bra | säger Anna Ek", "– och vi fortsätter gärna. | säger Anna Ek"}},
		{"another sentence after the cue", body + "– Det är bra, säger Anna Ek. Vi måste göra mer.", []string{"– Det är bra | säger Anna Ek", "– Vi måste göra mer. | säger Anna Ek"}},
		{"the writer goes on", body + "– Det är bra, säger Anna Ek. Hon har lett skolan i tio år.", []string{"– Det är bra | säger Anna Ek"}},
		{"two cues", body + "– Det är bra, säger Anna Ek. Vi måste göra mer, tillägger hon.", []string{"– Det är bra | säger Anna Ek", "– Vi måste göra mer | tillägger hon"}},
		{"question", body + "– Hur ska det gå? undrar Bo Alm.", []string{"– Hur ska det gå? | undrar Bo Alm"}},
		{"several paragraphs", body + "– Det är bra för barnen i kommunen.\n\n– Men det kunde vara bättre, säger Anna Ek.", []string{
			"– Det är bra för barnen i kommunen.", "– Men det kunde vara bättre | säger Anna Ek",
		}},
		{"long dash", body + "— Det är en stor dag, säger Anna Ek.", []string{"– Det är en stor dag | säger Anna Ek"}},
		{"hyphen", body + "- Det är en stor dag, säger Anna Ek.", []string{"– Det är en stor dag | säger Anna Ek"}},
		{"announced above", "Så här säger Anna Ek om skolan:\n\n– Det är en stor dag för hela kommunen.", []string{"– Det är en stor dag för hela kommunen. | Så här säger Anna Ek om skolan"}},
		{"announced by a name", "Oppositionsrådet Anna Ek (M) håller inte med:\n– Det är för dyrt för kommunen.", []string{"– Det är för dyrt för kommunen. | Oppositionsrådet Anna Ek (M) håller inte med"}},
		{"cue on the line below", body + "– Nästa steg är att bjuda in,\nsäger Anna Ek.", []string{"– Nästa steg är att bjuda in | säger Anna Ek"}},
		{"narrative after the cue", body + "– Vår styrka är vår litenhet, sa han och pekade på kartan.", []string{"– Vår styrka är vår litenhet | sa han och pekade på kartan"}},
		{"abbreviated organisation", body + "– Vi är redo, sa IRB:s chef Anna Ek när hon tillträdde.", []string{"– Vi är redo | sa IRB:s chef Anna Ek när hon tillträdde"}},
		{"the speaker's own verb is no cue", body + "– Det blir bra, tror jag, när skolan är klar.", []string{"– Det blir bra, tror jag, när skolan är klar."}},
		{"marks and a cue", "”Vi har inte råd att vänta”, säger Anna Ek.", []string{"Vi har inte råd att vänta | säger Anna Ek"}},
		{"straight marks", `"Vi har inte råd att vänta", sade Anna Ek i går.`, []string{"Vi har inte råd att vänta | sade Anna Ek i går"}},
		{"guillemets", "»Vi har inte råd att vänta«, menar Anna Ek.", []string{"Vi har inte råd att vänta | menar Anna Ek"}},
		{"cue before the marks", "Beslutet kom i går. Anna Ek säger: ”Vi har inte råd att vänta.”", []string{"Vi har inte råd att vänta. | Anna Ek säger"}},
		{"the speaker goes on in marks", "”Vi ser en tydlig skillnad”, säger Anna Ek. ”Det handlar om pengar.”", []string{"Vi ser en tydlig skillnad | säger Anna Ek", "Det handlar om pengar. | säger Anna Ek"}},
		{"cue with att", "På frågan svarar Anna Ek att ”det är dyrt på kort sikt”.", []string{"det är dyrt på kort sikt | På frågan svarar Anna Ek"}},
		{"English", "“We asked the children, and they were right,” says Anna Ek.", []string{"We asked the children, and they were right | says Anna Ek"}},
		{"title in marks", "Rapporten ”Hemmet som plats för vård” kom i går.", []string{"Hemmet som plats för vård"}},
		{"a word in marks", "Det är Sveriges ”glesbygdstätaste region” i dag.", nil},
		{"inches and lonely marks", "Skärmen är 15\" stor och kostar 3\" mer.", nil},
		{"a list with dashes", "Vi behöver:\n– nya lokaler\n– fler lärare\n– bättre mat", nil},
		{"a list with capitals", "Vi behöver:\n– Nya lokaler\n– Fler lärare\n– Bättre mat", nil},
		{"an interval", "Mötet varade 10–12 och alla trivdes.", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, quotes(test.text, parse(t, test.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBlockQuote(t *testing.T) {
	const canonical = "Vi slipper papperslistorna, säger Anna Ek."
	text := &corpus.Text{Canonical: canonical, Format: corpus.FormatHTML, Blocks: []corpus.Block{
		{Span: corpus.Span{Start: 0, End: len(canonical)}, Kind: corpus.BlockQuote},
	}}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	if diff := cmp.Diff([]string{"Vi slipper papperslistorna | säger Anna Ek"}, quotes(canonical, s)); diff != "" {
		t.Error(diff)
	}
}

func TestDecisions(t *testing.T) {
	const head = "Protokoll från styrelsemöte den 3 maj 2021\n\n"
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"in a sentence", head + "§ 1 Budget\nAnna Ek redogör för budgeten. Styrelsen beslutar att anta budgeten.\n\n§ 2 Avslut\nMötet avslutades.\n", []string{"§ 1: Styrelsen beslutar att anta budgeten."}},
		{"past tense and passive", head + "§ 1 Budget\nStyrelsen beslutade att anta budgeten.\n\n§ 2 Plan\nDet beslutades att planen skickas ut.\n", []string{
			"§ 1: Styrelsen beslutade att anta budgeten.", "§ 2: Det beslutades att planen skickas ut.",
		}},
		{"on a labelled line", head + "§ 1 Budget\nVi talade om budgeten.\nBeslut: Budgeten antas.\n\n§ 2 Avslut\nMötet avslutades.\n", []string{"§ 1: Budgeten antas."}},
		{"below a heading", head + "§ 1 Budget\n\nÄrendet\nStyrelsen beslutade i fjol att vänta.\n\nBeslut\nStyrelsen antar budgeten.\n\n§ 2 Avslut\nMötet avslutades.\n", []string{"§ 1: Styrelsen antar budgeten."}},
		{"as a list", head + "§ 1 Budget\nStyrelsen beslutar\natt anta budgeten, och\natt tacka Anna Ek.\n\n§ 2 Avslut\nMötet avslutades.\n", []string{"§ 1: att anta budgeten, och", "§ 1: att tacka Anna Ek."}},
		{"as a list below a heading", head + "§ 1 Budget\n\nBeslut\nStyrelsen beslutar\n1. att anta budgeten\n2. att tacka Anna Ek\n\n§ 2 Avslut\nMötet avslutades.\n", []string{"§ 1: att anta budgeten", "§ 1: att tacka Anna Ek"}},
		{"formulas of meetings", head + "§ 1 Dagordning\nDagordningen godkändes.\n\n§ 2 Val\nTill justerare valdes Bo Alm.\n\n§ 3 Protokoll\nProtokollet lades till handlingarna.\n", []string{
			"§ 1: Dagordningen godkändes.", "§ 2: Till justerare valdes Bo Alm.", "§ 3: Protokollet lades till handlingarna.",
		}},
		{"proposals that are decided on", head + "§ 1 Försök\nGruppen beslutar att föreslå regionstyrelsen ett försök.\n\n§ 2 Val\nBo Alm väljs att justera protokollet. Frågan bordläggs till nästa möte.\n", []string{
			"§ 1: Gruppen beslutar att föreslå regionstyrelsen ett försök.", "§ 2: Bo Alm väljs att justera protokollet.", "§ 2: Frågan bordläggs till nästa möte.",
		}},
		{"associations", head + "§ 1 Val\nÅrsmötet valde Bo Alm till revisor. Efter omröstning beslutade mötet att avsluta.\n\n§ 2 Frihet\nStämman beviljar styrelsen ansvarsfrihet. Föreningen ger rabatt till unga.\n", []string{
			"§ 1: Årsmötet valde Bo Alm till revisor.", "§ 1: Efter omröstning beslutade mötet att avsluta.", "§ 2: Stämman beviljar styrelsen ansvarsfrihet.",
		}},
		{"plans and proposals", head + "§ 1 Budget\nStyrelsen ska besluta om budgeten i juni. Anna Ek föreslår att styrelsen beslutar att vänta. Styrelsen beslutade inte att köpa huset.\n\n§ 2 Avslut\nMötet avslutades.\n", nil},
		{"a section of proposals", head + "§ 1 Budget\n\nFörslag till beslut\nStyrelsen beslutar att anta budgeten.\n\n§ 2 Avslut\nMötet avslutades.\n", nil},
		{"no minutes", "Skolan byggs ut\n\n– Det är bra, säger Anna Ek.\n\nKommunen beslutade att bygga ut skolan.\n\n– Ja, säger Bo Alm, och jag är nöjd.\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			var got []string
			for _, d := range s.Decisions {
				item := d.Section
				for item >= 0 && s.Sections[item].Number == "" {
					item--
				}
				got = append(got, s.Sections[item].Number+": "+d.Of(test.text))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFootnotes(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string // label, reference, note
	}{
		{"superscripts", "Det har diskuterats i flera fora¹ och tagits många initiativ².\n\n¹ Events: Dagar om lagar.\n² https://example.se/x", []string{
			"1 ¹ Events: Dagar om lagar.", "2 ² https://example.se/x",
		}},
		{"brackets", "Enligt utredningen [1] och en studie.[2]\n\n[1] SOU 2021:17.\n[2] Ek, A. (2020).", []string{"1 [1] SOU 2021:17.", "2 [2] Ek, A. (2020)."}},
		{"Markdown", "Enligt utredningen[^1] och en studie[^studie].\n\n[^1]: SOU 2021:17.\n[^studie]: Ek, A.", []string{"1 [^1] SOU 2021:17.", "studie [^studie] Ek, A."}},
		{"two digits", "Först¹⁰ och sist¹¹ kommer noter.\n\n¹⁰ Se bilaga.\n¹¹ Se vidare.", []string{"10 ¹⁰ Se bilaga.", "11 ¹¹ Se vidare."}},
		{"amid the text", "Text med not¹ här.\n\n¹ Noten vid sidans slut.\n\nTexten går vidare på nästa sida.", []string{"1 ¹ Noten vid sidans slut."}},
		{"square metres", "Lokalen är 300 m² stor och kostar 2 kronor per m².", nil},
		{"a bracket that refers to nothing", "Texten nämner ingen not.\n\n[1] Men här är en rad.", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			var got []string
			for _, n := range s.Footnotes {
				got = append(got, n.Label+" "+n.Reference.Of(test.text)+" "+n.Body.Of(test.text))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReportedFootnotes(t *testing.T) {
	const canonical = "Enligt utredningen[1] är läget gott.\n\nSOU 2021:17, s. 12."
	text := &corpus.Text{Canonical: canonical, Format: corpus.FormatDOCX, Blocks: []corpus.Block{
		{Span: corpus.Span{Start: 0, End: 38}, Kind: corpus.BlockParagraph},
		{Span: corpus.Span{Start: len(canonical) - 19, End: len(canonical)}, Kind: corpus.BlockFootnote, Label: "1"},
	}}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	if len(s.Footnotes) != 1 {
		t.Fatalf("%d footnotes, want 1", len(s.Footnotes))
	}
	if n := s.Footnotes[0]; n.Label != "1" || n.Reference.Of(canonical) != "[1]" || n.Body.Of(canonical) != "SOU 2021:17, s. 12." {
		t.Errorf("footnote %+v", n)
	}
	if k := s.Passages[len(s.Passages)-1].Kind; k != corpus.PassageFootnote {
		t.Errorf("the note's passage is a %s", k)
	}
}
