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
				batch("a", person("a", "Eva Jansson", "eva-janson", "date:2020-01-01", "role:ledamot")),
				batch("b", person("b", "Eva Janson", "eva-janson", "date:2020-02-01", "role:ledamot")),
			},
			pair{"person:eva-janson person:eva-jansson": {"spelling", "role"}},
		},
		"middle name and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Rut Maria Blom", "rut-blom", "org:lif", "date:2020-01-01")),
				batch("b", person("b", "Rut Blom", "rut-blom", "org:lif", "date:2020-02-01")),
			},
			pair{"person:rut-blom person:rut-maria-blom": {"spelling", "organisation"}},
		},
		"middle name alone": {
			[]graph.Batch{batch("a", person("a", "Rut Maria Blom", "rut-blom")), batch("b", person("b", "Rut Blom", "rut-blom"))},
			pair{},
		},
		"second surname and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek Lund", "ana-lund", "org:lif")),
				batch("b", person("b", "Anna Ek", "ana-ek", "org:lif")),
				batch("c", person("c", "Anna Lund", "ana-lund", "org:forte")),
			},
			pair{"person:anna-ek person:anna-ek-lund": {"spelling", "organisation"}},
		},
		"initial and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Joanna Kowalczyk", "joana-kovalksik", "org:lif")),
				batch("b", person("b", "J. Kowalczyk", "j-kovalksik", "org:lif")),
				batch("c", person("c", "J. Kowalczyk", "j-kovalksik", "org:forte", "date:2020-01-01")),
			},
			pair{"person:j-kowalczyk--lif person:joanna-kowalczyk": {"spelling", "organisation"}},
		},
		"work that fits several": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "ana-ek", "org:vinnova", "date:2010-01-01")),
				batch("b", person("b", "Anna Ek", "ana-ek", "org:region-halland", "date:2010-02-01")),
				batch("c", person("c", "Anna Ek", "ana-ek", "org:forte", "date:2020-03-01")),
			},
			pair{
				"person:anna-ek--forte person:anna-ek--region-halland": {"name"},
				"person:anna-ek--forte person:anna-ek--vinnova":        {"name"},
			},
		},
		"contradiction": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "ana-ek", "org:vinnova", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "ana-ek", "org:region-halland", "date:2020-02-01")),
			},
			pair{},
		},
		"surname with title and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Lena Ahl", "lena-ahl", "org:sjöverket", "role:generaldirektör")),
				batch("b", person("b", "Bo Ahl", "bo-ahl", "org:forte", "role:generaldirektör")),
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
