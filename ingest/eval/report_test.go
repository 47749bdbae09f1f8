package eval

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

func TestFiguresOfAReport(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek och Bo Alm: skyfall, rör, damm."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	for _, concept := range []string{"skyfall", "rör", "damm"} {
		l.mention("concept:"+concept, concept, "a.txt", concept)
	}
	report := l.run(Gold{
		Document: "a.txt", Kind: corpus.KindArticle,
		Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "person:b", Name: "Bo Alm"}, {ID: "concept:s", Name: "skyfall"}},
		Accept:   map[string][]string{"concept": {"rör"}},
	})
	want := []Figure{
		{Measure: "people", Precision: 1, Recall: .5, F1: 2. / 3, Gold: 2, Found: 1},
		{Measure: "concepts", Precision: .5, Recall: 1, F1: 2. / 3, Gold: 1, Found: 3}, // what the gold leaves open is found, too
		{Measure: "mentions, exact", Precision: 1, Recall: .5, F1: 2. / 3, Gold: 2, Found: 1},
		{Measure: "kind of document", F1: 1, Gold: 1, Found: 1, Share: true},
	}
	if diff := cmp.Diff(want, report.Figures()); diff != "" {
		t.Error(diff)
	}
	if got := want[1].Ratio(); got != 3 {
		t.Errorf("found/gold = %v, want 3", got)
	}
	if only := report.Only(GroupIdentity); len(only.Figures()) != 0 || len(only.Errors) != 0 || len(only.Confusion) != 0 {
		t.Errorf("the report on identity has %+v", only)
	}
}

func TestConfusion(t *testing.T) {
	text := "Malmö Redhawks mötte Anna Ek i Lund. Fru Vik bad Hon på SMHI om skyfall, Regnet och Röret."
	l := newLibrary(t, map[string]string{"a.txt": text})
	l.mention("place:malmö", "Malmö", "a.txt", "Malmö")                   // a place within an organisation
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")            // right
	l.mention("organisation:lund", "Lund", "a.txt", "Lund")               // of another kind
	l.mention("person:vik", "Vik", "a.txt", "Fru Vik", "Hon")             // wrong ends, and a pronoun that is none
	l.mention("person:regnet", "Regnet", "a.txt", "Regnet")               // nothing there
	l.mention("organisation:röret", "Röret", "a.txt", "Röret")            // left open
	l.mention("concept:skyfall", "skyfall", "a.txt", "skyfall", "Regnet") // concepts are not judged by place
	report := l.run(Gold{
		Document: "a.txt",
		Entities: []Entity{
			{ID: "organisation:m", Name: "Malmö Redhawks"},
			{ID: "person:a", Name: "Anna Ek"},
			{ID: "place:l", Name: "Lund"},
			{ID: "person:v", Name: "Vik"},
			{ID: "organisation:s", Name: "SMHI"},
		},
		Accept: map[string][]string{"organisation": {"Röret"}},
	})
	want := []Confusion{
		{Gold: "person", Found: "person", Count: 2, Ends: 1},
		{Gold: "organisation", Found: "place", Count: 1, Ends: 1},
		{Gold: "organisation", Found: "", Count: 1},
		{Gold: "place", Found: "organisation", Count: 1},
		{Gold: "", Found: "person", Count: 1},
	}
	if diff := cmp.Diff(want, report.Confusion); diff != "" {
		t.Error(diff)
	}
}

// update rewrites the printed reports.
var update = flag.Bool("update", false, "rewrite the golden files in testdata") //nolint:gochecknoglobals // the way of package flag

// everything is a report with every part.
func everything(t *testing.T) Report {
	t.Helper()
	l := newLibrary(t, map[string]string{
		"a.txt": "Anna Ek, planchef på Boverket, och Bo Alm i Lund läste Skugga (2023:7). Gruppen beslutar att vila. – Nej, sa Bo Alm.",
		"b.txt": "Anna Ek talade om skyfall.",
	})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	l.mention("person:anna-ek-2", "Anna Ek", "b.txt", "Anna Ek")
	l.mention("person:lund", "Lund", "a.txt", "Lund")
	l.mention("organisation:boverket", "Boverket", "a.txt", "Boverket")
	l.mention("concept:skyfall", "skyfall", "b.txt", "skyfall")
	l.relate("person:anna-ek", graph.HasRole, "organisation:boverket", "a.txt", "planchef på Boverket", map[string]string{"title": "planchef", "status": "former"})
	l.relate("a.txt", graph.Decided, "a.txt#1", "a.txt", "Gruppen beslutar att vila", nil)
	l.relate("person:anna-ek", graph.Said, "a.txt#1", "a.txt", "Nej", map[string]string{"mode": "direct"})
	return l.run(
		Gold{
			Document: "a.txt", Kind: corpus.KindReport,
			Entities: []Entity{
				{ID: "person:a", Name: "Anna Ek"},
				{ID: "person:b", Name: "Bo Alm"},
				{ID: "organisation:bv", Name: "Boverket"},
				{ID: "report:s", Name: "Skugga"},
				{ID: "place:l", Name: "Lund"},
			},
			Roles:     []Role{{Person: "person:a", Title: "planchef", Organisation: "organisation:bv", Status: "current"}},
			Decisions: []Decision{{Text: "beslutar att vila"}},
			Quotes:    []Quote{{Speaker: "person:b", Text: "Nej"}},
			Citations: []Citation{{Report: "report:s"}},
		},
		Gold{
			Document: "b.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}}, Accept: map[string][]string{"concept": {"skyfall"}},
		},
		Gold{Document: "c.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}}},
	)
}

// TestPrintedReport holds the printed report, in both languages, against what
// it was.
func TestPrintedReport(t *testing.T) {
	for _, language := range []Language{Swedish, English} {
		t.Run(string(language), func(t *testing.T) {
			var text bytes.Buffer
			if err := everything(t).WriteText(&text, language, 6); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "report."+string(language)+".txt")
			if *update {
				if err := os.WriteFile(golden, text.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text.String()); diff != "" {
				t.Errorf("look at it, then run with -update:\n%s", diff)
			}
		})
	}
}

func TestReport(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek och Bo Alm."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	gold := Gold{Document: "a.txt", Kind: corpus.KindReport, Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "person:b", Name: "Bo Alm"}}}
	report := l.run(gold)
	t.Run("the same again", func(t *testing.T) {
		if diff := cmp.Diff(report, l.run(gold)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("json", func(t *testing.T) {
		encoded, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		var back Report
		if err := json.Unmarshal(encoded, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(report, back); diff != "" {
			t.Error(diff)
		}
		if !strings.Contains(string(encoded), `"missing":[]`) {
			t.Errorf("empty list is null in %s", encoded)
		}
	})
}
