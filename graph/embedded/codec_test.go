package embedded

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

func TestNumbersSurvive(t *testing.T) {
	p := &packer{}
	floats := []float64{0, 1, .5, .85, -1, math.Inf(1), math.SmallestNonzeroFloat64, math.MaxFloat64}
	ints := []int64{0, 1, -1, 63, -64, 64, math.MaxInt64, math.MinInt64}
	for _, v := range floats {
		p.float(v)
	}
	for _, v := range ints {
		p.int(v)
	}
	u := plain(p.buf)
	for _, want := range floats {
		if got := u.float(); got != want {
			t.Errorf("float %v reads back as %v", want, got)
		}
	}
	for _, want := range ints {
		if got := u.int(); got != want {
			t.Errorf("integer %d reads back as %d", want, got)
		}
	}
	if u.err != nil || u.at != len(u.text) {
		t.Errorf("%d of %d bytes read, %v", u.at, len(u.text), u.err)
	}
}

func TestPassagesSurvive(t *testing.T) {
	want := []corpus.Passage{
		{
			ID: "d:0000", Document: "d", Span: corpus.Span{Start: 3, End: 9}, Kind: corpus.PassageTurn, Heading: "H",
			AgendaItem: "§ 1", Page: 7, Time: -time.Second, Timed: true, Language: "sv", Turn: -1,
		},
		{ID: "d:0001", Document: "d", Ordinal: 1, Turn: -1},
	}
	got, speakers, err := unpackPassages(packPassages(want, []int{3, nobody}), "d")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{3, nobody}, speakers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStateSurvives(t *testing.T) {
	s := newState("person:x")
	claims := []*graph.Claim{
		{Name: "Anna Ek", Aliases: []string{"Ek", "Anna Ek"}, Attributes: map[string]string{"a": "1", "b": ""}, Keys: []string{"k", "l"}},
		{Name: "Anna", Attributes: map[string]string{"a": "2"}, Keys: []string{"k"}},
	}
	s.add(graph.ShareOf(claims), 1)
	s.add(graph.ShareOf(claims[:1]), 1)
	got, err := unpackState(0, s.id, s.Documents, s.pack())
	if err != nil {
		t.Fatal(err)
	}
	want := graph.Entity{
		ID: "person:x", Kind: graph.Person, Name: "Anna Ek", Aliases: []string{"Anna", "Ek"},
		Attributes: map[string]string{"a": "1", "b": ""}, Documents: 2,
	}
	if diff := cmp.Diff(want, got.Entity(got.id)); diff != "" {
		t.Error(diff)
	}
	got.add(graph.ShareOf(claims), -1)
	got.add(graph.ShareOf(claims[:1]), -1)
	empty := graph.Counts{}
	if diff := cmp.Diff([]graph.Counts{empty, empty, empty}, []graph.Counts{got.Names, got.Forms, got.Attributes}, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("what was added and taken back leaves something:\n%s", diff)
	}
	if got.Documents != 0 {
		t.Errorf("%d documents are left", got.Documents)
	}
}

// FuzzUnpack feeds every reader of a packed column what is none: no panic, no
// run-away allocation, and an error or a value that packs again.
func FuzzUnpack(f *testing.F) {
	batch := graph.Batch{
		Passages: []corpus.Passage{{ID: "d:0000", Language: "sv"}},
		Claims: []graph.Claim{{
			Kind: graph.Person, Name: "Anna", Keys: []string{"k"}, Attributes: map[string]string{"a": "b"},
			Mentions: []graph.ClaimMention{{Text: "Anna", Confidence: .5}},
		}},
		Facts: []graph.Fact{{Type: graph.Attended, To: graph.End{Node: "d"}, Evidence: []corpus.Evidence{{Quote: "q"}}}},
	}
	for _, column := range [][]byte{
		packPassages(batch.Passages, nil), packClaims(batch.Claims), packMentions(batch.Claims), packFacts(batch.Facts),
		packEntities([]int64{1, 2}, []string{"", "Å"}),
		{},
		{0xff, 0xff, 0xff, 0xff, 0x0f},
	} {
		f.Add(column)
	}
	f.Fuzz(func(t *testing.T, column []byte) {
		if passages, _, err := unpackPassages(column, "d"); err == nil {
			again, _, err := unpackPassages(packPassages(passages, nil), "d")
			if err != nil || len(again) != len(passages) {
				t.Errorf("%d passages pack to %d, %v", len(passages), len(again), err)
			}
		} else if !errors.Is(err, errDamaged) {
			t.Errorf("error %v does not say that the record is damaged", err)
		}
		facts, _ := unpackFacts(column)
		for i := range facts {
			_, _, _ = facts[i].details("d", "r")
		}
		_ = unpackClaims(column, func(int, []string) bool { return true }, func(int, graph.Claim) {})
		_ = unpackMentions(column, func(int) bool { return true }, func(int, graph.ClaimMention) {})
		_, _ = unpackEntities(column)
		_, _ = unpackState(1, "person:x", 1, column)
	})
}
