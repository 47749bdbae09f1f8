package graph

import (
	"cmp"
	"slices"

	"github.com/samband/samband/corpus"
)

// Stated is a relation as one document states it, with its attributes in
// canonical form beside it.
type Stated struct {
	Relation
	Canonical string // CanonicalAttributes of Attributes
}

// CompareStated orders as CompareRelations does, without rendering anything.
func CompareStated(a, b *Stated) int {
	return cmp.Or(
		cmp.Compare(a.From, b.From), cmp.Compare(a.Type, b.Type),
		cmp.Compare(a.To, b.To), cmp.Compare(a.Canonical, b.Canonical))
}

// JoinStated sorts what documents state in place, and yields it in the order
// of Store.Relations: what agrees in all but evidence as one, with the
// evidence of all. It returns false where yield did.
func JoinStated(stated []Stated, yield func(Relation) bool) bool {
	slices.SortFunc(stated, func(a, b Stated) int { return CompareStated(&a, &b) })
	for i := 0; i < len(stated); {
		relation := stated[i].Relation
		next := i + 1
		for ; next < len(stated) && CompareStated(&stated[i], &stated[next]) == 0; next++ {
			relation.Evidence = append(relation.Evidence, stated[next].Evidence...)
		}
		slices.SortFunc(relation.Evidence, func(a, b corpus.Evidence) int { return CompareEvidence(&a, &b) })
		if !yield(relation) {
			return false
		}
		i = next
	}
	return true
}
