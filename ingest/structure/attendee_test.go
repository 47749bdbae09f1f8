package structure

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// parse parses plain text as a reader without any layout would give it, and
// checks what holds of every structure.
func parse(t *testing.T, canonical string) *corpus.Structure {
	t.Helper()
	text := &corpus.Text{Canonical: canonical, Format: corpus.FormatPlain}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	return s
}

// attendees renders attendees as "part: name | detail | items", without the
// empty ends.
func attendees(text string, s *corpus.Structure) []string {
	var out []string
	for _, a := range s.Attendees {
		line := string(a.As) + ": " + a.Name.Of(text) + " | " + a.Detail.Of(text) + " | " + a.Items
		out = append(out, strings.TrimRight(line, " |"))
	}
	return out
}

func TestAttendees(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"numbered list with functions", "Deltagare\n\n1. Anna Ek, ledamot\n2. Bo Alm, statssekreterare (punkt 1-4)\n\n3. Cecilia Dahl, ordförande och samordnare\n4. Diana Berg, Vinnova\n", []string{
			"member: Anna Ek | ledamot", "present: Bo Alm | statssekreterare | 1-4", "chair: Cecilia Dahl | ordförande och samordnare", "present: Diana Berg | Vinnova",
		}},
		{"run of names after the heading", "Närvarande: Anna Ek (ordf.), Bo Alm, Cecilia Dahl (sekr.)\n\nMötet öppnades.", []string{
			"chair: Anna Ek | ordf.", "present: Bo Alm", "secretary: Cecilia Dahl | sekr.",
		}},
		{"run with och", "Närvarande: Anna Ek, Bo Alm och Cecilia Dahl\n", []string{"present: Anna Ek", "present: Bo Alm", "present: Cecilia Dahl"}},
		{"run with functions between commas", "Närvarande: Anna Ek, ordförande, Bo Alm, sekreterare, samt Cecilia Dahl, Region Skåne", []string{
			"chair: Anna Ek | ordförande", "secretary: Bo Alm | sekreterare", "present: Cecilia Dahl | Region Skåne",
		}},
		{"run with semicolons", "Deltagare: Anna Ek, docent, Lunds universitet; Bo Alm, enhetschef, Socialstyrelsen; Cecilia Dahl", []string{
			"present: Anna Ek | docent, Lunds universitet", "present: Bo Alm | enhetschef, Socialstyrelsen", "present: Cecilia Dahl",
		}},
		{"municipal minutes with party and columns", "Beslutande   Anna Ek (S), ordförande\n             Bo Alm (M), 1:e vice ordförande\n             Cecilia Dahl (C)\n\nErsättare    Diana Berg (V)\n", []string{
			"chair: Anna Ek | (S), ordförande", "member: Bo Alm | (M), 1:e vice ordförande", "member: Cecilia Dahl | C", "substitute: Diana Berg | V",
		}},
		{"one heading after the other", "Ledamöter\nAnna Ek\nBo Alm\n\nTjänstgörande ersättare\nCecilia Dahl\n\nFrånvarande\nDiana Berg\n\nAdjungerad\nErik Holm, ekonomichef\n\nJusterare\nBo Alm\n\nVid protokollet\nFrida Lund\n", []string{
			"member: Anna Ek", "member: Bo Alm", "substitute: Cecilia Dahl", "absent: Diana Berg", "coopted: Erik Holm | ekonomichef", "adjuster: Bo Alm", "secretary: Frida Lund",
		}},
		{"parts on labelled lines", "Ordförande: Anna Ek\nSekreterare: Bo Alm\nJusterare: Cecilia Dahl\nFörhinder: Diana Berg, Erik Holm\n", []string{
			"chair: Anna Ek", "secretary: Bo Alm", "adjuster: Cecilia Dahl", "absent: Diana Berg", "absent: Erik Holm",
		}},
		{"surname first", "Närvarande ledamöter\nEk, Anna\nAlm, Bo (ordförande)\nvon Platen, Cecilia\n", []string{
			"member: Ek, Anna", "chair: Alm, Bo | ordförande", "member: von Platen, Cecilia",
		}},
		{"surname first, a given name", "Frånvarande:\nEk, Anna (S)\nAbdi, Hodan (V)\n\nFrån förvaltningen:\nBo Alm, chef\n", []string{
			"absent: Ek, Anna | S", "absent: Abdi, Hodan | V", "present: Bo Alm | chef",
		}},
		{"table with initials and presence", "Minnesanteckningar\n\nNamn\tSign.\tOrganisation\tRoll\tNärv./frånv.\nAnna Ek\tAE\tVinnova\tutredare, ordf.\tN (p. 1–3)\nBo H:son Alm\tBHA\tForte\tjurist\tF\n\nMötet öppnades.\n", []string{
			"chair: Anna Ek | Vinnova\tutredare, ordf. | 1-3", "absent: Bo H:son Alm | Forte\tjurist",
		}},
		{"table of yes and no", "Närvarande\n\nNamn\tFunktion\tNärvaro\nAnna Ek\tkassör\tJa\nBo Alm\tledamot\tN\n", []string{
			"present: Anna Ek | kassör", "absent: Bo Alm | ledamot",
		}},
		{"table of something else", "Att göra\n\nNamn\tTelefon\tNär\nAnna Ek\t08-10 00 00\tmåndag\n", nil},
		{"titles in a column", "Övriga närvarande\nAnna Ek             Skolchef\nBo Alm              Sekreterare\n", []string{
			"present: Anna Ek | Skolchef", "secretary: Bo Alm | Sekreterare",
		}},
		{"titles before names in a run", "Övriga deltagare: Kommunchef Anna Ek, ekonomichef Sten-Åke Alm (§ 88), jurist Eva Holm\n", []string{
			"present: Anna Ek | Kommunchef", "present: Sten-Åke Alm | ekonomichef | 88", "present: Eva Holm | jurist",
		}},
		{"degrees in a run", "Närvarande: Anna Ek (Vinnova), Ph.D. Tariq Alm (KTH), docent Eva Holm\nKopia till: Cecilia Dahl\n", []string{
			"present: Anna Ek | Vinnova", "present: Tariq Alm | KTH", "present: Eva Holm | docent",
		}},
		{"adjuster on a line to sign", "Ordförande      ..............................\n                Bo Alm\nJusterande      ..............................\n                Anna Ek\n", []string{
			"chair: Bo Alm", "adjuster: Anna Ek",
		}},
		{"rows of signatures", "Vid protokollet              Justeras\n\nAnna Ek                      Bo Alm\n\nEva Holm                     Karin Dahl\n", []string{
			"secretary: Anna Ek", "adjuster: Bo Alm", "adjuster: Eva Holm", "adjuster: Karin Dahl",
		}},
		{"elected, not present", "§ 8 Val av styrelse\nÅrsmötet valde\nOrdförande: Anna Ek\nLedamöter: Bo Alm, Eva Holm\n\n§ 9 Avslutning\nMötet avslutades.\n\nSekreterare: Karin Dahl\n", []string{
			"secretary: Karin Dahl",
		}},
		{"bullets", "Deltagare:\n• Anna Ek, SKR\n• Bo Alm, Region Skåne\n• Cecilia Dahl\n\nAnteckningar\n", []string{
			"present: Anna Ek | SKR", "present: Bo Alm | Region Skåne", "present: Cecilia Dahl",
		}},
		{"dashes", "Närvarande:\n- Anna Ek\n- Bo Alm (via Teams)\n- Cecilia Dahl – sekreterare\n", []string{
			"present: Anna Ek", "present: Bo Alm | via Teams", "secretary: Cecilia Dahl | sekreterare",
		}},
		{"table with a header", "Närvarande\nNamn\tFunktion\tOrganisation\nAnna Ek\tordförande\tRegion Skåne\nBo Alm\tledamot\tSKR\n", []string{
			"chair: Anna Ek | ordförande\tRegion Skåne", "member: Bo Alm | ledamot\tSKR",
		}},
		{"parts of the meeting", "Närvarande\nAnna Ek, §§ 12–15\nBo Alm, från kl. 14.10\nCecilia Dahl, SKR (punkt 3)\nDiana Berg (t.o.m. § 14)\nErik Holm, punkterna 1, 3 och 5\n", []string{
			"present: Anna Ek |  | 12-15", "present: Bo Alm |  | från kl. 14.10", "present: Cecilia Dahl | SKR | 3", "present: Diana Berg |  | t.o.m. § 14", "present: Erik Holm |  | 1, 3 och 5",
		}},
		{"speakers of a programme hold their offices elsewhere", "Medverkande:\n\nAnna Ek, ordförande för Cancerfonden\n\nBo Alm (C), regionråd\n\nCecilia Dahl, moderator\n", []string{
			"speaker: Anna Ek | ordförande för Cancerfonden", "speaker: Bo Alm | (C), regionråd", "speaker: Cecilia Dahl | moderator",
		}},
		{"speakers between the items of a programme", "Välkommen till seminariet om vård!\n\nNär: 17 november 2022\nVar: Stockholm\n\nProgram\n\n13.10 Primärvården\nAnna Ek, generaldirektör, Socialstyrelsen\n\n14.00 Panel\nBo Alm, professor, KI\nCecilia Dahl (S), regionråd\n\n15.00 Kaffe\n", []string{
			"speaker: Anna Ek | generaldirektör, Socialstyrelsen", "speaker: Bo Alm | professor, KI", "speaker: Cecilia Dahl | (S), regionråd",
		}},
		{"the absent do not chair", "Frånvarande\nAnna Ek, ordförande\n\nNärvarande\nBo Alm, anmält förhinder\nCecilia Dahl, ledamot\n", []string{
			"absent: Anna Ek | ordförande", "absent: Bo Alm | anmält förhinder", "member: Cecilia Dahl | ledamot",
		}},
		{"titles before names", "Närvarande\nProfessor Anna Ek\nKommunalråd Bo Alm (M)\nDr. Cecilia Dahl\n", []string{
			"present: Anna Ek | Professor", "present: Bo Alm | M", "present: Cecilia Dahl | Dr.",
		}},
		{"particles, initials and double names", "Deltagare\nCarl af Ugglas, SKR\nAnn-Sofi Hedin, ledamot\nEva M. Lindström\nOle-Petter Halvorsen\n", []string{
			"present: Carl af Ugglas | SKR", "member: Ann-Sofi Hedin | ledamot", "present: Eva M. Lindström", "present: Ole-Petter Halvorsen",
		}},
		{"names by organisation", "Deltagare\nRegion Skåne: Anna Ek, Bo Alm\nSocialstyrelsen: Cecilia Dahl\n", []string{
			"present: Anna Ek", "present: Bo Alm", "present: Cecilia Dahl",
		}},
		{"two columns of signatures", "Justeras\n\nAnna Ek                     Bo Alm\n", []string{"adjuster: Anna Ek", "adjuster: Bo Alm"}},
		{"two headings beside each other", "Vid protokollet                         Justeras\n\n_______________                         _______________\nAnna Ek                                 Bo Alm\n", []string{"secretary: Anna Ek", "adjuster: Bo Alm"}},
		{"signature lines", "Sekreterare     ..............................  Paragrafer 45–48\n                Anna Ek\nOrdförande      ..............................\n                Bo Alm\n", []string{"secretary: Anna Ek", "chair: Bo Alm"}},
		{"a label on two lines", "Ej tjänstgörande        Anna Ek (L)\nersättare               Bo Alm (KD)\n", []string{"substitute: Anna Ek | L", "substitute: Bo Alm | KD"}},
		{"organisations behind bullets", "Närvarande:\n- Region Skåne: Anna Ek (ordförande), Bo Alm\n- Inera: Cecilia Dahl\nAntecknat av Diana Berg\n", []string{
			"chair: Anna Ek | ordförande", "present: Bo Alm", "present: Cecilia Dahl", "secretary: Diana Berg",
		}},
		{"titles on the line below", "Vid protokollet\n\nAnna Ek\nnämndsekreterare\n\nJusteras\n\nBo Alm\nordförande\n", []string{"secretary: Anna Ek | nämndsekreterare", "adjuster: Bo Alm | ordförande"}},
		{"wrapped detail", "Närvarande\nAnna Ek, biträdande förvaltningschef vid hälso- och\nsjukvårdsförvaltningen i Region Skåne\nBo Alm\n", []string{
			"present: Anna Ek | biträdande förvaltningschef vid hälso- och\nsjukvårdsförvaltningen i Region Skåne", "present: Bo Alm",
		}},
		{"numbered headings", "1. Närvarande\nAnna Ek\nBo Alm\n\n2. Dagordning\nDagordningen godkändes.\n", []string{"present: Anna Ek", "present: Bo Alm"}},
		{"emphasised heading", "**Närvarande:** Anna Ek, Bo Alm\n", []string{"present: Anna Ek", "present: Bo Alm"}},
		{"organisations named for people", "Närvarande\nAnna Ek, Astrid Lindgrens barnsjukhus\nBo Alm, KI/KS\n1. Cecilia Dahl\n", []string{
			"present: Anna Ek | Astrid Lindgrens barnsjukhus", "present: Bo Alm | KI/KS",
		}},
		{"capitals", "NÄRVARANDE\nANNA EK, ordförande\nBO ALM\n", []string{"chair: ANNA EK | ordförande", "present: BO ALM"}},
		{"given names alone", "Närvarande: Anna, Bo, Cecilia\n", []string{"present: Anna", "present: Bo", "present: Cecilia"}},
		{"a sentence is no list", "Närvarande medlemmar hälsades välkomna. Frånvarande var ingen som någon saknade.\n", nil},
		{"prose after a heading is no list", "Medverkande\n\nMusiken framförs av Stockholms kammarkör under ledning av sin dirigent.\n", nil},
		{"an organisation is no person", "Övriga\nRegion Skåne, Lund\nSocialstyrelsen\n", nil},
		{"the list ends where text begins", "Närvarande\nAnna Ek\nBo Alm\n\nAnna Ek hälsade alla välkomna till mötet.\n", []string{"present: Anna Ek", "present: Bo Alm"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := attendees(test.text, parse(t, test.text))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
