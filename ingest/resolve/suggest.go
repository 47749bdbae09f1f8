package resolve

import (
	"cmp"
	"slices"

	"github.com/samband/samband/graph"
)

// Suggestion is a pair of entities that may be one person, for somebody to
// decide.
type Suggestion struct {
	A, B    string   // entity ids, A < B
	Reasons []string // "spelling", "company", "role", "unattached"
}

// Suggestions returns the pairs among the claims of one block that were kept
// apart although something speaks for sameness, ordered by A and B. The claims
// are those that share a block key.
func (identity *Identity) Suggestions(claims []graph.StoredClaim) []Suggestion {
	slices.SortFunc(claims, compareClaims)
	groups := identity.cluster(claims)
	ids := nameGroups(groups)
	var found []Suggestion
	for i := range groups {
		for k := i + 1; k < len(groups); k++ {
			if reasons := identity.reasons(groups[i], groups[k]); len(reasons) > 0 {
				found = append(found, Suggestion{A: min(ids[i], ids[k]), B: max(ids[i], ids[k]), Reasons: reasons})
			}
		}
	}
	slices.SortFunc(found, func(a, b Suggestion) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return found
}

func (identity *Identity) reasons(a, b *group) []string {
	if identity.contradict(a, b) {
		return nil
	}
	var reasons []string
	if !sharesKey(a.spell, b.spell) {
		reasons = append(reasons, "spelling")
	}
	if sharesKey(a.with, b.with) {
		reasons = append(reasons, "company")
	}
	if sharesKey(a.roles, b.roles) {
		reasons = append(reasons, "role")
	}
	if len(reasons) == 0 && (len(a.orgs) == 0) != (len(b.orgs) == 0) {
		reasons = append(reasons, "unattached")
	}
	return reasons
}
