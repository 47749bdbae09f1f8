package resolve_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/resolve"
)

// mentions finds each name in the text, in turn, and makes a mention of it.
func mentions(t *testing.T, text string, list ...extract.Mention) []extract.Mention {
	t.Helper()
	at := 0
	for i := range list {
		surface := list[i].Method
		if surface == "" {
			surface = list[i].Name
		}
		k := strings.Index(text[at:], surface)
		if k < 0 {
			t.Fatalf("no %q in the text", surface)
		}
		list[i].Span = corpus.Span{Start: at + k, End: at + k + len(surface)}
		list[i].Method, list[i].Confidence = "test", .9
		at += k + len(surface)
	}
	return list
}

func who(name string) extract.Mention {
	return extract.Mention{Kind: graph.Person, Name: name, Refers: -1}
}

func body(name, canonical string) extract.Mention {
	return extract.Mention{Kind: graph.Organisation, Name: name, Canonical: canonical, Refers: -1}
}

func claimsOf(text string, found extract.Result) map[string][]string {
	in := extract.Input{Text: &corpus.Text{Canonical: text}, Structure: &corpus.Structure{}}
	r := resolve.Document(corpus.Document{ID: "d", Date: "2021-04-28"}, in, found)
	out := map[string][]string{}
	for _, c := range r.Claims {
		out[c.Name] = append([]string{c.Keys[0]}, c.Aliases...)
	}
	return out
}

