package graph_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
)

func ids(entities []graph.Entity) []string {
	var list []string
	for _, entity := range entities {
		list = append(list, entity.ID)
	}
	return list
}

// named claims entities by name.
func named(id string, names map[string][]string) graph.Batch {
	batch := graphtest.State(id)
	for entity, forms := range names {
		kind, _ := graph.KindOf(entity)
		batch.Claims = append(batch.Claims, graph.Claim{Kind: kind, Entity: entity, Name: forms[0], Aliases: forms[1:]})
	}
	return batch
}

func TestFind(t *testing.T) {
	store := graphtest.Filled(t,
		named("a", map[string][]string{
			"person:jenni-nordborg": {"Jenni Nordborg", "Jenni"}, "person:jenni-ek": {"Jenni Ek", "Jenni"},
			"organisation:vinnova": {"Vinnova"}, "report:prop-2017-18-163": {"Anpassning"}, "concept:vinnovation": {"vinnovation"},
		}),
		named("b", map[string][]string{"person:jenni-ek": {"Jenni Ek"}}),
	)
	cases := []struct {
		name  string
		text  string
		kinds []graph.Kind
		want  []string
	}{
		{"id", "organisation:vinnova", nil, []string{"organisation:vinnova"}},
		{"name", "jenni nordborg", nil, []string{"person:jenni-nordborg"}},
		{"alias of two, the best known first", "JENNI", nil, []string{"person:jenni-ek", "person:jenni-nordborg"}},
		{"a whole name comes before its beginnings", "vinnova", nil, []string{"organisation:vinnova"}},
		{"beginning of a word", "nordb", nil, []string{"person:jenni-nordborg"}},
		{"beginnings of a kind", "vinn", []graph.Kind{graph.Concept}, []string{"concept:vinnovation"}},
		{"id of another kind", "organisation:vinnova", []graph.Kind{graph.Person}, nil},
		{"number of a report", "Prop. 2017/18:163", nil, []string{"report:prop-2017-18-163"}},
		{"number of what is no report", "Prop. 2017/18:163", []graph.Kind{graph.Person}, nil},
		{"nobody", "kalle", nil, nil},
		{"nothing", "  ", nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := graph.Find(t.Context(), store, c.text, c.kinds...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, ids(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestByID(t *testing.T) {
	store := graphtest.Filled(t, graphtest.Society()...)
	if document, err := graph.Document(t.Context(), store, "meeting"); err != nil || document.ID != "meeting" {
		t.Errorf("document: %v, %v", document, err)
	}
	if entity, err := graph.EntityByID(t.Context(), store, "report:r"); err != nil || entity.ID != "report:r" {
		t.Errorf("entity: %v, %v", entity, err)
	}
	if _, err := graph.Document(t.Context(), store, "x"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("unknown document: got %v, want ErrNotFound", err)
	}
	if _, err := graph.EntityByID(t.Context(), store, "person:x"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("unknown entity: got %v, want ErrNotFound", err)
	}
}

func TestAssociations(t *testing.T) {
	speak := func(id string, concepts ...string) graph.Batch {
		var statements []graphtest.Statement
		for _, concept := range concepts {
			statements = append(statements, graphtest.Says("concept:"+concept, graph.Broader, "concept:"+concept))
		}
		return graphtest.State(id, statements...)
	}
	store := graphtest.Filled(t,
		speak("1", "a", "b", "everywhere"), speak("2", "a", "b", "everywhere"), speak("3", "a", "once", "everywhere"),
		speak("4", "c", "everywhere"), speak("5", "c", "everywhere"), speak("6", "everywhere"),
	)
	got, err := graph.Associations(t.Context(), store, "concept:a", 0)
	if err != nil {
		t.Fatal(err)
	}
	// "once" shares too few documents; "everywhere" no more than chance.
	if len(got) != 1 || got[0].Concept.ID != "concept:b" || got[0].Documents != 2 {
		t.Fatalf("got %+v, want b alone", got)
	}
	if want := math.Log(2) / math.Log(3); math.Abs(got[0].NPMI-want) > 1e-12 {
		t.Errorf("npmi %v, want %v", got[0].NPMI, want)
	}
	if len(got[0].Evidence) != 4 || got[0].Evidence[0].Document != "1" {
		t.Errorf("evidence %+v, want both concepts in both documents", got[0].Evidence)
	}
	if _, err := graph.Associations(t.Context(), store, "concept:x", 0); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("unknown concept: got %v, want ErrNotFound", err)
	}
}

func TestNPMI(t *testing.T) {
	cases := []struct {
		name                         string
		together, first, second, all int
		want                         float64
	}{
		{"always together", 2, 2, 2, 8, 1},
		{"as by chance", 2, 4, 4, 8, 0},
		{"never", 0, 4, 4, 8, 0},
		{"all documents", 8, 8, 8, 8, 0},
		{"impossible counts", 3, 2, 2, 8, 0},
		{"less than by chance", 1, 4, 4, 8, -1.0 / 3},
	}
	for _, c := range cases {
		if got := graph.NPMI(c.together, c.first, c.second, c.all); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNodes(t *testing.T) {
	store := graphtest.Filled(t, graphtest.Society()...)
	got, err := graph.Nodes(t.Context(), store, "report:r", "meeting", "meeting:0003", "gone", "person:x")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]graph.Node{
		"report:r":     {ID: "report:r", Kind: graph.Report, Name: "r"},
		"meeting":      {ID: "meeting", Kind: graph.DocumentNode, Name: "Titel meeting"},
		"meeting:0003": {ID: "meeting:0003", Kind: graph.PassageNode, Name: "Titel meeting"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
