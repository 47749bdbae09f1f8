package eval

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// fakeGraph is a graph held in slices.
type fakeGraph struct {
	documents []corpus.Document
	entities  []graph.Entity
	mentions  []graph.Mention
	relations []graph.Relation
}

func all[T any](items []T, keep func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if keep(item) && !yield(item, nil) {
				return
			}
		}
	}
}

func (f *fakeGraph) Documents(context.Context, graph.DocumentFilter) iter.Seq2[corpus.Document, error] {
	return all(f.documents, func(corpus.Document) bool { return true })
}

func (f *fakeGraph) Entities(context.Context, graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return all(f.entities, func(graph.Entity) bool { return true })
}

func (f *fakeGraph) Mentions(_ context.Context, filter graph.MentionFilter) iter.Seq2[graph.Mention, error] {
	return all(f.mentions, func(m graph.Mention) bool { return m.Document == filter.Document })
}

func (f *fakeGraph) Relations(_ context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error] {
	return all(f.relations, func(r graph.Relation) bool {
		return slices.ContainsFunc(r.Evidence, func(e corpus.Evidence) bool { return e.Document == filter.Document })
	})
}

// library builds a fake graph over texts, finding places by their words.
type library struct {
	t     *testing.T
	texts map[string]string
	graph fakeGraph
}

func newLibrary(t *testing.T, texts map[string]string) *library {
	t.Helper()
	l := &library{t: t, texts: texts}
	for id := range texts {
		l.graph.documents = append(l.graph.documents, corpus.Document{ID: id, Source: "folder/" + id, Kind: corpus.KindArticle, Title: "Rubrik", Date: "2024-05-01"})
	}
	return l
}

// span finds words in a document.
func (l *library) span(document, words string) corpus.Span {
	l.t.Helper()
	start := strings.Index(l.texts[document], words)
	if start < 0 {
		l.t.Fatalf("%q is not in %s", words, document)
	}
	return corpus.Span{Start: start, End: start + len(words)}
}

// mention adds an entity, named after the id's words, at some words.
func (l *library) mention(id, name, document string, words ...string) {
	l.t.Helper()
	kind, _ := graph.KindOf(id)
	if !slices.ContainsFunc(l.graph.entities, func(e graph.Entity) bool { return e.ID == id }) {
		l.graph.entities = append(l.graph.entities, graph.Entity{ID: id, Kind: kind, Name: name})
	}
	for _, w := range words {
		l.graph.mentions = append(l.graph.mentions, graph.Mention{Entity: id, Document: document, Span: l.span(document, w), Text: w})
	}
}

// relate adds a relation with evidence.
func (l *library) relate(from string, relation graph.RelationType, to, document, words string, attributes map[string]string) {
	l.t.Helper()
	l.graph.relations = append(l.graph.relations, graph.Relation{
		From: from, Type: relation, To: to, Attributes: attributes,
		Evidence: []corpus.Evidence{{Document: document, Span: l.span(document, words), Quote: words}},
	})
}

func (l *library) run(gold ...Gold) Report {
	l.t.Helper()
	report, err := Run(l.t.Context(), gold, &l.graph, func(_ context.Context, d corpus.Document) (string, error) { return l.texts[d.ID], nil })
	if err != nil {
		l.t.Fatal(err)
	}
	return report
}

// counts asserts right, wrong and missed of one score.
func counts(t *testing.T, report Report, group Group, name string, right, wrong, missed int) {
	t.Helper()
	score, found := report.Score(group, name)
	if !found {
		t.Fatalf("no score %s/%s", group, name)
	}
	got := [3]int{score.Right, score.Wrong, score.Missed}
	if want := [3]int{right, wrong, missed}; got != want {
		t.Errorf("%s/%s: right, wrong, missed = %v, want %v", group, name, got, want)
	}
}

