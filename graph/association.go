package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/samband/samband/corpus"
)

// sharedLeast is how many documents two concepts must share before their
// sharing says anything.
const sharedLeast = 2

// shownDocuments is from how many shared documents evidence is shown.
const shownDocuments = 3

// Association is a concept that documents speak of together with another. It
// is association, not meaning: nothing says how the two hang together.
type Association struct {
	Concept   Node              `json:"concept"`
	NPMI      float64           `json:"npmi"`      // normalised pointwise mutual information, 0 (as by chance) to 1 (always together)
	Documents int               `json:"documents"` // documents that mention both
	Evidence  []corpus.Evidence `json:"evidence"`  // mentions of both in up to three of the documents
}

// Associations returns the concepts most associated with the one with the id: at
// least two documents mention both, and more than chance would have it. They
// are ordered by normalised pointwise mutual information (Bouma 2009,
// "Normalized (Pointwise) Mutual Information in Collocation Extraction"), then
// by shared documents, then by id; at most limit of them, all for 0. It
// returns ErrNotFound, wrapped, for a concept that is not there.
func Associations(ctx context.Context, store Store, concept string, limit int) ([]Association, error) {
	self, err := EntityByID(ctx, store, concept)
	if err != nil {
		return nil, err
	}
	shared, err := sharedDocuments(ctx, store, concept)
	if err != nil {
		return nil, err
	}
	stats, err := store.Stats(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(shared))
	for id, documents := range shared {
		if len(documents) >= sharedLeast {
			ids = append(ids, id)
		}
	}
	var associations []Association
	for other, err := range store.Entities(ctx, EntityFilter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		together := len(shared[other.ID])
		if npmi := NPMI(together, self.Documents, other.Documents, stats.Documents); npmi > 0 {
			node := Node{other.ID, other.Kind, other.Name}
			associations = append(associations, Association{Concept: node, NPMI: npmi, Documents: together})
		}
	}
	associations = strongest(associations, limit)
	for i := range associations {
		association := &associations[i]
		association.Evidence, err = sharing(ctx, store, shared[association.Concept.ID], concept, association.Concept.ID)
		if err != nil {
			return nil, fmt.Errorf("evidence for %s: %w", association.Concept.ID, err)
		}
	}
	return associations, nil
}

// sharedDocuments lists for every concept the documents that mention it
// together with the given one, in order of id.
func sharedDocuments(ctx context.Context, store Store, concept string) (map[string][]string, error) {
	shared := map[string][]string{}
	mentioned := []RelationType{MentionedIn}
	for relation, err := range store.Relations(ctx, RelationFilter{From: concept, Types: mentioned}) {
		if err != nil {
			return nil, err
		}
		for other, err := range store.Relations(ctx, RelationFilter{To: relation.To, Types: mentioned}) {
			if err != nil {
				return nil, err
			}
			if kind, _ := KindOf(other.From); kind == Concept && other.From != concept {
				shared[other.From] = append(shared[other.From], relation.To)
			}
		}
	}
	return shared, nil
}

func strongest(associations []Association, limit int) []Association {
	slices.SortFunc(associations, func(a, b Association) int {
		return cmp.Or(cmp.Compare(b.NPMI, a.NPMI), cmp.Compare(b.Documents, a.Documents), cmp.Compare(a.Concept.ID, b.Concept.ID))
	})
	if limit > 0 {
		associations = associations[:min(limit, len(associations))]
	}
	return associations
}

// NPMI is the normalised pointwise mutual information of two things that
// occur in first and second of all documents, and in together of them both
// (Bouma 2009): -1 never together, 0 as by chance, 1 always together. It is 0
// where the counts say nothing.
func NPMI(together, first, second, all int) float64 {
	if together <= 0 || first < together || second < together || all <= together {
		return 0
	}
	joint := float64(together) / float64(all)
	chance := float64(first) / float64(all) * float64(second) / float64(all)
	return math.Log(joint/chance) / -math.Log(joint)
}

// sharing shows the first mention of each concept in the first documents.
func sharing(ctx context.Context, store Store, documents []string, concepts ...string) ([]corpus.Evidence, error) {
	var evidence []corpus.Evidence
	for _, document := range documents[:min(shownDocuments, len(documents))] {
		for _, concept := range concepts {
			filter := RelationFilter{From: concept, To: document, Types: []RelationType{MentionedIn}}
			for relation, err := range store.Relations(ctx, filter) {
				if err != nil {
					return nil, err
				}
				evidence = append(evidence, relation.Evidence[0])
			}
		}
	}
	slices.SortFunc(evidence, func(a, b corpus.Evidence) int { return CompareEvidence(&a, &b) })
	return evidence, nil
}
