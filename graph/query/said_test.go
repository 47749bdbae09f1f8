package query_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

func speeches(t *testing.T) graph.Store {
	t.Helper()
	return library(
		t,
		newPaper("1", "2020").says("concept:patientdata", graph.Broader, "concept:hälsodata").
			says("concept:journaldata", graph.Broader, "concept:patientdata").
			says("concept:hälsodata", graph.Broader, "concept:journaldata"). // a ring ends
			passage("person:a", "hälsodata är viktigt", "concept:hälsodata").passage("person:a", "jag håller med").
			passage("person:b", "hälsodata igen", "concept:hälsodata"),
		newPaper("2", "2022-05").passage("person:a", "vi har patientdata och journaldata", "concept:patientdata", "concept:journaldata").
			passage("person:a", "en hälsodatastrategi, Svensk-hälsodata!"),
		newPaper("3", "").passage("person:a", "data om hälsa"),
	)
}

func TestSaid(t *testing.T) {
	cases := []struct {
		name    string
		options query.SaidOptions
		want    []string
	}{
		{
			"of a concept, its narrower ones and compounds",
			query.SaidOptions{Concept: "concept:hälsodata"},
			[]string{
				"vi har patientdata och journaldata: patientdata/narrower journaldata/narrower",
				"en hälsodatastrategi, Svensk-hälsodata!: hälsodatastrategi/compound Svensk-hälsodata/compound",
				"hälsodata är viktigt: hälsodata/mention",
			},
		},
		{"of one further down", query.SaidOptions{Concept: "concept:patientdata", Scope: query.Scope{From: "2021"}}, []string{"vi har patientdata och journaldata: patientdata/mention journaldata/narrower"}},
		{"anything, the newest first", query.SaidOptions{Window: query.Window{Limit: 3, Offset: 2}}, []string{"hälsodata är viktigt:", "jag håller med:", "data om hälsa:"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := query.Said(t.Context(), speeches(t), "person:a", c.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, saying := range found.Items {
				attested(t, saying.Fact)
				evidence := saying.Fact.Evidence[0]
				var line strings.Builder
				line.WriteString(evidence.Quote + ":")
				for _, match := range saying.Matches {
					line.WriteString(" " + match.Text + "/" + string(match.Manner))
					if words := evidence.Quote[match.Start-evidence.Start : match.End-evidence.Start]; words != match.Text {
						t.Errorf("match %q stands at %q", match.Text, words)
					}
				}
				got = append(got, line.String())
				if saying.Place.Passage != saying.Fact.To || saying.Place.Speaker != "person:a" || saying.Document.Title == "" {
					t.Errorf("%q stands at %+v of %+v", evidence.Quote, saying.Place, saying.Document)
				}
			}
			same(t, "said", got, c.want)
		})
	}
	for person, concept := range map[string]string{"person:x": "", "person:a": "concept:x"} {
		if _, err := query.Said(t.Context(), speeches(t), person, query.SaidOptions{Concept: concept}); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("%s of %q: %v, want ErrNotFound", person, concept, err)
		}
	}
}

func TestCitations(t *testing.T) {
	store := library(
		t,
		newPaper("1", "2020").says("1", graph.Cites, "report:r", "section", "2").says("1", graph.Cites, "report:r", "section", "3").says("1", graph.Cites, "report:s"),
		newPaper("2", "2022").says("2", graph.Cites, "report:r").says("2", graph.Cites, "report:s").says("2", graph.Cites, "report:t"),
		newPaper("3", "2023").says("3", graph.Cites, "report:t"),
	)
	answer, err := query.Citations(t.Context(), store, "report:r", query.CitationOptions{CoCited: 10})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, citation := range answer.Citations.Items {
		attested(t, citation.Fact)
		got = append(got, citation.Document.ID+citation.Fact.Attributes["section"]+" "+citation.Fact.Evidence[0].Quote)
	}
	same(t, "citations", got, []string{"2 2 CITES report:r", "12 1 CITES report:r", "13 1 CITES report:r"})
	got = nil
	for _, cocited := range answer.CoCited.Items {
		attested(t, cocited.Facts...)
		got = append(got, cocited.Report.Name+" "+string(rune('0'+cocited.Documents)))
	}
	same(t, "co-cited", got, []string{"s 2", "t 1"})
	answer, err = query.Citations(t.Context(), store, "report:r", query.CitationOptions{Scope: query.Scope{From: "2021"}, Window: query.Window{Limit: 1}})
	if err != nil || answer.Citations.Total != 1 || answer.Documents != 1 || len(answer.CoCited.Items) != 0 {
		t.Errorf("since 2021: %+v, %v", answer, err)
	}
	if _, err := query.Citations(t.Context(), store, "report:x", query.CitationOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("of no report: %v, want ErrNotFound", err)
	}
}

func TestTimeline(t *testing.T) {
	report := newPaper("1", "2021-04").says("person:a", graph.Authored, "report:r").says("person:a", graph.Discusses, "concept:c")
	report.batch.Claims[report.claims["report:r"]].Attributes = map[string]string{"year": "2019"}
	store := library(
		t, report,
		newPaper("2", "2021-04-02").collection("k").says("person:a", graph.HasRole, "organisation:o", "from", "2018-05", "to", "2022").
			says("person:a", graph.HasRole, "organisation:p", "stated_on", "2020"),
		newPaper("3", "").says("person:a", graph.SpeaksIn, "3"),
		newPaper("4", "2022").says("person:a", graph.Discusses, "concept:c"),
	)
	whole := []string{
		"2018-05 from HAS_ROLE 2", "2019 year AUTHORED 1", "2020 stated_on HAS_ROLE 2", "2021-04 document DISCUSSES 1",
		"2022 document DISCUSSES 4", "2022 to HAS_ROLE 2", " document SPEAKS_IN 3",
	}
	cases := []struct {
		name    string
		options query.TimelineOptions
		want    []string
	}{
		{"everything, what has no date last", query.TimelineOptions{}, whole},
		{"the newest first", query.TimelineOptions{NewestFirst: true, Window: query.Window{Limit: 3}}, []string{whole[4], whole[5], whole[3]}},
		{"between dates", query.TimelineOptions{From: "2020-12", To: "2021-04-01"}, []string{whole[2], whole[3]}},
		{"of a type", query.TimelineOptions{Types: []graph.RelationType{graph.Authored}}, whole[1:2]},
		{"of a collection", query.TimelineOptions{Collection: new("k")}, []string{whole[0], whole[2], whole[5]}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := query.Timeline(t.Context(), store, "person:a", c.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, event := range found.Items {
				attested(t, event.Fact)
				got = append(got, event.Date+" "+string(event.Basis)+" "+string(event.Fact.Type)+" "+event.Fact.Documents[0])
			}
			same(t, "events", got, c.want)
		})
	}
	if _, err := query.Timeline(t.Context(), store, "person:x", query.TimelineOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("of nobody: %v, want ErrNotFound", err)
	}
}
