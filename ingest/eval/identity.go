package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// claim is one document's entity, as the gold and as the product name it.
type claim struct {
	document      string
	gold, product string
}

// scoreIdentity scores, over all pairs of claims of one kind, whether the
// product joins the pairs that the gold joins. Only entities found in both
// documents make a pair: what was not found is counted elsewhere.
func scoreIdentity(t *tally, claims []claim) {
	for _, kind := range graph.Kinds() {
		var same []claim
		for _, c := range claims {
			if got, _ := graph.KindOf(c.gold); got == kind {
				same = append(same, c)
			}
		}
		score := t.score(GroupIdentity, string(kind))
		goldPairs := pairs(same, func(c claim) string { return c.gold })
		productPairs := pairs(same, func(c claim) string { return c.product })
		score.Right = pairs(same, func(c claim) string { return c.gold + "\n" + c.product })
		score.Wrong = productPairs - score.Right
		score.Missed = goldPairs - score.Right
		measure := string(GroupIdentity) + "/" + string(kind)
		mixed(t, measure, Merged, same, func(c claim) (string, string) { return c.product, c.gold })
		mixed(t, measure, Split, same, func(c claim) (string, string) { return c.gold, c.product })
	}
}

// pairs counts the pairs of claims with the same key.
func pairs(claims []claim, key func(claim) string) int {
	sizes := map[string]int{}
	for _, c := range claims {
		sizes[key(c)]++
	}
	total := 0
	for _, size := range sizes {
		total += size * (size - 1) / 2
	}
	return total
}

// mixed records every entity of one side that is several on the other.
func mixed(t *tally, measure string, problem Problem, claims []claim, sides func(claim) (one, several string)) {
	parts := map[string]map[string]string{} // one → several → first document
	for _, c := range claims {
		one, several := sides(c)
		if parts[one] == nil {
			parts[one] = map[string]string{}
		}
		if parts[one][several] == "" {
			parts[one][several] = c.document
		}
	}
	for _, one := range slices.SortedFunc(maps.Keys(parts), cmp.Compare[string]) {
		if len(parts[one]) < 2 {
			continue
		}
		several := slices.Sorted(maps.Keys(parts[one]))
		fault := Fault{Document: parts[one][several[0]], Measure: measure, Problem: problem, Want: one, Got: strings.Join(several, ", ")}
		if problem == Merged {
			fault.Want, fault.Got = fault.Got, fault.Want
		}
		t.faults = append(t.faults, fault)
	}
}
