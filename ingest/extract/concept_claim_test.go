package extract

import (
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// TestTelling checks which part of a name tells what a document is about.
func TestTelling(t *testing.T) {
	tests := map[string]struct {
		kind       graph.Kind
		name, want string
	}{
		"organisation for something": {graph.Organisation, "Svenska sällskapet för vattenvård", "vattenvård"},
		"organisation":               {graph.Organisation, "Ekby kommun", ""},
		"report":                     {graph.Report, "Vägar till vatten", "Vägar till vatten"},
		"report of one word":         {graph.Report, "rapporten", ""},
		"person":                     {graph.Person, "Ada Ek", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := Mention{Kind: test.kind, Span: corpus.Span{End: len(test.name)}}
			if got := telling(&m, test.name).Of(test.name); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			taken, titles := claimed([]Mention{m}, test.name)
			for _, title := range titles {
				for _, span := range taken {
					if span.Overlaps(title) {
						t.Errorf("%v is both taken and title", span)
					}
				}
			}
		})
	}
}