func TestEntities(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek på Boverket mötte Bo Alm. Där fanns dagvatten, skyfall och rör."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	l.mention("person:rör", "Rör", "a.txt", "rör")
	l.mention("organisation:boverket", "Boverkets", "a.txt", "Boverket")
	l.mention("concept:skyfall", "skyfall", "a.txt", "skyfall")
	report := l.run(Gold{
		Document: "a.txt",
		Entities: []Entity{
			{ID: "person:a", Name: "Anna Ek"},
			{ID: "person:b", Name: "Bo Alm"},
			{ID: "organisation:bv", Name: "Boverket"},
			{ID: "concept:dv", Name: "dagvatten"},
		},
		Accept: map[string][]string{"concept": {"Skyfall"}},
	})
	counts(t, report, GroupEntities, "person", 1, 1, 1)
	counts(t, report, GroupEntities, "organisation", 1, 0, 0)
	counts(t, report, GroupEntities, "concept", 0, 0, 1)
	counts(t, report, GroupEntities, "all", 2, 1, 2)
	counts(t, report, GroupOverlap, "person", 1, 1, 1)
}

func TestMentions(t *testing.T) {
	text := "Anna Ek talade. Ordföranden Anna tackade. Hon log. Anna Eks bok och Anna Ek-priset. MSB teg."
	l := newLibrary(t, map[string]string{"a.txt": text})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek", "Ordföranden Anna", "Hon", "Anna Eks")
	l.mention("organisation:msb", "MSB", "a.txt", "MSB teg")
	report := l.run(Gold{Document: "a.txt", Entities: []Entity{
		{ID: "person:a", Name: "Anna Ek", Forms: []string{"Anna"}}, {ID: "organisation:m", Name: "MSB"},
	}})
	// "Ordföranden Anna" has wrong ends, "Hon" is a reference, "Anna Ek-priset" is missed.
	counts(t, report, GroupStrict, "person", 2, 1, 2)
	counts(t, report, GroupOverlap, "person", 3, 0, 1)
	counts(t, report, GroupStrict, "organisation", 0, 1, 1)
	counts(t, report, GroupOverlap, "organisation", 1, 0, 0)
}

func TestRoles(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek, planchef på Boverket. Bo Alm, lärare. Cia Dal, chef på Boverket."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	l.mention("person:bo-alm", "Bo Alm", "a.txt", "Bo Alm")
	l.mention("person:cia-dal", "Cia Dal", "a.txt", "Cia Dal")
	l.mention("organisation:boverket", "Boverket", "a.txt", "Boverket")
	l.relate("person:anna-ek", graph.HasRole, "organisation:boverket", "a.txt", "planchef på Boverket", map[string]string{"title": "Planchef", "status": "former"})
	l.relate("person:bo-alm", graph.HasRole, "organisation:boverket", "a.txt", "lärare", map[string]string{"title": "lärare"})
	l.relate("person:cia-dal", graph.HasRole, "organisation:boverket", "a.txt", "chef på", map[string]string{"title": "chef på"})
	gold := Gold{
		Document: "a.txt",
		Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "person:b", Name: "Bo Alm"}, {ID: "person:c", Name: "Cia Dal"}, {ID: "organisation:bv", Name: "Boverket"}},
		Roles: []Role{
			{Person: "person:a", Title: "chef", Titles: []string{"planchef"}, Organisation: "organisation:bv", Status: "current"},
			{Person: "person:b", Title: "lärare", Anywhere: true},
			{Person: "person:c", Title: "chef", Organisation: "organisation:bv"},
			{Person: "person:c", Title: "värd", Optional: true},
		},
	}
	report := l.run(gold)
	counts(t, report, GroupRelation, "HAS_ROLE", 2, 1, 1)
	counts(t, report, GroupRelation, "HAS_ROLE person+organisation", 2, 0, 0) // any organisation is right of person:b
	if got := report.Accuracies; !slices.Contains(got, Accuracy{Name: "role/status", Total: 1}) {
		t.Errorf("accuracies = %v, want role/status 0 of 1", got)
	}
}

