package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/resolve"
)

func TestSuggestions(t *testing.T) {
	stored := func(document, name string, context ...string) graph.StoredClaim {
		return graph.StoredClaim{ID: graph.ClaimID{Document: document}, Claim: person(document, name, "eva-janson", context...)}
	}
	got := resolve.New(resolve.Config{}).Suggestions([]graph.StoredClaim{
		stored("a", "Eva Jansson", "date:2020-01-01", "role:ledamot"),
		stored("b", "Eva Janson", "date:2020-02-01", "role:ledamot"),
	})
	want := []resolve.Suggestion{{A: "person:eva-janson", B: "person:eva-jansson", Reasons: []string{"spelling", "role"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
