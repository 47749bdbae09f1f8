package graph

import (
	"errors"
	"fmt"

	"github.com/samband/samband/corpus"
)

// Validate reports the first thing in the batch that contradicts itself, as an
// error that wraps ErrInvalid. Stores call it before they write anything.
func (b *Batch) Validate() error {
	if b.Document.ID == "" && (b.Delete || len(b.Curate) == 0 || len(b.Passages)+len(b.Claims)+len(b.Facts) > 0) {
		return fmt.Errorf("%w: a document without id", ErrInvalid)
	}
	if err := b.validate(); err != nil {
		return fmt.Errorf("%w: document %s: %w", ErrInvalid, b.Document.ID, err)
	}
	return nil
}

func (b *Batch) validate() error {
	for i := range b.Reassign {
		if !assignable(b.Reassign[i].Entity) {
			return fmt.Errorf("assignment %d to %q, which is no entity", i, b.Reassign[i].Entity)
		}
	}
	for i := range b.Curate {
		if err := b.Curate[i].validate(); err != nil {
			return fmt.Errorf("decision %d (%s): %w", i, b.Curate[i].Kind, err)
		}
	}
	if b.Delete {
		return nil
	}
	if err := b.validatePassages(); err != nil {
		return err
	}
	if err := b.validateSpeakers(); err != nil {
		return err
	}
	for i := range b.Claims {
		if err := b.Claims[i].validate(); err != nil {
			return fmt.Errorf("claim %d (%s): %w", i, b.Claims[i].Name, err)
		}
	}
	for i := range b.Facts {
		if err := b.validateFact(&b.Facts[i]); err != nil {
			return fmt.Errorf("fact %d (%s): %w", i, b.Facts[i].Type, err)
		}
	}
	return nil
}

func assignable(entity string) bool {
	_, known := KindOf(entity)
	return known || entity == NoEntity
}

func (b *Batch) validateSpeakers() error {
	if b.Speakers != nil && len(b.Speakers) != len(b.Passages) {
		return fmt.Errorf("%d speakers for %d passages", len(b.Speakers), len(b.Passages))
	}
	for i, speaker := range b.Speakers {
		if speaker < -1 || speaker >= len(b.Claims) {
			return fmt.Errorf("speaker of passage %d is claim %d of %d", i, speaker, len(b.Claims))
		}
	}
	return nil
}

func (b *Batch) validatePassages() error {
	for i := range b.Passages {
		passage := &b.Passages[i]
		if passage.ID == "" {
			return fmt.Errorf("passage %d has no id", i)
		}
		if passage.Document != "" && passage.Document != b.Document.ID {
			return fmt.Errorf("passage %s belongs to %s", passage.ID, passage.Document)
		}
		if err := validateSpan(passage.Span); err != nil {
			return fmt.Errorf("passage %s: %w", passage.ID, err)
		}
	}
	return nil
}

func (c *Claim) validate() error {
	if !assignable(c.Entity) {
		return fmt.Errorf("%q is no entity", c.Entity)
	}
	for i := range c.Mentions {
		if err := validateSpan(c.Mentions[i].Span); err != nil {
			return fmt.Errorf("mention %d: %w", i, err)
		}
	}
	return nil
}

func (b *Batch) validateFact(fact *Fact) error {
	if fact.Type == "" || fact.Type == MentionedIn || fact.Type == Related {
		return fmt.Errorf("%q is never written", fact.Type)
	}
	if len(fact.Evidence) == 0 {
		return errors.New("no evidence")
	}
	for _, end := range []End{fact.From, fact.To} {
		if end.Node == "" && (end.Claim < 0 || end.Claim >= len(b.Claims)) {
			return fmt.Errorf("an end names claim %d of %d", end.Claim, len(b.Claims))
		}
		if _, entity := KindOf(end.Node); entity {
			return fmt.Errorf("an end names entity %s and no claim", end.Node)
		}
	}
	for i := range fact.Evidence {
		evidence := &fact.Evidence[i]
		if evidence.Document != "" && evidence.Document != b.Document.ID {
			return fmt.Errorf("evidence lies in document %s", evidence.Document)
		}
		if evidence.Revision != "" && evidence.Revision != b.Document.Revision {
			return fmt.Errorf("evidence is of revision %s", evidence.Revision)
		}
		if err := validateSpan(evidence.Span); err != nil {
			return fmt.Errorf("evidence %d: %w", i, err)
		}
	}
	return nil
}

func validateSpan(span corpus.Span) error {
	if span.Start < 0 || span.End < span.Start {
		return fmt.Errorf("impossible span %s", span)
	}
	return nil
}
