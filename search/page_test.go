package search

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDay(t *testing.T) {
	tests := map[string]int{"": 0, "2021": 20210000, "2021-04": 20210400, "2021-04-28": 20210428, "igår": 0}
	for date, want := range tests {
		if got := Day(date); got != want {
			t.Errorf("Day(%q) = %d, want %d", date, got, want)
		}
	}
}

// TestCut resumes a list at the passage that was last, wherever it is now, and
// where it is gone after as many as were seen.
func TestCut(t *testing.T) {
	list := []Posting{{Passage: "a:0", Score: 9}, {Passage: "b:0", Score: 8}, {Passage: "c:0", Score: 7}, {Passage: "d:0", Score: 6}}
	tests := map[string]struct {
		request Request
		want    []Posting
	}{
		"first":         {Request{Limit: 2}, list[:2]},
		"offset":        {Request{Limit: 2, Offset: 3}, list[3:]},
		"after":         {Request{Limit: 2, after: &Position{Passage: "b:0", Score: 99, Seen: 1}}, list[2:]},
		"after the end": {Request{Limit: 2, after: &Position{Passage: "d:0", Seen: 4}}, list[4:]},
		"gone":          {Request{Limit: 2, after: &Position{Passage: "x:0", Seen: 3}}, list[3:]},
		"gone, beyond":  {Request{Limit: 2, after: &Position{Passage: "x:0", Seen: 30}}, list[4:]},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.request.cut(list)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzPosition(f *testing.F) {
	f.Add(Position{Score: 1.25, Passage: "a:0001", Seen: 10}.token())
	f.Add(Position{Day: 20210428, Passage: "a:0001"}.token())
	f.Add("b2Zmc2V0OjEw")
	f.Add("")
	f.Fuzz(func(t *testing.T, token string) {
		p, err := position(token)
		if err != nil {
			if !errors.Is(err, ErrBadRequest) {
				t.Fatalf("%q: %v", token, err)
			}
			return
		}
		again, err := position(p.token())
		if err != nil || *again != *p {
			t.Fatalf("%q is read as %+v, and that as %+v, %v", token, p, again, err)
		}
	})
}
