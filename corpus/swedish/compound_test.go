package swedish

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSplitLists measures Split on lists of compounds and of other words.
func TestSplitLists(t *testing.T) {
	right, split, exact, compounds, others := 0, 0, 0, 0, 0
	for _, line := range testLines(t, "compounds.txt") {
		compounds++
		got := partLemmas(Split(line[0]))
		if len(got) > 0 {
			right++
			split++
		}
		if slices.Equal(got, line[1:]) {
			exact++
		} else {
			t.Logf("%s: want %v, got %v", line[0], line[1:], got)
		}
	}
	for _, line := range testLines(t, "noncompounds.txt") {
		for _, word := range line {
			others++
			if got := partLemmas(Split(word)); len(got) > 0 {
				split++
				t.Logf("%s: split into %v", word, got)
			}
		}
	}
	precision, recall := float64(right)/float64(split), float64(right)/float64(compounds)
	t.Logf("%d compounds, %d others: precision %.3f, recall %.3f, parts exact %.3f", compounds, others, precision, recall,
		float64(exact)/float64(compounds))
	if precision < 0.97 || recall < 0.80 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
}

// partLemmas returns the base forms of parts.
func partLemmas(parts []Part) []string {
	var out []string
	for _, p := range parts {
		out = append(out, p.Lemma)
	}
	return out
}

func TestSplitOffsets(t *testing.T) {
	for _, test := range []struct {
		name, word string
		want       []string // the parts as written
	}{
		{"plain", "hälsodata", []string{"hälso", "data"}},
		{"capital", "Hälsodata", []string{"Hälso", "data"}},
		{"linking s", "arbetsgruppen", []string{"arbet", "gruppen"}},
		{"decomposed", "ha\u0308lsodata", []string{"ha\u0308lso", "data"}},
		{"hyphens", "IT-system", []string{"IT", "system"}},
		{"one letter", "e-hälsa", nil},
		{"short", "bil", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range Split(test.word) {
				got = append(got, test.word[p.Start:p.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Split(%q) (-want +got):\n%s", test.word, diff)
			}
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	Split("hälsodata")
	for b.Loop() {
		Split("hälsodatautredningen")
	}
}
