package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/ingest/resolve"
)

func TestSuggest(t *testing.T) {
	type pair map[string][]string // features by the two ids
	tests := map[string]struct {
		batches []graph.Batch
		want    pair
	}{
		"spelling": {
			[]graph.Batch{
				batch("a", person("a", "Eva Jansson", "e-janson", "date:2020-01-01", "role:ledamot")),
				batch("b", person("b", "Eva Janson", "e-janson", "date:2020-02-01", "role:ledamot")),
			},
			pair{"person:eva-janson person:eva-jansson": {"spelling", "role"}},
		},
		"middle name and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Rut Maria Blom", "r-blom", "org:lif", "date:2020-01-01")),
				batch("b", person("b", "Rut Blom", "r-blom", "org:lif", "date:2020-02-01")),
			},
			pair{"person:rut-blom person:rut-maria-blom": {"spelling", "organisation"}},
		},
		"middle name alone": {
			[]graph.Batch{batch("a", person("a", "Rut Maria Blom", "r-blom")), batch("b", person("b", "Rut Blom", "r-blom"))},
			pair{},
		},
		"second surname and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek Lund", "a-lund", "org:lif")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:lif")),
				batch("c", person("c", "Anna Lund", "a-lund", "org:forte")),
			},
			pair{"person:anna-ek person:anna-ek-lund": {"spelling", "organisation"}},
		},
		"initial and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "org:lif")),
				batch("b", person("b", "M. Hellgren", "m-helgren", "org:lif")),
				batch("c", person("c", "M. Hellgren", "m-helgren", "org:forte", "date:2020-01-01")),
			},
			pair{"person:m-hellgren--lif person:maria-hellgren": {"spelling", "organisation"}},
		},
		"work that fits several": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2010-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2010-02-01")),
				batch("c", person("c", "Anna Ek", "a-ek", "org:forte", "date:2020-03-01")),
			},
			pair{
				"person:anna-ek--forte person:anna-ek--region-halland": {"name"},
				"person:anna-ek--forte person:anna-ek--vinnova":        {"name"},
			},
		},
		"contradiction": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2020-02-01")),
			},
			pair{},
		},
		"surname with title and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Lena Ahl", "l-ahl", "org:sjöverket", "role:generaldirektör")),
				batch("b", person("b", "Bo Ahl", "b-ahl", "org:forte", "role:generaldirektör")),
				batch("c", graph.Claim{
					Kind: graph.Person, Name: "Ahl", Keys: []string{"local=person:ahl"}, Context: []string{"org:sjöverket", "role:generaldirektör"},
				}),
				batch("d", graph.Claim{Kind: graph.Person, Name: "Lena", Keys: []string{"local=person:lena"}}),
			},
			pair{"person:ahl--c person:lena-ahl": {"spelling", "organisation", "role"}},
		},
		"organisations written otherwise": {
			[]graph.Batch{
				batch("a", organisation("a", "e-Hälsokommittén", "organisation:e-hälsokommittén")),
				batch("b", organisation("b", "E-hälsokommitté", "organisation:e-hälsokommitté")),
				batch("c", organisation("c", "Hälsokommissionen", "organisation:hälsokommissionen")),
			},
			pair{"organisation:e-hälsokommitté organisation:e-hälsokommittén": {"spelling"}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			store := graphtest.NewReference()
			write(t, store, test.batches...)
			found, err := resolve.New(resolve.Config{}).Suggest(t.Context(), store)
			if err != nil {
				t.Fatal(err)
			}
			got := pair{}
			for _, s := range found {
				key := s.A + " " + s.B
				for _, reason := range s.Reasons {
					got[key] = append(got[key], string(reason.Feature))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
