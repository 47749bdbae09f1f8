package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

func TestConcordance(t *testing.T) {
	text := "Köerna växer snabbt i vården,\noch kön är lång än."
	hit := Hit{Document: "d", Passage: "d:0000", Span: corpus.Span{Start: 100, End: 100 + len(text)}, Text: text, Date: "2021"}
	kon := len("Köerna växer snabbt i vården,\noch ")
	hit.Highlights = []corpus.Span{{Start: 100, End: 107}, {Start: 100 + kon, End: 100 + kon + len("kön")}}
	type row struct{ Left, Match, Right string }
	tests := map[string]struct {
		width int
		order string
		want  []row
	}{
		"wide":     {100, "", []row{{"", "Köerna", " växer snabbt i vården, och kön är lång än."}, {"Köerna växer snabbt i vården, och ", "kön", " är lång än."}}},
		"narrow":   {12, "", []row{{"", "Köerna", " växer"}, {"vården, och ", "kön", " är lång än."}}},
		"by right": {8, LinesByRight, []row{{"", "Köerna", " växer"}, {"och ", "kön", " är lång"}}},
		"by left":  {12, LinesByLeft, []row{{"", "Köerna", " växer"}, {"vården, och ", "kön", " är lång än."}}},
		"by match": {4, LinesByMatch, []row{{"", "Köerna", " väx"}, {"och ", "kön", " är"}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lines := Concordance([]Hit{hit}, test.width)
			SortLines(lines, test.order)
			var got []row
			for _, l := range lines {
				got = append(got, row{l.Left, l.Match, l.Right})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
