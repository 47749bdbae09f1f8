package embedded

import (
	"cmp"
	"context"
	"fmt"

	"github.com/samband/samband/graph"
)

var _ graph.Contributor = (*Store)(nil)

// Contribution returns what a document contributes, see graph.Contributor.
func (s *Store) Contribution(ctx context.Context, document string) (graph.Batch, error) {
	r, err := s.begin(ctx)
	if err != nil {
		return graph.Batch{}, fmt.Errorf("read graph: %w", err)
	}
	defer r.end()
	batch, err := r.contribution(document)
	if err != nil {
		return graph.Batch{}, fmt.Errorf("read contribution of %s: %w", document, err)
	}
	return batch, nil
}

func (r *reader) contribution(document string) (graph.Batch, error) {
	var header, passages, entities, claims, facts, mentions []byte
	found, err := r.row(r.queries.contribution, document, &header, &passages, &entities, &claims, &facts, &mentions)
	if err != nil {
		return graph.Batch{}, err
	}
	if !found {
		return graph.Batch{}, graph.ErrNotFound
	}
	var batch graph.Batch
	if batch.Document, err = unpackHeader(header); err != nil {
		return graph.Batch{}, err
	}
	if batch.Passages, batch.Speakers, err = unpackPassages(passages, document); err != nil {
		return graph.Batch{}, err
	}
	if batch.Claims, err = r.contributedClaims(entities, claims, mentions); err != nil {
		return graph.Batch{}, err
	}
	batch.Facts, err = contributedFacts(facts, document, batch.Document.Revision)
	return batch, err
}

// contributedClaims joins the columns of claims, mentions and entities.
func (r *reader) contributedClaims(entities, claims, mentions []byte) ([]graph.Claim, error) {
	numbers, called, err := unpackCalled(entities)
	if err != nil {
		return nil, err
	}
	ids, err := r.ids(numbers)
	if err != nil {
		return nil, err
	}
	all := make([]graph.Claim, len(ids))
	every := func(i int) bool { return i < len(all) }
	err = unpackClaims(claims, func(i int, _ []string) bool { return every(i) }, func(i int, claim graph.Claim) {
		claim.Entity = cmp.Or(ids[i], graph.NoEntity)
		if called != nil {
			claim.Called = called[i]
		}
		all[i] = claim
	})
	if err != nil {
		return nil, err
	}
	return all, unpackMentions(mentions, every, func(i int, mention graph.ClaimMention) {
		all[i].Mentions = append(all[i].Mentions, mention)
	})
}

func contributedFacts(column []byte, document, revision string) ([]graph.Fact, error) {
	stored, err := unpackFacts(column)
	if err != nil {
		return nil, err
	}
	facts := make([]graph.Fact, len(stored))
	for i := range stored {
		fact := &stored[i]
		attributes, evidence, err := fact.details(document, revision)
		if err != nil {
			return nil, err
		}
		facts[i] = graph.Fact{Type: fact.kind, From: fact.from, To: fact.to, Attributes: attributes, Evidence: evidence}
	}
	return facts, nil
}