func TestDocumentClaims(t *testing.T) {
	tests := map[string]struct {
		text     string
		mentions []extract.Mention
		want     map[string][]string
	}{
		"spellings of one person": {
			"Eva Rautio Jansson och Eva Rautio Janson",
			[]extract.Mention{who("Eva Rautio Jansson"), who("Eva Rautio Janson")},
			map[string][]string{"Eva Rautio Jansson": {"block=e-janson", "Eva Rautio Janson"}},
		},
		"hyphen and short name": {
			"Ole-Petter Holm talade. Ole Petter höll med. Holm gick.",
			[]extract.Mention{who("Ole-Petter Holm"), who("Ole Petter"), who("Holm")},
			map[string][]string{"Ole-Petter Holm": {"block=o-holm", "Holm", "Ole Petter"}},
		},
		"ambiguous given name stays local": {
			"Anna Ek, Anna Berg och Anna",
			[]extract.Mention{who("Anna Ek"), who("Anna Berg"), {Kind: graph.Person, Name: "Anna", Refers: -1}},
			map[string][]string{"Anna Ek": {"block=a-ek"}, "Anna Berg": {"block=a-berg"}, "Anna": {"local=person:anna"}},
		},
		"label with another spelling": {
			"JENNI: Hej. Jenny Holm svarade.",
			[]extract.Mention{{Kind: graph.Person, Name: "Jenni", Method: "JENNI", Refers: -1}, who("Jenny Holm")},
			map[string][]string{"Jenny Holm": {"block=j-holm", "Jenni"}},
		},
		"official name": {
			"Forte och Forskningsrådet för hälsa",
			[]extract.Mention{body("Forte", "Forte"), body("Forskningsrådet för hälsa", "Forte")},
			map[string][]string{"Forte": {"organisation:forte", "Forskningsrådet för hälsa"}},
		},
		"acronym explained": {
			"Nationella Rådet (NR) sade. NR sade.",
			[]extract.Mention{
				body("Nationella Rådet", ""),
				{Kind: graph.Organisation, Name: "NR", Attributes: map[string]string{"acronym": "NR"}, Refers: 0},
				body("NR", ""),
			},
			map[string][]string{"Nationella Rådet": {"organisation:nationella-rådet", "NR"}},
		},
		"companies with and without their form": {
			"Grensbo AB och Grensbo. AB Hamra och Ek AB.",
			[]extract.Mention{body("Grensbo AB", ""), body("Grensbo", ""), body("AB Hamra", ""), body("Ek AB", "")},
			map[string][]string{
				"Grensbo AB": {"organisation:grensbo", "Grensbo"}, "AB Hamra": {"organisation:hamra"}, "Ek AB": {"organisation:ek-ab"},
			},
		},
		"a board of the only municipality": {
			"Socialnämnden i Ekvalla kommun och Hyresnämnden",
			[]extract.Mention{body("Socialnämnden", ""), body("Ekvalla kommun", ""), body("Hyresnämnden", "")},
			map[string][]string{
				"Socialnämnden": {"organisation:socialnämnden--ekvalla-kommun"}, "Ekvalla kommun": {"organisation:ekvalla-kommun"},
				"Hyresnämnden": {"organisation:hyresnämnden"},
			},
		},
		"a board of one of several municipalities": {
			"Socialnämnden i Ekvalla kommun och Norrvika kommun",
			[]extract.Mention{body("Socialnämnden", ""), body("Ekvalla kommun", ""), body("Norrvika kommun", "")},
			map[string][]string{
				"Socialnämnden": {"organisation:socialnämnden"}, "Ekvalla kommun": {"organisation:ekvalla-kommun"},
				"Norrvika kommun": {"organisation:norrvika-kommun"},
			},
		},
		"concept keeps its forms": {
			"hälsodata och hälsodatan",
			[]extract.Mention{
				{Kind: graph.Concept, Name: "hälsodata", Refers: -1},
				{Kind: graph.Concept, Name: "hälsodata", Method: "hälsodatan", Refers: -1},
			},
			map[string][]string{"hälsodata": {"concept:hälsodata", "hälsodatan"}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := extract.Result{Mentions: mentions(t, test.text, test.mentions...)}
			if diff := cmp.Diff(test.want, claimsOf(test.text, found)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDocumentFacts(t *testing.T) {
	text := "Anna Ek är chef på Vinnova. Anna Ek är chef på Vinnova."
	list := mentions(t, text, who("Anna Ek"), body("Vinnova", "Vinnova"), who("Anna Ek"), body("Vinnova", "Vinnova"))
	fact := func(from, to, start, end int) extract.Fact {
		return extract.Fact{
			Type: graph.HasRole, From: extract.Ref{Mention: from, Passage: -1}, To: extract.Ref{Mention: to, Passage: -1},
			Attributes: map[string]string{"title": "chef"},
			Evidence:   []extract.Evidence{{Span: corpus.Span{Start: start, End: end}, Method: "role", Confidence: .9}},
		}
	}
	in := extract.Input{
		Text:      &corpus.Text{Canonical: text, Origin: []corpus.Anchor{{Page: 3}}},
		Structure: &corpus.Structure{Passages: []corpus.Passage{{Span: corpus.Span{End: len(text)}, Turn: 0}}},
	}
	found := extract.Result{Mentions: list, Facts: []extract.Fact{fact(0, 1, 0, 28), fact(2, 3, 29, len(text))}, Speakers: []int{2}}
	got := resolve.Document(corpus.Document{ID: "d", Revision: "r", Date: "2021"}, in, found)
	if len(got.Facts) != 1 || len(got.Facts[0].Evidence) != 2 {
		t.Fatalf("facts = %+v, want one with two pieces of evidence", got.Facts)
	}
	for _, e := range got.Facts[0].Evidence {
		if e.Quote != e.Of(text) || e.Document != "d" || e.Revision != "r" || e.Page != 3 {
			t.Errorf("evidence %+v", e)
		}
	}
	if diff := cmp.Diff([]int{0}, got.Speakers); diff != "" {
		t.Errorf("speakers (-want +got):\n%s", diff)
	}
	want := []string{"date:2021", "org:vinnova", "role:chef"}
	if diff := cmp.Diff(want, got.Claims[0].Context); diff != "" {
		t.Errorf("context (-want +got):\n%s", diff)
	}
}
