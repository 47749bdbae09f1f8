package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/ingest/resolve"
)

func TestSuggest(t *testing.T) {
	store := graphtest.NewReference()
	write(t, store,
		batch("a", person("a", "Eva Jansson", "eva-janson", "date:2020-01-01", "role:ledamot")),
		batch("b", person("b", "Eva Janson", "eva-janson", "date:2020-02-01", "role:ledamot")),
	)
	got, err := resolve.New(resolve.Config{}).Suggest(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	want := []resolve.Suggestion{{
		ID: "s:" + got[0].ID[2:], A: "person:eva-janson", B: "person:eva-jansson",
		Reasons: []resolve.Reason{{resolve.Spelling, []string{"Eva Janson", "Eva Jansson"}}, {resolve.Role, []string{"ledamot"}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
