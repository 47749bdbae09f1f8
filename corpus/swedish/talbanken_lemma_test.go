package swedish

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestLemmaTalbanken measures base forms of nouns, adjectives and verbs.
// Participles that the treebank calls adjectives are right either as these or
// as the verb, which a word alone cannot tell.
func TestLemmaTalbanken(t *testing.T) {
	for _, part := range []string{"dev", "test"} {
		t.Run(part, func(t *testing.T) {
			right, total := map[string]int{}, map[string]int{}
			wrong := map[string]int{}
			for _, s := range treebank(t, part) {
				for _, w := range s.words {
					if w.tag != "NOUN" && w.tag != "ADJ" && w.tag != "VERB" || strings.ContainsAny(w.lemma, "_. ") || strings.HasSuffix(w.form, "-") {
						continue
					}
					total[w.tag]++
					if got := Lemma(w.form); got == strings.ToLower(w.lemma) || participle(got, w) {
						right[w.tag]++
					} else {
						wrong[fmt.Sprintf("%s %s want %s got %s", w.tag, strings.ToLower(w.form), w.lemma, got)]++
					}
				}
			}
			all, sum := 0, 0
			for _, tag := range []string{"NOUN", "ADJ", "VERB"} {
				t.Logf("%s %s: %.4f of %d", part, tag, float64(right[tag])/float64(total[tag]), total[tag])
				all, sum = all+right[tag], sum+total[tag]
			}
			t.Logf("%s: %.4f of %d", part, float64(all)/float64(sum), sum)
			if accuracy := float64(all) / float64(sum); accuracy < 0.93 {
				t.Errorf("accuracy %.4f is below 0.93", accuracy)
			}
			if testing.Verbose() && part == "dev" {
				for _, w := range slices.SortedFunc(maps.Keys(wrong), func(a, b string) int { return wrong[b] - wrong[a] }) {
					t.Logf("%d %s", wrong[w], w)
				}
			}
		})
	}
}

// participle tells whether a lemma is the verb of a word that the treebank
// lemmatises as a participle.
func participle(got string, w treebankWord) bool {
	if w.tag != "ADJ" || !strings.HasSuffix(got, "a") && !strings.HasSuffix(got, "å") && !strings.HasSuffix(got, "e") {
		return false
	}
	stem := strings.TrimRight(got, "a")
	for _, ending := range []string{"ad", "d", "t", "en", "dd"} {
		if w.lemma == stem+ending || strings.HasSuffix(w.lemma, ending) && Lemma(w.lemma) == got {
			return true
		}
	}
	return false
}