func TestMeetings(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek, ordförande. Bo Alm (punkt 1-4). Frånvarande: Cia Dal. Gruppen beslutar att vila. Punkt 2 utgår."})
	for _, name := range []string{"Anna Ek", "Bo Alm", "Cia Dal"} {
		l.mention("person:"+name, name, "a.txt", name)
		l.relate("person:"+name, graph.Attended, "a.txt", "a.txt", name, map[string]string{"as": "member", "items": "1–4"})
	}
	l.relate("a.txt", graph.Decided, "a.txt#1", "a.txt", "Gruppen beslutar att vila", map[string]string{"item": "3"})
	l.relate("a.txt", graph.Decided, "a.txt#2", "a.txt", "Punkt 2 utgår", nil)
	report := l.run(Gold{
		Document: "a.txt",
		Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "person:b", Name: "Bo Alm"}, {ID: "person:c", Name: "Cia Dal"}},
		Attendance: []Attendance{
			{Person: "person:a", As: "chair"}, {Person: "person:b", As: "member|present", Items: "1-4"}, {Person: "person:c", As: "absent"},
		},
		Decisions: []Decision{{Text: "beslutar att vila", Item: "§ 3"}},
	})
	counts(t, report, GroupRelation, "ATTENDED", 2, 1, 1)
	counts(t, report, GroupRelation, "DECIDED", 1, 1, 0)
	want := []Accuracy{
		{Name: "attendance/as", Right: 1, Total: 2, Share: .5},
		{Name: "attendance/items", Right: 1, Total: 2, Share: .5},
		{Name: "decision/item", Right: 1, Total: 1, Share: 1},
	}
	if diff := cmp.Diff(want, report.Accuracies); diff != "" {
		t.Error(diff)
	}
}

func TestQuotes(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "– Vi bygger nytt, säger Anna Ek.\n– Det dröjer, säger Bo Alm.\n– Hej då, ropade de."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	l.mention("person:bo-alm", "Bo Alm", "a.txt", "Bo Alm")
	direct := map[string]string{"mode": "direct"}
	l.relate("person:anna-ek", graph.Said, "a.txt#1", "a.txt", "Vi bygger nytt", direct)
	l.relate("person:anna-ek", graph.Said, "a.txt#2", "a.txt", "Det dröjer", direct)
	l.relate("person:bo-alm", graph.Said, "a.txt#3", "a.txt", "Hej då", direct)
	l.relate("person:bo-alm", graph.Said, "a.txt#3", "a.txt", "ropade de", map[string]string{"mode": "turn"})
	report := l.run(Gold{
		Document: "a.txt",
		Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "person:b", Name: "Bo Alm"}},
		Quotes:   []Quote{{Speaker: "person:a", Text: "Vi bygger"}, {Speaker: "person:b", Text: "Det dröjer"}},
	})
	counts(t, report, GroupRelation, "SAID", 1, 2, 1)
	if want := (Accuracy{Name: "quote/speaker", Right: 1, Total: 2, Share: .5}); !slices.Contains(report.Accuracies, want) {
		t.Errorf("accuracies = %v, want %v", report.Accuracies, want)
	}
}

