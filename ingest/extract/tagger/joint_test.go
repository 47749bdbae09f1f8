package tagger_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// joint returns both taggers together, with the embedded models.
func joint(tb testing.TB) *tagger.Joint {
	tb.Helper()
	return tagger.NewJoint(crf(tb), tagger.NewEncoder(encoder.New()))
}

func TestJointTags(t *testing.T) {
	long := strings.Fields(strings.Repeat("Kommunen svarar för skolan , och regionen för vården , ", 12) + "säger Karin Almfelt i Uppsala .")
	sentences := [][]string{
		strings.Fields("Ordföranden Karin Almfelt Berg hälsade Skatteverket välkommet till Uppsala ."),
		{},
		strings.Fields("Mötet öppnades ."),
		long,
	}
	n := len(long)
	want := [][]tagger.Span{
		{{From: 1, To: 4, Kind: graph.Person}, {From: 5, To: 6, Kind: graph.Organisation}, {From: 8, To: 9, Kind: graph.Place}},
		nil,
		nil,
		{{From: n - 5, To: n - 3, Kind: graph.Person}, {From: n - 2, To: n - 1, Kind: graph.Place}},
	}
	for name, convention := range map[string]tagger.Convention{"universal": tagger.Universal, "news": tagger.News} {
		t.Run(name, func(t *testing.T) {
			got, err := joint(t).Tag(t.Context(), convention, sentences)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(tagger.Span{}, "Score")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			for _, spans := range got {
				for _, span := range spans {
					if span.Score < .7 || span.Score > 1 {
						t.Errorf("score of %v, want .7 to 1", span)
					}
				}
			}
		})
	}
}

// TestJointIsSurer compares scores where both models find the same.
func TestJointIsSurer(t *testing.T) {
	sentences := [][]string{strings.Fields("Torsten Lindegren kommer från Sundsvall .")}
	both, err := joint(t).Tag(t.Context(), tagger.News, sentences)
	if err != nil {
		t.Fatal(err)
	}
	one, err := tagger.NewEncoder(encoder.New()).Tag(t.Context(), tagger.News, sentences)
	if err != nil {
		t.Fatal(err)
	}
	if len(both[0]) != 2 || len(one[0]) != 2 {
		t.Fatalf("found %v and %v, want a person and a place", both[0], one[0])
	}
	for i := range both[0] {
		if both[0][i].Score < one[0][i].Score {
			t.Errorf("both models score %v, less than one: %v", both[0][i], one[0][i])
		}
	}
}

func TestJointStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := joint(t).Tag(ctx, tagger.News, [][]string{{"Uppsala"}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestJointChecksum(t *testing.T) {
	first := joint(t).Checksum()
	if again := joint(t).Checksum(); again != first || len(first) != 64 {
		t.Errorf("checksum %q, then %q", first, again)
	}
	for _, other := range []string{encoder.New().Checksum(), encoder.New().NamesChecksum()} {
		if other == first {
			t.Error("the checksum of both models is that of one")
		}
	}
}

// TestJointAgainstGold measures strict F1 over people, places and
// organisations.
func TestJointAgainstGold(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds")
	}
	cases := []struct {
		name, path string
		token, tag int
		convention tagger.Convention
		least      float64
	}{
		{"talbanken test", "data/ner/sv_talbanken-ud-test.iob2", 1, 2, tagger.Universal, .88},
		{"webbnyheter test", "data/ner/klintan_test.txt", 0, 1, tagger.News, .89},
	}
	both := joint(t)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			f1 := strictF1(t, both, tc.convention, readJudged(t, shared(t, tc.path), tc.token, tc.tag))
			if f1 < tc.least {
				t.Errorf("F1 %.4f, want at least %.3f", f1, tc.least)
			}
		})
	}
}