func TestCitationsAndOthers(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "IRB:s rapport Skugga (2023:7) bygger på SOU 2017:42. Förr hette IRB Centrum."})
	l.mention("report:skugga", "Skugga", "a.txt", "Skugga")
	l.mention("report:sou", "SOU 2017:42", "a.txt", "SOU 2017:42")
	l.mention("organisation:irb", "IRB", "a.txt", "IRB")
	l.mention("organisation:centrum", "Centrum", "a.txt", "Centrum")
	l.relate("a.txt", graph.Cites, "report:sou", "a.txt", "SOU 2017:42", map[string]string{"number": "2017:42"})
	l.relate("organisation:irb", graph.Published, "report:skugga", "a.txt", "Skugga", nil)
	l.relate("organisation:centrum", graph.Succeeds, "organisation:irb", "a.txt", "Förr hette", nil)
	report := l.run(Gold{
		Document:  "a.txt",
		Entities:  []Entity{{ID: "report:s", Name: "Skugga"}, {ID: "report:o", Name: "SOU 2017:42"}, {ID: "organisation:i", Name: "IRB"}, {ID: "organisation:c", Name: "Centrum"}},
		Citations: []Citation{{Report: "report:o", Number: "SOU 2017:42"}, {Report: "report:s"}},
		Relations: []Relation{{From: "organisation:i", Type: graph.Published, To: "report:s"}, {From: "organisation:i", Type: graph.Succeeds, To: "organisation:c"}},
	})
	counts(t, report, GroupRelation, "CITES", 1, 0, 1)
	counts(t, report, GroupRelation, "PUBLISHED", 1, 0, 0)
	counts(t, report, GroupRelation, "SUCCEEDS", 0, 1, 1)
	if want := (Accuracy{Name: "citation/number", Right: 1, Total: 1, Share: 1}); !slices.Contains(report.Accuracies, want) {
		t.Errorf("accuracies = %v, want %v", report.Accuracies, want)
	}
}

func TestFactsAboutAcceptedEntitiesAreLeftAlone(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek, ledamot i nämnden, citerar Skugga."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	l.mention("organisation:nämnden", "nämnden", "a.txt", "nämnden")
	l.mention("report:skugga", "Skugga", "a.txt", "Skugga")
	l.relate("person:anna-ek", graph.HasRole, "organisation:nämnden", "a.txt", "ledamot i nämnden", map[string]string{"title": "ledamot"})
	l.relate("a.txt", graph.Cites, "report:skugga", "a.txt", "Skugga", nil)
	report := l.run(Gold{
		Document: "a.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}},
		Accept: map[string][]string{"organisation": {"nämnden"}, "report": {"Skugga"}},
		Roles:  []Role{{Person: "person:a", Title: "ledamot", Anywhere: true}},
	})
	counts(t, report, GroupRelation, "HAS_ROLE", 1, 0, 0)
	if score, found := report.Score(GroupRelation, "CITES"); found {
		t.Errorf("CITES = %+v, want nothing", score)
	}
}

func TestUnjudgedIsNeitherRightNorWrong(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek, planchef på Boverket, skriver om skyfall."})
	l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
	l.mention("organisation:boverket", "Boverket", "a.txt", "Boverket")
	l.mention("concept:skyfall", "skyfall", "a.txt", "skyfall")
	l.relate("person:anna-ek", graph.HasRole, "organisation:boverket", "a.txt", "planchef på Boverket", map[string]string{"title": "planchef"})
	gold := Gold{
		Document: "a.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "concept:plan", Name: "plan"}},
		Decisions: []Decision{{Text: "skriver om"}},
	}
	tests := map[string]struct {
		unjudged       []string
		entities, role [3]int // right, wrong, missed
	}{
		"all judged":             {nil, [3]int{1, 2, 1}, [3]int{0, 1, 0}},
		"concepts":               {[]string{"concept"}, [3]int{1, 1, 0}, [3]int{0, 1, 0}},
		"kind at a fact's end":   {[]string{"organisation"}, [3]int{1, 1, 1}, [3]int{}},
		"relation":               {[]string{"HAS_ROLE"}, [3]int{1, 2, 1}, [3]int{}},
		"decisions and concepts": {[]string{"DECIDED", "concept"}, [3]int{1, 1, 0}, [3]int{0, 1, 0}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			gold := gold
			gold.Unjudged = test.unjudged
			report := l.run(gold)
			for measure, want := range map[string][3]int{"entities/all": test.entities, "relations/HAS_ROLE": test.role} {
				group, name, _ := strings.Cut(measure, "/")
				score, _ := report.Score(Group(group), name)
				if got := [3]int{score.Right, score.Wrong, score.Missed}; got != want {
					t.Errorf("%s: right, wrong, missed = %v, want %v", measure, got, want)
				}
			}
			_, decided := report.Score(GroupRelation, "DECIDED")
			if decided == slices.Contains(test.unjudged, "DECIDED") {
				t.Errorf("decisions judged: %v", decided)
			}
		})
	}
}

func TestRelationsToTheDocument(t *testing.T) {
	for name, self := range map[string]string{"document": "", "document that is a report": "report:s"} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t, map[string]string{"a.txt": "Anna Ek: Skugga"})
			l.mention("person:anna-ek", "Anna Ek", "a.txt", "Anna Ek")
			l.mention("report:skugga", "Skugga", "a.txt", "Skugga")
			l.relate("person:anna-ek", graph.Authored, "a.txt", "a.txt", "Anna Ek", nil)
			report := l.run(Gold{
				Document: "a.txt", Self: self, Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "report:s", Name: "Skugga"}},
				Relations: []Relation{{From: "person:a", Type: graph.Authored, To: "document"}},
			})
			counts(t, report, GroupRelation, "AUTHORED", 1, 0, 0)
		})
	}
}

func TestReportNeedNotNameItself(t *testing.T) {
	gold := Gold{Document: "a.txt", Self: "report:s", Entities: []Entity{{ID: "report:s", Name: "Skugga"}}}
	report := newLibrary(t, map[string]string{"a.txt": "Skugga"}).run(gold)
	counts(t, report, GroupOverlap, "report", 0, 0, 0)
	counts(t, report, GroupEntities, "all", 0, 0, 0)
	counts(t, newLibrary(t, nil).run(gold), GroupEntities, "all", 0, 0, 0)
}

func TestIdentity(t *testing.T) {
	texts := map[string]string{"a.txt": "Eva Lo", "b.txt": "Eva Lo", "c.txt": "Eva Lo", "d.txt": "Eva Lo"}
	person := func(document, id string) Gold {
		return Gold{Document: document, Entities: []Entity{{ID: id, Name: "Eva Lo"}}}
	}
	l := newLibrary(t, texts)
	// a and b are one person, c and d a namesake; the product has a, b, c as one.
	for _, document := range []string{"a.txt", "b.txt", "c.txt"} {
		l.mention("person:eva-lo", "Eva Lo", document, "Eva Lo")
	}
	l.mention("person:eva-lo-2", "Eva Lo", "d.txt", "Eva Lo")
	report := l.run(person("a.txt", "person:one"), person("b.txt", "person:one"), person("c.txt", "person:two"), person("d.txt", "person:two"))
	counts(t, report, GroupIdentity, "person", 1, 2, 1)
	if len(report.Errors) == 0 || report.Errors[0].Problem != Merged {
		t.Errorf("the first error is not the merged namesakes: %+v", report.Errors)
	}
}

func TestNamesakesInOneDocument(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Eva Lo på SMHI. Rådet Eva Lo."})
	l.graph.entities = []graph.Entity{{ID: "person:1", Kind: graph.Person, Name: "Eva Lo"}, {ID: "person:2", Kind: graph.Person, Name: "Eva Lo"}}
	second := strings.LastIndex(l.texts["a.txt"], "Eva Lo")
	l.graph.mentions = []graph.Mention{
		{Entity: "person:2", Document: "a.txt", Span: l.span("a.txt", "Eva Lo"), Text: "Eva Lo"},
		{Entity: "person:1", Document: "a.txt", Span: corpus.Span{Start: second, End: second + 6}, Text: "Eva Lo"},
	}
	gold := Gold{
		Document: "a.txt",
		Entities: []Entity{{ID: "person:smhi", Name: "Eva Lo", Forms: []string{"Eva Lo#1"}}, {ID: "person:rad", Name: "Eva Lo", Forms: []string{"Eva Lo#2"}}},
		Speakers: []Speaker{{Person: "person:rad"}},
	}
	l.relate("person:1", graph.SpeaksIn, "a.txt", "a.txt", "Rådet", nil)
	report := l.run(gold)
	counts(t, report, GroupEntities, "person", 2, 0, 0)
	counts(t, report, GroupRelation, "SPEAKS_IN", 1, 0, 0)
}

func TestFullNameDecidesBetweenHalves(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek (HiE) och Högskolan i Ekvalla."})
	l.mention("organisation:hie", "HiE", "a.txt", "HiE")
	l.mention("organisation:högskolan", "Högskolan i Ekvalla", "a.txt", "Högskolan i Ekvalla")
	gold := Gold{Document: "a.txt", Entities: []Entity{{ID: "organisation:h", Name: "Högskolan i Ekvalla", Forms: []string{"HiE"}}}}
	report := l.run(gold)
	counts(t, report, GroupEntities, "organisation", 1, 1, 0)
	if got := report.Errors[0].Got; got != "HiE" {
		t.Errorf("the half that is over is %q, want HiE", got)
	}
}

func TestMetadata(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "x", "b.txt": "x"})
	report := l.run(
		Gold{Document: "a.txt", Kind: corpus.KindArticle, Title: "Annan", Titles: []string{"rubrik"}, Date: "2024-05", Dates: []string{"2024-05-01"}},
		Gold{Document: "b.txt", Kind: corpus.KindReport, Title: "Annan", Date: "2024-05"},
	)
	want := []Accuracy{
		{Name: "document/date", Right: 1, Total: 2, Share: .5},
		{Name: "document/kind", Right: 1, Total: 2, Share: .5},
		{Name: "document/title", Right: 1, Total: 2, Share: .5},
	}
	if diff := cmp.Diff(want, report.Accuracies); diff != "" {
		t.Error(diff)
	}
}

func TestMissingDocumentIsMissedWhole(t *testing.T) {
	l := newLibrary(t, nil)
	report := l.run(Gold{
		Document: "a.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}},
		Speakers: []Speaker{{Person: "person:a"}}, Quotes: []Quote{{Speaker: "person:a", Text: "Hej", Optional: true}},
	})
	counts(t, report, GroupEntities, "person", 0, 0, 1)
	counts(t, report, GroupRelation, "SPEAKS_IN", 0, 0, 1)
	if diff := cmp.Diff([]string{"a.txt"}, report.Missing); diff != "" {
		t.Error(diff)
	}
	if _, found := report.Score(GroupRelation, "SAID"); found {
		t.Error("an optional quote counts as missed")
	}
}

func TestQuoteThatIsNotThereStopsTheEvaluation(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek teg."})
	gold := []Gold{{Document: "a.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}}, Quotes: []Quote{{Speaker: "person:a", Text: "Jag talar"}}}}
	_, err := Run(t.Context(), gold, &l.graph, func(context.Context, corpus.Document) (string, error) { return "Anna Ek teg.", nil })
	if !errors.Is(err, ErrQuote) {
		t.Errorf("Run = %v, want ErrQuote", err)
	}
}

func TestSourceOfGold(t *testing.T) {
	p := &product{documents: []corpus.Document{{ID: "1", Source: "dir/xa.txt"}, {ID: "2", Source: "dir/a.txt"}, {ID: "3", Source: "feed.xml#item-1"}, {ID: "4", Source: "pm-1"}}}
	tests := map[string]string{"a.txt": "2", "dir/a.txt": "2", "item-1": "3", "pm-1": "4", "b.txt": ""}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			got, found := p.document(name)
			if got.ID != want || found != (want != "") {
				t.Errorf("document(%q) = %q, %v, want %q", name, got.ID, found, want)
			}
		})
	}
}
